/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "endpoint/foyer-endpoint-search.h"
#include "fhir/foyer-json.h"

#include <string.h>

/* Searches against a filter over all resources, with random data and random questions. */

#define N_RESOURCES 120

typedef struct
{
  char       *id;      /* (owned) */
  const char *value;   /* (unowned) */
  const char *system;  /* (unowned) */
  const char *status;  /* (unowned) */
  const char *patient; /* (unowned) */
  gint64      start;   /* hours since the first */
  gint64      updated_ms;
} Known;

static const char *const systems[] = { "a:b", "c:d" };
static const char *const values[] = { "1", "2", "x,y", "x|y", "\\" };
static const char *const statuses[] = { "booked", "arrived", "fulfilled" };

static gint64
clock_from (gpointer data)
{
  return G_GINT64_CONSTANT (1795453200000000);
}

static char *
pick_patient (FoyerEndpointStore *store)
{
  g_autoptr (json_t) json = json_pack ("{s:s}", "resourceType", "Patient");
  char *id = foyer_endpoint_create (store, json, NULL);

  g_assert_nonnull (id);

  return id;
}

static const char *
pick (const char *const *texts, guint n)
{
  return texts[g_test_rand_int_range (0, (int) n)];
}

static void
make (FoyerEndpointStore *store, Known *known, const char *const *patients)
{
  g_autofree char *reference = NULL;
  g_autofree char *start = NULL;
  g_autofree char *end = NULL;
  g_autoptr (json_t) json = NULL;
  g_autoptr (FoyerEndpointVersion) made = NULL;
  g_autoptr (GError) error = NULL;

  known->value = pick (values, G_N_ELEMENTS (values));
  known->system = pick (systems, G_N_ELEMENTS (systems));
  known->status = pick (statuses, G_N_ELEMENTS (statuses));
  known->patient = pick (patients, 3);
  known->start = g_test_rand_int_range (0, 24);
  reference = g_strconcat ("Patient/", known->patient, NULL);
  start = g_strdup_printf ("2026-11-23T%02d:00:00Z", (int) known->start);
  end = g_strdup_printf ("2026-11-23T%02d:30:00Z", (int) known->start);
  json =
      json_pack ("{s:s, s:s, s:s, s:s, s:[{s:s, s:s}], s:[{s:s, s:{s:s}}]}",
                 "resourceType", "Appointment", "status", known->status, "start", start,
                 "end", end, "identifier", "system", known->system, "value", known->value,
                 "participant", "status", "accepted", "actor", "reference", reference);
  known->id = foyer_endpoint_create (store, json, &error);
  g_assert_no_error (error);
  made = foyer_endpoint_store_read (store, "Appointment", known->id, 0, &error);
  known->updated_ms = made->updated_ms;
}

/* All pages, @count at a time; the pages have to be full but for the last. */
static GPtrArray *
collect (FoyerEndpointStore *store, const char *query, guint count, gint64 *out_total)
{
  GPtrArray       *ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *cursor = NULL;

  do
    {
      g_autofree char *text = g_strdup_printf ("%s&_count=%u%s%s", query, count,
                                               cursor != NULL ? "&_cursor=" : "",
                                               cursor != NULL ? cursor : "");
      g_autoptr (GError) error = NULL;
      g_autoptr (FoyerEndpointSearch) search = foyer_endpoint_search_new (
          foyer_endpoint_find_type ("Appointment"), text, &error);
      g_autoptr (FoyerEndpointPage) page = NULL;

      g_assert_no_error (error);
      page = foyer_endpoint_search_run (search, store, &error);
      g_assert_no_error (error);
      *out_total = page->total;
      g_assert_true (page->next == NULL || page->versions->len == count);
      for (guint i = 0; i < page->versions->len; i++)
        g_ptr_array_add (
            ids, g_strdup (((FoyerEndpointVersion *) page->versions->pdata[i])->id));
      g_free (cursor);
      cursor = g_strdup (page->next);
    }
  while (cursor != NULL);

  return ids;
}

static char *
escape (const char *value)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (; *value != '\0'; value++)
    {
      if (strchr (",|$\\", *value) != NULL)
        g_string_append_c (text, '\\');
      g_string_append_c (text, *value);
    }

  return g_uri_escape_string (text->str, NULL, FALSE);
}

typedef struct
{
  const char *value, *system, *status, *patient; /* (unowned) (nullable) */
  gint64      from, to;                          /* -1 for no bound */
  gint64      since_ms;                          /* 0 for no bound */
} Question;

static gboolean
answers (const Known *known, const Question *question)
{
  return (question->value == NULL || strcmp (known->value, question->value) == 0) &&
         (question->system == NULL || strcmp (known->system, question->system) == 0) &&
         (question->status == NULL || strcmp (known->status, question->status) == 0) &&
         (question->patient == NULL || strcmp (known->patient, question->patient) == 0) &&
         (question->from < 0 || known->start >= question->from) &&
         (question->to < 0 || known->start < question->to) &&
         known->updated_ms >= question->since_ms;
}

static char *
ask (const Question *question)
{
  GString *text = g_string_new ("_total=accurate");

  if (question->value != NULL)
    {
      g_autofree char *value = escape (question->value);

      g_string_append_printf (text, "&identifier=%s%s%s",
                              question->system != NULL ? question->system : "",
                              question->system != NULL ? "%7C" : "", value);
    }
  if (question->status != NULL)
    g_string_append_printf (text, "&status=%s", question->status);
  if (question->patient != NULL)
    g_string_append_printf (text, "&patient=%s", question->patient);
  if (question->from >= 0)
    g_string_append_printf (text, "&date=ge2026-11-23T%02d:00:00Z", (int) question->from);
  if (question->to >= 0)
    g_string_append_printf (text, "&date=lt2026-11-23T%02d:00:00Z", (int) question->to);
  if (question->since_ms > 0)
    g_string_append_printf (
        text, "&_lastUpdated=ge2026-11-23T17:00:%02d.%03dZ",
        (int) (question->since_ms - G_GINT64_CONSTANT (1795453200000)) / 1000,
        (int) (question->since_ms - G_GINT64_CONSTANT (1795453200000)) % 1000);

  return g_string_free (text, FALSE);
}

static void
test_against_a_filter (void)
{
  g_autoptr (FoyerEndpointStore) store = foyer_endpoint_store_open (":memory:", NULL);
  Known known[N_RESOURCES];
  char *patients[3];

  foyer_endpoint_store_set_clock (store, clock_from, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (patients); i++)
    patients[i] = pick_patient (store);
  for (guint i = 0; i < N_RESOURCES; i++)
    make (store, &known[i], (const char *const *) patients);

  for (int i = 0; i < 500; i++)
    {
      const Question question = {
        .value = g_test_rand_bit () ? pick (values, G_N_ELEMENTS (values)) : NULL,
        .status = g_test_rand_bit () ? pick (statuses, G_N_ELEMENTS (statuses)) : NULL,
        .patient = g_test_rand_bit () ? pick ((const char *const *) patients, 3) : NULL,
        .from = g_test_rand_bit () ? g_test_rand_int_range (0, 24) : -1,
        .to = g_test_rand_bit () ? g_test_rand_int_range (0, 24) : -1,
        .since_ms = g_test_rand_bit ()
                        ? known[g_test_rand_int_range (0, N_RESOURCES)].updated_ms
                        : 0,
        .system = NULL,
      };
      Question         whole = question;
      g_autofree char *query = NULL;
      g_autoptr (GPtrArray) found = NULL;
      const gboolean down = g_test_rand_bit ();
      guint          n = 0;
      gint64         total;

      if (whole.value != NULL && g_test_rand_bit ())
        whole.system = pick (systems, G_N_ELEMENTS (systems));
      {
        g_autofree char *asked = ask (&whole);

        query = g_strconcat (asked, down ? "&_sort=-_lastUpdated" : "", NULL);
      }
      found = collect (store, query, (guint) g_test_rand_int_range (1, 20), &total);

      for (guint j = 0; j < N_RESOURCES; j++)
        {
          const Known *one = &known[down ? N_RESOURCES - 1 - j : j];

          if (!answers (one, &whole))
            continue;
          g_assert_cmpuint (n, <, found->len);
          g_assert_cmpstr (found->pdata[n++], ==, one->id);
        }
      g_assert_cmpuint (found->len, ==, n);
      g_assert_cmpint (total, ==, n);
    }

  for (guint i = 0; i < N_RESOURCES; i++)
    g_free (known[i].id);
  for (guint i = 0; i < G_N_ELEMENTS (patients); i++)
    g_free (patients[i]);
}

static void
test_refuses (void)
{
  static const char *const queries[] = {
    "name=x",         "x",          "=",           "_sort=start",  "_count=-1",
    "_count=many",    "date=x",     "date=zz2026", "actor=123",    "patient=a/b/c",
    "identifier=",    "status=",    "_id=",        "_cursor=",     "_cursor=u",
    "_cursor=iabc",   "_elements=", "_total=some", "_format=xml",  "status%00=x",
    "_lastUpdated=x", "_id=%zz",    "_id=%C3",     "status:not=x", "identifier=%7C",
  };

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autoptr (GError) error = NULL;
      FoyerEndpointSearch *search = foyer_endpoint_search_new (
          foyer_endpoint_find_type ("Appointment"), queries[i], &error);

      g_assert_null (search);
      g_assert_error (error, FOYER_ENDPOINT_ERROR, FOYER_ENDPOINT_ERROR_USAGE);
    }
}

static void
test_links_come_back (void)
{
  g_autoptr (FoyerEndpointSearch) search = foyer_endpoint_search_new (
      foyer_endpoint_find_type ("Patient"),
      "identifier=a%3Ab%7Cx%22%3C&_sort=_id&_cursor=iabc&_count=7", NULL);
  g_autofree char *first = foyer_endpoint_search_link (search, NULL);
  g_autofree char *next = foyer_endpoint_search_link (search, "idef");

  g_assert_cmpstr (first, ==, "Patient?identifier=a:b%7Cx%22%3C&_sort=_id&_count=7");
  g_assert_cmpstr (next, ==,
                   "Patient?identifier=a:b%7Cx%22%3C&_sort=_id&_count=7&_cursor=idef");
}

static void
test_subset (void)
{
  static const char *const elements[] = { "id", "meta", "b", NULL };
  static const char       *resource =
      "{\"resourceType\":\"Patient\",\"id\":\"x\",\"meta\":{\"versionId\":\"1\","
      "\"lastUpdated\":\"t\"%s},\"a\":[{\"b\":1}],\"b\":\"}\",\"c\":2}";
  static const struct
  {
    const char *before, *after;
  } tags[] = {
    { "", ",\"tag\":[%s]" },
    { ",\"tag\":[]", ",\"tag\":[%s]" },
    { ",\"tag\":[{\"code\":\"y\"}]", ",\"tag\":[{\"code\":\"y\"},%s]" },
  };
  const char *subsetted =
      "{\"system\":\"http://terminology.hl7.org/CodeSystem/v3-ObservationValue\","
      "\"code\":\"SUBSETTED\"}";

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      g_auto (GStrv) halves = g_strsplit (resource, "%s", 2);
      g_auto (GStrv) around = g_strsplit (tags[i].after, "%s", 2);
      g_autofree char *whole = g_strconcat (halves[0], tags[i].before, halves[1], NULL);
      g_autofree char *expected = g_strconcat (halves[0], around[0], subsetted, around[1],
                                               "},\"b\":\"}\"}", NULL);
      g_autoptr (GString) out = g_string_new (NULL);

      foyer_endpoint_append_subset (out, whole, elements);
      g_assert_cmpstr (out->str, ==, expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/endpoint-search/filter", test_against_a_filter);
  g_test_add_func ("/endpoint-search/refuses", test_refuses);
  g_test_add_func ("/endpoint-search/links", test_links_come_back);
  g_test_add_func ("/endpoint-search/subset", test_subset);

  return g_test_run ();
}
