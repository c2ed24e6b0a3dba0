/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-identifier.h"

static const FoyerField fields[] = {
  FOYER_FIELD_TEXT (FoyerIdentifier, "owner-kind", owner_kind),
  FOYER_FIELD_INTEGER (FoyerIdentifier, "owner-id", owner_id),
  FOYER_FIELD_TEXT (FoyerIdentifier, "system", system),
  FOYER_FIELD_TEXT (FoyerIdentifier, "value", value),
};

FOYER_DEFINE_RECORD (FoyerIdentifier, foyer_identifier, "identifier", fields)
