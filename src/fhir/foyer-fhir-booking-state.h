/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fhir/foyer-fhir-part.h"
#include "model/foyer-booking.h"

G_BEGIN_DECLS

/* For src/fhir only: where a booking stands, as an Appointment says it. */

#define FOYER_FHIR_BOOKING_STATE FOYER_FHIR_EXTENSION ("state")
#define FOYER_FHIR_UNCONFIRMED FOYER_FHIR_EXTENSION ("unconfirmed")
#define FOYER_FHIR_SYSTEM_CANCEL_REASON                                                  \
  "http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason"

const char *foyer_fhir_booking_participation (FoyerBookingState state);

void foyer_fhir_booking_state_read (FoyerFhirReader *reader,
                                    const json_t    *json,
                                    const char      *participation,
                                    FoyerBooking    *booking);
void foyer_fhir_booking_state_write (FoyerBooking *booking, json_t *json);

G_END_DECLS
