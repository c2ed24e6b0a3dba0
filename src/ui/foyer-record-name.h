/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/foyer-db.h"

G_BEGIN_DECLS

char *foyer_record_name_read (FoyerDb *db, const char *kind, gint64 id);

G_END_DECLS
