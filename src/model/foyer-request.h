/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-booking.h"

G_BEGIN_DECLS

/**
 * FoyerRequestState:
 * @FOYER_REQUEST_STATE_OPEN: nobody has answered it
 * @FOYER_REQUEST_STATE_AWAITING_REFERRAL: the referral was asked for
 * @FOYER_REQUEST_STATE_BOOKED: it became the booking of the same uid
 * @FOYER_REQUEST_STATE_DECLINED: answered with a reason
 * @FOYER_REQUEST_STATE_ENTERED_IN_ERROR: a mistake, or not by a patient
 *
 * What has become of a request.
 */
typedef enum
{
  FOYER_REQUEST_STATE_OPEN,
  FOYER_REQUEST_STATE_AWAITING_REFERRAL,
  FOYER_REQUEST_STATE_BOOKED,
  FOYER_REQUEST_STATE_DECLINED,
  FOYER_REQUEST_STATE_ENTERED_IN_ERROR,
} FoyerRequestState;

#define FOYER_TYPE_REQUEST_STATE (foyer_request_state_get_type ())
GType foyer_request_state_get_type (void);

/**
 * FoyerRequestCategory:
 * @FOYER_REQUEST_CATEGORY_MEDICAL: about the health of the skin
 * @FOYER_REQUEST_CATEGORY_COSMETIC: a cosmetic consultation
 *
 * What kind of visit is asked for.
 */
typedef enum
{
  FOYER_REQUEST_CATEGORY_MEDICAL,
  FOYER_REQUEST_CATEGORY_COSMETIC,
} FoyerRequestCategory;

#define FOYER_TYPE_REQUEST_CATEGORY (foyer_request_category_get_type ())
GType foyer_request_category_get_type (void);

/**
 * FoyerAnswer:
 * @FOYER_ANSWER_UNKNOWN: not said, or the patient does not know
 * @FOYER_ANSWER_YES:
 * @FOYER_ANSWER_NO:
 *
 * What the patient said to a question.
 */
typedef enum
{
  FOYER_ANSWER_UNKNOWN,
  FOYER_ANSWER_YES,
  FOYER_ANSWER_NO,
} FoyerAnswer;

#define FOYER_TYPE_ANSWER (foyer_answer_get_type ())
GType foyer_answer_get_type (void);

#define FOYER_TYPE_REQUEST (foyer_request_get_type ())
G_DECLARE_FINAL_TYPE (FoyerRequest, foyer_request, FOYER, REQUEST, FoyerRecord)

/**
 * FoyerRequest:
 *
 * A patient who asks for a time, by the web form or by phone.
 *
 * The words are the patient's own: who that is in the clinic's records is settled by a
 * person, through @patient_id.  A request that is turned into a booking gives it its uid.
 */
struct _FoyerRequest
{
  FoyerRecord parent_instance;

  FoyerChannel         channel;
  FoyerRequestState    state;
  gint64               received_at; /* seconds since 1970-01-01 UTC */
  char                *family;      /* (owned) (nullable) */
  char                *given;       /* (owned) (nullable) */
  char                *birth_date;  /* (owned) (nullable) FHIR date */
  char                *phone;       /* (owned) (nullable) as typed */
  char                *email;       /* (owned) (nullable) */
  char                *language;    /* (owned) (nullable) BCP 47 tag */
  FoyerRequestCategory category;
  char                *earliest_date;  /* (owned) (nullable) civil date */
  char                *preferred_days; /* (owned) (nullable) `mon tue`; NULL: any */
  char       *preferred_times; /* (owned) (nullable) `morning afternoon`; NULL: any */
  char       *referrer_text;   /* (owned) (nullable) who referred them, in their words */
  FoyerAnswer referral_sent;
  FoyerAnswer seen_before;
  char       *message; /* (owned) (nullable) */

  gint64 patient_id;  /* whom it is from, 0 until a person has settled it */
  gint64 referral_id; /* what it rests on, 0 if none */
  char  *reason;      /* (owned) (nullable) why it was declined */
  gint64 handled_by;  /* staff, 0 if nobody has */
  gint64 handled_at;  /* 0 if nobody has */
  gint64 created_at;
  gint64 updated_at;
};

FoyerRequest *foyer_request_new (void);

G_END_DECLS
