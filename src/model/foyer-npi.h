/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean foyer_npi_is_valid (const char *npi);
char    *foyer_npi_normalize (const char *npi);

G_END_DECLS
