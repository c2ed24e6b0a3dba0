/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/foyer-export.h"

#include "exchange/foyer-csv-writer.h"
#include "exchange/foyer-export-private.h"
#include "model/foyer-money.h"
#include "model/foyer-user.h"
#include "store/foyer-bookings.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-dump.h"
#include "store/foyer-gift-cards.h"
#include "store/foyer-money-reports.h"

/* What the clinic holds, owes and has kept, as tables. */

typedef struct
{
  FoyerCsvWriter csv;
  FoyerDb       *db; /* (unowned) */
  FoyerClinic   *clinic;
  FoyerZone     *zone;
} Tables;

static gboolean
begin (Tables            *self,
       FoyerExportSet    *set,
       const char        *name,
       const char *const *headers,
       GError           **error)
{
  self->csv.stream = foyer_export_set_add (set, name, error);
  if (self->csv.stream == NULL)
    return FALSE;
  for (guint i = 0; headers[i] != NULL; i++)
    foyer_csv_writer_add_text (&self->csv, headers[i]);
  foyer_csv_writer_end_line (&self->csv);

  return TRUE;
}

static void
add_money (Tables *self, gint64 minor, const char *currency)
{
  g_autofree char *text = foyer_money_to_plain (minor, currency);

  foyer_csv_writer_add_number (&self->csv, text);
}

static void
add_instant (Tables *self, gint64 at)
{
  g_autofree char *text = at != 0 ? foyer_instant_format (self->zone, at) : NULL;

  foyer_csv_writer_add_number (&self->csv, text != NULL ? text : "");
}

static void
add_integer (Tables *self, gint64 value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  foyer_csv_writer_add_number (&self->csv, text);
}

static gboolean
write_gift_cards (Tables *self, FoyerExportSet *set, GError **error)
{
  static const char *const headers[] = { "last_four", "state",      "currency",
                                         "paid_at",   "expires_on", "issued",
                                         "used",      "left",       NULL };
  g_autoptr (GArray) balances =
      foyer_reports_list_gift_balances (self->db, G_MAXINT64, error);

  if (balances == NULL || !begin (self, set, "gift-cards.csv", headers, error))
    return FALSE;
  for (guint i = 0; i < balances->len; i++)
    {
      const FoyerGiftBalance *balance = &g_array_index (balances, FoyerGiftBalance, i);
      g_autoptr (FoyerGiftCard) card =
          foyer_gift_cards_get (self->db, balance->card_id, error);

      if (card == NULL)
        return FALSE;
      foyer_csv_writer_add_text (&self->csv, card->last_four);
      foyer_csv_writer_add_text (
          &self->csv, foyer_enum_to_nick (FOYER_TYPE_GIFT_CARD_STATE, (int) card->state));
      foyer_csv_writer_add_text (&self->csv, card->currency);
      add_instant (self, card->paid_at);
      foyer_csv_writer_add_text (&self->csv, card->expires_on);
      add_money (self, balance->issued_minor, card->currency);
      add_money (self, balance->used_minor, card->currency);
      add_money (self, balance->left_minor, card->currency);
      foyer_csv_writer_end_line (&self->csv);
    }

  return TRUE;
}

static gboolean
write_gift_ages (Tables *self, FoyerExportSet *set, GError **error)
{
  static const char *const headers[] = { "age", "cards", "left", "currency", NULL };
  g_autoptr (GArray) ages = foyer_reports_list_gift_ages (self->db, G_MAXINT64, error);

  if (ages == NULL || !begin (self, set, "gift-card-liability.csv", headers, error))
    return FALSE;
  for (guint i = 0; i < ages->len; i++)
    {
      const FoyerGiftLiability *age = &g_array_index (ages, FoyerGiftLiability, i);

      foyer_csv_writer_add_text (
          &self->csv, foyer_enum_to_nick (FOYER_TYPE_GIFT_AGE, (int) age->age));
      add_integer (self, age->n_cards);
      add_money (self, age->left_minor, self->clinic->currency);
      foyer_csv_writer_add_text (&self->csv, self->clinic->currency);
      foyer_csv_writer_end_line (&self->csv);
    }

  return TRUE;
}

/* Whom a booking is for. */
static void
add_booking (Tables *self, FoyerBookingRow *row)
{
  foyer_csv_writer_add_text (&self->csv, row->booking->number);
  foyer_csv_writer_add_text (&self->csv, row->patient_number);
  foyer_csv_writer_add_text (&self->csv, row->patient_family);
  foyer_csv_writer_add_text (&self->csv, row->patient_given);
  foyer_csv_writer_add_text (&self->csv, row->patient_birth_date);
  foyer_csv_writer_add_text (&self->csv, row->service_code);
  foyer_csv_writer_add_text (&self->csv, row->booking->visit_date);
  foyer_csv_writer_add_text (&self->csv, foyer_enum_to_nick (FOYER_TYPE_BOOKING_STATE,
                                                             (int) row->booking->state));
}

static gboolean
write_held (Tables *self, FoyerExportSet *set, GError **error)
{
  static const char *const headers[] = { "booking_number",
                                         "patient_number",
                                         "patient_family",
                                         "patient_given",
                                         "patient_birth_date",
                                         "service",
                                         "visit_date",
                                         "state",
                                         "since",
                                         "asked",
                                         "held",
                                         "currency",
                                         NULL };
  g_autoptr (GArray) holdings =
      foyer_reports_list_deposits_held (self->db, G_MAXINT64, error);

  if (holdings == NULL || !begin (self, set, "deposits-held.csv", headers, error))
    return FALSE;
  for (guint i = 0; i < holdings->len; i++)
    {
      const FoyerDepositHolding *holding =
          &g_array_index (holdings, FoyerDepositHolding, i);
      g_autoptr (FoyerBookingRow) row =
          foyer_bookings_get (self->db, holding->booking_id, error);

      if (row == NULL)
        return FALSE;
      add_booking (self, row);
      add_instant (self, holding->since_at);
      add_money (self, row->booking->deposit_minor, self->clinic->currency);
      add_money (self, holding->held_minor, self->clinic->currency);
      foyer_csv_writer_add_text (&self->csv, self->clinic->currency);
      foyer_csv_writer_end_line (&self->csv);
    }

  return TRUE;
}

static gboolean
add_forfeit (Tables *self, FoyerLedgerEntry *entry, GError **error)
{
  g_autoptr (FoyerBookingRow) row = NULL;
  g_autofree char *staff = NULL;

  if (!foyer_dump_get_text (self->db, FOYER_TYPE_USER, entry->staff_id, "name", &staff,
                            error))
    return FALSE;
  add_instant (self, entry->at);
  if (entry->booking_id != 0)
    {
      row = foyer_bookings_get (self->db, entry->booking_id, error);
      if (row == NULL)
        return FALSE;
      add_booking (self, row);
    }
  else
    for (guint i = 0; i < 8; i++)
      foyer_csv_writer_add_text (&self->csv, NULL);
  foyer_csv_writer_add_text (&self->csv,
                             foyer_enum_to_nick (FOYER_TYPE_TENDER, (int) entry->tender));
  add_money (self, entry->amount_minor, entry->currency);
  foyer_csv_writer_add_text (&self->csv, entry->currency);
  foyer_csv_writer_add_text (&self->csv, entry->reason);
  foyer_csv_writer_add_text (&self->csv, staff);
  foyer_csv_writer_end_line (&self->csv);

  return TRUE;
}

static gboolean
write_forfeited (Tables *self, FoyerExportSet *set, GError **error)
{
  static const char *const headers[] = { "at",
                                         "booking_number",
                                         "patient_number",
                                         "patient_family",
                                         "patient_given",
                                         "patient_birth_date",
                                         "service",
                                         "visit_date",
                                         "state",
                                         "tender",
                                         "amount",
                                         "currency",
                                         "reason",
                                         "staff",
                                         NULL };
  g_autoptr (GPtrArray) entries =
      foyer_reports_list_forfeited (self->db, 0, G_MAXINT64, error);

  if (entries == NULL || !begin (self, set, "forfeited.csv", headers, error))
    return FALSE;
  for (guint i = 0; i < entries->len; i++)
    if (!add_forfeit (self, entries->pdata[i], error))
      return FALSE;

  return TRUE;
}

/* The tables about money beside the ledger. */
gboolean
foyer_export_write_money (FoyerExportSet *set, FoyerDb *db, GError **error)
{
  g_autoptr (FoyerClinic) clinic = foyer_catalogue_get_clinic (db, error);
  g_autoptr (FoyerZone) zone = NULL;
  Tables self = { .db = db, .clinic = clinic };

  if (clinic == NULL)
    return FALSE;
  zone = foyer_zone_new (clinic->zone, error);
  if (zone == NULL)
    return FALSE;
  self.zone = zone;

  return write_gift_cards (&self, set, error) && write_gift_ages (&self, set, error) &&
         write_held (&self, set, error) && write_forfeited (&self, set, error);
}

static gboolean
write_all (FoyerExportSet *set, FoyerDb *db, GError **error)
{
  gint64 n;

  if (!foyer_dump_count (db, FOYER_TYPE_LEDGER_ENTRY, &n, error))
    return FALSE;
  foyer_export_set_add_total (set, n);

  return foyer_export_write_ledger (set, db, error) &&
         foyer_export_write_money (set, db, error);
}

/**
 * foyer_export_money:
 * @db: a connection that can write, with no transaction under way
 * @actor: (nullable): who acts
 * @job: where to
 * @error: return location for an error
 *
 * Writes tables about money for a spreadsheet: `ledger.csv`, all entries; `gift-cards.csv`, what
 * is left on each; `gift-card-liability.csv`, what is left by how long ago they were paid
 * for (`90-days`, `1-year`, `2-years`, `5-years`: at most so long, `older`);
 * `deposits-held.csv`, and `forfeited.csv`, what the clinic has kept.  As foyer_export_csv().
 *
 * Errors: `FOYER_STORE_ERROR_DENIED`; `G_IO_ERROR`, with `G_IO_ERROR_CANCELLED`.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_export_money (FoyerDb              *db,
                    FoyerUser            *actor,
                    const FoyerExportJob *job,
                    GError              **error)
{
  return foyer_export_set_run (db, actor, job, "{\"export\":[null,\"money\"]}", write_all,
                               error);
}
