/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "print/foyer-day-sheet.h"
#include "store/foyer-db.h"

G_BEGIN_DECLS

/**
 * FoyerDaySheetQuery:
 * @day: the civil day, days since 1970-01-01
 * @clinician_id: whose day, 0: of all who work or have bookings on it
 * @printed_by: (unowned) (nullable): who prints it, as staff are called
 * @privacy: show only times and initials
 * @page_per_clinician: begin a page with each clinician
 *
 * What is to be printed.
 */
typedef struct
{
  int         day;
  gint64      clinician_id;
  const char *printed_by;
  gboolean    privacy;
  gboolean    page_per_clinician;
} FoyerDaySheetQuery;

FoyerDaySheet *
foyer_day_sheet_read (FoyerDb *db, const FoyerDaySheetQuery *query, GError **error);

G_END_DECLS
