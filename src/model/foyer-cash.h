/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const gint64 *foyer_cash_get_pieces (const char *currency, guint *out_n_pieces);

G_END_DECLS
