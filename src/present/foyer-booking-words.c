/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "present/foyer-booking-words.h"

#include "model/foyer-patient-standing.h"
#include "present/foyer-format.h"
#include "present/foyer-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SEPARATOR " · "

static void
append (GString *text, const char *separator, const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, separator);
  g_string_append (text, part);
}

static char *
finish (GString *text)
{
  if (text->len == 0)
    {
      g_string_free (text, TRUE);
      return NULL;
    }

  return g_string_free (text, FALSE);
}

static int
get_visit_day (FoyerBookingRow *row)
{
  int day = 0;

  foyer_day_parse (row->booking->visit_date, &day);

  return day;
}

/**
 * foyer_booking_words_since:
 * @booking: a booking
 *
 * Returns: when it reached its state, seconds since 1970-01-01 UTC; 0 if that is not known
 */
gint64
foyer_booking_words_since (FoyerBooking *booking)
{
  switch (booking->state)
    {
    case FOYER_BOOKING_STATE_BOOKED:
      return booking->booked_at;
    case FOYER_BOOKING_STATE_CONFIRMED:
      return booking->confirmed_at;
    case FOYER_BOOKING_STATE_ARRIVED:
      return booking->arrived_at;
    case FOYER_BOOKING_STATE_CHECKED_IN:
      return booking->checked_in_at;
    case FOYER_BOOKING_STATE_IN_ROOM:
      return booking->in_room_at;
    case FOYER_BOOKING_STATE_COMPLETED:
      return booking->completed_at;
    case FOYER_BOOKING_STATE_NO_SHOW:
    case FOYER_BOOKING_STATE_LEFT:
    case FOYER_BOOKING_STATE_CANCELLED:
      return booking->ended_at;
    case FOYER_BOOKING_STATE_REQUESTED:
    case FOYER_BOOKING_STATE_WAITLISTED:
    case FOYER_BOOKING_STATE_HELD:
    case FOYER_BOOKING_STATE_ENTERED_IN_ERROR:
    default:
      return 0;
    }
}

/**
 * foyer_booking_words_status:
 * @booking: a booking
 * @now: seconds since 1970-01-01 UTC
 *
 * Says where a booking stands: its state, with how long the patient has been waiting, how
 * late they are, or how long a time is still held.
 *
 * Returns: (transfer full): “Arrived 7 min”
 */
char *
foyer_booking_words_status (FoyerBooking *booking, gint64 now)
{
  const char      *word = foyer_words_booking_state (booking->state);
  g_autofree char *time = NULL;

  if (foyer_booking_state_is_present (booking->state))
    {
      const gint64 since = foyer_booking_words_since (booking);

      if (since == 0 || now - since > 12 * FOYER_HOUR_SECONDS)
        return g_strdup (word);
      time = foyer_format_duration (MAX (now - since, 0) / FOYER_MINUTE_SECONDS);
      /* Translators: a state and for how long it has lasted, “Arrived 7 min” */
      return g_strdup_printf (C_ ("booking state", "%1$s %2$s"), word, time);
    }
  if (booking->state == FOYER_BOOKING_STATE_HELD && booking->held_until > 0)
    {
      if (booking->held_until <= now)
        return g_strdup (C_ ("booking state", "Hold has ended"));
      if (booking->held_until - now < 12 * FOYER_HOUR_SECONDS)
        {
          time = foyer_format_countdown (booking->held_until - now);
          /* Translators: a time is kept for so long, “Held 12:31” */
          return g_strdup_printf (C_ ("booking state", "%1$s %2$s"), word, time);
        }
    }
  if (foyer_booking_state_is_promised (booking->state) && booking->start_at > 0 &&
      now - booking->start_at >= FOYER_MINUTE_SECONDS && now < booking->end_at)
    {
      time = foyer_format_duration ((now - booking->start_at) / FOYER_MINUTE_SECONDS);
      /* Translators: the patient is late by so much, “Late 12 min” */
      return g_strdup_printf (C_ ("booking state", "Late %s"), time);
    }

  return g_strdup (word);
}

/**
 * foyer_booking_words_patient:
 * @row: a booking
 *
 * Returns: (transfer full): the patient's name with what they like to be called, “Garcia,
 *   Maria (Mia)”
 */
char *
foyer_booking_words_patient (FoyerBookingRow *row)
{
  g_autofree char *name = foyer_format_person (row->patient_family, row->patient_given);

  if (row->patient_preferred == NULL ||
      g_strcmp0 (row->patient_preferred, row->patient_given) == 0)
    return g_steal_pointer (&name);

  /* Translators: a person’s name and what to call them, “Garcia, Maria (Mia)” */
  return g_strdup_printf (C_ ("person", "%1$s (%2$s)"), name, row->patient_preferred);
}

/**
 * foyer_booking_words_birth:
 * @row: a booking
 *
 * Returns: (transfer full) (nullable): birth date and the age on the day of the visit
 */
char *
foyer_booking_words_birth (FoyerBookingRow *row)
{
  g_autofree char *date = NULL;
  g_autofree char *age = NULL;

  if (row->patient_birth_date == NULL)
    return NULL;
  date = foyer_format_date (row->patient_birth_date);
  age = foyer_format_age (row->patient_birth_date, get_visit_day (row));
  if (*age == '\0')
    return g_steal_pointer (&date);

  /* Translators: birth date and age, “Mar 12, 1984 · 42” */
  return g_strdup_printf (C_ ("birth date and age", "%1$s · %2$s"), date, age);
}

/**
 * foyer_booking_words_language:
 * @row: a booking
 *
 * Returns: (transfer full) (nullable): the language of a patient who needs an interpreter, or
 *   that is on file
 */
char *
foyer_booking_words_language (FoyerBookingRow *row)
{
  g_autofree char *language = foyer_format_language (row->patient_language);

  if (!row->interpreter_needed)
    return *language != '\0' ? g_steal_pointer (&language) : NULL;
  if (*language == '\0')
    return g_strdup (_ ("Interpreter needed"));

  /* Translators: the language of a patient who needs an interpreter */
  return g_strdup_printf (_ ("%s, interpreter needed"), language);
}

/**
 * foyer_booking_words_referral:
 * @row: a booking
 *
 * Returns: (transfer full) (nullable): “R-1042 · Urgent”
 */
char *
foyer_booking_words_referral (FoyerBookingRow *row)
{
  GString *text;

  if (row->referral_number == NULL)
    return NULL;

  text = g_string_new (row->referral_number);
  append (text, SEPARATOR, foyer_words_urgency (row->referral_urgency));

  return finish (text);
}

/**
 * foyer_booking_words_referral_use:
 * @row: a booking
 *
 * Returns: (transfer full) (nullable): visits used and booked, and until when the referral is
 *   valid: “1+1 of 3 · until Mar 4, 2027”
 */
char *
foyer_booking_words_referral_use (FoyerBookingRow *row)
{
  g_autofree char *visits = NULL;
  g_autofree char *date = NULL;
  g_autofree char *until = NULL;
  GString         *text;

  if (row->referral_number == NULL)
    return NULL;

  visits = foyer_format_visits (row->referral_visits_used, row->referral_visits_booked,
                                row->referral_visits_authorised);
  if (row->referral_valid_to != NULL)
    {
      date = foyer_format_date (row->referral_valid_to);
      /* Translators: the last day on which a referral is valid */
      until = g_strdup_printf (C_ ("referral", "until %s"), date);
    }
  text = g_string_new (visits);
  append (text, SEPARATOR, until);

  return finish (text);
}

static gboolean
needs_referral (FoyerBookingRow *row)
{
  return row->referral_rule == FOYER_REFERRAL_RULE_ALWAYS ||
         (row->referral_rule == FOYER_REFERRAL_RULE_NEW_PATIENTS && row->patient_is_new);
}

/**
 * foyer_booking_words_referral_problem:
 * @row: a booking
 *
 * Returns: (transfer full) (nullable): in words, why the referral does not carry this visit
 */
char *
foyer_booking_words_referral_problem (FoyerBookingRow *row)
{
  const gint64 n_visits = row->referral_visits_used + row->referral_visits_booked;

  if (row->referral_number == NULL)
    return needs_referral (row) ? g_strdup (C_ ("referral", "No referral")) : NULL;
  if (row->referral_state < FOYER_REFERRAL_STATE_ACCEPTED)
    return g_strdup (C_ ("referral", "Referral not accepted yet"));
  if (row->referral_state >= FOYER_REFERRAL_STATE_DECLINED)
    /* Translators: the state of the referral that a booking rests on, “Referral: Withdrawn” */
    return g_strdup_printf (C_ ("referral", "Referral: %s"),
                            foyer_words_referral_state (row->referral_state));
  if (row->referral_valid_to != NULL && row->booking->visit_date != NULL &&
      strcmp (row->booking->visit_date, row->referral_valid_to) > 0)
    return g_strdup (C_ ("referral", "Referral expired"));
  if (row->referral_visits_authorised > 0 && n_visits > row->referral_visits_authorised)
    return g_strdup (C_ ("referral", "No visits left on the referral"));

  return NULL;
}

/**
 * foyer_booking_words_deposit:
 * @row: a booking
 * @currency: ISO 4217 code in which the clinic counts
 * @out_due: (out) (optional): whether something is still to be paid
 *
 * Returns: (transfer full) (nullable): what has become of the deposit
 */
char *
foyer_booking_words_deposit (FoyerBookingRow *row,
                             const char      *currency,
                             gboolean        *out_due)
{
  const gint64     asked = row->booking->deposit_minor;
  const gint64     due = asked - row->paid_minor - row->waived_minor;
  g_autofree char *amount = NULL;

  if (out_due != NULL)
    *out_due = asked > 0 && due > 0;
  if (asked <= 0)
    return NULL;

  if (due > 0)
    {
      amount = foyer_format_money (due, currency);
      /* Translators: how much of a payment at booking is missing */
      return g_strdup_printf (C_ ("deposit", "Deposit %s due"), amount);
    }
  if (row->paid_minor <= 0)
    return g_strdup (C_ ("deposit", "Deposit waived"));
  amount = foyer_format_money (row->paid_minor, currency);

  /* Translators: how much of a payment at booking was made */
  return g_strdup_printf (C_ ("deposit", "Deposit %s paid"), amount);
}

/**
 * foyer_booking_words_guardian:
 * @row: a booking
 *
 * Returns: (transfer full) (nullable): for a minor, that a guardian has to come along, or is
 *   not on file
 */
char *
foyer_booking_words_guardian (FoyerBookingRow *row)
{
  const int years = foyer_age_years (row->patient_birth_date, get_visit_day (row));

  if (years < 0 || years >= FOYER_ADULT_YEARS)
    return NULL;

  return g_strdup (row->has_guardian ? _ ("Minor, guardian comes along")
                                     : _ ("Minor, no guardian on file"));
}

/**
 * foyer_booking_words_no_shows:
 * @row: a booking
 *
 * Returns: (transfer full) (nullable): how often the patient did not come
 */
char *
foyer_booking_words_no_shows (FoyerBookingRow *row)
{
  if (row->n_no_shows <= 0)
    return NULL;

  return g_strdup_printf (
      /* Translators: how often a patient did not come, within 24 months */
      g_dngettext (GETTEXT_PACKAGE, "%d no-show in two years", "%d no-shows in two years",
                   (gulong) row->n_no_shows),
      (int) row->n_no_shows);
}

/**
 * foyer_booking_words_overrides:
 * @row: a booking
 *
 * Returns: (transfer full) (nullable): which rules were set aside for it
 */
char *
foyer_booking_words_overrides (FoyerBookingRow *row)
{
  g_auto (GStrv) nicks = NULL;
  g_autoptr (GString) rules = g_string_new (NULL);

  if (row->overrides == NULL)
    return NULL;

  nicks = g_strsplit (row->overrides, ",", -1);
  for (guint i = 0; nicks[i] != NULL; i++)
    {
      int rule;

      if (foyer_enum_from_nick (FOYER_TYPE_GATE_RULE, nicks[i], &rule))
        append (rules, ", ", foyer_words_gate_rule ((FoyerGateRule) rule));
    }
  if (rules->len == 0)
    return NULL;

  /* Translators: rules of the clinic that were not applied to a booking */
  return g_strdup_printf (_ ("Set aside: %s"), rules->str);
}

/**
 * foyer_booking_words_unconfirmed:
 * @row: a booking
 *
 * Returns: (transfer none) (nullable): that another desk may still book its time; `NULL` if
 *   that is not so
 */
const char *
foyer_booking_words_unconfirmed (FoyerBookingRow *row)
{
  return row->unconfirmed ? C_ ("booking", "Unclaimed") : NULL;
}

/**
 * foyer_booking_words_spoken:
 * @row: a booking
 * @zone: the zone of the clinic
 * @currency: ISO 4217 code in which the clinic counts
 * @now: seconds since 1970-01-01 UTC
 *
 * Returns: (transfer full): all that a block of the schedule shows, as a screen reader says
 *   it: “9:00–9:30, Garcia, Maria, Follow-up, Arrived 7 min”
 */
char *
foyer_booking_words_spoken (FoyerBookingRow *row,
                            FoyerZone       *zone,
                            const char      *currency,
                            gint64           now)
{
  gboolean         due;
  g_autofree char *time =
      foyer_format_time_range (zone, row->booking->start_at, row->booking->end_at);
  g_autofree char *patient = foyer_booking_words_patient (row);
  g_autofree char *status = foyer_booking_words_status (row->booking, now);
  g_autofree char *problem = foyer_booking_words_referral_problem (row);
  g_autofree char *deposit = foyer_booking_words_deposit (row, currency, &due);
  g_autofree char *guardian = foyer_booking_words_guardian (row);
  GString         *text = g_string_new (time);

  append (text, ", ", patient);
  if (row->patient_is_new)
    append (text, ", ", C_ ("patient", "New patient"));
  if (row->same_name)
    append (text, ", ", C_ ("patient", "Same name"));
  append (text, ", ", row->service_name);
  append (text, ", ", status);
  append (text, ", ", foyer_booking_words_unconfirmed (row));
  append (text, ", ", problem);
  if (due)
    append (text, ", ", deposit);
  if (!row->has_guardian)
    append (text, ", ", guardian);
  append (text, ", ", row->patient_alert);

  return g_string_free (text, FALSE);
}

/**
 * foyer_booking_words_next_step:
 * @state: where a booking stands
 * @out_next: (out): return location for the state to offer
 *
 * Finds the step that the desk most likely takes next.
 *
 * Returns: whether there is one
 */
gboolean
foyer_booking_words_next_step (FoyerBookingState state, FoyerBookingState *out_next)
{
  switch (state)
    {
    case FOYER_BOOKING_STATE_REQUESTED:
    case FOYER_BOOKING_STATE_WAITLISTED:
    case FOYER_BOOKING_STATE_HELD:
      *out_next = FOYER_BOOKING_STATE_BOOKED;
      return TRUE;
    case FOYER_BOOKING_STATE_BOOKED:
    case FOYER_BOOKING_STATE_CONFIRMED:
    case FOYER_BOOKING_STATE_NO_SHOW:
      *out_next = FOYER_BOOKING_STATE_ARRIVED;
      return TRUE;
    case FOYER_BOOKING_STATE_ARRIVED:
      *out_next = FOYER_BOOKING_STATE_CHECKED_IN;
      return TRUE;
    case FOYER_BOOKING_STATE_CHECKED_IN:
      *out_next = FOYER_BOOKING_STATE_IN_ROOM;
      return TRUE;
    case FOYER_BOOKING_STATE_IN_ROOM:
      *out_next = FOYER_BOOKING_STATE_COMPLETED;
      return TRUE;
    case FOYER_BOOKING_STATE_COMPLETED:
    case FOYER_BOOKING_STATE_LEFT:
    case FOYER_BOOKING_STATE_CANCELLED:
    case FOYER_BOOKING_STATE_ENTERED_IN_ERROR:
    default:
      return FALSE;
    }
}
