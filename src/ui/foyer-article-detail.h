/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-article.h"
#include "ui/foyer-detail.h"

G_BEGIN_DECLS

#define FOYER_TYPE_ARTICLE_DETAIL (foyer_article_detail_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerArticleDetail, foyer_article_detail, FOYER, ARTICLE_DETAIL, FoyerDetail)

gint64 foyer_article_detail_key (FoyerArticle *article);

G_END_DECLS
