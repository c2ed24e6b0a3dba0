/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-till-report-dialog.h"

#include "print/foyer-till-report.h"
#include "ui/foyer-date-row.h"
#include "ui/foyer-simple-rows.h"
#include "ui/foyer-slip-printer.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

enum
{
  PERIOD_DAY,
  PERIOD_MONTH,
};

/**
 * FoyerTillReportDialog:
 *
 * Asks for which day or month the tills are to be reported.
 */
struct _FoyerTillReportDialog
{
  AdwWindow parent_instance;

  FoyerSession *session; /* (owned) */

  /* Template children */
  GtkButton      *print_button;
  GtkButton      *save_button;
  FoyerChoiceRow *period_row;
  FoyerDateRow   *date_row;
};

G_DEFINE_FINAL_TYPE (FoyerTillReportDialog, foyer_till_report_dialog, ADW_TYPE_WINDOW)

typedef struct
{
  int first_day;
  int n_days;
} Days;

static FoyerSlip *
read_days (FoyerDb *db, gpointer data, GError **error)
{
  const Days *days = data;

  return foyer_till_report_read_days (db, days->first_day, days->n_days, error);
}

/* What is asked for; NULL once the row says what is wrong with it. */
static Days *
read_form (FoyerTillReportDialog *self)
{
  const char      *date = foyer_date_row_get_date (self->date_row);
  g_autofree char *first = NULL;
  Days             days = { 0, 1 };

  if (!foyer_date_row_validate (self->date_row) || date == NULL ||
      !foyer_day_parse (date, &days.first_day))
    {
      if (date == NULL && foyer_date_row_validate (self->date_row))
        foyer_entry_row_set_error (FOYER_ENTRY_ROW (self->date_row),
                                   _ ("This cannot be empty."));
      gtk_widget_grab_focus (GTK_WIDGET (self->date_row));
      return NULL;
    }
  if (foyer_choice_row_get_value (self->period_row) == PERIOD_MONTH)
    {
      first = g_strdup_printf ("%.8s01", date);
      foyer_day_parse (first, &days.first_day);
      days.n_days = foyer_day_add_months (days.first_day, 1) - days.first_day;
    }

  return g_memdup2 (&days, sizeof days);
}

static void
print_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerTillReportDialog *self = FOYER_TILL_REPORT_DIALOG (widget);
  Days                  *days = read_form (self);

  if (days != NULL)
    foyer_slip_printer_print (self, self->session, read_days, days, g_free);
}

static void
save_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerTillReportDialog *self = FOYER_TILL_REPORT_DIALOG (widget);
  Days                  *days = read_form (self);
  g_autofree char       *file = NULL;

  if (days == NULL)
    return;
  /* Translators: name of a file; %.*s is a date, 2026-11-23, or a month, 2026-11 */
  file = g_strdup_printf (_ ("till-report-%.*s.pdf"), days->n_days == 1 ? 10 : 7,
                          foyer_date_row_get_date (self->date_row));
  foyer_slip_printer_save (self, self->session, read_days, days, g_free, file);
}

static void
foyer_till_report_dialog_dispose (GObject *object)
{
  FoyerTillReportDialog *self = FOYER_TILL_REPORT_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_TILL_REPORT_DIALOG);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (foyer_till_report_dialog_parent_class)->dispose (object);
}

static void
foyer_till_report_dialog_class_init (FoyerTillReportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_till_report_dialog_dispose;

  g_type_ensure (FOYER_TYPE_CHOICE_ROW);
  g_type_ensure (FOYER_TYPE_DATE_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/till-report-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerTillReportDialog,
                                        print_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerTillReportDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerTillReportDialog, period_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerTillReportDialog, date_row);
  gtk_widget_class_install_action (widget_class, "dialog.print", NULL, print_cb);
  gtk_widget_class_install_action (widget_class, "dialog.save", NULL, save_cb);
}

static void
foyer_till_report_dialog_init (FoyerTillReportDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_button_set_accessible_label (self->print_button);
  foyer_button_set_accessible_label (self->save_button);
  foyer_choice_row_add (self->period_row, PERIOD_DAY, C_ ("till report", "Day"));
  foyer_choice_row_add (self->period_row, PERIOD_MONTH, C_ ("till report", "Month"));
}

/**
 * foyer_till_report_dialog_new:
 * @session: the session
 *
 * Returns: (transfer floating): a dialog, to be made transient and presented
 */
GtkWidget *
foyer_till_report_dialog_new (FoyerSession *session)
{
  FoyerTillReportDialog *self = g_object_new (FOYER_TYPE_TILL_REPORT_DIALOG, NULL);
  int                    today = foyer_session_today (session);
  g_autofree char       *date = foyer_day_format (today);

  self->session = g_object_ref (session);
  foyer_date_row_set_today (self->date_row, today);
  foyer_date_row_set_date (self->date_row, date);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->print_button));

  return GTK_WIDGET (self);
}
