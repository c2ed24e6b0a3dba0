/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void foyer_ui_register_resources (void);
void foyer_ui_init (void);

G_END_DECLS
