/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/foyer-db.h"

G_BEGIN_DECLS

char *foyer_backup_make (FoyerDb *db, GError **error);

G_END_DECLS
