/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-conflict.h"

G_BEGIN_DECLS

/* What a person has to decide, and what each choice does.  Those that return `const char *`
 * are static, with a mnemonic where they name a button. */

const char *foyer_conflict_words_title (FoyerConflict *conflict);
const char *foyer_conflict_words_icon (FoyerConflict *conflict);
const char *foyer_conflict_words_record (const char *record_kind);
char       *foyer_conflict_words_sentence (FoyerConflict *conflict);

const char *foyer_conflict_words_choice (FoyerConflict *conflict, FoyerResolution choice);
const char *foyer_conflict_words_effect (FoyerConflict *conflict, FoyerResolution choice);
const char *foyer_conflict_words_done (FoyerConflict *conflict, FoyerResolution choice);

G_END_DECLS
