/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-decisions-page.h"

#include "present/foyer-conflict-words.h"
#include "present/foyer-sync-words.h"
#include "ui/foyer-action.h"
#include "ui/foyer-conflict-view.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerDecisionsPage:
 *
 * What sync found and only a person can decide: a list, and beside it the one that is being
 * decided.  Once it is, the next takes its place.
 */
struct _FoyerDecisionsPage
{
  AdwBin parent_instance;

  FoyerSession *session; /* (owned) */
  GPtrArray    *files;   /* (owned) (nullable) of FoyerConflictFile, beside the rows */
  gboolean      reading;
  gboolean      stale; /* something changed while it was read */
  gboolean      updating;
  gboolean      wants_focus; /* the keyboard goes to the list once it is read */

  /* Template children */
  GtkStack          *stack;
  GtkWidget         *list_box;
  GtkListBox        *list;
  FoyerConflictView *view;
};

G_DEFINE_FINAL_TYPE (FoyerDecisionsPage, foyer_decisions_page, ADW_TYPE_BIN)

static GtkWidget *
new_row (FoyerDecisionsPage *self, FoyerConflictFile *file)
{
  FoyerConflict   *conflict = file->conflict;
  const char      *title = foyer_conflict_words_title (conflict);
  g_autofree char *name = foyer_conflict_view_dup_name (file);
  g_autofree char *since =
      foyer_sync_words_since (foyer_session_get_zone (self->session),
                              conflict->created_at, foyer_session_now (self->session));
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", title, since);
  g_autofree char *spoken = g_strdup_printf ("%s: %s", title, name);
  GtkWidget       *row = foyer_action_row_new (name, subtitle);

  adw_action_row_add_prefix (
      ADW_ACTION_ROW (row),
      gtk_image_new_from_icon_name (foyer_conflict_words_icon (conflict)));
  foyer_widget_set_accessible_label (row, spoken);

  return row;
}

static void
show_selected (FoyerDecisionsPage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int            index = row != NULL ? gtk_list_box_row_get_index (row) : -1;

  if (index >= 0 && self->files != NULL && (guint) index < self->files->len)
    foyer_conflict_view_show (self->view, self->files->pdata[index]);
}

static gint64
get_id (GPtrArray *files, guint i)
{
  FoyerConflictFile *file = files->pdata[i];

  return foyer_record_get_id (FOYER_RECORD (file->conflict));
}

/* The one that is being decided stays in sight; once it is decided, the next. */
static guint
choose_index (FoyerDecisionsPage *self, GPtrArray *files)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  guint          index = row != NULL ? (guint) gtk_list_box_row_get_index (row) : 0;

  if (self->files == NULL || index >= self->files->len)
    return 0;
  for (guint i = 0; i < files->len; i++)
    if (get_id (files, i) == get_id (self->files, index))
      return i;

  return MIN (index, files->len - 1);
}

static void
show_files (FoyerDecisionsPage *self, GPtrArray *files)
{
  guint      index = files->len > 0 ? choose_index (self, files) : 0;
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean   focused = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));

  self->updating = TRUE;
  foyer_widget_empty (self->list);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  self->files = g_ptr_array_ref (files);
  for (guint i = 0; i < files->len; i++)
    gtk_list_box_append (self->list, new_row (self, files->pdata[i]));
  gtk_stack_set_visible_child_name (self->stack, files->len > 0 ? "list" : "none");
  if (files->len > 0)
    gtk_list_box_select_row (self->list,
                             gtk_list_box_get_row_at_index (self->list, (int) index));
  self->updating = FALSE;
  show_selected (self);
  /* The keyboard stays with what is to be decided. */
  if (focused || self->wants_focus)
    foyer_decisions_page_focus (self);
}

static gpointer
read_files (FoyerDb *db, gpointer data, GError **error)
{
  return foyer_conflict_files_read (db, error);
}

static void reload (FoyerDecisionsPage *self);

static void
files_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerDecisionsPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files = foyer_store_finish (FOYER_STORE (source), result, &error);

  self->reading = FALSE;
  if (self->session == NULL)
    return;
  if (files == NULL)
    foyer_action_toast_error (GTK_WIDGET (self), error);
  else
    show_files (self, files);
  if (self->stale)
    reload (self);
}

static void
reload (FoyerDecisionsPage *self)
{
  self->stale = self->reading;
  if (self->reading)
    return;

  self->reading = TRUE;
  foyer_store_read_async (foyer_session_get_store (self->session), read_files, NULL, NULL,
                          (GDestroyNotify) g_ptr_array_unref, NULL, files_read_cb,
                          g_object_ref (self));
}

static void
store_changed_cb (FoyerDecisionsPage *self, GStrv kinds)
{
  static const char *const shown[] = { "conflict", "booking", "patient", "referral" };

  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    if (g_strv_contains ((const char *const *) kinds, shown[i]))
      {
        reload (self);
        return;
      }
}

static void
row_selected_cb (FoyerDecisionsPage *self)
{
  if (!self->updating)
    show_selected (self);
}

static void
foyer_decisions_page_dispose (GObject *object)
{
  FoyerDecisionsPage *self = FOYER_DECISIONS_PAGE (object);

  self->updating = TRUE;
  foyer_bin_dispose_template (self, FOYER_TYPE_DECISIONS_PAGE);
  g_clear_pointer (&self->files, g_ptr_array_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (foyer_decisions_page_parent_class)->dispose (object);
}

static void
foyer_decisions_page_class_init (FoyerDecisionsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_decisions_page_dispose;

  g_type_ensure (FOYER_TYPE_CONFLICT_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/decisions-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerDecisionsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerDecisionsPage, list_box);
  gtk_widget_class_bind_template_child (widget_class, FoyerDecisionsPage, list);
  gtk_widget_class_bind_template_child (widget_class, FoyerDecisionsPage, view);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
}

static void
foyer_decisions_page_init (FoyerDecisionsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_list_let_tab_leave (self->list);
}

/**
 * foyer_decisions_page_new:
 * @session: the session
 *
 * Returns: (transfer floating): the page, on the first thing to be decided
 */
GtkWidget *
foyer_decisions_page_new (FoyerSession *session)
{
  FoyerDecisionsPage *self = g_object_new (FOYER_TYPE_DECISIONS_PAGE, NULL);

  self->session = g_object_ref (session);
  foyer_conflict_view_set_session (self->view, session);
  g_signal_connect_object (foyer_session_get_store (session), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  reload (self);

  return GTK_WIDGET (self);
}

/**
 * foyer_decisions_page_set_narrow:
 * @self: the page
 * @narrow: whether there is little room
 */
void
foyer_decisions_page_set_narrow (FoyerDecisionsPage *self, gboolean narrow)
{
  gtk_widget_set_size_request (
      self->list_box, (int) ((narrow ? 180 : 260) * foyer_widget_get_text_scale (self)),
      -1);
  foyer_conflict_view_set_narrow (self->view, narrow);
}

/**
 * foyer_decisions_page_focus:
 * @self: the page
 *
 * Gives the keyboard to what is being decided.
 */
void
foyer_decisions_page_focus (FoyerDecisionsPage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  self->wants_focus = self->files == NULL;
  if (self->files == NULL)
    return;
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
  else
    gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack),
                            GTK_DIR_TAB_FORWARD);
}
