/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/foyer-db-private.h"
#include "store/foyer-requests.h"

G_BEGIN_DECLS

/* For the files of the requests only. */

FoyerRequest *foyer_requests_get_pending_in (FoyerAct *act, gint64 id, GError **error);
gboolean foyer_requests_give_back_in (FoyerAct *act, FoyerBooking *held, GError **error);
gboolean
foyer_requests_give_hold_back_in (FoyerAct *act, FoyerRequest *request, GError **error);

G_END_DECLS
