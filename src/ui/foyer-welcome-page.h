/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_WELCOME_PAGE (foyer_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerWelcomePage, foyer_welcome_page, FOYER, WELCOME_PAGE, AdwBin)

GtkWidget *foyer_welcome_page_new (FoyerSession *session);

gboolean foyer_welcome_page_is_joining (FoyerWelcomePage *self);

G_END_DECLS
