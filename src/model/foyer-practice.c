/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-practice.h"

static const FoyerField fields[] = {
  FOYER_FIELD_TEXT (FoyerPractice, "name", name),
  FOYER_FIELD_TEXT (FoyerPractice, "phone", phone),
  FOYER_FIELD_TEXT (FoyerPractice, "fax", fax),
  FOYER_FIELD_TEXT (FoyerPractice, "address", address),
  FOYER_FIELD_TEXT (FoyerPractice, "npi", npi),
  FOYER_FIELD_FLAG (FoyerPractice, "active", active),
};

FOYER_DEFINE_ACTIVE_RECORD (FoyerPractice, foyer_practice, "practice", fields)
