/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"
#include "ui/foyer-open-money.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_ATTEMPT_BOX (foyer_attempt_box_get_type ())
G_DECLARE_FINAL_TYPE (FoyerAttemptBox, foyer_attempt_box, FOYER, ATTEMPT_BOX, GtkBox)

GtkWidget *foyer_attempt_box_new (FoyerSession *session, FoyerOpenMoney *item);

G_END_DECLS
