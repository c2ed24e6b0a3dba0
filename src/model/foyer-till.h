/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-record.h"

G_BEGIN_DECLS

/**
 * FoyerTillState:
 * @FOYER_TILL_STATE_OPEN: takes money
 * @FOYER_TILL_STATE_COUNTED: counted once, and waits for the count of another person
 * @FOYER_TILL_STATE_CLOSED: never changed again
 *
 * How far a till is.
 */
typedef enum
{
  FOYER_TILL_STATE_OPEN,
  FOYER_TILL_STATE_COUNTED,
  FOYER_TILL_STATE_CLOSED,
} FoyerTillState;

#define FOYER_TYPE_TILL_STATE (foyer_till_state_get_type ())
GType foyer_till_state_get_type (void);

#define FOYER_TYPE_TILL (foyer_till_get_type ())
G_DECLARE_FINAL_TYPE (FoyerTill, foyer_till, FOYER, TILL, FoyerRecord)

/**
 * FoyerTill:
 *
 * The drawer of a desk from when it is opened with a float to when it is counted and closed.
 *
 * Amounts are in minor units of @currency.  What is taken in between is in the ledger.
 */
struct _FoyerTill
{
  FoyerRecord parent_instance;

  char          *drawer; /* (owned) (nullable) letters of the desk, `A` */
  FoyerTillState state;
  gint64         opened_at;
  gint64         opened_by; /* staff */
  char          *currency;  /* (owned) (nullable) ISO 4217 */
  gint64         float_minor;
  gint64         expected_minor; /* cash that should be there, at its last count */
  gint64         counted_minor;  /* cash that was there, at its last count */
  char          *reason;         /* (owned) (nullable) of the difference */
  gint64         counted_at;
  gint64         counted_by; /* staff */
  gint64         closed_at;
  gint64         closed_by; /* staff: who counted second, if a second count is wanted */
};

FoyerTill *foyer_till_new (void);

#define FOYER_TYPE_TILL_COUNT (foyer_till_count_get_type ())
G_DECLARE_FINAL_TYPE (FoyerTillCount, foyer_till_count, FOYER, TILL_COUNT, FoyerRecord)

/**
 * FoyerTillCount:
 *
 * How many notes or coins of one denomination one person has counted.
 */
struct _FoyerTillCount
{
  FoyerRecord parent_instance;

  gint64 till_id;
  gint64 at; /* the same for all of one count */
  gint64 staff_id;
  gint64 denomination_minor;
  gint64 pieces;
};

FoyerTillCount *foyer_till_count_new (void);

G_END_DECLS
