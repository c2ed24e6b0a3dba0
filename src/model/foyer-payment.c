/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-payment.h"

#include "model/foyer-money.h"

static const FoyerField payment_fields[] = {
  FOYER_FIELD_INTEGER (FoyerPayment, "attempt-id", attempt_id),
  FOYER_FIELD_ENUM (FoyerPayment, "tender", tender, foyer_tender_get_type),
  FOYER_FIELD_INTEGER (FoyerPayment, "amount-minor", amount_minor),
  FOYER_FIELD_OPTIONAL (FoyerPayment, "gift-card-id", gift_card_id),
  FOYER_FIELD_TEXT (FoyerPayment, "terminal-reference", terminal_reference),
  FOYER_FIELD_OPTIONAL (FoyerPayment, "received-at", received_at),
};

FOYER_DEFINE_RECORD (FoyerPayment, foyer_payment, "payment", payment_fields)

/**
 * foyer_payment_new_for:
 * @tender: how it is paid
 * @amount_minor: how much, minor units
 * @gift_card_id: the gift card; 0 for the other tenders
 * @terminal_reference: (nullable): of the card terminal, if it is known already
 *
 * Returns: (transfer full): a payment with an operation of its own
 */
FoyerPayment *
foyer_payment_new_for (FoyerTender tender,
                       gint64      amount_minor,
                       gint64      gift_card_id,
                       const char *terminal_reference)
{
  FoyerPayment    *self = foyer_payment_new ();
  g_autofree char *operation = g_uuid_string_random ();

  foyer_record_set_uid (FOYER_RECORD (self), operation);
  self->tender = tender;
  self->amount_minor = amount_minor;
  self->gift_card_id = gift_card_id;
  foyer_set_text (&self->terminal_reference, terminal_reference);

  return self;
}

/**
 * foyer_payments_new:
 * @first: (transfer full) (nullable): the first payment
 *
 * Returns: (transfer full) (element-type FoyerPayment): a list with @first, to which more can
 *   be added
 */
GPtrArray *
foyer_payments_new (FoyerPayment *first)
{
  GPtrArray *self = g_ptr_array_new_with_free_func (g_object_unref);

  if (first != NULL)
    g_ptr_array_add (self, first);

  return self;
}

/**
 * foyer_payments_sum:
 * @payments: (element-type FoyerPayment): payments
 * @out_minor: (out): their sum, minor units
 *
 * Returns: `FALSE` if one is not positive or the sum is larger than any sum of money
 */
gboolean
foyer_payments_sum (GPtrArray *payments, gint64 *out_minor)
{
  *out_minor = 0;
  for (guint i = 0; i < payments->len; i++)
    {
      const FoyerPayment *payment = payments->pdata[i];

      if (payment->amount_minor <= 0 ||
          !foyer_money_add (out_minor, payment->amount_minor))
        return FALSE;
    }

  return TRUE;
}

G_DEFINE_ENUM_TYPE (FoyerPaymentState,
                    foyer_payment_state,
                    G_DEFINE_ENUM_VALUE (FOYER_PAYMENT_STATE_OPEN, "open"),
                    G_DEFINE_ENUM_VALUE (FOYER_PAYMENT_STATE_TAKEN, "taken"),
                    G_DEFINE_ENUM_VALUE (FOYER_PAYMENT_STATE_DROPPED, "dropped"))

static const FoyerField attempt_fields[] = {
  FOYER_FIELD_INTEGER (FoyerPaymentAttempt, "at", at),
  FOYER_FIELD_INTEGER (FoyerPaymentAttempt, "staff-id", staff_id),
  FOYER_FIELD_INTEGER (FoyerPaymentAttempt, "booking-id", booking_id),
  FOYER_FIELD_ENUM (FoyerPaymentAttempt, "state", state, foyer_payment_state_get_type),
  FOYER_FIELD_OPTIONAL (FoyerPaymentAttempt, "closed-at", closed_at),
  FOYER_FIELD_OPTIONAL (FoyerPaymentAttempt, "closed-by", closed_by),
  FOYER_FIELD_TEXT (FoyerPaymentAttempt, "reason", reason),
};

G_DEFINE_FINAL_TYPE (FoyerPaymentAttempt, foyer_payment_attempt, FOYER_TYPE_RECORD)

static void
foyer_payment_attempt_finalize (GObject *object)
{
  FoyerPaymentAttempt *self = FOYER_PAYMENT_ATTEMPT (object);

  g_clear_pointer (&self->payments, g_ptr_array_unref);

  G_OBJECT_CLASS (foyer_payment_attempt_parent_class)->finalize (object);
}

static void
foyer_payment_attempt_class_init (FoyerPaymentAttemptClass *klass)
{
  foyer_record_class_install_fields (FOYER_RECORD_CLASS (klass), "payment_attempt",
                                     attempt_fields, G_N_ELEMENTS (attempt_fields));
  G_OBJECT_CLASS (klass)->finalize = foyer_payment_attempt_finalize;
}

static void
foyer_payment_attempt_init (FoyerPaymentAttempt *self)
{
}

FoyerPaymentAttempt *
foyer_payment_attempt_new (void)
{
  return g_object_new (FOYER_TYPE_PAYMENT_ATTEMPT, NULL);
}
