/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-room.h"

static const FoyerField fields[] = {
  FOYER_FIELD_TEXT (FoyerRoom, "name", name),
  FOYER_FIELD_FLAG (FoyerRoom, "active", active),
};

FOYER_DEFINE_ACTIVE_RECORD (FoyerRoom, foyer_room, "room", fields)
