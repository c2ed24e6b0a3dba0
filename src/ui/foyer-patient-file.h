/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-clinician.h"
#include "model/foyer-practice.h"
#include "model/foyer-referrer.h"
#include "present/foyer-session.h"
#include "store/foyer-patients.h"

G_BEGIN_DECLS

/**
 * FoyerPatientFile:
 *
 * Everything about one patient, read in one go.
 */
typedef struct
{
  gint64          id;
  FoyerPatient   *patient;   /* (owned) */
  FoyerClinician *clinician; /* (owned) (nullable) usual one */
  FoyerReferrer  *pcp;       /* (owned) (nullable) */
  FoyerPractice  *practice;  /* (owned) (nullable) of @pcp */
  GPtrArray      *referrals; /* (owned) of FoyerReferralRow */
  GPtrArray      *bookings;  /* (owned) of FoyerBookingRow */
  GPtrArray      *ledger;    /* (owned) of FoyerLedgerEntry */
  GHashTable *at_risk; /* (owned) what is at risk of gift cards, by uid of the entry */
  gint64      credit_minor;
  GPtrArray  *calls;    /* (owned) of FoyerCommunication */
  GPtrArray  *staff;    /* (owned) of FoyerUser, who was in contact */
  GPtrArray  *handouts; /* (owned) of FoyerHandout, newest first */
  GPtrArray  *articles; /* (owned) of FoyerArticle, that of each of @handouts */
  GPtrArray  *audit;    /* (owned) of FoyerAuditEntry, newest first */
} FoyerPatientFile;

void     foyer_patient_file_free (FoyerPatientFile *file);
gpointer foyer_patient_file_load (FoyerDb *db, gpointer file, GError **error);

gboolean   foyer_patient_file_is_new (FoyerPatientFile *file, FoyerSession *session);
GPtrArray *foyer_patient_file_list_overview (FoyerPatientFile *file,
                                             FoyerSession     *session);
GPtrArray *foyer_patient_file_list_referrals (FoyerPatientFile *file,
                                              FoyerSession     *session);
GPtrArray *foyer_patient_file_list_bookings (FoyerPatientFile *file,
                                             FoyerSession     *session);
GPtrArray *foyer_patient_file_list_payments (FoyerPatientFile *file,
                                             FoyerSession     *session);
GPtrArray *foyer_patient_file_list_handouts (FoyerPatientFile *file,
                                             FoyerSession     *session);
GPtrArray *foyer_patient_file_list_history (FoyerPatientFile *file,
                                            FoyerSession     *session);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerPatientFile, foyer_patient_file_free)

G_END_DECLS
