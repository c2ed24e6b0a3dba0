/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-record.h"

G_BEGIN_DECLS

#define FOYER_TYPE_HOLIDAY (foyer_holiday_get_type ())
G_DECLARE_FINAL_TYPE (FoyerHoliday, foyer_holiday, FOYER, HOLIDAY, FoyerRecord)

/**
 * FoyerHoliday:
 *
 * A civil date on which the clinic is closed.
 */
struct _FoyerHoliday
{
  FoyerRecord parent_instance;

  char *date; /* (owned) (nullable) YYYY-MM-DD */
  char *name; /* (owned) (nullable) as people call it */
};

FoyerHoliday *foyer_holiday_new (void);

G_END_DECLS
