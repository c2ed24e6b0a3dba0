/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-ui.h"

#include "ui/foyer-window.h"

#include "foyer-resources.h"

/**
 * foyer_ui_init:
 *
 * Makes the templates and the types that they name known to GTK.
 *
 * Call it once, after GTK is initialised and before the first widget of this layer.
 * Explicit, since a linker drops the constructor of a resource that sits in a static
 * library.
 */
void
foyer_ui_init (void)
{
  foyer_register_resource ();

  g_type_ensure (FOYER_TYPE_WINDOW);
}
