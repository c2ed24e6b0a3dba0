/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-deposit.h"
#include "model/foyer-gift-card.h"
#include "model/foyer-payment.h"
#include "store/foyer-db.h"

G_BEGIN_DECLS

/**
 * FoyerPaymentFile:
 * @deposit: (owned) (nullable): how the deposit of the booking stands; `NULL` without a booking
 * @attempt: (owned) (nullable): what was begun to be taken for it and not finished
 * @cards: (owned) (element-type FoyerGiftCard): the gift cards that either names
 * @credit_minor: what the patient has as credit, minor units
 *
 * The money of a booking.
 */
typedef struct
{
  FoyerDeposit        *deposit;
  FoyerPaymentAttempt *attempt;
  GPtrArray           *cards;
  gint64               credit_minor;
} FoyerPaymentFile;

FoyerPaymentFile *foyer_payment_file_read (FoyerDb *db,
                                           gint64   patient_id,
                                           gint64   booking_id,
                                           GError **error);
void              foyer_payment_file_free (FoyerPaymentFile *self);
const char       *foyer_payment_file_find_card (FoyerPaymentFile *self, const char *uid);
const char       *foyer_payment_file_find_card_by_id (FoyerPaymentFile *self, gint64 id);
const char       *foyer_payment_file_find_receipt (FoyerPaymentFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerPaymentFile, foyer_payment_file_free)

G_END_DECLS
