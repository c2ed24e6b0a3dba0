/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-booking-window-private.h"

#include "base/foyer-latest.h"
#include "present/foyer-words.h"
#include "store/foyer-requests.h"
#include "ui/foyer-payment-job.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerBookingWindow:
 *
 * Who, what, for which referral, with whom, when: a booking from the first letter of a name
 * to Enter.
 *
 * Everything that can be proposed is chosen already, free times stand beside the form with
 * the best one first, and the booking gate is asked after every change, so that its answer
 * is on the screen before anybody presses Book.  The window keeps what was typed until the
 * booking is made: somebody else who takes the time first changes only the times.
 *
 * It is also where a held time becomes a booking and where a booking is moved.
 */

G_DEFINE_FINAL_TYPE (FoyerBookingWindow, foyer_booking_window, ADW_TYPE_WINDOW)

typedef struct
{
  gint64 patient_id;
  gint64 booking_id;
  gint64 request_id;
} Question;

static gpointer
read_file (FoyerDb *db, gpointer data, GError **error)
{
  const Question *question = data;
  g_autoptr (FoyerBookingFile) file =
      foyer_booking_file_read (db, question->patient_id, question->booking_id, error);

  gint64 request_id;

  if (file == NULL)
    return NULL;
  request_id = question->request_id;
  /* A time that is held for a request is booked as that request. */
  if (request_id == 0 && question->booking_id != 0 &&
      !foyer_requests_find_held (db, question->booking_id, &request_id, error))
    return NULL;
  if (request_id != 0 &&
      (file->request = foyer_requests_get (db, request_id, error)) == NULL)
    return NULL;

  return g_steal_pointer (&file);
}

static void
file_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerBookingWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerBookingFile) file =
      foyer_store_finish (FOYER_STORE (source), result, &error);

  if (!foyer_latest_take (&self->reading, result))
    return;
  if (file == NULL)
    {
      g_autofree char *text = foyer_words_error (error);

      foyer_booking_window_show_problem (self, text);
      return;
    }
  g_clear_pointer (&self->file, foyer_booking_file_free);
  self->file = g_steal_pointer (&file);
  if (self->file->request != NULL)
    self->request_id = foyer_record_get_id (FOYER_RECORD (self->file->request));
  foyer_booking_window_show_file (self);
}

/* Reads, or reads again, what the window knows; what was chosen stays chosen. */
void
foyer_booking_window_read (FoyerBookingWindow *self)
{
  Question *question = g_new0 (Question, 1);

  foyer_latest_ask (&self->reading);
  question->patient_id = self->patient_id;
  question->booking_id = self->booking_id;
  question->request_id = self->request_id;
  foyer_store_read_async (foyer_session_get_store (self->session), read_file, question,
                          g_free, (GDestroyNotify) foyer_booking_file_free, self->reading,
                          file_read_cb, g_object_ref (self));
}

void
foyer_booking_window_set_patient (FoyerBookingWindow *self, gint64 patient_id)
{
  self->patient_id = patient_id;
  self->wanted_referral_id = -1;
  self->wanted_service_id = 0;
  self->wanted_clinician_id = -1;
  self->overrides = 0;
  self->focus_slots = TRUE;
  foyer_booking_window_show_problem (self, NULL);
  foyer_booking_window_read (self);
}

/* Free times for what is chosen now. */
void
foyer_booking_window_search (FoyerBookingWindow *self)
{
  FoyerSlotWish wish = {
    .patient_id = self->patient_id,
    .booking_id = self->booking_id,
  };

  if (self->file != NULL && self->patient_id != 0)
    {
      wish.service_id = foyer_choice_row_get_value (self->service_row);
      wish.referral_id = foyer_choice_row_get_value (self->referral_row);
      wish.clinician_id = foyer_choice_row_get_value (self->clinician_row);
    }
  foyer_slot_list_search (self->slots, &wish);
}

static void
patient_picked_cb (FoyerBookingWindow *self, gint64 patient_id)
{
  foyer_booking_window_set_patient (self, patient_id);
}

static void
change_clicked_cb (FoyerBookingWindow *self)
{
  self->patient_id = 0;
  foyer_booking_window_search (self);
  foyer_booking_window_queue_check (self);
  gtk_stack_set_visible_child_name (self->stack, "find");
  gtk_widget_grab_focus (GTK_WIDGET (self->finder));
}

static void
service_chosen_cb (FoyerBookingWindow *self)
{
  if (self->showing)
    return;
  foyer_booking_window_show_deposit (self);
  foyer_booking_window_search (self);
}

static void
referral_chosen_cb (FoyerBookingWindow *self)
{
  if (self->showing)
    return;
  foyer_booking_window_show_referral (self);
  foyer_booking_window_search (self);
}

static void
clinician_chosen_cb (FoyerBookingWindow *self)
{
  if (!self->showing)
    foyer_booking_window_search (self);
}

static void
interpreter_toggled_cb (FoyerBookingWindow *self)
{
  if (!self->showing)
    foyer_booking_window_queue_check (self);
}

static void
deposit_changed_cb (FoyerBookingWindow *self)
{
  if (!self->showing)
    foyer_booking_window_queue_check (self);
}

static void
deposit_asking_cb (FoyerBookingWindow *self)
{
  if (!self->showing)
    foyer_booking_window_ask (self);
}

static void
cure_cb (FoyerBookingWindow *self, const FoyerGateItem *item, FoyerGateCure cure)
{
  foyer_booking_window_cure (self, item, cure);
}

static void
slot_selected_cb (FoyerBookingWindow *self)
{
  FoyerSlot *slot;

  if (self->showing)
    return;
  slot = foyer_slot_list_get_slot (self->slots);
  /* Enter was for the time that was chosen then, and for no other. */
  if (slot == NULL || slot->start_at != self->chosen_start_at ||
      slot->clinician_id != self->chosen_clinician_id)
    self->book_wanted = FALSE;
  self->chosen_start_at = slot != NULL ? slot->start_at : 0;
  self->chosen_clinician_id = slot != NULL ? slot->clinician_id : 0;
  foyer_booking_window_queue_check (self);
  if (self->focus_slots && slot != NULL)
    {
      self->focus_slots = FALSE;
      gtk_widget_grab_focus (GTK_WIDGET (self->slots));
    }
}

static void
slot_activated_cb (FoyerBookingWindow *self)
{
  foyer_booking_window_book (self);
}

static void
book_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  foyer_booking_window_book (FOYER_BOOKING_WINDOW (widget));
}

static void
hold_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  foyer_booking_window_hold (FOYER_BOOKING_WINDOW (widget));
}

/* What others do meanwhile: a letter comes, a referral is accepted, a time is taken. */
static void
store_changed_cb (FoyerBookingWindow *self, GStrv kinds)
{
  static const char *const shown[] = { "booking",         "referral",  "patient",
                                       "patient_contact", "clinician", "service",
                                       "absence",         "holiday" };

  if (self->working)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    if (g_strv_contains ((const char *const *) kinds, shown[i]))
      {
        foyer_booking_window_read (self);
        return;
      }
}

static void
foyer_booking_window_dispose (GObject *object)
{
  FoyerBookingWindow *self = FOYER_BOOKING_WINDOW (object);

  /* Rows that go away change what is chosen; nobody asks for that. */
  self->showing = TRUE;
  if (self->wrote && !self->found_attempt)
    foyer_payment_job_give_up (self->session, self->booking_id, self->attempt_id);
  self->wrote = FALSE;
  foyer_latest_drop (&self->reading);
  foyer_latest_drop (&self->checking);
  g_clear_handle_id (&self->check_id, g_source_remove);
  g_clear_handle_id (&self->tick_id, g_source_remove);
  if (self->session != NULL)
    g_clear_signal_handler (&self->changed_id, foyer_session_get_store (self->session));
  if (self->banner != NULL)
    foyer_edit_banner_end (self->banner);
  g_clear_object (&self->form);
  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_BOOKING_WINDOW);
  g_clear_object (&self->known);
  g_clear_pointer (&self->file, foyer_booking_file_free);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_object (&self->wanted_slot);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (foyer_booking_window_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, FoyerBookingWindow, child)
  BIND (window_title);
  BIND (cancel_button);
  BIND (book_button);
  BIND (hold_button);
  BIND (problem_box);
  BIND (banner);
  BIND (problem_label);
  BIND (stack);
  BIND (finder);
  BIND (name_label);
  BIND (person_label);
  BIND (change_button);
  BIND (alert_box);
  BIND (alert_label);
  BIND (now_label);
  BIND (service_row);
  BIND (referral_row);
  BIND (clinician_row);
  BIND (interpreter_row);
  BIND (reason_row);
  BIND (note_row);
  BIND (channel_row);
  BIND (deposit);
  BIND (gate);
  BIND (override_list);
  BIND (override_row);
  BIND (slots);
#undef BIND
#define HANDLE(handler) gtk_widget_class_bind_template_callback (widget_class, handler)
  HANDLE (patient_picked_cb);
  HANDLE (change_clicked_cb);
  HANDLE (service_chosen_cb);
  HANDLE (referral_chosen_cb);
  HANDLE (clinician_chosen_cb);
  HANDLE (interpreter_toggled_cb);
  HANDLE (deposit_changed_cb);
  HANDLE (deposit_asking_cb);
  HANDLE (cure_cb);
  HANDLE (slot_selected_cb);
  HANDLE (slot_activated_cb);
#undef HANDLE
}

static void
foyer_booking_window_class_init (FoyerBookingWindowClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = foyer_booking_window_dispose;

  g_type_ensure (FOYER_TYPE_CHOICE_ROW);
  g_type_ensure (FOYER_TYPE_DEPOSIT_FORM);
  g_type_ensure (FOYER_TYPE_EDIT_BANNER);
  g_type_ensure (FOYER_TYPE_ENTRY_ROW);
  g_type_ensure (FOYER_TYPE_GATE_LIST);
  g_type_ensure (FOYER_TYPE_PATIENT_FINDER);
  g_type_ensure (FOYER_TYPE_SLOT_LIST);
  g_type_ensure (FOYER_TYPE_SWITCH_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/booking-window.ui");
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "booking.book", NULL, book_cb);
  gtk_widget_class_install_action (widget_class, "booking.hold", NULL, hold_cb);
}

static void
foyer_booking_window_init (FoyerBookingWindow *self)
{
  self->wanted_referral_id = -1;
  self->wanted_clinician_id = -1;
  self->showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (int channel = FOYER_CHANNEL_PHONE; channel <= FOYER_CHANNEL_REFERRER; channel++)
    foyer_choice_row_add (self->channel_row, channel,
                          foyer_words_channel ((FoyerChannel) channel));
  self->showing = FALSE;
}

static void
read_draft (FoyerBookingWindow *self, GVariant *draft)
{
  gint64 clinician_id = 0;
  gint64 start_at = 0;

  g_variant_lookup (draft, "patient", "x", &self->patient_id);
  g_variant_lookup (draft, "booking", "x", &self->booking_id);
  g_variant_lookup (draft, "request", "x", &self->request_id);
  g_variant_lookup (draft, "referral", "x", &self->wanted_referral_id);
  g_variant_lookup (draft, "service", "x", &self->wanted_service_id);
  if (g_variant_lookup (draft, "clinician", "x", &clinician_id))
    self->wanted_clinician_id = clinician_id;
  if (g_variant_lookup (draft, "start", "x", &start_at) && start_at != 0 &&
      clinician_id != 0)
    {
      self->wanted_slot = foyer_slot_new ();
      self->wanted_slot->start_at = start_at;
      self->wanted_slot->clinician_id = clinician_id;
    }
}

/**
 * foyer_booking_window_new:
 * @session: the session
 * @draft: (nullable): what is known already, `a{sx}`: ids under `patient`, `referral`,
 *   `service`, `clinician`; `start`, seconds since 1970-01-01 UTC; and `booking`, a held
 *   booking to go on with, or one that is to be moved; and `request`, what a patient has
 *   sent, which becomes the booking
 *
 * Returns: (transfer floating): a window, to be made transient and presented
 */
GtkWidget *
foyer_booking_window_new (FoyerSession *session, GVariant *draft)
{
  FoyerBookingWindow *self = g_object_new (FOYER_TYPE_BOOKING_WINDOW, NULL);

  self->session = g_object_ref (session);
  if (draft != NULL)
    read_draft (self, draft);
  foyer_patient_finder_set_session (self->finder, session);
  foyer_slot_list_set_session (self->slots, session);
  self->form = foyer_form_new (GTK_WIDGET (self->stack), session);
  foyer_edit_banner_set_form (self->banner, session, self->form,
                              &foyer_booking_window_edit_form, self);
  self->changed_id = g_signal_connect_swapped (
      foyer_session_get_store (session), "changed", G_CALLBACK (store_changed_cb), self);
  self->focus_slots = self->patient_id != 0 || self->booking_id != 0;
  foyer_booking_window_show_mode (self);
  foyer_booking_window_read (self);
  if (!self->focus_slots)
    gtk_widget_grab_focus (GTK_WIDGET (self->finder));

  return GTK_WIDGET (self);
}
