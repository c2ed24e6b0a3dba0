/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/fhir-random.h"

#include <stdio.h>

/* usage: print-resources: writes resources of records by chance to standard output, new ones
 * and edited ones, one a line */

#define ROUNDS 100

static void
print_one (const FoyerFhirPart *part, gboolean edit)
{
  g_autoptr (FoyerAggregate) aggregate = fhir_random_aggregate (part->kind);
  FoyerFhirLinks links = fhir_random_links ();
  g_autoptr (json_t) json = NULL;
  g_autofree char *text = NULL;

  links.clinic = "Organization/clinic";
  json = foyer_fhir_part_render (part, aggregate, &links, NULL);
  if (edit && !part->immutable)
    {
      g_autoptr (json_t) base = g_steal_pointer (&json);

      fhir_random_edit (aggregate);
      json = foyer_fhir_part_render (part, aggregate, &links, base);
    }

  text = foyer_json_dump (json);
  puts (text);
}

int
main (int argc, char **argv)
{
  guint                       n;
  const FoyerFhirPart *const *parts = foyer_fhir_parts_list (&n);

  g_test_init (&argc, &argv, NULL);
  for (guint round = 0; round < ROUNDS; round++)
    for (guint i = 0; i < n; i++)
      print_one (parts[i], round % 2 == 1);

  return 0;
}
