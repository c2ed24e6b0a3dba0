/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir-invariants.h"
#include "fhir-random.h"

#include "fhir/foyer-fhir-merge.h"
#include "fhir/foyer-fhir-resource.h"

/* What holds for every part of the table, with records and resources by chance. */

#define ROUNDS 300

typedef void (*Test) (const FoyerFhirPart *part);

static void
clear_links (FoyerFhirLinks *links)
{
  g_clear_pointer (&links->unresolved, g_ptr_array_unref);
}

static json_t *
render (const FoyerFhirPart *part, FoyerAggregate *aggregate, const json_t *base)
{
  FoyerFhirLinks links = fhir_random_links ();
  json_t        *json = foyer_fhir_part_render (part, aggregate, &links, base);

  g_assert_false (links.missing);
  return json;
}

static gboolean
decode (const FoyerFhirPart *part,
        const json_t        *json,
        FoyerAggregate      *into,
        GError             **error)
{
  FoyerFhirLinks links = fhir_random_links ();
  const gboolean done = foyer_fhir_part_decode (part, json, &links, into, error);

  clear_links (&links);
  return done;
}

G_GNUC_PRINTF (2, 3)
static void
fail_with (const json_t *json, const char *format, ...)
{
  g_autofree char *text = json_dumps (json, JSON_INDENT (1) | JSON_REAL_PRECISION (15));
  g_autofree char *words = NULL;
  va_list          arguments;

  va_start (arguments, format);
  words = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_error ("%s\n%s", words, text);
}

/* Writes all parts of a record and reads them into a new one. */
static FoyerAggregate *
send_all (FoyerAggregate *aggregate, GPtrArray *bases, GPtrArray *out_sent)
{
  const char     *kind = FOYER_RECORD_GET_CLASS (aggregate->record)->kind;
  FoyerAggregate *received =
      foyer_aggregate_new (kind, foyer_record_get_uid (aggregate->record));
  guint                       n;
  const FoyerFhirPart *const *parts = foyer_fhir_parts_list (&n);
  guint                       at = 0;

  for (guint i = 0; i < n; i++)
    {
      json_t *json;
      g_autoptr (GError) error = NULL;

      if (!g_str_equal (parts[i]->kind, kind))
        continue;
      json = render (parts[i], aggregate, bases != NULL ? bases->pdata[at] : NULL);
      at++;
      if (!decode (parts[i], json, received, &error))
        fail_with (json, "%s %s: %s", kind, parts[i]->type, error->message);
      g_ptr_array_add (out_sent, json);
    }

  return received;
}

static GPtrArray *
new_resources (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) json_decref);
}

static void
assert_same (FoyerAggregate *a, FoyerAggregate *b, GPtrArray *sent)
{
  g_autofree char *difference = fhir_find_difference (a, b);

  if (difference != NULL)
    for (guint i = 0; i < sent->len; i++)
      {
        g_autofree char *text = json_dumps (sent->pdata[i], JSON_INDENT (1));

        g_printerr ("%s\n", text);
      }
  g_assert_cmpstr (difference, ==, NULL);
}

static void
test_every_field_travels (const FoyerFhirPart *part)
{
  g_autoptr (FoyerAggregate) aggregate = fhir_random_aggregate (part->kind);
  g_autoptr (GPtrArray) sent = new_resources ();
  g_autoptr (FoyerAggregate) received = send_all (aggregate, NULL, sent);

  assert_same (aggregate, received, sent);
}

static void
test_every_resource_is_valid (const FoyerFhirPart *part)
{
  g_autoptr (FoyerAggregate) aggregate = fhir_random_aggregate (part->kind);
  g_autoptr (json_t) json = render (part, aggregate, NULL);
  g_autofree char *uid = foyer_fhir_part_dup_uid (part, json);

  fhir_assert_valid (json);
  if (foyer_fhir_parts_match (json) != part)
    fail_with (json, "%s: not recognised", part->kind);
  g_assert_cmpstr (uid, ==, foyer_record_get_uid (aggregate->record));
}

/* A resource of ours, of another program, or of a broken one; NULL if it cannot be read. */
static json_t *
make_base (const FoyerFhirPart *part, FoyerAggregate *aggregate, gboolean damage)
{
  g_autoptr (json_t) json = render (part, aggregate, NULL);
  g_autoptr (FoyerAggregate) read = foyer_aggregate_copy (aggregate);

  fhir_random_add_foreign (json);
  if (damage)
    fhir_random_damage (json);
  json_object_set_new (json, "id", json_string ("17"));
  json_object_set_new (json, "meta", json_pack ("{s:s}", "versionId", "3"));

  return decode (part, json, read, NULL) ? g_steal_pointer (&json) : NULL;
}

static void
test_unedited_stays (const FoyerFhirPart *part)
{
  g_autoptr (FoyerAggregate) aggregate = fhir_random_aggregate (part->kind);
  g_autoptr (json_t) base = make_base (part, aggregate, TRUE);
  g_autoptr (json_t) again = NULL;

  if (base == NULL)
    return;

  decode (part, base, aggregate, NULL);
  again = render (part, aggregate, base);
  if (!json_equal (base, again))
    {
      g_autofree char *text = json_dumps (again, JSON_INDENT (1));

      fail_with (base, "%s\nis not", text);
    }
}

/* Edits by hand and from afar come through, and what is not ours stays. */
static void
test_edits_travel (const FoyerFhirPart *part)
{
  g_autoptr (FoyerAggregate) aggregate = fhir_random_aggregate (part->kind);
  g_autoptr (GPtrArray) sent = new_resources ();
  g_autoptr (FoyerAggregate) received = NULL;
  guint                       foreign = 0;
  guint                       n;
  const FoyerFhirPart *const *parts = foyer_fhir_parts_list (&n);

  if (part->immutable)
    return;

  for (guint i = 0; i < n; i++)
    if (g_str_equal (parts[i]->kind, part->kind))
      {
        json_t *base = make_base (parts[i], aggregate, FALSE);

        g_ptr_array_add (sent, base);
        foreign += fhir_count_foreign (base);
      }

  for (guint round = 0; round < 3; round++)
    {
      g_autoptr (GPtrArray) bases = g_steal_pointer (&sent);
      guint count = 0;

      fhir_random_edit (aggregate);
      sent = new_resources ();
      g_clear_pointer (&received, foyer_aggregate_free);
      received = send_all (aggregate, bases, sent);
      assert_same (aggregate, received, sent);
      for (guint i = 0; i < sent->len; i++)
        {
          count += fhir_count_foreign (sent->pdata[i]);
          g_assert_cmpstr (foyer_fhir_peek (sent->pdata[i], "id"), ==, "17");
        }
      g_assert_cmpuint (count, ==, foreign);
    }
}

static void
test_edits_are_valid (const FoyerFhirPart *part)
{
  g_autoptr (FoyerAggregate) aggregate = fhir_random_aggregate (part->kind);
  g_autoptr (json_t) json = render (part, aggregate, NULL);

  if (part->immutable)
    return;

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (json_t) base = g_steal_pointer (&json);

      fhir_random_edit (aggregate);
      json = render (part, aggregate, base);
      fhir_assert_valid (json);
    }
}

/* What two desks changed, each from the same base, is all there in the end or a clash. */
static void
test_merge_of_edits (const FoyerFhirPart *part)
{
  g_autoptr (FoyerAggregate) aggregate = fhir_random_aggregate (part->kind);
  g_autoptr (json_t) base = make_base (part, aggregate, FALSE);
  g_autoptr (FoyerAggregate) one = foyer_aggregate_copy (aggregate);
  g_autoptr (FoyerAggregate) two = foyer_aggregate_copy (aggregate);
  g_autoptr (GPtrArray) clashes =
      g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_fhir_clash_free);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (json_t) mine = NULL;
  g_autoptr (json_t) theirs = NULL;
  g_autoptr (json_t) merged = NULL;
  g_autoptr (json_t) again = NULL;
  g_autoptr (json_t) only_mine = NULL;
  g_autoptr (json_t) only_theirs = NULL;

  fhir_random_edit (one);
  fhir_random_edit (two);
  mine = render (part, one, base);
  theirs = render (part, two, base);

  merged = foyer_fhir_merge (part, base, mine, theirs, clashes);
  g_assert_cmpuint (fhir_count_foreign (merged), ==, fhir_count_foreign (base));
  again = foyer_fhir_merge (part, theirs, merged, theirs, none);
  g_assert_true (foyer_fhir_equal (again, merged));
  only_mine = foyer_fhir_merge (part, base, mine, base, none);
  g_assert_true (foyer_fhir_equal (only_mine, mine));
  only_theirs = foyer_fhir_merge (part, base, base, theirs, none);
  g_assert_true (json_equal (only_theirs, theirs));
  g_assert_cmpuint (none->len, ==, 0);

  if (clashes->len == 0)
    {
      g_autoptr (json_t) other_way = foyer_fhir_merge (part, base, theirs, mine, none);

      for (guint i = 0; part->groups != NULL && part->groups[i].unit != NULL; i++)
        if (g_strcmp0 (part->groups[i].group, FOYER_FHIR_GROUP_DERIVED) == 0)
          json_object_set (other_way, part->groups[i].unit,
                           json_object_get (merged, part->groups[i].unit));
      g_assert_true (foyer_fhir_equal (other_way, merged));
    }

  /* Taking mine in every clash is what would have come of theirs not having clashed. */
  for (guint i = 0; i < clashes->len; i++)
    {
      FoyerFhirClash *clash = clashes->pdata[i];
      g_autoptr (json_t) kept =
          foyer_fhir_overlay (part, merged, clash->unit, clash->theirs);
      g_autoptr (json_t) taken =
          foyer_fhir_overlay (part, merged, clash->unit, clash->mine);
      g_autoptr (json_t) back =
          foyer_fhir_overlay (part, taken, clash->unit, clash->theirs);

      g_assert_true (foyer_fhir_equal (kept, merged));
      g_assert_false (foyer_fhir_equal (taken, merged));
      g_assert_true (foyer_fhir_equal (back, merged));
    }
}

/* ---- the table --------------------------------------------------------------------- */

static void
test_parents_first (void)
{
  guint                       n;
  const FoyerFhirPart *const *parts = foyer_fhir_parts_list (&n);
  guint                       n_kinds;
  const FoyerKind            *kinds = foyer_kinds_list (&n_kinds);
  const FoyerKind            *last = kinds;

  for (guint i = 0; i < n; i++)
    {
      const FoyerKind *kind = foyer_kind_find (parts[i]->kind);

      g_assert_nonnull (kind);
      g_assert_null (kind->parent);
      g_assert_true (kind >= last);
      last = kind;
      for (guint j = 0; j < i; j++)
        if (g_str_equal (parts[j]->kind, parts[i]->kind))
          g_assert_cmpstr (parts[j]->prefix, !=, parts[i]->prefix);
    }
}

/* A kind without one would never reach another desk. */
static void
test_every_kind_has_a_part (void)
{
  guint                       n;
  const FoyerFhirPart *const *parts = foyer_fhir_parts_list (&n);
  guint                       n_kinds;
  const FoyerKind            *kinds = foyer_kinds_list (&n_kinds);

  for (guint k = 0; k < n_kinds; k++)
    {
      gboolean found = kinds[k].parent != NULL;

      for (guint i = 0; i < n; i++)
        found |= g_str_equal (parts[i]->kind, kinds[k].name);
      if (!found)
        g_error ("%s", kinds[k].name);
    }
}

static void
test_finds_by_kind_and_type (void)
{
  const FoyerFhirPart *first = foyer_fhir_parts_find ("referrer", NULL);

  g_assert_cmpstr (first->type, ==, "Practitioner");
  g_assert_true (foyer_fhir_parts_find ("referrer", "Practitioner") == first);
  g_assert_cmpstr (foyer_fhir_parts_find ("referrer", "PractitionerRole")->kind, ==,
                   "referrer");
  g_assert_cmpstr (foyer_fhir_parts_find (NULL, "Patient")->kind, ==, "patient");
  g_assert_null (foyer_fhir_parts_find ("referrer", "Patient"));
  g_assert_null (foyer_fhir_parts_find ("audit", NULL));
}

static void
test_foreign_resource_has_one_uid (void)
{
  const FoyerFhirPart *part = foyer_fhir_parts_find ("room", NULL);
  g_autoptr (json_t) json =
      json_pack ("{s:s, s:s}", "resourceType", "Location", "id", "17");
  g_autoptr (json_t) none = json_pack ("{s:s}", "resourceType", "Location");
  g_autofree char *uid = foyer_fhir_part_dup_uid (part, json);

  /* uuid.uuid5 (UUID ("3a1c1b5e-7d0f-4e29-9b51-d47f60c2881d"), "Location/17") */
  g_assert_cmpstr (uid, ==, "ad5316b6-a20e-5191-89d4-e4d899d56cf8");
  g_assert_null (foyer_fhir_part_dup_uid (part, none));
}

static void
test_foreign_resource_gets_no_key (void)
{
  guint                       n;
  const FoyerFhirPart *const *parts = foyer_fhir_parts_list (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (FoyerAggregate) aggregate = fhir_random_aggregate (parts[i]->kind);
      g_autoptr (json_t) base = render (parts[i], aggregate, NULL);
      g_autoptr (json_t) json = NULL;
      g_autofree char *text = NULL;
      json_t          *detail;
      size_t           k;

      foyer_fhir_set_identifier (base, FOYER_FHIR_SYSTEM_RECORD, NULL, NULL, NULL);
      fhir_random_edit (aggregate);
      json = render (parts[i], aggregate, base);
      /* The visit that an entry is for has a key, and is named by it. */
      json_array_foreach (json_object_get (json, "detail"), k, detail)
        json_object_del (json_object_get (detail, "request"), "identifier");
      text = json_dumps (json, JSON_COMPACT);
      g_assert_null (g_strstr_len (text, -1, FOYER_FHIR_SYSTEM_RECORD));
    }
}

static void
test_unknown_is_nothing (void)
{
  g_autoptr (json_t) other = json_pack ("{s:s}", "resourceType", "Observation");
  g_autoptr (json_t) none = json_object ();

  g_assert_null (foyer_fhir_parts_match (other));
  g_assert_null (foyer_fhir_parts_match (none));
  g_assert_null (foyer_fhir_parts_match (NULL));
}

static const struct
{
  const char *name;
  Test        test;
} tests[] = {
  { "every-field-travels", test_every_field_travels },
  { "every-resource-is-valid", test_every_resource_is_valid },
  { "unedited-stays", test_unedited_stays },
  { "edits-travel", test_edits_travel },
  { "edits-are-valid", test_edits_are_valid },
  { "merge-of-edits", test_merge_of_edits },
};

typedef struct
{
  Test                 test;
  const FoyerFhirPart *part;
} Case;

static void
run_case (gconstpointer data)
{
  const Case *self = data;

  for (guint i = 0; i < ROUNDS; i++)
    self->test (self->part);
}

int
main (int argc, char **argv)
{
  guint                       n;
  const FoyerFhirPart *const *parts = foyer_fhir_parts_list (&n);

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fhir-parts/parents-first", test_parents_first);
  g_test_add_func ("/fhir-parts/every-kind-has-a-part", test_every_kind_has_a_part);
  g_test_add_func ("/fhir-parts/finds-by-kind-and-type", test_finds_by_kind_and_type);
  g_test_add_func ("/fhir-parts/foreign-resource-has-one-uid",
                   test_foreign_resource_has_one_uid);
  g_test_add_func ("/fhir-parts/foreign-resource-gets-no-key",
                   test_foreign_resource_gets_no_key);
  g_test_add_func ("/fhir-parts/unknown-is-nothing", test_unknown_is_nothing);

  for (guint t = 0; t < G_N_ELEMENTS (tests); t++)
    for (guint i = 0; i < n; i++)
      {
        g_autofree char *path = g_strdup_printf ("/fhir-parts/%s/%s-%s", tests[t].name,
                                                 parts[i]->kind, parts[i]->type);
        Case            *self = g_new (Case, 1);

        *self = (Case){ tests[t].test, parts[i] };
        g_test_add_data_func_full (path, self, run_case, g_free);
      }

  return g_test_run ();
}
