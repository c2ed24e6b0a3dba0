/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bytes for 2026-11-23T09:00:00.000Z and the zero after it. */
#define FOYER_ENDPOINT_INSTANT_SIZE 25

/* Bytes for Mon, 23 Nov 2026 09:00:00 GMT and the zero after it. */
#define FOYER_ENDPOINT_HTTP_DATE_SIZE 30

void foyer_endpoint_instant_format (gint64 at_ms, char *out);
void foyer_endpoint_http_date (gint64 at_ms, char *out);
gboolean
foyer_endpoint_instant_range (const char *text, gint64 *out_start_ms, gint64 *out_end_ms);

G_END_DECLS
