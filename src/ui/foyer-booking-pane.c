/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-booking-pane.h"

#include "base/foyer-latest.h"
#include "model/foyer-booking-event.h"
#include "model/foyer-user.h"
#include "present/foyer-booking-words.h"
#include "present/foyer-deposit-words.h"
#include "present/foyer-format.h"
#include "present/foyer-words.h"
#include "store/foyer-catalogue.h"
#include "ui/foyer-booking-steps.h"
#include "ui/foyer-payment-file.h"
#include "ui/foyer-record-state.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerBookingPane:
 *
 * A booking in detail: who comes, what for, what is in the way, and what to do next.
 *
 * What it offers are actions `booking.…` of whoever holds it.
 */
struct _FoyerBookingPane
{
  AdwBin parent_instance;

  FoyerSession     *session;      /* (owned) (nullable) */
  FoyerBookingRow  *row;          /* (owned) (nullable) */
  FoyerPaymentFile *money;        /* (owned) (nullable) of @row */
  GCancellable     *reading;      /* (owned) (nullable) the history of @row */
  GtkLabel         *status_label; /* (unowned) (nullable) one of the facts */

  /* Template children */
  GtkLabel         *name_label;
  GtkLabel         *identity_label;
  FoyerRecordState *record_state;
  GtkBox           *badges;
  GtkWidget        *alert_box;
  GtkLabel         *alert_label;
  GtkButton        *next_button;
  GtkWidget        *move_button;
  GtkWidget        *cancel_button;
  GtkMenuButton    *menu_button;
  GtkBox           *facts;
  GtkWidget        *referral_button;
  GtkWidget        *history_box;
  GtkBox           *history;
};

G_DEFINE_FINAL_TYPE (FoyerBookingPane, foyer_booking_pane, ADW_TYPE_BIN)

/* A line with an icon; nothing if there is nothing to say. */
static GtkLabel *
add_fact (FoyerBookingPane *self,
          const char       *icon,
          const char       *text,
          const char       *css_class)
{
  GtkWidget *box;
  GtkWidget *image;
  GtkWidget *label;

  if (text == NULL || *text == '\0')
    return NULL;

  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  image = gtk_image_new_from_icon_name (icon);
  label = gtk_label_new (text);
  gtk_widget_set_valign (image, GTK_ALIGN_START);
  gtk_widget_set_margin_top (image, 1);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_can_focus (label, FALSE);
  gtk_widget_set_hexpand (label, TRUE);
  if (css_class != NULL)
    {
      gtk_widget_add_css_class (label, css_class);
      gtk_widget_add_css_class (image, css_class);
    }
  else
    gtk_widget_add_css_class (image, "dim-label");
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (self->facts, box);

  return GTK_LABEL (label);
}

static void
add_badge (FoyerBookingPane *self, const char *text, const char *css_class)
{
  gtk_box_append (self->badges, foyer_badge_new (text, css_class));
}

static void
show_badges (FoyerBookingPane *self)
{
  foyer_widget_empty (self->badges);
  if (self->row->patient_is_new)
    add_badge (self, C_ ("patient", "New patient"), "accent");
  if (self->row->same_name)
    add_badge (self, C_ ("patient", "Same name"), "warning");
  gtk_widget_set_visible (GTK_WIDGET (self->badges),
                          gtk_widget_get_first_child (GTK_WIDGET (self->badges)) != NULL);
}

static char *
dup_time (FoyerBookingPane *self)
{
  FoyerBooking    *booking = self->row->booking;
  FoyerZone       *zone = foyer_session_get_zone (self->session);
  g_autofree char *day =
      foyer_format_day_short (foyer_zone_get_day (zone, booking->start_at));
  g_autofree char *time =
      foyer_format_time_range (zone, booking->start_at, booking->end_at);
  g_autofree char *duration = foyer_format_duration (
      (booking->end_at - booking->start_at) / FOYER_MINUTE_SECONDS);

  /* Translators: day, from when to when, and for how long */
  return g_strdup_printf (C_ ("booking", "%1$s, %2$s (%3$s)"), day, time, duration);
}

static char *
dup_place (FoyerBookingRow *row)
{
  if (row->room_name == NULL || row->clinician_name == NULL)
    return g_strdup (row->clinician_name != NULL ? row->clinician_name : row->room_name);

  /* Translators: a clinician and a room */
  return g_strdup_printf (C_ ("booking", "%1$s, %2$s"), row->clinician_name,
                          row->room_name);
}

/* What has become of the deposit, in a word, an icon and a colour. */
static void
show_deposit (FoyerBookingPane *self)
{
  const char       *currency = foyer_session_get_currency (self->session);
  gboolean          due;
  g_autofree char  *brief = foyer_booking_words_deposit (self->row, currency, &due);
  g_autofree char  *text = NULL;
  FoyerDepositState state;
  g_autofree char  *begun = NULL;

  if (self->money == NULL)
    {
      add_fact (self, due ? "dialog-warning-symbolic" : "emblem-ok-symbolic", brief,
                due ? "warning" : NULL);
      return;
    }
  state = self->money->deposit->state;
  text = foyer_deposit_words_summary (self->money->deposit, currency);
  if (self->money->deposit->undecided || self->money->deposit->overdrawn_minor > 0)
    add_fact (self, "dialog-question-symbolic", text, "warning");
  else
    add_fact (self, foyer_deposit_words_icon (state), text,
              foyer_deposit_words_class (state));
  if (self->money->attempt != NULL)
    begun = g_strdup (_ ("A payment was begun and is not finished."));
  add_fact (self, "dialog-warning-symbolic", begun, "warning");
}

static void
show_facts (FoyerBookingPane *self)
{
  FoyerBookingRow *row = self->row;
  g_autofree char *status =
      foyer_booking_words_status (row->booking, foyer_session_now (self->session));
  g_autofree char *time = dup_time (self);
  g_autofree char *place = dup_place (row);
  /* A number runs from left to right in every language: U+2066 … U+2069. */
  g_autofree char *phone =
      row->patient_phone != NULL
          ? g_strconcat ("\342\201\246", row->patient_phone, "\342\201\251", NULL)
          : NULL;
  g_autofree char *language = foyer_booking_words_language (row);
  g_autofree char *referral = foyer_booking_words_referral (row);
  g_autofree char *use = foyer_booking_words_referral_use (row);
  g_autofree char *problem = foyer_booking_words_referral_problem (row);
  g_autofree char *guardian = foyer_booking_words_guardian (row);
  g_autofree char *no_shows = foyer_booking_words_no_shows (row);
  g_autofree char *overrides = foyer_booking_words_overrides (row);

  foyer_widget_empty (self->facts);
  self->status_label = add_fact (
      self, foyer_words_booking_state_icon (row->booking->state), status, "heading");
  add_fact (self, "document-open-recent-symbolic", time, NULL);
  add_fact (self, "view-list-symbolic", row->service_name, NULL);
  add_fact (self, "avatar-default-symbolic", place, NULL);
  add_fact (self, "call-start-symbolic", phone, NULL);
  add_fact (self, "preferences-desktop-locale-symbolic", language,
            row->interpreter_needed ? "warning" : NULL);
  add_fact (self, "mail-read-symbolic", referral, NULL);
  add_fact (self, "mail-read-symbolic", use, NULL);
  add_fact (self, "dialog-warning-symbolic", problem, "error");
  add_fact (self, "system-users-symbolic", row->referrer_name, NULL);
  show_deposit (self);
  add_fact (self, row->has_guardian ? "system-users-symbolic" : "dialog-warning-symbolic",
            guardian, row->has_guardian ? NULL : "warning");
  add_fact (self, "dialog-information-symbolic", no_shows, "warning");
  add_fact (self, "dialog-information-symbolic", overrides, "warning");
  add_fact (self, "user-available-symbolic", row->booking->reason, NULL);
  add_fact (self, "document-edit-symbolic", row->booking->note, NULL);
}

/* Each receipt of the booking can be printed again. */
static void
add_receipts (FoyerBookingPane *self, GMenu *menu)
{
  GPtrArray *entries = self->money->deposit->entries;
  g_autoptr (GMenu) section = g_menu_new ();
  const char *last = NULL;

  for (guint i = 0; i < entries->len; i++)
    {
      const char      *receipt = FOYER_LEDGER_ENTRY (entries->pdata[i])->receipt;
      g_autofree char *label = NULL;
      g_autoptr (GMenuItem) item = NULL;

      if (receipt == NULL || g_strcmp0 (receipt, last) == 0)
        continue;
      last = receipt;
      /* Translators: %s is the number of a receipt. */
      label = g_strdup_printf (C_ ("booking", "Print Receipt %s…"), receipt);
      item = g_menu_item_new (label, NULL);
      g_menu_item_set_action_and_target (item, "win.print-receipt", "(sb)", receipt,
                                         TRUE);
      g_menu_append_item (section, item);
    }
  if (g_menu_model_get_n_items (G_MENU_MODEL (section)) > 0)
    g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

/* What there is to read for the visit. */
static void
add_handouts (FoyerBookingPane *self, GMenu *menu)
{
  FoyerBooking *booking = self->row->booking;
  g_autoptr (GMenu) section = g_menu_new ();
  g_autoptr (GMenuItem) item = g_menu_item_new (C_ ("booking", "Give Handouts…"), NULL);

  if (booking->patient_id == 0)
    return;
  g_menu_item_set_action_and_target (item, "win.give-handout", "(xx)",
                                     booking->patient_id,
                                     foyer_record_get_id (FOYER_RECORD (booking)));
  g_menu_append_item (section, item);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

static void
show_actions (FoyerBookingPane *self)
{
  const FoyerBookingState state = self->row->booking->state;
  FoyerBookingState       next;
  const gboolean          has_next = foyer_booking_words_next_step (state, &next);
  g_autoptr (GMenuModel) menu = foyer_booking_steps_new_menu (self->row);

  add_handouts (self, G_MENU (menu));
  if (self->money != NULL)
    add_receipts (self, G_MENU (menu));
  gtk_widget_set_visible (GTK_WIDGET (self->next_button), has_next);
  if (has_next)
    gtk_button_set_label (self->next_button, foyer_words_booking_step (next));
  gtk_widget_set_visible (self->move_button, foyer_booking_state_is_movable (state));
  gtk_widget_set_visible (self->cancel_button,
                          foyer_booking_state_can (state, FOYER_BOOKING_STATE_CANCELLED));
  gtk_widget_set_visible (self->referral_button, self->row->booking->referral_id != 0);
  gtk_menu_button_set_menu_model (self->menu_button, menu);
}

/* What a schedule leaves out of a booking. */
typedef struct
{
  FoyerBookingRow  *row;    /* (owned) with its details */
  FoyerPaymentFile *money;  /* (owned) */
  GPtrArray        *events; /* (owned) of FoyerBookingEvent */
  GPtrArray        *staff;  /* (owned) of FoyerUser */
} History;

static void
history_free (gpointer data)
{
  History *history = data;

  g_clear_object (&history->row);
  g_clear_pointer (&history->money, foyer_payment_file_free);
  g_clear_pointer (&history->events, g_ptr_array_unref);
  g_clear_pointer (&history->staff, g_ptr_array_unref);
  g_free (history);
}

static gpointer
read_history (FoyerDb *db, gpointer data, GError **error)
{
  const gint64 *id = data;
  History      *history = g_new0 (History, 1);

  history->row = foyer_bookings_get (db, *id, error);
  if (history->row != NULL)
    history->money =
        foyer_payment_file_read (db, history->row->booking->patient_id, *id, error);
  if (history->money != NULL)
    history->events = foyer_bookings_list_events (db, *id, error);
  if (history->events != NULL)
    history->staff = foyer_catalogue_list (db, FOYER_TYPE_USER, FALSE, error);
  if (history->staff == NULL)
    g_clear_pointer (&history, history_free);

  return history;
}

static const char *
find_staff (GPtrArray *staff, gint64 id)
{
  for (guint i = 0; i < staff->len; i++)
    if (foyer_record_get_id (g_ptr_array_index (staff, i)) == id)
      return FOYER_USER (g_ptr_array_index (staff, i))->name;

  return NULL;
}

static char *
dup_event (FoyerBookingPane *self, FoyerBookingEvent *event)
{
  FoyerZone       *zone = foyer_session_get_zone (self->session);
  g_autofree char *to_time = NULL;
  int              state = -1;

  if (event->to_state != NULL)
    foyer_enum_from_nick (FOYER_TYPE_BOOKING_STATE, event->to_state, &state);
  if (event->kind == FOYER_BOOKING_EVENT_KIND_UNDO && state >= 0)
    /* Translators: a step was taken back, and what the visit is again */
    return g_strdup_printf (C_ ("booking history", "Taken back: %s"),
                            foyer_words_booking_state ((FoyerBookingState) state));
  if (event->from_start_at != 0 && event->to_start_at != 0 &&
      event->from_start_at != event->to_start_at)
    {
      to_time = foyer_format_when (zone, event->to_start_at);
      /* Translators: a visit was given another time */
      return g_strdup_printf (C_ ("booking history", "Moved to %s"), to_time);
    }

  return g_strdup (state >= 0 ? foyer_words_booking_state ((FoyerBookingState) state)
                              : C_ ("booking history", "Changed"));
}

static void
add_event (FoyerBookingPane *self, FoyerBookingEvent *event, GPtrArray *staff)
{
  const char      *name = find_staff (staff, event->staff_id);
  g_autofree char *what = dup_event (self, event);
  g_autofree char *when =
      foyer_format_when (foyer_session_get_zone (self->session), event->at);
  GString   *line = g_string_new (when);
  GtkWidget *label;

  if (name != NULL)
    g_string_append_printf (line, " · %s", name);
  if (event->reason != NULL)
    g_string_append_printf (line, "\n%s", event->reason);

  label = gtk_label_new (what);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_box_append (self->history, label);
  label = gtk_label_new (line->str);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_margin_bottom (label, 4);
  gtk_box_append (self->history, label);
  g_string_free (line, TRUE);
}

static void
history_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerBookingPane) self = data;
  g_autoptr (GError) error = NULL;
  History *history = foyer_store_finish (FOYER_STORE (source), result, &error);

  if (history == NULL || self->history == NULL)
    {
      g_clear_pointer (&history, history_free);
      return;
    }

  history->row->same_name = self->row->same_name;
  g_set_object (&self->row, history->row);
  g_clear_pointer (&self->money, foyer_payment_file_free);
  self->money = g_steal_pointer (&history->money);
  show_facts (self);
  show_actions (self);
  foyer_widget_empty (self->history);
  for (guint i = history->events->len; i > 0; i--)
    add_event (self, g_ptr_array_index (history->events, i - 1), history->staff);
  gtk_widget_set_visible (self->history_box, history->events->len > 0);
  history_free (history);
}

static void
start_history (FoyerBookingPane *self)
{
  const gint64 id = foyer_record_get_id (FOYER_RECORD (self->row->booking));

  foyer_latest_ask (&self->reading);
  foyer_store_read_async (foyer_session_get_store (self->session), read_history,
                          g_memdup2 (&id, sizeof id), g_free, history_free, self->reading,
                          history_read_cb, g_object_ref (self));
}

static void
foyer_booking_pane_dispose (GObject *object)
{
  FoyerBookingPane *self = FOYER_BOOKING_PANE (object);

  foyer_bin_dispose_template (self, FOYER_TYPE_BOOKING_PANE);
  self->status_label = NULL;
  foyer_latest_drop (&self->reading);
  g_clear_pointer (&self->money, foyer_payment_file_free);
  g_clear_object (&self->row);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (foyer_booking_pane_parent_class)->dispose (object);
}

static void
foyer_booking_pane_class_init (FoyerBookingPaneClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = foyer_booking_pane_dispose;

  g_type_ensure (FOYER_TYPE_RECORD_STATE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/booking-pane.ui");
#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, FoyerBookingPane, child)
  BIND (name_label);
  BIND (identity_label);
  BIND (record_state);
  BIND (badges);
  BIND (alert_box);
  BIND (alert_label);
  BIND (next_button);
  BIND (move_button);
  BIND (cancel_button);
  BIND (menu_button);
  BIND (facts);
  BIND (referral_button);
  BIND (history_box);
  BIND (history);
#undef BIND
}

static void
foyer_booking_pane_init (FoyerBookingPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static gboolean
is_same_booking (FoyerBookingRow *a, FoyerBookingRow *b)
{
  return a != NULL && foyer_record_get_id (FOYER_RECORD (a->booking)) ==
                          foyer_record_get_id (FOYER_RECORD (b->booking));
}

/**
 * foyer_booking_pane_show:
 * @self: a pane
 * @session: the session
 * @row: what to show
 *
 * Shows a booking.
 */
void
foyer_booking_pane_show (FoyerBookingPane *self,
                         FoyerSession     *session,
                         FoyerBookingRow  *row)
{
  g_autofree char *name = foyer_booking_words_patient (row);
  g_autofree char *birth = foyer_booking_words_birth (row);
  g_autofree char *identity = NULL;

  g_return_if_fail (FOYER_IS_BOOKING_PANE (self));

  /* What is known of the same booking stays until it has been read again. */
  if (!is_same_booking (self->row, row))
    {
      foyer_widget_empty (self->facts);
      self->status_label = NULL;
      foyer_widget_empty (self->history);
      gtk_widget_set_visible (self->history_box, FALSE);
    }
  g_clear_pointer (&self->money, foyer_payment_file_free);
  g_set_object (&self->session, session);
  g_set_object (&self->row, row);

  gtk_label_set_label (self->name_label, name);
  if (birth != NULL)
    /* Translators: birth date with age, and number of a patient */
    identity =
        g_strdup_printf (C_ ("patient", "%1$s · No. %2$s"), birth, row->patient_number);
  else
    /* Translators: number of a patient */
    identity = g_strdup_printf (C_ ("patient", "No. %s"), row->patient_number);
  gtk_label_set_label (self->identity_label, identity);
  show_badges (self);
  gtk_widget_set_visible (self->alert_box, row->patient_alert != NULL);
  gtk_label_set_label (self->alert_label,
                       row->patient_alert != NULL ? row->patient_alert : "");
  show_actions (self);
  foyer_record_state_show (self->record_state, session, "booking",
                           foyer_record_get_id (FOYER_RECORD (row->booking)));
  start_history (self);
}

/**
 * foyer_booking_pane_set_now:
 * @self: a pane
 * @now: seconds since 1970-01-01 UTC
 *
 * Lets time pass.
 */
void
foyer_booking_pane_set_now (FoyerBookingPane *self, gint64 now)
{
  g_autofree char *status = NULL;

  g_return_if_fail (FOYER_IS_BOOKING_PANE (self));

  if (self->row == NULL || self->status_label == NULL)
    return;
  status = foyer_booking_words_status (self->row->booking, now);
  if (g_strcmp0 (status, gtk_label_get_label (self->status_label)) != 0)
    gtk_label_set_label (self->status_label, status);
}

/**
 * foyer_booking_pane_focus_action:
 * @self: a pane
 *
 * Gives the focus to the step that comes next.
 */
void
foyer_booking_pane_focus_action (FoyerBookingPane *self)
{
  g_return_if_fail (FOYER_IS_BOOKING_PANE (self));

  if (gtk_widget_get_visible (GTK_WIDGET (self->next_button)))
    gtk_widget_grab_focus (GTK_WIDGET (self->next_button));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->menu_button));
}
