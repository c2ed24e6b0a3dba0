/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-join-page.h"

#include "present/foyer-sync-words.h"
#include "present/foyer-words.h"
#include "store/foyer-catalogue.h"
#include "ui/foyer-endpoint-form.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerJoinPage:
 *
 * Brings a clinic that is at an endpoint to a profile that has none: where it is, the records
 * as they come, and who of its staff sits here.
 */
struct _FoyerJoinPage
{
  AdwBin parent_instance;

  FoyerSession *session; /* (owned) (nullable) */
  GPtrArray    *staff;   /* (owned) (nullable) of FoyerUser, beside the rows */
  gboolean      joining; /* from the button until the desk opens */
  gboolean      ended;   /* the sync has ended; how, is known in a moment */

  /* Template children */
  GtkStack          *stack;
  FoyerEndpointForm *form;
  GtkButton         *back_button;
  GtkButton         *join_button;
  GtkLabel          *progress_label;
  GtkProgressBar    *progress_bar;
  GtkButton         *cancel_button;
  GtkListBox        *staff_list;
};

enum
{
  BACK,
  READY,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FoyerJoinPage, foyer_join_page, ADW_TYPE_BIN)

/* Back to the form, with a sentence. */
static void
stop (FoyerJoinPage *self, const char *problem)
{
  self->joining = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->join_button), TRUE);
  gtk_stack_set_visible_child_name (self->stack, "form");
  foyer_endpoint_form_show_problem (self->form, problem);
  gtk_widget_grab_focus (GTK_WIDGET (self->join_button));
}

static void
session_loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerJoinPage) self = data;
  g_autoptr (GError) error = NULL;

  if (foyer_session_load_finish (FOYER_SESSION (source), result, &error))
    {
      self->joining = FALSE;
      g_signal_emit (self, signals[READY], 0);
    }
  else if (self->session != NULL)
    {
      g_autofree char *sentence = foyer_words_error (error);

      stop (self, sentence);
    }
}

static void
staff_activated_cb (FoyerJoinPage *self, GtkListBoxRow *row)
{
  guint index = (guint) gtk_list_box_row_get_index (row);

  if (self->staff == NULL || index >= self->staff->len)
    return;
  foyer_store_set_actor (foyer_session_get_store (self->session),
                         self->staff->pdata[index]);
  foyer_session_load_async (self->session, session_loaded_cb, g_object_ref (self));
}

static void
show_staff (FoyerJoinPage *self, GPtrArray *staff)
{

  foyer_widget_empty (self->staff_list);
  g_clear_pointer (&self->staff, g_ptr_array_unref);
  self->staff = g_ptr_array_ref (staff);
  for (guint i = 0; i < staff->len; i++)
    {
      FoyerUser *user = staff->pdata[i];
      GtkWidget *row = foyer_action_row_new (user->name, foyer_words_role (user->role));

      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      foyer_widget_set_accessible_label (row, user->name != NULL ? user->name : "");
      gtk_list_box_append (self->staff_list, row);
    }
  gtk_stack_set_visible_child_name (self->stack, "staff");
  gtk_widget_child_focus (GTK_WIDGET (self->staff_list), GTK_DIR_TAB_FORWARD);
}

/* Those who can sit at the desk; none if there is no clinic. */
static gpointer
read_staff (FoyerDb *db, gpointer data, GError **error)
{
  gboolean has_clinic;

  if (!foyer_db_has_clinic (db, &has_clinic, error))
    return NULL;
  if (!has_clinic)
    return g_ptr_array_new_with_free_func (g_object_unref);

  return foyer_catalogue_list (db, FOYER_TYPE_USER, TRUE, error);
}

static void
staff_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerJoinPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) staff = foyer_store_finish (FOYER_STORE (source), result, &error);
  g_autofree char *sentence = NULL;

  if (self->session == NULL || !self->joining)
    return;
  if (staff != NULL && staff->len > 0)
    {
      show_staff (self, staff);
      return;
    }
  if (error != NULL)
    sentence = foyer_words_error (error);
  stop (self, sentence != NULL
                  ? sentence
                  : _ ("There is no clinic at this endpoint yet. Set it up at one desk "
                       "first, let that desk sync, and join again."));
}

/* How it ended is in the status that comes after the end. */
static void
status_changed_cb (FoyerJoinPage *self, GParamSpec *pspec, FoyerSyncMonitor *monitor)
{
  FoyerSyncStatus *status = foyer_sync_monitor_get_status (monitor);
  g_autofree char *problem = NULL;

  if (!self->joining || !self->ended || status == NULL)
    return;

  self->ended = FALSE;
  if (status->state == FOYER_SYNC_STATE_IDLE && status->first_pull_done)
    {
      foyer_store_read_async (foyer_session_get_store (self->session), read_staff, NULL,
                              NULL, (GDestroyNotify) g_ptr_array_unref, NULL,
                              staff_read_cb, g_object_ref (self));
      return;
    }
  problem = foyer_sync_words_problem (status);
  stop (self, problem != NULL ? problem
                              : _ ("Not everything has come. What has come is kept, and "
                                   "joining again goes on from there."));
}

static void
progress_changed_cb (FoyerJoinPage *self, GParamSpec *pspec, FoyerSyncMonitor *monitor)
{
  g_autofree char *text = NULL;
  double           share;

  if (!self->joining)
    return;
  if (!foyer_sync_monitor_get_busy (monitor))
    {
      self->ended = TRUE;
      return;
    }
  g_object_get (monitor, "progress", &share, NULL);
  text = foyer_sync_words_progress (monitor);
  gtk_label_set_label (self->progress_label, text);
  if (foyer_sync_monitor_get_n_total (monitor) > 0)
    gtk_progress_bar_set_fraction (self->progress_bar, share);
  else
    gtk_progress_bar_pulse (self->progress_bar);
}

static void
saved_cb (FoyerJoinPage *self, FoyerSecretPlace place, const char *problem)
{
  if (!self->joining)
    return;
  if (problem != NULL)
    {
      stop (self, problem);
      return;
    }
  gtk_label_set_label (self->progress_label, "");
  gtk_progress_bar_set_fraction (self->progress_bar, 0);
  gtk_stack_set_visible_child_name (self->stack, "progress");
  gtk_widget_grab_focus (GTK_WIDGET (self->cancel_button));
  foyer_endpoint_form_show_place (self->form, place);
  foyer_sync_monitor_sync (foyer_session_get_sync (self->session), FALSE);
}

static void
join_clicked_cb (FoyerJoinPage *self)
{
  self->joining = TRUE;
  self->ended = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->join_button), FALSE);
  if (foyer_endpoint_form_save (self->form))
    return;
  self->joining = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->join_button), TRUE);
}

static void
back_clicked_cb (FoyerJoinPage *self)
{
  self->joining = FALSE;
  g_signal_emit (self, signals[BACK], 0);
}

static void
cancel_clicked_cb (FoyerJoinPage *self)
{
  foyer_sync_monitor_cancel (foyer_session_get_sync (self->session));
}

static gboolean
foyer_join_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (FOYER_JOIN_PAGE (widget)->form));
}

static void
foyer_join_page_dispose (GObject *object)
{
  FoyerJoinPage *self = FOYER_JOIN_PAGE (object);

  foyer_bin_dispose_template (self, FOYER_TYPE_JOIN_PAGE);
  g_clear_pointer (&self->staff, g_ptr_array_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (foyer_join_page_parent_class)->dispose (object);
}

static void
foyer_join_page_class_init (FoyerJoinPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_join_page_dispose;
  widget_class->grab_focus = foyer_join_page_grab_focus;

  /**
   * FoyerJoinPage::back:
   *
   * Emitted when the person wants to do something else.
   */
  signals[BACK] = g_signal_new ("back", FOYER_TYPE_JOIN_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 0);
  /**
   * FoyerJoinPage::ready:
   *
   * Emitted when the clinic is here, the session knows it, and somebody acts.
   */
  signals[READY] = g_signal_new ("ready", FOYER_TYPE_JOIN_PAGE, G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (FOYER_TYPE_ENDPOINT_FORM);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/foyerclinic/Foyer/ui/join-page.ui");
#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, FoyerJoinPage, child)
  BIND (stack);
  BIND (form);
  BIND (back_button);
  BIND (join_button);
  BIND (progress_label);
  BIND (progress_bar);
  BIND (cancel_button);
  BIND (staff_list);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, back_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, join_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, staff_activated_cb);
}

static void
foyer_join_page_init (FoyerJoinPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_button_set_accessible_label (self->back_button);
  foyer_button_set_accessible_label (self->join_button);
  foyer_button_set_accessible_label (self->cancel_button);
}

/**
 * foyer_join_page_set_session:
 * @self: a page
 * @session: a session of a profile that has no clinic
 */
void
foyer_join_page_set_session (FoyerJoinPage *self, FoyerSession *session)
{
  FoyerSyncMonitor *monitor = foyer_session_get_sync (session);

  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  foyer_endpoint_form_set_session (self->form, session);
  g_signal_connect_object (monitor, "saved", G_CALLBACK (saved_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (monitor, "notify::progress", G_CALLBACK (progress_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (monitor, "notify::status", G_CALLBACK (status_changed_cb),
                           self, G_CONNECT_SWAPPED);
}

/**
 * foyer_join_page_is_joining:
 * @self: a page
 *
 * Returns: whether a clinic is on its way, or waits for who sits here
 */
gboolean
foyer_join_page_is_joining (FoyerJoinPage *self)
{
  return self->joining;
}
