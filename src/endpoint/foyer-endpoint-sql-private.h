/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "endpoint/foyer-endpoint-store.h"

#include <sqlite3.h>

G_BEGIN_DECLS

struct _FoyerEndpointStore
{
  sqlite3           *sql;        /* (owned) */
  GHashTable        *statements; /* (owned) by their text */
  FoyerEndpointClock clock;
  gpointer           clock_data; /* (unowned) (nullable) */
  gboolean           grouped;    /* whether a transaction of several writes is open */
  GError            *refusal;    /* (owned) (nullable) why nothing can be written now */
};

/* A prepared statement, lent by the store until it is released. */
typedef sqlite3_stmt FoyerEndpointStatement;

FoyerEndpointStatement      *
foyer_endpoint_prepare (FoyerEndpointStore *self, const char *sql, GError **error);
void foyer_endpoint_statement_release (FoyerEndpointStatement *statement);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerEndpointStatement, foyer_endpoint_statement_release)

/* @format has a letter for each parameter: s (nullable) text, i gint64, b (nullable)
 * GBytes.  Texts and bytes stay the caller's and have to live until the release. */
void foyer_endpoint_bind (FoyerEndpointStatement *statement, const char *format, ...);

/* SQLITE_ROW, SQLITE_DONE, or -1 with @error set. */
int      foyer_endpoint_step (FoyerEndpointStatement *statement, GError **error);
gboolean foyer_endpoint_run (FoyerEndpointStatement *statement, GError **error);
gboolean foyer_endpoint_query_integer (FoyerEndpointStore *self,
                                       const char         *sql,
                                       gint64             *out_value,
                                       GError            **error);
gboolean foyer_endpoint_exec (FoyerEndpointStore *self, const char *sql, GError **error);
void     foyer_endpoint_sql_error (sqlite3 *sql, GError **error);

/* From the columns id, version, updated_ms, deleted, body. */
FoyerEndpointVersion *foyer_endpoint_version_from_row (FoyerEndpointStatement *statement);

typedef gboolean (*FoyerEndpointWriteFunc) (FoyerEndpointStore *self,
                                            gpointer            data,
                                            GError            **error);

gboolean foyer_endpoint_write (FoyerEndpointStore    *self,
                               FoyerEndpointWriteFunc func,
                               gpointer               data,
                               GError               **error);

G_END_DECLS
