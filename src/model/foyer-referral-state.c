/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-referral-state.h"

G_DEFINE_ENUM_TYPE (FoyerReferralState,
                    foyer_referral_state,
                    G_DEFINE_ENUM_VALUE (FOYER_REFERRAL_STATE_EXPECTED, "expected"),
                    G_DEFINE_ENUM_VALUE (FOYER_REFERRAL_STATE_RECEIVED, "received"),
                    G_DEFINE_ENUM_VALUE (FOYER_REFERRAL_STATE_INCOMPLETE, "incomplete"),
                    G_DEFINE_ENUM_VALUE (FOYER_REFERRAL_STATE_TRIAGE, "triage"),
                    G_DEFINE_ENUM_VALUE (FOYER_REFERRAL_STATE_ACCEPTED, "accepted"),
                    G_DEFINE_ENUM_VALUE (FOYER_REFERRAL_STATE_CONTACTING, "contacting"),
                    G_DEFINE_ENUM_VALUE (FOYER_REFERRAL_STATE_BOOKED, "booked"),
                    G_DEFINE_ENUM_VALUE (FOYER_REFERRAL_STATE_ATTENDED, "attended"),
                    G_DEFINE_ENUM_VALUE (FOYER_REFERRAL_STATE_CLOSED, "closed"),
                    G_DEFINE_ENUM_VALUE (FOYER_REFERRAL_STATE_DECLINED, "declined"),
                    G_DEFINE_ENUM_VALUE (FOYER_REFERRAL_STATE_WITHDRAWN, "withdrawn"),
                    G_DEFINE_ENUM_VALUE (FOYER_REFERRAL_STATE_UNREACHABLE, "unreachable"),
                    G_DEFINE_ENUM_VALUE (FOYER_REFERRAL_STATE_EXPIRED, "expired"),
                    G_DEFINE_ENUM_VALUE (FOYER_REFERRAL_STATE_ENTERED_IN_ERROR,
                                         "entered-in-error"))
