/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void foyer_typed_name_split (const char *typed, char **out_family, char **out_given);

G_END_DECLS
