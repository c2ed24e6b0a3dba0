/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_TODAY_PAGE (foyer_today_page_get_type ())
G_DECLARE_FINAL_TYPE (FoyerTodayPage, foyer_today_page, FOYER, TODAY_PAGE, AdwBin)

GtkWidget *foyer_today_page_new (FoyerSession *session);

int      foyer_today_page_get_day (FoyerTodayPage *self);
void     foyer_today_page_set_day (FoyerTodayPage *self, int day);
void     foyer_today_page_step (FoyerTodayPage *self, int step);
gint64   foyer_today_page_get_clinician (FoyerTodayPage *self);
void     foyer_today_page_set_clinician (FoyerTodayPage *self, gint64 clinician_id);
char    *foyer_today_page_dup_clinician (FoyerTodayPage *self);
gboolean foyer_today_page_get_week (FoyerTodayPage *self);
void     foyer_today_page_set_week (FoyerTodayPage *self, gboolean week);
void     foyer_today_page_select (FoyerTodayPage *self, int day, gint64 booking_id);
void     foyer_today_page_focus_clinician (FoyerTodayPage *self, guint number);
void     foyer_today_page_focus_grid (FoyerTodayPage *self);
char    *foyer_today_page_dup_title (FoyerTodayPage *self);
void foyer_today_page_set_narrow (FoyerTodayPage *self, gboolean narrow, gboolean tiny);

G_END_DECLS
