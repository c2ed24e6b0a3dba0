/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-booking-state.h"
#include "model/foyer-clinic.h"
#include "store/foyer-catalogue.h"
#include "sync/foyer-sync-private.h"

#include <string.h>

#define PLACEHOLDER "urn:uuid:"

/* Doubles of doubles that are followed. */
#define MAX_HOPS 4

static char *
to_reference (const char *kind, const char *uid, gpointer data)
{
  FoyerSyncLinks      *self = data;
  const FoyerFhirPart *part = foyer_fhir_parts_find (kind, NULL);
  g_autoptr (FoyerReplica) replica = NULL;
  gint64 id;

  if (part == NULL)
    return NULL;
  if (foyer_aggregates_find (self->db, kind, uid, &id, NULL) && id != 0 &&
      foyer_replicas_get (self->db, kind, id, part->type, &replica, NULL) &&
      replica != NULL && replica->remote_id != NULL)
    return g_strdup_printf ("%s/%s", part->type, replica->remote_id);

  return self->placeholders ? g_strconcat (PLACEHOLDER, uid, NULL) : NULL;
}

/* Type and id of a reference, which may be absolute and may name a version. */
static gboolean
split_reference (const char *reference, char **out_type, char **out_id)
{
  g_auto (GStrv) steps = g_strsplit (reference, "/", -1);
  guint n = g_strv_length (steps);

  if (n >= 4 && g_str_equal (steps[n - 2], "_history"))
    n -= 2;
  if (n < 2 || *steps[n - 1] == '\0' || !g_ascii_isupper (*steps[n - 2]))
    return FALSE;

  *out_type = g_strdup (steps[n - 2]);
  *out_id = g_strdup (steps[n - 1]);
  return TRUE;
}

/* Which record is behind an id.  That of a double has come to be another one's. */
static FoyerReplica *
find_replica (FoyerDb *db, const char *type, const char *id)
{
  g_autofree char *at = g_strdup (id);
  FoyerReplica    *replica = NULL;

  for (guint hop = 0; hop < MAX_HOPS && at != NULL && replica == NULL; hop++)
    {
      g_autofree char *alias = NULL;

      if (!foyer_replicas_find_remote (db, type, at, &replica, NULL))
        return NULL;
      alias = g_strdup_printf (FOYER_SYNC_ALIAS, type, at);
      g_free (at);
      at = replica == NULL ? foyer_endpoints_dup_fact (db, alias, NULL) : NULL;
    }

  return replica;
}

static char *
find_uid (FoyerSyncLinks *self,
          const char     *kind,
          const char     *reference,
          gboolean       *out_other)
{
  g_autoptr (FoyerReplica) replica = NULL;
  g_autofree char *type = NULL;
  g_autofree char *id = NULL;

  if (g_str_has_prefix (reference, PLACEHOLDER))
    return g_strdup (reference + strlen (PLACEHOLDER));

  if (*reference == '#' || !split_reference (reference, &type, &id))
    {
      *out_other = TRUE;
      return NULL;
    }
  replica = find_replica (self->db, type, id);
  if (replica == NULL)
    {
      *out_other = self->lenient ||
                   (self->dead != NULL && g_hash_table_contains (self->dead, reference));
      return NULL;
    }
  if (!g_str_equal (replica->kind, kind))
    {
      *out_other = TRUE;
      return NULL;
    }

  return foyer_aggregates_dup_uid (self->db, kind, replica->record_id, NULL);
}

/* The resources of a page refer to the same few again and again. */
static char *
to_uid (const char *kind, const char *reference, gboolean *out_other, gpointer data)
{
  FoyerSyncLinks  *self = data;
  g_autofree char *name = NULL;
  char            *uid;

  *out_other = FALSE;
  if (self->found == NULL)
    return find_uid (self, kind, reference, out_other);

  name = g_strconcat (kind, " ", reference, NULL);
  uid = g_strdup (g_hash_table_lookup (self->found, name));
  if (uid != NULL)
    return uid;
  uid = find_uid (self, kind, reference, out_other);
  if (uid != NULL)
    g_hash_table_insert (self->found, g_steal_pointer (&name), g_strdup (uid));

  return uid;
}

static char *
by_key (const char *kind, const char *key, gpointer data)
{
  FoyerSyncLinks      *self = data;
  const FoyerFhirPart *part = foyer_fhir_parts_find (kind, NULL);
  const char          *prefix = part != NULL && part->prefix != NULL ? part->prefix : "";
  gint64               id;

  if (part == NULL || !g_str_has_prefix (key, prefix))
    return NULL;
  key += strlen (prefix);

  return foyer_aggregates_find (self->db, kind, key, &id, NULL) && id != 0
             ? g_strdup (key)
             : NULL;
}

/* The clinic's currency and its Organization; NULL while the profile has none. */
static void
read_clinic (FoyerSyncLinks *self, FoyerSyncClinic *out)
{
  g_autoptr (FoyerClinic) clinic = NULL;
  g_autofree char *reference = NULL;
  gboolean         has_clinic;

  if (!foyer_db_has_clinic (self->db, &has_clinic, NULL) || !has_clinic)
    return;
  clinic = foyer_catalogue_get_clinic (self->db, NULL);
  if (clinic == NULL)
    return;

  reference = to_reference ("clinic", foyer_record_get_uid (FOYER_RECORD (clinic)), self);
  out->currency = g_intern_string (clinic->currency);
  out->reference = g_intern_string (reference);
}

/* Links that know what the database knows.  @clinic is filled in if it is not known; NULL has
 * it read for these links alone. */
void
foyer_sync_links_init (FoyerSyncLinks *self, FoyerDb *db, FoyerSyncClinic *clinic)
{
  FoyerSyncClinic own = { 0 };

  if (clinic == NULL)
    clinic = &own;
  memset (self, 0, sizeof *self);
  self->db = db;
  self->links.to_reference = to_reference;
  self->links.to_uid = to_uid;
  self->links.by_key = by_key;
  self->links.data = self;
  if (!clinic->known)
    {
      *clinic = (FoyerSyncClinic){ .known = TRUE };
      read_clinic (self, clinic);
    }
  self->links.currency = clinic->currency;
  self->links.clinic = clinic->reference;
}

void
foyer_sync_links_clear (FoyerSyncLinks *self)
{
  g_clear_pointer (&self->links.unresolved, g_ptr_array_unref);
}

/* A whole record; of a booking also whether its time was found taken, which its resource
 * says too. */
FoyerAggregate *
foyer_sync_load (FoyerDb *db, const char *kind, gint64 id, GError **error)
{
  g_autoptr (FoyerAggregate) aggregate = foyer_aggregates_load (db, kind, id, error);
  g_auto (FoyerClaim) claim = { 0 };
  FoyerBooking *booking;
  gboolean      found;

  if (aggregate == NULL || !g_str_equal (kind, "booking"))
    return g_steal_pointer (&aggregate);

  booking = FOYER_BOOKING (aggregate->record);
  if (!foyer_claims_get (db, id, &claim, &found, error))
    return NULL;
  if (found && claim.refused && foyer_booking_state_is_live (booking->state) &&
      claim.start_at == booking->block_start_at &&
      claim.end_at == booking->block_end_at &&
      claim.clinician_id == booking->clinician_id)
    foyer_record_set_link (booking, "unconfirmed", "1");

  return g_steal_pointer (&aggregate);
}
