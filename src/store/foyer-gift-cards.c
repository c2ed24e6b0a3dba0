/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-gift-cards-private.h"

#include "model/foyer-clinic.h"
#include "model/foyer-gift-code.h"
#include "model/foyer-money.h"
#include "store/foyer-db-private.h"
#include "store/foyer-ledger-private.h"
#include "store/foyer-table.h"

#include <sodium.h>
#include <string.h>

/* What the hashes of codes are for, so that they are no hashes of anything else. */
#define HASH_PURPOSE "foyer gift card"
#define HASH_BYTES 32

/* The key is that of the clinic, which all its desks know by the same uid.  What protects a
 * code is its 92 random bits. */
static char *
dup_hash (FoyerDb *db, const char *code, GError **error)
{
  g_autoptr (FoyerClinic) clinic = foyer_table_get (db, FOYER_TYPE_CLINIC, 1, error);
  const char *uid;
  guchar      key[HASH_BYTES];
  guchar      hash[HASH_BYTES];
  char        hex[HASH_BYTES * 2 + 1];

  if (clinic == NULL)
    return NULL;
  uid = foyer_record_get_uid (FOYER_RECORD (clinic));
  crypto_generichash (key, sizeof key, (const guchar *) uid, strlen (uid),
                      (const guchar *) HASH_PURPOSE, strlen (HASH_PURPOSE));
  crypto_generichash (hash, sizeof hash, (const guchar *) code, strlen (code), key,
                      sizeof key);

  return g_strdup (sodium_bin2hex (hex, sizeof hex, hash, sizeof hash));
}

static char *
make_code (void)
{
  guint8 values[FOYER_GIFT_CODE_N_RANDOM];

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    values[i] = (guint8) randombytes_uniform (FOYER_GIFT_CODE_BASE);

  return foyer_gift_code_make (values);
}

FoyerGiftCard *
foyer_gift_cards_get (FoyerDb *db, gint64 id, GError **error)
{
  return foyer_table_get (db, FOYER_TYPE_GIFT_CARD, id, error);
}

FoyerGiftCard *
foyer_gift_cards_get_by_uid (FoyerDb *db, const char *uid, GError **error)
{
  return foyer_table_find (db, FOYER_TYPE_GIFT_CARD, error, "WHERE uid = ?1", "s", uid);
}

/**
 * foyer_gift_cards_find:
 * @db: a connection
 * @typed: a code as somebody types or scans it
 * @error: return location for an error
 *
 * Looks a gift card up, whatever its state.
 *
 * Errors: `FOYER_STORE_ERROR_INVALID` of `code` with `character`, `length` or `check` if
 * @typed is no code; `FOYER_STORE_ERROR_NOT_FOUND` if no card has it.
 *
 * Returns: (transfer full): the card, or `NULL` on error
 */
FoyerGiftCard *
foyer_gift_cards_find (FoyerDb *db, const char *typed, GError **error)
{
  static const char *const problems[] = {
    [FOYER_GIFT_CODE_ERROR_CHARACTER] = "character",
    [FOYER_GIFT_CODE_ERROR_LENGTH] = "length",
    [FOYER_GIFT_CODE_ERROR_CHECK] = "check",
  };
  g_autoptr (GError) refused = NULL;
  g_autofree char *code = foyer_gift_code_read (typed, &refused);
  g_autofree char *hash = NULL;

  if (code == NULL)
    {
      foyer_store_refuse_field (error, "code", problems[refused->code]);
      return NULL;
    }
  hash = dup_hash (db, code, error);

  return hash == NULL ? NULL
                      : foyer_table_find (db, FOYER_TYPE_GIFT_CARD, error,
                                          "WHERE code_hash = ?1", "s", hash);
}

/**
 * foyer_gift_cards_list:
 * @db: a connection
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type FoyerGiftCard): all gift cards, the newest first, or
 *   `NULL` on error
 */
GPtrArray *
foyer_gift_cards_list (FoyerDb *db, GError **error)
{
  return foyer_table_list (db, FOYER_TYPE_GIFT_CARD, error,
                           "ORDER BY made_at DESC, id DESC", "");
}

/**
 * foyer_gift_cards_list_entries:
 * @db: a connection
 * @uid: uid of a gift card
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type FoyerLedgerEntry): all that was put on the card and
 *   taken from it, the oldest first, or `NULL` on error
 */
GPtrArray *
foyer_gift_cards_list_entries (FoyerDb *db, const char *uid, GError **error)
{
  return foyer_table_list (db, FOYER_TYPE_LEDGER_ENTRY, error,
                           "WHERE gift_card_uid = ?1 ORDER BY id", "s", uid);
}

/**
 * foyer_gift_cards_sum:
 * @db: a connection
 * @uid: uid of a gift card
 * @out_minor: (out): what is left on it, minor units
 * @error: return location for an error
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_gift_cards_sum (FoyerDb *db, const char *uid, gint64 *out_minor, GError **error)
{
  return foyer_db_query_integer (
      db, out_minor, error,
      "SELECT sum (card_minor) FROM ledger_effect WHERE gift_card_uid = ?1", "s", uid);
}

/**
 * foyer_gift_cards_sum_all:
 * @db: a connection
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type utf8 gint64): what is left on each gift card, minor
 *   units, by its uid, or `NULL` on error
 */
GHashTable *
foyer_gift_cards_sum_all (FoyerDb *db, GError **error)
{
  g_autoptr (GHashTable) sums =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (FoyerStatement) statement =
      foyer_db_prepare (db,
                        "SELECT gift_card_uid, sum (card_minor) FROM ledger_effect "
                        "WHERE gift_card_uid IS NOT NULL GROUP BY gift_card_uid",
                        error);
  FoyerSqlStep step;

  if (statement == NULL)
    return NULL;
  while ((step = foyer_statement_step (statement, error)) == FOYER_SQL_ROW)
    {
      gint64 sum = foyer_statement_integer (statement, 1);

      g_hash_table_insert (sums, g_strdup (foyer_statement_text (statement, 0)),
                           g_memdup2 (&sum, sizeof sum));
    }

  return step == FOYER_SQL_DONE ? g_steal_pointer (&sums) : NULL;
}

static const char *
get_uid (gpointer record)
{
  return foyer_record_get_uid (FOYER_RECORD (record));
}

/* A new entry about @card. */
FoyerLedgerEntry *
foyer_gift_cards_new_entry (FoyerGiftCard  *card,
                            FoyerLedgerKind kind,
                            gint64          amount_minor)
{
  FoyerLedgerEntry *entry = foyer_ledger_entry_new ();

  entry->kind = kind;
  entry->amount_minor = amount_minor;
  foyer_set_text (&entry->currency, card->currency);
  foyer_set_text (&entry->gift_card_uid, get_uid (card));

  return entry;
}

gboolean
foyer_gift_cards_check_reason (const char *reason, GError **error)
{
  if (reason == NULL || *reason == '\0')
    return foyer_store_refuse_field (error, "reason", "missing");
  if (foyer_money_looks_like_card (reason))
    return foyer_store_refuse_field (error, "reason", "card-number");

  return TRUE;
}

/* Whether @operation was done before, and was the same as @entry. */
static gboolean
was_done (FoyerAct         *act,
          const char       *operation,
          FoyerLedgerEntry *entry,
          gboolean         *out_done,
          GError          **error)
{
  g_autoptr (FoyerLedgerEntry) before = NULL;
  gint64 id;

  *out_done = FALSE;
  if (operation == NULL || *operation == '\0')
    return foyer_store_refuse_field (error, "operation", "missing");
  if (!foyer_db_query_integer (act->db, &id, error,
                               "SELECT id FROM ledger_entry WHERE uid = ?1", "s",
                               operation))
    return FALSE;
  if (id == 0)
    {
      foyer_record_set_uid (FOYER_RECORD (entry), operation);
      return TRUE;
    }

  before = foyer_table_get (act->db, FOYER_TYPE_LEDGER_ENTRY, id, error);
  if (before == NULL)
    return FALSE;
  if (before->kind != entry->kind || before->amount_minor != entry->amount_minor ||
      before->booking_id != entry->booking_id || before->tender != entry->tender ||
      g_strcmp0 (before->gift_card_uid, entry->gift_card_uid) != 0)
    return foyer_store_refuse_rule (error, "operation");

  return *out_done = TRUE;
}

static gboolean
add_payment (FoyerAct               *act,
             FoyerGiftCard          *card,
             const FoyerGiftPayment *payment,
             const char             *operation,
             gboolean               *out_done,
             GError                **error)
{
  g_autoptr (FoyerLedgerEntry) entry = foyer_gift_cards_new_entry (
      card, FOYER_LEDGER_KIND_GIFT_ISSUE, payment->amount_minor);

  entry->tender = payment->tender;
  if (payment->tender != FOYER_TENDER_CASH && payment->tender != FOYER_TENDER_CARD)
    return foyer_store_refuse_field (error, "tender", "missing");
  if (payment->tender == FOYER_TENDER_CARD)
    foyer_set_text (&entry->terminal_reference, payment->terminal_reference);
  *out_done = FALSE;
  if (operation != NULL && !was_done (act, operation, entry, out_done, error))
    return FALSE;

  return *out_done || foyer_ledger_write_in (act, entry, error);
}

/* All that is paid for @card; the first entry has the name of the operation, if it has one, and
 * tells whether all was done before. */
static gboolean
add_payments (FoyerAct               *act,
              FoyerGiftCard          *card,
              const FoyerGiftPayment *payments,
              guint                   n_payments,
              const char             *operation,
              GError                **error)
{
  gboolean done = FALSE;

  if (n_payments == 0)
    return foyer_store_refuse_field (error, "tender", "missing");
  for (guint i = 0; i < n_payments && !done; i++)
    if (!add_payment (act, card, &payments[i], i == 0 ? operation : NULL, &done, error))
      return FALSE;

  return TRUE;
}

/* Gives @card what is kept of @code. */
gboolean
foyer_gift_cards_set_code (FoyerDb       *db,
                           FoyerGiftCard *card,
                           const char    *code,
                           GError       **error)
{
  g_autofree char *hash = dup_hash (db, code, error);

  if (hash == NULL)
    return FALSE;
  foyer_set_text (&card->code_hash, hash);
  foyer_set_text (&card->last_four, code + strlen (code) - 4);

  return TRUE;
}

gboolean
foyer_gift_cards_insert (FoyerAct      *act,
                         const char    *expires_on,
                         FoyerGiftCard *card,
                         char         **out_code,
                         GError       **error)
{
  g_autoptr (FoyerClinic) clinic = foyer_table_get (act->db, FOYER_TYPE_CLINIC, 1, error);
  g_autofree char *code = make_code ();

  if (clinic == NULL || !foyer_gift_cards_set_code (act->db, card, code, error))
    return FALSE;
  foyer_set_text (&card->currency, clinic->currency);
  foyer_set_text (&card->expires_on, expires_on);
  card->made_at = act->now;
  if (!foyer_act_insert (act, card, error))
    return FALSE;

  *out_code = foyer_gift_code_format (code);
  return TRUE;
}

gboolean
foyer_gift_cards_activate (FoyerAct *act, FoyerGiftCard *card, GError **error)
{
  card->state = FOYER_GIFT_CARD_STATE_ACTIVE;
  card->paid_at = act->now;

  return foyer_act_update (act, card, error);
}

typedef struct
{
  const FoyerGiftPayment *payments;
  guint                   n_payments;
  const char             *expires_on;
  FoyerGiftCard          *card;
  char                   *code; /* (owned) (nullable) */
} Sale;

static gboolean
sell (FoyerAct *act, gpointer data, GError **error)
{
  Sale *sale = data;
  int   today;

  if (!foyer_db_today (act->db, &today, error))
    return FALSE;
  if (!foyer_gift_card_may_expire_on (sale->expires_on, today))
    return foyer_store_refuse_field (error, "expires-on", "too-soon");

  return foyer_gift_cards_insert (act, sale->expires_on, sale->card, &sale->code,
                                  error) &&
         add_payments (act, sale->card, sale->payments, sale->n_payments, NULL, error) &&
         foyer_gift_cards_activate (act, sale->card, error);
}

/**
 * foyer_gift_cards_sell:
 * @db: a connection that can write
 * @actor: who sells
 * @payments: (array length=n_payments): what is paid for it; their sum is what it holds
 * @n_payments: how many, at least one
 * @expires_on: (nullable): last day of the card; `NULL`: it never expires
 * @out_code: (out) (transfer full): the code in groups; this is the only time it can be had
 * @error: return location for an error
 *
 * Sells a gift card: it is made, paid for and made active in one action, or not at all.
 *
 * Errors: `FOYER_STORE_ERROR_INVALID` with the field; `FOYER_STORE_ERROR_DENIED`.
 *
 * Returns: (transfer full): the card, or `NULL` on error
 */
FoyerGiftCard *
foyer_gift_cards_sell (FoyerDb                *db,
                       FoyerUser              *actor,
                       const FoyerGiftPayment *payments,
                       guint                   n_payments,
                       const char             *expires_on,
                       char                  **out_code,
                       GError                **error)
{
  g_autoptr (FoyerGiftCard) card = foyer_gift_card_new ();
  Sale sale = { payments, n_payments, expires_on, card, NULL };

  if (!foyer_db_act (db, actor, FOYER_ACTION_GIFT_SELL, NULL, sell, &sale, error))
    {
      g_free (sale.code);
      return NULL;
    }

  *out_code = sale.code;
  return g_steal_pointer (&card);
}

/* A card that is there, can be spent, and is still good today. */
FoyerGiftCard *
foyer_gift_cards_get_spendable (FoyerAct *act, gint64 id, GError **error)
{
  g_autoptr (FoyerGiftCard) card = foyer_gift_cards_get (act->db, id, error);
  int today;

  if (card == NULL || !foyer_db_today (act->db, &today, error))
    return NULL;
  if (card->state != FOYER_GIFT_CARD_STATE_ACTIVE)
    {
      foyer_store_refuse_rule (error, "gift-inactive");
      return NULL;
    }
  if (foyer_gift_card_is_expired (card, today))
    {
      foyer_store_refuse_rule (error, "gift-expired");
      return NULL;
    }

  return g_steal_pointer (&card);
}

typedef struct
{
  gint64                  id;
  const FoyerGiftPayment *payments;
  guint                   n_payments;
  const char             *operation;
} Reload;

static gboolean
reload (FoyerAct *act, gpointer data, GError **error)
{
  const Reload *request = data;
  g_autoptr (FoyerGiftCard) card =
      foyer_gift_cards_get_spendable (act, request->id, error);
  int today;

  if (card == NULL || !foyer_db_today (act->db, &today, error))
    return FALSE;
  if (!foyer_gift_card_may_expire_on (card->expires_on, today))
    return foyer_store_refuse_rule (error, "gift-expires-soon");

  return add_payments (act, card, request->payments, request->n_payments,
                       request->operation, error);
}

/**
 * foyer_gift_cards_reload:
 * @db: a connection that can write
 * @actor: who takes the money
 * @id: an active gift card
 * @payments: (array length=n_payments): what is paid
 * @n_payments: how many, at least one
 * @operation: names this act, as for `FoyerGiftReturn`
 * @error: return location for an error
 *
 * Puts more on a gift card, all of it or nothing.
 *
 * Errors: `FOYER_STORE_ERROR_RULE` `gift-inactive`, `gift-expired`, `gift-expires-soon` if the
 * card ends sooner than money put on it today may; `operation` if @operation was another one.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_gift_cards_reload (FoyerDb                *db,
                         FoyerUser              *actor,
                         gint64                  id,
                         const FoyerGiftPayment *payments,
                         guint                   n_payments,
                         const char             *operation,
                         GError                **error)
{
  Reload request = { id, payments, n_payments, operation };

  return foyer_db_act (db, actor, FOYER_ACTION_GIFT_SELL, NULL, reload, &request, error);
}

/* The card that has now what was on @card: itself, or the last of those that replaced it. */
static FoyerGiftCard *
follow (FoyerAct *act, FoyerGiftCard *card, GError **error)
{
  g_autoptr (FoyerGiftCard) current = g_object_ref (card);

  while (current->state == FOYER_GIFT_CARD_STATE_REPLACED && current->replaced_by != NULL)
    {
      FoyerGiftCard *next =
          foyer_table_find (act->db, FOYER_TYPE_GIFT_CARD, error, "WHERE uid = ?1", "s",
                            current->replaced_by);

      if (next == NULL)
        return NULL;
      g_object_unref (current);
      current = next;
    }

  return g_steal_pointer (&current);
}

/* What was spent with a card that was lost since goes on to the one that replaced it. */
gboolean
foyer_gift_cards_hand_on (FoyerAct      *act,
                          FoyerGiftCard *card,
                          FoyerGiftCard *current,
                          gint64         amount_minor,
                          const char    *reason,
                          GError       **error)
{
  g_autoptr (FoyerLedgerEntry) out = NULL;
  g_autoptr (FoyerLedgerEntry) in = NULL;

  if (card == current || g_strcmp0 (get_uid (card), get_uid (current)) == 0)
    return TRUE;
  out = foyer_gift_cards_new_entry (card, FOYER_LEDGER_KIND_TRANSFER, amount_minor);
  in = foyer_gift_cards_new_entry (current, FOYER_LEDGER_KIND_GIFT_ISSUE, amount_minor);
  foyer_set_text (&out->reason, reason);
  foyer_set_text (&in->reason, reason);

  return foyer_ledger_write_in (act, out, error) &&
         foyer_ledger_write_in (act, in, error);
}

/* As foyer_gift_cards_restore(), inside an action of the caller. */
gboolean
foyer_gift_cards_restore_in (FoyerAct              *act,
                             const FoyerGiftReturn *back,
                             const char            *reason,
                             GError               **error)
{
  g_autoptr (FoyerGiftCard) card = foyer_gift_cards_get (act->db, back->card_id, error);
  g_autoptr (FoyerGiftCard) current = NULL;
  g_autoptr (FoyerLedgerEntry) entry = NULL;
  gboolean done;

  if (card == NULL || !foyer_gift_cards_check_reason (reason, error))
    return FALSE;
  if (back->booking_id == 0)
    return foyer_store_refuse_field (error, "booking-id", "missing");
  entry = foyer_gift_cards_new_entry (card, FOYER_LEDGER_KIND_GIFT_RESTORE,
                                      back->amount_minor);
  entry->tender = FOYER_TENDER_GIFT_CARD;
  entry->booking_id = back->booking_id;
  foyer_set_text (&entry->reason, reason);
  if (!was_done (act, back->operation, entry, &done, error))
    return FALSE;
  if (done)
    return TRUE;

  current = follow (act, card, error);
  if (current == NULL)
    return FALSE;
  if (current->state != FOYER_GIFT_CARD_STATE_ACTIVE)
    return foyer_store_refuse_rule (error, "gift-inactive");

  return foyer_ledger_write_in (act, entry, error) &&
         foyer_gift_cards_hand_on (act, card, current, back->amount_minor, reason, error);
}

typedef struct
{
  const FoyerGiftReturn *back;
  const char            *reason;
} Restoring;

static gboolean
restore (FoyerAct *act, gpointer data, GError **error)
{
  const Restoring *restoring = data;

  return foyer_gift_cards_restore_in (act, restoring->back, restoring->reason, error);
}

/**
 * foyer_gift_cards_restore:
 * @db: a connection that can write
 * @actor: who gives back
 * @back: the card that was spent, the booking, and how much of it goes back
 * @reason: why
 * @error: return location for an error
 *
 * Gives back onto the gift card what was paid with it.  Of a card that was replaced since it
 * goes to the one that replaced it.  Repeating the operation changes nothing.
 *
 * Errors: `FOYER_STORE_ERROR_RULE` `refund` if more would go back than was paid with the card
 * for this booking, `gift-inactive` if the card is void, `deposit` if a booked visit would lose
 * its deposit, `operation`.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_gift_cards_restore (FoyerDb               *db,
                          FoyerUser             *actor,
                          const FoyerGiftReturn *back,
                          const char            *reason,
                          GError               **error)
{
  Restoring restoring = { back, reason };

  return foyer_db_act (db, actor, FOYER_ACTION_MONEY_RETURN, reason, restore, &restoring,
                       error);
}
