/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-endpoint-page.h"

#include "model/foyer-permission.h"
#include "store/foyer-endpoints.h"
#include "ui/foyer-confirm-dialog.h"
#include "ui/foyer-endpoint-form.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerEndpointPage:
 *
 * The endpoint in Preferences: set up, tested, changed, left again.  Who may not change it
 * can read it.
 */
struct _FoyerEndpointPage
{
  AdwBin parent_instance;

  FoyerSession *session; /* (owned) (nullable) */
  gboolean      saving;  /* what is being saved was asked for here */
  gboolean      stopping;

  /* Template children */
  GtkWidget         *denied_label;
  FoyerEndpointForm *form;
  GtkWidget         *buttons;
  GtkButton         *save_button;
  GtkButton         *stop_button;
};

G_DEFINE_FINAL_TYPE (FoyerEndpointPage, foyer_endpoint_page, ADW_TYPE_BIN)

static gpointer
read_settings (FoyerDb *db, gpointer data, GError **error)
{
  FoyerEndpointSettings *settings;

  return foyer_endpoints_get (db, &settings, error) ? settings : NULL;
}

static void
settings_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerEndpointPage) self = data;
  g_autoptr (FoyerEndpointSettings) settings =
      foyer_store_finish (FOYER_STORE (source), result, NULL);

  if (self->session == NULL)
    return;
  foyer_endpoint_form_show (self->form, settings);
  gtk_widget_set_visible (GTK_WIDGET (self->stop_button), settings != NULL);
}

static void
load (FoyerEndpointPage *self)
{
  foyer_store_read_async (foyer_session_get_store (self->session), read_settings, NULL,
                          NULL, g_object_unref, NULL, settings_read_cb,
                          g_object_ref (self));
}

static void
update_actor (FoyerEndpointPage *self)
{
  FoyerUser *actor = foyer_session_get_actor (self->session);
  gboolean   may =
      actor != NULL && foyer_permission_allows (actor->role, FOYER_ACTION_ENDPOINT_EDIT);

  foyer_endpoint_form_set_editable (self->form, may);
  gtk_widget_set_visible (self->buttons, may);
  gtk_widget_set_visible (self->denied_label, !may);
}

static void
set_saving (FoyerEndpointPage *self, gboolean saving)
{
  self->saving = saving;
  gtk_widget_set_sensitive (self->buttons, !saving);
}

static void
saved_cb (FoyerEndpointPage *self, FoyerSecretPlace place, const char *problem)
{
  gboolean stopped = self->stopping;

  if (!self->saving)
    return;
  set_saving (self, FALSE);
  self->stopping = FALSE;
  foyer_endpoint_form_show_problem (self->form, problem);
  if (problem != NULL)
    return;

  if (stopped)
    {
      load (self);
      foyer_show_toast (self, _ ("Foyer no longer syncs. Everything is still here."));
      return;
    }
  foyer_endpoint_form_show_place (self->form, place);
  gtk_widget_set_visible (GTK_WIDGET (self->stop_button), TRUE);
  foyer_show_toast (self, _ ("The endpoint has been saved. Foyer syncs with it."));
  foyer_sync_monitor_sync (foyer_session_get_sync (self->session), FALSE);
}

static void
save_clicked_cb (FoyerEndpointPage *self)
{
  set_saving (self, TRUE);
  if (!foyer_endpoint_form_save (self->form))
    set_saving (self, FALSE);
}

static void
stop_confirmed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerEndpointPage) self = data;

  if (!foyer_confirm_dialog_ask_finish (result, NULL) || self->session == NULL)
    return;
  self->stopping = TRUE;
  set_saving (self, TRUE);
  foyer_sync_monitor_save (foyer_session_get_sync (self->session), NULL, NULL);
}

static void
stop_clicked_cb (FoyerEndpointPage *self)
{
  FoyerSyncStatus *status =
      foyer_sync_monitor_get_status (foyer_session_get_sync (self->session));
  gint64           n = status != NULL ? status->n_waiting : 0;
  g_autofree char *waiting =
      n > 0 ? g_strdup_printf (
                  g_dngettext (GETTEXT_PACKAGE, "%d change has not been sent yet.",
                               "%d changes have not been sent yet.", (gulong) n),
                  (int) n)
            : NULL;
  g_autofree char *body = g_strjoin (
      " ",
      _ ("All records stay on this computer, and what has been sent stays at the "
         "endpoint. The secret to sign in with is forgotten, and other desks no longer "
         "see what happens at this one."),
      waiting, NULL);

  foyer_confirm_dialog_ask_async (GTK_WIDGET (self), _ ("Stop Syncing?"), body,
                                  _ ("_Stop Syncing"), TRUE, stop_confirmed_cb,
                                  g_object_ref (self));
}

static void
foyer_endpoint_page_dispose (GObject *object)
{
  FoyerEndpointPage *self = FOYER_ENDPOINT_PAGE (object);

  foyer_bin_dispose_template (self, FOYER_TYPE_ENDPOINT_PAGE);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (foyer_endpoint_page_parent_class)->dispose (object);
}

static void
foyer_endpoint_page_class_init (FoyerEndpointPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_endpoint_page_dispose;

  g_type_ensure (FOYER_TYPE_ENDPOINT_FORM);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/endpoint-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerEndpointPage, denied_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerEndpointPage, form);
  gtk_widget_class_bind_template_child (widget_class, FoyerEndpointPage, buttons);
  gtk_widget_class_bind_template_child (widget_class, FoyerEndpointPage, save_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerEndpointPage, stop_button);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_clicked_cb);
}

static void
foyer_endpoint_page_init (FoyerEndpointPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_button_set_accessible_label (self->save_button);
  foyer_button_set_accessible_label (self->stop_button);
}

/**
 * foyer_endpoint_page_set_session:
 * @self: a page
 * @session: the session whose endpoint it is
 */
void
foyer_endpoint_page_set_session (FoyerEndpointPage *self, FoyerSession *session)
{
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  foyer_endpoint_form_set_session (self->form, session);
  g_signal_connect_object (foyer_session_get_sync (session), "saved",
                           G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (foyer_session_get_store (session), "notify::actor",
                           G_CALLBACK (update_actor), self, G_CONNECT_SWAPPED);
  update_actor (self);
  load (self);
}
