/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir-invariants.h"
#include "fhir-part.h"
#include "fhir-random.h"

#include "fhir/foyer-fhir-parts.h"
#include "model/foyer-ledger-entry.h"

#define PART (&foyer_fhir_part_ledger_entry)
#define UID "0b9a3a0e-6a3e-4f5c-9d0c-1f6d5e1c8a01"
#define PATIENT "11111111-1111-4111-8111-111111111111"
#define BOOKING "22222222-2222-4222-8222-222222222222"
#define STAFF "33333333-3333-4333-8333-333333333333"
#define REVERSED "44444444-4444-4444-8444-444444444444"
#define AT G_GINT64_CONSTANT (1772991000) /* 2026-03-08T17:30:00Z */

static FoyerAggregate *
new_entry (gint64 amount_minor, const char *currency)
{
  FoyerAggregate   *aggregate = foyer_aggregate_new ("ledger_entry", UID);
  FoyerLedgerEntry *entry = FOYER_LEDGER_ENTRY (aggregate->record);

  entry->at = AT;
  entry->kind = FOYER_LEDGER_KIND_PAYMENT;
  entry->tender = FOYER_TENDER_CARD;
  entry->amount_minor = amount_minor;
  foyer_set_text (&entry->currency, currency);
  foyer_set_text (&entry->terminal_reference, "T-000417");
  foyer_record_set_link (entry, "staff-id", STAFF);
  foyer_record_set_link (entry, "patient-id", PATIENT);
  foyer_record_set_link (entry, "booking-id", BOOKING);

  return aggregate;
}

static FoyerAggregate *
decode (const json_t *json, GError **error)
{
  g_autoptr (FoyerAggregate) aggregate = foyer_aggregate_new ("ledger_entry", UID);

  return fhir_part_decode (PART, json, aggregate, error) ? g_steal_pointer (&aggregate)
                                                         : NULL;
}

static void
test_every_kind_comes_back (void)
{
  g_autoptr (GEnumClass) kinds = g_type_class_ref (FOYER_TYPE_LEDGER_KIND);
  g_autoptr (GEnumClass) tenders = g_type_class_ref (FOYER_TYPE_TENDER);

  for (guint k = 0; k < kinds->n_values; k++)
    for (guint t = 0; t < tenders->n_values; t++)
      {
        g_autoptr (FoyerAggregate) aggregate = new_entry (12500, "USD");
        g_autoptr (FoyerAggregate) back = NULL;
        g_autoptr (json_t) json = NULL;
        FoyerLedgerEntry *entry = FOYER_LEDGER_ENTRY (aggregate->record);

        entry->kind = (FoyerLedgerKind) k;
        entry->tender = (FoyerTender) t;
        foyer_set_text (&entry->reason, "Paid twice");
        foyer_record_set_link (entry, "reverses-id", REVERSED);
        json = fhir_part_render (PART, aggregate, NULL);
        back = decode (json, NULL);
        g_assert_true (foyer_fhir_parts_match (json) == PART);
        g_assert_cmpstr (fhir_find_difference (aggregate, back), ==, NULL);
      }
}

/* As a server sends it back: with a decimal point, without, or with more digits. */
static void
test_amounts_in_the_currencys_digits (void)
{
  static const struct
  {
    gint64      minor;
    const char *currency;
    const char *wire;
  } cases[] = {
    { 12500, "USD", "125" },  { 12500, "USD", "125.00" },
    { 1, "EUR", "0.01" },     { 29, "USD", "0.29" },
    { 115, "USD", "1.150" },  { 12500, "JPY", "12500" },
    { 12500, "KWD", "12.5" }, { 99999999999, "USD", "999999999.99" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FoyerAggregate) aggregate =
          new_entry (cases[i].minor, cases[i].currency);
      g_autoptr (json_t) json = fhir_part_render (PART, aggregate, NULL);
      g_autofree char *money = g_strdup_printf ("{\"value\": %s, \"currency\": \"%s\"}",
                                                cases[i].wire, cases[i].currency);
      g_autoptr (FoyerAggregate) back = NULL;
      json_t *amount = json_object_get (json, "paymentAmount");

      g_assert_cmpfloat_with_epsilon (
          json_number_value (json_object_get (amount, "value")),
          g_ascii_strtod (cases[i].wire, NULL), 1e-9);
      g_assert_true (
          json_equal (json_object_get (
                          json_array_get (json_object_get (json, "detail"), 0), "amount"),
                      amount));
      json_object_set_new (json, "paymentAmount", json_loads (money, 0, NULL));
      back = decode (json, NULL);
      g_assert_cmpstr (fhir_find_difference (aggregate, back), ==, NULL);
    }
}

static void
test_every_cent_comes_back (void)
{
  for (guint i = 0; i < 5000; i++)
    {
      g_autoptr (FoyerAggregate) aggregate =
          new_entry (g_test_rand_int_range (1, G_MAXINT32), "USD");
      g_autoptr (FoyerAggregate) back = NULL;
      g_autoptr (json_t) read = NULL;
      FoyerFhirLinks links = fhir_random_links ();
      g_autoptr (json_t) json = foyer_fhir_part_render (PART, aggregate, &links, NULL);
      g_autofree char *text = foyer_json_dump (json);

      read = json_loads (text, 0, NULL);
      back = decode (read, NULL);
      g_assert (back != NULL);
      g_assert_cmpint (FOYER_LEDGER_ENTRY (back->record)->amount_minor, ==,
                       FOYER_LEDGER_ENTRY (aggregate->record)->amount_minor);
    }
}

static void
test_unknown_stays (void)
{
  g_autoptr (FoyerAggregate) aggregate = new_entry (12500, "USD");
  g_autoptr (json_t) json = fhir_part_render (PART, aggregate, NULL);

  json_object_set_new (json, "disposition", json_string ("theirs"));
  json_array_append_new (json_object_get (json, "extension"),
                         json_pack ("{s:s, s:f}", "url", "urn:x", "valueDecimal", 0.10));
  json_object_set_new (json_object_get (json, "requestor"), "display",
                       json_string ("Front desk"));
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (FoyerAggregate) back = decode (json, NULL);
      g_autoptr (json_t) next = fhir_part_render (PART, back, json);

      g_assert_true (json_equal (next, json));
    }
}

static void
test_others_are_not_entries (void)
{
  g_autoptr (json_t) insurer =
      json_pack ("{s:s, s:s, s:s}", "resourceType", "PaymentReconciliation", "id", "9",
                 "status", "active");

  g_assert_null (foyer_fhir_parts_match (insurer));
  g_assert_true (PART->immutable);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *element; /* with its value, in place of ours */
    const char *value;
    const char *path;
  } cases[] = {
    { "status", "\"cancelled\"", "PaymentReconciliation.status" },
    { "created", "null", "PaymentReconciliation.created" },
    { "created", "\"2026-03-08\"", "PaymentReconciliation.created" },
    { "created", "\"2026-03-08T23:59:60Z\"", "PaymentReconciliation.created" },
    { "paymentAmount", "null", "PaymentReconciliation.paymentAmount.value" },
    { "paymentAmount", "{\"currency\": \"USD\"}",
      "PaymentReconciliation.paymentAmount.value" },
    { "paymentAmount", "{\"value\": 1.005, \"currency\": \"USD\"}",
      "PaymentReconciliation.paymentAmount.value" },
    { "paymentAmount", "{\"value\": \"1\", \"currency\": \"USD\"}",
      "PaymentReconciliation.paymentAmount.value" },
    { "paymentAmount", "{\"value\": -1, \"currency\": \"USD\"}",
      "PaymentReconciliation.paymentAmount.value" },
    { "paymentAmount", "{\"value\": 1e300, \"currency\": \"USD\"}",
      "PaymentReconciliation.paymentAmount.value" },
    { "paymentAmount", "{\"value\": 1, \"currency\": \"dollars\"}",
      "PaymentReconciliation.paymentAmount.currency" },
    { "paymentAmount", "{\"value\": 1}", "PaymentReconciliation.paymentAmount.currency" },
    { "paymentIdentifier", "[]", "PaymentReconciliation.paymentIdentifier" },
    { "detail", "{}", "PaymentReconciliation.detail" },
    { "extension",
      "[{\"url\": \"https://foyerclinic.org/fhir/StructureDefinition/kind\", "
      "\"valueCode\": \"gift\"}]",
      "PaymentReconciliation.extension.kind" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FoyerAggregate) aggregate = new_entry (12500, "USD");
      g_autoptr (json_t) json = fhir_part_render (PART, aggregate, NULL);
      g_autoptr (GError) error = NULL;
      g_autofree char *path = NULL;

      json_object_set_new (json, cases[i].element,
                           json_loads (cases[i].value, JSON_DECODE_ANY, NULL));
      g_assert_null (decode (json, &error));
      g_assert_nonnull (error);
      path = foyer_fhir_error_dup_path (error);
      g_assert_cmpstr (path, ==, cases[i].path);
    }
}

static char *
find_key (const char *kind, const char *key, gpointer data)
{
  return g_str_equal (kind, "booking") && g_str_equal (key, BOOKING) ? g_strdup (BOOKING)
                                                                     : NULL;
}

static char *
find_removed (const char *kind, const char *reference, gboolean *out_other, gpointer data)
{
  *out_other = TRUE;

  return NULL;
}

/* A visit that is not there any more, or has another id by now, is known by its key. */
static void
test_visit_is_known_by_key (void)
{
  static const char *const keys[] = { BOOKING, PATIENT };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (FoyerAggregate) aggregate = new_entry (12500, "USD");
      g_autoptr (FoyerAggregate) back = foyer_aggregate_new ("ledger_entry", UID);
      FoyerFhirLinks links = { .to_uid = find_removed, .by_key = find_key };
      g_autoptr (json_t) json = NULL;
      g_autoptr (GError) error = NULL;

      foyer_record_set_link (aggregate->record, "booking-id", keys[i]);
      json = fhir_part_render (PART, aggregate, NULL);
      foyer_fhir_part_decode (PART, json, &links, back, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (foyer_record_get_link (back->record, "booking-id"), ==,
                       i == 0 ? BOOKING : NULL);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add_func ("/fhir-ledger-part/" name, function)
  ADD ("every-kind-comes-back", test_every_kind_comes_back);
  ADD ("amounts-in-the-currencys-digits", test_amounts_in_the_currencys_digits);
  ADD ("every-cent-comes-back", test_every_cent_comes_back);
  ADD ("unknown-stays", test_unknown_stays);
  ADD ("others-are-not-entries", test_others_are_not_entries);
  ADD ("refused", test_refused);
  ADD ("visit-is-known-by-key", test_visit_is_known_by_key);

  return g_test_run ();
}
