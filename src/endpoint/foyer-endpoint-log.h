/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "endpoint/foyer-endpoint-message.h"

G_BEGIN_DECLS

char *foyer_endpoint_log_line (FoyerEndpointRequest  *request,
                               FoyerEndpointResponse *response,
                               gint64                 duration_us);

G_END_DECLS
