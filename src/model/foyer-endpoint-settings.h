/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-record.h"

G_BEGIN_DECLS

/**
 * FoyerEndpointAuth:
 * @FOYER_ENDPOINT_AUTH_NONE: nobody signs in
 * @FOYER_ENDPOINT_AUTH_BASIC: user and password with every request (RFC 7617)
 * @FOYER_ENDPOINT_AUTH_BEARER: a fixed token with every request (RFC 6750)
 * @FOYER_ENDPOINT_AUTH_OAUTH2: tokens for a client and its secret (RFC 6749, 4.4)
 * @FOYER_ENDPOINT_AUTH_SMART: tokens for a signed assertion (SMART Backend Services)
 *
 * How a desk signs in to the endpoint.
 */
typedef enum
{
  FOYER_ENDPOINT_AUTH_NONE,
  FOYER_ENDPOINT_AUTH_BASIC,
  FOYER_ENDPOINT_AUTH_BEARER,
  FOYER_ENDPOINT_AUTH_OAUTH2,
  FOYER_ENDPOINT_AUTH_SMART,
} FoyerEndpointAuth;

#define FOYER_TYPE_ENDPOINT_AUTH (foyer_endpoint_auth_get_type ())
GType foyer_endpoint_auth_get_type (void);

/**
 * FoyerKeyAlgorithm:
 * @FOYER_KEY_ALGORITHM_ES384: ECDSA over P-384 with SHA-384
 * @FOYER_KEY_ALGORITHM_RS384: RSA PKCS#1 v1.5 with SHA-384
 *
 * How an assertion is signed: the two that every SMART server knows (RFC 7518).
 */
typedef enum
{
  FOYER_KEY_ALGORITHM_ES384,
  FOYER_KEY_ALGORITHM_RS384,
} FoyerKeyAlgorithm;

#define FOYER_TYPE_KEY_ALGORITHM (foyer_key_algorithm_get_type ())
GType foyer_key_algorithm_get_type (void);

/**
 * FoyerSecretPlace:
 * @FOYER_SECRET_PLACE_NOWHERE: there is no secret
 * @FOYER_SECRET_PLACE_KEYRING: in the keyring of the session
 * @FOYER_SECRET_PLACE_FILE: in a file of the profile that only its owner can read
 *
 * Where the secret to sign in with is kept.
 */
typedef enum
{
  FOYER_SECRET_PLACE_NOWHERE,
  FOYER_SECRET_PLACE_KEYRING,
  FOYER_SECRET_PLACE_FILE,
} FoyerSecretPlace;

#define FOYER_TYPE_SECRET_PLACE (foyer_secret_place_get_type ())
GType foyer_secret_place_get_type (void);

#define FOYER_TYPE_ENDPOINT_SETTINGS (foyer_endpoint_settings_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerEndpointSettings, foyer_endpoint_settings, FOYER, ENDPOINT_SETTINGS, FoyerRecord)

/**
 * FoyerEndpointSettings:
 *
 * Where the clinic's FHIR endpoint is, and how this profile signs in.
 *
 * The secret is no part of it: passwords, tokens and private keys are in the keyring.
 */
struct _FoyerEndpointSettings
{
  FoyerRecord parent_instance;

  char             *address;       /* (owned) (nullable) base URL; null: not set up */
  FoyerEndpointAuth auth;          /* how to sign in */
  char             *user;          /* (owned) (nullable) for basic */
  char             *client_id;     /* (owned) (nullable) for oauth2 and smart */
  char             *token_address; /* (owned) (nullable) null: the endpoint says where */
  char             *scope;  /* (owned) (nullable) null: `every right on every type` */
  char             *key_id; /* (owned) (nullable) `kid` of the key, for smart */
  FoyerKeyAlgorithm key_algorithm; /* of that key */
  char *ca_file; /* (owned) (nullable) PEM file of the clinic's own authority */
};

FoyerEndpointSettings *foyer_endpoint_settings_new (void);
gboolean               foyer_host_is_here (const char *host);
gboolean               foyer_endpoint_settings_is_here (FoyerEndpointSettings *self);

G_END_DECLS
