/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-patients-page.h"

#include "ui/foyer-confirm-dialog.h"
#include "ui/foyer-patient-editor.h"
#include "ui/foyer-patient-finder.h"
#include "ui/foyer-patient-view.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerPatientsPage:
 *
 * Patients: found at the start, the record of one at the end, edited in place.
 */
struct _FoyerPatientsPage
{
  AdwBin parent_instance;

  FoyerSession *session; /* (owned) */

  /* Template children */
  FoyerPatientFinder *finder;
  GtkButton          *new_button;
  GtkStack           *stack;
  FoyerPatientView   *view;
  FoyerPatientEditor *editor;
};

G_DEFINE_FINAL_TYPE (FoyerPatientsPage, foyer_patients_page, ADW_TYPE_BIN)

/* Where a person wants to go from a form that is not saved. */
typedef struct
{
  FoyerPatientsPage *page;  /* (owned) */
  gint64             id;    /* a patient; 0: register somebody */
  char              *typed; /* (owned) (nullable) */
} Leave;

static void
leave_free (Leave *leave)
{
  g_object_unref (leave->page);
  g_free (leave->typed);
  g_free (leave);
}

static void
go (Leave *leave)
{
  FoyerPatientsPage *self = leave->page;

  if (leave->id != 0)
    {
      gtk_stack_set_visible_child_name (self->stack, "view");
      foyer_patient_view_open (self->view, leave->id);
    }
  else
    {
      gtk_stack_set_visible_child_name (self->stack, "editor");
      foyer_patient_editor_register (self->editor, leave->typed);
    }
  leave_free (leave);
}

static void
leave_answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  if (foyer_confirm_dialog_ask_finish (result, NULL))
    go (data);
  else
    leave_free (data);
}

static gboolean
is_editing (FoyerPatientsPage *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "editor") == 0;
}

static void
leave_for (FoyerPatientsPage *self, gint64 id, const char *typed)
{
  Leave *leave = g_new0 (Leave, 1);

  leave->page = g_object_ref (self);
  leave->id = id;
  leave->typed = g_strdup (typed);

  if (is_editing (self) && foyer_patient_editor_is_changed (self->editor))
    foyer_confirm_dialog_ask_async (GTK_WIDGET (self), _ ("Discard What You Typed?"),
                                    _ ("The changes in the form have not been saved."),
                                    _ ("_Discard"), TRUE, leave_answered_cb, leave);
  else
    go (leave);
}

static void
picked_cb (FoyerPatientsPage *self, gint64 id)
{
  leave_for (self, id, NULL);
}

static void
picked_alternative_cb (FoyerPatientsPage *self, gint64 id)
{
  GVariantBuilder keys;

  g_variant_builder_init (&keys, G_VARIANT_TYPE ("a{sx}"));
  g_variant_builder_add (&keys, "{sx}", "patient", id);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.book", "a{sx}", &keys);
}

static void
new_clicked_cb (FoyerPatientsPage *self)
{
  leave_for (self, 0, NULL);
}

static void
edit_cb (FoyerPatientsPage *self)
{
  gtk_stack_set_visible_child_name (self->stack, "editor");
  foyer_patient_editor_edit (self->editor, foyer_patient_view_get_patient (self->view));
}

static void
saved_cb (FoyerPatientsPage *self, gint64 id)
{
  gtk_stack_set_visible_child_name (self->stack, "view");
  foyer_patient_view_open (self->view, id);
  foyer_show_toast (self, _ ("The record has been saved."));
}

static void
cancelled_cb (FoyerPatientsPage *self)
{
  gtk_stack_set_visible_child_name (
      self->stack, foyer_patient_view_get_patient (self->view) != 0 ? "view" : "nobody");
}

static void
open_other_cb (FoyerPatientsPage *self, gint64 id)
{
  gtk_stack_set_visible_child_name (self->stack, "view");
  foyer_patient_view_open (self->view, id);
}

static void
foyer_patients_page_dispose (GObject *object)
{
  FoyerPatientsPage *self = FOYER_PATIENTS_PAGE (object);

  foyer_bin_dispose_template (self, FOYER_TYPE_PATIENTS_PAGE);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (foyer_patients_page_parent_class)->dispose (object);
}

static void
foyer_patients_page_class_init (FoyerPatientsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_patients_page_dispose;

  g_type_ensure (FOYER_TYPE_PATIENT_EDITOR);
  g_type_ensure (FOYER_TYPE_PATIENT_FINDER);
  g_type_ensure (FOYER_TYPE_PATIENT_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/patients-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerPatientsPage, finder);
  gtk_widget_class_bind_template_child (widget_class, FoyerPatientsPage, new_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerPatientsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerPatientsPage, view);
  gtk_widget_class_bind_template_child (widget_class, FoyerPatientsPage, editor);
  gtk_widget_class_bind_template_callback (widget_class, picked_cb);
  gtk_widget_class_bind_template_callback (widget_class, picked_alternative_cb);
  gtk_widget_class_bind_template_callback (widget_class, new_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, edit_cb);
  gtk_widget_class_bind_template_callback (widget_class, saved_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancelled_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_other_cb);
}

static void
foyer_patients_page_init (FoyerPatientsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_widget_set_accessible_label (self->new_button, _ ("New Patient"));
}

/**
 * foyer_patients_page_new:
 * @session: the session
 *
 * Returns: (transfer floating): the page, with nobody chosen
 */
GtkWidget *
foyer_patients_page_new (FoyerSession *session)
{
  FoyerPatientsPage *self = g_object_new (FOYER_TYPE_PATIENTS_PAGE, NULL);

  self->session = g_object_ref (session);
  foyer_patient_finder_set_session (self->finder, session);
  foyer_patient_view_set_session (self->view, session);
  foyer_patient_editor_set_session (self->editor, session);

  return GTK_WIDGET (self);
}

/**
 * foyer_patients_page_open:
 * @self: the page
 * @id: a patient
 *
 * Shows the record of a patient.  Asks first if a form would be lost.
 */
void
foyer_patients_page_open (FoyerPatientsPage *self, gint64 id)
{
  leave_for (self, id, NULL);
}

/**
 * foyer_patients_page_register:
 * @self: the page
 * @typed: (nullable): what was typed to find the person
 *
 * Begins to register somebody.  Asks first if a form would be lost.
 */
void
foyer_patients_page_register (FoyerPatientsPage *self, const char *typed)
{
  leave_for (self, 0, typed);
}

/**
 * foyer_patients_page_find:
 * @self: the page
 *
 * Gives the keyboard to the search.
 */
void
foyer_patients_page_find (FoyerPatientsPage *self)
{
  foyer_patient_finder_find (self->finder);
}
