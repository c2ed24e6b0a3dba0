/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "endpoint/foyer-form-guard.h"

#include "endpoint/foyer-endpoint-limits.h"

#include <sodium.h>
#include <string.h>

#define HOUR_SECONDS (60 * 60)
#define MAX_ADDRESSES 10000
/* Corrections and mistakes are sent too; all addresses together send so many times more. */
#define SENT_PER_STORED 8
#define ALL_PER_ADDRESS 24
#define UUID_BYTES 16

/* What a token holds, before it becomes text. */
typedef struct
{
  guint8 uuid[UUID_BYTES];
  guint8 issued_at[8];
  guint8 mac[crypto_auth_BYTES]; /* over what stands before it */
} Token;

G_STATIC_ASSERT (sizeof (Token) == UUID_BYTES + 8 + crypto_auth_BYTES);
G_STATIC_ASSERT (FOYER_FORM_KEY_BYTES == crypto_auth_KEYBYTES);

/* What came in one hour, which begins with the first of it. */
typedef struct
{
  gint64 since;
  guint  sent;
  guint  stored;
} Count;

struct _FoyerFormGuard
{
  guint8      key[FOYER_FORM_KEY_BYTES];
  guint       per_hour;
  Count       all;
  GHashTable *counts; /* (owned) (element-type utf8 Count) by address */
};

/**
 * foyer_form_guard_new:
 * @key: what tokens are signed with
 * @per_hour: how many requests are stored from one address in an hour
 *
 * Returns: (transfer full): a guard that has seen nobody
 */
FoyerFormGuard *
foyer_form_guard_new (const guint8 key[FOYER_FORM_KEY_BYTES], guint per_hour)
{
  FoyerFormGuard *self = g_new0 (FoyerFormGuard, 1);

  memcpy (self->key, key, FOYER_FORM_KEY_BYTES);
  self->per_hour = per_hour;
  self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

void
foyer_form_guard_free (FoyerFormGuard *self)
{
  sodium_memzero (self->key, sizeof self->key);
  g_hash_table_unref (self->counts);
  g_free (self);
}

static gboolean
read_uuid (const char *text, guint8 out[UUID_BYTES])
{
  return g_uuid_string_is_valid (text) &&
         sodium_hex2bin (out, UUID_BYTES, text, strlen (text), "-", NULL, NULL) == 0;
}

static char *
write_uuid (const guint8 uuid[UUID_BYTES])
{
  char hex[2 * UUID_BYTES + 1];

  sodium_bin2hex (hex, sizeof hex, uuid, UUID_BYTES);

  return g_strdup_printf ("%.8s-%.4s-%.4s-%.4s-%s", hex, hex + 8, hex + 12, hex + 16,
                          hex + 20);
}

static void
make_uuid (guint8 out[UUID_BYTES])
{
  randombytes_buf (out, UUID_BYTES);
  out[6] = (out[6] & 0x0f) | 0x40;
  out[8] = (out[8] & 0x3f) | 0x80;
}

/**
 * foyer_form_guard_issue:
 * @self: a guard
 * @uid: (nullable): the uid that a request is to have, or `NULL` for a new one
 * @now: seconds since 1970-01-01 UTC
 *
 * Makes the hidden part of a page: the uid of the request that it can make, and when the page
 * was made, signed.  However often the page is sent, there is one request.
 *
 * Returns: (transfer full): letters, digits, hyphens and underscores
 */
char *
foyer_form_guard_issue (FoyerFormGuard *self, const char *uid, gint64 now)
{
  Token  token;
  gint64 issued_at = GINT64_TO_BE (now);
  char   text[sodium_base64_ENCODED_LEN (sizeof token,
                                         sodium_base64_VARIANT_URLSAFE_NO_PADDING)];

  if (uid == NULL || !read_uuid (uid, token.uuid))
    make_uuid (token.uuid);
  memcpy (token.issued_at, &issued_at, sizeof token.issued_at);
  crypto_auth (token.mac, (const guint8 *) &token, G_STRUCT_OFFSET (Token, mac),
               self->key);

  return g_strdup (sodium_bin2base64 (text, sizeof text, (const guint8 *) &token,
                                      sizeof token,
                                      sodium_base64_VARIANT_URLSAFE_NO_PADDING));
}

/**
 * foyer_form_guard_check:
 * @self: a guard
 * @token: what came back with the form
 * @now: seconds since 1970-01-01 UTC
 * @out_uid: (out) (transfer full) (nullable): the uid in it; `NULL` if it is not ours
 *
 * Returns: what @token is worth
 */
FoyerFormTicket
foyer_form_guard_check (FoyerFormGuard *self,
                        const char     *token,
                        gint64          now,
                        char          **out_uid)
{
  Token  plain;
  gsize  length;
  gint64 issued_at;

  *out_uid = NULL;
  if (sodium_base642bin ((guint8 *) &plain, sizeof plain, token, strlen (token), NULL,
                         &length, NULL, sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
      length != sizeof plain ||
      crypto_auth_verify (plain.mac, (const guint8 *) &plain,
                          G_STRUCT_OFFSET (Token, mac), self->key) != 0)
    return FOYER_FORM_TICKET_FORGED;

  *out_uid = write_uuid (plain.uuid);
  memcpy (&issued_at, plain.issued_at, sizeof issued_at);
  issued_at = GINT64_FROM_BE (issued_at);
  if (now - issued_at < FOYER_FORM_MIN_FILL_SECONDS)
    return FOYER_FORM_TICKET_EARLY;

  return now - issued_at <= FOYER_FORM_TOKEN_SECONDS ? FOYER_FORM_TICKET_GOOD
                                                     : FOYER_FORM_TICKET_LATE;
}

static void
renew (Count *count, gint64 now)
{
  if (now - count->since >= HOUR_SECONDS || now < count->since)
    *count = (Count){ .since = now };
}

static gboolean
is_old (gpointer key, gpointer value, gpointer data)
{
  const Count *count = value;

  return *(gint64 *) data - count->since >= HOUR_SECONDS;
}

/* NULL if more addresses send the form than anybody could answer. */
static Count *
find_count (FoyerFormGuard *self, const char *address, gint64 now)
{
  g_autofree char *site = foyer_endpoint_limits_address_key (address);
  Count           *count = g_hash_table_lookup (self->counts, site);

  renew (&self->all, now);
  if (count == NULL)
    {
      if (g_hash_table_size (self->counts) >= MAX_ADDRESSES)
        g_hash_table_foreach_remove (self->counts, is_old, &now);
      if (g_hash_table_size (self->counts) >= MAX_ADDRESSES)
        return NULL;
      count = g_new0 (Count, 1);
      g_hash_table_insert (self->counts, g_steal_pointer (&site), count);
    }
  renew (count, now);

  return count;
}

/**
 * foyer_form_guard_admit:
 * @self: a guard
 * @address: where the form was sent from
 * @now: seconds since 1970-01-01 UTC
 *
 * Counts a form that was sent, whatever is in it.
 *
 * Returns: whether it is looked at
 */
gboolean
foyer_form_guard_admit (FoyerFormGuard *self, const char *address, gint64 now)
{
  Count *count = find_count (self, address, now);

  if (count == NULL || count->sent >= self->per_hour * SENT_PER_STORED ||
      self->all.sent >= self->per_hour * SENT_PER_STORED * ALL_PER_ADDRESS)
    return FALSE;
  count->sent++;
  self->all.sent++;

  return TRUE;
}

/**
 * foyer_form_guard_may_store:
 * @self: a guard
 * @address: where the form was sent from
 * @now: seconds since 1970-01-01 UTC
 *
 * Returns: whether another request from there is stored
 */
gboolean
foyer_form_guard_may_store (FoyerFormGuard *self, const char *address, gint64 now)
{
  const Count *count = find_count (self, address, now);

  return count != NULL && count->stored < self->per_hour &&
         self->all.stored < self->per_hour * ALL_PER_ADDRESS;
}

/**
 * foyer_form_guard_stored:
 * @self: a guard
 * @address: where the form was sent from
 * @now: seconds since 1970-01-01 UTC
 *
 * Counts a request that was stored.
 */
void
foyer_form_guard_stored (FoyerFormGuard *self, const char *address, gint64 now)
{
  Count *count = find_count (self, address, now);

  if (count != NULL)
    count->stored++;
  self->all.stored++;
}
