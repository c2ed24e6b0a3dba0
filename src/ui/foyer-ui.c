/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-ui.h"

#include "ui/foyer-date-row.h"
#include "ui/foyer-money-row.h"
#include "ui/foyer-patient-editor.h"
#include "ui/foyer-referrer-finder.h"
#include "ui/foyer-simple-rows.h"
#include "ui/foyer-text-row.h"
#include "ui/foyer-window.h"

#include "foyer-resources.h"

/**
 * foyer_ui_register_resources:
 *
 * Makes the templates and the style sheet known, before the start of an application that
 * looks for its style sheet.
 *
 * Explicit, since a linker drops the constructor of a resource that sits in a static
 * library.
 */
void
foyer_ui_register_resources (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    {
      foyer_register_resource ();
      g_once_init_leave (&once, 1);
    }
}

/**
 * foyer_ui_init:
 *
 * Makes the templates and the types that they name known to GTK.
 *
 * Call it once, after GTK is initialised and before the first widget of this layer.
 */
void
foyer_ui_init (void)
{
  foyer_ui_register_resources ();

  g_type_ensure (FOYER_TYPE_CHOICE_ROW);
  g_type_ensure (FOYER_TYPE_DATE_ROW);
  g_type_ensure (FOYER_TYPE_ENTRY_ROW);
  g_type_ensure (FOYER_TYPE_MONEY_ROW);
  g_type_ensure (FOYER_TYPE_PATIENT_EDITOR);
  g_type_ensure (FOYER_TYPE_REFERRER_FINDER);
  g_type_ensure (FOYER_TYPE_SPIN_ROW);
  g_type_ensure (FOYER_TYPE_SWITCH_ROW);
  g_type_ensure (FOYER_TYPE_TEXT_ROW);
  g_type_ensure (FOYER_TYPE_WINDOW);
}
