/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-article-text.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * FoyerArticleEase:
 * @FOYER_ARTICLE_EASE_UNKNOWN: there is no measure for the language, or too little text
 * @FOYER_ARTICLE_EASE_EASY: a child of twelve reads it
 * @FOYER_ARTICLE_EASE_PLAIN: most adults read it without effort
 * @FOYER_ARTICLE_EASE_HARD: many patients will not read it to the end
 *
 * How easily a text is read.
 */
typedef enum
{
  FOYER_ARTICLE_EASE_UNKNOWN,
  FOYER_ARTICLE_EASE_EASY,
  FOYER_ARTICLE_EASE_PLAIN,
  FOYER_ARTICLE_EASE_HARD,
} FoyerArticleEase;

#define FOYER_TYPE_ARTICLE_EASE (foyer_article_ease_get_type ())
GType foyer_article_ease_get_type (void);

FoyerArticleEase foyer_article_text_get_ease (FoyerArticleText *self,
                                              const char       *language,
                                              double           *out_score);

G_END_DECLS
