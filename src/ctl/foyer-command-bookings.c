/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/foyer-command.h"

#include "model/foyer-payment.h"
#include "present/foyer-format.h"
#include "present/foyer-slot-words.h"
#include "present/foyer-words.h"
#include "store/foyer-bookings.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-slots.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A civil date as an argument: ISO 8601, or today if there is none. */
static gboolean
read_day (FoyerDb *db, const char *text, int *out_day, GError **error)
{
  if (text == NULL)
    return foyer_db_today (db, out_day, error);
  if (foyer_day_parse (text, out_day))
    return TRUE;

  return foyer_store_refuse_field (error, "date", "impossible-date");
}

static json_t *
booking_to_json (FoyerDb *db, FoyerBookingRow *row)
{
  FoyerBooking    *booking = row->booking;
  g_autofree char *name = foyer_format_person (row->patient_family, row->patient_given);

  return json_pack ("{s:I, s:o, s:o, s:s, s:I, s:s, s:s}", "id",
                    (json_int_t) foyer_record_get_id (FOYER_RECORD (booking)), "start",
                    foyer_json_instant (db, booking->start_at), "end",
                    foyer_json_instant (db, booking->end_at), "patient", name,
                    "patient_id", (json_int_t) booking->patient_id, "service",
                    row->service_code, "state",
                    foyer_enum_to_nick (FOYER_TYPE_BOOKING_STATE, (int) booking->state));
}

static void
print_booking (FoyerDb *db, FoyerBookingRow *row)
{
  FoyerZone       *zone = foyer_db_get_zone (db, NULL);
  g_autofree char *name = foyer_format_person (row->patient_family, row->patient_given);
  g_autofree char *range =
      foyer_format_time_range (zone, row->booking->start_at, row->booking->end_at);
  g_autofree char *when = foyer_format_column (range, 20);
  g_autofree char *who = foyer_format_column (name, 32);
  g_autofree char *what = foyer_format_column (row->service_name, 24);

  g_print ("  %s %s %s %s\n", when, who, what,
           foyer_words_booking_state (row->booking->state));
}

/**
 * foyer_command_day:
 * @call: `day [DATE] [--clinician ID]`
 *
 * Shows who comes when, clinician by clinician.
 *
 * Returns: the exit code
 */
FoyerExit
foyer_command_day (FoyerInvocation *call)
{
  gint64             clinician_id = 0;
  const GOptionEntry entries[] = { { "clinician", 0, 0, G_OPTION_ARG_INT64, &clinician_id,
                                     N_ ("Only of this clinician"), N_ ("ID") },
                                   G_OPTION_ENTRY_NULL };
  g_autoptr (FoyerDb) db = NULL;
  g_autoptr (GPtrArray) clinicians = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *date = NULL;
  json_t          *list;
  FoyerExit        exit_code;
  int              day;

  db = foyer_invocation_begin_read (call, entries, _ ("[DATE]"), 2, &exit_code);
  if (db == NULL)
    return exit_code;
  if (!read_day (db, call->argc > 1 ? call->argv[1] : NULL, &day, &error))
    return foyer_invocation_fail (call, error);
  date = foyer_day_format (day);
  clinicians = foyer_catalogue_list (db, FOYER_TYPE_CLINICIAN, FALSE, &error);
  if (clinicians == NULL)
    return foyer_invocation_fail (call, error);
  rows = foyer_bookings_list_day (db, date, clinician_id, TRUE, &error);
  if (rows == NULL)
    return foyer_invocation_fail (call, error);

  list = json_array ();
  for (guint i = 0; i < clinicians->len; i++)
    {
      FoyerClinician  *clinician = g_ptr_array_index (clinicians, i);
      gint64           id = foyer_record_get_id (FOYER_RECORD (clinician));
      g_autofree char *name = foyer_format_person_full (
          clinician->prefix, clinician->given, clinician->family, clinician->credentials);
      json_t *bookings;

      if (clinician_id != 0 && id != clinician_id)
        continue;

      if (!call->json)
        g_print ("%s\n", name);
      bookings = json_array ();
      for (guint j = 0; j < rows->len; j++)
        {
          FoyerBookingRow *row = g_ptr_array_index (rows, j);

          if (row->booking->clinician_id != id)
            continue;
          json_array_append_new (bookings, booking_to_json (db, row));
          if (!call->json)
            print_booking (db, row);
        }
      json_array_append_new (list, json_pack ("{s:I, s:s, s:o}", "id", (json_int_t) id,
                                              "name", name, "bookings", bookings));
    }

  if (call->json)
    foyer_invocation_print_json (
        json_pack ("{s:s, s:o}", "date", date, "clinicians", list));
  else
    json_decref (list);

  return FOYER_EXIT_DONE;
}

static json_t *
slot_to_json (FoyerDb *db, FoyerSlot *slot, const char *clinician)
{
  g_autofree char *reason = foyer_slot_words_reason (slot);

  return json_pack ("{s:s, s:I, s:o, s:o, s:s}", "clinician", clinician, "clinician_id",
                    (json_int_t) slot->clinician_id, "start",
                    foyer_json_instant (db, slot->start_at), "end",
                    foyer_json_instant (db, slot->end_at), "reason", reason);
}

static char *
dup_clinician_name (FoyerDb *db, gint64 id)
{
  g_autoptr (FoyerClinician) clinician =
      foyer_catalogue_get (db, FOYER_TYPE_CLINICIAN, id, NULL);

  return clinician != NULL
             ? foyer_format_person_full (clinician->prefix, clinician->given,
                                         clinician->family, clinician->credentials)
             : g_strdup ("");
}

static void
print_slots (FoyerInvocation      *call,
             FoyerDb              *db,
             GPtrArray            *slots,
             const FoyerSlotTally *tally)
{
  json_t *list = json_array ();

  for (guint i = 0; i < slots->len; i++)
    {
      FoyerSlot       *slot = g_ptr_array_index (slots, i);
      g_autofree char *clinician = dup_clinician_name (db, slot->clinician_id);

      json_array_append_new (list, slot_to_json (db, slot, clinician));
      if (!call->json)
        {
          g_autofree char *reason = foyer_slot_words_reason (slot);
          g_autofree char *start =
              foyer_instant_format (foyer_db_get_zone (db, NULL), slot->start_at);
          g_autofree char *with = foyer_format_column (clinician, 32);

          g_print ("%s  %s %s\n", start, with, reason);
        }
    }

  if (call->json)
    foyer_invocation_print_json (list);
  else
    {
      json_decref (list);
      if (slots->len == 0)
        g_print ("%s\n", foyer_slot_words_rule (tally->rule));
    }
}

/**
 * foyer_command_slots:
 * @call: `slots --service CODE [--clinician ID] [--from DATE] [--to DATE] [--limit N]`
 *
 * Finds free times, best first.
 *
 * Returns: the exit code
 */
FoyerExit
foyer_command_slots (FoyerInvocation *call)
{
  g_autofree char *code = NULL;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  gint64           clinician_id = 0;
  int              limit = 10;

  const GOptionEntry entries[] = {
    { "service", 0, 0, G_OPTION_ARG_STRING, &code, N_ ("What for"), N_ ("CODE") },
    { "clinician", 0, 0, G_OPTION_ARG_INT64, &clinician_id,
      N_ ("Only with this clinician"), N_ ("ID") },
    { "from", 0, 0, G_OPTION_ARG_STRING, &from, N_ ("Not before this day"), N_ ("DATE") },
    { "to", 0, 0, G_OPTION_ARG_STRING, &to, N_ ("Not after this day"), N_ ("DATE") },
    { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_ ("How many at most"), N_ ("N") },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (FoyerDb) db = NULL;
  g_autoptr (FoyerService) service = NULL;
  g_autoptr (FoyerSlotQuery) query = NULL;
  g_autoptr (GPtrArray) slots = NULL;
  g_autoptr (GError) error = NULL;
  FoyerSlotTally tally;
  FoyerZone     *zone;
  FoyerExit      exit_code;
  int            day;

  if (!foyer_invocation_parse (call, entries, NULL))
    return FOYER_EXIT_USAGE;
  if (code == NULL || limit < 1 || call->argc > 1)
    return foyer_invocation_usage (call, _ ("The code of a service is needed."));

  db = foyer_invocation_open (call, FOYER_DB_READ, &exit_code);
  if (db == NULL)
    return exit_code;
  service = foyer_catalogue_find_service (db, code, &error);
  if (service == NULL)
    return foyer_invocation_fail (call, error);
  query = foyer_slots_new_query (db, foyer_record_get_id (FOYER_RECORD (service)), 0, 0,
                                 &error);
  if (query == NULL)
    return foyer_invocation_fail (call, error);

  zone = foyer_db_get_zone (db, &error);
  if (zone == NULL)
    return foyer_invocation_fail (call, error);
  if (clinician_id != 0)
    {
      g_array_set_size (query->clinician_ids, 0);
      foyer_slot_query_add_clinician (query, clinician_id);
    }
  if (from != NULL)
    {
      if (!read_day (db, from, &day, &error))
        return foyer_invocation_fail (call, error);
      query->earliest_at = MAX (foyer_zone_day_start (zone, day), query->now);
    }
  if (to != NULL)
    {
      if (!read_day (db, to, &day, &error))
        return foyer_invocation_fail (call, error);
      query->latest_at = foyer_zone_day_start (zone, day + 1);
    }
  query->limit = (guint) limit;

  slots = foyer_slots_find (db, query, &tally, &error);
  if (slots == NULL)
    return foyer_invocation_fail (call, error);
  print_slots (call, db, slots, &tally);

  return FOYER_EXIT_DONE;
}

static FoyerExit
refuse_booking (FoyerInvocation *call, FoyerDb *db, GPtrArray *items, const GError *error)
{
  FoyerZone  *zone = foyer_db_get_zone (db, NULL);
  const char *currency = NULL;
  json_t     *refused = json_array ();
  g_autoptr (FoyerClinic) clinic = foyer_catalogue_get_clinic (db, NULL);

  currency = clinic != NULL ? clinic->currency : "USD";
  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      FoyerGateItem   *item = g_ptr_array_index (items, i);
      g_autofree char *message = foyer_words_gate (item, zone, currency);
      const char      *cure = foyer_words_gate_cure (item->cure);

      if (item->result < FOYER_GATE_RESULT_HOLD || item->overridden)
        continue;
      json_array_append_new (
          refused, json_pack ("{s:s, s:s, s:o}", "rule",
                              foyer_enum_to_nick (FOYER_TYPE_GATE_RULE, (int) item->rule),
                              "message", message, "cure", foyer_json_text (cure)));
      if (!call->json)
        g_printerr ("%s%s%s\n", message, cure != NULL ? " → " : "",
                    cure != NULL ? cure : "");
    }

  if (json_array_size (refused) == 0)
    {
      g_autofree char *message = foyer_words_error (error);
      const char      *rule = foyer_store_error_get_rule (error);

      json_array_append_new (refused, json_pack ("{s:s, s:s, s:n}", "rule",
                                                 rule != NULL ? rule : "booking",
                                                 "message", message, "cure"));
      if (!call->json)
        g_printerr ("%s\n", message);
    }

  if (call->json)
    foyer_invocation_print_json (json_pack ("{s:o}", "refused", refused));
  else
    json_decref (refused);

  return FOYER_EXIT_REFUSED;
}

/* cash, or card:REF with the reference of the card terminal. */
static gboolean
read_deposit (const char *text, FoyerPayment *payment)
{
  if (strcmp (text, "cash") == 0)
    {
      payment->tender = FOYER_TENDER_CASH;
      return TRUE;
    }
  if (g_str_has_prefix (text, "card:") && text[5] != '\0')
    {
      payment->tender = FOYER_TENDER_CARD;
      foyer_set_text (&payment->terminal_reference, text + 5);
      return TRUE;
    }

  return FALSE;
}

/**
 * foyer_command_book:
 * @call: `book --patient ID --service CODE --clinician ID --start INSTANT [--referral ID]
 *   [--deposit cash|card:REF]`
 *
 * Books a visit through the same gate as the desk.
 *
 * Returns: the exit code: refused, with the checklist, if a rule stands against it
 */
FoyerExit
foyer_command_book (FoyerInvocation *call)
{
  FoyerBookingRequest request = { .channel = FOYER_CHANNEL_DESK };
  g_autofree char    *code = NULL;
  g_autofree char    *start = NULL;
  g_autofree char    *deposit = NULL;

  const GOptionEntry entries[] = {
    { "patient", 0, 0, G_OPTION_ARG_INT64, &request.patient_id, N_ ("For whom"),
      N_ ("ID") },
    { "service", 0, 0, G_OPTION_ARG_STRING, &code, N_ ("What for"), N_ ("CODE") },
    { "clinician", 0, 0, G_OPTION_ARG_INT64, &request.clinician_id, N_ ("With whom"),
      N_ ("ID") },
    { "start", 0, 0, G_OPTION_ARG_STRING, &start,
      N_ ("When: ISO 8601 with offset, 2026-11-23T09:00:00-08:00"), N_ ("INSTANT") },
    { "referral", 0, 0, G_OPTION_ARG_INT64, &request.referral_id,
      N_ ("Referral that it rests on"), N_ ("ID") },
    { "deposit", 0, 0, G_OPTION_ARG_STRING, &deposit,
      N_ ("How the deposit is paid: cash, or card with the terminal’s reference"),
      N_ ("cash|card:REF") },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (FoyerDb) db = NULL;
  g_autoptr (FoyerUser) actor = NULL;
  g_autoptr (FoyerService) service = NULL;
  g_autoptr (FoyerBookingRow) row = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (FoyerPayment) payment =
      foyer_payment_new_for (FOYER_TENDER_NONE, 0, 0, NULL);
  g_autoptr (GPtrArray) payments = foyer_payments_new (NULL);
  g_autoptr (GError) error = NULL;
  FoyerExit exit_code;
  gint64    id;

  if (!foyer_invocation_parse (call, entries, NULL))
    return FOYER_EXIT_USAGE;
  if (request.patient_id == 0 || code == NULL || request.clinician_id == 0 ||
      start == NULL || call->argc > 1)
    return foyer_invocation_usage (
        call, _ ("A patient, a service, a clinician and a start are needed."));
  if (!foyer_instant_parse (start, &request.start_at))
    return foyer_invocation_usage (
        call,
        _ ("The start has to be an instant with its offset: 2026-11-23T09:00:00-08:00."));
  if (deposit != NULL && !read_deposit (deposit, payment))
    return foyer_invocation_usage (call,
                                   _ ("The deposit is “cash” or “card:REFERENCE”."));

  db = foyer_invocation_open (call, FOYER_DB_WRITE, &exit_code);
  if (db == NULL)
    return exit_code;
  actor = foyer_catalogue_get_default_actor (db, &error);
  if (actor == NULL)
    return foyer_invocation_fail (call, error);
  service = foyer_catalogue_find_service (db, code, &error);
  if (service == NULL)
    return foyer_invocation_fail (call, error);
  request.service_id = foyer_record_get_id (FOYER_RECORD (service));
  payment->amount_minor = service->deposit_minor;
  if (deposit != NULL && service->deposit_minor > 0)
    g_ptr_array_add (payments, g_steal_pointer (&payment));
  request.payments = payments;

  if (!foyer_bookings_make (db, actor, &request, &id, &items, &error))
    {
      if (g_error_matches (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_RULE))
        return refuse_booking (call, db, items, error);
      return foyer_invocation_fail (call, error);
    }

  row = foyer_bookings_get (db, id, &error);
  if (row == NULL)
    return foyer_invocation_fail (call, error);
  if (call->json)
    foyer_invocation_print_json (json_pack (
        "{s:I, s:s}", "booking", (json_int_t) id, "state",
        foyer_enum_to_nick (FOYER_TYPE_BOOKING_STATE, (int) row->booking->state)));
  else
    g_print ("%s  %s\n", row->booking->number,
             foyer_words_booking_state (row->booking->state));

  return FOYER_EXIT_DONE;
}
