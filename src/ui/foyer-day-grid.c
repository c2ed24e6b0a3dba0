/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-day-grid-private.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define DEFAULT_START_MINUTE (8 * 60)
#define DEFAULT_END_MINUTE (17 * 60)

/**
 * FoyerDayGrid:
 *
 * The day schedule: a column for each clinician or day, time from top to bottom.
 *
 * Only columns that can be seen have widgets, one for each item, which are reused as the grid
 * is scrolled; so a clinic of fifty clinicians is shown as fast as one of five.  The names of
 * the columns and the hours stay in place.  Emits what a person wants and changes nothing.
 */

enum
{
  PROP_SELECTED = 1,
  N_OWN_PROPS,
  PROP_HADJUSTMENT = N_OWN_PROPS,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

static GParamSpec *properties[N_OWN_PROPS];

G_DEFINE_FINAL_TYPE_WITH_CODE (FoyerDayGrid,
                               foyer_day_grid,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

static void
column_free (gpointer data)
{
  FoyerDayGridColumn *column = data;

  g_clear_pointer (&column->blocks, g_ptr_array_unref);
  g_free (column);
}

static void
adjustment_changed_cb (FoyerDayGrid *self)
{
  if (self->allocating)
    return;

  foyer_day_grid_bind_visible (self, NULL);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
set_adjustment (FoyerDayGrid *self, GtkAdjustment **place, GtkAdjustment *adjustment)
{
  if (*place == adjustment && adjustment != NULL)
    return;

  if (*place != NULL)
    {
      g_signal_handlers_disconnect_by_func (*place, adjustment_changed_cb, self);
      g_clear_object (place);
    }
  *place = g_object_ref_sink (adjustment != NULL ? adjustment
                                                 : gtk_adjustment_new (0, 0, 0, 0, 0, 0));
  g_signal_connect_swapped (*place, "value-changed", G_CALLBACK (adjustment_changed_cb),
                            self);
}

static void
foyer_day_grid_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (foyer_day_grid_parent_class)->css_changed (widget, change);
  g_clear_pointer (&FOYER_DAY_GRID (widget)->hour_layouts, g_ptr_array_unref);
  gtk_widget_queue_resize (widget);
}

static void
foyer_day_grid_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  FoyerDayGrid *self = FOYER_DAY_GRID (object);

  switch (prop_id)
    {
    case PROP_SELECTED:
      g_value_set_int64 (value, self->selected);
      break;
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->hadjustment);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->vadjustment);
      break;
    case PROP_HSCROLL_POLICY:
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, GTK_SCROLL_MINIMUM);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
foyer_day_grid_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  FoyerDayGrid *self = FOYER_DAY_GRID (object);

  switch (prop_id)
    {
    case PROP_HADJUSTMENT:
      set_adjustment (self, &self->hadjustment, g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      set_adjustment (self, &self->vadjustment, g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
    case PROP_VSCROLL_POLICY:
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
foyer_day_grid_dispose (GObject *object)
{
  FoyerDayGrid *self = FOYER_DAY_GRID (object);
  GtkWidget    *child;

  g_clear_handle_id (&self->name_id, g_source_remove);
  g_clear_object (&self->drag.row);
  g_ptr_array_set_size (self->columns, 0);
  g_ptr_array_set_size (self->spare_blocks, 0);
  g_ptr_array_set_size (self->spare_headers, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  self->cover = NULL;
  if (self->hadjustment != NULL)
    g_signal_handlers_disconnect_by_func (self->hadjustment, adjustment_changed_cb, self);
  if (self->vadjustment != NULL)
    g_signal_handlers_disconnect_by_func (self->vadjustment, adjustment_changed_cb, self);
  g_clear_object (&self->hadjustment);
  g_clear_object (&self->vadjustment);
  g_clear_pointer (&self->schedule, foyer_schedule_unref);
  g_clear_pointer (&self->hour_layouts, g_ptr_array_unref);
  g_clear_pointer (&self->currency, g_free);

  G_OBJECT_CLASS (foyer_day_grid_parent_class)->dispose (object);
}

static void
foyer_day_grid_finalize (GObject *object)
{
  FoyerDayGrid *self = FOYER_DAY_GRID (object);

  g_ptr_array_unref (self->columns);
  g_ptr_array_unref (self->spare_blocks);
  g_ptr_array_unref (self->spare_headers);

  G_OBJECT_CLASS (foyer_day_grid_parent_class)->finalize (object);
}

static void
foyer_day_grid_focus_child_changed (GtkWidget *widget, GtkWidget *child)
{
  GTK_WIDGET_CLASS (foyer_day_grid_parent_class)->set_focus_child (widget, child);
  foyer_day_grid_set_focus_child (widget, child);
}

static void
add_signal (const char *name, guint n_params, const GType params[])
{
  g_signal_newv (name, FOYER_TYPE_DAY_GRID, G_SIGNAL_RUN_LAST, NULL, NULL, NULL, NULL,
                 G_TYPE_NONE, n_params, (GType *) params);
}

static void
foyer_day_grid_class_init (FoyerDayGridClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GType     ids[] = { G_TYPE_INT64, G_TYPE_INT64, G_TYPE_INT64 };

  object_class->get_property = foyer_day_grid_get_property;
  object_class->set_property = foyer_day_grid_set_property;
  object_class->dispose = foyer_day_grid_dispose;
  object_class->finalize = foyer_day_grid_finalize;
  widget_class->measure = foyer_day_grid_measure;
  widget_class->size_allocate = foyer_day_grid_size_allocate;
  widget_class->snapshot = foyer_day_grid_snapshot;
  widget_class->css_changed = foyer_day_grid_css_changed;
  widget_class->focus = foyer_day_grid_focus;
  widget_class->set_focus_child = foyer_day_grid_focus_child_changed;

  /**
   * FoyerDayGrid:selected:
   *
   * Id of the booking whose details are shown; 0: none.
   */
  properties[PROP_SELECTED] =
      g_param_spec_int64 ("selected", NULL, NULL, 0, G_MAXINT64, 0,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_OWN_PROPS, properties);
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");

  /**
   * FoyerDayGrid::open:
   * @self: the grid
   * @booking_id: which booking
   *
   * Somebody wants to see more of a booking.
   */
  add_signal ("open", 1, ids);
  /**
   * FoyerDayGrid::book:
   * @self: the grid
   * @clinician_id: with whom
   * @start_at: when, seconds since 1970-01-01 UTC
   *
   * Somebody wants to book free time.
   */
  add_signal ("book", 2, ids);
  /**
   * FoyerDayGrid::move:
   * @self: the grid
   * @booking_id: which booking
   * @clinician_id: with whom
   * @start_at: when, seconds since 1970-01-01 UTC
   *
   * Somebody has dragged a booking to another time.
   */
  add_signal ("move", 3, ids);
  /**
   * FoyerDayGrid::menu:
   * @self: the grid
   * @x: where
   * @y: where
   *
   * Somebody wants to know what can be done with the selected booking.
   */
  add_signal ("menu", 2, (GType[]){ G_TYPE_DOUBLE, G_TYPE_DOUBLE });
  /**
   * FoyerDayGrid::edge:
   * @self: the grid
   * @step: 1 past the last column, -1 before the first
   *
   * The keyboard has left the days that are shown.
   */
  add_signal ("edge", 1, (GType[]){ G_TYPE_INT });
  /**
   * FoyerDayGrid::column-activated:
   * @self: the grid
   * @column: index of the column
   *
   * Somebody wants to see more of a column.
   */
  add_signal ("column-activated", 1, (GType[]){ G_TYPE_UINT });

  foyer_day_grid_class_init_input (widget_class);
  gtk_widget_class_set_css_name (widget_class, "daygrid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID);
}

static void
foyer_day_grid_init (FoyerDayGrid *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->columns = g_ptr_array_new_with_free_func (column_free);
  self->spare_blocks = g_ptr_array_new ();
  self->spare_headers = g_ptr_array_new ();
  self->start_minute = DEFAULT_START_MINUTE;
  self->end_minute = DEFAULT_END_MINUTE;
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  self->cover = adw_bin_new ();
  gtk_widget_set_parent (self->cover, widget);
  foyer_day_grid_init_input (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  C_ ("accessible name", "Schedule"), -1);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

GtkWidget *
foyer_day_grid_new (void)
{
  return g_object_new (FOYER_TYPE_DAY_GRID, NULL);
}

/* Days and clinicians with nothing to show are left out, unless nothing would be left. */
static void
fill_columns (FoyerDayGrid *self)
{
  for (guint i = 0; i < self->schedule->columns->len; i++)
    {
      FoyerScheduleColumn *data = g_ptr_array_index (self->schedule->columns, i);
      FoyerDayGridColumn  *column;
      gint64               instants[2];

      if (data->items->len == 0)
        continue;
      column = g_new0 (FoyerDayGridColumn, 1);
      column->data = data;
      if (foyer_zone_to_instants (self->schedule->zone, data->day, self->start_minute,
                                  instants) > 0)
        column->start_at = instants[0];
      else
        column->start_at = foyer_zone_day_start (self->schedule->zone, data->day);
      g_ptr_array_add (self->columns, column);
    }
}

static gboolean
is_same_days (FoyerSchedule *a, FoyerSchedule *b)
{
  return a != NULL && b != NULL && a->first_day == b->first_day &&
         a->n_days == b->n_days && a->clinician_id == b->clinician_id;
}

static void
spare_kept_cb (gpointer key, gpointer block, gpointer self)
{
  foyer_day_grid_spare_block (self, block);
}

/**
 * foyer_day_grid_set_schedule:
 * @self: a day grid
 * @schedule: what to show
 * @currency: ISO 4217 code in which the clinic counts
 * @now: seconds since 1970-01-01 UTC
 *
 * Shows a schedule.  If it is that of the same days, what was selected, focused and scrolled
 * to stays so; other days are scrolled to the present.
 */
void
foyer_day_grid_set_schedule (FoyerDayGrid  *self,
                             FoyerSchedule *schedule,
                             const char    *currency,
                             gint64         now)
{
  const gboolean same = is_same_days (self->schedule, schedule);
  const gboolean focused = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL;
  g_autoptr (GHashTable) kept =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  g_return_if_fail (FOYER_IS_DAY_GRID (self));
  g_return_if_fail (schedule != NULL);

  for (guint i = 0; i < self->columns->len; i++)
    foyer_day_grid_unbind_column (self, foyer_day_grid_get_column (self, (int) i), kept);
  g_ptr_array_set_size (self->columns, 0);
  foyer_schedule_ref (schedule);
  g_clear_pointer (&self->schedule, foyer_schedule_unref);
  self->schedule = schedule;
  self->now = now;
  g_free (self->currency);
  self->currency = g_strdup (currency);
  g_clear_pointer (&self->hour_layouts, g_ptr_array_unref);
  self->drag.moving = FALSE;

  foyer_schedule_get_span (schedule, DEFAULT_START_MINUTE, DEFAULT_END_MINUTE,
                           &self->start_minute, &self->end_minute);
  fill_columns (self);
  if (!same)
    self->scroll_to_now = TRUE;
  self->cursor = CLAMP (self->cursor, 0, MAX ((int) self->columns->len - 1, 0));
  foyer_day_grid_bind_visible (self, kept);
  g_hash_table_foreach (kept, spare_kept_cb, self);
  if (self->selected != 0 &&
      foyer_schedule_find_booking (schedule, self->selected) == NULL)
    foyer_day_grid_set_selected (self, 0);
  if (focused && self->selected != 0 && !same)
    foyer_day_grid_select (self, self->selected);
  else if (focused)
    foyer_day_grid_focus_at (self, self->cursor, same ? self->cursor_at : now);

  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * foyer_day_grid_set_now:
 * @self: a day grid
 * @now: seconds since 1970-01-01 UTC
 *
 * Lets time pass; to be called every second while somebody looks.
 */
void
foyer_day_grid_set_now (FoyerDayGrid *self, gint64 now)
{
  const gboolean new_minute =
      now / FOYER_MINUTE_SECONDS != self->now / FOYER_MINUTE_SECONDS;

  g_return_if_fail (FOYER_IS_DAY_GRID (self));

  self->now = now;
  for (guint i = 0; i < self->columns->len; i++)
    {
      FoyerDayGridColumn *column = foyer_day_grid_get_column (self, (int) i);

      for (guint j = 0; column->blocks != NULL && j < column->blocks->len; j++)
        {
          FoyerDayBlock     *block = g_ptr_array_index (column->blocks, j);
          FoyerScheduleItem *item = foyer_day_block_get_item (block);

          if (item->row != NULL &&
              (new_minute || item->row->booking->state == FOYER_BOOKING_STATE_HELD))
            foyer_day_block_set_now (block, now);
        }
    }
  if (new_minute)
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

gint64
foyer_day_grid_get_selected (FoyerDayGrid *self)
{
  g_return_val_if_fail (FOYER_IS_DAY_GRID (self), 0);

  return self->selected;
}

void
foyer_day_grid_set_selected (FoyerDayGrid *self, gint64 booking_id)
{
  if (self->selected == booking_id)
    return;

  self->selected = booking_id;
  for (guint i = 0; i < self->columns->len; i++)
    {
      FoyerDayGridColumn *column = foyer_day_grid_get_column (self, (int) i);

      for (guint j = 0; column->blocks != NULL && j < column->blocks->len; j++)
        {
          FoyerDayBlock *block = g_ptr_array_index (column->blocks, j);
          const gint64   id =
              foyer_day_grid_get_booking_id (foyer_day_block_get_item (block));

          foyer_day_block_set_selected (block, id != 0 && id == booking_id);
        }
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

/**
 * foyer_day_grid_select:
 * @self: a day grid
 * @booking_id: which booking; 0: none
 *
 * Selects a booking, shows it and gives it the focus, if the schedule has it.
 */
void
foyer_day_grid_select (FoyerDayGrid *self, gint64 booking_id)
{
  g_return_if_fail (FOYER_IS_DAY_GRID (self));

  for (guint i = 0; i < self->columns->len; i++)
    {
      FoyerScheduleColumn *data = foyer_day_grid_get_column (self, (int) i)->data;

      for (guint j = 0; j < data->items->len; j++)
        {
          FoyerScheduleItem *item = g_ptr_array_index (data->items, j);

          if (item->row != NULL && foyer_day_grid_get_booking_id (item) == booking_id)
            {
              foyer_day_grid_set_selected (self, booking_id);
              foyer_day_grid_focus_at (self, (int) i, item->start_at);
              return;
            }
        }
    }
  foyer_day_grid_set_selected (self, 0);
}

guint
foyer_day_grid_get_n_columns (FoyerDayGrid *self)
{
  g_return_val_if_fail (FOYER_IS_DAY_GRID (self), 0);

  return self->columns->len;
}

/**
 * foyer_day_grid_focus_column:
 * @self: a day grid
 * @column: index of a column
 *
 * Gives the focus to what happens in a column now.
 */
void
foyer_day_grid_focus_column (FoyerDayGrid *self, guint column)
{
  g_return_if_fail (FOYER_IS_DAY_GRID (self));

  if (column < self->columns->len)
    foyer_day_grid_focus_at (self, (int) column, self->now);
}
