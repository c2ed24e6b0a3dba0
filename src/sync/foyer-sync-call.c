/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/foyer-sync-private.h"

#include <string.h>

/* Tells the caller where the sync is, and asks whether it goes on. */
gboolean
foyer_sync_step (FoyerSync *self, const char *name, GError **error)
{
  self->step.name = name;
  if ((self->step_func == NULL || self->step_func (&self->step, self->step_data)) &&
      !g_cancellable_is_cancelled (self->cancellable))
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The sync was cancelled");
  return FALSE;
}

/* Sends requests that do not depend on each other.  FALSE only if the sync was ended. */
gboolean
foyer_sync_send (FoyerSync *self, FoyerCall **calls, guint n_calls, GError **error)
{
  if (!foyer_sync_step (self, "send", error))
    return FALSE;

  foyer_transport_send (self->transport, calls, n_calls, self->cancellable);

  return foyer_sync_step (self, "sent", error);
}

/* What the server says is wrong, for a person: text of the first issue. */
char *
foyer_sync_dup_problem (FoyerCall *call)
{
  const json_t *issue = json_array_get (json_object_get (call->json, "issue"), 0);
  const json_t *details = json_object_get (issue, "details");
  const json_t *expression = json_array_get (json_object_get (issue, "expression"), 0);
  const char   *text = json_string_value (json_object_get (issue, "diagnostics"));

  if (text == NULL)
    text = json_string_value (json_object_get (details, "text"));
  if (text == NULL)
    text = json_string_value (json_object_get (issue, "code"));
  if (text == NULL)
    return g_strdup_printf ("HTTP %u", call->status);
  if (json_is_string (expression))
    return g_strdup_printf ("%s (%s)", text, json_string_value (expression));

  return g_strdup (text);
}

static FoyerOutcome
judge_error (FoyerCall *call, GError **error)
{
  if (g_error_matches (call->error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_TIMEOUT) ||
      g_error_matches (call->error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_TRUNCATED) ||
      g_error_matches (call->error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_TOO_LARGE) ||
      g_error_matches (call->error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_SERVER))
    return FOYER_OUTCOME_LATER;

  g_propagate_error (error, g_error_copy (call->error));
  return FOYER_OUTCOME_STOP;
}

/**
 * foyer_sync_judge:
 * @self: a sync
 * @call: a request that was sent
 * @error: return location for an error
 *
 * Says what an answer means for what was asked.  Servers answer a version that
 * is not the current one by 409 or by 412; a 412 to a POST says that several resources have
 * the key.
 *
 * Returns: the meaning; @error is set with `FOYER_OUTCOME_STOP` only
 */
FoyerOutcome
foyer_sync_judge (FoyerSync *self, FoyerCall *call, GError **error)
{
  gboolean put = g_str_equal (call->method, "PUT");
  gboolean post = g_str_equal (call->method, "POST");

  if (call->error != NULL)
    return judge_error (call, error);

  switch (call->status)
    {
    case 200:
    case 201:
    case 204:
      return call->json != NULL ? FOYER_OUTCOME_DONE : FOYER_OUTCOME_LATER;

    case 401:
      g_set_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_SIGN_IN,
                   "The endpoint does not let this desk in");
      return FOYER_OUTCOME_STOP;

    case 404:
    case 410:
      return post ? FOYER_OUTCOME_REFUSED : FOYER_OUTCOME_GONE;

    case 409:
      return put ? FOYER_OUTCOME_VERSION : FOYER_OUTCOME_LATER;

    case 412:
      return post  ? FOYER_OUTCOME_SEVERAL
             : put ? FOYER_OUTCOME_VERSION
                   : FOYER_OUTCOME_REFUSED;

    case 429:
    case 503:
      self->report.retry_after_seconds =
          MAX (self->report.retry_after_seconds, MAX (call->retry_after_seconds, 1));
      g_set_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_BUSY,
                   "The endpoint asks to wait");
      return FOYER_OUTCOME_STOP;

    case 408:
    case 425:
      return FOYER_OUTCOME_LATER;

    case 501:
      return FOYER_OUTCOME_REFUSED;

    case 403:
      if (post || put)
        return FOYER_OUTCOME_REFUSED;
      g_set_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_FORBIDDEN,
                   "The endpoint does not show this desk what it needs");
      return FOYER_OUTCOME_STOP;

    default:
      return call->status >= 500 ? FOYER_OUTCOME_LATER : FOYER_OUTCOME_REFUSED;
    }
}

/* The resource of an answer without which the sync cannot go on. */
static gboolean
take_got (FoyerSync *self, FoyerCall *call, json_t **out, GError **error)
{
  switch (foyer_sync_judge (self, call, error))
    {
    case FOYER_OUTCOME_DONE:
      *out = json_incref (call->json);
      return TRUE;

    case FOYER_OUTCOME_GONE:
      return TRUE;

    case FOYER_OUTCOME_LATER:
      if (call->error != NULL)
        g_propagate_error (error, g_error_copy (call->error));
      else
        g_set_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_SERVER,
                     "The endpoint failed with status %u", call->status);
      return FALSE;

    case FOYER_OUTCOME_REFUSED:
    case FOYER_OUTCOME_SEVERAL:
    case FOYER_OUTCOME_VERSION:
      g_set_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_REFUSED,
                   "The endpoint refuses a search with status %u", call->status);
      return FALSE;

    case FOYER_OUTCOME_STOP:
    default:
      return FALSE;
    }
}

/**
 * foyer_sync_get:
 * @self: a sync
 * @out: (out) (transfer full) (nullable): the resource; `NULL` if it is not there
 * @error: return location for an error
 * @format: format of the target
 * @...: its arguments
 *
 * Reads one thing without which the sync cannot go on.
 *
 * Errors: `FOYER_SYNC_ERROR`; what is not there is no error.
 *
 * Returns: `TRUE` if the endpoint has answered
 */
gboolean
foyer_sync_get (FoyerSync *self, json_t **out, GError **error, const char *format, ...)
{
  g_autofree char *target = NULL;
  g_autoptr (FoyerCall) call = NULL;
  va_list arguments;

  *out = NULL;
  va_start (arguments, format);
  target = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  call = foyer_call_new ("GET", "%s", target);
  if (!foyer_sync_send (self, &call, 1, error))
    return FALSE;

  /* A letter. */
  if (g_error_matches (call->error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_TOO_LARGE) &&
      strchr (target, '?') == NULL)
    return foyer_sync_get_large (self, target, out, error);

  return take_got (self, call, out, error);
}

/**
 * foyer_sync_get_large:
 * @self: a sync
 * @target: what to read
 * @out: (out) (transfer full) (nullable): the resource; `NULL` if it is not there
 * @error: return location for an error
 *
 * As foyer_sync_get(), of what is too large for that.
 *
 * Returns: `TRUE` if the endpoint has answered
 */
gboolean
foyer_sync_get_large (FoyerSync *self, const char *target, json_t **out, GError **error)
{
  g_autoptr (FoyerCall) call = foyer_call_new ("GET", "%s", target);

  *out = NULL;
  call->is_large = TRUE;

  return foyer_sync_send (self, &call, 1, error) && take_got (self, call, out, error);
}

/**
 * foyer_sync_begin:
 * @self: a sync
 * @target: what will be read next
 * @is_new: whether most of it is new here
 * @spent: (inout) (transfer full) (nullable): a document that nobody needs any more; becomes
 *   `NULL` if it goes meanwhile
 * @out: (out) (transfer full) (nullable): the request under way, for foyer_sync_finish();
 *   `NULL` if it has to be sent when it is needed
 * @error: return location for an error
 *
 * Has something read while there is other work, if the way to the endpoint can do that.
 *
 * Returns: `FALSE` only if the sync was ended
 */
gboolean
foyer_sync_begin (FoyerSync  *self,
                  const char *target,
                  gboolean    is_new,
                  json_t    **spent,
                  FoyerCall **out,
                  GError    **error)
{
  g_autoptr (FoyerCall) call = foyer_call_new ("GET", "%s", target);

  *out = NULL;
  if (!foyer_transport_can_begin (self->transport))
    return TRUE;
  if (!foyer_sync_step (self, "send", error))
    return FALSE;

  call->spent = g_steal_pointer (spent);
  call->digest = is_new ? foyer_sync_make_ready : NULL;
  foyer_transport_begin (self->transport, call, self->cancellable);
  *out = g_steal_pointer (&call);
  return TRUE;
}

/**
 * foyer_sync_finish:
 * @self: a sync
 * @call: (transfer full): what was begun
 * @out: (out) (transfer full) (nullable): the resource; `NULL` if it is not there
 * @error: return location for an error
 *
 * As foyer_sync_get(), of what was begun.
 *
 * Returns: `TRUE` if the endpoint has answered
 */
gboolean
foyer_sync_finish (FoyerSync *self, FoyerCall *call, json_t **out, GError **error)
{
  g_autoptr (FoyerCall) owned = call;

  *out = NULL;
  foyer_transport_finish (self->transport, call, TRUE);
  g_clear_pointer (&self->ready, g_hash_table_unref);
  self->ready = g_steal_pointer (&call->digested);

  return foyer_sync_step (self, "sent", error) && take_got (self, call, out, error);
}

/**
 * foyer_sync_find:
 * @self: a sync
 * @type: a type
 * @key: value of the identifier that is the key
 * @error: return location for an error
 *
 * Finds all resources with a key of ours, however many pages the endpoint needs for them.
 *
 * Returns: (transfer full): a JSON array, mostly of one, or `NULL` on error
 */
json_t *
foyer_sync_find (FoyerSync *self, const char *type, const char *key, GError **error)
{
  g_autoptr (json_t) found = json_array ();
  g_autofree char *search =
      g_strdup_printf ("%s?identifier=%s%%7C%s", type, FOYER_FHIR_SYSTEM_RECORD, key);
  g_autofree char *target = g_strdup_printf ("%s&_count=50", search);
  gboolean         one_by_one = FALSE;

  while (target != NULL)
    {
      g_autoptr (json_t) bundle = NULL;
      g_autoptr (GError) problem = NULL;
      const json_t *entry;
      size_t        i;

      if (one_by_one ? !foyer_sync_get_large (self, target, &bundle, &problem)
                     : !foyer_sync_get (self, &bundle, &problem, "%s", target))
        {
          if (one_by_one ||
              !g_error_matches (problem, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_TOO_LARGE))
            {
              g_propagate_error (error, g_steal_pointer (&problem));
              return NULL;
            }
          g_free (target);
          target = g_strdup_printf ("%s&_count=1", search);
          one_by_one = TRUE;
          json_array_clear (found);
          continue;
        }
      json_array_foreach (json_object_get (bundle, "entry"), i, entry)
        {
          json_t *resource = json_object_get (entry, "resource");

          if (foyer_resource_id (resource) != NULL)
            json_array_append (found, resource);
        }
      if (!foyer_sync_turn_page (bundle, type, &target, error))
        return NULL;
    }

  return g_steal_pointer (&found);
}

/* Whether an error is the fault of one record or resource and not that of the disk. */
gboolean
foyer_sync_is_about_record (const GError *error)
{
  return error->domain == FOYER_FHIR_ERROR ||
         g_error_matches (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND) ||
         g_error_matches (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INVALID) ||
         g_error_matches (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_RULE);
}

/* One transaction of the sync, in which rules of the desk do not stop what came. */
gboolean
foyer_sync_act (FoyerSync *self, FoyerActFunc func, gpointer data, GError **error)
{
  self->clinic.known = FALSE;

  return foyer_sync_step (self, "commit", error) &&
         foyer_db_act (self->db, NULL, FOYER_ACTION_SYNC, NULL, func, data, error) &&
         foyer_sync_step (self, "committed", error);
}

typedef struct
{
  const char *name;
  const char *value;
} Fact;

static gboolean
put_fact (FoyerAct *act, gpointer data, GError **error)
{
  Fact *fact = data;

  return foyer_endpoints_put_fact (act, fact->name, fact->value, error);
}

/* Keeps something that the sync has to know the next time. */
gboolean
foyer_sync_set_fact (FoyerSync *self, const char *name, const char *value, GError **error)
{
  Fact fact = { name, value };

  return foyer_sync_act (self, put_fact, &fact, error);
}

const char *
foyer_resource_id (const json_t *json)
{
  return json_string_value (json_object_get (json, "id"));
}

const char *
foyer_resource_version (const json_t *json)
{
  return json_string_value (
      json_object_get (json_object_get (json, "meta"), "versionId"));
}

const char *
foyer_resource_updated (const json_t *json)
{
  return json_string_value (
      json_object_get (json_object_get (json, "meta"), "lastUpdated"));
}

/* Microseconds since 1970 of a FHIR instant; 0 if there is none. */
gint64
foyer_resource_micros (const char *instant)
{
  g_autoptr (GDateTime) at =
      instant != NULL ? g_date_time_new_from_iso8601 (instant, NULL) : NULL;

  return at != NULL ? g_date_time_to_unix (at) * G_USEC_PER_SEC +
                          g_date_time_get_microsecond (at)
                    : 0;
}

/* Whether a version is the one that is known.  A server that was set back to a backup may
 * give the number of a version out again, so its time counts as well; servers give it with
 * more or fewer digits in different answers. */
gboolean
foyer_sync_is_known (const FoyerReplica *replica,
                     const char         *version,
                     const char         *updated)
{
  if (replica->base_version == NULL || g_strcmp0 (replica->base_version, version) != 0)
    return FALSE;

  return g_strcmp0 (replica->base_updated, updated) == 0 ||
         foyer_resource_micros (replica->base_updated) / G_USEC_PER_SEC ==
             foyer_resource_micros (updated) / G_USEC_PER_SEC;
}

/* The value of a resource's identifier of a system, NULL if it has none: of
 * FOYER_FHIR_SYSTEM_RECORD the key by which a desk made it. */
const char *
foyer_resource_identifier (const json_t *json, const char *system)
{
  const json_t *identifier;
  size_t        i;

  json_array_foreach (json_object_get (json, "identifier"), i, identifier)
    if (g_strcmp0 (foyer_fhir_peek (identifier, "system"), system) == 0)
      return foyer_fhir_peek (identifier, "value");

  return NULL;
}

/* The bytes of a resource as they are sent: what the server alone may set is left out. */
GBytes *
foyer_resource_body (const json_t *json)
{
  json_t *copy = json_copy ((json_t *) json);
  json_t *meta = json_deep_copy (json_object_get (json, "meta"));
  char   *text;
  GBytes *body;

  json_object_del (meta, "versionId");
  json_object_del (meta, "lastUpdated");
  json_object_del (meta, "source");
  if (json_is_object (meta) && json_object_size (meta) == 0)
    json_object_del (copy, "meta");
  else if (meta != NULL)
    json_object_set (copy, "meta", meta);
  json_decref (meta);
  text = foyer_json_dump (copy);
  body = g_bytes_new_take (text, strlen (text));
  json_decref (copy);

  return body;
}
