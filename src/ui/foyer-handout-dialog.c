/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-handout-dialog.h"

#include "base/foyer-latest.h"
#include "present/foyer-format.h"
#include "present/foyer-handout-words.h"
#include "store/foyer-articles.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-handouts.h"
#include "ui/foyer-action.h"
#include "ui/foyer-article-view.h"
#include "ui/foyer-fact-grid.h"
#include "ui/foyer-handout-printer.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

/* All that is shown, read in one go. */
typedef struct
{
  FoyerHandout *handout;  /* (owned) */
  FoyerArticle *article;  /* (owned) exactly the version of it */
  GPtrArray    *staff;    /* (owned) of FoyerUser */
  GPtrArray    *services; /* (owned) of FoyerService */
} File;

/**
 * FoyerHandoutDialog:
 *
 * What a patient was given, or is to be given: the words of that version, and what can be done.
 */
struct _FoyerHandoutDialog
{
  AdwWindow parent_instance;

  FoyerSession *session;     /* (owned) */
  GCancellable *cancellable; /* (owned) (nullable) while it is read */
  gint64        id;
  File         *file; /* (owned) (nullable) what is shown */
  gboolean      is_under_way;

  /* Template children */
  GtkButton        *print_button;
  GtkWidget        *given_button;
  GtkWidget        *drop_button;
  GtkLabel         *title_label;
  FoyerFactGrid    *facts;
  FoyerArticleView *view;
};

G_DEFINE_FINAL_TYPE (FoyerHandoutDialog, foyer_handout_dialog, ADW_TYPE_WINDOW)

static void
file_free (File *file)
{
  g_clear_object (&file->handout);
  g_clear_object (&file->article);
  g_clear_pointer (&file->staff, g_ptr_array_unref);
  g_clear_pointer (&file->services, g_ptr_array_unref);
  g_free (file);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (File, file_free)

static gpointer
read_file (FoyerDb *db, gpointer data, GError **error)
{
  const gint64 *id = data;
  g_autoptr (File) file = g_new0 (File, 1);

  file->handout = foyer_catalogue_get (db, FOYER_TYPE_HANDOUT, *id, error);
  if (file->handout == NULL ||
      (file->article = foyer_articles_get (db, file->handout->article_id, error)) ==
          NULL ||
      (file->staff = foyer_catalogue_list (db, FOYER_TYPE_USER, FALSE, error)) == NULL ||
      (file->services = foyer_catalogue_list (db, FOYER_TYPE_SERVICE, TRUE, error)) ==
          NULL)
    return NULL;

  return g_steal_pointer (&file);
}

/* “Maria Lopez, 23 November 2026 at 9:00” */
static char *
dup_who (FoyerHandoutDialog *self, gint64 staff_id, gint64 at)
{
  g_autofree char *when = NULL;

  if (at == 0)
    return NULL;
  when = foyer_format_when (foyer_session_get_zone (self->session), at);
  for (guint i = 0; i < self->file->staff->len; i++)
    if (foyer_record_get_id (self->file->staff->pdata[i]) == staff_id)
      return g_strdup_printf ("%s, %s", FOYER_USER (self->file->staff->pdata[i])->name,
                              when);

  return g_steal_pointer (&when);
}

static void
show_facts (FoyerHandoutDialog *self)
{
  FoyerHandout    *handout = self->file->handout;
  FoyerArticle    *article = self->file->article;
  g_autofree char *language = foyer_format_language (article->language);
  g_autofree char *version = g_strdup_printf ("%" G_GINT64_FORMAT, article->version);
  g_autofree char *chosen = dup_who (self, handout->staff_id, handout->at);
  g_autofree char *ended = dup_who (self, handout->ended_by, handout->ended_at);

  foyer_fact_grid_clear (self->facts);
  foyer_fact_grid_add (self->facts, C_ ("handout", "State"),
                       foyer_handout_words_state (handout->state));
  foyer_fact_grid_add (self->facts, C_ ("handout", "Language"), language);
  foyer_fact_grid_add (self->facts, C_ ("handout", "Version"), version);
  foyer_fact_grid_add (self->facts, C_ ("handout", "Chosen by"), chosen);
  foyer_fact_grid_add (self->facts,
                       handout->state == FOYER_HANDOUT_STATE_DROPPED
                           ? C_ ("handout", "Dropped by")
                           : C_ ("handout", "Given by"),
                       ended);
}

static void
show_file (FoyerHandoutDialog *self)
{
  FoyerArticle  *article = self->file->article;
  const gboolean is_queued = self->file->handout->state == FOYER_HANDOUT_STATE_QUEUED;
  g_autoptr (FoyerArticleText) text = foyer_article_text_parse_body (article->body);
  g_autoptr (FoyerTongue) tongue = foyer_tongue_new (article->language);

  gtk_label_set_label (self->title_label, article->title);
  gtk_button_set_label (self->print_button, is_queued ? C_ ("handout", "Print and Give…")
                                                      : C_ ("handout", "Print Again…"));
  gtk_widget_set_visible (self->given_button, is_queued);
  gtk_widget_set_visible (self->drop_button, is_queued);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "handout.print", TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "handout.given", is_queued);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "handout.drop", is_queued);
  show_facts (self);
  foyer_handout_words_fill (text, foyer_session_get_clinic (self->session),
                            self->file->services, tongue);
  foyer_article_view_show (self->view, text, article->sources);
}

static void
file_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerHandoutDialog) self = data;
  g_autoptr (GError) error = NULL;
  File *file = foyer_store_finish (FOYER_STORE (source), result, &error);

  if (!foyer_latest_take (&self->cancellable, result))
    {
      g_clear_pointer (&file, file_free);
      return;
    }
  if (file == NULL)
    {
      foyer_action_toast_error (GTK_WIDGET (self), error);
      return;
    }
  g_clear_pointer (&self->file, file_free);
  self->file = file;
  show_file (self);
}

static void
load (FoyerHandoutDialog *self)
{
  foyer_latest_ask (&self->cancellable);
  foyer_store_read_async (foyer_session_get_store (self->session), read_file,
                          g_memdup2 (&self->id, sizeof self->id), g_free,
                          (GDestroyNotify) file_free, self->cancellable, file_read_cb,
                          g_object_ref (self));
}

static void
store_changed_cb (FoyerHandoutDialog *self, const char *const *kinds)
{
  if (g_strv_contains (kinds, "handout"))
    load (self);
}

static void
print_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerHandoutDialog      *self = FOYER_HANDOUT_DIALOG (widget);
  const FoyerHandoutGiving giving = { 0, 0, self->id };

  foyer_handout_printer_print (
      self, self->session, self->file->article, self->file->handout->large_print,
      self->file->handout->state == FOYER_HANDOUT_STATE_QUEUED ? &giving : NULL);
}

typedef struct
{
  gint64            id;
  FoyerHandoutState state;
  FoyerUser        *actor; /* (owned) */
} Ending;

static void
ending_free (gpointer data)
{
  Ending *ending = data;

  g_object_unref (ending->actor);
  g_free (ending);
}

static gpointer
end (FoyerDb *db, gpointer data, GError **error)
{
  Ending *ending = data;

  return foyer_handouts_end (db, ending->actor, ending->id, ending->state, NULL, error)
             ? GINT_TO_POINTER (TRUE)
             : NULL;
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerHandoutDialog) self = data;
  g_autoptr (GError) error = NULL;

  self->is_under_way = FALSE;
  if (foyer_store_finish (FOYER_STORE (source), result, &error) == NULL)
    foyer_action_toast_error (GTK_WIDGET (self), error);
}

static void
end_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerHandoutDialog *self = FOYER_HANDOUT_DIALOG (widget);
  Ending             *ending;

  if (self->is_under_way)
    return;
  self->is_under_way = TRUE;
  ending = g_new0 (Ending, 1);
  ending->id = self->id;
  ending->state = g_str_equal (name, "handout.drop") ? FOYER_HANDOUT_STATE_DROPPED
                                                     : FOYER_HANDOUT_STATE_GIVEN;
  ending->actor = g_object_ref (foyer_session_get_actor (self->session));
  foyer_store_write_async (foyer_session_get_store (self->session), end, ending,
                           ending_free, NULL, NULL, ended_cb, g_object_ref (self));
}

static void
foyer_handout_dialog_dispose (GObject *object)
{
  FoyerHandoutDialog *self = FOYER_HANDOUT_DIALOG (object);

  foyer_latest_drop (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_HANDOUT_DIALOG);
  g_clear_pointer (&self->file, file_free);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (foyer_handout_dialog_parent_class)->dispose (object);
}

static void
foyer_handout_dialog_class_init (FoyerHandoutDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_handout_dialog_dispose;

  g_type_ensure (FOYER_TYPE_FACT_GRID);
  g_type_ensure (FOYER_TYPE_ARTICLE_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/handout-dialog.ui");
#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, FoyerHandoutDialog, child)
  BIND (print_button);
  BIND (given_button);
  BIND (drop_button);
  BIND (title_label);
  BIND (facts);
  BIND (view);
#undef BIND
  gtk_widget_class_install_action (widget_class, "handout.print", NULL, print_cb);
  gtk_widget_class_install_action (widget_class, "handout.given", NULL, end_cb);
  gtk_widget_class_install_action (widget_class, "handout.drop", NULL, end_cb);
}

static void
foyer_handout_dialog_init (FoyerHandoutDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "handout.print", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "handout.given", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "handout.drop", FALSE);
}

/**
 * foyer_handout_dialog_new:
 * @session: the session
 * @id: a handout
 *
 * Returns: (transfer floating): a dialog, to be made transient and presented
 */
GtkWidget *
foyer_handout_dialog_new (FoyerSession *session, gint64 id)
{
  FoyerHandoutDialog *self = g_object_new (FOYER_TYPE_HANDOUT_DIALOG, NULL);

  self->session = g_object_ref (session);
  self->id = id;
  g_signal_connect_object (foyer_session_get_store (session), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  load (self);

  return GTK_WIDGET (self);
}
