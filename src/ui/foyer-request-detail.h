/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/foyer-detail.h"

G_BEGIN_DECLS

#define FOYER_TYPE_REQUEST_DETAIL (foyer_request_detail_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerRequestDetail, foyer_request_detail, FOYER, REQUEST_DETAIL, FoyerDetail)

GtkWidget *foyer_request_detail_new (FoyerSession *session);
void       foyer_request_detail_refresh (FoyerRequestDetail *self);

G_END_DECLS
