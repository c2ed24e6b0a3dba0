/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fhir/foyer-fhir-reader.h"
#include "fhir/foyer-fhir-resource.h"

G_BEGIN_DECLS

/* valueMoney: all that was ever put on a gift card. */
#define FOYER_FHIR_CARD_STORED FOYER_FHIR_EXTENSION ("stored-value")
/* valueMoney: what is left on it. */
#define FOYER_FHIR_CARD_REMAINING FOYER_FHIR_EXTENSION ("remaining-value")
/* One thing that was put on it or taken from it. */
#define FOYER_FHIR_CARD_MOVE FOYER_FHIR_EXTENSION ("card-move")

/**
 * FoyerFhirCardBalance:
 * @currency: ISO 4217
 * @stored_minor: all that was ever put on the card
 * @remaining_minor: what is left on it
 * @ops: (element-type utf8): names of the movements that are counted in
 *
 * What is on a gift card at the endpoint: what its Account carries that all desks change by
 * PUT with If-Match only.
 */
typedef struct
{
  char       *currency; /* (owned) */
  gint64      stored_minor;
  gint64      remaining_minor;
  GHashTable *ops; /* (owned) */
} FoyerFhirCardBalance;

void foyer_fhir_card_balance_clear (FoyerFhirCardBalance *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoyerFhirCardBalance, foyer_fhir_card_balance_clear)

void foyer_fhir_card_begin (json_t *json, const char *currency);
gboolean
foyer_fhir_card_read (const json_t *json, FoyerFhirCardBalance *out, GError **error);
gboolean foyer_fhir_card_add (json_t               *json,
                              FoyerFhirCardBalance *balance,
                              const char           *op,
                              gint64                amount_minor);
gboolean
foyer_fhir_card_remove (json_t *json, FoyerFhirCardBalance *balance, const char *op);

G_END_DECLS
