/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/desk.h"

#include "store/foyer-catalogue.h"
#include "store/foyer-patients.h"
#include "store/foyer-replicas.h"

/* Runs a piece of sync's work as the engine does: in the name of the program. */
static void
act (Desk *desk, FoyerActFunc func, gpointer data)
{
  g_autoptr (GError) error = NULL;

  foyer_db_act (desk->db, NULL, FOYER_ACTION_SYNC, NULL, func, data, &error);
  g_assert_no_error (error);
}

static gboolean
put_replica (FoyerAct *act, gpointer data, GError **error)
{
  return foyer_replicas_put (act, data, error);
}

static gboolean
remove_replica (FoyerAct *act, gpointer data, GError **error)
{
  return foyer_replicas_remove (act, data, error);
}

static void
test_replica_is_kept (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerReplica) replica = foyer_replica_new ("patient", 1, "Patient", "key-1");
  g_autoptr (FoyerReplica) found = NULL;
  g_autoptr (FoyerReplica) renewed = NULL;
  g_autoptr (FoyerReplica) gone = NULL;
  g_autoptr (GError) error = NULL;

  replica->remote_id = g_strdup ("17");
  replica->base = g_strdup ("{\"resourceType\":\"Patient\"}");
  replica->base_version = g_strdup ("v1");
  replica->base_updated = g_strdup ("2026-11-23T10:00:00.000Z");
  replica->sent = g_bytes_new ("a\0b", 3);
  replica->sent_edits = 4;
  replica->state = FOYER_REPLICA_STATE_REFUSED;
  replica->attempts = 2;
  replica->next_try_at = 99;
  replica->problem = g_strdup ("too long");
  act (desk, put_replica, replica);

  g_assert_true (foyer_replicas_find_remote (desk->db, "Patient", "17", &found, &error));
  g_assert_cmpstr (found->kind, ==, "patient");
  g_assert_cmpint (found->record_id, ==, 1);
  g_assert_cmpstr (found->key, ==, "key-1");
  g_assert_cmpstr (found->base, ==, replica->base);
  g_assert_cmpstr (found->base_version, ==, "v1");
  g_assert_cmpstr (found->base_updated, ==, "2026-11-23T10:00:00.000Z");
  g_assert_true (g_bytes_equal (found->sent, replica->sent));
  g_assert_cmpint (found->sent_edits, ==, 4);
  g_assert_cmpint (found->state, ==, FOYER_REPLICA_STATE_REFUSED);
  g_assert_cmpint (found->attempts, ==, 2);
  g_assert_cmpint (found->next_try_at, ==, 99);
  g_assert_cmpstr (found->problem, ==, "too long");

  g_clear_pointer (&replica->sent, g_bytes_unref);
  act (desk, put_replica, replica);
  g_assert_true (
      foyer_replicas_find_key (desk->db, "Patient", "key-1", &renewed, &error));
  g_assert_null (renewed->sent);

  act (desk, remove_replica, replica);
  g_assert_true (foyer_replicas_get (desk->db, "patient", 1, "Patient", &gone, &error));
  g_assert_null (gone);
}

static void
test_one_key_has_one_record (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerReplica) one = foyer_replica_new ("patient", 1, "Patient", "key-1");
  g_autoptr (FoyerReplica) other = foyer_replica_new ("patient", 2, "Patient", "key-1");
  g_autoptr (GError) error = NULL;

  act (desk, put_replica, one);
  g_assert_false (
      foyer_db_act (desk->db, NULL, FOYER_ACTION_SYNC, NULL, put_replica, other, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_RULE);
}

static void
test_versions_are_of_what_is_there (Desk *desk, gconstpointer data)
{
  g_autoptr (GPtrArray) versions = NULL;
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 5; i++)
    {
      g_autofree char *key = g_strdup_printf ("key-%d", i);
      g_autoptr (FoyerReplica) replica =
          foyer_replica_new ("patient", i + 1, i == 4 ? "Basic" : "Patient", key);

      if (i != 2)
        replica->remote_id = g_strdup_printf ("%d", 9 - i);
      replica->base_version = g_strdup_printf ("v%d", i);
      act (desk, put_replica, replica);
    }

  versions = foyer_replicas_list_versions (desk->db, "Patient", &error);
  g_assert_no_error (error);
  g_assert_cmpint (versions->len, ==, 3);
  g_assert_cmpstr (((FoyerReplica *) versions->pdata[0])->remote_id, ==, "6");
  g_assert_cmpstr (((FoyerReplica *) versions->pdata[0])->base_version, ==, "v3");
}

static gboolean
to_booking (FoyerAct *act, gpointer data, GError **error)
{
  return foyer_replicas_change_kind (act, data, "booking", 7, error);
}

static void
test_request_becomes_booking (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerReplica) replica =
      foyer_replica_new ("request", 3, "Appointment", "key-1");
  g_autoptr (FoyerReplica) found = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (foyer_db_act (desk->db, NULL, FOYER_ACTION_SYNC, NULL, to_booking,
                                replica, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);

  act (desk, put_replica, replica);
  act (desk, to_booking, replica);
  g_assert_cmpstr (replica->kind, ==, "booking");
  g_assert_true (
      foyer_replicas_get (desk->db, "booking", 7, "Appointment", &found, &error));
  g_assert_cmpstr (found->key, ==, "key-1");
}

static void
rename_room (Desk *desk, gint64 id, const char *name)
{
  g_autoptr (FoyerRoom) room = foyer_room_new ();
  g_autoptr (GError) error = NULL;

  foyer_record_set_id (FOYER_RECORD (room), id);
  foyer_set_text (&room->name, name);
  foyer_catalogue_save (desk->db, desk->manager, room, &error);
  g_assert_no_error (error);
}

static gboolean
clear_one_edit (FoyerAct *act, gpointer data, GError **error)
{
  return foyer_unsent_clear (act, "room", *(gint64 *) data, 1, error);
}

static void
test_mark_goes_only_with_its_edits (Desk *desk, gconstpointer data)
{
  gint64 id = desk->room_id;
  g_autoptr (GPtrArray) marks = NULL;
  g_autoptr (GError) error = NULL;
  gint64 since = desk->profile.now;

  g_assert_cmpint (foyer_unsent_get (desk->db, "room", id), ==, 1);
  desk->profile.now += 60;
  rename_room (desk, id, "Laser");
  act (desk, clear_one_edit, &id);
  g_assert_cmpint (foyer_unsent_get (desk->db, "room", id), ==, 2);
  marks = foyer_unsent_list (desk->db, "room", 0, 10, &error);
  g_assert_no_error (error);
  g_assert_cmpint (marks->len, ==, 2);
  g_assert_cmpint (((FoyerUnsent *) marks->pdata[0])->record_id, ==, id);
  g_assert_cmpint (((FoyerUnsent *) marks->pdata[0])->edits, ==, 2);
  g_assert_cmpint (((FoyerUnsent *) marks->pdata[0])->since, ==, since);

  act (desk, clear_one_edit, &desk->other_room_id);
  g_assert_cmpint (foyer_unsent_get (desk->db, "room", desk->other_room_id), ==, 0);
}

static void
test_parts_mark_what_they_are_a_part_of (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerHoliday) holiday = foyer_holiday_new ();
  g_autoptr (FoyerAbsence) absence = foyer_absence_new ();
  g_autoptr (GError) error = NULL;
  gint64 clinic_edits = foyer_unsent_get (desk->db, "clinic", 1);
  gint64 clinician_edits = foyer_unsent_get (desk->db, "clinician", desk->clinician_id);

  foyer_set_text (&holiday->date, "2026-12-25");
  foyer_catalogue_save (desk->db, desk->manager, holiday, &error);
  g_assert_no_error (error);
  g_assert_cmpint (foyer_unsent_get (desk->db, "clinic", 1), ==, clinic_edits + 1);
  absence->clinician_id = desk->clinician_id;
  absence->end_at = 60;
  foyer_catalogue_save (desk->db, desk->manager, absence, &error);
  g_assert_no_error (error);
  g_assert_cmpint (foyer_unsent_get (desk->db, "clinician", desk->clinician_id), ==,
                   clinician_edits + 1);
  foyer_catalogue_remove (desk->db, desk->manager, absence, &error);
  g_assert_no_error (error);
  g_assert_cmpint (foyer_unsent_get (desk->db, "clinician", desk->clinician_id), ==,
                   clinician_edits + 2);
  g_assert_cmpint (desk_query (desk, "SELECT count (*) FROM unsent WHERE kind IN "
                                     "('holiday', 'absence', 'working_hours')"),
                   ==, 0);
}

static gboolean
save_in_bulk (FoyerAct *act, gpointer data, GError **error)
{
  g_autoptr (FoyerPatient) patient = foyer_patient_new ();

  foyer_act_set_bulk (act, "{}");
  foyer_set_text (&patient->family, "Bulk");

  return foyer_patients_save_in (act, patient, error);
}

static void
test_bulk_is_spread_over_its_records (Desk *desk, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  profile_exec (&desk->profile, "DELETE FROM unsent");
  g_assert_true (foyer_db_act (desk->db, desk->manager, FOYER_ACTION_IMPORT, NULL,
                               save_in_bulk, NULL, &error));
  g_assert_cmpint (foyer_unsent_get (desk->db, "patient", 0), ==, 1);
  g_assert_true (foyer_unsent_expand (desk->db, &error));
  g_assert_cmpint (foyer_unsent_get (desk->db, "patient", 0), ==, 0);
  g_assert_cmpint (desk_query (desk, "SELECT count (*) FROM unsent"), ==,
                   desk_query (desk, "SELECT count (*) FROM patient"));
  g_assert_cmpint (desk_query (desk, "SELECT min (since) FROM unsent"), ==,
                   desk->profile.now);
}

static gboolean
put_cursor (FoyerAct *act, gpointer data, GError **error)
{
  const FoyerCursor cursor = { (char *) "2026-11-23T10:00:00Z", TRUE, 5 };

  return foyer_cursors_put (act, "Patient", &cursor, error);
}

static gboolean
put_cursor_and_fail (FoyerAct *act, gpointer data, GError **error)
{
  return put_cursor (act, data, error) && foyer_store_refuse_rule (error, "test");
}

static void
test_cursor_moves_with_its_page (Desk *desk, gconstpointer data)
{
  g_auto (FoyerCursor) before = { 0 };
  g_auto (FoyerCursor) after = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (foyer_db_act (desk->db, NULL, FOYER_ACTION_SYNC, NULL,
                                put_cursor_and_fail, NULL, &error));
  g_clear_error (&error);
  g_assert_true (foyer_cursors_get (desk->db, "Patient", &before, &error));
  g_assert_null (before.at);
  g_assert_false (before.initial_done);

  act (desk, put_cursor, NULL);
  g_assert_true (foyer_cursors_get (desk->db, "Patient", &after, &error));
  g_assert_cmpstr (after.at, ==, "2026-11-23T10:00:00Z");
  g_assert_true (after.initial_done);
  g_assert_cmpint (after.reconciled_at, ==, 5);
}

static gboolean
fill_inbox (FoyerAct *act, gpointer data, GError **error)
{
  return foyer_inbox_put (act, "Appointment", "1", "a", "{1}", "Patient/7", error) &&
         foyer_inbox_put (act, "Appointment", "2", NULL, "{2}", NULL, error) &&
         foyer_inbox_put (act, "Appointment", "1", "b", "{3}", "Patient/7", error);
}

static gboolean
empty_inbox (FoyerAct *act, gpointer data, GError **error)
{
  return foyer_inbox_remove (act, "Appointment", "1", error) &&
         foyer_inbox_remove (act, "Appointment", "17", error);
}

static void
test_inbox_keeps_the_newest_in_order (Desk *desk, gconstpointer data)
{
  g_autoptr (GPtrArray) both = NULL;
  g_autoptr (GPtrArray) one = NULL;

  act (desk, fill_inbox, NULL);
  both = foyer_inbox_list (desk->db, NULL);
  g_assert_cmpint (both->len, ==, 2);
  g_assert_cmpstr (((FoyerInboxItem *) both->pdata[0])->json, ==, "{3}");
  act (desk, empty_inbox, NULL);
  one = foyer_inbox_list (desk->db, NULL);
  g_assert_cmpint (one->len, ==, 1);
  g_assert_cmpstr (((FoyerInboxItem *) one->pdata[0])->json, ==, "{2}");
}

static gboolean
put_sagas (FoyerAct *act, gpointer data, GError **error)
{
  g_autoptr (FoyerSaga) now = foyer_saga_new ("booking.b", "booking");
  g_autoptr (FoyerSaga) later = foyer_saga_new ("booking.a", "booking");

  later->next_try_at = 100;
  if (!foyer_sagas_put (act, later, error) || !foyer_sagas_put (act, now, error))
    return FALSE;
  now->step = 2;
  now->data = g_strdup ("{}");
  now->attempts = 1;

  return foyer_sagas_put (act, now, error);
}

static gboolean
end_saga (FoyerAct *act, gpointer data, GError **error)
{
  return foyer_sagas_remove (act, "booking.b", error);
}

static void
test_saga_goes_on_where_it_was (Desk *desk, gconstpointer data)
{
  g_autoptr (GPtrArray) due = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (FoyerSaga) saga = NULL;
  g_autoptr (FoyerSaga) ended = NULL;

  act (desk, put_sagas, NULL);
  due = foyer_sagas_list (desk->db, 99, NULL);
  g_assert_cmpint (due->len, ==, 1);
  all = foyer_sagas_list (desk->db, 100, NULL);
  g_assert_cmpint (all->len, ==, 2);
  g_assert_true (foyer_sagas_get (desk->db, "booking.b", &saga, NULL));
  g_assert_cmpint (saga->step, ==, 2);
  g_assert_cmpstr (saga->data, ==, "{}");
  g_assert_cmpint (saga->attempts, ==, 1);
  act (desk, end_saga, NULL);
  g_assert_true (foyer_sagas_get (desk->db, "booking.b", &ended, NULL));
  g_assert_null (ended);
}

static gboolean
put_claim (FoyerAct *act, gpointer data, GError **error)
{
  return foyer_claims_put (act, data, error);
}

static gboolean
remove_claim (FoyerAct *act, gpointer data, GError **error)
{
  return foyer_claims_remove (act, *(gint64 *) data, error);
}

static guint
count_wanting (Desk *desk)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) ids =
      foyer_claims_list_wanting (desk->db, desk->profile.now, &error);

  g_assert_no_error (error);

  return ids->len;
}

static void
test_claim_holds_for_its_time (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->follow_up_id, 9, 0);
  FoyerClaim claim = { .clinician_id = desk->clinician_id,
                       .start_at = desk_time (9, 0),
                       .end_at = desk_time (9, 15) };
  g_auto (FoyerClaim) found = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean has_claim;

  claim.booking_id = request.booking_id = desk_book (desk, &request);
  g_assert_cmpint (count_wanting (desk), ==, 1);
  act (desk, put_claim, &claim);
  g_assert_cmpint (count_wanting (desk), ==, 0);

  claim.refused = TRUE;
  claim.other_uid = (char *) "other";
  act (desk, put_claim, &claim);
  g_assert_cmpint (count_wanting (desk), ==, 1);
  g_assert_true (
      foyer_claims_get (desk->db, claim.booking_id, &found, &has_claim, &error));
  g_assert_true (has_claim && found.refused);
  g_assert_cmpstr (found.other_uid, ==, "other");

  claim.refused = FALSE;
  act (desk, put_claim, &claim);
  request.start_at = desk_time (10, 0);
  g_assert_true (foyer_bookings_move (desk->db, desk->clerk, &request, NULL, &error));
  g_assert_cmpint (count_wanting (desk), ==, 1);
  g_assert_true (foyer_bookings_cancel (desk->db, desk->clerk, claim.booking_id,
                                        FOYER_CANCEL_REASON_PATIENT, NULL, &error));
  g_assert_cmpint (count_wanting (desk), ==, 0);

  act (desk, remove_claim, &claim.booking_id);
  g_clear_pointer (&found.other_uid, g_free);
  g_assert_true (
      foyer_claims_get (desk->db, claim.booking_id, &found, &has_claim, &error));
  g_assert_false (has_claim);
  claim.booking_id = 999;
  g_assert_false (
      foyer_db_act (desk->db, NULL, FOYER_ACTION_SYNC, NULL, put_claim, &claim, &error));
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_RULE);
}

#define ADD(path, func)                                                                  \
  g_test_add ("/replicas/" path, Desk, NULL, desk_set_up, func, desk_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("kept", test_replica_is_kept);
  ADD ("one-key", test_one_key_has_one_record);
  ADD ("versions", test_versions_are_of_what_is_there);
  ADD ("request-becomes-booking", test_request_becomes_booking);
  ADD ("mark", test_mark_goes_only_with_its_edits);
  ADD ("parts", test_parts_mark_what_they_are_a_part_of);
  ADD ("bulk", test_bulk_is_spread_over_its_records);
  ADD ("cursor", test_cursor_moves_with_its_page);
  ADD ("inbox", test_inbox_keeps_the_newest_in_order);
  ADD ("saga", test_saga_goes_on_where_it_was);
  ADD ("claim", test_claim_holds_for_its_time);

  return g_test_run ();
}
