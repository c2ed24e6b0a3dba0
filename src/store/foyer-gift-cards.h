/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-gift-card.h"
#include "model/foyer-ledger-entry.h"
#include "store/foyer-db.h"

G_BEGIN_DECLS

/**
 * FoyerGiftPayment:
 * @amount_minor: minor units
 * @tender: cash or card
 * @terminal_reference: (nullable): of the card terminal
 *
 * What is paid for a gift card.
 */
typedef struct
{
  gint64      amount_minor;
  FoyerTender tender;
  const char *terminal_reference;
} FoyerGiftPayment;

/**
 * FoyerGiftReturn:
 * @operation: names this act, made once for it with g_uuid_string_random(): asking again with
 *   the same name changes nothing
 * @card_id: the gift card that something was paid with
 * @booking_id: what was paid
 * @amount_minor: how much of it goes back, minor units
 *
 * What was paid with a gift card and goes back onto it.
 */
typedef struct
{
  const char *operation;
  gint64      card_id;
  gint64      booking_id;
  gint64      amount_minor;
} FoyerGiftReturn;

/* Looking up. */

FoyerGiftCard *foyer_gift_cards_get (FoyerDb *db, gint64 id, GError **error);
FoyerGiftCard *foyer_gift_cards_get_by_uid (FoyerDb *db, const char *uid, GError **error);
FoyerGiftCard *foyer_gift_cards_find (FoyerDb *db, const char *typed, GError **error);
GPtrArray     *foyer_gift_cards_list (FoyerDb *db, GError **error);
GPtrArray *foyer_gift_cards_list_entries (FoyerDb *db, const char *uid, GError **error);
gboolean
foyer_gift_cards_sum (FoyerDb *db, const char *uid, gint64 *out_minor, GError **error);
GHashTable *foyer_gift_cards_sum_all (FoyerDb *db, GError **error);

/* Selling and spending. */

FoyerGiftCard *foyer_gift_cards_sell (FoyerDb                *db,
                                      FoyerUser              *actor,
                                      const FoyerGiftPayment *payments,
                                      guint                   n_payments,
                                      const char             *expires_on,
                                      char                  **out_code,
                                      GError                **error);
gboolean       foyer_gift_cards_reload (FoyerDb                *db,
                                        FoyerUser              *actor,
                                        gint64                  id,
                                        const FoyerGiftPayment *payments,
                                        guint                   n_payments,
                                        const char             *operation,
                                        GError                **error);
gboolean       foyer_gift_cards_restore (FoyerDb               *db,
                                         FoyerUser             *actor,
                                         const FoyerGiftReturn *back,
                                         const char            *reason,
                                         GError               **error);

/* Taking out of use. */

gboolean foyer_gift_cards_void (
    FoyerDb *db, FoyerUser *actor, gint64 id, const char *reason, GError **error);
FoyerGiftCard *foyer_gift_cards_replace (FoyerDb    *db,
                                         FoyerUser  *actor,
                                         gint64      id,
                                         const char *reason,
                                         char      **out_code,
                                         GError    **error);
gboolean       foyer_gift_cards_refund (
          FoyerDb *db, FoyerUser *actor, gint64 id, const char *reason, GError **error);

G_END_DECLS
