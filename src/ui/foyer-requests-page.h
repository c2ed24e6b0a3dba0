/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_REQUESTS_PAGE (foyer_requests_page_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerRequestsPage, foyer_requests_page, FOYER, REQUESTS_PAGE, AdwBin)

GtkWidget *foyer_requests_page_new (FoyerSession *session);
void       foyer_requests_page_open (FoyerRequestsPage *self, gint64 id);

G_END_DECLS
