/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir-part.h"

#include "fhir-invariants.h"
#include "fhir-random.h"
#include "fhir/foyer-json.h"

#include <string.h>

json_t *
fhir_part_parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *quoted = g_strdelimit (g_strdup (text), "'", '"');
  json_t          *json = foyer_json_parse (quoted, strlen (quoted), &error);

  g_assert_no_error (error);

  return json;
}

/* Every record that it refers to is there, and what is written keeps the rules of FHIR. */
json_t *
fhir_part_render (const FoyerFhirPart *part,
                  FoyerAggregate      *aggregate,
                  const json_t        *base)
{
  FoyerFhirLinks links = fhir_random_links ();
  json_t        *json = foyer_fhir_part_render (part, aggregate, &links, base);

  g_assert_false (links.missing);
  fhir_assert_valid (json);

  return json;
}

gboolean
fhir_part_decode (const FoyerFhirPart *part,
                  const json_t        *json,
                  FoyerAggregate      *into,
                  GError             **error)
{
  FoyerFhirLinks links = fhir_random_links ();
  gboolean       done = foyer_fhir_part_decode (part, json, &links, into, error);

  g_assert_cmpint (done, ==, error == NULL || *error == NULL);
  g_clear_pointer (&links.unresolved, g_ptr_array_unref);

  return done;
}

void
fhir_part_assert_equal (const json_t *a, const json_t *b)
{
  g_autofree char *one = json_dumps (a, JSON_SORT_KEYS | JSON_INDENT (1));
  g_autofree char *two = json_dumps (b, JSON_SORT_KEYS | JSON_INDENT (1));

  g_assert_cmpstr (one, ==, two);
}
