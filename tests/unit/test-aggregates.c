/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/aggregates.h"
#include "tests/unit/desk.h"

#include "model/foyer-communication.h"
#include "store/foyer-aggregates.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-ledger.h"
#include "store/foyer-patients.h"
#include "store/foyer-replicas.h"

typedef struct
{
  FoyerAggregate *aggregate;
  gboolean        local; /* not from the endpoint */
  gint64          id;
} Storing;

static gboolean
store_in (FoyerAct *act, gpointer data, GError **error)
{
  Storing *storing = data;

  foyer_act_set_remote (act, !storing->local);

  return foyer_aggregates_store (act, storing->aggregate, &storing->id, error);
}

static gint64
store (FoyerDb *db, FoyerAggregate *aggregate)
{
  Storing storing = { .aggregate = aggregate };
  g_autoptr (GError) error = NULL;

  foyer_db_act (db, NULL, FOYER_ACTION_SYNC, NULL, store_in, &storing, &error);
  g_assert_no_error (error);
  g_assert_cmpint (storing.id, !=, 0);

  return storing.id;
}

static void
refuse (FoyerDb *db, FoyerAggregate *aggregate, GError **error)
{
  Storing storing = { .aggregate = aggregate };

  g_assert_false (
      foyer_db_act (db, NULL, FOYER_ACTION_SYNC, NULL, store_in, &storing, error));
}

static FoyerAggregate *
load (FoyerDb *db, const char *kind, gint64 id)
{
  g_autoptr (GError) error = NULL;
  FoyerAggregate *aggregate = foyer_aggregates_load (db, kind, id, &error);

  g_assert_no_error (error);

  return aggregate;
}

/* From one desk to another and, changed, once more. */
static void
pass_on (FoyerDb *one, FoyerDb *other, FoyerAggregate *aggregate)
{
  const char *kind = FOYER_RECORD_GET_CLASS (aggregate->record)->kind;
  g_autoptr (FoyerAggregate) here = load (one, kind, store (one, aggregate));
  g_autoptr (FoyerAggregate) sent = foyer_aggregate_copy (here);
  g_autoptr (FoyerAggregate) there = NULL;

  g_assert_cmpint (here->children->len, ==, aggregate->children->len);
  there = load (other, kind, store (other, sent));
  aggregates_assert_equal (here, there);
}

static void
test_every_kind_travels (Desk *desk, gconstpointer data)
{
  Profile other = { 0 };
  g_autoptr (Aggregates) aggregates = aggregates_new ();
  const FoyerKind *kinds;
  guint            n;

  profile_set_up (&other, NULL);
  kinds = foyer_kinds_list (&n);
  for (guint i = 0; i < n; i++)
    for (int j = 0; kinds[i].parent == NULL && j < 12; j++)
      {
        g_autoptr (FoyerAggregate) first = NULL;
        g_autoptr (FoyerAggregate) second = NULL;
        g_autofree char *uid = NULL;

        first = aggregates_make (aggregates, kinds[i].name, NULL);
        uid = g_strdup (foyer_record_get_uid (first->record));
        pass_on (desk->db, other.db, first);
        if (kinds[i].append_only || g_str_equal (kinds[i].name, "referral") ||
            g_str_equal (kinds[i].name, "booking") || g_str_equal (kinds[i].name, "till"))
          continue;
        second = aggregates_make (aggregates, kinds[i].name, uid);
        pass_on (desk->db, other.db, second);
      }

  g_assert_cmpint (desk_query (desk, "SELECT count (*) FROM applying"), ==, 0);
  profile_tear_down (&other, NULL);
}

static gint64
count_audit (Desk *desk)
{
  return desk_query (desk, "SELECT count (*) FROM audit WHERE action = 'sync' "
                           "AND staff_id IS NULL");
}

static void
test_unchanged_leaves_no_trace (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerAggregate) patient = NULL;
  gint64 n_changes = desk_query (desk, "SELECT count (*) FROM change");

  patient = load (desk->db, "patient", desk->known_patient_id);
  g_assert_cmpint (store (desk->db, patient), ==, desk->known_patient_id);
  g_assert_cmpint (count_audit (desk), ==, 0);
  g_assert_cmpint (desk_query (desk, "SELECT count (*) FROM change"), ==, n_changes);
}

static gint64
add_patient (Desk *desk)
{
  g_autoptr (FoyerPatient) patient = foyer_patient_new ();
  g_autoptr (GError) error = NULL;

  foyer_set_text (&patient->family, "Ito");
  patient->phones = g_ptr_array_new_with_free_func (g_object_unref);
  for (int i = 0; i < 2; i++)
    {
      FoyerPatientPhone *phone = foyer_patient_phone_new ();

      foyer_set_text (&phone->number, i == 0 ? "805 555 0111" : "805 555 0122");
      g_ptr_array_add (patient->phones, phone);
    }
  patient->names = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (patient->names, foyer_patient_name_new ());
  foyer_set_text (&FOYER_PATIENT_NAME (patient->names->pdata[0])->family, "Sato");
  foyer_patients_save (desk->db, desk->clerk, patient, &error);
  g_assert_no_error (error);

  return foyer_record_get_id (FOYER_RECORD (patient));
}

static void
test_parts_without_uid_keep_their_rows (Desk *desk, gconstpointer data)
{
  gint64 id = add_patient (desk);
  g_autoptr (FoyerAggregate) patient = load (desk->db, "patient", id);
  FoyerPatientPhone *first = patient->children->pdata[0];
  FoyerPatientPhone *second = patient->children->pdata[1];
  gint64             first_id = foyer_record_get_id (FOYER_RECORD (first));
  gint64             second_id = foyer_record_get_id (FOYER_RECORD (second));
  g_autofree char   *name_uid =
      g_strdup (foyer_record_get_uid (patient->children->pdata[2]));
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerPatient) stored = NULL;

  /* They come in another order, one with another spelling, and with a new one. */
  foyer_record_set_uid (FOYER_RECORD (first), NULL);
  foyer_record_set_uid (FOYER_RECORD (second), NULL);
  foyer_record_set_uid (patient->children->pdata[2], NULL);
  foyer_set_text (&first->number, "(805) 555-0111");
  patient->children->pdata[0] = second;
  patient->children->pdata[1] = first;
  foyer_set_text (
      &FOYER_PATIENT_PHONE (foyer_aggregate_add (patient, "patient_phone", NULL))->number,
      "805 555 0133");
  store (desk->db, patient);

  stored = foyer_patients_get (desk->db, id, &error);
  g_assert_cmpint (stored->phones->len, ==, 3);
  g_assert_cmpint (foyer_record_get_id (stored->phones->pdata[0]), ==, second_id);
  g_assert_cmpint (foyer_record_get_id (stored->phones->pdata[1]), ==, first_id);
  g_assert_cmpstr (FOYER_PATIENT_PHONE (stored->phones->pdata[1])->number, ==,
                   "(805) 555-0111");
  g_assert_cmpstr (FOYER_PATIENT_PHONE (stored->phones->pdata[2])->digits, ==,
                   "8055550133");

  g_assert_cmpint (stored->names->len, ==, 1);
  g_assert_cmpstr (foyer_record_get_uid (stored->names->pdata[0]), ==, name_uid);

  foyer_aggregate_remove_all (patient, "patient_phone");
  store (desk->db, patient);
  g_assert_cmpint (
      desk_query (desk, "SELECT count (*) FROM patient_phone WHERE digits LIKE '805%'"),
      ==, 0);
}

static void
test_remote_is_shown_and_audited_and_not_sent (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerAggregate) patient = load (desk->db, "patient", desk->known_patient_id);
  g_autoptr (GError) error = NULL;
  Storing storing = { .aggregate = patient, .local = TRUE };
  gint64  edits = foyer_unsent_get (desk->db, "patient", desk->known_patient_id);

  foyer_set_text (&FOYER_PATIENT (patient->record)->family, "Different");
  store (desk->db, patient);
  g_assert_cmpint (foyer_unsent_get (desk->db, "patient", desk->known_patient_id), ==,
                   edits);
  g_assert_cmpint (count_audit (desk), ==, 1);
  g_assert_cmpint (
      desk_query (desk, "SELECT record_id FROM change ORDER BY seq DESC LIMIT 1"), ==,
      desk->known_patient_id);
  g_assert_cmpint (desk_query (desk, "SELECT count (*) FROM patient "
                                     "WHERE name_key = 'different,maria'"),
                   ==, 1);

  foyer_set_text (&FOYER_PATIENT (patient->record)->family, "Own");
  g_assert_true (foyer_db_act (desk->db, desk->clerk, FOYER_ACTION_SYNC_DECIDE, NULL,
                               store_in, &storing, &error));
  g_assert_cmpint (foyer_unsent_get (desk->db, "patient", desk->known_patient_id), ==,
                   edits + 1);
}

static void
test_missing_links_are_refused (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerAggregate) referral = foyer_aggregate_new ("referral", "uid-1");
  g_autoptr (FoyerAggregate) nameless = foyer_aggregate_new ("patient", NULL);
  g_autoptr (GError) error = NULL;

  refuse (desk->db, referral, &error);
  desk_assert_field (&error, "patient-id");
  foyer_record_set_link (referral->record, "patient-id", "nobody");
  refuse (desk->db, referral, &error);
  desk_assert_field (&error, "patient-id");
  refuse (desk->db, nameless, &error);
  desk_assert_field (&error, "uid");
  g_assert_cmpint (desk_query (desk, "SELECT count (*) FROM referral"), ==, 0);
}

static FoyerAggregate *
make_booking (Desk *desk, const char *uid, const char *number, int hour, int minute)
{
  FoyerAggregate  *self = foyer_aggregate_new ("booking", uid);
  FoyerBooking    *booking = FOYER_BOOKING (self->record);
  g_autofree char *patient =
      foyer_aggregates_dup_uid (desk->db, "patient", desk->known_patient_id, NULL);
  g_autofree char *service =
      foyer_aggregates_dup_uid (desk->db, "service", desk->cosmetic_id, NULL);
  g_autofree char *clinician =
      foyer_aggregates_dup_uid (desk->db, "clinician", desk->clinician_id, NULL);

  foyer_set_text (&booking->number, number);
  foyer_record_set_link (booking, "patient-id", patient);
  foyer_record_set_link (booking, "service-id", service);
  foyer_record_set_link (booking, "clinician-id", clinician);
  booking->state = FOYER_BOOKING_STATE_BOOKED;
  booking->start_at = booking->block_start_at = desk_time (hour, minute);
  booking->end_at = booking->block_end_at = desk_time (hour, minute) + 1800;
  booking->deposit_minor = 12500;
  foyer_set_text (&booking->visit_date, DESK_DATE);

  return self;
}

static void
test_rules_stand_aside_for_the_endpoint (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerAggregate) first = make_booking (desk, "uid-1", "B-1", 9, 0);
  g_autoptr (FoyerAggregate) second = make_booking (desk, "uid-2", "B-2", 9, 15);
  g_autoptr (FoyerAggregate) third = make_booking (desk, "uid-3", "B-3", 10, 0);
  g_autoptr (GPtrArray) collisions = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GError) error = NULL;
  Storing storing = { .aggregate = third, .local = TRUE };
  gint64  first_id = store (desk->db, first);
  gint64  second_id = store (desk->db, second);

  /* No deposit, no referral, and at one time. */
  g_assert_cmpint (desk_get_state (desk, second_id), ==, FOYER_BOOKING_STATE_BOOKED);
  collisions = foyer_aggregates_list_collisions (desk->db, first_id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (collisions->len, ==, 1);
  g_assert_cmpint (foyer_record_get_id (collisions->pdata[0]), ==, second_id);

  g_assert_false (
      foyer_db_act (desk->db, NULL, FOYER_ACTION_SYNC, NULL, store_in, &storing, &error));
  desk_assert_rule (&error, "begins-requested");
  none = foyer_aggregates_list_collisions (desk->db, store (desk->db, third), &error);
  g_assert_cmpint (none->len, ==, 0);
}

static gboolean
try_and_go_on (FoyerAct *act, gpointer data, GError **error)
{
  g_autoptr (GError) refused = NULL;
  Storing *storing = data;

  g_assert_false (foyer_act_try (act, store_in, &storing[0], &refused));
  storing[1].local = TRUE;

  return store_in (act, &storing[1], error);
}

static void
test_failed_attempt_leaves_the_rules_on (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerAggregate) bad = foyer_aggregate_new ("referral", "uid-1");
  g_autoptr (FoyerAggregate) booking = make_booking (desk, "uid-2", "B-2", 9, 0);
  g_autoptr (GError) error = NULL;
  Storing storing[] = { { .aggregate = bad }, { .aggregate = booking } };

  g_assert_false (foyer_db_act (desk->db, NULL, FOYER_ACTION_SYNC, NULL, try_and_go_on,
                                storing, &error));
  desk_assert_rule (&error, "begins-requested");
  g_assert_cmpint (desk_query (desk, "SELECT count (*) FROM applying"), ==, 0);
}

static void
set_override (Desk *desk, gint64 id)
{
  g_autofree char *sql = g_strdup_printf (
      "INSERT INTO booking_override (uid, booking_id, rule, staff_id, at, reason) "
      "VALUES ('o%d', %d, 'clinician-overlap', 1, 1, 'x'), "
      "('p%d', %d, 'patient-overlap', 1, 1, 'x'), "
      "('r%d', %d, 'room-overlap', 1, 1, 'x')",
      (int) id, (int) id, (int) id, (int) id, (int) id, (int) id);

  profile_exec (&desk->profile, sql);
}

static guint
count_collisions (Desk *desk, gint64 id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) collisions =
      foyer_aggregates_list_collisions (desk->db, id, &error);

  g_assert_no_error (error);

  return collisions->len;
}

static void
test_collisions_follow_the_rules_of_overlap (Desk *desk, gconstpointer data)
{
  gint64           ids[3];
  gint64           patient_id = desk_add_patient (desk, "Ito", NULL);
  g_autofree char *patient =
      foyer_aggregates_dup_uid (desk->db, "patient", patient_id, NULL);
  g_autofree char *room =
      foyer_aggregates_dup_uid (desk->db, "room", desk->room_id, NULL);
  g_autofree char *other =
      foyer_aggregates_dup_uid (desk->db, "clinician", desk->other_clinician_id, NULL);
  g_autoptr (FoyerAggregate) first = make_booking (desk, "uid-1", "B-1", 9, 0);
  g_autoptr (FoyerAggregate) second = make_booking (desk, "uid-2", "B-2", 9, 10);
  g_autoptr (FoyerAggregate) third = make_booking (desk, "uid-3", "B-3", 9, 25);
  FoyerAggregate *const bookings[] = { first, second, third };

  /* The second is of somebody else; up to two at once are allowed. */
  profile_exec (&desk->profile, "UPDATE clinician SET overlap_limit = 2");
  foyer_record_set_link (bookings[1]->record, "patient-id", patient);
  for (int i = 0; i < 2; i++)
    ids[i] = store (desk->db, bookings[i]);
  g_assert_cmpint (count_collisions (desk, ids[0]), ==, 0);

  foyer_record_set_link (bookings[2]->record, "clinician-id", other);
  ids[2] = store (desk->db, bookings[2]);
  g_assert_cmpint (count_collisions (desk, ids[0]), ==, 1);
  g_assert_cmpint (count_collisions (desk, ids[1]), ==, 0);

  for (int i = 0; i < 3; i++)
    {
      foyer_record_set_link (bookings[i]->record, "room-id", i > 0 ? room : NULL);
      store (desk->db, bookings[i]);
    }
  g_assert_cmpint (count_collisions (desk, ids[1]), ==, 1);

  /* Three at once of one clinician. */
  for (int i = 0; i < 3; i++)
    {
      foyer_record_set_link (bookings[i]->record, "room-id", NULL);
      foyer_record_set_link (bookings[i]->record, "clinician-id", other);
      store (desk->db, bookings[i]);
    }
  g_assert_cmpint (count_collisions (desk, ids[1]), ==, 2);
  set_override (desk, ids[1]);
  g_assert_cmpint (count_collisions (desk, ids[1]), ==, 0);
  g_assert_cmpint (count_collisions (desk, ids[0]), ==, 1);
  set_override (desk, ids[2]);
  g_assert_cmpint (count_collisions (desk, ids[0]), ==, 0);

  /* A room may be shared as well. */
  for (int i = 0; i < 2; i++)
    {
      foyer_record_set_link (bookings[i]->record, "room-id", room);
      store (desk->db, bookings[i]);
    }
  g_assert_cmpint (count_collisions (desk, ids[0]), ==, 0);
}

static void
test_history_only_grows (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerAggregate) booking = make_booking (desk, "uid-1", "B-1", 9, 0);
  g_autoptr (FoyerAggregate) stored = NULL;
  FoyerBookingEvent *event;
  gint64             id;

  for (int i = 0; i < 2; i++)
    {
      event = foyer_aggregate_add (booking, "booking_event", i == 0 ? "e-0" : "e-1");
      event->at = 10 + i;
      foyer_set_text (&event->to_state, "booked");
    }
  id = store (desk->db, booking);
  foyer_aggregate_remove_all (booking, "booking_event");
  event = foyer_aggregate_add (booking, "booking_event", "e-1");
  event->at = 99;
  event->undone = TRUE;
  foyer_set_text (&event->to_state, "held");
  store (desk->db, booking);

  stored = load (desk->db, "booking", id);
  g_assert_cmpint (stored->children->len, ==, 2);
  event = foyer_aggregate_find (stored, "booking_event", "e-1");
  g_assert_cmpint (event->at, ==, 11);
  g_assert_cmpstr (event->to_state, ==, "booked");
  g_assert_true (event->undone);
}

static gboolean
put_replica (FoyerAct *act, gpointer data, GError **error)
{
  return foyer_replicas_put (act, data, error);
}

static void
set_remote_id (Desk *desk, gint64 booking_id, const char *key)
{
  g_autoptr (FoyerReplica) replica =
      foyer_replica_new ("booking", booking_id, "Appointment", key);
  g_autoptr (GError) error = NULL;

  replica->remote_id = g_strdup (key);
  foyer_db_act (desk->db, NULL, FOYER_ACTION_SYNC, NULL, put_replica, replica, &error);
  g_assert_no_error (error);
}

static char *
dup_number (Desk *desk, gint64 id)
{
  g_autoptr (FoyerAggregate) booking = load (desk->db, "booking", id);

  return g_strdup (FOYER_BOOKING (booking->record)->number);
}

static void
test_number_of_the_endpoint_wins (Desk *desk, gconstpointer data)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->follow_up_id, 14, 0);
  gint64           own_id = desk_book (desk, &request);
  gint64           edits = foyer_unsent_get (desk->db, "booking", own_id);
  g_autofree char *number = dup_number (desk, own_id);
  g_autofree char *renumbered = NULL;
  g_autofree char *kept = NULL;
  g_autoptr (FoyerAggregate) remote = make_booking (desk, "uid-1", number, 9, 0);

  kept = dup_number (desk, store (desk->db, remote));
  renumbered = dup_number (desk, own_id);
  g_assert_cmpstr (kept, ==, number);
  g_assert_cmpstr (renumbered, ==, "B-20002");
  g_assert_cmpint (foyer_unsent_get (desk->db, "booking", own_id), ==, edits + 1);
}

static void
test_larger_uid_gives_way (Desk *desk, gconstpointer data)
{
  const char *const uids[] = { "uid-b", "uid-c", "uid-a" };
  gint64            ids[3];

  for (int i = 0; i < 3; i++)
    {
      g_autoptr (FoyerAggregate) booking = make_booking (desk, uids[i], "B-7", 9 + i, 0);

      ids[i] = store (desk->db, booking);
      set_remote_id (desk, ids[i], uids[i]);
    }
  for (int i = 0; i < 3; i++)
    {
      static const char *const expected[] = { "B-7-3", "B-7-2", "B-7" };
      g_autofree char         *number = dup_number (desk, ids[i]);

      g_assert_cmpstr (number, ==, expected[i]);
      g_assert_cmpint (foyer_unsent_get (desk->db, "booking", ids[i]), ==, i < 2);
    }
}

static void
test_number_is_made_from_the_uid (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerAggregate) booking =
      make_booking (desk, "1f2e3d4c-5b6a-7890-abcd-ef0123456789", NULL, 9, 0);
  g_autoptr (FoyerAggregate) again =
      make_booking (desk, "1f2e3d4c-5b6a-7890-abcd-ef0123456789", NULL, 9, 0);
  gint64           id = store (desk->db, booking);
  g_autofree char *first = dup_number (desk, id);
  g_autofree char *second = NULL;

  g_assert_cmpstr (first, ==, "X1F2E3D4C");
  store (desk->db, again);
  second = dup_number (desk, id);
  g_assert_cmpstr (second, ==, first);
}

static void
test_clinic_takes_its_uid (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerAggregate) clinic = load (desk->db, "clinic", 1);
  g_autoptr (FoyerAggregate) stored = NULL;
  FoyerHoliday *holiday;

  foyer_record_set_uid (clinic->record, "clinic-uid");
  for (int i = 0; i < 2; i++)
    {
      holiday = foyer_aggregate_add (clinic, "holiday", i == 0 ? "h-b" : "h-a");
      foyer_set_text (&holiday->date, "2026-12-25");
    }
  g_assert_cmpint (store (desk->db, clinic), ==, 1);
  stored = load (desk->db, "clinic", 1);
  g_assert_cmpstr (foyer_record_get_uid (stored->record), ==, "clinic-uid");
  g_assert_cmpint (stored->children->len, ==, 1);
  g_assert_nonnull (foyer_aggregate_find (stored, "holiday", "h-a"));
  g_assert_cmpint (foyer_unsent_get (desk->db, "clinic", 1), >, 0);
}

static void
test_two_desks_took_one_payment_back (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerLedgerEntry) entry = foyer_ledger_entry_new ();
  g_autoptr (FoyerAggregate) correction = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  entry->kind = FOYER_LEDGER_KIND_PAYMENT;
  entry->patient_id = desk->known_patient_id;
  entry->amount_minor = 500;
  entry->tender = FOYER_TENDER_CASH;
  g_assert_true (foyer_ledger_add (desk->db, desk->manager, entry, &error));
  id = foyer_record_get_id (FOYER_RECORD (entry));
  g_assert_true (foyer_ledger_reverse (desk->db, desk->manager, id, "x", &error));

  correction = load (desk->db, "ledger_entry", id + 1);
  foyer_record_set_uid (correction->record, "of-the-other-desk");
  g_assert_cmpint (store (desk->db, correction), ==, id + 2);
  g_assert_false (foyer_ledger_reverse (desk->db, desk->manager, id, "x", &error));
  desk_assert_rule (&error, "reversed");
}

typedef struct
{
  GPtrArray *patients;
  gboolean   done;
} Pull;

static gboolean
pull_in (FoyerAct *act, gpointer data, GError **error)
{
  const Pull       *pull = data;
  const FoyerCursor cursor = { NULL, pull->done, 0 };

  foyer_act_set_bulk (act, "{}");
  foyer_act_set_remote (act, TRUE);
  for (guint i = 0; i < pull->patients->len; i++)
    if (!foyer_aggregates_store (act, pull->patients->pdata[i], NULL, error))
      return FALSE;

  return foyer_cursors_put (act, "Patient", &cursor, error);
}

static guint
count_found (Desk *desk, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows =
      foyer_patients_search (desk->db, text, FOYER_DATE_ORDER_MDY, 1000, &error);

  g_assert_no_error (error);

  return rows->len;
}

/* Searching goes on while a first pull brings patients, a few of them between two keys, and
 * finds all of them in the end. */
static void
test_search_follows_a_first_pull (Desk *desk, gconstpointer data)
{
  g_autoptr (GPtrArray) patients =
      g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_aggregate_free);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  Pull pull = { patients, FALSE };
  g_autoptr (GError) error = NULL;
  guint n_before;

  g_assert_cmpuint (count_found (desk, "Okonkwo"), ==, 1);
  for (int i = 0; i < 500; i++)
    {
      g_autofree char *uid = g_strdup_printf ("uid-%03d", i);
      FoyerAggregate  *patient = foyer_aggregate_new ("patient", uid);

      foyer_set_text (&FOYER_PATIENT (patient->record)->family, "Arriving");
      FOYER_PATIENT (patient->record)->number = g_strdup_printf ("9%05d", i);
      g_ptr_array_add (patients, patient);
    }
  foyer_db_act (desk->db, NULL, FOYER_ACTION_SYNC, NULL, pull_in, &pull, &error);
  g_assert_no_error (error);

  n_before = count_found (desk, "Arriving");
  g_assert_cmpuint (n_before, >, 0);
  g_assert_cmpuint (n_before, <, 500);
  g_assert_cmpuint (count_found (desk, "Arriving"), >, n_before);
  g_assert_cmpuint (count_found (desk, "Okonkwo"), ==, 1);

  pull = (Pull){ none, TRUE };
  foyer_db_act (desk->db, NULL, FOYER_ACTION_SYNC, NULL, pull_in, &pull, &error);
  g_assert_no_error (error);
  while (foyer_patients_follow_some (desk->db))
    ;
  g_assert_cmpuint (count_found (desk, "Arriving"), ==, 500);
}

#define ADD(path, func)                                                                  \
  g_test_add ("/aggregates/" path, Desk, NULL, desk_set_up, func, desk_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("every-kind", test_every_kind_travels);
  ADD ("unchanged", test_unchanged_leaves_no_trace);
  ADD ("parts", test_parts_without_uid_keep_their_rows);
  ADD ("remote", test_remote_is_shown_and_audited_and_not_sent);
  ADD ("links", test_missing_links_are_refused);
  ADD ("rules-aside", test_rules_stand_aside_for_the_endpoint);
  ADD ("attempt", test_failed_attempt_leaves_the_rules_on);
  ADD ("collisions", test_collisions_follow_the_rules_of_overlap);
  ADD ("history", test_history_only_grows);
  ADD ("number-of-endpoint", test_number_of_the_endpoint_wins);
  ADD ("larger-uid", test_larger_uid_gives_way);
  ADD ("number-from-uid", test_number_is_made_from_the_uid);
  ADD ("clinic", test_clinic_takes_its_uid);
  ADD ("search", test_search_follows_a_first_pull);
  ADD ("two-reversals", test_two_desks_took_one_payment_back);

  return g_test_run ();
}
