/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FoyerEndpointParamKind:
 * @FOYER_ENDPOINT_PARAM_REFERENCE: what the resource refers to
 * @FOYER_ENDPOINT_PARAM_STATUS: the code in `status`
 * @FOYER_ENDPOINT_PARAM_DATE: when it takes place
 *
 * What a search parameter looks for.
 */
typedef enum
{
  FOYER_ENDPOINT_PARAM_REFERENCE,
  FOYER_ENDPOINT_PARAM_STATUS,
  FOYER_ENDPOINT_PARAM_DATE,
} FoyerEndpointParamKind;

/**
 * FoyerEndpointParam:
 * @name: as it is in an address
 * @kind: what it looks for
 * @path: elements from the resource inwards; lists are gone through
 * @target: (nullable): type that a reference has to be of
 * @otherwise: (nullable): element that a date is in where there is nothing at @path
 *
 * A search parameter of a resource type.
 */
typedef struct
{
  const char            *name;
  FoyerEndpointParamKind kind;
  const char            *path[4];
  const char            *target;
  const char            *otherwise;
} FoyerEndpointParam;

/**
 * FoyerEndpointType:
 * @name: of the resource type
 * @params: (nullable): its search parameters beside those that all types have, up to one
 *   without a name
 * @has_identifier: whether R4 gives it an `identifier`
 *
 * A resource type that the endpoint keeps.
 */
typedef struct
{
  const char               *name;
  const FoyerEndpointParam *params;
  gboolean                  has_identifier;
} FoyerEndpointType;

const FoyerEndpointType  *foyer_endpoint_types (guint *out_n_types);
const FoyerEndpointType  *foyer_endpoint_find_type (const char *name);
const FoyerEndpointParam *foyer_endpoint_find_param (const FoyerEndpointType *type,
                                                     const char              *name);

G_END_DECLS
