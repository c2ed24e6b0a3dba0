/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "print/foyer-day-sheet.h"

#include <cairo.h>

G_BEGIN_DECLS

/** FOYER_PAGE_MARGIN_PT: what stays white around a page, in points. */
#define FOYER_PAGE_MARGIN_PT 36.0

typedef struct _FoyerDayPages FoyerDayPages;

FoyerDayPages       *
foyer_day_pages_new (const FoyerDaySheet *sheet, double width_pt, double height_pt);
void  foyer_day_pages_free (FoyerDayPages *self);
guint foyer_day_pages_get_n_pages (FoyerDayPages *self);
void  foyer_day_pages_draw (FoyerDayPages *self, cairo_t *cr, guint page);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerDayPages, foyer_day_pages_free)

G_END_DECLS
