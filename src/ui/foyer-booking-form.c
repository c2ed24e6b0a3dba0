/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-booking-window-private.h"

#include "present/foyer-format.h"
#include "present/foyer-request-words.h"
#include "present/foyer-words.h"

#include <glib/gi18n-lib.h>

/* What the booking window shows: the person, the choices, the referral, the deposit. */

void
foyer_booking_window_show_problem (FoyerBookingWindow *self, const char *sentence)
{
  gtk_label_set_label (self->problem_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->problem_box, sentence != NULL);
}

static void
show_person (FoyerBookingWindow *self)
{
  FoyerPatient    *patient = self->file->patient;
  g_autofree char *name = foyer_format_person (patient->family, patient->given);
  g_autofree char *born = foyer_format_date (patient->birth_date);
  g_autofree char *age =
      foyer_format_age (patient->birth_date, foyer_session_today (self->session));
  GString    *text = g_string_new (born);
  const char *phone = patient->phones != NULL && patient->phones->len > 0
                          ? FOYER_PATIENT_PHONE (patient->phones->pdata[0])->number
                          : NULL;

  if (*age != '\0')
    g_string_append_printf (text, " · %s", age);
  /* Translators: %s is the number of a patient. */
  g_string_append_printf (text, C_ ("patient", " · No. %s"), patient->number);
  if (phone != NULL)
    /* A phone number runs from left to right in every language. */
    g_string_append_printf (text, " · \u2066%s\u2069", phone);
  g_string_append_printf (text, " · %s",
                          self->file->is_new ? C_ ("patient", "New here")
                                             : C_ ("patient", "Known here"));

  gtk_label_set_label (self->name_label, name);
  gtk_label_set_label (self->person_label, text->str);
  gtk_label_set_label (self->alert_label, patient->alert != NULL ? patient->alert : "");
  gtk_widget_set_visible (self->alert_box, patient->alert != NULL);
  g_string_free (text, TRUE);
}

static gboolean
tick_cb (gpointer data)
{
  FoyerBookingWindow *self = data;
  FoyerBooking       *booking = self->file->row->booking;
  gint64              left = booking->held_until - foyer_session_now (self->session);
  g_autofree char    *when =
      foyer_format_when (foyer_session_get_zone (self->session), booking->start_at);
  g_autofree char *countdown = foyer_format_countdown (left);
  g_autofree char *text = NULL;

  if (left > 0)
    /* Translators: %1$s is a date and time, %2$s how long it is still held, 14:59. */
    text = g_strdup_printf (_ ("%1$s is held for another %2$s."), when, countdown);
  else
    /* Translators: %s is a date and time. */
    text = g_strdup_printf (_ ("%s is no longer held: somebody else may take it."), when);
  gtk_label_set_label (self->now_label, text);

  return G_SOURCE_CONTINUE;
}

/* The time that a booking has, or the next visit that the patient has already. */
static void
show_now (FoyerBookingWindow *self)
{
  FoyerZone       *zone = foyer_session_get_zone (self->session);
  FoyerBookingRow *row = self->file->row != NULL ? self->file->row : self->file->upcoming;
  g_autofree char *when = NULL;
  g_autofree char *text = NULL;

  g_clear_handle_id (&self->tick_id, g_source_remove);
  if (self->file->request != NULL && self->mode != FOYER_BOOKING_MODE_HELD)
    {
      g_autofree char *wishes = foyer_request_words_wishes (self->file->request);

      /* Translators: %s is when a patient would like to come: “Any day, in the morning” */
      text = g_strdup_printf (_ ("Would like: %s."), wishes);
      gtk_label_set_label (self->now_label, text);
      gtk_widget_set_visible (GTK_WIDGET (self->now_label), TRUE);
      return;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->now_label),
                          row != NULL && row->booking->start_at != 0);
  if (row == NULL || row->booking->start_at == 0)
    return;
  if (self->mode == FOYER_BOOKING_MODE_HELD)
    {
      tick_cb (self);
      self->tick_id = g_timeout_add_seconds (1, tick_cb, self);
      return;
    }

  when = foyer_format_when (zone, row->booking->start_at);
  if (self->mode == FOYER_BOOKING_MODE_MOVE)
    /* Translators: %1$s is a date and time, %2$s a clinician. */
    text = g_strdup_printf (
        _ ("Now: %1$s with %2$s.  That time is kept until the new one is saved."), when,
        row->clinician_name != NULL ? row->clinician_name : "");
  else
    /* Translators: %1$s is a date and time, %2$s a kind of visit, %3$s a state. */
    text = g_strdup_printf (_ ("Already planned: %1$s, %2$s (%3$s)."), when,
                            row->service_name,
                            foyer_words_booking_state (row->booking->state));
  gtk_label_set_label (self->now_label, text);
}

/**
 * foyer_booking_window_show_referral:
 * @self: the window
 *
 * Says below the referral how much of it is left: “1+1 of 3 · until Mar 4”.
 */
void
foyer_booking_window_show_referral (FoyerBookingWindow *self)
{
  FoyerReferralRow *row = foyer_booking_file_find_referral (
      self->file, foyer_choice_row_get_value (self->referral_row));
  GString *text = g_string_new (NULL);

  if (row != NULL)
    {
      FoyerReferral   *referral = row->referral;
      g_autofree char *visits = foyer_format_visits (row->visits_used, row->visits_booked,
                                                     referral->visits_authorised);

      /* Translators: visits of a referral, used and booked of how many: 1+1 of 3. */
      g_string_append_printf (text, C_ ("referral", "%s visits"), visits);
      if (referral->valid_to != NULL)
        {
          g_autofree char *date = foyer_format_date (referral->valid_to);

          /* Translators: %s is the last day on which a referral is valid. */
          g_string_append_printf (text, C_ ("referral", " · until %s"), date);
        }
      if (!foyer_referral_state_counts_as_accepted (referral->state))
        g_string_append_printf (text, " · %s",
                                foyer_words_referral_state (referral->state));
    }
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->referral_row), text->str);
  g_string_free (text, TRUE);
}

static void
fill_referrals (FoyerBookingWindow *self)
{
  GPtrArray *referrals = self->file->referrals;

  foyer_choice_row_begin (self->referral_row);
  foyer_choice_row_add (self->referral_row, 0, C_ ("referral", "None"));
  for (guint i = 0; referrals != NULL && i < referrals->len; i++)
    {
      FoyerReferral   *referral = FOYER_REFERRAL_ROW (referrals->pdata[i])->referral;
      g_autofree char *text =
          referral->reason != NULL
              ? g_strdup_printf ("%s · %s", referral->number, referral->reason)
              : g_strdup (referral->number);

      foyer_choice_row_add (self->referral_row,
                            foyer_record_get_id (FOYER_RECORD (referral)), text);
    }
  foyer_choice_row_end (self->referral_row);
}

static void
fill_clinicians (FoyerBookingWindow *self)
{
  FoyerChoices *choices = self->file->choices;

  foyer_choices_fill_clinicians (choices, self->clinician_row);
  for (guint i = 0; i < choices->clinicians->len; i++)
    {
      gint64           id = foyer_record_get_id (choices->clinicians->pdata[i]);
      g_autofree char *name = foyer_choices_name_clinician (choices, id);

      foyer_slot_list_name_clinician (self->slots, id, name);
    }
}

/* What a booking that exists already says. */
static void
show_row (FoyerBookingWindow *self)
{
  FoyerBooking *booking = self->file->row->booking;

  self->patient_id = booking->patient_id;
  if (booking->state == FOYER_BOOKING_STATE_HELD)
    self->mode = FOYER_BOOKING_MODE_HELD;
  else if (foyer_booking_state_is_promised (booking->state))
    self->mode = FOYER_BOOKING_MODE_MOVE;
  else
    self->mode = FOYER_BOOKING_MODE_NEW;
  if (self->wanted_referral_id < 0)
    self->wanted_referral_id = booking->referral_id;
  if (self->wanted_service_id == 0)
    self->wanted_service_id = booking->service_id;
  if (self->wanted_clinician_id < 0)
    self->wanted_clinician_id = booking->clinician_id;
  foyer_entry_row_set_text (self->reason_row, booking->reason);
  foyer_entry_row_set_text (self->note_row, booking->note);
  foyer_choice_row_set_value (self->channel_row, booking->channel);
  if (self->mode == FOYER_BOOKING_MODE_HELD && self->wanted_slot == NULL)
    {
      self->wanted_slot = foyer_slot_new ();
      self->wanted_slot->start_at = booking->start_at;
      self->wanted_slot->end_at = booking->end_at;
      self->wanted_slot->clinician_id = booking->clinician_id;
      self->wanted_slot->room_id = booking->room_id;
    }
}

/* What the patient has written is why they come, and how they asked is known. */
static void
show_request (FoyerBookingWindow *self)
{
  FoyerRequest    *request = self->file->request;
  g_autofree char *reason =
      request->message != NULL
          ? g_strdelimit (g_strstrip (g_strdup (request->message)), "\r\n\t", ' ')
          : NULL;

  foyer_entry_row_set_text (self->reason_row, reason);
  foyer_choice_row_set_value (self->channel_row, request->channel);
  gtk_widget_set_sensitive (GTK_WIDGET (self->channel_row), FALSE);
}

/* Chooses what is wanted, and proposes the rest. */
static void
choose (FoyerBookingWindow *self)
{
  g_autofree char  *today = foyer_day_format (foyer_session_today (self->session));
  gint64            referral_id = self->wanted_referral_id;
  gint64            service_id = self->wanted_service_id;
  gint64            clinician_id = self->wanted_clinician_id;
  FoyerReferralRow *referral;

  if (referral_id < 0)
    referral_id = foyer_booking_file_choose_referral (self->file, today);
  if (service_id == 0)
    service_id = foyer_booking_file_choose_service (self->file, referral_id);
  referral = foyer_booking_file_find_referral (self->file, referral_id);
  if (clinician_id < 0)
    clinician_id = referral != NULL && referral->referral->clinician_id != 0
                       ? referral->referral->clinician_id
                       : self->file->patient->clinician_id;
  foyer_choice_row_set_value (self->referral_row, referral_id);
  foyer_choice_row_set_value (self->service_row, service_id);
  foyer_choice_row_set_value (self->clinician_row, clinician_id);
  self->wanted_referral_id = -1;
  self->wanted_service_id = 0;
  self->wanted_clinician_id = -1;
}

/* The end of a time that was chosen elsewhere follows from the visit. */
static void
pin_wanted_slot (FoyerBookingWindow *self)
{
  FoyerService *service = foyer_choices_find_service (
      self->file->choices, foyer_choice_row_get_value (self->service_row));

  if (self->wanted_slot != NULL && service != NULL &&
      self->mode != FOYER_BOOKING_MODE_HELD)
    self->wanted_slot->end_at =
        self->wanted_slot->start_at + service->duration_minutes * FOYER_MINUTE_SECONDS;
  foyer_slot_list_pin (self->slots, self->wanted_slot);
}

/* What the banner does with what is typed; the time is chosen, and the gate asks about it. */

static FoyerSnapshot *
read_snapshot (gpointer owner)
{
  FoyerBookingWindow *self = owner;
  g_autoptr (FoyerBooking) typed = foyer_record_copy (FOYER_RECORD (self->known));

  foyer_form_peek (self->form, typed);

  return foyer_snapshot_new (typed);
}

static void
show_snapshot (gpointer owner, FoyerSnapshot *snapshot, FoyerSnapshot *base)
{
  FoyerBookingWindow *self = owner;

  g_set_object (&self->known, FOYER_BOOKING (base->record));
  foyer_form_update (self->form, snapshot->record);
}

const FoyerEditForm foyer_booking_window_edit_form = { read_snapshot, show_snapshot,
                                                       NULL };

/* From now on others may change it too. */
static void
watch (FoyerBookingWindow *self)
{
  g_autoptr (FoyerSnapshot) base = foyer_snapshot_new (self->file->row->booking);

  g_set_object (&self->known, self->file->row->booking);
  foyer_edit_banner_begin (self->banner, base);
}

/* A hold that has run out meanwhile, or a booking that was cancelled, becomes the draft of a
 * new one: the time is still wanted, and the gate says whether it is still free. */
static void
start_again (FoyerBookingWindow *self)
{
  self->booking_id = 0;
  self->mode = FOYER_BOOKING_MODE_NEW;
  foyer_edit_banner_end (self->banner);
  foyer_booking_window_show_problem (
      self, _ ("The time is no longer held.  Book it again if it is still free; nothing "
               "that you typed is lost."));
  g_clear_object (&self->file->row);
}

/**
 * foyer_booking_window_show_file:
 * @self: the window
 *
 * Shows what was read; what a person has chosen already stays.
 */
void
foyer_booking_window_show_file (FoyerBookingWindow *self)
{
  gint64 shown_patient_id =
      GPOINTER_TO_SIZE (g_object_get_data (G_OBJECT (self->name_label), "patient"));

  self->showing = TRUE;
  if (self->file->row != NULL && shown_patient_id != self->file->row->booking->patient_id)
    show_row (self);
  else if (self->file->request != NULL && shown_patient_id == 0)
    show_request (self);
  else if (self->file->patient != NULL && shown_patient_id == self->patient_id)
    {
      /* It was read again: what is chosen is what is wanted. */
      if (self->wanted_referral_id < 0)
        self->wanted_referral_id = foyer_choice_row_get_value (self->referral_row);
      if (self->wanted_service_id == 0)
        self->wanted_service_id = foyer_choice_row_get_value (self->service_row);
      if (self->wanted_clinician_id < 0)
        self->wanted_clinician_id = foyer_choice_row_get_value (self->clinician_row);
    }
  if (self->file->row != NULL &&
      (self->file->row->booking->state == FOYER_BOOKING_STATE_CANCELLED ||
       self->file->row->booking->state == FOYER_BOOKING_STATE_ENTERED_IN_ERROR))
    start_again (self);
  if (self->file->row != NULL && !foyer_edit_banner_is_watching (self->banner))
    watch (self);
  foyer_choices_fill_services (self->file->choices, self->service_row);
  fill_clinicians (self);
  if (self->file->patient != NULL)
    {
      show_person (self);
      fill_referrals (self);
      choose (self);
      foyer_booking_window_show_referral (self);
      show_now (self);
      pin_wanted_slot (self);
      g_object_set_data (G_OBJECT (self->name_label), "patient",
                         GSIZE_TO_POINTER (self->patient_id));
    }
  self->showing = FALSE;
  gtk_stack_set_visible_child_name (self->stack,
                                    self->file->patient != NULL ? "form" : "find");
  foyer_booking_window_show_mode (self);
  foyer_booking_window_show_deposit (self);
  foyer_booking_window_search (self);
}

/**
 * foyer_booking_window_show_mode:
 * @self: the window
 *
 * Names the window and its buttons after what it is for.
 */
void
foyer_booking_window_show_mode (FoyerBookingWindow *self)
{
  FoyerClinic     *clinic = foyer_session_get_clinic (self->session);
  FoyerRole        role = foyer_session_get_actor (self->session)->role;
  gboolean         allowed = foyer_permission_allows (role, FOYER_ACTION_BOOKING_MAKE);
  gboolean         moving = self->mode == FOYER_BOOKING_MODE_MOVE;
  g_autofree char *minutes =
      clinic != NULL ? foyer_format_duration (clinic->hold_minutes) : g_strdup ("");
  g_autofree char *tooltip = NULL;
  const char      *title;

  if (moving)
    title = _ ("Move Booking");
  else if (self->mode == FOYER_BOOKING_MODE_HELD)
    title = _ ("Book Held Time");
  else
    title = _ ("New Booking");
  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_window_title_set_title (self->window_title, title);
  adw_window_title_set_subtitle (self->window_title,
                                 self->file != NULL && self->file->row != NULL
                                     ? self->file->row->booking->number
                                     : "");
  /* A held time stays held when the window is closed. */
  gtk_button_set_label (self->cancel_button, self->mode == FOYER_BOOKING_MODE_HELD
                                                 ? C_ ("dialog", "Close")
                                                 : C_ ("dialog", "Cancel"));
  gtk_button_set_label (self->book_button,
                        moving ? C_ ("booking", "Move") : C_ ("booking", "Book"));
  gtk_widget_set_visible (self->change_button,
                          self->booking_id == 0 && self->request_id == 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->service_row), !moving);
  gtk_widget_set_visible (GTK_WIDGET (self->hold_button),
                          self->mode == FOYER_BOOKING_MODE_NEW);
  /* Translators: %s is how long a time is held, 15 min. */
  tooltip = g_strdup_printf (_ ("Keep the time for %s (Ctrl+H)"), minutes);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->hold_button), tooltip);
  /* Translators: %s is how long a time is held, 15 min. */
  g_free (tooltip);
  tooltip = g_strdup_printf (C_ ("booking", "Hold %s"), minutes);
  gtk_button_set_label (self->hold_button, tooltip);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "booking.book",
                                 allowed && !self->working && self->patient_id != 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "booking.hold",
                                 allowed && !self->working && self->patient_id != 0);
}

/* Goes on with what was being paid when the window or the program was left. */
static void
restore_payment (FoyerBookingWindow *self)
{
  FoyerPaymentFile *money = self->file->money;

  if (money->attempt == NULL || self->wrote)
    return;
  self->found_attempt = TRUE;
  self->attempt_id = foyer_record_get_id (FOYER_RECORD (money->attempt));
  foyer_deposit_form_restore (self->deposit, money);
}

/**
 * foyer_booking_window_show_deposit:
 * @self: the window
 *
 * Asks for the deposit if the visit has one that is not paid yet.
 */
void
foyer_booking_window_show_deposit (FoyerBookingWindow *self)
{
  FoyerService *service = foyer_choices_find_service (
      self->file->choices, foyer_choice_row_get_value (self->service_row));
  FoyerBookingRow *row = self->file->row;
  gint64           asked = service != NULL ? service->deposit_minor : 0;
  gint64           settled = row != NULL ? row->paid_minor + row->waived_minor : 0;
  gboolean         due = self->file->patient != NULL && settled < asked;

  gtk_widget_set_visible (GTK_WIDGET (self->deposit), due);
  if (due)
    {
      foyer_deposit_form_set_session (self->deposit, self->session);
      foyer_deposit_form_set_due (
          self->deposit, asked - settled, asked,
          foyer_session_get_currency (self->session),
          foyer_permission_allows (foyer_session_get_actor (self->session)->role,
                                   FOYER_ACTION_MONEY_WAIVE));
      foyer_deposit_form_set_credit (self->deposit, self->file->money->credit_minor);
      restore_payment (self);
    }
  else
    foyer_deposit_form_choose (self->deposit, FOYER_DEPOSIT_LATER);
}
