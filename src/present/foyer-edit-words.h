/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-snapshot.h"
#include "present/foyer-session.h"

G_BEGIN_DECLS

/* What is said to somebody who edits a record that others change meanwhile. */

char *foyer_edit_words_changed (const char *author,
                                GPtrArray  *names,
                                gboolean    is_refused,
                                gboolean    is_choice);
char *foyer_edit_words_removed (const char *author);
char *foyer_edit_words_value (FoyerSnapshot *snapshot,
                              const char    *field,
                              FoyerSession  *session);

G_END_DECLS
