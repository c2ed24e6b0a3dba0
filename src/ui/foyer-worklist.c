/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-worklist.h"

#include "base/foyer-latest.h"
#include "ui/foyer-action.h"
#include "ui/foyer-widgets.h"

/* What either side is at least as wide as where both are shown, in pixels. */
#define LIST_WIDTH 300
#define DETAIL_WIDTH 320

/**
 * FoyerWorklist:
 *
 * A list and beside it the record that is looked at.  Where there is no room for both, it is
 * one of them, and a button leads back to the list.
 *
 * A page has it as its child, and gives it what stands above the list (a child of type
 * “head”), below it (“foot”) and beside it (“detail”, a [class@Detail]).
 */
struct _FoyerWorklist
{
  AdwBin parent_instance;

  const FoyerWorklistKind *kind;         /* (unowned) (nullable) until it starts */
  FoyerSession            *session;      /* (owned) (nullable) until it starts */
  FoyerRowList            *rows;         /* (owned) (nullable) until it starts */
  gulong                   changed_id;   /* of the store */
  gulong                   actor_id;     /* of the store */
  GCancellable            *cancellable;  /* (owned) (nullable) while the list is read */
  gboolean                 all;          /* also what is over */
  gboolean                 was_read;     /* there is a list to give the keyboard to */
  gboolean                 focus_wanted; /* it gets it once it is there */
  gboolean                 narrow;       /* only one side has room */
  gboolean                 opened;       /* that is the detail */

  /* Template children */
  GtkWidget          *list_side;
  AdwBin             *head_bin;
  GtkStack           *stack;
  AdwStatusPage      *none_page;
  GtkListView        *list_view;
  GtkSingleSelection *selection;
  AdwBin             *foot_bin;
  GtkWidget          *detail_side;
  GtkWidget          *back_button;
  AdwBin             *detail_bin;
};

static GtkBuildableIface *parent_buildable;

static void buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FoyerWorklist,
                               foyer_worklist,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_init))

typedef struct
{
  const FoyerWorklistKind *kind; /* (unowned) */
  gboolean                 all;
} Question;

static GtkWidget *
get_page (FoyerWorklist *self)
{
  return gtk_widget_get_parent (GTK_WIDGET (self));
}

static void
show_sides (FoyerWorklist *self)
{
  gtk_widget_set_visible (self->list_side, !self->narrow || !self->opened);
  gtk_widget_set_visible (self->detail_side, !self->narrow || self->opened);
  gtk_widget_set_visible (self->back_button, self->narrow);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "worklist.back",
                                 self->narrow && self->opened);
}

static void
row_chosen_cb (FoyerWorklist *self)
{
  foyer_detail_show (foyer_worklist_get_detail (self),
                     foyer_row_list_get_chosen (self->rows));
}

static void
row_activated_cb (FoyerWorklist *self)
{
  self->opened = TRUE;
  show_sides (self);
  foyer_detail_focus_next (foyer_worklist_get_detail (self));
}

static void
back_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerWorklist *self = FOYER_WORKLIST (widget);

  self->opened = FALSE;
  show_sides (self);
  gtk_widget_grab_focus (widget);
}

static gpointer
read_list (FoyerDb *db, gpointer data, GError **error)
{
  const Question *question = data;

  return question->kind->read (db, question->all, error);
}

static void
list_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerWorklist) self = data;
  g_autoptr (GError) error = NULL;
  gpointer   answer = foyer_store_finish (FOYER_STORE (source), result, &error);
  GPtrArray *rows;

  /* The page may have been closed meanwhile. */
  if (!foyer_latest_take (&self->cancellable, result) || get_page (self) == NULL)
    {
      g_clear_pointer (&answer, self->kind->free_answer);
      return;
    }
  if (answer == NULL)
    {
      foyer_row_list_want (self->rows, 0);
      foyer_action_toast_error (GTK_WIDGET (self), error);
      return;
    }

  rows = self->kind->take (get_page (self), answer);
  foyer_row_list_fill (self->rows, rows);
  gtk_stack_set_visible_child_name (self->stack, rows->len > 0 ? "list" : "none");
  if (rows->len == 0)
    self->opened = FALSE;
  show_sides (self);
  g_clear_pointer (&answer, self->kind->free_answer);
  self->was_read = TRUE;
  if (self->focus_wanted)
    gtk_widget_grab_focus (get_page (self));
}

static void
store_changed_cb (FoyerWorklist *self, GStrv kinds)
{
  for (const char *const *kind = self->kind->shown; *kind != NULL; kind++)
    if (g_strv_contains ((const char *const *) kinds, *kind))
      {
        foyer_worklist_reload (self);
        return;
      }
}

static void
setup_cb (FoyerWorklist *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, self->kind->new_cell ());
}

static void
bind_cb (FoyerWorklist *self, GtkListItem *item)
{
  GtkWidget *cell = gtk_list_item_get_child (item);
  GObject   *row = gtk_list_item_get_item (item);

  g_object_set_data_full (G_OBJECT (cell), "row", g_object_ref (row), g_object_unref);
  self->kind->show_cell (get_page (self), cell, row);
}

static void
add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  FoyerWorklist *self = FOYER_WORKLIST (buildable);

  if (g_strcmp0 (type, "head") == 0)
    adw_bin_set_child (self->head_bin, GTK_WIDGET (child));
  else if (g_strcmp0 (type, "foot") == 0)
    adw_bin_set_child (self->foot_bin, GTK_WIDGET (child));
  else if (g_strcmp0 (type, "detail") == 0)
    adw_bin_set_child (self->detail_bin, GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = add_child;
}

/* The list, where there is one, else what can be done. */
static gboolean
foyer_worklist_grab_focus (GtkWidget *widget)
{
  FoyerWorklist *self = FOYER_WORKLIST (widget);

  self->focus_wanted = !self->was_read;
  if (self->narrow && self->opened)
    return gtk_widget_child_focus (self->detail_side, GTK_DIR_TAB_FORWARD);
  if (self->rows != NULL && !foyer_row_list_is_empty (self->rows))
    return gtk_widget_grab_focus (GTK_WIDGET (self->list_view));

  return gtk_widget_child_focus (self->list_side, GTK_DIR_TAB_FORWARD);
}

static void
foyer_worklist_dispose (GObject *object)
{
  FoyerWorklist *self = FOYER_WORKLIST (object);

  foyer_latest_drop (&self->cancellable);
  if (self->session != NULL)
    {
      g_clear_signal_handler (&self->changed_id, foyer_session_get_store (self->session));
      g_clear_signal_handler (&self->actor_id, foyer_session_get_store (self->session));
    }
  g_clear_object (&self->rows);
  foyer_bin_dispose_template (self, FOYER_TYPE_WORKLIST);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (foyer_worklist_parent_class)->dispose (object);
}

static void
foyer_worklist_class_init (FoyerWorklistClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_worklist_dispose;
  widget_class->grab_focus = foyer_worklist_grab_focus;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/foyerclinic/Foyer/ui/worklist.ui");
#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, FoyerWorklist, child)
  BIND (list_side);
  BIND (head_bin);
  BIND (stack);
  BIND (none_page);
  BIND (list_view);
  BIND (selection);
  BIND (foot_bin);
  BIND (detail_side);
  BIND (back_button);
  BIND (detail_bin);
#undef BIND
#define HANDLE(handler) gtk_widget_class_bind_template_callback (widget_class, handler)
  HANDLE (row_activated_cb);
  HANDLE (setup_cb);
  HANDLE (bind_cb);
#undef HANDLE
  gtk_widget_class_install_action (widget_class, "worklist.back", NULL, back_cb);
}

static void
foyer_worklist_init (FoyerWorklist *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_list_let_tab_leave (self->list_view);
  show_sides (self);
}

/**
 * foyer_worklist_start:
 * @self: a worklist, the child of a page
 * @kind: what is in it; static
 * @session: the session
 *
 * Reads the list, and from then on whenever something of it has changed or somebody else
 * acts.
 */
void
foyer_worklist_start (FoyerWorklist           *self,
                      const FoyerWorklistKind *kind,
                      FoyerSession            *session)
{
  FoyerStore *store;

  g_return_if_fail (FOYER_IS_WORKLIST (self) && self->kind == NULL);

  store = foyer_session_get_store (session);
  self->kind = kind;
  self->session = g_object_ref (session);
  self->rows = foyer_row_list_new (self->selection, kind->get_id);
  g_signal_connect_swapped (self->rows, "chosen", G_CALLBACK (row_chosen_cb), self);
  self->changed_id =
      g_signal_connect_swapped (store, "changed", G_CALLBACK (store_changed_cb), self);
  self->actor_id = g_signal_connect_swapped (store, "notify::actor",
                                             G_CALLBACK (foyer_worklist_reload), self);
  foyer_worklist_reload (self);
}

/**
 * foyer_worklist_set_name:
 * @self: a worklist
 * @name: what a screen reader calls the list
 *
 * Names the list.
 */
void
foyer_worklist_set_name (FoyerWorklist *self, const char *name)
{
  g_return_if_fail (FOYER_IS_WORKLIST (self));

  foyer_widget_set_accessible_label (self->list_view, name);
}

/**
 * foyer_worklist_set_empty:
 * @self: a worklist
 * @icon_name: an icon
 * @title: what there is none of
 * @description: what can be done about it
 *
 * Sets what stands in the place of an empty list.
 */
void
foyer_worklist_set_empty (FoyerWorklist *self,
                          const char    *icon_name,
                          const char    *title,
                          const char    *description)
{
  g_return_if_fail (FOYER_IS_WORKLIST (self));

  adw_status_page_set_icon_name (self->none_page, icon_name);
  adw_status_page_set_title (self->none_page, title);
  adw_status_page_set_description (self->none_page, description);
}

/**
 * foyer_worklist_set_all:
 * @self: a worklist
 * @all: whether it has also what is over
 *
 * Reads the list with more or less in it.
 */
void
foyer_worklist_set_all (FoyerWorklist *self, gboolean all)
{
  g_return_if_fail (FOYER_IS_WORKLIST (self));

  self->all = all;
  if (self->kind != NULL)
    foyer_worklist_reload (self);
}

/**
 * foyer_worklist_set_narrow:
 * @self: a worklist
 * @narrow: whether there is no room for two things side by side
 *
 * Shows the list or the record where there is not room for both.
 */
void
foyer_worklist_set_narrow (FoyerWorklist *self, gboolean narrow)
{
  g_return_if_fail (FOYER_IS_WORKLIST (self));

  self->narrow = narrow;
  gtk_widget_set_size_request (self->list_side, narrow ? -1 : LIST_WIDTH, -1);
  gtk_widget_set_size_request (self->detail_side, narrow ? -1 : DETAIL_WIDTH, -1);
  gtk_list_view_set_single_click_activate (self->list_view, narrow);
  show_sides (self);
}

/**
 * foyer_worklist_reload:
 * @self: a worklist
 *
 * Reads the list anew; what is chosen stays chosen.
 */
void
foyer_worklist_reload (FoyerWorklist *self)
{
  Question question;

  g_return_if_fail (FOYER_IS_WORKLIST (self) && self->kind != NULL);

  question.kind = self->kind;
  question.all = self->all;
  foyer_row_list_keep (self->rows);
  foyer_latest_ask (&self->cancellable);
  foyer_store_read_async (foyer_session_get_store (self->session), read_list,
                          g_memdup2 (&question, sizeof question), g_free,
                          self->kind->free_answer, self->cancellable, list_read_cb,
                          g_object_ref (self));
}

/**
 * foyer_worklist_want:
 * @self: a worklist
 * @id: a record, 0: whichever is first
 *
 * Chooses a record once the list was read the next time.
 */
void
foyer_worklist_want (FoyerWorklist *self, gint64 id)
{
  g_return_if_fail (FOYER_IS_WORKLIST (self));

  foyer_row_list_want (self->rows, id);
}

/**
 * foyer_worklist_open:
 * @self: a worklist
 * @id: a record
 *
 * Reads the list and shows a record of it.
 */
void
foyer_worklist_open (FoyerWorklist *self, gint64 id)
{
  g_return_if_fail (FOYER_IS_WORKLIST (self));

  self->opened = TRUE;
  foyer_row_list_want (self->rows, id);
  foyer_worklist_reload (self);
}

/**
 * foyer_worklist_refresh:
 * @self: a worklist
 *
 * Shows the rows anew, for what follows from the time.
 */
void
foyer_worklist_refresh (FoyerWorklist *self)
{
  g_return_if_fail (FOYER_IS_WORKLIST (self));

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list_view));
       row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *cell = gtk_widget_get_first_child (row);
      gpointer   item = cell != NULL ? g_object_get_data (G_OBJECT (cell), "row") : NULL;

      if (item != NULL)
        self->kind->show_cell (get_page (self), cell, item);
    }
}

/**
 * foyer_worklist_get_detail:
 * @self: a worklist
 *
 * Returns: (transfer none): what shows the record that is looked at
 */
FoyerDetail *
foyer_worklist_get_detail (FoyerWorklist *self)
{
  g_return_val_if_fail (FOYER_IS_WORKLIST (self), NULL);

  return FOYER_DETAIL (adw_bin_get_child (self->detail_bin));
}
