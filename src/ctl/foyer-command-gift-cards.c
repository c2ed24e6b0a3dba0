/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ctl/foyer-command.h"

#include "model/foyer-money.h"
#include "present/foyer-format.h"
#include "present/foyer-gift-words.h"
#include "store/foyer-card-claims.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-gift-cards.h"
#include "store/foyer-payments.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A profile, who acts in it, and the clinic. */
typedef struct
{
  FoyerDb     *db;     /* (owned) */
  FoyerUser   *actor;  /* (owned) (nullable): not for reading */
  FoyerClinic *clinic; /* (owned) */
} Desk;

static void
desk_clear (Desk *self)
{
  g_clear_object (&self->clinic);
  g_clear_object (&self->actor);
  g_clear_pointer (&self->db, foyer_db_close);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Desk, desk_clear)

static gboolean
desk_open (Desk *self, FoyerInvocation *call, FoyerDbMode mode, FoyerExit *out_exit)
{
  g_autoptr (GError) error = NULL;

  self->db = foyer_invocation_open (call, mode, out_exit);
  if (self->db == NULL)
    return FALSE;
  self->clinic = foyer_catalogue_get_clinic (self->db, &error);
  if (self->clinic != NULL && mode == FOYER_DB_WRITE)
    self->actor = foyer_catalogue_get_default_actor (self->db, &error);
  if (error != NULL)
    *out_exit = foyer_invocation_fail (call, error);

  return error == NULL;
}

static gint64
id_of (gpointer record)
{
  return foyer_record_get_id (FOYER_RECORD (record));
}

/* The card of a code, which is not seen by others on this machine if it comes by the standard
 * input, for `-`. */
static FoyerGiftCard *
find_card (FoyerDb *db, const char *typed, GError **error)
{
  char line[128] = "";

  if (strcmp (typed, "-") == 0)
    typed = fgets (line, sizeof line, stdin) != NULL ? g_strchomp (line) : "";

  return foyer_gift_cards_find (db, typed, error);
}

/* Prints what a card is and has; of a new one with its code. */
static FoyerExit
print_card (FoyerInvocation *call, Desk *desk, FoyerGiftCard *card, const char *code)
{
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  const char      *uid = foyer_record_get_uid (FOYER_RECORD (card));
  const char      *receipt = NULL;
  gint64           left_minor;
  int              today;
  g_autofree char *left = NULL;
  g_autofree char *title = NULL;

  if (!foyer_gift_cards_sum (desk->db, uid, &left_minor, &error) ||
      !foyer_db_today (desk->db, &today, &error))
    return foyer_invocation_fail (call, error);
  entries = foyer_gift_cards_list_entries (desk->db, uid, &error);
  if (entries == NULL)
    return foyer_invocation_fail (call, error);
  if (entries->len > 0)
    receipt = FOYER_LEDGER_ENTRY (entries->pdata[entries->len - 1])->receipt;

  if (call->json)
    {
      json_t *document =
          json_pack ("{s:I, s:s, s:s, s:s, s:I, s:o, s:o, s:I}", "id",
                     (json_int_t) id_of (card), "last_four", card->last_four, "state",
                     foyer_enum_to_nick (FOYER_TYPE_GIFT_CARD_STATE, (int) card->state),
                     "currency", card->currency, "left_minor", (json_int_t) left_minor,
                     "expires", foyer_json_text (card->expires_on), "receipt",
                     foyer_json_text (receipt), "entries", (json_int_t) entries->len);

      if (code != NULL)
        json_object_set_new (document, "code", json_string (code));
      foyer_invocation_print_json (document);
      return FOYER_EXIT_DONE;
    }

  title = foyer_gift_words_title (card);
  left = foyer_format_money (left_minor, card->currency);
  if (code != NULL)
    g_print ("%s\n", code);
  g_print ("%s  %s  %s\n", title, foyer_gift_words_state (card, left_minor, today), left);

  return FOYER_EXIT_DONE;
}

static FoyerExit
sell (FoyerInvocation *call)
{
  g_autofree char   *amount = NULL;
  g_autofree char   *reference = NULL;
  g_autofree char   *expires = NULL;
  const GOptionEntry entries[] = {
    { "amount", 0, 0, G_OPTION_ARG_STRING, &amount, N_ ("What is paid for it"),
      N_ ("AMOUNT") },
    { "card", 0, 0, G_OPTION_ARG_STRING, &reference,
      N_ ("Paid by card, with the terminal’s reference; otherwise in cash"), N_ ("REF") },
    { "expires", 0, 0, G_OPTION_ARG_STRING, &expires, N_ ("Its last day"), N_ ("DATE") },
    G_OPTION_ENTRY_NULL
  };
  g_auto (Desk) desk = { 0 };
  g_autoptr (FoyerGiftCard) card = NULL;
  g_autofree char *code = NULL;
  g_autoptr (GError) error = NULL;
  FoyerGiftPayment payment = { 0 };
  FoyerExit        exit_code;

  if (!foyer_invocation_parse (call, entries, _ ("sell")))
    return FOYER_EXIT_USAGE;
  if (amount == NULL || call->argc != 2)
    return foyer_invocation_usage (call, _ ("An amount is needed."));
  if (!desk_open (&desk, call, FOYER_DB_WRITE, &exit_code))
    return exit_code;
  if (!foyer_money_parse (amount, desk.clinic->currency, &payment.amount_minor, NULL))
    return foyer_invocation_usage (call, _ ("That is not an amount, such as 125.50."));
  payment.tender = reference != NULL ? FOYER_TENDER_CARD : FOYER_TENDER_CASH;
  payment.terminal_reference = reference;
  card = foyer_gift_cards_sell (desk.db, desk.actor, &payment, 1, expires, &code, &error);

  return card != NULL ? print_card (call, &desk, card, code)
                      : foyer_invocation_fail (call, error);
}

static FoyerExit
show (FoyerInvocation *call)
{
  const GOptionEntry entries[] = { G_OPTION_ENTRY_NULL };
  g_auto (Desk) desk = { 0 };
  g_autoptr (FoyerGiftCard) card = NULL;
  g_autoptr (GError) error = NULL;
  FoyerExit exit_code;

  if (!foyer_invocation_parse (call, entries, _ ("show CODE")))
    return FOYER_EXIT_USAGE;
  if (call->argc != 3)
    return foyer_invocation_usage (call, _ ("The code of the gift card is needed."));
  if (!desk_open (&desk, call, FOYER_DB_READ, &exit_code))
    return exit_code;
  card = find_card (desk.db, call->argv[2], &error);

  return card != NULL ? print_card (call, &desk, card, NULL)
                      : foyer_invocation_fail (call, error);
}

/* Asks the endpoint for what is to be taken, which the next sync does, here or in the
 * application. */
static gboolean
ask_first (Desk       *desk,
           const char *operation,
           gint64      card_id,
           gint64      amount_minor,
           GError    **error)
{
  FoyerCardClaimState state;

  return foyer_card_claims_ask (desk->db, desk->actor, operation, card_id, amount_minor,
                                &state, error) &&
         foyer_card_claims_wait (desk->db, error);
}

static FoyerExit
redeem (FoyerInvocation *call)
{
  g_autofree char   *amount = NULL;
  g_autofree char   *operation = NULL;
  gint64             booking_id = 0;
  const GOptionEntry entries[] = {
    { "booking", 0, 0, G_OPTION_ARG_INT64, &booking_id, N_ ("What is paid"), N_ ("ID") },
    { "amount", 0, 0, G_OPTION_ARG_STRING, &amount, N_ ("How much"), N_ ("AMOUNT") },
    { "operation", 0, 0, G_OPTION_ARG_STRING, &operation,
      N_ ("UUID of this act, so that it can be repeated safely"), N_ ("UUID") },
    G_OPTION_ENTRY_NULL
  };
  g_auto (Desk) desk = { 0 };
  g_autoptr (FoyerGiftCard) card = NULL;
  g_autoptr (GPtrArray) payments = NULL;
  g_autoptr (GError) error = NULL;
  FoyerPayment *payment;
  FoyerExit     exit_code;
  gint64        amount_minor;

  if (!foyer_invocation_parse (call, entries, _ ("redeem CODE")))
    return FOYER_EXIT_USAGE;
  if (call->argc != 3 || amount == NULL || booking_id == 0)
    return foyer_invocation_usage (call,
                                   _ ("A code, a booking and an amount are needed."));
  if (operation != NULL && !g_uuid_string_is_valid (operation))
    return foyer_invocation_usage (call, _ ("The operation is not a UUID."));
  if (!desk_open (&desk, call, FOYER_DB_WRITE, &exit_code))
    return exit_code;
  if (!foyer_money_parse (amount, desk.clinic->currency, &amount_minor, NULL))
    return foyer_invocation_usage (call, _ ("That is not an amount, such as 125.50."));
  card = find_card (desk.db, call->argv[2], &error);
  if (card == NULL)
    return foyer_invocation_fail (call, error);
  payment =
      foyer_payment_new_for (FOYER_TENDER_GIFT_CARD, amount_minor, id_of (card), NULL);
  if (operation != NULL)
    foyer_record_set_uid (FOYER_RECORD (payment), operation);
  payments = foyer_payments_new (payment);
  if (operation != NULL &&
      !ask_first (&desk, operation, id_of (card), amount_minor, &error))
    return foyer_invocation_fail (call, error);

  return foyer_payments_take (desk.db, desk.actor, booking_id, payments, &error)
             ? print_card (call, &desk, card, NULL)
             : foyer_invocation_fail (call, error);
}

static FoyerExit
make_void (FoyerInvocation *call)
{
  g_autofree char   *reason = NULL;
  const GOptionEntry entries[] = { { "reason", 0, 0, G_OPTION_ARG_STRING, &reason,
                                     N_ ("Why"), N_ ("TEXT") },
                                   G_OPTION_ENTRY_NULL };
  g_auto (Desk) desk = { 0 };
  g_autoptr (FoyerGiftCard) card = NULL;
  g_autoptr (FoyerGiftCard) ended = NULL;
  g_autoptr (GPtrArray) asked = NULL;
  g_autoptr (GError) error = NULL;
  FoyerExit exit_code;

  if (!foyer_invocation_parse (call, entries, _ ("void CODE")))
    return FOYER_EXIT_USAGE;
  if (call->argc != 3 || reason == NULL)
    return foyer_invocation_usage (call, _ ("A code and a reason are needed."));
  if (!desk_open (&desk, call, FOYER_DB_WRITE, &exit_code))
    return exit_code;
  card = find_card (desk.db, call->argv[2], &error);
  if (card != NULL)
    asked = foyer_card_claims_ask_rest (desk.db, desk.actor, id_of (card), FALSE, &error);
  if (asked == NULL || !foyer_card_claims_wait (desk.db, &error) ||
      !foyer_gift_cards_void (desk.db, desk.actor, id_of (card), reason, &error))
    return foyer_invocation_fail (call, error);
  ended = foyer_gift_cards_get (desk.db, id_of (card), &error);

  return ended != NULL ? print_card (call, &desk, ended, NULL)
                       : foyer_invocation_fail (call, error);
}

/**
 * foyer_command_gift_card:
 * @call: `giftcard sell --amount AMOUNT [--card REF] [--expires DATE] | show CODE | redeem CODE
 *   --booking ID --amount AMOUNT [--operation UUID] | void CODE --reason TEXT`
 *
 * Sells a gift card, shows what is left on one, pays with it, or makes it unspendable.  A code
 * of `-` is read from the standard input.
 *
 * Returns: the exit code
 */
FoyerExit
foyer_command_gift_card (FoyerInvocation *call)
{
  static const struct
  {
    const char *name;
    FoyerExit (*run) (FoyerInvocation *call);
  } deeds[] = {
    { "sell", sell },
    { "show", show },
    { "redeem", redeem },
    { "void", make_void },
  };

  for (guint i = 0; call->argc > 1 && i < G_N_ELEMENTS (deeds); i++)
    if (strcmp (call->argv[1], deeds[i].name) == 0)
      return deeds[i].run (call);

  return foyer_invocation_usage (
      call, _ ("What to do with the gift card is needed: sell, show, redeem or void."));
}
