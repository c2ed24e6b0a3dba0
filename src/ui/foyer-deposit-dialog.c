/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-deposit-dialog.h"

#include "present/foyer-format.h"
#include "present/foyer-words.h"
#include "ui/foyer-action.h"
#include "ui/foyer-booking-job.h"
#include "ui/foyer-deposit-form.h"
#include "ui/foyer-gate-list.h"
#include "ui/foyer-payment-job.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerDepositDialog:
 *
 * Takes what is due of a deposit; a held time becomes a booking by it.
 */
struct _FoyerDepositDialog
{
  AdwWindow parent_instance;

  FoyerSession    *session;       /* (owned) */
  FoyerBookingRow *row;           /* (owned) */
  guint            tick_id;       /* shows how long the time is held */
  gboolean         wrote;         /* what is being paid is written down from here */
  gboolean         found_attempt; /* it was written down before the dialog came */

  /* Template children */
  GtkWidget        *step_button;
  GtkLabel         *summary_label;
  GtkLabel         *held_label;
  FoyerDepositForm *form;
  FoyerGateList    *gate;
  GtkLabel         *problem_label;
};

G_DEFINE_FINAL_TYPE (FoyerDepositDialog, foyer_deposit_dialog, ADW_TYPE_WINDOW)

static gint64
get_due (FoyerDepositDialog *self)
{
  return MAX (self->row->booking->deposit_minor - self->row->paid_minor -
                  self->row->waived_minor,
              0);
}

static void
show_problem (FoyerDepositDialog *self, const char *sentence)
{
  gtk_label_set_label (self->problem_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), sentence != NULL);
}

static gboolean
tick_cb (gpointer data)
{
  FoyerDepositDialog *self = data;
  gint64 left = self->row->booking->held_until - foyer_session_now (self->session);
  g_autofree char *text = NULL;

  if (self->row->booking->held_until == 0)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->held_label), FALSE);
      self->tick_id = 0;
      return G_SOURCE_REMOVE;
    }
  if (left > 0)
    {
      g_autofree char *countdown = foyer_format_countdown (left);

      /* Translators: %s is how long a time is still held, 14:59. */
      text = g_strdup_printf (_ ("The time is held for another %s."), countdown);
    }
  else
    text = g_strdup (_ ("The time is no longer held; it may be taken by somebody else."));
  gtk_label_set_label (self->held_label, text);

  return G_SOURCE_CONTINUE;
}

static void
form_changed_cb (FoyerDepositDialog *self)
{
  /* What is left while the dialog goes away changes once more. */
  if (self->problem_label != NULL)
    show_problem (self, NULL);
}

/* What else stands in the way is mended where the whole booking is seen. */
static void
cure_cb (FoyerDepositDialog *self)
{
  GVariantBuilder draft;

  g_variant_builder_init (&draft, G_VARIANT_TYPE ("a{sx}"));
  g_variant_builder_add (&draft, "{sx}", "booking",
                         foyer_record_get_id (FOYER_RECORD (self->row->booking)));
  foyer_action_activate (GTK_WIDGET (self), "win.book", g_variant_builder_end (&draft));
  gtk_window_close (GTK_WINDOW (self));
}

static gint64
get_booking_id (FoyerDepositDialog *self)
{
  return foyer_record_get_id (FOYER_RECORD (self->row->booking));
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerDepositDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree gint64 *id = foyer_store_finish (FOYER_STORE (source), result, &error);

  if (id == NULL && self->problem_label != NULL)
    {
      g_autofree char *text = foyer_words_error (error);

      show_problem (self, text);
    }
}

static void
form_asking_cb (FoyerDepositDialog *self)
{
  if (self->session == NULL || self->problem_label == NULL)
    return;
  self->wrote = TRUE;
  foyer_payment_job_write_down_async (self->session, get_booking_id (self), 0,
                                      foyer_deposit_form_dup_payments (self->form, FALSE),
                                      written_cb, g_object_ref (self));
}

static void
file_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerDepositDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerPaymentFile) file =
      foyer_store_finish (FOYER_STORE (source), result, &error);
  g_autofree char *text = NULL;

  if (self->problem_label == NULL)
    return;
  if (file == NULL)
    {
      text = foyer_words_error (error);
      show_problem (self, text);
      return;
    }
  self->found_attempt = file->attempt != NULL;
  foyer_deposit_form_set_credit (self->form, file->credit_minor);
  foyer_deposit_form_restore (self->form, file);
  if (foyer_deposit_form_get_choice (self->form) == FOYER_DEPOSIT_LATER &&
      foyer_deposit_form_get_left (self->form) > 0)
    foyer_deposit_form_choose (self->form, FOYER_DEPOSIT_CARD);
  gtk_widget_set_sensitive (self->step_button, TRUE);
}

static gpointer
read_file (FoyerDb *db, gpointer data, GError **error)
{
  const gint64 *ids = data;

  return foyer_payment_file_read (db, ids[0], ids[1], error);
}

static void
start_reading (FoyerDepositDialog *self)
{
  const gint64 ids[] = { self->row->booking->patient_id, get_booking_id (self) };

  gtk_widget_set_sensitive (self->step_button, FALSE);
  foyer_store_read_async (foyer_session_get_store (self->session), read_file,
                          g_memdup2 (ids, sizeof ids), g_free,
                          (GDestroyNotify) foyer_payment_file_free, NULL, file_read_cb,
                          g_object_ref (self));
}

static void
finish (FoyerDepositDialog *self, const char *text, const char *receipt)
{
  foyer_action_toast_receipt (GTK_WIDGET (self), text, receipt);
  gtk_window_close (GTK_WINDOW (self));
}

static void
refuse (FoyerDepositDialog *self, const GError *error)
{
  g_autofree char *text = foyer_words_error (error);

  show_problem (self, text);
  gtk_widget_set_sensitive (self->step_button, TRUE);
}

static void
booked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerDepositDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerBookingAnswer) answer =
      foyer_store_finish (FOYER_STORE (source), result, &error);

  if (self->problem_label == NULL)
    return;
  if (answer != NULL && answer->error == NULL)
    {
      finish (self, _ ("The deposit is taken and the time is booked"), answer->receipt);
      return;
    }
  refuse (self, answer != NULL ? answer->error : error);
  if (answer != NULL && answer->items != NULL)
    {
      foyer_gate_list_set_items (self->gate, answer->items,
                                 foyer_session_get_zone (self->session),
                                 foyer_session_get_currency (self->session));
      gtk_widget_set_visible (GTK_WIDGET (self->gate), TRUE);
    }
}

static void
taken_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerDepositDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *receipt = foyer_store_finish (FOYER_STORE (source), result, &error);
  g_autofree char *left = NULL;
  g_autofree char *text = NULL;

  if (self->problem_label == NULL)
    return;
  if (receipt == NULL)
    {
      refuse (self, error);
      return;
    }
  if (foyer_deposit_form_get_left (self->form) == 0)
    {
      finish (self, _ ("The deposit is taken"), receipt);
      return;
    }
  left = foyer_format_money (foyer_deposit_form_get_left (self->form),
                             foyer_session_get_currency (self->session));
  /* Translators: %s is an amount of money. */
  text = g_strdup_printf (_ ("The payment is taken; %s is still due"), left);
  finish (self, text, receipt);
}

/* A held time that is paid in full becomes a booking. */
static void
book (FoyerDepositDialog *self, GPtrArray *payments, const char *waiver)
{
  FoyerBooking       *booking = self->row->booking;
  FoyerBookingRequest request = {
    .booking_id = get_booking_id (self),
    .patient_id = booking->patient_id,
    .service_id = booking->service_id,
    .referral_id = booking->referral_id,
    .clinician_id = booking->clinician_id,
    .room_id = booking->room_id,
    .start_at = booking->start_at,
    .duration_minutes = (booking->end_at - booking->start_at) / FOYER_MINUTE_SECONDS,
    .channel = booking->channel,
    .reason = booking->reason,
    .note = booking->note,
    .payments = payments,
    .waive_reason = waiver,
  };

  foyer_booking_job_run_async (self->session, FOYER_BOOKING_DEED_MAKE, &request, 0, NULL,
                               NULL, booked_cb, g_object_ref (self));
}

static void
take_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerDepositDialog *self = FOYER_DEPOSIT_DIALOG (widget);
  g_autoptr (GPtrArray) payments = NULL;
  g_autofree char *waiver = NULL;

  if (!gtk_widget_get_sensitive (self->step_button) ||
      foyer_deposit_form_step (self->form) ||
      !foyer_deposit_form_check (self->form, TRUE))
    return;
  payments = foyer_deposit_form_dup_payments (self->form, TRUE);
  waiver = foyer_deposit_form_dup_waiver (self->form);
  if (payments->len == 0 && waiver == NULL && get_due (self) > 0)
    {
      show_problem (self, _ ("Choose how the deposit is paid."));
      return;
    }

  gtk_widget_set_sensitive (self->step_button, FALSE);
  show_problem (self, NULL);
  if (self->row->booking->state == FOYER_BOOKING_STATE_HELD &&
      foyer_deposit_form_get_left (self->form) == 0)
    book (self, payments, waiver);
  else
    foyer_payment_job_take_async (self->session, get_booking_id (self),
                                  g_steal_pointer (&payments), waiver, taken_cb,
                                  g_object_ref (self));
}

static void
foyer_deposit_dialog_dispose (GObject *object)
{
  FoyerDepositDialog *self = FOYER_DEPOSIT_DIALOG (object);

  if (self->wrote && !self->found_attempt)
    foyer_payment_job_give_up (self->session, get_booking_id (self), 0);
  self->wrote = FALSE;
  g_clear_handle_id (&self->tick_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_DEPOSIT_DIALOG);
  g_clear_object (&self->session);
  g_clear_object (&self->row);

  G_OBJECT_CLASS (foyer_deposit_dialog_parent_class)->dispose (object);
}

static void
foyer_deposit_dialog_class_init (FoyerDepositDialogClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = foyer_deposit_dialog_dispose;

  g_type_ensure (FOYER_TYPE_DEPOSIT_FORM);
  g_type_ensure (FOYER_TYPE_GATE_LIST);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/deposit-dialog.ui");
#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, FoyerDepositDialog, child)
  BIND (step_button);
  BIND (summary_label);
  BIND (held_label);
  BIND (form);
  BIND (gate);
  BIND (problem_label);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, form_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, form_asking_cb);
  gtk_widget_class_bind_template_callback (widget_class, cure_cb);
  gtk_widget_class_install_action (widget_class, "dialog.step", NULL, take_cb);
}

static void
foyer_deposit_dialog_init (FoyerDepositDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * foyer_deposit_dialog_new:
 * @session: the session
 * @row: a booking of which something is due
 *
 * Returns: (transfer floating): a dialog, to be made transient and presented
 */
GtkWidget *
foyer_deposit_dialog_new (FoyerSession *session, FoyerBookingRow *row)
{
  FoyerDepositDialog *self = g_object_new (FOYER_TYPE_DEPOSIT_DIALOG, NULL);
  g_autofree char *person = foyer_format_person (row->patient_family, row->patient_given);
  g_autofree char *when =
      foyer_format_when (foyer_session_get_zone (session), row->booking->start_at);
  g_autofree char *summary =
      g_strdup_printf ("%s\n%s · %s", person, when, row->service_name);

  self->session = g_object_ref (session);
  self->row = g_object_ref (row);
  gtk_label_set_label (self->summary_label, summary);
  foyer_deposit_form_set_session (self->form, session);
  foyer_deposit_form_set_due (
      self->form, get_due (self), row->booking->deposit_minor,
      foyer_session_get_currency (session),
      foyer_permission_allows (foyer_session_get_actor (session)->role,
                               FOYER_ACTION_MONEY_WAIVE));
  if (row->booking->state != FOYER_BOOKING_STATE_HELD)
    gtk_button_set_label (GTK_BUTTON (self->step_button),
                          C_ ("payment at booking", "Take Payment"));
  start_reading (self);
  if (tick_cb (self))
    self->tick_id = g_timeout_add_seconds (1, tick_cb, self);

  return GTK_WIDGET (self);
}
