/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_REQUEST_DETAIL (foyer_request_detail_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerRequestDetail, foyer_request_detail, FOYER, REQUEST_DETAIL, AdwBin)

GtkWidget *foyer_request_detail_new (FoyerSession *session);
void foyer_request_detail_set_session (FoyerRequestDetail *self, FoyerSession *session);
void foyer_request_detail_show (FoyerRequestDetail *self, gint64 id);
void foyer_request_detail_refresh (FoyerRequestDetail *self);
void foyer_request_detail_focus_next (FoyerRequestDetail *self);

G_END_DECLS
