/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_TILL_REPORT_DIALOG (foyer_till_report_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerTillReportDialog, foyer_till_report_dialog, FOYER, TILL_REPORT_DIALOG, AdwWindow)

GtkWidget *foyer_till_report_dialog_new (FoyerSession *session);

G_END_DECLS
