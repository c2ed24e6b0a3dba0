/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/desk.h"

#define N_WRITERS 8
#define N_ATTEMPTS 200
#define N_PATIENTS 40

/* What one writer was told, which nobody else changes. */
typedef struct
{
  gint64   id;
  gint64   start_at;
  gint64   clinician_id;
  gboolean live;
} Promise;

typedef struct
{
  const Desk   *desk;
  const gint64 *patient_ids;
  guint32       seed;
  GArray       *promises; /* (owned) (element-type Promise) */
  guint         n_refused;
} Writer;

static gint64
fixed_clock (gpointer data)
{
  return ((const Desk *) data)->profile.now;
}

/* Two days of two clinicians: most wishes collide. */
static FoyerBookingRequest
make_wish (const Writer *writer, GRand *rand)
{
  const Desk *desk = writer->desk;

  return (FoyerBookingRequest){
    .patient_id = writer->patient_ids[g_rand_int_range (rand, 0, N_PATIENTS)],
    .service_id = g_rand_boolean (rand) ? desk->follow_up_id : desk->procedure_id,
    .clinician_id = g_rand_boolean (rand) ? desk->clinician_id : desk->other_clinician_id,
    .start_at = desk_time (8, 0) + g_rand_int_range (rand, 0, 2) * 86400 +
                g_rand_int_range (rand, 0, 100) * 300,
  };
}

/* Nothing but a rule that is broken may refuse. */
static void
note_refusal (Writer *writer, GError **error)
{
  const char *rule = foyer_store_error_get_rule (*error);

  g_assert_error (*error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_RULE);
  g_assert_true (rule != NULL && (g_str_has_suffix (rule, "-overlap") ||
                                  g_str_equal (rule, "availability")));
  g_clear_error (error);
  writer->n_refused++;
}

/* Nothing was changed if others held the database for too long: the same is tried again. */
static gboolean
has_to_wait (GError **error)
{
  if (!g_error_matches (*error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_BUSY))
    return FALSE;
  g_clear_error (error);

  return TRUE;
}

static void
attempt (Writer *writer, FoyerDb *db, GRand *rand)
{
  FoyerBookingRequest wish = make_wish (writer, rand);
  g_autoptr (GError) error = NULL;
  FoyerUser *clerk = writer->desk->clerk;
  Promise   *promise = NULL;
  Promise    fresh = { .start_at = wish.start_at,
                       .clinician_id = wish.clinician_id,
                       .live = TRUE };
  int        choice = g_rand_int_range (rand, 0, 10);
  gboolean   ok;

  if (writer->promises->len > 0)
    promise = &g_array_index (
        writer->promises, Promise,
        (guint) g_rand_int_range (rand, 0, (gint32) writer->promises->len));

  if (choice < 5 || promise == NULL)
    {
      do
        ok = foyer_bookings_make (db, clerk, &wish, &fresh.id, NULL, &error);
      while (has_to_wait (&error));
      if (ok)
        g_array_append_val (writer->promises, fresh);
      else
        note_refusal (writer, &error);
    }
  else if (choice < 7 && promise->live)
    {
      wish = (FoyerBookingRequest){ .booking_id = promise->id,
                                    .clinician_id = wish.clinician_id,
                                    .start_at = wish.start_at };
      do
        ok = foyer_bookings_move (db, clerk, &wish, NULL, &error);
      while (has_to_wait (&error));
      if (ok)
        {
          promise->start_at = wish.start_at;
          promise->clinician_id = wish.clinician_id;
        }
      else
        note_refusal (writer, &error);
    }
  else if (promise->live)
    {
      do
        foyer_bookings_cancel (db, clerk, promise->id, FOYER_CANCEL_REASON_PATIENT, NULL,
                               &error);
      while (has_to_wait (&error));
      g_assert_no_error (error);
      promise->live = FALSE;
    }
  else
    {
      do
        ok = foyer_bookings_undo (db, clerk, promise->id, &error);
      while (has_to_wait (&error));
      if (ok)
        promise->live = TRUE;
      else
        note_refusal (writer, &error);
    }
}

static gpointer
write_at_random (gpointer data)
{
  Writer *writer = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (writer->seed);
  g_autoptr (FoyerDb) db = NULL;

  do
    db = foyer_db_open (writer->desk->profile.folder, FOYER_DB_WRITE, &error);
  while (has_to_wait (&error));
  g_assert_no_error (error);
  foyer_db_set_clock (db, fixed_clock, (gpointer) writer->desk);
  for (guint i = 0; i < N_ATTEMPTS; i++)
    attempt (writer, db, rand);

  return NULL;
}

static void
check_no_overlaps (Desk *desk)
{
  static const char *const owners[] = { "clinician_id", "room_id" };

  for (guint i = 0; i < G_N_ELEMENTS (owners); i++)
    {
      g_autofree char *sql = g_strdup_printf (
          "SELECT count (*) FROM booking AS a JOIN booking AS b ON a.%s = b.%s "
          "AND a.id < b.id AND a.live AND b.live AND a.block_start_at < b.block_end_at "
          "AND b.block_start_at < a.block_end_at",
          owners[i], owners[i]);

      g_assert_cmpint (desk_query (desk, sql), ==, 0);
    }
  g_assert_cmpint (
      desk_query (desk, "SELECT count (*) FROM booking AS a JOIN booking AS b "
                        "ON a.patient_id = b.patient_id AND a.id < b.id AND a.live "
                        "AND b.live AND a.start_at < b.end_at AND b.start_at < a.end_at"),
      ==, 0);
}

static void
check_promises (Desk *desk, const Writer *writer)
{
  for (guint i = 0; i < writer->promises->len; i++)
    {
      const Promise *promise = &g_array_index (writer->promises, Promise, i);
      g_autoptr (GError) error = NULL;
      g_autoptr (FoyerBookingRow) row =
          foyer_bookings_get (desk->db, promise->id, &error);

      g_assert_no_error (error);
      g_assert_cmpint (row->booking->state, ==,
                       promise->live ? FOYER_BOOKING_STATE_BOOKED
                                     : FOYER_BOOKING_STATE_CANCELLED);
      g_assert_cmpint (row->booking->start_at, ==, promise->start_at);
      g_assert_cmpint (row->booking->clinician_id, ==, promise->clinician_id);
    }
}

static void
test_eight_writers (Desk *desk, gconstpointer data)
{
  gint64   patient_ids[N_PATIENTS];
  Writer   writers[N_WRITERS];
  GThread *threads[N_WRITERS];
  guint    n_promises = 0;
  guint    n_refused = 0;

  for (guint i = 0; i < N_PATIENTS; i++)
    patient_ids[i] = desk_add_patient (desk, "Ito", "2026-01-15");
  for (guint i = 0; i < N_WRITERS; i++)
    {
      writers[i] = (Writer){ .desk = desk,
                             .patient_ids = patient_ids,
                             .seed = (guint32) g_test_rand_int (),
                             .promises = g_array_new (FALSE, FALSE, sizeof (Promise)) };
      g_test_message ("seed of writer %u: %u", i, writers[i].seed);
      threads[i] = g_thread_new ("writer", write_at_random, &writers[i]);
    }
  for (guint i = 0; i < N_WRITERS; i++)
    g_thread_join (threads[i]);

  check_no_overlaps (desk);
  for (guint i = 0; i < N_WRITERS; i++)
    {
      check_promises (desk, &writers[i]);
      n_promises += writers[i].promises->len;
      n_refused += writers[i].n_refused;
      g_array_unref (writers[i].promises);
    }
  g_test_message ("%u promises, %u refusals", n_promises, n_refused);
  g_assert_cmpuint (n_promises, >, 0);
  g_assert_cmpuint (n_refused, >, 0);
  g_assert_cmpint (desk_query (desk, "SELECT count (*) FROM booking"), ==, n_promises);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/bookings-race/eight-writers", Desk, NULL, desk_set_up, test_eight_writers,
              desk_tear_down);

  return g_test_run ();
}
