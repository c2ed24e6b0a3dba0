/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-catalogue.h"
#include "tests/widget/desk.h"
#include "ui/foyer-catalogue-kinds.h"
#include "ui/foyer-clinic-kinds.h"
#include "ui/foyer-hours-editor.h"
#include "ui/foyer-preferences-window.h"
#include "ui/foyer-referrer-editor.h"
#include "ui/foyer-simple-rows.h"
#include "ui/foyer-ui.h"

static GtkWidget *
edit (Desk *desk, const FoyerRecordKind *kind, gpointer record)
{
  return desk_present (
      GTK_WIDGET (foyer_record_editor_new (desk->session, kind, record)));
}

static void
test_lists_everything (Desk *desk, gconstpointer data)
{
  static const char *const pages[] = { "clinic",   "clinicians", "services", "rooms",
                                       "holidays", "referrers",  "staff",    "endpoint" };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      GtkWidget *window = desk_present (
          GTK_WIDGET (foyer_preferences_window_new (desk->session, pages[i])));

      if (g_str_equal (pages[i], "clinicians"))
        g_assert_true (desk_says (window, "Dr. Ada Lind"));
      if (g_str_equal (pages[i], "services"))
        g_assert_true (desk_says (window, "$125.00 when booked"));
      gtk_window_destroy (GTK_WINDOW (window));
    }
}

static void
test_service_money_is_read (Desk *desk, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerService) service = foyer_catalogue_get (
      desk->profile.db, FOYER_TYPE_SERVICE, desk->cosmetic_id, &error);
  GtkWidget *window = edit (desk, &foyer_service_kind, service);

  desk_type (window, "Price", "a lot");
  desk_click (window, "_Save");
  desk_wait_says (window, "This is no amount of money.");

  desk_type (window, "Price", "150");
  desk_click (window, "_Save");
  desk_wait (desk_is_gone, window);
  g_assert_cmpint (
      profile_query (&desk->profile,
                     "SELECT price_minor FROM service WHERE deposit_minor > 0"),
      ==, 15000);
}

static void
test_new_room_needs_a_name (Desk *desk, gconstpointer data)
{
  GtkWidget *window = edit (desk, &foyer_room_kind, NULL);

  desk_click (window, "_Save");
  desk_wait_says (window, "This cannot be empty.");

  desk_type (window, "Name on the Door", "Room 1 & <b>");
  desk_click (window, "_Save");
  desk_wait (desk_is_gone, window);
  g_assert_cmpint (
      profile_query (&desk->profile,
                     "SELECT count (*) FROM room WHERE name = 'Room 1 & <b>'"),
      ==, 1);
}

static void
test_denied_is_a_sentence (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerUser) front_desk = foyer_user_new ();
  g_autoptr (GError) error = NULL;
  GtkWidget *window;

  foyer_set_text (&front_desk->name, "Front Desk");
  front_desk->role = FOYER_ROLE_DESK;
  foyer_catalogue_save (desk->profile.db, desk->profile.manager, front_desk, &error);
  g_assert_no_error (error);
  foyer_store_set_actor (desk->store, front_desk);

  window = edit (desk, &foyer_room_kind, NULL);
  desk_type (window, "Name on the Door", "Room 1");
  desk_click (window, "_Save");
  desk_wait_says (window, "Your role does not allow this.");
  g_assert_cmpint (profile_query (&desk->profile, "SELECT count (*) FROM room"), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_absence_of_whole_days (Desk *desk, gconstpointer data)
{
  GtkWidget *window = edit (desk, &foyer_absence_kind, NULL);

  desk_type (window, "First Day", "2026-12-02");
  desk_type (window, "Last Day", "2026-12-01");
  desk_click (window, "_Save");
  desk_wait_says (window, "The end must come after the start.");

  desk_type (window, "Last Day", "2026-12-04");
  desk_click (window, "_Save");
  desk_wait (desk_is_gone, window);
  g_assert_cmpint (
      profile_query (&desk->profile, "SELECT end_at - start_at FROM absence"), ==,
      3 * 24 * 3600);
}

static void
test_clinician_keeps_hours (Desk *desk, gconstpointer data)
{
  GtkWidget *window = edit (desk, &foyer_clinician_kind, NULL);

  desk_type (window, "Family Name", "Romero");
  desk_click (window, "_Save");
  desk_wait (desk_is_gone, window);
  /* Five days and five lunches, as most have. */
  g_assert_cmpint (
      profile_query (&desk->profile,
                     "SELECT count (*) FROM working_hours WHERE clinician_id = "
                     "(SELECT id FROM clinician WHERE family = 'Romero')"),
      ==, 10);
}

static void
test_hours_refuse_end_before_start (void)
{
  GtkWidget *editor = g_object_ref_sink (foyer_hours_editor_new ());
  g_autoptr (GPtrArray) hours = foyer_catalogue_new_default_hours (0);
  g_autoptr (GPtrArray) whole = NULL;
  g_autoptr (GPtrArray) broken = NULL;

  foyer_hours_editor_show (FOYER_HOURS_EDITOR (editor), hours);
  whole = foyer_hours_editor_read (FOYER_HOURS_EDITOR (editor), TRUE);
  g_assert_cmpuint (whole->len, ==, hours->len);

  FOYER_WORKING_HOURS (g_ptr_array_index (hours, 0))->end_minute = 7 * 60;
  foyer_hours_editor_show (FOYER_HOURS_EDITOR (editor), hours);
  broken = foyer_hours_editor_read (FOYER_HOURS_EDITOR (editor), TRUE);
  g_assert_null (broken);

  g_assert_finalize_object (editor);
}

/* A gift card that ends too soon is against the law where Foyer began. */
static void
test_gift_cards_last_five_years (Desk *desk, gconstpointer data)
{
  const FoyerRecordKind *money = NULL;
  GtkWidget             *window;
  gpointer               row;

  for (guint i = 0; i < FOYER_N_CLINIC_KINDS; i++)
    if (g_str_equal (foyer_clinic_kinds[i].list_title, "Money"))
      money = &foyer_clinic_kinds[i];
  g_assert_nonnull (money);
  window = edit (desk, money, foyer_session_get_clinic (desk->session));
  row = desk_find_row (window, "A Gift Card Lasts, in Years");
  foyer_spin_row_set_value (row, 3);
  desk_click (window, "_Save");
  desk_wait_says (window, "five years at least");
  foyer_spin_row_set_value (row, 5);
  desk_type (window, "Terms on the Voucher", "No cash back.\nNot for medical fees.");
  foyer_switch_row_set_active (desk_find_row (window, "Counted by Two People"), TRUE);
  desk_click (window, "_Save");
  desk_wait (desk_is_gone, window);
  g_assert_cmpint (
      profile_query (&desk->profile,
                     "SELECT gift_years * 10 + till_second_count FROM clinic "
                     "WHERE gift_terms LIKE '%medical fees.'"),
      ==, 51);
}

static void
test_clinic_settings (Desk *desk, gconstpointer data)
{
  for (guint i = 0; i < FOYER_N_CLINIC_KINDS; i++)
    {
      GtkWidget *window =
          edit (desk, &foyer_clinic_kinds[i], foyer_session_get_clinic (desk->session));

      if (i == 0)
        {
          desk_type (window, "Currency", "dollars");
          desk_click (window, "_Save");
          desk_wait_says (window, "A currency has three letters");
          desk_type (window, "Currency", "USD");
          desk_type (window, "Phone", "(805) 555-0199");
        }
      desk_click (window, "_Save");
      desk_wait (desk_is_gone, window);
    }
  g_assert_cmpint (
      profile_query (&desk->profile,
                     "SELECT count (*) FROM clinic WHERE phone = '(805) 555-0199'"),
      ==, 1);
}

static void
test_referrer_npi_is_checked (Desk *desk, gconstpointer data)
{
  GtkWidget *window = desk_present (
      GTK_WIDGET (foyer_referrer_editor_new (desk->session, 0, "Hannah Hughes")));

  desk_type (window, "NPI", "1234567890");
  desk_click (window, "_Save");
  desk_wait_says (window, "the check digit does not fit");

  desk_type (window, "NPI", "1234567893");
  desk_click (window, "_Save");
  desk_wait (desk_is_gone, window);
  g_assert_cmpint (profile_query (&desk->profile,
                                  "SELECT count (*) FROM referrer WHERE family = "
                                  "'Hughes' AND given = 'Hannah' AND npi = "
                                  "'1234567893'"),
                   ==, 1);
}

#define ADD(path, func)                                                                  \
  g_test_add ("/preferences/" path, Desk, NULL, desk_set_up, func, desk_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  foyer_ui_init ();

  ADD ("lists-everything", test_lists_everything);
  ADD ("service-money-is-read", test_service_money_is_read);
  ADD ("new-room-needs-a-name", test_new_room_needs_a_name);
  ADD ("denied-is-a-sentence", test_denied_is_a_sentence);
  ADD ("absence-of-whole-days", test_absence_of_whole_days);
  ADD ("clinician-keeps-hours", test_clinician_keeps_hours);
  ADD ("clinic-settings", test_clinic_settings);
  ADD ("gift-cards", test_gift_cards_last_five_years);
  ADD ("referrer-npi-is-checked", test_referrer_npi_is_checked);
  g_test_add_func ("/preferences/hours-refuse-end-before-start",
                   test_hours_refuse_end_before_start);

  return g_test_run ();
}
