/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-account.h"
#include "fhir/foyer-fhir-fields.h"
#include "fhir/foyer-fhir-parts.h"
#include "fhir/foyer-fhir-resource.h"
#include "model/foyer-money.h"
#include "model/foyer-till.h"

#define TYPE "till"
#define PREFIX FOYER_FHIR_EXTENSION ("till-")
#define COUNT FOYER_FHIR_EXTENSION ("till-count")
#define STATE PREFIX "state"

static const char *const fields[] = {
  "drawer",         "opened-by",     "currency", "float-minor",
  "expected-minor", "counted-minor", "reason",   "counted-at",
  "counted-by",     "closed-by",     NULL,
};
static const char *const count_fields[] = { "at", "staff-id", "denomination-minor",
                                            "pieces", NULL };

static gboolean
matches (const json_t *json)
{
  return foyer_fhir_account_is (json, TYPE);
}

/* The state is what the desk of the till says; others only see whether it is in use. */
static void
read_state (FoyerFhirReader *reader, const json_t *json, FoyerTill *till)
{
  int state = FOYER_TILL_STATE_OPEN;

  if (!foyer_enum_from_nick (
          FOYER_TYPE_TILL_STATE,
          foyer_fhir_peek (foyer_fhir_extension (json, STATE), "valueCode"), &state))
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_VALUE, "extension.state",
                            "not known");
  till->state = (FoyerTillState) state;
}

static void
decode (FoyerFhirReader *reader,
        const json_t    *json,
        FoyerFhirLinks  *links,
        FoyerAggregate  *into)
{
  FoyerTill    *till = FOYER_TILL (into->record);
  const json_t *period =
      foyer_fhir_read_object (reader, json, "servicePeriod", "servicePeriod");

  foyer_fhir_fields_read (reader, json, PREFIX, till, fields, links);
  foyer_fhir_children_read (reader, json, COUNT, into, "till_count", count_fields, links);
  read_state (reader, json, till);
  foyer_fhir_read_instant (reader, period, "end", "servicePeriod.end", &till->closed_at);
  if (!foyer_fhir_read_instant (reader, period, "start", "servicePeriod.start",
                                &till->opened_at))
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_MISSING, "servicePeriod.start",
                            "none");
  if (till->drawer == NULL)
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_MISSING, "extension.drawer", "none");
  if (!foyer_money_is_currency (till->currency))
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_VALUE, "extension.currency",
                            "not a currency");
}

static void
write_state (FoyerTill *till, json_t *json)
{
  const char *nick = foyer_enum_to_nick (FOYER_TYPE_TILL_STATE, till->state);

  if (foyer_fhir_peek (json, "status") != NULL &&
      g_strcmp0 (foyer_fhir_peek (foyer_fhir_extension (json, STATE), "valueCode"),
                 nick) == 0)
    return;
  foyer_fhir_account_set_active (json, till->state != FOYER_TILL_STATE_CLOSED);
  foyer_fhir_set_text (foyer_fhir_set_extension (json, STATE), "valueCode", nick);
}

static void
write_period (FoyerTill *till, json_t *json)
{
  json_t *period = foyer_fhir_account_period (json, TRUE);

  foyer_fhir_set_instant (period, "start", till->opened_at);
  if (till->closed_at != 0)
    foyer_fhir_set_instant (period, "end", till->closed_at);
  else
    json_object_del (period, "end");
}

static void
encode (FoyerAggregate *aggregate, FoyerFhirLinks *links, json_t *json)
{
  FoyerTill *till = FOYER_TILL (aggregate->record);

  foyer_fhir_account_set_type (json, TYPE);
  write_state (till, json);
  write_period (till, json);
  foyer_fhir_fields_write (json, PREFIX, till, fields, links);
  foyer_fhir_children_write (json, COUNT, aggregate, "till_count", count_fields, links);
}

#define GROUP_EXTENSION(name)                                                            \
  {                                                                                      \
    "extension[" PREFIX name "]", "status"                                               \
  }

/* A count and what follows from it are one act. */
static const FoyerFhirGroup groups[] = {
  { "status", "status" },
  { "servicePeriod", "status" },
  GROUP_EXTENSION ("state"),
  GROUP_EXTENSION ("expected-minor"),
  GROUP_EXTENSION ("counted-minor"),
  GROUP_EXTENSION ("reason"),
  GROUP_EXTENSION ("counted-at"),
  GROUP_EXTENSION ("counted-by"),
  GROUP_EXTENSION ("closed-by"),
  { NULL, NULL },
};

/**
 * foyer_fhir_part_till:
 *
 * A till, from its opening to its closing, with its counts as an Account.
 */
const FoyerFhirPart foyer_fhir_part_till = {
  .kind = "till",
  .type = "Account",
  .prefix = "",
  .matches = matches,
  .decode = decode,
  .encode = encode,
  .groups = groups,
};
