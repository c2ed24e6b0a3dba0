/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fhir/foyer-fhir-resource.h"

G_BEGIN_DECLS

/* How a request for an appointment says what it asks for: an Appointment with the status
 * proposed and, in its requestedPeriod, from when on; the person is contained in it.  The
 * clinic's form writes it and every desk reads it. */

/* The contained Patient.  The desk changes the participant when it books; intake-patient
 * (valueReference) still refers to it then, since nothing contained may go unreferenced. */
#define FOYER_FHIR_INTAKE_PATIENT_ID "p"
#define FOYER_FHIR_INTAKE_PATIENT FOYER_FHIR_EXTENSION ("intake-patient")

/* valueCode: how it was asked for */
#define FOYER_FHIR_INTAKE_CHANNEL FOYER_FHIR_EXTENSION ("intake-channel")
#define FOYER_FHIR_INTAKE_CHANNEL_WEB_FORM "web-form"
#define FOYER_FHIR_INTAKE_CHANNEL_PHONE "phone"

/* Appointment.serviceCategory: a code of this system */
#define FOYER_FHIR_SYSTEM_REQUEST_CATEGORY                                               \
  "https://foyerclinic.org/fhir/sid/request-category"
#define FOYER_FHIR_REQUEST_CATEGORY_MEDICAL "medical"
#define FOYER_FHIR_REQUEST_CATEGORY_COSMETIC "cosmetic"

/* valueString: words with a space between, mon tue wed thu fri sat sun; absent for any day */
#define FOYER_FHIR_INTAKE_PREFERRED_DAYS FOYER_FHIR_EXTENSION ("preferred-days")

/* valueString: morning, afternoon or both, with a space between; absent for any time */
#define FOYER_FHIR_INTAKE_PREFERRED_TIMES FOYER_FHIR_EXTENSION ("preferred-times")

/* valueString: who referred the patient, in the patient's words */
#define FOYER_FHIR_INTAKE_REFERRER_TEXT FOYER_FHIR_EXTENSION ("referrer-text")

/* valueCode: whether the patient says that the referral has been sent */
#define FOYER_FHIR_INTAKE_REFERRAL_SENT FOYER_FHIR_EXTENSION ("referral-sent")
#define FOYER_FHIR_REFERRAL_SENT_YES "yes"
#define FOYER_FHIR_REFERRAL_SENT_NO "no"
#define FOYER_FHIR_REFERRAL_SENT_UNKNOWN "unknown"

/* valueBoolean: whether the patient says to have been here before; absent if not said */
#define FOYER_FHIR_INTAKE_SEEN_BEFORE FOYER_FHIR_EXTENSION ("seen-before")

G_END_DECLS
