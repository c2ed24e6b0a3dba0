/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-patient.h"
#include "model/foyer-request.h"
#include "store/foyer-bookings.h"
#include "store/foyer-referrals.h"
#include "ui/foyer-choices.h"
#include "ui/foyer-payment-file.h"

G_BEGIN_DECLS

/**
 * FoyerBookingFile:
 * @choices: (owned): what the clinic offers
 * @row: (owned) (nullable): the booking to go on with, or to move
 * @request: (owned) (nullable): what the patient has asked for
 * @patient: (owned) (nullable): whom it is for
 * @is_new: whether they are new here
 * @referrals: (owned) (nullable) (element-type FoyerReferralRow): those of the patient that
 *   a visit may rest on, now or once they are accepted
 * @upcoming: (owned) (nullable): their next visit
 * @money: (owned): what was paid for the booking, and what the patient has as credit
 *
 * All that the booking window knows before a time is chosen.
 */
typedef struct
{
  FoyerChoices     *choices;
  FoyerBookingRow  *row;
  FoyerRequest     *request;
  FoyerPatient     *patient;
  gboolean          is_new;
  GPtrArray        *referrals;
  FoyerBookingRow  *upcoming;
  FoyerPaymentFile *money;
} FoyerBookingFile;

FoyerBookingFile *foyer_booking_file_read (FoyerDb *db,
                                           gint64   patient_id,
                                           gint64   booking_id,
                                           GError **error);
void              foyer_booking_file_free (FoyerBookingFile *self);
FoyerReferralRow *foyer_booking_file_find_referral (FoyerBookingFile *self, gint64 id);
gint64 foyer_booking_file_choose_referral (FoyerBookingFile *self, const char *today);
gint64 foyer_booking_file_choose_service (FoyerBookingFile *self, gint64 referral_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerBookingFile, foyer_booking_file_free)

G_END_DECLS
