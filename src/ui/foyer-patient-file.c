/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-patient-file.h"

#include "model/foyer-deposit.h"
#include "model/foyer-patient-standing.h"
#include "present/foyer-audit-words.h"
#include "present/foyer-deposit-words.h"
#include "present/foyer-format.h"
#include "present/foyer-handout-words.h"
#include "present/foyer-request-words.h"
#include "present/foyer-words.h"
#include "store/foyer-articles.h"
#include "store/foyer-audit.h"
#include "store/foyer-bookings.h"
#include "store/foyer-card-claims.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-communications.h"
#include "store/foyer-handouts.h"
#include "store/foyer-ledger.h"
#include "store/foyer-referrals.h"
#include "store/foyer-referrers.h"
#include "ui/foyer-timeline.h"

#include <glib/gi18n-lib.h>

void
foyer_patient_file_free (FoyerPatientFile *file)
{
  g_clear_object (&file->patient);
  g_clear_object (&file->clinician);
  g_clear_object (&file->pcp);
  g_clear_object (&file->practice);
  g_clear_pointer (&file->referrals, g_ptr_array_unref);
  g_clear_pointer (&file->bookings, g_ptr_array_unref);
  g_clear_pointer (&file->ledger, g_ptr_array_unref);
  g_clear_pointer (&file->at_risk, g_hash_table_unref);
  g_clear_pointer (&file->calls, g_ptr_array_unref);
  g_clear_pointer (&file->staff, g_ptr_array_unref);
  g_clear_pointer (&file->handouts, g_ptr_array_unref);
  g_clear_pointer (&file->articles, g_ptr_array_unref);
  g_clear_pointer (&file->audit, g_ptr_array_unref);
  g_free (file);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  gint64 id_a = foyer_record_get_id (*(FoyerRecord *const *) a);
  gint64 id_b = foyer_record_get_id (*(FoyerRecord *const *) b);

  return id_a < id_b ? 1 : id_a > id_b ? -1 : 0;
}

static gboolean
add_audit (FoyerPatientFile *file, FoyerDb *db, GPtrArray *children, GError **error)
{
  for (guint i = 0; children != NULL && i < children->len; i++)
    {
      FoyerRecord *child = g_ptr_array_index (children, i);
      GPtrArray *entries = foyer_audit_list_for (db, FOYER_RECORD_GET_CLASS (child)->kind,
                                                 foyer_record_get_id (child), error);

      if (entries == NULL)
        return FALSE;
      g_ptr_array_extend_and_steal (file->audit, entries);
    }

  return TRUE;
}

static gboolean
load_people (FoyerPatientFile *file, FoyerDb *db, GError **error)
{
  if (file->patient->clinician_id != 0)
    {
      file->clinician = foyer_catalogue_get (db, FOYER_TYPE_CLINICIAN,
                                             file->patient->clinician_id, error);
      if (file->clinician == NULL)
        return FALSE;
    }
  if (file->patient->pcp_id != 0)
    {
      file->pcp = foyer_referrers_get (db, file->patient->pcp_id, error);
      if (file->pcp == NULL)
        return FALSE;
      if (file->pcp->practice_id != 0)
        {
          file->practice =
              foyer_referrers_get_practice (db, file->pcp->practice_id, error);
          if (file->practice == NULL)
            return FALSE;
        }
    }

  return TRUE;
}

static gboolean
load_handouts (FoyerPatientFile *file, FoyerDb *db, GError **error)
{
  file->handouts = foyer_handouts_list_for_patient (db, file->id, error);
  file->articles = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; file->handouts != NULL && i < file->handouts->len; i++)
    {
      FoyerHandout *handout = file->handouts->pdata[i];
      FoyerArticle *article = foyer_articles_get (db, handout->article_id, error);

      if (article == NULL)
        return FALSE;
      g_ptr_array_add (file->articles, article);
    }

  return file->handouts != NULL;
}

/**
 * foyer_patient_file_load:
 * @db: a connection
 * @file: (type FoyerPatientFile): has the id; the rest is filled in
 * @error: return location for an error
 *
 * Returns: not `NULL` on success
 */
gpointer
foyer_patient_file_load (FoyerDb *db, gpointer data, GError **error)
{
  FoyerPatientFile *file = data;

  if ((file->patient = foyer_patients_get (db, file->id, error)) == NULL ||
      !load_people (file, db, error) ||
      (file->referrals = foyer_referrals_list_for_patient (db, file->id, error)) ==
          NULL ||
      (file->bookings = foyer_bookings_list_for_patient (db, file->id, error)) == NULL ||
      (file->ledger = foyer_ledger_list_for_patient (db, file->id, error)) == NULL ||
      (file->at_risk = foyer_card_claims_map_at_risk (db, error)) == NULL ||
      !foyer_ledger_sum_credit (db, file->id, &file->credit_minor, error) ||
      (file->calls = foyer_communications_list_for_patient (db, file->id, error)) ==
          NULL ||
      (file->staff = foyer_catalogue_list (db, FOYER_TYPE_USER, FALSE, error)) == NULL ||
      !load_handouts (file, db, error) ||
      (file->audit = foyer_audit_list_for (db, "patient", file->id, error)) == NULL ||
      !add_audit (file, db, file->patient->phones, error) ||
      !add_audit (file, db, file->patient->names, error) ||
      !add_audit (file, db, file->patient->contacts, error))
    return NULL;

  g_ptr_array_sort (file->audit, compare_entries);

  return file;
}

/**
 * foyer_patient_file_is_new:
 * @file: a file
 * @session: the session
 *
 * Returns: whether the patient is new to the clinic today
 */
gboolean
foyer_patient_file_is_new (FoyerPatientFile *file, FoyerSession *session)
{
  FoyerClinic     *clinic = foyer_session_get_clinic (session);
  g_autofree char *today = foyer_day_format (foyer_session_today (session));
  const char      *last = NULL;

  for (guint i = 0; i < file->bookings->len; i++)
    {
      FoyerBookingRow *row = g_ptr_array_index (file->bookings, i);

      if (row->booking->state == FOYER_BOOKING_STATE_COMPLETED &&
          g_strcmp0 (row->booking->visit_date, last) > 0)
        last = row->booking->visit_date;
    }

  return foyer_patient_is_new_on (file->patient->seen_before_on, last,
                                  clinic != NULL ? clinic->new_after_years : 0, today);
}

static void
append (GString *text, const char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
}

static FoyerTimelineItem *
new_booking_item (FoyerBookingRow *row, FoyerSession *session)
{
  FoyerBooking    *booking = row->booking;
  g_autofree char *when =
      booking->start_at != 0
          ? foyer_format_when (foyer_session_get_zone (session), booking->start_at)
          : NULL;
  GString           *facts = g_string_new (NULL);
  FoyerTimelineItem *item;
  char              *title;

  if (row->clinician_name != NULL)
    /* Translators: a service, “Follow-up”, and a clinician */
    title = g_strdup_printf (_ ("%s with %s"), row->service_name, row->clinician_name);
  else
    title = g_strdup (row->service_name);

  item = foyer_timeline_item_new (foyer_words_booking_state_icon (booking->state), title);
  append (facts, when);
  append (facts, booking->number);
  append (facts, row->referral_number);
  append (facts, booking->reason);
  item->at = booking->start_at != 0 ? booking->start_at : booking->created_at;
  /* A visit that will not take place is no longer coming: it ended when it was cancelled. */
  if (booking->ended_at != 0)
    item->at = MIN (item->at, booking->ended_at);
  item->subtitle = g_string_free (facts, FALSE);
  item->badge = foyer_words_booking_state (booking->state);
  item->badge_class = foyer_words_booking_state_class (booking->state);
  item->action = "win.open-booking";
  item->id = foyer_record_get_id (FOYER_RECORD (booking));

  return item;
}

static FoyerTimelineItem *
new_referral_item (FoyerReferralRow *row, FoyerSession *session)
{
  FoyerReferral     *referral = row->referral;
  g_autofree char   *received = foyer_format_date (referral->received_on);
  g_autofree char   *visits = foyer_format_visits (row->visits_used, row->visits_booked,
                                                   referral->visits_authorised);
  GString           *facts = g_string_new (NULL);
  FoyerTimelineItem *item;
  char              *title;
  int                day;

  if (row->referrer_name != NULL)
    /* Translators: number of a referral, R-1042, and who referred */
    title =
        g_strdup_printf (_ ("Referral %s from %s"), referral->number, row->referrer_name);
  else
    title = g_strdup_printf (_ ("Referral %s"), referral->number);

  item =
      foyer_timeline_item_new (foyer_words_referral_state_icon (referral->state), title);
  append (facts, received);
  append (facts, foyer_words_urgency (referral->assigned_urgency));
  append (facts, visits);
  append (facts, referral->reason);
  item->subtitle = g_string_free (facts, FALSE);
  item->at = referral->created_at;
  if (referral->received_on != NULL && foyer_day_parse (referral->received_on, &day) &&
      foyer_session_get_zone (session) != NULL)
    item->at = foyer_zone_day_start (foyer_session_get_zone (session), day);
  item->badge = foyer_words_referral_state (referral->state);
  item->badge_class = referral->state == FOYER_REFERRAL_STATE_ACCEPTED   ? "success"
                      : referral->state == FOYER_REFERRAL_STATE_DECLINED ? "error"
                      : referral->state == FOYER_REFERRAL_STATE_TRIAGE   ? "warning"
                                                                         : NULL;
  item->action = "win.open-referral";
  item->id = foyer_record_get_id (FOYER_RECORD (referral));

  return item;
}

static FoyerTimelineItem *
new_payment_item (FoyerPatientFile *file, FoyerLedgerEntry *entry, FoyerSession *session)
{
  g_autofree char *when = foyer_format_when (foyer_session_get_zone (session), entry->at);
  GString         *facts = g_string_new (NULL);
  FoyerTimelineItem *item = foyer_timeline_item_new (
      "emblem-documents-symbolic", g_strdup (foyer_words_ledger_kind (entry->kind)));

  append (facts, when);
  if (entry->tender != FOYER_TENDER_NONE)
    append (facts, foyer_words_tender (entry->tender));
  append (facts, entry->terminal_reference);
  if (entry->receipt != NULL)
    {
      /* Translators: %s is the number of a receipt. */
      g_autofree char *receipt = g_strdup_printf (_ ("Receipt %s"), entry->receipt);

      append (facts, receipt);
    }
  append (facts, foyer_deposit_words_reason (entry->reason));
  item->at = entry->at;
  item->subtitle = g_string_free (facts, FALSE);
  item->amount = foyer_format_money (entry->amount_minor, entry->currency);
  if (g_hash_table_contains (file->at_risk, foyer_record_get_uid (FOYER_RECORD (entry))))
    {
      item->badge = C_ ("gift card", "At risk");
      item->badge_class = "warning";
    }
  if (entry->booking_id != 0)
    {
      item->action = "win.open-booking";
      item->id = entry->booking_id;
    }

  return item;
}

static const char *
name_staff (FoyerPatientFile *file, gint64 id)
{
  for (guint i = 0; i < file->staff->len; i++)
    if (foyer_record_get_id (file->staff->pdata[i]) == id)
      return FOYER_USER (file->staff->pdata[i])->name;

  return NULL;
}

static FoyerTimelineItem *
new_call_item (FoyerPatientFile *file, FoyerCommunication *call, FoyerSession *session)
{
  g_autofree char *when = foyer_format_when (foyer_session_get_zone (session), call->at);
  GString         *facts = g_string_new (when);
  FoyerTimelineItem *item =
      foyer_timeline_item_new (foyer_words_medium_icon (call->medium),
                               g_strdup (foyer_words_medium (call->medium)));

  append (facts, name_staff (file, call->staff_id));
  if (call->text != NULL)
    g_string_append_printf (facts, "\n%s", call->text);
  item->at = call->at;
  item->subtitle = g_string_free (facts, FALSE);
  item->badge = foyer_words_contact_outcome (call->outcome);
  item->badge_class = foyer_words_contact_outcome_class (call->outcome);
  if (call->request_id != 0)
    {
      item->action = "win.open-request";
      item->id = call->request_id;
    }
  else if (call->referral_id != 0)
    {
      item->action = "win.open-referral";
      item->id = call->referral_id;
    }
  else if (call->booking_id != 0)
    {
      item->action = "win.open-booking";
      item->id = call->booking_id;
    }

  return item;
}

static FoyerTimelineItem *
new_handout_item (FoyerPatientFile *file, guint index, FoyerSession *session)
{
  FoyerHandout    *handout = file->handouts->pdata[index];
  FoyerArticle    *article = file->articles->pdata[index];
  g_autofree char *when =
      foyer_format_when (foyer_session_get_zone (session), handout->at);
  g_autofree char *language = foyer_format_language (article->language);
  g_autofree char *version =
      /* Translators: the number of a version. */
      g_strdup_printf (C_ ("article", "Version %u"), (guint) article->version);
  GString           *facts = g_string_new (when);
  FoyerTimelineItem *item =
      foyer_timeline_item_new ("foyer-handout-symbolic", g_strdup (article->title));

  append (facts, name_staff (file, handout->staff_id));
  append (facts, language);
  append (facts, version);
  if (handout->large_print)
    append (facts, C_ ("handout", "Large print"));
  append (facts, handout->note);
  item->at = handout->at;
  item->subtitle = g_string_free (facts, FALSE);
  item->badge = foyer_handout_words_state (handout->state);
  item->badge_class = handout->state == FOYER_HANDOUT_STATE_GIVEN    ? "success"
                      : handout->state == FOYER_HANDOUT_STATE_QUEUED ? "warning"
                                                                     : NULL;
  item->action = "win.open-handout";
  item->id = foyer_record_get_id (FOYER_RECORD (handout));

  return item;
}

static FoyerTimelineItem *
new_history_item (FoyerAuditEntry *entry, FoyerSession *session)
{
  g_autofree char *when = foyer_format_when (foyer_session_get_zone (session), entry->at);
  g_autoptr (GPtrArray) changes = foyer_audit_words_changes (entry);
  GString           *lines = g_string_new (when);
  FoyerTimelineItem *item =
      foyer_timeline_item_new ("document-edit-symbolic", foyer_audit_words_title (entry));

  append (lines, entry->reason);
  for (guint i = 0; i < changes->len; i++)
    g_string_append_printf (lines, "\n%s", (char *) g_ptr_array_index (changes, i));
  item->at = entry->at;
  item->subtitle = g_string_free (lines, FALSE);

  return item;
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const FoyerTimelineItem *one = *(FoyerTimelineItem *const *) a;
  const FoyerTimelineItem *other = *(FoyerTimelineItem *const *) b;

  return one->at < other->at ? 1 : one->at > other->at ? -1 : 0;
}

typedef FoyerTimelineItem *(*NewItem) (gpointer record, FoyerSession *session);

static void
add_items (GPtrArray *items, GPtrArray *records, NewItem new_item, FoyerSession *session)
{
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (items, new_item (g_ptr_array_index (records, i), session));
}

static GPtrArray *
new_items (GPtrArray *records, NewItem new_item, FoyerSession *session)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  add_items (items, records, new_item, session);
  g_ptr_array_sort (items, compare_items);

  return items;
}

static void
add_payments (GPtrArray *items, FoyerPatientFile *file, FoyerSession *session)
{
  for (guint i = 0; i < file->ledger->len; i++)
    g_ptr_array_add (items, new_payment_item (file, file->ledger->pdata[i], session));
}

/**
 * foyer_patient_file_list_overview:
 * @file: a file
 * @session: the session
 *
 * Returns: (transfer full) (element-type FoyerTimelineItem): what is coming, soonest first,
 *   then what was, newest first
 */
GPtrArray *
foyer_patient_file_list_overview (FoyerPatientFile *file, FoyerSession *session)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  const gint64 now = foyer_session_now (session);
  guint        n_coming = 0;

  add_items (items, file->bookings, (NewItem) new_booking_item, session);
  add_items (items, file->referrals, (NewItem) new_referral_item, session);
  add_payments (items, file, session);
  for (guint i = 0; i < file->calls->len; i++)
    g_ptr_array_add (items, new_call_item (file, file->calls->pdata[i], session));
  for (guint i = 0; i < file->handouts->len; i++)
    g_ptr_array_add (items, new_handout_item (file, i, session));
  g_ptr_array_sort (items, compare_items);

  while (n_coming < items->len &&
         FOYER_TIMELINE_ITEM (g_ptr_array_index (items, n_coming))->at > now)
    n_coming++;

  if (n_coming > 0)
    g_ptr_array_add (all, foyer_timeline_item_new (NULL, g_strdup (_ ("Coming Up"))));
  for (guint i = n_coming; i > 0; i--)
    g_ptr_array_add (all, g_object_ref (g_ptr_array_index (items, i - 1)));
  if (n_coming > 0 && n_coming < items->len)
    g_ptr_array_add (
        all, foyer_timeline_item_new (NULL, g_strdup (C_ ("timeline", "Until Now"))));
  for (guint i = n_coming; i < items->len; i++)
    g_ptr_array_add (all, g_object_ref (g_ptr_array_index (items, i)));

  return all;
}

GPtrArray *
foyer_patient_file_list_referrals (FoyerPatientFile *file, FoyerSession *session)
{
  return new_items (file->referrals, (NewItem) new_referral_item, session);
}

GPtrArray *
foyer_patient_file_list_bookings (FoyerPatientFile *file, FoyerSession *session)
{
  return new_items (file->bookings, (NewItem) new_booking_item, session);
}

/* What the clinic owes a decision or a service comes before what happened. */
static void
add_held (GPtrArray *items, FoyerPatientFile *file, FoyerSession *session)
{
  const char        *currency = foyer_session_get_currency (session);
  FoyerTimelineItem *item;

  if (file->credit_minor > 0)
    {
      item = foyer_timeline_item_new ("emblem-ok-symbolic",
                                      g_strdup (_ ("Credit of the patient")));
      item->subtitle = g_strdup (_ ("Can pay for the deposit of a visit."));
      item->amount = foyer_format_money (file->credit_minor, currency);
      item->at = G_MAXINT64;
      g_ptr_array_add (items, item);
    }
  for (guint i = 0; i < file->bookings->len; i++)
    {
      FoyerBookingRow *row = file->bookings->pdata[i];

      if (row->paid_minor <= 0 || !foyer_deposit_is_over (row->booking->state))
        continue;
      item = foyer_timeline_item_new ("dialog-question-symbolic",
                                      g_strdup (_ ("Deposit to decide about")));
      item->subtitle =
          foyer_format_when (foyer_session_get_zone (session), row->booking->start_at);
      item->amount = foyer_format_money (row->paid_minor, currency);
      item->badge = foyer_words_booking_state (row->booking->state);
      item->badge_class = "warning";
      item->action = "win.open-booking";
      item->id = foyer_record_get_id (FOYER_RECORD (row->booking));
      item->at = G_MAXINT64;
      g_ptr_array_add (items, item);
    }
}

GPtrArray *
foyer_patient_file_list_payments (FoyerPatientFile *file, FoyerSession *session)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_object_unref);

  add_payments (entries, file, session);
  g_ptr_array_sort (entries, compare_items);
  add_held (items, file, session);
  for (guint i = 0; i < entries->len; i++)
    g_ptr_array_add (items, g_object_ref (entries->pdata[i]));

  return items;
}

GPtrArray *
foyer_patient_file_list_handouts (FoyerPatientFile *file, FoyerSession *session)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < file->handouts->len; i++)
    g_ptr_array_add (items, new_handout_item (file, i, session));

  return items;
}

GPtrArray *
foyer_patient_file_list_history (FoyerPatientFile *file, FoyerSession *session)
{
  return new_items (file->audit, (NewItem) new_history_item, session);
}
