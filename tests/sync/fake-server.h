/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fhir/foyer-json.h"
#include "sync/foyer-transport.h"
#include "tests/sync/fake-dialect.h"

G_BEGIN_DECLS

#define FAKE_BASE "https://fake.example/fhir/R4/"

/* A FHIR R4 server in this process: no socket, no thread, and a clock that only the test
 * moves.  It answers as its dialect has it, and keeps every version that there ever was. */

typedef struct
{
  gatomicrefcount references;
  json_t         *json; /* (owned) with id and meta; NULL: deleted */
  char           *id;   /* (owned) of the version */
  gint64          stamp_ms;
  gint64          visible_at_ms;
  gint64          searchable_at_ms;
} FakeVersion;

typedef struct
{
  char      *type;     /* (owned) */
  char      *id;       /* (owned) */
  GPtrArray *versions; /* (owned) (element-type FakeVersion) oldest first */
} FakeResource;

/* One version and how it came about, for what is checked afterwards. */
typedef struct
{
  FakeResource *resource;       /* (unowned) */
  FakeVersion  *version;        /* (owned) */
  FakeVersion  *replaced;       /* (owned) (nullable) */
  char         *writer;         /* (owned) */
  gboolean      has_condition;  /* If-Match or If-None-Exist */
  gboolean      is_rolled_back; /* the server forgot it */
} FakeWrite;

/* Why a resource is refused: the path of what is wrong with it; NULL: it is not. */
typedef const char *(*FakeRule) (json_t *resource, gpointer data);

typedef struct
{
  FakeDialect dialect;
  GRand      *rand;   /* (owned) */
  gint64      now_ms; /* milliseconds since 1970-01-01 UTC; see fake_server_advance() */
  GHashTable *types;  /* (owned) of type to GPtrArray of FakeResource */
  GHashTable *resources;   /* (owned) of Type/id to FakeResource */
  GHashTable *identifiers; /* (owned) of type, system, value to GPtrArray of resources */
  GHashTable *snapshots;   /* (owned) of page snapshots by name */
  GPtrArray  *deliveries;  /* (owned) requests still to be carried out */
  GPtrArray  *writes;      /* (owned) (element-type FakeWrite) all there ever were */
  GPtrArray  *forgotten;   /* (owned) (element-type FakeResource) by a rollback */
  GHashTable *kept;        /* (owned) (nullable) of FakeResource to number of versions */
  guint       kept_next_id;
  guint       next_id;
  guint       n_shared_stamps; /* so many writes more have one stamp */
  gint64      shared_stamp_ms;
  FakeRule    rule; /* (nullable) */
  gpointer    rule_data;

  guint64 n_requests;
  guint64 n_writes;        /* POST and PUT that arrived */
  guint64 n_unconditional; /* of them without If-Match or If-None-Exist */
} FakeServer;

FakeServer      *
fake_server_new (const FakeDialect *dialect, guint32 seed, gint64 start_seconds);
void fake_server_free (FakeServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeServer, fake_server_free)

void       fake_server_advance (FakeServer *self, gint64 ms);
void       fake_server_share_stamp (FakeServer *self, guint n_writes);
void       fake_server_set_rule (FakeServer *self, FakeRule rule, gpointer data);
gint64     fake_server_carry_out (FakeServer *self,
                                  const char *writer,
                                  FoyerCall  *call,
                                  GPtrArray  *matches,
                                  gboolean    from_cache);
GPtrArray *fake_server_match (FakeServer *self, const FoyerCall *call);
void       fake_server_deliver_later (FakeServer      *self,
                                      const char      *writer,
                                      const FoyerCall *call,
                                      gint64           after_ms);
gint64     fake_server_get_wait_seconds (FakeServer *self);

/* What others do to the server, without its rules. */
const char *fake_server_store (FakeServer *self,
                               const char *writer,
                               json_t     *resource,
                               gint64      visible_after_ms);
void        fake_server_delete (FakeServer *self, const char *type, const char *id);
void        fake_server_keep (FakeServer *self);
void        fake_server_roll_back (FakeServer *self);

json_t    *fake_server_get (FakeServer *self, const char *type, const char *id);
GPtrArray *fake_server_list (FakeServer *self, const char *type);

/* For fake-answer.c and fake-search.c. */
char  *fake_server_make_id (FakeServer *self, gboolean uuid, guint number);
gint64 fake_server_draw_delay (FakeServer *self, gint64 most_ms);
FakeResource *
fake_server_add_resource (FakeServer *self, const char *type, const char *id);
FakeResource *fake_server_find (FakeServer *self, const char *type, const char *id);
json_t       *fake_server_adopt (FakeServer *self, json_t *body);
gboolean      fake_version_has_content (FakeVersion *version, json_t *adopted);
FakeVersion  *fake_server_add_version (FakeServer   *self,
                                       FakeResource *resource,
                                       const char   *writer,
                                       json_t       *adopted,
                                       gboolean      has_condition,
                                       gint64        late_ms);
FakeVersion *fake_resource_get_version (FakeResource *self, gint64 at_ms, gboolean index);
FakeVersion *fake_resource_get_last (FakeResource *self);
json_t      *fake_server_present (FakeServer *self, json_t *json);
void         fake_call_refuse (FoyerCall  *call,
                               guint       status,
                               const char *code,
                               const char *expression,
                               const char *diagnostics);
char        *fake_stamp_format (gint64 ms);
gboolean
      fake_resource_has_identifier (json_t *json, const char *system, const char *value);
char *fake_identifier_key (const char *type, const char *system, const char *value);
void  fake_server_search (FakeServer *self,
                          FoyerCall  *call,
                          const char *type,
                          const char *query,
                          gboolean    from_cache);

G_END_DECLS
