/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/foyer-export.h"

#include <stdio.h>

G_BEGIN_DECLS

/* For src/exchange only: files that appear together or not at all. */

typedef struct _FoyerExportSet FoyerExportSet;

FILE    *foyer_export_set_add (FoyerExportSet *self, const char *name, GError **error);
void     foyer_export_set_add_total (FoyerExportSet *self, gint64 n);
gboolean foyer_export_set_step (FoyerExportSet *self, guint n, GError **error);

typedef gboolean (*FoyerExportWrite) (FoyerExportSet *self, FoyerDb *db, GError **error);
gboolean foyer_export_set_run (FoyerDb              *db,
                               FoyerUser            *actor,
                               const FoyerExportJob *job,
                               const char           *what,
                               FoyerExportWrite      write,
                               GError              **error);

/**
 * FoyerExportFunc:
 * @record: the next record
 * @data: data of the caller
 * @error: return location for an error
 *
 * Returns: `FALSE` iff it set @error
 */
typedef gboolean (*FoyerExportFunc) (gpointer record, gpointer data, GError **error);

gboolean foyer_export_each (FoyerExportSet *self,
                            FoyerDb        *db,
                            GType           type,
                            FoyerExportFunc func,
                            gpointer        data,
                            GError        **error);
gboolean foyer_export_each_patient (FoyerExportSet *self,
                                    FoyerDb        *db,
                                    FoyerExportFunc func,
                                    gpointer        data,
                                    GError        **error);

G_END_DECLS
