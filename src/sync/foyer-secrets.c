/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/foyer-secrets.h"

#include <libsecret/secret.h>

#define FILE_NAME "secrets"
#define FILE_MODE 0600

static const SecretSchema schema = {
  "org.foyerclinic.Foyer.Endpoint",
  SECRET_SCHEMA_NONE,
  { { "profile", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "kind", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 } },
};

static const char *
name_kind (FoyerEndpointAuth kind)
{
  return foyer_enum_to_nick (FOYER_TYPE_ENDPOINT_AUTH, (int) kind);
}

static GHashTable *
make_attributes (const FoyerSecrets *self, FoyerEndpointAuth kind)
{
  return secret_attributes_build (&schema, "profile", self->uid, "kind", name_kind (kind),
                                  NULL);
}

/* The keyring; NULL if this session has none. */
static SecretService *
open_keyring (void)
{
  return secret_service_get_sync (SECRET_SERVICE_OPEN_SESSION, NULL, NULL);
}

/* Whether something can be put there without asking anybody. */
static gboolean
is_open (SecretService *keyring)
{
  g_autoptr (SecretCollection) collection = secret_collection_for_alias_sync (
      keyring, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE, NULL, NULL);

  return collection != NULL && !secret_collection_get_locked (collection);
}

static gboolean
store_in_keyring (const FoyerSecrets *self, FoyerEndpointAuth kind, const char *secret)
{
  g_autoptr (SecretService) keyring = open_keyring ();
  g_autoptr (GHashTable) attributes = NULL;
  g_autoptr (SecretValue) value = NULL;

  if (keyring == NULL || (!self->may_ask && !is_open (keyring)))
    return FALSE;

  attributes = make_attributes (self, kind);
  value = secret_value_new (secret, -1, "text/plain");

  return secret_service_store_sync (keyring, &schema, attributes,
                                    SECRET_COLLECTION_DEFAULT, "Foyer: clinic endpoint",
                                    value, NULL, NULL);
}

/* NULL without an error if the keyring, should there be one, has no such secret. */
static char *
find_in_keyring (const FoyerSecrets *self, FoyerEndpointAuth kind, GError **error)
{
  g_autoptr (SecretService) keyring = open_keyring ();
  g_autoptr (GHashTable) attributes = NULL;
  g_autolist (SecretItem) items = NULL;
  g_autoptr (SecretValue) value = NULL;
  g_autoptr (GError) problem = NULL;

  if (keyring == NULL)
    return NULL;

  attributes = make_attributes (self, kind);
  items = secret_service_search_sync (keyring, &schema, attributes,
                                      SECRET_SEARCH_LOAD_SECRETS |
                                          (self->may_ask ? SECRET_SEARCH_UNLOCK : 0),
                                      NULL, &problem);
  if (items == NULL && problem == NULL)
    return NULL;

  value = items != NULL ? secret_item_get_secret (items->data) : NULL;
  if (value == NULL || secret_value_get_text (value) == NULL)
    {
      g_set_error_literal (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_SECRET,
                           problem != NULL ? "keyring does not answer"
                                           : "keyring is locked");
      return NULL;
    }

  return g_strdup (secret_value_get_text (value));
}

static gboolean
forget_in_keyring (const FoyerSecrets *self, FoyerEndpointAuth kind)
{
  g_autoptr (SecretService) keyring = open_keyring ();
  g_autoptr (GHashTable) attributes = NULL;
  g_autoptr (GError) problem = NULL;

  if (keyring == NULL)
    return TRUE;

  attributes = make_attributes (self, kind);
  secret_service_clear_sync (keyring, &schema, attributes, NULL, &problem);

  return problem == NULL;
}

static GKeyFile *
load_file (const FoyerSecrets *self, char **out_path)
{
  GKeyFile *file = g_key_file_new ();

  *out_path = g_build_filename (self->profile, FILE_NAME, NULL);
  g_key_file_load_from_file (file, *out_path, G_KEY_FILE_NONE, NULL);

  return file;
}

static gboolean
refuse_file (const GError *problem, GError **error)
{
  g_set_error (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_SECRET,
               "file of secrets cannot be written: %s", problem->message);

  return FALSE;
}

/* Written to a new file that takes the place of the old one, so that no moment has more
 * readers than the owner. */
static gboolean
store_in_file (const FoyerSecrets *self,
               FoyerEndpointAuth   kind,
               const char         *secret,
               GError            **error)
{
  g_autofree char *path = NULL;
  g_autoptr (GKeyFile) file = load_file (self, &path);
  g_autofree char *text = NULL;
  g_autoptr (GError) problem = NULL;
  gsize length;

  g_key_file_set_string (file, self->uid, name_kind (kind), secret);
  text = g_key_file_to_data (file, &length, NULL);

  return g_file_set_contents_full (path, text, (gssize) length,
                                   G_FILE_SET_CONTENTS_CONSISTENT |
                                       G_FILE_SET_CONTENTS_DURABLE,
                                   FILE_MODE, &problem) ||
         refuse_file (problem, error);
}

static gboolean
forget_in_file (const FoyerSecrets *self, FoyerEndpointAuth kind, GError **error)
{
  g_autofree char *path = NULL;
  g_autoptr (GKeyFile) file = load_file (self, &path);
  g_autofree char *text = NULL;
  g_autoptr (GError) problem = NULL;
  gsize length;

  if (!g_key_file_remove_key (file, self->uid, name_kind (kind), NULL))
    return TRUE;

  text = g_key_file_to_data (file, &length, NULL);

  return g_file_set_contents_full (path, text, (gssize) length,
                                   G_FILE_SET_CONTENTS_CONSISTENT |
                                       G_FILE_SET_CONTENTS_DURABLE,
                                   FILE_MODE, &problem) ||
         refuse_file (problem, error);
}

/**
 * foyer_secrets_store:
 * @self: whose secret
 * @kind: for which way of signing in
 * @secret: password, token, client secret or private key
 * @out_place: (out) (optional): where it is now, for saying so
 * @error: return location for an error
 *
 * Keeps a secret: in the keyring, or where this session has none, or it stays locked, in the
 * file `secrets` of the profile, which only its owner can read.  Replaces one of the same
 * kind.  Blocks, for as long as a person takes to unlock the keyring.
 *
 * Errors: `FOYER_SYNC_ERROR_SECRET` if neither place takes it.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_secrets_store (const FoyerSecrets *self,
                     FoyerEndpointAuth   kind,
                     const char         *secret,
                     FoyerSecretPlace   *out_place,
                     GError            **error)
{
  gboolean in_keyring = store_in_keyring (self, kind, secret);

  if (out_place != NULL)
    *out_place = in_keyring ? FOYER_SECRET_PLACE_KEYRING : FOYER_SECRET_PLACE_FILE;

  return in_keyring ? forget_in_file (self, kind, error)
                    : store_in_file (self, kind, secret, error);
}

/**
 * foyer_secrets_lookup:
 * @self: whose secret
 * @kind: for which way of signing in
 * @out_secret: (out) (transfer full) (nullable): the secret; `NULL` if none is kept
 * @out_place: (out) (optional): where it is
 * @error: return location for an error
 *
 * Finds a secret.  The file comes first: one that is there was kept while the keyring could
 * not be reached, and is newer.  Blocks as foyer_secrets_store() does.
 *
 * Errors: `FOYER_SYNC_ERROR_SECRET` if the keyring has it but does not give it.
 *
 * Returns: `TRUE` on success, found or not
 */
gboolean
foyer_secrets_lookup (const FoyerSecrets *self,
                      FoyerEndpointAuth   kind,
                      char              **out_secret,
                      FoyerSecretPlace   *out_place,
                      GError            **error)
{
  g_autofree char *path = NULL;
  g_autoptr (GKeyFile) file = load_file (self, &path);
  g_autoptr (GError) problem = NULL;
  FoyerSecretPlace place = FOYER_SECRET_PLACE_FILE;

  *out_secret = g_key_file_get_string (file, self->uid, name_kind (kind), NULL);
  if (*out_secret == NULL)
    {
      *out_secret = find_in_keyring (self, kind, &problem);
      place =
          *out_secret != NULL ? FOYER_SECRET_PLACE_KEYRING : FOYER_SECRET_PLACE_NOWHERE;
    }
  if (out_place != NULL)
    *out_place = place;
  if (problem == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

/**
 * foyer_secrets_get_place:
 * @self: whose secret, which there is
 * @kind: for which way of signing in
 *
 * Tells where a secret is, without asking the keyring, which may be locked.
 *
 * Returns: the file if it is in there, else the keyring
 */
FoyerSecretPlace
foyer_secrets_get_place (const FoyerSecrets *self, FoyerEndpointAuth kind)
{
  g_autofree char *path = NULL;
  g_autoptr (GKeyFile) file = load_file (self, &path);

  return g_key_file_has_key (file, self->uid, name_kind (kind), NULL)
             ? FOYER_SECRET_PLACE_FILE
             : FOYER_SECRET_PLACE_KEYRING;
}

/**
 * foyer_secrets_forget:
 * @self: whose secret
 * @kind: for which way of signing in
 * @error: return location for an error
 *
 * Takes a secret out of both places.
 *
 * Errors: `FOYER_SYNC_ERROR_SECRET` if it stays in one of them.
 *
 * Returns: `TRUE` on success, also if there was none
 */
gboolean
foyer_secrets_forget (const FoyerSecrets *self, FoyerEndpointAuth kind, GError **error)
{
  if (!forget_in_file (self, kind, error))
    return FALSE;

  if (forget_in_keyring (self, kind))
    return TRUE;

  g_set_error_literal (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_SECRET,
                       "keyring does not forget the secret");
  return FALSE;
}
