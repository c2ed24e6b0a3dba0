/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *foyer_fhir_date_of_date_time (const char *text);

G_END_DECLS
