/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-practice.h"
#include "model/foyer-referrer.h"
#include "store/foyer-db.h"

G_BEGIN_DECLS

GPtrArray *
foyer_referrers_search (FoyerDb *db, const char *text, guint limit, GError **error);
FoyerReferrer *foyer_referrers_get (FoyerDb *db, gint64 id, GError **error);
FoyerPractice *foyer_referrers_get_practice (FoyerDb *db, gint64 id, GError **error);
GPtrArray     *foyer_referrers_list_practices (FoyerDb *db, GError **error);
gboolean       foyer_referrers_find_by_identifier (FoyerDb    *db,
                                                   const char *kind,
                                                   const char *system,
                                                   const char *value,
                                                   gint64     *out_id,
                                                   GError    **error);

gboolean foyer_referrers_save (FoyerDb       *db,
                               FoyerUser     *actor,
                               FoyerReferrer *referrer,
                               GError       **error);
gboolean foyer_referrers_save_in (FoyerAct *act, FoyerReferrer *referrer, GError **error);
gboolean foyer_referrers_save_practice (FoyerDb       *db,
                                        FoyerUser     *actor,
                                        FoyerPractice *practice,
                                        GError       **error);
gboolean
foyer_referrers_save_practice_in (FoyerAct *act, FoyerPractice *practice, GError **error);
gboolean foyer_referrers_add_identifier_in (FoyerAct   *act,
                                            const char *kind,
                                            gint64      id,
                                            const char *system,
                                            const char *value,
                                            GError    **error);

G_END_DECLS
