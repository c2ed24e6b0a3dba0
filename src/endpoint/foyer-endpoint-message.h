/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

#define FOYER_ENDPOINT_FHIR_TYPE "application/fhir+json"

/**
 * FoyerEndpointRequest:
 * @method: `GET`, `POST` …
 * @path: decoded path, `/fhir/Patient`
 * @query: (nullable): what follows the question mark, still encoded
 * @headers: the headers
 * @body: what was sent, possibly empty
 * @address: where it comes from, without port
 * @base: scheme and authority of the addresses that go into answers, `https://host:port`
 * @now_us: microseconds since 1970-01-01 UTC
 * @token: (nullable): name of the desk whose token was sent; set by foyer_endpoint_handle()
 * @route: (nullable): the path without anything personal, for the log; set likewise
 *
 * One request, apart from the connection that it came over.
 */
typedef struct
{
  char               *method;  /* (owned) */
  char               *path;    /* (owned) */
  char               *query;   /* (owned) (nullable) */
  SoupMessageHeaders *headers; /* (owned) */
  GBytes             *body;    /* (owned) */
  char               *address; /* (owned) */
  char               *base;    /* (owned) */
  gint64              now_us;
  char               *token; /* (owned) (nullable) */
  char               *route; /* (owned) (nullable) */
} FoyerEndpointRequest;

/**
 * FoyerEndpointResponse:
 * @status: HTTP status
 * @headers: the headers
 * @body: (nullable): what is sent
 *
 * One answer.
 */
typedef struct
{
  guint               status;
  SoupMessageHeaders *headers; /* (owned) */
  GBytes             *body;    /* (owned) (nullable) */
} FoyerEndpointResponse;

FoyerEndpointRequest *foyer_endpoint_request_new (const char *method, const char *target);
void                  foyer_endpoint_request_free (FoyerEndpointRequest *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerEndpointRequest, foyer_endpoint_request_free)

FoyerEndpointResponse *
foyer_endpoint_response_new (guint status, const char *content_type, GBytes *body);
FoyerEndpointResponse *foyer_endpoint_response_outcome (guint       status,
                                                        const char *code,
                                                        const char *expression,
                                                        const char *format,
                                                        ...) G_GNUC_PRINTF (4, 5);
FoyerEndpointResponse *foyer_endpoint_response_too_large (gsize max_bytes);
FoyerEndpointResponse *foyer_endpoint_response_error (const GError *error);
void                   foyer_endpoint_response_free (FoyerEndpointResponse *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerEndpointResponse, foyer_endpoint_response_free)

G_END_DECLS
