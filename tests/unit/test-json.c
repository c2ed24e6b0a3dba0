/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-json.h"

#include <string.h>

static void
assert_refused (const char *text, gssize length, FoyerFhirError code)
{
  g_autoptr (GError) error = NULL;
  gsize n = length < 0 ? strlen (text) : (gsize) length;

  g_assert_null (foyer_json_parse (text, n, &error));
  g_assert_error (error, FOYER_FHIR_ERROR, (int) code);
}

static char *
nested (guint depth)
{
  GString *text = g_string_new ("{\"a\":");

  for (guint i = 1; i < depth; i++)
    g_string_append_c (text, '[');
  for (guint i = 1; i < depth; i++)
    g_string_append_c (text, ']');
  g_string_append_c (text, '}');

  return g_string_free (text, FALSE);
}

static void
test_reads_up_to_the_limit_of_depth (void)
{
  g_autofree char *text = nested (FOYER_JSON_MAX_DEPTH);
  g_autofree char *deeper = nested (FOYER_JSON_MAX_DEPTH + 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (json_t) json = foyer_json_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_nonnull (json);
  assert_refused (deeper, -1, FOYER_FHIR_ERROR_TOO_DEEP);
}

static void
test_refuses_depth_bomb_cheaply (void)
{
  g_autofree char *closed = nested (100000);
  g_autofree char *open = g_strnfill (FOYER_JSON_MAX_BYTES, '[');
  gint64           began = g_get_monotonic_time ();

  assert_refused (closed, -1, FOYER_FHIR_ERROR_TOO_DEEP);
  assert_refused (open, FOYER_JSON_MAX_BYTES, FOYER_FHIR_ERROR_TOO_DEEP);
  g_test_message ("%d µs", (int) (g_get_monotonic_time () - began));
}

static void
test_brackets_in_texts_do_not_count (void)
{
  g_autofree char *brackets = g_strnfill (1000, '[');
  g_autofree char *text = g_strdup_printf ("{\"a\":\"\\\"%s\\\\\"}", brackets);
  g_autoptr (json_t) json = foyer_json_parse (text, strlen (text), NULL);

  g_assert_nonnull (json);
}

static void
test_refuses_too_much (void)
{
  g_autofree char *large = g_strnfill (FOYER_JSON_MAX_BYTES + 1, ' ');
  g_autoptr (GString) list = g_string_new ("[0");
  g_autoptr (json_t) json = NULL;

  for (guint i = 1; i < FOYER_JSON_MAX_ENTRIES; i++)
    g_string_append (list, ",0");
  g_string_append_c (list, ']');
  json = foyer_json_parse (list->str, list->len, NULL);
  g_assert_nonnull (json);

  g_string_insert (list, 1, "0,");
  assert_refused (list->str, -1, FOYER_FHIR_ERROR_TOO_MANY);
  assert_refused (large, FOYER_JSON_MAX_BYTES + 1, FOYER_FHIR_ERROR_TOO_LARGE);
}

/* One text may be as long as a letter; many of them are no letter. */
static void
test_reads_a_long_text (void)
{
  g_autofree char *third = g_strnfill (FOYER_JSON_MAX_BYTES / 3, 'A');
  g_autofree char *letter = g_strdup_printf ("{\"data\":\"%s%s\"}", third, third);
  g_autofree char *letters =
      g_strdup_printf ("{\"data\":\"%s\",\"more\":\"%sA\"}", third, third);
  g_autoptr (GError) error = NULL;
  g_autoptr (json_t) json = foyer_json_parse (letter, strlen (letter), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (json_string_length (json_object_get (json, "data")), ==,
                    strlen (third) * 2);
  assert_refused (letters, -1, FOYER_FHIR_ERROR_TOO_LARGE);
}

static void
test_refuses_bad_documents (void)
{
  assert_refused ("", -1, FOYER_FHIR_ERROR_TRUNCATED);
  assert_refused ("{\"a\": \"b", -1, FOYER_FHIR_ERROR_TRUNCATED);
  assert_refused ("{\"a\": [1, 2", -1, FOYER_FHIR_ERROR_TRUNCATED);
  assert_refused ("{'a': 1}", -1, FOYER_FHIR_ERROR_SYNTAX);
  assert_refused ("{} {}", -1, FOYER_FHIR_ERROR_SYNTAX);
  assert_refused ("\"text\"", -1, FOYER_FHIR_ERROR_SYNTAX);
  assert_refused ("]]]]", -1, FOYER_FHIR_ERROR_SYNTAX);
  assert_refused ("{\"a\": 1, \"a\": 2}", -1, FOYER_FHIR_ERROR_DUPLICATE_KEY);
  assert_refused ("{\"a\": \"\\u0000\"}", -1, FOYER_FHIR_ERROR_ENCODING);
  assert_refused ("{\"a\": \"\xff\xfe\"}", -1, FOYER_FHIR_ERROR_ENCODING);
  assert_refused ("{\"a\": 123456789012345678901234567890}", -1, FOYER_FHIR_ERROR_NUMBER);
  assert_refused ("{\"a\": 1e999}", -1, FOYER_FHIR_ERROR_NUMBER);
  assert_refused ("{\"a\": \"\0\"}", 10, FOYER_FHIR_ERROR_SYNTAX);
}

static void
test_errors_quote_nothing (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (foyer_json_parse ("{\"family\": Secret}", 18, &error));
  g_assert_null (strstr (error->message, "Secret"));
}

static char *
peek (const char *text)
{
  static const char *const path[] = { "resource", "resourceType", NULL };

  return foyer_json_peek_text (text, strlen (text), path);
}

static void
test_peeks_by_path (void)
{
  g_autofree char *found = peek (
      "{\"x\": {\"resource\": {\"resourceType\": \"No\"}}, \"y\": [\"resource\", 1],"
      " \"z\": \"resource\", \"resource\": {\"contained\": [{\"resourceType\": "
      "\"No\"}], \"text\": \"resourceType\", \"resourceType\" : \"Patient\"}}");
  g_autofree char *other = peek ("{\"resource\": {}, \"resourceType\": \"Patient\"}");
  g_autofree char *later = peek ("{\"resource\": 1, \"a\": {\"resourceType\": \"No\"}}");

  g_assert_cmpstr (found, ==, "Patient");
  g_assert_null (other);
  g_assert_null (later);
  g_assert_null (peek (""));
  g_assert_null (peek ("{\"resource\": {\"resourceType\": \"Pat"));
  g_assert_null (peek ("{\"resource\": {\"resourceType\": \"P\\u0061\"}}"));
  g_assert_null (peek ("]]}}\"resource\""));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json/reads-up-to-the-limit-of-depth",
                   test_reads_up_to_the_limit_of_depth);
  g_test_add_func ("/json/refuses-depth-bomb-cheaply", test_refuses_depth_bomb_cheaply);
  g_test_add_func ("/json/brackets-in-texts-do-not-count",
                   test_brackets_in_texts_do_not_count);
  g_test_add_func ("/json/refuses-too-much", test_refuses_too_much);
  g_test_add_func ("/json/reads-a-long-text", test_reads_a_long_text);
  g_test_add_func ("/json/refuses-bad-documents", test_refuses_bad_documents);
  g_test_add_func ("/json/errors-quote-nothing", test_errors_quote_nothing);
  g_test_add_func ("/json/peeks-by-path", test_peeks_by_path);

  return g_test_run ();
}
