/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-clinic.h"

#include "fhir/foyer-fhir-address.h"
#include "fhir/foyer-fhir-fields.h"
#include "fhir/foyer-fhir-parts.h"
#include "fhir/foyer-fhir-resource.h"
#include "fhir/foyer-fhir-telecom.h"
#include "model/foyer-clinic.h"

/* valueBoolean: that an Organization is the clinic that works here. */
#define CLINIC FOYER_FHIR_EXTENSION ("clinic")

/* Each setting is an extension of its own, so that two desks may change two of them. */
#define PREFIX FOYER_FHIR_EXTENSION ("clinic-")
#define HOLIDAY FOYER_FHIR_EXTENSION ("holiday")
#define CLOSURE FOYER_FHIR_EXTENSION ("closure")

static const char *const settings[] = {
  "zone",
  "currency",
  "new-after-years",
  "hold-minutes",
  "lead-minutes",
  "horizon-days",
  "cancel-cutoff-hours",
  "deposit-in-time",
  "deposit-late",
  "deposit-no-show",
  "till-required",
  "till-second-count",
  "gift-years",
  "gift-terms",
  "gift-offline-minor",
  "no-show-limit",
  "urgent-release-hours",
  "target-days-urgent",
  "target-days-routine",
  "paper",
  NULL,
};
static const char *const holiday_fields[] = { "date", "name", NULL };
static const char *const closure_fields[] = { "start-at", "end-at", "reason", NULL };

/**
 * foyer_fhir_is_clinic:
 * @json: an Organization
 *
 * Returns: whether it is the clinic, and not a practice elsewhere
 */
gboolean
foyer_fhir_is_clinic (const json_t *json)
{
  return json_is_true (
      json_object_get (foyer_fhir_extension (json, CLINIC), "valueBoolean"));
}

static void
decode (FoyerFhirReader *reader,
        const json_t    *json,
        FoyerFhirLinks  *links,
        FoyerAggregate  *into)
{
  FoyerClinic *clinic = FOYER_CLINIC (into->record);
  g_autoptr (GPtrArray) telecoms = foyer_fhir_telecoms_read (reader, json, "telecom");
  g_auto (FoyerFhirAddress) address = { NULL };
  g_autofree char *lines = NULL;
  g_autofree char *name =
      foyer_fhir_read_text (reader, json, "name", "name", FOYER_FHIR_MAX_NAME);

  if (name == NULL)
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_MISSING, "name", "none");
  foyer_set_text (&clinic->name, name);
  foyer_set_text (&clinic->phone, foyer_fhir_telecoms_first (telecoms, "phone"));
  foyer_fhir_address_read (reader, json, &address);
  lines = foyer_fhir_address_format (&address);
  foyer_set_text (&clinic->address, lines);

  foyer_fhir_fields_read (reader, json, PREFIX, clinic, settings, links);
  foyer_fhir_children_read (reader, json, HOLIDAY, into, "holiday", holiday_fields,
                            links);
  foyer_fhir_children_read (reader, json, CLOSURE, into, "absence", closure_fields,
                            links);
}

static void
write_address (json_t *json, FoyerClinic *clinic)
{
  g_auto (FoyerFhirReader) reader = { "Organization" };
  g_auto (FoyerFhirAddress) was = { NULL };
  const FoyerFhirAddress address = { NULL, clinic->address };
  g_autofree char       *lines = NULL;

  foyer_fhir_address_read (&reader, json, &was);
  lines = foyer_fhir_address_format (&was);
  if (g_strcmp0 (lines, clinic->address) != 0)
    foyer_fhir_address_write (json, &address);
}

static void
encode (FoyerAggregate *aggregate, FoyerFhirLinks *links, json_t *json)
{
  FoyerClinic *clinic = FOYER_CLINIC (aggregate->record);

  json_object_set_new (foyer_fhir_set_extension (json, CLINIC), "valueBoolean",
                       json_true ());
  json_object_set_new (json, "active", json_true ());
  foyer_fhir_set_text (json, "name", clinic->name);
  foyer_fhir_telecom_write (json, "phone", clinic->phone);
  write_address (json, clinic);

  foyer_fhir_fields_write (json, PREFIX, clinic, settings, links);
  foyer_fhir_children_write (json, HOLIDAY, aggregate, "holiday", holiday_fields, links);
  foyer_fhir_children_write (json, CLOSURE, aggregate, "absence", closure_fields, links);
}

/**
 * foyer_fhir_part_clinic:
 *
 * The clinic with its settings, holidays and closures as an Organization.
 */
const FoyerFhirPart foyer_fhir_part_clinic = {
  .kind = "clinic",
  .type = "Organization",
  .matches = foyer_fhir_is_clinic,
  .decode = decode,
  .encode = encode,
};
