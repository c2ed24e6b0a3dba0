/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char    *foyer_phone_dup_digits (const char *phone);
gboolean foyer_phone_is_valid (const char *phone);
gboolean foyer_phone_equal (const char *a, const char *b);

G_END_DECLS
