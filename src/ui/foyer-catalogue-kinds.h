/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/foyer-record-editor.h"

G_BEGIN_DECLS

/* How what the clinic consists of is listed and edited. */
extern const FoyerRecordKind foyer_clinician_kind;
extern const FoyerRecordKind foyer_absence_kind;
extern const FoyerRecordKind foyer_room_kind;
extern const FoyerRecordKind foyer_service_kind;
extern const FoyerRecordKind foyer_holiday_kind;
extern const FoyerRecordKind foyer_user_kind;

AdwPreferencesGroup *foyer_record_kind_add_group (AdwPreferencesPage *page,
                                                  const char         *title);
GtkWidget           *foyer_colour_row_new (void);
void                 foyer_colour_row_set_colour (GtkWidget *row, const char *colour);
const char          *foyer_colour_row_get_colour (GtkWidget *row);
const char          *foyer_colour_row_find_name (GtkWidget *row, const char *colour);

G_END_DECLS
