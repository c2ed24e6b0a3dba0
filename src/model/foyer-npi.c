/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-npi.h"

#define N_DIGITS 10

/* Sum of the Luhn digits of 80840, the prefix of health applications in the USA. */
#define PREFIX_SUM 24

static gboolean
read_digits (const char *npi, char digits[N_DIGITS + 1])
{
  guint n = 0;

  for (const char *p = npi; p != NULL && *p != '\0'; p++)
    {
      if (*p == ' ' || *p == '-')
        continue;
      if (!g_ascii_isdigit (*p) || n == N_DIGITS)
        return FALSE;
      digits[n++] = *p;
    }
  digits[n] = '\0';

  return n == N_DIGITS;
}

/**
 * foyer_npi_is_valid:
 * @npi: (nullable): text as typed: ten digits, spaces and hyphens allowed
 *
 * Tells whether @npi can be a US National Provider Identifier.
 *
 * Checks form only: ten digits of which the first is 1 or 2, and the Luhn check digit over
 * the number with the prefix 80840.  It does not ask the registry whether the provider
 * exists.
 *
 * Source: 45 CFR 162.406; ISO/IEC 7812-1 annex B for the check digit.
 *
 * Returns: whether the form and the check digit are right
 */
gboolean
foyer_npi_is_valid (const char *npi)
{
  char digits[N_DIGITS + 1];
  int  sum = PREFIX_SUM;

  if (!read_digits (npi, digits) || (digits[0] != '1' && digits[0] != '2'))
    return FALSE;

  for (guint i = 0; i < N_DIGITS; i++)
    {
      int digit = digits[i] - '0';

      if (i % 2 == 0)
        digit = digit < 5 ? 2 * digit : 2 * digit - 9;
      sum += digit;
    }

  return sum % 10 == 0;
}

/**
 * foyer_npi_normalize:
 * @npi: (nullable): text as typed
 *
 * Returns: (transfer full) (nullable): the ten digits that are stored, or `NULL` if @npi is
 *   not valid
 */
char *
foyer_npi_normalize (const char *npi)
{
  char digits[N_DIGITS + 1];

  if (!foyer_npi_is_valid (npi) || !read_digits (npi, digits))
    return NULL;

  return g_strdup (digits);
}
