/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/foyer-money-banner.h"
#include "ui/foyer-month-picker.h"
#include "ui/foyer-patient-finder.h"
#include "ui/foyer-request-badge.h"
#include "ui/foyer-sync-indicator.h"
#include "ui/foyer-window.h"

G_BEGIN_DECLS

struct _FoyerWindow
{
  AdwApplicationWindow parent_instance;

  FoyerSession       *session;    /* (owned) (nullable) until the profile is open */
  char               *profile;    /* (owned) (nullable) folder that could not be opened */
  GPtrArray          *staff;      /* (owned) (nullable) of FoyerUser, who can act */
  GPtrArray          *clinicians; /* (owned) (nullable) of FoyerClinician */
  FoyerPatientFinder *finder;     /* (unowned) (nullable) until it is first used */
  FoyerRequestBadge  *requests_badge;  /* (unowned) */
  AdwToast           *undo_toast;      /* (weak) (nullable) offers to take it back */
  gint64              undo_id;         /* booking whose step can be taken back; 0: none */
  gboolean            narrow;          /* there is room for icons, not for words */
  gboolean            tiny;            /* nor for all of them side by side */
  gboolean            page_changed;    /* since its width was looked at */
  GtkWidget          *decisions_row;   /* (unowned) in @screens */
  GtkWidget          *decisions_badge; /* (unowned) how many */
  int      wide_width;   /* what the screen needs while the window is not narrow */
  int      narrow_width; /* and while it is, but not tiny */
  gboolean ready;        /* the clinic is set up and its screens are there */

  /* Template children */
  AdwToastOverlay    *toasts;
  GtkStack           *stage;
  AdwStatusPage      *problem_page;
  GtkButton          *problem_folder_button;
  GtkButton          *retry_button;
  GtkButton          *quit_button;
  AdwBin             *welcome_bin;
  GtkLabel           *clinic_title;
  GtkListBox         *screens;
  GtkWidget          *sidebar;
  GtkMenuButton      *actor_button;
  GtkLabel           *actor_label;
  AdwWindowTitle     *page_title;
  GtkStack           *pages;
  GtkWidget          *day_bar;
  GtkWidget          *day_box;
  GtkMenuButton      *date_button;
  GtkPopover         *date_popover;
  FoyerMonthPicker   *month_picker;
  GtkWidget          *today_button;
  GtkMenuButton      *clinician_button;
  GtkLabel           *clinician_label;
  GtkWidget          *week_button;
  GtkMenuButton      *find_button;
  GtkLabel           *find_label;
  GtkPopover         *find_popover;
  GtkWidget          *book_button;
  GtkLabel           *book_label;
  GtkWidget          *header;
  FoyerSyncIndicator *sync_indicator;
  FoyerMoneyBanner   *money_banner;
};

/* foyer-window.c */
GtkWidget *foyer_window_get_page (FoyerWindow *self, const char *name);
GtkWidget *foyer_window_show_page (FoyerWindow *self, const char *name);
void       foyer_window_update_day (FoyerWindow *self);

/* foyer-window-width.c */
void foyer_window_update_width (FoyerWindow *self);
void foyer_window_queue_width (FoyerWindow *self);

/* foyer-window-menus.c */
void foyer_window_load_menus (FoyerWindow *self);

/* foyer-window-actions.c */
void foyer_window_init_actions (FoyerWindow *self);
void foyer_window_update_actions (FoyerWindow *self);

G_END_DECLS
