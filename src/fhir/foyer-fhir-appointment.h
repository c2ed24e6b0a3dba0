/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fhir/foyer-fhir-resource.h"
#include "model/foyer-booking.h"

G_BEGIN_DECLS

/* valueCode: what has become of a request */
#define FOYER_FHIR_REQUEST_STATE FOYER_FHIR_EXTENSION ("request-state")

/**
 * FoyerFhirBookingLinks:
 *
 * The keys and words of what a booking refers to.
 */
typedef struct
{
  const char *patient;      /* uid */
  const char *clinician;    /* (nullable) uid */
  const char *referral;     /* (nullable) uid */
  const char *service_code; /* (nullable) */
  const char *service_name; /* (nullable) */
} FoyerFhirBookingLinks;

json_t *foyer_fhir_appointment_encode (FoyerBooking                *booking,
                                       const FoyerFhirBookingLinks *links);

gboolean foyer_fhir_appointment_is_request (const json_t *json);
gint64 foyer_fhir_appointment_read_created (FoyerFhirReader *reader, const json_t *json);

G_END_DECLS
