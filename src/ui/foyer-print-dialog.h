/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_PRINT_DIALOG (foyer_print_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerPrintDialog, foyer_print_dialog, FOYER, PRINT_DIALOG, AdwWindow)

GtkWidget *foyer_print_dialog_new (FoyerSession *session, int day, gint64 clinician_id);

G_END_DECLS
