/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FoyerFormLanguages:
 *
 * The languages in which the form can be shown, one at a time.
 */
typedef struct _FoyerFormLanguages FoyerFormLanguages;

FoyerFormLanguages *foyer_form_languages_new (const char *locale_dir);
void                foyer_form_languages_free (FoyerFormLanguages *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerFormLanguages, foyer_form_languages_free)

const char *const *foyer_form_languages_get_tags (FoyerFormLanguages *self);
const char *foyer_form_languages_get_name (FoyerFormLanguages *self, const char *tag);
const char *foyer_form_languages_pick (FoyerFormLanguages *self,
                                       const char         *wanted,
                                       const char         *accept);
void        foyer_form_languages_use (FoyerFormLanguages *self, const char *tag);

gboolean foyer_form_language_is_rtl (const char *tag);

G_END_DECLS
