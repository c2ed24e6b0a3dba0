/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/sync/fake-server.h"

#include <string.h>

#define MOST_SNAPSHOTS 64

/* From a bound on an instant, both ends included. */
typedef struct
{
  gint64 first_ms;
  gint64 last_ms;
} Range;

typedef enum
{
  SORT_NONE,
  SORT_TIME,
  SORT_ID,
} SortKey;

/* What a search asks for. */
typedef struct
{
  char    *system;   /* (owned) (nullable) of the identifier */
  char    *value;    /* (owned) (nullable) of the identifier */
  GStrv    ids;      /* (owned) (nullable) */
  GStrv    statuses; /* (owned) (nullable) */
  Range    updated;
  Range    date;
  gboolean has_date;
  SortKey  sort;
  gboolean descending;
  gboolean time_alone;  /* the only sort key */
  gboolean id_and_meta; /* and no other elements */
  gboolean identifier;  /* but this one */
  guint    count;
  guint    offset;
  char    *snapshot; /* (owned) (nullable) name of the result to go on with */
  gboolean has_cursor;
  gint64   cursor_ms;
  char    *cursor_id; /* (owned) (nullable) */
  GString *rest;      /* (owned) the query without its position */
} Query;

typedef struct
{
  FakeResource *resource; /* (unowned) */
  FakeVersion  *version;  /* (unowned) as the index has it */
} Row;

static void
query_clear (Query *self)
{
  g_free (self->system);
  g_free (self->value);
  g_strfreev (self->ids);
  g_strfreev (self->statuses);
  g_free (self->snapshot);
  g_free (self->cursor_id);
  if (self->rest != NULL)
    g_string_free (self->rest, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Query, query_clear)

/* A whole instant, or a day; @out_ms_more is what follows its first millisecond. */
static gboolean
parse_time (const char *text, gint64 *out_ms, gint64 *out_ms_more)
{
  g_autofree char *day = NULL;
  g_autoptr (GDateTime) time = NULL;

  *out_ms_more = 0;
  if (strlen (text) == strlen ("2026-11-24"))
    {
      text = day = g_strconcat (text, "T00:00:00Z", NULL);
      *out_ms_more = G_GINT64_CONSTANT (86399999);
    }
  else if (strchr (text, '.') == NULL)
    *out_ms_more = 999;
  time = g_date_time_new_from_iso8601 (text, NULL);
  if (time == NULL)
    return FALSE;
  *out_ms = g_date_time_to_unix (time) * 1000 + g_date_time_get_microsecond (time) / 1000;

  return TRUE;
}

static gboolean
narrow (Range *range, const char *value)
{
  gint64 ms;
  gint64 more;

  if (g_ascii_isdigit (value[0]))
    {
      if (!parse_time (value, &ms, &more))
        return FALSE;
      range->first_ms = MAX (range->first_ms, ms);
      range->last_ms = MIN (range->last_ms, ms + more);
      return TRUE;
    }
  if (strlen (value) < 2 || !parse_time (value + 2, &ms, &more))
    return FALSE;

  if (g_str_has_prefix (value, "ge"))
    range->first_ms = MAX (range->first_ms, ms);
  else if (g_str_has_prefix (value, "gt"))
    range->first_ms = MAX (range->first_ms, ms + more + 1);
  else if (g_str_has_prefix (value, "le"))
    range->last_ms = MIN (range->last_ms, ms + more);
  else if (g_str_has_prefix (value, "lt"))
    range->last_ms = MIN (range->last_ms, ms - 1);
  else if (g_str_has_prefix (value, "eq"))
    {
      range->first_ms = MAX (range->first_ms, ms);
      range->last_ms = MIN (range->last_ms, ms + more);
    }
  else
    return FALSE;

  return TRUE;
}

static gboolean
parse_number (const char *text, guint *out_number)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (text, 10, 0, 1000000, &number, NULL))
    return FALSE;
  *out_number = (guint) number;

  return TRUE;
}

static gboolean
parse_identifier (Query *query, const char *value)
{
  const char *separator = strchr (value, '|');

  if (separator == NULL || strpbrk (separator + 1, "|,$\\ ") != NULL)
    return FALSE;
  query->system = g_strndup (value, (gsize) (separator - value));
  query->value = g_strdup (separator + 1);

  return TRUE;
}

static gboolean
parse_sort (Query *query, const char *value)
{
  query->descending = value[0] == '-';
  if (query->descending)
    value++;
  query->time_alone = g_str_equal (value, "_lastUpdated");
  if (g_str_has_prefix (value, "_lastUpdated"))
    query->sort = SORT_TIME;
  else if (g_str_equal (value, "_id"))
    query->sort = SORT_ID;
  else
    return FALSE;

  return TRUE;
}

static gboolean
parse_cursor (Query *query, const char *value)
{
  char *end;

  query->has_cursor = TRUE;
  query->cursor_ms = g_ascii_strtoll (value, &end, 10);
  if (*end != '~')
    return FALSE;
  query->cursor_id = g_strdup (end + 1);

  return TRUE;
}

static gboolean
parse_part (Query *query, const char *type, const char *name, const char *value)
{
  if (g_str_equal (name, "_lastUpdated"))
    return narrow (&query->updated, value);
  if (g_str_equal (name, "date") && g_str_equal (type, "Appointment"))
    {
      query->has_date = TRUE;
      return narrow (&query->date, value);
    }
  if (g_str_equal (name, "identifier"))
    return parse_identifier (query, value);
  if (g_str_equal (name, "_id"))
    {
      query->ids = g_strsplit (value, ",", -1);
      return TRUE;
    }
  if (g_str_equal (name, "status") && g_str_equal (type, "Appointment"))
    {
      query->statuses = g_strsplit (value, ",", -1);
      return TRUE;
    }
  if (g_str_equal (name, "_sort"))
    return parse_sort (query, value);
  if (g_str_equal (name, "_count"))
    return parse_number (value, &query->count);
  if (g_str_equal (name, "_elements"))
    {
      query->id_and_meta = TRUE;
      query->identifier = g_str_has_suffix (value, ",identifier");
      return g_str_equal (value, "id,meta") || g_str_equal (value, "id,meta,identifier");
    }
  if (g_str_equal (name, "_offset"))
    return parse_number (value, &query->offset);
  if (g_str_equal (name, "_getpages"))
    {
      query->snapshot = g_strdup (value);
      return TRUE;
    }
  if (g_str_equal (name, "_cursor"))
    return parse_cursor (query, value);

  return FALSE;
}

static gboolean
parse_query (const FakeDialect *dialect, Query *query, const char *type, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "&", -1);

  *query = (Query){ .updated = { G_MININT64, G_MAXINT64 },
                    .date = { G_MININT64, G_MAXINT64 },
                    .count = dialect->default_count,
                    .rest = g_string_new (NULL) };
  for (guint i = 0; parts[i] != NULL; i++)
    {
      char            *equals = strchr (parts[i], '=');
      g_autofree char *plain = NULL;
      g_autofree char *name = NULL;

      if (parts[i][0] == '\0')
        continue;
      if (equals == NULL)
        return FALSE;
      name = g_strndup (parts[i], (gsize) (equals - parts[i]));
      /* An offset's plus sign that is not encoded means a blank. */
      g_strdelimit (equals + 1, "+", ' ');
      plain = g_uri_unescape_string (equals + 1, NULL);
      if (plain == NULL || !parse_part (query, type, name, plain))
        return FALSE;
      if (!g_str_equal (name, "_offset") && !g_str_equal (name, "_cursor") &&
          !g_str_equal (name, "_getpages"))
        g_string_append_printf (query->rest, "%s%s", query->rest->len > 0 ? "&" : "",
                                parts[i]);
    }
  query->count = CLAMP (query->count, 1, dialect->max_count);

  return TRUE;
}

static gboolean
is_in_date (const Query *query, json_t *json)
{
  const char *start = json_string_value (json_object_get (json, "start"));
  gint64      ms;
  gint64      more;

  return start != NULL && parse_time (start, &ms, &more) && ms <= query->date.last_ms &&
         ms + more >= query->date.first_ms;
}

static gboolean
is_match (const Query *query, const FakeResource *resource, const FakeVersion *version)
{
  const char *status = json_string_value (json_object_get (version->json, "status"));

  return version->stamp_ms >= query->updated.first_ms &&
         version->stamp_ms <= query->updated.last_ms &&
         (query->ids == NULL ||
          g_strv_contains ((const char *const *) query->ids, resource->id)) &&
         (query->system == NULL ||
          fake_resource_has_identifier (version->json, query->system, query->value)) &&
         (query->statuses == NULL ||
          (status != NULL &&
           g_strv_contains ((const char *const *) query->statuses, status))) &&
         (!query->has_date || is_in_date (query, version->json));
}

static int
compare_rows (gconstpointer a, gconstpointer b, gpointer data)
{
  const Row   *first = a;
  const Row   *second = b;
  const Query *query = data;
  int          order = 0;

  if (query->sort == SORT_TIME)
    order = (first->version->stamp_ms > second->version->stamp_ms) -
            (first->version->stamp_ms < second->version->stamp_ms);
  if (order == 0)
    order = strcmp (first->resource->id, second->resource->id);

  return query->descending ? -order : order;
}

static GArray *
collect (FakeServer *self, const Query *query, const char *type)
{
  GArray          *rows = g_array_new (FALSE, FALSE, sizeof (Row));
  GPtrArray       *candidates = fake_server_list (self, type);
  g_autofree char *key = NULL;

  if (query->system != NULL)
    {
      key = fake_identifier_key (type, query->system, query->value);
      candidates = g_hash_table_lookup (self->identifiers, key);
    }
  for (guint i = 0; candidates != NULL && i < candidates->len; i++)
    {
      Row row = { .resource = g_ptr_array_index (candidates, i) };

      row.version = fake_resource_get_version (row.resource, self->now_ms, TRUE);
      if (row.version == NULL || row.version->json == NULL)
        continue;
      if (self->dialect.index_absent &&
          row.version != fake_resource_get_version (row.resource, self->now_ms, FALSE))
        continue;
      if (is_match (query, row.resource, row.version))
        g_array_append_val (rows, row);
    }
  g_array_sort_with_data (rows, compare_rows, (gpointer) query);

  return rows;
}

/* Few are kept: whoever comes back late finds that the result has expired. */
static void
keep_snapshot (FakeServer *self, const char *name, GArray *rows)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < rows->len; i++)
    g_ptr_array_add (ids, g_strdup (g_array_index (rows, Row, i).resource->id));
  if (g_hash_table_size (self->snapshots) >= MOST_SNAPSHOTS)
    g_hash_table_remove_all (self->snapshots);
  g_hash_table_insert (self->snapshots, g_strdup (name), ids);
}

/* The resources of @ids as they are now; who has been deleted leaves a gap. */
static GArray *
look_up (FakeServer *self, const char *type, GPtrArray *ids)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (Row));

  for (guint i = 0; i < ids->len; i++)
    {
      g_autofree char *path = g_strconcat (type, "/", g_ptr_array_index (ids, i), NULL);
      Row              row = { .resource = g_hash_table_lookup (self->resources, path) };

      if (row.resource != NULL)
        row.version = fake_resource_get_version (row.resource, self->now_ms, FALSE);
      if (row.version != NULL && row.version->json == NULL)
        row.version = NULL;
      g_array_append_val (rows, row);
    }

  return rows;
}

static char *make_link (const Query *query, const char *type, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

static char *
make_link (const Query *query, const char *type, const char *format, ...)
{
  g_autofree char *position = NULL;
  va_list          arguments;

  va_start (arguments, format);
  position = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  return g_strdup_printf (FAKE_BASE "%s?%s%s%s", type, query->rest->str,
                          query->rest->len > 0 ? "&" : "", position);
}

static void
add_link (json_t *links, const char *relation, const char *url)
{
  json_array_append_new (links,
                         json_pack ("{s:s, s:s}", "relation", relation, "url", url));
}

static json_t *
present_row (FakeServer *self, const Query *query, const Row *row)
{
  g_autofree char *url =
      g_strconcat (FAKE_BASE, row->resource->type, "/", row->resource->id, NULL);
  json_t *resource;

  if (query->id_and_meta)
    resource = json_pack ("{s:s, s:s, s:O}", "resourceType", row->resource->type, "id",
                          row->resource->id, "meta",
                          json_object_get (row->version->json, "meta"));
  else
    resource = fake_server_present (self, row->version->json);
  if (query->id_and_meta)
    json_object_set_new (resource, "meta",
                         json_deep_copy (json_object_get (resource, "meta")));
  if (query->identifier && json_object_get (row->version->json, "identifier") != NULL)
    json_object_set_new (
        resource, "identifier",
        json_deep_copy (json_object_get (row->version->json, "identifier")));

  return json_pack ("{s:s, s:o, s:{s:s}}", "fullUrl", url, "resource", resource, "search",
                    "mode", "match");
}

/* The same search within the time that the server keeps its result gives the same rows. */
static GArray *
find_rows (FakeServer *self,
           Query      *query,
           const char *type,
           gboolean    from_cache,
           guint      *out_first)
{
  g_autofree char *name =
      g_strdup_printf ("%s?%s@%" G_GINT64_FORMAT, type, query->rest->str,
                       self->now_ms / MAX (self->dialect.search_cache_ms, 1));
  g_autoptr (GArray) rows = NULL;
  GPtrArray *snapshot = NULL;

  *out_first = query->offset;
  if (query->snapshot != NULL)
    {
      snapshot = g_hash_table_lookup (self->snapshots, query->snapshot);
      return snapshot != NULL ? look_up (self, type, snapshot) : NULL;
    }
  if (from_cache && self->dialect.search_cache_ms > 0)
    {
      snapshot = g_hash_table_lookup (self->snapshots, name);
      if (snapshot != NULL)
        return look_up (self, type, snapshot);
    }

  rows = collect (self, query, type);
  if (from_cache && self->dialect.search_cache_ms > 0)
    keep_snapshot (self, name, rows);
  if (query->has_cursor)
    while (*out_first < rows->len)
      {
        const Row *row = &g_array_index (rows, Row, *out_first);

        if (row->version->stamp_ms > query->cursor_ms ||
            (row->version->stamp_ms == query->cursor_ms &&
             strcmp (row->resource->id, query->cursor_id) >= 0))
          break;
        (*out_first)++;
      }

  return g_steal_pointer (&rows);
}

/* Where the page after the rows before @next begins. */
static char *
make_next (
    FakeServer *self, const Query *query, const char *type, GArray *rows, guint next)
{
  if (self->dialect.pages == FAKE_PAGES_SNAPSHOT)
    {
      g_autofree char *name = NULL;

      if (query->snapshot != NULL)
        return make_link (query, type, "_getpages=%s&_offset=%u", query->snapshot, next);
      name =
          g_strdup_printf ("%08x%08x", g_rand_int (self->rand), g_rand_int (self->rand));
      keep_snapshot (self, name, rows);
      return make_link (query, type, "_getpages=%s&_offset=%u", name, next);
    }
  if (self->dialect.pages == FAKE_PAGES_KEYSET && query->sort == SORT_TIME &&
      query->time_alone && !query->descending && query->count >= 20)
    {
      const Row *row = &g_array_index (rows, Row, next);

      return make_link (query, type, "_cursor=%" G_GINT64_FORMAT "~%s",
                        row->version->stamp_ms, row->resource->id);
    }

  return make_link (query, type, "_offset=%u", next);
}

/* Answers GET [type]?[query]. */
void
fake_server_search (FakeServer *self,
                    FoyerCall  *call,
                    const char *type,
                    const char *text,
                    gboolean    from_cache)
{
  g_auto (Query) query = { 0 };
  g_autoptr (GArray) rows = NULL;
  g_autofree char *next = NULL;
  json_t          *links;
  json_t          *entries;
  guint            first;
  guint            end;

  if (!parse_query (&self->dialect, &query, type, text))
    {
      fake_call_refuse (call, 400, "invalid", NULL, "a parameter is not understood");
      return;
    }
  rows = find_rows (self, &query, type, from_cache, &first);
  if (rows == NULL)
    {
      fake_call_refuse (call, 410, "deleted", NULL, "the search result has expired");
      return;
    }

  end = MIN (rows->len, first + query.count);
  /* Rows that a later filter takes away: a page is short, or empty, and not the last.  No
   * page is followed by itself. */
  if (self->dialect.short_pages && end > first && g_rand_boolean (self->rand))
    end = (guint) g_rand_int_range (self->rand,
                                    (gint32) first + (strstr (text, "_cursor=") != NULL ||
                                                      strstr (text, "_offset=") != NULL),
                                    (gint32) end + 1);
  if (end < rows->len)
    {
      if (self->dialect.pages == FAKE_PAGES_KEYSET && query.time_alone && end > first &&
          end == first + query.count &&
          g_array_index (rows, Row, first).version->stamp_ms ==
              g_array_index (rows, Row, end).version->stamp_ms)
        {
          fake_call_refuse (call, 500, "exception", NULL,
                            "Cursor fails to make progress");
          return;
        }
      next = make_next (self, &query, type, rows, end);
    }

  links = json_array ();
  entries = json_array ();
  {
    g_autofree char *url = make_link (&query, type, "_offset=%u", first);

    add_link (links, "self", url);
  }
  if (next != NULL)
    add_link (links, "next", next);
  for (guint i = first; i < end; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);

      if (row->version != NULL)
        json_array_append_new (entries, present_row (self, &query, row));
    }
  call->status = 200;
  call->json = json_pack ("{s:s, s:s, s:o, s:o}", "resourceType", "Bundle", "type",
                          "searchset", "link", links, "entry", entries);
}
