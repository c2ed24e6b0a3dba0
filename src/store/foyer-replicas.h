/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/foyer-db.h"

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
gboolean   foyer_replicas_remove (FoyerAct *act, FoyerReplica *replica, GError **error);
/* A request that has become a booking: its replica goes over to the booking of the same uid. */
gboolean foyer_replicas_change_kind (FoyerAct     *act,
                                     FoyerReplica *replica,
                                     const char   *kind,
                                     gint64        record_id,
                                     GError      **error);

/**
 * FoyerUnsent:
 * @kind: kind of a record
 * @record_id: its row
 * @edits: how many edits the endpoint has not been told of
 * @since: when the first of them was made, seconds since 1970-01-01 UTC
 */
typedef struct
{
  const char *kind; /* (unowned) interned */
  gint64      record_id;
  gint64      edits;
  gint64      since;
} FoyerUnsent;

/* Puts a mark on every record of kinds that were changed in bulk. */
gboolean foyer_unsent_expand (FoyerDb *db, GError **error);
/* (element-type FoyerUnsent): of a kind, by row, after @after, at most @limit. */
GPtrArray *foyer_unsent_list (
    FoyerDb *db, const char *kind, gint64 after, guint limit, GError **error);
gint64 foyer_unsent_get (FoyerDb *db, const char *kind, gint64 record_id);
/* Takes the mark away if there were no further edits after @edits. */
gboolean foyer_unsent_clear (
    FoyerAct *act, const char *kind, gint64 record_id, gint64 edits, GError **error);
gboolean
foyer_unsent_mark (FoyerAct *act, const char *kind, gint64 record_id, GError **error);

/**
 * FoyerCursor:
 * @at: (nullable): FHIR instant from which the next pull of the type reads; `NULL`: from the
 *   beginning
 * @initial_done: whether the first pull of it has come to its end
 * @reconciled_at: when all its versions were last compared, 0: never
 */
typedef struct
{
  char    *at; /* (owned) (nullable) */
  gboolean initial_done;
  gint64   reconciled_at;
} FoyerCursor;

void foyer_cursor_clear (FoyerCursor *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoyerCursor, foyer_cursor_clear)
gboolean
foyer_cursors_get (FoyerDb *db, const char *type, FoyerCursor *out, GError **error);
gboolean foyer_cursors_put (FoyerAct          *act,
                            const char        *type,
                            const FoyerCursor *cursor,
                            GError           **error);

/* A resource that could not be taken in yet: what it refers to is not here, or it cannot be
 * understood.  One row a resource; the newest version replaces the one before. */
gboolean foyer_inbox_put (FoyerAct   *act,
                          const char *type,
                          const char *remote_id,
                          const char *version,
                          const char *json,
                          const char *waits_for,
                          GError    **error);
gboolean foyer_inbox_remove (FoyerAct   *act,
                             const char *type,
                             const char *remote_id,
                             GError    **error);
/* (element-type utf8): JSON of the resources that wait, oldest first. */
GPtrArray *foyer_inbox_list (FoyerDb *db, GError **error);

/**
 * FoyerSaga:
 * @id: what it is about; there is one at a time: `booking.<uid>`
 * @kind: which steps it has: `booking`
 * @step: the step that comes next
 * @data: (nullable): JSON of its own
 * @attempts: failed attempts at the step
 * @next_try_at: not before, seconds since 1970-01-01 UTC
 *
 * Work of several requests that is finished whatever happens in between.
 */
typedef struct
{
  char  *id;   /* (owned) */
  char  *kind; /* (owned) */
  gint64 step;
  char  *data; /* (owned) (nullable) */
  gint64 attempts;
  gint64 next_try_at;
} FoyerSaga;

FoyerSaga *foyer_saga_new (const char *id, const char *kind);
void       foyer_saga_free (FoyerSaga *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerSaga, foyer_saga_free)
gboolean   foyer_sagas_get (FoyerDb *db, const char *id, FoyerSaga **out, GError **error);
GPtrArray *foyer_sagas_list (FoyerDb *db, gint64 now, GError **error);
gboolean   foyer_sagas_put (FoyerAct *act, FoyerSaga *saga, GError **error);
gboolean   foyer_sagas_remove (FoyerAct *act, const char *id, GError **error);

/**
 * FoyerClaim:
 * @booking_id: the booking
 * @clinician_id: whose time
 * @start_at: first second that is claimed
 * @end_at: second after the last one
 * @refused: whether the time was found taken; @other_uid then has it
 *
 * What the guards say of a booking's time.  A booking is confirmed if its clinician and its
 * blocked time are those of a claim that was not refused.
 */
typedef struct
{
  gint64   booking_id;
  gint64   clinician_id;
  gint64   start_at;
  gint64   end_at;
  gboolean refused;
  char    *other_uid; /* (owned) (nullable) */
} FoyerClaim;

void foyer_claim_clear (FoyerClaim *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoyerClaim, foyer_claim_clear)
gboolean foyer_claims_get (
    FoyerDb *db, gint64 booking_id, FoyerClaim *out, gboolean *out_found, GError **error);
gboolean foyer_claims_put (FoyerAct *act, const FoyerClaim *claim, GError **error);
gboolean foyer_claims_remove (FoyerAct *act, gint64 booking_id, GError **error);
/* Live bookings from @from on whose time is not claimed as it stands: (element-type gint64*). */
GArray *foyer_claims_list_wanting (FoyerDb *db, gint64 from, GError **error);

G_END_DECLS
