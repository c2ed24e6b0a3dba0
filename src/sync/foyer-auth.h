/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-endpoint-settings.h"
#include "store/foyer-db.h"
#include "sync/foyer-sync-error.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define FOYER_TYPE_AUTH (foyer_auth_get_type ())
G_DECLARE_FINAL_TYPE (FoyerAuth, foyer_auth, FOYER, AUTH, GObject)

FoyerAuth *foyer_auth_new (FoyerEndpointSettings *settings,
                           const char            *secret,
                           FoyerClock             clock,
                           gpointer               clock_data);
void       foyer_auth_set_deadline (FoyerAuth *self, guint deadline_ms);
gboolean   foyer_auth_get_header (FoyerAuth    *self,
                                  GCancellable *cancellable,
                                  char        **out_header,
                                  GError      **error);
gboolean   foyer_auth_renew (FoyerAuth *self, const char *refused);
char      *foyer_auth_find_token_host (FoyerAuth *self);

G_END_DECLS
