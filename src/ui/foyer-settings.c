/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-settings.h"

/**
 * foyer_settings_get:
 *
 * The settings of this seat.
 *
 * Returns: (transfer none) (nullable): the settings; `NULL` where their schema is not
 *   installed, when everything has its default
 */
GSettings *
foyer_settings_get (void)
{
  static GSettings *settings;
  static gsize      once;

  if (g_once_init_enter (&once))
    {
      GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
      g_autoptr (GSettingsSchema) schema =
          source != NULL
              ? g_settings_schema_source_lookup (source, FOYER_APPLICATION_ID, TRUE)
              : NULL;

      if (schema != NULL)
        settings = g_settings_new (FOYER_APPLICATION_ID);
      g_once_init_leave (&once, 1);
    }

  return settings;
}
