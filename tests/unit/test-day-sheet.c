/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "print/foyer-day-sheet.h"

#include "print/foyer-day-pages.h"

#include <cairo.h>
#include <glib/gstdio.h>
#include <string.h>

#define LONG_NAME                                                                        \
  "Wolfeschlegelsteinhausenbergerdorff-Vandenberghe y Rodríguez de la Concepción, "    \
  "Adaeze Chukwuemeka María del Pilar Ōtsuki-Þórðardóttir"

typedef struct
{
  char *dir;  /* (owned) */
  char *path; /* (owned) of the PDF in it */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = g_dir_make_tmp ("foyer-day-sheet-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->dir, "day.pdf", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_unlink (fixture->path);
  g_rmdir (fixture->dir);
  g_free (fixture->path);
  g_free (fixture->dir);
}

static FoyerDaySheet *
make_sheet (void)
{
  FoyerDaySheet *sheet = foyer_day_sheet_new ();

  sheet->clinic = g_strdup ("Harbor Dermatology");
  sheet->phone = g_strdup ("(805) 555-0100");
  sheet->date = g_strdup ("Monday, November 23, 2026");
  sheet->who = g_strdup ("All clinicians");
  sheet->zone = g_strdup ("Los Angeles");
  sheet->printed_at = g_strdup ("Nov 23, 2026, 7:40 AM");
  sheet->printed_by = g_strdup ("Rosa Delgado");
  sheet->counts = g_strdup ("12 booked · 3 arrived · 1 no-show");
  return sheet;
}

/* A booking of which every text names its number, so that it can be found again. */
static FoyerDaySheetRow *
add_booking (FoyerDaySheetSection *section, guint i, const char *name)
{
  FoyerDaySheetRow *row =
      foyer_day_sheet_section_add_row (section, FOYER_DAY_SHEET_ROW_BOOKING);

  row->time = g_strdup_printf ("%u:%02u–%u:%02u", 8 + i / 4, i % 4 * 15, 8 + (i + 1) / 4,
                               (i + 1) % 4 * 15);
  row->duration = g_strdup ("15 min");
  row->name = g_strdup (name);
  row->initials = g_strdup ("J. R.");
  row->same_name = i % 7 == 0;
  row->birth = g_strdup ("Mar 12, 1984 (42)");
  row->number = g_strdup_printf ("N%04u", i);
  row->preferred_name = i % 5 == 0 ? g_strdup ("Sasha") : NULL;
  row->phone = g_strdup_printf ("(805) 555-%04u", i);
  row->language = i % 6 == 0 ? g_strdup ("Spanish, interpreter needed") : NULL;
  row->alert = i % 9 == 0 ? g_strdup ("Allergic to lidocaine") : NULL;
  row->is_new = i % 3 == 0;
  row->service = g_strdup_printf ("Follow-up S%04u", i);
  row->reason = g_strdup ("Changing mole on the left shoulder");
  row->referral = i % 4 != 1 ? g_strdup_printf ("R-%04u, urgent", i) : NULL;
  row->referrer = i % 4 != 1 ? g_strdup ("Dr. Priya Raman, Ventura") : NULL;
  row->referral_use = i % 4 != 1 ? g_strdup ("2+1 of 4, until Mar 4, 2027") : NULL;
  row->referral_problem = i % 4 == 1 ? g_strdup ("No referral") : NULL;
  row->deposit = i % 5 == 2 ? g_strdup ("Deposit $125.00 due") : NULL;
  row->deposit_due = row->deposit != NULL;
  row->status = g_strdup ("Confirmed");
  row->status_note = g_strdup_printf ("Note K%04u", i);
  row->confirmed = g_strdup ("by phone");
  row->room = g_strdup ("Room 2");
  row->override =
      i % 8 == 3 ? g_strdup ("Referral rule, Dr. Adeyemi: seen at sea") : NULL;
  return row;
}

static void
add_gap (FoyerDaySheetSection *section, const char *title)
{
  FoyerDaySheetRow *row =
      foyer_day_sheet_section_add_row (section, FOYER_DAY_SHEET_ROW_GAP);

  row->time = g_strdup ("12:00–1:00");
  row->duration = g_strdup ("1 h");
  row->title = g_strdup (title);
}

static FoyerDaySheet *
make_full_sheet (guint n_bookings, const char *name)
{
  FoyerDaySheet        *sheet = make_sheet ();
  FoyerDaySheetSection *section = foyer_day_sheet_add_section (sheet, "Dr. Adeyemi");

  for (guint i = 0; i < n_bookings; i++)
    {
      if (i == n_bookings / 2)
        {
          add_gap (section, "Lunch");
          section = foyer_day_sheet_add_section (sheet, "Dr. Lindqvist");
          section->note = g_strdup ("Away from 3:00 PM");
        }
      add_booking (section, i, name);
    }
  return sheet;
}

/* Runs a tool of poppler on the PDF; NULL if it is not there. */
static char *
read_pdf (Fixture *fixture, const char *tool, const char *option, const char *page)
{
  g_autofree char *program = g_find_program_in_path (tool);
  const char      *argv[] = { program,       option,
                              "-f",          page,
                              "-l",          page,
                              fixture->path, strcmp (tool, "pdfinfo") == 0 ? NULL : "-",
                              NULL };
  g_autoptr (GError) error = NULL;
  char *out = NULL;

  if (program == NULL)
    {
      g_test_skip ("poppler-utils is not installed");
      return NULL;
    }
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &out,
                NULL, NULL, &error);
  g_assert_no_error (error);
  return out;
}

static char *
read_page (Fixture *fixture, guint page)
{
  g_autofree char *number = g_strdup_printf ("%u", page + 1);

  return read_pdf (fixture, "pdftotext", "-layout", number);
}

static void
write_sheet (Fixture *fixture, FoyerDaySheet *sheet, FoyerPaper paper)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (foyer_day_sheet_write_pdf (sheet, fixture->path, paper, &error));
  g_assert_no_error (error);
}

static guint
count_pages (FoyerDaySheet *sheet, FoyerPaper paper)
{
  g_autoptr (FoyerDayPages) pages = NULL;
  double width, height;

  foyer_paper_get_size (paper, &width, &height);
  pages = foyer_day_pages_new (sheet, width, height);
  return foyer_day_pages_get_n_pages (pages);
}

/* Everything that a page shows lies inside its margins, and there is something on it. */
static void
assert_inside (FoyerDaySheet *sheet, FoyerPaper paper)
{
  g_autoptr (FoyerDayPages) pages = NULL;
  double width, height;

  foyer_paper_get_size (paper, &width, &height);
  pages = foyer_day_pages_new (sheet, width, height);
  for (guint page = 0; page < foyer_day_pages_get_n_pages (pages); page++)
    {
      cairo_surface_t *surface =
          cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
      cairo_t *cr = cairo_create (surface);
      double   x, y, ink_width, ink_height;

      foyer_day_pages_draw (pages, cr, page);
      cairo_destroy (cr);
      cairo_recording_surface_ink_extents (surface, &x, &y, &ink_width, &ink_height);
      cairo_surface_destroy (surface);

      g_assert_cmpfloat (ink_width, >, width / 2);
      g_assert_cmpfloat (x, >=, FOYER_PAGE_MARGIN_PT - 2);
      g_assert_cmpfloat (y, >=, FOYER_PAGE_MARGIN_PT - 2);
      g_assert_cmpfloat (x + ink_width, <=, width - FOYER_PAGE_MARGIN_PT + 2);
      g_assert_cmpfloat (y + ink_height, <=, height - FOYER_PAGE_MARGIN_PT + 2);
    }
}

static void
test_every_row_is_whole_on_one_page (Fixture *fixture, gconstpointer data)
{
  const FoyerPaper papers[] = { FOYER_PAPER_LETTER, FOYER_PAPER_A4 };

  for (guint p = 0; p < G_N_ELEMENTS (papers); p++)
    {
      g_autoptr (FoyerDaySheet) sheet = make_full_sheet (40, "Okonkwo, Adaeze");
      guint n_pages = count_pages (sheet, papers[p]), n_rows = 0;

      g_assert_cmpuint (n_pages, >=, 3);
      write_sheet (fixture, sheet, papers[p]);

      for (guint page = 0; page < n_pages; page++)
        {
          g_autofree char *text = read_page (fixture, page);
          g_autofree char *footer = g_strdup_printf ("Page %u of %u", page + 1, n_pages);

          if (text == NULL)
            return;
          g_assert_nonnull (strstr (text, footer));
          g_assert_nonnull (strstr (text, "Monday, November 23, 2026"));
          g_assert_nonnull (strstr (text, "Confidential"));
          for (guint i = 0; i < 40; i++)
            {
              g_autofree char *phone = g_strdup_printf ("555-%04u", i);
              g_autofree char *number = g_strdup_printf ("No. N%04u", i);
              g_autofree char *service = g_strdup_printf ("S%04u", i);
              g_autofree char *note = g_strdup_printf ("K%04u", i);
              gboolean         is_here = strstr (text, phone) != NULL;

              g_assert_cmpint (strstr (text, number) != NULL, ==, is_here);
              g_assert_cmpint (strstr (text, service) != NULL, ==, is_here);
              g_assert_cmpint (strstr (text, note) != NULL, ==, is_here);
              n_rows += is_here;
            }
        }
      g_assert_cmpuint (n_rows, ==, 40);
    }
}

static void
test_page_count_is_that_of_the_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerDaySheet) sheet = make_full_sheet (40, "Okonkwo, Adaeze");
  guint            n_pages = count_pages (sheet, FOYER_PAPER_LETTER);
  g_autofree char *info = NULL, *line = NULL;

  write_sheet (fixture, sheet, FOYER_PAPER_LETTER);
  info = read_pdf (fixture, "pdfinfo", "-isodates", "1");
  if (info == NULL)
    return;
  line = g_strdup_printf ("Pages:           %u\n", n_pages);
  g_assert_nonnull (strstr (info, line));
  g_assert_nonnull (strstr (info, "612 x 792 pts (letter)"));
}

static void
test_nothing_leaves_the_page (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = {
    "Ng, Li",
    LONG_NAME,
    "欧阳, 娜娜 (Ōyō Nana)",
    "الخوارزمي, محمد بن موسى",
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogochllanfairpwllgwyngyll",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    for (int right_to_left = 0; right_to_left <= 1; right_to_left++)
      for (int privacy = 0; privacy <= 1; privacy++)
        {
          g_autoptr (FoyerDaySheet) sheet = make_full_sheet (23, names[i]);

          sheet->right_to_left = right_to_left;
          sheet->privacy = privacy;
          assert_inside (sheet, FOYER_PAPER_LETTER);
          assert_inside (sheet, FOYER_PAPER_A4);
        }
}

static void
test_long_text_is_cut_not_endless (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerDaySheet) sheet = make_sheet ();
  FoyerDaySheetSection *section = foyer_day_sheet_add_section (sheet, "Dr. Adeyemi");

  for (guint i = 0; i < 6; i++)
    {
      FoyerDaySheetRow *row = add_booking (section, i, NULL);
      char            **texts[] = { &row->name,     &row->alert,        &row->reason,
                                    &row->service,  &row->override,     &row->referral,
                                    &row->referrer, &row->referral_use, &row->status,
                                    &row->phone,    &row->language,     &row->guardian };

      for (guint t = 0; t < G_N_ELEMENTS (texts); t++)
        {
          g_free (*texts[t]);
          *texts[t] = g_strnfill (1024 * 1024, t % 2 == 0 ? 'W' : ' ');
          (*texts[t])[0] = 'x';
        }
    }
  g_assert_cmpuint (count_pages (sheet, FOYER_PAPER_LETTER), <=, 3);
  assert_inside (sheet, FOYER_PAPER_LETTER);
}

static void
test_text_is_shown_as_typed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerDaySheet) sheet = make_sheet ();
  FoyerDaySheetSection *section = foyer_day_sheet_add_section (sheet, "Dr. <b>A</b>");
  g_autofree char      *text = NULL;

  add_booking (section, 1, "Smith & <i>Jones</i>, \u202eyrraH");
  write_sheet (fixture, sheet, FOYER_PAPER_LETTER);
  text = read_page (fixture, 0);
  if (text == NULL)
    return;
  g_assert_nonnull (strstr (text, "Smith & <i>Jones</i>, yrraH"));
  g_assert_nonnull (strstr (text, "Dr. <b>A</b>"));
}

static void
test_referral_is_missing_in_words (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerDaySheet) sheet = make_full_sheet (4, "Ng, Li");
  g_autofree char *text = NULL;

  write_sheet (fixture, sheet, FOYER_PAPER_A4);
  text = read_page (fixture, 0);
  if (text == NULL)
    return;
  g_assert_nonnull (strstr (text, "No referral"));
  g_assert_nonnull (strstr (text, "Deposit $125.00 due"));
  g_assert_nonnull (strstr (text, "2+1 of 4"));
  g_assert_nonnull (strstr (text, "Same name"));
  g_assert_nonnull (strstr (text, "New patient"));
  g_assert_nonnull (strstr (text, "Set aside:"));
  g_assert_nonnull (strstr (text, "Lunch, 1 h"));
  g_assert_nonnull (strstr (text, "Away from 3:00 PM"));
}

static void
test_privacy_shows_initials_and_times (Fixture *fixture, gconstpointer data)
{
  static const char *const secrets[] = { "Okonkwo", "555-00", "1984", "N00",   "mole",
                                         "R-00",    "Raman",  "125",  "Alert", "aside",
                                         "booked",  "K00",    "S00",  "Away" };
  g_autoptr (FoyerDaySheet) sheet = make_full_sheet (12, "Okonkwo, Adaeze");
  g_autofree char *text = NULL;

  sheet->privacy = TRUE;
  write_sheet (fixture, sheet, FOYER_PAPER_LETTER);
  text = read_page (fixture, 0);
  if (text == NULL)
    return;
  g_assert_nonnull (strstr (text, "8:00–8:15"));
  g_assert_nonnull (strstr (text, "J. R."));
  for (guint i = 0; i < G_N_ELEMENTS (secrets); i++)
    g_assert_null (strstr (text, secrets[i]));
}

/* The x of the first word that contains @word, in points. */
static double
find_word (Fixture *fixture, const char *word)
{
  g_autofree char *boxes = read_pdf (fixture, "pdftotext", "-bbox", "1");
  char            *found;

  if (boxes == NULL)
    return -1;
  found = strstr (boxes, word);
  g_assert_nonnull (found);
  while (strncmp (found, "xMin=\"", 6) != 0)
    found--;
  return g_ascii_strtod (found + 6, NULL);
}

static void
test_right_to_left_is_mirrored (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerDaySheet) sheet = make_full_sheet (2, "الخوارزمي, محمد");

  write_sheet (fixture, sheet, FOYER_PAPER_LETTER);
  g_assert_cmpfloat (find_word (fixture, "8:00"), <, 612 / 2.0);

  sheet->right_to_left = TRUE;
  write_sheet (fixture, sheet, FOYER_PAPER_LETTER);
  if (!g_test_failed () && find_word (fixture, "8:00") >= 0)
    {
      g_assert_cmpfloat (find_word (fixture, "8:00"), >, 612 * 0.8);
      g_assert_cmpfloat (find_word (fixture, "K0000"), <, 612 * 0.2);
      /* Words that run the other way stand on the right as well. */
      g_assert_cmpfloat (find_word (fixture, "Note"), >, FOYER_PAGE_MARGIN_PT + 20);
    }
}

static void
test_each_clinician_can_begin_a_page (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerDaySheet) sheet = make_full_sheet (4, "Ng, Li");

  g_assert_cmpuint (count_pages (sheet, FOYER_PAPER_LETTER), ==, 1);
  sheet->page_per_clinician = TRUE;
  g_assert_cmpuint (count_pages (sheet, FOYER_PAPER_LETTER), ==, 2);
}

static void
test_section_goes_on_under_its_name (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerDaySheet) sheet = make_full_sheet (40, "Ng, Li");
  g_autofree char *text = NULL;

  write_sheet (fixture, sheet, FOYER_PAPER_LETTER);
  text = read_page (fixture, 1);
  if (text == NULL)
    return;
  g_assert_nonnull (strstr (text, "Dr. Adeyemi (continued)"));
}

static void
test_empty_day_is_one_page (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerDaySheet) sheet = make_sheet ();
  g_autofree char *text = NULL;

  foyer_day_sheet_add_section (sheet, "Dr. Adeyemi");
  g_assert_cmpuint (count_pages (sheet, FOYER_PAPER_A4), ==, 1);
  write_sheet (fixture, sheet, FOYER_PAPER_A4);
  text = read_page (fixture, 0);
  if (text == NULL)
    return;
  g_assert_nonnull (strstr (text, "No bookings"));
  g_assert_nonnull (strstr (text, "Page 1 of 1"));
}

static void
test_file_is_for_its_owner_only (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerDaySheet) sheet = make_full_sheet (1, "Ng, Li");
  GStatBuf status;

  write_sheet (fixture, sheet, FOYER_PAPER_A4);
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
}

static void
test_unwritable_file_is_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerDaySheet) sheet = make_full_sheet (1, "Ng, Li");
  g_autofree char *path = g_build_filename (fixture->dir, "missing", "day.pdf", NULL);
  g_autofree char *words = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (foyer_day_sheet_write_pdf (sheet, path, FOYER_PAPER_LETTER, &error));
  g_assert_error (error, FOYER_PRINT_ERROR, FOYER_PRINT_ERROR_FILE);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  words = foyer_print_error_to_words (error);
  g_assert_true (g_str_has_prefix (words, "The PDF could not be written"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func)                                                                  \
  g_test_add ("/day-sheet/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("every-row-is-whole-on-one-page", test_every_row_is_whole_on_one_page);
  ADD ("page-count-is-that-of-the-file", test_page_count_is_that_of_the_file);
  ADD ("nothing-leaves-the-page", test_nothing_leaves_the_page);
  ADD ("long-text-is-cut-not-endless", test_long_text_is_cut_not_endless);
  ADD ("text-is-shown-as-typed", test_text_is_shown_as_typed);
  ADD ("referral-is-missing-in-words", test_referral_is_missing_in_words);
  ADD ("privacy-shows-initials-and-times", test_privacy_shows_initials_and_times);
  ADD ("right-to-left-is-mirrored", test_right_to_left_is_mirrored);
  ADD ("each-clinician-can-begin-a-page", test_each_clinician_can_begin_a_page);
  ADD ("section-goes-on-under-its-name", test_section_goes_on_under_its_name);
  ADD ("empty-day-is-one-page", test_empty_day_is_one_page);
  ADD ("file-is-for-its-owner-only", test_file_is_for_its_owner_only);
  ADD ("unwritable-file-is-refused", test_unwritable_file_is_refused);
#undef ADD

  return g_test_run ();
}
