/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-user.h"

static const FoyerField fields[] = {
  FOYER_FIELD_TEXT (FoyerUser, "name", name),
  FOYER_FIELD_ENUM (FoyerUser, "role", role, foyer_role_get_type),
  FOYER_FIELD_OPTIONAL (FoyerUser, "clinician-id", clinician_id),
  FOYER_FIELD_FLAG (FoyerUser, "active", active),
};

FOYER_DEFINE_ACTIVE_RECORD (FoyerUser, foyer_user, "staff", fields)
