/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_OPEN_MONEY_WINDOW (foyer_open_money_window_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerOpenMoneyWindow, foyer_open_money_window, FOYER, OPEN_MONEY_WINDOW, AdwWindow)

GtkWidget *foyer_open_money_window_new (FoyerSession *session);

G_END_DECLS
