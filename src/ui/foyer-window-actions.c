/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-booking-steps.h"
#include "ui/foyer-booking-window.h"
#include "ui/foyer-decisions-page.h"
#include "ui/foyer-gift-cards-page.h"
#include "ui/foyer-handout-dialog.h"
#include "ui/foyer-handout-window.h"
#include "ui/foyer-import-window.h"
#include "ui/foyer-my-day-page.h"
#include "ui/foyer-patient-finder.h"
#include "ui/foyer-patients-page.h"
#include "ui/foyer-preferences-window.h"
#include "ui/foyer-print-dialog.h"
#include "ui/foyer-referrals-page.h"
#include "ui/foyer-register-window.h"
#include "ui/foyer-request-window.h"
#include "ui/foyer-requests-page.h"
#include "ui/foyer-slip-printer.h"
#include "ui/foyer-till-page.h"
#include "ui/foyer-today-page.h"
#include "ui/foyer-widgets.h"
#include "ui/foyer-window-private.h"

#include <glib/gi18n-lib.h>

/* How long the offer to take a step back stays in sight. */
#define UNDO_SECONDS 8

static FoyerTodayPage *
show_today (FoyerWindow *self)
{
  return FOYER_TODAY_PAGE (foyer_window_show_page (self, "today"));
}

static void
show_page_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWidget *page = foyer_window_show_page (data, g_variant_get_string (parameter, NULL));

  /* The keyboard goes where the eyes go. */
  if (FOYER_IS_TODAY_PAGE (page))
    foyer_today_page_focus_grid (FOYER_TODAY_PAGE (page));
  else if (FOYER_IS_MY_DAY_PAGE (page))
    foyer_my_day_page_focus_next (FOYER_MY_DAY_PAGE (page));
  else if (FOYER_IS_DECISIONS_PAGE (page))
    foyer_decisions_page_focus (FOYER_DECISIONS_PAGE (page));
  else if (FOYER_IS_PATIENTS_PAGE (page))
    foyer_patients_page_find (FOYER_PATIENTS_PAGE (page));
  else if (FOYER_IS_REQUESTS_PAGE (page) || FOYER_IS_GIFT_CARDS_PAGE (page) ||
           FOYER_IS_TILL_PAGE (page))
    gtk_widget_grab_focus (page);
  else if (page != NULL)
    gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
}

static void
step_day_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  foyer_today_page_step (show_today (data), g_variant_get_int32 (parameter));
}

static void
today_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerWindow *self = data;

  foyer_today_page_set_day (show_today (self), foyer_session_today (self->session));
}

static void
week_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  foyer_today_page_set_week (show_today (data), g_variant_get_boolean (state));
}

static void
schedule_of_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  foyer_today_page_set_clinician (show_today (data), g_variant_get_int64 (parameter));
}

static void
focus_clinician_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  foyer_today_page_focus_clinician (show_today (data),
                                    (guint) g_variant_get_int32 (parameter));
}

static gpointer
read_booking (FoyerDb *db, gpointer data, GError **error)
{
  const gint64 *id = data;

  return foyer_bookings_get (db, *id, error);
}

static void
booking_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerWindow) self = data;
  g_autoptr (FoyerBookingRow) row =
      foyer_store_finish (FOYER_STORE (source), result, NULL);
  int day;

  if (row != NULL && self->toasts != NULL &&
      foyer_day_parse (row->booking->visit_date, &day))
    foyer_today_page_select (show_today (self), day,
                             foyer_record_get_id (FOYER_RECORD (row->booking)));
}

static void
open_booking_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerWindow *self = data;
  const gint64 id = g_variant_get_int64 (parameter);

  foyer_store_read_async (foyer_session_get_store (self->session), read_booking,
                          g_memdup2 (&id, sizeof id), g_free, g_object_unref, NULL,
                          booking_read_cb, g_object_ref (self));
}

static void
present_window (FoyerWindow *self, GtkWidget *window)
{
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (window));
}

static void
open_patient_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWidget *page = foyer_window_show_page (data, "patients");

  foyer_patients_page_open (FOYER_PATIENTS_PAGE (page), g_variant_get_int64 (parameter));
}

static void
new_patient_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWidget  *page = foyer_window_show_page (data, "patients");
  const char *typed = g_variant_get_string (parameter, NULL);

  foyer_patients_page_register (FOYER_PATIENTS_PAGE (page),
                                *typed != '\0' ? typed : NULL);
}

static void
open_referral_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWidget *page = foyer_window_show_page (data, "referrals");

  foyer_referrals_page_open (FOYER_REFERRALS_PAGE (page),
                             g_variant_get_int64 (parameter));
}

static void
find_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerWindow *self = data;

  gtk_menu_button_popup (self->find_button);
  foyer_patient_finder_find (self->finder);
}

static void
register_referral_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerWindow *self = data;

  present_window (
      self, foyer_register_window_new (self->session, g_variant_get_int64 (parameter)));
}

static void
open_request_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWidget *page = foyer_window_show_page (data, "requests");

  foyer_requests_page_open (FOYER_REQUESTS_PAGE (page), g_variant_get_int64 (parameter));
}

static void
request_added_cb (FoyerWindow *self, gint64 id)
{
  g_action_group_activate_action (G_ACTION_GROUP (self), "open-request",
                                  g_variant_new_int64 (id));
}

static void
new_request_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerWindow *self = data;
  GtkWidget   *window = foyer_request_window_new (self->session);

  g_signal_connect_object (window, "added", G_CALLBACK (request_added_cb), self,
                           G_CONNECT_SWAPPED);
  present_window (self, window);
}

static void
sell_gift_card_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWidget *page = foyer_window_show_page (data, "gift-cards");

  foyer_gift_cards_page_sell (FOYER_GIFT_CARDS_PAGE (page));
}

static void
book_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerWindow *self = data;

  present_window (self, foyer_booking_window_new (self->session, parameter));
}

static void
import_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerWindow *self = data;

  present_window (self, GTK_WIDGET (foyer_import_window_new (self->session)));
}

static void
preferences_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerWindow *self = data;
  const char  *page = g_variant_get_string (parameter, NULL);

  present_window (self, GTK_WIDGET (foyer_preferences_window_new (
                            self->session, *page != '\0' ? page : NULL)));
}

static void
sync_now_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerWindow *self = data;

  foyer_sync_monitor_sync (foyer_session_get_sync (self->session), FALSE);
}

/* Read when it is asked for: GTK would read it for every start. */
static void
show_help_overlay_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autoptr (GtkBuilder) builder =
      gtk_builder_new_from_resource ("/org/foyerclinic/Foyer/ui/help-overlay.ui");

  present_window (data, GTK_WIDGET (gtk_builder_get_object (builder, "help_overlay")));
}

static void
print_day_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerWindow    *self = data;
  FoyerTodayPage *today = FOYER_TODAY_PAGE (foyer_window_get_page (self, "today"));

  present_window (self,
                  foyer_print_dialog_new (self->session, foyer_today_page_get_day (today),
                                          foyer_today_page_get_clinician (today)));
}

static void
new_booking_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_action_group_activate_action (G_ACTION_GROUP (data), "book",
                                  g_variant_new ("a{sx}", NULL));
}

static void
toast_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerWindow     *self = data;
  g_autofree char *escaped =
      g_markup_escape_text (g_variant_get_string (parameter, NULL), -1);

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (escaped));
}

static void
print_receipt_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerWindow *self = data;
  const char  *number;
  gboolean     is_copy;

  g_variant_get (parameter, "(&sb)", &number, &is_copy);
  foyer_slip_printer_print_receipt (self, self->session, number, is_copy);
}

static void
give_handout_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerWindow *self = data;
  gint64       patient_id, booking_id;

  g_variant_get (parameter, "(xx)", &patient_id, &booking_id);
  foyer_window_present_over (
      self, foyer_handout_window_new (self->session, patient_id, booking_id));
}

static void
open_handout_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerWindow *self = data;

  foyer_window_present_over (
      self, foyer_handout_dialog_new (self->session, g_variant_get_int64 (parameter)));
}

/* Money was taken or given back: its receipt is offered. */
static void
toast_receipt_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerWindow     *self = data;
  const char      *text;
  const char      *number;
  g_autofree char *escaped = NULL;
  AdwToast        *toast;

  g_variant_get (parameter, "(&s&s)", &text, &number);
  escaped = g_markup_escape_text (text, -1);
  toast = adw_toast_new (escaped);
  adw_toast_set_button_label (toast, C_ ("toast", "Print Receipt"));
  adw_toast_set_action_name (toast, "win.print-receipt");
  adw_toast_set_action_target (toast, "(sb)", number, FALSE);
  adw_toast_set_timeout (toast, UNDO_SECONDS);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/* What has been taken back, or is no longer the last step, is not offered any more. */
static void
dismiss_undo (FoyerWindow *self)
{
  if (self->undo_toast != NULL)
    adw_toast_dismiss (self->undo_toast);
  g_clear_weak_pointer (&self->undo_toast);
}

static void
toast_undo_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerWindow     *self = data;
  const char      *text;
  g_autofree char *escaped = NULL;
  AdwToast        *toast;

  dismiss_undo (self);
  g_variant_get (parameter, "(&sx)", &text, &self->undo_id);
  escaped = g_markup_escape_text (text, -1);
  toast = adw_toast_new (escaped);
  adw_toast_set_button_label (toast, C_ ("take a step back", "Undo"));
  adw_toast_set_action_name (toast, "win.undo-booking");
  adw_toast_set_action_target (toast, "x", self->undo_id);
  adw_toast_set_timeout (toast, UNDO_SECONDS);
  g_set_weak_pointer (&self->undo_toast, toast);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
undo_booking_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerWindow *self = data;

  self->undo_id = 0;
  dismiss_undo (self);
  foyer_booking_steps_undo (GTK_WIDGET (self), self->session,
                            g_variant_get_int64 (parameter));
}

static void
undo_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerWindow *self = data;

  if (self->undo_id != 0)
    g_action_group_activate_action (G_ACTION_GROUP (self), "undo-booking",
                                    g_variant_new_int64 (self->undo_id));
}

static void
act_as_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerWindow *self = data;
  const gint64 id = g_variant_get_int64 (parameter);

  for (guint i = 0; self->staff != NULL && i < self->staff->len; i++)
    if (foyer_record_get_id (g_ptr_array_index (self->staff, i)) == id)
      foyer_store_set_actor (foyer_session_get_store (self->session),
                             g_ptr_array_index (self->staff, i));
}

static void
open_folder_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  FoyerWindow     *self = data;
  g_autofree char *uri =
      self->profile != NULL ? g_filename_to_uri (self->profile, NULL, NULL) : NULL;

  if (uri != NULL)
    g_app_info_launch_default_for_uri_async (uri, NULL, NULL, NULL, NULL);
}

static const GActionEntry entries[] = {
  { "show-page", show_page_cb, "s", NULL, NULL },
  { "step-day", step_day_cb, "i", NULL, NULL },
  { "today", today_cb, NULL, NULL, NULL },
  { "week", NULL, NULL, "false", week_cb },
  { "schedule-of", schedule_of_cb, "x", "int64 0", NULL },
  { "focus-clinician", focus_clinician_cb, "i", NULL, NULL },
  { "open-booking", open_booking_cb, "x", NULL, NULL },
  { "open-patient", open_patient_cb, "x", NULL, NULL },
  { "new-patient", new_patient_cb, "s", NULL, NULL },
  { "open-referral", open_referral_cb, "x", NULL, NULL },
  { "open-request", open_request_cb, "x", NULL, NULL },
  { "new-request", new_request_cb, NULL, NULL, NULL },
  { "register-referral", register_referral_cb, "x", NULL, NULL },
  { "sell-gift-card", sell_gift_card_cb, NULL, NULL, NULL },
  { "book", book_cb, "a{sx}", NULL, NULL },
  { "import", import_cb, NULL, NULL, NULL },
  { "preferences", preferences_cb, "s", NULL, NULL },
  { "sync-now", sync_now_cb, NULL, NULL, NULL },
  { "find", find_cb, NULL, NULL, NULL },
  { "print-day", print_day_cb, NULL, NULL, NULL },
  { "print-receipt", print_receipt_cb, "(sb)", NULL, NULL },
  { "give-handout", give_handout_cb, "(xx)", NULL, NULL },
  { "open-handout", open_handout_cb, "x", NULL, NULL },
  { "new-booking", new_booking_cb, NULL, NULL, NULL },
  { "undo", undo_cb, NULL, NULL, NULL },
  { "undo-booking", undo_booking_cb, "x", NULL, NULL },
  { "act-as", act_as_cb, "x", "int64 0", NULL },
};

/* What can be done before the clinic is open. */
static const GActionEntry early_entries[] = {
  { "toast", toast_cb, "s", NULL, NULL },
  { "toast-receipt", toast_receipt_cb, "(ss)", NULL, NULL },
  { "toast-undo", toast_undo_cb, "(sx)", NULL, NULL },
  { "open-folder", open_folder_cb, NULL, NULL, NULL },
  { "show-help-overlay", show_help_overlay_cb, NULL, NULL, NULL },
};

void
foyer_window_init_actions (FoyerWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries),
                                   self);
  g_action_map_add_action_entries (G_ACTION_MAP (self), early_entries,
                                   G_N_ELEMENTS (early_entries), self);
  foyer_window_update_actions (self);
}

/* Most actions wait until there is a clinic. */
void
foyer_window_update_actions (FoyerWindow *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (
                                     G_ACTION_MAP (self), entries[i].name)),
                                 self->ready);
}
