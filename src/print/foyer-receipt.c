/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "print/foyer-receipt.h"

#include "present/foyer-deposit-words.h"
#include "present/foyer-format.h"
#include "store/foyer-bookings.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-gift-cards.h"
#include "store/foyer-ledger.h"
#include "store/foyer-patients.h"
#include "store/foyer-tills.h"

#include <glib/gi18n-lib.h>

/* What a receipt says, in its own language. */
#define SAY(text) foyer_tongue_say (reading->tongue, "receipt", text)

typedef struct
{
  FoyerDb     *db;      /* (unowned) */
  FoyerTongue *tongue;  /* (unowned) (nullable) until it is known */
  FoyerZone   *zone;    /* (unowned) */
  GPtrArray   *entries; /* (unowned) of FoyerLedgerEntry, at least one */
} Reading;

/* The movement that @entry is about: what a correction takes back, else itself. */
static FoyerLedgerEntry *
find_meant (Reading *reading, FoyerLedgerEntry *entry, GError **error)
{
  return entry->reverses_id != 0
             ? foyer_catalogue_get (reading->db, FOYER_TYPE_LEDGER_ENTRY,
                                    entry->reverses_id, error)
             : g_object_ref (entry);
}

static gboolean
comes_in (FoyerLedgerEntry *entry, FoyerLedgerEntry *meant)
{
  gboolean in = meant->kind == FOYER_LEDGER_KIND_PAYMENT ||
                meant->kind == FOYER_LEDGER_KIND_GIFT_ISSUE ||
                meant->kind == FOYER_LEDGER_KIND_GIFT_REDEEM;

  return entry == meant || entry->reverses_id == 0 ? in : !in;
}

static FoyerPatient *
read_patient (Reading *reading, GError **error)
{
  FoyerLedgerEntry *first = reading->entries->pdata[0];

  return first->patient_id != 0
             ? foyer_patients_get (reading->db, first->patient_id, error)
             : NULL;
}

static char *
dup_four (Reading *reading, FoyerLedgerEntry *entry, GError **error)
{
  g_autoptr (FoyerGiftCard) card =
      foyer_gift_cards_get_by_uid (reading->db, entry->gift_card_uid, error);

  return card != NULL
             /* Translators: the last four signs of a gift card’s code. */
             ? g_strdup_printf (SAY (NC_ ("receipt", "Gift card ending in %s")),
                                card->last_four)
             : NULL;
}

/* What the money was for. */
static char *
dup_purpose (Reading *reading, FoyerLedgerEntry *entry, GError **error)
{
  g_autoptr (FoyerBookingRow) row = NULL;
  g_autofree char *date = NULL;
  int              day;

  if (entry->booking_id == 0)
    return entry->gift_card_uid != NULL
               ? dup_four (reading, entry, error)
               : g_strdup (SAY (NC_ ("receipt", "Credit at the clinic")));
  row = foyer_bookings_get (reading->db, entry->booking_id, error);
  if (row == NULL)
    return NULL;
  if (row->booking->visit_date == NULL ||
      !foyer_day_parse (row->booking->visit_date, &day))
    return g_strdup (row->service_name);
  date = foyer_tongue_format_day (reading->tongue, day);

  /* Translators: a kind of visit, and its date. */
  return g_strdup_printf (SAY (NC_ ("receipt", "%1$s, %2$s")), row->service_name, date);
}

/* How it was paid. */
static char *
dup_tender (Reading *reading, FoyerLedgerEntry *entry, GError **error)
{
  switch (entry->tender)
    {
    case FOYER_TENDER_CASH:
      return g_strdup (SAY (NC_ ("receipt", "Cash")));
    case FOYER_TENDER_CARD:
      return entry->terminal_reference != NULL
                 /* Translators: what the card terminal printed. */
                 ? g_strdup_printf (SAY (NC_ ("receipt", "Card, reference %s")),
                                    entry->terminal_reference)
                 : g_strdup (SAY (NC_ ("receipt", "Card")));
    case FOYER_TENDER_GIFT_CARD:
      return dup_four (reading, entry, error);
    case FOYER_TENDER_CREDIT:
      return g_strdup (SAY (NC_ ("receipt", "Credit at the clinic")));
    case FOYER_TENDER_NONE:
    default:
      return g_strdup ("");
    }
}

static char *
format_signed (gint64 minor, const char *currency)
{
  g_autofree char *amount = foyer_format_money (ABS (minor), currency);

  return minor < 0 ? g_strconcat ("−", amount, NULL) : g_steal_pointer (&amount);
}

/* One line for each purpose, below it how it was paid. */
static gboolean
put_entry (Reading *reading, FoyerSlip *slip, guint index, gint64 *total, GError **error)
{
  FoyerLedgerEntry *entry = reading->entries->pdata[index];
  FoyerLedgerEntry *before = index > 0 ? reading->entries->pdata[index - 1] : NULL;
  g_autoptr (FoyerLedgerEntry) meant = find_meant (reading, entry, error);
  g_autofree char *tender = NULL;
  g_autofree char *amount = NULL;
  gint64           minor;

  if (meant == NULL || (tender = dup_tender (reading, entry, error)) == NULL)
    return FALSE;
  if (before == NULL || before->booking_id != entry->booking_id ||
      g_strcmp0 (before->gift_card_uid, entry->gift_card_uid) != 0)
    {
      g_autofree char *purpose = dup_purpose (reading, entry, error);

      if (purpose == NULL)
        return FALSE;
      if (before == NULL || before->booking_id != entry->booking_id ||
          entry->booking_id == 0)
        foyer_slip_put (slip, FOYER_PEN_SUM, purpose);
    }
  minor = comes_in (entry, meant) ? entry->amount_minor : -entry->amount_minor;
  amount = format_signed (minor, entry->currency);
  foyer_slip_put_pair (slip, FOYER_PEN_BODY, tender, amount);
  if (entry->kind == FOYER_LEDGER_KIND_CORRECTION && meant->receipt != NULL)
    {
      /* Translators: number of the receipt of what is taken back. */
      g_autofree char *back = g_strdup_printf (
          SAY (NC_ ("receipt", "Takes back receipt %s")), meant->receipt);

      foyer_slip_put (slip, FOYER_PEN_PLAIN, back);
    }
  *total += minor;

  return TRUE;
}

static gint64
sum_up (Reading *reading, GError **error)
{
  gint64 total = 0;

  for (guint i = 0; i < reading->entries->len; i++)
    {
      FoyerLedgerEntry *entry = reading->entries->pdata[i];
      g_autoptr (FoyerLedgerEntry) meant = find_meant (reading, entry, error);

      if (meant == NULL)
        return 0;
      total += comes_in (entry, meant) ? entry->amount_minor : -entry->amount_minor;
    }

  return total;
}

static gboolean
put_head (Reading      *reading,
          FoyerSlip    *slip,
          FoyerPatient *patient,
          gboolean      is_copy,
          GError      **error)
{
  FoyerLedgerEntry *first = reading->entries->pdata[0];
  g_autoptr (FoyerUser) staff =
      foyer_catalogue_get (reading->db, FOYER_TYPE_USER, first->staff_id, error);
  g_autofree char *number = NULL;
  g_autofree char *when = NULL;
  g_autofree char *who = NULL;
  g_autofree char *served = NULL;

  if (staff == NULL)
    return FALSE;
  /* Translators: number of a receipt. */
  number = g_strdup_printf (SAY (NC_ ("receipt", "No. %s")), first->receipt);
  when = foyer_tongue_format_when (reading->tongue, reading->zone, first->at);
  /* Translators: who took the money. */
  served = g_strdup_printf (SAY (NC_ ("receipt", "Served by %s")), staff->name);
  if (is_copy)
    foyer_slip_put (slip, FOYER_PEN_DOOR, SAY (NC_ ("receipt", "Copy")));
  foyer_slip_put_pair (slip, FOYER_PEN_BODY, number, when);
  if (patient != NULL)
    {
      who = foyer_format_person (patient->family, patient->given);
      foyer_slip_put (slip, FOYER_PEN_BODY, who);
    }
  foyer_slip_put (slip, FOYER_PEN_BODY, served);
  foyer_slip_put_gap (slip);

  return TRUE;
}

static FoyerSlip *
make_slip (Reading      *reading,
           FoyerClinic  *clinic,
           FoyerPatient *patient,
           gboolean      is_copy,
           GError      **error)
{
  FoyerLedgerEntry *first = reading->entries->pdata[0];
  g_autoptr (GError) failed = NULL;
  gboolean is_refund = sum_up (reading, &failed) < 0;
  g_autoptr (FoyerSlip) slip =
      foyer_slip_new (clinic, reading->tongue,
                      is_refund ? SAY (NC_ ("receipt", "Refund receipt"))
                                : SAY (NC_ ("receipt", "Receipt")));
  g_autofree char *sum = NULL;
  gint64           total = 0;

  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return NULL;
    }
  if (!put_head (reading, slip, patient, is_copy, error))
    return NULL;
  for (guint i = 0; i < reading->entries->len; i++)
    if (!put_entry (reading, slip, i, &total, error))
      return NULL;
  foyer_slip_put_rule (slip);
  sum = foyer_format_money (ABS (total), first->currency);
  foyer_slip_put_pair (slip, FOYER_PEN_SUM,
                       is_refund ? SAY (NC_ ("receipt", "Paid back"))
                                 : SAY (NC_ ("receipt", "Paid")),
                       sum);
  if (is_refund || first->kind == FOYER_LEDGER_KIND_CORRECTION)
    foyer_slip_put (slip, FOYER_PEN_BODY,
                    foyer_deposit_words_reason_in (reading->tongue, first->reason));

  return g_steal_pointer (&slip);
}

/**
 * foyer_receipt_read:
 * @db: a connection
 * @number: number of a receipt, `A-000042`
 * @is_copy: whether it was printed before, which it then says
 * @language: (nullable): BCP 47 tag of its language; `NULL`: that of the patient, and of the
 *   program where there is no patient
 * @error: return location for an error
 *
 * Reads what was taken or paid back with one receipt.
 *
 * Errors: `FOYER_STORE_ERROR_NOT_FOUND` if no receipt has that number.
 *
 * Returns: (transfer full): the receipt, or `NULL` on error
 */
FoyerSlip *
foyer_receipt_read (FoyerDb    *db,
                    const char *number,
                    gboolean    is_copy,
                    const char *language,
                    GError    **error)
{
  g_autoptr (FoyerClinic) clinic = foyer_catalogue_get_clinic (db, error);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (FoyerPatient) patient = NULL;
  g_autoptr (FoyerTongue) tongue = NULL;
  g_autoptr (GError) failed = NULL;
  Reading reading = { .db = db };

  if (clinic == NULL || (reading.zone = foyer_db_get_zone (db, error)) == NULL ||
      (entries = foyer_tills_list_receipt (db, number, error)) == NULL)
    return NULL;
  if (entries->len == 0)
    {
      g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                           "No receipt has that number");
      return NULL;
    }
  reading.entries = entries;
  patient = read_patient (&reading, &failed);
  if (failed != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return NULL;
    }
  if (language == NULL && patient != NULL)
    language = patient->language;
  tongue = foyer_tongue_new (language);
  reading.tongue = tongue;

  return make_slip (&reading, clinic, patient, is_copy, error);
}
