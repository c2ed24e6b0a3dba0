/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-parts.h"

#include "model/foyer-room.h"

#define SYSTEM_TYPE "http://terminology.hl7.org/CodeSystem/location-physical-type"

/* Wards, wings and sites that a hospital keeps there are no rooms of ours. */
static gboolean
matches (const json_t *json)
{
  return g_strcmp0 (foyer_fhir_code (json_object_get (json, "physicalType"), SYSTEM_TYPE),
                    "ro") == 0;
}

static void
decode (FoyerFhirReader *reader,
        const json_t    *json,
        FoyerFhirLinks  *links,
        FoyerAggregate  *into)
{
  FoyerRoom       *room = FOYER_ROOM (into->record);
  g_autofree char *name =
      foyer_fhir_read_text (reader, json, "name", "name", FOYER_FHIR_MAX_NAME);

  if (name == NULL)
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_MISSING, "name", "none");
  foyer_set_text (&room->name, name);
  room->active = g_strcmp0 (foyer_fhir_peek (json, "status"), "inactive") != 0 &&
                 g_strcmp0 (foyer_fhir_peek (json, "status"), "suspended") != 0;
}

static void
encode (FoyerAggregate *aggregate, FoyerFhirLinks *links, json_t *json)
{
  FoyerRoom *room = FOYER_ROOM (aggregate->record);

  foyer_fhir_set_text (json, "status", room->active ? "active" : "inactive");
  foyer_fhir_set_text (json, "name", room->name);
  foyer_fhir_set_text (json, "mode", "instance");
  foyer_fhir_links_write_clinic (links, json, "managingOrganization");
  if (!matches (json))
    json_object_set_new (json, "physicalType",
                         foyer_fhir_concept (SYSTEM_TYPE, "ro", NULL));
}

const FoyerFhirPart foyer_fhir_part_room = {
  .kind = "room",
  .type = "Location",
  .matches = matches,
  .decode = decode,
  .encode = encode,
};
