/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "print/foyer-slip.h"
#include "store/foyer-db.h"

G_BEGIN_DECLS

FoyerSlip *foyer_till_report_read (FoyerDb *db, gint64 till_id, GError **error);
FoyerSlip *
foyer_till_report_read_days (FoyerDb *db, int first_day, int n_days, GError **error);

G_END_DECLS
