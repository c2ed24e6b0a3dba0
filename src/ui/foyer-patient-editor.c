/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-patient-editor.h"

#include "present/foyer-format.h"
#include "present/foyer-words.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-requests.h"
#include "ui/foyer-confirm-dialog.h"
#include "ui/foyer-duplicates-view.h"
#include "ui/foyer-edit-banner.h"
#include "ui/foyer-form.h"
#include "ui/foyer-languages.h"
#include "ui/foyer-patient-job.h"
#include "ui/foyer-patient-subrecords.h"
#include "ui/foyer-phone-list.h"
#include "ui/foyer-typed-name.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerPatientEditor:
 *
 * The record of a patient as a form, to register somebody or to change what is known.
 *
 * What a person typed is never lost: not by a refusal, which stands beside the field, not by
 * a change that comes from elsewhere meanwhile, and not by a failure.
 */
struct _FoyerPatientEditor
{
  GtkBox parent_instance;

  FoyerSession *session; /* (owned) (nullable) */
  FoyerForm    *form;    /* (owned) (nullable) */
  FoyerPatient *base;    /* (owned) (nullable) as it is stored, or a new one */
  char         *typed;   /* (owned) (nullable) name for a new one */
  FoyerRequest *request; /* (owned) (nullable) what the new one has sent */
  gboolean      is_showing;
  gboolean      is_saving;

  /* Template children */
  GtkLabel            *title_label;
  GtkButton           *cancel_button;
  GtkButton           *undo_button;
  GtkButton           *save_button;
  FoyerEditBanner     *banner;
  GtkStack            *stack;
  GtkWidget           *page;
  FoyerChoiceRow      *gender_row;
  FoyerPhoneList      *phones;
  FoyerChoiceRow      *language_row;
  AdwExpanderRow      *other_languages_row;
  FoyerChoiceRow      *clinician_row;
  FoyerSubrecords     *contacts;
  FoyerSubrecords     *names;
  GtkWidget           *status_group;
  GtkWidget           *deceased_row;
  GtkWidget           *deceased_on_row;
  FoyerDuplicatesView *duplicates;
};

enum
{
  SAVED,
  CANCELLED,
  OPEN_OTHER,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FoyerPatientEditor, foyer_patient_editor, GTK_TYPE_BOX)

static gboolean
is_new (FoyerPatientEditor *self)
{
  return foyer_record_get_id (FOYER_RECORD (self->base)) == 0;
}

/* What is typed.  A checker says in its row what cannot be read, and gives NULL then. */
static FoyerPatient *
read_patient (FoyerPatientEditor *self, gboolean check)
{
  g_autoptr (FoyerPatient) patient = foyer_record_copy (FOYER_RECORD (self->base));
  gboolean is_readable = TRUE;

  if (check)
    is_readable = foyer_form_read (self->form, patient);
  else
    foyer_form_peek (self->form, patient);
  patient->phones = foyer_phone_list_read (self->phones, check);
  patient->contacts = foyer_subrecords_read (self->contacts);
  patient->names = foyer_subrecords_read (self->names);
  foyer_set_text (&patient->language, foyer_languages_get_chosen (self->language_row));
  g_free (patient->other_languages);
  patient->other_languages = foyer_languages_dup_checked (self->other_languages_row);

  return is_readable && patient->phones != NULL ? g_steal_pointer (&patient) : NULL;
}

static void
show_patient (FoyerPatientEditor *self, FoyerPatient *patient)
{
  self->is_showing = TRUE;
  foyer_form_show (self->form, patient);
  foyer_phone_list_show (self->phones, patient->phones);
  foyer_subrecords_show (self->contacts, patient->contacts);
  foyer_subrecords_show (self->names, patient->names);
  foyer_languages_choose (self->language_row, patient->language);
  foyer_languages_set_checked (self->other_languages_row, patient->other_languages);
  self->is_showing = FALSE;
}

static void
update_buttons (FoyerPatientEditor *self)
{
  gboolean is_changed = self->base != NULL && foyer_patient_editor_is_changed (self);
  gboolean is_asking =
      g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "duplicates") == 0;

  gtk_widget_set_sensitive (GTK_WIDGET (self->undo_button),
                            is_changed && !self->is_saving && !is_asking);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button),
                            self->base != NULL && !self->is_saving && !is_asking &&
                                (is_changed || is_new (self)));
}

static void
changed_cb (FoyerPatientEditor *self)
{
  if (self->is_showing)
    return;
  foyer_edit_banner_update (self->banner);
  update_buttons (self);
}

static void
deceased_switched_cb (FoyerPatientEditor *self)
{
  gtk_widget_set_visible (
      self->deceased_on_row,
      foyer_switch_row_get_active (FOYER_SWITCH_ROW (self->deceased_row)));
}

static void
show_title (FoyerPatientEditor *self)
{
  g_autofree char *name = foyer_format_person (self->base->family, self->base->given);
  g_autofree char *title = NULL;

  /* Translators: %s is the name of a patient */
  title = is_new (self) ? g_strdup (_ ("New Patient"))
                        : g_strdup_printf (_ ("Edit %s"), name);
  gtk_label_set_label (self->title_label, title);
}

/* What the banner does with the form. */

static FoyerSnapshot *
read_snapshot (gpointer owner)
{
  g_autoptr (FoyerPatient) typed = read_patient (owner, FALSE);

  return foyer_snapshot_new (typed);
}

/* What says so already keeps the cursor, and rows that are open. */
static void
show_snapshot (gpointer owner, FoyerSnapshot *snapshot, FoyerSnapshot *base)
{
  FoyerPatientEditor *self = owner;
  FoyerPatient       *patient = FOYER_PATIENT (snapshot->record);
  g_autoptr (FoyerSnapshot) typed = read_snapshot (self);

  g_set_object (&self->base, FOYER_PATIENT (base->record));
  self->is_showing = TRUE;
  foyer_form_update (self->form, patient);
  if (!foyer_snapshot_field_equal (typed, snapshot, "patient_phone"))
    foyer_phone_list_show (self->phones, patient->phones);
  if (!foyer_snapshot_field_equal (typed, snapshot, "patient_contact"))
    foyer_subrecords_show (self->contacts, patient->contacts);
  if (!foyer_snapshot_field_equal (typed, snapshot, "patient_name"))
    foyer_subrecords_show (self->names, patient->names);
  if (!foyer_snapshot_field_equal (typed, snapshot, "language"))
    foyer_languages_choose (self->language_row, patient->language);
  if (!foyer_snapshot_field_equal (typed, snapshot, "other-languages"))
    foyer_languages_set_checked (self->other_languages_row, patient->other_languages);
  self->is_showing = FALSE;
  show_title (self);
  update_buttons (self);
}

static const FoyerEditForm edit_form = { .read = read_snapshot, .show = show_snapshot };

static void
show_error (FoyerPatientEditor *self, const GError *error)
{
  const char      *field = foyer_store_error_get_field (error);
  const char      *problem = foyer_words_problem (error);
  g_autofree char *sentence = NULL;

  if (field != NULL && (foyer_form_show_problem (self->form, field, problem) ||
                        (g_str_equal (field, "contacts") &&
                         foyer_subrecords_show_problem (self->contacts, problem)) ||
                        (g_str_equal (field, "names") &&
                         foyer_subrecords_show_problem (self->names, problem))))
    return;

  sentence = foyer_words_error (error);
  foyer_edit_banner_tell (self->banner, sentence);
}

static void save (FoyerPatientEditor *self, gboolean compare, GArray *not_same);

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  FoyerPatientEditor *self = g_task_get_source_object (task);
  FoyerPatientJob    *job = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gpointer done = foyer_store_finish (FOYER_STORE (source), result, &error);

  self->is_saving = FALSE;
  if (self->session == NULL)
    return;
  if (done != NULL && job->matches == NULL)
    {
      foyer_edit_banner_end (self->banner);
      g_set_object (&self->base, job->patient);
      g_signal_emit (self, signals[SAVED], 0,
                     foyer_record_get_id (FOYER_RECORD (job->patient)));
    }
  else if (done != NULL)
    {
      g_autofree char *name =
          foyer_format_person (job->patient->family, job->patient->given);

      foyer_duplicates_view_show (self->duplicates, name, job->matches,
                                  foyer_session_today (self->session));
      gtk_stack_set_visible_child_name (self->stack, "duplicates");
    }
  else
    {
      gtk_stack_set_visible_child_name (self->stack, "form");
      if (!foyer_edit_banner_take_error (self->banner, error))
        show_error (self, error);
    }
  foyer_edit_banner_hold (self->banner, FALSE);
  update_buttons (self);
}

static void
save (FoyerPatientEditor *self, gboolean compare, GArray *not_same)
{
  g_autoptr (FoyerPatient) patient = NULL;
  FoyerPatientJob *job;
  FoyerUser       *actor;
  GTask           *task;

  if (self->base == NULL || self->is_saving)
    return;

  foyer_form_clear_errors (self->form);
  patient = read_patient (self, TRUE);
  if (patient == NULL)
    return;
  if (patient->family == NULL && patient->given == NULL)
    {
      foyer_form_show_problem (self->form, "family",
                               _ ("A family name or a given name is needed."));
      return;
    }
  if (is_new (self) && !foyer_patient_has_second_fact (patient))
    {
      foyer_form_show_problem (
          self->form, "birth-date",
          _ ("One more fact is needed to tell this person from a namesake: the date of "
             "birth, a phone number, an e-mail address or an address."));
      return;
    }

  foyer_edit_banner_tell (self->banner, NULL);
  actor = foyer_session_get_actor (self->session);
  job = g_new0 (FoyerPatientJob, 1);
  job->actor = actor != NULL ? g_object_ref (actor) : NULL;
  job->request_id =
      self->request != NULL ? foyer_record_get_id (FOYER_RECORD (self->request)) : 0;
  job->compare =
      compare && (is_new (self) || foyer_patient_identity_differs (patient, self->base));
  job->not_same = not_same != NULL ? g_array_ref (not_same) : NULL;
  job->patient = g_steal_pointer (&patient);
  job->base = foyer_edit_banner_dup_base (self->banner);

  self->is_saving = TRUE;
  foyer_edit_banner_hold (self->banner, TRUE);
  update_buttons (self);
  task = g_task_new (self, NULL, NULL, NULL);
  g_task_set_task_data (task, job, (GDestroyNotify) foyer_patient_job_free);
  foyer_store_write_async (foyer_session_get_store (self->session), foyer_patient_job_run,
                           job, NULL, NULL, NULL, saved_cb, task);
}

static void
save_clicked_cb (FoyerPatientEditor *self)
{
  save (self, TRUE, NULL);
}

/* What the form shows is what is stored: from now on others may change it. */
static void
watch (FoyerPatientEditor *self)
{
  g_autoptr (FoyerSnapshot) base = foyer_snapshot_new (self->base);

  if (!is_new (self))
    foyer_edit_banner_begin (self->banner, base);
}

static void
leave (FoyerPatientEditor *self)
{
  foyer_edit_banner_end (self->banner);
  g_signal_emit (self, signals[CANCELLED], 0);
}

static void
undo_clicked_cb (FoyerPatientEditor *self)
{
  foyer_edit_banner_tell (self->banner, NULL);
  show_patient (self, self->base);
  watch (self);
  update_buttons (self);
}

static void
discard_answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerPatientEditor) self = data;

  if (foyer_confirm_dialog_ask_finish (result, NULL))
    leave (self);
}

static void
cancel_clicked_cb (FoyerPatientEditor *self)
{
  if (self->base != NULL && foyer_patient_editor_is_changed (self))
    foyer_confirm_dialog_ask_async (GTK_WIDGET (self), _ ("Discard What You Typed?"),
                                    _ ("The changes in this form have not been saved."),
                                    _ ("_Discard"), TRUE, discard_answered_cb,
                                    g_object_ref (self));
  else
    leave (self);
}

static void
save_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerPatientEditor *self = FOYER_PATIENT_EDITOR (widget);

  if (gtk_widget_is_sensitive (GTK_WIDGET (self->save_button)))
    save_clicked_cb (self);
}

static void
cancel_action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  cancel_clicked_cb (FOYER_PATIENT_EDITOR (widget));
}

static void
same_person_cb (FoyerPatientEditor *self, gint64 id)
{
  foyer_edit_banner_end (self->banner);
  g_signal_emit (self, signals[OPEN_OTHER], 0, id);
}

static void
nobody_same_cb (FoyerPatientEditor *self)
{
  g_autoptr (GArray) not_same = foyer_duplicates_view_dup_not_same (self->duplicates);

  save (self, FALSE, not_same);
}

static void
back_to_form_cb (FoyerPatientEditor *self)
{
  gtk_stack_set_visible_child_name (self->stack, "form");
  update_buttons (self);
}

static void
offer_clinicians (FoyerPatientEditor *self, GPtrArray *clinicians, gint64 chosen)
{
  foyer_choice_row_begin (self->clinician_row);
  foyer_choice_row_add (self->clinician_row, 0, C_ ("clinician", "Any"));
  for (guint i = 0; i < clinicians->len; i++)
    {
      FoyerClinician  *clinician = g_ptr_array_index (clinicians, i);
      gint64           id = foyer_record_get_id (FOYER_RECORD (clinician));
      g_autofree char *name = foyer_format_person_full (
          clinician->prefix, clinician->given, clinician->family, NULL);

      if (clinician->active || id == chosen)
        foyer_choice_row_add (self->clinician_row, id, name);
    }
  foyer_choice_row_end (self->clinician_row);
}

static void
begin (FoyerPatientEditor *self, FoyerPatientLoad *loaded)
{
  if (self->request != NULL)
    {
      g_clear_object (&loaded->patient);
      loaded->patient = foyer_requests_new_patient (self->request);
    }
  self->is_showing = TRUE;
  offer_clinicians (self, loaded->clinicians, loaded->patient->clinician_id);
  self->is_showing = FALSE;

  g_set_object (&self->base, loaded->patient);
  show_title (self);
  show_patient (self, self->base);
  if (self->request != NULL)
    {
      /* What the form makes of it is nothing that somebody has typed. */
      g_autoptr (FoyerPatient) shown = read_patient (self, FALSE);

      if (shown != NULL)
        g_set_object (&self->base, shown);
    }
  else if (is_new (self))
    {
      g_autoptr (FoyerPatient) guess = foyer_patient_new ();

      foyer_typed_name_split (self->typed, &guess->family, &guess->given);
      foyer_form_show (self->form, guess);
    }
  watch (self);
  gtk_widget_set_visible (self->status_group, !is_new (self));
  deceased_switched_cb (self);
  update_buttons (self);
  foyer_form_focus (self->form, "family");
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  FoyerPatientEditor *self = g_task_get_source_object (task);
  FoyerPatientLoad   *loaded = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gpointer done = foyer_store_finish (FOYER_STORE (source), result, &error);

  if (self->session == NULL)
    return;
  if (done == NULL)
    {
      g_autofree char *sentence = foyer_words_error (error);

      foyer_edit_banner_tell (self->banner, sentence);
    }
  else
    begin (self, loaded);
}

static void
load_patient (FoyerPatientEditor *self, gint64 id)
{
  GTask            *task = g_task_new (self, NULL, NULL, NULL);
  FoyerPatientLoad *loaded = g_new0 (FoyerPatientLoad, 1);

  loaded->id = id;
  g_task_set_task_data (task, loaded, (GDestroyNotify) foyer_patient_load_free);
  foyer_store_read_async (foyer_session_get_store (self->session), foyer_patient_load_run,
                          loaded, NULL, NULL, NULL, loaded_cb, task);
}

static void
foyer_patient_editor_dispose (GObject *object)
{
  FoyerPatientEditor *self = FOYER_PATIENT_EDITOR (object);

  /* Rows that go away are no change. */
  self->is_showing = TRUE;
  if (self->banner != NULL)
    foyer_edit_banner_end (self->banner);
  g_clear_object (&self->form);
  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_PATIENT_EDITOR);
  g_clear_object (&self->base);
  g_clear_object (&self->session);
  g_clear_object (&self->request);
  g_clear_pointer (&self->typed, g_free);

  G_OBJECT_CLASS (foyer_patient_editor_parent_class)->dispose (object);
}

#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, FoyerPatientEditor, child)

static void
foyer_patient_editor_class_init (FoyerPatientEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_patient_editor_dispose;

  /**
   * FoyerPatientEditor::saved:
   * @id: the patient
   *
   * Emitted when the record has been saved.
   */
  signals[SAVED] = g_signal_new ("saved", FOYER_TYPE_PATIENT_EDITOR, G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  /**
   * FoyerPatientEditor::cancelled:
   *
   * Emitted when the person leaves the form without saving.
   */
  signals[CANCELLED] =
      g_signal_new ("cancelled", FOYER_TYPE_PATIENT_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 0);
  /**
   * FoyerPatientEditor::open-other:
   * @id: another patient
   *
   * Emitted when the person in the form turns out to be @id, who is to be shown instead.
   */
  signals[OPEN_OTHER] =
      g_signal_new ("open-other", FOYER_TYPE_PATIENT_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);

  gtk_widget_class_install_action (widget_class, "editor.save", NULL, save_action_cb);
  gtk_widget_class_install_action (widget_class, "editor.cancel", NULL, cancel_action_cb);

  g_type_ensure (FOYER_TYPE_DUPLICATES_VIEW);
  g_type_ensure (FOYER_TYPE_EDIT_BANNER);
  g_type_ensure (FOYER_TYPE_PHONE_LIST);
  g_type_ensure (FOYER_TYPE_SUBRECORDS);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/patient-editor.ui");
  BIND (title_label);
  BIND (cancel_button);
  BIND (undo_button);
  BIND (save_button);
  BIND (banner);
  BIND (stack);
  BIND (page);
  BIND (gender_row);
  BIND (phones);
  BIND (language_row);
  BIND (other_languages_row);
  BIND (clinician_row);
  BIND (contacts);
  BIND (names);
  BIND (status_group);
  BIND (deceased_row);
  BIND (deceased_on_row);
  BIND (duplicates);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, undo_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, same_person_cb);
  gtk_widget_class_bind_template_callback (widget_class, nobody_same_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_to_form_cb);
}

static void
foyer_patient_editor_init (FoyerPatientEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_button_set_accessible_label (self->cancel_button);
  foyer_button_set_accessible_label (self->undo_button);
  foyer_button_set_accessible_label (self->save_button);

  for (int i = FOYER_GENDER_UNKNOWN; i <= FOYER_GENDER_OTHER; i++)
    foyer_choice_row_add (self->gender_row, i, foyer_words_gender (i));
  foyer_languages_fill (self->language_row);
  foyer_languages_fill_checks (self->other_languages_row, G_CALLBACK (changed_cb), self);

  g_signal_connect_swapped (self->language_row, "notify::value", G_CALLBACK (changed_cb),
                            self);
  g_signal_connect_swapped (self->phones, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->contacts, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->names, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->deceased_row, "notify::active",
                            G_CALLBACK (deceased_switched_cb), self);
}

GtkWidget *
foyer_patient_editor_new (FoyerSession *session)
{
  FoyerPatientEditor *self = g_object_new (FOYER_TYPE_PATIENT_EDITOR, NULL);

  foyer_patient_editor_set_session (self, session);

  return GTK_WIDGET (self);
}

/**
 * foyer_patient_editor_set_session:
 * @self: an editor from a template
 * @session: the session
 *
 * Says where to save; once.
 */
void
foyer_patient_editor_set_session (FoyerPatientEditor *self, FoyerSession *session)
{
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  foyer_subrecords_set_kind (self->contacts, &foyer_contact_subrecords,
                             _ ("Guardians and Contacts"), session);
  foyer_subrecords_set_kind (self->names, &foyer_name_subrecords, _ ("Other Names"),
                             session);
  self->form = foyer_form_new (self->page, session);
  g_signal_connect_object (self->form, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  foyer_edit_banner_set_form (self->banner, session, self->form, &edit_form, self);
}

/**
 * foyer_patient_editor_register:
 * @self: an editor
 * @typed: (nullable): what was typed to find the person
 *
 * Begins an empty form for somebody who is not on file.
 */
void
foyer_patient_editor_register (FoyerPatientEditor *self, const char *typed)
{
  g_free (self->typed);
  self->typed = g_strdup (typed);
  foyer_patient_editor_edit (self, 0);
}

/**
 * foyer_patient_editor_register_request:
 * @self: an editor
 * @request: a request that is attached to nobody
 *
 * Begins a form with what @request says of who sent it.  Saving registers them and attaches
 * the request to them.
 */
void
foyer_patient_editor_register_request (FoyerPatientEditor *self, FoyerRequest *request)
{
  g_set_object (&self->request, request);
  foyer_patient_editor_edit (self, 0);
}

/**
 * foyer_patient_editor_edit:
 * @self: an editor
 * @id: a patient
 *
 * Loads a record into the form.
 */
void
foyer_patient_editor_edit (FoyerPatientEditor *self, gint64 id)
{
  g_clear_object (&self->base);
  foyer_edit_banner_end (self->banner);
  gtk_stack_set_visible_child_name (self->stack, "form");
  update_buttons (self);
  load_patient (self, id);
}

/**
 * foyer_patient_editor_is_changed:
 * @self: an editor
 *
 * Returns: whether something is typed that is not saved
 */
gboolean
foyer_patient_editor_is_changed (FoyerPatientEditor *self)
{
  g_autoptr (FoyerPatient) typed = NULL;

  if (self->base == NULL)
    return FALSE;

  typed = read_patient (self, FALSE);

  return !foyer_patient_equal (typed, self->base);
}
