/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-absence.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-slots.h"
#include "tests/unit/desk.h"

/* What the slot finder offers, the gate lets pass: two roads to one answer. */

static void
save (Desk *desk, gpointer record)
{
  g_autoptr (GError) error = NULL;

  foyer_catalogue_save (desk->db, desk->manager, record, &error);
  g_assert_no_error (error);
}

/* Hours kept for urgent visits, some time away, and two visits at once for one clinician. */
static void
complicate (Desk *desk)
{
  g_autoptr (FoyerClinician) clinician = NULL;
  g_autoptr (FoyerClinic) clinic = NULL;
  g_autoptr (FoyerWorkingHours) kept = foyer_working_hours_new ();
  g_autoptr (FoyerAbsence) absence = foyer_absence_new ();
  g_autoptr (GError) error = NULL;

  clinic = foyer_catalogue_get_clinic (desk->db, &error);
  g_assert_no_error (error);
  clinic->urgent_release_hours = 0;
  save (desk, clinic);
  kept->clinician_id = desk->clinician_id;
  kept->weekday = 2;
  kept->start_minute = 9 * 60;
  kept->end_minute = 10 * 60;
  foyer_set_text (&kept->only_category, "urgent");
  save (desk, kept);
  absence->clinician_id = desk->clinician_id;
  absence->start_at = desk_time (14, 10);
  absence->end_at = desk_time (15, 25);
  save (desk, absence);
  clinician = foyer_catalogue_get (desk->db, FOYER_TYPE_CLINICIAN,
                                   desk->other_clinician_id, &error);
  g_assert_no_error (error);
  clinician->overlap_limit = 2;
  save (desk, clinician);
}

static void
fill_at_random (Desk *desk, const gint64 *patient_ids, int n_patients)
{
  const gint64 services[] = { desk->follow_up_id, desk->procedure_id };

  for (int i = 0; i < 40; i++)
    {
      FoyerBookingRequest request = desk_request (
          desk, patient_ids[g_test_rand_int_range (0, n_patients)],
          services[g_test_rand_int_range (0, 2)], 8, 5 * g_test_rand_int_range (0, 108));
      g_autoptr (GError) error = NULL;

      if (g_test_rand_bit ())
        request.clinician_id = desk->other_clinician_id;
      if (g_test_rand_int_range (0, 4) == 0)
        foyer_bookings_hold (desk->db, desk->clerk, &request, FALSE, NULL, NULL, &error);
      else
        foyer_bookings_make (desk->db, desk->clerk, &request, NULL, NULL, &error);
    }
}

static guint
check_offers (Desk *desk, gint64 service_id, gint64 patient_id, gint64 referral_id)
{
  g_autoptr (FoyerSlotQuery) query = NULL;
  g_autoptr (GPtrArray) slots = NULL;
  g_autoptr (GError) error = NULL;

  query = foyer_slots_new_query (desk->db, service_id, referral_id, patient_id, &error);
  g_assert_no_error (error);
  query->earliest_at = desk_time (0, 0);
  query->limit = 40;
  query->pack = TRUE;
  query->every_clinician = TRUE;
  slots = foyer_slots_find (desk->db, query, NULL, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < slots->len; i++)
    {
      const FoyerSlot    *slot = g_ptr_array_index (slots, i);
      FoyerBookingRequest request = { .patient_id = patient_id,
                                      .service_id = service_id,
                                      .referral_id = referral_id,
                                      .clinician_id = slot->clinician_id,
                                      .room_id = slot->room_id,
                                      .start_at = slot->start_at };
      g_autoptr (GPtrArray) items =
          foyer_bookings_check (desk->db, desk->clerk, &request, &error);

      g_assert_no_error (error);
      for (guint j = 0; j < items->len; j++)
        {
          const FoyerGateItem *item = g_ptr_array_index (items, j);

          if (item->result == FOYER_GATE_RESULT_BLOCK)
            g_error ("offered at %s of the day, refused by %s: %s",
                     slot->start_at < desk_time (12, 0) ? "the first half" : "the second",
                     foyer_enum_to_nick (FOYER_TYPE_GATE_RULE, (int) item->rule),
                     foyer_enum_to_nick (FOYER_TYPE_GATE_REASON, (int) item->reason));
        }
    }

  return slots->len;
}

static void
test_offers_pass_the_gate (Desk *desk, gconstpointer data)
{
  gint64 patient_ids[8];
  gint64 referral_id = desk_accept_referral (desk, desk->new_patient_id);
  guint  n_offers = 0;

  complicate (desk);
  for (guint i = 0; i < G_N_ELEMENTS (patient_ids); i++)
    patient_ids[i] = desk_add_patient (desk, "Ito", "2026-01-15");

  for (int round = 0; round < 5; round++)
    {
      fill_at_random (desk, patient_ids, G_N_ELEMENTS (patient_ids));
      /* The holds run out, and nobody has released them yet. */
      desk->profile.now += 1000;
      for (guint i = 0; i < G_N_ELEMENTS (patient_ids); i++)
        n_offers += check_offers (
            desk, i % 2 == 0 ? desk->procedure_id : desk->cosmetic_id, patient_ids[i], 0);
      n_offers +=
          check_offers (desk, desk->new_visit_id, desk->new_patient_id, referral_id);
      profile_exec (&desk->profile,
                    "UPDATE referral SET assigned_urgency = 'urgent', visit_minutes = 50,"
                    " valid_to = '2026-11-25'");
    }
  g_test_message ("%u offers", n_offers);
  g_assert_cmpuint (n_offers, >, 200);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/offers/pass-the-gate", Desk, NULL, desk_set_up, test_offers_pass_the_gate,
              desk_tear_down);

  return g_test_run ();
}
