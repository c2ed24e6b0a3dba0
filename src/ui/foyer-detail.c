/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-detail.h"

#include "base/foyer-latest.h"
#include "ui/foyer-action.h"
#include "ui/foyer-widgets.h"

/**
 * FoyerDetail:
 *
 * A widget that shows one record at a time.  Its child is a stack: the record is on the page
 * “detail”, and where there is none, the page “none” says so.
 */
typedef struct
{
  FoyerSession *session;     /* (owned) (nullable) until it is set */
  gpointer      file;        /* (owned) (nullable) what is shown */
  GCancellable *cancellable; /* (owned) (nullable) while one is being read */
} FoyerDetailPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (FoyerDetail, foyer_detail, ADW_TYPE_BIN)

typedef struct
{
  FoyerDetailClass *klass; /* (unowned) */
  gint64            id;
} Question;

static FoyerDetailPrivate *
get_private (gpointer self)
{
  return foyer_detail_get_instance_private (self);
}

static void
take (FoyerDetail *self, gpointer file)
{
  FoyerDetailPrivate *priv = get_private (self);
  FoyerDetailClass   *klass = FOYER_DETAIL_GET_CLASS (self);
  gpointer            old = g_steal_pointer (&priv->file);

  priv->file = file;
  klass->take (self, file);
  g_clear_pointer (&old, klass->free_file);
  gtk_stack_set_visible_child_name (GTK_STACK (adw_bin_get_child (ADW_BIN (self))),
                                    file != NULL ? "detail" : "none");
}

static void
file_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerDetail) self = data;
  g_autoptr (GError) error = NULL;
  gpointer file = foyer_store_finish (FOYER_STORE (source), result, &error);

  if (!foyer_latest_take (&get_private (self)->cancellable, result))
    {
      g_clear_pointer (&file, FOYER_DETAIL_GET_CLASS (self)->free_file);
      return;
    }
  take (self, file);
  if (file == NULL)
    foyer_action_toast_error (GTK_WIDGET (self), error);
}

static gpointer
read_file (FoyerDb *db, gpointer data, GError **error)
{
  const Question *question = data;

  return question->klass->read (db, question->id, error);
}

static void
focus_first (FoyerDetail *self)
{
  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static void
foyer_detail_dispose (GObject *object)
{
  FoyerDetailPrivate *priv = get_private (object);

  foyer_latest_drop (&priv->cancellable);
  foyer_bin_dispose_template (object, G_OBJECT_TYPE (object));
  g_clear_pointer (&priv->file, FOYER_DETAIL_GET_CLASS (object)->free_file);
  g_clear_object (&priv->session);

  G_OBJECT_CLASS (foyer_detail_parent_class)->dispose (object);
}

static void
foyer_detail_class_init (FoyerDetailClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_detail_dispose;
  klass->focus_next = focus_first;
}

static void
foyer_detail_init (FoyerDetail *self)
{
}

void
foyer_detail_set_session (FoyerDetail *self, FoyerSession *session)
{
  g_return_if_fail (FOYER_IS_DETAIL (self));

  g_set_object (&get_private (self)->session, session);
}

/**
 * foyer_detail_get_session:
 * @self: (type FoyerDetail): a detail
 *
 * Returns: (transfer none) (nullable): the session, once it is set
 */
FoyerSession *
foyer_detail_get_session (gpointer self)
{
  g_return_val_if_fail (FOYER_IS_DETAIL (self), NULL);

  return get_private (self)->session;
}

/**
 * foyer_detail_show:
 * @self: a detail
 * @id: a record, 0: nothing
 *
 * Reads and shows a record.  What was asked for before is not shown any more.
 */
void
foyer_detail_show (FoyerDetail *self, gint64 id)
{
  FoyerDetailPrivate *priv;
  Question            question = { .id = id };

  g_return_if_fail (FOYER_IS_DETAIL (self));

  priv = get_private (self);
  question.klass = FOYER_DETAIL_GET_CLASS (self);
  foyer_latest_drop (&priv->cancellable);
  if (id == 0)
    {
      take (self, NULL);
      return;
    }
  foyer_latest_ask (&priv->cancellable);
  foyer_store_read_async (foyer_session_get_store (priv->session), read_file,
                          g_memdup2 (&question, sizeof question), g_free,
                          question.klass->free_file, priv->cancellable, file_read_cb,
                          g_object_ref (self));
}

/**
 * foyer_detail_focus_next:
 * @self: a detail
 *
 * Gives the keyboard to what suggests itself to be done with the record.
 */
void
foyer_detail_focus_next (FoyerDetail *self)
{
  g_return_if_fail (FOYER_IS_DETAIL (self));

  if (get_private (self)->file != NULL)
    FOYER_DETAIL_GET_CLASS (self)->focus_next (self);
}
