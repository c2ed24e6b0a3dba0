/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-gift-card-row.h"

#include "store/foyer-card-claims.h"
#include "store/foyer-gift-cards.h"

G_DEFINE_FINAL_TYPE (FoyerGiftCardRow, foyer_gift_card_row, G_TYPE_OBJECT)

static void
foyer_gift_card_row_finalize (GObject *object)
{
  g_clear_object (&FOYER_GIFT_CARD_ROW (object)->card);

  G_OBJECT_CLASS (foyer_gift_card_row_parent_class)->finalize (object);
}

static void
foyer_gift_card_row_class_init (FoyerGiftCardRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_gift_card_row_finalize;
}

static void
foyer_gift_card_row_init (FoyerGiftCardRow *self)
{
}

/**
 * foyer_gift_card_rows_read:
 * @db: a connection
 * @all: also those that are spent, void, replaced or expired and have nothing at risk
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type FoyerGiftCardRow): the gift cards, the newest first,
 *   or `NULL` on error
 */
GPtrArray *
foyer_gift_card_rows_read (FoyerDb *db, gboolean all, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) cards = foyer_gift_cards_list (db, error);
  g_autoptr (GHashTable) sums = NULL;
  g_autoptr (GHashTable) at_risk = NULL;
  int today;

  if (cards == NULL || (sums = foyer_gift_cards_sum_all (db, error)) == NULL ||
      (at_risk = foyer_card_claims_map_at_risk (db, error)) == NULL ||
      !foyer_db_today (db, &today, error))
    return NULL;
  for (guint i = 0; i < cards->len; i++)
    {
      FoyerGiftCard    *card = cards->pdata[i];
      const char       *uid = foyer_record_get_uid (FOYER_RECORD (card));
      const gint64     *left = g_hash_table_lookup (sums, uid);
      const gboolean    risky = g_hash_table_contains (at_risk, uid);
      FoyerGiftCardRow *row;

      if (!all && !risky &&
          (card->state != FOYER_GIFT_CARD_STATE_ACTIVE || left == NULL || *left <= 0 ||
           foyer_gift_card_is_expired (card, today)))
        continue;
      row = g_object_new (FOYER_TYPE_GIFT_CARD_ROW, NULL);
      row->card = g_object_ref (card);
      row->at_risk = risky;
      row->left_minor = left != NULL ? *left : 0;
      g_ptr_array_add (rows, row);
    }

  return g_steal_pointer (&rows);
}
