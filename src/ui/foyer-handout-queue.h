/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_HANDOUT_QUEUE (foyer_handout_queue_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerHandoutQueue, foyer_handout_queue, FOYER, HANDOUT_QUEUE, AdwWindow)

GtkWidget *foyer_handout_queue_new (FoyerSession *session);

G_END_DECLS
