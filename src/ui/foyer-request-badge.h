/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_REQUEST_BADGE (foyer_request_badge_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerRequestBadge, foyer_request_badge, FOYER, REQUEST_BADGE, AdwBin)

GtkWidget *foyer_request_badge_new (void);
void foyer_request_badge_set_session (FoyerRequestBadge *self, FoyerSession *session);

G_END_DECLS
