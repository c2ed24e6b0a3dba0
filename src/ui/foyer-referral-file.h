/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-practice.h"
#include "model/foyer-referrer.h"
#include "present/foyer-session.h"
#include "store/foyer-referrals.h"
#include "ui/foyer-fact-grid.h"

G_BEGIN_DECLS

/**
 * FoyerReferralFile:
 * @row: (owned): the referral
 * @referrer: (owned) (nullable): who referred
 * @practice: (owned) (nullable): where they work
 * @events: (owned) (element-type FoyerReferralEvent): its history
 * @documents: (owned) (element-type FoyerDocument): what is attached
 * @staff: (owned) (element-type FoyerUser): who may have acted
 *
 * All that a detail shows of a referral, read in one go.
 */
typedef struct
{
  FoyerReferralRow *row;
  FoyerReferrer    *referrer;
  FoyerPractice    *practice;
  GPtrArray        *events;
  GPtrArray        *documents;
  GPtrArray        *staff;
} FoyerReferralFile;

FoyerReferralFile *foyer_referral_file_read (FoyerDb *db, gint64 id, GError **error);
void               foyer_referral_file_free (FoyerReferralFile *self);
void               foyer_referral_file_show_request (FoyerReferralFile *self,
                                                     FoyerSession      *session,
                                                     FoyerFactGrid     *grid);
void foyer_referral_file_show_referrer (FoyerReferralFile *self, FoyerFactGrid *grid);
void foyer_referral_file_show_plan (FoyerReferralFile *self,
                                    FoyerSession      *session,
                                    FoyerFactGrid     *grid);
void foyer_referral_file_show_history (FoyerReferralFile *self,
                                       FoyerSession      *session,
                                       FoyerFactGrid     *grid);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerReferralFile, foyer_referral_file_free)

G_END_DECLS
