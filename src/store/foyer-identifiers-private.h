/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/foyer-db.h"

G_BEGIN_DECLS

/* For src/store only: the names that other systems give to records of ours. */

gboolean foyer_identifiers_find (FoyerDb    *db,
                                 const char *kind,
                                 const char *system,
                                 const char *value,
                                 gint64     *out_id,
                                 GError    **error);
gboolean foyer_identifiers_add (FoyerAct   *act,
                                const char *kind,
                                gint64      id,
                                const char *system,
                                const char *value,
                                GError    **error);

G_END_DECLS
