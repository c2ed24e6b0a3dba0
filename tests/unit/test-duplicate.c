/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-duplicate.h"

static void
add_phone (FoyerPatient *patient, const char *number)
{
  FoyerPatientPhone *phone = foyer_patient_phone_new ();

  if (patient->phones == NULL)
    patient->phones = g_ptr_array_new_with_free_func (g_object_unref);
  foyer_set_text (&phone->number, number);
  g_ptr_array_add (patient->phones, phone);
}

static void
add_name (FoyerPatient *patient, const char *family)
{
  FoyerPatientName *name = foyer_patient_name_new ();

  if (patient->names == NULL)
    patient->names = g_ptr_array_new_with_free_func (g_object_unref);
  foyer_set_text (&name->family, family);
  g_ptr_array_add (patient->names, name);
}

static FoyerPatient *
new_patient (const char *given,
             const char *family,
             const char *birth_date,
             const char *phone)
{
  FoyerPatient *patient = foyer_patient_new ();

  foyer_set_text (&patient->given, given);
  foyer_set_text (&patient->family, family);
  foyer_set_text (&patient->birth_date, birth_date);
  if (phone != NULL)
    add_phone (patient, phone);

  return patient;
}

static void
assert_likeness (FoyerPatient  *a,
                 FoyerPatient  *b,
                 FoyerLikeness  likeness,
                 FoyerAgreement agreement)
{
  FoyerAgreement found, reverse;

  g_assert_cmpint (foyer_duplicate_compare (a, b, &found), ==, likeness);
  g_assert_cmpint (foyer_duplicate_compare (b, a, &reverse), ==, likeness);
  g_assert_cmphex (found, ==, agreement);
  g_assert_cmphex (reverse, ==, agreement);
}

static void
test_three_with_a_name (void)
{
  g_autoptr (FoyerPatient) a = new_patient ("José", "Muñoz", "1987-03-04", NULL);
  g_autoptr (FoyerPatient) b = new_patient ("Jose", "Munoz", "1987-03-04", NULL);

  assert_likeness (a, b, FOYER_LIKENESS_DUPLICATE,
                   FOYER_AGREEMENT_FAMILY | FOYER_AGREEMENT_GIVEN |
                       FOYER_AGREEMENT_BIRTH_DATE);
}

static void
test_two_are_too_few (void)
{
  g_autoptr (FoyerPatient) a = new_patient ("José", "Muñoz", "1987-03-04", NULL);
  g_autoptr (FoyerPatient) b = new_patient ("Jose", "Munoz", NULL, "555 010 4477");

  assert_likeness (a, b, FOYER_LIKENESS_NONE,
                   FOYER_AGREEMENT_FAMILY | FOYER_AGREEMENT_GIVEN);
}

static void
test_no_name_no_duplicate (void)
{
  g_autoptr (FoyerPatient) a = new_patient ("Ann", "Lee", "1987-03-04", "555 010 4477");
  g_autoptr (FoyerPatient) b = new_patient ("Joao", "Silva", "1987-03-04", "5550104477");

  foyer_set_text (&a->postal_code, "97201");
  foyer_set_text (&b->postal_code, "97201");
  g_assert_cmpint (foyer_duplicate_compare (a, b, NULL), ==, FOYER_LIKENESS_NONE);
}

static void
test_twins_are_similar (void)
{
  g_autoptr (FoyerPatient) a =
      new_patient ("Lena", "Novák", "2019-05-06", "555 010 4477");
  g_autoptr (FoyerPatient) b = new_patient ("Lina", "Novak", "2019-05-06", "5550104477");

  foyer_set_text (&a->email, "family@example.org");
  foyer_set_text (&b->email, "Family@Example.org");
  foyer_set_text (&a->postal_code, "97201");
  foyer_set_text (&b->postal_code, "97201");

  assert_likeness (a, b, FOYER_LIKENESS_SIMILAR,
                   FOYER_AGREEMENT_FAMILY | FOYER_AGREEMENT_GIVEN_DIFFERS |
                       FOYER_AGREEMENT_BIRTH_DATE | FOYER_AGREEMENT_PHONE |
                       FOYER_AGREEMENT_EMAIL | FOYER_AGREEMENT_POSTAL_CODE);
}

static void
test_family_under_one_roof (void)
{
  g_autoptr (FoyerPatient) mother =
      new_patient ("Rosa", "Vega", "1980-01-02", "555 010 4477");
  g_autoptr (FoyerPatient) child =
      new_patient ("Inés", "Vega", "2015-11-30", "555 010 4477");

  foyer_set_text (&mother->postal_code, "97201");
  foyer_set_text (&child->postal_code, "97201");
  g_assert_cmpint (foyer_duplicate_compare (mother, child, NULL), ==,
                   FOYER_LIKENESS_NONE);
}

static void
test_father_and_son_are_similar (void)
{
  g_autoptr (FoyerPatient) father =
      new_patient ("John", "Carter", "1950-01-02", "555 010 4477");
  g_autoptr (FoyerPatient) son =
      new_patient ("John", "Carter", "1979-08-21", "555 010 4477");
  g_autoptr (FoyerPatient) junior = new_patient ("John", "Carter", NULL, "555 010 4477");

  g_assert_cmpint (foyer_duplicate_compare (father, son, NULL), ==,
                   FOYER_LIKENESS_SIMILAR);
  g_assert_cmpint (foyer_duplicate_compare (father, junior, NULL), ==,
                   FOYER_LIKENESS_DUPLICATE);
  foyer_set_text (&father->suffix, "Sr.");
  foyer_set_text (&junior->suffix, "Jr.");
  g_assert_cmpint (foyer_duplicate_compare (father, junior, NULL), ==,
                   FOYER_LIKENESS_SIMILAR);
}

static void
test_email_alone_never_matches (void)
{
  g_autoptr (FoyerPatient) a = new_patient ("Rosa", "Vega", NULL, NULL);
  g_autoptr (FoyerPatient) b = new_patient ("Tim", "Osei", NULL, NULL);

  foyer_set_text (&a->email, "family@example.org");
  foyer_set_text (&b->email, "family@example.org");
  assert_likeness (a, b, FOYER_LIKENESS_NONE,
                   FOYER_AGREEMENT_EMAIL | FOYER_AGREEMENT_GIVEN_DIFFERS);
}

static void
test_maiden_name_counts (void)
{
  g_autoptr (FoyerPatient) a = new_patient ("Ann", "Lee", "1987-03-04", NULL);
  g_autoptr (FoyerPatient) b = new_patient ("Anna", "Park", "1987-03-04", NULL);

  g_assert_cmpint (foyer_duplicate_compare (a, b, NULL), ==, FOYER_LIKENESS_NONE);
  add_name (b, "Lee");
  g_assert_cmpint (foyer_duplicate_compare (a, b, NULL), ==, FOYER_LIKENESS_DUPLICATE);
  g_assert_cmpint (foyer_duplicate_compare (b, a, NULL), ==, FOYER_LIKENESS_DUPLICATE);
}

static void
test_slip_in_the_birth_date (void)
{
  g_autoptr (FoyerPatient) a = new_patient ("Ann", "Lee", "1987-03-04", NULL);
  g_autoptr (FoyerPatient) b = new_patient ("Ann", "Lee", "1987-04-03", NULL);

  assert_likeness (a, b, FOYER_LIKENESS_SIMILAR,
                   FOYER_AGREEMENT_FAMILY | FOYER_AGREEMENT_GIVEN |
                       FOYER_AGREEMENT_BIRTH_DATE_CLOSE);
  add_phone (a, "555 010 4477");
  add_phone (b, "+1 555 010 4477");
  g_assert_cmpint (foyer_duplicate_compare (a, b, NULL), ==, FOYER_LIKENESS_DUPLICATE);
}

static void
test_partial_birth_date_says_nothing (void)
{
  g_autoptr (FoyerPatient) a = new_patient ("Ann", "Lee", "1987", NULL);
  g_autoptr (FoyerPatient) b = new_patient ("Ann", "Lee", "1987-04-03", NULL);
  g_autoptr (FoyerPatient) c = new_patient ("Ann", "Lee", "1988-04", NULL);

  assert_likeness (a, b, FOYER_LIKENESS_NONE,
                   FOYER_AGREEMENT_FAMILY | FOYER_AGREEMENT_GIVEN);
  assert_likeness (a, c, FOYER_LIKENESS_NONE,
                   FOYER_AGREEMENT_FAMILY | FOYER_AGREEMENT_GIVEN |
                       FOYER_AGREEMENT_BIRTH_DATE_DIFFERS);
}

static void
test_names_exchanged (void)
{
  g_autoptr (FoyerPatient) a = new_patient ("Minh", "Tran", "1987-03-04", NULL);
  g_autoptr (FoyerPatient) b = new_patient ("Tran", "Minh", "1987-03-04", NULL);

  g_assert_cmpint (foyer_duplicate_compare (a, b, NULL), ==, FOYER_LIKENESS_DUPLICATE);
}

static const char *
pick (const char *const *values, guint n)
{
  return values[g_test_rand_int_range (0, n)];
}

static FoyerPatient *
random_patient (void)
{
  static const char *const givens[] = {
    NULL, "Ann",    "Anna",        "J.",    "John", "Maria", "Mario",   "Bob",
    "山", "Robert", "Maria Elena", "Elena", "Tran", "",      "Robert J"
  };
  static const char *const families[] = { NULL,     "Müller", "Mueller", "García López",
                                          "García", "Tran",   "Smith",   "Schmidt",
                                          "Lee",    "Minh",   "Ann",     "山" };
  static const char *const dates[] = { NULL,   "1987-03-04", "1987-04-03", "1987-03-05",
                                       "1987", "1987-03",    "2001-09-09" };
  static const char *const phones[] = { NULL, "5550104477", "+1 555 010 4477", "0104477",
                                        "911" };
  static const char *const codes[] = { NULL, "97201", "97 201", "10115" };
  FoyerPatient            *patient = new_patient (
                 pick (givens, G_N_ELEMENTS (givens)), pick (families, G_N_ELEMENTS (families)),
                 pick (dates, G_N_ELEMENTS (dates)), pick (phones, G_N_ELEMENTS (phones)));

  foyer_set_text (&patient->postal_code, pick (codes, G_N_ELEMENTS (codes)));
  foyer_set_text (&patient->preferred_name, pick (givens, G_N_ELEMENTS (givens)));
  if (g_test_rand_int_range (0, 4) == 0)
    add_name (patient, pick (families, G_N_ELEMENTS (families)));

  return patient;
}

/* Whichever of two records is typed second, the warning is the same. */
static void
test_symmetric (void)
{
  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr (FoyerPatient) a = random_patient ();
      g_autoptr (FoyerPatient) b = random_patient ();
      FoyerAgreement      forth, back;
      const FoyerLikeness likeness = foyer_duplicate_compare (a, b, &forth);

      g_assert_cmpint (foyer_duplicate_compare (b, a, &back), ==, likeness);
      g_assert_cmphex (forth, ==, back);
      if (likeness == FOYER_LIKENESS_DUPLICATE)
        g_assert_cmphex (forth & FOYER_AGREEMENT_GIVEN_DIFFERS, ==, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/duplicate/three-with-a-name", test_three_with_a_name);
  g_test_add_func ("/duplicate/two-are-too-few", test_two_are_too_few);
  g_test_add_func ("/duplicate/no-name-no-duplicate", test_no_name_no_duplicate);
  g_test_add_func ("/duplicate/twins-are-similar", test_twins_are_similar);
  g_test_add_func ("/duplicate/family-under-one-roof", test_family_under_one_roof);
  g_test_add_func ("/duplicate/father-and-son-are-similar",
                   test_father_and_son_are_similar);
  g_test_add_func ("/duplicate/email-alone-never-matches",
                   test_email_alone_never_matches);
  g_test_add_func ("/duplicate/maiden-name-counts", test_maiden_name_counts);
  g_test_add_func ("/duplicate/slip-in-the-birth-date", test_slip_in_the_birth_date);
  g_test_add_func ("/duplicate/partial-birth-date-says-nothing",
                   test_partial_birth_date_says_nothing);
  g_test_add_func ("/duplicate/names-exchanged", test_names_exchanged);
  g_test_add_func ("/duplicate/symmetric", test_symmetric);

  return g_test_run ();
}
