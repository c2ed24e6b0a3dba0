/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-clinician.h"

static const FoyerField fields[] = {
  FOYER_FIELD_TEXT (FoyerClinician, "prefix", prefix),
  FOYER_FIELD_TEXT (FoyerClinician, "family", family),
  FOYER_FIELD_TEXT (FoyerClinician, "given", given),
  FOYER_FIELD_TEXT (FoyerClinician, "credentials", credentials),
  FOYER_FIELD_TEXT (FoyerClinician, "npi", npi),
  FOYER_FIELD_TEXT (FoyerClinician, "specialty", specialty),
  FOYER_FIELD_TEXT (FoyerClinician, "colour", colour),
  FOYER_FIELD_INTEGER (FoyerClinician, "overlap-limit", overlap_limit),
  FOYER_FIELD_INTEGER (FoyerClinician, "position", position),
  FOYER_FIELD_FLAG (FoyerClinician, "active", active),
};

FOYER_DEFINE_ACTIVE_RECORD (FoyerClinician, foyer_clinician, "clinician", fields)
