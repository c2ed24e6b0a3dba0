/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "endpoint/foyer-endpoint-store.h"

G_BEGIN_DECLS

/* What a search looks for in the row of a resource; G_MININT64 is no time. */
typedef struct
{
  const char *status; /* (unowned) (nullable) */
  gint64      start_ms;
  gint64      end_ms;
} FoyerEndpointIndexed;

void foyer_endpoint_index_columns (FoyerEndpointDraft *draft, FoyerEndpointIndexed *out);
gboolean foyer_endpoint_index_add (FoyerEndpointStore *self,
                                   gint64              key,
                                   FoyerEndpointDraft *draft,
                                   GError            **error);
gboolean
foyer_endpoint_index_clear (FoyerEndpointStore *self, gint64 key, GError **error);

/* Whether all to which @draft refers is there; @id is its own, NULL for none yet. */
gboolean foyer_endpoint_check_references (FoyerEndpointStore *self,
                                          FoyerEndpointDraft *draft,
                                          const char         *id,
                                          GError            **error);

G_END_DECLS
