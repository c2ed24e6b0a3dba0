/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_DECISIONS_PAGE (foyer_decisions_page_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerDecisionsPage, foyer_decisions_page, FOYER, DECISIONS_PAGE, AdwBin)

GtkWidget *foyer_decisions_page_new (FoyerSession *session);
void       foyer_decisions_page_focus (FoyerDecisionsPage *self);
void       foyer_decisions_page_set_narrow (FoyerDecisionsPage *self, gboolean narrow);

G_END_DECLS
