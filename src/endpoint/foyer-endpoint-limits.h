/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FoyerEndpointLimits:
 *
 * How often somebody may ask: so many a second, and a burst of them at once.
 */
typedef struct _FoyerEndpointLimits FoyerEndpointLimits;

FoyerEndpointLimits *foyer_endpoint_limits_new (guint per_second, guint burst);
void                 foyer_endpoint_limits_free (FoyerEndpointLimits *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerEndpointLimits, foyer_endpoint_limits_free)

guint
foyer_endpoint_limits_take (FoyerEndpointLimits *self, const char *who, gint64 now_us);
char *foyer_endpoint_limits_address_key (const char *address);

G_END_DECLS
