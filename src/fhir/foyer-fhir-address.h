/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fhir/foyer-fhir-reader.h"

G_BEGIN_DECLS

/**
 * FoyerFhirAddress:
 *
 * The Address of a person or a practice that letters go to.
 */
typedef struct
{
  json_t *json;        /* (unowned) (nullable) */
  char   *line;        /* (owned) (nullable) lines separated by newline */
  char   *city;        /* (owned) (nullable) */
  char   *region;      /* (owned) (nullable) */
  char   *postal_code; /* (owned) (nullable) */
  char   *country;     /* (owned) (nullable) */
} FoyerFhirAddress;

void foyer_fhir_address_read (FoyerFhirReader  *reader,
                              const json_t     *resource,
                              FoyerFhirAddress *out);
void foyer_fhir_address_clear (FoyerFhirAddress *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoyerFhirAddress, foyer_fhir_address_clear)

char *foyer_fhir_address_format (const FoyerFhirAddress *self);
void  foyer_fhir_address_write (json_t *resource, const FoyerFhirAddress *address);

G_END_DECLS
