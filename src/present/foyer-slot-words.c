/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "present/foyer-slot-words.h"

#include "present/foyer-format.h"

#include <glib/gi18n-lib.h>

/**
 * foyer_slot_words_reason:
 * @slot: a free time
 *
 * Returns: (transfer full): why it is offered where it is, in a few words
 */
char *
foyer_slot_words_reason (const FoyerSlot *slot)
{
  switch (slot->reason)
    {
    case FOYER_SLOT_REASON_EARLIEST:
      return g_strdup (C_ ("reason for a free time", "Earliest"));
    case FOYER_SLOT_REASON_NAMED_CLINICIAN:
      return g_strdup (C_ ("reason for a free time", "Clinician named by the referral"));
    case FOYER_SLOT_REASON_FILLS_GAP:
      return g_strdup (C_ ("reason for a free time", "Fills a gap"));
    case FOYER_SLOT_REASON_ON_TARGET:
      return g_strdup (C_ ("reason for a free time", "Within the target date"));
    case FOYER_SLOT_REASON_AFTER_TARGET:
      /* Translators: how many days a free time is after the date until which a referral asks for
       * a visit */
      return g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%d day after the target date",
                       "%d days after the target date", (gulong) slot->number),
          slot->number);
    case FOYER_SLOT_REASON_FREE:
    default:
      return g_strdup (C_ ("reason for a free time", "Free"));
    }
}

/**
 * foyer_slot_words_distance:
 * @slot: a free time
 * @zone: the clinic's zone
 * @target_date: civil date YYYY-MM-DD by which the patient is to be seen
 *
 * Returns: (transfer full) (nullable): how far @slot is before or after that date, `NULL`
 *   if it is none
 */
char *
foyer_slot_words_distance (const FoyerSlot *slot,
                           FoyerZone       *zone,
                           const char      *target_date)
{
  int target;
  int n_days;

  if (target_date == NULL || !foyer_day_parse (target_date, &target))
    return NULL;
  n_days = foyer_zone_get_day (zone, slot->start_at) - target;
  if (n_days == 0)
    return g_strdup (C_ ("reason for a free time", "On the target date"));
  if (n_days < 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d day before target",
                                         "%d days before target", (gulong) -n_days),
                            -n_days);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d day after target",
                                       "%d days after target", (gulong) n_days),
                          n_days);
}

/**
 * foyer_slot_words_time:
 * @slot: a free time
 * @zone: the clinic's zone
 * @today: civil day
 *
 * Returns: (transfer full): day and time, “Tue, Nov 24 · 9:00–9:30 AM”, with the year if it
 *   is not that of @today
 */
char *
foyer_slot_words_time (const FoyerSlot *slot, FoyerZone *zone, int today)
{
  g_autofree char *range = foyer_format_time_range (zone, slot->start_at, slot->end_at);
  g_autofree char *date = NULL;
  int              day = foyer_zone_get_day (zone, slot->start_at);
  int              year;
  int              this_year;
  int              month;
  int              day_of_month;

  foyer_day_to_ymd (day, &year, &month, &day_of_month);
  foyer_day_to_ymd (today, &this_year, &month, &day_of_month);
  date = year == this_year ? foyer_format_day_short (day) : foyer_format_day_long (day);

  return g_strdup_printf ("%s · %s", date, range);
}

/**
 * foyer_slot_words_rule:
 * @rule: what removed most of the times that were asked for
 *
 * Returns: (transfer none): why nothing is free, as a sentence that says what else to try
 */
const char *
foyer_slot_words_rule (FoyerSlotRule rule)
{
  switch (rule)
    {
    case FOYER_SLOT_RULE_HOURS:
      return _ (
          "Nobody who offers this works then. Try other days or another clinician.");
    case FOYER_SLOT_RULE_WEEKDAY:
      return _ ("Nothing is free on these weekdays. Try others.");
    case FOYER_SLOT_RULE_TIME_OF_DAY:
      return _ ("Nothing is free at this time of the day. Try other hours.");
    case FOYER_SLOT_RULE_LEAD_TIME:
      return _ ("These times are too soon to be booked. Try a later day.");
    case FOYER_SLOT_RULE_HORIZON:
      return _ ("These times are too far ahead to be booked. Try an earlier day.");
    case FOYER_SLOT_RULE_REFERRAL:
      return _ ("The referral is not valid then. Try days on which it is, or ask for a "
                "new one.");
    case FOYER_SLOT_RULE_HOLIDAY:
      return _ ("The clinic is closed on these days. Try others.");
    case FOYER_SLOT_RULE_ABSENCE:
      return _ ("The clinician is away then. Try a later day or another clinician.");
    case FOYER_SLOT_RULE_CATEGORY:
      return _ (
          "The time that is free is kept for other kinds of visits. Try a later day.");
    case FOYER_SLOT_RULE_LENGTH:
      return _ ("No free time is long enough for this visit. Try a later day.");
    case FOYER_SLOT_RULE_DAILY_LIMIT:
      return _ ("Enough visits of this kind are planned on these days. Try others.");
    case FOYER_SLOT_RULE_CLINICIAN:
      return _ ("All these times are booked. Try a later day or another clinician.");
    case FOYER_SLOT_RULE_PATIENT:
      return _ ("The patient has other visits at these times. Try another day.");
    case FOYER_SLOT_RULE_ROOM:
      return _ ("No room is free at these times. Try another day.");
    case FOYER_SLOT_RULE_NONE:
    default:
      return _ ("No time was found. Try other days or another clinician.");
    }
}
