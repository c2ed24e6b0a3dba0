/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-fields.h"
#include "fhir/foyer-fhir-parts.h"
#include "fhir/foyer-fhir-resource.h"
#include "model/foyer-gift-card.h"
#include "model/foyer-ledger-entry.h"
#include "model/foyer-money.h"
#include "model/foyer-till.h"
#include "model/foyer-time.h"

#include <string.h>

#define SYSTEM_TERMINAL "https://foyerclinic.org/fhir/sid/terminal-reference"
#define SYSTEM_TYPE "http://terminology.hl7.org/CodeSystem/payment-type"
#define KIND FOYER_FHIR_EXTENSION ("kind")
#define PAYER FOYER_FHIR_EXTENSION ("payer")
#define REVERSES FOYER_FHIR_EXTENSION ("reverses")
#define GIFT_CARD FOYER_FHIR_EXTENSION ("gift-card")
#define TILL FOYER_FHIR_EXTENSION ("till")

static const char *const fields[] = { "kind",     "tender",  "desk",   "gift-card-uid",
                                      "till-uid", "receipt", "reason", NULL };

/* What an insurer pays is no entry of ours. */
static gboolean
matches (const json_t *json)
{
  return foyer_fhir_extension (json, KIND) != NULL;
}

static void
read_amount (FoyerFhirReader *reader, const json_t *json, FoyerLedgerEntry *entry)
{
  const json_t *amount =
      foyer_fhir_read_object (reader, json, "paymentAmount", "paymentAmount");
  const char *currency = foyer_fhir_peek (amount, "currency");

  entry->amount_minor = foyer_fhir_read_money (reader, amount, "paymentAmount.value");
  if (json_object_get (amount, "value") == NULL)
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_MISSING, "paymentAmount.value",
                            "none");
  else if (entry->amount_minor <= 0)
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_VALUE, "paymentAmount.value",
                            "not above zero");
  if (!foyer_money_is_currency (currency))
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_VALUE, "paymentAmount.currency",
                            "not a currency");
  foyer_set_text (&entry->currency, currency);
}

static void
read_kind (FoyerFhirReader *reader, const json_t *json)
{
  int kind;

  /* Money is never taken for something that it is not. */
  if (!foyer_enum_from_nick (
          FOYER_TYPE_LEDGER_KIND,
          foyer_fhir_peek (foyer_fhir_extension (json, KIND), "valueCode"), &kind))
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_VALUE, "extension.kind",
                            "not known");
}

static void
decode (FoyerFhirReader *reader,
        const json_t    *json,
        FoyerFhirLinks  *links,
        FoyerAggregate  *into)
{
  FoyerLedgerEntry *entry = FOYER_LEDGER_ENTRY (into->record);
  const json_t     *detail =
      json_array_get (foyer_fhir_read_list (reader, json, "detail", "detail"), 0);
  g_autofree char *terminal = foyer_fhir_read_text (
      reader,
      foyer_fhir_read_object (reader, json, "paymentIdentifier", "paymentIdentifier"),
      "value", "paymentIdentifier.value", FOYER_FHIR_MAX_LINE);

  /* Entries are taken back by another entry.  One that somebody cancelled is for a person to
   * look at. */
  if (g_strcmp0 (foyer_fhir_peek (json, "status"), "active") != 0)
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_VALUE, "status", "not active");
  if (!foyer_fhir_read_instant (reader, json, "created", "created", &entry->at))
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_MISSING, "created", "none");
  read_amount (reader, json, entry);
  read_kind (reader, json);
  foyer_set_text (&entry->terminal_reference, terminal);
  foyer_fhir_links_read (links, json_object_get (json, "requestor"), entry, "staff-id");
  foyer_fhir_links_read (links, json_object_get (detail, "request"), entry, "booking-id");
  foyer_fhir_links_read (
      links, json_object_get (foyer_fhir_extension (json, PAYER), "valueReference"),
      entry, "patient-id");
  foyer_fhir_links_read (
      links, json_object_get (foyer_fhir_extension (json, REVERSES), "valueReference"),
      entry, "reverses-id");
  foyer_fhir_fields_read (reader, json, FOYER_FHIR_EXTENSION (""), entry, fields, links);
}

static void
write_link (json_t         *json,
            const char     *url,
            gpointer        record,
            const char     *field,
            FoyerFhirLinks *links)
{
  json_t *extension = foyer_fhir_set_extension (json, url);

  foyer_fhir_links_write (links, extension, "valueReference", record, field);
  if (json_object_get (extension, "valueReference") == NULL)
    foyer_fhir_remove_extension (json, url);
}

/* Beside the uid by which desks know a card or a till, the Account that others know it by. */
static void
write_account (
    json_t *json, const char *url, GType type, const char *uid, FoyerFhirLinks *links)
{
  g_autoptr (FoyerRecord) record = g_object_new (type, NULL);

  if (uid == NULL)
    {
      foyer_fhir_remove_extension (json, url);
      return;
    }
  foyer_record_set_uid (record, uid);
  foyer_fhir_links_write_record (links, foyer_fhir_set_extension (json, url),
                                 "valueReference", record);
}

static void
write_detail (FoyerLedgerEntry *entry, FoyerFhirLinks *links, json_t *json)
{
  const char *type = entry->kind == FOYER_LEDGER_KIND_PAYMENT ? "payment" : "adjustment";
  g_autofree char *date = g_strdup (foyer_fhir_peek (json, "paymentDate"));
  json_t          *list = json_object_get (json, "detail");
  json_t          *detail = json_array_get (list, 0);

  if (!json_is_object (detail))
    {
      detail = json_object ();
      json_object_set_new (json, "detail", json_pack ("[o]", detail));
    }
  json_object_set_new (detail, "type", foyer_fhir_concept (SYSTEM_TYPE, type, NULL));
  foyer_fhir_links_write_keyed (links, detail, "request", entry, "booking-id");
  foyer_fhir_set_text (detail, "date", date);
  json_object_set_new (detail, "amount",
                       foyer_fhir_money (entry->amount_minor, entry->currency));
}

static void
encode (FoyerAggregate *aggregate, FoyerFhirLinks *links, json_t *json)
{
  FoyerLedgerEntry *entry = FOYER_LEDGER_ENTRY (aggregate->record);
  g_autofree char  *at = foyer_instant_format (NULL, entry->at);
  g_autofree char  *date = g_strndup (at, strlen ("YYYY-MM-DD"));

  foyer_fhir_set_text (json, "status", "active");
  foyer_fhir_set_instant (json, "created", entry->at);
  foyer_fhir_set_text (json, "outcome", "complete");
  /* The day in UTC: the zone of the clinic is not known here, and the day of its till follows
   * from the time. */
  foyer_fhir_set_text (json, "paymentDate", date);
  json_object_set_new (json, "paymentAmount",
                       foyer_fhir_money (entry->amount_minor, entry->currency));
  if (entry->terminal_reference != NULL)
    json_object_set_new (json, "paymentIdentifier",
                         json_pack ("{s:s, s:s}", "system", SYSTEM_TERMINAL, "value",
                                    entry->terminal_reference));
  else
    json_object_del (json, "paymentIdentifier");
  foyer_fhir_links_write (links, json, "requestor", entry, "staff-id");
  write_detail (entry, links, json);
  write_link (json, PAYER, entry, "patient-id", links);
  write_link (json, REVERSES, entry, "reverses-id", links);
  write_account (json, GIFT_CARD, FOYER_TYPE_GIFT_CARD, entry->gift_card_uid, links);
  write_account (json, TILL, FOYER_TYPE_TILL, entry->till_uid, links);
  foyer_fhir_fields_write (json, FOYER_FHIR_EXTENSION (""), entry, fields, links);
}

const FoyerFhirPart foyer_fhir_part_ledger_entry = {
  .kind = "ledger_entry",
  .type = "PaymentReconciliation",
  .prefix = "",
  .matches = matches,
  .decode = decode,
  .encode = encode,
  .immutable = TRUE,
};
