/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-detail.h"

#include "base/foyer-latest.h"
#include "ui/foyer-action.h"

typedef struct
{
  const FoyerDetail *detail;
  gint64             id;
} Question;

/* Who asked, and where the answer goes. */
typedef struct
{
  const FoyerDetail *detail;
  GtkWidget         *widget; /* (owned) */
  GtkStack          *stack;  /* (unowned) of @widget */
  GCancellable     **latest; /* (unowned) of @widget */
} Asker;

static void
take (const FoyerDetail *detail, GtkWidget *widget, GtkStack *stack, gpointer file)
{
  detail->take (widget, file);
  gtk_stack_set_visible_child_name (stack, file != NULL ? "detail" : "none");
}

static void
file_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Asker *asker = data;
  g_autoptr (GtkWidget) widget = asker->widget;
  g_autoptr (GError) error = NULL;
  gpointer file = foyer_store_finish (FOYER_STORE (source), result, &error);

  if (!foyer_latest_take (asker->latest, result))
    {
      g_clear_pointer (&file, asker->detail->free_file);
      return;
    }
  take (asker->detail, widget, asker->stack, file);
  if (file == NULL)
    foyer_action_toast_error (widget, error);
}

static gpointer
read_file (FoyerDb *db, gpointer data, GError **error)
{
  const Question *question = data;

  return question->detail->read (db, question->id, error);
}

/**
 * foyer_detail_show:
 * @detail: how a record is read and shown; static
 * @widget: who shows it
 * @stack: its pages
 * @session: the session
 * @latest: (inout): what @widget asks at present; it drops that when it goes
 * @id: a record, 0: nothing
 *
 * Reads and shows a record.  What @widget was asked to show before is not shown any more.
 */
void
foyer_detail_show (const FoyerDetail *detail,
                   GtkWidget         *widget,
                   GtkStack          *stack,
                   FoyerSession      *session,
                   GCancellable     **latest,
                   gint64             id)
{
  const Question question = { detail, id };
  const Asker    asker = { detail, widget, stack, latest };

  foyer_latest_drop (latest);
  if (id == 0)
    {
      take (detail, widget, stack, NULL);
      return;
    }
  foyer_latest_ask (latest);
  g_object_ref (widget);
  foyer_store_read_async (foyer_session_get_store (session), read_file,
                          g_memdup2 (&question, sizeof question), g_free,
                          detail->free_file, *latest, file_read_cb,
                          g_memdup2 (&asker, sizeof asker));
}
