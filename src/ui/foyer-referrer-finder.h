/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"
#include "ui/foyer-entry-row.h"

G_BEGIN_DECLS

#define FOYER_TYPE_REFERRER_FINDER (foyer_referrer_finder_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerReferrerFinder, foyer_referrer_finder, FOYER, REFERRER_FINDER, FoyerEntryRow)

GtkWidget *foyer_referrer_finder_new (FoyerSession *session);
void foyer_referrer_finder_set_session (FoyerReferrerFinder *self, FoyerSession *session);
gint64 foyer_referrer_finder_get_referrer (FoyerReferrerFinder *self);
void   foyer_referrer_finder_set_referrer (FoyerReferrerFinder *self, gint64 id);

G_END_DECLS
