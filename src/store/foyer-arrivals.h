/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/foyer-db.h"

G_BEGIN_DECLS

gboolean foyer_arrivals_add (FoyerAct *act, gint64 booking_id, GError **error);
GArray  *foyer_arrivals_list (FoyerDb *db, GError **error);
gboolean foyer_arrivals_clear (FoyerAct *act, GError **error);

G_END_DECLS
