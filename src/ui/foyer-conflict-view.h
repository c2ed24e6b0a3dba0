/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"
#include "ui/foyer-conflict-file.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_CONFLICT_VIEW (foyer_conflict_view_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerConflictView, foyer_conflict_view, FOYER, CONFLICT_VIEW, AdwBin)

void  foyer_conflict_view_set_session (FoyerConflictView *self, FoyerSession *session);
void  foyer_conflict_view_show (FoyerConflictView *self, FoyerConflictFile *file);
char *foyer_conflict_view_dup_name (FoyerConflictFile *file);
void  foyer_conflict_view_set_narrow (FoyerConflictView *self, gboolean narrow);

G_END_DECLS
