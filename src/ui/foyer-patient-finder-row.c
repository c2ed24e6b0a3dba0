/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-patient-finder-row.h"

#include "present/foyer-format.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerPatientFinderRow:
 *
 * One patient in a list: the name, two more facts that tell people apart, and what the desk
 * should know at once, in words.
 *
 * Painting is what a search waits for, so a row is made once and then only changes its texts.
 */
struct _FoyerPatientFinderRow
{
  GtkBox parent_instance;

  FoyerPatientRow *row; /* (owned) (nullable) */

  /* Template children */
  GtkLabel  *name_label;
  GtkLabel  *facts_label;
  GtkWidget *same_name_badge;
  GtkWidget *new_badge;
  GtkWidget *inactive_badge;
  GtkWidget *deceased_badge;
};

enum
{
  CLICKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FoyerPatientFinderRow, foyer_patient_finder_row, GTK_TYPE_BOX)

static void
released_cb (FoyerPatientFinderRow *self)
{
  g_signal_emit (self, signals[CLICKED], 0);
}

static void
open_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_signal_emit (widget, signals[CLICKED], 0);
}

static void
foyer_patient_finder_row_dispose (GObject *object)
{
  FoyerPatientFinderRow *self = FOYER_PATIENT_FINDER_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_PATIENT_FINDER_ROW);
  g_clear_object (&self->row);

  G_OBJECT_CLASS (foyer_patient_finder_row_parent_class)->dispose (object);
}

static void
foyer_patient_finder_row_class_init (FoyerPatientFinderRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_patient_finder_row_dispose;

  /**
   * FoyerPatientFinderRow::clicked:
   *
   * Emitted when the person wants this patient.
   */
  signals[CLICKED] =
      g_signal_new ("clicked", FOYER_TYPE_PATIENT_FINDER_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "row.open", NULL, open_cb);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/patient-finder-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerPatientFinderRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerPatientFinderRow, facts_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerPatientFinderRow,
                                        same_name_badge);
  gtk_widget_class_bind_template_child (widget_class, FoyerPatientFinderRow, new_badge);
  gtk_widget_class_bind_template_child (widget_class, FoyerPatientFinderRow,
                                        inactive_badge);
  gtk_widget_class_bind_template_child (widget_class, FoyerPatientFinderRow,
                                        deceased_badge);
  gtk_widget_class_bind_template_callback (widget_class, released_cb);
}

static void
foyer_patient_finder_row_init (FoyerPatientFinderRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
foyer_patient_finder_row_new (void)
{
  return g_object_new (FOYER_TYPE_PATIENT_FINDER_ROW, NULL);
}

/**
 * foyer_patient_finder_row_dup_facts:
 * @row: a patient in a list
 * @today: the civil day, for the age
 *
 * Returns: (transfer full): birth date with age, number and phone in one line
 */
char *
foyer_patient_finder_row_dup_facts (FoyerPatientRow *row, int today)
{
  GString *text = g_string_new (NULL);

  if (row->birth_date != NULL)
    {
      g_autofree char *date = foyer_format_date (row->birth_date);
      g_autofree char *age = foyer_format_age (row->birth_date, today);

      g_string_append (text, date);
      if (!row->deceased && age != NULL && *age != '\0')
        g_string_append_printf (text, " (%s)", age);
    }
  else
    g_string_append (text, _ ("Birth date not known"));

  if (row->number != NULL)
    g_string_append_printf (text, " · %s", row->number);
  if (row->phone != NULL)
    {
      g_autofree char *phone = foyer_isolate_figures (row->phone);

      g_string_append_printf (text, " · %s", phone);
    }

  return g_string_free (text, FALSE);
}

static void
describe (FoyerPatientFinderRow *self, const char *name, const char *facts)
{
  GtkWidget *badges[] = { self->same_name_badge, self->new_badge, self->inactive_badge,
                          self->deceased_badge };
  GtkWidget *item = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autoptr (GString) text = g_string_new (name);

  g_string_append_printf (text, ", %s", facts);
  for (guint i = 0; i < G_N_ELEMENTS (badges); i++)
    if (gtk_widget_get_visible (badges[i]))
      g_string_append_printf (text, ", %s", gtk_label_get_label (GTK_LABEL (badges[i])));

  foyer_widget_set_accessible_label (self, text->str);
  if (item != NULL)
    foyer_widget_set_accessible_label (item, text->str);
}

/**
 * foyer_patient_finder_row_set_row:
 * @self: a row
 * @row: whom to show
 * @today: the civil day, for the age
 */
void
foyer_patient_finder_row_set_row (FoyerPatientFinderRow *self,
                                  FoyerPatientRow       *row,
                                  int                    today)
{
  g_autofree char *name = foyer_format_person (row->family, row->given);
  g_autofree char *facts = foyer_patient_finder_row_dup_facts (row, today);

  if (row->preferred_name != NULL)
    {
      g_autofree char *legal = g_steal_pointer (&name);

      /* Translators: a patient’s legal name and the name that the person wants to hear */
      name = g_strdup_printf (_ ("%s “%s”"), legal, row->preferred_name);
    }

  g_set_object (&self->row, row);
  gtk_label_set_label (self->name_label, name);
  gtk_label_set_label (self->facts_label, facts);
  gtk_widget_set_visible (self->same_name_badge, row->same_name);
  gtk_widget_set_visible (self->new_badge, row->is_new && row->active && !row->deceased);
  gtk_widget_set_visible (self->inactive_badge, !row->active && !row->deceased);
  gtk_widget_set_visible (self->deceased_badge, row->deceased);
  describe (self, name, facts);
}

FoyerPatientRow *
foyer_patient_finder_row_get_row (FoyerPatientFinderRow *self)
{
  return self->row;
}
