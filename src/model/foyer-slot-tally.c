/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-slot-tally.h"

G_DEFINE_ENUM_TYPE (FoyerSlotRule,
                    foyer_slot_rule,
                    G_DEFINE_ENUM_VALUE (FOYER_SLOT_RULE_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (FOYER_SLOT_RULE_HOURS, "hours"),
                    G_DEFINE_ENUM_VALUE (FOYER_SLOT_RULE_WEEKDAY, "weekday"),
                    G_DEFINE_ENUM_VALUE (FOYER_SLOT_RULE_TIME_OF_DAY, "time-of-day"),
                    G_DEFINE_ENUM_VALUE (FOYER_SLOT_RULE_LEAD_TIME, "lead-time"),
                    G_DEFINE_ENUM_VALUE (FOYER_SLOT_RULE_HORIZON, "horizon"),
                    G_DEFINE_ENUM_VALUE (FOYER_SLOT_RULE_REFERRAL, "referral"),
                    G_DEFINE_ENUM_VALUE (FOYER_SLOT_RULE_HOLIDAY, "holiday"),
                    G_DEFINE_ENUM_VALUE (FOYER_SLOT_RULE_ABSENCE, "absence"),
                    G_DEFINE_ENUM_VALUE (FOYER_SLOT_RULE_CATEGORY, "category"),
                    G_DEFINE_ENUM_VALUE (FOYER_SLOT_RULE_LENGTH, "length"),
                    G_DEFINE_ENUM_VALUE (FOYER_SLOT_RULE_DAILY_LIMIT, "daily-limit"),
                    G_DEFINE_ENUM_VALUE (FOYER_SLOT_RULE_CLINICIAN, "clinician"),
                    G_DEFINE_ENUM_VALUE (FOYER_SLOT_RULE_PATIENT, "patient"),
                    G_DEFINE_ENUM_VALUE (FOYER_SLOT_RULE_ROOM, "room"))

/**
 * foyer_slot_tally_conclude:
 * @tally: how many times each rule removed
 *
 * Finds the rule that removed most of the times that were asked for.  What was asked for
 * itself, the weekdays and the time of the day, counts only if nothing was left of it.
 */
void
foyer_slot_tally_conclude (FoyerSlotTally *tally)
{
  static const struct
  {
    FoyerSlotRule first, last;
  } ranges[] = {
    { FOYER_SLOT_RULE_LEAD_TIME, FOYER_SLOT_RULE_ROOM },
    { FOYER_SLOT_RULE_WEEKDAY, FOYER_SLOT_RULE_TIME_OF_DAY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      FoyerSlotRule main_rule = ranges[i].first;

      for (FoyerSlotRule rule = ranges[i].first; rule <= ranges[i].last; rule++)
        if (tally->n_removed[rule] > tally->n_removed[main_rule])
          main_rule = rule;

      if (tally->n_removed[main_rule] > 0)
        {
          tally->rule = main_rule;
          return;
        }
    }

  tally->rule = FOYER_SLOT_RULE_HOURS;
}
