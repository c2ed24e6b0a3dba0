/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-document.h"
#include "model/foyer-referral-event.h"
#include "model/foyer-referral.h"
#include "store/foyer-db.h"

G_BEGIN_DECLS

/**
 * FoyerReferralRow:
 *
 * A referral as lists and details show it: with the names of whom it concerns and with what
 * is derived from its bookings.
 */
#define FOYER_TYPE_REFERRAL_ROW (foyer_referral_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerReferralRow, foyer_referral_row, FOYER, REFERRAL_ROW, GObject)

struct _FoyerReferralRow
{
  GObject parent_instance;

  FoyerReferral *referral;           /* (owned) */
  char          *patient_family;     /* (owned) (nullable) */
  char          *patient_given;      /* (owned) (nullable) */
  char          *patient_birth_date; /* (owned) (nullable) */
  char          *patient_number;     /* (owned) */
  char          *referrer_name;  /* (owned) (nullable) prefix given family, credentials */
  char          *practice_name;  /* (owned) (nullable) */
  char          *service_name;   /* (owned) (nullable) */
  char          *clinician_name; /* (owned) (nullable) */
  gint64         visits_used;    /* arrived, checked in, in room, completed */
  gint64         visits_booked;  /* held, booked or confirmed */
  gint64         n_documents;
};

/* Counts by state: array of FOYER_REFERRAL_STATE_ENTERED_IN_ERROR + 1 gint64. */
gboolean foyer_referrals_count_by_state (FoyerDb *db, gint64 *out_counts, GError **error);
GPtrArray *foyer_referrals_list_by_state (
    FoyerDb *db, FoyerReferralState state, guint offset, guint limit, GError **error);
GPtrArray *
foyer_referrals_list_for_patient (FoyerDb *db, gint64 patient_id, GError **error);
GPtrArray        *foyer_referrals_list_expiry_proposals (FoyerDb *db, GError **error);
FoyerReferralRow *foyer_referrals_get (FoyerDb *db, gint64 id, GError **error);
GPtrArray        *foyer_referrals_list_events (FoyerDb *db, gint64 id, GError **error);

gboolean foyer_referrals_save (FoyerDb       *db,
                               FoyerUser     *actor,
                               FoyerReferral *referral,
                               GError       **error);

/**
 * FoyerReferralStep:
 * @to: the state to reach
 * @reason: (nullable): why
 * @comment: (nullable): in words; mandatory to decline
 * @decline_reason: for `FOYER_REFERRAL_STATE_DECLINED`
 * @urgency: for `FOYER_REFERRAL_STATE_ACCEPTED`
 * @target_date: (nullable): for `FOYER_REFERRAL_STATE_ACCEPTED`; `NULL`: by the clinic's rule
 * @service_id: for `FOYER_REFERRAL_STATE_ACCEPTED`
 * @clinician_id: for `FOYER_REFERRAL_STATE_ACCEPTED`; 0: any
 * @missing_items: (nullable): for `FOYER_REFERRAL_STATE_INCOMPLETE`, one a line
 *
 * A step in the life of a referral with what that step needs.
 */
typedef struct
{
  FoyerReferralState to;
  const char        *reason;
  const char        *comment;
  FoyerDeclineReason decline_reason;
  FoyerUrgency       urgency;
  const char        *target_date;
  gint64             service_id;
  gint64             clinician_id;
  const char        *missing_items;
} FoyerReferralStep;

gboolean foyer_referrals_step (FoyerDb                 *db,
                               FoyerUser               *actor,
                               gint64                   id,
                               const FoyerReferralStep *step,
                               GError                 **error);

/* Letters and other files inside the database, each small enough to come from an endpoint in
 * an answer of its own: base64 makes four bytes of three, and that may have 48 MiB. */
#define FOYER_DOCUMENT_MAX_BYTES (32 * 1024 * 1024)

GPtrArray *foyer_documents_list_for_referral (FoyerDb *db, gint64 id, GError **error);
GBytes    *foyer_documents_read (FoyerDb *db, gint64 document_id, GError **error);
gboolean   foyer_documents_add (FoyerDb       *db,
                                FoyerUser     *actor,
                                FoyerDocument *document,
                                GBytes        *content,
                                GError       **error);

G_END_DECLS
