/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-deposit-dialog.h"

#include "present/foyer-format.h"
#include "present/foyer-words.h"
#include "ui/foyer-action.h"
#include "ui/foyer-booking-job.h"
#include "ui/foyer-deposit-form.h"
#include "ui/foyer-gate-list.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerDepositDialog:
 *
 * Takes the deposit for a held time, which makes it a booking.
 */
struct _FoyerDepositDialog
{
  AdwWindow parent_instance;

  FoyerSession    *session; /* (owned) */
  FoyerBookingRow *row;     /* (owned) */
  guint            tick_id; /* shows how long the time is held */

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

static void
taken_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerDepositDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerBookingAnswer) answer =
      foyer_store_finish (FOYER_STORE (source), result, &error);
  g_autofree char *text = NULL;

  if (answer == NULL || answer->error != NULL)
    {
      if (self->problem_label == NULL)
        return;
      text = foyer_words_error (answer != NULL ? answer->error : error);
      show_problem (self, text);
      if (answer != NULL && answer->items != NULL)
        {
          foyer_gate_list_set_items (self->gate, answer->items,
                                     foyer_session_get_zone (self->session),
                                     foyer_session_get_currency (self->session));
          gtk_widget_set_visible (GTK_WIDGET (self->gate), TRUE);
        }
      gtk_widget_set_sensitive (self->step_button, TRUE);
      return;
    }

  foyer_action_toast (GTK_WIDGET (self),
                      _ ("The deposit is taken and the time is booked"));
  gtk_window_close (GTK_WINDOW (self));
}

static void
take_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerDepositDialog *self = FOYER_DEPOSIT_DIALOG (widget);
  FoyerBooking       *booking = self->row->booking;
  FoyerDepositChoice  choice = foyer_deposit_form_get_choice (self->form);
  g_autofree char    *text = NULL;
  FoyerBookingRequest request = {
    .booking_id = foyer_record_get_id (FOYER_RECORD (booking)),
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
  };

  if (!gtk_widget_get_sensitive (self->step_button))
    return;
  if (choice == FOYER_DEPOSIT_LATER && get_due (self) > 0)
    {
      show_problem (self, _ ("Choose how the deposit is paid."));
      return;
    }
  if (!foyer_deposit_form_check (self->form, TRUE))
    return;

  text = foyer_deposit_form_dup_text (self->form);
  if (choice == FOYER_DEPOSIT_WAIVE)
    request.waive_reason = text;
  else if (choice != FOYER_DEPOSIT_LATER)
    {
      request.tender =
          choice == FOYER_DEPOSIT_CARD ? FOYER_TENDER_CARD : FOYER_TENDER_CASH;
      request.pay_minor = get_due (self);
      request.terminal_reference = text;
    }
  gtk_widget_set_sensitive (self->step_button, FALSE);
  show_problem (self, NULL);
  foyer_booking_job_run_async (self->session, FOYER_BOOKING_DEED_MAKE, &request, 0, NULL,
                               NULL, taken_cb, g_object_ref (self));
}

static void
foyer_deposit_dialog_dispose (GObject *object)
{
  FoyerDepositDialog *self = FOYER_DEPOSIT_DIALOG (object);

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
 * @row: a held booking
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
  foyer_deposit_form_set_due (
      self->form, get_due (self), row->booking->deposit_minor,
      foyer_session_get_currency (session),
      foyer_permission_allows (foyer_session_get_actor (session)->role,
                               FOYER_ACTION_MONEY_WAIVE));
  foyer_deposit_form_choose (self->form, FOYER_DEPOSIT_CARD);
  if (tick_cb (self))
    self->tick_id = g_timeout_add_seconds (1, tick_cb, self);

  return GTK_WIDGET (self);
}
