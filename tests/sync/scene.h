/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tests/sync/simulation-private.h"

G_BEGIN_DECLS

/* What has to go right with certainty, and not only by chance: two desks, one server, and one
 * thing that is hard. */
typedef struct
{
  Simulation       simulation;
  SimulationResult result;
  SimulationDesk  *first;
  SimulationDesk  *second; /* knows nothing yet */
  FakeServer      *server;
  guint            n_edited; /* pages after which rows were edited */
  guint            n_hooked; /* requests at which something was done */
  gint64           booking_id;
} Scene;

void scene_set_up (Scene *self, gconstpointer dialect);
void scene_tear_down (Scene *self, gconstpointer dialect);
void scene_add (const char *name, void (*func) (Scene *, gconstpointer));
void run_sync (Scene *self, SimulationDesk *desk);

/* Lets both desks hear of each other, and looks whether they and the endpoint agree. */
void exchange (Scene *self);

gint64 count_patients (SimulationDesk *desk);
gint64 count_decisions (SimulationDesk *desk);
void   save_patient (SimulationDesk *desk, const char *family);
void   edit_patient (SimulationDesk *desk,
                     const char     *uid,
                     const char     *family,
                     const char     *note);

G_END_DECLS
