/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/foyer-application.h"

#include <glib/gi18n.h>
#include <locale.h>

int
main (int argc, char *argv[])
{
  g_autoptr (FoyerApplication) application = NULL;
  const char *locale_dir = g_getenv ("FOYER_LOCALE_DIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : FOYER_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = foyer_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}
