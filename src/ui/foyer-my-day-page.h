/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_MY_DAY_PAGE (foyer_my_day_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerMyDayPage, foyer_my_day_page, FOYER, MY_DAY_PAGE, AdwBin)

GtkWidget *foyer_my_day_page_new (FoyerSession *session);
void       foyer_my_day_page_focus_next (FoyerMyDayPage *self);

G_END_DECLS
