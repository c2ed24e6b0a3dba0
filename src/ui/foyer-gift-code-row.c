/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-gift-code-row.h"

#include "base/foyer-latest.h"
#include "model/foyer-gift-code.h"
#include "present/foyer-format.h"
#include "store/foyer-gift-cards.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerGiftCodeRow:
 *
 * The code of a gift card as somebody types or scans it.  The card is looked up as soon as the
 * code is whole, and again whenever it may have changed; the row says what is on it or why it
 * cannot be spent.
 */
struct _FoyerGiftCodeRow
{
  FoyerEntryRow parent_instance;

  FoyerSession  *session; /* (owned) (nullable) */
  FoyerGiftCard *card;    /* (owned) (nullable) that can be spent */
  gint64         left_minor;
  GCancellable  *looking; /* (owned) (nullable) */
};

static guint looked_up_signal;

G_DEFINE_FINAL_TYPE (FoyerGiftCodeRow, foyer_gift_code_row, FOYER_TYPE_ENTRY_ROW)

typedef struct
{
  FoyerGiftCard *card; /* (owned) (nullable) */
  gint64         left_minor;
} Found;

static void
found_free (gpointer data)
{
  Found *found = data;

  g_clear_object (&found->card);
  g_free (found);
}

static gpointer
find_card (FoyerDb *db, gpointer data, GError **error)
{
  Found *found = g_new0 (Found, 1);

  found->card = foyer_gift_cards_find (db, data, error);
  if (found->card == NULL ||
      !foyer_gift_cards_sum (db, foyer_record_get_uid (FOYER_RECORD (found->card)),
                             &found->left_minor, error))
    g_clear_pointer (&found, found_free);

  return found;
}

static const char *
find_problem (FoyerGiftCodeRow *self, const Found *found)
{
  if (found == NULL)
    return _ ("No gift card of this clinic has this code. Nothing was taken; look at it "
              "again.");
  if (found->card->state != FOYER_GIFT_CARD_STATE_ACTIVE)
    return _ ("This gift card cannot be spent: it was not paid for, was made void or was "
              "replaced. Take another payment.");
  if (foyer_gift_card_is_expired (found->card, foyer_session_today (self->session)))
    return _ ("The gift card has expired. Take another payment.");
  if (found->left_minor <= 0)
    return _ ("Nothing is left on this gift card. Take another payment.");

  return NULL;
}

static void
show_card (FoyerGiftCodeRow *self)
{
  g_autofree char *left = NULL;
  g_autofree char *text = NULL;

  if (self->card != NULL)
    {
      left = foyer_format_money (self->left_minor, self->card->currency);
      /* Translators: %1$s are the last signs of a gift card, %2$s what is left on it. */
      text = g_strdup_printf (_ ("Gift card …%1$s has %2$s on it."),
                              self->card->last_four, left);
    }
  foyer_entry_row_set_hint (FOYER_ENTRY_ROW (self), text);
}

static void
card_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerGiftCodeRow) self = data;
  Found *found = foyer_store_finish (FOYER_STORE (source), result, NULL);

  if (foyer_latest_take (&self->looking, result))
    {
      const char *problem = find_problem (self, found);
      gint64      left_minor = problem == NULL ? found->left_minor : 0;
      gboolean    is_news = self->card == NULL || self->left_minor != left_minor;

      g_clear_object (&self->card);
      if (problem == NULL)
        self->card = g_steal_pointer (&found->card);
      self->left_minor = left_minor;
      foyer_entry_row_set_error (FOYER_ENTRY_ROW (self), problem);
      show_card (self);
      if (is_news)
        g_signal_emit (self, looked_up_signal, 0);
    }
  g_clear_pointer (&found, found_free);
}

static void
look_up (FoyerGiftCodeRow *self, const char *code)
{
  foyer_latest_ask (&self->looking);
  foyer_store_read_async (foyer_session_get_store (self->session), find_card,
                          g_strdup (code), g_free, found_free, self->looking,
                          card_found_cb, g_object_ref (self));
}

/* Another desk may have spent the card meanwhile. */
static void
store_changed_cb (FoyerGiftCodeRow *self, GStrv kinds)
{
  g_autofree char *code =
      self->card != NULL
          ? foyer_gift_code_read (foyer_entry_row_get_text (FOYER_ENTRY_ROW (self)), NULL)
          : NULL;

  if (code != NULL && (g_strv_contains ((const char *const *) kinds, "gift_card") ||
                       g_strv_contains ((const char *const *) kinds, "ledger_entry")))
    look_up (self, code);
}

static void
foyer_gift_code_row_typed (FoyerEntryRow *row)
{
  FoyerGiftCodeRow *self = FOYER_GIFT_CODE_ROW (row);
  g_autofree char  *code = foyer_gift_code_read (foyer_entry_row_get_text (row), NULL);

  foyer_latest_drop (&self->looking);
  g_clear_object (&self->card);
  self->left_minor = 0;
  show_card (self);
  if (code != NULL && self->session != NULL)
    look_up (self, code);
  else
    g_signal_emit (self, looked_up_signal, 0);
}

static void
foyer_gift_code_row_left (FoyerEntryRow *row)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *code = foyer_gift_code_read (foyer_entry_row_get_text (row), &error);

  if (code == NULL && *foyer_entry_row_get_text (row) != '\0')
    foyer_entry_row_set_error (
        row, g_error_matches (error, FOYER_GIFT_CODE_ERROR, FOYER_GIFT_CODE_ERROR_LENGTH)
                 ? _ ("The code is too short or too long: it has twenty signs.")
                 : _ ("This is not the code of a gift card: something is mistyped."));
}

static void
foyer_gift_code_row_dispose (GObject *object)
{
  FoyerGiftCodeRow *self = FOYER_GIFT_CODE_ROW (object);

  foyer_latest_drop (&self->looking);
  g_clear_object (&self->card);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (foyer_gift_code_row_parent_class)->dispose (object);
}

static void
foyer_gift_code_row_class_init (FoyerGiftCodeRowClass *klass)
{
  FoyerEntryRowClass *row_class = FOYER_ENTRY_ROW_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_gift_code_row_dispose;
  row_class->typed = foyer_gift_code_row_typed;
  row_class->left = foyer_gift_code_row_left;

  /**
   * FoyerGiftCodeRow::looked-up:
   * @self: the row
   *
   * Emitted when another card, or none, has the code that is typed.
   */
  looked_up_signal =
      g_signal_new ("looked-up", FOYER_TYPE_GIFT_CODE_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                    NULL, NULL, G_TYPE_NONE, 0);
}

static void
foyer_gift_code_row_init (FoyerGiftCodeRow *self)
{
}

/**
 * foyer_gift_code_row_set_session:
 * @self: a row
 * @session: the session, in whose store gift cards are looked up
 */
void
foyer_gift_code_row_set_session (FoyerGiftCodeRow *self, FoyerSession *session)
{
  g_return_if_fail (FOYER_IS_GIFT_CODE_ROW (self));

  if (g_set_object (&self->session, session))
    g_signal_connect_object (foyer_session_get_store (session), "changed",
                             G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * foyer_gift_code_row_get_card:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the card, if it can be spent
 */
FoyerGiftCard *
foyer_gift_code_row_get_card (FoyerGiftCodeRow *self)
{
  return self->card;
}

/**
 * foyer_gift_code_row_get_left:
 * @self: a row
 *
 * Returns: what is left on the card, minor units; 0 without a card
 */
gint64
foyer_gift_code_row_get_left (FoyerGiftCodeRow *self)
{
  return self->left_minor;
}

gboolean
foyer_gift_code_row_is_looking (FoyerGiftCodeRow *self)
{
  return self->looking != NULL && self->card == NULL;
}

/**
 * foyer_gift_code_row_clear:
 * @self: a row
 *
 * Forgets what was typed.
 */
void
foyer_gift_code_row_clear (FoyerGiftCodeRow *self)
{
  foyer_latest_drop (&self->looking);
  g_clear_object (&self->card);
  self->left_minor = 0;
  foyer_entry_row_set_error (FOYER_ENTRY_ROW (self), NULL);
  foyer_entry_row_set_text (FOYER_ENTRY_ROW (self), NULL);
  show_card (self);
}
