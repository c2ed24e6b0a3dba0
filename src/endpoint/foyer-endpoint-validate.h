/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "endpoint/foyer-endpoint-draft.h"

G_BEGIN_DECLS

gboolean foyer_endpoint_validate (FoyerEndpointDraft *draft, GError **error);

G_END_DECLS
