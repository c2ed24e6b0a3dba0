/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-endpoint-settings.h"
#include "sync/foyer-sync-error.h"

G_BEGIN_DECLS

/**
 * FoyerSecrets:
 * @profile: (type filename): folder of the profile
 * @uid: uid of the endpoint's settings, which tells this profile's secrets from others
 * @may_ask: whether a person is there whom the keyring may ask to unlock it
 *
 * Whose secrets, and how they may be got at.
 */
typedef struct
{
  const char *profile; /* (unowned) */
  const char *uid;     /* (unowned) */
  gboolean    may_ask;
} FoyerSecrets;

gboolean         foyer_secrets_store (const FoyerSecrets *self,
                                      FoyerEndpointAuth   kind,
                                      const char         *secret,
                                      FoyerSecretPlace   *out_place,
                                      GError            **error);
gboolean         foyer_secrets_lookup (const FoyerSecrets *self,
                                       FoyerEndpointAuth   kind,
                                       char              **out_secret,
                                       FoyerSecretPlace   *out_place,
                                       GError            **error);
FoyerSecretPlace foyer_secrets_get_place (const FoyerSecrets *self,
                                          FoyerEndpointAuth   kind);
gboolean
foyer_secrets_forget (const FoyerSecrets *self, FoyerEndpointAuth kind, GError **error);

G_END_DECLS
