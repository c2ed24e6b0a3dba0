/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-time.h"

G_BEGIN_DECLS

/**
 * FoyerTongue:
 *
 * The language of a paper, which need not be that of the program.
 */
typedef struct _FoyerTongue FoyerTongue;

FoyerTongue *foyer_tongue_new (const char *language);
FoyerTongue *foyer_tongue_new_at (const char *language, const char *folder);
FoyerTongue *foyer_tongue_ref (FoyerTongue *self);
void         foyer_tongue_unref (FoyerTongue *self);
gboolean     foyer_tongue_is_own (FoyerTongue *self);
gboolean     foyer_tongue_is_right_to_left (FoyerTongue *self);
const char  *foyer_tongue_say (FoyerTongue *self, const char *context, const char *text)
    G_GNUC_FORMAT (3);
char *foyer_tongue_format_day (FoyerTongue *self, int day);
char *foyer_tongue_format_when (FoyerTongue *self, FoyerZone *zone, gint64 at);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerTongue, foyer_tongue_unref)

G_END_DECLS
