/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-article.h"
#include "store/foyer-db.h"

G_BEGIN_DECLS

/* Articles for patients: those that come with Foyer, and the clinic’s own. */

/* (element-type FoyerArticle) */
GPtrArray *foyer_articles_list (FoyerDb *db, GError **error);
GPtrArray *foyer_articles_list_versions (FoyerDb    *db,
                                         const char *slug,
                                         const char *language,
                                         GError    **error);
GPtrArray *foyer_articles_list_for (FoyerDb *db, const char *language, GError **error);
GPtrArray *foyer_articles_suggest (FoyerDb    *db,
                                   gint64      patient_id,
                                   gint64      booking_id,
                                   const char *language,
                                   GError    **error);

FoyerArticle *foyer_articles_get (FoyerDb *db, gint64 id, GError **error);
FoyerArticle *foyer_articles_find (
    FoyerDb *db, const char *slug, const char *language, gint64 version, GError **error);
FoyerArticle *foyer_articles_choose (FoyerDb    *db,
                                     const char *slug,
                                     const char *language,
                                     GError    **error);

gboolean foyer_articles_save (FoyerDb      *db,
                              FoyerUser    *actor,
                              FoyerArticle *article,
                              GError      **error);
gboolean foyer_articles_review (FoyerDb      *db,
                                FoyerUser    *actor,
                                FoyerArticle *article,
                                GError      **error);
gboolean foyer_articles_set_withdrawn (FoyerDb      *db,
                                       FoyerUser    *actor,
                                       FoyerArticle *article,
                                       gboolean      withdrawn,
                                       const char   *reason,
                                       GError      **error);

G_END_DECLS
