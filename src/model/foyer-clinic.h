/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-record.h"

G_BEGIN_DECLS

/**
 * FoyerPaper:
 * @FOYER_PAPER_LETTER: US Letter, 8.5 × 11 in
 * @FOYER_PAPER_A4: ISO 216 A4, 210 × 297 mm
 *
 * A size of paper.
 */
typedef enum
{
  FOYER_PAPER_LETTER,
  FOYER_PAPER_A4,
} FoyerPaper;

#define FOYER_TYPE_PAPER (foyer_paper_get_type ())
GType foyer_paper_get_type (void);

/**
 * FoyerDepositOutcome:
 * @FOYER_DEPOSIT_OUTCOME_REFUND: goes back the way it came
 * @FOYER_DEPOSIT_OUTCOME_CREDIT: becomes credit of the patient; gift cards are restored
 * @FOYER_DEPOSIT_OUTCOME_FORFEIT: is kept by the clinic
 * @FOYER_DEPOSIT_OUTCOME_CARRY: stays with the booking
 *
 * What becomes of a deposit.
 */
typedef enum
{
  FOYER_DEPOSIT_OUTCOME_REFUND,
  FOYER_DEPOSIT_OUTCOME_CREDIT,
  FOYER_DEPOSIT_OUTCOME_FORFEIT,
  FOYER_DEPOSIT_OUTCOME_CARRY,
} FoyerDepositOutcome;

#define FOYER_TYPE_DEPOSIT_OUTCOME (foyer_deposit_outcome_get_type ())
GType foyer_deposit_outcome_get_type (void);

#define FOYER_TYPE_CLINIC (foyer_clinic_get_type ())
G_DECLARE_FINAL_TYPE (FoyerClinic, foyer_clinic, FOYER, CLINIC, FoyerRecord)

/**
 * FoyerClinic:
 *
 * The clinic and its rules: the one row of settings that every desk shares.
 *
 * Money is in minor units of @currency.  A deadline of 0 means that there is none.
 */
struct _FoyerClinic
{
  FoyerRecord parent_instance;

  char *name;     /* (owned) (nullable) as printed on everything */
  char *phone;    /* (owned) (nullable) as patients dial it */
  char *address;  /* (owned) (nullable) lines separated by newline */
  char *zone;     /* (owned) (nullable) IANA name, America/Los_Angeles */
  char *currency; /* (owned) (nullable) ISO 4217 code, USD */
  gint64
      new_after_years; /* a patient not seen for so many years is new again; 0: never */
  gint64 hold_minutes; /* how long a time is held while a deposit is found */
  gint64 lead_minutes; /* earliest bookable time from now */
  gint64 horizon_days; /* latest bookable day from today */
  gint64 cancel_cutoff_hours; /* later cancellations count as late; 0: no cutoff */
  FoyerDepositOutcome deposit_in_time; /* where a patient cancels before the cutoff */
  FoyerDepositOutcome deposit_late;    /* where a patient cancels after the cutoff */
  FoyerDepositOutcome deposit_no_show; /* where a patient does not come */
  gboolean till_required;     /* whether money is taken only while the till is open */
  gboolean till_second_count; /* whether another person counts before it is closed */
  gint64   gift_years;        /* a gift card lasts so many years; 0: it never expires */
  char    *gift_terms;        /* (owned) (nullable) stand on the voucher, in lines */
  gint64
      gift_offline_minor; /* how much of one gift card a desk may take unasked; 0: none */
  gint64 no_show_limit;   /* no-shows in 24 months after which the gate warns; 0: never */
  gint64
      urgent_release_hours; /* urgent-hold time opens for routine visits so many hours before */
  gint64 target_days_urgent;  /* an urgent referral should be seen within so many days */
  gint64 target_days_routine; /* a routine referral should be seen within so many days */
  FoyerPaper paper;           /* what letters and schedules are printed on */
};

FoyerClinic *foyer_clinic_new (void);

G_END_DECLS
