/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-import-report.h"

G_DEFINE_ENUM_TYPE (FoyerImportReason,
                    foyer_import_reason,
                    G_DEFINE_ENUM_VALUE (FOYER_IMPORT_REASON_SYNTAX, "syntax"),
                    G_DEFINE_ENUM_VALUE (FOYER_IMPORT_REASON_TRUNCATED, "truncated"),
                    G_DEFINE_ENUM_VALUE (FOYER_IMPORT_REASON_TOO_DEEP, "too-deep"),
                    G_DEFINE_ENUM_VALUE (FOYER_IMPORT_REASON_TOO_LARGE, "too-large"),
                    G_DEFINE_ENUM_VALUE (FOYER_IMPORT_REASON_TOO_MANY, "too-many"),
                    G_DEFINE_ENUM_VALUE (FOYER_IMPORT_REASON_TOO_LONG, "too-long"),
                    G_DEFINE_ENUM_VALUE (FOYER_IMPORT_REASON_DUPLICATE_KEY,
                                         "duplicate-key"),
                    G_DEFINE_ENUM_VALUE (FOYER_IMPORT_REASON_ENCODING, "encoding"),
                    G_DEFINE_ENUM_VALUE (FOYER_IMPORT_REASON_NUMBER, "number"),
                    G_DEFINE_ENUM_VALUE (FOYER_IMPORT_REASON_TYPE, "type"),
                    G_DEFINE_ENUM_VALUE (FOYER_IMPORT_REASON_VALUE, "value"),
                    G_DEFINE_ENUM_VALUE (FOYER_IMPORT_REASON_DATE, "date"),
                    G_DEFINE_ENUM_VALUE (FOYER_IMPORT_REASON_MISSING, "missing"),
                    G_DEFINE_ENUM_VALUE (FOYER_IMPORT_REASON_RESOURCE, "resource"),
                    G_DEFINE_ENUM_VALUE (FOYER_IMPORT_REASON_CELLS, "cells"),
                    G_DEFINE_ENUM_VALUE (FOYER_IMPORT_REASON_QUOTE, "quote"),
                    G_DEFINE_ENUM_VALUE (FOYER_IMPORT_REASON_AMBIGUOUS, "ambiguous"),
                    G_DEFINE_ENUM_VALUE (FOYER_IMPORT_REASON_ANOTHER_PERSON,
                                         "another-person"),
                    G_DEFINE_ENUM_VALUE (FOYER_IMPORT_REASON_RULE, "rule"),
                    G_DEFINE_ENUM_VALUE (FOYER_IMPORT_REASON_EMPTY, "empty"))

static void
foyer_import_refusal_free (FoyerImportRefusal *self)
{
  g_free (self->field);
  g_free (self);
}

FoyerImportReport *
foyer_import_report_new (void)
{
  FoyerImportReport *self = g_new0 (FoyerImportReport, 1);

  self->refused =
      g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_import_refusal_free);

  return self;
}

void
foyer_import_report_free (FoyerImportReport *self)
{
  g_ptr_array_unref (self->refused);
  g_free (self);
}

/**
 * foyer_import_report_refuse:
 * @self: a report
 * @file: number of the file
 * @line: line where the record begins
 * @reason: why
 * @field: (nullable): what of it
 *
 * Counts a line that is not imported, and keeps it if there is still room.
 */
void
foyer_import_report_refuse (FoyerImportReport *self,
                            guint              file,
                            guint64            line,
                            FoyerImportReason  reason,
                            const char        *field)
{
  FoyerImportRefusal *refusal;

  self->n_refused++;
  if (self->refused->len >= FOYER_IMPORT_MAX_REFUSALS)
    return;

  refusal = g_new0 (FoyerImportRefusal, 1);
  refusal->file = file;
  refusal->line = line;
  refusal->reason = reason;
  refusal->field = g_strdup (field);
  g_ptr_array_add (self->refused, refusal);
}

static int
compare_refusals (gconstpointer a, gconstpointer b)
{
  const FoyerImportRefusal *one = *(const FoyerImportRefusal *const *) a;
  const FoyerImportRefusal *two = *(const FoyerImportRefusal *const *) b;

  if (one->file != two->file)
    return one->file < two->file ? -1 : 1;
  return one->line < two->line ? -1 : one->line > two->line;
}

/**
 * foyer_import_report_sort:
 * @self: a report
 *
 * Sorts what was refused by file and line.
 */
void
foyer_import_report_sort (FoyerImportReport *self)
{
  g_ptr_array_sort (self->refused, compare_refusals);
}
