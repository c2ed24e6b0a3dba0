/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fhir/foyer-fhir-part.h"

G_BEGIN_DECLS

/* For src/fhir only: the parts that foyer-fhir-parts.c lists. */

extern const FoyerFhirPart foyer_fhir_part_article;
extern const FoyerFhirPart foyer_fhir_part_booking;
extern const FoyerFhirPart foyer_fhir_part_clinic;
extern const FoyerFhirPart foyer_fhir_part_clinician;
extern const FoyerFhirPart foyer_fhir_part_clinician_role;
extern const FoyerFhirPart foyer_fhir_part_communication;
extern const FoyerFhirPart foyer_fhir_part_document;
extern const FoyerFhirPart foyer_fhir_part_gift_card;
extern const FoyerFhirPart foyer_fhir_part_handout;
extern const FoyerFhirPart foyer_fhir_part_ledger_entry;
extern const FoyerFhirPart foyer_fhir_part_patient;
extern const FoyerFhirPart foyer_fhir_part_practice;
extern const FoyerFhirPart foyer_fhir_part_referral;
extern const FoyerFhirPart foyer_fhir_part_referral_task;
extern const FoyerFhirPart foyer_fhir_part_referrer;
extern const FoyerFhirPart foyer_fhir_part_referrer_role;
extern const FoyerFhirPart foyer_fhir_part_request;
extern const FoyerFhirPart foyer_fhir_part_room;
extern const FoyerFhirPart foyer_fhir_part_service;
extern const FoyerFhirPart foyer_fhir_part_staff;
extern const FoyerFhirPart foyer_fhir_part_till;

G_END_DECLS
