/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FOYER_TYPE_MONTH_PICKER (foyer_month_picker_get_type ())
G_DECLARE_FINAL_TYPE (FoyerMonthPicker, foyer_month_picker, FOYER, MONTH_PICKER, GtkBox)

void foyer_month_picker_set_session (FoyerMonthPicker *self, FoyerSession *session);
void foyer_month_picker_show (FoyerMonthPicker *self, int day, gint64 clinician_id);

G_END_DECLS
