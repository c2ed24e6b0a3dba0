/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_MONEY_REPORT_DIALOG (foyer_money_report_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FoyerMoneyReportDialog,
                      foyer_money_report_dialog,
                      FOYER,
                      MONEY_REPORT_DIALOG,
                      AdwWindow)

GtkWidget *foyer_money_report_dialog_new (FoyerSession *session);

G_END_DECLS
