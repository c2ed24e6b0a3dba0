/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-accept-dialog.h"

#include "present/foyer-due.h"
#include "present/foyer-format.h"
#include "present/foyer-words.h"
#include "ui/foyer-action.h"
#include "ui/foyer-choices.h"
#include "ui/foyer-date-row.h"
#include "ui/foyer-edit-banner.h"
#include "ui/foyer-referral-job.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerAcceptDialog:
 *
 * Accepts a referral: how urgent the clinic finds it, by when the patient is to be seen,
 * for which visit and by whom.
 *
 * Everything is filled in with what the referrer asks and the clinic's rules propose, so
 * that Enter is enough where they are right.
 */
struct _FoyerAcceptDialog
{
  AdwWindow parent_instance;

  FoyerSession     *session;  /* (owned) */
  FoyerReferralRow *row;      /* (owned) */
  FoyerReferral    *referral; /* (owned) as it is stored */
  FoyerForm        *form;     /* (owned) */
  FoyerChoices     *choices;  /* (owned) (nullable) until they are read */
  char             *proposed; /* (owned) (nullable) target date by the clinic's rule */

  /* Template children */
  FoyerEditBanner *banner;
  GtkWidget       *page;
  GtkWidget       *step_button;
  GtkLabel        *summary_label;
  GtkLabel        *request_label;
  FoyerChoiceRow  *urgency_row;
  FoyerDateRow    *target_row;
  FoyerChoiceRow  *service_row;
  FoyerChoiceRow  *clinician_row;
  FoyerEntryRow   *desk_row;
  FoyerEntryRow   *patient_row;
  GtkLabel        *problem_label;
};

enum
{
  ACCEPTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FoyerAcceptDialog, foyer_accept_dialog, ADW_TYPE_WINDOW)

static void
show_problem (FoyerAcceptDialog *self, const char *sentence)
{
  gtk_label_set_label (self->problem_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), sentence != NULL);
}

/* A date that a person has typed is not replaced. */
static void
propose_target (FoyerAcceptDialog *self)
{
  const char *date = foyer_date_row_get_date (self->target_row);
  gboolean    is_ours = date == NULL || g_strcmp0 (date, self->proposed) == 0;

  g_free (self->proposed);
  self->proposed = foyer_due_propose_target (
      foyer_session_get_clinic (self->session),
      (FoyerUrgency) foyer_choice_row_get_value (self->urgency_row),
      self->row->referral->received_on, foyer_session_today (self->session));
  if (is_ours)
    foyer_date_row_set_date (self->target_row, self->proposed);
}

static void
target_changed_cb (FoyerAcceptDialog *self)
{
  const char      *date = foyer_date_row_get_date (self->target_row);
  g_autofree char *words = NULL;
  FoyerDueTone     tone;

  if (self->session == NULL)
    return;
  words = foyer_due_describe_target (date, foyer_session_today (self->session), &tone);
  foyer_entry_row_set_hint (FOYER_ENTRY_ROW (self->target_row),
                            g_strcmp0 (date, self->proposed) == 0
                                ? _ ("As the clinic’s rule proposes")
                                : words);
}

static void
urgency_chosen_cb (FoyerAcceptDialog *self)
{
  if (self->session == NULL)
    return;
  propose_target (self);
  target_changed_cb (self);
}

static void
show_request (FoyerAcceptDialog *self)
{
  FoyerReferral   *referral = self->referral;
  g_autofree char *request = NULL;

  /* Translators: %1$s is an urgency, %2$s the reason in the referrer's words. */
  request = g_strdup_printf (_ ("The referrer asks: %1$s. %2$s"),
                             foyer_words_urgency (referral->requested_urgency),
                             referral->reason != NULL ? referral->reason : "");
  gtk_label_set_label (self->request_label, request);
}

/* What the banner does with the form. */

static FoyerSnapshot *
read_snapshot (gpointer owner)
{
  FoyerAcceptDialog *self = owner;
  g_autoptr (FoyerReferral) typed = foyer_record_copy (FOYER_RECORD (self->referral));

  foyer_form_peek (self->form, typed);

  return foyer_snapshot_new (typed);
}

static void
show_snapshot (gpointer owner, FoyerSnapshot *snapshot, FoyerSnapshot *base)
{
  FoyerAcceptDialog *self = owner;

  g_set_object (&self->referral, FOYER_REFERRAL (base->record));
  show_request (self);
  foyer_form_update (self->form, snapshot->record);
}

static const FoyerEditForm edit_form = { read_snapshot, show_snapshot, NULL };

static void
accepted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerAcceptDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (foyer_store_finish (FOYER_STORE (source), result, &error) == NULL)
    {
      if (self->problem_label == NULL)
        return;
      if (!foyer_edit_banner_take_error (self->banner, error))
        {
          text = foyer_words_error (error);
          show_problem (self, text);
        }
      foyer_edit_banner_hold (self->banner, FALSE);
      gtk_widget_set_sensitive (self->step_button, TRUE);
      return;
    }

  /* Translators: %s is the number of a referral. */
  text = g_strdup_printf (_ ("Referral %s is accepted"), self->row->referral->number);
  foyer_action_toast (GTK_WIDGET (self), text);
  g_signal_emit (self, signals[ACCEPTED], 0);
  gtk_window_close (GTK_WINDOW (self));
}

static char *
dup_entry (FoyerEntryRow *row)
{
  return g_strstrip (g_strdup (foyer_entry_row_get_text (row)));
}

static void
accept_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerAcceptDialog *self = FOYER_ACCEPT_DIALOG (widget);
  FoyerReferral     *referral = self->row->referral;
  FoyerReferralJob  *job;

  if (self->choices == NULL || !gtk_widget_get_sensitive (self->step_button))
    return;
  if (!foyer_date_row_validate (self->target_row))
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->target_row));
      return;
    }

  job = foyer_referral_job_new (foyer_record_get_id (FOYER_RECORD (referral)),
                                FOYER_REFERRAL_STATE_ACCEPTED);
  job->urgency = (FoyerUrgency) foyer_choice_row_get_value (self->urgency_row);
  job->target_date = g_strdup (foyer_date_row_get_date (self->target_row));
  job->service_id = foyer_choice_row_get_value (self->service_row);
  job->clinician_id = foyer_choice_row_get_value (self->clinician_row);
  job->instruct = TRUE;
  job->desk_instructions = dup_entry (self->desk_row);
  job->patient_instructions = dup_entry (self->patient_row);
  job->base = foyer_edit_banner_dup_base (self->banner);

  gtk_widget_set_sensitive (self->step_button, FALSE);
  show_problem (self, NULL);
  foyer_edit_banner_hold (self->banner, TRUE);
  foyer_referral_job_run_async (job, self->session, accepted_cb, g_object_ref (self));
}

static gint64
choose_service (FoyerAcceptDialog *self)
{
  FoyerServiceCategory wanted =
      foyer_choice_row_get_value (self->urgency_row) >= FOYER_URGENCY_URGENT
          ? FOYER_SERVICE_CATEGORY_URGENT
          : FOYER_SERVICE_CATEGORY_NEW;
  FoyerService *fallback = NULL;

  if (self->row->referral->service_id != 0)
    return self->row->referral->service_id;
  for (guint i = 0; i < self->choices->services->len; i++)
    {
      FoyerService *service = self->choices->services->pdata[i];

      if (service->category == wanted)
        return foyer_record_get_id (FOYER_RECORD (service));
      if (fallback == NULL && service->category == FOYER_SERVICE_CATEGORY_NEW)
        fallback = service;
    }

  return fallback != NULL ? foyer_record_get_id (FOYER_RECORD (fallback)) : 0;
}

static void
choices_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerAcceptDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerChoices) choices =
      foyer_store_finish (FOYER_STORE (source), result, &error);
  g_autoptr (FoyerSnapshot) base = NULL;

  if (self->problem_label == NULL)
    return;
  if (choices == NULL)
    {
      g_autofree char *text = foyer_words_error (error);

      show_problem (self, text);
      return;
    }

  self->choices = g_steal_pointer (&choices);
  foyer_choices_fill_services (self->choices, self->service_row);
  foyer_choice_row_set_value (self->service_row, choose_service (self));
  foyer_choices_fill_clinicians (self->choices, self->clinician_row);
  foyer_choice_row_set_value (self->clinician_row, self->row->referral->clinician_id);
  base = foyer_snapshot_new (self->referral);
  foyer_edit_banner_begin (self->banner, base);
  gtk_widget_set_sensitive (self->step_button, TRUE);
  gtk_widget_grab_focus (self->step_button);
}

static gpointer
read_choices (FoyerDb *db, gpointer data, GError **error)
{
  return foyer_choices_read (db, error);
}

static void
foyer_accept_dialog_dispose (GObject *object)
{
  FoyerAcceptDialog *self = FOYER_ACCEPT_DIALOG (object);

  if (self->banner != NULL)
    foyer_edit_banner_end (self->banner);
  g_clear_object (&self->session);
  g_clear_object (&self->form);
  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_ACCEPT_DIALOG);
  g_clear_object (&self->referral);
  g_clear_object (&self->row);
  g_clear_pointer (&self->choices, foyer_choices_free);
  g_clear_pointer (&self->proposed, g_free);

  G_OBJECT_CLASS (foyer_accept_dialog_parent_class)->dispose (object);
}

static void
foyer_accept_dialog_class_init (FoyerAcceptDialogClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = foyer_accept_dialog_dispose;

  /**
   * FoyerAcceptDialog::accepted:
   *
   * Emitted when the referral has been accepted.
   */
  signals[ACCEPTED] =
      g_signal_new ("accepted", FOYER_TYPE_ACCEPT_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (FOYER_TYPE_CHOICE_ROW);
  g_type_ensure (FOYER_TYPE_DATE_ROW);
  g_type_ensure (FOYER_TYPE_EDIT_BANNER);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/accept-dialog.ui");
#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, FoyerAcceptDialog, child)
  BIND (banner);
  BIND (page);
  BIND (step_button);
  BIND (summary_label);
  BIND (request_label);
  BIND (urgency_row);
  BIND (target_row);
  BIND (service_row);
  BIND (clinician_row);
  BIND (desk_row);
  BIND (patient_row);
  BIND (problem_label);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, urgency_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, target_changed_cb);
  gtk_widget_class_install_action (widget_class, "dialog.step", NULL, accept_cb);
}

static void
foyer_accept_dialog_init (FoyerAcceptDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  for (int urgency = FOYER_URGENCY_ROUTINE; urgency <= FOYER_URGENCY_STAT; urgency++)
    foyer_choice_row_add (self->urgency_row, urgency,
                          foyer_words_urgency ((FoyerUrgency) urgency));
}

/**
 * foyer_accept_dialog_new:
 * @session: the session
 * @row: a referral that is not decided yet
 *
 * Returns: (transfer floating): a dialog, to be made transient and presented
 */
GtkWidget *
foyer_accept_dialog_new (FoyerSession *session, FoyerReferralRow *row)
{
  FoyerAcceptDialog *self = g_object_new (FOYER_TYPE_ACCEPT_DIALOG, NULL);
  FoyerReferral     *referral = row->referral;
  g_autofree char *person = foyer_format_person (row->patient_family, row->patient_given);
  g_autofree char *summary = g_strdup_printf ("%s · %s", referral->number, person);

  self->session = g_object_ref (session);
  self->row = g_object_ref (row);
  self->referral = g_object_ref (referral);
  self->form = foyer_form_new (self->page, session);
  foyer_edit_banner_set_form (self->banner, session, self->form, &edit_form, self);
  gtk_label_set_label (self->summary_label, summary);
  show_request (self);
  foyer_date_row_set_today (self->target_row, foyer_session_today (session));
  foyer_choice_row_set_value (self->urgency_row, referral->requested_urgency);
  foyer_entry_row_set_text (self->desk_row, referral->desk_instructions);
  foyer_entry_row_set_text (self->patient_row, referral->patient_instructions);
  urgency_chosen_cb (self);
  gtk_widget_set_sensitive (self->step_button, FALSE);
  foyer_store_read_async (foyer_session_get_store (session), read_choices, NULL, NULL,
                          (GDestroyNotify) foyer_choices_free, NULL, choices_read_cb,
                          g_object_ref (self));

  return GTK_WIDGET (self);
}
