/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "endpoint/foyer-endpoint-draft.h"

G_BEGIN_DECLS

/**
 * FoyerEndpointStore:
 *
 * The resources of one clinic, in a SQLite database of which this is a connection.
 */
typedef struct _FoyerEndpointStore FoyerEndpointStore;

/**
 * FoyerEndpointClock:
 * @data: (nullable): as given with the clock
 *
 * Returns: microseconds since 1970-01-01 UTC
 */
typedef gint64 (*FoyerEndpointClock) (gpointer data);

/**
 * FoyerEndpointVersion:
 * @id: of the resource
 * @version: from 1
 * @updated_ms: when it was written, milliseconds since 1970-01-01 UTC
 * @deleted: whether it says that the resource is gone
 * @body: the resource as JSON; empty if @deleted
 *
 * One version of a resource.
 */
typedef struct
{
  char    *id; /* (owned) */
  gint64   version;
  gint64   updated_ms;
  gboolean deleted;
  GBytes  *body; /* (owned) */
} FoyerEndpointVersion;

void foyer_endpoint_version_free (FoyerEndpointVersion *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerEndpointVersion, foyer_endpoint_version_free)

FoyerEndpointStore *foyer_endpoint_store_open (const char *profile, GError **error);
void                foyer_endpoint_store_close (FoyerEndpointStore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerEndpointStore, foyer_endpoint_store_close)

void   foyer_endpoint_store_set_clock (FoyerEndpointStore *self,
                                       FoyerEndpointClock  clock,
                                       gpointer            data);
gint64 foyer_endpoint_store_now_us (FoyerEndpointStore *self);

void     foyer_endpoint_store_begin_group (FoyerEndpointStore *self);
gboolean foyer_endpoint_store_end_group (FoyerEndpointStore *self);
void     foyer_endpoint_store_forgive (FoyerEndpointStore *self);

FoyerEndpointVersion *foyer_endpoint_store_read (FoyerEndpointStore *self,
                                                 const char         *type,
                                                 const char         *id,
                                                 gint64              version,
                                                 GError            **error);
GPtrArray            *foyer_endpoint_store_history (FoyerEndpointStore *self,
                                                    const char         *type,
                                                    const char         *id,
                                                    gint64              before_version,
                                                    guint               limit,
                                                    gint64             *out_total,
                                                    GError            **error);

FoyerEndpointVersion *foyer_endpoint_store_create (FoyerEndpointStore *self,
                                                   FoyerEndpointDraft *draft,
                                                   const char         *unless_system,
                                                   const char         *unless_value,
                                                   gboolean           *out_created,
                                                   GError            **error);
FoyerEndpointVersion *foyer_endpoint_store_update (FoyerEndpointStore *self,
                                                   FoyerEndpointDraft *draft,
                                                   const char         *id,
                                                   gint64              if_version,
                                                   GError            **error);
gboolean              foyer_endpoint_store_delete (FoyerEndpointStore *self,
                                                   const char         *type,
                                                   const char         *id,
                                                   GError            **error);

gboolean
foyer_endpoint_store_backup (FoyerEndpointStore *self, const char *path, GError **error);

char *
foyer_endpoint_create (FoyerEndpointStore *self, const json_t *resource, GError **error);
GPtrArray *foyer_endpoint_newest (FoyerEndpointStore *self,
                                  const char         *type,
                                  guint               limit,
                                  GError            **error);

G_END_DECLS
