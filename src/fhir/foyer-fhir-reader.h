/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fhir/foyer-json.h"

G_BEGIN_DECLS

/* Characters that a text of ours may have; longer ones are refused, never cut. */
#define FOYER_FHIR_MAX_NAME 200
#define FOYER_FHIR_MAX_LINE 500
#define FOYER_FHIR_MAX_NOTE 2000

/**
 * FoyerFhirReader:
 * @resource: type of the resource, with which paths begin
 * @error: (nullable): the first thing that was wrong; what is read after it is not used
 *
 * Reads the elements of one resource and keeps the first error, so that decoding is a
 * list of elements and one check at its end.
 */
typedef struct
{
  const char *resource; /* (unowned) static */
  GError     *error;    /* (owned) (nullable) */
} FoyerFhirReader;

void foyer_fhir_reader_clear (FoyerFhirReader *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoyerFhirReader, foyer_fhir_reader_clear)

void foyer_fhir_reader_fail (FoyerFhirReader *self,
                             FoyerFhirError   code,
                             const char      *element,
                             const char      *what);

char    *foyer_fhir_read_text (FoyerFhirReader *self,
                               const json_t    *object,
                               const char      *key,
                               const char      *element,
                               gsize            max);
char    *foyer_fhir_read_joined (FoyerFhirReader *self,
                                 const json_t    *object,
                                 const char      *key,
                                 const char      *element,
                                 const char      *separator,
                                 gsize            max);
json_t  *foyer_fhir_read_list (FoyerFhirReader *self,
                               const json_t    *object,
                               const char      *key,
                               const char      *element);
json_t  *foyer_fhir_read_object (FoyerFhirReader *self,
                                 const json_t    *object,
                                 const char      *key,
                                 const char      *element);
gboolean foyer_fhir_read_flag (FoyerFhirReader *self,
                               const json_t    *object,
                               const char      *key,
                               const char      *element,
                               gboolean         fallback);
gboolean foyer_fhir_read_type (FoyerFhirReader *self, const json_t *resource);

const char *foyer_fhir_code (const json_t *concept, const char *system);
const char *foyer_fhir_peek (const json_t *object, const char *key);

void    foyer_fhir_set_text (json_t *object, const char *key, const char *text);
void    foyer_fhir_set_instant (json_t *object, const char *key, gint64 at);
void    foyer_fhir_set_words (json_t *object, const char *key, const char *text);
void    foyer_fhir_set_list (json_t *object, const char *key, json_t *list);
json_t *foyer_fhir_concept (const char *system, const char *code, const char *text);
json_t *foyer_fhir_extension (const json_t *object, const char *url);
json_t *foyer_fhir_set_extension (json_t *object, const char *url);
void    foyer_fhir_remove_extension (json_t *object, const char *url);

G_END_DECLS
