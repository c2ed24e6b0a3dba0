/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes *foyer_endpoint_capability (const char *base);

G_END_DECLS
