/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-conflict.h"

G_DEFINE_ENUM_TYPE (FoyerConflictKind,
                    foyer_conflict_kind,
                    G_DEFINE_ENUM_VALUE (FOYER_CONFLICT_KIND_FIELD, "field"),
                    G_DEFINE_ENUM_VALUE (FOYER_CONFLICT_KIND_STATUS, "status"),
                    G_DEFINE_ENUM_VALUE (FOYER_CONFLICT_KIND_GONE, "gone"),
                    G_DEFINE_ENUM_VALUE (FOYER_CONFLICT_KIND_DOUBLE_BOOKING,
                                         "double-booking"),
                    G_DEFINE_ENUM_VALUE (FOYER_CONFLICT_KIND_REFUSED, "refused"),
                    G_DEFINE_ENUM_VALUE (FOYER_CONFLICT_KIND_UNREADABLE, "unreadable"),
                    G_DEFINE_ENUM_VALUE (FOYER_CONFLICT_KIND_CARD_SPENT, "card-spent"))

G_DEFINE_ENUM_TYPE (FoyerResolution,
                    foyer_resolution,
                    G_DEFINE_ENUM_VALUE (FOYER_RESOLUTION_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (FOYER_RESOLUTION_OURS, "ours"),
                    G_DEFINE_ENUM_VALUE (FOYER_RESOLUTION_THEIRS, "theirs"),
                    G_DEFINE_ENUM_VALUE (FOYER_RESOLUTION_SETTLED, "settled"))

static const FoyerField fields[] = {
  FOYER_FIELD_ENUM (FoyerConflict, "kind", kind, foyer_conflict_kind_get_type),
  FOYER_FIELD_TEXT (FoyerConflict, "record-kind", record_kind),
  FOYER_FIELD_OPTIONAL (FoyerConflict, "record-id", record_id),
  FOYER_FIELD_TEXT (FoyerConflict, "resource", resource),
  FOYER_FIELD_TEXT (FoyerConflict, "unit", unit),
  FOYER_FIELD_TEXT (FoyerConflict, "base", base),
  FOYER_FIELD_TEXT (FoyerConflict, "mine", mine),
  FOYER_FIELD_TEXT (FoyerConflict, "theirs", theirs),
  FOYER_FIELD_TEXT (FoyerConflict, "differences", differences),
  FOYER_FIELD_TEXT (FoyerConflict, "detail", detail),
  FOYER_FIELD_TEXT (FoyerConflict, "other-uid", other_uid),
  FOYER_FIELD_INTEGER (FoyerConflict, "created-at", created_at),
  FOYER_FIELD_ENUM (FoyerConflict, "resolution", resolution, foyer_resolution_get_type),
  FOYER_FIELD_OPTIONAL (FoyerConflict, "resolved-at", resolved_at),
  FOYER_FIELD_OPTIONAL (FoyerConflict, "staff-id", staff_id),
  FOYER_FIELD_FLAG (FoyerConflict, "applied", applied),
};

FOYER_DEFINE_RECORD (FoyerConflict, foyer_conflict, "conflict", fields)
