/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-communication.h"
#include "model/foyer-duplicate.h"
#include "model/foyer-request.h"
#include "store/foyer-bookings.h"

G_BEGIN_DECLS

/* What patients ask for, by the web form or by phone. */

GPtrArray    *foyer_requests_list (FoyerDb *db, gboolean all, GError **error);
FoyerRequest *foyer_requests_get (FoyerDb *db, gint64 id, GError **error);
gboolean      foyer_requests_count_open (FoyerDb *db, gint64 *out_n, GError **error);
/* (element-type FoyerDuplicate): patients who may be meant, best first, with why. */
GPtrArray *foyer_requests_list_candidates (FoyerDb *db, gint64 id, GError **error);

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
gboolean foyer_requests_reopen (FoyerDb *db, FoyerUser *actor, gint64 id, GError **error);

GPtrArray *
foyer_communications_list_for_patient (FoyerDb *db, gint64 patient_id, GError **error);
GPtrArray *
foyer_communications_list_for_request (FoyerDb *db, gint64 request_id, GError **error);
gboolean foyer_communications_add (FoyerDb            *db,
                                   FoyerUser          *actor,
                                   FoyerCommunication *communication,
                                   GError            **error);

G_END_DECLS
