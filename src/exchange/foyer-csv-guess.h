/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-csv-mapping.h"

G_BEGIN_DECLS

FoyerCsvMapping *
foyer_csv_guess (const char *path, FoyerDateOrder date_order, GError **error);

G_END_DECLS
