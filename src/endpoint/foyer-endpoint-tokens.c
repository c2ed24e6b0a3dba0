/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "endpoint/foyer-endpoint-tokens.h"

#include "endpoint/foyer-endpoint-sql-private.h"

#include <sodium.h>
#include <string.h>

/* So that a token is known for what it is where it should not be. */
#define PREFIX "foyer_"
#define SECRET_BYTES 32
#define SECRET_TEXT                                                                      \
  sodium_base64_ENCODED_LEN (SECRET_BYTES, sodium_base64_VARIANT_URLSAFE_NO_PADDING)
#define MAX_NAME 64

/* A token is 256 bits of chance: a fast hash is enough, there is nothing to guess. */
static void
hash_token (const char *token, guint8 out[crypto_generichash_BYTES])
{
  crypto_generichash (out, crypto_generichash_BYTES, (const guint8 *) token,
                      strlen (token), NULL, 0);
}

void
foyer_endpoint_token_free (FoyerEndpointToken *self)
{
  g_free (self->name);
  g_free (self);
}

/* Names go into the log. */
static gboolean
name_is_plain (const char *name)
{
  const gsize n = strspn (name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                "0123456789-_.");

  return n >= 1 && n <= MAX_NAME && name[n] == '\0';
}

typedef struct
{
  const char *name;  /* (unowned) */
  const char *token; /* (unowned) (nullable) */
  gint64      at;
} Change;

static gboolean
do_add (FoyerEndpointStore *store, gpointer data, GError **error)
{
  Change *change = data;
  guint8  hash[crypto_generichash_BYTES];
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (FoyerEndpointStatement) taken = NULL;
  g_autoptr (FoyerEndpointStatement) statement = NULL;
  int step;

  taken = foyer_endpoint_prepare (
      store, "SELECT 1 FROM token WHERE name = ?1 AND revoked_at IS NULL", error);
  if (taken == NULL)
    return FALSE;
  foyer_endpoint_bind (taken, "s", change->name);
  step = foyer_endpoint_step (taken, error);
  if (step == SQLITE_ROW)
    g_set_error_literal (error, FOYER_ENDPOINT_ERROR, FOYER_ENDPOINT_ERROR_EXISTS,
                         "There is a token of this name already; revoke it first.");
  if (step != SQLITE_DONE)
    return FALSE;

  statement = foyer_endpoint_prepare (
      store, "INSERT INTO token (name, hash, created_at) VALUES (?1, ?2, ?3)", error);
  if (statement == NULL)
    return FALSE;
  hash_token (change->token, hash);
  bytes = g_bytes_new (hash, sizeof hash);
  foyer_endpoint_bind (statement, "sbi", change->name, bytes, change->at);

  return foyer_endpoint_run (statement, error);
}

/**
 * foyer_endpoint_tokens_add:
 * @store: a store
 * @name: of the desk, 1 to 64 letters, digits, `-`, `_` and `.`
 * @error: return location for an error
 *
 * Makes a token.  Only its hash is stored: it can be read here and never again.
 *
 * Errors: `FOYER_ENDPOINT_ERROR_USAGE`, `FOYER_ENDPOINT_ERROR_EXISTS`.
 *
 * Returns: (transfer full): the token, or `NULL` on error
 */
char *
foyer_endpoint_tokens_add (FoyerEndpointStore *store, const char *name, GError **error)
{
  guint8           secret[SECRET_BYTES];
  char             text[SECRET_TEXT];
  g_autofree char *token = NULL;
  Change           change = { .name = name };

  if (!name_is_plain (name))
    {
      g_set_error_literal (error, FOYER_ENDPOINT_ERROR, FOYER_ENDPOINT_ERROR_USAGE,
                           "A name has 1 to 64 letters, digits, hyphens and dots.");
      return NULL;
    }
  if (sodium_init () < 0)
    {
      g_set_error_literal (error, FOYER_ENDPOINT_ERROR, FOYER_ENDPOINT_ERROR_FAILED,
                           "There is no source of random numbers.");
      return NULL;
    }

  randombytes_buf (secret, sizeof secret);
  sodium_bin2base64 (text, sizeof text, secret, sizeof secret,
                     sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  token = g_strconcat (PREFIX, text, NULL);
  sodium_memzero (secret, sizeof secret);
  sodium_memzero (text, sizeof text);

  change.token = token;
  change.at = foyer_endpoint_store_now_us (store) / G_USEC_PER_SEC;

  return foyer_endpoint_write (store, do_add, &change, error) ? g_steal_pointer (&token)
                                                              : NULL;
}

/**
 * foyer_endpoint_tokens_list:
 * @store: a store
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type FoyerEndpointToken): all tokens, revoked ones
 *   included, in the order in which they were made; `NULL` on error
 */
GPtrArray *
foyer_endpoint_tokens_list (FoyerEndpointStore *store, GError **error)
{
  g_autoptr (GPtrArray) tokens =
      g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_endpoint_token_free);
  g_autoptr (FoyerEndpointStatement) statement = foyer_endpoint_prepare (
      store, "SELECT name, created_at, used_at, revoked_at FROM token ORDER BY key",
      error);
  int step;

  if (statement == NULL)
    return NULL;

  while ((step = foyer_endpoint_step (statement, error)) == SQLITE_ROW)
    {
      FoyerEndpointToken *token = g_new0 (FoyerEndpointToken, 1);

      token->name = g_strdup ((const char *) sqlite3_column_text (statement, 0));
      token->created_at = sqlite3_column_int64 (statement, 1);
      token->used_at = sqlite3_column_int64 (statement, 2);
      token->revoked_at = sqlite3_column_int64 (statement, 3);
      g_ptr_array_add (tokens, token);
    }

  return step == SQLITE_DONE ? g_steal_pointer (&tokens) : NULL;
}

static gboolean
do_revoke (FoyerEndpointStore *store, gpointer data, GError **error)
{
  Change *change = data;
  g_autoptr (FoyerEndpointStatement) statement = foyer_endpoint_prepare (
      store, "UPDATE token SET revoked_at = ?2 WHERE name = ?1 AND revoked_at IS NULL",
      error);

  if (statement == NULL)
    return FALSE;

  foyer_endpoint_bind (statement, "si", change->name, change->at);
  if (!foyer_endpoint_run (statement, error))
    return FALSE;
  if (sqlite3_changes (store->sql) == 0)
    g_set_error_literal (error, FOYER_ENDPOINT_ERROR, FOYER_ENDPOINT_ERROR_NOT_FOUND,
                         "There is no token of this name that is accepted.");

  return sqlite3_changes (store->sql) > 0;
}

/**
 * foyer_endpoint_tokens_revoke:
 * @store: a store
 * @name: of a desk
 * @error: return location for an error
 *
 * Ends a token: the next request with it is refused, also by an endpoint that runs.
 *
 * Errors: `FOYER_ENDPOINT_ERROR_NOT_FOUND`.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_endpoint_tokens_revoke (FoyerEndpointStore *store, const char *name, GError **error)
{
  Change change = { .name = name,
                    .at = foyer_endpoint_store_now_us (store) / G_USEC_PER_SEC };

  return foyer_endpoint_write (store, do_revoke, &change, error);
}

/**
 * foyer_endpoint_tokens_check:
 * @store: a store
 * @token: what a request brought
 * @error: return location for an error
 *
 * Tells whose token @token is, in a time that does not depend on how much of it is right.
 *
 * Errors: `FOYER_ENDPOINT_ERROR_NOT_FOUND` if it is nobody's or has been revoked.
 *
 * Returns: (transfer full): the name of the desk, or `NULL` on error
 */
char *
foyer_endpoint_tokens_check (FoyerEndpointStore *store, const char *token, GError **error)
{
  guint8           hash[crypto_generichash_BYTES];
  g_autofree char *name = NULL;
  g_autoptr (FoyerEndpointStatement) statement = foyer_endpoint_prepare (
      store, "SELECT name, hash FROM token WHERE revoked_at IS NULL", error);
  int step;

  if (statement == NULL)
    return NULL;

  hash_token (token, hash);
  while ((step = foyer_endpoint_step (statement, error)) == SQLITE_ROW)
    if (sqlite3_column_bytes (statement, 1) == sizeof hash &&
        sodium_memcmp (sqlite3_column_blob (statement, 1), hash, sizeof hash) == 0)
      {
        g_free (name);
        name = g_strdup ((const char *) sqlite3_column_text (statement, 0));
      }
  if (step < 0)
    return NULL;
  if (name == NULL)
    g_set_error_literal (error, FOYER_ENDPOINT_ERROR, FOYER_ENDPOINT_ERROR_NOT_FOUND,
                         "The token is not accepted.");

  return g_steal_pointer (&name);
}

static gboolean
do_touch (FoyerEndpointStore *store, gpointer data, GError **error)
{
  Change *change = data;
  g_autoptr (FoyerEndpointStatement) statement = foyer_endpoint_prepare (
      store, "UPDATE token SET used_at = ?2 WHERE name = ?1 AND revoked_at IS NULL",
      error);

  if (statement == NULL)
    return FALSE;

  foyer_endpoint_bind (statement, "si", change->name, change->at);

  return foyer_endpoint_run (statement, error);
}

/**
 * foyer_endpoint_tokens_touch:
 * @store: a store
 * @name: of a desk
 * @used_at: when its token was seen, seconds since 1970-01-01 UTC
 * @error: return location for an error
 *
 * Notes that a token was used.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_endpoint_tokens_touch (FoyerEndpointStore *store,
                             const char         *name,
                             gint64              used_at,
                             GError            **error)
{
  Change change = { .name = name, .at = used_at };

  return foyer_endpoint_write (store, do_touch, &change, error);
}
