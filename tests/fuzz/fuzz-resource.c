/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/fuzz/fuzz.h"

#include "fhir/foyer-fhir-merge.h"
#include "model/foyer-referral.h"
#include "tests/unit/fhir-random.h"

#include <stdlib.h>

/* A resource as an endpoint may send it, or a list of two or three: whatever is read comes
 * back as it was, and merging keeps its laws. */

/* Sync stores nothing while something that it refers to is not known. */
static FoyerAggregate *
decode (const FoyerFhirPart *part, const json_t *json, gboolean *out_complete)
{
  FoyerFhirLinks   links = fhir_random_links ();
  g_autofree char *uid = foyer_fhir_part_dup_uid (part, json);
  g_autoptr (FoyerAggregate) aggregate = foyer_aggregate_new (part->kind, uid);
  g_autoptr (GError) error = NULL;
  const gboolean done = foyer_fhir_part_decode (part, json, &links, aggregate, &error);

  g_assert (done == (error == NULL));
  *out_complete = links.unresolved == NULL;
  g_clear_pointer (&links.unresolved, g_ptr_array_unref);

  return done ? g_steal_pointer (&aggregate) : NULL;
}

static json_t *
render (const FoyerFhirPart *part, FoyerAggregate *aggregate, const json_t *base)
{
  FoyerFhirLinks links = fhir_random_links ();

  return foyer_fhir_part_render (part, aggregate, &links, base);
}

/* When a referral came and its state are in the Task and whose it is in the order; the other of
 * the two only lets it be guessed. */
static void
forget_guesses (const FoyerFhirPart *part, FoyerAggregate *aggregate)
{
  if (g_str_equal (part->type, "ServiceRequest"))
    {
      FOYER_REFERRAL (aggregate->record)->state = FOYER_REFERRAL_STATE_EXPECTED;
      foyer_set_text (&FOYER_REFERRAL (aggregate->record)->received_on, NULL);
    }
  else if (g_str_equal (part->type, "Task"))
    foyer_record_set_link (aggregate->record, "patient-id", NULL);
}

static void
assert_reads_as (const FoyerFhirPart *part, const json_t *json, FoyerAggregate *aggregate)
{
  gboolean is_complete;
  g_autoptr (FoyerAggregate) again = decode (part, json, &is_complete);
  g_autofree char *difference = NULL;

  forget_guesses (part, aggregate);
  if (again != NULL)
    forget_guesses (part, again);
  difference =
      again != NULL ? fhir_find_difference (aggregate, again) : g_strdup ("unreadable");
  if (difference != NULL)
    {
      g_autofree char *text = foyer_json_dump (json);

      g_printerr ("%s: %s\n", difference, text);
      abort ();
    }
}

static void
try_one (const json_t *json)
{
  const FoyerFhirPart *part = foyer_fhir_parts_match (json);
  gboolean             is_complete = FALSE;
  g_autoptr (FoyerAggregate) aggregate =
      part != NULL ? decode (part, json, &is_complete) : NULL;
  g_autoptr (json_t) same = NULL;
  g_autoptr (json_t) fresh = NULL;

  g_assert_true (foyer_fhir_equal (json, json));
  if (aggregate == NULL)
    return;

  same = render (part, aggregate, json);
  g_assert_true (json_equal (same, json));
  if (!is_complete)
    return;
  fresh = render (part, aggregate, NULL);
  assert_reads_as (part, fresh, aggregate);
}

static void
try_edit (const json_t *base, const json_t *other)
{
  const FoyerFhirPart *part = foyer_fhir_parts_match (base);
  gboolean             was_complete = FALSE;
  gboolean             is_complete = FALSE;
  g_autoptr (FoyerAggregate) was =
      part != NULL ? decode (part, base, &was_complete) : NULL;
  g_autoptr (FoyerAggregate) now =
      was != NULL ? decode (part, other, &is_complete) : NULL;
  g_autoptr (json_t) json = NULL;

  /* Of another system's resource not all is ours to write. */
  if (now == NULL || !was_complete || !is_complete || part->immutable ||
      !foyer_fhir_part_is_ours (part, base) || part != foyer_fhir_parts_match (other))
    return;

  json = render (part, now, base);
  assert_reads_as (part, json, now);
}

/* Three versions are of one resource. */
static void
share_frame (json_t *base, json_t *other)
{
  static const char *const frame[] = { "resourceType", "id", "meta" };

  for (guint i = 0; i < G_N_ELEMENTS (frame); i++)
    {
      json_t *value = json_object_get (base, frame[i]);

      if (value != NULL)
        json_object_set (other, frame[i], value);
      else
        json_object_del (other, frame[i]);
    }
  json_object_del (base, "text");
  json_object_del (other, "text");
}

/* An element is a list in all versions of a resource, or in none. */
static gboolean
has_same_shape (const json_t *a, const json_t *b)
{
  const char *key;
  json_t     *value;

  json_object_foreach ((json_t *) a, key, value)
  {
    const json_t *other = json_object_get (b, key);

    if (other != NULL && json_is_array (value) != json_is_array (other))
      return FALSE;
  }

  return TRUE;
}

static void
try_merge (json_t *base, json_t *mine, json_t *theirs)
{
  static const FoyerFhirGroup groups[] = { { "start", "time" },
                                           { "end", "time" },
                                           { "participant[Practitioner]", "time" },
                                           { NULL } };
  static const FoyerFhirPart  part = { .kind = "any", .type = "Any", .groups = groups };
  const FoyerFhirPart        *own = foyer_fhir_parts_match (theirs);
  g_autoptr (GPtrArray) clashes =
      g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_fhir_clash_free);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (json_t) merged = NULL;
  g_autoptr (json_t) again = NULL;
  g_autoptr (json_t) mine_only = NULL;
  g_autoptr (json_t) theirs_only = NULL;

  if (!has_same_shape (base, mine) || !has_same_shape (base, theirs) ||
      !has_same_shape (mine, theirs))
    return;

  share_frame (base, mine);
  share_frame (base, theirs);
  merged = foyer_fhir_merge (&part, base, mine, theirs, clashes);
  again = foyer_fhir_merge (&part, theirs, merged, theirs, none);
  mine_only = foyer_fhir_merge (&part, base, mine, base, none);
  theirs_only = foyer_fhir_merge (&part, base, base, theirs, none);
  g_assert_true (foyer_fhir_equal (again, merged));
  g_assert_true (json_equal (theirs_only, theirs));
  g_assert_true (foyer_fhir_equal (mine_only, mine));
  g_assert_cmpuint (none->len, ==, 0);

  for (guint i = 0; i < clashes->len; i++)
    {
      FoyerFhirClash *clash = clashes->pdata[i];
      g_autoptr (json_t) taken =
          foyer_fhir_overlay (&part, merged, clash->unit, clash->mine);
      g_autoptr (json_t) back =
          foyer_fhir_overlay (&part, taken, clash->unit, clash->theirs);

      g_assert_true (foyer_fhir_equal (back, merged));
    }

  if (own != NULL)
    {
      g_autoptr (json_t) with_groups =
          foyer_fhir_merge (own, base, mine, theirs, clashes);

      g_assert_true (json_is_object (with_groups));
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (json_t) json = foyer_json_parse ((const char *) data, size, NULL);
  json_t *one = json_array_get (json, 0);
  json_t *two = json_array_get (json, 1);
  json_t *three = json_array_get (json, 2);

  if (json_is_object (json))
    try_one (json);
  else if (json_is_object (one) && json_is_object (two) && json_is_object (three))
    try_merge (one, two, three);
  else if (json_is_object (one) && json_is_object (two))
    try_edit (one, two);

  return 0;
}
