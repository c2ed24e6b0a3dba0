/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-request-file.h"

#include "present/foyer-audit-words.h"
#include "present/foyer-format.h"
#include "present/foyer-request-words.h"
#include "store/foyer-audit.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-referrers.h"

#include <glib/gi18n-lib.h>

static void
clear_referral (gpointer row)
{
  if (row != NULL)
    g_object_unref (row);
}

/* The referral that says most about whether somebody can be booked: an accepted one before
 * one that is on its way. */
static gboolean
find_best_referral (FoyerDb           *db,
                    gint64             patient_id,
                    FoyerReferralRow **out_row,
                    GError           **error)
{
  g_autoptr (GPtrArray) rows = foyer_referrals_list_for_patient (db, patient_id, error);
  FoyerReferralRow *best = NULL;

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      FoyerReferralRow  *row = rows->pdata[i];
      FoyerReferralState state = row->referral->state;

      if (foyer_referral_state_is_open (state) &&
          (best == NULL ||
           (foyer_referral_state_counts_as_accepted (state) &&
            !foyer_referral_state_counts_as_accepted (best->referral->state))))
        best = row;
    }
  *out_row = best != NULL ? g_object_ref (best) : NULL;

  return TRUE;
}

static gboolean
read_candidates (FoyerRequestFile *self, FoyerDb *db, GError **error)
{
  gint64 id = foyer_record_get_id (FOYER_RECORD (self->row->request));

  self->referrals = g_ptr_array_new_with_free_func (clear_referral);
  if (self->row->request->patient_id != 0 || !foyer_request_file_is_pending (self))
    {
      self->candidates = g_ptr_array_new_with_free_func (g_object_unref);
      return TRUE;
    }
  self->candidates = foyer_requests_list_candidates (db, id, error);
  for (guint i = 0; self->candidates != NULL && i < self->candidates->len; i++)
    {
      FoyerPatientMatch *match = self->candidates->pdata[i];
      FoyerReferralRow  *referral;

      if (!find_best_referral (db, match->row->id, &referral, error))
        return FALSE;
      g_ptr_array_add (self->referrals, referral);
    }

  return self->candidates != NULL;
}

/* A request that was booked is the booking of the same uid. */
static gboolean
read_visit (FoyerRequestFile *self, FoyerDb *db, GError **error)
{
  FoyerRequest *request = self->row->request;
  g_autoptr (GPtrArray) visits = NULL;

  if (request->state != FOYER_REQUEST_STATE_BOOKED || request->patient_id == 0)
    return TRUE;
  visits = foyer_bookings_list_for_patient (db, request->patient_id, error);
  for (guint i = 0; visits != NULL && i < visits->len; i++)
    {
      FoyerBooking *booking = FOYER_BOOKING_ROW (visits->pdata[i])->booking;

      if (g_strcmp0 (foyer_record_get_uid (FOYER_RECORD (booking)),
                     foyer_record_get_uid (FOYER_RECORD (request))) == 0)
        self->visit_id = foyer_record_get_id (FOYER_RECORD (booking));
    }

  return visits != NULL;
}

static gboolean
read_hold (FoyerRequestFile *self, FoyerDb *db, GError **error)
{
  gint64 id;

  if (!foyer_requests_find_hold (
          db, foyer_record_get_id (FOYER_RECORD (self->row->request)), &id, error))
    return FALSE;
  if (id != 0)
    self->hold = foyer_bookings_get (db, id, error);

  return id == 0 || self->hold != NULL;
}

static gint64
find_cosmetic (FoyerChoices *choices)
{
  for (guint i = 0; i < choices->services->len; i++)
    {
      FoyerService *service = choices->services->pdata[i];

      if (service->category == FOYER_SERVICE_CATEGORY_COSMETIC)
        return foyer_record_get_id (FOYER_RECORD (service));
    }

  return 0;
}

static gboolean
read_booking (FoyerRequestFile *self, FoyerDb *db, GError **error)
{
  FoyerRequest    *request = self->row->request;
  g_autofree char *today = NULL;
  int              day;

  self->booking = foyer_booking_file_read (db, request->patient_id, 0, error);
  if (self->booking == NULL || !foyer_db_today (db, &day, error))
    return FALSE;
  if (self->row->referral_id != 0 &&
      (self->referral = foyer_referrals_get (db, self->row->referral_id, error)) == NULL)
    return FALSE;
  today = foyer_day_format (day);
  self->usable_referral_id = foyer_booking_file_choose_referral (self->booking, today);
  if (request->category == FOYER_REQUEST_CATEGORY_COSMETIC)
    self->service_id = find_cosmetic (self->booking->choices);

  return TRUE;
}

/* A name that only one referrer has is theirs. */
static gboolean
read_referrer (FoyerRequestFile *self, FoyerDb *db, GError **error)
{
  const char *text = self->row->request->referrer_text;
  g_autoptr (GPtrArray) found = NULL;

  if (text == NULL)
    return TRUE;
  found = foyer_referrers_search (db, text, 2, error);
  if (found != NULL && found->len == 1)
    self->referrer_id = foyer_record_get_id (found->pdata[0]);

  return found != NULL;
}

/**
 * foyer_request_file_read:
 * @db: a connection
 * @id: a request
 * @error: return location for an error
 *
 * Reads a request with all that it takes to answer it.
 *
 * Returns: (transfer full): the file, or `NULL` on error
 */
FoyerRequestFile *
foyer_request_file_read (FoyerDb *db, gint64 id, GError **error)
{
  g_autoptr (FoyerRequestFile) self = g_new0 (FoyerRequestFile, 1);

  if ((self->row = foyer_requests_get_row (db, id, error)) == NULL ||
      !read_candidates (self, db, error) || !read_booking (self, db, error) ||
      !read_visit (self, db, error) || !read_hold (self, db, error) ||
      !read_referrer (self, db, error) ||
      (self->log = foyer_communications_list_for_request (db, id, error)) == NULL ||
      (self->entries = foyer_audit_list_for (db, "request", id, error)) == NULL ||
      (self->staff = foyer_catalogue_list (db, FOYER_TYPE_USER, FALSE, error)) == NULL)
    return NULL;

  return g_steal_pointer (&self);
}

void
foyer_request_file_free (FoyerRequestFile *self)
{
  g_clear_object (&self->row);
  g_clear_pointer (&self->candidates, g_ptr_array_unref);
  g_clear_pointer (&self->referrals, g_ptr_array_unref);
  g_clear_pointer (&self->booking, foyer_booking_file_free);
  g_clear_object (&self->referral);
  g_clear_object (&self->hold);
  g_clear_pointer (&self->log, g_ptr_array_unref);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->staff, g_ptr_array_unref);
  g_free (self);
}

/**
 * foyer_request_file_is_pending:
 * @self: a file
 *
 * Returns: whether nobody has ended it
 */
gboolean
foyer_request_file_is_pending (FoyerRequestFile *self)
{
  return self->row->request->state == FOYER_REQUEST_STATE_OPEN ||
         self->row->request->state == FOYER_REQUEST_STATE_AWAITING_REFERRAL;
}

/**
 * foyer_request_file_get_service:
 * @self: a file
 *
 * Returns: (transfer none) (nullable): the visit that would be booked
 */
FoyerService *
foyer_request_file_get_service (FoyerRequestFile *self)
{
  gint64 id =
      self->service_id != 0
          ? self->service_id
          : foyer_booking_file_choose_service (self->booking, self->usable_referral_id);

  return foyer_choices_find_service (self->booking->choices, id);
}

/**
 * foyer_request_file_needs_referral:
 * @self: a file of a request that is attached to a patient
 *
 * Returns: whether nothing can be booked before there is a referral
 */
gboolean
foyer_request_file_needs_referral (FoyerRequestFile *self)
{
  FoyerService *service = foyer_request_file_get_service (self);

  if (self->usable_referral_id != 0 || service == NULL)
    return FALSE;

  return service->referral_rule == FOYER_REFERRAL_RULE_ALWAYS ||
         (service->referral_rule == FOYER_REFERRAL_RULE_NEW_PATIENTS &&
          self->booking->is_new);
}

/**
 * foyer_request_file_can_ask:
 * @self: a file
 *
 * Returns: whether the referral can be asked for: nobody has done so, and none is there
 */
gboolean
foyer_request_file_can_ask (FoyerRequestFile *self)
{
  return foyer_request_file_is_pending (self) && self->row->request->patient_id != 0 &&
         self->row->request->referral_id == 0 && self->usable_referral_id == 0;
}

/* Twins are alike and two people: only somebody who most likely is meant suggests himself. */
static gboolean
has_likely_candidate (FoyerRequestFile *self)
{
  return self->candidates->len > 0 &&
         FOYER_PATIENT_MATCH (self->candidates->pdata[0])->likeness ==
             FOYER_LIKENESS_DUPLICATE;
}

/**
 * foyer_request_file_get_next:
 * @self: a file
 *
 * Returns: what suggests itself first
 */
FoyerRequestStep
foyer_request_file_get_next (FoyerRequestFile *self)
{
  FoyerRequest *request = self->row->request;
  gboolean      has_referral;

  if (request->state == FOYER_REQUEST_STATE_BOOKED)
    return self->visit_id != 0 ? FOYER_REQUEST_STEP_VISIT : FOYER_REQUEST_STEP_NONE;
  if (!foyer_request_file_is_pending (self))
    return FOYER_REQUEST_STEP_REOPEN;
  if (request->patient_id == 0)
    return has_likely_candidate (self) ? FOYER_REQUEST_STEP_ATTACH
                                       : FOYER_REQUEST_STEP_REGISTER;
  has_referral = self->referral != NULL &&
                 foyer_referral_state_is_open (self->referral->referral->state);
  /* Who waits for a referral waits for it, needed or not. */
  if (has_referral && self->usable_referral_id == 0 &&
      (request->state == FOYER_REQUEST_STATE_AWAITING_REFERRAL ||
       foyer_request_file_needs_referral (self)))
    return FOYER_REQUEST_STEP_REFERRAL;

  return foyer_request_file_needs_referral (self) ? FOYER_REQUEST_STEP_ASK
                                                  : FOYER_REQUEST_STEP_BOOK;
}

static const char *
name_staff (FoyerRequestFile *self, gint64 id)
{
  for (guint i = 0; i < self->staff->len; i++)
    if (foyer_record_get_id (self->staff->pdata[i]) == id)
      return FOYER_USER (self->staff->pdata[i])->name;

  return NULL;
}

static char *
dup_held (FoyerRequestFile *self, FoyerZone *zone)
{
  g_autofree char *when = NULL;
  g_autofree char *until = NULL;

  if (self->hold == NULL)
    return NULL;
  when = foyer_format_when (zone, self->hold->booking->start_at);
  until = foyer_format_time (zone, self->hold->booking->held_until);

  /* Translators: the date and time of a visit that is held, and the time until when it is. */
  return g_strdup_printf (_ ("%1$s; held until %2$s"), when, until);
}

/**
 * foyer_request_file_show_facts:
 * @self: a file
 * @session: the session
 * @grid: a card
 *
 * Shows what the patient asks for, what is held for it, and why it was declined.
 */
void
foyer_request_file_show_facts (FoyerRequestFile *self,
                               FoyerSession     *session,
                               FoyerFactGrid    *grid)
{
  FoyerRequest    *request = self->row->request;
  g_autofree char *wishes = foyer_request_words_wishes (request);
  g_autofree char *language =
      request->language != NULL ? foyer_format_language (request->language) : NULL;
  g_autofree char *held = dup_held (self, foyer_session_get_zone (session));

  foyer_fact_grid_clear (grid);
  foyer_fact_grid_add (grid, C_ ("request", "Message"), request->message);
  foyer_fact_grid_add (grid, C_ ("request", "Would like"), wishes);
  foyer_fact_grid_add (grid, C_ ("request", "Referred by"), request->referrer_text);
  foyer_fact_grid_add (grid, C_ ("request", "Referral sent"),
                       foyer_words_answer (request->referral_sent));
  foyer_fact_grid_add (grid, C_ ("request", "Seen here before"),
                       foyer_words_answer (request->seen_before));
  foyer_fact_grid_add (grid, C_ ("request", "Language"), language);
  foyer_fact_grid_add (grid, C_ ("request", "Time held"), held);
  foyer_fact_grid_add (grid, C_ ("request", "Why not"), request->reason);
}

static void
add_call (FoyerRequestFile   *self,
          FoyerCommunication *call,
          FoyerZone          *zone,
          FoyerFactGrid      *grid)
{
  const char      *who = name_staff (self, call->staff_id);
  g_autofree char *when = foyer_format_when (zone, call->at);
  GString         *text = g_string_new (foyer_words_medium (call->medium));

  g_string_append_printf (text, " · %s", foyer_words_contact_outcome (call->outcome));
  if (who != NULL)
    g_string_append_printf (text, " · %s", who);
  if (call->text != NULL)
    g_string_append_printf (text, "\n%s", call->text);
  foyer_fact_grid_add (grid, when, text->str);
  g_string_free (text, TRUE);
}

/* What the patient wrote stays to be read where somebody has put it right. */
static void
add_correction (FoyerAuditEntry *entry, FoyerZone *zone, FoyerFactGrid *grid)
{
  g_autoptr (GPtrArray) lines = foyer_audit_words_corrections (entry);
  g_autofree char *when = NULL, *text = NULL;

  if (lines->len == 0)
    return;
  when = foyer_format_when (zone, entry->at);
  g_ptr_array_add (lines, entry->staff_name != NULL
                              ? g_strdup_printf ("%s · %s", entry->staff_name, when)
                              : g_strdup (when));
  g_ptr_array_add (lines, NULL);
  text = g_strjoinv ("\n", (char **) lines->pdata);
  foyer_fact_grid_add (grid, C_ ("request", "Put right"), text);
}

/**
 * foyer_request_file_show_log:
 * @self: a file
 * @session: the session
 * @grid: a card
 *
 * Shows what the patient was told, what was corrected, and who has answered.
 */
void
foyer_request_file_show_log (FoyerRequestFile *self,
                             FoyerSession     *session,
                             FoyerFactGrid    *grid)
{
  FoyerRequest    *request = self->row->request;
  FoyerZone       *zone = foyer_session_get_zone (session);
  const char      *who = name_staff (self, request->handled_by);
  g_autofree char *answer = NULL;

  foyer_fact_grid_clear (grid);
  for (guint i = 0; i < self->log->len; i++)
    add_call (self, self->log->pdata[i], zone, grid);
  for (guint i = 0; i < self->entries->len; i++)
    add_correction (self->entries->pdata[i], zone, grid);
  if (request->handled_at != 0)
    {
      g_autofree char *when = foyer_format_when (zone, request->handled_at);

      answer =
          who != NULL ? g_strdup_printf ("%s · %s", who, when) : g_steal_pointer (&when);
      foyer_fact_grid_add (grid, C_ ("request", "Answered"), answer);
    }
}
