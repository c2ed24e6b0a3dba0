/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fhir/foyer-fhir-guard.h"
#include "fhir/foyer-fhir-merge.h"
#include "fhir/foyer-fhir-resource.h"
#include "fhir/foyer-json.h"
#include "model/foyer-booking.h"
#include "store/foyer-aggregates.h"
#include "store/foyer-conflicts.h"
#include "store/foyer-endpoints.h"
#include "store/foyer-replicas.h"
#include "sync/foyer-sync.h"

G_BEGIN_DECLS

/* For src/sync only. */

/* Rows that the server stamped less than this before the newest one may still come into
 * sight: longer than a server's longest transaction and the lag of its index. */
#define FOYER_SYNC_LAG_SECONDS 120

/* What finds the requests and those who wait: they have no time, so a window of time does not
 * show them. */
#define FOYER_SYNC_WITHOUT_TIME "&status=proposed,waitlist"

/* Requests that are under way at once. */
#define FOYER_SYNC_WIDTH 4

/* A guard is for what is to come: visits that ended longer ago are never claimed. */
#define FOYER_SYNC_GUARD_SECONDS 86400

/* Claims that stand longer than this without a booking are left over from something. */
#define FOYER_SYNC_LEFT_OVER_SECONDS 600

/* Name of the fact that says which id a double has given way to: by type and id. */
#define FOYER_SYNC_ALIAS "alias.%s/%s"

/* What references need of the clinic, read once a transaction. */
typedef struct
{
  gboolean    known;
  const char *currency;  /* (unowned) (nullable) interned */
  const char *reference; /* (unowned) (nullable) interned */
} FoyerSyncClinic;

struct _FoyerSync
{
  FoyerDb          *db;          /* (unowned) */
  FoyerTransport   *transport;   /* (owned) */
  GCancellable     *cancellable; /* (unowned) (nullable) during a run */
  FoyerSyncStepFunc step_func;   /* (nullable) */
  gpointer          step_data;
  FoyerSyncReport   report;
  FoyerSyncStep     step;
  gint64            now;        /* when the run began */
  gboolean          raised;     /* whether the beacon was raised in this run */
  gboolean          rollback;   /* the endpoint was set back to an earlier state */
  gboolean          reconciles; /* everything is to be compared */
  FoyerSyncClinic   clinic;
  char       *newest; /* (owned) (nullable): `Type/id` of the newest resource that came */
  gint64      newest_micros; /* its stamp */
  GHashTable *dead;          /* (owned) references to what is nowhere to be found */
  GHashTable *fetched;       /* (owned) references that were followed in this run */
  GHashTable *doubles;       /* (owned) `Type key` of what the endpoint has twice */
  GHashTable
      *unreadable;   /* (owned) (nullable) `Type/id` of what people are asked about */
  GHashTable *found; /* (owned) (nullable) uids of what the present page refers to */
  GHashTable *ready; /* (owned) (nullable) what was made ahead of the present page */
};

/**
 * FoyerOutcome:
 *
 * What the answer to a request means.
 */
typedef enum
{
  FOYER_OUTCOME_DONE,
  FOYER_OUTCOME_VERSION, /* a PUT found another version */
  FOYER_OUTCOME_SEVERAL, /* a conditional POST found several */
  FOYER_OUTCOME_GONE,
  FOYER_OUTCOME_REFUSED,
  FOYER_OUTCOME_LATER, /* nobody knows whether it was carried out: the same again, later */
  FOYER_OUTCOME_STOP,  /* nothing else would go through either */
} FoyerOutcome;

/* foyer-sync-call.c: requests */
gboolean foyer_sync_step (FoyerSync *self, const char *name, GError **error);
gboolean
foyer_sync_send (FoyerSync *self, FoyerCall **calls, guint n_calls, GError **error);
FoyerOutcome foyer_sync_judge (FoyerSync *self, FoyerCall *call, GError **error);
gboolean
foyer_sync_get (FoyerSync *self, json_t **out, GError **error, const char *format, ...)
    G_GNUC_PRINTF (4, 5);
gboolean
foyer_sync_get_large (FoyerSync *self, const char *target, json_t **out, GError **error);
gboolean foyer_sync_begin (FoyerSync  *self,
                           const char *target,
                           gboolean    is_new,
                           json_t    **spent,
                           FoyerCall **out,
                           GError    **error);
gboolean
foyer_sync_finish (FoyerSync *self, FoyerCall *call, json_t **out, GError **error);
json_t *
foyer_sync_find (FoyerSync *self, const char *type, const char *key, GError **error);
char *foyer_sync_dup_problem (FoyerCall *call);
gboolean
foyer_sync_act (FoyerSync *self, FoyerActFunc func, gpointer data, GError **error);
gboolean    foyer_sync_is_about_record (const GError *error);
gboolean    foyer_sync_set_fact (FoyerSync  *self,
                                 const char *name,
                                 const char *value,
                                 GError    **error);
const char *foyer_resource_id (const json_t *json);
const char *foyer_resource_version (const json_t *json);
const char *foyer_resource_updated (const json_t *json);
gint64      foyer_resource_micros (const char *instant);
const char *foyer_resource_identifier (const json_t *json, const char *system);
gboolean    foyer_sync_is_known (const FoyerReplica *replica,
                                 const char         *version,
                                 const char         *updated);
GBytes     *foyer_resource_body (const json_t *json);

/* foyer-sync-ahead.c: what is made of a page before its turn */
GHashTable *foyer_sync_make_ready (const json_t *bundle);
char       *foyer_sync_take_text (FoyerSync *self, const json_t *resource);
FoyerAggregate *
foyer_sync_take_record (FoyerSync *self, const json_t *resource, const char *kind);

/* foyer-sync-links.c: references */
/**
 * FoyerSyncLinks:
 * @links: what the codecs see
 * @db: where uids and ids meet
 * @placeholders: whether a record that the endpoint does not have yet gets a reference of
 *   the form `urn:uuid:`, for a merge that is not sent
 * @lenient: whether a reference that nobody knows counts as none
 * @dead: (nullable): references to what is nowhere to be found, which count as none
 * @found: (nullable): by kind and reference, the uids that were found before
 */
typedef struct
{
  FoyerFhirLinks links;
  FoyerDb       *db;
  gboolean       placeholders;
  gboolean       lenient;
  GHashTable    *dead;  /* (unowned) (nullable) */
  GHashTable    *found; /* (unowned) (nullable) */
} FoyerSyncLinks;

FoyerAggregate      *
foyer_sync_load (FoyerDb *db, const char *kind, gint64 id, GError **error);
void foyer_sync_links_init (FoyerSyncLinks *self, FoyerDb *db, FoyerSyncClinic *clinic);
void foyer_sync_links_clear (FoyerSyncLinks *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoyerSyncLinks, foyer_sync_links_clear)

/* foyer-sync-apply.c: what came */
gboolean foyer_sync_apply_page (FoyerSync         *self,
                                json_t           **resources,
                                guint              n_resources,
                                const char        *type,
                                const FoyerCursor *cursor,
                                GError           **error);
gboolean foyer_sync_apply (FoyerSync *self, json_t *resource, GError **error);
gboolean foyer_sync_apply_sent (FoyerSync    *self,
                                FoyerReplica *replica,
                                json_t       *resource,
                                gboolean      landed,
                                GError      **error);
gboolean foyer_sync_apply_inbox (FoyerSync *self, GError **error);

/* foyer-sync-hold.c: what is known of a record at the endpoint */
gboolean foyer_sync_let_go (FoyerAct *act, gpointer replica, GError **error);
gboolean foyer_sync_lose_id (FoyerAct *act, gpointer replica, GError **error);
gboolean foyer_sync_hold (FoyerAct     *act,
                          FoyerSync    *self,
                          FoyerReplica *replica,
                          json_t       *resource,
                          GError      **error);
gboolean foyer_sync_distrust_stamp (FoyerAct *act, gpointer replica, GError **error);
void     foyer_sync_date (FoyerRecord *record, const json_t *resource);

/* foyer-sync-settle.c: what became of a request whose answer was lost */
gboolean foyer_sync_settle (FoyerSync    *self,
                            FoyerReplica *replica,
                            json_t       *resource,
                            GError      **error);
gboolean foyer_sync_gone (FoyerSync *self, FoyerReplica *replica, GError **error);
gboolean foyer_sync_has_known (FoyerSync    *self,
                               FoyerReplica *replica,
                               gboolean     *out_has,
                               GError      **error);
gboolean foyer_sync_look_for_loss (FoyerSync    *self,
                                   FoyerReplica *replica,
                                   json_t       *resource,
                                   GError      **error);
gboolean foyer_sync_repair_doubles (FoyerSync *self, GError **error);

/* foyer-sync-push.c */
gboolean foyer_sync_push (FoyerSync *self, GError **error);
gboolean foyer_sync_push_records (FoyerSync *self, GPtrArray *records, GError **error);

/* foyer-sync-read.c */
/**
 * FoyerReading:
 * @type: type of what is read
 * @listed: of its ids to what a list says of them: id and version
 * @name: (nullable): name of @cursor
 * @cursor: (nullable): how far a search is before what is read; it stays there
 * @missing: (nullable): where the ids go of those that are not there
 * @n_failed: how many could not be read
 */
typedef struct
{
  const char        *type;
  GHashTable        *listed; /* (unowned) */
  const char        *name;
  const FoyerCursor *cursor;
  GPtrArray         *missing; /* (unowned) (nullable) */
  guint              n_failed;
} FoyerReading;

gboolean
foyer_sync_read (FoyerSync *self, FoyerReading *reading, GPtrArray *ids, GError **error);

/* foyer-sync-pull.c, foyer-sync-reconcile.c */
gboolean foyer_sync_pull (FoyerSync *self, GError **error);
gboolean foyer_sync_reconcile (FoyerSync *self, gboolean everything, GError **error);
char    *foyer_sync_dup_window (FoyerSync *self, const char *type, GError **error);
char    *foyer_sync_dup_next (const json_t *bundle, const char *type);
gboolean foyer_sync_turn_page (const json_t *bundle,
                               const char   *type,
                               char        **target,
                               GError      **error);

/* foyer-sync-beacon.c */
gboolean foyer_sync_enrol (FoyerSync *self, GError **error);
gboolean foyer_sync_look_at_beacon (FoyerSync *self, GError **error);
gboolean foyer_sync_raise_beacon (FoyerSync *self, GError **error);
gboolean foyer_sync_end_rollback (FoyerSync *self, GError **error);

/* foyer-sync-newest.c: the newest resource that was seen */
void     foyer_sync_note_newest (FoyerSync *self, const json_t *resource);
gboolean foyer_sync_put_newest (FoyerAct *act, FoyerSync *self, GError **error);
gboolean foyer_sync_look_at_newest (FoyerSync *self, gboolean *out_lost, GError **error);

/* foyer-sync-claim.c: whose time it is */
gboolean foyer_sync_note_claim (FoyerAct            *act,
                                FoyerSync           *self,
                                gint64               booking_id,
                                const FoyerFhirPart *part,
                                FoyerAggregate      *aggregate,
                                const json_t        *resource,
                                GError             **error);

/* foyer-sync-booking.c, foyer-sync-refused.c, foyer-sync-collision.c */
gboolean foyer_sync_push_bookings (FoyerSync *self, GError **error);
char *
foyer_sync_dup_claim_guard (FoyerSync *self, const FoyerClaim *claim, GError **error);
gboolean foyer_sync_is_settled (FoyerSync      *self,
                                FoyerAggregate *booking,
                                gboolean       *out_settled,
                                GError        **error);
GArray  *foyer_sync_list_refused (FoyerSync *self, GError **error);
gboolean foyer_sync_sweep_guards (FoyerSync *self, GError **error);
gboolean foyer_sync_find_collisions (FoyerSync *self, GError **error);

/* foyer-sync-card.c */
gboolean foyer_sync_claim_cards (FoyerSync *self, GError **error);
gboolean foyer_sync_is_claimed (FoyerSync      *self,
                                FoyerAggregate *entry,
                                gboolean       *out_claimed,
                                GError        **error);
gboolean
foyer_sync_note_card (FoyerAct *act, const char *card, json_t *resource, GError **error);

/* foyer-sync-decide.c */
gboolean foyer_sync_carry_out_decisions (FoyerSync *self, GError **error);
gboolean foyer_sync_add_clashes (FoyerAct            *act,
                                 FoyerSync           *self,
                                 FoyerReplica        *replica,
                                 const FoyerFhirPart *part,
                                 FoyerAggregate      *mine,
                                 FoyerAggregate      *merged,
                                 GPtrArray           *clashes,
                                 GError             **error);
gboolean foyer_sync_add_conflict (FoyerAct         *act,
                                  FoyerSync        *self,
                                  FoyerConflictKind kind,
                                  FoyerReplica     *replica,
                                  const char       *detail,
                                  GError          **error);
gboolean foyer_sync_is_set_aside (FoyerSync    *self,
                                  const char   *type,
                                  const json_t *resource,
                                  gboolean     *out_known,
                                  GError      **error);
gboolean foyer_sync_add_unreadable (FoyerAct     *act,
                                    FoyerSync    *self,
                                    FoyerReplica *replica,
                                    const json_t *resource,
                                    const char   *detail,
                                    GError      **error);
gboolean foyer_sync_settle_unreadable (FoyerAct     *act,
                                       FoyerSync    *self,
                                       FoyerReplica *replica,
                                       GError      **error);
gboolean foyer_sync_settle_conflicts (FoyerAct         *act,
                                      FoyerConflictKind kind,
                                      FoyerReplica     *replica,
                                      GError          **error);

G_END_DECLS
