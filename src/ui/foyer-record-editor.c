/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-record-editor.h"

#include "model/foyer-record.h"
#include "present/foyer-words.h"
#include "store/foyer-catalogue.h"
#include "ui/foyer-confirm-dialog.h"
#include "ui/foyer-form.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerRecordEditor:
 *
 * A window in which one record of what the clinic consists of is added, changed or removed.
 */
struct _FoyerRecordEditor
{
  AdwWindow parent_instance;

  FoyerSession          *session; /* (owned) */
  const FoyerRecordKind *kind;    /* (unowned) static */
  FoyerRecord           *record;  /* (owned) as it was shown */
  FoyerForm             *form;    /* (owned) */
  GHashTable            *kept; /* (owned) of text to GtkWidget: rows of the kind's own */

  /* Template children */
  GtkWidget *page;
  GtkButton *cancel_button;
  GtkButton *save_button;
};

G_DEFINE_FINAL_TYPE (FoyerRecordEditor, foyer_record_editor, ADW_TYPE_WINDOW)

/* A record on its way to or from the store. */
typedef struct
{
  FoyerRecordEditor     *editor; /* (owned) */
  const FoyerRecordKind *kind;   /* (unowned) static */
  FoyerUser             *actor;  /* (owned) (nullable) */
  FoyerRecord           *record; /* (owned) */
  GPtrArray             *extra;  /* (owned) (nullable) */
} Job;

static void
job_free (Job *job)
{
  g_object_unref (job->editor);
  g_clear_object (&job->actor);
  g_clear_object (&job->record);
  g_clear_pointer (&job->extra, g_ptr_array_unref);
  g_free (job);
}

static Job *
new_job (FoyerRecordEditor *self, FoyerRecord *record)
{
  FoyerUser *actor = foyer_session_get_actor (self->session);
  Job       *job = g_new0 (Job, 1);

  job->editor = g_object_ref (self);
  job->kind = self->kind;
  job->actor = actor != NULL ? g_object_ref (actor) : NULL;
  job->record = record;

  return job;
}

static gpointer
run_save (FoyerDb *db, gpointer data, GError **error)
{
  Job *job = data;

  return GINT_TO_POINTER (
      foyer_catalogue_save (db, job->actor, job->record, error) &&
      (job->kind->save == NULL ||
       job->kind->save (db, job->actor, job->record, job->extra, error)));
}

static gpointer
run_remove (FoyerDb *db, gpointer data, GError **error)
{
  Job *job = data;

  return GINT_TO_POINTER (foyer_catalogue_remove (db, job->actor, job->record, error));
}

static gpointer
run_load (FoyerDb *db, gpointer data, GError **error)
{
  Job *job = data;

  job->extra = job->kind->load (db, job->record, error);

  return job->extra;
}

static void
show_error (FoyerRecordEditor *self, const GError *error)
{
  if (!foyer_form_show_error (self->form, error))
    {
      g_autofree char *sentence = foyer_words_error (error);

      foyer_show_toast (self->page, sentence);
    }
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Job               *job = data;
  FoyerRecordEditor *self = job->editor;
  g_autoptr (GError) error = NULL;
  gpointer done = foyer_store_finish (FOYER_STORE (source), result, &error);

  if (self->page != NULL && done != NULL)
    gtk_window_destroy (GTK_WINDOW (self));
  else if (self->page != NULL)
    {
      /* The record itself may be stored, and what belongs to it not. */
      foyer_record_set_id (self->record, foyer_record_get_id (job->record));
      foyer_record_set_uid (self->record, foyer_record_get_uid (job->record));
      gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), TRUE);
      show_error (self, error);
    }
  job_free (job);
}

static void
save_clicked_cb (FoyerRecordEditor *self)
{
  Job *job = new_job (self, foyer_record_copy (self->record));

  foyer_form_clear_errors (self->form);
  if (!foyer_form_read (self->form, job->record) ||
      (self->kind->read != NULL && !self->kind->read (self, job->record, &job->extra)))
    {
      job_free (job);
      return;
    }

  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), FALSE);
  foyer_store_write_async (foyer_session_get_store (self->session), run_save, job, NULL,
                           NULL, NULL, saved_cb, job);
}

static void
remove_answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerRecordEditor) self = data;
  Job *job;

  if (!foyer_confirm_dialog_ask_finish (result, NULL))
    return;

  job = new_job (self, g_object_ref (self->record));
  foyer_store_write_async (foyer_session_get_store (self->session), run_remove, job, NULL,
                           NULL, NULL, saved_cb, job);
}

static void
remove_clicked_cb (FoyerRecordEditor *self)
{
  g_autofree char *name = self->kind->dup_title (self->record);
  g_autofree char *question = NULL;

  /* Translators: %s is what is removed: the name of a holiday */
  question = g_strdup_printf (_ ("Remove “%s”?"), name);
  foyer_confirm_dialog_ask_async (GTK_WIDGET (self), question, NULL, _ ("_Remove"), TRUE,
                                  remove_answered_cb, g_object_ref (self));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Job               *job = data;
  FoyerRecordEditor *self = job->editor;
  g_autoptr (GError) error = NULL;
  gpointer done = foyer_store_finish (FOYER_STORE (source), result, &error);

  if (self->page != NULL && done != NULL)
    {
      self->kind->show (self, self->record, job->extra);
      foyer_form_show (self->form, self->record);
      gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), TRUE);
    }
  else if (self->page != NULL)
    show_error (self, error);
  job_free (job);
}

static void
add_remove_button (FoyerRecordEditor *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *button = gtk_button_new_with_label (_ ("Remove"));

  gtk_widget_add_css_class (button, "destructive-action");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (remove_clicked_cb), self);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), button);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (self->page),
                            ADW_PREFERENCES_GROUP (group));
}

static void
foyer_record_editor_dispose (GObject *object)
{
  FoyerRecordEditor *self = FOYER_RECORD_EDITOR (object);

  g_clear_object (&self->form);
  g_clear_pointer (&self->kept, g_hash_table_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_RECORD_EDITOR);
  g_clear_object (&self->record);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (foyer_record_editor_parent_class)->dispose (object);
}

static void
foyer_record_editor_class_init (FoyerRecordEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_record_editor_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/record-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerRecordEditor, page);
  gtk_widget_class_bind_template_child (widget_class, FoyerRecordEditor, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerRecordEditor, save_button);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
}

static void
foyer_record_editor_init (FoyerRecordEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_button_set_accessible_label (self->cancel_button);
  foyer_button_set_accessible_label (self->save_button);
  self->kept = g_hash_table_new (g_str_hash, g_str_equal);
}

/**
 * foyer_record_editor_new:
 * @session: the session
 * @kind: how it is edited; static
 * @record: (type FoyerRecord) (nullable): what to edit; `NULL`: a new one
 *
 * Returns: (transfer floating): a window to present
 */
GtkWindow *
foyer_record_editor_new (FoyerSession          *session,
                         const FoyerRecordKind *kind,
                         gpointer               record)
{
  FoyerRecordEditor *self = g_object_new (FOYER_TYPE_RECORD_EDITOR, NULL);

  self->session = g_object_ref (session);
  self->kind = kind;
  self->record = record != NULL ? foyer_record_copy (record)
                                : g_object_new (kind->get_type (), NULL);
  if (record == NULL && kind->prepare != NULL)
    kind->prepare (self->record);

  gtk_window_set_title (GTK_WINDOW (self),
                        record != NULL ? _ (kind->edit_title) : _ (kind->new_title));
  kind->build (self, ADW_PREFERENCES_PAGE (self->page));
  if (record != NULL && kind->removable)
    add_remove_button (self);
  self->form = foyer_form_new (self->page, session);
  foyer_form_show (self->form, self->record);

  if (kind->load != NULL)
    {
      Job *job = new_job (self, foyer_record_copy (self->record));

      gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), FALSE);
      foyer_store_read_async (foyer_session_get_store (session), run_load, job, NULL,
                              NULL, NULL, loaded_cb, job);
    }
  else if (kind->show != NULL)
    kind->show (self, self->record, NULL);

  return GTK_WINDOW (self);
}

FoyerSession *
foyer_record_editor_get_session (FoyerRecordEditor *self)
{
  return self->session;
}

/**
 * foyer_record_editor_add:
 * @self: an editor
 * @group: a group of its page
 * @row: a row for a form
 * @field: name of the field that it shows
 *
 * Returns: (transfer none): @row
 */
GtkWidget *
foyer_record_editor_add (FoyerRecordEditor   *self,
                         AdwPreferencesGroup *group,
                         GtkWidget           *row,
                         const char          *field)
{
  gtk_widget_set_name (row, field);
  adw_preferences_group_add (group, row);

  return row;
}

/**
 * foyer_record_editor_keep:
 * @self: an editor
 * @key: name for the widget; static
 * @widget: a widget of its page
 *
 * Remembers a widget that the kind reads itself.
 */
void
foyer_record_editor_keep (FoyerRecordEditor *self, const char *key, GtkWidget *widget)
{
  g_hash_table_insert (self->kept, (gpointer) key, widget);
}

/**
 * foyer_record_editor_find:
 * @self: an editor
 * @key: name of a widget
 *
 * Returns: (transfer none): the widget that was kept
 */
GtkWidget *
foyer_record_editor_find (FoyerRecordEditor *self, const char *key)
{
  return g_hash_table_lookup (self->kept, key);
}
