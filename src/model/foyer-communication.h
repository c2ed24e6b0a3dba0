/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-record.h"

G_BEGIN_DECLS

/**
 * FoyerMedium:
 *
 * How somebody was reached.
 */
typedef enum
{
  FOYER_MEDIUM_PHONE,
  FOYER_MEDIUM_TEXT,
  FOYER_MEDIUM_EMAIL,
  FOYER_MEDIUM_LETTER,
  FOYER_MEDIUM_FAX,
  FOYER_MEDIUM_IN_PERSON,
} FoyerMedium;

#define FOYER_TYPE_MEDIUM (foyer_medium_get_type ())
GType foyer_medium_get_type (void);

/**
 * FoyerContactOutcome:
 *
 * What came of an attempt to reach somebody.
 */
typedef enum
{
  FOYER_CONTACT_OUTCOME_TOLD,
  FOYER_CONTACT_OUTCOME_VOICEMAIL,
  FOYER_CONTACT_OUTCOME_NO_ANSWER,
  FOYER_CONTACT_OUTCOME_WRONG_NUMBER,
  FOYER_CONTACT_OUTCOME_WILL_CALL_BACK,
} FoyerContactOutcome;

#define FOYER_TYPE_CONTACT_OUTCOME (foyer_contact_outcome_get_type ())
GType foyer_contact_outcome_get_type (void);

#define FOYER_TYPE_COMMUNICATION (foyer_communication_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerCommunication, foyer_communication, FOYER, COMMUNICATION, FoyerRecord)

/**
 * FoyerCommunication:
 *
 * One call, message or letter to a patient, or an attempt at it.  Never changed afterwards.
 */
struct _FoyerCommunication
{
  FoyerRecord parent_instance;

  gint64              at; /* seconds since 1970-01-01 UTC */
  gint64              staff_id;
  FoyerMedium         medium;
  FoyerContactOutcome outcome;
  gint64              patient_id;  /* 0 if it is not settled who that is */
  gint64              request_id;  /* the request that it answers, 0 if none */
  gint64              referral_id; /* what it is about, 0 if none */
  gint64              booking_id;  /* what it is about, 0 if none */
  char               *text;        /* (owned) (nullable) what was said */
};

FoyerCommunication *foyer_communication_new (void);

G_END_DECLS
