/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-day-printer.h"

#include "print/foyer-day-pages.h"
#include "ui/foyer-ui.h"

#include <glib/gstdio.h>

typedef struct
{
  char         *dir;    /* (owned) */
  char         *path;   /* (owned) */
  GAsyncResult *result; /* (owned) (nullable) until it is there */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = g_dir_make_tmp ("foyer-day-printer-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->dir, "day.pdf", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->result);
  g_unlink (fixture->path);
  g_rmdir (fixture->dir);
  g_free (fixture->path);
  g_free (fixture->dir);
}

static FoyerDaySheet *
make_sheet (void)
{
  FoyerDaySheet        *sheet = foyer_day_sheet_new ();
  FoyerDaySheetSection *section = foyer_day_sheet_add_section (sheet, "Dr. Adeyemi");

  for (guint i = 0; i < 40; i++)
    {
      FoyerDaySheetRow *row =
          foyer_day_sheet_section_add_row (section, FOYER_DAY_SHEET_ROW_BOOKING);

      row->name = g_strdup_printf ("Okonkwo, Adaeze %u", i);
      row->birth = g_strdup ("Mar 12, 1984 · 42");
    }
  return sheet;
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ((Fixture *) data)->result = g_object_ref (result);
}

static gboolean
print_to (Fixture *fixture, const char *path, FoyerPaper paper, GError **error)
{
  foyer_day_printer_run_async (make_sheet (), paper, path, NULL, done_cb, fixture);
  while (fixture->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return foyer_day_printer_run_finish (fixture->result, error);
}

static char *
read_info (const char *path)
{
  g_autofree char *program = g_find_program_in_path ("pdfinfo");
  const char      *argv[] = { program, path, NULL };
  char            *out = NULL;

  if (program == NULL)
    {
      g_test_skip ("poppler-utils is not installed");
      return NULL;
    }
  g_assert_true (g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_DEFAULT, NULL, NULL,
                               &out, NULL, NULL, NULL));
  return out;
}

static void
test_printer_gets_the_pages_of_the_pdf (Fixture *fixture, gconstpointer data)
{
  const FoyerPaper paper = FOYER_PAPER_A4;
  g_autoptr (FoyerDaySheet) sheet = make_sheet ();
  g_autoptr (FoyerDayPages) pages = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *info = NULL;
  g_autofree char *n_pages = NULL;
  double           width, height;

  g_assert_true (print_to (fixture, fixture->path, paper, &error));
  g_assert_no_error (error);

  foyer_paper_get_size (paper, &width, &height);
  pages = foyer_day_pages_new (sheet, width, height);
  n_pages =
      g_strdup_printf ("Pages:           %u\n", foyer_day_pages_get_n_pages (pages));
  info = read_info (fixture->path);
  if (info == NULL)
    return;
  g_assert_nonnull (strstr (info, n_pages));
  g_assert_nonnull (strstr (info, "(A4)"));
}

static void
test_printer_that_fails_says_so (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->dir, "missing", "day.pdf", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (print_to (fixture, path, FOYER_PAPER_LETTER, &error));
  g_assert_nonnull (error);
}

int
main (int argc, char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  foyer_ui_init ();

  g_test_add ("/day-printer/printer-gets-the-pages-of-the-pdf", Fixture, NULL, set_up,
              test_printer_gets_the_pages_of_the_pdf, tear_down);
  g_test_add ("/day-printer/printer-that-fails-says-so", Fixture, NULL, set_up,
              test_printer_that_fails_says_so, tear_down);

  return g_test_run ();
}
