/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "endpoint/foyer-endpoint-error.h"

#include <jansson.h>

G_BEGIN_DECLS

/**
 * FoyerEndpointDraft:
 * @type: its resource type
 * @id: (nullable): the id that it says it has
 * @json: the whole resource
 * @meta: what `meta` holds beside version and time, as text: `,"profile":[…]`
 * @members: its other elements as they were written, without blanks: `,"active":true`
 *
 * A resource that is to be stored.
 *
 * What is stored is the text that was sent, not a new rendering: a decimal keeps its digits
 * and a foreign extension every byte of its value.
 */
typedef struct
{
  char    *type;    /* (owned) */
  char    *id;      /* (owned) (nullable) */
  json_t  *json;    /* (owned) */
  GString *meta;    /* (owned) */
  GString *members; /* (owned) */
} FoyerEndpointDraft;

FoyerEndpointDraft *
foyer_endpoint_draft_new (const char *text, gsize length, GError **error);
FoyerEndpointDraft *foyer_endpoint_draft_new_for_json (const json_t *json,
                                                       GError      **error);
void                foyer_endpoint_draft_free (FoyerEndpointDraft *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerEndpointDraft, foyer_endpoint_draft_free)

char    *foyer_endpoint_draft_render (FoyerEndpointDraft *self,
                                      const char         *id,
                                      gint64              version,
                                      gint64              updated_ms);
gboolean foyer_endpoint_draft_equal (FoyerEndpointDraft *self, FoyerEndpointDraft *other);

void foyer_endpoint_append_subset (GString           *out,
                                   const char        *resource,
                                   const char *const *elements);

G_END_DECLS
