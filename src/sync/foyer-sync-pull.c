/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-clinic.h"
#include "model/foyer-time.h"
#include "store/foyer-catalogue.h"
#include "sync/foyer-sync-private.h"

#include <string.h>

/* Rows a page: the usual one, that of a first pull, and the largest that servers give. */
#define PAGE_ROWS 200
#define FIRST_PAGE_ROWS 500
#define MAX_PAGE_ROWS 1000

/* Letters have their bytes in them, so a page only lists them. */
#define LETTER_PAGE_ROWS 100
#define LISTED "&_elements=id,meta,identifier"

/* The pull of one type. */
typedef struct
{
  FoyerSync  *self;
  const char *type;
  const char *name;     /* of its cursor */
  char       *window;   /* (owned) further search parameters, `&date=ge…`, or empty */
  FoyerCursor cursor;   /* as it is stored */
  gboolean    moved;    /* whether it says more than what is stored */
  char       *position; /* (owned) (nullable) instant from which the next page is asked */
  char       *next; /* (owned) (nullable) link to follow through rows of one instant */
  char       *followed; /* (owned) (nullable) the one that was followed last */
  gint64      newest_micros;
  guint       n_rows;   /* a page, as long as time tells rows apart */
  guint       max_rows; /* a page, at most */
  gboolean    by_id;    /* whether rows of one instant come by their ids */
  gboolean    lists;    /* whether a page only tells which rows there are */
  gboolean    holds;    /* whether a row could not be read: the cursor stays before it */
  FoyerCall  *ahead;    /* (owned) (nullable): the next page, asked for already */
} Pull;

static void
pull_free (Pull *pull)
{
  if (pull->ahead != NULL)
    foyer_transport_finish (pull->self->transport, pull->ahead, FALSE);
  g_clear_pointer (&pull->ahead, foyer_call_free);
  g_free (pull->window);
  g_free (pull->position);
  g_free (pull->next);
  g_free (pull->followed);
  foyer_cursor_clear (&pull->cursor);
  g_free (pull);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Pull, pull_free)

/* The pull of all types, one after the other. */
typedef struct
{
  FoyerSync  *self;
  GHashTable *seen;          /* (owned) types that had their turn */
  gboolean    wants_waiting; /* whether those without a time come next */
  json_t     *spent;         /* (owned) (nullable): the page before the present one */
} Round;

static void
round_clear (Round *round)
{
  g_clear_pointer (&round->seen, g_hash_table_unref);
  g_clear_pointer (&round->spent, json_decref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Round, round_clear)

static char *
format_micros (gint64 micros)
{
  g_autoptr (GDateTime) second = g_date_time_new_from_unix_utc (micros / G_USEC_PER_SEC);
  g_autofree char *text = g_date_time_format (second, "%Y-%m-%dT%H:%M:%S");

  return g_strdup_printf ("%s.%03dZ", text, (int) (micros % G_USEC_PER_SEC / 1000));
}

/* What of an instant is asked: some servers stamp finer than others compare. */
static gint64
round_micros (gint64 micros)
{
  return micros - micros % 1000;
}

/**
 * foyer_sync_dup_window:
 * @self: a sync
 * @type: a type
 * @error: return location for an error
 *
 * Bookings of long ago stay at the endpoint when everything comes for the first time: what decides whether somebody is a new patient
 * is here, and at least two years for the count of no-shows.
 *
 * Returns: (transfer full): further parameters of a search, maybe empty; `NULL` on error
 */
char *
foyer_sync_dup_window (FoyerSync *self, const char *type, GError **error)
{
  g_autoptr (FoyerClinic) clinic = NULL;
  g_autofree char *day = NULL;
  gboolean         has_clinic;
  gint64           years;

  if (!foyer_db_has_clinic (self->db, &has_clinic, error))
    return NULL;
  if (!g_str_equal (type, "Appointment") || !has_clinic)
    return g_strdup ("");

  clinic = foyer_catalogue_get_clinic (self->db, error);
  if (clinic == NULL)
    return NULL;
  if (clinic->new_after_years == 0)
    return g_strdup ("");

  years = MAX (clinic->new_after_years, 2);
  day = foyer_day_format ((int) (self->now / 86400 - years * 366));
  return g_strdup_printf ("&date=ge%s", day);
}

/**
 * foyer_sync_dup_next:
 * @bundle: a page of a search
 * @type: its type
 *
 * Returns: (transfer full) (nullable): the target of its next page; `NULL` if it is the last
 */
char *
foyer_sync_dup_next (const json_t *bundle, const char *type)
{
  const json_t *link;
  size_t        i;

  json_array_foreach (json_object_get (bundle, "link"), i, link)
    {
      const char      *url = foyer_fhir_peek (link, "url");
      const char      *query = url != NULL ? strchr (url, '?') : NULL;
      g_autofree char *path = NULL;

      if (g_strcmp0 (foyer_fhir_peek (link, "relation"), "next") != 0 || query == NULL)
        continue;

      /* A server may give the page at the type, with a slash as Google does, or, as HAPI
       * does, at its base. */
      path = g_strndup (url, (gsize) (query - url));
      if (g_str_has_suffix (path, "/"))
        path[strlen (path) - 1] = '\0';
      return g_str_has_suffix (path, type) ? g_strconcat (type, query, NULL)
                                           : g_strdup (query);
    }

  return NULL;
}

/* What the next page is asked by. */
static char *
dup_target (Pull *pull, guint n_rows)
{
  g_autofree char *since = NULL;

  if (pull->next != NULL)
    return g_steal_pointer (&pull->next);

  if (pull->position != NULL)
    {
      g_autofree char *escaped = g_uri_escape_string (pull->position, ":", FALSE);

      since = g_strdup_printf ("_lastUpdated=ge%s&", escaped);
    }

  return g_strdup_printf ("%s?%s_sort=_lastUpdated%s&_count=%u%s%s", pull->type,
                          since != NULL ? since : "", pull->by_id ? ",_id" : "", n_rows,
                          pull->lists ? LISTED : "", pull->window);
}

static gboolean
read_page (Pull *pull, guint n_rows, json_t **out, GError **error)
{
  g_autofree char *target = NULL;

  if (pull->ahead != NULL)
    return foyer_sync_finish (pull->self, g_steal_pointer (&pull->ahead), out, error);

  /* A row that is a page of its own may be as large as it likes. */
  target = dup_target (pull, n_rows);
  return n_rows == 1 ? foyer_sync_get_large (pull->self, target, out, error)
                     : foyer_sync_get (pull->self, out, error, "%s", target);
}

/* Asks for the next page before the present one is taken in.  What changes in between has a
 * later stamp and comes after it; what is read again meanwhile is newer than the page says,
 * which is what an index may show as well. */
static gboolean
read_ahead (Round *round, Pull *pull, guint n_rows, GError **error)
{
  g_autofree char *target = NULL;

  if (n_rows == 1 || !foyer_transport_can_begin (round->self->transport))
    return TRUE;

  target = dup_target (pull, n_rows);
  return foyer_sync_begin (round->self, target,
                           !pull->lists && !pull->cursor.initial_done, &round->spent,
                           &pull->ahead, error);
}

/* Where the stored cursor may stand: never beyond what may still come into sight. */
static void
advance_cursor (Pull *pull, gint64 seen_micros, gboolean done)
{
  gint64 at = seen_micros - FOYER_SYNC_LAG_SECONDS * G_USEC_PER_SEC;

  if (pull->holds)
    return;
  if (seen_micros != 0 && at > foyer_resource_micros (pull->cursor.at))
    {
      g_free (pull->cursor.at);
      pull->cursor.at = format_micros (at);
      pull->moved = TRUE;
    }
  pull->moved |= done && !pull->cursor.initial_done;
  pull->cursor.initial_done |= done;
}

/* What a page brings.  @out_last is the newest stamp on it. */
static GPtrArray *
list_page (Pull *pull, const json_t *bundle, gint64 *out_last)
{
  GPtrArray    *resources = g_ptr_array_new ();
  const json_t *entry;
  gint64        micros;
  size_t        i;

  *out_last = 0;
  json_array_foreach (json_object_get (bundle, "entry"), i, entry)
    {
      json_t     *resource = json_object_get (entry, "resource");
      const char *mode = foyer_fhir_peek (json_object_get (entry, "search"), "mode");

      if (g_strcmp0 (foyer_fhir_peek (resource, "resourceType"), pull->type) != 0 ||
          g_strcmp0 (mode, "outcome") == 0)
        continue;
      micros = foyer_resource_micros (foyer_resource_updated (resource));
      *out_last = MAX (*out_last, micros);
      foyer_sync_note_newest (pull->self, resource);
      g_ptr_array_add (resources, resource);
    }
  pull->newest_micros = MAX (pull->newest_micros, *out_last);
  pull->self->step.n_done += resources->len;
  if (json_is_integer (json_object_get (bundle, "total")))
    pull->self->step.n_total =
        MAX (pull->self->step.n_total,
             (guint) json_integer_value (json_object_get (bundle, "total")));

  return resources;
}

/* Whether a row of a list is here already, or was put before people. */
static gboolean
is_here (FoyerSync    *self,
         const char   *type,
         const json_t *listed,
         gboolean     *out_here,
         GError      **error)
{
  g_autoptr (FoyerReplica) replica = NULL;

  if (!foyer_replicas_find_remote (self->db, type, foyer_resource_id (listed), &replica,
                                   error))
    return FALSE;
  *out_here = replica != NULL && replica->state != FOYER_REPLICA_STATE_GONE &&
              replica->sent == NULL &&
              foyer_sync_is_known (replica, foyer_resource_version (listed),
                                   foyer_resource_updated (listed));

  return *out_here || foyer_sync_is_set_aside (self, type, listed, out_here, error);
}

/* Reads what a page lists and what is not here yet, and takes it in before the cursor moves. */
static gboolean
read_listed (Pull *pull, GPtrArray *listed, GError **error)
{
  FoyerSync *self = pull->self;
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  FoyerReading reading = {
    .type = pull->type, .listed = by_id, .name = pull->name, .cursor = &pull->cursor
  };
  gboolean done;

  for (guint i = 0; i < listed->len; i++)
    {
      const char *id = foyer_resource_id (listed->pdata[i]);
      gboolean    here = FALSE;

      if (id == NULL || !g_hash_table_insert (by_id, (gpointer) id, listed->pdata[i]))
        continue;
      /* An endpoint that was set back may mean something else by a version. */
      if (!self->rollback && !is_here (self, pull->type, listed->pdata[i], &here, error))
        return FALSE;
      if (!here)
        g_ptr_array_add (ids, (gpointer) id);
    }
  g_ptr_array_set_size (listed, 0);
  done = foyer_sync_read (self, &reading, ids, error);
  pull->holds |= reading.n_failed > 0;

  return done;
}

/**
 * foyer_sync_turn_page:
 * @bundle: a page of a search
 * @type: its type
 * @target: (inout) (transfer full): what was asked; becomes the next page, `NULL` after the last
 * @error: return location for an error
 *
 * Errors: `FOYER_SYNC_ERROR_SERVER` if the page says that it follows itself.
 *
 * Returns: `TRUE` if that can be asked
 */
gboolean
foyer_sync_turn_page (const json_t *bundle,
                      const char   *type,
                      char        **target,
                      GError      **error)
{
  g_autofree char *before = g_steal_pointer (target);

  *target = foyer_sync_dup_next (bundle, type);
  if (*target == NULL || g_strcmp0 (*target, before) != 0)
    return TRUE;

  g_set_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_SERVER,
               "A page of a search for %s is followed by itself", type);
  return FALSE;
}

/* Decides where the next page begins: by time, so that rows which move while
 * we read are not missed; only through rows of one instant, by the server's link. */
static gboolean
move_on (Pull *pull, const json_t *bundle, gint64 last, guint *n_rows, GError **error)
{
  last = round_micros (last);
  if (last != 0 && last > foyer_resource_micros (pull->position))
    {
      g_free (pull->position);
      pull->position = format_micros (last);
      *n_rows = pull->n_rows;
      pull->by_id = FALSE;
      g_clear_pointer (&pull->followed, g_free);
    }
  else if (*n_rows < pull->max_rows)
    *n_rows = MIN (*n_rows * 2, pull->max_rows);
  else
    {
      if (!foyer_sync_turn_page (bundle, pull->type, &pull->followed, error))
        return FALSE;
      pull->next = g_strdup (pull->followed);
    }

  return TRUE;
}

/* The pull of one type.  A first one may be narrowed by @window; what changes later comes
 * whatever it is. */
static Pull *
pull_new (FoyerSync  *self,
          const char *type,
          const char *name,
          const char *window,
          GError    **error)
{
  g_autoptr (Pull) pull = g_new0 (Pull, 1);

  pull->self = self;
  pull->type = type;
  pull->name = name;
  if (!foyer_cursors_get (self->db, name, &pull->cursor, error))
    return NULL;

  pull->window = g_strdup (pull->cursor.initial_done ? "" : window);
  pull->position = g_strdup (pull->cursor.at);
  pull->lists = g_str_equal (type, "DocumentReference");
  pull->n_rows = pull->lists                 ? LETTER_PAGE_ROWS
                 : pull->cursor.initial_done ? PAGE_ROWS
                                             : FIRST_PAGE_ROWS;
  pull->max_rows = MAX_PAGE_ROWS;

  return g_steal_pointer (&pull);
}

/* The type whose turn it is; *out is NULL after the last.  What decides of a window is with
 * the clinic, which comes first. */
static gboolean
next_pull (Round *round, Pull **out, GError **error)
{
  guint                       n;
  const FoyerFhirPart *const *parts = foyer_fhir_parts_list (&n);

  *out = NULL;
  if (round->wants_waiting)
    {
      round->wants_waiting = FALSE;
      *out = pull_new (round->self, "Appointment", "Appointment proposed",
                       FOYER_SYNC_WITHOUT_TIME, error);
      if (*out == NULL || !(*out)->cursor.initial_done)
        return *out != NULL;
      g_clear_pointer (out, pull_free);
    }
  for (guint i = 0; i < n; i++)
    {
      const char      *type = parts[i]->type;
      g_autofree char *window = NULL;

      if (!g_hash_table_add (round->seen, (gpointer) type))
        continue;
      window = foyer_sync_dup_window (round->self, type, error);
      if (window == NULL)
        return FALSE;
      round->wants_waiting = *window != '\0';
      *out = pull_new (round->self, type, type, window, error);
      return *out != NULL;
    }

  return TRUE;
}

/* Goes on to the next type, if there is one, and asks for its first page. */
static gboolean
begin_next (Round *round, Pull **out, GError **error)
{
  return next_pull (round, out, error) &&
         (*out == NULL || read_ahead (round, *out, (*out)->n_rows, error));
}

/* An empty page that leaves the cursor where it is writes nothing. */
static gboolean
take_in (Pull *pull, const json_t *bundle, GPtrArray *resources, GError **error)
{
  const gboolean keeps = pull->moved || !pull->cursor.initial_done;

  if (!keeps && json_array_size (json_object_get (bundle, "entry")) == 0)
    return TRUE;
  pull->moved = FALSE;

  return foyer_sync_apply_page (pull->self, (json_t **) resources->pdata, resources->len,
                                pull->name, keeps ? &pull->cursor : NULL, error);
}

/* Reads all pages of one type.  @next is the type after it. */
static gboolean
pull_type (Round *round, Pull *pull, Pull **next, GError **error)
{
  FoyerSync  *self = round->self;
  const char *type = pull->type;
  gboolean    done = FALSE;
  guint       n_rows = pull->n_rows;

  self->step.type = type;
  self->step.first_pull = !pull->cursor.initial_done;
  self->step.n_done = self->step.n_total = 0;

  while (!done)
    {
      g_autoptr (json_t) bundle = NULL;
      g_autoptr (GError) problem = NULL;
      g_autoptr (GPtrArray) resources = NULL;
      g_autofree char *link = NULL;
      gboolean         goes_on;
      gint64           last;

      if (!read_page (pull, n_rows, &bundle, &problem) &&
          g_error_matches (problem, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_TOO_LARGE) &&
          n_rows > 1)
        {
          /* Photos may be large: fewer of them at a time. */
          n_rows = pull->max_rows = MAX (n_rows / 8, 1);
          pull->n_rows = MIN (pull->n_rows, n_rows);
          g_clear_pointer (&pull->followed, g_free);
          continue;
        }
      if (g_error_matches (problem, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_SERVER) &&
          (n_rows < pull->max_rows || !pull->by_id))
        {
          /* Medplum fails where a page and the next one begin with the same instant: more
           * rows a page, and if they are not enough another way to page. */
          pull->by_id = n_rows == pull->max_rows;
          n_rows = pull->max_rows;
          continue;
        }
      if (problem != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return FALSE;
        }
      if (g_strcmp0 (foyer_fhir_peek (bundle, "resourceType"), "Bundle") != 0)
        {
          g_set_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_NOT_FHIR,
                       "A search for %s was not answered by a Bundle", type);
          return FALSE;
        }

      link = foyer_sync_dup_next (bundle, type);
      done = link == NULL;
      resources = list_page (pull, bundle, &last);
      if (pull->lists && !read_listed (pull, resources, error))
        return FALSE;
      advance_cursor (pull, done ? pull->newest_micros : last, done);
      goes_on = done ? begin_next (round, next, &problem)
                     : move_on (pull, bundle, last, &n_rows, &problem) &&
                           read_ahead (round, pull, n_rows, &problem);
      if (!take_in (pull, bundle, resources, error))
        return FALSE;
      g_clear_pointer (&self->ready, g_hash_table_unref);
      g_clear_pointer (&round->spent, json_decref);
      round->spent = g_steal_pointer (&bundle);
      if (!goes_on)
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return FALSE;
        }
    }

  return TRUE;
}

/**
 * foyer_sync_pull:
 * @self: a sync
 * @error: return location for an error
 *
 * Brings what is new at the endpoint, type by type, what is referred to before what refers
 * to it.  The cursor of a type is stored with the rows of a page and stays behind the newest
 * stamp, because servers show rows later than they stamp them.
 *
 * Returns: `FALSE` if the sync cannot go on
 */
gboolean
foyer_sync_pull (FoyerSync *self, GError **error)
{
  g_auto (Round) round = { .self = self };
  g_autoptr (Pull) pull = NULL;

  round.seen = g_hash_table_new (g_str_hash, g_str_equal);
  if (!next_pull (&round, &pull, error))
    return FALSE;
  while (pull != NULL)
    {
      g_autoptr (Pull) next = NULL;

      if (!pull_type (&round, pull, &next, error))
        return FALSE;
      g_clear_pointer (&pull, pull_free);
      pull = g_steal_pointer (&next);
    }
  self->step.first_pull = FALSE;

  return foyer_sync_apply_inbox (self, error) && foyer_sync_repair_doubles (self, error);
}
