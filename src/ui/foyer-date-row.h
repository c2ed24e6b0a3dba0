/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/foyer-entry-row.h"

G_BEGIN_DECLS

#define FOYER_TYPE_DATE_ROW (foyer_date_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerDateRow, foyer_date_row, FOYER, DATE_ROW, FoyerEntryRow)

GtkWidget  *foyer_date_row_new (const char *title, int today);
void        foyer_date_row_set_today (FoyerDateRow *self, int today);
const char *foyer_date_row_get_date (FoyerDateRow *self);
void        foyer_date_row_set_date (FoyerDateRow *self, const char *date);
gboolean    foyer_date_row_validate (FoyerDateRow *self);

G_END_DECLS
