/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-referrer.h"

static const FoyerField fields[] = {
  FOYER_FIELD_OPTIONAL (FoyerReferrer, "practice-id", practice_id),
  FOYER_FIELD_TEXT (FoyerReferrer, "prefix", prefix),
  FOYER_FIELD_TEXT (FoyerReferrer, "family", family),
  FOYER_FIELD_TEXT (FoyerReferrer, "given", given),
  FOYER_FIELD_TEXT (FoyerReferrer, "credentials", credentials),
  FOYER_FIELD_TEXT (FoyerReferrer, "npi", npi),
  FOYER_FIELD_TEXT (FoyerReferrer, "phone", phone),
  FOYER_FIELD_TEXT (FoyerReferrer, "fax", fax),
  FOYER_FIELD_TEXT (FoyerReferrer, "email", email),
  FOYER_FIELD_TEXT (FoyerReferrer, "specialty", specialty),
  FOYER_FIELD_FLAG (FoyerReferrer, "is-pcp", is_pcp),
  FOYER_FIELD_FLAG (FoyerReferrer, "active", active),
};

FOYER_DEFINE_ACTIVE_RECORD (FoyerReferrer, foyer_referrer, "referrer", fields)
