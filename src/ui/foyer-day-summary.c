/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-day-summary.h"

#include "present/foyer-booking-words.h"
#include "present/foyer-format.h"
#include "present/foyer-words.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerDaySummary:
 *
 * How the days of a schedule stand, while none of its visits is chosen: how many are in
 * which state, and who is waiting longest.
 *
 * A person who waits is a button with the action `schedule.select`.
 */
struct _FoyerDaySummary
{
  AdwBin parent_instance;

  /* Template children */
  GtkLabel  *title_label;
  GtkBox    *counts;
  GtkWidget *waiting_box;
  GtkBox    *waiting;
};

G_DEFINE_FINAL_TYPE (FoyerDaySummary, foyer_day_summary, ADW_TYPE_BIN)

static void
foyer_day_summary_dispose (GObject *object)
{
  /* Before the template, which would leave the bin with a child that is gone. */
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), FOYER_TYPE_DAY_SUMMARY);

  G_OBJECT_CLASS (foyer_day_summary_parent_class)->dispose (object);
}

static void
foyer_day_summary_class_init (FoyerDaySummaryClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = foyer_day_summary_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/day-summary.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerDaySummary, title_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerDaySummary, counts);
  gtk_widget_class_bind_template_child (widget_class, FoyerDaySummary, waiting_box);
  gtk_widget_class_bind_template_child (widget_class, FoyerDaySummary, waiting);
}

static void
foyer_day_summary_init (FoyerDaySummary *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GtkWidget *
new_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);

  return label;
}

static void
add_count (FoyerDaySummary *self, FoyerBookingState state, guint n)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *icon = gtk_image_new_from_icon_name (foyer_words_booking_state_icon (state));
  GtkWidget *word = new_label (foyer_words_booking_state (state));
  g_autofree char *figure = g_strdup_printf ("%u", n);
  GtkWidget       *count = gtk_label_new (figure);

  gtk_widget_add_css_class (icon, "dim-label");
  gtk_widget_set_hexpand (word, TRUE);
  gtk_widget_add_css_class (count, "tabular");
  gtk_box_append (GTK_BOX (line), icon);
  gtk_box_append (GTK_BOX (line), word);
  gtk_box_append (GTK_BOX (line), count);
  gtk_box_append (self->counts, line);
}

static void
add_waiting (FoyerDaySummary *self, FoyerBookingRow *row, gint64 now)
{
  g_autofree char *name = foyer_format_person (row->patient_family, row->patient_given);
  g_autofree char *status = foyer_booking_words_status (row->booking, now);
  /* Translators: who waits and for how long, for a screen reader */
  g_autofree char *spoken =
      g_strdup_printf (C_ ("waiting patient", "%1$s, %2$s"), name, status);
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *note = new_label (status);

  gtk_box_append (GTK_BOX (box), new_label (name));
  gtk_widget_add_css_class (note, "caption");
  gtk_widget_add_css_class (note, "dim-label");
  gtk_box_append (GTK_BOX (box), note);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "schedule.select");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "x",
                                    foyer_record_get_id (FOYER_RECORD (row->booking)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
  gtk_box_append (self->waiting, button);
}

static int
compare_waits (gconstpointer a, gconstpointer b)
{
  const FoyerBookingRow *left = *(FoyerBookingRow *const *) a;
  const FoyerBookingRow *right = *(FoyerBookingRow *const *) b;

  return (left->booking->arrived_at > right->booking->arrived_at) -
         (left->booking->arrived_at < right->booking->arrived_at);
}

/**
 * foyer_day_summary_show:
 * @self: a summary
 * @schedule: the days
 * @now: seconds since 1970-01-01 UTC
 *
 * Shows how the days of @schedule stand.
 */
void
foyer_day_summary_show (FoyerDaySummary *self, FoyerSchedule *schedule, gint64 now)
{
  guint counts[FOYER_BOOKING_STATE_ENTERED_IN_ERROR + 1] = { 0 };
  guint n_all = 0;
  g_autoptr (GPtrArray) waiting = g_ptr_array_new ();
  g_autofree char *title = NULL;

  g_return_if_fail (FOYER_IS_DAY_SUMMARY (self));

  for (guint i = 0; i < schedule->columns->len; i++)
    {
      FoyerScheduleColumn *column = g_ptr_array_index (schedule->columns, i);

      for (guint j = 0; j < column->items->len; j++)
        {
          FoyerScheduleItem *item = g_ptr_array_index (column->items, j);

          if (item->row == NULL)
            continue;
          counts[item->row->booking->state]++;
          n_all++;
          if (item->row->booking->state == FOYER_BOOKING_STATE_ARRIVED ||
              item->row->booking->state == FOYER_BOOKING_STATE_CHECKED_IN)
            g_ptr_array_add (waiting, item->row);
        }
    }

  title = n_all == 0
              ? g_strdup (_ ("No visits"))
              : g_strdup_printf (
                    /* Translators: how many visits a day or a week has */
                    g_dngettext (GETTEXT_PACKAGE, "%u visit", "%u visits", n_all), n_all);
  gtk_label_set_label (self->title_label, title);
  foyer_widget_empty (self->counts);
  for (int state = 0; state <= FOYER_BOOKING_STATE_ENTERED_IN_ERROR; state++)
    if (counts[state] > 0)
      add_count (self, (FoyerBookingState) state, counts[state]);

  foyer_widget_empty (self->waiting);
  g_ptr_array_sort (waiting, compare_waits);
  for (guint i = 0; i < waiting->len; i++)
    add_waiting (self, g_ptr_array_index (waiting, i), now);
  gtk_widget_set_visible (self->waiting_box, waiting->len > 0);
}
