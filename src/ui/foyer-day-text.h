/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-schedule.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoyerDayIcon:
 * @size: its width and height, in pixels
 * @gap: what is free after it, in pixels
 * @index: its place in the text, in bytes; -1: there is none
 * @colour: its colour
 *
 * The icon of a state among the words.
 */
typedef struct
{
  int     size;
  int     gap;
  int     index;
  GdkRGBA colour;
} FoyerDayIcon;

/**
 * FoyerDayText:
 * @item: what to write about
 * @zone: of the clinic
 * @currency: ISO 4217 code in which the clinic counts
 * @status: (nullable): where a booking stands, in words
 * @now: seconds since 1970-01-01 UTC
 *
 * What the text of a block is made of.
 */
typedef struct
{
  FoyerScheduleItem *item;
  FoyerZone         *zone;
  const char        *currency;
  const char        *status;
  gint64             now;
} FoyerDayText;

char *foyer_day_text_dup_title (FoyerScheduleItem *item);
void  foyer_day_text_write (const FoyerDayText *self,
                            PangoLayout        *layout,
                            int                 n_lines,
                            FoyerDayIcon       *icon);

G_END_DECLS
