/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/foyer-articles.h"

G_BEGIN_DECLS

const GPtrArray *foyer_articles_shipped (void);
gboolean foyer_articles_adopt (FoyerAct *act, FoyerArticle *article, GError **error);

G_END_DECLS
