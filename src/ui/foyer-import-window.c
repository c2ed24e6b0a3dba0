/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-import-window.h"

#include "exchange/foyer-csv-guess.h"
#include "exchange/foyer-import.h"
#include "present/foyer-format.h"
#include "present/foyer-import-words.h"
#include "present/foyer-words.h"
#include "ui/foyer-confirm-dialog.h"
#include "ui/foyer-file-dialog.h"
#include "ui/foyer-simple-rows.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * FoyerImportWindow:
 *
 * Brings patients in from files: choose them, say what the columns of a table hold, watch,
 * and read what came of it.
 */
struct _FoyerImportWindow
{
  AdwWindow parent_instance;

  FoyerSession    *session;     /* (owned) */
  GStrv            paths;       /* (owned) (nullable) */
  FoyerCsvMapping *mapping;     /* (owned) (nullable) of the only table among the files */
  GPtrArray       *column_rows; /* (owned) of FoyerChoiceRow, one a column */
  GCancellable    *cancellable; /* (owned) (nullable) of the import under way */
  char            *report;      /* (owned) (nullable) as text */

  /* Template children */
  GtkButton           *back_button;
  GtkButton           *import_button;
  GtkStack            *stack;
  AdwStatusPage       *choose_page;
  GtkButton           *choose_button;
  AdwPreferencesGroup *columns_group;
  FoyerChoiceRow      *date_order_row;
  GtkProgressBar      *progress_bar;
  GtkLabel            *progress_label;
  GtkButton           *cancel_button;
  GtkLabel            *report_title_label;
  GtkLabel            *report_label;
  GtkWidget           *refused_scrolled;
  GtkListView         *refused_list;
  GtkButton           *copy_button;
  GtkButton           *save_button;
  GtkButton           *done_button;
  GtkDropTarget       *drop_target;
};

G_DEFINE_FINAL_TYPE (FoyerImportWindow, foyer_import_window, ADW_TYPE_WINDOW)

static void
show_page (FoyerImportWindow *self, const char *name)
{
  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_set_visible (GTK_WIDGET (self->back_button),
                          g_str_equal (name, "mapping") || g_str_equal (name, "report"));
  gtk_widget_set_visible (GTK_WIDGET (self->import_button),
                          g_str_equal (name, "mapping"));
}

static void
tell (FoyerImportWindow *self, const char *sentence)
{
  foyer_show_toast (self->stack, sentence);
}

/* An import on the writing thread. */
typedef struct
{
  FoyerImportWindow *window;  /* (owned) */
  FoyerUser         *actor;   /* (owned) (nullable) */
  GStrv              paths;   /* (owned) */
  FoyerCsvMapping   *mapping; /* (owned) (nullable) */
  FoyerDateOrder     date_order;
  GCancellable      *cancellable; /* (owned) */
  FoyerImportReport *report;      /* (owned) */
} Import;

static void
import_free (Import *import)
{
  g_object_unref (import->window);
  g_clear_object (&import->actor);
  g_strfreev (import->paths);
  g_clear_pointer (&import->mapping, foyer_csv_mapping_free);
  g_object_unref (import->cancellable);
  foyer_import_report_free (import->report);
  g_free (import);
}

/* How far it is, on the way from the writing thread to the window. */
typedef struct
{
  FoyerImportWindow *window; /* (owned) */
  double             fraction;
  guint64            n_read;
} Progress;

static gboolean
show_progress_cb (gpointer data)
{
  Progress        *progress = data;
  g_autofree char *text = NULL;

  /* Translators: how many records have been read, and how much of the files in per cent */
  text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d record read, %d %% done",
                                       "%d records read, %d %% done",
                                       (gulong) progress->n_read),
                          (int) progress->n_read, (int) (progress->fraction * 100));
  if (progress->window->progress_bar != NULL)
    {
      gtk_progress_bar_set_fraction (progress->window->progress_bar, progress->fraction);
      gtk_label_set_label (progress->window->progress_label, text);
    }

  return G_SOURCE_REMOVE;
}

static void
progress_free (gpointer data)
{
  g_object_unref (((Progress *) data)->window);
  g_free (data);
}

static void
progress_cb (guint64 done, guint64 total, const FoyerImportReport *report, gpointer data)
{
  Import   *import = data;
  Progress *progress = g_new0 (Progress, 1);

  progress->window = g_object_ref (import->window);
  progress->fraction = total > 0 ? MIN ((double) done / (double) total, 1.0) : 0;
  progress->n_read = report->read;
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, show_progress_cb, progress, progress_free);
}

static gpointer
run_import (FoyerDb *db, gpointer data, GError **error)
{
  Import              *import = data;
  const FoyerImportJob job = {
    .paths = (const char *const *) import->paths,
    .mapping = import->mapping,
    .date_order = import->date_order,
    .cancellable = import->cancellable,
    .progress = progress_cb,
    .data = import,
  };

  return GINT_TO_POINTER (
      foyer_import_run (db, import->actor, &job, import->report, error));
}

static char *
describe_refusal (Import *import, const FoyerImportRefusal *refusal)
{
  g_autofree char *words = foyer_import_words_refusal (refusal);
  g_autofree char *name = NULL;

  if (g_strv_length (import->paths) == 1)
    /* Translators: a line of a file, and why it was not imported */
    return g_strdup_printf (_ ("Line %d: %s"), (int) refusal->line, words);

  name = g_path_get_basename (import->paths[refusal->file]);
  /* Translators: name of a file, a line of it, and why that was not imported */
  return g_strdup_printf (_ ("%s, line %d: %s"), name, (int) refusal->line, words);
}

static void
show_report (FoyerImportWindow *self, Import *import)
{
  FoyerImportReport *report = import->report;
  g_autofree char   *summary = foyer_import_words_report (report);
  g_autoptr (GtkStringList) lines = gtk_string_list_new (NULL);
  g_autoptr (GtkNoSelection) selection = NULL;
  g_autoptr (GString) text = g_string_new (summary);

  foyer_import_report_sort (report);
  for (guint i = 0; i < report->refused->len; i++)
    {
      g_autofree char *line =
          describe_refusal (import, g_ptr_array_index (report->refused, i));

      gtk_string_list_append (lines, line);
      g_string_append_printf (text, "\n%s", line);
    }
  if (report->n_refused > report->refused->len)
    {
      g_autofree char *more = g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "and %d more line", "and %d more lines",
                       (gulong) (report->n_refused - report->refused->len)),
          (int) (report->n_refused - report->refused->len));

      gtk_string_list_append (lines, more);
      g_string_append_printf (text, "\n%s", more);
    }

  selection = gtk_no_selection_new (G_LIST_MODEL (g_steal_pointer (&lines)));
  gtk_list_view_set_model (self->refused_list, GTK_SELECTION_MODEL (selection));
  gtk_widget_set_visible (self->refused_scrolled, report->n_refused > 0);
  gtk_label_set_label (self->report_title_label,
                       report->cancelled ? _ ("Import Cancelled") : _ ("Import Done"));
  gtk_label_set_label (self->report_label, summary);
  g_free (self->report);
  self->report = g_string_free (g_steal_pointer (&text), FALSE);
  show_page (self, "report");
  gtk_widget_grab_focus (GTK_WIDGET (self->done_button));
}

static void
imported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Import            *import = data;
  FoyerImportWindow *self = import->window;
  g_autoptr (GError) error = NULL;
  gpointer done = foyer_store_finish (FOYER_STORE (source), result, &error);

  g_clear_object (&self->cancellable);
  if (self->stack == NULL)
    {
      import_free (import);
      return;
    }

  if (done != NULL || import->report->cancelled)
    show_report (self, import);
  else
    {
      g_autofree char *sentence = foyer_words_error (error);

      show_page (self, self->mapping != NULL ? "mapping" : "choose");
      tell (self, sentence);
    }
  import_free (import);
}

static void
start_import (FoyerImportWindow *self)
{
  FoyerUser *actor = foyer_session_get_actor (self->session);
  Import    *import = g_new0 (Import, 1);

  self->cancellable = g_cancellable_new ();
  import->window = g_object_ref (self);
  import->actor = actor != NULL ? g_object_ref (actor) : NULL;
  import->paths = g_strdupv (self->paths);
  import->mapping = self->mapping != NULL ? foyer_csv_mapping_copy (self->mapping) : NULL;
  import->date_order = foyer_locale_date_order ();
  import->cancellable = g_object_ref (self->cancellable);
  import->report = foyer_import_report_new ();

  gtk_progress_bar_set_fraction (self->progress_bar, 0);
  gtk_label_set_label (self->progress_label, "");
  show_page (self, "progress");
  /* Not the cancellable of the call: what was imported until then has a report. */
  foyer_store_write_async (foyer_session_get_store (self->session), run_import, import,
                           NULL, NULL, NULL, imported_cb, import);
}

static void
check_mapping (FoyerImportWindow *self)
{
  gboolean is_complete = foyer_csv_mapping_is_complete (self->mapping);

  gtk_widget_set_sensitive (GTK_WIDGET (self->import_button), is_complete);
  adw_preferences_group_set_description (
      self->columns_group,
      is_complete ? _ ("Foyer has guessed this from the first line and the values. "
                       "Correct what is wrong.")
                  : _ ("Say which column holds the name: nobody can be imported "
                       "without one."));
}

static void
column_chosen_cb (FoyerImportWindow *self)
{
  if (self->mapping == NULL)
    return;

  for (guint i = 0; i < self->column_rows->len; i++)
    {
      FoyerChoiceRow *row = g_ptr_array_index (self->column_rows, i);
      FoyerCsvColumn *column = g_ptr_array_index (self->mapping->columns, i);

      column->field = foyer_choice_row_get_value (row);
    }
  self->mapping->date_order = foyer_choice_row_get_value (self->date_order_row);
  check_mapping (self);
}

static void
show_mapping (FoyerImportWindow *self)
{
  for (guint i = 0; i < self->column_rows->len; i++)
    adw_preferences_group_remove (self->columns_group,
                                  g_ptr_array_index (self->column_rows, i));
  g_ptr_array_set_size (self->column_rows, 0);

  for (guint i = 0; i < self->mapping->columns->len; i++)
    {
      FoyerCsvColumn  *column = g_ptr_array_index (self->mapping->columns, i);
      GtkWidget       *row = foyer_choice_row_new (column->header);
      g_autofree char *samples = NULL;

      for (int field = FOYER_CSV_FIELD_NONE; field <= FOYER_CSV_FIELD_NOTE; field++)
        foyer_choice_row_add (FOYER_CHOICE_ROW (row), field,
                              foyer_import_words_field (field));
      foyer_choice_row_set_value (FOYER_CHOICE_ROW (row), column->field);

      g_ptr_array_add (column->samples, NULL);
      samples = g_strjoinv (" · ", (char **) column->samples->pdata);
      g_ptr_array_set_size (column->samples, column->samples->len - 1);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), samples);
      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
      g_signal_connect_swapped (row, "notify::value", G_CALLBACK (column_chosen_cb),
                                self);
      adw_preferences_group_add (self->columns_group, row);
      g_ptr_array_add (self->column_rows, row);
    }
  foyer_choice_row_set_value (self->date_order_row, self->mapping->date_order);
  gtk_widget_set_visible (GTK_WIDGET (self->date_order_row),
                          !self->mapping->date_order_is_sure);
  check_mapping (self);
  show_page (self, "mapping");
  gtk_widget_grab_focus (GTK_WIDGET (self->import_button));
}

/* What the chosen files are: a table has to be looked at first. */
static gpointer
look_at_files (FoyerDb *db, gpointer data, GError **error)
{
  GStrv       paths = data;
  const char *table = NULL;
  guint       n_tables = 0;

  for (char **path = paths; *path != NULL; path++)
    {
      gboolean is_table;

      if (!foyer_import_is_table (*path, &is_table, error))
        return NULL;
      if (is_table)
        {
          table = *path;
          n_tables++;
        }
    }

  if (n_tables == 1)
    return foyer_csv_guess (table, foyer_locale_date_order (), error);
  return foyer_csv_mapping_new ();
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerImportWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerCsvMapping) mapping =
      foyer_store_finish (FOYER_STORE (source), result, &error);

  if (self->stack == NULL)
    return;
  if (mapping == NULL)
    {
      g_autofree char *sentence = foyer_words_error (error);

      tell (self, sentence);
    }
  else if (mapping->columns->len > 0)
    {
      self->mapping = g_steal_pointer (&mapping);
      show_mapping (self);
    }
  else
    start_import (self);
}

/**
 * foyer_import_window_set_files:
 * @self: an import window
 * @files: a list of GFile
 *
 * Goes on with files that were chosen or dropped.
 */
void
foyer_import_window_set_files (FoyerImportWindow *self, GListModel *files)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  if (self->cancellable != NULL)
    return;

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);
      char *path = g_file_get_path (file);

      if (path == NULL)
        {
          tell (self, _ ("This file is not on this computer. Copy it here first."));
          return;
        }
      g_ptr_array_add (paths, path);
    }
  if (paths->len == 0)
    return;

  g_ptr_array_add (paths, NULL);
  g_strfreev (self->paths);
  self->paths = (GStrv) g_ptr_array_steal (paths, NULL);
  g_clear_pointer (&self->mapping, foyer_csv_mapping_free);
  foyer_store_read_async (foyer_session_get_store (self->session), look_at_files,
                          g_strdupv (self->paths), (GDestroyNotify) g_strfreev,
                          (GDestroyNotify) foyer_csv_mapping_free, NULL, looked_cb,
                          g_object_ref (self));
}

static void
files_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerImportWindow) self = data;
  g_autoptr (GListModel) files = foyer_file_dialog_open_multiple_finish (result, NULL);

  if (files != NULL && self->stack != NULL)
    foyer_import_window_set_files (self, files);
}

static void
choose_clicked_cb (FoyerImportWindow *self)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  const char *const suffixes[] = { "csv", "tsv", "txt", "json", "ndjson", "jsonl" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    gtk_file_filter_add_suffix (filter, suffixes[i]);
  gtk_file_filter_set_name (filter, _ ("Patients (FHIR or CSV)"));
  foyer_file_dialog_open_multiple_async (GTK_WINDOW (self), _ ("Choose Files"), filter,
                                         NULL, files_chosen_cb, g_object_ref (self));
}

static gboolean
dropped_cb (GtkDropTarget     *target,
            const GValue      *value,
            double             x,
            double             y,
            FoyerImportWindow *self)
{
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);

  for (GSList *l = gdk_file_list_get_files (g_value_get_boxed (value)); l != NULL;
       l = l->next)
    g_list_store_append (files, l->data);
  foyer_import_window_set_files (self, G_LIST_MODEL (files));

  return TRUE;
}

static void
import_clicked_cb (FoyerImportWindow *self)
{
  start_import (self);
}

static void
back_clicked_cb (FoyerImportWindow *self)
{
  show_page (self, "choose");
}

static void
cancel_clicked_cb (FoyerImportWindow *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

static void
copy_clicked_cb (FoyerImportWindow *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->report);
  tell (self, _ ("The report has been copied."));
}

static void
report_written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerImportWindow) self = data;
  g_autoptr (GError) error = NULL;
  gboolean written =
      g_file_replace_contents_finish (G_FILE (source), result, NULL, &error);

  if (self->stack == NULL)
    return;
  if (!written)
    {
      g_autofree char *sentence = foyer_words_error (error);

      tell (self, sentence);
    }
  else
    tell (self, _ ("The report has been saved."));
}

static void
report_file_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerImportWindow) self = data;
  g_autoptr (GFile) file = foyer_file_dialog_save_finish (result, NULL);
  g_autoptr (GBytes) bytes = NULL;

  if (file == NULL)
    return;

  bytes = g_bytes_new (self->report, strlen (self->report));
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE,
                                       NULL, report_written_cb, g_object_ref (self));
}

static void
save_clicked_cb (FoyerImportWindow *self)
{
  foyer_file_dialog_save_async (GTK_WINDOW (self), _ ("Save the Report"),
                                _ ("import-report.txt"), NULL, report_file_chosen_cb,
                                g_object_ref (self));
}

/* Closing does not stop an import behind the person's back: Cancel does, and reports. */
static gboolean
foyer_import_window_close_request (GtkWindow *window)
{
  FoyerImportWindow *self = FOYER_IMPORT_WINDOW (window);

  if (self->cancellable == NULL)
    return GTK_WINDOW_CLASS (foyer_import_window_parent_class)->close_request (window);

  g_cancellable_cancel (self->cancellable);
  return TRUE;
}

static void
foyer_import_window_dispose (GObject *object)
{
  FoyerImportWindow *self = FOYER_IMPORT_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_IMPORT_WINDOW);
  g_clear_object (&self->session);
  g_clear_pointer (&self->paths, g_strfreev);
  g_clear_pointer (&self->mapping, foyer_csv_mapping_free);
  g_clear_pointer (&self->column_rows, g_ptr_array_unref);
  g_clear_pointer (&self->report, g_free);

  G_OBJECT_CLASS (foyer_import_window_parent_class)->dispose (object);
}

#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, FoyerImportWindow, child)

static void
foyer_import_window_class_init (FoyerImportWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_import_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = foyer_import_window_close_request;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/import-window.ui");
  BIND (back_button);
  BIND (import_button);
  BIND (stack);
  BIND (choose_page);
  BIND (choose_button);
  BIND (columns_group);
  BIND (date_order_row);
  BIND (progress_bar);
  BIND (progress_label);
  BIND (cancel_button);
  BIND (report_title_label);
  BIND (report_label);
  BIND (refused_scrolled);
  BIND (refused_list);
  BIND (copy_button);
  BIND (save_button);
  BIND (done_button);
  BIND (drop_target);
  gtk_widget_class_bind_template_callback (widget_class, back_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, import_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, dropped_cb);
}

static void
foyer_import_window_init (FoyerImportWindow *self)
{
  GType types[] = { GDK_TYPE_FILE_LIST };

  gtk_widget_init_template (GTK_WIDGET (self));
  self->column_rows = g_ptr_array_new ();
  gtk_drop_target_set_gtypes (self->drop_target, types, G_N_ELEMENTS (types));

  foyer_button_set_accessible_label (self->import_button);
  foyer_button_set_accessible_label (self->choose_button);
  foyer_button_set_accessible_label (self->cancel_button);
  foyer_button_set_accessible_label (self->copy_button);
  foyer_button_set_accessible_label (self->save_button);
  foyer_button_set_accessible_label (self->done_button);

  foyer_choice_row_add (self->date_order_row, FOYER_DATE_ORDER_MDY,
                        _ ("Month, day, year"));
  foyer_choice_row_add (self->date_order_row, FOYER_DATE_ORDER_DMY,
                        _ ("Day, month, year"));
  foyer_choice_row_add (self->date_order_row, FOYER_DATE_ORDER_YMD,
                        _ ("Year, month, day"));
  g_signal_connect_swapped (self->date_order_row, "notify::value",
                            G_CALLBACK (column_chosen_cb), self);
  gtk_widget_grab_focus (GTK_WIDGET (self->choose_button));
}

/**
 * foyer_import_window_new:
 * @session: the session
 *
 * Returns: (transfer floating): a window to present
 */
GtkWindow *
foyer_import_window_new (FoyerSession *session)
{
  FoyerImportWindow *self = g_object_new (FOYER_TYPE_IMPORT_WINDOW, NULL);

  self->session = g_object_ref (session);

  return GTK_WINDOW (self);
}
