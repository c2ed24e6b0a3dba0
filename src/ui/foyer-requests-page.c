/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-requests-page.h"

#include "store/foyer-endpoints.h"
#include "store/foyer-requests.h"
#include "ui/foyer-request-cell.h"
#include "ui/foyer-request-detail.h"
#include "ui/foyer-widgets.h"
#include "ui/foyer-worklist.h"

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

  FoyerSession *session; /* (owned) */
  guint         tick_id; /* source that lets the list keep time */

  /* Template children */
  FoyerWorklist   *worklist;
  GtkToggleButton *all_button;
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
read_list (FoyerDb *db, gboolean all, GError **error)
{
  g_autoptr (Answer) answer = g_new0 (Answer, 1);
  g_autoptr (FoyerEndpointSettings) endpoint = NULL;

  answer->rows = foyer_requests_list (db, all, error);
  if (answer->rows == NULL || !foyer_endpoints_get (db, &endpoint, error))
    return NULL;
  g_ptr_array_sort (answer->rows, compare_rows);
  answer->has_endpoint = endpoint != NULL;

  return g_steal_pointer (&answer);
}

static gint64
get_id (gpointer row)
{
  return foyer_record_get_id (FOYER_RECORD (((FoyerRequestRow *) row)->request));
}

static GPtrArray *
take (GtkWidget *page, gpointer data)
{
  Answer *answer = data;

  foyer_worklist_set_empty (
      FOYER_REQUESTS_PAGE (page)->worklist, "emblem-ok-symbolic", _ ("No Requests"),
      answer->has_endpoint
          ? _ ("What patients send with the request form of the clinic’s endpoint "
               "appears "
               "here within a minute.  The form is the page “request” at the address "
               "of an endpoint that comes with Foyer.\n\nA patient who calls: "
               "Ctrl+Shift+R.")
          : _ ("What patients send with the clinic’s request form appears here once an "
               "endpoint is set up in Preferences.\n\nA patient who calls: "
               "Ctrl+Shift+R."));

  return answer->rows;
}

static void
show_cell (GtkWidget *page, GtkWidget *cell, gpointer row)
{
  foyer_request_cell_set_row (FOYER_REQUEST_CELL (cell), row,
                              FOYER_REQUESTS_PAGE (page)->session);
}

static const char *const shown[] = {
  "request",         "communication", "referral", "booking",  "patient",
  "patient_contact", "patient_phone", "service",  "referrer", NULL,
};

static const FoyerWorklistKind kind = {
  .shown = shown,
  .get_id = get_id,
  .read = read_list,
  .free_answer = (GDestroyNotify) answer_free,
  .take = take,
  .new_cell = foyer_request_cell_new,
  .show_cell = show_cell,
};

static void
filter_toggled_cb (FoyerRequestsPage *self)
{
  foyer_worklist_set_all (self->worklist,
                          gtk_toggle_button_get_active (self->all_button));
}

static gboolean
tick_cb (gpointer data)
{
  FoyerRequestsPage *self = data;

  foyer_worklist_refresh (self->worklist);
  foyer_request_detail_refresh (
      FOYER_REQUEST_DETAIL (foyer_worklist_get_detail (self->worklist)));

  return G_SOURCE_CONTINUE;
}

static gboolean
foyer_requests_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (FOYER_REQUESTS_PAGE (widget)->worklist));
}

static void
foyer_requests_page_dispose (GObject *object)
{
  FoyerRequestsPage *self = FOYER_REQUESTS_PAGE (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  foyer_bin_dispose_template (self, FOYER_TYPE_REQUESTS_PAGE);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (foyer_requests_page_parent_class)->dispose (object);
}

static void
foyer_requests_page_class_init (FoyerRequestsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_requests_page_dispose;
  widget_class->grab_focus = foyer_requests_page_grab_focus;

  g_type_ensure (FOYER_TYPE_WORKLIST);
  g_type_ensure (FOYER_TYPE_REQUEST_DETAIL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/requests-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerRequestsPage, worklist);
  gtk_widget_class_bind_template_child (widget_class, FoyerRequestsPage, all_button);
  gtk_widget_class_bind_template_callback (widget_class, filter_toggled_cb);
}

static void
foyer_requests_page_init (FoyerRequestsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_worklist_set_name (self->worklist, _ ("Requests"));
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
  foyer_detail_set_session (foyer_worklist_get_detail (self->worklist), session);
  self->tick_id = g_timeout_add_seconds (TICK_SECONDS, tick_cb, self);
  foyer_worklist_start (self->worklist, &kind, session);

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

  foyer_worklist_open (self->worklist, id);
}
