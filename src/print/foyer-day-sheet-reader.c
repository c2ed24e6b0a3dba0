/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "print/foyer-day-sheet-reader.h"

#include "present/foyer-booking-words.h"
#include "present/foyer-format.h"
#include "present/foyer-schedule.h"
#include "present/foyer-words.h"
#include "store/foyer-catalogue.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What the rows of a day have in common. */
typedef struct
{
  FoyerDb    *db;       /* (unowned) */
  FoyerZone  *zone;     /* (unowned) */
  const char *currency; /* (unowned) */
  int         day;
  gint64      now;
} Reading;

/* How long a stretch takes, rounded down to minutes. */
static char *
format_stretch (gint64 start_at, gint64 end_at)
{
  return foyer_format_duration (MAX (end_at - start_at, 0) / FOYER_MINUTE_SECONDS);
}

/* An instant as a time of day, with its date if that is not the day of the paper. */
static char *
format_instant (const Reading *reading, gint64 at)
{
  return foyer_zone_get_day (reading->zone, at) == reading->day
             ? foyer_format_time (reading->zone, at)
             : foyer_format_when (reading->zone, at);
}

static void
fill_status (FoyerDaySheetRow *out, FoyerBookingRow *row, Reading *reading)
{
  const FoyerBooking *booking = row->booking;
  gint64              since_at = foyer_booking_words_since (row->booking);

  out->status = g_strdup (foyer_words_booking_state (booking->state));

  if (booking->state == FOYER_BOOKING_STATE_HELD && booking->held_until != 0)
    {
      g_autofree char *until = format_instant (reading, booking->held_until);

      /* Translators: %s is when a held time becomes free again, with the date if it is
       * another day. */
      out->status_note = g_strdup_printf (C_ ("on the day schedule", "until %s"), until);
    }
  else if (since_at != 0 && !foyer_booking_state_is_promised (booking->state))
    {
      g_autofree char *since = format_instant (reading, since_at);
      g_autofree char *length = format_stretch (since_at, reading->now);

      if (foyer_booking_state_is_present (booking->state) &&
          foyer_zone_get_day (reading->zone, reading->now) == reading->day)
        /* Translators: since what time of day, and how long that is. */
        out->status_note = g_strdup_printf (
            C_ ("on the day schedule", "since %1$s, %2$s"), since, length);
      else
        /* Translators: %s is the time of day at which the state was entered. */
        out->status_note = g_strdup_printf (C_ ("on the day schedule", "at %s"), since);
    }

  if (booking->state == FOYER_BOOKING_STATE_BOOKED)
    out->confirmed = g_strdup (C_ ("on the day schedule", "Not confirmed yet"));
  else if (booking->confirmed_at != 0 && booking->state != FOYER_BOOKING_STATE_CONFIRMED)
    out->confirmed = g_strdup (C_ ("on the day schedule", "Had been confirmed"));

  out->room = g_strdup (row->room_name);
  out->no_shows = foyer_booking_words_no_shows (row);
}

/* Which rules were set aside for a booking, by whom and why, in a text. */
static gboolean
fill_override (FoyerDaySheetRow *out,
               FoyerBookingRow  *row,
               Reading          *reading,
               GError          **error)
{
  g_autoptr (GPtrArray) overrides = NULL;
  g_autoptr (GString) text = NULL;

  if (row->overrides == NULL || *row->overrides == '\0')
    return TRUE;

  overrides = foyer_bookings_list_overrides (
      reading->db, foyer_record_get_id (FOYER_RECORD (row->booking)), error);
  if (overrides == NULL)
    return FALSE;

  text = g_string_new (NULL);
  for (guint i = 0; i < overrides->len; i++)
    {
      const FoyerBookingOverride *override = overrides->pdata[i];
      g_autoptr (FoyerUser) user = NULL;
      int rule;

      user =
          foyer_catalogue_get (reading->db, FOYER_TYPE_USER, override->staff_id, error);
      if (user == NULL)
        return FALSE;
      if (!foyer_enum_from_nick (FOYER_TYPE_GATE_RULE, override->rule, &rule))
        continue;

      if (text->len > 0)
        g_string_append (text, "; ");
      /* Translators: a rule that was set aside, by whom, and why. */
      g_string_append_printf (text, C_ ("on the day schedule", "%1$s, %2$s: %3$s"),
                              foyer_words_gate_rule ((FoyerGateRule) rule), user->name,
                              override->reason != NULL ? override->reason : "–");
    }
  out->override = g_string_free (g_steal_pointer (&text), FALSE);

  return TRUE;
}

/* The language is worth its line if it is not the one that the paper is in. */
static char *
describe_language (FoyerBookingRow *row)
{
  const char *const *here = g_get_language_names ();

  if (!row->interpreter_needed && row->patient_language != NULL)
    {
      g_autofree char *language = g_ascii_strdown (row->patient_language, -1);
      const char      *reader = g_str_has_prefix (here[0], "C") ? "en" : here[0];

      g_strdelimit (language, "-_", '\0');
      if (g_ascii_strncasecmp (reader, language, strlen (language)) == 0)
        return NULL;
    }

  return foyer_booking_words_language (row);
}

static gboolean
add_booking (FoyerDaySheetSection    *section,
             const FoyerScheduleItem *item,
             Reading                 *reading,
             GError                 **error)
{
  FoyerBookingRow    *row = item->row;
  const FoyerBooking *booking = row->booking;
  FoyerDaySheetRow   *out;

  out = foyer_day_sheet_section_add_row (
      section, booking->state == FOYER_BOOKING_STATE_HELD ? FOYER_DAY_SHEET_ROW_HELD
                                                          : FOYER_DAY_SHEET_ROW_BOOKING);
  out->time = foyer_format_time_range (reading->zone, booking->start_at, booking->end_at);
  out->duration = format_stretch (booking->start_at, booking->end_at);
  out->name = foyer_format_person (row->patient_family, row->patient_given);
  out->initials = foyer_format_initials (row->patient_family, row->patient_given);
  out->same_name = row->same_name;
  out->birth = foyer_booking_words_birth (row);
  out->number = g_strdup (row->patient_number);
  out->preferred_name = g_strdup (row->patient_preferred);
  out->phone = g_strdup (row->patient_phone);
  out->language = describe_language (row);
  out->guardian = foyer_booking_words_guardian (row);
  out->alert = g_strdup (row->patient_alert);
  out->is_new = row->patient_is_new;
  out->service = g_strdup (row->service_name);
  out->reason = g_strdup (booking->reason);
  out->referral = foyer_booking_words_referral (row);
  out->referrer = g_strdup (row->referrer_name);
  out->referral_use = foyer_booking_words_referral_use (row);
  out->referral_problem = foyer_booking_words_referral_problem (row);
  out->deposit = foyer_booking_words_deposit (row, reading->currency, &out->deposit_due);
  fill_status (out, row, reading);

  return fill_override (out, row, reading, error);
}

static const char *
get_title (const FoyerScheduleItem *item)
{
  if (item->label != NULL && *item->label != '\0')
    return item->label;

  switch (item->kind)
    {
    case FOYER_SCHEDULE_KIND_FREE:
      return C_ ("on the day schedule", "Free");
    case FOYER_SCHEDULE_KIND_BREAK:
      return C_ ("on the day schedule", "Break");
    case FOYER_SCHEDULE_KIND_ABSENCE:
      return C_ ("on the day schedule", "Away");
    case FOYER_SCHEDULE_KIND_CLOSURE:
    case FOYER_SCHEDULE_KIND_HOLIDAY:
      return C_ ("on the day schedule", "Clinic closed");
    case FOYER_SCHEDULE_KIND_BOOKING:
    default:
      return NULL;
    }
}

static int
compare_starts (gconstpointer a, gconstpointer b)
{
  const FoyerScheduleItem *one = *(FoyerScheduleItem *const *) a;
  const FoyerScheduleItem *other = *(FoyerScheduleItem *const *) b;

  if (one->start_at != other->start_at)
    return one->start_at < other->start_at ? -1 : 1;
  return (one->kind == FOYER_SCHEDULE_KIND_BOOKING) -
         (other->kind == FOYER_SCHEDULE_KIND_BOOKING);
}

static gboolean
add_column (FoyerDaySheet             *sheet,
            const FoyerScheduleColumn *column,
            Reading                   *reading,
            GError                   **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  g_autofree char *title = foyer_format_person_full (
      column->clinician->prefix, column->clinician->given, column->clinician->family,
      column->clinician->credentials);
  FoyerDaySheetSection *section = foyer_day_sheet_add_section (sheet, title);

  section->note = g_strdup (column->clinician->specialty);
  g_ptr_array_extend (items, column->items, NULL, NULL);
  g_ptr_array_sort (items, compare_starts);

  for (guint i = 0; i < items->len; i++)
    {
      const FoyerScheduleItem *item = items->pdata[i];
      FoyerDaySheetRow        *row;

      if (item->row != NULL)
        {
          if (!add_booking (section, item, reading, error))
            return FALSE;
          continue;
        }
      row = foyer_day_sheet_section_add_row (section, FOYER_DAY_SHEET_ROW_GAP);
      row->time = foyer_format_time_range (reading->zone, item->start_at, item->end_at);
      row->duration = format_stretch (item->start_at, item->end_at);
      row->title = g_strdup (get_title (item));
    }

  return TRUE;
}

/* How many bookings are in each state, in words, also those that no longer take time; NULL
 * if there are none. */
static gboolean
count_bookings (FoyerDaySheet            *sheet,
                const FoyerDaySheetQuery *query,
                FoyerDb                  *db,
                GError                  **error)
{
  guint            n_by_state[FOYER_BOOKING_STATE_ENTERED_IN_ERROR + 1] = { 0 };
  g_autofree char *date = foyer_day_format (query->day);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) rows =
      foyer_bookings_list_day (db, date, query->clinician_id, TRUE, error);

  if (rows == NULL)
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    n_by_state[((const FoyerBookingRow *) rows->pdata[i])->booking->state]++;

  for (guint i = 0; i < FOYER_BOOKING_STATE_ENTERED_IN_ERROR; i++)
    if (n_by_state[i] > 0)
      {
        if (text->len > 0)
          g_string_append (text, " · ");
        /* Translators: a state of bookings, and how many are in it. */
        g_string_append_printf (text, C_ ("on the day schedule", "%1$s: %2$u"),
                                foyer_words_booking_state ((FoyerBookingState) i),
                                n_by_state[i]);
      }
  if (text->len > 0)
    sheet->counts = g_string_free (g_steal_pointer (&text), FALSE);

  return TRUE;
}

/* The place of an IANA zone, as people call it: Los Angeles. */
static char *
describe_zone (FoyerZone *zone)
{
  const char *name = foyer_zone_get_name (zone);
  const char *slash = strrchr (name, '/');

  return g_strdelimit (g_strdup (slash != NULL ? slash + 1 : name), "_", ' ');
}

/* Nobody is in the way of a clinician who neither works that day nor has bookings. */
static gboolean
is_shown (const FoyerScheduleColumn *column, const FoyerDaySheetQuery *query)
{
  if (query->clinician_id != 0 || column->work->len > 0)
    return TRUE;
  for (guint i = 0; i < column->items->len; i++)
    if (((const FoyerScheduleItem *) column->items->pdata[i])->row != NULL)
      return TRUE;
  return FALSE;
}

/**
 * foyer_day_sheet_read:
 * @db: a connection
 * @query: what is to be printed
 * @error: return location for an error
 *
 * Reads a day and says it in the words of paper.
 *
 * Free time, breaks, absences and held times are rows as well.  Cancelled bookings are
 * counted, but are no rows.
 *
 * Returns: (transfer full): the day schedule, or `NULL` on error
 */
FoyerDaySheet *
foyer_day_sheet_read (FoyerDb *db, const FoyerDaySheetQuery *query, GError **error)
{
  g_autoptr (FoyerClinic) clinic = NULL;
  g_autoptr (FoyerSchedule) schedule = NULL;
  g_autoptr (FoyerDaySheet) sheet = NULL;
  Reading reading = { .db = db, .day = query->day };

  clinic = foyer_catalogue_get_clinic (db, error);
  if (clinic == NULL)
    return NULL;
  schedule = foyer_schedule_read (db, query->day, 1, query->clinician_id, error);
  if (schedule == NULL || !foyer_schedule_read_details (schedule, db, error))
    return NULL;

  reading.zone = schedule->zone;
  reading.currency = clinic->currency;
  reading.now = foyer_db_now (db);

  sheet = foyer_day_sheet_new ();
  sheet->privacy = query->privacy;
  sheet->page_per_clinician = query->page_per_clinician;
  for (guint i = 0; i < schedule->columns->len; i++)
    if (is_shown (schedule->columns->pdata[i], query) &&
        !add_column (sheet, schedule->columns->pdata[i], &reading, error))
      return NULL;
  if (!count_bookings (sheet, query, db, error))
    return NULL;

  sheet->clinic = g_strdup (clinic->name);
  sheet->phone = g_strdup (clinic->phone);
  sheet->date = foyer_format_day_long (query->day);
  if (query->clinician_id == 0)
    sheet->who = g_strdup (C_ ("on the day schedule", "All clinicians"));
  sheet->zone = describe_zone (schedule->zone);
  sheet->printed_at = foyer_format_when (schedule->zone, reading.now);
  sheet->printed_by = g_strdup (query->printed_by);

  return g_steal_pointer (&sheet);
}
