/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "present/foyer-audit-words.h"

#include <string.h>

static GPtrArray *
describe (const char *kind, const char *changes)
{
  g_autoptr (FoyerAuditEntry) entry = foyer_audit_entry_new ();

  foyer_set_text (&entry->record_kind, kind);
  foyer_set_text (&entry->changes, changes);

  return foyer_audit_words_changes (entry);
}

static void
test_says_old_and_new (void)
{
  g_autoptr (GPtrArray) lines = describe (
      "patient",
      "{\"family\":[\"O\\\"Brien\",\"Söhne\\u000a\\\\\"],\"email\":[null,\"a@b\"],"
      "\"updated-at\":[\"1\",\"2\"],\"pcp-id\":[null,\"7\"]}");

  g_assert_cmpuint (lines->len, ==, 3);
  g_assert_cmpstr (g_ptr_array_index (lines, 0), ==, "Family name: O\"Brien → Söhne\n\\");
  g_assert_cmpstr (g_ptr_array_index (lines, 1), ==, "E-mail: a@b");
  g_assert_cmpstr (g_ptr_array_index (lines, 2), ==, "Primary care provider was changed");
}

static void
test_says_yes_and_no (void)
{
  g_autoptr (GPtrArray) lines =
      describe ("patient", "{\"interpreter-needed\":[\"0\",\"1\"]}");

  g_assert_cmpstr (g_ptr_array_index (lines, 0), ==, "Interpreter needed: no → yes");
}

static void
test_survives_what_is_broken (void)
{
  const char whole[] = "{\"family\":[\"a\\u00e9\",null],\"x\":[\"\\\"\",\"b\"]}";

  for (gsize i = 0; i < strlen (whole); i++)
    {
      g_autofree char *cut = g_strndup (whole, i);
      g_autoptr (GPtrArray) lines = describe ("patient", cut);

      g_assert_cmpuint (lines->len, <=, 2);
    }
}

static void
test_says_who (void)
{
  g_autoptr (FoyerAuditEntry) entry = foyer_audit_entry_new ();
  g_autofree char *changed = NULL, *registered = NULL, *denied = NULL;

  foyer_set_text (&entry->staff_name, "Ada & <b>");
  foyer_set_text (&entry->changes, "{\"city\":[null,\"Ojai\"]}");
  changed = foyer_audit_words_title (entry);
  g_assert_cmpstr (changed, ==, "Changed by Ada & <b>");

  foyer_set_text (&entry->changes, "{\"number\":[null,\"100001\"]}");
  registered = foyer_audit_words_title (entry);
  g_assert_cmpstr (registered, ==, "Registered by Ada & <b>");

  foyer_set_text (&entry->outcome, "denied");
  denied = foyer_audit_words_title (entry);
  g_assert_cmpstr (denied, ==, "Ada & <b> was not allowed to change this");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/audit-words/says-old-and-new", test_says_old_and_new);
  g_test_add_func ("/audit-words/says-who", test_says_who);
  g_test_add_func ("/audit-words/says-yes-and-no", test_says_yes_and_no);
  g_test_add_func ("/audit-words/survives-what-is-broken", test_survives_what_is_broken);

  return g_test_run ();
}
