/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-catalogue.h"
#include "sync/foyer-sync-private.h"

#include <string.h>

#define BEACON_CODE "beacon"
#define SYSTEM_BASIC "https://foyerclinic.org/fhir/sid/basic"
#define COUNT FOYER_FHIR_EXTENSION ("count")
#define DESK FOYER_FHIR_EXTENSION ("desk")
#define TOKEN FOYER_FHIR_EXTENSION ("token")

/* The beacon is a Basic resource of this desk alone: it counts the desk's syncs that wrote
 * something.  A count at the endpoint that is lower than ours says that the endpoint was set
 * back to an earlier state, and so does the newest resource that we have seen if it is not
 * there any more: a desk that only reads has to know as well, because a server that was set
 * back may give ids and versions out again.
 *
 * Each time it is raised it gets a new token.  One that this profile did not give says that
 * another copy of the profile has synced: this one is an old backup, or was copied to a second
 * machine.  It becomes a desk of its own then.
 *
 * The number of the desk, which stands in the numbers that it gives to records, is claimed the
 * same way. */

static gint64
get_number (FoyerSync *self, const char *name)
{
  g_autofree char *text = foyer_endpoints_dup_fact (self->db, name, NULL);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

/* The uid of this copy of the profile, made at its first sync. */
static char *
dup_desk (FoyerSync *self, GError **error)
{
  g_autofree char *desk = foyer_endpoints_dup_fact (self->db, "desk", NULL);

  if (desk != NULL)
    return g_steal_pointer (&desk);

  desk = g_uuid_string_random ();
  return foyer_sync_set_fact (self, "desk", desk, error) ? g_steal_pointer (&desk) : NULL;
}

static json_t *
new_basic (const char *key, const char *desk)
{
  json_t *basic = json_object ();

  foyer_fhir_set_text (basic, "resourceType", "Basic");
  foyer_fhir_set_identifier (basic, FOYER_FHIR_SYSTEM_RECORD, key, "secondary", NULL);
  json_object_set_new (basic, "code",
                       foyer_fhir_concept (SYSTEM_BASIC, BEACON_CODE, "Desk of Foyer"));
  json_object_set_new (foyer_fhir_set_extension (basic, DESK), "valueString",
                       json_string (desk));

  return basic;
}

/* Creates a resource under the condition that nobody has its key.  Returns what is there. */
static json_t *
create (FoyerSync *self, json_t *resource, const char *key, GError **error)
{
  g_autoptr (FoyerCall) call =
      foyer_call_new ("POST", "%s", foyer_fhir_peek (resource, "resourceType"));
  FoyerOutcome outcome;

  call->if_none_exist =
      g_strdup_printf ("identifier=%s%%7C%s", FOYER_FHIR_SYSTEM_RECORD, key);
  call->body = foyer_resource_body (resource);
  if (!foyer_sync_send (self, &call, 1, error))
    return NULL;

  outcome = foyer_sync_judge (self, call, error);
  if (outcome == FOYER_OUTCOME_DONE)
    return json_incref (call->json);
  if (outcome != FOYER_OUTCOME_STOP)
    g_set_error (error, FOYER_SYNC_ERROR,
                 outcome == FOYER_OUTCOME_REFUSED ? FOYER_SYNC_ERROR_REFUSED
                                                  : FOYER_SYNC_ERROR_SERVER,
                 "The endpoint did not take a resource of this desk: status %u",
                 call->status);

  return NULL;
}

static gint64
count_of (const json_t *basic)
{
  return json_integer_value (
      json_object_get (foyer_fhir_extension (basic, COUNT), "valueInteger"));
}

/* The id may have been given to another desk after the endpoint was set back. */
static gboolean
is_own_beacon (FoyerSync *self, const json_t *basic)
{
  g_autofree char *desk = foyer_endpoints_dup_fact (self->db, "desk", NULL);

  return basic != NULL &&
         g_strcmp0 (foyer_fhir_peek (foyer_fhir_extension (basic, DESK), "valueString"),
                    desk) == 0 &&
         foyer_fhir_extension (basic, COUNT) != NULL;
}

static const char *
token_of (const json_t *basic)
{
  return foyer_fhir_peek (foyer_fhir_extension (basic, TOKEN), "valueString");
}

static void
set_count (json_t *basic, gint64 count, const char *token)
{
  json_object_set_new (foyer_fhir_set_extension (basic, COUNT), "valueInteger",
                       json_integer (count));
  json_object_set_new (foyer_fhir_set_extension (basic, TOKEN), "valueString",
                       json_string (token));
}

/* Keeps the beacon as the endpoint has it. */
static gboolean
keep (FoyerAct *act, gpointer data, GError **error)
{
  const json_t    *basic = data;
  g_autofree char *count = g_strdup_printf ("%" G_GINT64_FORMAT, count_of (basic));

  return foyer_endpoints_put_fact (act, "beacon-id", foyer_resource_id (basic), error) &&
         foyer_endpoints_put_fact (act, "beacon-count", count, error) &&
         foyer_endpoints_put_fact (act, "beacon-token", token_of (basic), error) &&
         foyer_endpoints_put_fact (act, "beacon-next", NULL, error);
}

/* Makes the beacon of this desk, or finds it again. */
static gboolean
make_beacon (FoyerSync *self, gint64 count, GError **error)
{
  g_autofree char *desk = dup_desk (self, error);
  g_autofree char *token = g_uuid_string_random ();
  g_autofree char *key = NULL;
  g_autoptr (json_t) basic = NULL;
  g_autoptr (json_t) there = NULL;

  if (desk == NULL)
    return FALSE;
  key = g_strconcat ("beacon.", desk, NULL);
  basic = new_basic (key, desk);
  set_count (basic, count, token);
  there = create (self, basic, key, error);

  return there != NULL && foyer_sync_act (self, keep, there, error);
}

static gboolean
forget_desk (FoyerAct *act, gpointer data, GError **error)
{
  static const char *const facts[] = { "desk",         "desk-number",  "beacon-id",
                                       "beacon-count", "beacon-token", "beacon-next" };

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    if (!foyer_endpoints_put_fact (act, facts[i], NULL, error))
      return FALSE;

  return TRUE;
}

/* Goes on as a desk of its own beside the copy that has synced. */
static gboolean
become_another (FoyerSync *self, GError **error)
{
  self->reconciles = TRUE;

  return foyer_sync_act (self, forget_desk, NULL, error) &&
         foyer_sync_enrol (self, error) && make_beacon (self, 1, error);
}

/* Whether the token of the beacon is the one that was there last, or the one that was sent. */
static gboolean
is_own_token (FoyerSync *self, const json_t *basic)
{
  g_autofree char *token = foyer_endpoints_dup_fact (self->db, "beacon-token", NULL);
  g_autofree char *next = foyer_endpoints_dup_fact (self->db, "beacon-next", NULL);
  const char      *is = token_of (basic);

  return g_strcmp0 (is, token) == 0 || (is != NULL && g_strcmp0 (is, next) == 0);
}

static gboolean
begin_rollback (FoyerAct *act, gpointer data, GError **error)
{
  return foyer_endpoints_put_fact (act, "set-back", "yes", error) &&
         foyer_replicas_forget_sent (act, error) && foyer_inbox_clear (act, error);
}

/* Noted before anything follows from it, so that a crash does not make us forget.  What was
 * sent may refer to what is not there any more, and what waits for something as well. */
static gboolean
note_rollback (FoyerSync *self, GError **error)
{
  self->rollback = TRUE;

  return foyer_sync_act (self, begin_rollback, NULL, error);
}

static gboolean
end_rollback (FoyerAct *act, gpointer data, GError **error)
{
  FoyerSync *self = data;

  return foyer_endpoints_put_fact (act, "newest", self->newest, error) &&
         foyer_endpoints_put_fact (act, "set-back", NULL, error);
}

/**
 * foyer_sync_end_rollback:
 * @self: a sync that has gone through
 * @error: return location for an error
 *
 * Remembers that an endpoint which was set back has been dealt with.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_sync_end_rollback (FoyerSync *self, GError **error)
{
  return !self->rollback || foyer_sync_act (self, end_rollback, self, error);
}

/**
 * foyer_sync_look_at_beacon:
 * @self: a sync
 * @error: return location for an error
 *
 * Reads the beacon of this desk, and sees whether the endpoint was set back, and whether
 * another copy of the profile has synced.
 *
 * Returns: `FALSE` if the sync cannot go on
 */
gboolean
foyer_sync_look_at_beacon (FoyerSync *self, GError **error)
{
  g_autofree char *id = foyer_endpoints_dup_fact (self->db, "beacon-id", NULL);
  g_autofree char *set_back = foyer_endpoints_dup_fact (self->db, "set-back", NULL);
  gint64           count = get_number (self, "beacon-count");
  g_autoptr (json_t) basic = NULL;
  gboolean lost;

  self->rollback = set_back != NULL;
  if (id == NULL)
    return make_beacon (self, 1, error);

  if (!foyer_sync_get (self, &basic, error, "Basic/%s", id))
    return FALSE;
  if (!is_own_beacon (self, basic))
    return note_rollback (self, error) && make_beacon (self, count + 1, error);
  if (count_of (basic) < count)
    return note_rollback (self, error) && foyer_sync_act (self, keep, basic, error);
  if (!is_own_token (self, basic))
    return become_another (self, error);

  if (count_of (basic) != count && !foyer_sync_act (self, keep, basic, error))
    return FALSE;
  if (self->rollback)
    return TRUE;

  return foyer_sync_look_at_newest (self, &lost, error) &&
         (!lost || note_rollback (self, error));
}

/**
 * foyer_sync_raise_beacon:
 * @self: a sync
 * @error: return location for an error
 *
 * Raises the count once before a sync writes anything; a desk that writes nothing leaves it
 * as it is.  Nothing is written until it is sure that the count was raised: what is written
 * could be lost unnoticed otherwise.
 *
 * Returns: `FALSE` if the sync cannot go on
 */
gboolean
foyer_sync_raise_beacon (FoyerSync *self, GError **error)
{
  g_autofree char *id = NULL;
  g_autofree char *token = NULL;
  g_autoptr (json_t) basic = NULL;
  g_autoptr (json_t) now = NULL;
  g_autoptr (FoyerCall) call = NULL;

  if (self->raised)
    return TRUE;

  id = foyer_endpoints_dup_fact (self->db, "beacon-id", NULL);
  /* One that was sent may still come into effect. */
  token = foyer_endpoints_dup_fact (self->db, "beacon-next", NULL);
  if (token == NULL)
    token = g_uuid_string_random ();
  if (!foyer_sync_get (self, &basic, error, "Basic/%s", id) ||
      !foyer_sync_set_fact (self, "beacon-next", token, error))
    return FALSE;
  if (basic != NULL)
    {
      set_count (basic, count_of (basic) + 1, token);
      call = foyer_call_new ("PUT", "Basic/%s", id);
      call->if_match = g_strdup (foyer_resource_version (basic));
      call->body = foyer_resource_body (basic);
      if (!foyer_sync_send (self, &call, 1, error))
        return FALSE;
      switch (foyer_sync_judge (self, call, error))
        {
        case FOYER_OUTCOME_DONE:
          now = json_incref (call->json);
          break;

        case FOYER_OUTCOME_STOP:
          return FALSE;

        case FOYER_OUTCOME_LATER:
        case FOYER_OUTCOME_VERSION:
        case FOYER_OUTCOME_GONE:
        case FOYER_OUTCOME_SEVERAL:
        case FOYER_OUTCOME_REFUSED:
        default:
          if (!foyer_sync_get (self, &now, error, "Basic/%s", id))
            return FALSE;
        }
    }
  if (now == NULL || g_strcmp0 (token_of (now), token) != 0)
    {
      g_set_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_SERVER,
                   "The beacon of this desk could not be raised");
      return FALSE;
    }

  self->raised = TRUE;
  return foyer_sync_act (self, keep, now, error);
}

/* Desks have numbers, so that the numbers which they give to records do not meet: the first
 * free one is claimed by creating its resource. */
static gboolean
claim_number (FoyerSync *self, GError **error)
{
  g_autofree char *desk = dup_desk (self, error);

  if (desk == NULL)
    return FALSE;

  for (guint number = 1; number < 10000; number++)
    {
      g_autofree char *key = g_strdup_printf ("desk.%u", number);
      g_autofree char *text = g_strdup_printf ("%u", number);
      g_autoptr (json_t) ours = new_basic (key, desk);
      g_autoptr (json_t) there = create (self, ours, key, error);

      if (there == NULL)
        return FALSE;
      if (g_strcmp0 (foyer_fhir_peek (foyer_fhir_extension (there, DESK), "valueString"),
                     desk) == 0)
        return foyer_sync_set_fact (self, "desk-number", text, error);
    }

  g_set_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_REFUSED,
               "The endpoint has too many desks");
  return FALSE;
}

/* The clinic that the endpoint serves; *out stays NULL if it has none. */
static gboolean
find_clinic (FoyerSync *self, json_t **out, GError **error)
{
  g_autofree char *target = g_strdup ("Organization?_sort=_id&_count=200");

  while (target != NULL)
    {
      g_autoptr (json_t) bundle = NULL;
      const json_t *entry;
      size_t        i;

      if (!foyer_sync_get (self, &bundle, error, "%s", target))
        return FALSE;
      json_array_foreach (json_object_get (bundle, "entry"), i, entry)
        {
          json_t              *resource = json_object_get (entry, "resource");
          const FoyerFhirPart *part = foyer_fhir_parts_match (resource);

          if (part != NULL && g_str_equal (part->kind, "clinic"))
            {
              *out = json_incref (resource);
              return TRUE;
            }
        }
      if (!foyer_sync_turn_page (bundle, "Organization", &target, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * foyer_sync_enrol:
 * @self: a sync
 * @error: return location for an error
 *
 * Does what has to be done once before the first sync: sees that the endpoint does not hold
 * another clinic's records, and claims a number for this desk.
 *
 * Errors: `FOYER_SYNC_ERROR_OTHER_CLINIC`; then nothing was sent and nothing taken.
 *
 * Returns: `FALSE` if the sync cannot go on
 */
gboolean
foyer_sync_enrol (FoyerSync *self, GError **error)
{
  g_autoptr (json_t) theirs = NULL;
  g_autoptr (FoyerClinic) ours = NULL;
  g_autofree char *uid = NULL;
  gboolean         has_clinic;

  if (get_number (self, "desk-number") > 0)
    return TRUE;

  if (!find_clinic (self, &theirs, error) ||
      !foyer_db_has_clinic (self->db, &has_clinic, error))
    return FALSE;
  if (has_clinic && theirs != NULL)
    {
      ours = foyer_catalogue_get_clinic (self->db, error);
      if (ours == NULL)
        return FALSE;
      uid = foyer_fhir_part_dup_uid (foyer_fhir_parts_match (theirs), theirs);
      if (g_strcmp0 (uid, foyer_record_get_uid (FOYER_RECORD (ours))) != 0)
        {
          g_set_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_OTHER_CLINIC,
                       "The endpoint holds the records of another clinic");
          return FALSE;
        }
    }

  return claim_number (self, error);
}
