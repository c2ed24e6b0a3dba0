/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * FoyerImportReason:
 * @FOYER_IMPORT_REASON_SYNTAX: not JSON
 * @FOYER_IMPORT_REASON_TRUNCATED: ends in the middle
 * @FOYER_IMPORT_REASON_TOO_DEEP: nested too deeply
 * @FOYER_IMPORT_REASON_TOO_LARGE: a line or entry of more than 48 MiB
 * @FOYER_IMPORT_REASON_TOO_MANY: a list of more than 10,000 entries
 * @FOYER_IMPORT_REASON_TOO_LONG: a text longer than its field takes
 * @FOYER_IMPORT_REASON_DUPLICATE_KEY: says one thing twice
 * @FOYER_IMPORT_REASON_ENCODING: not the characters of the rest, or control characters
 * @FOYER_IMPORT_REASON_NUMBER: a number that does not fit
 * @FOYER_IMPORT_REASON_TYPE: an element of the wrong type
 * @FOYER_IMPORT_REASON_VALUE: a value that is not known there
 * @FOYER_IMPORT_REASON_DATE: not a date of the calendar
 * @FOYER_IMPORT_REASON_MISSING: something without which there is no record
 * @FOYER_IMPORT_REASON_RESOURCE: not a FHIR resource
 * @FOYER_IMPORT_REASON_CELLS: more or fewer cells than the header
 * @FOYER_IMPORT_REASON_QUOTE: a quotation mark that is never closed
 * @FOYER_IMPORT_REASON_AMBIGUOUS: its identifiers belong to several people here
 * @FOYER_IMPORT_REASON_ANOTHER_PERSON: its identifier belongs to somebody else here
 * @FOYER_IMPORT_REASON_RULE: the clinic's database refuses it
 * @FOYER_IMPORT_REASON_EMPTY: the file has nothing in it
 *
 * Why a line was not imported.
 */
typedef enum
{
  FOYER_IMPORT_REASON_SYNTAX,
  FOYER_IMPORT_REASON_TRUNCATED,
  FOYER_IMPORT_REASON_TOO_DEEP,
  FOYER_IMPORT_REASON_TOO_LARGE,
  FOYER_IMPORT_REASON_TOO_MANY,
  FOYER_IMPORT_REASON_TOO_LONG,
  FOYER_IMPORT_REASON_DUPLICATE_KEY,
  FOYER_IMPORT_REASON_ENCODING,
  FOYER_IMPORT_REASON_NUMBER,
  FOYER_IMPORT_REASON_TYPE,
  FOYER_IMPORT_REASON_VALUE,
  FOYER_IMPORT_REASON_DATE,
  FOYER_IMPORT_REASON_MISSING,
  FOYER_IMPORT_REASON_RESOURCE,
  FOYER_IMPORT_REASON_CELLS,
  FOYER_IMPORT_REASON_QUOTE,
  FOYER_IMPORT_REASON_AMBIGUOUS,
  FOYER_IMPORT_REASON_ANOTHER_PERSON,
  FOYER_IMPORT_REASON_RULE,
  FOYER_IMPORT_REASON_EMPTY,
} FoyerImportReason;

#define FOYER_TYPE_IMPORT_REASON (foyer_import_reason_get_type ())
GType foyer_import_reason_get_type (void);

/* Most refusals that are kept with their lines; the rest are only counted. */
#define FOYER_IMPORT_MAX_REFUSALS 10000

/**
 * FoyerImportRefusal:
 * @file: number of the file among those given, from 0
 * @line: line of the file where the record begins, from 1
 * @reason: why
 * @field: (nullable): what of it: `Patient.birthDate`, `birth-date`; never what it says
 *
 * A line that was not imported.
 */
typedef struct
{
  guint             file;
  guint64           line;
  FoyerImportReason reason;
  char             *field; /* (owned) (nullable) */
} FoyerImportRefusal;

/**
 * FoyerImportReport:
 * @read: records that were looked at, of the kinds that are imported
 * @added: records that are new here
 * @updated: records that were here and have changed
 * @unchanged: records that were here as they are in the file
 * @ignored: records of kinds that are not imported
 * @n_refused: lines that were not imported
 * @refused: (element-type FoyerImportRefusal): them, by file and line, at most
 *   `FOYER_IMPORT_MAX_REFUSALS`
 * @cancelled: whether it was stopped; what is counted as added and updated is kept
 *
 * What an import did: @read is the sum of the other counts of records, but for @ignored.
 */
typedef struct
{
  guint64    read;
  guint64    added;
  guint64    updated;
  guint64    unchanged;
  guint64    ignored;
  guint64    n_refused;
  GPtrArray *refused; /* (owned) */
  gboolean   cancelled;
} FoyerImportReport;

FoyerImportReport *foyer_import_report_new (void);
void               foyer_import_report_free (FoyerImportReport *self);
void               foyer_import_report_refuse (FoyerImportReport *self,
                                               guint              file,
                                               guint64            line,
                                               FoyerImportReason  reason,
                                               const char        *field);
void               foyer_import_report_sort (FoyerImportReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerImportReport, foyer_import_report_free)

G_END_DECLS
