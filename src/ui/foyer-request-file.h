/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"
#include "store/foyer-requests.h"
#include "ui/foyer-booking-file.h"
#include "ui/foyer-fact-grid.h"

G_BEGIN_DECLS

/**
 * FoyerRequestStep:
 * @FOYER_REQUEST_STEP_NONE: nothing is to be done
 * @FOYER_REQUEST_STEP_ATTACH: say which of the candidates it is
 * @FOYER_REQUEST_STEP_REGISTER: register who has asked
 * @FOYER_REQUEST_STEP_ASK: ask for the referral
 * @FOYER_REQUEST_STEP_REFERRAL: go on with the referral that is not accepted yet
 * @FOYER_REQUEST_STEP_BOOK: book
 * @FOYER_REQUEST_STEP_REOPEN: take it up again
 * @FOYER_REQUEST_STEP_VISIT: look at the booking that it became
 *
 * What a person does next with a request.
 */
typedef enum
{
  FOYER_REQUEST_STEP_NONE,
  FOYER_REQUEST_STEP_ATTACH,
  FOYER_REQUEST_STEP_REGISTER,
  FOYER_REQUEST_STEP_ASK,
  FOYER_REQUEST_STEP_REFERRAL,
  FOYER_REQUEST_STEP_BOOK,
  FOYER_REQUEST_STEP_REOPEN,
  FOYER_REQUEST_STEP_VISIT,
} FoyerRequestStep;

/**
 * FoyerRequestFile:
 * @row: (owned): the request
 * @candidates: (owned) (element-type FoyerPatientMatch): who may be meant
 * @referrals: (owned) (element-type FoyerReferralRow): the best referral of each candidate,
 *   `NULL` where there is none
 * @booking: (owned): what the clinic offers, and whom it is attached to
 * @referral: (owned) (nullable): what a visit would rest on
 * @usable_referral_id: what a visit can rest on today, 0: nothing
 * @service_id: what is asked for, as far as it is plain, 0: it is not
 * @referrer_id: who refers them, if exactly one is called so; else 0
 * @hold: (owned) (nullable): the booking whose time is held for it
 * @visit_id: the booking that it became, 0: none
 * @log: (owned) (element-type FoyerCommunication): what was said, the newest first
 * @entries: (owned) (element-type FoyerAuditEntry): what was done to it, the newest first
 * @staff: (owned) (element-type FoyerUser): who may have said it
 *
 * All that the screen shows of a request, read in one go.
 */
typedef struct
{
  FoyerRequestRow  *row;
  GPtrArray        *candidates;
  GPtrArray        *referrals;
  FoyerBookingFile *booking;
  FoyerReferralRow *referral;
  gint64            usable_referral_id;
  gint64            service_id;
  gint64            referrer_id;
  FoyerBookingRow  *hold;
  gint64            visit_id;
  GPtrArray        *log;
  GPtrArray        *entries;
  GPtrArray        *staff;
} FoyerRequestFile;

FoyerRequestFile *foyer_request_file_read (FoyerDb *db, gint64 id, GError **error);
void              foyer_request_file_free (FoyerRequestFile *self);
gboolean          foyer_request_file_is_pending (FoyerRequestFile *self);
gboolean          foyer_request_file_needs_referral (FoyerRequestFile *self);
gboolean          foyer_request_file_can_ask (FoyerRequestFile *self);
FoyerRequestStep  foyer_request_file_get_next (FoyerRequestFile *self);
FoyerService     *foyer_request_file_get_service (FoyerRequestFile *self);
void              foyer_request_file_show_facts (FoyerRequestFile *self,
                                                 FoyerSession     *session,
                                                 FoyerFactGrid    *grid);
void              foyer_request_file_show_log (FoyerRequestFile *self,
                                               FoyerSession     *session,
                                               FoyerFactGrid    *grid);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerRequestFile, foyer_request_file_free)

G_END_DECLS
