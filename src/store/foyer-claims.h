/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/foyer-db.h"

G_BEGIN_DECLS

/**
 * FoyerClaim:
 * @booking_id: the booking
 * @clinician_id: whose time
 * @start_at: first second that is claimed
 * @end_at: second after the last one
 * @refused: whether the time was found taken; @other_uid then has it
 *
 * What the guards say of a booking's time.  A booking is confirmed if its clinician and its
 * blocked time are those of a claim that was not refused.
 */
typedef struct
{
  gint64   booking_id;
  gint64   clinician_id;
  gint64   start_at;
  gint64   end_at;
  gboolean refused;
  char    *other_uid; /* (owned) (nullable) */
} FoyerClaim;

void foyer_claim_clear (FoyerClaim *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoyerClaim, foyer_claim_clear)
gboolean foyer_claims_get (
    FoyerDb *db, gint64 booking_id, FoyerClaim *out, gboolean *out_found, GError **error);
gboolean foyer_claims_put (FoyerAct *act, const FoyerClaim *claim, GError **error);
gboolean foyer_claims_remove (FoyerAct *act, gint64 booking_id, GError **error);
/* Live bookings from @from on whose time is not claimed as it stands: (element-type gint64*). */
GArray *foyer_claims_list_wanting (FoyerDb *db, gint64 from, GError **error);
GArray *foyer_claims_list_held (FoyerDb *db, gint64 from, GError **error);

G_END_DECLS
