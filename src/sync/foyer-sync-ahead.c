/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/foyer-background.h"
#include "sync/foyer-sync-private.h"

/* What can be made of a page without the database is made by the thread that reads it ahead,
 * while the page before it is stored. */

/* Of one resource; each is handed over once. */
typedef struct
{
  json_t         *resource;  /* (owned) */
  char           *text;      /* (owned) (nullable) */
  FoyerAggregate *aggregate; /* (owned) (nullable) as of a record that is new here */
} Ready;

static void
ready_free (gpointer data)
{
  Ready *self = data;

  json_decref (self->resource);
  g_free (self->text);
  g_clear_pointer (&self->aggregate, foyer_aggregate_free);
  g_free (self);
}

/* What a reference is to only the database knows. */
static char *
refuse_uid (const char *kind, const char *reference, gboolean *out_other, gpointer data)
{
  gboolean *asked = data;

  *asked = TRUE;
  *out_other = TRUE;

  return NULL;
}

/* NULL if it cannot be read, or not here.  Of all that comes the first time most are patients,
 * and few of them refer to anything. */
static FoyerAggregate *
read_record (const json_t *resource)
{
  const FoyerFhirPart *part = foyer_fhir_parts_match (resource);
  gboolean             asked = FALSE;
  FoyerFhirLinks       links = { .to_uid = refuse_uid, .data = &asked };
  g_autoptr (FoyerAggregate) aggregate = NULL;
  g_autofree char *uid = NULL;

  if (part == NULL || !g_str_equal (part->kind, "patient"))
    return NULL;
  uid = foyer_fhir_part_dup_uid (part, resource);
  if (uid == NULL)
    return NULL;
  aggregate = foyer_aggregate_new (part->kind, uid);

  return foyer_fhir_part_decode (part, resource, &links, aggregate, NULL) && !asked
             ? g_steal_pointer (&aggregate)
             : NULL;
}

/**
 * foyer_sync_make_ready:
 * @bundle: a page of a search of which most is new here
 *
 * Makes of each resource what the database is not needed for.  Can run on any thread.
 *
 * Returns: (transfer full): by resource, for foyer_sync_take_text() and
 *   foyer_sync_take_record()
 */
GHashTable *
foyer_sync_make_ready (const json_t *bundle)
{
  GHashTable   *all = g_hash_table_new_full (NULL, NULL, NULL, ready_free);
  const json_t *entry;
  size_t        i;

  json_array_foreach (json_object_get (bundle, "entry"), i, entry)
    {
      json_t *resource = json_object_get (entry, "resource");
      Ready  *ready;

      foyer_background_let_pass ();
      if (!json_is_object (resource))
        continue;
      ready = g_new0 (Ready, 1);
      ready->resource = json_incref (resource);
      ready->text = foyer_json_dump (resource);
      ready->aggregate = read_record (resource);
      g_hash_table_insert (all, resource, ready);
    }

  return all;
}

static Ready *
find_ready (FoyerSync *self, const json_t *resource)
{
  return self->ready != NULL ? g_hash_table_lookup (self->ready, resource) : NULL;
}

/**
 * foyer_sync_take_text:
 * @self: a sync
 * @resource: a resource
 *
 * Returns: (transfer full): it as text
 */
char *
foyer_sync_take_text (FoyerSync *self, const json_t *resource)
{
  Ready *ready = find_ready (self, resource);

  return ready != NULL && ready->text != NULL ? g_steal_pointer (&ready->text)
                                              : foyer_json_dump (resource);
}

/**
 * foyer_sync_take_record:
 * @self: a sync
 * @resource: a resource
 * @kind: the kind of record that it makes, which is new here
 *
 * Returns: (transfer full) (nullable): the record as the resource says; `NULL` if it has to be
 *   read from it
 */
FoyerAggregate *
foyer_sync_take_record (FoyerSync *self, const json_t *resource, const char *kind)
{
  Ready *ready = find_ready (self, resource);

  return ready != NULL && ready->aggregate != NULL &&
                 g_str_equal (FOYER_RECORD_GET_CLASS (ready->aggregate->record)->kind,
                              kind)
             ? g_steal_pointer (&ready->aggregate)
             : NULL;
}
