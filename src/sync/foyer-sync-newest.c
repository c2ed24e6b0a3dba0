/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/foyer-sync-private.h"

#include <string.h>

#define LETTERS "DocumentReference"

/* What is kept of the newest resource: `Type/id stamp version key`. */
enum
{
  NEWEST_PATH,
  NEWEST_STAMP,
  NEWEST_VERSION,
  NEWEST_KEY,
  N_NEWEST,
};

/* NULL if nothing is kept. */
static GStrv
split_newest (const char *newest)
{
  g_auto (GStrv) parts = newest != NULL ? g_strsplit (newest, " ", N_NEWEST) : NULL;

  return parts != NULL && g_strv_length (parts) == N_NEWEST ? g_steal_pointer (&parts)
                                                            : NULL;
}

/* Whether it is the very version that we have seen: a server that was set back may give the
 * number of a version out again. */
static gboolean
is_newest (const json_t *resource, char *const *newest)
{
  return g_strcmp0 (foyer_resource_version (resource), newest[NEWEST_VERSION]) == 0 &&
         foyer_resource_micros (foyer_resource_updated (resource)) / G_USEC_PER_SEC ==
             foyer_resource_micros (newest[NEWEST_STAMP]) / G_USEC_PER_SEC;
}

/* Whether the newest resource that we have seen may have become this one: it is the same
 * record, and newer, with another version. */
static gboolean
may_be_later (const json_t *resource, char *const *newest)
{
  const char *key = foyer_resource_identifier (resource, FOYER_FHIR_SYSTEM_RECORD);

  return g_str_equal (key != NULL ? key : "", newest[NEWEST_KEY]) &&
         g_strcmp0 (foyer_resource_version (resource), newest[NEWEST_VERSION]) != 0 &&
         foyer_resource_micros (foyer_resource_updated (resource)) >=
             foyer_resource_micros (newest[NEWEST_STAMP]) / G_USEC_PER_SEC *
                 G_USEC_PER_SEC;
}

/* Whether what is there now came about from the version that we have seen: somebody may have
 * written to it after the endpoint was set back.  A server without history, or with a long
 * one, cannot tell. */
static gboolean
look_at_history (FoyerSync *self, char *const *newest, gboolean *out_lost, GError **error)
{
  g_autoptr (json_t) history = NULL;
  g_autoptr (GError) problem = NULL;
  const json_t *entries;
  const json_t *entry;
  size_t        i;

  if (!foyer_sync_get (self, &history, &problem, "%s/_history?_count=50",
                       newest[NEWEST_PATH]))
    {
      if (g_error_matches (problem, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_REFUSED) ||
          g_error_matches (problem, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_TOO_LARGE))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }

  entries = json_object_get (history, "entry");
  json_array_foreach (entries, i, entry)
    if (is_newest (json_object_get (entry, "resource"), newest))
      return TRUE;

  json_array_foreach (json_object_get (history, "link"), i, entry)
    if (g_strcmp0 (foyer_fhir_peek (entry, "relation"), "next") == 0)
      return TRUE;

  *out_lost = json_array_size (entries) > 0;
  return TRUE;
}

/* Whether a list shows the newest resource that we have seen: a letter is not read for that
 * with all its bytes.  A server may show it on the second page of one. */
static gboolean
is_listed (FoyerSync *self, char *const *newest, gboolean *out_listed, GError **error)
{
  g_autofree char *target = NULL;

  *out_listed = FALSE;
  if (g_str_has_prefix (newest[NEWEST_PATH], LETTERS "/"))
    target = g_strdup_printf (LETTERS "?_id=%s&_elements=id,meta",
                              newest[NEWEST_PATH] + strlen (LETTERS "/"));
  while (target != NULL)
    {
      g_autoptr (json_t) bundle = NULL;
      const json_t *entry;
      size_t        i;

      if (!foyer_sync_get (self, &bundle, error, "%s", target))
        return FALSE;
      json_array_foreach (json_object_get (bundle, "entry"), i, entry)
        *out_listed |= is_newest (json_object_get (entry, "resource"), newest);
      if (!foyer_sync_turn_page (bundle, LETTERS, &target, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * foyer_sync_look_at_newest:
 * @self: a sync
 * @out_lost: (out): whether the newest resource that was seen is not there any more, nor what
 *   it has become
 * @error: return location for an error
 *
 * One that was deleted leaves an answer of its own, and is not lost.
 *
 * Returns: `FALSE` if the sync cannot go on
 */
gboolean
foyer_sync_look_at_newest (FoyerSync *self, gboolean *out_lost, GError **error)
{
  g_autofree char *newest = foyer_endpoints_dup_fact (self->db, "newest", NULL);
  g_auto (GStrv) parts = split_newest (newest);
  g_autoptr (FoyerCall) call = NULL;
  gboolean listed;

  *out_lost = FALSE;
  if (parts == NULL)
    return TRUE;
  if (!is_listed (self, parts, &listed, error))
    return FALSE;
  if (listed)
    return TRUE;
  call = foyer_call_new ("GET", "%s", parts[NEWEST_PATH]);
  call->is_large = g_str_has_prefix (parts[NEWEST_PATH], LETTERS "/");
  if (!foyer_sync_send (self, &call, 1, error))
    return FALSE;

  switch (foyer_sync_judge (self, call, error))
    {
    case FOYER_OUTCOME_DONE:
      if (is_newest (call->json, parts))
        return TRUE;
      if (may_be_later (call->json, parts))
        return look_at_history (self, parts, out_lost, error);
      *out_lost = TRUE;
      return TRUE;

    case FOYER_OUTCOME_GONE:
      *out_lost = call->status != 410;
      return TRUE;

    case FOYER_OUTCOME_STOP:
      return FALSE;

    case FOYER_OUTCOME_LATER:
    case FOYER_OUTCOME_REFUSED:
    case FOYER_OUTCOME_VERSION:
    case FOYER_OUTCOME_SEVERAL:
    default:
      g_set_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_SERVER,
                   "The endpoint failed with status %u", call->status);
      return FALSE;
    }
}

/**
 * foyer_sync_note_newest:
 * @self: a sync
 * @resource: one that came
 *
 * Notes which of all that came is the newest.
 */
void
foyer_sync_note_newest (FoyerSync *self, const json_t *resource)
{
  const char *key = foyer_resource_identifier (resource, FOYER_FHIR_SYSTEM_RECORD);
  gint64      micros = foyer_resource_micros (foyer_resource_updated (resource));

  if (micros <= self->newest_micros || foyer_resource_id (resource) == NULL)
    return;
  self->newest_micros = micros;
  g_free (self->newest);
  self->newest =
      g_strdup_printf ("%s/%s %s %s %s", foyer_fhir_peek (resource, "resourceType"),
                       foyer_resource_id (resource), foyer_resource_updated (resource),
                       foyer_resource_version (resource), key != NULL ? key : "");
}

/**
 * foyer_sync_put_newest:
 * @act: the action that takes in what came
 * @self: a sync
 * @error: return location for an error
 *
 * Remembers the newest resource that came, with what came: a sync that is broken off has seen
 * it all the same.  What was known before an endpoint was set back stays until all of it has
 * been compared.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_sync_put_newest (FoyerAct *act, FoyerSync *self, GError **error)
{
  g_autofree char *known = NULL;
  g_auto (GStrv) before = NULL;

  if (self->newest == NULL || self->rollback)
    return TRUE;
  known = foyer_endpoints_dup_fact (self->db, "newest", NULL);
  before = split_newest (known);

  return (before != NULL &&
          self->newest_micros <= foyer_resource_micros (before[NEWEST_STAMP])) ||
         foyer_endpoints_put_fact (act, "newest", self->newest, error);
}
