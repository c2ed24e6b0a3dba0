/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-booking-state.h"
#include "sync/foyer-sync-private.h"

/**
 * foyer_sync_note_claim:
 * @act: the action that takes a booking in
 * @self: a sync
 * @booking_id: a booking
 * @part: the part of a booking that @resource is
 * @aggregate: it, as it is stored
 * @resource: (nullable): as the endpoint has it; `NULL` if that is what is stored
 * @error: return location for an error
 *
 * Notes what the guards say of a booking.  It follows from its resource: the desk that wrote
 * it there as booked had claimed its time.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_sync_note_claim (FoyerAct            *act,
                       FoyerSync           *self,
                       gint64               booking_id,
                       const FoyerFhirPart *part,
                       FoyerAggregate      *aggregate,
                       const json_t        *resource,
                       GError             **error)
{
  g_auto (FoyerSyncLinks) links = { 0 };
  g_autoptr (FoyerAggregate) theirs = NULL;
  g_auto (FoyerClaim) claim = { .booking_id = booking_id };
  g_auto (FoyerClaim) before = { 0 };
  FoyerBooking *booking;
  const char   *clinician;
  gboolean      found;

  foyer_sync_links_init (&links, self->db, &self->clinic);
  links.lenient = TRUE;
  if (resource != NULL)
    {
      theirs = foyer_aggregate_copy (aggregate);
      if (!foyer_fhir_part_decode (part, resource, &links.links, theirs, error))
        return FALSE;
    }

  booking = FOYER_BOOKING (theirs != NULL ? theirs->record : aggregate->record);
  clinician = foyer_record_get_link (booking, "clinician-id");
  if (!foyer_booking_state_is_live (booking->state) || clinician == NULL)
    return foyer_claims_remove (act, booking_id, error);

  claim.start_at = booking->block_start_at;
  claim.end_at = booking->block_end_at;
  claim.refused = foyer_record_get_link (booking, "unconfirmed") != NULL;
  if (!foyer_aggregates_find (self->db, "clinician", clinician, &claim.clinician_id,
                              error) ||
      !foyer_claims_get (self->db, booking_id, &before, &found, error))
    return FALSE;
  /* Who has the time does not stand in the resource. */
  if (claim.refused && before.refused && before.start_at == claim.start_at)
    claim.other_uid = g_steal_pointer (&before.other_uid);

  return foyer_claims_put (act, &claim, error);
}
