/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-window.h"

/**
 * FoyerWindow:
 *
 * The window of the program: its screens, and the actions that lead from one to another.
 */
struct _FoyerWindow
{
  AdwApplicationWindow parent_instance;
};

G_DEFINE_FINAL_TYPE (FoyerWindow, foyer_window, ADW_TYPE_APPLICATION_WINDOW)

static void
foyer_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FOYER_TYPE_WINDOW);

  G_OBJECT_CLASS (foyer_window_parent_class)->dispose (object);
}

static void
foyer_window_class_init (FoyerWindowClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = foyer_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/foyerclinic/Foyer/ui/window.ui");
}

static void
foyer_window_init (FoyerWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

FoyerWindow *
foyer_window_new (GtkApplication *application)
{
  return g_object_new (FOYER_TYPE_WINDOW, "application", application, NULL);
}
