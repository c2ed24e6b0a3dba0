/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FoyerEndpointRuleKind:
 * @FOYER_ENDPOINT_RULE_TEXT: a text
 * @FOYER_ENDPOINT_RULE_BOOLEAN: true or false
 * @FOYER_ENDPOINT_RULE_POSITIVE: a whole number from 1
 * @FOYER_ENDPOINT_RULE_COUNT: a whole number from 0
 * @FOYER_ENDPOINT_RULE_CODE: one of a few words
 * @FOYER_ENDPOINT_RULE_DATE: a date, possibly partial
 * @FOYER_ENDPOINT_RULE_DATE_TIME: a date or a moment
 * @FOYER_ENDPOINT_RULE_INSTANT: a moment with seconds and zone
 * @FOYER_ENDPOINT_RULE_OBJECT: elements
 * @FOYER_ENDPOINT_RULE_LIST: a list of elements
 *
 * What an element has to be.
 */
typedef enum
{
  FOYER_ENDPOINT_RULE_TEXT,
  FOYER_ENDPOINT_RULE_BOOLEAN,
  FOYER_ENDPOINT_RULE_POSITIVE,
  FOYER_ENDPOINT_RULE_COUNT,
  FOYER_ENDPOINT_RULE_CODE,
  FOYER_ENDPOINT_RULE_DATE,
  FOYER_ENDPOINT_RULE_DATE_TIME,
  FOYER_ENDPOINT_RULE_INSTANT,
  FOYER_ENDPOINT_RULE_OBJECT,
  FOYER_ENDPOINT_RULE_LIST,
} FoyerEndpointRuleKind;

/**
 * FoyerEndpointRule:
 * @type: resource type; empty for all
 * @path: elements from the resource inwards, with dots
 * @kind: what the last of them is
 * @codes: (nullable): the words of a code, with blanks between them
 * @required: whether the last is needed where the one before it is
 *
 * What FHIR R4 says of an element.
 */
typedef struct
{
  const char           *type;
  const char           *path;
  FoyerEndpointRuleKind kind;
  const char           *codes;
  gboolean              required;
} FoyerEndpointRule;

const FoyerEndpointRule *foyer_endpoint_rules (guint *out_n_rules);

G_END_DECLS
