/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "endpoint/foyer-endpoint-limits.h"

#include <gio/gio.h>
#include <string.h>

/* How many addresses are remembered, so that a flood from many does not fill the memory. */
#define MAX_BUCKETS 4096

struct _FoyerEndpointLimits
{
  GHashTable *buckets; /* (owned) of Bucket by who asks */
  gint64      interval_us;
  gint64      burst_us;
};

/* When the bucket is full again, if nobody takes from it. */
typedef struct
{
  gint64 full_us;
} Bucket;

/**
 * foyer_endpoint_limits_new:
 * @per_second: requests a second; 0 for no limit
 * @burst: requests at once after a silence, at least 1
 *
 * Returns: (transfer full): a limit under which nobody has asked yet
 */
FoyerEndpointLimits *
foyer_endpoint_limits_new (guint per_second, guint burst)
{
  FoyerEndpointLimits *self = g_new0 (FoyerEndpointLimits, 1);

  self->buckets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->interval_us = per_second > 0 ? MAX (1, G_USEC_PER_SEC / (gint64) per_second) : 0;
  self->burst_us = self->interval_us * MAX (1, burst);

  return self;
}

void
foyer_endpoint_limits_free (FoyerEndpointLimits *self)
{
  g_hash_table_unref (self->buckets);
  g_free (self);
}

static gboolean
is_full (gpointer key, gpointer value, gpointer data)
{
  return ((Bucket *) value)->full_us <= *(gint64 *) data;
}

static Bucket *
find_bucket (FoyerEndpointLimits *self, const char *who, gint64 now_us)
{
  Bucket *bucket = g_hash_table_lookup (self->buckets, who);

  if (bucket != NULL)
    return bucket;

  if (g_hash_table_size (self->buckets) >= MAX_BUCKETS)
    g_hash_table_foreach_remove (self->buckets, is_full, &now_us);
  /* More than that at once is an attack from everywhere: begin anew. */
  if (g_hash_table_size (self->buckets) >= MAX_BUCKETS)
    g_hash_table_remove_all (self->buckets);

  bucket = g_new0 (Bucket, 1);
  g_hash_table_insert (self->buckets, g_strdup (who), bucket);

  return bucket;
}

/**
 * foyer_endpoint_limits_take:
 * @self: a limit
 * @who: name of the one who asks
 * @now_us: microseconds since 1970-01-01 UTC
 *
 * Counts a request.
 *
 * Returns: 0 if it may be answered, else after how many seconds to ask again
 */
guint
foyer_endpoint_limits_take (FoyerEndpointLimits *self, const char *who, gint64 now_us)
{
  Bucket *bucket;

  if (self->interval_us == 0)
    return 0;

  bucket = find_bucket (self, who, now_us);
  /* A clock that was set back must not lock anybody out. */
  bucket->full_us = CLAMP (bucket->full_us, now_us, now_us + self->burst_us);
  if (bucket->full_us + self->interval_us > now_us + self->burst_us)
    {
      const gint64 wait_us =
          bucket->full_us + self->interval_us - now_us - self->burst_us;

      return (guint) ((wait_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
    }
  bucket->full_us += self->interval_us;

  return 0;
}

/**
 * foyer_endpoint_limits_address_key:
 * @address: numeric address
 *
 * Returns: (transfer full): what counts as one sender: an IPv4 address, or the network of 64
 *   bits that a household or a clinic has in IPv6
 */
char *
foyer_endpoint_limits_address_key (const char *address)
{
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (address);
  const guint8 *bytes;

  if (inet == NULL || g_inet_address_get_family (inet) != G_SOCKET_FAMILY_IPV6)
    return g_strdup (address);

  bytes = g_inet_address_to_bytes (inet);

  return g_strdup_printf ("%02x%02x:%02x%02x:%02x%02x:%02x%02x::/64", bytes[0], bytes[1],
                          bytes[2], bytes[3], bytes[4], bytes[5], bytes[6], bytes[7]);
}
