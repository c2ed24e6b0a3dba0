/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "present/foyer-due.h"

#include "model/foyer-time.h"
#include "present/foyer-format.h"

#include <glib/gi18n-lib.h>

#define SOON_DAYS 3

/**
 * foyer_due_describe_target:
 * @date: (nullable): civil date YYYY-MM-DD by which something is to be done
 * @today: civil day
 * @out_tone: (out): how much it presses
 *
 * Returns: (transfer full) (nullable): the distance to @date in words, `NULL` without one
 */
char *
foyer_due_describe_target (const char *date, int today, FoyerDueTone *out_tone)
{
  int day;
  int n_days;

  *out_tone = FOYER_DUE_CALM;
  if (date == NULL || !foyer_day_parse (date, &day))
    return NULL;
  n_days = day - today;
  if (n_days < 0)
    {
      *out_tone = FOYER_DUE_OVER;
      /* Translators: how long ago a patient should have been seen. */
      return g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "%d day over", "%d days over", (gulong) -n_days),
          -n_days);
    }
  if (n_days <= SOON_DAYS)
    *out_tone = FOYER_DUE_SOON;
  if (n_days == 0)
    return g_strdup (C_ ("referral", "Due today"));
  if (n_days == 1)
    return g_strdup (C_ ("referral", "Due tomorrow"));

  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "Due in %d day", "Due in %d days", (gulong) n_days),
      n_days);
}

/**
 * foyer_due_describe_age:
 * @date: (nullable): civil date YYYY-MM-DD on which a letter came
 * @today: civil day
 *
 * Returns: (transfer full) (nullable): how long ago that was, `NULL` without a date
 */
char *
foyer_due_describe_age (const char *date, int today)
{
  int day;
  int n_days;

  if (date == NULL || !foyer_day_parse (date, &day))
    return NULL;
  n_days = today - day;
  if (n_days <= 0)
    return g_strdup (C_ ("referral", "Received today"));
  if (n_days == 1)
    return g_strdup (C_ ("referral", "Received yesterday"));

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Received %d day ago",
                                       "Received %d days ago", (gulong) n_days),
                          n_days);
}

/**
 * foyer_due_describe_referral:
 * @row: a referral
 * @today: civil day
 * @out_tone: (out): how much it presses
 *
 * Says what counts for a referral where it stands: its age until it is decided, then the
 * date to be seen by, and once it is over when it came.
 *
 * Returns: (transfer full): a few words, possibly none
 */
char *
foyer_due_describe_referral (FoyerReferralRow *row, int today, FoyerDueTone *out_tone)
{
  FoyerReferral *referral = row->referral;
  char          *words = NULL;
  int            day;

  *out_tone = FOYER_DUE_CALM;
  if (referral->state == FOYER_REFERRAL_STATE_EXPECTED)
    return g_strdup (C_ ("referral", "No letter yet"));

  if (foyer_referral_state_is_undecided (referral->state))
    {
      words = foyer_due_describe_age (referral->received_on, today);
      if (referral->red_flag && referral->received_on != NULL &&
          foyer_day_parse (referral->received_on, &day))
        *out_tone = day < today ? FOYER_DUE_OVER : FOYER_DUE_SOON;
    }
  else if (referral->state == FOYER_REFERRAL_STATE_ACCEPTED ||
           referral->state == FOYER_REFERRAL_STATE_CONTACTING)
    words = foyer_due_describe_target (referral->target_date, today, out_tone);
  else if (foyer_referral_state_is_open (referral->state))
    words = foyer_due_describe_age (referral->received_on, today);
  if (words == NULL)
    words = foyer_format_date (referral->received_on);

  return words;
}

/**
 * foyer_due_propose_target:
 * @clinic: the clinic with its rules
 * @urgency: how soon a patient should be seen
 * @received_on: (nullable): civil date on which the letter came
 * @today: civil day
 *
 * Returns: (transfer full): the civil date by which the clinic's rule wants the patient to
 *   be seen, which is not in the past
 */
char *
foyer_due_propose_target (FoyerClinic *clinic,
                          FoyerUrgency urgency,
                          const char  *received_on,
                          int          today)
{
  gint64 n_days = 0;
  int    received;

  if (received_on == NULL || !foyer_day_parse (received_on, &received))
    received = today;
  if (urgency == FOYER_URGENCY_ROUTINE)
    n_days = clinic->target_days_routine;
  else if (urgency != FOYER_URGENCY_STAT)
    n_days = clinic->target_days_urgent;

  return foyer_day_format (MAX (received + (int) n_days, today));
}
