/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/widget/desk.h"
#include "ui/foyer-sync-indicator.h"
#include "ui/foyer-ui.h"

typedef struct
{
  FoyerSyncMonitor   *monitor; /* (unowned) */
  FoyerSyncIndicator *indicator;
  GtkWidget          *window;
  guint               n_cancelled;
} Shown;

static void
cancelled_cb (FoyerSyncMonitor *monitor, guint *n)
{
  *n += 1;
}

static void
show (Shown *self, Desk *desk)
{
  GtkWidget *window = gtk_window_new ();

  self->monitor = foyer_session_get_sync (desk->session);
  self->indicator = g_object_new (FOYER_TYPE_SYNC_INDICATOR, NULL);
  self->n_cancelled = 0;
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (self->indicator));
  g_signal_connect (self->monitor, "cancel-requested", G_CALLBACK (cancelled_cb),
                    &self->n_cancelled);
  foyer_sync_indicator_set_session (self->indicator, desk->session);
  self->window = desk_present (window);
}

/* A popover that is open goes first. */
static void
end (Shown *self)
{
  gtk_menu_button_popdown (desk_find (self->window, GTK_TYPE_MENU_BUTTON));
  desk_settle ();
  gtk_window_destroy (GTK_WINDOW (self->window));
}

static FoyerSyncStatus *
new_status (gint64 n_decisions)
{
  FoyerSyncStatus *status = foyer_sync_status_new ();

  status->state = FOYER_SYNC_STATE_IDLE;
  status->n_decisions = n_decisions;

  return status;
}

static void
test_hidden_without_endpoint (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerSyncStatus) status = new_status (0);
  Shown shown;

  show (&shown, desk);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (shown.indicator)));
  foyer_sync_monitor_set_status (shown.monitor, status);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (shown.indicator)));
  status->state = FOYER_SYNC_STATE_OFF;
  foyer_sync_monitor_set_status (shown.monitor, status);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (shown.indicator)));
  gtk_window_destroy (GTK_WINDOW (shown.window));
}

static void
test_decisions_have_a_button (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerSyncStatus) none = new_status (0);
  g_autoptr (FoyerSyncStatus) two = new_status (2);
  Shown      shown;
  GtkWidget *button;

  show (&shown, desk);
  foyer_sync_indicator_set_narrow (shown.indicator, FALSE);
  foyer_sync_monitor_set_status (shown.monitor, two);
  g_assert_true (desk_says (shown.window, "2 to Decide"));
  foyer_sync_indicator_set_narrow (shown.indicator, TRUE);
  g_assert_false (desk_says (shown.window, "2 to Decide"));

  button = desk_find (shown.window, GTK_TYPE_MENU_BUTTON);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  desk_settle ();
  g_assert_true (desk_says (shown.window, "2 need a decision"));
  g_assert_nonnull (desk_find_button (shown.window, "Needs a Decision (2)"));
  foyer_sync_monitor_set_status (shown.monitor, none);
  g_assert_null (desk_find_button (shown.window, "Needs a Decision (2)"));
  end (&shown);
}

static void
test_first_pull_can_be_cancelled (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerSyncStatus) status = new_status (0);
  Shown shown;

  show (&shown, desk);
  foyer_sync_monitor_set_status (shown.monitor, status);
  gtk_menu_button_popup (desk_find (shown.window, GTK_TYPE_MENU_BUTTON));
  desk_settle ();
  g_assert_null (desk_find_button (shown.window, "_Cancel"));

  foyer_sync_monitor_set_progress (shown.monitor, TRUE, TRUE, 40, 100);
  g_assert_true (desk_says (shown.window, "Receiving 40 of 100 records"));
  desk_click (shown.window, "_Cancel");
  g_assert_cmpuint (shown.n_cancelled, ==, 1);
  foyer_sync_monitor_set_progress (shown.monitor, FALSE, FALSE, 0, 0);
  g_assert_null (desk_find_button (shown.window, "_Cancel"));
  end (&shown);
}

#define ADD(path, func)                                                                  \
  g_test_add ("/sync-indicator/" path, Desk, NULL, desk_set_up, func, desk_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  foyer_ui_init ();

  ADD ("hidden-without-endpoint", test_hidden_without_endpoint);
  ADD ("decisions-have-a-button", test_decisions_have_a_button);
  ADD ("first-pull-can-be-cancelled", test_first_pull_can_be_cancelled);

  return g_test_run ();
}
