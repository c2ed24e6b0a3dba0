/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-referral.h"
#include "present/foyer-session.h"
#include "tests/unit/profile.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A small clinic at work, for tests of the screens of the front desk: one clinician, the
 * usual services, two patients; and what it takes to use a screen as a person does. */
typedef struct
{
  Profile       profile;
  FoyerStore   *store;   /* (owned) */
  FoyerSession *session; /* (owned) the manager acts */
  gint64        clinician_id;
  gint64        new_visit_id; /* services */
  gint64        follow_up_id;
  gint64        cosmetic_id;
  gint64        known_id; /* patients: one known here, one new */
  gint64        new_id;
} Desk;

void   desk_set_up (Desk *self, gconstpointer data);
void   desk_tear_down (Desk *self, gconstpointer data);
gint64 desk_add_referral (Desk *self, gint64 patient_id, gboolean accepted);
gint64 desk_add_booking (Desk *self, gint64 patient_id, gint64 service_id, gboolean held);

typedef gboolean (*DeskCondition) (gpointer data);

void     desk_wait (DeskCondition condition, gpointer data);
void     desk_settle (void);
gboolean desk_is_gone (gpointer window);

gpointer    desk_find (gpointer root, GType type);
gpointer    desk_find_button (gpointer root, const char *label);
gpointer    desk_find_row (gpointer root, const char *title);
gboolean    desk_says (gpointer root, const char *part);
void        desk_type (gpointer root, const char *title, const char *text);
void        desk_click (gpointer root, const char *label);
void        desk_wait_says (gpointer root, const char *part);
void        desk_wait_row (gpointer root, const char *title);
GtkWidget  *desk_present (GtkWidget *window);
GtkWidget  *desk_present_page (GtkWidget *page);
GtkWidget  *desk_open_page (Desk *self, const char *page);
gpointer    desk_find_window (GType type);
gpointer    desk_wait_window (GType type);
const char *desk_get_focus_label (gpointer window);

G_END_DECLS
