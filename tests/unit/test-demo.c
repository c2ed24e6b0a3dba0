/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo/foyer-demo.h"
#include "model/foyer-referral-state.h"
#include "store/foyer-audit.h"
#include "store/foyer-deposits.h"
#include "store/foyer-requests.h"
#include "store/foyer-tills.h"
#include "store/foyer-verify.h"
#include "tests/unit/profile.h"

static void
fill (Profile *profile, guint32 seed)
{
  const FoyerDemoSize size = { .n_patients = 400, .n_bookings = 3000, .seed = seed };
  g_autoptr (GError) error = NULL;

  foyer_demo_fill (profile->db, &size, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
test_clinic_is_believable (Profile *profile, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 broken;

  fill (profile, 7);

  g_assert_cmpint (profile_query (profile, "SELECT count (*) FROM patient"), ==, 400);
  g_assert_cmpint (profile_query (profile, "SELECT count (*) FROM booking"), >, 2500);
  /* Every state of a referral, and a full day today. */
  g_assert_cmpint (profile_query (profile, "SELECT count (DISTINCT state) FROM referral"),
                   ==, FOYER_REFERRAL_STATE_ENTERED_IN_ERROR + 1);
  g_assert_cmpint (profile_query (profile, "SELECT count (*) FROM booking "
                                           "WHERE visit_date = '2026-11-23' AND live"),
                   >, 30);
  /* Nothing in the clinic breaks its own rules. */
  g_assert_cmpint (
      profile_query (profile,
                     "SELECT count (*) FROM booking AS a JOIN booking AS b "
                     "ON a.clinician_id = b.clinician_id AND a.id < b.id "
                     "AND a.block_start_at < b.block_end_at "
                     "AND b.block_start_at < a.block_end_at WHERE a.live AND b.live"),
      ==, 0);
  g_assert_true (foyer_audit_verify (profile->db, &broken, &error));
  g_assert_cmpint (broken, ==, 0);
}

static void
test_requests_are_of_all_kinds (Profile *profile, gconstpointer data)
{
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GArray) findings = NULL;
  g_autoptr (GError) error = NULL;
  guint n_with_candidates = 0, n_waiting = 0, n_phone = 0, n_cosmetic = 0;

  fill (profile, 7);
  rows = foyer_requests_list (profile->db, TRUE, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++)
    {
      FoyerRequestRow *row = rows->pdata[i];

      n_with_candidates += row->n_candidates > 0;
      n_waiting += !row->is_open;
      n_phone += row->request->channel == FOYER_CHANNEL_PHONE;
      n_cosmetic += row->request->category == FOYER_REQUEST_CATEGORY_COSMETIC;
    }
  g_assert_cmpuint (rows->len, ==, 7);
  g_assert_cmpuint (n_with_candidates, ==, 2);
  g_assert_cmpuint (n_waiting, ==, 1);
  g_assert_cmpuint (n_phone, ==, 2);
  g_assert_cmpuint (n_cosmetic, ==, 1);

  findings = foyer_verify_run (profile->db, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    if (g_array_index (findings, FoyerVerifyFinding, i).n_wrong != 0)
      g_error ("%s", g_array_index (findings, FoyerVerifyFinding, i).check);
}

static void
test_money_is_in_order (Profile *profile, gconstpointer data)
{
  g_autoptr (GArray) findings = NULL;
  g_autoptr (GArray) undecided = NULL;
  g_autoptr (FoyerTill) till = NULL;
  g_autoptr (GError) error = NULL;

  fill (profile, 7);
  undecided = foyer_deposits_list_undecided (profile->db, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (undecided->len, >, 0);
  g_assert_cmpuint (undecided->len, <=, 3);
  /* What is asked for is charged, and nothing else. */
  g_assert_cmpint (
      profile_query (profile,
                     "SELECT count (*) FROM booking WHERE (deposit_minor > 0 AND state "
                     "NOT IN ('cancelled', 'no-show', 'left', 'entered-in-error')) <> "
                     "(SELECT count (*) FROM ledger_entry AS entry "
                     "WHERE booking_id = booking.id AND kind = 'charge' AND NOT EXISTS "
                     "(SELECT 1 FROM ledger_entry WHERE reverses_id = entry.id))"),
      ==, 0);
  /* The patient forfeits by cancelling late or not coming; the clinic never does. */
  g_assert_cmpint (
      profile_query (profile,
                     "SELECT count (*) FROM booking JOIN ledger_entry AS entry "
                     "ON booking_id = booking.id JOIN clinic "
                     "WHERE entry.kind IN ('forfeit', 'refund') "
                     "AND (entry.kind = 'forfeit') <> (booking.state = 'no-show' "
                     "OR (cancel_reason = 'patient' "
                     "AND start_at - ended_at < cancel_cutoff_hours * 3600))"),
      ==, 0);
  g_assert_cmpint (profile_query (profile, "SELECT count (*) FROM ledger_entry "
                                           "WHERE kind = 'forfeit'"),
                   >, 0);

  g_assert_cmpint (profile_query (profile, "SELECT count (*) FROM gift_card "
                                           "WHERE state = 'active'"),
                   ==, 4);
  g_assert_cmpint (profile_query (profile, "SELECT count (*) FROM gift_card "
                                           "WHERE state = 'replaced'"),
                   ==, 1);
  g_assert_cmpint (profile_query (profile, "SELECT count (*) FROM ledger_entry "
                                           "WHERE kind = 'gift-redeem'"),
                   ==, 1);

  /* A till was closed, a little was missing, and none is open. */
  g_assert_true (foyer_tills_get_open (profile->db, &till, &error));
  g_assert_null (till);
  g_assert_cmpint (profile_query (profile, "SELECT counted_minor - expected_minor "
                                           "FROM till WHERE reason IS NOT NULL"),
                   ==, -100);
  g_assert_cmpint (profile_query (profile, "SELECT sum (denomination_minor * pieces) "
                                           "- (SELECT counted_minor FROM till) "
                                           "FROM till_count"),
                   ==, 0);
  g_assert_cmpint (profile_query (profile, "SELECT count (*) FROM ledger_entry "
                                           "WHERE till_uid IS NOT NULL"),
                   >, 1);
  g_assert_cmpint (profile_query (profile, "SELECT count (*) FROM ledger_entry "
                                           "WHERE (till_uid IS NULL) "
                                           "<> (receipt IS NULL)"),
                   ==, 0);

  findings = foyer_verify_run (profile->db, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    if (g_array_index (findings, FoyerVerifyFinding, i).n_wrong != 0)
      g_error ("%s", g_array_index (findings, FoyerVerifyFinding, i).check);
}

/* Nobody has a visit, so nobody has paid for one. */
static void
test_no_visits_no_money (Profile *profile, gconstpointer data)
{
  const FoyerDemoSize size = { .n_patients = 10, .n_bookings = 0, .seed = 1 };
  g_autoptr (GError) error = NULL;

  foyer_demo_fill (profile->db, &size, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (profile_query (profile, "SELECT count (*) FROM ledger_entry"), ==, 0);
  g_assert_cmpint (profile_query (profile, "SELECT count (*) FROM till"), ==, 0);
}

static void
test_same_seed_same_clinic (Profile *profile, gconstpointer data)
{
  static const char sum[] =
      "SELECT sum (patient_id * 31 + start_at + service_id * 7) % 1000003 FROM booking";
  static const char money[] =
      "SELECT sum (amount_minor * 31 + at + unicode (uid)) % 1000003 FROM ledger_entry";
  Profile other = { 0 };

  profile_set_up (&other, NULL);
  fill (profile, 7);
  fill (&other, 7);
  g_assert_cmpint (profile_query (profile, sum), ==, profile_query (&other, sum));
  g_assert_cmpint (profile_query (profile, money), ==, profile_query (&other, money));
  profile_tear_down (&other, NULL);

  profile_set_up (&other, NULL);
  fill (&other, 8);
  g_assert_cmpint (profile_query (profile, sum), !=, profile_query (&other, sum));
  profile_tear_down (&other, NULL);
}

static void
test_refuses_a_profile_in_use (Profile *profile, gconstpointer data)
{
  const FoyerDemoSize size = { .n_patients = 10, .n_bookings = 10, .seed = 1 };
  g_autoptr (GError) error = NULL;

  fill (profile, 7);
  g_assert_false (foyer_demo_fill (profile->db, &size, NULL, NULL, NULL, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_RULE);
  g_assert_cmpint (profile_query (profile, "SELECT count (*) FROM patient"), ==, 400);
}

static void
test_can_be_cancelled (Profile *profile, gconstpointer data)
{
  const FoyerDemoSize size = { .n_patients = 10, .n_bookings = 10, .seed = 1 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (foyer_demo_fill (profile->db, &size, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func)                                                                  \
  g_test_add ("/demo/" path, Profile, NULL, profile_set_up, func, profile_tear_down)
  ADD ("clinic-is-believable", test_clinic_is_believable);
  ADD ("requests", test_requests_are_of_all_kinds);
  ADD ("money", test_money_is_in_order);
  ADD ("no-visits-no-money", test_no_visits_no_money);
  ADD ("same-seed-same-clinic", test_same_seed_same_clinic);
  ADD ("refuses-a-profile-in-use", test_refuses_a_profile_in_use);
  ADD ("can-be-cancelled", test_can_be_cancelled);

  return g_test_run ();
}
