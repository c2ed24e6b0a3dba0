/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fhir/foyer-fhir-reader.h"
#include "model/foyer-aggregate.h"
#include "model/foyer-identifier.h"

G_BEGIN_DECLS

#define FOYER_FHIR_SYSTEM_RECORD "https://foyerclinic.org/fhir/sid/record"
#define FOYER_FHIR_SYSTEM_DOUBLE "https://foyerclinic.org/fhir/sid/double"
#define FOYER_FHIR_SYSTEM_MRN "https://foyerclinic.org/fhir/sid/mrn"
#define FOYER_FHIR_SYSTEM_SOURCE "https://foyerclinic.org/fhir/sid/source"
#define FOYER_FHIR_SYSTEM_ROW "https://foyerclinic.org/fhir/sid/row"
#define FOYER_FHIR_SYSTEM_REFERRAL "https://foyerclinic.org/fhir/sid/referral"
#define FOYER_FHIR_SYSTEM_BOOKING "https://foyerclinic.org/fhir/sid/booking"
#define FOYER_FHIR_SYSTEM_SERVICE "https://foyerclinic.org/fhir/sid/service"
#define FOYER_FHIR_SYSTEM_ROLE "https://foyerclinic.org/fhir/sid/role"
#define FOYER_FHIR_SYSTEM_NPI "http://hl7.org/fhir/sid/us-npi"
#define FOYER_FHIR_SYSTEM_IDENTIFIER_TYPE "http://terminology.hl7.org/CodeSystem/v2-0203"
#define FOYER_FHIR_EXTENSION(name)                                                       \
  "https://foyerclinic.org/fhir/StructureDefinition/" name

/**
 * FoyerFhirResource:
 * @record: the record with what the resource says of it
 * @id: (nullable): the resource's id at its server
 * @identifiers: (element-type FoyerIdentifier): names that other systems give to it
 * @reference: (nullable): what it refers to, unresolved: a patient's general practitioner
 * @states_active: whether the resource says if it is active; the record's flag is TRUE if
 *   not
 * @states_deceased: whether it says if the patient is alive
 *
 * A resource as a record, with what a record does not hold.
 */
typedef struct
{
  FoyerRecord *record;      /* (owned) */
  char        *id;          /* (owned) (nullable) */
  GPtrArray   *identifiers; /* (owned) */
  char        *reference;   /* (owned) (nullable) */
  gboolean     states_active;
  gboolean     states_deceased;
} FoyerFhirResource;

FoyerFhirResource *foyer_fhir_resource_new (gpointer record);
void               foyer_fhir_resource_free (FoyerFhirResource *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerFhirResource, foyer_fhir_resource_free)

void foyer_fhir_resource_add_identifier (FoyerFhirResource *self,
                                         const char        *system,
                                         const char        *value);
void foyer_fhir_resource_decode (FoyerFhirResource *self,
                                 FoyerFhirReader   *reader,
                                 const json_t      *json,
                                 char             **npi);

typedef FoyerFhirResource *(*FoyerFhirDecodeFunc) (FoyerFhirReader *reader,
                                                   const json_t    *json);
FoyerFhirResource *foyer_fhir_resource_decode_as (const char         *type,
                                                  const json_t       *json,
                                                  FoyerFhirDecodeFunc decode,
                                                  GError            **error);

void foyer_fhir_resource_encode (FoyerFhirResource *self, json_t *json, const char *npi);

json_t     *foyer_fhir_resource_begin (const char *type, const json_t *base);
void        foyer_fhir_set_identifier (json_t     *json,
                                       const char *system,
                                       const char *value,
                                       const char *use,
                                       const char *type);
const char *foyer_fhir_npi (const json_t *json);
void        foyer_fhir_set_npi (json_t *json, const char *npi);

void foyer_fhir_resource_give (FoyerFhirResource *self, FoyerAggregate *into);
FoyerFhirResource *foyer_fhir_resource_of (FoyerAggregate *aggregate);
void foyer_fhir_resource_remove_identifiers (FoyerFhirResource *self, json_t *json);

G_END_DECLS
