/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-working-hours.h"

G_DEFINE_ENUM_TYPE (FoyerHoursKind,
                    foyer_hours_kind,
                    G_DEFINE_ENUM_VALUE (FOYER_HOURS_KIND_WORK, "work"),
                    G_DEFINE_ENUM_VALUE (FOYER_HOURS_KIND_BREAK, "break"))

static const FoyerField fields[] = {
  FOYER_FIELD_INTEGER (FoyerWorkingHours, "clinician-id", clinician_id),
  FOYER_FIELD_INTEGER (FoyerWorkingHours, "weekday", weekday),
  FOYER_FIELD_INTEGER (FoyerWorkingHours, "start-minute", start_minute),
  FOYER_FIELD_INTEGER (FoyerWorkingHours, "end-minute", end_minute),
  FOYER_FIELD_ENUM (FoyerWorkingHours, "kind", kind, foyer_hours_kind_get_type),
  FOYER_FIELD_TEXT (FoyerWorkingHours, "only-category", only_category),
  FOYER_FIELD_OPTIONAL (FoyerWorkingHours, "room-id", room_id),
  FOYER_FIELD_TEXT (FoyerWorkingHours, "valid-from", valid_from),
  FOYER_FIELD_TEXT (FoyerWorkingHours, "valid-to", valid_to),
};

FOYER_DEFINE_RECORD (FoyerWorkingHours, foyer_working_hours, "working_hours", fields)
