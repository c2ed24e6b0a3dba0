/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-snapshot.h"
#include "store/foyer-db.h"

G_BEGIN_DECLS

/* What keeps two people who edit one record from undoing each other's work. */

/* What the kind of the record follows that is no longer as it was expected. */
#define FOYER_RULE_CHANGED "changed-meanwhile:"

FoyerSnapshot *foyer_edits_read (FoyerDb *db, GType type, gint64 id, GError **error);
gboolean       foyer_edits_find_author (FoyerDb       *db,
                                        FoyerSnapshot *before,
                                        FoyerSnapshot *now,
                                        char         **out_name,
                                        GError       **error);
void           foyer_edits_expect (FoyerDb *db, FoyerSnapshot *base);

G_END_DECLS
