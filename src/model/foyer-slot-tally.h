/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * FoyerSlotRule:
 * @FOYER_SLOT_RULE_NONE: none: there are free times
 * @FOYER_SLOT_RULE_HOURS: nobody who may do it works then
 * @FOYER_SLOT_RULE_WEEKDAY: not on a wanted weekday
 * @FOYER_SLOT_RULE_TIME_OF_DAY: not at a wanted time of the day
 * @FOYER_SLOT_RULE_LEAD_TIME: too soon
 * @FOYER_SLOT_RULE_HORIZON: too far ahead
 * @FOYER_SLOT_RULE_REFERRAL: outside the validity of the referral
 * @FOYER_SLOT_RULE_HOLIDAY: the clinic is closed
 * @FOYER_SLOT_RULE_ABSENCE: the clinician is away
 * @FOYER_SLOT_RULE_CATEGORY: kept for other kinds of visits
 * @FOYER_SLOT_RULE_LENGTH: the visit would run into a break, an absence or the end
 * @FOYER_SLOT_RULE_DAILY_LIMIT: the clinician has as many of these visits as they may
 * @FOYER_SLOT_RULE_CLINICIAN: taken by other visits
 * @FOYER_SLOT_RULE_PATIENT: the patient is elsewhere
 * @FOYER_SLOT_RULE_ROOM: no room is free
 *
 * What a time is not offered for; of several the first.
 */
typedef enum
{
  FOYER_SLOT_RULE_NONE,
  FOYER_SLOT_RULE_HOURS,
  FOYER_SLOT_RULE_WEEKDAY,
  FOYER_SLOT_RULE_TIME_OF_DAY,
  FOYER_SLOT_RULE_LEAD_TIME,
  FOYER_SLOT_RULE_HORIZON,
  FOYER_SLOT_RULE_REFERRAL,
  FOYER_SLOT_RULE_HOLIDAY,
  FOYER_SLOT_RULE_ABSENCE,
  FOYER_SLOT_RULE_CATEGORY,
  FOYER_SLOT_RULE_LENGTH,
  FOYER_SLOT_RULE_DAILY_LIMIT,
  FOYER_SLOT_RULE_CLINICIAN,
  FOYER_SLOT_RULE_PATIENT,
  FOYER_SLOT_RULE_ROOM,
} FoyerSlotRule;

#define FOYER_N_SLOT_RULES (FOYER_SLOT_RULE_ROOM + 1)
#define FOYER_TYPE_SLOT_RULE (foyer_slot_rule_get_type ())
GType foyer_slot_rule_get_type (void);

/**
 * FoyerSlotTally:
 * @rule: if nothing is free, what removed most of the times that were asked for
 * @n_removed: how many times each rule removed from those looked at
 *
 * Why times are not free.
 */
typedef struct
{
  FoyerSlotRule rule;
  guint         n_removed[FOYER_N_SLOT_RULES];
} FoyerSlotTally;

void foyer_slot_tally_conclude (FoyerSlotTally *tally);

G_END_DECLS
