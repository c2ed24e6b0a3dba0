/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-article-text.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_ARTICLE_VIEW (foyer_article_view_get_type ())
G_DECLARE_FINAL_TYPE (FoyerArticleView, foyer_article_view, FOYER, ARTICLE_VIEW, AdwBin)

GtkWidget *foyer_article_view_new (void);
void       foyer_article_view_show (FoyerArticleView *self,
                                    FoyerArticleText *text,
                                    const char       *sources);

G_END_DECLS
