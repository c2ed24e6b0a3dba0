/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/foyer-bookings.h"
#include "ui/foyer-payment-file.h"

G_BEGIN_DECLS

/**
 * FoyerOpenMoney:
 * @row: (owned): the booking
 * @money: (owned): its money, with an attempt that is open or a deposit that is undecided
 *
 * Money that waits for a person.
 */
typedef struct
{
  FoyerBookingRow  *row;
  FoyerPaymentFile *money;
} FoyerOpenMoney;

GPtrArray *foyer_open_money_read (FoyerDb *db, GError **error);
char      *foyer_open_money_sign (GPtrArray *items);

G_END_DECLS
