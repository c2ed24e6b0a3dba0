/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-today-page.h"

#include "base/foyer-latest.h"
#include "present/foyer-booking-words.h"
#include "present/foyer-format.h"
#include "present/foyer-schedule.h"
#include "present/foyer-words.h"
#include "ui/foyer-action.h"
#include "ui/foyer-booking-pane.h"
#include "ui/foyer-booking-steps.h"
#include "ui/foyer-day-grid.h"
#include "ui/foyer-day-summary.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

#define DAYS_OF_A_WEEK 7

/**
 * FoyerTodayPage:
 *
 * The screen “Today”: the schedule of a day, of one clinician or of a week, beside the visit
 * that is chosen.
 */
struct _FoyerTodayPage
{
  AdwBin parent_instance;

  FoyerSession    *session;  /* (owned) */
  FoyerSchedule   *schedule; /* (owned) (nullable) */
  FoyerBookingRow *row;      /* (owned) (nullable) the chosen visit */
  GCancellable    *reading;  /* (owned) (nullable) */
  GtkWidget       *popover;  /* (owned) (nullable) menu of the chosen visit */
  guint            timer_id;
  int              day; /* days since 1970-01-01 */
  gint64           clinician_id;
  gint64           released;  /* deadline of the hold that was let go last */
  gint64           to_select; /* once it has been read; 0: nothing */
  gboolean         week;
  gboolean         stale; /* changed while nobody looked */
  gboolean         narrow;

  /* Template children */
  GtkBox           *box;
  GtkStack         *stack;
  FoyerDayGrid     *grid;
  AdwStatusPage    *empty_page;
  GtkButton        *empty_button;
  GtkWidget        *separator;
  GtkStack         *pane_stack;
  FoyerDaySummary  *summary;
  FoyerBookingPane *pane;
};

static guint day_changed_signal;

G_DEFINE_FINAL_TYPE (FoyerTodayPage, foyer_today_page, ADW_TYPE_BIN)

typedef struct
{
  int    first_day;
  guint  n_days;
  gint64 clinician_id;
} Query;

static gpointer
read_schedule (FoyerDb *db, gpointer data, GError **error)
{
  const Query *query = data;

  return foyer_schedule_read (db, query->first_day, query->n_days, query->clinician_id,
                              error);
}

static void
show_pane (FoyerTodayPage *self)
{
  const gboolean visible = !self->narrow || self->row != NULL;

  if (self->row != NULL)
    foyer_booking_pane_show (self->pane, self->session, self->row);
  else if (self->schedule != NULL)
    foyer_day_summary_show (self->summary, self->schedule,
                            foyer_session_now (self->session));
  gtk_stack_set_visible_child_name (self->pane_stack,
                                    self->row != NULL ? "booking" : "summary");
  gtk_widget_set_visible (GTK_WIDGET (self->pane_stack), visible);
  gtk_widget_set_visible (self->separator, visible);
}

static gboolean
update_row (FoyerTodayPage *self)
{
  const gint64     id = foyer_day_grid_get_selected (self->grid);
  FoyerBookingRow *row = NULL;

  if (id != 0 && self->schedule != NULL)
    row = foyer_schedule_find_booking (self->schedule, id);

  return g_set_object (&self->row, row);
}

static void
selected_changed_cb (FoyerTodayPage *self)
{
  if (update_row (self))
    show_pane (self);
}

/* Nothing to show: says why, and what to do about it. */
static void
show_empty (FoyerTodayPage *self)
{
  GtkWidget     *focus = gtk_widget_get_focus_child (GTK_WIDGET (self->stack));
  GtkActionable *button = GTK_ACTIONABLE (self->empty_button);
  const char    *title = _ ("Nobody Works on This Day");
  const char    *action = "win.today";
  const char    *label = _ ("_Go to Today");
  const char    *description =
      _ ("No clinician has working hours then.  Hours are set in Preferences.");

  if (self->schedule->columns->len == 0)
    {
      title = _ ("No Clinicians Yet");
      description = _ ("Add the clinicians whose time can be booked, with their hours.");
      action = "win.preferences";
      label = _ ("_Add Clinicians");
    }
  else if (self->day == foyer_session_today (self->session))
    {
      action = "win.preferences";
      label = _ ("Set Working _Hours");
    }
  adw_status_page_set_title (self->empty_page, title);
  adw_status_page_set_description (self->empty_page, description);
  gtk_button_set_label (self->empty_button, label);
  gtk_button_set_use_underline (self->empty_button, TRUE);
  /* The target of the one action is not for the other. */
  gtk_actionable_set_action_name (button, NULL);
  gtk_actionable_set_action_target_value (
      button,
      g_str_equal (action, "win.today") ? NULL : g_variant_new_string ("clinicians"));
  gtk_actionable_set_action_name (button, action);
  foyer_button_set_accessible_label (self->empty_button);
  gtk_stack_set_visible_child_name (self->stack, "empty");
  if (focus != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->empty_button));
}

static void
show_schedule (FoyerTodayPage *self)
{
  foyer_day_grid_set_schedule (self->grid, self->schedule,
                               foyer_session_get_currency (self->session),
                               foyer_session_now (self->session));
  if (foyer_day_grid_get_n_columns (self->grid) == 0)
    show_empty (self);
  else
    gtk_stack_set_visible_child_name (self->stack, "grid");

  if (self->to_select != 0)
    {
      foyer_day_grid_select (self->grid, self->to_select);
      self->to_select = 0;
    }
  update_row (self);
  show_pane (self);
}

static void
schedule_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerTodayPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerSchedule) schedule =
      foyer_store_finish (FOYER_STORE (source), result, &error);

  if (!foyer_latest_take (&self->reading, result))
    return;
  if (schedule == NULL)
    {
      foyer_action_toast_error (GTK_WIDGET (self), error);
      return;
    }

  g_clear_pointer (&self->schedule, foyer_schedule_unref);
  self->schedule = g_steal_pointer (&schedule);
  show_schedule (self);
}

/* Of two answers only that to the newer question counts. */
static void
load (FoyerTodayPage *self)
{
  Query *query = g_new0 (Query, 1);

  self->stale = FALSE;
  query->first_day = self->week
                         ? foyer_day_week_start (self->day, foyer_locale_first_weekday ())
                         : self->day;
  query->n_days = self->week ? DAYS_OF_A_WEEK : 1;
  query->clinician_id = self->clinician_id;
  foyer_latest_ask (&self->reading);
  foyer_store_read_async (foyer_session_get_store (self->session), read_schedule, query,
                          g_free, (GDestroyNotify) foyer_schedule_unref, self->reading,
                          schedule_read_cb, g_object_ref (self));
}

static void
change_view (FoyerTodayPage *self)
{
  load (self);
  g_signal_emit (self, day_changed_signal, 0);
}

static void
store_changed_cb (FoyerTodayPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    load (self);
  else
    self->stale = TRUE;
}

static gpointer
release_holds (FoyerDb *db, gpointer data, GError **error)
{
  gint64 n;

  return GINT_TO_POINTER (foyer_bookings_release_holds (db, &n, error));
}

static gboolean
second_passed_cb (gpointer data)
{
  FoyerTodayPage *self = data;
  const gint64    now = foyer_session_now (self->session);
  gint64          deadline;

  foyer_day_grid_set_now (self->grid, now);
  if (self->row != NULL)
    foyer_booking_pane_set_now (self->pane, now);
  if (self->schedule == NULL)
    return G_SOURCE_CONTINUE;

  /* Once: the schedule that follows has the hold no longer. */
  deadline = foyer_schedule_next_hold (self->schedule);
  if (deadline != 0 && deadline <= now && deadline != self->released)
    {
      self->released = deadline;
      foyer_store_write_async (foyer_session_get_store (self->session), release_holds,
                               NULL, NULL, NULL, NULL, NULL, NULL);
    }

  return G_SOURCE_CONTINUE;
}

static void
foyer_today_page_map (GtkWidget *widget)
{
  FoyerTodayPage *self = FOYER_TODAY_PAGE (widget);

  GTK_WIDGET_CLASS (foyer_today_page_parent_class)->map (widget);
  if (self->stale)
    load (self);
  second_passed_cb (self);
  self->timer_id = g_timeout_add_seconds (1, second_passed_cb, self);
}

static void
foyer_today_page_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&FOYER_TODAY_PAGE (widget)->timer_id, g_source_remove);
  GTK_WIDGET_CLASS (foyer_today_page_parent_class)->unmap (widget);
}

static void
grid_open_cb (FoyerTodayPage *self, gint64 booking_id)
{
  foyer_booking_pane_focus_action (self->pane);
}

static void
grid_book_cb (FoyerTodayPage *self, gint64 clinician_id, gint64 start_at)
{
  GVariantBuilder draft = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sx}"));

  g_variant_builder_add (&draft, "{sx}", "clinician", clinician_id);
  g_variant_builder_add (&draft, "{sx}", "start", start_at);
  foyer_action_activate (GTK_WIDGET (self), "win.book", g_variant_builder_end (&draft));
}

static void
grid_move_cb (FoyerTodayPage *self,
              gint64          booking_id,
              gint64          clinician_id,
              gint64          start_at)
{
  FoyerBookingRow *row = foyer_schedule_find_booking (self->schedule, booking_id);

  if (row != NULL)
    foyer_booking_steps_move (GTK_WIDGET (self), row, clinician_id, start_at);
}

/* The keyboard goes on where the menu came from. */
static void
menu_closed_cb (FoyerTodayPage *self)
{
  if (foyer_day_grid_get_selected (self->grid) != 0)
    foyer_day_grid_select (self->grid, foyer_day_grid_get_selected (self->grid));
}

static void
grid_menu_cb (FoyerTodayPage *self, double x, double y)
{
  g_autoptr (GMenuModel) menu = NULL;
  graphene_point_t point;

  if (self->row == NULL ||
      !gtk_widget_compute_point (GTK_WIDGET (self->grid), GTK_WIDGET (self),
                                 &GRAPHENE_POINT_INIT ((float) x, (float) y), &point))
    return;

  menu = foyer_booking_steps_new_menu (self->row);
  if (self->popover == NULL)
    {
      self->popover = gtk_popover_menu_new_from_model (menu);
      gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
      gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
      gtk_widget_set_halign (self->popover, GTK_ALIGN_START);
      g_signal_connect_object (self->popover, "closed", G_CALLBACK (menu_closed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  else
    gtk_popover_menu_set_menu_model (GTK_POPOVER_MENU (self->popover), menu);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover),
                               &(GdkRectangle){ (int) point.x, (int) point.y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
grid_column_activated_cb (FoyerTodayPage *self, guint index)
{
  FoyerScheduleColumn *column = NULL;

  for (guint i = 0; i < self->schedule->columns->len; i++)
    {
      FoyerScheduleColumn *each = g_ptr_array_index (self->schedule->columns, i);

      if (each->items->len > 0 && index-- == 0)
        {
          column = each;
          break;
        }
    }
  if (column == NULL)
    return;

  /* From everybody’s day to somebody’s week, and from there to everybody’s day. */
  if (self->week)
    {
      self->day = column->day;
      self->week = FALSE;
      self->clinician_id = 0;
    }
  else if (self->clinician_id != 0)
    self->clinician_id = 0;
  else
    {
      self->clinician_id = foyer_record_get_id (FOYER_RECORD (column->clinician));
      self->week = TRUE;
    }
  change_view (self);
}

static void
step_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FoyerTodayPage *self = FOYER_TODAY_PAGE (widget);
  int             state;

  if (self->row != NULL &&
      foyer_enum_from_nick (FOYER_TYPE_BOOKING_STATE,
                            g_variant_get_string (parameter, NULL), &state))
    foyer_booking_steps_take (widget, self->session, self->row,
                              (FoyerBookingState) state);
}

static void
booking_action_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FoyerTodayPage   *self = FOYER_TODAY_PAGE (widget);
  FoyerBookingState next;

  if (self->row == NULL)
    return;

  if (g_str_equal (action, "booking.next"))
    {
      if (foyer_booking_words_next_step (self->row->booking->state, &next))
        foyer_booking_steps_take (widget, self->session, self->row, next);
    }
  else if (g_str_equal (action, "booking.move"))
    {
      if (foyer_booking_state_is_movable (self->row->booking->state))
        foyer_booking_steps_move (widget, self->row, 0, 0);
    }
  else if (g_str_equal (action, "booking.cancel"))
    foyer_booking_steps_take (widget, self->session, self->row,
                              FOYER_BOOKING_STATE_CANCELLED);
  else if (g_str_equal (action, "booking.deposit"))
    foyer_booking_steps_take_deposit (widget, self->session, self->row);
  else if (g_str_equal (action, "booking.undo"))
    foyer_booking_steps_undo (widget, self->session,
                              foyer_record_get_id (FOYER_RECORD (self->row->booking)));
  else if (g_str_equal (action, "booking.open-patient"))
    foyer_action_activate (widget, "win.open-patient",
                           g_variant_new_int64 (self->row->booking->patient_id));
  else if (self->row->booking->referral_id != 0)
    foyer_action_activate (widget, "win.open-referral",
                           g_variant_new_int64 (self->row->booking->referral_id));
}

static void
select_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  foyer_day_grid_select (FOYER_TODAY_PAGE (widget)->grid,
                         parameter != NULL ? g_variant_get_int64 (parameter) : 0);
}

/* Beside the grid, which has its own use for them, the arrow keys go from day to day. */
static gboolean
step_day_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  FoyerTodayPage *self = FOYER_TODAY_PAGE (widget);
  int             step;

  if (gtk_widget_get_focus_child (GTK_WIDGET (self->grid)) != NULL ||
      gtk_widget_get_focus_child (GTK_WIDGET (self->pane_stack)) != NULL)
    return FALSE;

  g_variant_get (arguments, "(i)", &step);
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    step = -step;
  foyer_today_page_step (self, step);

  return TRUE;
}

static void
foyer_today_page_dispose (GObject *object)
{
  FoyerTodayPage *self = FOYER_TODAY_PAGE (object);

  g_clear_handle_id (&self->timer_id, g_source_remove);
  foyer_latest_drop (&self->reading);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  foyer_bin_dispose_template (self, FOYER_TYPE_TODAY_PAGE);
  g_clear_object (&self->row);
  g_clear_pointer (&self->schedule, foyer_schedule_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (foyer_today_page_parent_class)->dispose (object);
}

static void
add_step_key (GtkWidgetClass *klass, guint key, FoyerBookingState state)
{
  gtk_widget_class_add_binding_action (
      klass, key, 0, "booking.step", "s",
      foyer_enum_to_nick (FOYER_TYPE_BOOKING_STATE, state));
}

static void
foyer_today_page_class_init (FoyerTodayPageClass *klass)
{
  static const char *const actions[] = {
    "booking.next", "booking.move",         "booking.cancel",        "booking.deposit",
    "booking.undo", "booking.open-patient", "booking.open-referral",
  };
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = foyer_today_page_dispose;
  widget_class->map = foyer_today_page_map;
  widget_class->unmap = foyer_today_page_unmap;

  /**
   * FoyerTodayPage::day-changed:
   * @self: the page
   *
   * Another day, clinician or week is shown.
   */
  day_changed_signal =
      g_signal_new ("day-changed", FOYER_TYPE_TODAY_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (FOYER_TYPE_BOOKING_PANE);
  g_type_ensure (FOYER_TYPE_DAY_GRID);
  g_type_ensure (FOYER_TYPE_DAY_SUMMARY);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/foyerclinic/Foyer/ui/today-page.ui");
#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, FoyerTodayPage, child)
  BIND (box);
  BIND (stack);
  BIND (grid);
  BIND (empty_page);
  BIND (empty_button);
  BIND (separator);
  BIND (pane_stack);
  BIND (summary);
  BIND (pane);
#undef BIND
#define CALL(callback) gtk_widget_class_bind_template_callback (widget_class, callback)
  CALL (selected_changed_cb);
  CALL (grid_open_cb);
  CALL (grid_book_cb);
  CALL (grid_move_cb);
  CALL (grid_menu_cb);
  CALL (foyer_today_page_step);
  CALL (grid_column_activated_cb);
#undef CALL

  gtk_widget_class_install_action (widget_class, "booking.step", "s", step_cb);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i], NULL, booking_action_cb);
  gtk_widget_class_install_action (widget_class, "schedule.select", "x", select_cb);
  gtk_widget_class_install_action (widget_class, "schedule.deselect", NULL, select_cb);
  add_step_key (widget_class, GDK_KEY_a, FOYER_BOOKING_STATE_ARRIVED);
  add_step_key (widget_class, GDK_KEY_c, FOYER_BOOKING_STATE_CHECKED_IN);
  add_step_key (widget_class, GDK_KEY_d, FOYER_BOOKING_STATE_COMPLETED);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, 0, step_day_cb, "(i)", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Right, 0, step_day_cb, "(i)", 1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_t, 0, "win.today", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, 0, "win.week", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_m, 0, "booking.move", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, 0, "booking.deposit",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "booking.cancel",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0,
                                       "schedule.deselect", NULL);
}

static void
foyer_today_page_init (FoyerTodayPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
foyer_today_page_new (FoyerSession *session)
{
  FoyerTodayPage *self = g_object_new (FOYER_TYPE_TODAY_PAGE, NULL);

  self->session = g_object_ref (session);
  self->day = foyer_session_today (session);
  g_signal_connect_object (foyer_session_get_store (session), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::clinic", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  foyer_store_write_async (foyer_session_get_store (session), release_holds, NULL, NULL,
                           NULL, NULL, NULL, NULL);
  load (self);

  return GTK_WIDGET (self);
}

int
foyer_today_page_get_day (FoyerTodayPage *self)
{
  g_return_val_if_fail (FOYER_IS_TODAY_PAGE (self), 0);

  return self->day;
}

void
foyer_today_page_set_day (FoyerTodayPage *self, int day)
{
  g_return_if_fail (FOYER_IS_TODAY_PAGE (self));

  self->day = day;
  change_view (self);
}

/**
 * foyer_today_page_step:
 * @self: the page
 * @step: how many days, or weeks while a week is shown
 *
 * Goes on to another day.
 */
void
foyer_today_page_step (FoyerTodayPage *self, int step)
{
  g_return_if_fail (FOYER_IS_TODAY_PAGE (self));

  foyer_today_page_set_day (self, self->day + step * (self->week ? DAYS_OF_A_WEEK : 1));
}

gint64
foyer_today_page_get_clinician (FoyerTodayPage *self)
{
  g_return_val_if_fail (FOYER_IS_TODAY_PAGE (self), 0);

  return self->clinician_id;
}

void
foyer_today_page_set_clinician (FoyerTodayPage *self, gint64 clinician_id)
{
  g_return_if_fail (FOYER_IS_TODAY_PAGE (self));

  self->clinician_id = clinician_id;
  if (clinician_id == 0)
    self->week = FALSE;
  change_view (self);
}

/**
 * foyer_today_page_dup_clinician:
 * @self: the page
 *
 * Returns: (transfer full) (nullable): the clinician whose schedule is shown; `NULL` if it is
 *   that of all, or not known yet
 */
char *
foyer_today_page_dup_clinician (FoyerTodayPage *self)
{
  g_return_val_if_fail (FOYER_IS_TODAY_PAGE (self), NULL);

  for (guint i = 0; self->clinician_id != 0 && self->schedule != NULL &&
                    i < self->schedule->columns->len;
       i++)
    {
      FoyerScheduleColumn *column = g_ptr_array_index (self->schedule->columns, i);
      FoyerClinician      *clinician = column->clinician;

      if (foyer_record_get_id (FOYER_RECORD (clinician)) == self->clinician_id)
        return foyer_format_person_full (
            clinician->prefix, clinician->prefix != NULL ? NULL : clinician->given,
            clinician->family, NULL);
    }

  return NULL;
}

gboolean
foyer_today_page_get_week (FoyerTodayPage *self)
{
  g_return_val_if_fail (FOYER_IS_TODAY_PAGE (self), FALSE);

  return self->week;
}

/**
 * foyer_today_page_set_week:
 * @self: the page
 * @week: whether to show a week of the clinician, rather than a day
 *
 * Shows a week or a day.  A week is that of one clinician: without one it is that of the
 * first who works.
 */
void
foyer_today_page_set_week (FoyerTodayPage *self, gboolean week)
{
  g_return_if_fail (FOYER_IS_TODAY_PAGE (self));

  if (week && self->clinician_id == 0 && self->schedule != NULL)
    for (guint i = 0; i < self->schedule->columns->len; i++)
      {
        FoyerScheduleColumn *column = g_ptr_array_index (self->schedule->columns, i);

        if (column->items->len == 0)
          continue;
        self->clinician_id = foyer_record_get_id (FOYER_RECORD (column->clinician));
        break;
      }
  self->week = week && self->clinician_id != 0;
  change_view (self);
}

/**
 * foyer_today_page_select:
 * @self: the page
 * @day: the day of the visit, days since 1970-01-01
 * @booking_id: which visit
 *
 * Shows a visit on its day.
 */
void
foyer_today_page_select (FoyerTodayPage *self, int day, gint64 booking_id)
{
  g_return_if_fail (FOYER_IS_TODAY_PAGE (self));

  self->to_select = booking_id;
  self->clinician_id = 0;
  self->week = FALSE;
  foyer_today_page_set_day (self, day);
}

/**
 * foyer_today_page_focus_clinician:
 * @self: the page
 * @number: which column, from 0
 *
 * Gives the focus to the column of a clinician, or to a day of the week.
 */
void
foyer_today_page_focus_clinician (FoyerTodayPage *self, guint number)
{
  g_return_if_fail (FOYER_IS_TODAY_PAGE (self));

  foyer_day_grid_focus_column (self->grid, number);
}

/**
 * foyer_today_page_focus_grid:
 * @self: the page
 *
 * Gives the focus to the schedule.
 */
void
foyer_today_page_focus_grid (FoyerTodayPage *self)
{
  g_return_if_fail (FOYER_IS_TODAY_PAGE (self));

  gtk_widget_child_focus (GTK_WIDGET (self->grid), GTK_DIR_TAB_FORWARD);
}

/**
 * foyer_today_page_dup_title:
 * @self: the page
 *
 * Returns: (transfer full): the day, or from when to when the week is, in few letters; the
 *   year is there if it is another one
 */
char *
foyer_today_page_dup_title (FoyerTodayPage *self)
{
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  int              start, year, this_year;

  g_return_val_if_fail (FOYER_IS_TODAY_PAGE (self), NULL);

  foyer_day_to_ymd (self->day, &year, NULL, NULL);
  foyer_day_to_ymd (foyer_session_today (self->session), &this_year, NULL, NULL);
  if (!self->week)
    return year == this_year ? foyer_format_day_short (self->day)
                             : foyer_format_day (self->day);

  start = foyer_day_week_start (self->day, foyer_locale_first_weekday ());
  first = foyer_format_day_short (start);
  last = year == this_year ? foyer_format_day_short (start + DAYS_OF_A_WEEK - 1)
                           : foyer_format_day (start + DAYS_OF_A_WEEK - 1);

  /* Translators: the first and the last day of a week */
  return g_strdup_printf (C_ ("week", "%1$s – %2$s"), first, last);
}

/**
 * foyer_today_page_set_narrow:
 * @self: the page
 * @narrow: whether there is little room
 * @tiny: whether there is no room for two things side by side
 *
 * Keeps the details away from a narrow window until a visit is chosen.
 */
void
foyer_today_page_set_narrow (FoyerTodayPage *self, gboolean narrow, gboolean tiny)
{
  g_return_if_fail (FOYER_IS_TODAY_PAGE (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->box),
                                  tiny ? GTK_ORIENTATION_VERTICAL
                                       : GTK_ORIENTATION_HORIZONTAL);
  gtk_widget_set_vexpand (GTK_WIDGET (self->pane_stack), tiny);
  gtk_widget_set_size_request (GTK_WIDGET (self->pane_stack), tiny ? -1 : 288, -1);
  self->narrow = narrow;
  show_pane (self);
}
