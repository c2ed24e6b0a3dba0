/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-register-window.h"

#include "present/foyer-format.h"
#include "present/foyer-words.h"
#include "store/foyer-patients.h"
#include "store/foyer-referrals.h"
#include "ui/foyer-accept-dialog.h"
#include "ui/foyer-action.h"
#include "ui/foyer-confirm-dialog.h"
#include "ui/foyer-date-row.h"
#include "ui/foyer-file-dialog.h"
#include "ui/foyer-form.h"
#include "ui/foyer-letter.h"
#include "ui/foyer-patient-finder.h"
#include "ui/foyer-referrer-finder.h"
#include "ui/foyer-simple-rows.h"
#include "ui/foyer-text-row.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * FoyerRegisterWindow:
 *
 * Registers a referral from a letter: for whom, from whom, what is asked, how long it is
 * valid; with the letter itself, chosen or dropped.
 *
 * What is wrong is said beside its field, and nothing that was typed is lost unless
 * somebody says so.
 */
struct _FoyerRegisterWindow
{
  AdwWindow parent_instance;

  FoyerSession     *session;    /* (owned) */
  FoyerForm        *form;       /* (owned) */
  FoyerReferral    *blank;      /* (owned) what the form showed first */
  gint64            patient_id; /* 0: nobody yet */
  GPtrArray        *letters;    /* (owned) of GFile, still to be kept */
  GString          *problems;   /* (owned) with letters that could not be kept */
  FoyerReferralRow *saved;      /* (owned) (nullable) until the referral is registered */
  gboolean          accepts;    /* it is to be decided at once */
  gboolean          working;
  gboolean          discards; /* somebody said that what was typed may go */

  /* Template children */
  GtkWidget           *problem_box;
  GtkLabel            *problem_label;
  GtkStack            *stack;
  FoyerPatientFinder  *finder;
  GtkLabel            *name_label;
  GtkLabel            *person_label;
  GtkWidget           *columns;
  FoyerChoiceRow      *source_row;
  FoyerDateRow        *received_row;
  FoyerReferrerFinder *referrer_row;
  FoyerSwitchRow      *expected_row;
  FoyerChoiceRow      *urgency_row;
  GtkListBox          *files;
};

enum
{
  REGISTERED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FoyerRegisterWindow, foyer_register_window, ADW_TYPE_WINDOW)

typedef struct
{
  FoyerUser     *actor;    /* (owned) */
  FoyerReferral *referral; /* (owned) */
} Job;

static void
job_free (Job *job)
{
  g_object_unref (job->actor);
  g_object_unref (job->referral);
  g_free (job);
}

static gpointer
save_referral (FoyerDb *db, gpointer data, GError **error)
{
  Job *job = data;

  if (!foyer_referrals_save (db, job->actor, job->referral, error))
    return NULL;

  return foyer_referrals_get (db, foyer_record_get_id (FOYER_RECORD (job->referral)),
                              error);
}

static gpointer
read_patient (FoyerDb *db, gpointer data, GError **error)
{
  const gint64 *id = data;

  return foyer_patients_get (db, *id, error);
}

static void
show_problem (FoyerRegisterWindow *self, const char *sentence)
{
  gtk_label_set_label (self->problem_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (self->problem_box, sentence != NULL);
}

static void
enable (FoyerRegisterWindow *self)
{
  gboolean ready = self->patient_id != 0 && !self->working;
  gboolean decides = foyer_permission_allows (
      foyer_session_get_actor (self->session)->role, FOYER_ACTION_REFERRAL_DECIDE);
  gboolean expected = foyer_switch_row_get_active (self->expected_row);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "register.save", ready);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "register.accept",
                                 ready && decides && !expected);
}

static void
patient_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerRegisterWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerPatient) patient =
      foyer_store_finish (FOYER_STORE (source), result, &error);
  g_autofree char *text = NULL;

  if (self->stack == NULL)
    return;
  if (patient == NULL)
    {
      text = foyer_words_error (error);
      show_problem (self, text);
      return;
    }
  if (foyer_record_get_id (FOYER_RECORD (patient)) == self->patient_id)
    {
      g_autofree char *name = foyer_format_person (patient->family, patient->given);
      g_autofree char *born = foyer_format_date (patient->birth_date);
      g_autofree char *age =
          foyer_format_age (patient->birth_date, foyer_session_today (self->session));

      /* Translators: birth date, age, number of the patient. */
      text = g_strdup_printf (_ ("%1$s · %2$s · No. %3$s"), born, age, patient->number);
      gtk_label_set_label (self->name_label, name);
      gtk_label_set_label (self->person_label, text);
      if (foyer_referrer_finder_get_referrer (self->referrer_row) == 0 &&
          patient->pcp_id != 0)
        foyer_referrer_finder_set_referrer (self->referrer_row, patient->pcp_id);
    }
}

static void
set_patient (FoyerRegisterWindow *self, gint64 id)
{
  self->patient_id = id;
  gtk_stack_set_visible_child_name (self->stack, id != 0 ? "form" : "find");
  enable (self);
  if (id == 0)
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->finder));
      return;
    }
  foyer_store_read_async (foyer_session_get_store (self->session), read_patient,
                          g_memdup2 (&id, sizeof id), g_free, g_object_unref, NULL,
                          patient_read_cb, g_object_ref (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->source_row));
}

static void
patient_picked_cb (FoyerRegisterWindow *self, gint64 id)
{
  set_patient (self, id);
}

static void
change_clicked_cb (FoyerRegisterWindow *self)
{
  set_patient (self, 0);
}

/* What is announced has not come yet. */
static void
expected_toggled_cb (FoyerRegisterWindow *self)
{
  gboolean expected = foyer_switch_row_get_active (self->expected_row);

  gtk_widget_set_sensitive (GTK_WIDGET (self->received_row), !expected);
  if (self->session != NULL)
    enable (self);
}

static void
remove_clicked_cb (GtkWidget *button, FoyerRegisterWindow *self)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, ADW_TYPE_ACTION_ROW);

  g_ptr_array_remove (self->letters, g_object_get_data (G_OBJECT (row), "file"));
  gtk_list_box_remove (self->files, row);
}

/**
 * foyer_register_window_add_file:
 * @self: the window
 * @file: a file of the computer
 *
 * Attaches @file; it is read when the referral is saved.
 */
void
foyer_register_window_add_file (FoyerRegisterWindow *self, GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *shown = g_filename_display_name (name);
  GtkWidget       *row;
  GtkWidget       *button;

  g_return_if_fail (FOYER_IS_REGISTER_WINDOW (self));

  row = foyer_action_row_new (shown, NULL);
  button = foyer_icon_button_new ("list-remove-symbolic", _ ("Do not attach this file"));
  g_signal_connect (button, "clicked", G_CALLBACK (remove_clicked_cb), self);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("text-x-generic-symbolic"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  gtk_widget_set_focusable (row, FALSE);
  g_object_set_data (G_OBJECT (row), "file", file);
  g_ptr_array_add (self->letters, g_object_ref (file));
  gtk_list_box_insert (self->files, row, (int) self->letters->len - 1);
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerRegisterWindow) self = data;
  g_autoptr (GFile) file = foyer_file_dialog_open_finish (result, NULL);

  if (file != NULL && self->files != NULL)
    foyer_register_window_add_file (self, file);
}

static void
add_activated_cb (FoyerRegisterWindow *self)
{
  foyer_file_dialog_open_async (GTK_WINDOW (self), _ ("Attach the Letter"), NULL, NULL,
                                file_chosen_cb, g_object_ref (self));
}

static gboolean
dropped_cb (GtkDropTarget       *target,
            const GValue        *value,
            double               x,
            double               y,
            FoyerRegisterWindow *self)
{
  GSList *dropped = g_value_get_boxed (value);

  for (GSList *l = dropped; l != NULL; l = l->next)
    foyer_register_window_add_file (self, l->data);

  return dropped != NULL;
}

/* Dates that contradict each other or the calendar. */
static gboolean
check_dates (FoyerRegisterWindow *self, FoyerReferral *referral)
{
  g_autofree char *today = foyer_day_format (foyer_session_today (self->session));

  if (referral->state == FOYER_REFERRAL_STATE_RECEIVED && referral->received_on != NULL &&
      strcmp (referral->received_on, today) > 0)
    {
      foyer_form_show_problem (self->form, "received-on",
                               _ ("A letter cannot have come tomorrow or later."));
      return FALSE;
    }
  if (referral->letter_date != NULL && strcmp (referral->letter_date, today) > 0)
    {
      foyer_form_show_problem (
          self->form, "letter-date",
          _ ("This day has not come yet.  Look at the letter again."));
      return FALSE;
    }
  if (referral->letter_date != NULL && referral->received_on != NULL &&
      strcmp (referral->letter_date, referral->received_on) > 0)
    {
      foyer_form_show_problem (self->form, "received-on",
                               _ ("The letter was written after that day."));
      return FALSE;
    }
  if (referral->valid_from != NULL && referral->valid_to != NULL &&
      strcmp (referral->valid_to, referral->valid_from) < 0)
    {
      foyer_form_show_problem (self->form, "valid-to",
                               _ ("The last day is before the first one."));
      return FALSE;
    }

  return TRUE;
}

static void
finish (FoyerRegisterWindow *self)
{
  GtkWindow       *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  gint64           id = foyer_record_get_id (FOYER_RECORD (self->saved->referral));
  g_autofree char *text = NULL;

  if (self->problems->len > 0)
    text = g_strdup (self->problems->str);
  else
    /* Translators: %s is the number of a referral. */
    text =
        g_strdup_printf (_ ("Referral %s is registered"), self->saved->referral->number);
  foyer_action_toast (GTK_WIDGET (self), text);
  g_signal_emit (self, signals[REGISTERED], 0, id);
  if (self->accepts)
    {
      GtkWidget *dialog = foyer_accept_dialog_new (self->session, self->saved);

      gtk_window_set_transient_for (GTK_WINDOW (dialog), parent);
      gtk_window_present (GTK_WINDOW (dialog));
    }
  self->discards = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static void keep_letters (FoyerRegisterWindow *self);

static void
letter_kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerRegisterWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (!foyer_letter_add_finish (result, &error))
    {
      g_autofree char *text = foyer_letter_describe_error (error);

      if (self->problems->len > 0)
        g_string_append_c (self->problems, ' ');
      g_string_append (self->problems, text);
    }
  keep_letters (self);
}

/* One after the other, so that the window holds one file in memory at most. */
static void
keep_letters (FoyerRegisterWindow *self)
{
  g_autoptr (GFile) file = NULL;

  if (self->letters->len == 0)
    {
      finish (self);
      return;
    }
  file = g_ptr_array_steal_index (self->letters, 0);
  foyer_letter_add_async (self->session,
                          foyer_record_get_id (FOYER_RECORD (self->saved->referral)),
                          file, letter_kept_cb, g_object_ref (self));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerRegisterWindow) self = data;
  g_autoptr (GError) error = NULL;

  self->saved = foyer_store_finish (FOYER_STORE (source), result, &error);
  if (self->stack == NULL)
    return;
  if (self->saved != NULL)
    {
      keep_letters (self);
      return;
    }
  self->working = FALSE;
  enable (self);
  if (!foyer_form_show_error (self->form, error))
    {
      g_autofree char *text = foyer_words_error (error);

      show_problem (self, text);
    }
}

static void
save (FoyerRegisterWindow *self, gboolean accepts)
{
  g_autoptr (FoyerReferral) referral = foyer_record_copy (FOYER_RECORD (self->blank));
  Job *job;

  if (self->working || self->patient_id == 0)
    return;
  foyer_form_clear_errors (self->form);
  show_problem (self, NULL);
  if (!foyer_form_read (self->form, referral))
    return;
  referral->patient_id = self->patient_id;
  referral->referrer_id = foyer_referrer_finder_get_referrer (self->referrer_row);
  referral->state = foyer_switch_row_get_active (self->expected_row)
                        ? FOYER_REFERRAL_STATE_EXPECTED
                        : FOYER_REFERRAL_STATE_RECEIVED;
  referral->assigned_urgency = referral->requested_urgency;
  if (referral->state == FOYER_REFERRAL_STATE_EXPECTED)
    foyer_set_text (&referral->received_on, NULL);
  if (!check_dates (self, referral))
    return;

  job = g_new0 (Job, 1);
  job->actor = foyer_record_copy (FOYER_RECORD (foyer_session_get_actor (self->session)));
  job->referral = g_steal_pointer (&referral);
  self->accepts = accepts;
  self->working = TRUE;
  enable (self);
  foyer_store_write_async (foyer_session_get_store (self->session), save_referral, job,
                           (GDestroyNotify) job_free, g_object_unref, NULL, saved_cb,
                           g_object_ref (self));
}

static void
save_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  save (FOYER_REGISTER_WINDOW (widget), FALSE);
}

static void
accept_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  save (FOYER_REGISTER_WINDOW (widget), TRUE);
}

static void
discard_answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerRegisterWindow) self = data;

  if (!foyer_confirm_dialog_ask_finish (result, NULL))
    return;
  self->discards = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
close_requested_cb (FoyerRegisterWindow *self)
{
  if (self->working && !self->discards)
    return TRUE;
  if (self->discards ||
      (self->letters->len == 0 && !foyer_form_is_changed (self->form, self->blank)))
    return FALSE;

  foyer_confirm_dialog_ask_async (
      GTK_WIDGET (self), _ ("Discard This Referral?"),
      _ ("It has not been saved.  What you have typed will be lost."), _ ("Discard"),
      TRUE, discard_answered_cb, g_object_ref (self));

  return TRUE;
}

static void
foyer_register_window_dispose (GObject *object)
{
  FoyerRegisterWindow *self = FOYER_REGISTER_WINDOW (object);

  g_clear_object (&self->form);
  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_REGISTER_WINDOW);
  g_clear_object (&self->session);
  g_clear_object (&self->blank);
  g_clear_object (&self->saved);
  g_clear_pointer (&self->letters, g_ptr_array_unref);
  if (self->problems != NULL)
    g_string_free (g_steal_pointer (&self->problems), TRUE);

  G_OBJECT_CLASS (foyer_register_window_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, FoyerRegisterWindow, child)
  BIND (problem_box);
  BIND (problem_label);
  BIND (stack);
  BIND (finder);
  BIND (name_label);
  BIND (person_label);
  BIND (columns);
  BIND (source_row);
  BIND (received_row);
  BIND (referrer_row);
  BIND (expected_row);
  BIND (urgency_row);
  BIND (files);
#undef BIND
#define HANDLE(handler) gtk_widget_class_bind_template_callback (widget_class, handler)
  HANDLE (patient_picked_cb);
  HANDLE (change_clicked_cb);
  HANDLE (expected_toggled_cb);
  HANDLE (add_activated_cb);
  HANDLE (dropped_cb);
  HANDLE (close_requested_cb);
#undef HANDLE
}

static void
foyer_register_window_class_init (FoyerRegisterWindowClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = foyer_register_window_dispose;

  /**
   * FoyerRegisterWindow::registered:
   * @self: the window
   * @referral_id: the new referral
   *
   * Emitted when the referral is in the database, with its letters.
   */
  signals[REGISTERED] =
      g_signal_new ("registered", FOYER_TYPE_REGISTER_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);

  g_type_ensure (FOYER_TYPE_CHOICE_ROW);
  g_type_ensure (FOYER_TYPE_DATE_ROW);
  g_type_ensure (FOYER_TYPE_PATIENT_FINDER);
  g_type_ensure (FOYER_TYPE_REFERRER_FINDER);
  g_type_ensure (FOYER_TYPE_SPIN_ROW);
  g_type_ensure (FOYER_TYPE_SWITCH_ROW);
  g_type_ensure (FOYER_TYPE_TEXT_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/register-window.ui");
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "register.save", NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "register.accept", NULL, accept_cb);
}

static void
foyer_register_window_init (FoyerRegisterWindow *self)
{
  self->letters = g_ptr_array_new_with_free_func (g_object_unref);
  self->problems = g_string_new (NULL);
  gtk_widget_init_template (GTK_WIDGET (self));

  for (int source = FOYER_REFERRAL_SOURCE_FAX; source <= FOYER_REFERRAL_SOURCE_WALK_IN;
       source++)
    foyer_choice_row_add (self->source_row, source,
                          foyer_words_source ((FoyerReferralSource) source));
  for (int urgency = FOYER_URGENCY_ROUTINE; urgency <= FOYER_URGENCY_STAT; urgency++)
    foyer_choice_row_add (self->urgency_row, urgency,
                          foyer_words_urgency ((FoyerUrgency) urgency));
}

/**
 * foyer_register_window_new:
 * @session: the session
 * @patient_id: whom the letter is about, 0: to be found first
 *
 * Returns: (transfer floating): a window, to be made transient and presented
 */
GtkWidget *
foyer_register_window_new (FoyerSession *session, gint64 patient_id)
{
  FoyerRegisterWindow *self = g_object_new (FOYER_TYPE_REGISTER_WINDOW, NULL);

  self->session = g_object_ref (session);
  foyer_patient_finder_set_session (self->finder, session);
  foyer_referrer_finder_set_session (self->referrer_row, session);
  self->form = foyer_form_new (self->columns, session);
  self->blank = foyer_referral_new ();
  self->blank->received_on = foyer_day_format (foyer_session_today (session));
  foyer_form_show (self->form, self->blank);
  set_patient (self, patient_id);

  return GTK_WIDGET (self);
}
