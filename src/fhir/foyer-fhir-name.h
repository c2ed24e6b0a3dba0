/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fhir/foyer-fhir-reader.h"

G_BEGIN_DECLS

/**
 * FoyerFhirName:
 *
 * A HumanName: what we keep of it, and where it stands.
 */
typedef struct
{
  json_t *json;   /* (unowned) */
  char   *use;    /* (owned) (nullable) */
  char   *text;   /* (owned) (nullable) */
  char   *family; /* (owned) (nullable) */
  char   *given;  /* (owned) (nullable) */
  char   *prefix; /* (owned) (nullable) */
  char   *suffix; /* (owned) (nullable) */
} FoyerFhirName;

GPtrArray     *foyer_fhir_names_read (FoyerFhirReader *reader, const json_t *resource);
FoyerFhirName *foyer_fhir_names_pick_legal (GPtrArray *names);
void           foyer_fhir_name_write (json_t     *name,
                                      const char *family,
                                      const char *given,
                                      const char *prefix,
                                      const char *suffix);

G_END_DECLS
