/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-ui.h"
#include "ui/foyer-window.h"

static void
test_new (void)
{
  g_autoptr (FoyerWindow) window = g_object_ref_sink (foyer_window_new (NULL));

  g_assert_true (FOYER_IS_WINDOW (window));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  foyer_ui_init ();

  g_test_add_func ("/window/new", test_new);

  return g_test_run ();
}
