/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-article.h"
#include "present/foyer-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_ARTICLE_WINDOW (foyer_article_window_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerArticleWindow, foyer_article_window, FOYER, ARTICLE_WINDOW, AdwWindow)

GtkWidget *foyer_article_window_new (FoyerSession *session,
                                     FoyerArticle *article,
                                     GPtrArray    *services);

G_END_DECLS
