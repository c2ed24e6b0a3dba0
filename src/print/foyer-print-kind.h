/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-clinic.h"

#include <cairo.h>

G_BEGIN_DECLS

/**
 * FoyerPrintKind:
 * @lay_out: divides a document into pages of a size in points; they need it as long as they
 *   are there
 * @get_n_pages: how many pages, at least one
 * @draw: draws a page, counted from 0
 * @free_pages: frees the pages
 * @free_document: frees the document
 *
 * How documents of one kind come to paper, so that what goes to the printer is what goes into
 * a file.
 */
typedef struct
{
  gpointer (*lay_out) (gconstpointer document, double width_pt, double height_pt);
  guint (*get_n_pages) (gpointer pages);
  void (*draw) (gpointer pages, cairo_t *cr, guint page);
  GDestroyNotify free_pages;
  GDestroyNotify free_document;
} FoyerPrintKind;

gboolean foyer_print_write_pdf (const FoyerPrintKind *kind,
                                gconstpointer         document,
                                const char           *title,
                                const char           *path,
                                FoyerPaper            paper,
                                GError              **error);

G_END_DECLS
