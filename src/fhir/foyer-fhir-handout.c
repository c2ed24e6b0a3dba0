/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-fields.h"
#include "fhir/foyer-fhir-parts.h"
#include "fhir/foyer-fhir-resource.h"
#include "model/foyer-handout.h"

#define PREFIX FOYER_FHIR_EXTENSION ("handout-")
#define SYSTEM_CATEGORY "http://terminology.hl7.org/CodeSystem/communication-category"

static const char *const fields[] = {
  "booking-id", "article-id", "state",    "large-print", "at",
  "staff-id",   "ended-at",   "ended-by", "note",        NULL,
};

static const char *const statuses[] = {
  [FOYER_HANDOUT_STATE_QUEUED] = "preparation",
  [FOYER_HANDOUT_STATE_GIVEN] = "completed",
  [FOYER_HANDOUT_STATE_DROPPED] = "not-done",
};

static gboolean
matches (const json_t *json)
{
  return foyer_fhir_extension (json, PREFIX "state") != NULL;
}

static void
decode (FoyerFhirReader *reader,
        const json_t    *json,
        FoyerFhirLinks  *links,
        FoyerAggregate  *into)
{
  FoyerHandout *handout = FOYER_HANDOUT (into->record);

  foyer_fhir_links_read (links, json_object_get (json, "subject"), handout, "patient-id");
  foyer_fhir_fields_read (reader, json, PREFIX, handout, fields, links);
  if ((handout->state == FOYER_HANDOUT_STATE_QUEUED) != (handout->ended_at == 0))
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_VALUE, "extension.state",
                            "does not go with its end");
}

/* What was given, for whoever follows the reference. */
static void
write_payload (FoyerHandout *handout, FoyerFhirLinks *links, json_t *json)
{
  json_t *article = foyer_fhir_links_reference (links, handout, "article-id");

  if (article != NULL && json_object_get (json, "payload") == NULL)
    json_object_set_new (json, "payload",
                         json_pack ("[{s:O}]", "contentReference", article));
  json_decref (article);
}

/* Beside what the extensions say, what any system understands of it. */
static void
encode (FoyerAggregate *aggregate, FoyerFhirLinks *links, json_t *json)
{
  FoyerHandout *handout = FOYER_HANDOUT (aggregate->record);

  foyer_fhir_set_text (json, "status", statuses[handout->state]);
  if (json_object_get (json, "category") == NULL)
    json_object_set_new (
        json, "category",
        json_pack ("[o]", foyer_fhir_concept (SYSTEM_CATEGORY, "instruction", NULL)));
  foyer_fhir_links_write (links, json, "subject", handout, "patient-id");
  foyer_fhir_set_instant (
      json, "sent", handout->state == FOYER_HANDOUT_STATE_GIVEN ? handout->ended_at : 0);
  write_payload (handout, links, json);
  foyer_fhir_fields_write (json, PREFIX, handout, fields, links);
}

#define END(name)                                                                        \
  {                                                                                      \
    "extension[" PREFIX name "]", "state"                                                \
  }

/* What became of it is one act. */
static const FoyerFhirGroup groups[] = {
  END ("state"),
  END ("ended-at"),
  END ("ended-by"),
  END ("note"),
  { "status", FOYER_FHIR_GROUP_DERIVED },
  { "sent", FOYER_FHIR_GROUP_DERIVED },
  { NULL, NULL },
};

/**
 * foyer_fhir_part_handout:
 *
 * An article that a patient was given, or is to be given, as a Communication.
 */
const FoyerFhirPart foyer_fhir_part_handout = {
  .kind = "handout",
  .type = "Communication",
  .prefix = "",
  .matches = matches,
  .decode = decode,
  .encode = encode,
  .groups = groups,
};
