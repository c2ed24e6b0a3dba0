/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "endpoint/foyer-endpoint-search.h"

#include "endpoint/foyer-endpoint-draft.h"
#include "endpoint/foyer-endpoint-instant.h"
#include "endpoint/foyer-endpoint-reference.h"
#include "endpoint/foyer-endpoint-sql-private.h"

#include <string.h>

/* How many values a search may have in all: each makes its statement longer. */
#define MAX_VALUES 200

/* A page ends early when it gets this large: letters lie in resources.  Where only parts of
 * them are sent, more are read. */
#define MAX_PAGE_BYTES (8 * 1024 * 1024)
#define MAX_READ_BYTES (256 * 1024 * 1024)

typedef enum
{
  SORT_UPDATED,
  SORT_UPDATED_DOWN,
  SORT_ID,
} Sort;

typedef struct
{
  char  *text; /* (owned) (nullable) */
  gint64 number;
} Value;

struct _FoyerEndpointSearch
{
  const FoyerEndpointType *type;
  GString                 *where;    /* (owned) conditions with ? for each of @values */
  GArray                  *values;   /* (owned) of Value */
  GString                 *link;     /* (owned) the parameters, without the cursor */
  char                   **elements; /* (owned) (nullable) */
  char                    *after;    /* (owned) (nullable) id that the page comes after */
  gint64                   after_ms;
  Sort                     sort;
  guint                    count;
  gboolean                 has_cursor;
  gboolean                 by_key; /* whether a condition names the rows */
  gboolean                 without_total;
};

static gboolean G_GNUC_PRINTF (2, 3) refuse (GError **error, const char *format, ...)
{
  va_list args;

  if (error != NULL)
    {
      va_start (args, format);
      *error = g_error_new_valist (FOYER_ENDPOINT_ERROR, FOYER_ENDPOINT_ERROR_USAGE,
                                   format, args);
      va_end (args);
    }

  return FALSE;
}

static void
clear_value (gpointer value)
{
  g_free (((Value *) value)->text);
}

static gboolean
add_text (FoyerEndpointSearch *self, const char *text, GError **error)
{
  Value value = { g_strdup (text), 0 };

  g_array_append_val (self->values, value);

  return self->values->len <= MAX_VALUES ||
         refuse (error, "A search has at most %d values.", MAX_VALUES);
}

static gboolean
add_number (FoyerEndpointSearch *self, gint64 number, GError **error)
{
  Value value = { NULL, number };

  g_array_append_val (self->values, value);

  return self->values->len <= MAX_VALUES ||
         refuse (error, "A search has at most %d values.", MAX_VALUES);
}

/* The alternatives in a value, which commas separate; backslashes are kept. */
static GStrv
split_commas (const char *value)
{
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  const char *begin = value;

  for (const char *at = value;; at++)
    {
      if (*at == '\\' && at[1] != '\0')
        at++;
      else if (*at == ',' || *at == '\0')
        {
          g_autofree char *part = g_strndup (begin, (gsize) (at - begin));

          if (*part != '\0')
            g_strv_builder_add (parts, part);
          if (*at == '\0')
            break;
          begin = at + 1;
        }
    }

  return g_strv_builder_end (parts);
}

static char *
unescape (const char *text, gsize length)
{
  GString *out = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '\\' && i + 1 < length)
        i++;
      g_string_append_c (out, text[i]);
    }

  return g_string_free (out, FALSE);
}

/**
 * foyer_endpoint_identifier_parse:
 * @text: `system|value`, `value`, `|value` or `system|`, with backslashes as in a search
 * @out_system: (out) (nullable): the system; empty for none, `NULL` for any
 * @out_value: (out) (nullable): the value; `NULL` for any
 *
 * Source: FHIR R4, search, token.
 *
 * Returns: whether @text is one
 */
gboolean
foyer_endpoint_identifier_parse (const char *text, char **out_system, char **out_value)
{
  const char *bar = text;
  gsize       length = strlen (text);

  while (*bar != '\0' && *bar != '|')
    bar += *bar == '\\' && bar[1] != '\0' ? 2 : 1;

  *out_system = *out_value = NULL;
  if (*bar == '\0')
    *out_value = unescape (text, length);
  else
    {
      *out_system = unescape (text, (gsize) (bar - text));
      if (bar[1] != '\0')
        *out_value = unescape (bar + 1, length - (gsize) (bar + 1 - text));
    }

  return (*out_value != NULL && **out_value != '\0') ||
         (*out_system != NULL && **out_system != '\0');
}

/* What a prefix asks of a stretch of time, [start, end), and of a moment. */
static const struct
{
  char        prefix[3];
  const char *stretch;
  const char *moment;
  gboolean    takes_start;
  gboolean    takes_end;
} comparisons[] = {
  { "eq", "(start_ms >= ? AND end_ms <= ?)", "(updated_ms >= ? AND updated_ms < ?)", TRUE,
    TRUE },
  { "ne", "NOT (start_ms >= ? AND end_ms <= ?)",
    "NOT (updated_ms >= ? AND updated_ms < ?)", TRUE, TRUE },
  { "ge", "end_ms > ?", "updated_ms >= ?", TRUE, FALSE },
  { "gt", "end_ms > ?", "updated_ms >= ?", FALSE, TRUE },
  { "le", "start_ms < ?", "updated_ms < ?", FALSE, TRUE },
  { "lt", "start_ms < ?", "updated_ms < ?", TRUE, FALSE },
  { "sa", "start_ms >= ?", "updated_ms >= ?", FALSE, TRUE },
  { "eb", "end_ms <= ?", "updated_ms < ?", TRUE, FALSE },
};

static gboolean
add_date (FoyerEndpointSearch *self,
          const char          *name,
          gboolean             moment,
          const char          *text,
          GError             **error)
{
  gint64 start_ms, end_ms;
  guint  i = 0;

  if (g_ascii_isalpha (*text))
    {
      while (i < G_N_ELEMENTS (comparisons) &&
             strncmp (text, comparisons[i].prefix, 2) != 0)
        i++;
      if (i == G_N_ELEMENTS (comparisons))
        return refuse (error,
                       "The parameter %s takes dates with eq, ne, ge, gt, le, lt, sa or "
                       "eb before them.",
                       name);
      text += 2;
    }
  if (!foyer_endpoint_instant_range (text, &start_ms, &end_ms))
    return refuse (error, "The parameter %s has a value that is no date.", name);

  g_string_append (self->where, moment ? comparisons[i].moment : comparisons[i].stretch);

  return (!comparisons[i].takes_start || add_number (self, start_ms, error)) &&
         (!comparisons[i].takes_end || add_number (self, end_ms, error));
}

static gboolean
add_identifier (FoyerEndpointSearch *self, const char *text, GError **error)
{
  g_autofree char *system = NULL;
  g_autofree char *value = NULL;

  if (!foyer_endpoint_identifier_parse (text, &system, &value))
    return refuse (error, "The parameter identifier is empty.");

  g_string_append (self->where,
                   "key IN (SELECT resource FROM identifier WHERE type = ?1");
  if (value != NULL)
    {
      g_string_append (self->where, " AND value = ?");
      if (!add_text (self, value, error))
        return FALSE;
    }
  if (system != NULL)
    {
      g_string_append (self->where, " AND system = ?");
      if (!add_text (self, system, error))
        return FALSE;
    }
  g_string_append_c (self->where, ')');

  return TRUE;
}

static gboolean
add_reference (FoyerEndpointSearch      *self,
               const FoyerEndpointParam *param,
               const char               *text,
               GError                  **error)
{
  g_autofree char *whole = strchr (text, '/') == NULL && param->target != NULL
                               ? g_strconcat (param->target, "/", text, NULL)
                               : g_strdup (text);
  g_autofree char *target = foyer_endpoint_reference_target (whole);

  if (target == NULL)
    return refuse (error, "The parameter %s takes references like %s/id.", param->name,
                   param->target != NULL ? param->target : "Patient");

  g_string_append (
      self->where,
      "key IN (SELECT resource FROM link WHERE type = ?1 AND target = ? AND name = ?)");

  return add_text (self, target, error) && add_text (self, param->name, error);
}

static gboolean
add_status (FoyerEndpointSearch *self, const char *text, GError **error)
{
  g_autofree char *system = NULL;
  g_autofree char *code = NULL;

  if (!foyer_endpoint_identifier_parse (text, &system, &code) || code == NULL)
    return refuse (error, "The parameter status takes codes.");

  g_string_append (self->where, "status = ?");

  return add_text (self, code, error);
}

static gboolean
add_alternative (FoyerEndpointSearch *self,
                 const char          *name,
                 const char          *text,
                 GError             **error)
{
  const FoyerEndpointParam *param;

  if (strcmp (name, "_id") == 0)
    {
      self->by_key = TRUE;
      g_string_append (self->where, "id = ?");
      return add_text (self, text, error);
    }
  if (strcmp (name, "_lastUpdated") == 0)
    return add_date (self, name, TRUE, text, error);
  if (strcmp (name, "identifier") == 0 && self->type->has_identifier)
    {
      self->by_key = TRUE;
      return add_identifier (self, text, error);
    }

  param = foyer_endpoint_find_param (self->type, name);
  if (param == NULL)
    return refuse (error,
                   "%s cannot be searched by the parameter that was given; see "
                   "/fhir/metadata.",
                   self->type->name);

  switch (param->kind)
    {
    case FOYER_ENDPOINT_PARAM_DATE:
      return add_date (self, name, FALSE, text, error);

    case FOYER_ENDPOINT_PARAM_STATUS:
      return add_status (self, text, error);

    case FOYER_ENDPOINT_PARAM_REFERENCE:
    default:
      self->by_key = TRUE;
      return add_reference (self, param, text, error);
    }
}

static gboolean
add_condition (FoyerEndpointSearch *self,
               const char          *name,
               const char          *value,
               GError             **error)
{
  g_auto (GStrv) alternatives = split_commas (value);

  if (alternatives[0] == NULL)
    return refuse (error, "A search parameter has no value.");

  g_string_append (self->where, " AND (");
  for (guint i = 0; alternatives[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append (self->where, " OR ");
      if (!add_alternative (self, name, alternatives[i], error))
        return FALSE;
    }
  g_string_append_c (self->where, ')');

  return TRUE;
}

static gboolean
set_sort (FoyerEndpointSearch *self, const char *value, GError **error)
{
  if (strcmp (value, "_lastUpdated") == 0)
    self->sort = SORT_UPDATED;
  else if (strcmp (value, "-_lastUpdated") == 0)
    self->sort = SORT_UPDATED_DOWN;
  else if (strcmp (value, "_id") == 0)
    self->sort = SORT_ID;
  else
    return refuse (error, "The order is one of _lastUpdated, -_lastUpdated and _id.");

  return TRUE;
}

/* A cursor is the key of the last row of the page before. */
static gboolean
set_cursor (FoyerEndpointSearch *self, const char *value, GError **error)
{
  gboolean ok;

  self->has_cursor = TRUE;
  if (*value == 'i')
    {
      g_free (self->after);
      self->after = g_strdup (value + 1);
      ok = foyer_endpoint_id_is_valid (self->after);
    }
  else
    ok = *value == 'u' && g_ascii_string_to_signed (value + 1, 10, G_MININT64, G_MAXINT64,
                                                    &self->after_ms, NULL);

  return ok || refuse (error, "The page does not exist; begin the search again.");
}

static gboolean
add_parameter (FoyerEndpointSearch *self,
               const char          *name,
               const char          *value,
               GError             **error)
{
  guint64 number;

  if (strcmp (name, "_cursor") == 0)
    return set_cursor (self, value, error);
  if (strcmp (name, "_sort") == 0)
    return set_sort (self, value, error);
  if (strcmp (name, "_count") == 0)
    {
      if (!g_ascii_string_to_unsigned (value, 10, 0, G_MAXUINT64, &number, NULL))
        return refuse (error, "The parameter _count is a number.");
      self->count = (guint) MIN (number, FOYER_ENDPOINT_MAX_COUNT);
      return TRUE;
    }
  if (strcmp (name, "_elements") == 0)
    {
      g_strfreev (self->elements);
      self->elements = split_commas (value);
      return self->elements[0] != NULL ||
             refuse (error, "The parameter _elements names elements.");
    }
  if (strcmp (name, "_total") == 0)
    {
      self->without_total = strcmp (value, "none") == 0;
      return self->without_total || strcmp (value, "accurate") == 0 ||
             strcmp (value, "estimate") == 0 ||
             refuse (error, "The parameter _total is none, estimate or accurate.");
    }
  if (strcmp (name, "_format") == 0)
    return strstr (value, "json") != NULL || refuse (error, "Only JSON is spoken here.");

  return add_condition (self, name, value, error);
}

/* Decodes one side of a parameter; NULL if it is not text. */
static char *
decode (const char *text, gsize length)
{
  g_autofree char *spaced = g_strndup (text, length);
  g_autofree char *plain = NULL;

  g_strdelimit (spaced, "+", ' ');
  plain = g_uri_unescape_string (spaced, NULL);

  return plain != NULL && g_utf8_validate (plain, -1, NULL) ? g_steal_pointer (&plain)
                                                            : NULL;
}

/**
 * foyer_endpoint_search_new:
 * @type: resource type that is searched
 * @query: (nullable): the parameters, encoded
 * @error: return location for an error
 *
 * Reads a search.  A parameter that is not known is refused: to leave it out would answer
 * with what was not asked for.
 *
 * Errors: `FOYER_ENDPOINT_ERROR_USAGE`.
 *
 * Returns: (transfer full): the search, or `NULL` on error
 */
FoyerEndpointSearch *
foyer_endpoint_search_new (const FoyerEndpointType *type,
                           const char              *query,
                           GError                 **error)
{
  g_autoptr (FoyerEndpointSearch) self = g_new0 (FoyerEndpointSearch, 1);
  g_auto (GStrv) pairs = g_strsplit (query != NULL ? query : "", "&", MAX_VALUES + 1);

  self->type = type;
  self->where = g_string_new (NULL);
  self->values = g_array_new (FALSE, FALSE, sizeof (Value));
  g_array_set_clear_func (self->values, clear_value);
  self->link = g_string_new (NULL);
  self->count = FOYER_ENDPOINT_DEFAULT_COUNT;

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      const char      *equals = strchr (pairs[i], '=');
      g_autofree char *name = NULL;
      g_autofree char *value = NULL;

      if (*pairs[i] == '\0')
        continue;
      if (equals != NULL)
        {
          name = decode (pairs[i], (gsize) (equals - pairs[i]));
          value = decode (equals + 1, strlen (equals + 1));
        }
      if (name == NULL || value == NULL)
        {
          refuse (error, "A search parameter is a name, an equals sign and a value.");
          return NULL;
        }
      if (!add_parameter (self, name, value, error))
        return NULL;
      if (strcmp (name, "_cursor") != 0)
        {
          if (self->link->len > 0)
            g_string_append_c (self->link, '&');
          g_string_append_uri_escaped (self->link, name, NULL, FALSE);
          g_string_append_c (self->link, '=');
          g_string_append_uri_escaped (self->link, value, ",:", FALSE);
        }
    }

  if (self->has_cursor && (self->sort == SORT_ID) != (self->after != NULL))
    {
      refuse (error, "The page does not exist; begin the search again.");
      return NULL;
    }

  return g_steal_pointer (&self);
}

void
foyer_endpoint_search_free (FoyerEndpointSearch *self)
{
  g_string_free (self->where, TRUE);
  g_array_unref (self->values);
  g_string_free (self->link, TRUE);
  g_strfreev (self->elements);
  g_free (self->after);
  g_free (self);
}

/**
 * foyer_endpoint_search_link:
 * @self: a search
 * @cursor: (nullable): where a page goes on
 *
 * Returns: (transfer full): type and parameters, encoded: `Patient?_count=50`
 */
char *
foyer_endpoint_search_link (FoyerEndpointSearch *self, const char *cursor)
{
  GString *out = g_string_new (self->type->name);

  if (self->link->len > 0)
    g_string_append_printf (out, "?%s", self->link->str);
  if (cursor != NULL)
    g_string_append_printf (out, "%c_cursor=%s", self->link->len > 0 ? '&' : '?', cursor);

  return g_string_free (out, FALSE);
}

void
foyer_endpoint_page_free (FoyerEndpointPage *self)
{
  g_clear_pointer (&self->versions, g_ptr_array_unref);
  g_free (self->next);
  g_free (self);
}

static void
bind_conditions (FoyerEndpointSearch    *self,
                 FoyerEndpointStatement *statement,
                 int                    *out_next)
{
  int index = 1;

  sqlite3_bind_text (statement, index++, self->type->name, -1, SQLITE_STATIC);
  for (guint i = 0; i < self->values->len; i++, index++)
    {
      const Value *value = &g_array_index (self->values, Value, i);

      if (value->text != NULL)
        sqlite3_bind_text (statement, index, value->text, -1, SQLITE_STATIC);
      else
        sqlite3_bind_int64 (statement, index, value->number);
    }
  *out_next = index;
}

/* The conditions with their parameters; where one names the rows, no order is walked. */
static void
append_where (FoyerEndpointSearch *self, GString *sql)
{
  g_string_append_printf (sql, " FROM resource WHERE %stype = ?1 AND deleted = 0%s",
                          self->by_key ? "+" : "", self->where->str);
}

static gboolean
count_all (FoyerEndpointSearch *self,
           FoyerEndpointStore  *store,
           gint64              *out_total,
           GError             **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT count (*)");
  g_autoptr (FoyerEndpointStatement) statement = NULL;
  int next;

  append_where (self, sql);
  statement = foyer_endpoint_prepare (store, sql->str, error);
  if (statement == NULL)
    return FALSE;
  bind_conditions (self, statement, &next);
  if (foyer_endpoint_step (statement, error) != SQLITE_ROW)
    return FALSE;

  *out_total = sqlite3_column_int64 (statement, 0);
  return TRUE;
}

static FoyerEndpointStatement *
prepare_page (FoyerEndpointSearch *self, FoyerEndpointStore *store, GError **error)
{
  static const struct
  {
    const char *after;
    const char *order;
  } sorts[] = {
    [SORT_UPDATED] = { " AND updated_ms > ?", " ORDER BY updated_ms LIMIT ?" },
    [SORT_UPDATED_DOWN] = { " AND updated_ms < ?", " ORDER BY updated_ms DESC LIMIT ?" },
    [SORT_ID] = { " AND id > ?", " ORDER BY id LIMIT ?" },
  };
  g_autoptr (GString) sql =
      g_string_new ("SELECT id, version, updated_ms, deleted, body");
  FoyerEndpointStatement *statement;
  int                     next;

  append_where (self, sql);
  if (self->has_cursor)
    g_string_append (sql, sorts[self->sort].after);
  g_string_append (sql, sorts[self->sort].order);

  statement = foyer_endpoint_prepare (store, sql->str, error);
  if (statement == NULL)
    return NULL;

  bind_conditions (self, statement, &next);
  if (self->has_cursor && self->sort == SORT_ID)
    sqlite3_bind_text (statement, next++, self->after, -1, SQLITE_STATIC);
  else if (self->has_cursor)
    sqlite3_bind_int64 (statement, next++, self->after_ms);
  /* One more tells whether there is another page. */
  sqlite3_bind_int64 (statement, next, (gint64) self->count + 1);

  return statement;
}

/* A version with the elements that are wanted. */
static FoyerEndpointVersion *
read_row (FoyerEndpointSearch *self, FoyerEndpointStatement *statement)
{
  FoyerEndpointVersion *version = foyer_endpoint_version_from_row (statement);
  GString              *subset;

  if (self->elements == NULL)
    return version;

  subset = g_string_new (NULL);
  foyer_endpoint_append_subset (subset, g_bytes_get_data (version->body, NULL),
                                (const char *const *) self->elements);
  g_bytes_unref (version->body);
  version->body = g_string_free_to_bytes (subset);

  return version;
}

/**
 * foyer_endpoint_search_run:
 * @self: a search
 * @store: where to search
 * @error: return location for an error
 *
 * Finds a page, which has fewer entries than asked for if they are large.  The next one
 * begins after the last row of this one, so that no edit in
 * between makes it leave out or repeat a resource that was not edited.
 *
 * Returns: (transfer full): the page, or `NULL` on error
 */
FoyerEndpointPage *
foyer_endpoint_search_run (FoyerEndpointSearch *self,
                           FoyerEndpointStore  *store,
                           GError             **error)
{
  g_autoptr (FoyerEndpointPage) page = g_new0 (FoyerEndpointPage, 1);
  g_autoptr (FoyerEndpointStatement) statement = NULL;
  const gsize max_bytes = self->elements != NULL ? MAX_READ_BYTES : MAX_PAGE_BYTES;
  gsize       n_bytes = 0;
  gboolean    more = FALSE;
  int         step;

  page->total = -1;
  page->versions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_endpoint_version_free);
  if (!self->without_total && !count_all (self, store, &page->total, error))
    return NULL;
  if (self->count == 0)
    return g_steal_pointer (&page);

  statement = prepare_page (self, store, error);
  if (statement == NULL)
    return NULL;
  while ((step = foyer_endpoint_step (statement, error)) == SQLITE_ROW)
    {
      n_bytes += (gsize) sqlite3_column_bytes (statement, 4);
      more = page->versions->len == self->count ||
             (page->versions->len > 0 && n_bytes > max_bytes);
      if (more)
        break;
      g_ptr_array_add (page->versions, read_row (self, statement));
    }
  if (step < 0)
    return NULL;

  if (more)
    {
      FoyerEndpointVersion *last = page->versions->pdata[page->versions->len - 1];

      page->next = self->sort == SORT_ID
                       ? g_strconcat ("i", last->id, NULL)
                       : g_strdup_printf ("u%" G_GINT64_FORMAT, last->updated_ms);
    }

  return g_steal_pointer (&page);
}
