/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_RECORD_STATE (foyer_record_state_get_type ())
G_DECLARE_FINAL_TYPE (FoyerRecordState, foyer_record_state, FOYER, RECORD_STATE, GtkBox)

void foyer_record_state_show (FoyerRecordState *self,
                              FoyerSession     *session,
                              const char       *kind,
                              gint64            id);

G_END_DECLS
