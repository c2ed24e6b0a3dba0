/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-day-grid-private.h"

#define CLICK_GRID_SECONDS (15 * FOYER_MINUTE_SECONDS)
#define DRAG_GRID_SECONDS (5 * FOYER_MINUTE_SECONDS)

/* What the keyboard can reach: bookings, and free time that can still be used. */
static gboolean
can_focus (FoyerDayGrid *self, FoyerScheduleItem *item)
{
  return item->row != NULL ||
         (item->kind == FOYER_SCHEDULE_KIND_FREE && item->end_at > self->now);
}

/* The item of a column that runs at a time, or else begins nearest to it; -1: none. */
static int
find_nearest (FoyerDayGrid *self, FoyerDayGridColumn *column, gint64 at)
{
  int    nearest = -1;
  gint64 least = G_MAXINT64;

  for (guint i = 0; i < column->data->items->len; i++)
    {
      FoyerScheduleItem *item = g_ptr_array_index (column->data->items, i);
      const gint64       distance =
          item->start_at <= at && at < item->end_at ? 0 : ABS (item->start_at - at);

      if (!can_focus (self, item))
        continue;
      /* At the same distance a booking, which comes later, is meant rather than a gap. */
      if (distance < least || (distance == least && item->row != NULL))
        {
          nearest = (int) i;
          least = distance;
        }
    }

  return nearest;
}

static void
reveal (FoyerDayGrid *self, int index, FoyerScheduleItem *item)
{
  FoyerDayGridColumn *column = foyer_day_grid_get_column (self, index);
  const double        top =
      foyer_day_grid_get_y (self, column, item->start_at) - self->header_height;
  const double bottom =
      foyer_day_grid_get_y (self, column, item->end_at) - self->header_height;
  const double page_y = gtk_adjustment_get_page_size (self->vadjustment);
  const double page_x = gtk_adjustment_get_page_size (self->hadjustment);
  const double scroll_y = gtk_adjustment_get_value (self->vadjustment);
  const double scroll_x = foyer_day_grid_get_scroll_x (self);
  const double left = index * self->column_width;
  double       x = CLAMP (scroll_x, left + self->column_width - page_x, left);

  if (page_y <= 0 || page_x <= 0 || self->scroll_to_now)
    return;

  if (bottom - top > page_y || top < 0)
    gtk_adjustment_set_value (self->vadjustment, scroll_y + top);
  else if (bottom > page_y)
    gtk_adjustment_set_value (self->vadjustment, scroll_y + bottom - page_y);

  if (foyer_day_grid_is_rtl (self))
    x = gtk_adjustment_get_upper (self->hadjustment) - page_x - x;
  gtk_adjustment_set_value (self->hadjustment, x);
}

static GtkWidget *
find_widget (FoyerDayGridColumn *column, FoyerScheduleItem *item)
{
  for (guint i = 0; column->blocks != NULL && i < column->blocks->len; i++)
    {
      GtkWidget *block = g_ptr_array_index (column->blocks, i);

      if (foyer_day_block_get_item (FOYER_DAY_BLOCK (block)) == item)
        return block;
    }

  return NULL;
}

static gboolean
focus_item (FoyerDayGrid *self, int index, int item_index)
{
  FoyerDayGridColumn *column;
  FoyerScheduleItem  *item;
  GtkWidget          *block;

  if (item_index < 0)
    return FALSE;

  column = foyer_day_grid_get_column (self, index);
  item = g_ptr_array_index (column->data->items, item_index);
  reveal (self, index, item);
  foyer_day_grid_bind_visible (self, NULL);
  block = find_widget (column, item);
  self->cursor = index;
  self->cursor_at = item->start_at;

  return block != NULL && gtk_widget_grab_focus (block);
}

/**
 * foyer_day_grid_focus_at:
 * @self: a day grid
 * @column: index of a column
 * @at: seconds since 1970-01-01 UTC
 *
 * Gives the focus to what runs in a column at a time, or else is nearest.
 */
void
foyer_day_grid_focus_at (FoyerDayGrid *self, int column, gint64 at)
{
  if (column < (int) self->columns->len)
    focus_item (self, column,
                find_nearest (self, foyer_day_grid_get_column (self, column), at));
}

static gboolean
move_vertically (FoyerDayGrid *self, FoyerDayBlock *from, int step)
{
  const int           index = foyer_day_grid_find_block (self, from);
  FoyerDayGridColumn *column = foyer_day_grid_get_column (self, index);
  guint               at;

  if (!g_ptr_array_find (column->data->items, foyer_day_block_get_item (from), &at))
    return FALSE;
  for (int i = (int) at + step; i >= 0 && i < (int) column->data->items->len; i += step)
    if (can_focus (self, g_ptr_array_index (column->data->items, i)))
      return focus_item (self, index, i);

  return step < 0 && gtk_widget_grab_focus (column->header);
}

static gboolean
move_horizontally (FoyerDayGrid *self, FoyerDayBlock *from, int step)
{
  const int    index = foyer_day_grid_find_block (self, from);
  const gint64 since = foyer_day_block_get_item (from)->start_at -
                       foyer_day_grid_get_column (self, index)->start_at;

  for (int i = index + step; i >= 0 && i < (int) self->columns->len; i += step)
    {
      FoyerDayGridColumn *column = foyer_day_grid_get_column (self, i);

      if (focus_item (self, i, find_nearest (self, column, column->start_at + since)))
        return TRUE;
    }
  g_signal_emit_by_name (self, "edge", step);

  return TRUE;
}

static int
find_header (FoyerDayGrid *self, GtkWidget *header)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (foyer_day_grid_get_column (self, (int) i)->header == header)
      return (int) i;

  return -1;
}

static gboolean
move_from_header (FoyerDayGrid *self, int index, GtkDirectionType direction)
{
  const int  step = (direction == GTK_DIR_RIGHT) != foyer_day_grid_is_rtl (self) ? 1 : -1;
  GtkWidget *header;

  switch (direction)
    {
    case GTK_DIR_DOWN:
    case GTK_DIR_TAB_FORWARD:
      return focus_item (
          self, index,
          find_nearest (self, foyer_day_grid_get_column (self, index), self->now));

    case GTK_DIR_LEFT:
    case GTK_DIR_RIGHT:
      if (index + step < 0 || index + step >= (int) self->columns->len)
        return FALSE;
      header = foyer_day_grid_get_column (self, index + step)->header;
      return header != NULL && gtk_widget_grab_focus (header);

    case GTK_DIR_TAB_BACKWARD:
    case GTK_DIR_UP:
    default:
      return FALSE;
    }
}

/**
 * foyer_day_grid_focus:
 * @widget: a day grid
 * @direction: where the focus is to go
 *
 * Moves the focus: the arrow keys from block to block, Tab into the grid and out of it, so
 * that it is one stop however much is in it.
 *
 * Returns: whether the focus stays in the grid
 */
gboolean
foyer_day_grid_focus (GtkWidget *widget, GtkDirectionType direction)
{
  FoyerDayGrid *self = (FoyerDayGrid *) widget;
  GtkWidget    *focus = gtk_widget_get_focus_child (widget);
  const int     forward = foyer_day_grid_is_rtl (self) ? -1 : 1;

  if (self->columns->len == 0)
    return FALSE;
  if (focus == NULL)
    {
      int first = MIN (self->cursor, (int) self->columns->len - 1);

      for (guint i = 0; i < self->columns->len; i++)
        {
          const int           index = (first + (int) i) % (int) self->columns->len;
          FoyerDayGridColumn *column = foyer_day_grid_get_column (self, index);

          if (focus_item (
                  self, index,
                  find_nearest (self, column,
                                self->cursor_at != 0 ? self->cursor_at : self->now)))
            return TRUE;
        }
      return gtk_widget_grab_focus (foyer_day_grid_get_column (self, first)->header);
    }
  if (!FOYER_IS_DAY_BLOCK (focus))
    return move_from_header (self, find_header (self, focus), direction);

  switch (direction)
    {
    case GTK_DIR_UP:
      return move_vertically (self, FOYER_DAY_BLOCK (focus), -1);
    case GTK_DIR_DOWN:
      move_vertically (self, FOYER_DAY_BLOCK (focus), 1);
      return TRUE;
    case GTK_DIR_LEFT:
      return move_horizontally (self, FOYER_DAY_BLOCK (focus), -forward);
    case GTK_DIR_RIGHT:
      return move_horizontally (self, FOYER_DAY_BLOCK (focus), forward);
    case GTK_DIR_TAB_BACKWARD:
      return gtk_widget_grab_focus (
          foyer_day_grid_get_column (
              self, foyer_day_grid_find_block (self, FOYER_DAY_BLOCK (focus)))
              ->header);
    case GTK_DIR_TAB_FORWARD:
    default:
      return FALSE;
    }
}

static void
activate_block (FoyerDayGrid *self, FoyerDayBlock *block, gint64 at)
{
  FoyerScheduleItem   *item = foyer_day_block_get_item (block);
  FoyerScheduleColumn *column = foyer_day_block_get_column (block);

  if (item->row != NULL)
    g_signal_emit_by_name (self, "open",
                           foyer_record_get_id (FOYER_RECORD (item->row->booking)));
  else
    g_signal_emit_by_name (self, "book",
                           foyer_record_get_id (FOYER_RECORD (column->clinician)), at);
}

/* When a visit in free time begins: not in the past, and on a time that people say. */
static gint64
snap_start (FoyerDayGrid *self, FoyerScheduleItem *item, gint64 at)
{
  gint64 start_at = at / CLICK_GRID_SECONDS * CLICK_GRID_SECONDS;

  if (start_at < self->now)
    start_at = (self->now / CLICK_GRID_SECONDS + 1) * CLICK_GRID_SECONDS;

  return CLAMP (start_at, item->start_at, item->end_at - FOYER_MINUTE_SECONDS);
}

static void
activate_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FoyerDayGrid *self = (FoyerDayGrid *) widget;
  GtkWidget    *focus = gtk_widget_get_focus_child (widget);

  if (FOYER_IS_DAY_BLOCK (focus))
    {
      FoyerScheduleItem *item = foyer_day_block_get_item (FOYER_DAY_BLOCK (focus));

      activate_block (self, FOYER_DAY_BLOCK (focus),
                      item->start_at >= self->now
                          ? item->start_at
                          : snap_start (self, item, item->start_at));
    }
}

static void
jump_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  FoyerDayGrid       *self = (FoyerDayGrid *) widget;
  FoyerDayGridColumn *column;

  if (self->columns->len == 0)
    return;
  column = foyer_day_grid_get_column (self, self->cursor);
  focus_item (self, self->cursor,
              find_nearest (self, column,
                            g_variant_get_boolean (parameter)
                                ? column->start_at + (gint64) FOYER_DAY_MINUTES * 60
                                : column->start_at));
}

static void
menu_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GtkWidget      *focus = gtk_widget_get_focus_child (widget);
  graphene_rect_t bounds;

  if (FOYER_IS_DAY_BLOCK (focus) && gtk_widget_compute_bounds (focus, widget, &bounds))
    g_signal_emit_by_name (widget, "menu",
                           (double) (bounds.origin.x + bounds.size.width / 2),
                           (double) (bounds.origin.y + bounds.size.height / 2));
}

static FoyerDayBlock *
pick_block (FoyerDayGrid *self, double x, double y)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);

  return FOYER_IS_DAY_BLOCK (picked) ? FOYER_DAY_BLOCK (picked) : NULL;
}

/**
 * foyer_day_grid_set_focus_child:
 * @widget: a day grid
 * @child: (nullable): the child that has the focus from now on
 *
 * Lets the keyboard go on from there, and selects the booking, if it is one.
 */
void
foyer_day_grid_set_focus_child (GtkWidget *widget, GtkWidget *child)
{
  FoyerDayGrid      *self = (FoyerDayGrid *) widget;
  FoyerScheduleItem *item;

  if (!FOYER_IS_DAY_BLOCK (child) ||
      foyer_day_block_get_item (FOYER_DAY_BLOCK (child)) == NULL)
    return;
  foyer_day_block_update_name (FOYER_DAY_BLOCK (child));
  item = foyer_day_block_get_item (FOYER_DAY_BLOCK (child));
  self->cursor = MAX (foyer_day_grid_find_block (self, FOYER_DAY_BLOCK (child)), 0);
  self->cursor_at = item->start_at;
  foyer_day_grid_set_selected (self, foyer_day_grid_get_booking_id (item));
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, FoyerDayGrid *self)
{
  FoyerDayBlock *block = pick_block (self, x, y);

  if (block == NULL)
    return;
  gtk_widget_grab_focus (GTK_WIDGET (block));
  if (gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture)) ==
      GDK_BUTTON_SECONDARY)
    g_signal_emit_by_name (self, "menu", x, y);
}

static void
released_cb (
    GtkGestureClick *gesture, int n_press, double x, double y, FoyerDayGrid *self)
{
  FoyerDayBlock     *block = pick_block (self, x, y);
  FoyerScheduleItem *item;
  int                column;
  gint64             at;

  if (block == NULL || self->drag.moving ||
      gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture)) !=
          GDK_BUTTON_PRIMARY)
    return;

  item = foyer_day_block_get_item (block);
  if (item->row != NULL && n_press == 2)
    activate_block (self, block, 0);
  else if (item->row == NULL && n_press == 1 &&
           foyer_day_grid_find_time (self, x, y, &column, &at))
    activate_block (self, block, snap_start (self, item, at));
}

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, FoyerDayGrid *self)
{
  FoyerDayBlock     *block = pick_block (self, x, y);
  FoyerScheduleItem *item = block != NULL ? foyer_day_block_get_item (block) : NULL;
  int                column;

  self->drag.moving = FALSE;
  g_clear_object (&self->drag.row);
  if (item == NULL || item->row == NULL ||
      !foyer_booking_state_is_movable (item->row->booking->state))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }

  column = foyer_day_grid_find_block (self, block);
  self->drag.row = g_object_ref (item->row);
  self->drag.grab_y =
      y - foyer_day_grid_get_y (self, foyer_day_grid_get_column (self, column),
                                item->start_at);
}

static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, FoyerDayGrid *self)
{
  double x, y;
  int    column;
  gint64 at;

  if (self->drag.row == NULL)
    return;
  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  if (!self->drag.moving &&
      !gtk_drag_check_threshold (GTK_WIDGET (self), (int) x, (int) y, (int) (x + dx),
                                 (int) (y + dy)))
    return;
  if (!foyer_day_grid_find_time (self, x + dx,
                                 MAX (y + dy - self->drag.grab_y, self->header_height),
                                 &column, &at))
    return;

  self->drag.moving = TRUE;
  self->drag.column = column;
  self->drag.start_at =
      (at + DRAG_GRID_SECONDS / 2) / DRAG_GRID_SECONDS * DRAG_GRID_SECONDS;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
drag_end_cb (GtkGestureDrag *gesture, double dx, double dy, FoyerDayGrid *self)
{
  g_autoptr (FoyerBookingRow) row = g_steal_pointer (&self->drag.row);
  FoyerClinician *clinician;
  gint64          clinician_id;

  if (row == NULL || !self->drag.moving)
    return;
  self->drag.moving = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  clinician = foyer_day_grid_get_column (self, self->drag.column)->data->clinician;
  clinician_id = foyer_record_get_id (FOYER_RECORD (clinician));
  if (clinician_id != row->booking->clinician_id ||
      self->drag.start_at != row->booking->start_at)
    g_signal_emit_by_name (self, "move",
                           foyer_record_get_id (FOYER_RECORD (row->booking)),
                           clinician_id, self->drag.start_at);
}

static void
drag_cancel_cb (GtkGesture *gesture, GdkEventSequence *sequence, FoyerDayGrid *self)
{
  self->drag.moving = FALSE;
  g_clear_object (&self->drag.row);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
foyer_day_grid_init_input (FoyerDayGrid *self)
{
  GtkWidget  *widget = GTK_WIDGET (self);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));

  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect (drag, "cancel", G_CALLBACK (drag_cancel_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
}

/**
 * foyer_day_grid_class_init_input:
 * @klass: the class of the day grid
 *
 * Installs what the keyboard does beside moving the focus.
 */
void
foyer_day_grid_class_init_input (GtkWidgetClass *klass)
{
  static const guint activate_keys[] = { GDK_KEY_Return, GDK_KEY_KP_Enter,
                                         GDK_KEY_space };

  gtk_widget_class_install_action (klass, "schedule.activate", NULL, activate_cb);
  gtk_widget_class_install_action (klass, "schedule.jump", "b", jump_cb);
  gtk_widget_class_install_action (klass, "schedule.menu", NULL, menu_cb);
  for (guint i = 0; i < G_N_ELEMENTS (activate_keys); i++)
    gtk_widget_class_add_binding_action (klass, activate_keys[i], 0, "schedule.activate",
                                         NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Home, 0, "schedule.jump", "b",
                                       FALSE);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_End, 0, "schedule.jump", "b", TRUE);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Menu, 0, "schedule.menu", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_F10, GDK_SHIFT_MASK,
                                       "schedule.menu", NULL);
}
