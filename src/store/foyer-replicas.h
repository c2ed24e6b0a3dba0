/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/foyer-claims.h"
#include "store/foyer-cursors.h"
#include "store/foyer-inbox.h"
#include "store/foyer-sagas.h"
#include "store/foyer-unsent.h"

G_BEGIN_DECLS

/**
 * FoyerReplicaState:
 * @FOYER_REPLICA_STATE_OK: goes back and forth
 * @FOYER_REPLICA_STATE_REFUSED: the endpoint refuses it; a person decides
 * @FOYER_REPLICA_STATE_GONE: it is no longer at the endpoint
 *
 * How a record stands with the endpoint.
 */
typedef enum
{
  FOYER_REPLICA_STATE_OK,
  FOYER_REPLICA_STATE_REFUSED,
  FOYER_REPLICA_STATE_GONE,
} FoyerReplicaState;

#define FOYER_TYPE_REPLICA_STATE (foyer_replica_state_get_type ())
GType foyer_replica_state_get_type (void);

/**
 * FoyerReplica:
 * @kind: kind of the record
 * @record_id: its row
 * @type: FHIR type of the part of it
 * @key: value of the identifier that is its key at the endpoint
 * @remote_id: (nullable): id that the endpoint gave it; `NULL` until it is there
 * @base: (nullable): JSON of the resource as last seen at the endpoint
 * @base_version: (nullable): its version there
 * @base_updated: (nullable): its `meta.lastUpdated`
 * @sent: (nullable): the very bytes whose fate at the endpoint is not known yet
 * @sent_edits: how many edits were in @sent
 * @state: how it stands
 * @attempts: failed attempts in a row
 * @next_try_at: not to be sent before, seconds since 1970-01-01 UTC
 * @problem: (nullable): what the endpoint said last when it refused
 *
 * A record, or a part of it, as the endpoint has it.
 */
typedef struct
{
  char             *kind; /* (owned) */
  gint64            record_id;
  char             *type;         /* (owned) */
  char             *key;          /* (owned) */
  char             *remote_id;    /* (owned) (nullable) */
  char             *base;         /* (owned) (nullable) */
  char             *base_version; /* (owned) (nullable) */
  char             *base_updated; /* (owned) (nullable) */
  GBytes           *sent;         /* (owned) (nullable) */
  gint64            sent_edits;
  FoyerReplicaState state;
  gint64            attempts;
  gint64            next_try_at;
  char             *problem; /* (owned) (nullable) */
} FoyerReplica;

FoyerReplica *
foyer_replica_new (const char *kind, gint64 record_id, const char *type, const char *key);
void foyer_replica_free (FoyerReplica *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerReplica, foyer_replica_free)

/* Each sets *out to NULL if there is none. */
gboolean foyer_replicas_get (FoyerDb       *db,
                             const char    *kind,
                             gint64         record_id,
                             const char    *type,
                             FoyerReplica **out,
                             GError       **error);
gboolean foyer_replicas_find_remote (FoyerDb       *db,
                                     const char    *type,
                                     const char    *remote_id,
                                     FoyerReplica **out,
                                     GError       **error);
gboolean foyer_replicas_find_key (
    FoyerDb *db, const char *type, const char *key, FoyerReplica **out, GError **error);
/* (element-type FoyerReplica) without their base: id and version of what is at the endpoint. */
GPtrArray *foyer_replicas_list_versions (FoyerDb *db, const char *type, GError **error);
gboolean   foyer_replicas_put (FoyerAct *act, FoyerReplica *replica, GError **error);
gboolean   foyer_replicas_forget_sent (FoyerAct *act, GError **error);
gboolean
foyer_replicas_mark_referring (FoyerAct *act, FoyerReplica *replica, GError **error);
gboolean foyer_replicas_remove (FoyerAct *act, FoyerReplica *replica, GError **error);
/* A request that has become a booking: its replica goes over to the booking of the same uid. */
gboolean foyer_replicas_change_kind (FoyerAct     *act,
                                     FoyerReplica *replica,
                                     const char   *kind,
                                     gint64        record_id,
                                     GError      **error);

G_END_DECLS
