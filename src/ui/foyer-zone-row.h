/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/foyer-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_ZONE_ROW (foyer_zone_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerZoneRow, foyer_zone_row, FOYER, ZONE_ROW, AdwActionRow)

void        foyer_zone_row_load (FoyerZoneRow *self, FoyerStore *store);
const char *foyer_zone_row_get_zone (FoyerZoneRow *self);
void        foyer_zone_row_set_zone (FoyerZoneRow *self, const char *zone);

G_END_DECLS
