/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GCancellable *foyer_latest_ask (GCancellable **latest);
gboolean      foyer_latest_take (GCancellable **latest, gpointer task);
void          foyer_latest_drop (GCancellable **latest);

G_END_DECLS
