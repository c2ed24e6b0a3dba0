/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/foyer-db.h"

G_BEGIN_DECLS

/* Whole tables, a page at a time, for what reads everything: exports and checks. */

gboolean foyer_dump_begin (FoyerDb *db, GError **error);
void     foyer_dump_end (FoyerDb *db);
gboolean foyer_dump_count (FoyerDb *db, GType type, gint64 *out_count, GError **error);
GPtrArray *
foyer_dump_list (FoyerDb *db, GType type, gint64 after_id, guint limit, GError **error);
GPtrArray *foyer_dump_list_of_patients (
    FoyerDb *db, GType type, gint64 first_id, gint64 last_id, GError **error);
GPtrArray *foyer_dump_list_identifiers (
    FoyerDb *db, const char *kind, gint64 first_id, gint64 last_id, GError **error);
gboolean foyer_dump_get_text (FoyerDb    *db,
                              GType       type,
                              gint64      id,
                              const char *field,
                              char      **out_text,
                              GError    **error);
gboolean
foyer_dump_note (FoyerDb *db, FoyerUser *actor, const char *what, GError **error);
gboolean foyer_dump_find (FoyerDb    *db,
                          GType       type,
                          const char *field,
                          const char *value,
                          gint64     *out_id,
                          GError    **error);

G_END_DECLS
