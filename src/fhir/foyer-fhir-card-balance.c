/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-card-balance.h"

#include "fhir/foyer-fhir-fields.h"
#include "model/foyer-money.h"

#include <string.h>

/* Most movements of one card; more is not a gift card. */
#define MAX_MOVES 5000

/* Longest name of a movement: a FHIR id. */
#define MAX_OP 64

void
foyer_fhir_card_balance_clear (FoyerFhirCardBalance *self)
{
  g_clear_pointer (&self->currency, g_free);
  g_clear_pointer (&self->ops, g_hash_table_unref);
}

static void
write_money (json_t *json, const char *url, gint64 minor, const char *currency)
{
  json_object_set_new (foyer_fhir_set_extension (json, url), "valueMoney",
                       foyer_fhir_money (minor, currency));
}

/**
 * foyer_fhir_card_begin:
 * @json: an Account
 * @currency: ISO 4217
 *
 * Makes the Account of a new card one with nothing on it.  One that says what is on it stays
 * as it is.
 */
void
foyer_fhir_card_begin (json_t *json, const char *currency)
{
  if (foyer_fhir_extension (json, FOYER_FHIR_CARD_STORED) == NULL)
    write_money (json, FOYER_FHIR_CARD_STORED, 0, currency);
  if (foyer_fhir_extension (json, FOYER_FHIR_CARD_REMAINING) == NULL)
    write_money (json, FOYER_FHIR_CARD_REMAINING, 0, currency);
}

static const json_t *
read_money (FoyerFhirReader *reader, const json_t *json, const char *url, gint64 *out)
{
  const json_t *money = foyer_fhir_read_object (reader, foyer_fhir_extension (json, url),
                                                "valueMoney", "extension");

  *out = foyer_fhir_read_money (reader, money, "extension");
  if (json_object_get (money, "value") == NULL)
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_MISSING, "extension", "no amount");

  return money;
}

static gboolean
is_move (const json_t *extension)
{
  return g_strcmp0 (foyer_fhir_peek (extension, "url"), FOYER_FHIR_CARD_MOVE) == 0;
}

static const char *
peek_op (const json_t *move)
{
  return foyer_fhir_peek (foyer_fhir_extension (move, "op"), "valueId");
}

static void
read_moves (FoyerFhirReader *reader, const json_t *json, FoyerFhirCardBalance *out)
{
  json_t *list = foyer_fhir_read_list (reader, json, "extension", "extension");
  json_t *extension;
  size_t  i;

  json_array_foreach (list, i, extension)
    {
      const char *op = peek_op (extension);

      if (!is_move (extension))
        continue;
      if (op == NULL || strlen (op) > MAX_OP)
        foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_VALUE, "extension.card-move.op",
                                "not a name");
      else if (!g_hash_table_add (out->ops, g_strdup (op)))
        foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_VALUE, "extension.card-move.op",
                                "given twice");
    }
  if (g_hash_table_size (out->ops) > MAX_MOVES)
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_TOO_MANY, "extension.card-move",
                            "more than a card has");
}

/**
 * foyer_fhir_card_read:
 * @json: an Account
 * @out: (out caller-allocates): what is on it
 * @error: return location for an error
 *
 * Reads what is on a gift card.  What cannot be read is an error and never nothing, and
 * neither is more than was put on it.
 *
 * Errors: [error@FhirError], with the path of the element.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_fhir_card_read (const json_t *json, FoyerFhirCardBalance *out, GError **error)
{
  g_auto (FoyerFhirReader) reader = { "Account" };
  g_auto (FoyerFhirCardBalance) balance = { 0 };
  const json_t *money;

  balance.ops = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  foyer_fhir_read_type (&reader, json);
  read_money (&reader, json, FOYER_FHIR_CARD_STORED, &balance.stored_minor);
  money = read_money (&reader, json, FOYER_FHIR_CARD_REMAINING, &balance.remaining_minor);
  balance.currency = g_strdup (foyer_fhir_peek (money, "currency"));
  if (!foyer_money_is_currency (balance.currency))
    foyer_fhir_reader_fail (&reader, FOYER_FHIR_ERROR_VALUE, "extension.currency",
                            "not a currency");
  if (balance.remaining_minor < 0 || balance.remaining_minor > balance.stored_minor)
    foyer_fhir_reader_fail (&reader, FOYER_FHIR_ERROR_VALUE, "extension.remaining-value",
                            "not between nothing and what was put on the card");
  read_moves (&reader, json, &balance);
  if (reader.error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reader.error));
      return FALSE;
    }

  *out = balance;
  balance = (FoyerFhirCardBalance){ 0 };
  return TRUE;
}

static void
write_balance (json_t *json, FoyerFhirCardBalance *balance)
{
  write_money (json, FOYER_FHIR_CARD_STORED, balance->stored_minor, balance->currency);
  write_money (json, FOYER_FHIR_CARD_REMAINING, balance->remaining_minor,
               balance->currency);
}

/**
 * foyer_fhir_card_add:
 * @json: the Account that @balance was read from
 * @balance: what is on the card
 * @op: name of the movement; it counts once however often it is added
 * @amount_minor: what is put on the card; below zero what is taken from it
 *
 * Counts a movement in.
 *
 * Returns: `FALSE` if so much is not left, and then nothing changes
 */
gboolean
foyer_fhir_card_add (json_t               *json,
                     FoyerFhirCardBalance *balance,
                     const char           *op,
                     gint64                amount_minor)
{
  json_t *move;

  if (g_hash_table_contains (balance->ops, op))
    return TRUE;
  if (amount_minor < -balance->remaining_minor ||
      amount_minor > FOYER_MONEY_MAX - balance->stored_minor)
    return FALSE;

  balance->remaining_minor += amount_minor;
  balance->stored_minor += MAX (amount_minor, 0);
  g_hash_table_add (balance->ops, g_strdup (op));
  write_balance (json, balance);

  move = json_pack ("{s:s, s:[{s:s, s:s}]}", "url", FOYER_FHIR_CARD_MOVE, "extension",
                    "url", "op", "valueId", op);
  write_money (move, "amount", amount_minor, balance->currency);
  json_array_append_new (json_object_get (json, "extension"), move);

  return TRUE;
}

/* Place of a movement in the list; its length if it is not there. */
static size_t
find_move (const json_t *list, const char *op)
{
  size_t i;

  for (i = 0; i < json_array_size (list); i++)
    if (is_move (json_array_get (list, i)) &&
        g_strcmp0 (peek_op (json_array_get (list, i)), op) == 0)
      break;

  return i;
}

/**
 * foyer_fhir_card_remove:
 * @json: the Account that @balance was read from
 * @balance: what is on the card
 * @op: name of a movement that did not come about
 *
 * Takes a movement out that was counted in.
 *
 * Returns: `FALSE` if what it had put on the card is not left, and then nothing changes
 */
gboolean
foyer_fhir_card_remove (json_t *json, FoyerFhirCardBalance *balance, const char *op)
{
  g_auto (FoyerFhirReader) reader = { "Account" };
  json_t *list = json_object_get (json, "extension");
  size_t  i = find_move (list, op);
  gint64  amount_minor;

  if (i == json_array_size (list))
    return TRUE;

  read_money (&reader, json_array_get (list, i), "amount", &amount_minor);
  if (reader.error != NULL || amount_minor > balance->remaining_minor)
    return FALSE;
  balance->remaining_minor -= amount_minor;
  balance->stored_minor -= MAX (amount_minor, 0);
  g_hash_table_remove (balance->ops, op);
  json_array_remove (list, i);
  write_balance (json, balance);

  return TRUE;
}
