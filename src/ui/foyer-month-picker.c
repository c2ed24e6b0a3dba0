/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-month-picker.h"

#include "base/foyer-latest.h"
#include "present/foyer-format.h"
#include "store/foyer-bookings.h"

#include <glib/gi18n-lib.h>

#define N_WEEKS 6
#define N_CELLS (7 * N_WEEKS)

/**
 * FoyerMonthPicker:
 *
 * A month whose days tell how much is booked on them.
 */
struct _FoyerMonthPicker
{
  GtkBox parent_instance;

  FoyerSession *session;  /* (owned) (nullable) */
  GCancellable *counting; /* (owned) (nullable) the figures of the month that is shown */
  gint64        clinician_id;
  int           day;       /* the one that is shown elsewhere */
  int           month;     /* first day of the month that is shown */
  int           first_day; /* of the first cell */

  GtkLabel  *weekdays[7];
  GtkWidget *cells[N_CELLS];

  /* Template children */
  GtkLabel *month_label;
  GtkGrid  *grid;
};

enum
{
  PICKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FoyerMonthPicker, foyer_month_picker, GTK_TYPE_BOX)

typedef struct
{
  int    first_day;
  gint64 clinician_id;
} Query;

static gpointer
count_days (FoyerDb *db, gpointer data, GError **error)
{
  Query           *query = data;
  g_autofree char *first = foyer_day_format (query->first_day);
  g_autofree char *last = foyer_day_format (query->first_day + N_CELLS - 1);

  return foyer_bookings_count_days (db, first, last, query->clinician_id, error);
}

static GtkLabel *
get_label (GtkWidget *cell, gboolean count)
{
  GtkWidget *box = gtk_button_get_child (GTK_BUTTON (cell));

  return GTK_LABEL (count ? gtk_widget_get_last_child (box)
                          : gtk_widget_get_first_child (box));
}

static void
show_count (FoyerMonthPicker *self, int index, int count)
{
  g_autofree char *date = foyer_format_day_long (self->first_day + index);
  g_autofree char *figure = count > 0 ? g_strdup_printf ("%d", count) : g_strdup (" ");
  g_autofree char *booked =
      /* Translators: how many bookings a day has */
      g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%d booking", "%d bookings", (gulong) count),
          count);
  /* Translators: a date and how many bookings it has, for a screen reader */
  g_autofree char *name =
      g_strdup_printf (C_ ("day of a month", "%1$s, %2$s"), date, booked);

  gtk_label_set_label (get_label (self->cells[index], TRUE), figure);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->cells[index]),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
days_counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerMonthPicker) self = data;
  g_autoptr (GHashTable) counts = foyer_store_finish (FOYER_STORE (source), result, NULL);

  /* Without counts the days can still be chosen; those of another month are dropped. */
  if (counts == NULL)
    return;
  for (int i = 0; i < N_CELLS; i++)
    {
      g_autofree char *date = foyer_day_format (self->first_day + i);

      show_count (self, i, GPOINTER_TO_INT (g_hash_table_lookup (counts, date)));
    }
}

static void
set_class (GtkWidget *widget, const char *name, gboolean has)
{
  if (has)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
show_month (FoyerMonthPicker *self, int month)
{
  const int        today = foyer_session_today (self->session);
  const int        next_month = foyer_day_add_months (month, 1);
  g_autofree char *title = foyer_format_month (month);
  Query           *query = g_new0 (Query, 1);

  self->month = month;
  self->first_day = foyer_day_week_start (month, foyer_locale_first_weekday ());
  gtk_label_set_label (self->month_label, title);
  for (int i = 0; i < 7; i++)
    {
      g_autofree char *name =
          foyer_format_weekday_short (foyer_day_weekday (self->first_day + i));

      gtk_label_set_label (self->weekdays[i], name);
    }
  for (int i = 0; i < N_CELLS; i++)
    {
      const int        day = self->first_day + i;
      int              day_of_month;
      g_autofree char *text = NULL;

      foyer_day_to_ymd (day, NULL, NULL, &day_of_month);
      text = g_strdup_printf ("%d", day_of_month);
      gtk_label_set_label (get_label (self->cells[i], FALSE), text);
      show_count (self, i, 0);
      set_class (self->cells[i], "dim-label", day < month || day >= next_month);
      set_class (self->cells[i], "today", day == today);
      set_class (self->cells[i], "suggested-action", day == self->day);
      set_class (self->cells[i], "flat", day != self->day);
    }

  foyer_latest_ask (&self->counting);
  query->first_day = self->first_day;
  query->clinician_id = self->clinician_id;
  foyer_store_read_async (foyer_session_get_store (self->session), count_days, query,
                          g_free, (GDestroyNotify) g_hash_table_unref, self->counting,
                          days_counted_cb, g_object_ref (self));
}

static void
previous_clicked_cb (FoyerMonthPicker *self)
{
  show_month (self, foyer_day_add_months (self->month, -1));
}

static void
next_clicked_cb (FoyerMonthPicker *self)
{
  show_month (self, foyer_day_add_months (self->month, 1));
}

static void
cell_clicked_cb (GtkWidget *cell, FoyerMonthPicker *self)
{
  for (int i = 0; i < N_CELLS; i++)
    if (self->cells[i] == cell)
      g_signal_emit (self, signals[PICKED], 0, self->first_day + i);
}

static void
foyer_month_picker_dispose (GObject *object)
{
  FoyerMonthPicker *self = FOYER_MONTH_PICKER (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_MONTH_PICKER);
  foyer_latest_drop (&self->counting);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (foyer_month_picker_parent_class)->dispose (object);
}

static void
foyer_month_picker_class_init (FoyerMonthPickerClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = foyer_month_picker_dispose;

  /**
   * FoyerMonthPicker::picked:
   * @self: the picker
   * @day: civil day, days since 1970-01-01
   *
   * Somebody chose a day.
   */
  signals[PICKED] = g_signal_new ("picked", FOYER_TYPE_MONTH_PICKER, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/month-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerMonthPicker, month_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerMonthPicker, grid);
  gtk_widget_class_bind_template_callback (widget_class, previous_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_clicked_cb);
}

static GtkWidget *
new_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (label, css_class);

  return label;
}

static void
foyer_month_picker_init (FoyerMonthPicker *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  for (int i = 0; i < 7; i++)
    {
      GtkWidget *label = new_label ("caption-heading");

      self->weekdays[i] = GTK_LABEL (label);
      gtk_grid_attach (self->grid, label, i, 0, 1, 1);
    }
  for (int i = 0; i < N_CELLS; i++)
    {
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

      gtk_box_append (GTK_BOX (box), new_label ("tabular"));
      gtk_box_append (GTK_BOX (box), new_label ("day-count"));
      self->cells[i] = gtk_button_new ();
      gtk_button_set_child (GTK_BUTTON (self->cells[i]), box);
      gtk_widget_add_css_class (self->cells[i], "month-day");
      g_signal_connect (self->cells[i], "clicked", G_CALLBACK (cell_clicked_cb), self);
      gtk_grid_attach (self->grid, self->cells[i], i % 7, 1 + i / 7, 1, 1);
    }
}

void
foyer_month_picker_set_session (FoyerMonthPicker *self, FoyerSession *session)
{
  g_return_if_fail (FOYER_IS_MONTH_PICKER (self));

  g_set_object (&self->session, session);
}

/**
 * foyer_month_picker_show:
 * @self: a month picker
 * @day: the civil day to mark, days since 1970-01-01
 * @clinician_id: whose bookings to count; 0: everybody's
 *
 * Shows the month of a day with fresh counts.
 */
void
foyer_month_picker_show (FoyerMonthPicker *self, int day, gint64 clinician_id)
{
  g_return_if_fail (FOYER_IS_MONTH_PICKER (self));

  if (self->session == NULL)
    return;
  self->day = day;
  self->clinician_id = clinician_id;
  show_month (self, foyer_day_month_start (day));
}
