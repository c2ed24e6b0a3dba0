/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "present/foyer-format.h"
#include "ui/foyer-day-grid-private.h"
#include "ui/foyer-palette.h"

#define AXIS_PADDING 8
#define NOW_DOT_RADIUS 4
#define GHOST_RADIUS 6

static void
append_rectangle (GtkSnapshot   *snapshot,
                  const GdkRGBA *colour,
                  double         x,
                  double         y,
                  double         width,
                  double         height)
{
  gtk_snapshot_append_color (
      snapshot, colour,
      &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) width, (float) height));
}

static GPtrArray *
get_hour_layouts (FoyerDayGrid *self)
{
  if (self->hour_layouts != NULL)
    return self->hour_layouts;

  self->hour_layouts = g_ptr_array_new_with_free_func (g_object_unref);
  for (int minute = self->start_minute; minute <= self->end_minute; minute += 60)
    {
      g_autofree char *text = foyer_format_minute (minute % FOYER_DAY_MINUTES);

      g_ptr_array_add (self->hour_layouts,
                       gtk_widget_create_pango_layout (GTK_WIDGET (self), text));
    }

  return self->hour_layouts;
}

/**
 * foyer_day_grid_measure_text:
 * @self: a day grid
 * @out_axis_width: (out): how wide the axis of hours is, in pixels
 * @out_line_height: (out): how high a line of a block is, in pixels
 * @out_char_width: (out): how wide a letter usually is, in pixels
 *
 * Finds what the geometry follows from, so that larger text makes a larger grid.
 */
void
foyer_day_grid_measure_text (FoyerDayGrid *self,
                             int          *out_axis_width,
                             int          *out_line_height,
                             int          *out_char_width)
{
  GPtrArray        *layouts = get_hour_layouts (self);
  PangoContext     *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);

  *out_axis_width = 0;
  *out_line_height = 1;
  for (guint i = 0; i < layouts->len; i++)
    {
      int width, height;

      pango_layout_get_pixel_size (g_ptr_array_index (layouts, i), &width, &height);
      *out_axis_width = MAX (*out_axis_width, width + 2 * AXIS_PADDING);
      *out_line_height = MAX (*out_line_height, height);
    }
  *out_char_width =
      PANGO_PIXELS_CEIL (pango_font_metrics_get_approximate_char_width (metrics));
  pango_font_metrics_unref (metrics);
}

static void
snapshot_column (FoyerDayGrid *self, GtkSnapshot *snapshot, int index, int height)
{
  FoyerDayGridColumn *column = foyer_day_grid_get_column (self, index);
  const FoyerPalette *palette = foyer_palette_get ();
  const double        x = foyer_day_grid_get_column_x (self, index);
  const double edge = foyer_day_grid_is_rtl (self) ? x : x + self->column_width - 1;

  append_rectangle (snapshot, &palette->closed, x, self->header_height,
                    self->column_width, height);
  for (guint i = 0; i < column->data->work->len; i++)
    {
      const FoyerInterval *work = &g_array_index (column->data->work, FoyerInterval, i);
      const double         top = foyer_day_grid_get_y (self, column, work->start_at);
      const double         bottom = foyer_day_grid_get_y (self, column, work->end_at);

      append_rectangle (snapshot, &palette->paper, x, top, self->column_width,
                        bottom - top);
    }
  append_rectangle (snapshot, &palette->line, edge, self->header_height, 1, height);
}

static void
snapshot_lines (FoyerDayGrid *self, GtkSnapshot *snapshot, int width)
{
  const FoyerPalette *palette = foyer_palette_get ();
  const double        scroll = foyer_day_grid_get_scroll_y (self);

  for (int minute = self->start_minute; minute <= self->end_minute; minute += 30)
    append_rectangle (snapshot, minute % 60 == 0 ? &palette->line : &palette->faint, 0,
                      (int) (self->header_height +
                             (minute - self->start_minute) * self->minute_height -
                             scroll),
                      width, 1);
}

/* The line of the present moment, in each column that is today's. */
static void
snapshot_now (FoyerDayGrid *self, GtkSnapshot *snapshot)
{
  const FoyerPalette *palette = foyer_palette_get ();
  const int           today = foyer_zone_get_day (self->schedule->zone, self->now);
  const gboolean      rtl = foyer_day_grid_is_rtl (self);

  for (int i = 0; i < (int) self->columns->len; i++)
    {
      FoyerDayGridColumn *column = foyer_day_grid_get_column (self, i);
      const double        x = foyer_day_grid_get_column_x (self, i);
      const double        y = foyer_day_grid_get_y (self, column, self->now);
      GskRoundedRect      dot;

      if (column->data->day != today)
        continue;
      append_rectangle (snapshot, &palette->error, x, y - 1, self->column_width, 2);
      if (i > 0 && foyer_day_grid_get_column (self, i - 1)->data->day == today)
        continue;
      gsk_rounded_rect_init_from_rect (
          &dot,
          &GRAPHENE_RECT_INIT (
              (float) (rtl ? x + self->column_width : x) - NOW_DOT_RADIUS,
              (float) y - NOW_DOT_RADIUS, 2 * NOW_DOT_RADIUS, 2 * NOW_DOT_RADIUS),
          NOW_DOT_RADIUS);
      gtk_snapshot_push_rounded_clip (snapshot, &dot);
      gtk_snapshot_append_color (snapshot, &palette->error, &dot.bounds);
      gtk_snapshot_pop (snapshot);
    }
}

/* Where a dragged booking would come to lie. */
static void
snapshot_ghost (FoyerDayGrid *self, GtkSnapshot *snapshot)
{
  const FoyerPalette *palette = foyer_palette_get ();
  FoyerDayGridColumn *column = foyer_day_grid_get_column (self, self->drag.column);
  FoyerBooking       *booking = self->drag.row->booking;
  const gint64        end_at = self->drag.start_at + booking->end_at - booking->start_at;
  const double        x = foyer_day_grid_get_column_x (self, self->drag.column) + 2;
  const double        y = foyer_day_grid_get_y (self, column, self->drag.start_at);
  const double        height = foyer_day_grid_get_y (self, column, end_at) - y;
  GdkRGBA             fill = palette->accent;
  GskRoundedRect      outline;
  g_autofree char    *time =
      foyer_format_time_range (self->schedule->zone, self->drag.start_at, end_at);
  g_autoptr (PangoLayout) layout =
      gtk_widget_create_pango_layout (GTK_WIDGET (self), time);

  fill.alpha = 0.3f;
  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT ((float) x, (float) y,
                                                        (float) self->column_width - 4,
                                                        (float) height),
                                   GHOST_RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &palette->paper, &outline.bounds);
  gtk_snapshot_append_color (snapshot, &fill, &outline.bounds);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (
      snapshot, &outline, (float[4]){ 2, 2, 2, 2 },
      (GdkRGBA[4]){ palette->accent, palette->accent, palette->accent, palette->accent });
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x + 8, (float) y + 3));
  gtk_snapshot_append_layout (snapshot, layout, &palette->text);
  gtk_snapshot_restore (snapshot);
}

static void
snapshot_axis (FoyerDayGrid *self, GtkSnapshot *snapshot, int width, int height)
{
  const FoyerPalette *palette = foyer_palette_get ();
  GPtrArray          *layouts = get_hour_layouts (self);
  const gboolean      rtl = foyer_day_grid_is_rtl (self);
  const double        left = rtl ? width - self->axis_width : 0;
  const double        edge = rtl ? left : left + self->axis_width - 1;
  const double        scroll = foyer_day_grid_get_scroll_y (self);

  append_rectangle (snapshot, &palette->paper, left, self->header_height,
                    self->axis_width, height);
  gtk_snapshot_push_clip (snapshot,
                          &GRAPHENE_RECT_INIT ((float) left, (float) self->header_height,
                                               (float) self->axis_width,
                                               (float) (height - self->header_height)));
  for (guint i = 0; i < layouts->len; i++)
    {
      PangoLayout *layout = g_ptr_array_index (layouts, i);
      int          text_width;

      pango_layout_get_pixel_size (layout, &text_width, NULL);
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (
          snapshot,
          &GRAPHENE_POINT_INIT (
              (float) (rtl ? left + AXIS_PADDING
                           : left + self->axis_width - AXIS_PADDING - text_width),
              (float) (self->header_height + 2 + i * 60 * self->minute_height - scroll)));
      gtk_snapshot_append_layout (snapshot, layout, &palette->dim);
      gtk_snapshot_restore (snapshot);
    }
  gtk_snapshot_pop (snapshot);
  append_rectangle (snapshot, &palette->line, edge, self->header_height, 1, height);
}

/* Blocks that are scrolled out are not drawn, nor is their text laid out. */
static gboolean
is_in_sight (FoyerDayGrid *self, FoyerDayGridColumn *column, GtkWidget *block)
{
  FoyerScheduleItem *item = foyer_day_block_get_item (FOYER_DAY_BLOCK (block));

  return foyer_day_grid_get_y (self, column, item->end_at) > self->header_height &&
         foyer_day_grid_get_y (self, column, item->start_at) <
             gtk_widget_get_height (GTK_WIDGET (self));
}

/**
 * foyer_day_grid_snapshot:
 * @widget: a day grid
 * @snapshot: what to draw on
 *
 * Draws the grid: columns, then lines, blocks, the present moment, and on top what stays in
 * place when the rest is scrolled.
 */
void
foyer_day_grid_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FoyerDayGrid       *self = (FoyerDayGrid *) widget;
  const FoyerPalette *palette = foyer_palette_get ();
  const int           width = gtk_widget_get_width (widget);
  const int           height = gtk_widget_get_height (widget);

  append_rectangle (snapshot, &palette->paper, 0, 0, width, height);
  if (self->schedule == NULL || self->columns->len == 0)
    return;

  gtk_snapshot_push_clip (
      snapshot, &GRAPHENE_RECT_INIT (0, (float) self->header_height, (float) width,
                                     (float) (height - self->header_height)));
  for (int i = 0; i < (int) self->columns->len; i++)
    if (foyer_day_grid_get_column (self, i)->blocks != NULL)
      snapshot_column (self, snapshot, i, height);
  snapshot_lines (self, snapshot, width);
  for (int i = 0; i < (int) self->columns->len; i++)
    {
      FoyerDayGridColumn *column = foyer_day_grid_get_column (self, i);

      for (guint j = 0; column->blocks != NULL && j < column->blocks->len; j++)
        if (is_in_sight (self, column, g_ptr_array_index (column->blocks, j)))
          gtk_widget_snapshot_child (widget, g_ptr_array_index (column->blocks, j),
                                     snapshot);
    }
  snapshot_now (self, snapshot);
  if (self->drag.moving)
    snapshot_ghost (self, snapshot);
  snapshot_axis (self, snapshot, width, height);
  gtk_snapshot_pop (snapshot);

  for (int i = 0; i < (int) self->columns->len; i++)
    {
      GtkWidget *header = foyer_day_grid_get_column (self, i)->header;

      if (header != NULL)
        gtk_widget_snapshot_child (widget, header, snapshot);
    }
  append_rectangle (snapshot, &palette->paper,
                    foyer_day_grid_is_rtl (self) ? width - self->axis_width : 0, 0,
                    self->axis_width, self->header_height);
  append_rectangle (snapshot, &palette->line, 0, self->header_height - 1, width, 1);
}
