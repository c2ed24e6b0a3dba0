/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-account.h"
#include "fhir/foyer-fhir-card-balance.h"
#include "fhir/foyer-fhir-date.h"
#include "fhir/foyer-fhir-fields.h"
#include "fhir/foyer-fhir-parts.h"
#include "fhir/foyer-fhir-resource.h"
#include "model/foyer-gift-card.h"
#include "model/foyer-money.h"

#include <string.h>

#define TYPE "gift-card"
#define SYSTEM_GIFT_CARD "https://foyerclinic.org/fhir/sid/gift-card"
#define PREFIX FOYER_FHIR_EXTENSION ("gift-card-")
#define STATE PREFIX "state"
#define HASH_LENGTH 64

/* The code stays on the card.  By its hash another desk finds the card that somebody shows;
 * nobody finds the code by it. */
static const char *const fields[] = { "code-hash", "last-four",   "currency", "made-at",
                                      "paid-at",   "replaced-by", NULL };

static gboolean
matches (const json_t *json)
{
  return foyer_fhir_account_is (json, TYPE);
}

/* A card that another program has taken out of use is not spent here either. */
static FoyerGiftCardState
read_state (const json_t *json)
{
  const char *nick = foyer_fhir_peek (foyer_fhir_extension (json, STATE), "valueCode");
  gboolean    active = foyer_fhir_account_is_active (json);
  int         state = FOYER_GIFT_CARD_STATE_INACTIVE;

  foyer_enum_from_nick (FOYER_TYPE_GIFT_CARD_STATE, nick, &state);
  if (active)
    return FOYER_GIFT_CARD_STATE_ACTIVE;

  return state == FOYER_GIFT_CARD_STATE_ACTIVE ? FOYER_GIFT_CARD_STATE_INACTIVE
                                               : (FoyerGiftCardState) state;
}

static void
decode (FoyerFhirReader *reader,
        const json_t    *json,
        FoyerFhirLinks  *links,
        FoyerAggregate  *into)
{
  FoyerGiftCard *card = FOYER_GIFT_CARD (into->record);
  const json_t  *period =
      foyer_fhir_read_object (reader, json, "servicePeriod", "servicePeriod");
  g_autofree char *expires_on =
      foyer_fhir_read_day (reader, period, "end", "servicePeriod.end");

  foyer_fhir_fields_read (reader, json, PREFIX, card, fields, links);
  foyer_set_text (&card->expires_on, expires_on);
  card->state = read_state (json);
  if (card->code_hash == NULL || strlen (card->code_hash) != HASH_LENGTH ||
      strspn (card->code_hash, "0123456789abcdef") != HASH_LENGTH)
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_VALUE, "extension.code-hash",
                            "not a hash of a code");
  if (card->last_four == NULL)
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_MISSING, "extension.last-four",
                            "none");
  if (!foyer_money_is_currency (card->currency))
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_VALUE, "extension.currency",
                            "not a currency");
}

static void
write_state (FoyerGiftCard *card, json_t *json)
{
  gboolean active = card->state == FOYER_GIFT_CARD_STATE_ACTIVE;

  if (foyer_fhir_peek (json, "status") != NULL && read_state (json) == card->state)
    return;
  foyer_fhir_account_set_active (json, active);
  foyer_fhir_set_text (foyer_fhir_set_extension (json, STATE), "valueCode",
                       foyer_enum_to_nick (FOYER_TYPE_GIFT_CARD_STATE, card->state));
}

static void
write_expiry (FoyerGiftCard *card, json_t *json)
{
  json_t *period = foyer_fhir_account_period (json, card->expires_on != NULL);

  if (period == NULL)
    return;
  foyer_fhir_set_day (period, "end", card->expires_on);
  if (json_object_size (period) == 0)
    json_object_del (json, "servicePeriod");
}

/* What is on it stays as it is: see foyer-fhir-card-balance.c. */
static void
encode (FoyerAggregate *aggregate, FoyerFhirLinks *links, json_t *json)
{
  FoyerGiftCard *card = FOYER_GIFT_CARD (aggregate->record);

  foyer_fhir_set_identifier (json, SYSTEM_GIFT_CARD,
                             foyer_record_get_uid (aggregate->record), "official", NULL);
  foyer_fhir_account_set_type (json, TYPE);
  write_state (card, json);
  write_expiry (card, json);
  foyer_fhir_fields_write (json, PREFIX, card, fields, links);
  foyer_fhir_card_begin (json, card->currency);
}

#define GROUP_EXTENSION(name, group)                                                     \
  {                                                                                      \
    "extension[" name "]", group                                                         \
  }

/* Money is never merged: what is on a card is changed by claims alone. */
static const FoyerFhirGroup groups[] = {
  { "status", "status" },
  { "servicePeriod", "period" },
  GROUP_EXTENSION (STATE, "status"),
  GROUP_EXTENSION (PREFIX "paid-at", "status"),
  GROUP_EXTENSION (PREFIX "replaced-by", "status"),
  GROUP_EXTENSION (PREFIX "made-at", FOYER_FHIR_GROUP_FIRST),
  GROUP_EXTENSION (FOYER_FHIR_CARD_STORED, "money"),
  GROUP_EXTENSION (FOYER_FHIR_CARD_REMAINING, "money"),
  GROUP_EXTENSION (FOYER_FHIR_CARD_MOVE, "money"),
  { NULL, NULL },
};

/**
 * foyer_fhir_part_gift_card:
 *
 * A gift card as an Account.
 */
const FoyerFhirPart foyer_fhir_part_gift_card = {
  .kind = "gift_card",
  .type = "Account",
  .prefix = "",
  .matches = matches,
  .decode = decode,
  .encode = encode,
  .groups = groups,
};
