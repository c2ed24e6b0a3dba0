/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-money-report-dialog.h"

#include "present/foyer-words.h"
#include "print/foyer-money-report.h"
#include "ui/foyer-date-row.h"
#include "ui/foyer-simple-rows.h"
#include "ui/foyer-slip-printer.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

enum
{
  PERIOD_DAY,
  PERIOD_MONTH,
  PERIOD_YEAR,
};

/**
 * FoyerMoneyReportDialog:
 *
 * Asks which report on money is wanted, and of which day, month or year.
 */
struct _FoyerMoneyReportDialog
{
  AdwWindow parent_instance;

  FoyerSession *session; /* (owned) */

  /* Template children */
  GtkButton      *print_button;
  GtkButton      *save_button;
  GtkLabel       *summary_label;
  FoyerChoiceRow *report_row;
  FoyerChoiceRow *period_row;
  FoyerDateRow   *date_row;
};

G_DEFINE_FINAL_TYPE (FoyerMoneyReportDialog, foyer_money_report_dialog, ADW_TYPE_WINDOW)

/* What is asked for. */
typedef struct
{
  FoyerMoneyReport kind;
  int              first_day;
  int              n_days;
} Wanted;

static gboolean
note_report (FoyerDb *db, FoyerUser *actor, gpointer data, GError **error)
{
  const Wanted *wanted = data;

  return foyer_money_report_note (db, actor, wanted->kind, error);
}

static FoyerSlip *
read_report (FoyerDb *db, gpointer data, GError **error)
{
  const Wanted *wanted = data;

  return foyer_money_report_read (db, wanted->kind, wanted->first_day, wanted->n_days,
                                  error);
}

static FoyerMoneyReport
get_kind (FoyerMoneyReportDialog *self)
{
  return (FoyerMoneyReport) foyer_choice_row_get_value (self->report_row);
}

/* The month or the year in which the day is. */
static void
widen (Wanted *wanted, const char *date, gint64 period)
{
  g_autofree char *first =
      g_strdup_printf (period == PERIOD_MONTH ? "%.8s01" : "%.5s01-01", date);

  foyer_day_parse (first, &wanted->first_day);
  wanted->n_days =
      foyer_day_add_months (wanted->first_day, period == PERIOD_MONTH ? 1 : 12) -
      wanted->first_day;
}

/* What is asked for; NULL once the row says what is wrong with it. */
static Wanted *
read_form (FoyerMoneyReportDialog *self)
{
  const char  *date = foyer_date_row_get_date (self->date_row);
  const gint64 period = foyer_choice_row_get_value (self->period_row);
  Wanted       wanted = { get_kind (self), 0, 1 };

  if (!foyer_date_row_validate (self->date_row) || date == NULL ||
      !foyer_day_parse (date, &wanted.first_day))
    {
      if (date == NULL && foyer_date_row_validate (self->date_row))
        foyer_entry_row_set_error (FOYER_ENTRY_ROW (self->date_row),
                                   _ ("This cannot be empty."));
      gtk_widget_grab_focus (GTK_WIDGET (self->date_row));
      return NULL;
    }
  if (period != PERIOD_DAY)
    widen (&wanted, date, period);

  return g_memdup2 (&wanted, sizeof wanted);
}

static const char *
describe (FoyerMoneyReport kind)
{
  switch (kind)
    {
    case FOYER_MONEY_REPORT_LEDGER:
      return _ (
          "All entries of that time, with whom and what they are for, and what they "
          "come to by kind and method.");
    case FOYER_MONEY_REPORT_GIFT_CARDS:
      return _ ("What the clinic owed on gift cards at the end of that time, by how long "
                "ago they were paid for, and each card by the end of its code.");
    case FOYER_MONEY_REPORT_HELD:
      return _ (
          "The deposits that the clinic held at the end of that time for visits that "
          "had not taken place, the oldest first.");
    case FOYER_MONEY_REPORT_KEPT:
      return _ ("What the clinic kept in that time and has not given back since.");
    case FOYER_MONEY_REPORT_TILL:
    default:
      return _ ("What was taken and paid back in that time at all desks, by person and "
                "method, and how each till was counted.");
    }
}

static void
report_chosen_cb (FoyerMoneyReportDialog *self)
{
  FoyerUser       *actor = foyer_session_get_actor (self->session);
  const gboolean   may = foyer_money_report_allows (get_kind (self), actor->role);
  g_autofree char *reason = NULL;

  if (!may)
    /* Translators: %s is what somebody may not do: “sell gift cards”. */
    reason = g_strdup_printf (_ ("Your role is not allowed to %s."),
                              foyer_words_action (FOYER_ACTION_EXPORT));
  gtk_label_set_label (self->summary_label, may ? describe (get_kind (self)) : reason);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.print", may);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.save", may);
}

static void
print_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerMoneyReportDialog *self = FOYER_MONEY_REPORT_DIALOG (widget);
  Wanted                 *wanted = read_form (self);

  if (wanted != NULL)
    foyer_slip_printer_print (self, self->session, note_report, read_report, wanted,
                              g_free);
}

static void
save_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const int        lengths[] = { 10, 7, 4 };
  FoyerMoneyReportDialog *self = FOYER_MONEY_REPORT_DIALOG (widget);
  Wanted                 *wanted = read_form (self);
  g_autofree char        *file = NULL;

  if (wanted == NULL)
    return;
  /* The name of the report, and a date, a month or a year. */
  file = g_strdup_printf ("%s-%.*s.pdf", foyer_money_report_get_title (wanted->kind),
                          lengths[foyer_choice_row_get_value (self->period_row)],
                          foyer_date_row_get_date (self->date_row));
  g_strdelimit (file, " /", '-');
  foyer_slip_printer_save (self, self->session, note_report, read_report, wanted, g_free,
                           file);
}

static void
foyer_money_report_dialog_dispose (GObject *object)
{
  FoyerMoneyReportDialog *self = FOYER_MONEY_REPORT_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_MONEY_REPORT_DIALOG);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (foyer_money_report_dialog_parent_class)->dispose (object);
}

static void
foyer_money_report_dialog_class_init (FoyerMoneyReportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_money_report_dialog_dispose;

  g_type_ensure (FOYER_TYPE_CHOICE_ROW);
  g_type_ensure (FOYER_TYPE_DATE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/money-report-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerMoneyReportDialog,
                                        print_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerMoneyReportDialog,
                                        save_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerMoneyReportDialog,
                                        summary_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerMoneyReportDialog, report_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerMoneyReportDialog, period_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerMoneyReportDialog, date_row);
  gtk_widget_class_install_action (widget_class, "dialog.print", NULL, print_cb);
  gtk_widget_class_install_action (widget_class, "dialog.save", NULL, save_cb);
}

static void
foyer_money_report_dialog_init (FoyerMoneyReportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_button_set_accessible_label (self->print_button);
  foyer_button_set_accessible_label (self->save_button);
  foyer_choice_row_add (self->period_row, PERIOD_DAY, C_ ("till report", "Day"));
  foyer_choice_row_add (self->period_row, PERIOD_MONTH, C_ ("till report", "Month"));
  foyer_choice_row_add (self->period_row, PERIOD_YEAR, C_ ("till report", "Year"));
  for (FoyerMoneyReport kind = 0; kind <= FOYER_MONEY_REPORT_KEPT; kind++)
    foyer_choice_row_add (self->report_row, kind, foyer_money_report_get_title (kind));
}

/**
 * foyer_money_report_dialog_new:
 * @session: the session
 *
 * Returns: (transfer floating): a dialog, to be made transient and presented
 */
GtkWidget *
foyer_money_report_dialog_new (FoyerSession *session)
{
  FoyerMoneyReportDialog *self = g_object_new (FOYER_TYPE_MONEY_REPORT_DIALOG, NULL);
  int                     today = foyer_session_today (session);
  g_autofree char        *date = foyer_day_format (today);

  self->session = g_object_ref (session);
  foyer_date_row_set_today (self->date_row, today);
  foyer_date_row_set_date (self->date_row, date);
  g_signal_connect_object (self->report_row, "notify::selected",
                           G_CALLBACK (report_chosen_cb), self, G_CONNECT_SWAPPED);
  report_chosen_cb (self);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->print_button));

  return GTK_WIDGET (self);
}
