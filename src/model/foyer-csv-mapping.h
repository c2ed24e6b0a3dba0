/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-typed-date.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * FoyerCsvField:
 * @FOYER_CSV_FIELD_NONE: the column is left out
 * @FOYER_CSV_FIELD_NUMBER: medical record number: names one patient
 * @FOYER_CSV_FIELD_FAMILY: family name
 * @FOYER_CSV_FIELD_GIVEN: given names
 * @FOYER_CSV_FIELD_MIDDLE: further given names
 * @FOYER_CSV_FIELD_NAME: both names: `Family, Given`, or given names first
 * @FOYER_CSV_FIELD_PREFIX: title
 * @FOYER_CSV_FIELD_SUFFIX: Jr.
 * @FOYER_CSV_FIELD_PREFERRED_NAME: what to call the person
 * @FOYER_CSV_FIELD_MAIDEN_NAME: family name before marriage
 * @FOYER_CSV_FIELD_BIRTH_DATE: date of birth
 * @FOYER_CSV_FIELD_GENDER: administrative gender
 * @FOYER_CSV_FIELD_MOBILE: mobile phone
 * @FOYER_CSV_FIELD_HOME_PHONE: phone at home
 * @FOYER_CSV_FIELD_WORK_PHONE: phone at work
 * @FOYER_CSV_FIELD_PHONE: phone, not said which
 * @FOYER_CSV_FIELD_EMAIL: e-mail address
 * @FOYER_CSV_FIELD_ADDRESS: street lines
 * @FOYER_CSV_FIELD_ADDRESS_2: further street line
 * @FOYER_CSV_FIELD_CITY: city
 * @FOYER_CSV_FIELD_REGION: state or province
 * @FOYER_CSV_FIELD_POSTAL_CODE: postal code
 * @FOYER_CSV_FIELD_COUNTRY: country
 * @FOYER_CSV_FIELD_LANGUAGE: preferred language, name or tag
 * @FOYER_CSV_FIELD_INSURANCE: insurance as written on the card
 * @FOYER_CSV_FIELD_ALERT: what to show whenever the patient is picked
 * @FOYER_CSV_FIELD_NOTE: note
 *
 * What a column of a table of patients holds.
 */
typedef enum
{
  FOYER_CSV_FIELD_NONE,
  FOYER_CSV_FIELD_NUMBER,
  FOYER_CSV_FIELD_FAMILY,
  FOYER_CSV_FIELD_GIVEN,
  FOYER_CSV_FIELD_MIDDLE,
  FOYER_CSV_FIELD_NAME,
  FOYER_CSV_FIELD_PREFIX,
  FOYER_CSV_FIELD_SUFFIX,
  FOYER_CSV_FIELD_PREFERRED_NAME,
  FOYER_CSV_FIELD_MAIDEN_NAME,
  FOYER_CSV_FIELD_BIRTH_DATE,
  FOYER_CSV_FIELD_GENDER,
  FOYER_CSV_FIELD_MOBILE,
  FOYER_CSV_FIELD_HOME_PHONE,
  FOYER_CSV_FIELD_WORK_PHONE,
  FOYER_CSV_FIELD_PHONE,
  FOYER_CSV_FIELD_EMAIL,
  FOYER_CSV_FIELD_ADDRESS,
  FOYER_CSV_FIELD_ADDRESS_2,
  FOYER_CSV_FIELD_CITY,
  FOYER_CSV_FIELD_REGION,
  FOYER_CSV_FIELD_POSTAL_CODE,
  FOYER_CSV_FIELD_COUNTRY,
  FOYER_CSV_FIELD_LANGUAGE,
  FOYER_CSV_FIELD_INSURANCE,
  FOYER_CSV_FIELD_ALERT,
  FOYER_CSV_FIELD_NOTE,
} FoyerCsvField;

#define FOYER_CSV_N_FIELDS (FOYER_CSV_FIELD_NOTE + 1)

#define FOYER_TYPE_CSV_FIELD (foyer_csv_field_get_type ())
GType foyer_csv_field_get_type (void);

/**
 * FoyerCsvEncoding:
 * @FOYER_CSV_ENCODING_UTF8: UTF-8
 * @FOYER_CSV_ENCODING_WINDOWS_1252: Windows-1252, of which Latin-1 text is a part
 *
 * The characters of a file.
 */
typedef enum
{
  FOYER_CSV_ENCODING_UTF8,
  FOYER_CSV_ENCODING_WINDOWS_1252,
} FoyerCsvEncoding;

/**
 * FoyerCsvColumn:
 * @header: what the first line says
 * @samples: (element-type utf8): first few different values, to show beside it
 * @field: what it holds
 *
 * A column of a table of patients.
 */
typedef struct
{
  char         *header;  /* (owned) */
  GPtrArray    *samples; /* (owned) */
  FoyerCsvField field;
} FoyerCsvColumn;

/**
 * FoyerCsvMapping:
 * @columns: (element-type FoyerCsvColumn): the columns in their order
 * @delimiter: what separates cells
 * @encoding: the characters of the file
 * @date_order: in which order dates are written
 * @date_order_is_sure: whether the values leave no other order
 * @m_is_female: `M` stands for mujer, beside `H` for hombre
 *
 * How a table of patients is read.  Guess it, show it, let people change it, then import.
 */
typedef struct
{
  GPtrArray       *columns; /* (owned) */
  char             delimiter;
  FoyerCsvEncoding encoding;
  FoyerDateOrder   date_order;
  gboolean         date_order_is_sure;
  gboolean         m_is_female;
} FoyerCsvMapping;

FoyerCsvMapping *foyer_csv_mapping_new (void);
FoyerCsvMapping *foyer_csv_mapping_copy (const FoyerCsvMapping *self);
void             foyer_csv_mapping_free (FoyerCsvMapping *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerCsvMapping, foyer_csv_mapping_free)

FoyerCsvColumn *foyer_csv_mapping_add (FoyerCsvMapping *self, const char *header);
void
foyer_csv_mapping_set_field (FoyerCsvMapping *self, guint column, FoyerCsvField field);
int      foyer_csv_mapping_find (const FoyerCsvMapping *self, FoyerCsvField field);
gboolean foyer_csv_mapping_is_complete (const FoyerCsvMapping *self);

G_END_DECLS
