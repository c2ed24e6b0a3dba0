/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* For src/store only: the only header that shows SQLite. */

typedef struct _FoyerDb        FoyerDb;
typedef struct _FoyerStatement FoyerStatement;

/**
 * FoyerSqlStep:
 * @FOYER_SQL_ERROR: it failed
 * @FOYER_SQL_DONE: there is no further row
 * @FOYER_SQL_ROW: a row can be read
 *
 * What came of a step: three answers, so that a failure is never taken for an empty result.
 */
typedef enum
{
  FOYER_SQL_ERROR = -1,
  FOYER_SQL_DONE = 0,
  FOYER_SQL_ROW = 1,
} FoyerSqlStep;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3, sqlite3_close_v2)

void foyer_sql_set_error (sqlite3 *sql, GError **error);

gboolean        foyer_db_exec (FoyerDb *db, const char *sql, GError **error);
FoyerStatement *foyer_db_prepare (FoyerDb *db, const char *sql, GError **error);
gboolean
foyer_db_run (FoyerDb *db, GError **error, const char *sql, const char *format, ...);
gboolean foyer_db_query_integer (FoyerDb    *db,
                                 gint64     *out_value,
                                 GError    **error,
                                 const char *sql,
                                 const char *format,
                                 ...);
GArray  *foyer_db_list_integers (
     FoyerDb *db, GError **error, const char *sql, const char *format, ...);

void foyer_statement_release (FoyerStatement *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerStatement, foyer_statement_release)

gboolean
     foyer_statement_bind (FoyerStatement *self, GError **error, const char *format, ...);
void foyer_statement_bind_integer (FoyerStatement *self, int index, gint64 value);
void foyer_statement_bind_text (FoyerStatement *self, int index, const char *text);
void foyer_statement_bind_null (FoyerStatement *self, int index);
FoyerSqlStep foyer_statement_step (FoyerStatement *self, GError **error);
gboolean     foyer_statement_run (FoyerStatement *self, GError **error);
void         foyer_statement_reset (FoyerStatement *self);
gint64       foyer_statement_integer (FoyerStatement *self, int column);
const char  *foyer_statement_text (FoyerStatement *self, int column);
GBytes      *foyer_statement_bytes (FoyerStatement *self, int column);
gboolean     foyer_statement_is_null (FoyerStatement *self, int column);

G_END_DECLS
