/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <jansson.h>

G_BEGIN_DECLS

/**
 * FoyerEndpointReferenceFunc:
 * @path: where it stands, `Appointment.participant[0].actor.reference`
 * @reference: what it says
 * @data: (nullable): as given with the function
 * @error: return location for an error
 *
 * Returns: `TRUE` to go on, `FALSE` with @error set to stop
 */
typedef gboolean (*FoyerEndpointReferenceFunc) (const char *path,
                                                const char *reference,
                                                gpointer    data,
                                                GError    **error);

gboolean foyer_endpoint_id_is_valid (const char *id);
char    *foyer_endpoint_reference_target (const char *reference);
gboolean foyer_endpoint_references_foreach (const json_t              *resource,
                                            FoyerEndpointReferenceFunc func,
                                            gpointer                   data,
                                            GError                   **error);

G_END_DECLS
