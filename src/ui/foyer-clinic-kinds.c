/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-clinic-kinds.h"

#include "model/foyer-clinic.h"
#include "present/foyer-format.h"
#include "ui/foyer-catalogue-kinds.h"
#include "ui/foyer-entry-row.h"
#include "ui/foyer-money-row.h"
#include "ui/foyer-simple-rows.h"
#include "ui/foyer-text-row.h"
#include "ui/foyer-zone-row.h"

#include <glib/gi18n-lib.h>

static char *
dup_title (gpointer record)
{
  return g_strdup (FOYER_CLINIC (record)->name);
}

static void
add_number (FoyerRecordEditor   *editor,
            AdwPreferencesGroup *group,
            const char          *field,
            double               upper,
            const char          *title,
            const char          *subtitle)
{
  GtkWidget *row = foyer_spin_row_new (
      title, g_str_equal (field, "hold-minutes") || g_str_equal (field, "horizon-days"),
      upper);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  foyer_record_editor_add (editor, group, row, field);
}

/* Who we are. */

static void
build_identity (FoyerRecordEditor *editor, AdwPreferencesPage *page)
{
  AdwPreferencesGroup *group = foyer_record_kind_add_group (page, NULL);
  AdwPreferencesGroup *local = foyer_record_kind_add_group (page, _ ("Place"));
  GtkWidget           *zone = g_object_new (FOYER_TYPE_ZONE_ROW, NULL);
  GtkWidget           *currency = foyer_entry_row_new (_ ("Currency"));
  GtkWidget           *phone = foyer_entry_row_new (_ ("Phone"));
  GtkWidget           *paper = foyer_choice_row_new (_ ("Paper"));

  foyer_choice_row_add (FOYER_CHOICE_ROW (paper), FOYER_PAPER_LETTER, _ ("US Letter"));
  foyer_choice_row_add (FOYER_CHOICE_ROW (paper), FOYER_PAPER_A4, _ ("A4"));
  g_object_set (currency, "hint", _ ("Three letters, such as USD for US dollars"), NULL);
  g_object_set (phone, "hint",
                _ ("As patients dial it; it stands on everything that is printed"), NULL);
  foyer_zone_row_load (
      FOYER_ZONE_ROW (zone),
      foyer_session_get_store (foyer_record_editor_get_session (editor)));

  foyer_record_editor_add (editor, group, foyer_entry_row_new (_ ("Name of the Clinic")),
                           "name");
  foyer_record_editor_add (editor, group, phone, "phone");
  foyer_record_editor_add (editor, group, foyer_text_row_new (_ ("Address")), "address");
  foyer_record_editor_add (editor, local, zone, "zone");
  foyer_record_editor_add (editor, local, currency, "currency");
  foyer_record_editor_add (editor, local, paper, "paper");
}

static char *
dup_identity (gpointer record, FoyerSession *session)
{
  FoyerClinic *clinic = record;

  if (clinic->phone == NULL)
    return g_strjoin (" · ", clinic->name, clinic->zone, NULL);
  return g_strjoin (" · ", clinic->name, clinic->phone, clinic->zone, NULL);
}

/* How we book. */

static void
build_booking (FoyerRecordEditor *editor, AdwPreferencesPage *page)
{
  AdwPreferencesGroup *times = foyer_record_kind_add_group (page, _ ("Free Times"));
  AdwPreferencesGroup *rules = foyer_record_kind_add_group (page, _ ("Keeping a Visit"));

  add_number (editor, times, "lead-minutes", 43200, _ ("Earliest, in Minutes From Now"),
              _ ("0 offers a time at once"));
  add_number (editor, times, "horizon-days", 800, _ ("Latest, in Days From Today"), "");
  add_number (editor, times, "urgent-release-hours", 720,
              _ ("Urgent Time Opens, Hours Before"),
              _ ("Time kept for urgent referrals is offered to everybody from then on"));
  add_number (editor, rules, "hold-minutes", 1440, _ ("A Hold Lasts, in Minutes"),
              _ ("While a deposit is found, the time is kept for so long"));
  add_number (editor, rules, "no-show-limit", 100, _ ("Missed Visits Before a Warning"),
              _ ("In the last 24 months; 0 for never"));
}

static char *
dup_booking (gpointer record, FoyerSession *session)
{
  FoyerClinic     *clinic = record;
  g_autofree char *hold = foyer_format_duration (clinic->hold_minutes);
  g_autofree char *horizon =
      foyer_format_duration (clinic->horizon_days * FOYER_DAY_MINUTES);

  /* Translators: two lengths of time: “15 min”, “366 days” */
  return g_strdup_printf (_ ("Holds last %1$s, times are offered for %2$s"), hold,
                          horizon);
}

/* How we take money. */

static GtkWidget *
new_outcome_row (const char *title)
{
  GtkWidget *row = foyer_choice_row_new (title);

  foyer_choice_row_add (FOYER_CHOICE_ROW (row), FOYER_DEPOSIT_OUTCOME_REFUND,
                        C_ ("what becomes of a deposit", "Paid back"));
  foyer_choice_row_add (FOYER_CHOICE_ROW (row), FOYER_DEPOSIT_OUTCOME_CREDIT,
                        C_ ("what becomes of a deposit", "Kept as credit"));
  foyer_choice_row_add (FOYER_CHOICE_ROW (row), FOYER_DEPOSIT_OUTCOME_FORFEIT,
                        C_ ("what becomes of a deposit", "Kept by the clinic"));
  foyer_choice_row_add (FOYER_CHOICE_ROW (row), FOYER_DEPOSIT_OUTCOME_CARRY,
                        C_ ("what becomes of a deposit", "Stays with the booking"));

  return row;
}

static void
build_money (FoyerRecordEditor *editor, AdwPreferencesPage *page)
{
  AdwPreferencesGroup *deposits = foyer_record_kind_add_group (page, _ ("Deposits"));
  AdwPreferencesGroup *cards = foyer_record_kind_add_group (page, _ ("Gift Cards"));
  AdwPreferencesGroup *till = foyer_record_kind_add_group (page, _ ("Till"));
  GtkWidget           *needed = foyer_switch_row_new (_ ("Money Only Into an Open Till"));
  GtkWidget           *second = foyer_switch_row_new (_ ("Counted by Two People"));

  add_number (editor, deposits, "cancel-cutoff-hours", 720,
              _ ("Late Cancellation, in Hours Before"),
              _ ("Later than this a cancellation counts as late; 0 for never"));
  foyer_record_editor_add (editor, deposits,
                           new_outcome_row (_ ("Patient Cancels in Time")),
                           "deposit-in-time");
  foyer_record_editor_add (editor, deposits, new_outcome_row (_ ("Patient Cancels Late")),
                           "deposit-late");
  foyer_record_editor_add (
      editor, deposits, new_outcome_row (_ ("Patient Does Not Come")), "deposit-no-show");
  add_number (editor, cards, "gift-years", 100, _ ("A Gift Card Lasts, in Years"),
              _ ("Five at least; 0 for ever"));
  foyer_record_editor_add (editor, cards, foyer_text_row_new (_ ("Terms on the Voucher")),
                           "gift-terms");
  foyer_record_editor_add (
      editor, cards,
      foyer_money_row_new (_ ("Taken of a Card Without Asking the Endpoint, at Most"),
                           "USD"),
      "gift-offline-minor");
  adw_action_row_set_subtitle (
      ADW_ACTION_ROW (needed),
      _ ("Otherwise money can be taken while no till is open, and is in no count"));
  adw_action_row_set_subtitle (
      ADW_ACTION_ROW (second),
      _ ("A till is closed once another person has counted the same"));
  foyer_record_editor_add (editor, till, needed, "till-required");
  foyer_record_editor_add (editor, till, second, "till-second-count");
}

static char *
dup_money (gpointer record, FoyerSession *session)
{
  FoyerClinic     *clinic = record;
  g_autofree char *years = NULL;

  if (clinic->gift_years == 0)
    return g_strdup (_ ("Deposits, gift cards that never expire, tills"));
  years = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%d year", "%d years", (gulong) clinic->gift_years),
      (int) clinic->gift_years);

  /* Translators: %s is how long gift cards last: “5 years”. */
  return g_strdup_printf (_ ("Deposits, gift cards that last %s, tills"), years);
}

/* Whom we see. */

static void
build_patients (FoyerRecordEditor *editor, AdwPreferencesPage *page)
{
  AdwPreferencesGroup *who = foyer_record_kind_add_group (page, _ ("New Patients"));
  AdwPreferencesGroup *targets = foyer_record_kind_add_group (page, _ ("Referrals"));

  add_number (editor, who, "new-after-years", 50, _ ("New Again After Years"),
              _ ("Somebody not seen for so long counts as new; 0 for never"));
  add_number (editor, targets, "target-days-urgent", 366, _ ("Urgent: Seen Within Days"),
              "");
  add_number (editor, targets, "target-days-routine", 366,
              _ ("Routine: Seen Within Days"), "");
}

static char *
dup_patients (gpointer record, FoyerSession *session)
{
  FoyerClinic *clinic = record;

  /* Translators: days within which referrals should be seen */
  return g_strdup_printf (_ ("Urgent referrals within %d days, routine within %d days"),
                          (int) clinic->target_days_urgent,
                          (int) clinic->target_days_routine);
}

const FoyerRecordKind foyer_clinic_kinds[FOYER_N_CLINIC_KINDS] = {
  {
      .get_type = foyer_clinic_get_type,
      .list_title = N_ ("Name and Place"),
      .edit_title = N_ ("Name and Place"),
      .build = build_identity,
      .dup_title = dup_title,
      .dup_subtitle = dup_identity,
  },
  {
      .get_type = foyer_clinic_get_type,
      .list_title = N_ ("Booking Rules"),
      .edit_title = N_ ("Booking Rules"),
      .build = build_booking,
      .dup_title = dup_title,
      .dup_subtitle = dup_booking,
  },
  {
      .get_type = foyer_clinic_get_type,
      .list_title = N_ ("Money"),
      .edit_title = N_ ("Money"),
      .build = build_money,
      .dup_title = dup_title,
      .dup_subtitle = dup_money,
  },
  {
      .get_type = foyer_clinic_get_type,
      .list_title = N_ ("New Patients and Referrals"),
      .edit_title = N_ ("New Patients and Referrals"),
      .build = build_patients,
      .dup_title = dup_title,
      .dup_subtitle = dup_patients,
  },
};
