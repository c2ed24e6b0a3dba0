/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/foyer-auth.h"
#include "sync/foyer-transport.h"

G_BEGIN_DECLS

#define FOYER_TYPE_HTTP (foyer_http_get_type ())
G_DECLARE_FINAL_TYPE (FoyerHttp, foyer_http, FOYER, HTTP, GObject)

FoyerHttp      *
foyer_http_new (FoyerEndpointSettings *settings, FoyerAuth *auth, GError **error);
void foyer_http_set_deadline (FoyerHttp *self, guint deadline_ms);

G_END_DECLS
