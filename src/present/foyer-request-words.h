/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-clinic.h"
#include "model/foyer-communication.h"
#include "model/foyer-duplicate.h"
#include "model/foyer-request.h"
#include "model/foyer-service.h"
#include "model/foyer-time.h"
#include "store/foyer-referrals.h"

G_BEGIN_DECLS

/* Translated words about what patients ask for.  Those that return `const char *` are
 * static. */

const char *foyer_words_request_state (FoyerRequestState state, gboolean is_open);
const char *foyer_words_request_state_icon (FoyerRequestState state, gboolean is_open);
const char *foyer_words_request_state_class (FoyerRequestState state, gboolean is_open);
const char *foyer_words_request_category (FoyerRequestCategory value);
const char *foyer_words_answer (FoyerAnswer value);
const char *foyer_words_medium (FoyerMedium value);
const char *foyer_words_medium_icon (FoyerMedium value);
const char *foyer_words_contact_outcome_class (FoyerContactOutcome value);
const char *foyer_words_contact_outcome (FoyerContactOutcome value);

char *foyer_request_words_when (FoyerZone *zone, gint64 at, gint64 now);
char *foyer_request_words_came (FoyerRequest *request, FoyerZone *zone, gint64 now);
char *foyer_request_words_person (FoyerRequest *request, int today);
char *foyer_request_words_wishes (FoyerRequest *request);
char *foyer_request_words_agreement (FoyerAgreement agreement);
char *foyer_request_words_referral (FoyerReferralRow *row);
char *foyer_request_words_deposit (FoyerService *service, const char *currency);
char *foyer_request_words_ask (FoyerRequest *request, FoyerClinic *clinic);

G_END_DECLS
