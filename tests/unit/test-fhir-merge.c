/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-merge.h"
#include "model/foyer-room.h"

#include <string.h>

static json_t *
parse (const char *text)
{
  g_autofree char *quoted = g_strdelimit (g_strdup (text), "'", '"');
  g_autoptr (GError) error = NULL;
  json_t *json = foyer_json_parse (quoted, strlen (quoted), &error);

  g_assert_no_error (error);
  return json;
}

/* ---- equality ---------------------------------------------------------------------- */

static const struct
{
  const char *a;
  const char *b;
  gboolean    equal;
} pairs[] = {
  { "{'a': 100.00}", "{'a': 100}", TRUE },
  { "{'a': 19.99}", "{'a': 19.990}", TRUE },
  { "{'a': 19.99}", "{'a': 19.98}", FALSE },
  { "{'a': 0.3}", "{'a': 0.30000000000000004}", TRUE },
  { "{'a': '2026-01-01T09:00:00+01:00'}", "{'a': '2026-01-01T08:00:00.000Z'}", TRUE },
  { "{'a': '2026-01-01T08:00:00.250Z'}", "{'a': '2026-01-01T08:00:00.25Z'}", TRUE },
  { "{'a': '2026-01-01T08:00:00.25Z'}", "{'a': '2026-01-01T08:00:00Z'}", FALSE },
  { "{'a': '2026-01-01T08:00:01Z'}", "{'a': '2026-01-01T08:00:00Z'}", FALSE },
  { "{'a': '2026-01-01'}", "{'a': '2026-01-01T00:00:00Z'}", FALSE },
  { "{'a': 1, 'b': 'x'}", "{'b': 'x', 'a': 1}", TRUE },
  { "{'a': 1}", "{'a': '1'}", FALSE },
  { "{'a': true}", "{'a': 't'}", FALSE },
  { "{'a': true}", "{'a': false}", FALSE },
  { "{'a': ['x', 'y']}", "{'a': ['y', 'x']}", FALSE },
  { "{'a': ['x', null]}", "{'a': ['x']}", FALSE },
  { "{'a': ['xy']}", "{'a': ['x', 'y']}", FALSE },
  { "{'a': 1, 'b': [], 'c': {}, 'd': null}", "{'a': 1}", TRUE },
  { "{'id': '1', 'meta': {'versionId': '1', 'lastUpdated': 'x'}}", "{}", TRUE },
  { "{'meta': {'versionId': '1', 'tag': [{'code': 'a'}]}}",
    "{'meta': {'versionId': '2', 'tag': [{'code': 'a'}]}}", TRUE },
  { "{'meta': {'tag': [{'code': 'a'}]}}", "{'meta': {'tag': [{'code': 'b'}]}}", FALSE },
  { "{'a': {'id': '1'}}", "{'a': {'id': '2'}}", FALSE },
  { "{'resourceType': 'P', 'text': {'status': 'generated', 'div': 'x'}}",
    "{'resourceType': 'P'}", TRUE },
  { "{'resourceType': 'P', 'text': {'status': 'additional', 'div': 'x'}}",
    "{'resourceType': 'P'}", FALSE },
  { "{'resourceType': 'P', 'a': {'text': 'x'}}", "{'resourceType': 'P', 'a': {}}",
    FALSE },
  { "{'content': [{'attachment': {'hash': 'h', 'url': 'https://a?Expires=1'}}]}",
    "{'content': [{'attachment': {'hash': 'h', 'url': 'https://a?Expires=2'}}]}", TRUE },
  { "{'content': [{'attachment': {'url': 'https://a'}}]}",
    "{'content': [{'attachment': {'url': 'https://b'}}]}", FALSE },
  { "{'content': [{'attachment': {'hash': 'h', 'url': 'https://a'}}]}",
    "{'content': [{'attachment': {'hash': 'i', 'url': 'https://a'}}]}", FALSE },
  { "{'identifier': [{'system': 'a'}, {'system': 'b'}]}",
    "{'identifier': [{'system': 'b'}, {'system': 'a'}]}", TRUE },
  { "{'identifier': [{'system': 'a'}, {'system': 'a'}]}",
    "{'identifier': [{'system': 'a'}]}", FALSE },
  { "{'contact': [{'telecom': [{'value': '1'}, {'value': '2'}]}]}",
    "{'contact': [{'telecom': [{'value': '2'}, {'value': '1'}]}]}", TRUE },
};

static void
test_equal (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autoptr (json_t) a = parse (pairs[i].a);
      g_autoptr (json_t) b = parse (pairs[i].b);

      if (foyer_fhir_equal (a, b) != pairs[i].equal ||
          foyer_fhir_equal (b, a) != pairs[i].equal)
        g_error ("%s and %s", pairs[i].a, pairs[i].b);
    }
}

/* ---- merging ----------------------------------------------------------------------- */

static const FoyerFhirGroup groups[] = {
  { "start", "time" },
  { "end", "time" },
  { "participant[Practitioner]", "time" },
  { "cancelationReason", "status" },
  { "changed", FOYER_FHIR_GROUP_NEWEST },
  { "edited", FOYER_FHIR_GROUP_NEWEST },
  { "status", "status" },
  { NULL },
};

static const FoyerFhirPart part = { .kind = "booking",
                                    .type = "Appointment",
                                    .groups = groups };

#define A "{'actor': {'reference': 'Practitioner/a'}}"
#define B "{'actor': {'reference': 'https://x/fhir/Practitioner/b'}}"
#define P "{'actor': {'reference': 'Patient/p'}}"
#define R "{'actor': {'reference': 'Location/r'}}"
#define EVENT(uid, text)                                                                 \
  "{'url': 'e', 'extension': [{'url': 'uid', 'valueId': '" uid                           \
  "'}, {'url': 't', 'valueString': '" text "'}]}"

static const struct
{
  const char *name;
  const char *base; /* NULL: none */
  const char *mine;
  const char *theirs;
  const char *merged;
  const char *clash; /* NULL: none */
  gboolean    status;
} merges[] = {
  { "mine", "{'a': 1, 'b': 1}", "{'a': 2, 'b': 1}", "{'a': 1, 'b': 3}",
    "{'a': 2, 'b': 3}", NULL, FALSE },
  { "same", "{'a': 1}", "{'a': 2}", "{'a': 2.0}", "{'a': 2}", NULL, FALSE },
  { "both", "{'a': 1}", "{'a': 2}", "{'a': 3}", "{'a': 3}", "a", FALSE },
  { "added by both", "{'z': 1}", "{'z': 1, 'a': 2}", "{'z': 1, 'a': 3}",
    "{'z': 1, 'a': 3}", "a", FALSE },
  { "removed by me", "{'a': 1, 'b': 1}", "{'b': 1}", "{'a': 1, 'b': 2}", "{'b': 2}", NULL,
    FALSE },
  { "removed by them", "{'a': 1, 'b': 1}", "{'a': 1, 'b': 2}", "{'b': 1}", "{'b': 2}",
    NULL, FALSE },
  { "removed and changed", "{'a': 1}", "{}", "{'a': 2}", "{'a': 2}", "a", FALSE },
  { "changed and removed", "{'a': 1}", "{'a': 2}", "{}", "{}", "a", FALSE },
  { "with its extension", "{'birthDate': '1', '_birthDate': {'id': 'x'}}",
    "{'birthDate': '2', '_birthDate': {'id': 'x'}}",
    "{'birthDate': '1', '_birthDate': {'id': 'y'}}",
    "{'birthDate': '1', '_birthDate': {'id': 'y'}}", "birthDate", FALSE },
  { "telecoms",
    "{'telecom': [{'system': 'phone', 'use': 'home', 'value': '1'},"
    " {'system': 'phone', 'use': 'work', 'value': '2'}]}",
    "{'telecom': [{'system': 'phone', 'use': 'home', 'value': '9'},"
    " {'system': 'phone', 'use': 'work', 'value': '2'}]}",
    "{'telecom': [{'system': 'phone', 'use': 'work', 'value': '3'},"
    " {'system': 'phone', 'use': 'home', 'value': '1'},"
    " {'system': 'fax', 'value': '4'}]}",
    "{'telecom': [{'system': 'phone', 'use': 'work', 'value': '3'},"
    " {'system': 'phone', 'use': 'home', 'value': '9'},"
    " {'system': 'fax', 'value': '4'}]}",
    NULL, FALSE },
  { "one telecom", "{'telecom': [{'system': 'phone', 'use': 'home', 'value': '1'}]}",
    "{'telecom': [{'system': 'phone', 'use': 'home', 'value': '2'}]}",
    "{'telecom': [{'system': 'phone', 'use': 'home', 'value': '3'}]}",
    "{'telecom': [{'system': 'phone', 'use': 'home', 'value': '3'}]}",
    "telecom[phone home]", FALSE },
  { "one group", "{'start': 1, 'end': 2, 'participant': [" A ", " P "]}",
    "{'start': 1, 'end': 2, 'participant': [" B ", " P "]}",
    "{'start': 3, 'end': 4, 'participant': [" A ", " P "]}",
    "{'start': 3, 'end': 4, 'participant': [" A ", " P "]}", "time", TRUE },
  { "a group and another", "{'start': 1, 'end': 2, 'participant': [" P ", " A "]}",
    "{'start': 3, 'end': 4, 'participant': [" P ", " B "]}",
    "{'start': 1, 'end': 2, 'participant': [" P ", " A ", " R "], 'status': 'x'}",
    "{'start': 3, 'end': 4, 'participant': [" P ", " B ", " R "], 'status': 'x'}", NULL,
    FALSE },
  { "status", "{'status': 'booked'}",
    "{'status': 'cancelled', 'cancelationReason': {'text': 'x'}}",
    "{'status': 'arrived'}", "{'status': 'arrived'}", "status", TRUE },
  { "events", "{'extension': [" EVENT ("1", "a") "]}",
    "{'extension': [" EVENT ("1", "a") ", " EVENT ("2", "b") "]}",
    "{'extension': [" EVENT ("1", "a") ", " EVENT ("3", "c") "]}",
    "{'extension': [" EVENT ("1", "a") ", " EVENT ("2", "b") ", " EVENT ("3", "c") "]}",
    NULL, FALSE },
  { "one event of both", "{}", "{'extension': [" EVENT ("1", "a") "]}",
    "{'extension': [" EVENT ("1", "a") "]}", "{'extension': [" EVENT ("1", "a") "]}",
    NULL, FALSE },
  { "one part changed by both", "{'extension': [" EVENT ("1", "a") "]}",
    "{'extension': [" EVENT ("1", "b") "]}", "{'extension': [" EVENT ("1", "c") "]}",
    "{'extension': [" EVENT ("1", "c") "]}", "extension[e 1]", FALSE },
  { "notes", "{'note': [{'text': 'a'}]}", "{'note': [{'text': 'a'}, {'text': 'b'}]}",
    "{'note': [{'text': 'c'}]}", "{'note': [{'text': 'c'}, {'text': 'b'}]}", NULL,
    FALSE },
  { "no base", NULL, "{'a': 1, 'b': 1, 'c': 1}", "{'a': 1, 'b': 2, 'd': 1}",
    "{'a': 1, 'b': 2, 'c': 1, 'd': 1}", "b", FALSE },
  { "no base, no event is lost", NULL, "{'extension': [" EVENT ("1", "a") "]}",
    "{'extension': [" EVENT ("2", "b") "]}",
    "{'extension': [" EVENT ("1", "a") ", " EVENT ("2", "b") "]}", NULL, FALSE },
  { "newest of mine", "{'changed': '2025', 'edited': '2025'}",
    "{'changed': '2027', 'edited': '2026'}", "{'changed': '2026', 'edited': '2026'}",
    "{'changed': '2027', 'edited': '2026'}", NULL, FALSE },
  { "as new, mine", "{'changed': '2025', 'edited': '2025'}",
    "{'changed': '2027', 'edited': '2026-02'}",
    "{'changed': '2027', 'edited': '2026-01'}",
    "{'changed': '2027', 'edited': '2026-02'}", NULL, FALSE },
  { "as new, theirs", "{'changed': '2025', 'edited': '2025'}",
    "{'changed': '2027', 'edited': '2026-01'}",
    "{'changed': '2027', 'edited': '2026-02'}",
    "{'changed': '2027', 'edited': '2026-02'}", NULL, FALSE },
  { "frame", "{'id': '1', 'meta': {'versionId': '1'}}",
    "{'id': '1', 'meta': {'versionId': '2'}}", "{'id': '1', 'meta': {'versionId': '3'}}",
    "{'id': '1', 'meta': {'versionId': '3'}}", NULL, FALSE },
};

static GPtrArray *
new_clashes (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_fhir_clash_free);
}

static void
test_merge (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (merges); i++)
    {
      g_autoptr (json_t) base = merges[i].base != NULL ? parse (merges[i].base) : NULL;
      g_autoptr (json_t) mine = parse (merges[i].mine);
      g_autoptr (json_t) theirs = parse (merges[i].theirs);
      g_autoptr (json_t) wanted = parse (merges[i].merged);
      g_autoptr (GPtrArray) clashes = new_clashes ();
      g_autoptr (json_t) merged = foyer_fhir_merge (&part, base, mine, theirs, clashes);
      g_autofree char *text = foyer_json_dump (merged);

      g_test_message ("%s: %s", merges[i].name, text);
      g_assert_true (foyer_fhir_equal (merged, wanted));
      g_assert_cmpint (clashes->len, ==, merges[i].clash != NULL);
      if (clashes->len > 0)
        {
          FoyerFhirClash *clash = clashes->pdata[0];
          g_autoptr (json_t) taken = NULL;
          g_autoptr (json_t) back = NULL;

          g_assert_cmpstr (clash->unit, ==, merges[i].clash);
          g_assert_cmpint (clash->status, ==, merges[i].status);
          taken = foyer_fhir_overlay (&part, merged, clash->unit, clash->mine);
          g_assert_false (foyer_fhir_equal (taken, merged));
          back = foyer_fhir_overlay (&part, taken, clash->unit, clash->theirs);
          g_assert_true (foyer_fhir_equal (back, merged));
        }
    }
}

static void
test_clash_has_all_sides (void)
{
  g_autoptr (json_t) base =
      parse ("{'start': 1, 'end': 2, 'participant': [" A ", " P "]}");
  g_autoptr (json_t) mine =
      parse ("{'start': 3, 'end': 4, 'participant': [" A ", " P "]}");
  g_autoptr (json_t) theirs = parse ("{'participant': [" P "]}");
  g_autoptr (GPtrArray) clashes = new_clashes ();
  g_autoptr (json_t) merged = foyer_fhir_merge (&part, base, mine, theirs, clashes);
  g_autoptr (json_t) wanted_base =
      parse ("{'start': 1, 'end': 2, 'participant': [" A "]}");
  g_autoptr (json_t) wanted_mine =
      parse ("{'start': 3, 'end': 4, 'participant': [" A "]}");
  FoyerFhirClash *clash;

  g_assert_true (json_equal (merged, theirs));
  g_assert_cmpuint (clashes->len, ==, 1);
  clash = clashes->pdata[0];
  g_assert_true (json_equal (clash->base, wanted_base));
  g_assert_true (json_equal (clash->mine, wanted_mine));
  g_assert_cmpuint (json_object_size (clash->theirs), ==, 0);
}

static void
test_narrative_goes_with_a_change (void)
{
  g_autoptr (json_t) base =
      parse ("{'a': 1, 'text': {'status': 'generated', 'div': 'x'}}");
  g_autoptr (json_t) mine =
      parse ("{'a': 2, 'text': {'status': 'generated', 'div': 'x'}}");
  g_autoptr (GPtrArray) clashes = new_clashes ();
  g_autoptr (json_t) merged = foyer_fhir_merge (&part, base, mine, base, clashes);
  g_autoptr (json_t) same = foyer_fhir_merge (&part, base, base, base, clashes);

  g_assert_null (json_object_get (merged, "text"));
  g_assert_true (json_equal (same, base));
}

/* ---- rendering --------------------------------------------------------------------- */

/* A part that writes the name of a room as a phone at work, whatever its use was. */
static void
decode_room (FoyerFhirReader *reader,
             const json_t    *json,
             FoyerFhirLinks  *links,
             FoyerAggregate  *into)
{
  const json_t *phone = json_array_get (json_object_get (json, "telecom"), 0);

  foyer_set_text (&FOYER_ROOM (into->record)->name, foyer_fhir_peek (phone, "value"));
}

static void
encode_room (FoyerAggregate *aggregate, FoyerFhirLinks *links, json_t *json)
{
  json_t *phone = json_array_get (json_object_get (json, "telecom"), 0);

  foyer_fhir_set_text (phone, "use", "work");
  foyer_fhir_set_text (phone, "value", FOYER_ROOM (aggregate->record)->name);
}

static const FoyerFhirPart room_part = {
  .kind = "room",
  .type = "Location",
  .decode = decode_room,
  .encode = encode_room,
};

static json_t *
render_room (const char *name, const json_t *base)
{
  g_autoptr (FoyerAggregate) aggregate = foyer_aggregate_new ("room", NULL);
  FoyerFhirLinks links = { NULL };

  foyer_set_text (&FOYER_ROOM (aggregate->record)->name, name);
  return foyer_fhir_part_render (&room_part, aggregate, &links, base);
}

static void
test_item_moves_to_its_new_key (void)
{
  g_autoptr (json_t) base =
      parse ("{'resourceType': 'Location', 'id': '7',"
             " 'telecom': [{'system': 'phone', 'use': 'old', 'value': '1'},"
             "  {'system': 'fax', 'value': '2'}]}");
  g_autoptr (json_t) wanted =
      parse ("{'resourceType': 'Location', 'id': '7',"
             " 'telecom': [{'system': 'phone', 'use': 'work', 'value': '3'},"
             "  {'system': 'fax', 'value': '2'}]}");
  g_autoptr (json_t) same = render_room ("1", base);
  g_autoptr (json_t) changed = render_room ("3", base);

  g_assert_true (json_equal (same, base));
  g_assert_true (foyer_fhir_equal (changed, wanted));
}

static void
test_narrative_goes_with_an_edit (void)
{
  static const struct
  {
    const char *status;
    gboolean    stays;
  } narratives[] = { { "generated", FALSE },
                     { "extensions", FALSE },
                     { "additional", TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (narratives); i++)
    {
      g_autoptr (json_t) base = json_pack (
          "{s:s, s:[{s:s}], s:{s:s, s:s}}", "resourceType", "Location", "telecom",
          "value", "1", "text", "status", narratives[i].status, "div", "<div>1</div>");
      g_autoptr (json_t) same = render_room ("1", base);
      g_autoptr (json_t) changed = render_room ("2", base);

      g_assert_true (json_equal (same, base));
      g_assert_cmpint (json_object_get (changed, "text") != NULL, ==,
                       narratives[i].stays);
    }
}

/* ---- by chance --------------------------------------------------------------------- */

/* Small values of few elements, so that changes meet. */
static json_t *
random_resource (void)
{
  static const char *const scalars[] = { "a", "b", "_a", "start", "end", "status" };
  static const char *const lists[] = { "telecom", "extension", "note", "identifier",
                                       "name" };
  static const char *const keys[] = { "system", "use", "url", "value", "text" };
  json_t                  *json = json_object ();

  for (guint i = 0; i < G_N_ELEMENTS (scalars); i++)
    if (g_test_rand_int_range (0, 3) > 0)
      json_object_set_new (json, scalars[i], json_integer (g_test_rand_int_range (0, 3)));
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      json_t *list = json_array ();

      for (int n = g_test_rand_int_range (0, 4); n > 0; n--)
        {
          json_t *item = json_object ();

          for (guint k = 0; k < G_N_ELEMENTS (keys); k++)
            if (g_test_rand_int_range (0, 2) > 0)
              json_object_set_new (
                  item, keys[k],
                  json_string (g_test_rand_int_range (0, 2) > 0 ? "x" : "y"));
          json_array_append_new (list, item);
        }
      foyer_fhir_set_list (json, lists[i], list);
    }

  return json;
}

static void
test_merge_by_chance (void)
{
  for (guint i = 0; i < 4000; i++)
    {
      g_autoptr (json_t) base = random_resource ();
      g_autoptr (json_t) x = random_resource ();
      g_autoptr (json_t) y = random_resource ();
      g_autoptr (GPtrArray) clashes = new_clashes ();
      g_autoptr (GPtrArray) none = new_clashes ();
      g_autoptr (json_t) mine_only = foyer_fhir_merge (&part, base, x, base, none);
      g_autoptr (json_t) theirs_only = foyer_fhir_merge (&part, base, base, x, none);
      g_autoptr (json_t) both = foyer_fhir_merge (&part, base, x, x, none);
      g_autoptr (json_t) merged = foyer_fhir_merge (&part, base, x, y, clashes);
      g_autoptr (json_t) again = foyer_fhir_merge (&part, y, merged, y, none);

      g_assert_true (foyer_fhir_equal (mine_only, x));
      g_assert_true (json_equal (theirs_only, x));
      g_assert_true (json_equal (both, x));
      g_assert_true (foyer_fhir_equal (again, merged));
      g_assert_cmpuint (none->len, ==, 0);
      if (clashes->len == 0)
        {
          g_autoptr (json_t) turned = foyer_fhir_merge (&part, base, y, x, none);

          g_assert_true (foyer_fhir_equal (turned, merged));
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fhir-merge/equal", test_equal);
  g_test_add_func ("/fhir-merge/merge", test_merge);
  g_test_add_func ("/fhir-merge/clash-has-all-sides", test_clash_has_all_sides);
  g_test_add_func ("/fhir-merge/narrative-goes-with-a-change",
                   test_narrative_goes_with_a_change);
  g_test_add_func ("/fhir-merge/item-moves-to-its-new-key",
                   test_item_moves_to_its_new_key);
  g_test_add_func ("/fhir-merge/narrative-goes-with-an-edit",
                   test_narrative_goes_with_an_edit);
  g_test_add_func ("/fhir-merge/by-chance", test_merge_by_chance);

  return g_test_run ();
}
