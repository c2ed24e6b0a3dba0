/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/foyer-db.h"

G_BEGIN_DECLS

/* For src/store only: the numbers that people read, each of which is there once. */

char    *foyer_numbers_dup_desk (FoyerDb *db, GError **error);
gboolean foyer_numbers_settle (
    FoyerAct *act, gpointer record, gint64 id, gboolean *differs, GError **error);

G_END_DECLS
