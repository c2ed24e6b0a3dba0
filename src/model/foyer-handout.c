/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-handout.h"

G_DEFINE_ENUM_TYPE (FoyerHandoutState,
                    foyer_handout_state,
                    G_DEFINE_ENUM_VALUE (FOYER_HANDOUT_STATE_QUEUED, "queued"),
                    G_DEFINE_ENUM_VALUE (FOYER_HANDOUT_STATE_GIVEN, "given"),
                    G_DEFINE_ENUM_VALUE (FOYER_HANDOUT_STATE_DROPPED, "dropped"))

static const FoyerField fields[] = {
  FOYER_FIELD_INTEGER (FoyerHandout, "patient-id", patient_id),
  FOYER_FIELD_OPTIONAL (FoyerHandout, "booking-id", booking_id),
  FOYER_FIELD_INTEGER (FoyerHandout, "article-id", article_id),
  FOYER_FIELD_ENUM (FoyerHandout, "state", state, foyer_handout_state_get_type),
  FOYER_FIELD_FLAG (FoyerHandout, "large-print", large_print),
  FOYER_FIELD_INTEGER (FoyerHandout, "at", at),
  FOYER_FIELD_OPTIONAL (FoyerHandout, "staff-id", staff_id),
  FOYER_FIELD_OPTIONAL (FoyerHandout, "ended-at", ended_at),
  FOYER_FIELD_OPTIONAL (FoyerHandout, "ended-by", ended_by),
  FOYER_FIELD_TEXT (FoyerHandout, "note", note),
};

FOYER_DEFINE_RECORD (FoyerHandout, foyer_handout, "handout", fields)
