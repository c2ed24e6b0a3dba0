/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tests/sync/fake-server.h"

G_BEGIN_DECLS

/* What may go wrong with one request. */
typedef enum
{
  FAKE_FAULT_NONE,
  FAKE_FAULT_DROP_BEFORE,   /* never arrives */
  FAKE_FAULT_DROP_AFTER,    /* carried out, the answer is lost */
  FAKE_FAULT_TRUNCATED,     /* carried out, the answer ends in the middle */
  FAKE_FAULT_SERVER_BEFORE, /* 503, nothing done */
  FAKE_FAULT_SERVER_AFTER,  /* 500, but it was done */
  FAKE_FAULT_DUPLICATE,     /* carried out, and once more much later */
  FAKE_FAULT_DELAYED,       /* lost, as it seems, and carried out much later */
  FAKE_FAULT_BUSY,          /* 429, and so for a while */
  FAKE_FAULT_SIGN_IN,       /* 401 */
  FAKE_N_FAULTS,
} FakeFault;

/* Where in a request a hook is called. */
typedef enum
{
  FAKE_POINT_BEFORE,    /* not sent yet */
  FAKE_POINT_UNDER_WAY, /* between what the server looks at and what it writes */
  FAKE_POINT_CARRIED,   /* carried out, no answer yet */
} FakePoint;

#define FAKE_TYPE_LINK (fake_link_get_type ())
G_DECLARE_FINAL_TYPE (FakeLink, fake_link, FAKE, LINK, GObject)

/* @call is NULL between two moments of a write that takes long.  FALSE: the desk dies here;
 * all that it asks from now on comes to nothing. */
typedef gboolean (*FakeHook) (FakeLink  *link,
                              FakePoint  point,
                              FoyerCall *call,
                              gpointer   data);

/* The way of one desk to a FakeServer, and what goes wrong on it. */
struct _FakeLink
{
  GObject parent_instance;

  FakeServer *server;              /* (unowned) */
  char       *desk;                /* (owned) */
  GRand      *rand;                /* (owned) */
  guint       odds[FAKE_N_FAULTS]; /* per mille */
  FakeFault   forced;              /* once @forced_in requests have passed */
  guint       forced_in;
  gboolean    is_offline;
  gboolean    is_dead;
  gboolean    allows_cached; /* sends no Cache-Control: no-cache */
  gint64      busy_until_ms;
  FakeHook    hook; /* (nullable) */
  gpointer    hook_data;

  guint64 n_requests;
  guint64 n_writes;
  guint64 n_faults[FAKE_N_FAULTS];
};

FakeLink *fake_link_new (FakeServer *server, const char *desk, guint32 seed);
void      fake_link_set_odds (FakeLink *self, FakeFault fault, guint per_mille);
void      fake_link_clear_odds (FakeLink *self);
void      fake_link_force (FakeLink *self, FakeFault fault, guint after_n_requests);
void      fake_link_set_hook (FakeLink *self, FakeHook hook, gpointer data);

G_END_DECLS
