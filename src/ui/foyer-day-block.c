/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-day-block.h"

#include "present/foyer-booking-words.h"
#include "present/foyer-format.h"
#include "present/foyer-words.h"
#include "ui/foyer-day-text.h"
#include "ui/foyer-palette.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define RADIUS 6
#define STRIPE_WIDTH 4
#define PADDING_START 10
#define PADDING 4
#define ICON_GAP 4

/**
 * FoyerDayBlock:
 *
 * One item of the day schedule: a booking, free time, or time in which nobody is seen.
 *
 * It draws itself with one layout, since a schedule has hundreds of them; to a screen reader
 * it says in one sentence what it shows.
 */
struct _FoyerDayBlock
{
  GtkWidget parent_instance;

  FoyerSchedule       *schedule; /* (owned) (nullable) keeps @column and @item */
  FoyerScheduleColumn *column;   /* (unowned) (nullable) */
  FoyerScheduleItem   *item;     /* (unowned) (nullable) */
  char                *currency; /* (owned) (nullable) */
  gint64               now;
  char                *status; /* (owned) (nullable) of a booking, as it was said last */
  gboolean             selected;
  gboolean             named; /* for a screen reader */

  PangoLayout  *layout; /* (owned) (nullable) for the size below */
  GdkPaintable *icon;   /* (owned) (nullable) of the state */
  FoyerDayIcon  icon_place;
  int           layout_width;
  int           layout_height;
};

G_DEFINE_FINAL_TYPE (FoyerDayBlock, foyer_day_block, GTK_TYPE_WIDGET)

static void
clear_layout (FoyerDayBlock *self)
{
  g_clear_object (&self->layout);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
load_icon (FoyerDayBlock *self)
{
  GtkWidget    *widget = GTK_WIDGET (self);
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));

  g_clear_object (&self->icon);
  self->icon = GDK_PAINTABLE (gtk_icon_theme_lookup_icon (
      theme, foyer_words_booking_state_icon (self->item->row->booking->state), NULL,
      self->icon_place.size, gtk_widget_get_scale_factor (widget),
      gtk_widget_get_direction (widget), 0));
}

static void
ensure_layout (FoyerDayBlock *self, int width, int height)
{
  int line_height;
  int n_lines;

  if (self->layout != NULL && self->layout_width == width &&
      self->layout_height == height)
    return;

  g_clear_object (&self->layout);
  self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), "X");
  self->layout_width = width;
  self->layout_height = height;
  pango_layout_get_pixel_size (self->layout, NULL, &line_height);
  n_lines = (height - PADDING) / MAX (line_height, 1);
  self->icon_place.size = line_height - 4;
  self->icon_place.gap = ICON_GAP;
  self->icon_place.index = -1;
  if (n_lines < 1)
    {
      pango_layout_set_text (self->layout, "", 0);
      return;
    }

  if (self->item->row != NULL)
    load_icon (self);
  foyer_day_text_write (&(FoyerDayText){ .item = self->item,
                                         .zone = self->schedule->zone,
                                         .currency = self->currency,
                                         .status = self->status,
                                         .now = self->now },
                        self->layout, n_lines, &self->icon_place);
  pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (self->layout,
                          MAX (width - PADDING_START - PADDING, 1) * PANGO_SCALE);
  /* One line a paragraph. */
  pango_layout_set_height (self->layout, -1);
}

static void
snapshot_dashes (GtkSnapshot *snapshot, int width, int height, const GdkRGBA *colour)
{
  const graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, width, height);
  const double          dashes[] = { 5, 3 };
  cairo_t              *cr = gtk_snapshot_append_cairo (snapshot, &bounds);

  gdk_cairo_set_source_rgba (cr, colour);
  cairo_set_line_width (cr, 1.5);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_rectangle (cr, 1, 1, width - 2, height - 2);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
snapshot_booking (FoyerDayBlock *self, GtkSnapshot *snapshot, int width, int height)
{
  FoyerBookingRow    *row = self->item->row;
  const FoyerPalette *palette = foyer_palette_get ();
  const gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  const GdkRGBA  colour = foyer_palette_parse (row->service_colour);
  const GdkRGBA  tint = foyer_palette_tint (palette, &colour);
  const gboolean solid = row->booking->state != FOYER_BOOKING_STATE_HELD &&
                         row->booking->state < FOYER_BOOKING_STATE_COMPLETED;
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (
      &outline, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height), RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &palette->paper, &outline.bounds);
  if (solid)
    gtk_snapshot_append_color (snapshot, &tint, &outline.bounds);
  else
    gtk_snapshot_append_color (snapshot, &palette->closed, &outline.bounds);
  gtk_snapshot_append_color (snapshot, &colour,
                             &GRAPHENE_RECT_INIT (rtl ? (float) width - STRIPE_WIDTH : 0,
                                                  0, STRIPE_WIDTH, (float) height));
  gtk_snapshot_pop (snapshot);
  if (row->booking->state == FOYER_BOOKING_STATE_HELD)
    snapshot_dashes (snapshot, width, height, &palette->warning);
}

static void
snapshot_icon (FoyerDayBlock *self, GtkSnapshot *snapshot, float x, float y)
{
  PangoRectangle place;
  float          left;
  int            gap_before = 0;

  if (self->icon_place.index < 0 || !GTK_IS_SYMBOLIC_PAINTABLE (self->icon))
    return;

  pango_layout_index_to_pos (self->layout, self->icon_place.index, &place);
  /* The glyph is gone where its line was cut before it. */
  if (ABS (place.width) < self->icon_place.size * PANGO_SCALE)
    return;
  if (place.width < 0)
    {
      place.x += place.width;
      gap_before = ICON_GAP;
    }
  left = x + (float) PANGO_PIXELS (place.x) + (float) gap_before;

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot,
      &GRAPHENE_POINT_INIT (
          left, y + (float) PANGO_PIXELS (
                        place.y + (place.height - self->icon_place.size * PANGO_SCALE))));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (self->icon), snapshot,
                                            self->icon_place.size, self->icon_place.size,
                                            &self->icon_place.colour, 1);
  gtk_snapshot_restore (snapshot);
}

static void
foyer_day_block_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FoyerDayBlock      *self = FOYER_DAY_BLOCK (widget);
  const FoyerPalette *palette = foyer_palette_get ();
  const int           width = gtk_widget_get_width (widget);
  const int           height = gtk_widget_get_height (widget);
  const gboolean      rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  const float         x = rtl ? PADDING : PADDING_START;
  float               y = PADDING / 2.0f;

  if (self->item == NULL || width < PADDING_START || height < 2)
    return;

  if (self->item->row != NULL)
    snapshot_booking (self, snapshot, width, height);
  else if (self->item->kind != FOYER_SCHEDULE_KIND_FREE)
    gtk_snapshot_append_color (snapshot, &palette->closed,
                               &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));

  ensure_layout (self, width, height);
  gtk_snapshot_push_clip (snapshot,
                          &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  if (self->item->row == NULL || height < 3 * self->icon_place.size)
    {
      int text_height;

      pango_layout_get_pixel_size (self->layout, NULL, &text_height);
      if (height < 3 * text_height)
        y = (float) (height - text_height) / 2.0f;
    }
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_layout (snapshot, self->layout, &palette->text);
  gtk_snapshot_restore (snapshot);
  snapshot_icon (self, snapshot, x, y);
  gtk_snapshot_pop (snapshot);
}

static void
foyer_day_block_measure (GtkWidget     *widget,
                         GtkOrientation orientation,
                         int            for_size,
                         int           *minimum,
                         int           *natural,
                         int           *minimum_baseline,
                         int           *natural_baseline)
{
  *minimum = *natural = 0;
}

static void
foyer_day_block_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (foyer_day_block_parent_class)->css_changed (widget, change);
  clear_layout (FOYER_DAY_BLOCK (widget));
}

static gboolean
foyer_day_block_query_tooltip (
    GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  FoyerDayBlock   *self = FOYER_DAY_BLOCK (widget);
  g_autofree char *text = NULL;

  if (self->item == NULL || self->item->row == NULL)
    return FALSE;

  text = foyer_booking_words_spoken (self->item->row, self->schedule->zone,
                                     self->currency, self->now);
  gtk_tooltip_set_text (tooltip, text);

  return TRUE;
}

static void
foyer_day_block_dispose (GObject *object)
{
  FoyerDayBlock *self = FOYER_DAY_BLOCK (object);

  g_clear_object (&self->layout);
  g_clear_object (&self->icon);
  self->item = NULL;
  self->column = NULL;
  g_clear_pointer (&self->schedule, foyer_schedule_unref);
  g_clear_pointer (&self->currency, g_free);
  g_clear_pointer (&self->status, g_free);

  G_OBJECT_CLASS (foyer_day_block_parent_class)->dispose (object);
}

static void
foyer_day_block_class_init (FoyerDayBlockClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = foyer_day_block_dispose;
  widget_class->snapshot = foyer_day_block_snapshot;
  widget_class->measure = foyer_day_block_measure;
  widget_class->css_changed = foyer_day_block_css_changed;
  widget_class->query_tooltip = foyer_day_block_query_tooltip;

  gtk_widget_class_set_css_name (widget_class, "dayblock");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_BUTTON);
}

static void
foyer_day_block_init (FoyerDayBlock *self)
{
  self->icon_place.index = -1;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (clear_layout), self, G_CONNECT_SWAPPED);
}

GtkWidget *
foyer_day_block_new (void)
{
  return g_object_new (FOYER_TYPE_DAY_BLOCK, NULL);
}

/**
 * foyer_day_block_set_item:
 * @self: a block
 * @schedule: what @column belongs to
 * @column: what @item belongs to
 * @item: what to show
 * @currency: ISO 4217 code in which the clinic counts
 * @now: seconds since 1970-01-01 UTC
 *
 * Shows an item of a schedule.
 */
void
foyer_day_block_set_item (FoyerDayBlock       *self,
                          FoyerSchedule       *schedule,
                          FoyerScheduleColumn *column,
                          FoyerScheduleItem   *item,
                          const char          *currency,
                          gint64               now)
{
  GtkWidget     *widget = GTK_WIDGET (self);
  const gboolean booking = item->row != NULL;
  const gboolean open = item->kind == FOYER_SCHEDULE_KIND_FREE;

  foyer_schedule_ref (schedule);
  g_clear_pointer (&self->schedule, foyer_schedule_unref);
  self->schedule = schedule;
  self->column = column;
  self->item = item;
  self->now = now;
  if (g_strcmp0 (self->currency, currency) != 0)
    {
      g_free (self->currency);
      self->currency = g_strdup (currency);
    }
  g_clear_pointer (&self->status, g_free);
  if (booking)
    self->status = foyer_booking_words_status (item->row->booking, now);

  gtk_widget_set_focusable (widget, booking || open);
  gtk_widget_set_can_target (widget, booking || open);
  gtk_widget_set_has_tooltip (widget, booking);
  if (open)
    gtk_widget_add_css_class (widget, "free");
  else
    gtk_widget_remove_css_class (widget, "free");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_DISABLED,
                               !booking && !open, -1);
  self->named = FALSE;
  clear_layout (self);
}

FoyerScheduleItem *
foyer_day_block_get_item (FoyerDayBlock *self)
{
  g_return_val_if_fail (FOYER_IS_DAY_BLOCK (self), NULL);

  return self->item;
}

FoyerScheduleColumn *
foyer_day_block_get_column (FoyerDayBlock *self)
{
  g_return_val_if_fail (FOYER_IS_DAY_BLOCK (self), NULL);

  return self->column;
}

/**
 * foyer_day_block_update_name:
 * @self: a block
 *
 * Tells a screen reader what the block shows, if that has changed.  Apart from
 * [method@DayBlock.set_item], since a day is to be seen before all of it has a name.
 */
void
foyer_day_block_update_name (FoyerDayBlock *self)
{
  g_autofree char *name = NULL;

  g_return_if_fail (FOYER_IS_DAY_BLOCK (self));

  if (self->named || self->item == NULL)
    return;
  self->named = TRUE;
  if (self->item->row != NULL)
    name = foyer_booking_words_spoken (self->item->row, self->schedule->zone,
                                       self->currency, self->now);
  else
    {
      g_autofree char *time = foyer_format_time_range (
          self->schedule->zone, self->item->start_at, self->item->end_at);
      g_autofree char *title = foyer_day_text_dup_title (self->item);

      /* Translators: part of a day and what it is, for a screen reader */
      name = g_strdup_printf (C_ ("schedule", "%1$s, %2$s"), time, title);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

/**
 * foyer_day_block_set_now:
 * @self: a block
 * @now: seconds since 1970-01-01 UTC
 *
 * Lets time pass: what a block says of waiting, being late and holding follows.
 */
void
foyer_day_block_set_now (FoyerDayBlock *self, gint64 now)
{
  g_autofree char *status = NULL;

  self->now = now;
  if (self->item == NULL || self->item->row == NULL)
    return;

  status = foyer_booking_words_status (self->item->row->booking, now);
  if (g_strcmp0 (status, self->status) == 0)
    return;
  g_free (self->status);
  self->status = g_steal_pointer (&status);
  /* A countdown is not read aloud every second. */
  if (self->item->row->booking->state != FOYER_BOOKING_STATE_HELD)
    self->named = FALSE;
  clear_layout (self);
}

/**
 * foyer_day_block_set_selected:
 * @self: a block
 * @selected: whether its booking is the one whose details are shown
 */
void
foyer_day_block_set_selected (FoyerDayBlock *self, gboolean selected)
{
  if (self->selected == selected)
    return;

  self->selected = selected;
  if (selected)
    gtk_widget_add_css_class (GTK_WIDGET (self), "selected");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "selected");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED,
                               selected, -1);
}
