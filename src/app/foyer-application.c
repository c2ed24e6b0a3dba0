/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/foyer-application.h"

#include "ui/foyer-ui.h"
#include "ui/foyer-window.h"

/**
 * FoyerApplication:
 *
 * The program: one profile, one window.
 */
struct _FoyerApplication
{
  AdwApplication parent_instance;
};

G_DEFINE_FINAL_TYPE (FoyerApplication, foyer_application, ADW_TYPE_APPLICATION)

static void
foyer_application_startup (GApplication *application)
{
  G_APPLICATION_CLASS (foyer_application_parent_class)->startup (application);

  foyer_ui_init ();
}

static void
foyer_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window == NULL)
    window = GTK_WINDOW (foyer_window_new (GTK_APPLICATION (application)));
  gtk_window_present (window);
}

static void
foyer_application_class_init (FoyerApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->startup = foyer_application_startup;
  application_class->activate = foyer_application_activate;
}

static void
foyer_application_init (FoyerApplication *self)
{
}

FoyerApplication *
foyer_application_new (void)
{
  return g_object_new (FOYER_TYPE_APPLICATION, "application-id", FOYER_APPLICATION_ID,
                       "resource-base-path", "/org/foyerclinic/Foyer", NULL);
}
