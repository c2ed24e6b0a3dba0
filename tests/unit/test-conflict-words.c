/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "present/foyer-conflict-words.h"
#include "present/foyer-field-words.h"

#include <string.h>

static FoyerConflict *
new_conflict (int kind)
{
  FoyerConflict *conflict = foyer_conflict_new ();

  conflict->kind = (FoyerConflictKind) kind;

  return conflict;
}

static void
test_every_kind_has_words (void)
{
  for (int kind = FOYER_CONFLICT_KIND_FIELD; kind <= FOYER_CONFLICT_KIND_UNREADABLE;
       kind++)
    {
      g_autoptr (FoyerConflict) conflict = new_conflict (kind);
      g_autofree char *sentence = foyer_conflict_words_sentence (conflict);
      guint            n_choices = 0;

      g_assert_nonnull (foyer_conflict_words_title (conflict));
      g_assert_nonnull (foyer_conflict_words_icon (conflict));
      g_assert_true (g_str_has_suffix (sentence, "."));
      for (int choice = FOYER_RESOLUTION_OURS; choice <= FOYER_RESOLUTION_THEIRS;
           choice++)
        {
          FoyerResolution resolution = (FoyerResolution) choice;
          gboolean offered = foyer_conflict_words_choice (conflict, resolution) != NULL;

          n_choices += offered;
          g_assert_true ((foyer_conflict_words_effect (conflict, resolution) != NULL) ==
                         offered);
          g_assert_true ((foyer_conflict_words_done (conflict, resolution) != NULL) ==
                         offered);
        }
      g_assert_cmpuint (n_choices, >, 0);
    }
}

static void
test_both_visits_cannot_be_lost (void)
{
  g_autoptr (FoyerConflict) conflict = new_conflict (FOYER_CONFLICT_KIND_DOUBLE_BOOKING);

  g_assert_null (foyer_conflict_words_choice (conflict, FOYER_RESOLUTION_THEIRS));
}

static void
test_says_what_the_endpoint_said (void)
{
  g_autoptr (FoyerConflict) refused = new_conflict (FOYER_CONFLICT_KIND_REFUSED);
  g_autoptr (FoyerConflict) unreadable = new_conflict (FOYER_CONFLICT_KIND_UNREADABLE);
  g_autofree char *said = NULL, *why = NULL;

  foyer_set_text (&refused->detail, "Patient.gender: <bad> & worse");
  said = foyer_conflict_words_sentence (refused);
  g_assert_true (g_str_has_suffix (said, "says: Patient.gender: <bad> & worse"));
  foyer_set_text (&unreadable->detail, "no start");
  foyer_set_text (&unreadable->resource, "Appointment/7");
  why = foyer_conflict_words_sentence (unreadable);
  g_assert_true (g_str_has_suffix (why, "Appointment/7: no start"));
}

static void
test_says_what_stays_here (void)
{
  g_autoptr (FoyerConflict) refused = new_conflict (FOYER_CONFLICT_KIND_REFUSED);
  g_autoptr (FoyerConflict) gone = new_conflict (FOYER_CONFLICT_KIND_GONE);

  foyer_set_text (&refused->theirs, NULL);
  g_assert_cmpstr (foyer_conflict_words_choice (refused, FOYER_RESOLUTION_THEIRS), ==,
                   "Keep It on This Desk _Only");
  foyer_set_text (&refused->theirs, "{\"versionId\":\"7\"}");
  g_assert_cmpstr (foyer_conflict_words_choice (refused, FOYER_RESOLUTION_THEIRS), ==,
                   "Keep _Theirs");
  foyer_set_text (&gone->record_kind, "document");
  g_assert_cmpstr (foyer_conflict_words_done (gone, FOYER_RESOLUTION_THEIRS), ==,
                   "The record stays on this desk only.");
  foyer_set_text (&gone->record_kind, "patient");
  g_assert_cmpstr (foyer_conflict_words_choice (gone, FOYER_RESOLUTION_THEIRS), ==,
                   "_End It Here Too");
}

static void
test_unknown_record_has_a_name (void)
{
  g_assert_cmpstr (foyer_conflict_words_record ("booking"), ==, "Visit");
  g_assert_cmpstr (foyer_conflict_words_record ("no such kind"), ==, "Record");
  g_assert_cmpstr (foyer_conflict_words_record (NULL), ==, "Record");
}

static void
assert_value (const char *kind, const char *field, const char *value, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerZone) zone = foyer_zone_new ("America/Los_Angeles", &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = foyer_field_words_value (kind, field, value, zone, "USD");
  g_assert_cmpstr (text, ==, words);
}

static void
test_values_are_read_as_people_do (void)
{
  g_autofree char *begins = foyer_field_words_name ("booking", "start-at");
  g_autofree char *when = NULL;

  g_assert_cmpstr (begins, ==, "Begins");
  assert_value ("booking", "state", "arrived", "Arrived");
  assert_value ("booking", "state", "no-such-state", "no-such-state");
  assert_value ("booking", "deposit-minor", "12500", "$125.00");
  assert_value ("booking", "interpreter-arranged", "1", "yes");
  assert_value ("referral", "assigned-urgency", NULL, "empty");
  assert_value ("service", "duration-minutes", "90", "1 h 30 min");
  assert_value ("clinician", "family", "Lind", "Lind");
  when = foyer_field_words_value ("booking", "start-at", "1795459320", NULL, NULL);
  g_assert_cmpstr (when, ==, "1795459320");
  g_assert_true (foyer_field_words_is_hidden ("booking", "times-moved"));
  g_assert_false (foyer_field_words_is_hidden ("booking", "note"));
}

static void
test_changes_of_other_writers_are_read (void)
{
  g_autoptr (GPtrArray) changes = foyer_field_changes_parse (
      "{ \"note\" : [ \"a\\nb\\t\\\"c\\\"\", null ] , \"reason\": [null, \"é\"] }");
  const FoyerFieldChange *first, *second;

  g_assert_cmpuint (changes->len, ==, 2);
  first = changes->pdata[0];
  second = changes->pdata[1];
  g_assert_cmpstr (first->field, ==, "note");
  g_assert_cmpstr (first->old, ==, "a\nb\t\"c\"");
  g_assert_null (first->new);
  g_assert_cmpstr (second->new, ==, "é");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/conflict-words/every-kind-has-words", test_every_kind_has_words);
  g_test_add_func ("/conflict-words/says-what-stays-here", test_says_what_stays_here);
  g_test_add_func ("/conflict-words/both-visits-cannot-be-lost",
                   test_both_visits_cannot_be_lost);
  g_test_add_func ("/conflict-words/says-what-the-endpoint-said",
                   test_says_what_the_endpoint_said);
  g_test_add_func ("/conflict-words/unknown-record-has-a-name",
                   test_unknown_record_has_a_name);
  g_test_add_func ("/conflict-words/values-are-read-as-people-do",
                   test_values_are_read_as_people_do);
  g_test_add_func ("/conflict-words/changes-of-other-writers-are-read",
                   test_changes_of_other_writers_are_read);

  return g_test_run ();
}
