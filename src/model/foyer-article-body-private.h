/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-article-text.h"

G_BEGIN_DECLS

void foyer_article_block_free (gpointer block);
void foyer_article_text_read_body (FoyerArticleText *self, guint first_line);
void
foyer_article_text_warn (FoyerArticleText *self, guint line, FoyerArticleProblem problem);

G_END_DECLS
