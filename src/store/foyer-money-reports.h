/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-gift-card.h"
#include "model/foyer-ledger-entry.h"
#include "store/foyer-db.h"

G_BEGIN_DECLS

/**
 * FoyerGiftBalance:
 * @card_id: a gift card
 * @paid_at: when it was first paid for
 * @issued_minor: what was put on it
 * @used_minor: what was taken from it and not given back
 * @left_minor: what is left, the liability of the clinic
 *
 * Amounts are in minor units.
 */
typedef struct
{
  gint64 card_id;
  gint64 paid_at;
  gint64 issued_minor;
  gint64 used_minor;
  gint64 left_minor;
} FoyerGiftBalance;

/**
 * FoyerGiftLiability:
 * @age: how long ago the cards were paid for
 * @n_cards: cards with something left
 * @left_minor: what is left on them, minor units
 */
typedef struct
{
  FoyerGiftAge age;
  gint64       n_cards;
  gint64       left_minor;
} FoyerGiftLiability;

/**
 * FoyerDepositHolding:
 * @booking_id: a booking
 * @held_minor: what is held for it, minor units
 * @since_at: since its first payment
 */
typedef struct
{
  gint64 booking_id;
  gint64 held_minor;
  gint64 since_at;
} FoyerDepositHolding;

GPtrArray *
foyer_reports_list_ledger (FoyerDb *db, gint64 from, gint64 to, GError **error);
GPtrArray *
foyer_reports_list_forfeited (FoyerDb *db, gint64 from, gint64 to, GError **error);
GArray *foyer_reports_list_deposits_held (FoyerDb *db, gint64 until, GError **error);
GArray *foyer_reports_list_gift_balances (FoyerDb *db, gint64 until, GError **error);
GArray *foyer_reports_list_gift_ages (FoyerDb *db, gint64 until, GError **error);

G_END_DECLS
