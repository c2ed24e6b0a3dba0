/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/foyer-db-private.h"
#include "store/foyer-requests.h"

G_BEGIN_DECLS

/* For the files of the requests only. */

/* A time that is taken for a request. */
typedef struct
{
  gint64                     id;
  const FoyerBookingRequest *booking;    /* (unowned) */
  gint64                     booking_id; /* that was made */
  GPtrArray                 *items;      /* (owned) (nullable): what the gate said */
} FoyerRequestTime;

gboolean foyer_requests_take_time (FoyerDb                   *db,
                                   FoyerUser                 *actor,
                                   FoyerActFunc               func,
                                   gint64                     id,
                                   const FoyerBookingRequest *booking,
                                   gint64                    *out_booking_id,
                                   GPtrArray                **out_items,
                                   GError                   **error);

FoyerRequest *foyer_requests_get_pending_in (FoyerAct *act, gint64 id, GError **error);
gboolean foyer_requests_give_back_in (FoyerAct *act, FoyerBooking *held, GError **error);
gboolean
foyer_requests_give_hold_back_in (FoyerAct *act, FoyerRequest *request, GError **error);

G_END_DECLS
