/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-gate.h"
#include "present/foyer-words.h"
#include "store/foyer-store-error.h"

static char *
say_rule (const char *rule)
{
  g_autoptr (GError) error = NULL;

  foyer_store_refuse_rule (&error, rule);

  return foyer_words_error (error);
}

static void
test_each_rule_has_its_sentence (void)
{
  static const char *const rules[] = {
    "clinician-overlap",
    "room-overlap",
    "patient-overlap",
    "referral",
    "deposit",
    "booking-step",
    "not-yet",
    "nothing-to-undo",
    "referral-step",
    "referral-valid",
    "reversed",
    "refund",
    "referral-has-bookings",
    "append-only",
    "decided",
    "request-step",
  };
  g_autoptr (GHashTable) said =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_hash_table_add (said, say_rule ("constraint:x"));
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    g_assert_true (g_hash_table_add (said, say_rule (rules[i])));
}

static void
test_rules_of_the_gate_lead_to_the_checklist (void)
{
  g_autofree char *unknown = say_rule ("constraint:x");

  for (int rule = 0; rule <= FOYER_GATE_RULE_TARGET_DATE; rule++)
    {
      g_autofree char *text = say_rule (foyer_enum_to_nick (FOYER_TYPE_GATE_RULE, rule));

      g_assert_cmpstr (text, !=, unknown);
    }
}

static void
test_a_field_says_what_is_wrong_with_it (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  foyer_store_refuse_field (&error, "terminal-reference", "card-number");
  text = foyer_words_error (error);
  g_assert_true (g_str_has_prefix (text, foyer_words_problem (error)));
  g_assert_nonnull (strstr (text, "never keeps"));
  g_assert_true (g_str_has_suffix (text, "what you typed is still here."));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/words/each-rule-has-its-sentence", test_each_rule_has_its_sentence);
  g_test_add_func ("/words/rules-of-the-gate-lead-to-the-checklist",
                   test_rules_of_the_gate_lead_to_the_checklist);
  g_test_add_func ("/words/a-field-says-what-is-wrong-with-it",
                   test_a_field_says_what_is_wrong_with_it);

  return g_test_run ();
}
