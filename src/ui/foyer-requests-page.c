/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-requests-page.h"

#include "base/foyer-latest.h"
#include "store/foyer-endpoints.h"
#include "store/foyer-requests.h"
#include "ui/foyer-action.h"
#include "ui/foyer-request-cell.h"
#include "ui/foyer-request-detail.h"
#include "ui/foyer-row-list.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

/* How often it is said anew how long ago something came. */
#define TICK_SECONDS 30

/**
 * FoyerRequestsPage:
 *
 * What patients ask for, by the web form or by phone, and beside it the request that is
 * being answered.
 */
struct _FoyerRequestsPage
{
  AdwBin parent_instance;

  FoyerSession *session;      /* (owned) */
  FoyerRowList *list_rows;    /* (owned) of FoyerRequestRow */
  guint         tick_id;      /* source that lets the list keep time */
  gulong        changed_id;   /* of the store */
  GCancellable *cancellable;  /* (owned) (nullable) while the list is read */
  gboolean      was_read;     /* there is a list to give the keyboard to */
  gboolean      focus_wanted; /* it gets it once it is there */

  /* Template children */
  GtkToggleButton    *open_button;
  GtkToggleButton    *all_button;
  GtkStack           *stack;
  AdwStatusPage      *none_page;
  GtkListView        *list_view;
  GtkSingleSelection *selection;
  FoyerRequestDetail *detail;
};

G_DEFINE_FINAL_TYPE (FoyerRequestsPage, foyer_requests_page, ADW_TYPE_BIN)

typedef struct
{
  GPtrArray *rows;         /* (owned) */
  gboolean   has_endpoint; /* where the form could be */
} Answer;

static void
answer_free (Answer *answer)
{
  g_clear_pointer (&answer->rows, g_ptr_array_unref);
  g_free (answer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Answer, answer_free)

static int
rank (const FoyerRequestRow *row)
{
  if (row->is_open)
    return 0;

  return row->request->state == FOYER_REQUEST_STATE_AWAITING_REFERRAL ? 1 : 2;
}

/* What is to be answered now, what waits, what is over; each with the newest first. */
static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const FoyerRequestRow *one = *(FoyerRequestRow *const *) a;
  const FoyerRequestRow *other = *(FoyerRequestRow *const *) b;
  const gint64           at = one->request->received_at;
  const gint64           other_at = other->request->received_at;

  if (rank (one) != rank (other))
    return rank (one) - rank (other);

  return (other_at > at) - (other_at < at);
}

static gpointer
read_list (FoyerDb *db, gpointer data, GError **error)
{
  const gboolean *all = data;
  g_autoptr (Answer) answer = g_new0 (Answer, 1);
  g_autoptr (FoyerEndpointSettings) endpoint = NULL;

  answer->rows = foyer_requests_list (db, *all, error);
  if (answer->rows == NULL || !foyer_endpoints_get (db, &endpoint, error))
    return NULL;
  g_ptr_array_sort (answer->rows, compare_rows);
  answer->has_endpoint = endpoint != NULL;

  return g_steal_pointer (&answer);
}

static void
show_none (FoyerRequestsPage *self, gboolean has_endpoint)
{
  adw_status_page_set_description (
      self->none_page,
      has_endpoint
          ? _ ("What patients send with the request form of the clinic’s endpoint "
               "appears "
               "here within a minute.  The form is the page “request” at the address "
               "of an endpoint that comes with Foyer.\n\nA patient who calls: "
               "Ctrl+Shift+R.")
          : _ ("What patients send with the clinic’s request form appears here once an "
               "endpoint is set up in Preferences.\n\nA patient who calls: "
               "Ctrl+Shift+R."));
}

static gint64
get_id (gpointer row)
{
  return foyer_record_get_id (FOYER_RECORD (((FoyerRequestRow *) row)->request));
}

static void
row_chosen_cb (FoyerRequestsPage *self)
{
  foyer_request_detail_show (self->detail, foyer_row_list_get_chosen (self->list_rows));
}

static void
list_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerRequestsPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Answer) answer = foyer_store_finish (FOYER_STORE (source), result, &error);

  if (!foyer_latest_take (&self->cancellable, result))
    return;
  if (answer == NULL)
    {
      foyer_row_list_want (self->list_rows, 0);
      foyer_action_toast_error (GTK_WIDGET (self), error);
      return;
    }

  foyer_row_list_fill (self->list_rows, answer->rows);
  show_none (self, answer->has_endpoint);
  gtk_stack_set_visible_child_name (self->stack, answer->rows->len > 0 ? "list" : "none");
  self->was_read = TRUE;
  if (self->focus_wanted)
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
reload (FoyerRequestsPage *self)
{
  const gboolean all = gtk_toggle_button_get_active (self->all_button);

  foyer_latest_ask (&self->cancellable);
  foyer_store_read_async (foyer_session_get_store (self->session), read_list,
                          g_memdup2 (&all, sizeof all), g_free,
                          (GDestroyNotify) answer_free, self->cancellable, list_read_cb,
                          g_object_ref (self));
}

static void
reload_in_place (FoyerRequestsPage *self)
{
  foyer_row_list_keep (self->list_rows);
  reload (self);
}

static void
store_changed_cb (FoyerRequestsPage *self, GStrv kinds)
{
  static const char *const shown[] = {
    "request",         "communication", "referral", "booking",  "patient",
    "patient_contact", "patient_phone", "service",  "referrer",
  };

  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    if (g_strv_contains ((const char *const *) kinds, shown[i]))
      {
        reload_in_place (self);
        return;
      }
}

static void
filter_toggled_cb (FoyerRequestsPage *self)
{
  if (self->session != NULL)
    reload_in_place (self);
}

static void
row_activated_cb (FoyerRequestsPage *self)
{
  foyer_request_detail_focus_next (self->detail);
}

static gboolean
tick_cb (gpointer data)
{
  FoyerRequestsPage *self = data;

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list_view));
       row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *cell = gtk_widget_get_first_child (row);

      if (FOYER_IS_REQUEST_CELL (cell))
        foyer_request_cell_refresh (FOYER_REQUEST_CELL (cell));
    }
  foyer_request_detail_refresh (self->detail);

  return G_SOURCE_CONTINUE;
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, foyer_request_cell_new ());
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget         *cell = gtk_list_item_get_child (item);
  FoyerRequestsPage *self =
      FOYER_REQUESTS_PAGE (gtk_widget_get_ancestor (cell, FOYER_TYPE_REQUESTS_PAGE));

  foyer_request_cell_set_row (FOYER_REQUEST_CELL (cell), gtk_list_item_get_item (item),
                              self->session);
}

static gboolean
foyer_requests_page_grab_focus (GtkWidget *widget)
{
  FoyerRequestsPage *self = FOYER_REQUESTS_PAGE (widget);

  self->focus_wanted = !self->was_read;

  return gtk_widget_grab_focus (!foyer_row_list_is_empty (self->list_rows)
                                    ? GTK_WIDGET (self->list_view)
                                    : GTK_WIDGET (self->open_button));
}

static void
foyer_requests_page_dispose (GObject *object)
{
  FoyerRequestsPage *self = FOYER_REQUESTS_PAGE (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  foyer_latest_drop (&self->cancellable);
  if (self->session != NULL)
    g_clear_signal_handler (&self->changed_id, foyer_session_get_store (self->session));
  g_clear_object (&self->session);
  g_clear_object (&self->list_rows);
  foyer_bin_dispose_template (self, FOYER_TYPE_REQUESTS_PAGE);

  G_OBJECT_CLASS (foyer_requests_page_parent_class)->dispose (object);
}

static void
foyer_requests_page_class_init (FoyerRequestsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_requests_page_dispose;
  widget_class->grab_focus = foyer_requests_page_grab_focus;

  g_type_ensure (FOYER_TYPE_REQUEST_DETAIL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/requests-page.ui");
#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, FoyerRequestsPage, child)
  BIND (open_button);
  BIND (all_button);
  BIND (stack);
  BIND (none_page);
  BIND (list_view);
  BIND (selection);
  BIND (detail);
#undef BIND
#define HANDLE(handler) gtk_widget_class_bind_template_callback (widget_class, handler)
  HANDLE (filter_toggled_cb);
  HANDLE (row_activated_cb);
  HANDLE (setup_cb);
  HANDLE (bind_cb);
#undef HANDLE
}

static void
foyer_requests_page_init (FoyerRequestsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_list_let_tab_leave (self->list_view);
  self->list_rows = foyer_row_list_new (self->selection, get_id);
  g_signal_connect_swapped (self->list_rows, "chosen", G_CALLBACK (row_chosen_cb), self);
}

/**
 * foyer_requests_page_new:
 * @session: the session
 *
 * Returns: (transfer floating): the page, with what is to be answered
 */
GtkWidget *
foyer_requests_page_new (FoyerSession *session)
{
  FoyerRequestsPage *self = g_object_new (FOYER_TYPE_REQUESTS_PAGE, NULL);

  self->session = g_object_ref (session);
  foyer_request_detail_set_session (self->detail, session);
  self->changed_id = g_signal_connect_swapped (
      foyer_session_get_store (session), "changed", G_CALLBACK (store_changed_cb), self);
  self->tick_id = g_timeout_add_seconds (TICK_SECONDS, tick_cb, self);
  reload (self);

  return GTK_WIDGET (self);
}

/**
 * foyer_requests_page_open:
 * @self: the page
 * @id: a request
 *
 * Shows a request, also one that was answered.
 */
void
foyer_requests_page_open (FoyerRequestsPage *self, gint64 id)
{
  g_return_if_fail (FOYER_IS_REQUESTS_PAGE (self));

  foyer_row_list_want (self->list_rows, id);
  reload (self);
}
