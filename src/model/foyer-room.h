/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-record.h"

G_BEGIN_DECLS

#define FOYER_TYPE_ROOM (foyer_room_get_type ())
G_DECLARE_FINAL_TYPE (FoyerRoom, foyer_room, FOYER, ROOM, FoyerRecord)

/**
 * FoyerRoom:
 *
 * A room that one visit at a time can use.
 */
struct _FoyerRoom
{
  FoyerRecord parent_instance;

  char    *name;   /* (owned) (nullable) as on the door */
  gboolean active; /* whether it is in use */
};

FoyerRoom *foyer_room_new (void);

G_END_DECLS
