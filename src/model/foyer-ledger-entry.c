/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-ledger-entry.h"

G_DEFINE_ENUM_TYPE (FoyerLedgerKind,
                    foyer_ledger_kind,
                    G_DEFINE_ENUM_VALUE (FOYER_LEDGER_KIND_CHARGE, "charge"),
                    G_DEFINE_ENUM_VALUE (FOYER_LEDGER_KIND_PAYMENT, "payment"),
                    G_DEFINE_ENUM_VALUE (FOYER_LEDGER_KIND_REFUND, "refund"),
                    G_DEFINE_ENUM_VALUE (FOYER_LEDGER_KIND_WAIVER, "waiver"),
                    G_DEFINE_ENUM_VALUE (FOYER_LEDGER_KIND_FORFEIT, "forfeit"),
                    G_DEFINE_ENUM_VALUE (FOYER_LEDGER_KIND_TRANSFER, "transfer"),
                    G_DEFINE_ENUM_VALUE (FOYER_LEDGER_KIND_CORRECTION, "correction"),
                    G_DEFINE_ENUM_VALUE (FOYER_LEDGER_KIND_GIFT_ISSUE, "gift-issue"),
                    G_DEFINE_ENUM_VALUE (FOYER_LEDGER_KIND_GIFT_REDEEM, "gift-redeem"),
                    G_DEFINE_ENUM_VALUE (FOYER_LEDGER_KIND_GIFT_RESTORE, "gift-restore"))

G_DEFINE_ENUM_TYPE (FoyerTender,
                    foyer_tender,
                    G_DEFINE_ENUM_VALUE (FOYER_TENDER_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (FOYER_TENDER_CASH, "cash"),
                    G_DEFINE_ENUM_VALUE (FOYER_TENDER_CARD, "card"),
                    G_DEFINE_ENUM_VALUE (FOYER_TENDER_GIFT_CARD, "gift-card"),
                    G_DEFINE_ENUM_VALUE (FOYER_TENDER_CREDIT, "credit"))

static const FoyerField fields[] = {
  FOYER_FIELD_INTEGER (FoyerLedgerEntry, "at", at),
  FOYER_FIELD_INTEGER (FoyerLedgerEntry, "staff-id", staff_id),
  FOYER_FIELD_TEXT (FoyerLedgerEntry, "desk", desk),
  FOYER_FIELD_ENUM (FoyerLedgerEntry, "kind", kind, foyer_ledger_kind_get_type),
  FOYER_FIELD_OPTIONAL (FoyerLedgerEntry, "patient-id", patient_id),
  FOYER_FIELD_OPTIONAL (FoyerLedgerEntry, "booking-id", booking_id),
  FOYER_FIELD_INTEGER (FoyerLedgerEntry, "amount-minor", amount_minor),
  FOYER_FIELD_TEXT (FoyerLedgerEntry, "currency", currency),
  FOYER_FIELD_ENUM (FoyerLedgerEntry, "tender", tender, foyer_tender_get_type),
  FOYER_FIELD_TEXT (FoyerLedgerEntry, "terminal-reference", terminal_reference),
  FOYER_FIELD_TEXT (FoyerLedgerEntry, "gift-card-uid", gift_card_uid),
  FOYER_FIELD_TEXT (FoyerLedgerEntry, "till-uid", till_uid),
  FOYER_FIELD_TEXT (FoyerLedgerEntry, "receipt", receipt),
  FOYER_FIELD_OPTIONAL (FoyerLedgerEntry, "reverses-id", reverses_id),
  FOYER_FIELD_TEXT (FoyerLedgerEntry, "reason", reason),
};

FOYER_DEFINE_RECORD (FoyerLedgerEntry, foyer_ledger_entry, "ledger_entry", fields)
