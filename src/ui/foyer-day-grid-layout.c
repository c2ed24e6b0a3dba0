/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-day-grid-private.h"

#include <math.h>

/* A column is at least so many letters wide, so that a name can be read. */
#define COLUMN_CHARS 21

/* The shortest usual visit has room for its name and its state. */
#define SHORT_VISIT_MINUTES 15
#define SHORT_VISIT_LINES 2
#define BLOCK_PADDING 5

gboolean
foyer_day_grid_is_rtl (FoyerDayGrid *self)
{
  return gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
}

FoyerDayGridColumn *
foyer_day_grid_get_column (FoyerDayGrid *self, int column)
{
  return g_ptr_array_index (self->columns, column);
}

/* How far the first column is scrolled out, whichever side it is on. */
double
foyer_day_grid_get_scroll_x (FoyerDayGrid *self)
{
  double value;

  if (self->hadjustment == NULL)
    return 0;
  value = gtk_adjustment_get_value (self->hadjustment);
  if (foyer_day_grid_is_rtl (self))
    value = gtk_adjustment_get_upper (self->hadjustment) -
            gtk_adjustment_get_page_size (self->hadjustment) - value;

  return value;
}

double
foyer_day_grid_get_scroll_y (FoyerDayGrid *self)
{
  return self->vadjustment != NULL ? gtk_adjustment_get_value (self->vadjustment) : 0;
}

/* Left edge of a column in the widget. */
double
foyer_day_grid_get_column_x (FoyerDayGrid *self, int column)
{
  const double from_start =
      self->axis_width + column * self->column_width - foyer_day_grid_get_scroll_x (self);

  if (foyer_day_grid_is_rtl (self))
    return gtk_widget_get_width (GTK_WIDGET (self)) - from_start - self->column_width;

  return from_start;
}

double
foyer_day_grid_get_y (FoyerDayGrid *self, FoyerDayGridColumn *column, gint64 at)
{
  return self->header_height +
         (double) (at - column->start_at) / FOYER_MINUTE_SECONDS * self->minute_height -
         foyer_day_grid_get_scroll_y (self);
}

/**
 * foyer_day_grid_find_time:
 * @self: a day grid
 * @x: in the widget
 * @y: in the widget
 * @out_column: (out): index of the column
 * @out_at: (out): seconds since 1970-01-01 UTC
 *
 * Returns: whether there is a column at that point
 */
gboolean
foyer_day_grid_find_time (
    FoyerDayGrid *self, double x, double y, int *out_column, gint64 *out_at)
{
  FoyerDayGridColumn *column;
  const double        from_start =
      foyer_day_grid_is_rtl (self) ? gtk_widget_get_width (GTK_WIDGET (self)) - x : x;
  const int index =
      (int) floor ((from_start - self->axis_width + foyer_day_grid_get_scroll_x (self)) /
                   self->column_width);

  if (from_start < self->axis_width || y < self->header_height || index < 0 ||
      index >= (int) self->columns->len)
    return FALSE;

  column = foyer_day_grid_get_column (self, index);
  *out_column = index;
  *out_at = column->start_at +
            (gint64) ((y - self->header_height + foyer_day_grid_get_scroll_y (self)) /
                      self->minute_height * FOYER_MINUTE_SECONDS);

  return TRUE;
}

/* The column of a block; -1 if it shows nothing. */
int
foyer_day_grid_find_block (FoyerDayGrid *self, FoyerDayBlock *block)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (foyer_day_grid_get_column (self, (int) i)->data ==
        foyer_day_block_get_column (block))
      return (int) i;

  return -1;
}

static gboolean
bind_later_cb (gpointer data)
{
  FoyerDayGrid *self = data;

  foyer_day_grid_bind_visible (self, NULL);
  gtk_widget_queue_allocate (GTK_WIDGET (self));

  return G_SOURCE_REMOVE;
}

static int
count_minutes (FoyerDayGrid *self)
{
  return self->end_minute - self->start_minute;
}

void
foyer_day_grid_measure (GtkWidget     *widget,
                        GtkOrientation orientation,
                        int            for_size,
                        int           *minimum,
                        int           *natural,
                        int           *minimum_baseline,
                        int           *natural_baseline)
{
  FoyerDayGrid *self = (FoyerDayGrid *) widget;
  int           axis_width, line_height, char_width;
  const int     n_columns = MAX ((int) self->columns->len, 1);

  foyer_day_grid_measure_text (self, &axis_width, &line_height, &char_width);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gtk_widget_measure (child, orientation, -1, NULL, NULL, NULL, NULL);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = axis_width + COLUMN_CHARS * char_width;
      *natural = axis_width + n_columns * COLUMN_CHARS * char_width;
    }
  else
    {
      *minimum = 8 * line_height;
      *natural = MAX (count_minutes (self) / 10 * line_height, *minimum);
    }
}

static int
measure_headers (FoyerDayGrid *self)
{
  int height = 1;

  for (guint i = 0; i < self->columns->len; i++)
    {
      GtkWidget *header = foyer_day_grid_get_column (self, (int) i)->header;
      int        minimum, natural;

      if (header == NULL)
        continue;
      gtk_widget_measure (header, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural,
                          NULL, NULL);
      gtk_widget_measure (header, GTK_ORIENTATION_VERTICAL, -1, &minimum, &natural, NULL,
                          NULL);
      height = MAX (height, natural);
    }

  return height;
}

static void
configure (FoyerDayGrid *self, int width, int height)
{
  const int n_columns = MAX ((int) self->columns->len, 1);
  int       line_height, char_width;
  double    page_width, page_height, total_width, total_height, scroll_x;

  foyer_day_grid_measure_text (self, &self->axis_width, &line_height, &char_width);
  self->header_height = measure_headers (self);
  page_width = MAX (width - self->axis_width, 1);
  page_height = MAX (height - self->header_height, 1);
  scroll_x = foyer_day_grid_get_scroll_x (self);
  self->column_width = MAX (page_width / n_columns, COLUMN_CHARS * char_width);
  self->minute_height =
      (double) (SHORT_VISIT_LINES * line_height + BLOCK_PADDING) / SHORT_VISIT_MINUTES;
  self->minute_height =
      MAX (self->minute_height, page_height / MAX (count_minutes (self), 1));
  total_width = self->column_width * n_columns;
  total_height = self->minute_height * count_minutes (self);

  if (foyer_day_grid_is_rtl (self))
    scroll_x = total_width - page_width - scroll_x;
  gtk_adjustment_configure (self->hadjustment, scroll_x, 0, MAX (total_width, page_width),
                            self->column_width / 4, page_width * 0.9, page_width);
  gtk_adjustment_configure (
      self->vadjustment, gtk_adjustment_get_value (self->vadjustment), 0,
      MAX (total_height, page_height), line_height * 3, page_height * 0.9, page_height);
}

/* The present, or the first patient of another day, comes to lie a quarter down. */
static void
scroll_to_now (FoyerDayGrid *self)
{
  FoyerDayGridColumn *column = foyer_day_grid_get_column (self, 0);
  const double        page = gtk_adjustment_get_page_size (self->vadjustment);
  const int           today = foyer_zone_get_day (self->schedule->zone, self->now);
  const gint64        day = self->schedule->first_day;
  double              y = 0;

  if (today >= day && today < day + (int) self->schedule->n_days)
    {
      gint64 at = self->now - (gint64) (today - column->data->day) * FOYER_DAY_MINUTES *
                                  FOYER_MINUTE_SECONDS;

      y = (double) (at - column->start_at) / FOYER_MINUTE_SECONDS * self->minute_height -
          page / 4;
    }
  self->scroll_to_now = FALSE;
  gtk_adjustment_set_value (self->vadjustment, y);
}

static void
allocate_block (FoyerDayGrid *self, int index, GtkWidget *block)
{
  FoyerDayGridColumn *column = foyer_day_grid_get_column (self, index);
  FoyerScheduleItem  *item = foyer_day_block_get_item (FOYER_DAY_BLOCK (block));
  const double        lane_width = (self->column_width - 5) / item->n_lanes;
  const double        top =
      foyer_day_grid_get_y (self, column, MAX (item->start_at, column->start_at));
  const double bottom = foyer_day_grid_get_y (
      self, column,
      MIN (item->end_at,
           column->start_at + (gint64) count_minutes (self) * FOYER_MINUTE_SECONDS));
  const guint lane =
      foyer_day_grid_is_rtl (self) ? item->n_lanes - 1 - item->lane : item->lane;
  const double left = foyer_day_grid_get_column_x (self, index) + 2 + lane * lane_width;

  gtk_widget_measure (block, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_size_allocate (
      block,
      &(GtkAllocation){ (int) round (left), (int) round (top) + 1,
                        MAX ((int) lane_width - 1, 1),
                        MAX ((int) (round (bottom) - round (top)) - 1, 1) },
      -1);
}

void
foyer_day_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  FoyerDayGrid *self = (FoyerDayGrid *) widget;
  gboolean      incomplete = FALSE;

  if (self->hadjustment == NULL || self->vadjustment == NULL)
    return;

  self->allocating = TRUE;
  configure (self, width, height);
  if (self->scroll_to_now && self->columns->len > 0 && self->header_height > 1)
    scroll_to_now (self);

  for (int i = 0; i < (int) self->columns->len; i++)
    {
      FoyerDayGridColumn *column = foyer_day_grid_get_column (self, i);

      incomplete = incomplete ||
                   (column->blocks == NULL && foyer_day_grid_column_is_visible (self, i));
      if (column->blocks == NULL)
        continue;
      for (guint j = 0; j < column->blocks->len; j++)
        allocate_block (self, i, g_ptr_array_index (column->blocks, j));
      gtk_widget_size_allocate (
          column->header,
          &(GtkAllocation){ (int) round (foyer_day_grid_get_column_x (self, i)), 0,
                            (int) self->column_width, self->header_height },
          -1);
    }
  gtk_widget_measure (self->cover, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL,
                      NULL);
  gtk_widget_size_allocate (
      self->cover,
      &(GtkAllocation){ foyer_day_grid_is_rtl (self) ? width - self->axis_width : 0, 0,
                        self->axis_width, height },
      -1);
  self->allocating = FALSE;

  /* Widgets are not made while others are allocated. */
  if (incomplete)
    g_idle_add_full (GTK_PRIORITY_RESIZE - 1, bind_later_cb, g_object_ref (self),
                     g_object_unref);
}
