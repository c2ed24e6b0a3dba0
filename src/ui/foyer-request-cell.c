/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-request-cell.h"

#include "present/foyer-format.h"
#include "present/foyer-request-words.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerRequestCell:
 *
 * A request in the list: who asks, for what, how and when it came, where it stands.
 */
struct _FoyerRequestCell
{
  GtkBox parent_instance;

  FoyerRequestRow *row;     /* (owned) (nullable) what is shown */
  FoyerSession    *session; /* (owned) (nullable) */

  /* Template children */
  GtkImage *state_image;
  GtkLabel *name_label;
  GtkLabel *state_label;
  GtkLabel *person_label;
  GtkLabel *came_label;
  GtkLabel *patient_label;
};

G_DEFINE_FINAL_TYPE (FoyerRequestCell, foyer_request_cell, GTK_TYPE_BOX)

static void
foyer_request_cell_dispose (GObject *object)
{
  FoyerRequestCell *self = FOYER_REQUEST_CELL (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_REQUEST_CELL);
  g_clear_object (&self->row);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (foyer_request_cell_parent_class)->dispose (object);
}

static void
foyer_request_cell_class_init (FoyerRequestCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_request_cell_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/request-cell.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerRequestCell, state_image);
  gtk_widget_class_bind_template_child (widget_class, FoyerRequestCell, name_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerRequestCell, state_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerRequestCell, person_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerRequestCell, came_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerRequestCell, patient_label);
}

static void
foyer_request_cell_init (FoyerRequestCell *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
foyer_request_cell_new (void)
{
  return g_object_new (FOYER_TYPE_REQUEST_CELL, NULL);
}

/* Whether it is known who that is. */
static char *
describe_patient (FoyerRequestRow *row)
{
  if (row->patient_number != NULL)
    /* Translators: %s is the number of a patient. */
    return g_strdup_printf (_ ("No. %s"), row->patient_number);
  if (row->n_candidates > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d may be meant",
                                         "%d may be meant", (gulong) row->n_candidates),
                            (int) row->n_candidates);

  return g_strdup (row->is_open ? C_ ("request", "Not on file") : "");
}

static void
show (FoyerRequestCell *self)
{
  FoyerRequestRow *row = self->row;
  FoyerSession    *session = self->session;
  FoyerRequest    *request = row->request;
  const char      *state = foyer_words_request_state (request->state, row->is_open);
  g_autofree char *name = foyer_format_person (request->family, request->given);
  g_autofree char *person =
      foyer_request_words_person (request, foyer_session_today (session));
  g_autofree char *what = g_strdup_printf (
      "%s · %s", foyer_words_request_category (request->category), person);
  g_autofree char *came = foyer_request_words_came (
      request, foyer_session_get_zone (session), foyer_session_now (session));
  g_autofree char *patient = describe_patient (row);
  g_autofree char *label = NULL;

  gtk_image_set_from_icon_name (
      self->state_image, foyer_words_request_state_icon (request->state, row->is_open));
  gtk_label_set_label (self->name_label, name);
  gtk_label_set_label (self->state_label, state);
  gtk_widget_set_css_classes (
      GTK_WIDGET (self->state_label),
      (const char *[]){ "badge",
                        foyer_words_request_state_class (request->state, row->is_open),
                        NULL });
  gtk_label_set_label (self->person_label, what);
  gtk_label_set_label (self->came_label, came);
  gtk_label_set_label (self->patient_label, patient);

  label = g_strdup_printf ("%s, %s, %s, %s%s%s", name, state, what, came,
                           *patient != '\0' ? ", " : "", patient);
  if (gtk_widget_get_parent (GTK_WIDGET (self)) != NULL)
    foyer_widget_set_accessible_label (gtk_widget_get_parent (GTK_WIDGET (self)), label);
}

/**
 * foyer_request_cell_set_row:
 * @self: a cell
 * @row: a request
 * @session: the session
 *
 * Shows @row.
 */
void
foyer_request_cell_set_row (FoyerRequestCell *self,
                            FoyerRequestRow  *row,
                            FoyerSession     *session)
{
  g_return_if_fail (FOYER_IS_REQUEST_CELL (self));

  g_set_object (&self->row, row);
  g_set_object (&self->session, session);
  show (self);
}
