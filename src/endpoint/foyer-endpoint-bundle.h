/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "endpoint/foyer-endpoint-search.h"

G_BEGIN_DECLS

GBytes *foyer_endpoint_bundle_page (FoyerEndpointSearch *search,
                                    FoyerEndpointPage   *page,
                                    const char          *type,
                                    const char          *base);
GBytes *foyer_endpoint_bundle_history (GPtrArray  *versions,
                                       gint64      total,
                                       gint64      next,
                                       guint       count,
                                       const char *type,
                                       const char *base);

G_END_DECLS
