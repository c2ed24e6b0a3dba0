/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-till.h"

G_DEFINE_ENUM_TYPE (FoyerTillState,
                    foyer_till_state,
                    G_DEFINE_ENUM_VALUE (FOYER_TILL_STATE_OPEN, "open"),
                    G_DEFINE_ENUM_VALUE (FOYER_TILL_STATE_COUNTED, "counted"),
                    G_DEFINE_ENUM_VALUE (FOYER_TILL_STATE_CLOSED, "closed"))

static const FoyerField till_fields[] = {
  FOYER_FIELD_TEXT (FoyerTill, "drawer", drawer),
  FOYER_FIELD_ENUM (FoyerTill, "state", state, foyer_till_state_get_type),
  FOYER_FIELD_INTEGER (FoyerTill, "opened-at", opened_at),
  FOYER_FIELD_INTEGER (FoyerTill, "opened-by", opened_by),
  FOYER_FIELD_TEXT (FoyerTill, "currency", currency),
  FOYER_FIELD_INTEGER (FoyerTill, "float-minor", float_minor),
  FOYER_FIELD_INTEGER (FoyerTill, "expected-minor", expected_minor),
  FOYER_FIELD_INTEGER (FoyerTill, "counted-minor", counted_minor),
  FOYER_FIELD_TEXT (FoyerTill, "reason", reason),
  FOYER_FIELD_OPTIONAL (FoyerTill, "counted-at", counted_at),
  FOYER_FIELD_OPTIONAL (FoyerTill, "counted-by", counted_by),
  FOYER_FIELD_OPTIONAL (FoyerTill, "closed-at", closed_at),
  FOYER_FIELD_OPTIONAL (FoyerTill, "closed-by", closed_by),
};

FOYER_DEFINE_RECORD (FoyerTill, foyer_till, "till", till_fields)

static const FoyerField count_fields[] = {
  FOYER_FIELD_INTEGER (FoyerTillCount, "till-id", till_id),
  FOYER_FIELD_INTEGER (FoyerTillCount, "at", at),
  FOYER_FIELD_INTEGER (FoyerTillCount, "staff-id", staff_id),
  FOYER_FIELD_INTEGER (FoyerTillCount, "denomination-minor", denomination_minor),
  FOYER_FIELD_INTEGER (FoyerTillCount, "pieces", pieces),
};

FOYER_DEFINE_RECORD (FoyerTillCount, foyer_till_count, "till_count", count_fields)
