/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-cancel-dialog.h"

#include "present/foyer-format.h"
#include "present/foyer-words.h"
#include "store/foyer-deposits.h"
#include "store/foyer-payments.h"
#include "ui/foyer-action.h"
#include "ui/foyer-entry-row.h"
#include "ui/foyer-settle-form.h"
#include "ui/foyer-simple-rows.h"

#include <glib/gi18n-lib.h>

typedef enum
{
  MODE_CANCEL,
  MODE_NO_SHOW,
  MODE_SETTLE,
} Mode;

/**
 * FoyerCancelDialog:
 *
 * Asks once why a booking is cancelled, or whether nobody came, and what becomes of its deposit;
 * says what becomes of its referral.  It is also where that is decided later about the deposit
 * of a visit that is over.
 */
struct _FoyerCancelDialog
{
  AdwWindow parent_instance;

  FoyerSession    *session; /* (owned) */
  FoyerBookingRow *row;     /* (owned) */
  Mode             mode;
  gboolean         has_money; /* there is a deposit to decide about */
  char *operation; /* (owned) names the decision, however often it is asked for */

  /* Template children */
  GtkButton       *back_button;
  GtkWidget       *step_button;
  GtkLabel        *summary_label;
  GtkWidget       *reason_list;
  FoyerChoiceRow  *reason_row;
  FoyerEntryRow   *comment_row;
  GtkLabel        *effect_label;
  FoyerSettleForm *settle;
  GtkLabel        *problem_label;
};

G_DEFINE_FINAL_TYPE (FoyerCancelDialog, foyer_cancel_dialog, ADW_TYPE_WINDOW)

typedef struct
{
  FoyerUser           *actor; /* (owned) */
  Mode                 mode;
  FoyerBookingEnding   ending;   /* its texts are owned */
  FoyerDepositDecision decision; /* its texts are owned */
  gboolean             decided;
} Job;

static void
job_free (Job *job)
{
  g_object_unref (job->actor);
  g_free ((char *) job->ending.comment);
  g_free ((char *) job->decision.operation);
  g_free ((char *) job->decision.reason);
  g_free ((char *) job->decision.terminal_reference);
  g_free (job);
}

static gpointer
run (FoyerDb *db, gpointer data, GError **error)
{
  Job     *job = data;
  char    *receipt = NULL;
  gboolean done = job->mode == MODE_SETTLE
                      ? foyer_deposits_settle (db, job->actor, job->ending.booking_id,
                                               &job->decision, error)
                      : foyer_deposits_end (db, job->actor, &job->ending,
                                            job->decided ? &job->decision : NULL, error);

  if (!done)
    return NULL;
  if (job->decided)
    foyer_payments_dup_receipt (db, job->decision.operation, &receipt, NULL);

  return receipt != NULL ? receipt : g_strdup ("");
}

static void
show_problem (FoyerCancelDialog *self, const char *sentence)
{
  gtk_label_set_label (self->problem_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), sentence != NULL);
}

static void
set_reason_problem (FoyerCancelDialog *self, const char *sentence)
{
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->reason_row),
                               sentence != NULL ? sentence : "");
  if (sentence != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->reason_row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->reason_row), "error");
}

/* What the rule says depends on why it is cancelled. */
static void
show_settle (FoyerCancelDialog *self)
{
  FoyerBooking     *booking = self->row->booking;
  FoyerCancelReason reason =
      (FoyerCancelReason) foyer_choice_row_get_value (self->reason_row);
  gboolean shown = self->has_money &&
                   (self->mode != MODE_CANCEL || reason != FOYER_CANCEL_REASON_NONE);
  gint64            at = foyer_session_now (self->session);
  FoyerDepositEvent event = FOYER_DEPOSIT_EVENT_NO_SHOW;

  gtk_widget_set_visible (GTK_WIDGET (self->settle), shown);
  if (!shown)
    return;
  if (self->mode == MODE_CANCEL)
    event = foyer_deposit_event_for_reason (reason);
  else if (self->mode == MODE_SETTLE)
    {
      event = foyer_deposit_event_for_booking (booking);
      at = booking->ended_at != 0 ? booking->ended_at : at;
    }
  foyer_settle_form_show (self->settle, event, booking->start_at, at);
}

static void
reason_chosen_cb (FoyerCancelDialog *self)
{
  if (self->reason_row == NULL || self->session == NULL)
    return;
  set_reason_problem (self, NULL);
  show_settle (self);
}

static gpointer
read_money (FoyerDb *db, gpointer data, GError **error)
{
  const gint64 *ids = data;

  return foyer_payment_file_read (db, ids[0], ids[1], error);
}

static void
money_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerCancelDialog) self = data;
  g_autoptr (GError) error = NULL;
  FoyerPaymentFile *money = foyer_store_finish (FOYER_STORE (source), result, &error);
  g_autofree char  *text = NULL;

  if (self->problem_label == NULL)
    {
      g_clear_pointer (&money, foyer_payment_file_free);
      return;
    }
  if (money == NULL)
    {
      text = foyer_words_error (error);
      show_problem (self, text);
      return;
    }
  self->has_money = money->deposit->held_minor > 0;
  foyer_settle_form_set_money (self->settle, self->session, money);
  show_settle (self);
  gtk_widget_set_sensitive (self->step_button,
                            self->mode != MODE_SETTLE || self->has_money);
}

static void
start_reading (FoyerCancelDialog *self)
{
  const gint64 ids[] = { self->row->booking->patient_id,
                         foyer_record_get_id (FOYER_RECORD (self->row->booking)) };

  gtk_widget_set_sensitive (self->step_button, FALSE);
  foyer_store_read_async (foyer_session_get_store (self->session), read_money,
                          g_memdup2 (ids, sizeof ids), g_free,
                          (GDestroyNotify) foyer_payment_file_free, NULL, money_read_cb,
                          g_object_ref (self));
}

/* A step that moved money cannot simply be taken back. */
static void
toast_done (FoyerCancelDialog *self, const char *receipt)
{
  g_autofree char *person =
      foyer_format_person (self->row->patient_family, self->row->patient_given);
  g_autofree char    *text = NULL;
  g_autofree char    *reason = NULL;
  g_autofree char    *reference = NULL;
  FoyerDepositOutcome outcome;
  gboolean decided = foyer_settle_form_read (self->settle, &outcome, &reason, &reference);

  if (self->mode == MODE_CANCEL)
    /* Translators: %s is a patient. */
    text = g_strdup_printf (_ ("The booking of %s is cancelled"), person);
  else if (self->mode == MODE_NO_SHOW)
    /* Translators: %s is a patient. */
    text = g_strdup_printf (_ ("%s did not come"), person);
  else
    /* Translators: %s is a patient. */
    text = g_strdup_printf (_ ("The deposit of %s is settled"), person);
  if (decided || self->mode == MODE_SETTLE)
    foyer_action_toast_receipt (GTK_WIDGET (self), text, receipt);
  else
    foyer_action_activate (
        GTK_WIDGET (self), "win.toast-undo",
        g_variant_new ("(sx)", text,
                       foyer_record_get_id (FOYER_RECORD (self->row->booking))));
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerCancelDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *receipt = foyer_store_finish (FOYER_STORE (source), result, &error);
  g_autofree char *text = NULL;

  if (self->problem_label == NULL)
    return;
  if (receipt == NULL)
    {
      text = foyer_words_error (error);
      show_problem (self, text);
      gtk_widget_set_sensitive (self->step_button, TRUE);
      return;
    }
  toast_done (self, receipt);
  gtk_window_close (GTK_WINDOW (self));
}

static Job *
job_new (FoyerCancelDialog *self)
{
  Job *job = g_new0 (Job, 1);

  job->actor = foyer_record_copy (FOYER_RECORD (foyer_session_get_actor (self->session)));
  job->mode = self->mode;
  job->ending.booking_id = foyer_record_get_id (FOYER_RECORD (self->row->booking));
  job->ending.to = self->mode == MODE_NO_SHOW ? FOYER_BOOKING_STATE_NO_SHOW
                                              : FOYER_BOOKING_STATE_CANCELLED;
  job->ending.cancel_reason =
      (FoyerCancelReason) foyer_choice_row_get_value (self->reason_row);
  job->ending.comment =
      g_strstrip (g_strdup (foyer_entry_row_get_text (self->comment_row)));
  job->decision.operation = g_strdup (self->operation);
  job->decided = self->has_money &&
                 foyer_settle_form_read (self->settle, &job->decision.outcome,
                                         (char **) &job->decision.reason,
                                         (char **) &job->decision.terminal_reference);

  return job;
}

static void
step_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerCancelDialog *self = FOYER_CANCEL_DIALOG (widget);
  Job               *job;

  if (!gtk_widget_get_sensitive (self->step_button))
    return;
  if (self->mode == MODE_CANCEL &&
      foyer_choice_row_get_value (self->reason_row) == FOYER_CANCEL_REASON_NONE)
    {
      set_reason_problem (self, _ ("Choose a reason."));
      gtk_widget_grab_focus (GTK_WIDGET (self->reason_row));
      return;
    }
  if (self->has_money && !foyer_settle_form_check (self->settle))
    return;
  job = job_new (self);
  if (self->mode == MODE_SETTLE && !job->decided)
    {
      job_free (job);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }

  gtk_widget_set_sensitive (self->step_button, FALSE);
  show_problem (self, NULL);
  foyer_store_write_async (foyer_session_get_store (self->session), run, job,
                           (GDestroyNotify) job_free, g_free, NULL, done_cb,
                           g_object_ref (self));
}

static void
foyer_cancel_dialog_dispose (GObject *object)
{
  FoyerCancelDialog *self = FOYER_CANCEL_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_CANCEL_DIALOG);
  g_clear_object (&self->session);
  g_clear_object (&self->row);
  g_clear_pointer (&self->operation, g_free);

  G_OBJECT_CLASS (foyer_cancel_dialog_parent_class)->dispose (object);
}

static void
foyer_cancel_dialog_class_init (FoyerCancelDialogClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = foyer_cancel_dialog_dispose;

  g_type_ensure (FOYER_TYPE_CHOICE_ROW);
  g_type_ensure (FOYER_TYPE_ENTRY_ROW);
  g_type_ensure (FOYER_TYPE_SETTLE_FORM);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/cancel-dialog.ui");
#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, FoyerCancelDialog, child)
  BIND (back_button);
  BIND (step_button);
  BIND (summary_label);
  BIND (reason_list);
  BIND (reason_row);
  BIND (comment_row);
  BIND (effect_label);
  BIND (settle);
  BIND (problem_label);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, reason_chosen_cb);
  gtk_widget_class_install_action (widget_class, "dialog.step", NULL, step_cb);
}

static void
foyer_cancel_dialog_init (FoyerCancelDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  foyer_choice_row_add (self->reason_row, FOYER_CANCEL_REASON_NONE,
                        C_ ("why a booking is cancelled", "Choose…"));
  for (int reason = FOYER_CANCEL_REASON_PATIENT; reason <= FOYER_CANCEL_REASON_ERROR;
       reason++)
    if (reason != FOYER_CANCEL_REASON_HOLD_EXPIRED)
      foyer_choice_row_add (self->reason_row, reason,
                            foyer_words_cancel_reason ((FoyerCancelReason) reason));
}

static void
add_sentence (GString *text, const char *sentence)
{
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, sentence);
}

/* What becomes of the referral, and whether it is late. */
static char *
describe_effect (FoyerCancelDialog *self)
{
  FoyerBooking *booking = self->row->booking;
  FoyerClinic  *clinic = foyer_session_get_clinic (self->session);
  gint64        left = booking->start_at - foyer_session_now (self->session);
  GString      *text = g_string_new (NULL);

  /* With a deposit the rule says it, for whom it matters. */
  if (self->row->paid_minor == 0 && clinic != NULL && clinic->cancel_cutoff_hours > 0 &&
      left > 0 && left < clinic->cancel_cutoff_hours * FOYER_HOUR_SECONDS)
    {
      g_autofree char *cutoff = foyer_format_duration (clinic->cancel_cutoff_hours * 60);
      /* Translators: %s is a length of time, 24 h. */
      g_autofree char *sentence = g_strdup_printf (
          _ ("This is a late cancellation: less than %s before the visit."), cutoff);

      add_sentence (text, sentence);
    }
  if (self->row->referral_number != NULL)
    {
      /* Translators: %s is the number of a referral. */
      g_autofree char *sentence = g_strdup_printf (
          _ ("Referral %s goes back to the list “To Book” and keeps the date on which it "
             "came, unless another visit rests on it."),
          self->row->referral_number);

      add_sentence (text, sentence);
    }
  if (text->len == 0)
    add_sentence (text, _ ("The time becomes free at once."));

  return g_string_free (text, FALSE);
}

static GtkWidget *
new_dialog (FoyerSession *session, FoyerBookingRow *row, Mode mode)
{
  FoyerCancelDialog *self = g_object_new (FOYER_TYPE_CANCEL_DIALOG, NULL);
  g_autofree char *person = foyer_format_person (row->patient_family, row->patient_given);
  g_autofree char *when =
      foyer_format_when (foyer_session_get_zone (session), row->booking->start_at);
  g_autofree char *summary = NULL;
  g_autofree char *effect = NULL;

  self->session = g_object_ref (session);
  self->row = g_object_ref (row);
  self->mode = mode;
  self->operation = g_uuid_string_random ();
  if (row->clinician_name != NULL)
    summary = g_strdup_printf ("%s\n%s · %s", person, when, row->clinician_name);
  else
    summary = g_strdup_printf ("%s\n%s", person, when);
  gtk_label_set_label (self->summary_label, summary);
  if (mode == MODE_CANCEL)
    {
      effect = describe_effect (self);
      gtk_label_set_label (self->effect_label, effect);
      gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->reason_row));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->effect_label), mode == MODE_CANCEL);
  gtk_widget_set_visible (GTK_WIDGET (self->reason_row), mode == MODE_CANCEL);
  gtk_widget_set_visible (self->reason_list, mode != MODE_SETTLE);
  start_reading (self);

  return GTK_WIDGET (self);
}

/**
 * foyer_cancel_dialog_new:
 * @session: the session
 * @row: a booking that can be cancelled
 *
 * Returns: (transfer floating): a dialog, to be made transient and presented
 */
GtkWidget *
foyer_cancel_dialog_new (FoyerSession *session, FoyerBookingRow *row)
{
  return new_dialog (session, row, MODE_CANCEL);
}

/**
 * foyer_cancel_dialog_new_no_show:
 * @session: the session
 * @row: a booking with a deposit, to which nobody came
 *
 * Returns: (transfer floating): a dialog, to be made transient and presented
 */
GtkWidget *
foyer_cancel_dialog_new_no_show (FoyerSession *session, FoyerBookingRow *row)
{
  GtkWidget         *dialog = new_dialog (session, row, MODE_NO_SHOW);
  FoyerCancelDialog *self = FOYER_CANCEL_DIALOG (dialog);

  gtk_window_set_title (GTK_WINDOW (dialog), _ ("Patient Did Not Come"));
  gtk_button_set_label (self->back_button, C_ ("dialog", "Cancel"));
  gtk_button_set_label (GTK_BUTTON (self->step_button),
                        foyer_words_booking_step (FOYER_BOOKING_STATE_NO_SHOW));

  return dialog;
}

/**
 * foyer_cancel_dialog_new_settle:
 * @session: the session
 * @row: a booking that is over, for which money is held
 *
 * Returns: (transfer floating): a dialog, to be made transient and presented
 */
GtkWidget *
foyer_cancel_dialog_new_settle (FoyerSession *session, FoyerBookingRow *row)
{
  GtkWidget         *dialog = new_dialog (session, row, MODE_SETTLE);
  FoyerCancelDialog *self = FOYER_CANCEL_DIALOG (dialog);

  gtk_window_set_title (GTK_WINDOW (dialog), _ ("Settle Deposit"));
  gtk_button_set_label (self->back_button, C_ ("dialog", "Cancel"));
  gtk_button_set_label (GTK_BUTTON (self->step_button), C_ ("dialog", "Settle Deposit"));

  return dialog;
}
