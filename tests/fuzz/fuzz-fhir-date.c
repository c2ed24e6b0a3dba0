/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/fuzz/fuzz.h"

#include "fhir/foyer-fhir-date.h"
#include "model/foyer-time.h"
#include "model/foyer-typed-date.h"

#include <string.h>

/* A date that is taken from a text is a date, and stands at its beginning. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *date = foyer_fhir_date_of_date_time (text);
  int              first_day;
  int              last_day;

  if (date != NULL)
    {
      g_assert_true (g_str_has_prefix (text, date));
      g_assert_true (foyer_fhir_date_parse (date, &first_day, &last_day));
      g_assert_cmpint (first_day, <=, last_day);
    }

  if (g_utf8_validate (text, -1, NULL))
    for (int order = FOYER_DATE_ORDER_DMY; order <= FOYER_DATE_ORDER_YMD; order++)
      {
        g_autofree char *typed =
            foyer_typed_date_to_fhir (text, (FoyerDateOrder) order, 2026);

        g_assert_true (typed == NULL || foyer_fhir_date_parse (typed, NULL, NULL));
      }

  return 0;
}
