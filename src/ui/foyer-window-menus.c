/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "present/foyer-format.h"
#include "present/foyer-words.h"
#include "store/foyer-catalogue.h"
#include "ui/foyer-window-private.h"

#include <glib/gi18n-lib.h>

/* The menus of people: who acts, and whose schedule is shown. */

typedef struct
{
  GPtrArray *staff;      /* (owned) of FoyerUser */
  GPtrArray *clinicians; /* (owned) of FoyerClinician */
} Menus;

static void
menus_free (gpointer data)
{
  Menus *menus = data;

  g_clear_pointer (&menus->staff, g_ptr_array_unref);
  g_clear_pointer (&menus->clinicians, g_ptr_array_unref);
  g_free (menus);
}

static gpointer
read_menus (FoyerDb *db, gpointer data, GError **error)
{
  Menus *menus = g_new0 (Menus, 1);

  menus->staff = foyer_catalogue_list (db, FOYER_TYPE_USER, TRUE, error);
  if (menus->staff != NULL)
    menus->clinicians = foyer_catalogue_list (db, FOYER_TYPE_CLINICIAN, TRUE, error);
  if (menus->clinicians == NULL)
    g_clear_pointer (&menus, menus_free);

  return menus;
}

static void
append_choice (GMenu *menu, const char *label, const char *action, gint64 id)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "x", id);
  g_menu_append_item (menu, item);
}

/* Menus are made when somebody opens them: their widgets are many. */
static void
fill_actor_menu_cb (GtkMenuButton *button, gpointer data)
{
  FoyerWindow *self = data;
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; i < self->staff->len; i++)
    {
      FoyerUser       *user = g_ptr_array_index (self->staff, i);
      g_autofree char *label =
          /* Translators: a member of staff and their role */
          g_strdup_printf (C_ ("staff", "%1$s, %2$s"),
                           user->name != NULL ? user->name : "",
                           foyer_words_role (user->role));

      append_choice (menu, label, "win.act-as",
                     foyer_record_get_id (FOYER_RECORD (user)));
    }
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static void
fill_clinician_menu_cb (GtkMenuButton *button, gpointer data)
{
  FoyerWindow *self = data;
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) views = g_menu_new ();
  g_autoptr (GMenu) everybody = g_menu_new ();
  g_autoptr (GMenu) each = g_menu_new ();

  append_choice (everybody, C_ ("whose schedule", "All Clinicians"), "win.schedule-of",
                 0);
  for (guint i = 0; i < self->clinicians->len; i++)
    {
      FoyerClinician  *clinician = g_ptr_array_index (self->clinicians, i);
      g_autofree char *name = foyer_format_person_full (
          clinician->prefix, clinician->given, clinician->family, NULL);

      append_choice (each, name, "win.schedule-of",
                     foyer_record_get_id (FOYER_RECORD (clinician)));
    }
  g_menu_append (views, C_ ("view", "Week"), "win.week");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (everybody));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (each));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (views));
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static void
menus_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerWindow) self = data;
  Menus *menus = foyer_store_finish (FOYER_STORE (source), result, NULL);

  if (menus == NULL)
    return;
  if (self->toasts != NULL)
    {
      g_clear_pointer (&self->staff, g_ptr_array_unref);
      g_clear_pointer (&self->clinicians, g_ptr_array_unref);
      self->staff = g_ptr_array_ref (menus->staff);
      self->clinicians = g_ptr_array_ref (menus->clinicians);
      gtk_menu_button_set_create_popup_func (self->actor_button, fill_actor_menu_cb, self,
                                             NULL);
      gtk_menu_button_set_create_popup_func (self->clinician_button,
                                             fill_clinician_menu_cb, self, NULL);
    }
  menus_free (menus);
}

/* Reads who works here, for the menus. */
void
foyer_window_load_menus (FoyerWindow *self)
{
  foyer_store_read_async (foyer_session_get_store (self->session), read_menus, NULL, NULL,
                          menus_free, NULL, menus_read_cb, g_object_ref (self));
}
