/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-till.h"
#include "present/foyer-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_TILL_COUNT_DIALOG (foyer_till_count_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerTillCountDialog, foyer_till_count_dialog, FOYER, TILL_COUNT_DIALOG, AdwWindow)

GtkWidget *foyer_till_count_dialog_new (FoyerSession *session, FoyerTill *till);

G_END_DECLS
