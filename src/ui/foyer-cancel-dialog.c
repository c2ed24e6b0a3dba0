/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-cancel-dialog.h"

#include "present/foyer-format.h"
#include "present/foyer-words.h"
#include "ui/foyer-action.h"
#include "ui/foyer-entry-row.h"
#include "ui/foyer-simple-rows.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerCancelDialog:
 *
 * Asks once why a booking is cancelled, and says what becomes of its referral and of the
 * money.
 */
struct _FoyerCancelDialog
{
  AdwWindow parent_instance;

  FoyerSession    *session; /* (owned) */
  FoyerBookingRow *row;     /* (owned) */

  /* Template children */
  GtkWidget      *step_button;
  GtkLabel       *summary_label;
  FoyerChoiceRow *reason_row;
  FoyerEntryRow  *comment_row;
  GtkLabel       *effect_label;
  GtkLabel       *problem_label;
};

G_DEFINE_FINAL_TYPE (FoyerCancelDialog, foyer_cancel_dialog, ADW_TYPE_WINDOW)

typedef struct
{
  gint64            id;
  FoyerUser        *actor; /* (owned) */
  FoyerCancelReason reason;
  char             *comment; /* (owned) */
} Job;

static void
job_free (Job *job)
{
  g_object_unref (job->actor);
  g_free (job->comment);
  g_free (job);
}

static gpointer
cancel_booking (FoyerDb *db, gpointer data, GError **error)
{
  Job *job = data;

  return GINT_TO_POINTER (
      foyer_bookings_cancel (db, job->actor, job->id, job->reason, job->comment, error));
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

static void
reason_chosen_cb (FoyerCancelDialog *self)
{
  if (self->reason_row != NULL)
    set_reason_problem (self, NULL);
}

static void
cancelled_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerCancelDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *person = NULL;
  g_autofree char *text = NULL;

  if (foyer_store_finish (FOYER_STORE (source), result, &error) == NULL)
    {
      if (self->problem_label == NULL)
        return;
      text = foyer_words_error (error);
      show_problem (self, text);
      gtk_widget_set_sensitive (self->step_button, TRUE);
      return;
    }

  person = foyer_format_person (self->row->patient_family, self->row->patient_given);
  /* Translators: %s is a patient. */
  text = g_strdup_printf (_ ("The booking of %s is cancelled"), person);
  foyer_action_activate (
      GTK_WIDGET (self), "win.toast-undo",
      g_variant_new ("(sx)", text,
                     foyer_record_get_id (FOYER_RECORD (self->row->booking))));
  gtk_window_close (GTK_WINDOW (self));
}

static void
cancel_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerCancelDialog *self = FOYER_CANCEL_DIALOG (widget);
  gint64             reason = foyer_choice_row_get_value (self->reason_row);
  Job               *job;

  if (!gtk_widget_get_sensitive (self->step_button))
    return;
  if (reason == FOYER_CANCEL_REASON_NONE)
    {
      set_reason_problem (self, _ ("Choose a reason."));
      gtk_widget_grab_focus (GTK_WIDGET (self->reason_row));
      return;
    }

  job = g_new0 (Job, 1);
  job->id = foyer_record_get_id (FOYER_RECORD (self->row->booking));
  job->actor = foyer_record_copy (FOYER_RECORD (foyer_session_get_actor (self->session)));
  job->reason = (FoyerCancelReason) reason;
  job->comment = g_strstrip (g_strdup (foyer_entry_row_get_text (self->comment_row)));
  gtk_widget_set_sensitive (self->step_button, FALSE);
  show_problem (self, NULL);
  foyer_store_write_async (foyer_session_get_store (self->session), cancel_booking, job,
                           (GDestroyNotify) job_free, NULL, NULL, cancelled_cb,
                           g_object_ref (self));
}

static void
foyer_cancel_dialog_dispose (GObject *object)
{
  FoyerCancelDialog *self = FOYER_CANCEL_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_CANCEL_DIALOG);
  g_clear_object (&self->session);
  g_clear_object (&self->row);

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
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/cancel-dialog.ui");
#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, FoyerCancelDialog, child)
  BIND (step_button);
  BIND (summary_label);
  BIND (reason_row);
  BIND (comment_row);
  BIND (effect_label);
  BIND (problem_label);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, reason_chosen_cb);
  gtk_widget_class_install_action (widget_class, "dialog.step", NULL, cancel_cb);
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

/* What becomes of the referral and the money, and whether it is late. */
static char *
describe_effect (FoyerCancelDialog *self)
{
  FoyerBooking *booking = self->row->booking;
  FoyerClinic  *clinic = foyer_session_get_clinic (self->session);
  gint64        left = booking->start_at - foyer_session_now (self->session);
  GString      *text = g_string_new (NULL);

  if (clinic != NULL && clinic->cancel_cutoff_hours > 0 && left > 0 &&
      left < clinic->cancel_cutoff_hours * FOYER_HOUR_SECONDS)
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
  if (self->row->paid_minor > 0)
    {
      g_autofree char *paid = foyer_format_money (
          self->row->paid_minor, foyer_session_get_currency (self->session));
      /* Translators: %s is an amount of money. */
      g_autofree char *sentence = g_strdup_printf (
          _ ("The %s paid stays on the patient’s account. No money is moved by "
             "this; decide about it apart."),
          paid);

      add_sentence (text, sentence);
    }
  if (text->len == 0)
    add_sentence (text, _ ("The time becomes free at once."));

  return g_string_free (text, FALSE);
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
  FoyerCancelDialog *self = g_object_new (FOYER_TYPE_CANCEL_DIALOG, NULL);
  g_autofree char *person = foyer_format_person (row->patient_family, row->patient_given);
  g_autofree char *when =
      foyer_format_when (foyer_session_get_zone (session), row->booking->start_at);
  g_autofree char *summary = NULL;
  g_autofree char *effect = NULL;

  self->session = g_object_ref (session);
  self->row = g_object_ref (row);
  if (row->clinician_name != NULL)
    summary = g_strdup_printf ("%s\n%s · %s", person, when, row->clinician_name);
  else
    summary = g_strdup_printf ("%s\n%s", person, when);
  gtk_label_set_label (self->summary_label, summary);
  effect = describe_effect (self);
  gtk_label_set_label (self->effect_label, effect);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->reason_row));

  return GTK_WIDGET (self);
}
