/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir-invariants.h"
#include "fhir-part.h"
#include "fhir-random.h"

#include "fhir/foyer-fhir-card-balance.h"
#include "fhir/foyer-fhir-parts.h"
#include "model/foyer-gift-card.h"
#include "model/foyer-till.h"

#include <string.h>

#define CARD (&foyer_fhir_part_gift_card)
#define TILL (&foyer_fhir_part_till)
#define UID "0b9a3a0e-6a3e-4f5c-9d0c-1f6d5e1c8a01"
#define STAFF "33333333-3333-4333-8333-333333333333"
#define HASH "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0"
#define AT G_GINT64_CONSTANT (1772991000) /* 2026-03-08T17:30:00Z */

static FoyerAggregate *
new_card (FoyerGiftCardState state, const char *currency)
{
  FoyerAggregate *aggregate = foyer_aggregate_new ("gift_card", UID);
  FoyerGiftCard  *card = FOYER_GIFT_CARD (aggregate->record);

  card->state = state;
  card->made_at = AT;
  card->paid_at = AT;
  foyer_set_text (&card->code_hash, HASH);
  foyer_set_text (&card->last_four, "K7QX");
  foyer_set_text (&card->currency, currency);
  foyer_set_text (&card->expires_on, "2031-03-08");

  return aggregate;
}

static FoyerAggregate *
decode (const FoyerFhirPart *part, const json_t *json, GError **error)
{
  g_autoptr (FoyerAggregate) aggregate = foyer_aggregate_new (part->kind, UID);

  return fhir_part_decode (part, json, aggregate, error) ? g_steal_pointer (&aggregate)
                                                         : NULL;
}

static FoyerAggregate *
must_decode (const FoyerFhirPart *part, const json_t *json)
{
  g_autoptr (GError) error = NULL;
  FoyerAggregate *aggregate = decode (part, json, &error);

  g_assert_no_error (error);
  g_assert (aggregate != NULL);

  return aggregate;
}

static void
test_card_is_an_account (void)
{
  g_autoptr (FoyerAggregate) aggregate = new_card (FOYER_GIFT_CARD_STATE_ACTIVE, "USD");
  g_autoptr (json_t) json = fhir_part_render (CARD, aggregate, NULL);
  g_autofree char *text = foyer_json_dump (json);
  const json_t    *period = json_object_get (json, "servicePeriod");

  fhir_assert_valid (json);
  g_assert_true (foyer_fhir_parts_match (json) == CARD);
  g_assert_cmpstr (foyer_fhir_peek (json, "status"), ==, "active");
  g_assert_cmpstr (foyer_fhir_peek (period, "end"), ==, "2031-03-08");
  g_assert_nonnull (strstr (text, "fhir/sid/gift-card\",\"value\":\"" UID));
  g_assert_nonnull (strstr (text, "remaining-value\",\"valueMoney\":{\"value\":0"));
}

static void
test_every_state_comes_back (void)
{
  g_autoptr (GEnumClass) states = g_type_class_ref (FOYER_TYPE_GIFT_CARD_STATE);

  for (guint i = 0; i < states->n_values; i++)
    for (guint j = 0; j < states->n_values; j++)
      {
        g_autoptr (FoyerAggregate) first = new_card ((FoyerGiftCardState) i, "USD");
        g_autoptr (FoyerAggregate) second = new_card ((FoyerGiftCardState) j, "USD");
        g_autoptr (json_t) base = fhir_part_render (CARD, first, NULL);
        g_autoptr (json_t) json = fhir_part_render (CARD, second, base);
        g_autoptr (FoyerAggregate) back = must_decode (CARD, json);

        g_assert_cmpint (FOYER_GIFT_CARD (back->record)->state, ==, j);
        g_assert_true (g_str_equal (foyer_fhir_peek (json, "status"), "active") ==
                       (j == FOYER_GIFT_CARD_STATE_ACTIVE));
      }
}

/* Another program stops a card: it is not spent here. */
static void
test_card_on_hold_is_not_active (void)
{
  g_autoptr (FoyerAggregate) aggregate = new_card (FOYER_GIFT_CARD_STATE_ACTIVE, "USD");
  g_autoptr (json_t) json = fhir_part_render (CARD, aggregate, NULL);
  g_autoptr (FoyerAggregate) back = NULL;
  g_autoptr (json_t) again = NULL;

  foyer_fhir_set_text (json, "status", "on-hold");
  back = must_decode (CARD, json);
  g_assert_cmpint (FOYER_GIFT_CARD (back->record)->state, ==,
                   FOYER_GIFT_CARD_STATE_INACTIVE);
  again = fhir_part_render (CARD, back, json);
  g_assert_true (json_equal (again, json));
}

static void
test_refuses_card_that_is_none (void)
{
  static const struct
  {
    const char *extension;
    const char *value;
  } cases[] = {
    { "gift-card-code-hash", "K7QX-AAAA-BBBB-CCCC-DDDD" },
    { "gift-card-currency", "dollars" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FoyerAggregate) aggregate =
          new_card (FOYER_GIFT_CARD_STATE_ACTIVE, "USD");
      g_autoptr (json_t) json = fhir_part_render (CARD, aggregate, NULL);
      g_autofree char *url =
          g_strconcat (FOYER_FHIR_EXTENSION (""), cases[i].extension, NULL);
      g_autoptr (GError) error = NULL;

      foyer_fhir_set_text (foyer_fhir_extension (json, url), "valueString",
                           cases[i].value);
      g_assert_null (decode (CARD, json, &error));
      g_assert_error (error, FOYER_FHIR_ERROR, FOYER_FHIR_ERROR_VALUE);
    }
}

static json_t *
reread (json_t *json)
{
  g_autofree char *text = foyer_json_dump (json);

  return json_loads (text, 0, NULL);
}

static void
test_balance_counts_each_movement_once (void)
{
  static const char *const currencies[] = { "USD", "JPY", "KWD" };

  for (guint i = 0; i < G_N_ELEMENTS (currencies); i++)
    {
      g_autoptr (FoyerAggregate) aggregate =
          new_card (FOYER_GIFT_CARD_STATE_ACTIVE, currencies[i]);
      g_autoptr (json_t) json = fhir_part_render (CARD, aggregate, NULL);
      g_autoptr (json_t) read = NULL;
      g_autoptr (FoyerAggregate) back = NULL;
      g_autoptr (json_t) again = NULL;
      g_auto (FoyerFhirCardBalance) balance = { 0 };
      g_auto (FoyerFhirCardBalance) later = { 0 };
      g_autoptr (GError) error = NULL;

      g_assert_true (foyer_fhir_card_read (json, &balance, &error));
      g_assert_no_error (error);
      g_assert_true (foyer_fhir_card_add (json, &balance, "one", 10001));
      g_assert_true (foyer_fhir_card_add (json, &balance, "two", -4000));
      g_assert_true (foyer_fhir_card_add (json, &balance, "two", -4000));
      g_assert_false (foyer_fhir_card_add (json, &balance, "three", -6002));
      g_assert_true (foyer_fhir_card_add (json, &balance, "four", -6001));
      g_assert_true (foyer_fhir_card_remove (json, &balance, "two"));
      g_assert_true (foyer_fhir_card_remove (json, &balance, "two"));
      g_assert_false (foyer_fhir_card_remove (json, &balance, "one"));

      fhir_assert_valid (json);
      read = reread (json);
      g_assert_true (foyer_fhir_card_read (read, &later, &error));
      g_assert_cmpint (later.stored_minor, ==, 10001);
      g_assert_cmpint (later.remaining_minor, ==, 4000);
      g_assert_cmpuint (g_hash_table_size (later.ops), ==, 2);
      g_assert_cmpstr (later.currency, ==, currencies[i]);

      /* An edit of the card leaves what is on it alone. */
      back = must_decode (CARD, read);
      FOYER_GIFT_CARD (back->record)->state = FOYER_GIFT_CARD_STATE_VOID;
      again = fhir_part_render (CARD, back, read);
      foyer_fhir_card_balance_clear (&later);
      g_assert_true (foyer_fhir_card_read (again, &later, &error));
      g_assert_cmpint (later.remaining_minor, ==, 4000);
    }
}

static void
test_refuses_balance_that_cannot_be (void)
{
  static const char *const values[] = { "-0.01", "100.02", "\"100\"", "1.001", "1e30" };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (FoyerAggregate) aggregate =
          new_card (FOYER_GIFT_CARD_STATE_ACTIVE, "USD");
      g_autoptr (json_t) json = fhir_part_render (CARD, aggregate, NULL);
      g_auto (FoyerFhirCardBalance) balance = { 0 };
      g_autofree char *money =
          g_strdup_printf ("{\"value\": %s, \"currency\": \"USD\"}", values[i]);
      g_autoptr (GError) error = NULL;

      g_assert_true (foyer_fhir_card_read (json, &balance, NULL));
      g_assert_true (foyer_fhir_card_add (json, &balance, "one", 10001));
      foyer_fhir_card_balance_clear (&balance);
      json_object_set_new (foyer_fhir_extension (json, FOYER_FHIR_CARD_REMAINING),
                           "valueMoney", json_loads (money, 0, NULL));
      g_assert_false (foyer_fhir_card_read (json, &balance, &error));
      g_assert_true (error->domain == FOYER_FHIR_ERROR);
    }
}

static void
test_till_comes_back (void)
{
  g_autoptr (FoyerAggregate) aggregate = foyer_aggregate_new ("till", UID);
  FoyerTill      *till = FOYER_TILL (aggregate->record);
  FoyerTillCount *count;
  g_autoptr (json_t) json = NULL;
  g_autoptr (json_t) closed = NULL;
  g_autoptr (FoyerAggregate) back = NULL;

  till->opened_at = AT;
  till->float_minor = 20000;
  foyer_set_text (&till->drawer, "B");
  foyer_set_text (&till->currency, "USD");
  foyer_record_set_link (till, "opened-by", STAFF);
  json = fhir_part_render (TILL, aggregate, NULL);
  g_assert_true (foyer_fhir_parts_match (json) == TILL);
  g_assert_cmpstr (foyer_fhir_peek (json, "status"), ==, "active");

  till->state = FOYER_TILL_STATE_CLOSED;
  till->counted_at = till->closed_at = AT + 3600;
  till->counted_minor = till->expected_minor = 32500;
  count = foyer_aggregate_add (aggregate, "till_count", STAFF);
  count->at = AT + 3600;
  count->denomination_minor = 500;
  count->pieces = 65;
  foyer_record_set_link (count, "staff-id", STAFF);
  closed = fhir_part_render (TILL, aggregate, json);
  fhir_assert_valid (closed);
  g_assert_cmpstr (foyer_fhir_peek (closed, "status"), ==, "inactive");
  back = must_decode (TILL, closed);
  g_assert_cmpstr (fhir_find_difference (aggregate, back), ==, NULL);
}

static void
test_refuses_till_of_unknown_state (void)
{
  g_autoptr (FoyerAggregate) aggregate = fhir_random_aggregate ("till");
  g_autoptr (json_t) json = fhir_part_render (TILL, aggregate, NULL);
  g_autoptr (GError) error = NULL;

  foyer_fhir_set_text (foyer_fhir_extension (json, FOYER_FHIR_EXTENSION ("till-state")),
                       "valueCode", "ajar");
  g_assert_null (decode (TILL, json, &error));
  g_assert_error (error, FOYER_FHIR_ERROR, FOYER_FHIR_ERROR_VALUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add_func ("/fhir-account-parts/" path, func)
  ADD ("card-is-an-account", test_card_is_an_account);
  ADD ("every-state-comes-back", test_every_state_comes_back);
  ADD ("card-on-hold-is-not-active", test_card_on_hold_is_not_active);
  ADD ("refuses-card-that-is-none", test_refuses_card_that_is_none);
  ADD ("balance-counts-each-movement-once", test_balance_counts_each_movement_once);
  ADD ("refuses-balance-that-cannot-be", test_refuses_balance_that_cannot_be);
  ADD ("till-comes-back", test_till_comes_back);
  ADD ("refuses-till-of-unknown-state", test_refuses_till_of_unknown_state);
#undef ADD

  return g_test_run ();
}
