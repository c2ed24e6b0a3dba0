/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "present/foyer-format.h"
#include "ui/foyer-day-grid-private.h"

#include <glib/gi18n-lib.h>

static void
header_clicked_cb (GtkWidget *header, FoyerDayGrid *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    if (foyer_day_grid_get_column (self, (int) i)->header == header)
      {
        g_signal_emit_by_name (self, "column-activated", i);
        return;
      }
}

static GtkWidget *
new_header (FoyerDayGrid *self)
{
  GtkWidget *header = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  for (int i = 0; i < 2; i++)
    {
      GtkWidget *label = gtk_label_new (NULL);

      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (label, i == 0 ? "heading" : "caption");
      if (i == 1)
        gtk_widget_add_css_class (label, "dim-label");
      gtk_box_append (GTK_BOX (box), label);
    }
  gtk_button_set_child (GTK_BUTTON (header), box);
  gtk_widget_add_css_class (header, "flat");
  gtk_widget_add_css_class (header, "day-header");
  g_signal_connect (header, "clicked", G_CALLBACK (header_clicked_cb), self);
  gtk_widget_insert_before (header, GTK_WIDGET (self), self->cover);

  return header;
}

static char *
dup_column_title (FoyerDayGrid *self, FoyerScheduleColumn *column)
{
  if (self->schedule->n_days > 1)
    return foyer_format_day_short (column->day);

  return foyer_format_person_full (
      column->clinician->prefix,
      column->clinician->prefix != NULL ? NULL : column->clinician->given,
      column->clinician->family, NULL);
}

/* What a column holds, beside its name: how many are booked and how much is free. */
static char *
dup_column_note (FoyerScheduleColumn *column)
{
  const char      *away = NULL;
  gint64           free_seconds = 0;
  g_autofree char *booked = NULL;
  g_autofree char *duration = NULL;

  for (guint i = 0; i < column->items->len; i++)
    {
      FoyerScheduleItem *item = g_ptr_array_index (column->items, i);

      if (item->kind == FOYER_SCHEDULE_KIND_FREE)
        free_seconds += item->end_at - item->start_at;
      else if (item->kind >= FOYER_SCHEDULE_KIND_ABSENCE && away == NULL)
        away = item->label != NULL ? item->label : C_ ("schedule", "Away");
    }
  if (away != NULL && column->n_bookings == 0 && free_seconds == 0)
    return g_strdup (away);

  booked = g_strdup_printf (
      /* Translators: how many bookings a clinician has on a day */
      g_dngettext (GETTEXT_PACKAGE, "%u booked", "%u booked", column->n_bookings),
      column->n_bookings);
  if (free_seconds == 0)
    return g_steal_pointer (&booked);
  duration = foyer_format_duration (free_seconds / FOYER_MINUTE_SECONDS);

  /* Translators: “9 booked”, and how much time is free, “2 h 30 min” */
  return g_strdup_printf (C_ ("schedule", "%1$s · %2$s free"), booked, duration);
}

static void
fill_header (FoyerDayGrid *self, GtkWidget *header, FoyerScheduleColumn *column)
{
  GtkWidget       *box = gtk_button_get_child (GTK_BUTTON (header));
  GtkWidget       *title_label = gtk_widget_get_first_child (box);
  GtkWidget       *note_label = gtk_widget_get_last_child (box);
  g_autofree char *title = dup_column_title (self, column);
  g_autofree char *note = dup_column_note (column);
  /* Translators: name of a column of the schedule and what it holds, for a screen reader */
  g_autofree char *name =
      g_strdup_printf (C_ ("schedule column", "%1$s, %2$s"), title, note);

  gtk_label_set_label (GTK_LABEL (title_label), title);
  gtk_label_set_label (GTK_LABEL (note_label), note);
  gtk_widget_set_tooltip_text (header, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (header), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

/* Free time that has passed is nothing that anybody can use. */
static gboolean
item_has_block (FoyerDayGrid *self, FoyerScheduleItem *item)
{
  return item->kind != FOYER_SCHEDULE_KIND_FREE || item->end_at > self->now;
}

gint64
foyer_day_grid_get_booking_id (FoyerScheduleItem *item)
{
  return item->row != NULL ? foyer_record_get_id (FOYER_RECORD (item->row->booking)) : 0;
}

static GtkWidget *
take_spare (GPtrArray *spare)
{
  return spare->len > 0 ? g_ptr_array_steal_index_fast (spare, spare->len - 1) : NULL;
}

/* Gives a column its widgets; a booking keeps the one that it has had in @kept. */
static void
bind_column (FoyerDayGrid *self, FoyerDayGridColumn *column, GHashTable *kept)
{
  column->blocks = g_ptr_array_new ();
  for (guint i = 0; i < column->data->items->len; i++)
    {
      FoyerScheduleItem *item = g_ptr_array_index (column->data->items, i);
      const gint64       id = foyer_day_grid_get_booking_id (item);
      GtkWidget         *block = NULL;
      gpointer           key;

      if (!item_has_block (self, item))
        continue;
      if (kept != NULL && id != 0)
        g_hash_table_steal_extended (kept, &id, &key, (gpointer *) &block);
      if (block != NULL)
        g_free (key);
      else
        block = take_spare (self->spare_blocks);
      if (block == NULL)
        {
          block = foyer_day_block_new ();
          gtk_widget_insert_before (block, GTK_WIDGET (self), self->cover);
        }
      foyer_day_block_set_item (FOYER_DAY_BLOCK (block), self->schedule, column->data,
                                item, self->currency, self->now);
      foyer_day_block_set_selected (FOYER_DAY_BLOCK (block),
                                    id != 0 && id == self->selected);
      gtk_widget_set_child_visible (block, TRUE);
      g_ptr_array_add (column->blocks, block);
    }

  column->header = take_spare (self->spare_headers);
  if (column->header == NULL)
    column->header = new_header (self);
  fill_header (self, column->header, column->data);
  gtk_widget_set_child_visible (column->header, TRUE);
}

void
foyer_day_grid_spare_block (FoyerDayGrid *self, GtkWidget *block)
{
  gtk_widget_set_child_visible (block, FALSE);
  foyer_day_block_set_selected (FOYER_DAY_BLOCK (block), FALSE);
  g_ptr_array_add (self->spare_blocks, block);
}

void
foyer_day_grid_unbind_column (FoyerDayGrid       *self,
                              FoyerDayGridColumn *column,
                              GHashTable         *kept)
{
  for (guint i = 0; column->blocks != NULL && i < column->blocks->len; i++)
    {
      GtkWidget   *block = g_ptr_array_index (column->blocks, i);
      const gint64 id = foyer_day_grid_get_booking_id (
          foyer_day_block_get_item (FOYER_DAY_BLOCK (block)));

      if (kept != NULL && id != 0)
        g_hash_table_insert (kept, g_memdup2 (&id, sizeof id), block);
      else
        foyer_day_grid_spare_block (self, block);
    }
  g_clear_pointer (&column->blocks, g_ptr_array_unref);
  if (column->header != NULL)
    {
      gtk_widget_set_child_visible (column->header, FALSE);
      g_ptr_array_add (self->spare_headers, g_steal_pointer (&column->header));
    }
}

gboolean
foyer_day_grid_column_is_visible (FoyerDayGrid *self, int index)
{
  const double page =
      MAX (gtk_widget_get_width (GTK_WIDGET (self)) - self->axis_width, 1);
  const double left = index * self->column_width - foyer_day_grid_get_scroll_x (self);

  if (self->column_width <= 0)
    return index < 8;

  return left < page && left + self->column_width > 0;
}

/* Names take longer to put together than blocks to paint, and can wait for the paint. */
static gboolean
name_blocks_cb (gpointer data)
{
  FoyerDayGrid *self = data;

  self->name_id = 0;
  for (int i = 0; i < (int) self->columns->len; i++)
    {
      FoyerDayGridColumn *column = foyer_day_grid_get_column (self, i);

      for (guint j = 0; column->blocks != NULL && j < column->blocks->len; j++)
        foyer_day_block_update_name (g_ptr_array_index (column->blocks, j));
    }

  return G_SOURCE_REMOVE;
}

/**
 * foyer_day_grid_bind_visible:
 * @self: a day grid
 * @kept: (nullable) (element-type gint64 FoyerDayBlock): blocks that show a booking; those that are
 *   used again are taken out
 *
 * Gives widgets to the columns that can be seen and takes them from the others.
 */
void
foyer_day_grid_bind_visible (FoyerDayGrid *self, GHashTable *kept)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self));

  if (self->schedule == NULL)
    return;
  for (int i = 0; i < (int) self->columns->len; i++)
    {
      FoyerDayGridColumn *column = foyer_day_grid_get_column (self, i);
      const gboolean      focused =
          column->blocks != NULL && focus != NULL &&
          (focus == column->header || g_ptr_array_find (column->blocks, focus, NULL));

      if (column->blocks != NULL && !focused &&
          !foyer_day_grid_column_is_visible (self, i))
        foyer_day_grid_unbind_column (self, column, NULL);
    }
  for (int i = 0; i < (int) self->columns->len; i++)
    {
      FoyerDayGridColumn *column = foyer_day_grid_get_column (self, i);

      if (column->blocks == NULL && foyer_day_grid_column_is_visible (self, i))
        bind_column (self, column, kept);
    }

  if (self->name_id == 0)
    self->name_id = g_idle_add_full (G_PRIORITY_LOW, name_blocks_cb, self, NULL);
}
