/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/foyer-line-reader.h"
#include "model/foyer-csv-mapping.h"
#include "model/foyer-import-report.h"

G_BEGIN_DECLS

typedef struct _FoyerCsvReader FoyerCsvReader;

gboolean foyer_csv_detect (const char       *path,
                           FoyerCsvEncoding *out_encoding,
                           char             *out_delimiter,
                           GError          **error);

FoyerCsvReader *foyer_csv_reader_open (const char      *path,
                                       FoyerCsvEncoding encoding,
                                       char             delimiter,
                                       GError         **error);
void            foyer_csv_reader_free (FoyerCsvReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerCsvReader, foyer_csv_reader_free)

FoyerReadStep foyer_csv_reader_next (FoyerCsvReader    *self,
                                     GPtrArray        **out_cells,
                                     FoyerImportReason *out_reason,
                                     GError           **error);
guint64       foyer_csv_reader_get_line (FoyerCsvReader *self);
guint64       foyer_csv_reader_get_position (FoyerCsvReader *self);
guint64       foyer_csv_reader_get_size (FoyerCsvReader *self);

G_END_DECLS
