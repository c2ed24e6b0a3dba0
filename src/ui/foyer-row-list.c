/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-row-list.h"

/**
 * FoyerRowList:
 *
 * The rows of a list that is read anew while somebody works in it: what is chosen stays
 * chosen while it is in the list, and once it has left the list the next one takes its place.
 */
struct _FoyerRowList
{
  GObject parent_instance;

  GListStore         *model;     /* (owned) the rows */
  GtkSingleSelection *selection; /* (owned) over @model */
  FoyerRowGetId       get_id;
  gint64              wanted_id;    /* to be chosen once the list is filled, 0: none */
  guint               wanted_index; /* else what stands there */
  gboolean            filling;
};

enum
{
  CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FoyerRowList, foyer_row_list, G_TYPE_OBJECT)

static guint
choose_index (FoyerRowList *self, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    if (self->get_id (rows->pdata[i]) == self->wanted_id)
      return i;

  return rows->len > 0 ? MIN (self->wanted_index, rows->len - 1)
                       : GTK_INVALID_LIST_POSITION;
}

static void
item_selected_cb (FoyerRowList *self)
{
  if (!self->filling)
    g_signal_emit (self, signals[CHOSEN], 0);
}

static void
foyer_row_list_dispose (GObject *object)
{
  FoyerRowList *self = FOYER_ROW_LIST (object);

  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (foyer_row_list_parent_class)->dispose (object);
}

static void
foyer_row_list_class_init (FoyerRowListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_row_list_dispose;

  /**
   * FoyerRowList::chosen:
   * @self: a list
   *
   * Emitted when another row is chosen, and once each time the list was filled: what is shown
   * of the chosen one is to be read anew.
   */
  signals[CHOSEN] = g_signal_new ("chosen", FOYER_TYPE_ROW_LIST, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
foyer_row_list_init (FoyerRowList *self)
{
  self->model = g_list_store_new (G_TYPE_OBJECT);
}

/**
 * foyer_row_list_new:
 * @selection: which row is chosen; gets the rows as its model
 * @get_id: tells the record of a row
 *
 * Returns: (transfer full): a list without rows
 */
FoyerRowList *
foyer_row_list_new (GtkSingleSelection *selection, FoyerRowGetId get_id)
{
  FoyerRowList *self = g_object_new (FOYER_TYPE_ROW_LIST, NULL);

  self->get_id = get_id;
  self->selection = g_object_ref (selection);
  gtk_single_selection_set_model (selection, G_LIST_MODEL (self->model));
  g_signal_connect_object (selection, "notify::selected-item",
                           G_CALLBACK (item_selected_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * foyer_row_list_want:
 * @self: a list
 * @id: a record, 0: whichever is first
 *
 * Chooses a record once the list is filled the next time.
 */
void
foyer_row_list_want (FoyerRowList *self, gint64 id)
{
  g_return_if_fail (FOYER_IS_ROW_LIST (self));

  self->wanted_id = id;
  self->wanted_index = 0;
}

/**
 * foyer_row_list_keep:
 * @self: a list
 *
 * Lets what is chosen stay chosen when the list is filled the next time, unless something
 * else is wanted already.
 */
void
foyer_row_list_keep (FoyerRowList *self)
{
  const gint64 id = foyer_row_list_get_chosen (self);

  if (self->wanted_id != 0 || id == 0)
    return;
  self->wanted_id = id;
  self->wanted_index = gtk_single_selection_get_selected (self->selection);
}

/**
 * foyer_row_list_fill:
 * @self: a list
 * @rows: (element-type GObject): all rows that it is to have
 *
 * Puts @rows in the place of those that are there.
 */
void
foyer_row_list_fill (FoyerRowList *self, GPtrArray *rows)
{
  guint index;

  g_return_if_fail (FOYER_IS_ROW_LIST (self));

  index = choose_index (self, rows);
  self->filling = TRUE;
  g_list_store_splice (self->model, 0,
                       g_list_model_get_n_items (G_LIST_MODEL (self->model)), rows->pdata,
                       rows->len);
  gtk_single_selection_set_selected (self->selection, index);
  self->filling = FALSE;
  self->wanted_id = 0;
  g_signal_emit (self, signals[CHOSEN], 0);
}

/**
 * foyer_row_list_get_chosen:
 * @self: a list
 *
 * Returns: the record of the chosen row, 0 if none is
 */
gint64
foyer_row_list_get_chosen (FoyerRowList *self)
{
  gpointer row;

  g_return_val_if_fail (FOYER_IS_ROW_LIST (self), 0);

  row = gtk_single_selection_get_selected_item (self->selection);

  return row != NULL ? self->get_id (row) : 0;
}

/**
 * foyer_row_list_is_empty:
 * @self: a list
 *
 * Returns: whether there is no row to choose
 */
gboolean
foyer_row_list_is_empty (FoyerRowList *self)
{
  g_return_val_if_fail (FOYER_IS_ROW_LIST (self), TRUE);

  return g_list_model_get_n_items (G_LIST_MODEL (self->model)) == 0;
}
