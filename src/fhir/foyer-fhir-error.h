/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * FoyerFhirError:
 * @FOYER_FHIR_ERROR_SYNTAX: not JSON
 * @FOYER_FHIR_ERROR_TRUNCATED: ends in the middle
 * @FOYER_FHIR_ERROR_TOO_DEEP: nested deeper than 64
 * @FOYER_FHIR_ERROR_TOO_LARGE: more than 48 MiB, or than 16 MiB beside its longest text
 * @FOYER_FHIR_ERROR_TOO_MANY: a list of more than 10,000 entries
 * @FOYER_FHIR_ERROR_TOO_LONG: a text longer than its field takes
 * @FOYER_FHIR_ERROR_DUPLICATE_KEY: an object that says one thing twice
 * @FOYER_FHIR_ERROR_ENCODING: not UTF-8, or a control character in a text
 * @FOYER_FHIR_ERROR_NUMBER: a number that does not fit
 * @FOYER_FHIR_ERROR_TYPE: an element of another type than FHIR gives it
 * @FOYER_FHIR_ERROR_VALUE: a code or value that FHIR does not know there
 * @FOYER_FHIR_ERROR_DATE: not a date of the calendar
 * @FOYER_FHIR_ERROR_MISSING: an element without which there is no record
 * @FOYER_FHIR_ERROR_RESOURCE: not a resource, or of another type than expected
 *
 * Why JSON could not be read as a record.
 *
 * Messages begin with the element, `Patient.birthDate: `, where there is one, and never
 * carry what the element says.
 */
typedef enum
{
  FOYER_FHIR_ERROR_SYNTAX,
  FOYER_FHIR_ERROR_TRUNCATED,
  FOYER_FHIR_ERROR_TOO_DEEP,
  FOYER_FHIR_ERROR_TOO_LARGE,
  FOYER_FHIR_ERROR_TOO_MANY,
  FOYER_FHIR_ERROR_TOO_LONG,
  FOYER_FHIR_ERROR_DUPLICATE_KEY,
  FOYER_FHIR_ERROR_ENCODING,
  FOYER_FHIR_ERROR_NUMBER,
  FOYER_FHIR_ERROR_TYPE,
  FOYER_FHIR_ERROR_VALUE,
  FOYER_FHIR_ERROR_DATE,
  FOYER_FHIR_ERROR_MISSING,
  FOYER_FHIR_ERROR_RESOURCE,
} FoyerFhirError;

#define FOYER_FHIR_ERROR (foyer_fhir_error_quark ())
GQuark foyer_fhir_error_quark (void);

char *foyer_fhir_error_dup_path (const GError *error);

G_END_DECLS
