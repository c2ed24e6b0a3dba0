/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-referrers.h"
#include "tests/unit/profile.h"

static FoyerReferrer *
new_referrer (const char *given, const char *family, const char *npi)
{
  FoyerReferrer *referrer = foyer_referrer_new ();

  foyer_set_text (&referrer->given, given);
  foyer_set_text (&referrer->family, family);
  foyer_set_text (&referrer->npi, npi);

  return referrer;
}

static void
save (Profile *profile, FoyerReferrer *referrer)
{
  g_autoptr (GError) error = NULL;

  foyer_referrers_save (profile->db, profile->manager, referrer, &error);
  g_assert_no_error (error);
}

static void
assert_refused (Profile       *profile,
                FoyerReferrer *referrer,
                const char    *field,
                const char    *problem)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (foyer_referrers_save (profile->db, profile->manager, referrer, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INVALID);
  g_assert_cmpstr (foyer_store_error_get_field (error), ==, field);
  g_assert_cmpstr (foyer_store_error_get_problem (error), ==, problem);
}

static void
assert_found (Profile *profile, const char *text, const char *families)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GString) names = g_string_new (NULL);

  found = foyer_referrers_search (profile->db, text, 10, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? " " : "",
                            FOYER_REFERRER (g_ptr_array_index (found, i))->family);
  g_assert_cmpstr (names->str, ==, families);
}

static void
test_npi_is_checked_and_normal (Profile *profile, gconstpointer data)
{
  g_autoptr (FoyerReferrer) good = new_referrer ("Ann", "Lee", "123-456 7893");
  g_autoptr (FoyerReferrer) wrong = new_referrer ("Bo", "Ek", "1234567890");
  g_autoptr (FoyerReferrer) taken = new_referrer ("Cy", "Fox", "1234567893");
  g_autoptr (FoyerReferrer) back = NULL;
  g_autoptr (GError) error = NULL;

  save (profile, good);
  back = foyer_referrers_get (profile->db, foyer_record_get_id (FOYER_RECORD (good)),
                              &error);
  g_assert_no_error (error);
  g_assert_cmpstr (back->npi, ==, "1234567893");

  assert_refused (profile, wrong, "npi", "check-digit");
  assert_refused (profile, taken, "npi", "taken");
  save (profile, good);
}

static void
test_refuses_no_name_and_no_number (Profile *profile, gconstpointer data)
{
  g_autoptr (FoyerReferrer) referrer = new_referrer ("Ann", " ", NULL);
  g_autoptr (FoyerPractice) practice = foyer_practice_new ();
  g_autoptr (GError) error = NULL;

  assert_refused (profile, referrer, "family", "missing");
  foyer_set_text (&referrer->family, "Lee");
  foyer_set_text (&referrer->fax, "none");
  assert_refused (profile, referrer, "fax", "not-a-number");

  g_assert_false (
      foyer_referrers_save_practice (profile->db, profile->manager, practice, &error));
  g_assert_cmpstr (foyer_store_error_get_field (error), ==, "name");
}

static void
test_search_by_name_and_practice (Profile *profile, gconstpointer data)
{
  g_autoptr (FoyerPractice) practice = foyer_practice_new ();
  g_autoptr (FoyerReferrer) mueller = new_referrer ("Jörg", "Mueller", NULL);
  g_autoptr (FoyerReferrer) lee = new_referrer ("Ann", "Lee", "1234567893");
  g_autoptr (FoyerReferrer) gone = new_referrer ("Ann", "Leeds", NULL);
  g_autoptr (GPtrArray) practices = NULL;
  g_autoptr (GError) error = NULL;

  foyer_set_text (&practice->name, "Élan Family Medicine");
  foyer_referrers_save_practice (profile->db, profile->manager, practice, &error);
  g_assert_no_error (error);
  lee->practice_id = foyer_record_get_id (FOYER_RECORD (practice));
  gone->active = FALSE;
  save (profile, mueller);
  save (profile, lee);
  save (profile, gone);

  assert_found (profile, "MÜLL", "Mueller");
  assert_found (profile, "jorg muell", "Mueller");
  assert_found (profile, "elan", "Lee");
  assert_found (profile, "lee fam", "Lee");
  assert_found (profile, "12345", "Lee");
  assert_found (profile, "", "Lee Mueller");
  assert_found (profile, NULL, "Lee Mueller");
  assert_found (profile, "lee mueller", "");

  practices = foyer_referrers_list_practices (profile->db, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (practices->len, ==, 1);
}

static void
test_limit (Profile *profile, gconstpointer data)
{
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (FoyerReferrer) referrer = new_referrer ("Ann", "Lee", NULL);

      save (profile, referrer);
    }
  found = foyer_referrers_search (profile->db, "lee", 3, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 3);
}

static void
test_refused_actor_and_unknown_id (Profile *profile, gconstpointer data)
{
  g_autoptr (FoyerReferrer) referrer = new_referrer ("Ann", "Lee", NULL);
  g_autoptr (GError) error = NULL;

  profile->manager->active = FALSE;
  g_assert_false (foyer_referrers_save (profile->db, profile->manager, referrer, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_DENIED);
  g_clear_error (&error);

  g_assert_null (foyer_referrers_get (profile->db, 99, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND);
}

#define ADD(path, func)                                                                  \
  g_test_add ("/referrers/" path, Profile, NULL, profile_set_up, func, profile_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("npi-is-checked-and-normal", test_npi_is_checked_and_normal);
  ADD ("refuses-no-name-and-no-number", test_refuses_no_name_and_no_number);
  ADD ("search-by-name-and-practice", test_search_by_name_and_practice);
  ADD ("limit", test_limit);
  ADD ("refused-actor-and-unknown-id", test_refused_actor_and_unknown_id);

  return g_test_run ();
}
