/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-clinic.h"

G_DEFINE_ENUM_TYPE (FoyerPaper,
                    foyer_paper,
                    G_DEFINE_ENUM_VALUE (FOYER_PAPER_LETTER, "letter"),
                    G_DEFINE_ENUM_VALUE (FOYER_PAPER_A4, "a4"))

G_DEFINE_ENUM_TYPE (FoyerDepositOutcome,
                    foyer_deposit_outcome,
                    G_DEFINE_ENUM_VALUE (FOYER_DEPOSIT_OUTCOME_REFUND, "refund"),
                    G_DEFINE_ENUM_VALUE (FOYER_DEPOSIT_OUTCOME_CREDIT, "credit"),
                    G_DEFINE_ENUM_VALUE (FOYER_DEPOSIT_OUTCOME_FORFEIT, "forfeit"),
                    G_DEFINE_ENUM_VALUE (FOYER_DEPOSIT_OUTCOME_CARRY, "carry"))

static const FoyerField fields[] = {
  FOYER_FIELD_TEXT (FoyerClinic, "name", name),
  FOYER_FIELD_TEXT (FoyerClinic, "phone", phone),
  FOYER_FIELD_TEXT (FoyerClinic, "address", address),
  FOYER_FIELD_TEXT (FoyerClinic, "zone", zone),
  FOYER_FIELD_TEXT (FoyerClinic, "currency", currency),
  FOYER_FIELD_INTEGER (FoyerClinic, "new-after-years", new_after_years),
  FOYER_FIELD_INTEGER (FoyerClinic, "hold-minutes", hold_minutes),
  FOYER_FIELD_INTEGER (FoyerClinic, "lead-minutes", lead_minutes),
  FOYER_FIELD_INTEGER (FoyerClinic, "horizon-days", horizon_days),
  FOYER_FIELD_INTEGER (FoyerClinic, "cancel-cutoff-hours", cancel_cutoff_hours),
  FOYER_FIELD_ENUM (
      FoyerClinic, "deposit-in-time", deposit_in_time, foyer_deposit_outcome_get_type),
  FOYER_FIELD_ENUM (
      FoyerClinic, "deposit-late", deposit_late, foyer_deposit_outcome_get_type),
  FOYER_FIELD_ENUM (
      FoyerClinic, "deposit-no-show", deposit_no_show, foyer_deposit_outcome_get_type),
  FOYER_FIELD_FLAG (FoyerClinic, "till-required", till_required),
  FOYER_FIELD_FLAG (FoyerClinic, "till-second-count", till_second_count),
  FOYER_FIELD_INTEGER (FoyerClinic, "gift-years", gift_years),
  FOYER_FIELD_TEXT (FoyerClinic, "gift-terms", gift_terms),
  FOYER_FIELD_INTEGER (FoyerClinic, "gift-offline-minor", gift_offline_minor),
  FOYER_FIELD_INTEGER (FoyerClinic, "no-show-limit", no_show_limit),
  FOYER_FIELD_INTEGER (FoyerClinic, "urgent-release-hours", urgent_release_hours),
  FOYER_FIELD_INTEGER (FoyerClinic, "target-days-urgent", target_days_urgent),
  FOYER_FIELD_INTEGER (FoyerClinic, "target-days-routine", target_days_routine),
  FOYER_FIELD_ENUM (FoyerClinic, "paper", paper, foyer_paper_get_type),
};

FOYER_DEFINE_RECORD (FoyerClinic, foyer_clinic, "clinic", fields)
