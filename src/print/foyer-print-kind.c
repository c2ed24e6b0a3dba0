/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "print/foyer-print-kind.h"

#include "print/foyer-day-sheet.h"

#include <cairo-pdf.h>

static cairo_status_t
append_bytes_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/**
 * foyer_print_write_pdf:
 * @kind: the kind of @document
 * @document: what is printed
 * @title: what the document says of itself
 * @path: the file, replaced whole or not at all; only its owner may read it
 * @paper: what it will be printed on
 * @error: return location for an error
 *
 * Writes @document as PDF, with the pages that a printer would get.
 *
 * Errors: `FOYER_PRINT_ERROR_FILE` if @path cannot be written.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_print_write_pdf (const FoyerPrintKind *kind,
                       gconstpointer         document,
                       const char           *title,
                       const char           *path,
                       FoyerPaper            paper,
                       GError              **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GError) file_error = NULL;
  cairo_surface_t *surface;
  cairo_t         *cr;
  cairo_status_t   status;
  gpointer         pages;
  double           width, height;

  foyer_paper_get_size (paper, &width, &height);
  pages = kind->lay_out (document, width, height);
  surface = cairo_pdf_surface_create_for_stream (append_bytes_cb, bytes, width, height);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Foyer");
  cr = cairo_create (surface);
  for (guint page = 0; page < kind->get_n_pages (pages); page++)
    {
      kind->draw (pages, cr, page);
      cairo_show_page (cr);
    }
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  kind->free_pages (pages);

  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, FOYER_PRINT_ERROR, FOYER_PRINT_ERROR_DRAW,
                   "The pages could not be drawn: %s", cairo_status_to_string (status));
      return FALSE;
    }

  if (!g_file_set_contents_full (path, (const char *) bytes->data, bytes->len,
                                 G_FILE_SET_CONTENTS_CONSISTENT, 0600, &file_error))
    {
      g_set_error (error, FOYER_PRINT_ERROR, FOYER_PRINT_ERROR_FILE, "%s",
                   file_error->message);
      return FALSE;
    }

  return TRUE;
}
