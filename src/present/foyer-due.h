/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-clinic.h"
#include "store/foyer-referrals.h"

G_BEGIN_DECLS

/**
 * FoyerDueTone:
 * @FOYER_DUE_CALM: there is time
 * @FOYER_DUE_SOON: today, or within three days
 * @FOYER_DUE_OVER: the day has passed
 *
 * How much a due date presses.
 */
typedef enum
{
  FOYER_DUE_CALM,
  FOYER_DUE_SOON,
  FOYER_DUE_OVER,
} FoyerDueTone;

char *foyer_due_describe_target (const char *date, int today, FoyerDueTone *out_tone);
char *foyer_due_describe_age (const char *date, int today);
char *
foyer_due_describe_referral (FoyerReferralRow *row, int today, FoyerDueTone *out_tone);
char *foyer_due_propose_target (FoyerClinic *clinic,
                                FoyerUrgency urgency,
                                const char  *received_on,
                                int          today);

G_END_DECLS
