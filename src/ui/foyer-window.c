/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "present/foyer-format.h"
#include "present/foyer-words.h"
#include "ui/foyer-decisions-page.h"
#include "ui/foyer-gift-cards-page.h"
#include "ui/foyer-handouts-page.h"
#include "ui/foyer-my-day-page.h"
#include "ui/foyer-patient-finder.h"
#include "ui/foyer-patients-page.h"
#include "ui/foyer-referrals-page.h"
#include "ui/foyer-requests-page.h"
#include "ui/foyer-settings.h"
#include "ui/foyer-till-page.h"
#include "ui/foyer-today-page.h"
#include "ui/foyer-welcome-page.h"
#include "ui/foyer-widgets.h"
#include "ui/foyer-window-private.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerWindow:
 *
 * The window of the program: its screens, and the actions that lead from one to another.
 *
 * It can be shown before the profile is open.
 */

G_DEFINE_FINAL_TYPE (FoyerWindow, foyer_window, ADW_TYPE_APPLICATION_WINDOW)

/* The screens in the order of Alt+1 and so on. */
static const struct
{
  const char *name;
  const char *title;
  const char *icon;
  GtkWidget *(*make) (FoyerSession *session);
} screens[] = {
  { "today", NC_ ("screen", "Today"), "x-office-calendar-symbolic",
    foyer_today_page_new },
  { "my-day", NC_ ("screen", "My Day"), "avatar-default-symbolic",
    foyer_my_day_page_new },
  { "requests", NC_ ("screen", "Requests"), "mail-unread-symbolic",
    foyer_requests_page_new },
  { "patients", NC_ ("screen", "Patients"), "system-users-symbolic",
    foyer_patients_page_new },
  { "referrals", NC_ ("screen", "Referrals"), "mail-read-symbolic",
    foyer_referrals_page_new },
  { "decisions", NC_ ("screen", "Needs a Decision"), "dialog-question-symbolic",
    foyer_decisions_page_new },
  { "gift-cards", NC_ ("screen", "Gift Cards"), "foyer-gift-symbolic",
    foyer_gift_cards_page_new },
  { "till", NC_ ("screen", "Till"), "foyer-till-symbolic", foyer_till_page_new },
  { "handouts", NC_ ("screen", "Handouts"), "foyer-handout-symbolic",
    foyer_handouts_page_new },
};

/* The page of a screen; made when it is first asked for. */
GtkWidget *
foyer_window_get_page (FoyerWindow *self, const char *name)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->pages, name);

  for (guint i = 0; page == NULL && self->ready && i < G_N_ELEMENTS (screens); i++)
    if (g_str_equal (screens[i].name, name))
      {
        page = screens[i].make (self->session);
        gtk_stack_add_named (self->pages, page, name);
      }

  return page;
}

static void
foyer_window_realize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (foyer_window_parent_class)->realize (widget);
  g_signal_connect_object (gtk_native_get_surface (GTK_NATIVE (widget)), "layout",
                           G_CALLBACK (foyer_window_queue_width), widget,
                           G_CONNECT_SWAPPED);
}

/* What the header bar says of the schedule. */
void
foyer_window_update_day (FoyerWindow *self)
{
  GtkWidget       *today = gtk_stack_get_child_by_name (self->pages, "today");
  const char      *name = NULL;
  g_autofree char *title = NULL;
  g_autofree char *spoken = NULL;
  g_autofree char *clinician = NULL;
  gint64           clinician_id;

  if (today == NULL)
    return;

  title = foyer_today_page_dup_title (FOYER_TODAY_PAGE (today));
  gtk_menu_button_set_label (self->date_button, title);
  spoken = foyer_format_day_long (foyer_today_page_get_day (FOYER_TODAY_PAGE (today)));
  foyer_widget_set_accessible_label (self->date_button, spoken);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->date_button), spoken);
  clinician_id = foyer_today_page_get_clinician (FOYER_TODAY_PAGE (today));
  clinician = foyer_today_page_dup_clinician (FOYER_TODAY_PAGE (today));
  name = clinician != NULL ? clinician : C_ ("whose schedule", "All Clinicians");
  gtk_label_set_label (self->clinician_label, name);
  foyer_widget_set_accessible_label (self->clinician_button, name);
  g_action_group_change_action_state (G_ACTION_GROUP (self), "schedule-of",
                                      g_variant_new_int64 (clinician_id));
  g_simple_action_set_state (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), "week")),
      g_variant_new_boolean (foyer_today_page_get_week (FOYER_TODAY_PAGE (today))));
}

/* Shows a screen; NULL if there is none of that name, or not yet. */
GtkWidget *
foyer_window_show_page (FoyerWindow *self, const char *name)
{
  GSettings *settings = foyer_settings_get ();
  GtkWidget *page = foyer_window_get_page (self, name);

  if (page == NULL)
    return NULL;

  gtk_stack_set_visible_child (self->pages, page);
  gtk_widget_set_visible (self->day_box, g_str_equal (name, "today"));
  gtk_widget_set_visible (self->day_bar, g_str_equal (name, "today"));
  gtk_popover_popdown (self->find_popover);
  for (guint i = 0; i < G_N_ELEMENTS (screens); i++)
    if (g_str_equal (screens[i].name, name))
      {
        gtk_list_box_select_row (self->screens,
                                 gtk_list_box_get_row_at_index (self->screens, (int) i));
        adw_window_title_set_title (
            self->page_title,
            i == 0 ? "" : g_dpgettext2 (GETTEXT_PACKAGE, "screen", screens[i].title));
        /* A title takes room even where it is empty. */
        gtk_widget_set_visible (GTK_WIDGET (self->page_title), i != 0 && !self->tiny);
      }
  if (settings != NULL)
    g_settings_set_string (settings, "last-screen", name);
  self->page_changed = TRUE;
  foyer_window_queue_width (self);

  return page;
}

static void
screen_activated_cb (FoyerWindow *self, GtkListBoxRow *row)
{
  const guint index = (guint) gtk_list_box_row_get_index (row);

  g_return_if_fail (index < G_N_ELEMENTS (screens));

  foyer_window_show_page (self, screens[index].name);
}

static void
patient_found_cb (FoyerWindow *self, gint64 id)
{
  gtk_popover_popdown (self->find_popover);
  g_action_group_activate_action (G_ACTION_GROUP (self), "open-patient",
                                  g_variant_new_int64 (id));
}

static void
patient_to_book_cb (FoyerWindow *self, gint64 id)
{
  GVariantBuilder draft;

  gtk_popover_popdown (self->find_popover);
  g_variant_builder_init (&draft, G_VARIANT_TYPE ("a{sx}"));
  g_variant_builder_add (&draft, "{sx}", "patient", id);
  g_action_group_activate_action (G_ACTION_GROUP (self), "book",
                                  g_variant_builder_end (&draft));
}

static void
day_picked_cb (FoyerWindow *self, int day)
{
  gtk_popover_popdown (self->date_popover);
  foyer_today_page_set_day (FOYER_TODAY_PAGE (foyer_window_get_page (self, "today")),
                            day);
}

static void
date_popover_shown_cb (FoyerWindow *self)
{
  FoyerTodayPage *page = FOYER_TODAY_PAGE (foyer_window_get_page (self, "today"));

  foyer_month_picker_show (self->month_picker, foyer_today_page_get_day (page),
                           foyer_today_page_get_clinician (page));
}

static void
add_screens (FoyerWindow *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (screens); i++)
    {
      const char *title = g_dpgettext2 (GETTEXT_PACKAGE, "screen", screens[i].title);
      GtkWidget  *row = gtk_list_box_row_new ();
      GtkWidget  *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
      GtkWidget  *label = gtk_label_new (title);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_set_hexpand (label, TRUE);
      gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (screens[i].icon));
      gtk_box_append (GTK_BOX (box), label);
      if (g_str_equal (screens[i].name, "requests"))
        {
          self->requests_badge = FOYER_REQUEST_BADGE (foyer_request_badge_new ());
          gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->requests_badge));
        }
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
      gtk_widget_set_tooltip_text (row, title);
      foyer_widget_set_accessible_label (row, title);
      gtk_list_box_append (self->screens, row);
      if (g_str_equal (screens[i].name, "decisions"))
        {
          self->decisions_row = row;
          self->decisions_badge = foyer_badge_new ("", "warning");
          gtk_box_append (GTK_BOX (box), self->decisions_badge);
        }
    }
}

/* There is nothing to decide where nothing is synced. */
static void
update_decisions (FoyerWindow *self)
{
  FoyerSyncStatus *status =
      foyer_sync_monitor_get_status (foyer_session_get_sync (self->session));
  const char      *title = C_ ("screen", "Needs a Decision");
  gint64           n = status != NULL ? status->n_decisions : 0;
  g_autofree char *count = g_strdup_printf ("%" G_GINT64_FORMAT, n);
  /* Translators: the name of a screen, and how many things are in it */
  g_autofree char *spoken = g_strdup_printf (C_ ("screen", "%1$s, %2$s"), title, count);

  gtk_widget_set_visible (self->decisions_row,
                          status != NULL && status->state != FOYER_SYNC_STATE_OFF);
  gtk_label_set_label (GTK_LABEL (self->decisions_badge), count);
  gtk_widget_set_visible (self->decisions_badge, n > 0);
  foyer_widget_set_accessible_label (self->decisions_row, n > 0 ? spoken : title);
}

static void
store_changed_cb (FoyerWindow *self, const char *const *kinds)
{
  if (self->ready &&
      (g_strv_contains (kinds, "staff") || g_strv_contains (kinds, "clinician")))
    foyer_window_load_menus (self);
}

static void
update_actor (FoyerWindow *self)
{
  FoyerUser       *actor = foyer_session_get_actor (self->session);
  const char      *name = actor != NULL && actor->name != NULL ? actor->name : "";
  g_autofree char *spoken =
      /* Translators: who acts in this window, for a screen reader */
      g_strdup_printf (C_ ("accessible name", "Acting as %s"), name);

  gtk_label_set_label (self->actor_label, name);
  foyer_widget_set_accessible_label (self->actor_button, spoken);
  if (actor != NULL)
    g_action_group_change_action_state (
        G_ACTION_GROUP (self), "act-as",
        g_variant_new_int64 (foyer_record_get_id (FOYER_RECORD (actor))));
}

static void
make_finder_cb (GtkMenuButton *button, gpointer data)
{
  FoyerWindow *self = data;

  if (self->finder != NULL)
    return;

  self->finder = FOYER_PATIENT_FINDER (foyer_patient_finder_new (self->session));
  gtk_widget_set_size_request (GTK_WIDGET (self->finder), 420, 460);
  g_signal_connect_object (self->finder, "picked", G_CALLBACK (patient_found_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->finder, "picked-alternative",
                           G_CALLBACK (patient_to_book_cb), self, G_CONNECT_SWAPPED);
  gtk_popover_set_child (self->find_popover, GTK_WIDGET (self->finder));
}

/* Shows what the clinic's state asks for: Welcome, or the screens. */
static void
update_clinic (FoyerWindow *self)
{
  FoyerClinic     *clinic = foyer_session_get_clinic (self->session);
  GtkWidget       *welcome = adw_bin_get_child (self->welcome_bin);
  GSettings       *settings = foyer_settings_get ();
  g_autofree char *last = NULL;

  if (clinic == NULL)
    {
      GtkWidget *page = foyer_welcome_page_new (self->session);

      g_signal_connect_object (page, "ready", G_CALLBACK (update_clinic), self,
                               G_CONNECT_SWAPPED);
      adw_bin_set_child (self->welcome_bin, page);
      gtk_stack_set_visible_child_name (self->stage, "welcome");
      gtk_widget_child_focus (GTK_WIDGET (self->welcome_bin), GTK_DIR_TAB_FORWARD);
      return;
    }
  if (FOYER_IS_WELCOME_PAGE (welcome) &&
      foyer_welcome_page_is_joining (FOYER_WELCOME_PAGE (welcome)))
    return;
  gtk_label_set_label (self->clinic_title, clinic->name != NULL ? clinic->name : "Foyer");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->clinic_title), clinic->name);
  if (self->ready)
    return;

  self->ready = TRUE;
  foyer_window_update_actions (self);
  foyer_month_picker_set_session (self->month_picker, self->session);
  foyer_request_badge_set_session (self->requests_badge, self->session);
  g_signal_connect_object (self->sync_indicator, "notify::visible",
                           G_CALLBACK (foyer_window_queue_width), self,
                           G_CONNECT_SWAPPED);
  foyer_sync_indicator_set_session (self->sync_indicator, self->session);
  foyer_money_banner_set_session (self->money_banner, self->session);
  g_signal_connect_object (foyer_session_get_sync (self->session), "notify::status",
                           G_CALLBACK (update_decisions), self, G_CONNECT_SWAPPED);
  update_decisions (self);
  gtk_menu_button_set_create_popup_func (self->find_button, make_finder_cb, self, NULL);
  g_signal_connect_object (foyer_window_get_page (self, "today"), "day-changed",
                           G_CALLBACK (foyer_window_update_day), self, G_CONNECT_SWAPPED);
  update_actor (self);
  foyer_window_update_width (self);
  foyer_window_load_menus (self);
  if (settings != NULL)
    last = g_settings_get_string (settings, "last-screen");
  if (last == NULL || foyer_window_show_page (self, last) == NULL)
    foyer_window_show_page (self, "today");
  gtk_stack_set_visible_child_name (self->stage, "main");
  foyer_window_queue_width (self);
  adw_bin_set_child (self->welcome_bin, NULL);
  foyer_today_page_focus_grid (FOYER_TODAY_PAGE (foyer_window_get_page (self, "today")));
}

static void
save_size (FoyerWindow *self)
{
  GSettings *settings = foyer_settings_get ();
  int        width, height;

  if (settings == NULL)
    return;
  g_settings_set_boolean (settings, "window-maximized",
                          gtk_window_is_maximized (GTK_WINDOW (self)));
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  if (width >= 360 && height >= 294)
    {
      g_settings_set_int (settings, "window-width", width);
      g_settings_set_int (settings, "window-height", height);
    }
}

static gboolean
foyer_window_close_request (GtkWindow *window)
{
  save_size (FOYER_WINDOW (window));

  return GTK_WINDOW_CLASS (foyer_window_parent_class)->close_request (window);
}

static void
foyer_window_dispose (GObject *object)
{
  FoyerWindow *self = FOYER_WINDOW (object);

  g_clear_weak_pointer (&self->undo_toast);
  gtk_widget_dispose_template (GTK_WIDGET (object), FOYER_TYPE_WINDOW);
  g_clear_pointer (&self->staff, g_ptr_array_unref);
  g_clear_pointer (&self->clinicians, g_ptr_array_unref);
  g_clear_pointer (&self->profile, g_free);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (foyer_window_parent_class)->dispose (object);
}

static void
foyer_window_class_init (FoyerWindowClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GtkWindowClass *window_class = GTK_WINDOW_CLASS (klass);

  object_class->dispose = foyer_window_dispose;
  widget_class->realize = foyer_window_realize;
  window_class->close_request = foyer_window_close_request;

  g_type_ensure (FOYER_TYPE_MONEY_BANNER);
  g_type_ensure (FOYER_TYPE_MONTH_PICKER);
  g_type_ensure (FOYER_TYPE_SYNC_INDICATOR);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/foyerclinic/Foyer/ui/window.ui");
#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, FoyerWindow, child)
  BIND (toasts);
  BIND (stage);
  BIND (problem_page);
  BIND (problem_folder_button);
  BIND (retry_button);
  BIND (quit_button);
  BIND (welcome_bin);
  BIND (clinic_title);
  BIND (screens);
  BIND (sidebar);
  BIND (actor_button);
  BIND (actor_label);
  BIND (page_title);
  BIND (pages);
  BIND (day_bar);
  BIND (day_box);
  BIND (date_button);
  BIND (date_popover);
  BIND (month_picker);
  BIND (today_button);
  BIND (clinician_button);
  BIND (clinician_label);
  BIND (week_button);
  BIND (find_button);
  BIND (find_label);
  BIND (find_popover);
  BIND (book_button);
  BIND (book_label);
  BIND (header);
  BIND (sync_indicator);
  BIND (money_banner);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, screen_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_picked_cb);
  gtk_widget_class_bind_template_callback (widget_class, date_popover_shown_cb);
}

static void
foyer_window_init (FoyerWindow *self)
{
  GSettings *settings = foyer_settings_get ();

  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_list_let_tab_leave (self->screens);
  gtk_window_set_title (GTK_WINDOW (self), "Foyer");
  foyer_button_set_accessible_label (self->retry_button);
  foyer_button_set_accessible_label (self->problem_folder_button);
  foyer_button_set_accessible_label (self->quit_button);
  foyer_window_init_actions (self);
  add_screens (self);
  gtk_widget_set_size_request (self->sidebar, 190, -1);
  if (settings == NULL)
    {
      gtk_window_set_default_size (GTK_WINDOW (self), 1280, 720);
      return;
    }
  gtk_window_set_default_size (GTK_WINDOW (self),
                               g_settings_get_int (settings, "window-width"),
                               g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
}

FoyerWindow *
foyer_window_new (GtkApplication *application)
{
  return g_object_new (FOYER_TYPE_WINDOW, "application", application, NULL);
}

FoyerSession *
foyer_window_get_session (FoyerWindow *self)
{
  g_return_val_if_fail (FOYER_IS_WINDOW (self), NULL);

  return self->session;
}

/**
 * foyer_window_set_session:
 * @self: the window
 * @session: a session that has been loaded
 *
 * Shows the clinic, or how to set one up if there is none yet.
 */
void
foyer_window_set_session (FoyerWindow *self, FoyerSession *session)
{
  g_return_if_fail (FOYER_IS_WINDOW (self));
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "notify::clinic", G_CALLBACK (update_clinic), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (foyer_session_get_store (session), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (foyer_session_get_store (session), "notify::actor",
                           G_CALLBACK (update_actor), self, G_CONNECT_SWAPPED);
  update_clinic (self);
}

/**
 * foyer_window_show_problem:
 * @self: the window
 * @error: why the profile could not be opened
 * @profile: folder of the profile
 *
 * Says why there is nothing to work with, and what to do about it.
 */
void
foyer_window_show_problem (FoyerWindow *self, const GError *error, const char *profile)
{
  const char      *title = _ ("The Clinic Could Not Be Opened");
  g_autofree char *sentence = foyer_words_error (error);
  g_autofree char *text = NULL;
  g_autofree char *escaped = NULL;

  g_return_if_fail (FOYER_IS_WINDOW (self));

  if (g_error_matches (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_LOCKED))
    title = _ ("The Clinic Is Open Elsewhere");
  else if (g_error_matches (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_READ_ONLY))
    title = _ ("The Clinic Cannot Be Changed");
  else if (g_error_matches (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_SCHEMA_TOO_NEW))
    title = _ ("The Clinic Needs a Newer Foyer");
  else if (g_error_matches (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CORRUPT))
    title = _ ("The Clinic’s File Is Damaged");
  else if (g_error_matches (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_FULL))
    title = _ ("The Disk Is Full");

  g_free (self->profile);
  self->profile = g_strdup (profile);
  /* Translators: why the clinic could not be opened, and where its files are */
  text = g_strdup_printf (_ ("%1$s\n\nIts files are in %2$s."), sentence, profile);
  escaped = g_markup_escape_text (text, -1);
  adw_status_page_set_title (self->problem_page, title);
  adw_status_page_set_description (self->problem_page, escaped);
  gtk_stack_set_visible_child_name (self->stage, "problem");
  gtk_widget_grab_focus (GTK_WIDGET (self->retry_button));
}
