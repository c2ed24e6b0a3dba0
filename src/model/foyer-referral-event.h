/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-record.h"

G_BEGIN_DECLS

#define FOYER_TYPE_REFERRAL_EVENT (foyer_referral_event_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerReferralEvent, foyer_referral_event, FOYER, REFERRAL_EVENT, FoyerRecord)

/**
 * FoyerReferralEvent:
 *
 * One step in the life of a referral; never changed or deleted.
 */
struct _FoyerReferralEvent
{
  FoyerRecord parent_instance;

  gint64 referral_id;
  gint64 at; /* seconds since 1970-01-01 UTC */
  gint64 staff_id;
  char  *from_state; /* (owned) (nullable) nick; NULL for the first */
  char  *to_state;   /* (owned) (nullable) nick */
  char  *reason;     /* (owned) (nullable) */
  char  *comment;    /* (owned) (nullable) */
};

FoyerReferralEvent *foyer_referral_event_new (void);

G_END_DECLS
