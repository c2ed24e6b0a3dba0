/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-record.h"

G_BEGIN_DECLS

/**
 * FoyerLedgerKind:
 * @FOYER_LEDGER_KIND_CHARGE: owed by the patient
 * @FOYER_LEDGER_KIND_PAYMENT: paid by the patient
 * @FOYER_LEDGER_KIND_REFUND: paid back to the patient
 * @FOYER_LEDGER_KIND_WAIVER: set aside by the clinic
 * @FOYER_LEDGER_KIND_FORFEIT: kept by the clinic
 * @FOYER_LEDGER_KIND_TRANSFER: moved from a booking to the credit of the patient, or from a
 *   gift card to the one that replaces it
 * @FOYER_LEDGER_KIND_CORRECTION: takes back an entry made in error
 * @FOYER_LEDGER_KIND_GIFT_ISSUE: put on a gift card, with the tender that paid for it
 * @FOYER_LEDGER_KIND_GIFT_REDEEM: paid with a gift card
 * @FOYER_LEDGER_KIND_GIFT_RESTORE: paid back onto a gift card
 *
 * What kind of movement.
 */
typedef enum
{
  FOYER_LEDGER_KIND_CHARGE,
  FOYER_LEDGER_KIND_PAYMENT,
  FOYER_LEDGER_KIND_REFUND,
  FOYER_LEDGER_KIND_WAIVER,
  FOYER_LEDGER_KIND_FORFEIT,
  FOYER_LEDGER_KIND_TRANSFER,
  FOYER_LEDGER_KIND_CORRECTION,
  FOYER_LEDGER_KIND_GIFT_ISSUE,
  FOYER_LEDGER_KIND_GIFT_REDEEM,
  FOYER_LEDGER_KIND_GIFT_RESTORE,
} FoyerLedgerKind;

#define FOYER_TYPE_LEDGER_KIND (foyer_ledger_kind_get_type ())
GType foyer_ledger_kind_get_type (void);

/**
 * FoyerTender:
 * @FOYER_TENDER_NONE: no money moved
 * @FOYER_TENDER_CASH:
 * @FOYER_TENDER_CARD:
 * @FOYER_TENDER_GIFT_CARD: what was on a gift card of the clinic
 * @FOYER_TENDER_CREDIT: money of the patient that the clinic held for no booking
 *
 * What the money was.
 */
typedef enum
{
  FOYER_TENDER_NONE,
  FOYER_TENDER_CASH,
  FOYER_TENDER_CARD,
  FOYER_TENDER_GIFT_CARD,
  FOYER_TENDER_CREDIT,
} FoyerTender;

#define FOYER_TYPE_TENDER (foyer_tender_get_type ())
GType foyer_tender_get_type (void);

#define FOYER_TYPE_LEDGER_ENTRY (foyer_ledger_entry_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerLedgerEntry, foyer_ledger_entry, FOYER, LEDGER_ENTRY, FoyerRecord)

/**
 * FoyerLedgerEntry:
 *
 * A movement of money; never changed or deleted, only reversed.
 */
struct _FoyerLedgerEntry
{
  FoyerRecord parent_instance;

  gint64          at; /* seconds since 1970-01-01 UTC */
  gint64          staff_id;
  char           *desk; /* (owned) (nullable) letters of the desk, `A` */
  FoyerLedgerKind kind;
  gint64          patient_id; /* 0 for the sale of a gift card */
  gint64          booking_id;
  gint64          amount_minor; /* positive, minor units of @currency */
  char           *currency;     /* (owned) (nullable) ISO 4217 */
  FoyerTender     tender;
  char *
      terminal_reference; /* (owned) (nullable) of the card terminal; never a card number */
  char  *gift_card_uid;   /* (owned) (nullable) the gift card that it moved */
  char  *till_uid;        /* (owned) (nullable) the till that it went through */
  char  *receipt;         /* (owned) (nullable) number of its receipt, `A-000042` */
  gint64 reverses_id;
  char  *reason; /* (owned) (nullable) */
};

FoyerLedgerEntry *foyer_ledger_entry_new (void);

G_END_DECLS
