/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/foyer-db-private.h"

G_BEGIN_DECLS

gboolean foyer_schema_check (FoyerDb *db, gboolean *out_current, GError **error);
gboolean foyer_schema_migrate (FoyerDb *db, GError **error);

G_END_DECLS
