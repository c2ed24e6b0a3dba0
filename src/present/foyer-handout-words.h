/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-article-ease.h"
#include "model/foyer-article-text.h"
#include "model/foyer-article.h"
#include "model/foyer-clinic.h"
#include "model/foyer-handout.h"
#include "present/foyer-tongue.h"

G_BEGIN_DECLS

/* Articles for patients, in words. */

void        foyer_handout_words_fill (FoyerArticleText *text,
                                      FoyerClinic      *clinic,
                                      GPtrArray        *services,
                                      FoyerTongue      *tongue);
char       *foyer_handout_words_deposit_rule (FoyerClinic *clinic,
                                              GPtrArray   *services,
                                              FoyerTongue *tongue);
const char *foyer_handout_words_problem (FoyerArticleProblem problem);
char       *foyer_handout_words_warning (const FoyerArticleWarning *warning);
const char *foyer_handout_words_ease (FoyerArticleEase ease);
const char *foyer_handout_words_state (FoyerHandoutState state);
char       *foyer_handout_words_minutes (guint minutes);

G_END_DECLS
