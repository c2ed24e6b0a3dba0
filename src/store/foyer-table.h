/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-record.h"
#include "store/foyer-sql.h"

G_BEGIN_DECLS

/* For src/store only: records to rows and back, by their table of fields. */

const char *foyer_table_columns (GType type);
gpointer   foyer_table_read_row (GType type, FoyerStatement *statement, int first_column);
gpointer   foyer_table_get (FoyerDb *db, GType type, gint64 id, GError **error);
GPtrArray *foyer_table_list (
    FoyerDb *db, GType type, GError **error, const char *tail, const char *format, ...);
gpointer foyer_table_find (
    FoyerDb *db, GType type, GError **error, const char *tail, const char *format, ...);
gboolean foyer_table_insert (FoyerDb *db, FoyerRecord *record, GError **error);
gboolean foyer_table_update (FoyerDb *db, FoyerRecord *record, GError **error);
gboolean foyer_table_delete (FoyerDb *db, FoyerRecord *record, GError **error);

G_END_DECLS
