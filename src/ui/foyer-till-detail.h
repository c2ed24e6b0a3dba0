/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_TILL_DETAIL (foyer_till_detail_get_type ())
G_DECLARE_FINAL_TYPE (FoyerTillDetail, foyer_till_detail, FOYER, TILL_DETAIL, AdwBin)

void foyer_till_detail_set_session (FoyerTillDetail *self, FoyerSession *session);
void foyer_till_detail_show (FoyerTillDetail *self, gint64 id, gint64 ours_id);
void foyer_till_detail_focus_next (FoyerTillDetail *self);

G_END_DECLS
