/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-communication.h"
#include "store/foyer-db.h"

G_BEGIN_DECLS

/* Calls, messages and letters, and attempts at them. */

/* (element-type FoyerCommunication), the newest first. */
GPtrArray *
foyer_communications_list_for_patient (FoyerDb *db, gint64 patient_id, GError **error);
GPtrArray *
foyer_communications_list_for_request (FoyerDb *db, gint64 request_id, GError **error);
gboolean foyer_communications_add (FoyerDb            *db,
                                   FoyerUser          *actor,
                                   FoyerCommunication *communication,
                                   GError            **error);
gboolean foyer_communications_add_in (FoyerAct           *act,
                                      FoyerCommunication *communication,
                                      GError            **error);

G_END_DECLS
