/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_PATIENTS_PAGE (foyer_patients_page_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerPatientsPage, foyer_patients_page, FOYER, PATIENTS_PAGE, AdwBin)

GtkWidget *foyer_patients_page_new (FoyerSession *session);
void       foyer_patients_page_open (FoyerPatientsPage *self, gint64 id);
void       foyer_patients_page_register (FoyerPatientsPage *self, const char *typed);
void       foyer_patients_page_find (FoyerPatientsPage *self);

G_END_DECLS
