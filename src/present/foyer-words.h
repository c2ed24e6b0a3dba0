/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-booking.h"
#include "model/foyer-gate.h"
#include "model/foyer-ledger-entry.h"
#include "model/foyer-patient.h"
#include "model/foyer-permission.h"
#include "model/foyer-referral.h"
#include "model/foyer-service.h"
#include "model/foyer-time.h"

G_BEGIN_DECLS

/* Translated words for what the model names.  Those that return `const char *` are static. */

const char *foyer_words_booking_state (FoyerBookingState value);
const char *foyer_words_booking_state_icon (FoyerBookingState state);
const char *foyer_words_booking_state_class (FoyerBookingState state);
const char *foyer_words_booking_step (FoyerBookingState value);
const char *foyer_words_referral_state (FoyerReferralState value);
const char *foyer_words_referral_list (FoyerReferralState value);
const char *foyer_words_referral_state_icon (FoyerReferralState state);
const char *foyer_words_urgency (FoyerUrgency value);
const char *foyer_words_source (FoyerReferralSource value);
const char *foyer_words_decline_reason (FoyerDeclineReason value);
const char *foyer_words_cancel_reason (FoyerCancelReason value);
const char *foyer_words_channel (FoyerChannel value);
const char *foyer_words_gender (FoyerGender value);
const char *foyer_words_phone_kind (FoyerPhoneKind value);
const char *foyer_words_name_kind (FoyerNameKind value);
const char *foyer_words_contact_kind (FoyerContactKind value);
const char *foyer_words_category (FoyerServiceCategory value);
const char *foyer_words_referral_rule (FoyerReferralRule value);
const char *foyer_words_role (FoyerRole value);
const char *foyer_words_action (FoyerAction value);
const char *foyer_words_tender (FoyerTender value);
const char *foyer_words_ledger_kind (FoyerLedgerKind value);

/* The booking gate: what is checked, what is wrong in a sentence, what cures it. */
const char *foyer_words_gate_rule (FoyerGateRule rule);
char *foyer_words_gate (const FoyerGateItem *item, FoyerZone *zone, const char *currency);
const char *foyer_words_gate_cure (FoyerGateCure cure);

/* Why a call of the store failed, as sentences: what happened, what was kept, what to do. */
char *foyer_words_error (const GError *error);
/* What is wrong with the field that it refused, to show beside it. */
const char *foyer_words_problem (const GError *error);

G_END_DECLS
