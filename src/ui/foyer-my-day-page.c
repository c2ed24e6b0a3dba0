/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-my-day-page.h"

#include "base/foyer-latest.h"
#include "model/foyer-document.h"
#include "present/foyer-booking-words.h"
#include "present/foyer-format.h"
#include "present/foyer-schedule.h"
#include "present/foyer-words.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-referrals.h"
#include "ui/foyer-action.h"
#include "ui/foyer-booking-steps.h"
#include "ui/foyer-document-opener.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerMyDayPage:
 *
 * The screen “My Day”: who comes to one clinician today, the next patient on top.
 *
 * One key opens the referral letter and one says that the visit has taken place: of the row
 * that has the focus, or else of the next patient.
 */
struct _FoyerMyDayPage
{
  AdwBin parent_instance;

  FoyerSession        *session;      /* (owned) */
  FoyerSchedule       *schedule;     /* (owned) (nullable) */
  FoyerBookingRow     *next;         /* (owned) (nullable) */
  GPtrArray           *rows;         /* (owned) of FoyerBookingRow, as they are listed */
  GCancellable        *reading;      /* (owned) (nullable) */
  FoyerDocumentOpener *opener;       /* (owned) */
  gint64               clinician_id; /* 0: whom the person who acts is */
  gint64               minute;       /* that is shown, since 1970-01-01 UTC */
  guint                timer_id;
  gboolean             stale;      /* changed while nobody looked */
  gboolean             focus_next; /* once the day has been read */

  /* Template children */
  GtkStack      *stack;
  AdwStatusPage *empty_page;
  GtkButton     *empty_button;
  GtkMenuButton *choose_button;
  GtkMenuButton *clinician_button;
  GtkLabel      *title_label;
  GtkLabel      *count_label;
  GtkWidget     *next_card;
  GtkLabel      *next_heading;
  GtkLabel      *next_name;
  GtkLabel      *next_identity;
  GtkLabel      *next_time;
  GtkLabel      *next_visit;
  GtkWidget     *next_alert_box;
  GtkLabel      *next_alert;
  GtkButton     *seen_button;
  GtkButton     *letter_button;
  GtkButton     *follow_up_button;
  GtkListBox    *list;
};

G_DEFINE_FINAL_TYPE (FoyerMyDayPage, foyer_my_day_page, ADW_TYPE_BIN)

/* Who is with the clinician, then who waits, then who is expected. */
static int
get_rank (FoyerBookingRow *row)
{
  if (row->booking->state == FOYER_BOOKING_STATE_IN_ROOM)
    return 3;
  if (foyer_booking_state_is_present (row->booking->state))
    return 2;

  return foyer_booking_state_is_promised (row->booking->state) ? 1 : 0;
}

static FoyerBookingRow *
find_next (FoyerMyDayPage *self)
{
  FoyerBookingRow *next = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    {
      FoyerBookingRow *row = g_ptr_array_index (self->rows, i);

      if (get_rank (row) > (next != NULL ? get_rank (next) : 0))
        next = row;
    }

  return next;
}

static char *
dup_identity (FoyerBookingRow *row)
{
  g_autofree char *birth = foyer_booking_words_birth (row);

  if (birth == NULL)
    /* Translators: number of a patient */
    return g_strdup_printf (C_ ("patient", "No. %s"), row->patient_number);

  /* Translators: birth date with age, and number of a patient */
  return g_strdup_printf (C_ ("patient", "%1$s · No. %2$s"), birth, row->patient_number);
}

static void
append_part (GString *text, const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, part);
}

/* What a clinician wants to know before the door opens. */
static char *
dup_visit (FoyerMyDayPage *self, FoyerBookingRow *row)
{
  GString         *text = g_string_new (NULL);
  g_autofree char *status =
      foyer_booking_words_status (row->booking, foyer_session_now (self->session));
  g_autofree char *referral = foyer_booking_words_referral (row);
  g_autofree char *problem = foyer_booking_words_referral_problem (row);
  g_autofree char *language = foyer_booking_words_language (row);

  append_part (text, status);
  append_part (text, row->service_name);
  if (row->patient_is_new)
    append_part (text, C_ ("patient", "New patient"));
  append_part (text, row->booking->reason);
  append_part (text, referral);
  append_part (text, row->referrer_name);
  append_part (text, problem);
  if (row->interpreter_needed)
    append_part (text, language);
  append_part (text, row->room_name);

  return g_string_free (text, FALSE);
}

static void
show_next (FoyerMyDayPage *self)
{
  FoyerBookingRow *row = find_next (self);
  FoyerZone       *zone = foyer_session_get_zone (self->session);
  g_autofree char *name = NULL;
  g_autofree char *identity = NULL;
  g_autofree char *time = NULL;
  g_autofree char *visit = NULL;

  g_set_object (&self->next, row);
  gtk_widget_set_visible (self->next_card, row != NULL);
  if (row == NULL)
    return;

  name = foyer_booking_words_patient (row);
  identity = dup_identity (row);
  time = foyer_format_time (zone, row->booking->start_at);
  visit = dup_visit (self, row);
  gtk_label_set_label (self->next_heading,
                       row->booking->state == FOYER_BOOKING_STATE_IN_ROOM
                           ? C_ ("patient", "With You Now")
                           : C_ ("patient", "Next"));
  gtk_label_set_label (self->next_name, name);
  gtk_label_set_label (self->next_identity, identity);
  gtk_label_set_label (self->next_time, time);
  gtk_label_set_label (self->next_visit, visit);
  gtk_widget_set_visible (self->next_alert_box, row->patient_alert != NULL);
  gtk_label_set_label (self->next_alert,
                       row->patient_alert != NULL ? row->patient_alert : "");
  gtk_widget_set_visible (GTK_WIDGET (self->letter_button),
                          row->booking->referral_id != 0);
}

static GtkWidget *
new_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

static GtkWidget *
new_row (FoyerMyDayPage *self, FoyerBookingRow *row)
{
  FoyerZone       *zone = foyer_session_get_zone (self->session);
  const gint64     now = foyer_session_now (self->session);
  g_autofree char *time = foyer_format_time (zone, row->booking->start_at);
  g_autofree char *name = foyer_booking_words_patient (row);
  g_autofree char *identity = dup_identity (row);
  g_autofree char *status = foyer_booking_words_status (row->booking, now);
  g_autofree char *spoken = foyer_booking_words_spoken (
      row, zone, foyer_session_get_currency (self->session), now);
  GString   *note = g_string_new (identity);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 14);
  GtkWidget *names = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *widget = gtk_list_box_row_new ();
  GtkWidget *state = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  append_part (note, row->service_name);
  if (row->patient_is_new)
    append_part (note, C_ ("patient", "New patient"));
  gtk_box_append (GTK_BOX (line), new_label (time, "tabular"));
  gtk_box_append (GTK_BOX (names), new_label (name, "heading"));
  gtk_box_append (GTK_BOX (names),
                  new_label (note->str, get_rank (row) > 0 ? "dim-label" : NULL));
  gtk_widget_set_hexpand (names, TRUE);
  gtk_box_append (GTK_BOX (line), names);
  gtk_box_append (GTK_BOX (state),
                  gtk_image_new_from_icon_name (
                      foyer_words_booking_state_icon (row->booking->state)));
  gtk_box_append (GTK_BOX (state), new_label (status, NULL));
  gtk_box_append (GTK_BOX (line), state);
  gtk_widget_set_margin_top (line, 8);
  gtk_widget_set_margin_bottom (line, 8);
  gtk_widget_set_margin_start (line, 12);
  gtk_widget_set_margin_end (line, 12);
  if (get_rank (row) == 0)
    gtk_widget_add_css_class (line, "dim-label");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (widget), line);
  foyer_widget_set_accessible_label (widget, spoken);
  g_string_free (note, TRUE);

  return widget;
}

static void
show_list (FoyerMyDayPage *self)
{
  GtkListBoxRow *focused = NULL;
  GtkWidget     *child;
  int            index = -1;

  child = gtk_widget_get_focus_child (GTK_WIDGET (self->list));
  if (child != NULL)
    index = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (child));
  foyer_widget_empty (self->list);
  for (guint i = 0; i < self->rows->len; i++)
    gtk_list_box_append (self->list, new_row (self, g_ptr_array_index (self->rows, i)));
  if (index >= 0)
    focused = gtk_list_box_get_row_at_index (self->list,
                                             MIN (index, (int) self->rows->len - 1));
  if (focused != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (focused));
}

static void
show_empty (FoyerMyDayPage *self, const char *title, const char *description)
{
  adw_status_page_set_title (self->empty_page, title);
  adw_status_page_set_description (self->empty_page, description);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
collect_rows (FoyerMyDayPage *self, FoyerScheduleColumn *column)
{
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < column->items->len; i++)
    {
      FoyerScheduleItem *item = g_ptr_array_index (column->items, i);

      if (item->row != NULL && item->row->booking->state != FOYER_BOOKING_STATE_HELD)
        g_ptr_array_add (self->rows, g_object_ref (item->row));
    }
}

static void
show_schedule (FoyerMyDayPage *self)
{
  FoyerScheduleColumn *column = g_ptr_array_index (self->schedule->columns, 0);
  g_autofree char     *who =
      foyer_format_person_full (column->clinician->prefix, column->clinician->given,
                                column->clinician->family, NULL);
  g_autofree char *day = foyer_format_day_long (column->day);
  g_autofree char *escaped = NULL;
  g_autofree char *title = NULL;
  g_autofree char *counts = NULL;
  guint            n_left = 0;

  collect_rows (self, column);
  if (self->rows->len == 0)
    {
      /* Translators: a clinician and a date on which nobody is booked */
      title = g_strdup_printf (_ ("%1$s, %2$s"), who, day);
      escaped = g_markup_escape_text (title, -1);
      show_empty (self, _ ("No Visits Today"), escaped);
      return;
    }

  for (guint i = 0; i < self->rows->len; i++)
    n_left += get_rank (g_ptr_array_index (self->rows, i)) > 0;
  /* Translators: how many patients are still to be seen, and how many come in all */
  counts = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%1$u of %2$u visit to go",
                                         "%1$u of %2$u visits to go", self->rows->len),
                            n_left, self->rows->len);
  title = g_strdup_printf ("%s · %s", who, day);
  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->count_label, counts);
  show_next (self);
  show_list (self);
  gtk_stack_set_visible_child_name (self->stack, "day");
  if (self->focus_next)
    foyer_my_day_page_focus_next (self);
  self->focus_next = FALSE;
}

typedef struct
{
  int    day;
  gint64 clinician_id;
} Query;

static gpointer
read_day (FoyerDb *db, gpointer data, GError **error)
{
  const Query *query = data;
  g_autoptr (FoyerSchedule) schedule =
      foyer_schedule_read (db, query->day, 1, query->clinician_id, error);

  if (schedule == NULL || !foyer_schedule_read_details (schedule, db, error))
    return NULL;

  return g_steal_pointer (&schedule);
}

static void
day_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerMyDayPage) self = data;
  g_autoptr (GError) error = NULL;
  FoyerSchedule *schedule = foyer_store_finish (FOYER_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->list == NULL)
    {
      g_clear_pointer (&schedule, foyer_schedule_unref);
      return;
    }
  if (schedule == NULL)
    {
      foyer_action_toast_error (GTK_WIDGET (self), error);
      return;
    }

  g_clear_pointer (&self->schedule, foyer_schedule_unref);
  self->schedule = schedule;
  show_schedule (self);
}

static void
load (FoyerMyDayPage *self)
{
  FoyerUser   *actor = foyer_session_get_actor (self->session);
  const gint64 clinician_id = self->clinician_id != 0
                                  ? self->clinician_id
                                  : (actor != NULL ? actor->clinician_id : 0);
  Query       *query;

  self->stale = FALSE;
  foyer_latest_drop (&self->reading);
  if (clinician_id == 0)
    {
      show_empty (
          self, _ ("Whose Day?"),
          _ ("Choose who you are at the foot of the sidebar, or whose day to see."));
      return;
    }

  query = g_new0 (Query, 1);
  query->day = foyer_session_today (self->session);
  query->clinician_id = clinician_id;
  foyer_latest_ask (&self->reading);
  foyer_store_read_async (foyer_session_get_store (self->session), read_day, query,
                          g_free, (GDestroyNotify) foyer_schedule_unref, self->reading,
                          day_read_cb, g_object_ref (self));
}

static gpointer
list_clinicians (FoyerDb *db, gpointer data, GError **error)
{
  return foyer_catalogue_list (db, FOYER_TYPE_CLINICIAN, TRUE, error);
}

static void
clinicians_listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerMyDayPage) self = data;
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GPtrArray) clinicians =
      foyer_store_finish (FOYER_STORE (source), result, NULL);

  if (clinicians == NULL || self->list == NULL)
    return;
  for (guint i = 0; i < clinicians->len; i++)
    {
      FoyerClinician  *clinician = g_ptr_array_index (clinicians, i);
      g_autofree char *name = foyer_format_person_full (
          clinician->prefix, clinician->given, clinician->family, NULL);
      g_autoptr (GMenuItem) item = g_menu_item_new (name, NULL);

      g_menu_item_set_action_and_target (item, "my-day.show", "x",
                                         foyer_record_get_id (FOYER_RECORD (clinician)));
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (self->choose_button, G_MENU_MODEL (menu));
  gtk_menu_button_set_menu_model (self->clinician_button, G_MENU_MODEL (menu));
  if (gtk_widget_has_focus (GTK_WIDGET (self->empty_button)))
    gtk_widget_grab_focus (GTK_WIDGET (self->choose_button));
}

static void
show_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FoyerMyDayPage *self = FOYER_MY_DAY_PAGE (widget);

  self->clinician_id = g_variant_get_int64 (parameter);
  self->focus_next = TRUE;
  load (self);
}

static void
store_changed_cb (FoyerMyDayPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    load (self);
  else
    self->stale = TRUE;
}

static void
actor_changed_cb (FoyerMyDayPage *self)
{
  self->clinician_id = 0;
  store_changed_cb (self);
}

/* Minutes of waiting pass, and after midnight it is another day. */
static gboolean
second_passed_cb (gpointer data)
{
  FoyerMyDayPage *self = data;
  const gint64    minute = foyer_session_now (self->session) / FOYER_MINUTE_SECONDS;

  if (minute != self->minute)
    {
      self->minute = minute;
      if (self->schedule != NULL &&
          self->schedule->first_day == foyer_session_today (self->session))
        show_schedule (self);
      else
        load (self);
    }

  return G_SOURCE_CONTINUE;
}

static void
foyer_my_day_page_map (GtkWidget *widget)
{
  FoyerMyDayPage *self = FOYER_MY_DAY_PAGE (widget);

  GTK_WIDGET_CLASS (foyer_my_day_page_parent_class)->map (widget);
  if (self->stale)
    load (self);
  self->timer_id = g_timeout_add_seconds (1, second_passed_cb, self);
}

static void
foyer_my_day_page_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&FOYER_MY_DAY_PAGE (widget)->timer_id, g_source_remove);
  GTK_WIDGET_CLASS (foyer_my_day_page_parent_class)->unmap (widget);
}

/* Of which visit a key speaks: of the row that has the focus, or else of the next one. */
static FoyerBookingRow *
get_target (FoyerMyDayPage *self)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self->list));

  if (focus != NULL)
    return g_ptr_array_index (self->rows,
                              gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (focus)));

  return self->next;
}

static void
row_activated_cb (FoyerMyDayPage *self, GtkListBoxRow *row)
{
  FoyerBookingRow *booking =
      g_ptr_array_index (self->rows, gtk_list_box_row_get_index (row));

  foyer_action_activate (GTK_WIDGET (self), "win.open-patient",
                         g_variant_new_int64 (booking->booking->patient_id));
}

static void
seen_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FoyerMyDayPage  *self = FOYER_MY_DAY_PAGE (widget);
  FoyerBookingRow *row = get_target (self);

  if (row != NULL)
    foyer_booking_steps_take (widget, self->session, row, FOYER_BOOKING_STATE_COMPLETED);
}

static void
follow_up_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FoyerMyDayPage  *self = FOYER_MY_DAY_PAGE (widget);
  FoyerBookingRow *row = get_target (self);
  GVariantBuilder  draft = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sx}"));

  if (row != NULL)
    {
      g_variant_builder_add (&draft, "{sx}", "patient", row->booking->patient_id);
      g_variant_builder_add (&draft, "{sx}", "clinician", row->booking->clinician_id);
      foyer_action_activate (widget, "win.book", g_variant_builder_end (&draft));
    }
  else
    g_variant_builder_clear (&draft);
}

static gpointer
read_letter (FoyerDb *db, gpointer data, GError **error)
{
  const gint64 *id = data;
  g_autoptr (GPtrArray) documents = foyer_documents_list_for_referral (db, *id, error);

  if (documents == NULL)
    return NULL;
  if (documents->len == 0)
    {
      g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                           "The referral has no letter");
      return NULL;
    }

  return g_object_ref (g_ptr_array_index (documents, 0));
}

static void
letter_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerMyDayPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerDocument) document = NULL;

  document = foyer_store_finish (FOYER_STORE (source), result, &error);
  if (document != NULL)
    foyer_document_opener_open (self->opener, document, GTK_WIDGET (self));
  else if (g_error_matches (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND))
    foyer_action_toast (GTK_WIDGET (self), _ ("No letter is attached to the referral."));
  else
    foyer_action_toast_error (GTK_WIDGET (self), error);
}

static void
letter_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FoyerMyDayPage  *self = FOYER_MY_DAY_PAGE (widget);
  FoyerBookingRow *row = get_target (self);

  if (row == NULL)
    return;
  if (row->booking->referral_id == 0)
    {
      foyer_action_toast (widget, _ ("This visit rests on no referral."));
      return;
    }
  foyer_store_read_async (
      foyer_session_get_store (self->session), read_letter,
      g_memdup2 (&row->booking->referral_id, sizeof row->booking->referral_id), g_free,
      g_object_unref, NULL, letter_read_cb, g_object_ref (self));
}

static void
foyer_my_day_page_dispose (GObject *object)
{
  FoyerMyDayPage *self = FOYER_MY_DAY_PAGE (object);

  g_clear_handle_id (&self->timer_id, g_source_remove);
  foyer_latest_drop (&self->reading);
  foyer_bin_dispose_template (self, FOYER_TYPE_MY_DAY_PAGE);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->next);
  g_clear_object (&self->opener);
  g_clear_pointer (&self->schedule, foyer_schedule_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (foyer_my_day_page_parent_class)->dispose (object);
}

static void
foyer_my_day_page_class_init (FoyerMyDayPageClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = foyer_my_day_page_dispose;
  widget_class->map = foyer_my_day_page_map;
  widget_class->unmap = foyer_my_day_page_unmap;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/my-day-page.ui");
#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, FoyerMyDayPage, child)
  BIND (stack);
  BIND (empty_page);
  BIND (empty_button);
  BIND (choose_button);
  BIND (clinician_button);
  BIND (title_label);
  BIND (count_label);
  BIND (next_card);
  BIND (next_heading);
  BIND (next_name);
  BIND (next_identity);
  BIND (next_time);
  BIND (next_visit);
  BIND (next_alert_box);
  BIND (next_alert);
  BIND (seen_button);
  BIND (letter_button);
  BIND (follow_up_button);
  BIND (list);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);

  gtk_widget_class_install_action (widget_class, "my-day.show", "x", show_cb);
  gtk_widget_class_install_action (widget_class, "my-day.seen", NULL, seen_cb);
  gtk_widget_class_install_action (widget_class, "my-day.letter", NULL, letter_cb);
  gtk_widget_class_install_action (widget_class, "my-day.follow-up", NULL, follow_up_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, 0, "my-day.seen", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_d, 0, "my-day.seen", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_l, 0, "my-day.letter", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, 0, "my-day.follow-up",
                                       NULL);
}

static void
foyer_my_day_page_init (FoyerMyDayPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_list_let_tab_leave (self->list);
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  foyer_button_set_accessible_label (self->empty_button);
  foyer_button_set_accessible_label (self->seen_button);
  foyer_button_set_accessible_label (self->letter_button);
  foyer_button_set_accessible_label (self->follow_up_button);
}

GtkWidget *
foyer_my_day_page_new (FoyerSession *session)
{
  FoyerMyDayPage *self = g_object_new (FOYER_TYPE_MY_DAY_PAGE, NULL);
  FoyerStore     *store = foyer_session_get_store (session);

  self->session = g_object_ref (session);
  self->opener = foyer_document_opener_new (session);
  self->minute = foyer_session_now (session) / FOYER_MINUTE_SECONDS;
  g_signal_connect_object (store, "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (store, "notify::actor", G_CALLBACK (actor_changed_cb), self,
                           G_CONNECT_SWAPPED);
  foyer_store_read_async (store, list_clinicians, NULL, NULL,
                          (GDestroyNotify) g_ptr_array_unref, NULL, clinicians_listed_cb,
                          g_object_ref (self));
  load (self);

  return GTK_WIDGET (self);
}

/**
 * foyer_my_day_page_focus_next:
 * @self: the page
 *
 * Gives the focus to what can be done for the next patient.
 */
void
foyer_my_day_page_focus_next (FoyerMyDayPage *self)
{
  g_return_if_fail (FOYER_IS_MY_DAY_PAGE (self));

  if (self->next != NULL && gtk_widget_get_mapped (GTK_WIDGET (self->seen_button)))
    gtk_widget_grab_focus (GTK_WIDGET (self->seen_button));
  else
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}
