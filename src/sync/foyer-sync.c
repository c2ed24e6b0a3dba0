/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-endpoint-settings.h"
#include "sync/foyer-sync-private.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

/**
 * foyer_sync_new:
 * @db: a connection that can write, used by nobody else during a run
 * @transport: (transfer none): the way to the endpoint
 *
 * Returns: (transfer full): a sync between the two
 */
FoyerSync *
foyer_sync_new (FoyerDb *db, FoyerTransport *transport)
{
  FoyerSync *self = g_new0 (FoyerSync, 1);

  self->db = db;
  self->transport = g_object_ref (transport);
  self->dead = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->fetched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->doubles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

void
foyer_sync_free (FoyerSync *self)
{
  g_clear_object (&self->transport);
  g_free (self->newest);
  g_clear_pointer (&self->unreadable, g_hash_table_unref);
  g_clear_pointer (&self->ready, g_hash_table_unref);
  g_hash_table_unref (self->dead);
  g_hash_table_unref (self->fetched);
  g_hash_table_unref (self->doubles);
  g_free (self);
}

/**
 * foyer_sync_set_step_func:
 * @self: a sync
 * @func: (nullable): called before and after each request and each transaction
 * @data: data for @func
 */
void
foyer_sync_set_step_func (FoyerSync *self, FoyerSyncStepFunc func, gpointer data)
{
  self->step_func = func;
  self->step_data = data;
}

/**
 * foyer_sync_lock:
 * @db: a connection to a profile
 * @wait_ms: how long to wait for a sync that is under way
 * @error: return location for an error
 *
 * Keeps other programs from syncing a profile, and from setting up another endpoint while one
 * syncs.  Closing the descriptor ends it.
 *
 * Errors: `FOYER_SYNC_ERROR_LOCKED`.
 *
 * Returns: a file descriptor; -1 on error
 */
int
foyer_sync_lock (FoyerDb *db, guint wait_ms, GError **error)
{
  g_autofree char *path = g_build_filename (foyer_db_get_profile (db), "sync.lock", NULL);
  g_autoptr (GTimer) timer = g_timer_new ();
  int fd = open (path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  int problem = errno;

  while (fd >= 0)
    {
      if (flock (fd, LOCK_EX | LOCK_NB) == 0)
        return fd;
      problem = errno;
      if (g_timer_elapsed (timer, NULL) * 1000 >= wait_ms)
        break;
      g_usleep (20000);
    }

  g_set_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_LOCKED,
               "Another program syncs this profile: %s", g_strerror (problem));
  if (fd >= 0)
    close (fd);
  return -1;
}

/**
 * foyer_sync_check_address:
 * @db: a connection to a profile that is locked
 * @transport: the way to the endpoint
 * @error: return location for an error
 *
 * Sees that the endpoint of the profile still is the one that @transport leads to: what is
 * meant for one never goes to the other.
 *
 * Errors: `FOYER_SYNC_ERROR_LOCKED` if it was set up anew meanwhile.
 *
 * Returns: whether it is
 */
gboolean
foyer_sync_check_address (FoyerDb *db, FoyerTransport *transport, GError **error)
{
  const char *address = g_object_get_data (G_OBJECT (transport), FOYER_SYNC_ADDRESS);
  g_autoptr (FoyerEndpointSettings) settings = NULL;

  if (address == NULL)
    return TRUE;
  if (!foyer_endpoints_get (db, &settings, error))
    return FALSE;
  if (settings != NULL && g_strcmp0 (settings->address, address) == 0)
    return TRUE;

  g_set_error_literal (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_LOCKED,
                       "The endpoint of this profile was set up anew");
  return FALSE;
}

static gboolean
run (FoyerSync *self, FoyerSyncFlags flags, GError **error)
{
  gboolean everything;

  /* Decisions need no network, but they must not be carried out while nobody sends them. */
  if (!foyer_sync_carry_out_decisions (self, error) || !foyer_sync_enrol (self, error) ||
      !foyer_sync_look_at_beacon (self, error))
    return FALSE;

  /* Before anything is sent, so that what was removed elsewhere is not brought back. */
  everything = self->rollback || self->reconciles || (flags & FOYER_SYNC_RECONCILE) != 0;
  if (!foyer_sync_reconcile (self, everything, error))
    return FALSE;

  return foyer_sync_push (self, error) && foyer_sync_pull (self, error) &&
         foyer_sync_find_collisions (self, error) &&
         foyer_sync_end_rollback (self, error);
}

static gboolean
keep_status (FoyerAct *act, gpointer data, GError **error)
{
  return foyer_endpoints_put_status (act, data, error);
}

static gboolean
is_for_a_person (const GError *problem)
{
  switch ((FoyerSyncError) problem->code)
    {
    case FOYER_SYNC_ERROR_CERTIFICATE:
    case FOYER_SYNC_ERROR_TLS:
    case FOYER_SYNC_ERROR_INSECURE:
    case FOYER_SYNC_ERROR_REDIRECT:
    case FOYER_SYNC_ERROR_NOT_FHIR:
    case FOYER_SYNC_ERROR_SIGN_IN:
    case FOYER_SYNC_ERROR_FORBIDDEN:
    case FOYER_SYNC_ERROR_REFUSED:
    case FOYER_SYNC_ERROR_UNSAFE:
    case FOYER_SYNC_ERROR_OTHER_CLINIC:
    case FOYER_SYNC_ERROR_SECRET:
    case FOYER_SYNC_ERROR_NOT_SET_UP:
      return TRUE;

    case FOYER_SYNC_ERROR_OFFLINE:
    case FOYER_SYNC_ERROR_TIMEOUT:
    case FOYER_SYNC_ERROR_TRUNCATED:
    case FOYER_SYNC_ERROR_TOO_LARGE:
    case FOYER_SYNC_ERROR_BUSY:
    case FOYER_SYNC_ERROR_SERVER:
    case FOYER_SYNC_ERROR_LOCKED:
    case FOYER_SYNC_ERROR_RESOURCE:
    default:
      return FALSE;
    }
}

/**
 * foyer_sync_note_problem:
 * @db: a connection that can write
 * @problem: (nullable): why a sync did not go through; `NULL` if it did
 * @error: return location for an error
 *
 * Keeps how sync stands, for people and for the next start.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_sync_note_problem (FoyerDb *db, const GError *problem, GError **error)
{
  g_autoptr (FoyerSyncStatus) status = foyer_endpoints_get_status (db, error);

  if (status == NULL)
    return FALSE;

  if (problem == NULL)
    {
      status->state = FOYER_SYNC_STATE_IDLE;
      status->synced_at = foyer_db_now (db);
      status->first_pull_done = TRUE;
      foyer_set_text (&status->problem, NULL);
      foyer_set_text (&status->detail, NULL);
    }
  else if (problem->domain == FOYER_SYNC_ERROR)
    {
      status->state = problem->code == FOYER_SYNC_ERROR_OFFLINE ? FOYER_SYNC_STATE_OFFLINE
                      : is_for_a_person (problem)               ? FOYER_SYNC_STATE_PAUSED
                                                  : FOYER_SYNC_STATE_FAILING;
      foyer_set_text (&status->problem,
                      foyer_enum_to_nick (FOYER_TYPE_SYNC_PROBLEM, problem->code));
      foyer_set_text (&status->detail, problem->message);
    }
  else
    return TRUE;

  return foyer_db_act (db, NULL, FOYER_ACTION_SYNC, NULL, keep_status, status, error);
}

/**
 * foyer_sync_run:
 * @self: a sync
 * @flags: how thorough
 * @cancellable: (nullable): to give up between two steps
 * @out_report: (out) (optional): what was done, also if it fails
 * @error: return location for an error
 *
 * Makes desk and endpoint agree once: carries out decisions, compares everything if it is
 * due, sends what the endpoint has not been told, takes in what is new there, and looks for
 * visits that collide.
 *
 * It may be broken off anywhere, by a crash too, and goes on from there the next time:
 * whatever is sent is stored before, and whatever comes is stored with the mark of how far
 * it came.
 *
 * Errors: [error@SyncError]; `FOYER_SYNC_ERROR_LOCKED` while another process syncs;
 *   `G_IO_ERROR_CANCELLED`; errors of the store.
 *
 * Returns: `TRUE` if all of it went through
 */
gboolean
foyer_sync_run (FoyerSync       *self,
                FoyerSyncFlags   flags,
                GCancellable    *cancellable,
                FoyerSyncReport *out_report,
                GError         **error)
{
  g_autoptr (GError) problem = NULL;
  gboolean done;
  int      lock;

  memset (&self->report, 0, sizeof self->report);
  memset (&self->step, 0, sizeof self->step);
  g_hash_table_remove_all (self->dead);
  g_hash_table_remove_all (self->fetched);
  self->cancellable = cancellable;
  self->raised = FALSE;
  self->rollback = FALSE;
  self->reconciles = FALSE;
  self->clinic.known = FALSE;
  self->newest_micros = 0;
  g_clear_pointer (&self->newest, g_free);
  g_clear_pointer (&self->unreadable, g_hash_table_unref);
  self->now = foyer_db_now (self->db);

  lock = foyer_sync_lock (self->db, 0, error);
  if (lock < 0)
    return FALSE;

  done = foyer_sync_check_address (self->db, self->transport, &problem) &&
         run (self, flags, &problem);
  if (out_report != NULL)
    *out_report = self->report;
  if (done || problem->domain == FOYER_SYNC_ERROR)
    foyer_sync_note_problem (self->db, problem, NULL);
  close (lock);
  self->cancellable = NULL;
  if (problem != NULL)
    g_propagate_error (error, g_steal_pointer (&problem));

  return done;
}

/**
 * foyer_sync_render:
 * @db: a connection
 * @part: a part of a kind
 * @record_id: a record of the kind
 * @error: return location for an error
 *
 * Renders a record as it would be sent now, onto what the endpoint has.
 *
 * Returns: (transfer full): the resource, or `NULL` on error
 */
json_t *
foyer_sync_render (FoyerDb             *db,
                   const FoyerFhirPart *part,
                   gint64               record_id,
                   GError             **error)
{
  g_auto (FoyerSyncLinks) links = { 0 };
  g_autoptr (FoyerAggregate) aggregate = NULL;
  g_autoptr (FoyerReplica) replica = NULL;
  g_autoptr (json_t) base = NULL;

  foyer_sync_links_init (&links, db, NULL);
  links.placeholders = TRUE;
  if (!foyer_replicas_get (db, part->kind, record_id, part->type, &replica, error))
    return NULL;
  aggregate = foyer_sync_load (db, part->kind, record_id, error);
  if (aggregate == NULL)
    return NULL;
  if (replica != NULL && replica->base != NULL)
    base = json_loads (replica->base, 0, NULL);

  return foyer_fhir_part_render (part, aggregate, &links.links, base);
}
