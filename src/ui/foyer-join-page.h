/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_JOIN_PAGE (foyer_join_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerJoinPage, foyer_join_page, FOYER, JOIN_PAGE, AdwBin)

void     foyer_join_page_set_session (FoyerJoinPage *self, FoyerSession *session);
gboolean foyer_join_page_is_joining (FoyerJoinPage *self);

G_END_DECLS
