/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-date-row.h"

#include "model/foyer-time.h"
#include "present/foyer-format.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * FoyerDateRow:
 *
 * A date as people type it, or pick it from a calendar.
 *
 * What was understood stands below in words, so that nobody has to guess whether 3/4 is in
 * March or in April.
 */
struct _FoyerDateRow
{
  FoyerEntryRow parent_instance;

  int      today;
  gboolean whole;    /* a year, or a month of a year, is not enough */
  char    *date;     /* (owned) (nullable) FHIR date */
  gboolean is_wrong; /* something is typed that is no date */

  GtkMenuButton *calendar_button; /* (unowned) */
  GtkCalendar   *calendar;        /* (unowned) */
};

typedef enum
{
  PROP_DATE = 1,
  PROP_WHOLE,
} FoyerDateRowProperty;

static GParamSpec *properties[PROP_WHOLE + 1];

G_DEFINE_FINAL_TYPE (FoyerDateRow, foyer_date_row, FOYER_TYPE_ENTRY_ROW)

/* In figures and in the order of the locale, as the row reads them again. */
static char *
format_figures (const char *date)
{
  int first, last, year, month, day;

  if (date == NULL || strlen (date) != 10 || !foyer_fhir_date_parse (date, &first, &last))
    return g_strdup (date);

  foyer_day_to_ymd (first, &year, &month, &day);
  switch (foyer_locale_date_order ())
    {
    case FOYER_DATE_ORDER_MDY:
      return g_strdup_printf ("%02d/%02d/%04d", month, day, year);

    case FOYER_DATE_ORDER_DMY:
      return g_strdup_printf ("%02d/%02d/%04d", day, month, year);

    case FOYER_DATE_ORDER_YMD:
    default:
      return g_strdup (date);
    }
}

static void
keep_date (FoyerDateRow *self, const char *date)
{
  if (g_strcmp0 (self->date, date) == 0)
    return;

  g_free (self->date);
  self->date = g_strdup (date);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DATE]);
}

static void
foyer_date_row_typed (FoyerEntryRow *row)
{
  FoyerDateRow    *self = FOYER_DATE_ROW (row);
  g_autofree char *typed = g_strstrip (g_strdup (foyer_entry_row_get_text (row)));
  g_autofree char *date = NULL, *words = NULL;
  gboolean         is_date = FALSE;
  int              year, month, day;

  /* A birth is past; a day that must be whole may lie ahead. */
  foyer_day_to_ymd (self->today, &year, &month, &day);
  if (*typed != '\0')
    is_date = foyer_parse_date (typed, self->whole ? year + 50 : year, &date);

  if (is_date && self->whole && strlen (date) != 10)
    {
      is_date = FALSE;
      g_clear_pointer (&date, g_free);
    }

  self->is_wrong = *typed != '\0' && !is_date;
  if (is_date)
    words = foyer_format_date (date);
  foyer_entry_row_set_hint (row, words);
  keep_date (self, date);
}

static void
foyer_date_row_left (FoyerEntryRow *row)
{
  FoyerDateRow    *self = FOYER_DATE_ROW (row);
  g_autofree char *figures = NULL;

  if (!foyer_date_row_validate (self))
    return;

  figures = format_figures (self->date);
  foyer_entry_row_set_text (row, figures);
  foyer_entry_row_set_hint (row, NULL);
}

static void
day_selected_cb (FoyerDateRow *self)
{
  g_autoptr (GDateTime) chosen = gtk_calendar_get_date (self->calendar);
  g_autofree char *date = g_date_time_format (chosen, "%Y-%m-%d");

  foyer_date_row_set_date (self, date);
  gtk_menu_button_popdown (self->calendar_button);
}

/* Opened on the date of the row, without taking that for a choice. */
static void
calendar_opened_cb (FoyerDateRow *self)
{
  g_autoptr (GDateTime) shown = NULL;
  int first, last, year, month, day;

  if (self->date == NULL || !foyer_fhir_date_parse (self->date, &first, &last))
    first = self->today;
  foyer_day_to_ymd (first, &year, &month, &day);
  shown = g_date_time_new_utc (year, month, day, 0, 0, 0);

  g_signal_handlers_block_by_func (self->calendar, day_selected_cb, self);
  gtk_calendar_select_day (self->calendar, shown);
  g_signal_handlers_unblock_by_func (self->calendar, day_selected_cb, self);
}

static void
foyer_date_row_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  FoyerDateRow *self = FOYER_DATE_ROW (object);

  switch ((FoyerDateRowProperty) prop_id)
    {
    case PROP_DATE:
      g_value_set_string (value, self->date);
      break;

    case PROP_WHOLE:
      g_value_set_boolean (value, self->whole);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
foyer_date_row_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  FoyerDateRow *self = FOYER_DATE_ROW (object);

  switch ((FoyerDateRowProperty) prop_id)
    {
    case PROP_DATE:
      foyer_date_row_set_date (self, g_value_get_string (value));
      break;

    case PROP_WHOLE:
      self->whole = g_value_get_boolean (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
foyer_date_row_finalize (GObject *object)
{
  g_free (FOYER_DATE_ROW (object)->date);

  G_OBJECT_CLASS (foyer_date_row_parent_class)->finalize (object);
}

static void
foyer_date_row_class_init (FoyerDateRowClass *klass)
{
  GObjectClass       *object_class = G_OBJECT_CLASS (klass);
  FoyerEntryRowClass *row_class = FOYER_ENTRY_ROW_CLASS (klass);

  object_class->get_property = foyer_date_row_get_property;
  object_class->set_property = foyer_date_row_set_property;
  object_class->finalize = foyer_date_row_finalize;
  row_class->typed = foyer_date_row_typed;
  row_class->left = foyer_date_row_left;

  /**
   * FoyerDateRow:date: (nullable)
   *
   * The date as `YYYY-MM-DD`, or `YYYY-MM` or `YYYY` where no more is known.
   */
  properties[PROP_DATE] = g_param_spec_string (
      "date", NULL, NULL, NULL,
      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  /**
   * FoyerDateRow:whole:
   *
   * Whether a day must be named; a year or a month is refused.
   */
  properties[PROP_WHOLE] = g_param_spec_boolean (
      "whole", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
foyer_date_row_init (FoyerDateRow *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *button = gtk_menu_button_new ();

  self->calendar = GTK_CALENDAR (gtk_calendar_new ());
  foyer_widget_set_accessible_label (self->calendar, _ ("Calendar"));
  gtk_popover_set_child (GTK_POPOVER (popover), GTK_WIDGET (self->calendar));

  self->calendar_button = GTK_MENU_BUTTON (button);
  gtk_menu_button_set_icon_name (self->calendar_button, "x-office-calendar-symbolic");
  gtk_menu_button_set_popover (self->calendar_button, popover);
  gtk_widget_set_tooltip_text (button, _ ("Choose a Date"));
  foyer_widget_set_accessible_label (button, _ ("Choose a Date"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  foyer_entry_row_add_suffix (FOYER_ENTRY_ROW (self), button);

  g_signal_connect_swapped (popover, "map", G_CALLBACK (calendar_opened_cb), self);
  g_signal_connect_swapped (self->calendar, "day-selected", G_CALLBACK (day_selected_cb),
                            self);
}

/**
 * foyer_date_row_new:
 * @title: what the date is
 * @today: the civil day in the clinic, days since 1970-01-01
 *
 * Returns: (transfer floating): a row without a date
 */
GtkWidget *
foyer_date_row_new (const char *title, int today)
{
  FoyerDateRow *self = g_object_new (FOYER_TYPE_DATE_ROW, "title", title, NULL);

  self->today = today;

  return GTK_WIDGET (self);
}

/**
 * foyer_date_row_set_today:
 * @self: a date row
 * @today: the civil day in the clinic, days since 1970-01-01
 *
 * Says from which day on two figures of a year are counted and where the calendar opens.
 */
void
foyer_date_row_set_today (FoyerDateRow *self, int today)
{
  self->today = today;
}

/**
 * foyer_date_row_get_date:
 * @self: a date row
 *
 * Returns: (transfer none) (nullable): the date; also `NULL` while no date is typed
 */
const char *
foyer_date_row_get_date (FoyerDateRow *self)
{
  return self->date;
}

void
foyer_date_row_set_date (FoyerDateRow *self, const char *date)
{
  g_autofree char *figures = format_figures (date);

  self->is_wrong = FALSE;
  foyer_entry_row_set_error (FOYER_ENTRY_ROW (self), NULL);
  foyer_entry_row_set_hint (FOYER_ENTRY_ROW (self), NULL);
  foyer_entry_row_set_text (FOYER_ENTRY_ROW (self), figures);
  keep_date (self, date);
}

/**
 * foyer_date_row_validate:
 * @self: a date row
 *
 * Says in the row what is wrong if something is typed that is no date.
 *
 * Returns: whether the row is empty or has a date
 */
gboolean
foyer_date_row_validate (FoyerDateRow *self)
{
  g_autofree char *example = NULL, *sentence = NULL;

  if (!self->is_wrong)
    return TRUE;

  example = format_figures ("1984-03-12");
  /* Translators: %s is a date in figures, as the locale writes it. */
  sentence = g_strdup_printf (
      _ ("There is no such date. Type it like %s, or choose it from the calendar."),
      example);
  foyer_entry_row_set_error (FOYER_ENTRY_ROW (self), sentence);

  return FALSE;
}
