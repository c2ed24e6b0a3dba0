/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/widget/desk.h"
#include "ui/foyer-import-window.h"
#include "ui/foyer-ui.h"
#include "ui/foyer-welcome-page.h"

#include <glib/gstdio.h>

typedef struct
{
  char         *folder;  /* (owned) */
  FoyerStore   *store;   /* (owned) */
  FoyerSession *session; /* (owned) */
  gboolean      is_ready;
} Empty;

static void
set_up (Empty *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("foyer-XXXXXX", &error);
  g_assert_no_error (error);
  self->store = foyer_store_open (self->folder, &error);
  g_assert_no_error (error);
  self->session = foyer_session_new (self->store);
}

static void
tear_down (Empty *self, gconstpointer data)
{
  g_clear_object (&self->session);
  g_assert_finalize_object (g_steal_pointer (&self->store));
  profile_remove_folder (self->folder);
  g_free (self->folder);
}

static void
ready_cb (Empty *self)
{
  self->is_ready = TRUE;
}

static gboolean
is_ready (gpointer data)
{
  return ((Empty *) data)->is_ready;
}

static void
test_sets_a_clinic_up (Empty *self, gconstpointer data)
{
  GtkWidget *page = foyer_welcome_page_new (self->session);
  GtkWidget *window = adw_window_new ();

  g_signal_connect_swapped (page, "ready", G_CALLBACK (ready_cb), self);
  adw_window_set_content (ADW_WINDOW (window), page);
  desk_present (window);

  desk_click (page, "_Set Up This Clinic");
  desk_click (page, "_Open the Clinic");
  desk_wait_says (page, "This cannot be empty.");
  g_assert_false (self->is_ready);

  desk_type (page, "Name of the Clinic", "O’Brien & Söhne <b>");
  desk_type (page, "Your Name", "Manager");
  desk_type (page, "Family Name", "Lind");
  desk_click (page, "_Open the Clinic");
  desk_wait (is_ready, self);
  g_assert_cmpstr (foyer_session_get_clinic (self->session)->name, ==,
                   "O’Brien & Söhne <b>");

  gtk_window_destroy (GTK_WINDOW (window));
  desk_settle ();
}

static gboolean
says_done (gpointer window)
{
  return desk_says (window, "Import Done");
}

static void
test_imports_a_table (Desk *desk, gconstpointer data)
{
  g_autofree char *path = g_build_filename (desk->profile.folder, "patients.csv", NULL);
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  GtkWidget *window = GTK_WIDGET (foyer_import_window_new (desk->session));

  g_file_set_contents (path,
                       "Last Name,First Name,Date of Birth\n"
                       "Söhne & <b>,Anna,1984-03-12\n"
                       "Quill,Max,1984-02-30\n",
                       -1, &error);
  g_assert_no_error (error);
  g_list_store_append (files, file);
  desk_present (window);
  foyer_import_window_set_files (FOYER_IMPORT_WINDOW (window), G_LIST_MODEL (files));
  desk_wait_row (window, "Last Name");
  g_assert_true (desk_says (window, "Söhne & <b>"));

  desk_click (window, "_Import");
  desk_wait (says_done, window);
  g_assert_true (desk_says (window, "Line 3:"));
  g_assert_cmpint (
      profile_query (&desk->profile,
                     "SELECT count (*) FROM patient WHERE family = 'Söhne & <b>'"),
      ==, 1);

  gtk_window_destroy (GTK_WINDOW (window));
  desk_settle ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  foyer_ui_init ();

  g_test_add ("/welcome-page/sets-a-clinic-up", Empty, NULL, set_up,
              test_sets_a_clinic_up, tear_down);
  g_test_add ("/import-window/imports-a-table", Desk, NULL, desk_set_up,
              test_imports_a_table, desk_tear_down);

  return g_test_run ();
}
