/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-booking-window-private.h"

#include "base/foyer-latest.h"
#include "present/foyer-format.h"
#include "present/foyer-words.h"
#include "ui/foyer-action.h"
#include "ui/foyer-payment-job.h"

#include <glib/gi18n-lib.h>

#define CHECK_DELAY_MS 60

/* What the booking window asks the gate, and what it does in the end. */

/* Texts of a request that are kept as long as it is. */
typedef struct
{
  FoyerBookingRequest request;
  char               *waiver;          /* (owned) (nullable) */
  char               *override_reason; /* (owned) (nullable) */
} Form;

static void
form_clear (Form *form)
{
  g_free (form->waiver);
  g_free (form->override_reason);
  g_clear_pointer (&form->request.payments, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Form, form_clear)

static void
read_deposit (FoyerBookingWindow *self, Form *form)
{
  if (self->mode == FOYER_BOOKING_MODE_MOVE ||
      !gtk_widget_get_visible (GTK_WIDGET (self->deposit)))
    return;
  form->request.payments = foyer_deposit_form_dup_payments (self->deposit, TRUE);
  form->waiver = foyer_deposit_form_dup_waiver (self->deposit);
  form->request.waive_reason = form->waiver;
}

static void
read_form (FoyerBookingWindow *self, Form *form)
{
  FoyerBookingRequest *request = &form->request;
  FoyerSlot           *slot = foyer_slot_list_get_slot (self->slots);

  request->booking_id = self->booking_id;
  request->patient_id = self->patient_id;
  request->service_id = foyer_choice_row_get_value (self->service_row);
  request->referral_id = foyer_choice_row_get_value (self->referral_row);
  request->clinician_id = slot != NULL ? slot->clinician_id : 0;
  request->room_id = slot != NULL ? slot->room_id : 0;
  request->start_at = slot != NULL ? slot->start_at : 0;
  request->channel = (FoyerChannel) foyer_choice_row_get_value (self->channel_row);
  request->reason = foyer_entry_row_get_text (self->reason_row);
  request->note = foyer_entry_row_get_text (self->note_row);
  request->interpreter_arranged = foyer_switch_row_get_active (self->interpreter_row);
  request->overrides = self->overrides;
  form->override_reason =
      g_strstrip (g_strdup (foyer_entry_row_get_text (self->override_row)));
  request->override_reason =
      *form->override_reason != '\0' ? form->override_reason : NULL;
  if (slot != NULL && slot->end_at > slot->start_at)
    request->duration_minutes = (slot->end_at - slot->start_at) / FOYER_MINUTE_SECONDS;
  read_deposit (self, form);
}

/* While no time is chosen, that is no news. */
static gboolean
is_news (const FoyerGateItem *item)
{
  return item->reason != FOYER_GATE_REASON_NO_TIME &&
         item->reason != FOYER_GATE_REASON_NO_CLINICIAN &&
         item->reason != FOYER_GATE_REASON_NO_ROOM;
}

static void
show_items (FoyerBookingWindow *self, GPtrArray *items)
{
  g_autoptr (GPtrArray) shown = g_ptr_array_new ();
  gboolean has_slot = foyer_slot_list_get_slot (self->slots) != NULL;

  if (self->items != items)
    {
      g_clear_pointer (&self->items, g_ptr_array_unref);
      self->items = g_ptr_array_ref (items);
    }
  for (guint i = 0; i < items->len; i++)
    {
      FoyerGateItem *item = items->pdata[i];

      if (has_slot || is_news (item))
        g_ptr_array_add (shown, item);
    }
  foyer_gate_list_set_items (self->gate, shown, foyer_session_get_zone (self->session),
                             foyer_session_get_currency (self->session));
  gtk_widget_set_visible (GTK_WIDGET (self->gate), TRUE);
}

static void hold_for_money (FoyerBookingWindow *self);

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerBookingWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerBookingAnswer) answer =
      foyer_store_finish (FOYER_STORE (source), result, &error);

  if (!foyer_latest_take (&self->checking, result))
    return;
  if (answer == NULL)
    {
      g_autofree char *text = foyer_words_error (error);

      foyer_booking_window_show_problem (self, text);
      return;
    }
  show_items (self, answer->items);
  if (self->hold_wanted)
    hold_for_money (self);
  else if (self->book_wanted)
    {
      self->book_wanted = FALSE;
      foyer_booking_window_book (self);
    }
}

static void
forget_check (FoyerBookingWindow *self)
{
  g_clear_handle_id (&self->check_id, g_source_remove);
  foyer_latest_drop (&self->checking);
}

static gboolean
check_due_cb (gpointer data)
{
  FoyerBookingWindow *self = data;
  g_auto (Form) form = { 0 };

  self->check_id = 0;
  read_form (self, &form);
  foyer_latest_ask (&self->checking);
  foyer_booking_job_run_async (self->session, FOYER_BOOKING_DEED_CHECK, &form.request, 0,
                               NULL, self->checking, checked_cb, g_object_ref (self));

  return G_SOURCE_REMOVE;
}

/**
 * foyer_booking_window_queue_check:
 * @self: the window
 *
 * Asks the gate soon; an answer that is on its way is no longer wanted.
 */
void
foyer_booking_window_queue_check (FoyerBookingWindow *self)
{
  forget_check (self);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  if (self->file == NULL || self->patient_id == 0 || self->working)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->gate), FALSE);
      return;
    }
  self->check_id = g_timeout_add (CHECK_DELAY_MS, check_due_cb, self);
}

static void
set_working (FoyerBookingWindow *self, gboolean working)
{
  self->working = working;
  foyer_edit_banner_hold (self->banner, working);
  foyer_booking_window_show_mode (self);
}

/* Who has the time now, as far as that is known. */
static void
describe_refusal (FoyerBookingWindow *self, FoyerBookingAnswer *answer)
{
  FoyerBookingRow *row = answer->in_the_way;
  g_autofree char *person = NULL;
  g_autofree char *when = NULL;
  g_autofree char *text = NULL;

  if (row == NULL)
    {
      text = foyer_words_error (answer->error);
      foyer_booking_window_show_problem (self, text);
      return;
    }
  person = foyer_format_person (row->patient_family, row->patient_given);
  when = foyer_format_time_range (foyer_session_get_zone (self->session),
                                  row->booking->start_at, row->booking->end_at);
  /* Translators: %1$s is a time, %2$s a clinician, %3$s a patient. */
  text = g_strdup_printf (
      _ ("The time is taken: %1$s, %2$s has %3$s.  The next free times "
         "are shown; nothing that you typed is lost."),
      when, row->clinician_name != NULL ? row->clinician_name : "", person);
  foyer_booking_window_show_problem (self, text);
}

static void
refuse (FoyerBookingWindow *self, FoyerBookingAnswer *answer)
{
  gboolean taken = answer->in_the_way != NULL;

  describe_refusal (self, answer);
  if (answer->items != NULL)
    show_items (self, answer->items);
  if (taken)
    {
      foyer_slot_list_pin (self->slots, NULL);
      g_clear_object (&self->wanted_slot);
      self->focus_slots = TRUE;
      foyer_slot_list_refresh (self->slots);
    }
  else if (!foyer_gate_list_focus_cure (self->gate) &&
           !foyer_deposit_form_focus_card (self->deposit))
    gtk_widget_grab_focus (GTK_WIDGET (self->slots));
}

static void
toast_done (FoyerBookingWindow *self, FoyerBookingRow *row, const char *receipt)
{
  g_autofree char *person = foyer_format_person (row->patient_family, row->patient_given);
  g_autofree char *when =
      foyer_format_when (foyer_session_get_zone (self->session), row->booking->start_at);
  g_autofree char *text = NULL;

  if (self->mode == FOYER_BOOKING_MODE_MOVE)
    /* Translators: %1$s is a patient, %2$s a date and time. */
    text = g_strdup_printf (_ ("%1$s is moved to %2$s"), person, when);
  else
    /* Translators: %1$s is a patient, %2$s a date and time. */
    text = g_strdup_printf (_ ("%1$s is booked for %2$s"), person, when);
  foyer_action_toast_receipt (GTK_WIDGET (self), text, receipt);
}

/* A held time goes on in the same window, where the deposit is taken meanwhile. */
static void
go_on_with_hold (FoyerBookingWindow *self, FoyerBookingRow *row)
{
  self->booking_id = foyer_record_get_id (FOYER_RECORD (row->booking));
  self->mode = FOYER_BOOKING_MODE_HELD;
  g_set_object (&self->wanted_slot, foyer_slot_list_get_slot (self->slots));
  foyer_booking_window_read (self);
  if (!gtk_widget_get_visible (GTK_WIDGET (self->deposit)))
    return;
  if (foyer_deposit_form_get_choice (self->deposit) == FOYER_DEPOSIT_LATER &&
      foyer_deposit_form_get_left (self->deposit) > 0)
    foyer_deposit_form_choose (self->deposit, FOYER_DEPOSIT_CARD);
  else
    foyer_booking_window_ask (self);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerBookingWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerBookingAnswer) answer =
      foyer_store_finish (FOYER_STORE (source), result, &error);

  if (self->slots == NULL)
    return;
  set_working (self, FALSE);
  self->holding = FALSE;
  if (answer != NULL && answer->attempt_id != 0)
    self->attempt_id = answer->attempt_id;
  if (answer == NULL || answer->error != NULL)
    self->book_wanted = FALSE;
  if (answer == NULL)
    {
      g_autofree char *text = foyer_words_error (error);

      foyer_booking_window_show_problem (self, text);
      return;
    }
  if (answer->error != NULL)
    {
      if (!foyer_edit_banner_take_error (self->banner, answer->error))
        refuse (self, answer);
      return;
    }
  if (answer->row != NULL && answer->row->booking->state == FOYER_BOOKING_STATE_HELD)
    {
      go_on_with_hold (self, answer->row);
      return;
    }
  if (answer->row != NULL)
    toast_done (self, answer->row, answer->receipt);
  gtk_window_close (GTK_WINDOW (self));
}

/* Whether the form has all that it needs; otherwise what is missing gets the keyboard. */
static gboolean
is_complete (FoyerBookingWindow *self, FoyerGateResult tolerated)
{
  if (self->patient_id == 0 || self->working || self->file == NULL)
    return FALSE;
  if (foyer_slot_list_get_slot (self->slots) == NULL)
    {
      foyer_booking_window_show_problem (
          self, foyer_slot_list_is_searching (self->slots)
                    ? _ ("Free times are still being looked for.")
                    : _ ("Choose a time first."));
      return FALSE;
    }
  if (tolerated < FOYER_GATE_RESULT_HOLD &&
      !foyer_deposit_form_check (self->deposit, TRUE))
    return FALSE;
  if (self->items == NULL)
    {
      self->book_wanted = tolerated < FOYER_GATE_RESULT_HOLD;
      if (self->check_id == 0 && self->checking == NULL)
        foyer_booking_window_queue_check (self);
      return FALSE;
    }
  if (foyer_gate_get_verdict (self->items) > tolerated)
    {
      foyer_gate_list_focus_cure (self->gate);
      return FALSE;
    }
  if (self->overrides != 0)
    {
      g_autofree char *reason =
          g_strstrip (g_strdup (foyer_entry_row_get_text (self->override_row)));

      if (*reason == '\0')
        {
          foyer_entry_row_set_error (self->override_row,
                                     _ ("Say why, so that it can be understood later."));
          gtk_widget_grab_focus (GTK_WIDGET (self->override_row));
          return FALSE;
        }
    }

  return TRUE;
}

static void
do_deed (FoyerBookingWindow *self, FoyerBookingDeed deed)
{
  g_auto (Form) form = { 0 };
  g_autoptr (FoyerSnapshot) base = foyer_edit_banner_dup_base (self->banner);

  read_form (self, &form);
  if (deed == FOYER_BOOKING_DEED_MAKE)
    form.request.attempt_id = self->attempt_id;
  else
    g_clear_pointer (&form.request.payments, g_ptr_array_unref);
  forget_check (self);
  foyer_booking_window_show_problem (self, NULL);
  set_working (self, TRUE);
  foyer_booking_job_run_async (self->session, deed, &form.request, self->request_id, base,
                               NULL, done_cb, g_object_ref (self));
}

/* Holds the time if it can be held; if not, the checklist says why. */
static void
hold_for_money (FoyerBookingWindow *self)
{
  g_autofree char *reason =
      g_strstrip (g_strdup (foyer_entry_row_get_text (self->override_row)));

  self->hold_wanted = FALSE;
  if (self->working || self->mode != FOYER_BOOKING_MODE_NEW ||
      foyer_slot_list_get_slot (self->slots) == NULL ||
      foyer_gate_get_verdict (self->items) > FOYER_GATE_RESULT_HOLD ||
      (self->overrides != 0 && *reason == '\0'))
    return;
  self->holding = TRUE;
  do_deed (self, FOYER_BOOKING_DEED_HOLD);
}

/**
 * foyer_booking_window_book:
 * @self: the window
 *
 * Books or moves, if the gate lets it through; what it does not like gets the keyboard.
 */
void
foyer_booking_window_book (FoyerBookingWindow *self)
{
  if (self->working)
    {
      /* Enter came while the time was being held for the payment. */
      self->book_wanted = self->holding;
      return;
    }
  if (gtk_widget_get_visible (GTK_WIDGET (self->deposit)) &&
      foyer_deposit_form_step (self->deposit))
    return;
  if (is_complete (self, FOYER_GATE_RESULT_WARN))
    do_deed (self, self->mode == FOYER_BOOKING_MODE_MOVE ? FOYER_BOOKING_DEED_MOVE
                                                         : FOYER_BOOKING_DEED_MAKE);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerBookingWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *id = foyer_store_finish (FOYER_STORE (source), result, &error);

  if (self->slots == NULL)
    return;
  if (id != NULL)
    self->attempt_id = *id;
  else
    {
      g_autofree char *text = foyer_words_error (error);

      foyer_booking_window_show_problem (self, text);
    }
}

/**
 * foyer_booking_window_ask:
 * @self: the window
 *
 * Writes down what the person is about to ask the patient or the terminal for.  Money is asked
 * for only once the time is held.
 */
void
foyer_booking_window_ask (FoyerBookingWindow *self)
{
  if (self->file == NULL || self->mode == FOYER_BOOKING_MODE_MOVE)
    return;
  if (self->booking_id != 0 || self->attempt_id != 0)
    {
      self->wrote = TRUE;
      foyer_payment_job_write_down_async (
          self->session, self->booking_id, self->attempt_id,
          foyer_deposit_form_dup_payments (self->deposit, FALSE), written_cb,
          g_object_ref (self));
      return;
    }
  self->hold_wanted = TRUE;
  if (self->items != NULL)
    hold_for_money (self);
}

/**
 * foyer_booking_window_hold:
 * @self: the window
 *
 * Holds the time while something is missing that can still come.
 */
void
foyer_booking_window_hold (FoyerBookingWindow *self)
{
  if (is_complete (self, FOYER_GATE_RESULT_HOLD))
    do_deed (self, FOYER_BOOKING_DEED_HOLD);
}
