/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "endpoint/foyer-endpoint-params.h"
#include "endpoint/foyer-endpoint-store.h"

G_BEGIN_DECLS

#define FOYER_ENDPOINT_DEFAULT_COUNT 50
#define FOYER_ENDPOINT_MAX_COUNT 1000

/**
 * FoyerEndpointSearch:
 *
 * What a search asks for.
 */
typedef struct _FoyerEndpointSearch FoyerEndpointSearch;

/**
 * FoyerEndpointPage:
 * @versions: (element-type FoyerEndpointVersion): what was found
 * @total: how many there are on all pages; -1 if that was not asked for
 * @next: (nullable): where the next page goes on
 *
 * A page of what a search finds.
 */
typedef struct
{
  GPtrArray *versions; /* (owned) */
  gint64     total;
  char      *next; /* (owned) (nullable) */
} FoyerEndpointPage;

void foyer_endpoint_page_free (FoyerEndpointPage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerEndpointPage, foyer_endpoint_page_free)

FoyerEndpointSearch *foyer_endpoint_search_new (const FoyerEndpointType *type,
                                                const char              *query,
                                                GError                 **error);
void                 foyer_endpoint_search_free (FoyerEndpointSearch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerEndpointSearch, foyer_endpoint_search_free)

FoyerEndpointPage *foyer_endpoint_search_run (FoyerEndpointSearch *self,
                                              FoyerEndpointStore  *store,
                                              GError             **error);
char *foyer_endpoint_search_link (FoyerEndpointSearch *self, const char *cursor);

gboolean
foyer_endpoint_identifier_parse (const char *text, char **out_system, char **out_value);

G_END_DECLS
