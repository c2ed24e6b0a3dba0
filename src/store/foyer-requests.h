/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-referral-state.h"
#include "model/foyer-request.h"
#include "store/foyer-bookings.h"
#include "store/foyer-communications.h"
#include "store/foyer-patients.h"

G_BEGIN_DECLS

/* What patients ask for, by the web form or by phone. */

/**
 * FoyerRequestRow:
 *
 * A request as lists and details show it: with whom it is from and what it rests on.
 */
#define FOYER_TYPE_REQUEST_ROW (foyer_request_row_get_type ())
G_DECLARE_FINAL_TYPE (FoyerRequestRow, foyer_request_row, FOYER, REQUEST_ROW, GObject)

struct _FoyerRequestRow
{
  GObject parent_instance;

  FoyerRequest *request; /* (owned) */
  gboolean      is_open; /* to be answered now: open, or what it waited for has come */

  char *patient_number;     /* (owned) (nullable) of whom it is attached to */
  char *patient_family;     /* (owned) (nullable) */
  char *patient_given;      /* (owned) (nullable) */
  char *patient_birth_date; /* (owned) (nullable) */

  gint64             referral_id;     /* its own, or else the patient's best; 0: none */
  char              *referral_number; /* (owned) (nullable) */
  FoyerReferralState referral_state;  /* if there is one */

  gint64 n_candidates; /* patients who may be meant, while it is attached to nobody */
};

/* (element-type FoyerRequestRow): to be answered now, then waiting, the oldest first; with
 * @all those that were answered after them, the newest first. */
GPtrArray       *foyer_requests_list (FoyerDb *db, gboolean all, GError **error);
FoyerRequestRow *foyer_requests_get_row (FoyerDb *db, gint64 id, GError **error);
FoyerRequest    *foyer_requests_get (FoyerDb *db, gint64 id, GError **error);
gboolean         foyer_requests_count_open (FoyerDb *db, gint64 *out_n, GError **error);
/* (element-type FoyerPatientMatch): patients who may be meant, best first, with why. */
GPtrArray    *foyer_requests_list_candidates (FoyerDb *db, gint64 id, GError **error);
FoyerPatient *foyer_requests_new_patient (FoyerRequest *request);

gboolean
foyer_requests_add (FoyerDb *db, FoyerUser *actor, FoyerRequest *request, GError **error);
gboolean foyer_requests_update (FoyerDb      *db,
                                FoyerUser    *actor,
                                FoyerRequest *request,
                                GError      **error);
gboolean foyer_requests_attach (
    FoyerDb *db, FoyerUser *actor, gint64 id, gint64 patient_id, GError **error);
gboolean foyer_requests_register (
    FoyerDb *db, FoyerUser *actor, gint64 id, FoyerPatient *patient, GError **error);
/* Makes the booking of the request: it gets the request's uid. */
gboolean foyer_requests_book (FoyerDb                   *db,
                              FoyerUser                 *actor,
                              gint64                     id,
                              const FoyerBookingRequest *booking,
                              gint64                    *out_booking_id,
                              GPtrArray                **out_items,
                              GError                   **error);
/* Keeps a time for the request, which it is found by until it is booked or runs out. */
gboolean foyer_requests_hold (FoyerDb                   *db,
                              FoyerUser                 *actor,
                              gint64                     id,
                              const FoyerBookingRequest *booking,
                              gint64                    *out_booking_id,
                              GPtrArray                **out_items,
                              GError                   **error);
gboolean
foyer_requests_find_hold (FoyerDb *db, gint64 id, gint64 *out_booking_id, GError **error);
gboolean
foyer_requests_find_held (FoyerDb *db, gint64 booking_id, gint64 *out_id, GError **error);
/* Notes an expected referral, and that the patient was told. */
gboolean foyer_requests_ask_referral (FoyerDb            *db,
                                      FoyerUser          *actor,
                                      gint64              id,
                                      gint64              referrer_id,
                                      FoyerCommunication *told,
                                      gint64             *out_referral_id,
                                      GError            **error);
gboolean foyer_requests_decline (FoyerDb            *db,
                                 FoyerUser          *actor,
                                 gint64              id,
                                 const char         *reason,
                                 FoyerCommunication *told,
                                 GError            **error);
/* It was a mistake, or not by a patient. */
gboolean foyer_requests_dismiss (
    FoyerDb *db, FoyerUser *actor, gint64 id, const char *reason, GError **error);
gboolean foyer_requests_reopen (FoyerDb *db, FoyerUser *actor, gint64 id, GError **error);

G_END_DECLS
