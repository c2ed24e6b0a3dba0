/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define FOYER_TYPE_WRAP_LAYOUT (foyer_wrap_layout_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerWrapLayout, foyer_wrap_layout, FOYER, WRAP_LAYOUT, GtkLayoutManager)

GtkLayoutManager *foyer_wrap_layout_new (int spacing);

G_END_DECLS
