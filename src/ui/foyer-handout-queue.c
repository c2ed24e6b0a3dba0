/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-handout-queue.h"

#include "base/foyer-latest.h"
#include "present/foyer-format.h"
#include "store/foyer-articles.h"
#include "store/foyer-handouts.h"
#include "store/foyer-patients.h"
#include "ui/foyer-action.h"
#include "ui/foyer-handout-dialog.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

/* What is queued, read in one go. */
typedef struct
{
  GPtrArray *handouts; /* (owned) of FoyerHandout, the oldest first */
  GPtrArray *articles; /* (owned) of FoyerArticle, that of each */
  GPtrArray *patients; /* (owned) of FoyerPatient, that of each */
} File;

/**
 * FoyerHandoutQueue:
 *
 * What is to be printed and given to patients.
 */
struct _FoyerHandoutQueue
{
  AdwWindow parent_instance;

  FoyerSession *session;     /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable) while it is read */

  /* Template children */
  GtkStack   *stack;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (FoyerHandoutQueue, foyer_handout_queue, ADW_TYPE_WINDOW)

static void
file_free (File *file)
{
  g_clear_pointer (&file->handouts, g_ptr_array_unref);
  g_clear_pointer (&file->articles, g_ptr_array_unref);
  g_clear_pointer (&file->patients, g_ptr_array_unref);
  g_free (file);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (File, file_free)

static gpointer
read_file (FoyerDb *db, gpointer data, GError **error)
{
  g_autoptr (File) file = g_new0 (File, 1);

  file->handouts = foyer_handouts_list_queued (db, error);
  if (file->handouts == NULL)
    return NULL;
  file->articles = g_ptr_array_new_with_free_func (g_object_unref);
  file->patients = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < file->handouts->len; i++)
    {
      FoyerHandout *handout = file->handouts->pdata[i];
      FoyerArticle *article = foyer_articles_get (db, handout->article_id, error);
      FoyerPatient *patient = NULL;

      if (article == NULL)
        return NULL;
      g_ptr_array_add (file->articles, article);
      patient = foyer_patients_get (db, handout->patient_id, error);
      if (patient == NULL)
        return NULL;
      g_ptr_array_add (file->patients, patient);
    }

  return g_steal_pointer (&file);
}

static void
open_clicked_cb (GtkButton *button, FoyerHandoutQueue *self)
{
  foyer_window_present_over (
      self, foyer_handout_dialog_new (
                self->session,
                foyer_record_get_id (g_object_get_data (G_OBJECT (button), "handout"))));
}

static GtkWidget *
create_row (FoyerHandoutQueue *self, File *file, guint index)
{
  FoyerHandout    *handout = file->handouts->pdata[index];
  FoyerArticle    *article = file->articles->pdata[index];
  FoyerPatient    *patient = file->patients->pdata[index];
  g_autofree char *name = foyer_format_person (patient->family, patient->given);
  g_autofree char *birth = foyer_format_date (patient->birth_date);
  g_autofree char *who = patient->birth_date != NULL
                             ? g_strdup_printf ("%s · %s", name, birth)
                             : g_strdup (name);
  g_autofree char *language = foyer_format_language (article->language);
  g_autofree char *when =
      foyer_format_when (foyer_session_get_zone (self->session), handout->at);
  g_autofree char *what =
      g_strdup_printf ("%s · %s · %s", article->title, language, when);
  /* Translators: what a button does, and to which article; read by a screen reader. */
  g_autofree char *spoken =
      g_strdup_printf (C_ ("accessible name", "%1$s: %2$s"), C_ ("handout", "Open"), who);
  GtkWidget *row = foyer_action_row_new (who, what);
  GtkWidget *button = gtk_button_new_with_label (C_ ("handout", "Open"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  foyer_widget_set_accessible_label (button, spoken);
  g_object_set_data_full (G_OBJECT (button), "handout", g_object_ref (handout),
                          g_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (open_clicked_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);

  return row;
}

static void
file_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerHandoutQueue) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (File) file = foyer_store_finish (FOYER_STORE (source), result, &error);

  if (!foyer_latest_take (&self->cancellable, result))
    return;
  if (file == NULL)
    {
      foyer_action_toast_error (GTK_WIDGET (self), error);
      return;
    }
  foyer_widget_empty (self->list);
  for (guint i = 0; i < file->handouts->len; i++)
    gtk_list_box_append (self->list, create_row (self, file, i));
  gtk_stack_set_visible_child_name (self->stack,
                                    file->handouts->len > 0 ? "list" : "none");
}

static void
load (FoyerHandoutQueue *self)
{
  foyer_latest_ask (&self->cancellable);
  foyer_store_read_async (foyer_session_get_store (self->session), read_file, NULL, NULL,
                          (GDestroyNotify) file_free, self->cancellable, file_read_cb,
                          g_object_ref (self));
}

static void
store_changed_cb (FoyerHandoutQueue *self, const char *const *kinds)
{
  if (g_strv_contains (kinds, "handout") || g_strv_contains (kinds, "patient"))
    load (self);
}

static void
foyer_handout_queue_dispose (GObject *object)
{
  FoyerHandoutQueue *self = FOYER_HANDOUT_QUEUE (object);

  foyer_latest_drop (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_HANDOUT_QUEUE);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (foyer_handout_queue_parent_class)->dispose (object);
}

static void
foyer_handout_queue_class_init (FoyerHandoutQueueClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_handout_queue_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/handout-queue.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerHandoutQueue, stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerHandoutQueue, list);
}

static void
foyer_handout_queue_init (FoyerHandoutQueue *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * foyer_handout_queue_new:
 * @session: the session
 *
 * Returns: (transfer floating): a window, to be made transient and presented
 */
GtkWidget *
foyer_handout_queue_new (FoyerSession *session)
{
  FoyerHandoutQueue *self = g_object_new (FOYER_TYPE_HANDOUT_QUEUE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (foyer_session_get_store (session), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  load (self);

  return GTK_WIDGET (self);
}
