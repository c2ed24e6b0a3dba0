/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-referral-step-dialog.h"

#include "present/foyer-format.h"
#include "present/foyer-words.h"
#include "ui/foyer-action.h"
#include "ui/foyer-referral-job.h"
#include "ui/foyer-simple-rows.h"
#include "ui/foyer-text-row.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerReferralStepDialog:
 *
 * Asks once for what a step of a referral needs, and says what the step does.  What was
 * typed stays if the step is refused.
 */
struct _FoyerReferralStepDialog
{
  AdwWindow parent_instance;

  FoyerSession      *session; /* (owned) */
  FoyerReferralRow  *row;     /* (owned) */
  FoyerReferralState to;
  FoyerReferralNeeds needs;

  /* Template children */
  GtkButton      *step_button;
  GtkLabel       *summary_label;
  GtkLabel       *effect_label;
  GtkWidget      *list;
  FoyerChoiceRow *decline_row;
  FoyerTextRow   *text_row;
  GtkGrid        *suggestions;
  GtkLabel       *problem_label;
};

G_DEFINE_FINAL_TYPE (FoyerReferralStepDialog, foyer_referral_step_dialog, ADW_TYPE_WINDOW)

static const char *const often_missing[] = {
  NC_ ("missing from a referral", "Reason for the referral"),
  NC_ ("missing from a referral", "Photographs"),
  NC_ ("missing from a referral", "Pathology report"),
  NC_ ("missing from a referral", "Current medication"),
  NC_ ("missing from a referral", "Insurance details"),
  NC_ ("missing from a referral", "Phone number"),
};

/**
 * foyer_referral_step_label:
 * @from: where a referral stands
 * @to: where a step leads
 *
 * Returns: (transfer none): what a button for the step says
 */
const char *
foyer_referral_step_label (FoyerReferralState from, FoyerReferralState to)
{
  switch (to)
    {
    case FOYER_REFERRAL_STATE_EXPECTED:
      return C_ ("step of a referral", "Expect Letter");
    case FOYER_REFERRAL_STATE_RECEIVED:
      return from == FOYER_REFERRAL_STATE_INCOMPLETE
                 ? C_ ("step of a referral", "Received Again")
                 : C_ ("step of a referral", "Letter Received");
    case FOYER_REFERRAL_STATE_INCOMPLETE:
      return C_ ("step of a referral", "Ask for Missing Information");
    case FOYER_REFERRAL_STATE_TRIAGE:
      return from == FOYER_REFERRAL_STATE_RECEIVED ||
                     from == FOYER_REFERRAL_STATE_INCOMPLETE
                 ? C_ ("step of a referral", "Give to a Clinician")
                 : C_ ("step of a referral", "Decide Again");
    case FOYER_REFERRAL_STATE_ACCEPTED:
      return foyer_referral_state_is_undecided (from)
                 ? C_ ("step of a referral", "Accept")
                 : C_ ("step of a referral", "Back to “To Book”");
    case FOYER_REFERRAL_STATE_CONTACTING:
      return from == FOYER_REFERRAL_STATE_ACCEPTED
                 ? C_ ("step of a referral", "Tried to Reach the Patient")
                 : C_ ("step of a referral", "Contact Again");
    case FOYER_REFERRAL_STATE_BOOKED:
      return from == FOYER_REFERRAL_STATE_BOOKED || from == FOYER_REFERRAL_STATE_ATTENDED
                 ? C_ ("step of a referral", "Book Another Visit")
                 : C_ ("step of a referral", "Book");
    case FOYER_REFERRAL_STATE_ATTENDED:
      return C_ ("step of a referral", "Report Outstanding Again");
    case FOYER_REFERRAL_STATE_CLOSED:
      return C_ ("step of a referral", "Close");
    case FOYER_REFERRAL_STATE_DECLINED:
      return C_ ("step of a referral", "Decline");
    case FOYER_REFERRAL_STATE_WITHDRAWN:
      return C_ ("step of a referral", "Withdraw");
    case FOYER_REFERRAL_STATE_UNREACHABLE:
      return C_ ("step of a referral", "Patient Cannot Be Reached");
    case FOYER_REFERRAL_STATE_EXPIRED:
      return C_ ("step of a referral", "Expire");
    case FOYER_REFERRAL_STATE_ENTERED_IN_ERROR:
    default:
      return C_ ("step of a referral", "Entered in Error");
    }
}

/* What the step does, and where it is not plain, what it does not do. */
static const char *
describe_effect (FoyerReferralState to, gboolean has_bookings)
{
  switch ((int) to)
    {
    case FOYER_REFERRAL_STATE_INCOMPLETE:
      return _ (
          "The referral waits until the referrer has answered, and is not counted as "
          "late meanwhile.");
    case FOYER_REFERRAL_STATE_DECLINED:
      return _ ("No visit can be booked with this referral.  The referrer should be told "
                "why: the comment is for them.");
    case FOYER_REFERRAL_STATE_WITHDRAWN:
      return has_bookings
                 ? _ ("The referrer or the patient has taken it back.  Visits that are "
                      "booked stay booked until you cancel them.")
                 : _ ("The referrer or the patient has taken it back.");
    case FOYER_REFERRAL_STATE_EXPIRED:
      return _ ("It is no longer valid and no visit is booked.  The patient needs a new "
                "letter for another visit.");
    case FOYER_REFERRAL_STATE_UNREACHABLE:
      return _ (
          "It leaves the list “To Book”.  It can be taken up again when the patient "
          "calls.");
    case FOYER_REFERRAL_STATE_ENTERED_IN_ERROR:
      return _ ("It never counts, in no list and no report.  Its history stays.");
    case FOYER_REFERRAL_STATE_CLOSED:
      return _ ("Nothing more is to be done.  Say which report was sent, or why none is "
                "needed.");
    default:
      return NULL;
    }
}

static const char *
title_for_text (FoyerReferralNeeds needs)
{
  if ((needs & FOYER_REFERRAL_NEEDS_MISSING_ITEMS) != 0)
    return _ ("What is missing, one item a line");
  if ((needs & FOYER_REFERRAL_NEEDS_DECLINE_REASON) != 0)
    return _ ("Comment for the referrer");
  if ((needs & FOYER_REFERRAL_NEEDS_REASON) != 0)
    return C_ ("step of a referral", "Why");

  return _ ("Remark (optional)");
}

static void
suggestion_clicked_cb (FoyerReferralStepDialog *self, GtkButton *button)
{
  g_autofree char *text = g_strstrip (foyer_text_row_dup_text (self->text_row));
  g_autofree char *longer = NULL;

  longer = *text != '\0' ? g_strdup_printf ("%s\n%s", text, gtk_button_get_label (button))
                         : g_strdup (gtk_button_get_label (button));
  foyer_text_row_set_text (self->text_row, longer);
  gtk_widget_set_sensitive (GTK_WIDGET (button), FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->text_row));
}

static void
set_decline_problem (FoyerReferralStepDialog *self, const char *sentence)
{
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->decline_row),
                               sentence != NULL ? sentence : "");
  if (sentence != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->decline_row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->decline_row), "error");
}

static void
decline_chosen_cb (FoyerReferralStepDialog *self)
{
  if (self->decline_row != NULL)
    set_decline_problem (self, NULL);
}

/* Says beside the field what is missing. */
static gboolean
check (FoyerReferralStepDialog *self, const char *text)
{
  gboolean    declines = (self->needs & FOYER_REFERRAL_NEEDS_DECLINE_REASON) != 0;
  const char *problem;

  if (declines &&
      foyer_choice_row_get_value (self->decline_row) == FOYER_DECLINE_REASON_NONE)
    {
      set_decline_problem (self, _ ("Choose a reason."));
      gtk_widget_grab_focus (GTK_WIDGET (self->decline_row));
      return FALSE;
    }
  if (self->needs == FOYER_REFERRAL_NEEDS_NOTHING || *text != '\0')
    return TRUE;

  if (declines)
    problem = _ ("Write a sentence that the referrer will understand.");
  else if ((self->needs & FOYER_REFERRAL_NEEDS_MISSING_ITEMS) != 0)
    problem = _ ("Name at least one thing that is missing.");
  else
    problem = _ ("Say why, so that it can be understood later.");
  foyer_text_row_set_error (self->text_row, problem);
  gtk_widget_grab_focus (GTK_WIDGET (self->text_row));

  return FALSE;
}

static void
step_taken_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerReferralStepDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (foyer_store_finish (FOYER_STORE (source), result, &error) == NULL)
    {
      text = foyer_words_error (error);
      if (self->problem_label == NULL)
        return;
      gtk_label_set_label (self->problem_label, text);
      gtk_widget_set_visible (GTK_WIDGET (self->problem_label), TRUE);
      gtk_widget_set_sensitive (GTK_WIDGET (self->step_button), TRUE);
      return;
    }

  /* Translators: %1$s is the number of a referral, %2$s where it stands now. */
  text = g_strdup_printf (_ ("Referral %1$s: %2$s"), self->row->referral->number,
                          foyer_words_referral_state (self->to));
  foyer_action_toast (GTK_WIDGET (self), text);
  gtk_window_close (GTK_WINDOW (self));
}

static void
step_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerReferralStepDialog *self = FOYER_REFERRAL_STEP_DIALOG (widget);
  g_autofree char         *text = g_strstrip (foyer_text_row_dup_text (self->text_row));
  FoyerReferralJob        *job;

  if (!gtk_widget_get_sensitive (GTK_WIDGET (self->step_button)) || !check (self, text))
    return;

  job = foyer_referral_job_new (foyer_record_get_id (FOYER_RECORD (self->row->referral)),
                                self->to);
  if ((self->needs & FOYER_REFERRAL_NEEDS_MISSING_ITEMS) != 0)
    job->missing_items = g_strdup (text);
  else if ((self->needs & FOYER_REFERRAL_NEEDS_REASON) != 0)
    job->reason = g_strdup (text);
  else
    job->comment = g_strdup (*text != '\0' ? text : NULL);
  if ((self->needs & FOYER_REFERRAL_NEEDS_DECLINE_REASON) != 0)
    job->decline_reason =
        (FoyerDeclineReason) foyer_choice_row_get_value (self->decline_row);

  gtk_widget_set_sensitive (GTK_WIDGET (self->step_button), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), FALSE);
  foyer_referral_job_run_async (job, self->session, step_taken_cb, g_object_ref (self));
}

static void
foyer_referral_step_dialog_dispose (GObject *object)
{
  FoyerReferralStepDialog *self = FOYER_REFERRAL_STEP_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_REFERRAL_STEP_DIALOG);
  g_clear_object (&self->session);
  g_clear_object (&self->row);

  G_OBJECT_CLASS (foyer_referral_step_dialog_parent_class)->dispose (object);
}

static void
foyer_referral_step_dialog_class_init (FoyerReferralStepDialogClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = foyer_referral_step_dialog_dispose;

  g_type_ensure (FOYER_TYPE_CHOICE_ROW);
  g_type_ensure (FOYER_TYPE_TEXT_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/referral-step-dialog.ui");
#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, FoyerReferralStepDialog, child)
  BIND (step_button);
  BIND (summary_label);
  BIND (effect_label);
  BIND (list);
  BIND (decline_row);
  BIND (text_row);
  BIND (suggestions);
  BIND (problem_label);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, decline_chosen_cb);
  gtk_widget_class_install_action (widget_class, "dialog.step", NULL, step_cb);
}

static void
foyer_referral_step_dialog_init (FoyerReferralStepDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_suggestions (FoyerReferralStepDialog *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (often_missing); i++)
    {
      GtkWidget *button = gtk_button_new_with_label (
          g_dpgettext2 (GETTEXT_PACKAGE, "missing from a referral", often_missing[i]));

      gtk_widget_add_css_class (button, "pill-small");
      g_signal_connect_swapped (button, "clicked", G_CALLBACK (suggestion_clicked_cb),
                                self);
      gtk_grid_attach (self->suggestions, button, (int) i % 2, (int) i / 2, 1, 1);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->suggestions), TRUE);
}

static void
show (FoyerReferralStepDialog *self)
{
  FoyerReferral                 *referral = self->row->referral;
  const FoyerReferralTransition *transition =
      foyer_referral_state_get_transition (referral->state, self->to);
  const char      *label = foyer_referral_step_label (referral->state, self->to);
  const char      *effect;
  g_autofree char *person =
      foyer_format_person (self->row->patient_family, self->row->patient_given);
  g_autofree char *summary = g_strdup_printf ("%s · %s", referral->number, person);
  gboolean         ends = self->to == FOYER_REFERRAL_STATE_DECLINED ||
                  self->to == FOYER_REFERRAL_STATE_WITHDRAWN ||
                  self->to == FOYER_REFERRAL_STATE_EXPIRED ||
                  self->to == FOYER_REFERRAL_STATE_ENTERED_IN_ERROR;

  self->needs = transition != NULL ? transition->needs : FOYER_REFERRAL_NEEDS_NOTHING;
  effect = describe_effect (self->to, self->row->visits_booked > 0);
  gtk_window_set_title (GTK_WINDOW (self), label);
  gtk_button_set_label (self->step_button, self->to == FOYER_REFERRAL_STATE_INCOMPLETE
                                               ? C_ ("step of a referral", "Ask")
                                               : label);
  gtk_widget_add_css_class (GTK_WIDGET (self->step_button),
                            ends ? "destructive-action" : "suggested-action");
  gtk_label_set_label (self->summary_label, summary);
  gtk_label_set_label (self->effect_label, effect != NULL ? effect : "");
  gtk_widget_set_visible (GTK_WIDGET (self->effect_label), effect != NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->text_row),
                                 title_for_text (self->needs));
  gtk_widget_set_visible (self->list, self->to != FOYER_REFERRAL_STATE_EXPIRED);

  if ((self->needs & FOYER_REFERRAL_NEEDS_DECLINE_REASON) != 0)
    {
      foyer_choice_row_add (self->decline_row, FOYER_DECLINE_REASON_NONE,
                            C_ ("why a referral is declined", "Choose…"));
      for (int reason = FOYER_DECLINE_REASON_OUT_OF_SCOPE;
           reason <= FOYER_DECLINE_REASON_OTHER; reason++)
        foyer_choice_row_add (self->decline_row, reason,
                              foyer_words_decline_reason ((FoyerDeclineReason) reason));
      gtk_widget_set_visible (GTK_WIDGET (self->decline_row), TRUE);
      gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->decline_row));
    }
  else if (self->to == FOYER_REFERRAL_STATE_EXPIRED)
    gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->step_button));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->text_row));
  if ((self->needs & FOYER_REFERRAL_NEEDS_MISSING_ITEMS) != 0)
    add_suggestions (self);
}

/**
 * foyer_referral_step_dialog_new:
 * @session: the session
 * @row: a referral
 * @to: where the step leads; not to `FOYER_REFERRAL_STATE_ACCEPTED` from an undecided
 *   state, which [class@AcceptDialog] asks for
 *
 * Returns: (transfer floating): a dialog, to be made transient and presented
 */
GtkWidget *
foyer_referral_step_dialog_new (FoyerSession      *session,
                                FoyerReferralRow  *row,
                                FoyerReferralState to)
{
  FoyerReferralStepDialog *self = g_object_new (FOYER_TYPE_REFERRAL_STEP_DIALOG, NULL);

  self->session = g_object_ref (session);
  self->row = g_object_ref (row);
  self->to = to;
  show (self);

  return GTK_WIDGET (self);
}
