/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-csv-mapping.h"
#include "model/foyer-import-report.h"

G_BEGIN_DECLS

const char *foyer_import_words_reason (FoyerImportReason reason);
char       *foyer_import_words_refusal (const FoyerImportRefusal *refusal);
char       *foyer_import_words_report (const FoyerImportReport *report);
const char *foyer_import_words_field (FoyerCsvField field);

G_END_DECLS
