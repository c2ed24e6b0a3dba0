/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "endpoint/foyer-form-page.h"

G_BEGIN_DECLS

char       *foyer_form_words_problem (const FoyerForm *form, FoyerFormInput input);
const char *foyer_form_words_notice (FoyerFormNotice notice);
const char *foyer_form_words_label (FoyerFormInput input);
const char *foyer_form_words_month (int month);
const char *foyer_form_words_choice (FoyerFormInput input, const char *choice);

G_END_DECLS
