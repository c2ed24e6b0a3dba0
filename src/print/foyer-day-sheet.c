/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "print/foyer-day-sheet.h"

#include "print/foyer-day-pages.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (foyer_print_error, foyer_print_error)

/**
 * foyer_print_error_to_words:
 * @error: why something did not go to paper, from this layer or from the printer
 *
 * Returns: (transfer full): what happened, what was kept and what to do next, in sentences
 */
char *
foyer_print_error_to_words (const GError *error)
{
  if (g_error_matches (error, FOYER_PRINT_ERROR, FOYER_PRINT_ERROR_FILE))
    return g_strdup (
        _ ("The PDF could not be written, and no part of it was left. Choose "
           "another folder, or make room on the disk, and try again."));

  return g_strdup (_ ("The pages could not be printed. Nothing in the schedule has "
                      "changed. Check the printer and try again, or save a PDF."));
}

static void
free_row (gpointer data)
{
  FoyerDaySheetRow *row = data;

  g_free (row->time);
  g_free (row->duration);
  g_free (row->title);
  g_free (row->name);
  g_free (row->initials);
  g_free (row->birth);
  g_free (row->number);
  g_free (row->preferred_name);
  g_free (row->phone);
  g_free (row->language);
  g_free (row->guardian);
  g_free (row->alert);
  g_free (row->service);
  g_free (row->reason);
  g_free (row->attached);
  g_free (row->override);
  g_free (row->referral);
  g_free (row->referrer);
  g_free (row->referral_use);
  g_free (row->referral_problem);
  g_free (row->deposit);
  g_free (row->status);
  g_free (row->status_note);
  g_free (row->confirmed);
  g_free (row->room);
  g_free (row->no_shows);
  g_free (row);
}

static void
free_section (gpointer data)
{
  FoyerDaySheetSection *section = data;

  g_free (section->title);
  g_free (section->note);
  g_ptr_array_unref (section->rows);
  g_free (section);
}

/**
 * foyer_day_sheet_new:
 *
 * Makes an empty day schedule that reads in the direction of the translated language.
 *
 * Returns: (transfer full): the schedule, without sections
 */
FoyerDaySheet *
foyer_day_sheet_new (void)
{
  FoyerDaySheet *self = g_new0 (FoyerDaySheet, 1);

  /* Translators: rtl if your language is written from right to left, else ltr.  Paper is laid
   * out accordingly. */
  self->right_to_left = strcmp (C_ ("direction of paper", "ltr"), "rtl") == 0;
  self->sections = g_ptr_array_new_with_free_func (free_section);
  return self;
}

/**
 * foyer_day_sheet_free:
 * @self: (transfer full): a day schedule
 *
 * Frees @self with its sections and rows.
 */
void
foyer_day_sheet_free (FoyerDaySheet *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->clinic);
  g_free (self->phone);
  g_free (self->date);
  g_free (self->who);
  g_free (self->zone);
  g_free (self->printed_at);
  g_free (self->printed_by);
  g_free (self->changes);
  g_free (self->counts);
  g_ptr_array_unref (self->sections);
  g_free (self);
}

/**
 * foyer_day_sheet_add_section:
 * @self: a day schedule
 * @title: whose day it is
 *
 * Adds the day of one more clinician.
 *
 * Returns: (transfer none): the section, without rows
 */
FoyerDaySheetSection *
foyer_day_sheet_add_section (FoyerDaySheet *self, const char *title)
{
  FoyerDaySheetSection *section = g_new0 (FoyerDaySheetSection, 1);

  section->title = g_strdup (title);
  section->rows = g_ptr_array_new_with_free_func (free_row);
  g_ptr_array_add (self->sections, section);
  return section;
}

/**
 * foyer_day_sheet_section_add_row:
 * @section: a section
 * @kind: what the row is about
 *
 * Adds a row at the end of @section.
 *
 * Returns: (transfer none): the row, to be filled with texts that it will own
 */
FoyerDaySheetRow *
foyer_day_sheet_section_add_row (FoyerDaySheetSection *section, FoyerDaySheetRowKind kind)
{
  FoyerDaySheetRow *row = g_new0 (FoyerDaySheetRow, 1);

  row->kind = kind;
  g_ptr_array_add (section->rows, row);
  return row;
}

/**
 * foyer_paper_get_size:
 * @paper: a size of paper
 * @out_width_pt: (out): its width in points, 1/72 inch
 * @out_height_pt: (out): its height in points
 *
 * Gives the size of an upright sheet.
 */
void
foyer_paper_get_size (FoyerPaper paper, double *out_width_pt, double *out_height_pt)
{
  *out_width_pt = paper == FOYER_PAPER_A4 ? 210 / 25.4 * 72 : 8.5 * 72;
  *out_height_pt = paper == FOYER_PAPER_A4 ? 297 / 25.4 * 72 : 11 * 72;
}

static gpointer
lay_out (gconstpointer document, double width_pt, double height_pt)
{
  return foyer_day_pages_new (document, width_pt, height_pt);
}

static guint
get_n_pages (gpointer pages)
{
  return foyer_day_pages_get_n_pages (pages);
}

static void
draw (gpointer pages, cairo_t *cr, guint page)
{
  foyer_day_pages_draw (pages, cr, page);
}

const FoyerPrintKind foyer_day_sheet_print_kind = {
  .lay_out = lay_out,
  .get_n_pages = get_n_pages,
  .draw = draw,
  .free_pages = (GDestroyNotify) foyer_day_pages_free,
  .free_document = (GDestroyNotify) foyer_day_sheet_free,
};

/**
 * foyer_day_sheet_write_pdf:
 * @self: a day schedule
 * @path: the file, replaced whole or not at all; only its owner may read it
 * @paper: what it will be printed on
 * @error: return location for an error
 *
 * Writes @self as PDF, with the pages that a printer would get.
 *
 * Errors: `FOYER_PRINT_ERROR_FILE` if @path cannot be written.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_day_sheet_write_pdf (const FoyerDaySheet *self,
                           const char          *path,
                           FoyerPaper           paper,
                           GError             **error)
{
  g_return_val_if_fail (self != NULL && path != NULL, FALSE);

  return foyer_print_write_pdf (&foyer_day_sheet_print_kind, self, _ ("Day Schedule"),
                                path, paper, error);
}
