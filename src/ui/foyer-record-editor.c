/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-record-editor.h"

#include "model/foyer-record.h"
#include "present/foyer-words.h"
#include "store/foyer-catalogue.h"
#include "ui/foyer-catalogue-kinds.h"
#include "ui/foyer-confirm-dialog.h"
#include "ui/foyer-edit-banner.h"
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
  FoyerRecord           *record;  /* (owned) as it is stored, or a new one */
  FoyerForm             *form;    /* (owned) */
  GHashTable            *kept; /* (owned) of text to GtkWidget: rows of the kind's own */
  gboolean               is_showing; /* the program changes them, not a person */

  /* Template children */
  FoyerEditBanner *banner;
  GtkWidget       *page;
  GtkButton       *cancel_button;
  GtkButton       *save_button;
};

G_DEFINE_FINAL_TYPE (FoyerRecordEditor, foyer_record_editor, ADW_TYPE_WINDOW)

/* A record on its way to the store. */
typedef struct
{
  FoyerRecordEditor     *editor;   /* (owned) */
  const FoyerRecordKind *kind;     /* (unowned) static */
  FoyerUser             *actor;    /* (owned) (nullable) */
  FoyerSnapshot         *base;     /* (owned) (nullable) for one that is stored */
  FoyerSnapshot         *snapshot; /* (owned) */
} Job;

static void
job_free (Job *job)
{
  g_object_unref (job->editor);
  g_clear_object (&job->actor);
  g_clear_object (&job->base);
  g_clear_object (&job->snapshot);
  g_free (job);
}

static Job *
new_job (FoyerRecordEditor *self, FoyerSnapshot *snapshot)
{
  FoyerUser *actor = foyer_session_get_actor (self->session);
  Job       *job = g_new0 (Job, 1);

  job->editor = g_object_ref (self);
  job->kind = self->kind;
  job->actor = actor != NULL ? g_object_ref (actor) : NULL;
  job->base = foyer_edit_banner_dup_base (self->banner);
  job->snapshot = snapshot;

  return job;
}

static gpointer
run_save (FoyerDb *db, gpointer data, GError **error)
{
  Job *job = data;

  foyer_edits_expect (db, job->base);

  return GINT_TO_POINTER (
      job->kind->save != NULL
          ? job->kind->save (db, job->actor, job->snapshot, error)
          : foyer_catalogue_save (db, job->actor, job->snapshot->record, error));
}

static gpointer
run_remove (FoyerDb *db, gpointer data, GError **error)
{
  Job *job = data;

  foyer_edits_expect (db, job->base);

  return GINT_TO_POINTER (
      foyer_catalogue_remove (db, job->actor, job->snapshot->record, error));
}

/* What a form needs from the store before it can be shown. */
typedef struct
{
  FoyerRecordEditor     *editor; /* (owned) */
  const FoyerRecordKind *kind;   /* (unowned) static */
  gint64                 id;
  GPtrArray             *rows;     /* (owned) (nullable) for the rows */
  FoyerSnapshot         *snapshot; /* (owned) (nullable) the record as it is now */
} Load;

static void
load_free (Load *load)
{
  g_object_unref (load->editor);
  g_clear_pointer (&load->rows, g_ptr_array_unref);
  g_clear_object (&load->snapshot);
  g_free (load);
}

static gpointer
run_load (FoyerDb *db, gpointer data, GError **error)
{
  Load *load = data;

  if (load->kind->load != NULL)
    {
      load->rows = load->kind->load (db, error);
      if (load->rows == NULL)
        return NULL;
    }
  if (load->id != 0)
    {
      load->snapshot = foyer_edits_read (db, load->kind->get_type (), load->id, error);
      if (load->snapshot == NULL)
        return NULL;
    }

  return load;
}

static gboolean
read_form (FoyerRecordEditor *self, FoyerSnapshot *snapshot, gboolean check)
{
  if (!check)
    foyer_form_peek (self->form, snapshot->record);
  else if (!foyer_form_read (self->form, snapshot->record))
    return FALSE;

  return self->kind->read == NULL || self->kind->read (self, snapshot, check);
}

static FoyerSnapshot *
read_snapshot (gpointer owner)
{
  FoyerRecordEditor *self = owner;
  g_autoptr (FoyerRecord) record = foyer_record_copy (self->record);
  FoyerSnapshot *snapshot = foyer_snapshot_new (record);

  read_form (self, snapshot, FALSE);

  return snapshot;
}

static void
show_snapshot (gpointer owner, FoyerSnapshot *snapshot, FoyerSnapshot *base)
{
  FoyerRecordEditor *self = owner;

  g_set_object (&self->record, base->record);
  self->is_showing = TRUE;
  foyer_form_update (self->form, snapshot->record);
  if (self->kind->show != NULL)
    self->kind->show (self, snapshot);
  self->is_showing = FALSE;
}

/* A colour is chosen by its name. */
static char *
dup_words (gpointer owner, FoyerSnapshot *snapshot, const char *field)
{
  GtkWidget       *row = foyer_record_editor_find (owner, field);
  g_autofree char *colour = NULL;

  if (row == NULL || !g_str_equal (field, "colour"))
    return NULL;
  g_object_get (snapshot->record, field, &colour, NULL);

  return g_strdup (foyer_colour_row_find_name (row, colour));
}

static const FoyerEditForm edit_form = { read_snapshot, show_snapshot, dup_words };

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
      gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), TRUE);
      if (!foyer_edit_banner_take_error (self->banner, error))
        show_error (self, error);
      foyer_edit_banner_hold (self->banner, FALSE);
    }
  job_free (job);
}

static void
save_clicked_cb (FoyerRecordEditor *self)
{
  g_autoptr (FoyerRecord) record = foyer_record_copy (self->record);
  g_autoptr (FoyerSnapshot) snapshot = foyer_snapshot_new (record);
  Job *job;

  foyer_form_clear_errors (self->form);
  if (!read_form (self, snapshot, TRUE))
    return;

  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), FALSE);
  job = new_job (self, g_steal_pointer (&snapshot));
  foyer_edit_banner_hold (self->banner, TRUE);
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

  job = new_job (self, foyer_snapshot_new (self->record));
  foyer_edit_banner_hold (self->banner, TRUE);
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

/* A row that the kind reads itself; those of the form tell the banner. */
static void
changed_cb (FoyerRecordEditor *self)
{
  if (!self->is_showing)
    foyer_edit_banner_update (self->banner);
}

/* From now on others may change it too. */
static void
watch (FoyerRecordEditor *self, FoyerSnapshot *base)
{
  show_snapshot (self, base, base);
  if (foyer_record_get_id (base->record) != 0)
    foyer_edit_banner_begin (self->banner, base);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Load              *load = data;
  FoyerRecordEditor *self = load->editor;
  g_autoptr (GError) error = NULL;
  gpointer done = foyer_store_finish (FOYER_STORE (source), result, &error);

  if (self->page != NULL && done != NULL)
    {
      if (self->kind->prepare_rows != NULL)
        self->kind->prepare_rows (self, load->rows);
      if (load->snapshot == NULL)
        load->snapshot = foyer_snapshot_new (self->record);
      watch (self, load->snapshot);
      gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), TRUE);
    }
  else if (self->page != NULL)
    show_error (self, error);
  load_free (load);
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

  /* Rows that go away are no change. */
  self->is_showing = TRUE;
  if (self->banner != NULL)
    foyer_edit_banner_end (self->banner);
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

  g_type_ensure (FOYER_TYPE_EDIT_BANNER);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/record-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerRecordEditor, banner);
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
  Load              *load;

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
  foyer_edit_banner_set_form (self->banner, session, self->form, &edit_form, self);
  foyer_form_show (self->form, self->record);

  /* What is listed is what is stored; its parts are not, nor what the rows offer. */
  if (kind->load == NULL && *foyer_snapshot_list_kinds (kind->get_type ()) == NULL)
    {
      g_autoptr (FoyerSnapshot) base = foyer_snapshot_new (self->record);

      watch (self, base);
      return GTK_WINDOW (self);
    }

  load = g_new0 (Load, 1);
  load->editor = g_object_ref (self);
  load->kind = kind;
  load->id = foyer_record_get_id (self->record);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), FALSE);
  foyer_store_read_async (foyer_session_get_store (session), run_load, load, NULL, NULL,
                          NULL, loaded_cb, load);

  return GTK_WINDOW (self);
}

FoyerSession *
foyer_record_editor_get_session (FoyerRecordEditor *self)
{
  return self->session;
}

gboolean
foyer_record_editor_is_new (FoyerRecordEditor *self)
{
  return foyer_record_get_id (self->record) == 0;
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
  static const char *const values[] = { "date", "text", "value" };

  g_hash_table_insert (self->kept, (gpointer) key, widget);
  if (g_signal_lookup ("changed", G_OBJECT_TYPE (widget)) != 0)
    g_signal_connect_object (widget, "changed", G_CALLBACK (changed_cb), self,
                             G_CONNECT_SWAPPED);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    if (g_object_class_find_property (G_OBJECT_GET_CLASS (widget), values[i]) != NULL)
      {
        g_autofree char *signal = g_strconcat ("notify::", values[i], NULL);

        g_signal_connect_object (widget, signal, G_CALLBACK (changed_cb), self,
                                 G_CONNECT_SWAPPED);
      }
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
