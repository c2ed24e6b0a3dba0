/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FoyerDateOrder:
 * @FOYER_DATE_ORDER_MDY: 3/12/1984 is in March
 * @FOYER_DATE_ORDER_DMY: 3/12/1984 is in December
 * @FOYER_DATE_ORDER_YMD: 1984/3/12
 *
 * In which order the locale writes dates.
 */
typedef enum
{
  FOYER_DATE_ORDER_MDY,
  FOYER_DATE_ORDER_DMY,
  FOYER_DATE_ORDER_YMD,
} FoyerDateOrder;

/**
 * FoyerTypedDate:
 * @year: 1 to 9999, 0 if not typed
 * @month: 1 to 12, 0 if not typed
 * @day: 1 to 31, 0 if not typed
 *
 * A date as far as it was typed.
 */
typedef struct
{
  int year;
  int month;
  int day;
} FoyerTypedDate;

/**
 * FOYER_TYPED_DATE_MAX:
 *
 * How many readings a typed date has at most.
 */
#define FOYER_TYPED_DATE_MAX 6

guint foyer_typed_date_parse (const char    *text,
                              FoyerDateOrder order,
                              FoyerTypedDate readings[FOYER_TYPED_DATE_MAX]);
char *foyer_typed_date_to_fhir (const char *text, FoyerDateOrder order, int this_year);

G_END_DECLS
