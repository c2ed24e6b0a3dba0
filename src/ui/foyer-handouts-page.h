/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_HANDOUTS_PAGE (foyer_handouts_page_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerHandoutsPage, foyer_handouts_page, FOYER, HANDOUTS_PAGE, AdwBin)

GtkWidget *foyer_handouts_page_new (FoyerSession *session);

G_END_DECLS
