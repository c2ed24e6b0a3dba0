/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-duplicate.h"

#include "model/foyer-fold.h"
#include "model/foyer-person-name.h"
#include "model/foyer-phone.h"

#include <string.h>

/* So many identifiers have to agree, one of them a name. */
#define NEEDED 3

#define NAMES (FOYER_AGREEMENT_FAMILY | FOYER_AGREEMENT_GIVEN)
#define IDENTIFIERS                                                                      \
  (NAMES | FOYER_AGREEMENT_BIRTH_DATE | FOYER_AGREEMENT_PHONE | FOYER_AGREEMENT_EMAIL |  \
   FOYER_AGREEMENT_POSTAL_CODE | FOYER_AGREEMENT_NUMBER)

typedef FoyerNameMatch (*CompareFunc) (const char *a, const char *b);

static GPtrArray *
list_families (FoyerPatient *patient)
{
  GPtrArray *names = g_ptr_array_new ();

  g_ptr_array_add (names, patient->family);
  for (guint i = 0; patient->names != NULL && i < patient->names->len; i++)
    g_ptr_array_add (
        names, ((FoyerPatientName *) g_ptr_array_index (patient->names, i))->family);

  return names;
}

static GPtrArray *
list_givens (FoyerPatient *patient)
{
  GPtrArray *names = g_ptr_array_new ();

  g_ptr_array_add (names, patient->given);
  g_ptr_array_add (names, patient->preferred_name);
  for (guint i = 0; patient->names != NULL && i < patient->names->len; i++)
    g_ptr_array_add (names,
                     ((FoyerPatientName *) g_ptr_array_index (patient->names, i))->given);

  return names;
}

/* One agreement among all the names of two people is enough; it takes two known names to
 * disagree. */
static FoyerNameMatch
compare_lists (GPtrArray *a, GPtrArray *b, CompareFunc compare)
{
  FoyerNameMatch match = FOYER_NAME_MATCH_UNKNOWN;

  for (guint i = 0; i < a->len; i++)
    for (guint j = 0; j < b->len; j++)
      {
        const FoyerNameMatch one =
            compare (g_ptr_array_index (a, i), g_ptr_array_index (b, j));

        if (one == FOYER_NAME_MATCH_AGREES)
          return one;
        if (one == FOYER_NAME_MATCH_DIFFERS)
          match = one;
      }

  return match;
}

static FoyerAgreement
compare_names (FoyerPatient *a, FoyerPatient *b)
{
  g_autoptr (GPtrArray) families_a = list_families (a);
  g_autoptr (GPtrArray) families_b = list_families (b);
  g_autoptr (GPtrArray) givens_a = list_givens (a);
  g_autoptr (GPtrArray) givens_b = list_givens (b);
  const FoyerNameMatch family =
      compare_lists (families_a, families_b, foyer_family_name_compare);
  const FoyerNameMatch given =
      compare_lists (givens_a, givens_b, foyer_given_name_compare);
  FoyerAgreement agreement = 0;

  if (family == FOYER_NAME_MATCH_AGREES)
    agreement |= FOYER_AGREEMENT_FAMILY;
  if (given == FOYER_NAME_MATCH_AGREES)
    agreement |= FOYER_AGREEMENT_GIVEN;
  else if (given == FOYER_NAME_MATCH_DIFFERS)
    agreement |= FOYER_AGREEMENT_GIVEN_DIFFERS;

  /* Family and given name in each other's place are a slip of whoever typed them. */
  if (agreement == FOYER_AGREEMENT_GIVEN_DIFFERS &&
      foyer_given_name_compare (a->family, b->given) == FOYER_NAME_MATCH_AGREES &&
      foyer_given_name_compare (a->given, b->family) == FOYER_NAME_MATCH_AGREES)
    agreement = NAMES;

  return agreement;
}

/* Both are full dates of ten characters. */
static gboolean
is_slip (const char *a, const char *b)
{
  guint n_different = 0;

  for (guint i = 0; i < 10; i++)
    n_different += a[i] != b[i];

  return n_different == 1 || (strncmp (a, b, 5) == 0 && strncmp (a + 5, b + 8, 2) == 0 &&
                              strncmp (a + 8, b + 5, 2) == 0);
}

static FoyerAgreement
compare_birth_dates (const char *a, const char *b)
{
  gsize na, nb;

  if (a == NULL || b == NULL)
    return 0;

  na = strlen (a);
  nb = strlen (b);
  if (strncmp (a, b, MIN (na, nb)) == 0)
    return na == 10 && nb == 10 ? FOYER_AGREEMENT_BIRTH_DATE : 0;
  if (na == 10 && nb == 10 && is_slip (a, b))
    return FOYER_AGREEMENT_BIRTH_DATE_CLOSE;
  return FOYER_AGREEMENT_BIRTH_DATE_DIFFERS;
}

static gboolean
share_phone (FoyerPatient *a, FoyerPatient *b)
{
  for (guint i = 0; a->phones != NULL && i < a->phones->len; i++)
    for (guint j = 0; b->phones != NULL && j < b->phones->len; j++)
      {
        FoyerPatientPhone *one = g_ptr_array_index (a->phones, i);
        FoyerPatientPhone *other = g_ptr_array_index (b->phones, j);
        g_autofree char   *digits = foyer_phone_dup_digits (one->number);
        g_autofree char   *other_digits = foyer_phone_dup_digits (other->number);

        if (foyer_phone_equal (digits, other_digits))
          return TRUE;
      }

  return FALSE;
}

static gboolean
share_text (const char *a, const char *b)
{
  g_autofree char *key_a = foyer_fold_key (a);
  g_autofree char *key_b = foyer_fold_key (b);

  return *key_a != '\0' && strcmp (key_a, key_b) == 0;
}

static gboolean
share_email (const char *a, const char *b)
{
  g_autofree char *lower_a = NULL;
  g_autofree char *lower_b = NULL;

  if (a == NULL || b == NULL)
    return FALSE;

  lower_a = g_utf8_casefold (a, -1);
  lower_b = g_utf8_casefold (b, -1);

  return strcmp (lower_a, lower_b) == 0;
}

static guint
count_bits (guint bits)
{
  guint n = 0;

  for (; bits != 0; bits &= bits - 1)
    n++;

  return n;
}

static FoyerLikeness
judge (FoyerAgreement agreement)
{
  const gboolean given_differs = (agreement & FOYER_AGREEMENT_GIVEN_DIFFERS) != 0;
  const gboolean birth_differs = (agreement & FOYER_AGREEMENT_BIRTH_DATE_DIFFERS) != 0;
  const guint    n = count_bits (agreement & IDENTIFIERS);

  if ((agreement & NAMES) == 0 || (given_differs && birth_differs))
    return FOYER_LIKENESS_NONE;
  if (n < NEEDED)
    return (agreement & FOYER_AGREEMENT_BIRTH_DATE_CLOSE) != 0 &&
                   (agreement & NAMES) == NAMES
               ? FOYER_LIKENESS_SIMILAR
               : FOYER_LIKENESS_NONE;
  if (given_differs || birth_differs || (agreement & FOYER_AGREEMENT_SUFFIX_DIFFERS) != 0)
    return FOYER_LIKENESS_SIMILAR;
  return FOYER_LIKENESS_DUPLICATE;
}

/**
 * foyer_duplicate_compare:
 * @a: a patient, with phones and names if they are known
 * @b: another
 * @out_agreement: (out) (optional): what they agree on, so that a screen can say why
 *
 * Judges whether two records are of one person.
 *
 * At least three identifiers have to agree, one of them a name; an address or an e-mail that
 * a family shares never makes one person of two.  Different given names (twins),
 * different dates of birth or a different `Jr.` speak against it: such records are similar
 * at most.  A date of birth that differs as by a slip says nothing, but it makes two people
 * of one name similar.  Names before marriage and other earlier names count as names.
 *
 * Returns: the judgement, the same for both orders of the arguments
 */
FoyerLikeness
foyer_duplicate_compare (FoyerPatient *a, FoyerPatient *b, FoyerAgreement *out_agreement)
{
  FoyerAgreement agreement;

  g_return_val_if_fail (FOYER_IS_PATIENT (a), FOYER_LIKENESS_NONE);
  g_return_val_if_fail (FOYER_IS_PATIENT (b), FOYER_LIKENESS_NONE);

  agreement = compare_names (a, b) | compare_birth_dates (a->birth_date, b->birth_date);
  if (share_phone (a, b))
    agreement |= FOYER_AGREEMENT_PHONE;
  if (share_email (a->email, b->email))
    agreement |= FOYER_AGREEMENT_EMAIL;
  if (share_text (a->postal_code, b->postal_code))
    agreement |= FOYER_AGREEMENT_POSTAL_CODE;
  if (a->number != NULL && g_strcmp0 (a->number, b->number) == 0)
    agreement |= FOYER_AGREEMENT_NUMBER;
  if (a->suffix != NULL && b->suffix != NULL && !share_text (a->suffix, b->suffix))
    agreement |= FOYER_AGREEMENT_SUFFIX_DIFFERS;

  if (out_agreement != NULL)
    *out_agreement = agreement;
  return judge (agreement);
}
