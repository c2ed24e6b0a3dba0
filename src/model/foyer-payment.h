/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-ledger-entry.h"

G_BEGIN_DECLS

#define FOYER_TYPE_PAYMENT (foyer_payment_get_type ())
G_DECLARE_FINAL_TYPE (FoyerPayment, foyer_payment, FOYER, PAYMENT, FoyerRecord)

/**
 * FoyerPayment:
 *
 * One of the tenders by which a booking is paid.
 *
 * Its uid names the operation: the entry of the ledger that it becomes has the same one, so
 * that it cannot become two.
 */
struct _FoyerPayment
{
  FoyerRecord parent_instance;

  gint64      attempt_id; /* 0: part of no attempt */
  FoyerTender tender;
  gint64      amount_minor; /* positive, minor units of the clinic's currency */
  gint64      gift_card_id; /* the gift card of FOYER_TENDER_GIFT_CARD */
  char *
      terminal_reference; /* (owned) (nullable) of the card terminal; never a card number */
  gint64 received_at;     /* when the desk noted that it has the money; 0: not yet */
};

FoyerPayment *foyer_payment_new (void);
FoyerPayment *foyer_payment_new_for (FoyerTender tender,
                                     gint64      amount_minor,
                                     gint64      gift_card_id,
                                     const char *terminal_reference);
GPtrArray    *foyer_payments_new (FoyerPayment *first);
gboolean      foyer_payments_sum (GPtrArray *payments, gint64 *out_minor);

/**
 * FoyerPaymentState:
 * @FOYER_PAYMENT_STATE_OPEN: nothing of it is in the ledger
 * @FOYER_PAYMENT_STATE_TAKEN: all of it is in the ledger
 * @FOYER_PAYMENT_STATE_DROPPED: nothing of it is in the ledger, or ever will be
 *
 * What became of an attempt to pay.
 */
typedef enum
{
  FOYER_PAYMENT_STATE_OPEN,
  FOYER_PAYMENT_STATE_TAKEN,
  FOYER_PAYMENT_STATE_DROPPED,
} FoyerPaymentState;

#define FOYER_TYPE_PAYMENT_STATE (foyer_payment_state_get_type ())
GType foyer_payment_state_get_type (void);

#define FOYER_TYPE_PAYMENT_ATTEMPT (foyer_payment_attempt_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerPaymentAttempt, foyer_payment_attempt, FOYER, PAYMENT_ATTEMPT, FoyerRecord)

/**
 * FoyerPaymentAttempt:
 *
 * What a desk is about to take for a booking, written down before anybody asks for the money,
 * so that nothing is forgotten if the program dies on the way.
 */
struct _FoyerPaymentAttempt
{
  FoyerRecord parent_instance;

  gint64            at; /* seconds since 1970-01-01 UTC */
  gint64            staff_id;
  gint64            booking_id;
  FoyerPaymentState state;
  gint64            closed_at;
  gint64            closed_by; /* staff */
  char             *reason;    /* (owned) (nullable) why it was dropped */

  GPtrArray *payments; /* (owned) (nullable) (element-type FoyerPayment) */
};

FoyerPaymentAttempt *foyer_payment_attempt_new (void);

G_END_DECLS
