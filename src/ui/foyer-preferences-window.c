/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-preferences-window.h"

#include "ui/foyer-catalogue-group.h"
#include "ui/foyer-catalogue-kinds.h"
#include "ui/foyer-clinic-kinds.h"
#include "ui/foyer-endpoint-page.h"
#include "ui/foyer-referrers-group.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerPreferencesWindow:
 *
 * What the clinic consists of and its rules, for those who may change them.
 */
struct _FoyerPreferencesWindow
{
  AdwWindow parent_instance;

  FoyerSession *session;                           /* (owned) */
  GtkWidget    *clinic_rows[FOYER_N_CLINIC_KINDS]; /* (unowned) */

  /* Template children */
  GtkStack            *stack;
  AdwPreferencesGroup *clinic_group;
  AdwPreferencesPage  *clinicians_page;
  AdwPreferencesPage  *services_page;
  AdwPreferencesPage  *rooms_page;
  AdwPreferencesPage  *holidays_page;
  FoyerReferrersGroup *referrers_group;
  AdwPreferencesPage  *staff_page;
  FoyerEndpointPage   *endpoint_page;
};

G_DEFINE_FINAL_TYPE (FoyerPreferencesWindow, foyer_preferences_window, ADW_TYPE_WINDOW)

static void
clinic_row_activated_cb (FoyerPreferencesWindow *self, GtkWidget *row)
{
  for (guint i = 0; i < FOYER_N_CLINIC_KINDS; i++)
    if (self->clinic_rows[i] == row)
      {
        GtkWindow *editor =
            foyer_record_editor_new (self->session, &foyer_clinic_kinds[i],
                                     foyer_session_get_clinic (self->session));

        gtk_window_set_transient_for (editor, GTK_WINDOW (self));
        gtk_window_present (editor);
      }
}

static void
show_clinic (FoyerPreferencesWindow *self)
{
  FoyerClinic *clinic = foyer_session_get_clinic (self->session);

  for (guint i = 0; i < FOYER_N_CLINIC_KINDS && clinic != NULL; i++)
    {
      g_autofree char *facts = foyer_clinic_kinds[i].dup_subtitle (clinic, self->session);

      adw_action_row_set_subtitle (ADW_ACTION_ROW (self->clinic_rows[i]), facts);
    }
}

static void
add_group (FoyerPreferencesWindow *self,
           AdwPreferencesPage     *page,
           const FoyerRecordKind  *kind)
{
  adw_preferences_page_add (
      page, ADW_PREFERENCES_GROUP (foyer_catalogue_group_new (self->session, kind)));
}

static void
foyer_preferences_window_dispose (GObject *object)
{
  FoyerPreferencesWindow *self = FOYER_PREFERENCES_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_PREFERENCES_WINDOW);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (foyer_preferences_window_parent_class)->dispose (object);
}

#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, FoyerPreferencesWindow, child)

static void
foyer_preferences_window_class_init (FoyerPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_preferences_window_dispose;

  g_type_ensure (FOYER_TYPE_ENDPOINT_PAGE);
  g_type_ensure (FOYER_TYPE_REFERRERS_GROUP);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/preferences-window.ui");
  BIND (stack);
  BIND (clinic_group);
  BIND (clinicians_page);
  BIND (services_page);
  BIND (rooms_page);
  BIND (holidays_page);
  BIND (referrers_group);
  BIND (staff_page);
  BIND (endpoint_page);
}

static void
foyer_preferences_window_init (FoyerPreferencesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  for (guint i = 0; i < FOYER_N_CLINIC_KINDS; i++)
    {
      GtkWidget *row = foyer_action_row_new (_ (foyer_clinic_kinds[i].list_title), NULL);

      foyer_widget_set_accessible_label (row, _ (foyer_clinic_kinds[i].list_title));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_signal_connect_swapped (row, "activated", G_CALLBACK (clinic_row_activated_cb),
                                self);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                                 gtk_image_new_from_icon_name ("go-next-symbolic"));
      adw_preferences_group_add (self->clinic_group, row);
      self->clinic_rows[i] = row;
    }
}

/**
 * foyer_preferences_window_new:
 * @session: a session of a clinic
 * @page: (nullable): page to begin with: `clinic`, `clinicians`, `services`, `rooms`,
 *   `holidays`, `referrers`, `staff` or `endpoint`
 *
 * Returns: (transfer floating): a window to present
 */
GtkWindow *
foyer_preferences_window_new (FoyerSession *session, const char *page)
{
  FoyerPreferencesWindow *self = g_object_new (FOYER_TYPE_PREFERENCES_WINDOW, NULL);

  self->session = g_object_ref (session);
  add_group (self, self->clinicians_page, &foyer_clinician_kind);
  add_group (self, self->clinicians_page, &foyer_absence_kind);
  add_group (self, self->services_page, &foyer_service_kind);
  add_group (self, self->rooms_page, &foyer_room_kind);
  add_group (self, self->holidays_page, &foyer_holiday_kind);
  add_group (self, self->staff_page, &foyer_user_kind);
  foyer_referrers_group_set_session (self->referrers_group, session);
  foyer_endpoint_page_set_session (self->endpoint_page, session);
  g_signal_connect_object (session, "notify::clinic", G_CALLBACK (show_clinic), self,
                           G_CONNECT_SWAPPED);
  show_clinic (self);
  if (page != NULL && gtk_stack_get_child_by_name (self->stack, page) != NULL)
    gtk_stack_set_visible_child_name (self->stack, page);

  return GTK_WINDOW (self);
}
