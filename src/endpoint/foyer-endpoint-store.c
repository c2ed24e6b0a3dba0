/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "endpoint/foyer-endpoint-store.h"

#include "endpoint/foyer-endpoint-index-private.h"
#include "endpoint/foyer-endpoint-sql-private.h"
#include "endpoint/foyer-endpoint-validate.h"
#include "fhir/foyer-json.h"

#include <string.h>

/* A page of a history ends early when it gets this large. */
#define MAX_HISTORY_BYTES (8 * 1024 * 1024)

/**
 * foyer_endpoint_store_set_clock:
 * @self: a store
 * @clock: tells the time from now on
 * @data: (nullable): data for @clock; must outlive @self
 *
 * Replaces the clock of the system.
 */
void
foyer_endpoint_store_set_clock (FoyerEndpointStore *self,
                                FoyerEndpointClock  clock,
                                gpointer            data)
{
  self->clock = clock;
  self->clock_data = data;
}

/**
 * foyer_endpoint_store_now_us:
 * @self: a store
 *
 * Returns: microseconds since 1970-01-01 UTC
 */
gint64
foyer_endpoint_store_now_us (FoyerEndpointStore *self)
{
  return self->clock (self->clock_data);
}

/* The time for what is written now: later than any before, whatever the clock does. */
static gboolean
next_stamp (FoyerEndpointStore *self, gint64 *out_ms, GError **error)
{
  gint64 newest;

  if (!foyer_endpoint_query_integer (
          self, "SELECT coalesce (max (updated_ms), 0) FROM resource", &newest, error))
    return FALSE;

  *out_ms = MAX (foyer_endpoint_store_now_us (self) / 1000, newest + 1);
  return TRUE;
}

void
foyer_endpoint_version_free (FoyerEndpointVersion *self)
{
  g_free (self->id);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

static FoyerEndpointVersion *
version_new (const char *id, gint64 version, gint64 updated_ms, char *body)
{
  FoyerEndpointVersion *self = g_new0 (FoyerEndpointVersion, 1);

  self->id = g_strdup (id);
  self->version = version;
  self->updated_ms = updated_ms;
  self->body = g_bytes_new_take (body, strlen (body));

  return self;
}

/* From the columns id, version, updated_ms, deleted, body. */
FoyerEndpointVersion *
foyer_endpoint_version_from_row (FoyerEndpointStatement *statement)
{
  FoyerEndpointVersion *self = g_new0 (FoyerEndpointVersion, 1);

  self->id = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  self->version = sqlite3_column_int64 (statement, 1);
  self->updated_ms = sqlite3_column_int64 (statement, 2);
  self->deleted = sqlite3_column_int (statement, 3) != 0;
  self->body = g_bytes_new (sqlite3_column_blob (statement, 4),
                            (gsize) sqlite3_column_bytes (statement, 4));

  return self;
}

static gpointer
refuse_missing (GError **error)
{
  g_set_error_literal (error, FOYER_ENDPOINT_ERROR, FOYER_ENDPOINT_ERROR_NOT_FOUND,
                       "There is no such resource.");
  return NULL;
}

static gpointer
refuse_gone (GError **error)
{
  g_set_error_literal (error, FOYER_ENDPOINT_ERROR, FOYER_ENDPOINT_ERROR_GONE,
                       "The resource has been deleted.");
  return NULL;
}

/* Its row, deleted or not. */
static FoyerEndpointVersion *
find (FoyerEndpointStore *self,
      const char         *type,
      const char         *id,
      gint64             *out_key,
      GError            **error)
{
  g_autoptr (FoyerEndpointStatement) statement =
      foyer_endpoint_prepare (self,
                              "SELECT id, version, updated_ms, deleted, body, key "
                              "FROM resource WHERE type = ?1 AND id = ?2",
                              error);

  if (statement == NULL)
    return NULL;

  foyer_endpoint_bind (statement, "ss", type, id);
  switch (foyer_endpoint_step (statement, error))
    {
    case SQLITE_ROW:
      *out_key = sqlite3_column_int64 (statement, 5);
      return foyer_endpoint_version_from_row (statement);

    case SQLITE_DONE:
      return refuse_missing (error);

    default:
      return NULL;
    }
}

/**
 * foyer_endpoint_store_read:
 * @self: a store
 * @type: resource type
 * @id: id of the resource
 * @version: a version, from 1; 0 for the current one
 * @error: return location for an error
 *
 * Errors: `FOYER_ENDPOINT_ERROR_NOT_FOUND`, `FOYER_ENDPOINT_ERROR_GONE`.
 *
 * Returns: (transfer full): the version, or `NULL` on error
 */
FoyerEndpointVersion *
foyer_endpoint_store_read (FoyerEndpointStore *self,
                           const char         *type,
                           const char         *id,
                           gint64              version,
                           GError            **error)
{
  g_autoptr (FoyerEndpointVersion) found = NULL;
  gint64 key;

  found = find (self, type, id, &key, error);
  if (found == NULL)
    return NULL;

  if (version > 0 && version != found->version)
    {
      g_autoptr (FoyerEndpointStatement) statement =
          foyer_endpoint_prepare (self,
                                  "SELECT ?3, version, updated_ms, deleted, body "
                                  "FROM history WHERE resource = ?1 AND version = ?2",
                                  error);

      g_clear_pointer (&found, foyer_endpoint_version_free);
      if (statement == NULL)
        return NULL;
      foyer_endpoint_bind (statement, "iis", key, version, id);
      switch (foyer_endpoint_step (statement, error))
        {
        case SQLITE_ROW:
          found = foyer_endpoint_version_from_row (statement);
          break;

        case SQLITE_DONE:
          return refuse_missing (error);

        default:
          return NULL;
        }
    }

  return found->deleted ? refuse_gone (error) : g_steal_pointer (&found);
}

/**
 * foyer_endpoint_store_history:
 * @self: a store
 * @type: resource type
 * @id: id of the resource
 * @before_version: only versions before this one; 0 for all
 * @limit: how many at most; there are fewer if they are large
 * @out_total: (out): how many there are
 * @error: return location for an error
 *
 * Errors: `FOYER_ENDPOINT_ERROR_NOT_FOUND`.
 *
 * Returns: (transfer full) (element-type FoyerEndpointVersion): the newest first, or `NULL`
 *   on error
 */
GPtrArray *
foyer_endpoint_store_history (FoyerEndpointStore *self,
                              const char         *type,
                              const char         *id,
                              gint64              before_version,
                              guint               limit,
                              gint64             *out_total,
                              GError            **error)
{
  g_autoptr (GPtrArray) versions =
      g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_endpoint_version_free);
  g_autoptr (FoyerEndpointStatement) statement = NULL;
  FoyerEndpointVersion *current;
  gsize                 n_bytes = 0;
  gint64                key;
  int                   step;

  current = find (self, type, id, &key, error);
  if (current == NULL)
    return NULL;
  /* Versions are numbered without a gap. */
  *out_total = current->version;
  if (before_version == 0 || current->version < before_version)
    g_ptr_array_add (versions, current);
  else
    foyer_endpoint_version_free (current);

  statement =
      foyer_endpoint_prepare (self,
                              "SELECT ?3, version, updated_ms, deleted, body FROM "
                              "history WHERE resource = ?1 AND "
                              "(?2 = 0 OR version < ?2) ORDER BY version DESC LIMIT ?4",
                              error);
  if (statement == NULL)
    return NULL;
  foyer_endpoint_bind (statement, "iisi", key, before_version, id,
                       (gint64) limit - versions->len);
  while ((step = foyer_endpoint_step (statement, error)) == SQLITE_ROW)
    {
      n_bytes += (gsize) sqlite3_column_bytes (statement, 4);
      if (versions->len > 0 && n_bytes > MAX_HISTORY_BYTES)
        break;
      g_ptr_array_add (versions, foyer_endpoint_version_from_row (statement));
    }

  return step >= 0 ? g_steal_pointer (&versions) : NULL;
}

typedef struct
{
  FoyerEndpointDraft   *draft;  /* (unowned) */
  const char           *type;   /* (unowned) */
  const char           *id;     /* (unowned) */
  const char           *system; /* (unowned) (nullable) */
  const char           *value;  /* (unowned) (nullable) */
  gint64                if_version;
  gboolean              created;
  FoyerEndpointVersion *result; /* (owned) (nullable) */
} Write;

/* The only resource that has the identifier goes into @write; none is no error. */
static gboolean
find_identified (FoyerEndpointStore *self, Write *write, GError **error)
{
  g_autoptr (FoyerEndpointStatement) statement = foyer_endpoint_prepare (
      self,
      "SELECT id, version, updated_ms, deleted, body FROM resource WHERE deleted = 0 AND "
      "key IN (SELECT resource FROM identifier WHERE type = ?1 AND value = ?2 AND "
      "(?3 IS NULL OR system = ?3)) LIMIT 2",
      error);
  int step;

  if (statement == NULL)
    return FALSE;

  foyer_endpoint_bind (statement, "sss", write->draft->type, write->value, write->system);
  step = foyer_endpoint_step (statement, error);
  if (step != SQLITE_ROW)
    return step == SQLITE_DONE;

  write->result = foyer_endpoint_version_from_row (statement);
  step = foyer_endpoint_step (statement, error);
  if (step == SQLITE_ROW)
    g_set_error_literal (error, FOYER_ENDPOINT_ERROR, FOYER_ENDPOINT_ERROR_AMBIGUOUS,
                         "Several resources have this identifier.");

  return step == SQLITE_DONE;
}

static gboolean
do_create (FoyerEndpointStore *self, gpointer data, GError **error)
{
  Write           *write = data;
  g_autofree char *id = NULL;
  char            *body;
  gint64           updated_ms;
  g_autoptr (FoyerEndpointStatement) statement = NULL;
  g_autoptr (FoyerEndpointVersion) made = NULL;
  FoyerEndpointIndexed indexed;

  if (write->value != NULL)
    {
      if (!find_identified (self, write, error))
        return FALSE;
      if (write->result != NULL)
        return TRUE;
    }

  if (!foyer_endpoint_check_references (self, write->draft, NULL, error) ||
      !next_stamp (self, &updated_ms, error))
    return FALSE;

  statement = foyer_endpoint_prepare (
      self,
      "INSERT INTO resource (type, id, version, updated_ms, body, status, start_ms, "
      "end_ms) "
      "VALUES (?1, ?2, 1, ?3, ?4, ?5, nullif (?6, ?8), nullif (?7, ?8))",
      error);
  if (statement == NULL)
    return FALSE;

  id = g_uuid_string_random ();
  body = foyer_endpoint_draft_render (write->draft, id, 1, updated_ms);
  made = version_new (id, 1, updated_ms, body);
  foyer_endpoint_index_columns (write->draft, &indexed);
  foyer_endpoint_bind (statement, "ssibsiii", write->draft->type, id, updated_ms,
                       made->body, indexed.status, indexed.start_ms, indexed.end_ms,
                       G_MININT64);
  if (!foyer_endpoint_run (statement, error) ||
      !foyer_endpoint_index_add (self, sqlite3_last_insert_rowid (self->sql),
                                 write->draft, error))
    return FALSE;

  write->created = TRUE;
  write->result = g_steal_pointer (&made);
  return TRUE;
}

static gboolean
keep_version (FoyerEndpointStore *self, gint64 key, GError **error)
{
  g_autoptr (FoyerEndpointStatement) statement = foyer_endpoint_prepare (
      self,
      "INSERT INTO history SELECT key, version, updated_ms, deleted, body FROM resource "
      "WHERE key = ?1",
      error);

  if (statement == NULL)
    return FALSE;

  foyer_endpoint_bind (statement, "i", key);
  return foyer_endpoint_run (statement, error);
}

/* Puts the next version of the resource at @key in the place of @old. */
static FoyerEndpointVersion *
replace (FoyerEndpointStore   *self,
         gint64                key,
         FoyerEndpointVersion *old,
         FoyerEndpointDraft   *draft,
         GError              **error)
{
  g_autoptr (FoyerEndpointStatement) statement = NULL;
  g_autoptr (FoyerEndpointVersion) made = NULL;
  FoyerEndpointIndexed indexed = { NULL, G_MININT64, G_MININT64 };
  gint64               updated_ms;

  if (!next_stamp (self, &updated_ms, error) || !keep_version (self, key, error))
    return NULL;

  statement = foyer_endpoint_prepare (
      self,
      "UPDATE resource SET version = ?2, updated_ms = ?3, body = ?4, status = ?5, "
      "start_ms = nullif (?6, ?8), end_ms = nullif (?7, ?8), deleted = ?9 WHERE key = ?1",
      error);
  if (statement == NULL)
    return NULL;

  made = version_new (old->id, old->version + 1, updated_ms,
                      draft != NULL ? foyer_endpoint_draft_render (
                                          draft, old->id, old->version + 1, updated_ms)
                                    : g_strdup (""));
  made->deleted = draft == NULL;
  if (draft != NULL)
    foyer_endpoint_index_columns (draft, &indexed);
  foyer_endpoint_bind (statement, "iiibsiiii", key, made->version, updated_ms, made->body,
                       indexed.status, indexed.start_ms, indexed.end_ms, G_MININT64,
                       (gint64) made->deleted);
  if (!foyer_endpoint_run (statement, error) ||
      !foyer_endpoint_index_clear (self, key, error) ||
      (draft != NULL && !foyer_endpoint_index_add (self, key, draft, error)))
    return NULL;

  return g_steal_pointer (&made);
}

static gboolean
do_update (FoyerEndpointStore *self, gpointer data, GError **error)
{
  Write *write = data;
  g_autoptr (FoyerEndpointVersion) old = NULL;
  g_autoptr (FoyerEndpointDraft) stored = NULL;
  gsize       length;
  const char *text;
  gint64      key;

  old = find (self, write->draft->type, write->id, &key, error);
  if (old == NULL)
    return FALSE;
  if (old->deleted)
    return refuse_gone (error) != NULL;
  if (write->if_version != 0 && write->if_version != old->version)
    {
      g_set_error_literal (error, FOYER_ENDPOINT_ERROR, FOYER_ENDPOINT_ERROR_VERSION,
                           "The resource has been changed since that version.");
      return FALSE;
    }

  text = g_bytes_get_data (old->body, &length);
  stored = foyer_endpoint_draft_new (text, length, error);
  if (stored == NULL)
    return FALSE;
  if (foyer_endpoint_draft_equal (write->draft, stored))
    {
      write->result = g_steal_pointer (&old);
      return TRUE;
    }

  if (!foyer_endpoint_check_references (self, write->draft, write->id, error))
    return FALSE;
  write->result = replace (self, key, old, write->draft, error);

  return write->result != NULL;
}

static gboolean
do_delete (FoyerEndpointStore *self, gpointer data, GError **error)
{
  Write *write = data;
  g_autoptr (FoyerEndpointVersion) old = NULL;
  gint64 key;

  old = find (self, write->type, write->id, &key, error);
  if (old == NULL)
    return FALSE;
  if (old->deleted)
    return refuse_gone (error) != NULL;

  write->result = replace (self, key, old, NULL, error);
  return write->result != NULL;
}

/**
 * foyer_endpoint_store_create:
 * @self: a store
 * @draft: a valid resource; its id does not count
 * @unless_system: (nullable): with @unless_value: system of the identifier, `NULL` for any
 * @unless_value: (nullable): create nothing if a resource of the type has this identifier
 * @out_created: (out): whether the resource is new
 * @error: return location for an error
 *
 * Stores a new resource, at most once for an identifier however many ask at the same time.
 *
 * Errors: `FOYER_ENDPOINT_ERROR_AMBIGUOUS` if several have the identifier,
 * `FOYER_ENDPOINT_ERROR_INVALID` if it refers to what is not there.
 *
 * Returns: (transfer full): the new resource, or the one that has the identifier; `NULL` on
 *   error
 */
FoyerEndpointVersion *
foyer_endpoint_store_create (FoyerEndpointStore *self,
                             FoyerEndpointDraft *draft,
                             const char         *unless_system,
                             const char         *unless_value,
                             gboolean           *out_created,
                             GError            **error)
{
  Write write = { .draft = draft, .system = unless_system, .value = unless_value };

  if (!foyer_endpoint_write (self, do_create, &write, error))
    {
      g_clear_pointer (&write.result, foyer_endpoint_version_free);
      return NULL;
    }

  *out_created = write.created;
  return write.result;
}

/**
 * foyer_endpoint_store_update:
 * @self: a store
 * @draft: a valid resource
 * @id: id of the resource that it replaces
 * @if_version: version that it replaces; 0 for whichever is there, -1 for one that cannot be
 * @error: return location for an error
 *
 * Stores the next version of a resource, or nothing if it says what the current one says.
 *
 * Errors: `FOYER_ENDPOINT_ERROR_NOT_FOUND`, `FOYER_ENDPOINT_ERROR_GONE`,
 * `FOYER_ENDPOINT_ERROR_VERSION`, `FOYER_ENDPOINT_ERROR_INVALID`.
 *
 * Returns: (transfer full): the version that is current now, or `NULL` on error
 */
FoyerEndpointVersion *
foyer_endpoint_store_update (FoyerEndpointStore *self,
                             FoyerEndpointDraft *draft,
                             const char         *id,
                             gint64              if_version,
                             GError            **error)
{
  Write write = { .draft = draft, .id = id, .if_version = if_version };

  if (!foyer_endpoint_write (self, do_update, &write, error))
    g_clear_pointer (&write.result, foyer_endpoint_version_free);

  return write.result;
}

/**
 * foyer_endpoint_store_delete:
 * @self: a store
 * @type: resource type
 * @id: id of the resource
 * @error: return location for an error
 *
 * Marks a resource as deleted; its earlier versions stay.
 *
 * Errors: `FOYER_ENDPOINT_ERROR_NOT_FOUND`, `FOYER_ENDPOINT_ERROR_GONE`.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_endpoint_store_delete (FoyerEndpointStore *self,
                             const char         *type,
                             const char         *id,
                             GError            **error)
{
  Write    write = { .type = type, .id = id };
  gboolean ok = foyer_endpoint_write (self, do_delete, &write, error);

  g_clear_pointer (&write.result, foyer_endpoint_version_free);

  return ok;
}

/**
 * foyer_endpoint_create:
 * @self: a store
 * @resource: a resource; its id does not count
 * @error: return location for an error
 *
 * Stores a resource that this program made itself, under the rules for those that are sent.
 *
 * Errors: `FOYER_ENDPOINT_ERROR_INVALID`, `FOYER_ENDPOINT_ERROR_BUSY`,
 * `FOYER_ENDPOINT_ERROR_FAILED`.
 *
 * Returns: (transfer full): the id that it has now, or `NULL` on error
 */
char *
foyer_endpoint_create (FoyerEndpointStore *self, const json_t *resource, GError **error)
{
  g_autoptr (FoyerEndpointDraft) draft =
      foyer_endpoint_draft_new_for_json (resource, error);
  g_autoptr (FoyerEndpointVersion) made = NULL;
  gboolean created;

  if (draft == NULL || !foyer_endpoint_validate (draft, error))
    return NULL;

  made = foyer_endpoint_store_create (self, draft, NULL, NULL, &created, error);

  return made != NULL ? g_steal_pointer (&made->id) : NULL;
}

/**
 * foyer_endpoint_newest:
 * @self: a store
 * @type: resource type
 * @limit: how many at most
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type json_t): the resources of @type that were written
 *   last, newest first, or `NULL` on error
 */
GPtrArray *
foyer_endpoint_newest (FoyerEndpointStore *self,
                       const char         *type,
                       guint               limit,
                       GError            **error)
{
  g_autoptr (GPtrArray) found =
      g_ptr_array_new_with_free_func ((GDestroyNotify) json_decref);
  g_autoptr (FoyerEndpointStatement) statement =
      foyer_endpoint_prepare (self,
                              "SELECT body FROM resource WHERE type = ?1 AND deleted = 0 "
                              "ORDER BY updated_ms DESC LIMIT ?2",
                              error);
  int step;

  if (statement == NULL)
    return NULL;

  foyer_endpoint_bind (statement, "si", type, (gint64) limit);
  while ((step = foyer_endpoint_step (statement, error)) == SQLITE_ROW)
    {
      json_t *json =
          foyer_json_parse (sqlite3_column_blob (statement, 0),
                            (gsize) sqlite3_column_bytes (statement, 0), error);

      if (json == NULL)
        return NULL;
      g_ptr_array_add (found, json);
    }

  return step == SQLITE_DONE ? g_steal_pointer (&found) : NULL;
}
