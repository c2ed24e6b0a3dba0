/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-deposit.h"

G_DEFINE_ENUM_TYPE (FoyerDepositState,
                    foyer_deposit_state,
                    G_DEFINE_ENUM_VALUE (FOYER_DEPOSIT_STATE_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (FOYER_DEPOSIT_STATE_DUE, "due"),
                    G_DEFINE_ENUM_VALUE (FOYER_DEPOSIT_STATE_PART_PAID, "part-paid"),
                    G_DEFINE_ENUM_VALUE (FOYER_DEPOSIT_STATE_PAID, "paid"),
                    G_DEFINE_ENUM_VALUE (FOYER_DEPOSIT_STATE_WAIVED, "waived"),
                    G_DEFINE_ENUM_VALUE (FOYER_DEPOSIT_STATE_APPLIED, "applied"),
                    G_DEFINE_ENUM_VALUE (FOYER_DEPOSIT_STATE_REFUNDED, "refunded"),
                    G_DEFINE_ENUM_VALUE (FOYER_DEPOSIT_STATE_FORFEITED, "forfeited"),
                    G_DEFINE_ENUM_VALUE (FOYER_DEPOSIT_STATE_TRANSFERRED, "transferred"))

/* What left the booking, by the way it went. */
typedef struct
{
  gint64 refunded;
  gint64 forfeited;
  gint64 transferred;
} Left;

static gboolean
counts (GPtrArray *entries, FoyerLedgerEntry *entry, gint64 booking_id)
{
  const gint64 id = foyer_record_get_id (FOYER_RECORD (entry));

  if (entry->booking_id != booking_id || entry->kind == FOYER_LEDGER_KIND_CORRECTION)
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    if (id != 0 && FOYER_LEDGER_ENTRY (entries->pdata[i])->reverses_id == id)
      return FALSE;

  return TRUE;
}

static FoyerDepositPart *
get_part (FoyerDeposit *self, FoyerTender tender, const char *gift_card_uid)
{
  FoyerDepositPart part = { .tender = tender, .gift_card_uid = gift_card_uid };

  for (guint i = 0; i < self->parts->len; i++)
    {
      FoyerDepositPart *known = &g_array_index (self->parts, FoyerDepositPart, i);

      if (known->tender == tender && g_strcmp0 (known->gift_card_uid, gift_card_uid) == 0)
        return known;
    }
  g_array_append_val (self->parts, part);

  return &g_array_index (self->parts, FoyerDepositPart, self->parts->len - 1);
}

/* Gift cards first: what was on them goes back to them before money leaves the till. */
static int
compare_parts (gconstpointer a, gconstpointer b)
{
  const FoyerDepositPart *one = a;
  const FoyerDepositPart *other = b;
  const gboolean          is_gift = one->tender == FOYER_TENDER_GIFT_CARD;

  if (is_gift != (other->tender == FOYER_TENDER_GIFT_CARD))
    return is_gift ? -1 : 1;
  if (one->tender != other->tender)
    return (int) one->tender - (int) other->tender;

  return g_strcmp0 (one->gift_card_uid, other->gift_card_uid);
}

/* Earlier entries do not say in which tender something left: gift cards are touched last. */
static void
spread_unnamed (FoyerDeposit *self)
{
  gint64 unnamed = 0;

  for (guint i = 0; i < self->parts->len; i++)
    {
      FoyerDepositPart *part = &g_array_index (self->parts, FoyerDepositPart, i);

      if (part->tender != FOYER_TENDER_NONE)
        continue;
      unnamed = -part->held_minor;
      g_array_remove_index (self->parts, i);
      break;
    }
  for (guint i = self->parts->len; i > 0 && unnamed > 0; i--)
    {
      FoyerDepositPart *part = &g_array_index (self->parts, FoyerDepositPart, i - 1);
      gint64            taken = CLAMP (unnamed, 0, MAX (part->held_minor, 0));

      part->held_minor -= taken;
      unnamed -= taken;
    }
}

static void
add_entry (FoyerDeposit *self, FoyerLedgerEntry *entry, Left *left)
{
  const gint64      amount = entry->amount_minor;
  FoyerDepositPart *part;

  switch (entry->kind)
    {
    case FOYER_LEDGER_KIND_PAYMENT:
    case FOYER_LEDGER_KIND_GIFT_REDEEM:
      part = get_part (self, entry->tender, entry->gift_card_uid);
      part->paid_minor += amount;
      part->held_minor += amount;
      self->paid_minor += amount;
      self->held_minor += amount;
      return;

    case FOYER_LEDGER_KIND_REFUND:
    case FOYER_LEDGER_KIND_GIFT_RESTORE:
      left->refunded += amount;
      break;

    case FOYER_LEDGER_KIND_FORFEIT:
      left->forfeited += amount;
      break;

    case FOYER_LEDGER_KIND_TRANSFER:
      left->transferred += amount;
      break;

    case FOYER_LEDGER_KIND_WAIVER:
      self->waived_minor += amount;
      return;

    case FOYER_LEDGER_KIND_CHARGE:
    case FOYER_LEDGER_KIND_CORRECTION:
    case FOYER_LEDGER_KIND_GIFT_ISSUE:
    default:
      return;
    }
  get_part (self, entry->tender, entry->gift_card_uid)->held_minor -= amount;
  self->held_minor -= amount;
}

/**
 * foyer_deposit_is_over:
 * @state: state of a booking
 *
 * Returns: whether there will be no visit, so that no deposit is asked for any more
 */
gboolean
foyer_deposit_is_over (FoyerBookingState state)
{
  return state == FOYER_BOOKING_STATE_CANCELLED || state == FOYER_BOOKING_STATE_NO_SHOW ||
         state == FOYER_BOOKING_STATE_LEFT ||
         state == FOYER_BOOKING_STATE_ENTERED_IN_ERROR;
}

static FoyerDepositState
find_state (const FoyerDeposit *self, FoyerBookingState booking, const Left *left)
{
  const gboolean is_covered = self->held_minor + self->waived_minor >= self->asked_minor;

  if (self->held_minor > 0)
    {
      if (booking == FOYER_BOOKING_STATE_COMPLETED)
        return FOYER_DEPOSIT_STATE_APPLIED;
      return is_covered ? FOYER_DEPOSIT_STATE_PAID : FOYER_DEPOSIT_STATE_PART_PAID;
    }
  if (!foyer_deposit_is_over (booking) && self->asked_minor > 0)
    return self->waived_minor >= self->asked_minor ? FOYER_DEPOSIT_STATE_WAIVED
                                                   : FOYER_DEPOSIT_STATE_DUE;
  if (left->forfeited > 0)
    return FOYER_DEPOSIT_STATE_FORFEITED;
  if (left->transferred > 0)
    return FOYER_DEPOSIT_STATE_TRANSFERRED;
  if (left->refunded > 0)
    return FOYER_DEPOSIT_STATE_REFUNDED;

  return self->waived_minor > 0 ? FOYER_DEPOSIT_STATE_WAIVED : FOYER_DEPOSIT_STATE_NONE;
}

/**
 * foyer_deposit_new:
 * @booking: a stored booking
 * @entries: (element-type FoyerLedgerEntry): stored entries of the ledger, at least all of
 *   @booking, in any order
 *
 * Works out how the deposit of @booking stands.
 *
 * Nothing but @booking and @entries decides: whoever asks, and in whatever order the entries
 * come, gets the same answer.  An entry that was taken back counts no more.  Where two desks
 * have both paid back while they were apart, a part can hold less than nothing.
 *
 * Returns: (transfer full): the deposit; keeps references to @entries
 */
FoyerDeposit *
foyer_deposit_new (FoyerBooking *booking, GPtrArray *entries)
{
  FoyerDeposit *self = g_new0 (FoyerDeposit, 1);
  const gint64  booking_id = foyer_record_get_id (FOYER_RECORD (booking));
  Left          left = { 0 };

  self->parts = g_array_new (FALSE, FALSE, sizeof (FoyerDepositPart));
  self->entries = g_ptr_array_new_with_free_func (g_object_unref);
  self->asked_minor = booking->deposit_minor;
  for (guint i = 0; i < entries->len; i++)
    if (counts (entries, entries->pdata[i], booking_id))
      {
        g_ptr_array_add (self->entries, g_object_ref (entries->pdata[i]));
        add_entry (self, entries->pdata[i], &left);
      }
  g_array_sort (self->parts, compare_parts);
  spread_unnamed (self);

  self->state = find_state (self, booking->state, &left);
  self->undecided = self->held_minor > 0 && foyer_deposit_is_over (booking->state);
  for (guint i = 0; i < self->parts->len; i++)
    self->overdrawn_minor +=
        MAX (-g_array_index (self->parts, FoyerDepositPart, i).held_minor, 0);
  if (!foyer_deposit_is_over (booking->state))
    self->due_minor =
        MAX (self->asked_minor - MAX (self->held_minor, 0) - self->waived_minor, 0);

  return self;
}

void
foyer_deposit_free (FoyerDeposit *self)
{
  g_array_unref (self->parts);
  g_ptr_array_unref (self->entries);
  g_free (self);
}
