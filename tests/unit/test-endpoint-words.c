/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "present/foyer-endpoint-words.h"

#include <string.h>

#define MAX_LENGTH 190

static guint
count_sentences (const char *text)
{
  guint n = 0;

  for (const char *at = text; *at != '\0'; at++)
    if (*at == '.' && (at[1] == ' ' || at[1] == '\0'))
      n++;

  return n;
}

/* Short, whole, and said of nothing else. */
static void
assert_sentence (GHashTable *said, const char *text)
{
  g_test_message ("%s", text);
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_cmpint (g_utf8_strlen (text, -1), <=, MAX_LENGTH);
  g_assert_cmpuint (count_sentences (text), >=, 1);
  g_assert_cmpuint (count_sentences (text), <=, 2);
  g_assert_true (g_str_has_suffix (text, "."));
  g_assert_null (strchr (text, '%'));
  g_assert_true (g_hash_table_add (said, g_strdup (text)));
}

static GHashTable *
new_said (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static guint
count_values (GType type)
{
  g_autoptr (GTypeClass) klass = g_type_class_ref (type);

  return G_ENUM_CLASS (klass)->n_values;
}

/* What was kept is in every one of them: nobody should wonder what is lost. */
static gboolean
says_what_was_kept (const char *text)
{
  return strstr (text, "saved here") != NULL || strstr (text, "stays saved") != NULL ||
         strstr (text, "nothing was sent") != NULL;
}

static void
test_each_problem_has_its_sentence (void)
{
  static const char *const flaws[] = {
    "expired",        "not-yet-valid", "wrong-host", "unknown-authority",
    "authority-file", "revoked",       "weak"
  };
  g_autoptr (GHashTable) said = new_said ();
  g_autofree char *redirect = NULL;
  guint            n = count_values (FOYER_TYPE_SYNC_PROBLEM);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = foyer_words_sync_problem ((FoyerSyncProblem) i, NULL);

      assert_sentence (said, text);
      g_assert_true (says_what_was_kept (text));
    }
  for (guint i = 0; i < G_N_ELEMENTS (flaws); i++)
    {
      g_autofree char *text =
          foyer_words_sync_problem (FOYER_SYNC_PROBLEM_CERTIFICATE, flaws[i]);

      assert_sentence (said, text);
      g_assert_true (says_what_was_kept (text));
    }

  redirect =
      foyer_words_sync_problem (FOYER_SYNC_PROBLEM_REDIRECT, "https://new.example/");
  g_assert_nonnull (strstr (redirect, "https://new.example/"));
}

/* A message that is no word of the list does not get onto the screen. */
static void
test_unknown_flaw (void)
{
  g_autofree char *text =
      foyer_words_sync_problem (FOYER_SYNC_PROBLEM_CERTIFICATE, "X.509 -0x51 %s");

  g_assert_null (strstr (text, "X.509"));
  g_assert_nonnull (strstr (text, "is not good"));
}

static char *
say (FoyerProbeCode code, FoyerProbeVerdict verdict, const char *detail)
{
  g_autoptr (FoyerProbeFinding) finding = foyer_probe_finding_new (code, verdict, detail);

  return foyer_words_probe_finding (finding);
}

static void
test_each_finding_has_its_sentence (void)
{
  static const struct
  {
    FoyerProbeCode    code;
    FoyerProbeVerdict otherwise;
    const char       *good_detail;
    const char       *other_detail;
  } cases[] = {
    { FOYER_PROBE_CODE_SERVER, FOYER_PROBE_VERDICT_WARNING, "HAPI 8.0", NULL },
    { FOYER_PROBE_CODE_FHIR_VERSION, FOYER_PROBE_VERDICT_BAD, "4.0.1", "5.0.0" },
    { FOYER_PROBE_CODE_TYPES, FOYER_PROBE_VERDICT_WARNING, NULL, "Task, Basic" },
    { FOYER_PROBE_CODE_TOKEN_HOST, FOYER_PROBE_VERDICT_WARNING, "a.example",
      "b.example" },
    { FOYER_PROBE_CODE_CREATE_ONCE, FOYER_PROBE_VERDICT_WARNING, NULL, NULL },
    { FOYER_PROBE_CODE_VERSION_CHECK, FOYER_PROBE_VERDICT_BAD, "412", "200" },
    { FOYER_PROBE_CODE_UNCHANGED, FOYER_PROBE_VERDICT_WARNING, NULL, NULL },
    { FOYER_PROBE_CODE_SEARCH, FOYER_PROBE_VERDICT_BAD, NULL, NULL },
    { FOYER_PROBE_CODE_SEARCH_DELAY, FOYER_PROBE_VERDICT_WARNING, "0", "5" },
    { FOYER_PROBE_CODE_CHANGES, FOYER_PROBE_VERDICT_BAD, NULL, NULL },
    { FOYER_PROBE_CODE_HISTORY, FOYER_PROBE_VERDICT_WARNING, NULL, NULL },
    { FOYER_PROBE_CODE_TRANSACTION, FOYER_PROBE_VERDICT_WARNING, NULL, NULL },
    { FOYER_PROBE_CODE_CLOCK, FOYER_PROBE_VERDICT_WARNING, "3", "7200" },
  };
  g_autoptr (GHashTable) said = new_said ();

  g_assert_cmpuint (G_N_ELEMENTS (cases), ==, count_values (FOYER_TYPE_PROBE_CODE));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *good =
          say (cases[i].code, FOYER_PROBE_VERDICT_GOOD, cases[i].good_detail);
      g_autofree char *other =
          say (cases[i].code, cases[i].otherwise, cases[i].other_detail);

      assert_sentence (said, good);
      assert_sentence (said, other);
    }
}

static void
test_numbers_of_findings (void)
{
  g_autofree char *one =
      say (FOYER_PROBE_CODE_SEARCH_DELAY, FOYER_PROBE_VERDICT_WARNING, "1");
  g_autofree char *none =
      say (FOYER_PROBE_CODE_SEARCH_DELAY, FOYER_PROBE_VERDICT_WARNING, NULL);
  g_autofree char *ahead =
      say (FOYER_PROBE_CODE_CLOCK, FOYER_PROBE_VERDICT_WARNING, "89");
  g_autofree char *behind =
      say (FOYER_PROBE_CODE_CLOCK, FOYER_PROBE_VERDICT_WARNING, "-7200");
  g_autofree char *absurd =
      say (FOYER_PROBE_CODE_CLOCK, FOYER_PROBE_VERDICT_WARNING, "-99999999999999999999");
  g_autofree char *silent =
      say (FOYER_PROBE_CODE_FHIR_VERSION, FOYER_PROBE_VERDICT_WARNING, NULL);

  g_assert_nonnull (strstr (one, "after 1 second."));
  g_assert_nonnull (strstr (none, "several seconds"));
  g_assert_nonnull (strstr (ahead, "1 minute ahead"));
  g_assert_nonnull (strstr (behind, "120 minutes behind"));
  g_assert_nonnull (strstr (absurd, "behind"));
  g_assert_nonnull (strstr (silent, "does not say"));
}

static void
test_choices (void)
{
  g_autoptr (GHashTable) said = new_said ();

  for (guint i = 0; i < count_values (FOYER_TYPE_ENDPOINT_AUTH); i++)
    {
      g_assert_true (g_hash_table_add (
          said, g_strdup (foyer_words_endpoint_auth ((FoyerEndpointAuth) i))));
      g_assert_true (g_hash_table_add (
          said, g_strdup (foyer_words_endpoint_secret ((FoyerEndpointAuth) i))));
    }
  for (guint i = 0; i < count_values (FOYER_TYPE_SECRET_PLACE); i++)
    assert_sentence (said, foyer_words_secret_place ((FoyerSecretPlace) i));
  for (guint i = 0; i < count_values (FOYER_TYPE_PROBE_VERDICT); i++)
    {
      FoyerProbeVerdict verdict = (FoyerProbeVerdict) i;

      g_assert_true (
          g_hash_table_add (said, g_strdup (foyer_words_probe_verdict (verdict))));
      g_assert_true (
          g_hash_table_add (said, g_strdup (foyer_words_probe_verdict_icon (verdict))));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/endpoint-words/each-problem-has-its-sentence",
                   test_each_problem_has_its_sentence);
  g_test_add_func ("/endpoint-words/unknown-flaw", test_unknown_flaw);
  g_test_add_func ("/endpoint-words/each-finding-has-its-sentence",
                   test_each_finding_has_its_sentence);
  g_test_add_func ("/endpoint-words/numbers-of-findings", test_numbers_of_findings);
  g_test_add_func ("/endpoint-words/choices", test_choices);

  return g_test_run ();
}
