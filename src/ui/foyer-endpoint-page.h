/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_ENDPOINT_PAGE (foyer_endpoint_page_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerEndpointPage, foyer_endpoint_page, FOYER, ENDPOINT_PAGE, AdwBin)

void foyer_endpoint_page_set_session (FoyerEndpointPage *self, FoyerSession *session);

G_END_DECLS
