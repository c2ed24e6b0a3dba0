/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fhir/foyer-json.h"
#include "model/foyer-referral.h"

G_BEGIN_DECLS

/**
 * FoyerFhirReferralLinks:
 *
 * The keys of what a referral refers to.
 */
typedef struct
{
  const char *patient;  /* uid */
  const char *referrer; /* (nullable) uid */
} FoyerFhirReferralLinks;

json_t *foyer_fhir_service_request_encode (FoyerReferral                *referral,
                                           const FoyerFhirReferralLinks *links);

G_END_DECLS
