/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/foyer-db.h"
#include "store/foyer-search-index.h"

G_BEGIN_DECLS

FoyerSearchIndex *foyer_patient_index_get (FoyerDb *db, GError **error);

G_END_DECLS
