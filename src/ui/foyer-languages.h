/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/foyer-simple-rows.h"

G_BEGIN_DECLS

/* Languages to choose from: one that is preferred, and others that are spoken too. */

void        foyer_languages_fill (FoyerChoiceRow *row);
void        foyer_languages_choose (FoyerChoiceRow *row, const char *tag);
const char *foyer_languages_get_chosen (FoyerChoiceRow *row);

void  foyer_languages_fill_checks (AdwExpanderRow *row, GCallback changed, gpointer data);
void  foyer_languages_set_checked (AdwExpanderRow *row, const char *tags);
char *foyer_languages_dup_checked (AdwExpanderRow *row);

G_END_DECLS
