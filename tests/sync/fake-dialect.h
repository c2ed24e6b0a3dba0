/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How the next page of a search is found. */
typedef enum
{
  FAKE_PAGES_OFFSET,   /* counted from the start each time: drifts under edits */
  FAKE_PAGES_KEYSET,   /* after the last row, if sorted by time alone; else by offset */
  FAKE_PAGES_SNAPSHOT, /* of the ids that the first page found; expires */
} FakePages;

/* How a server that is asked too much says how long to wait. */
typedef enum
{
  FAKE_WAIT_NOT_SAID,
  FAKE_WAIT_RETRY_AFTER,  /* Retry-After: 7 */
  FAKE_WAIT_RATE_LIMIT,   /* RateLimit: "fhirInteractions";r=0;t=28 */
  FAKE_WAIT_MILLISECONDS, /* x-ms-retry-after-ms: 2400 */
} FakeWait;

/* In what FHIR R4 servers differ, each point as one of them does it; see fake_dialects[]. */
typedef struct
{
  const char *name;
  guint       mismatch_status;     /* of a PUT whose If-Match does not hold: 409 or 412 */
  gboolean    suppresses_no_op;    /* a PUT of the same content makes no version */
  gboolean    resurrects;          /* a PUT to a deleted resource brings it back */
  gboolean    updates_as_create;   /* a PUT to an unknown id makes the resource */
  gboolean    racy_create;         /* If-None-Exist looks into the index, and too early */
  gboolean    enforces_references; /* refuses a reference to what is not there */
  gboolean    uuid_ids;            /* else numbers, which a rollback hands out again */
  gboolean    uuid_versions;       /* else numbers, which a rollback hands out again */
  gboolean    sends_etag;
  gboolean    rewrites;    /* 100.00 comes back as 100, attachments get a changing URL */
  gboolean    narrates;    /* adds a generated narrative */
  gboolean    shuffles;    /* the order of an object's members says nothing */
  gboolean    short_pages; /* pages have fewer rows than asked for, down to none */
  FakePages   pages;
  guint       default_count;
  guint       max_count;
  gint64      search_cache_ms;  /* how long the same search gives the same rows */
  gint64      index_lag_ms;     /* most by which a search sees a write later */
  gboolean    index_absent;     /* until then the row is absent, else as it was before */
  gint64      late_ms;          /* most by which a write is seen after its stamp */
  gint64      stamp_quantum_ms; /* precision of lastUpdated */
  FakeWait    wait;
} FakeDialect;

extern const FakeDialect fake_dialects[];
extern const guint       n_fake_dialects;

const FakeDialect *fake_dialect_find (const char *name);

G_END_DECLS
