/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "print/foyer-money-report-private.h"

#include "present/foyer-deposit-words.h"
#include "present/foyer-format.h"
#include "present/foyer-gift-words.h"
#include "present/foyer-words.h"
#include "store/foyer-bookings.h"
#include "store/foyer-gift-cards.h"
#include "store/foyer-money-reports.h"
#include "store/foyer-patients.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Bytes of a name that fills its cell. */
#define LONG_NAME 40

static const FoyerSlipColumn age_columns[] = { { 1, FALSE }, { 0, TRUE }, { 0, TRUE } };
static const FoyerSlipColumn card_columns[] = {
  { 0.3, FALSE }, { 0.35, FALSE }, { 0.35, FALSE }, { 0, TRUE }, { 0, TRUE }, { 0, TRUE },
};
static const FoyerSlipColumn held_columns[] = {
  { 0, FALSE },    { 0.36, FALSE }, { 0.4, FALSE },
  { 0.24, FALSE }, { 0, TRUE },     { 0, TRUE },
};
static const FoyerSlipColumn kept_columns[] = {
  { 0, FALSE },    { 0.27, FALSE }, { 0.25, FALSE },
  { 0.33, FALSE }, { 0.15, FALSE }, { 0, TRUE },
};

/* Two things by which a patient is told from another. */
static char *
describe_patient (const char *family, const char *given, const char *birth_date)
{
  g_autofree char *name = foyer_format_person (family, given);
  g_autofree char *date = birth_date != NULL ? foyer_format_date (birth_date) : NULL;

  /* A name that fills its lines leaves the date to the next. */
  return g_strjoin (strlen (name) > LONG_NAME ? "\n" : " · ", name, date, NULL);
}

static char *
describe_visit (FoyerBookingRow *row)
{
  g_autofree char *date = row->booking->visit_date != NULL
                              ? foyer_format_date (row->booking->visit_date)
                              : NULL;

  return date != NULL
             ? g_strjoin (" · ", row->service_name, date, row->booking->number, NULL)
             : g_strjoin (" · ", row->service_name, row->booking->number, NULL);
}

/* Whom an entry concerns, if it is a patient, and what it is for. */
gboolean
foyer_report_describe_entry (FoyerReport      *report,
                             FoyerLedgerEntry *entry,
                             char            **out_who,
                             char            **out_what,
                             GError          **error)
{
  if (entry->booking_id != 0)
    {
      g_autoptr (FoyerBookingRow) row =
          foyer_bookings_get (report->db, entry->booking_id, error);

      if (row == NULL)
        return FALSE;
      *out_who = describe_patient (row->patient_family, row->patient_given,
                                   row->patient_birth_date);
      *out_what = describe_visit (row);
      return TRUE;
    }
  if (entry->patient_id != 0)
    {
      g_autoptr (FoyerPatient) patient =
          foyer_patients_get (report->db, entry->patient_id, error);

      if (patient == NULL)
        return FALSE;
      *out_who = describe_patient (patient->family, patient->given, patient->birth_date);
    }
  if (entry->gift_card_uid != NULL)
    {
      g_autoptr (FoyerGiftCard) card =
          foyer_gift_cards_get_by_uid (report->db, entry->gift_card_uid, error);

      if (card == NULL)
        return FALSE;
      /* Translators: %s are the last four signs of the code of a gift card. */
      *out_what = g_strdup_printf (C_ ("tender", "Gift card …%s"), card->last_four);
    }
  else
    *out_what = g_strdup (foyer_words_tender (FOYER_TENDER_CREDIT));

  return TRUE;
}

static char *
format_date (FoyerReport *report, gint64 at)
{
  return foyer_format_day (foyer_zone_get_day (report->zone, at));
}

/* The sum below the last column but one or the last. */
static void
put_sum (FoyerReport *report, const char *const *texts)
{
  foyer_slip_put_rule (report->slip);
  foyer_slip_put_cells (report->slip, FOYER_PEN_STRONG, texts);
  foyer_slip_end_table (report->slip);
}

static gboolean
put_ages (FoyerReport *report, gint64 to, gint64 *out_cards, GError **error)
{
  g_autoptr (GArray) ages = foyer_reports_list_gift_ages (report->db, to, error);
  g_autofree char *sum = NULL;
  g_autofree char *cards = NULL;
  gint64           left_minor = 0, n_cards = 0;

  if (ages == NULL)
    return FALSE;
  foyer_slip_begin_table (report->slip, age_columns, G_N_ELEMENTS (age_columns),
                          (const char *[]){ C_ ("money report", "Paid for"),
                                            C_ ("money report", "Cards"),
                                            C_ ("money report", "Left") });
  for (guint i = 0; i < ages->len; i++)
    {
      const FoyerGiftLiability *age = &g_array_index (ages, FoyerGiftLiability, i);
      g_autofree char          *n = g_strdup_printf ("%" G_GINT64_FORMAT, age->n_cards);
      g_autofree char *left = foyer_report_format_money (report, age->left_minor);

      foyer_slip_put_cells (report->slip, FOYER_PEN_BODY,
                            (const char *[]){ foyer_gift_words_age (age->age), n, left });
      left_minor += age->left_minor;
      n_cards += age->n_cards;
    }
  sum = foyer_report_format_money (report, left_minor);
  cards = g_strdup_printf ("%" G_GINT64_FORMAT, n_cards);
  put_sum (report, (const char *[]){ C_ ("money report", "Sum"), cards, sum });
  *out_cards = n_cards;

  return TRUE;
}

static gboolean
put_card (FoyerReport *report, const FoyerGiftBalance *balance, int day, GError **error)
{
  g_autoptr (FoyerGiftCard) card =
      foyer_gift_cards_get (report->db, balance->card_id, error);
  g_autofree char *title = NULL;
  g_autofree char *paid = format_date (report, balance->paid_at);
  g_autofree char *expiry = NULL;
  g_autofree char *issued = NULL;
  g_autofree char *used = NULL;
  g_autofree char *left = NULL;

  if (card == NULL)
    return FALSE;
  title = foyer_gift_words_title (card);
  expiry = foyer_gift_card_is_expired (card, day)
               ? g_strdup (foyer_gift_words_state (card, balance->left_minor, day))
               : foyer_gift_words_expiry (card);
  issued = foyer_report_format_money (report, balance->issued_minor);
  used = foyer_report_format_money (report, balance->used_minor);
  left = foyer_report_format_money (report, balance->left_minor);
  foyer_slip_put_cells (report->slip, FOYER_PEN_PLAIN,
                        (const char *[]){ title, paid, expiry, issued, used, left });

  return TRUE;
}

gboolean
foyer_money_report_put_gift_cards (FoyerReport *report, gint64 to, GError **error)
{
  g_autoptr (GArray) balances = foyer_reports_list_gift_balances (report->db, to, error);
  const int day =
      foyer_zone_get_day (report->zone, MIN (to - 1, foyer_db_now (report->db)));
  g_autofree char *issued = NULL;
  g_autofree char *used = NULL;
  g_autofree char *left = NULL;
  gint64           issued_minor = 0, used_minor = 0, left_minor = 0, n_cards;

  if (balances == NULL || !put_ages (report, to, &n_cards, error))
    return FALSE;
  if (n_cards == 0)
    return TRUE;
  foyer_slip_put_gap (report->slip);
  foyer_slip_put (report->slip, FOYER_PEN_HEADING,
                  C_ ("money report", "Cards with something left, the oldest first"));
  foyer_slip_begin_table (
      report->slip, card_columns, G_N_ELEMENTS (card_columns),
      (const char *[]){ C_ ("money report", "Card"), C_ ("money report", "Paid for"),
                        C_ ("money report", "Can be spent"),
                        C_ ("money report", "Put on"), C_ ("money report", "Spent"),
                        C_ ("money report", "Left") });
  for (guint i = 0; i < balances->len; i++)
    {
      const FoyerGiftBalance *balance = &g_array_index (balances, FoyerGiftBalance, i);

      if (balance->left_minor == 0)
        continue;
      if (!put_card (report, balance, day, error))
        return FALSE;
      issued_minor += balance->issued_minor;
      used_minor += balance->used_minor;
      left_minor += balance->left_minor;
    }
  issued = foyer_report_format_money (report, issued_minor);
  used = foyer_report_format_money (report, used_minor);
  left = foyer_report_format_money (report, left_minor);
  put_sum (report, (const char *[]){ C_ ("money report", "Sum"), NULL, NULL, issued, used,
                                     left });

  return TRUE;
}

static gboolean
put_holding (FoyerReport *report, const FoyerDepositHolding *holding, GError **error)
{
  g_autoptr (FoyerBookingRow) row =
      foyer_bookings_get (report->db, holding->booking_id, error);
  g_autofree char *since = format_date (report, holding->since_at);
  g_autofree char *who = NULL;
  g_autofree char *visit = NULL;
  g_autofree char *asked = NULL;
  g_autofree char *held = NULL;

  if (row == NULL)
    return FALSE;
  who =
      describe_patient (row->patient_family, row->patient_given, row->patient_birth_date);
  visit = describe_visit (row);
  asked = foyer_report_format_money (report, row->booking->deposit_minor);
  held = foyer_report_format_money (report, holding->held_minor);
  foyer_slip_put_cells (report->slip, FOYER_PEN_PLAIN,
                        (const char *[]){ since, who, visit,
                                          foyer_words_booking_state (row->booking->state),
                                          asked, held });

  return TRUE;
}

gboolean
foyer_money_report_put_held (FoyerReport *report, gint64 to, GError **error)
{
  g_autoptr (GArray) list = foyer_reports_list_deposits_held (report->db, to, error);
  g_autofree char *sum = NULL;
  gint64           held_minor = 0;

  if (list == NULL)
    return FALSE;
  if (list->len == 0)
    {
      foyer_slip_put (report->slip, FOYER_PEN_BODY,
                      C_ ("money report", "No deposit is held."));
      return TRUE;
    }
  foyer_slip_begin_table (
      report->slip, held_columns, G_N_ELEMENTS (held_columns),
      (const char *[]){ C_ ("money report", "Since"), C_ ("money report", "Patient"),
                        C_ ("money report", "For"), C_ ("money report", "Visit now"),
                        C_ ("money report", "Asked"), C_ ("money report", "Held") });
  for (guint i = 0; i < list->len; i++)
    {
      const FoyerDepositHolding *holding = &g_array_index (list, FoyerDepositHolding, i);

      if (!put_holding (report, holding, error))
        return FALSE;
      held_minor += holding->held_minor;
    }
  sum = foyer_report_format_money (report, held_minor);
  put_sum (report,
           (const char *[]){ C_ ("money report", "Sum"), NULL, NULL, NULL, NULL, sum });

  return TRUE;
}

static gboolean
put_kept_entry (FoyerReport *report, FoyerLedgerEntry *entry, GError **error)
{
  g_autofree char *date = format_date (report, entry->at);
  g_autofree char *who = NULL;
  g_autofree char *what = NULL;
  g_autofree char *amount = foyer_format_money (entry->amount_minor, entry->currency);

  if (!foyer_report_describe_entry (report, entry, &who, &what, error))
    return FALSE;
  foyer_slip_put_cells (
      report->slip, FOYER_PEN_PLAIN,
      (const char *[]){ date, who, what, foyer_deposit_words_reason (entry->reason),
                        foyer_report_name_staff (report, entry->staff_id), amount });

  return TRUE;
}

gboolean
foyer_money_report_put_kept (FoyerReport *report, gint64 from, gint64 to, GError **error)
{
  g_autoptr (GPtrArray) list = foyer_reports_list_forfeited (report->db, from, to, error);
  g_autofree char *sum = NULL;
  gint64           kept_minor = 0;

  if (list == NULL)
    return FALSE;
  if (list->len == 0)
    {
      foyer_slip_put (report->slip, FOYER_PEN_BODY,
                      C_ ("money report", "Nothing was kept in that time."));
      return TRUE;
    }
  foyer_slip_begin_table (
      report->slip, kept_columns, G_N_ELEMENTS (kept_columns),
      (const char *[]){ C_ ("money report", "Date"), C_ ("money report", "Patient"),
                        C_ ("money report", "For"), C_ ("money report", "Reason"),
                        C_ ("money report", "By"), C_ ("money report", "Amount") });
  for (guint i = 0; i < list->len; i++)
    {
      FoyerLedgerEntry *entry = list->pdata[i];

      if (!put_kept_entry (report, entry, error))
        return FALSE;
      kept_minor += entry->amount_minor;
    }
  sum = foyer_report_format_money (report, kept_minor);
  put_sum (report,
           (const char *[]){ C_ ("money report", "Sum"), NULL, NULL, NULL, NULL, sum });

  return TRUE;
}
