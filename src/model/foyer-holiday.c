/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-holiday.h"

static const FoyerField fields[] = {
  FOYER_FIELD_TEXT (FoyerHoliday, "date", date),
  FOYER_FIELD_TEXT (FoyerHoliday, "name", name),
};

FOYER_DEFINE_RECORD (FoyerHoliday, foyer_holiday, "holiday", fields)
