/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fhir/foyer-fhir-reader.h"

G_BEGIN_DECLS

/**
 * FoyerFhirTelecom:
 *
 * A ContactPoint: what we keep of it, and where it stands.
 */
typedef struct
{
  json_t *json;   /* (unowned) */
  char   *system; /* (owned) (nullable) */
  char   *value;  /* (owned) */
  char   *use;    /* (owned) (nullable) */
  int     rank;   /* 1 is tried first; G_MAXINT if not given */
} FoyerFhirTelecom;

GPtrArray  *foyer_fhir_telecoms_read (FoyerFhirReader *reader,
                                      const json_t    *object,
                                      const char      *element);
const char *foyer_fhir_telecoms_first (GPtrArray *telecoms, const char *system);
void foyer_fhir_telecom_write (json_t *object, const char *system, const char *value);

G_END_DECLS
