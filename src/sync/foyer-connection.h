/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-endpoint-settings.h"
#include "sync/foyer-probe.h"

G_BEGIN_DECLS

/* The way from a profile to its endpoint, with the secret to sign in with. */

FoyerTransport *foyer_connection_open (FoyerDb *db, gboolean may_ask, GError **error);
gboolean        foyer_connection_prove (FoyerDb        *db,
                                        FoyerTransport *transport,
                                        GCancellable   *cancellable,
                                        GError        **error);
FoyerProbe     *foyer_connection_test (FoyerDb               *db,
                                       FoyerEndpointSettings *settings,
                                       const char            *secret,
                                       gboolean               may_ask,
                                       GCancellable          *cancellable,
                                       GError               **error);
gboolean        foyer_connection_save (FoyerDb               *db,
                                       FoyerUser             *actor,
                                       FoyerEndpointSettings *settings,
                                       const char            *secret,
                                       gboolean               may_ask,
                                       FoyerSecretPlace      *out_place,
                                       GError               **error);

G_END_DECLS
