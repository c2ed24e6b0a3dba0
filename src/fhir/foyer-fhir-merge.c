/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-merge.h"

#include "fhir/foyer-fhir-date.h"
#include "fhir/foyer-fhir-units.h"
#include "model/foyer-time.h"

void
foyer_fhir_clash_free (FoyerFhirClash *self)
{
  g_free (self->unit);
  json_decref (self->base);
  json_decref (self->mine);
  json_decref (self->theirs);
  g_free (self);
}

static json_t *
copy_elements (FoyerFhirUnits *units, const char *name)
{
  const json_t *elements = foyer_fhir_units_get (units, name);

  return elements != NULL ? json_deep_copy (elements) : json_object ();
}

static FoyerFhirClash *
clash_new (const char     *name,
           FoyerFhirUnits *base,
           FoyerFhirUnits *mine,
           FoyerFhirUnits *theirs)
{
  FoyerFhirClash *self = g_new0 (FoyerFhirClash, 1);

  self->unit = g_strdup (name);
  self->status = g_str_equal (name, "status") || g_str_equal (name, "time");
  self->base = copy_elements (base, name);
  self->mine = copy_elements (mine, name);
  self->theirs = copy_elements (theirs, name);

  return self;
}

/* The latest instant that a unit says, in whatever elements it has. */
static gint64
find_latest (const json_t *json)
{
  gint64      latest = G_MININT64;
  const char *key;
  json_t     *value;
  size_t      i;

  if (json_is_string (json))
    {
      g_autofree char *day = foyer_fhir_date_of_date_time (json_string_value (json));
      int              first_day;

      if (!foyer_instant_parse (json_string_value (json), &latest) && day != NULL &&
          foyer_fhir_date_parse (day, &first_day, NULL))
        latest = (gint64) first_day * 24 * FOYER_HOUR_SECONDS;
    }
  json_object_foreach ((json_t *) json, key, value) latest =
      MAX (latest, find_latest (value));
  json_array_foreach (json, i, value)
    latest = MAX (latest, find_latest (value));

  return latest;
}

typedef enum
{
  OUTCOME_THEIRS,
  OUTCOME_MINE,
  OUTCOME_CLASH,
} Outcome;

static Outcome
settle (const char     *name,
        gboolean        has_base,
        FoyerFhirUnits *base,
        FoyerFhirUnits *mine,
        FoyerFhirUnits *theirs)
{
  const char *b = foyer_fhir_units_say (base, name);
  const char *m = foyer_fhir_units_say (mine, name);
  const char *t = foyer_fhir_units_say (theirs, name);

  if (g_str_equal (m, t))
    return OUTCOME_THEIRS;
  if (has_base && g_str_equal (m, b))
    return OUTCOME_THEIRS;
  if (has_base && g_str_equal (t, b))
    return OUTCOME_MINE;
  if (g_str_equal (name, FOYER_FHIR_GROUP_NEWEST))
    {
      gint64 m_latest = find_latest (foyer_fhir_units_get (mine, name));
      gint64 t_latest = find_latest (foyer_fhir_units_get (theirs, name));

      /* Of two that are as new both desks have to take the same one. */
      return m_latest > t_latest || (m_latest == t_latest && strcmp (m, t) > 0)
                 ? OUTCOME_MINE
                 : OUTCOME_THEIRS;
    }
  if (g_str_equal (name, FOYER_FHIR_GROUP_DERIVED))
    return OUTCOME_THEIRS;
  if (*b == '\0' && (*m == '\0' || *t == '\0'))
    return *t == '\0' ? OUTCOME_MINE : OUTCOME_THEIRS;
  if (*b == '\0' && g_str_equal (name, FOYER_FHIR_GROUP_FIRST))
    return OUTCOME_THEIRS;

  return OUTCOME_CLASH;
}

/**
 * foyer_fhir_merge:
 * @part: what the resources are
 * @base: (nullable): from which both went out; without one what both agree on is taken for
 *   it, and what only one has is taken over
 * @mine: what this desk has
 * @theirs: what the endpoint has
 * @out_clashes: (element-type FoyerFhirClash): gets what both changed differently
 *
 * Merges two resources unit by unit: what one side changed is taken from it, and where both
 * did, theirs stays and the difference goes to @out_clashes.
 *
 * Returns: (transfer full): @theirs with what only @mine changed
 */
json_t *
foyer_fhir_merge (const FoyerFhirPart *part,
                  const json_t        *base,
                  const json_t        *mine,
                  const json_t        *theirs,
                  GPtrArray           *out_clashes)
{
  g_autoptr (FoyerFhirUnits) b = foyer_fhir_units_new (part, base);
  g_autoptr (FoyerFhirUnits) m = foyer_fhir_units_new (part, mine);
  g_autoptr (FoyerFhirUnits) t = foyer_fhir_units_new (part, theirs);
  FoyerFhirUnits *sides[] = { t, m };
  json_t         *merged = json_deep_copy (theirs);
  gboolean        changed = FALSE;

  /* What neither has any more is gone on both sides. */
  for (guint s = 0; s < G_N_ELEMENTS (sides); s++)
    for (guint i = 0; i < sides[s]->list->len; i++)
      {
        const FoyerFhirUnit *unit = sides[s]->list->pdata[i];

        if (s > 0 && foyer_fhir_units_get (t, unit->name) != NULL)
          continue;
        switch (settle (unit->name, base != NULL, b, m, t))
          {
          case OUTCOME_THEIRS:
            break;

          case OUTCOME_MINE:
            {
              g_autoptr (json_t) elements = copy_elements (m, unit->name);

              foyer_fhir_units_replace (part, merged, unit->name, elements);
              changed = TRUE;
              break;
            }

          case OUTCOME_CLASH:
          default:
            g_ptr_array_add (out_clashes, clash_new (unit->name, b, m, t));
          }
      }
  if (changed)
    foyer_fhir_drop_narrative (merged);

  return merged;
}

/**
 * foyer_fhir_overlay:
 * @part: what the resource is
 * @json: a resource
 * @unit: name of a unit or group, as a clash has it
 * @elements: JSON object with its elements; empty for nothing
 *
 * Returns: (transfer full): @json with @elements as the unit
 */
json_t *
foyer_fhir_overlay (const FoyerFhirPart *part,
                    const json_t        *json,
                    const char          *unit,
                    const json_t        *elements)
{
  json_t *result = json_deep_copy (json);
  g_autoptr (json_t) copy = json_deep_copy (elements);

  foyer_fhir_units_replace (part, result, unit, copy);
  foyer_fhir_drop_narrative (result);

  return result;
}
