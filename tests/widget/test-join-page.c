/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/widget/desk.h"
#include "ui/foyer-join-page.h"
#include "ui/foyer-ui.h"

typedef struct
{
  FoyerSyncMonitor *monitor; /* (unowned) */
  GtkWidget        *page;
  GtkWidget        *window;
  guint             n_saves;
  guint             n_syncs;
  gboolean          is_ready;
} Shown;

static void
count_save_cb (FoyerSyncMonitor      *monitor,
               FoyerEndpointSettings *settings,
               const char            *secret,
               Shown                 *shown)
{
  shown->n_saves++;
}

static void
count_sync_cb (FoyerSyncMonitor *monitor, gboolean thorough, Shown *shown)
{
  shown->n_syncs++;
}

static void
ready_cb (GtkWidget *page, Shown *shown)
{
  shown->is_ready = TRUE;
}

static gboolean
is_ready (gpointer data)
{
  return ((Shown *) data)->is_ready;
}

/* The page after somebody has asked to join. */
static void
join (Shown *self, Desk *desk)
{
  *self = (Shown){ .monitor = foyer_session_get_sync (desk->session) };
  self->page = g_object_new (FOYER_TYPE_JOIN_PAGE, NULL);
  self->window = adw_window_new ();
  foyer_join_page_set_session (FOYER_JOIN_PAGE (self->page), desk->session);
  adw_window_set_content (ADW_WINDOW (self->window), self->page);
  g_signal_connect (self->monitor, "save-requested", G_CALLBACK (count_save_cb), self);
  g_signal_connect (self->monitor, "sync-requested", G_CALLBACK (count_sync_cb), self);
  g_signal_connect (self->page, "ready", G_CALLBACK (ready_cb), self);
  desk_present (self->window);

  desk_click (self->page, "_Join");
  g_assert_true (desk_says (self->page, "This cannot be empty."));
  g_assert_false (foyer_join_page_is_joining (FOYER_JOIN_PAGE (self->page)));
  desk_type (self->page, "Address", "https://fhir.example.org/r4");
  desk_click (self->page, "_Join");
  g_assert_cmpuint (self->n_saves, ==, 1);
  g_assert_true (foyer_join_page_is_joining (FOYER_JOIN_PAGE (self->page)));
}

static void
end (Shown *self)
{
  g_signal_handlers_disconnect_by_data (self->monitor, self);
  gtk_window_destroy (GTK_WINDOW (self->window));
}

static void
finish_sync (Shown *self, FoyerSyncState state, const char *problem)
{
  g_autoptr (FoyerSyncStatus) status = foyer_sync_status_new ();

  status->state = state;
  status->first_pull_done = problem == NULL;
  foyer_set_text (&status->problem, problem);
  /* What was known before says nothing about this sync. */
  foyer_sync_monitor_set_status (self->monitor, status);
  g_assert_true (foyer_join_page_is_joining (FOYER_JOIN_PAGE (self->page)));
  foyer_sync_monitor_set_progress (self->monitor, FALSE, FALSE, 0, 0);
  foyer_sync_monitor_set_status (self->monitor, status);
}

static void
test_brings_the_clinic (Desk *desk, gconstpointer data)
{
  Shown      shown;
  GtkWidget *row;

  join (&shown, desk);
  foyer_sync_monitor_set_saved (shown.monitor, FOYER_SECRET_PLACE_KEYRING, NULL);
  g_assert_cmpuint (shown.n_syncs, ==, 1);
  foyer_sync_monitor_set_progress (shown.monitor, TRUE, TRUE, 5, 10);
  g_assert_true (desk_says (shown.page, "Receiving 5 of 10 records"));
  finish_sync (&shown, FOYER_SYNC_STATE_IDLE, NULL);

  desk_wait_says (shown.page, "Who Are You?");
  foyer_store_set_actor (desk->store, NULL);
  row = desk_find (shown.page, ADW_TYPE_ACTION_ROW);
  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  desk_wait (is_ready, &shown);
  g_assert_nonnull (foyer_session_get_actor (desk->session));
  g_assert_false (foyer_join_page_is_joining (FOYER_JOIN_PAGE (shown.page)));
  end (&shown);
}

static void
test_says_why_not (Desk *desk, gconstpointer data)
{
  Shown shown;

  join (&shown, desk);
  foyer_sync_monitor_set_saved (shown.monitor, FOYER_SECRET_PLACE_NOWHERE,
                                "Nobody <there>.");
  g_assert_true (desk_says (shown.page, "Nobody <there>."));
  g_assert_cmpuint (shown.n_syncs, ==, 0);

  desk_click (shown.page, "_Join");
  foyer_sync_monitor_set_saved (shown.monitor, FOYER_SECRET_PLACE_NOWHERE, NULL);
  finish_sync (&shown, FOYER_SYNC_STATE_PAUSED, "sign-in");
  g_assert_true (desk_says (shown.page, "does not let Foyer sign in"));
  g_assert_false (foyer_join_page_is_joining (FOYER_JOIN_PAGE (shown.page)));
  g_assert_nonnull (desk_find_button (shown.page, "_Join"));
  end (&shown);
}

#define ADD(path, func)                                                                  \
  g_test_add ("/join-page/" path, Desk, NULL, desk_set_up, func, desk_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  foyer_ui_init ();

  ADD ("brings-the-clinic", test_brings_the_clinic);
  ADD ("says-why-not", test_says_why_not);

  return g_test_run ();
}
