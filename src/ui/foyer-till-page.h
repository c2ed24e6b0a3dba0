/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_TILL_PAGE (foyer_till_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerTillPage, foyer_till_page, FOYER, TILL_PAGE, AdwBin)

GtkWidget *foyer_till_page_new (FoyerSession *session);

G_END_DECLS
