/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-referral-event.h"

static const FoyerField fields[] = {
  FOYER_FIELD_INTEGER (FoyerReferralEvent, "referral-id", referral_id),
  FOYER_FIELD_INTEGER (FoyerReferralEvent, "at", at),
  FOYER_FIELD_OPTIONAL (FoyerReferralEvent, "staff-id", staff_id),
  FOYER_FIELD_TEXT (FoyerReferralEvent, "from-state", from_state),
  FOYER_FIELD_TEXT (FoyerReferralEvent, "to-state", to_state),
  FOYER_FIELD_TEXT (FoyerReferralEvent, "reason", reason),
  FOYER_FIELD_TEXT (FoyerReferralEvent, "comment", comment),
};

FOYER_DEFINE_RECORD (FoyerReferralEvent, foyer_referral_event, "referral_event", fields)
