/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/foyer-db.h"
#include "sync/foyer-sync.h"

G_BEGIN_DECLS

/* A foyer-endpoint on loopback, in a process and a folder of its own. */
typedef struct
{
  gboolean     stands_back; /* whether it gets only what nobody else wants; set before */
  GSubprocess *process;     /* (owned) */
  char        *folder;      /* (owned) */
  char        *token;       /* (owned) */
  char        *address;     /* (owned) */
} Peer;

/* A request as it was sent. */
typedef struct
{
  char   *target;  /* (owned) */
  char   *version; /* (owned) (nullable) what the answer says */
  GBytes *body;    /* (owned) (nullable) */
} PeerCall;

#define PEER_TYPE_METER (peer_meter_get_type ())
G_DECLARE_FINAL_TYPE (PeerMeter, peer_meter, PEER, METER, GObject)

/* The way to a peer, which counts. */
struct _PeerMeter
{
  GObject parent_instance;

  FoyerTransport *inner;         /* (owned) */
  GPtrArray      *pages;         /* (owned) (element-type PeerCall) searches */
  GPtrArray      *puts;          /* (owned) (element-type PeerCall) */
  guint           n_requests;    /* all */
  gint64          waited_us;     /* for answers, parsing them included */
  gint64          first_page_us; /* monotonic, when the first search was sent */

  GMutex   gate;       /* guards the rest */
  GCond    gate_moved; /* signalled whenever it changes */
  gboolean is_shut;    /* whether a sync has to stop after the page that it is at */
  gboolean is_waiting; /* whether it has */
  gboolean is_over;    /* whether there is none any more */
};

void       peer_start (Peer *self);
void       peer_stop (Peer *self);
PeerMeter *peer_connect (Peer *self);
void       peer_fill (Peer *self, guint n_patients);

void     peer_meter_reset (PeerMeter *self);
gboolean peer_meter_shut (PeerMeter *self);
void     peer_meter_open (PeerMeter *self);
void     peer_meter_end (PeerMeter *self);

/* A profile that syncs with a peer; remove its folder when it is closed. */
FoyerDb *peer_open_profile (Peer *self, const char *folder);
void     peer_settle (Peer *self, FoyerDb *db);
void     peer_sync (FoyerDb *db, PeerMeter *meter, FoyerSyncReport *out_report);

G_END_DECLS
