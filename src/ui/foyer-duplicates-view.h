/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_DUPLICATES_VIEW (foyer_duplicates_view_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerDuplicatesView, foyer_duplicates_view, FOYER, DUPLICATES_VIEW, AdwBin)

void    foyer_duplicates_view_show (FoyerDuplicatesView *self,
                                    const char          *name,
                                    GPtrArray           *matches,
                                    int                  today);
GArray *foyer_duplicates_view_dup_not_same (FoyerDuplicatesView *self);

G_END_DECLS
