/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-endpoint-settings.h"

G_DEFINE_ENUM_TYPE (FoyerEndpointAuth,
                    foyer_endpoint_auth,
                    G_DEFINE_ENUM_VALUE (FOYER_ENDPOINT_AUTH_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (FOYER_ENDPOINT_AUTH_BASIC, "basic"),
                    G_DEFINE_ENUM_VALUE (FOYER_ENDPOINT_AUTH_BEARER, "bearer"),
                    G_DEFINE_ENUM_VALUE (FOYER_ENDPOINT_AUTH_OAUTH2, "oauth2"),
                    G_DEFINE_ENUM_VALUE (FOYER_ENDPOINT_AUTH_SMART, "smart"))

G_DEFINE_ENUM_TYPE (FoyerKeyAlgorithm,
                    foyer_key_algorithm,
                    G_DEFINE_ENUM_VALUE (FOYER_KEY_ALGORITHM_ES384, "ES384"),
                    G_DEFINE_ENUM_VALUE (FOYER_KEY_ALGORITHM_RS384, "RS384"))

G_DEFINE_ENUM_TYPE (FoyerSecretPlace,
                    foyer_secret_place,
                    G_DEFINE_ENUM_VALUE (FOYER_SECRET_PLACE_NOWHERE, "nowhere"),
                    G_DEFINE_ENUM_VALUE (FOYER_SECRET_PLACE_KEYRING, "keyring"),
                    G_DEFINE_ENUM_VALUE (FOYER_SECRET_PLACE_FILE, "file"))

static const FoyerField fields[] = {
  FOYER_FIELD_TEXT (FoyerEndpointSettings, "address", address),
  FOYER_FIELD_ENUM (FoyerEndpointSettings, "auth", auth, foyer_endpoint_auth_get_type),
  FOYER_FIELD_TEXT (FoyerEndpointSettings, "user", user),
  FOYER_FIELD_TEXT (FoyerEndpointSettings, "client-id", client_id),
  FOYER_FIELD_TEXT (FoyerEndpointSettings, "token-address", token_address),
  FOYER_FIELD_TEXT (FoyerEndpointSettings, "scope", scope),
  FOYER_FIELD_TEXT (FoyerEndpointSettings, "key-id", key_id),
  FOYER_FIELD_ENUM (FoyerEndpointSettings,
                    "key-algorithm",
                    key_algorithm,
                    foyer_key_algorithm_get_type),
  FOYER_FIELD_TEXT (FoyerEndpointSettings, "ca-file", ca_file),
};

FOYER_DEFINE_RECORD (FoyerEndpointSettings, foyer_endpoint_settings, "endpoint", fields)

/**
 * foyer_host_is_here:
 * @host: a host name or a numeric address
 *
 * Returns: whether it is this computer
 */
gboolean
foyer_host_is_here (const char *host)
{
  return g_ascii_strcasecmp (host, "localhost") == 0 || g_str_equal (host, "::1") ||
         (g_str_has_prefix (host, "127.") && g_hostname_is_ip_address (host));
}

/**
 * foyer_endpoint_settings_is_here:
 * @self: settings
 *
 * Returns: whether the endpoint is on this computer, so that no network is needed
 */
gboolean
foyer_endpoint_settings_is_here (FoyerEndpointSettings *self)
{
  g_autoptr (GUri) uri =
      self->address != NULL ? g_uri_parse (self->address, G_URI_FLAGS_NONE, NULL) : NULL;

  return uri != NULL && g_uri_get_host (uri) != NULL &&
         foyer_host_is_here (g_uri_get_host (uri));
}
