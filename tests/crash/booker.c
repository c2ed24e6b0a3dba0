/* SPDX-License-Identifier: GPL-3.0-or-later */

/* booker PROFILE SEED: books visits until it is killed, and prints the number of each booking
 * once the store has said that it is kept.  What it has printed must survive. */

#include "store/foyer-bookings.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-patients.h"
#include "store/foyer-slots.h"

#include <stdio.h>
#include <stdlib.h>

static gint64
pick_patient (FoyerDb *db, GRand *rand)
{
  for (int tries = 0; tries < 200; tries++)
    {
      g_autoptr (FoyerPatient) patient =
          foyer_patients_get (db, g_rand_int_range (rand, 1, 1200), NULL);

      /* Known here before, so that no referral is needed. */
      if (patient != NULL && patient->active && !patient->deceased &&
          patient->seen_before_on != NULL)
        return foyer_record_get_id (FOYER_RECORD (patient));
    }

  return 0;
}

static gboolean
book_one (
    FoyerDb *db, FoyerUser *actor, FoyerService *service, GRand *rand, GError **error)
{
  g_autoptr (FoyerSlotQuery) query = NULL;
  g_autoptr (GPtrArray) slots = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (FoyerBookingRow) row = NULL;
  FoyerBookingRequest request = { .channel = FOYER_CHANNEL_PHONE };
  FoyerSlotTally      tally;
  FoyerSlot          *slot;
  gint64              id;

  request.patient_id = pick_patient (db, rand);
  request.service_id = foyer_record_get_id (FOYER_RECORD (service));
  query = foyer_slots_new_query (db, request.service_id, 0, request.patient_id, error);
  if (query == NULL)
    return FALSE;
  query->earliest_at =
      query->now + g_rand_int_range (rand, 1, 300) * 24 * FOYER_HOUR_SECONDS;
  query->limit = 5;
  slots = foyer_slots_find (db, query, &tally, error);
  if (slots == NULL)
    return FALSE;
  if (slots->len == 0)
    return TRUE;

  slot =
      g_ptr_array_index (slots, (guint) g_rand_int_range (rand, 0, (gint32) slots->len));
  request.clinician_id = slot->clinician_id;
  request.start_at = slot->start_at;
  if (!foyer_bookings_make (db, actor, &request, &id, &items, error))
    return FALSE;

  printf ("%" G_GINT64_FORMAT "\n", id);
  fflush (stdout);

  return TRUE;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerDb) db = NULL;
  g_autoptr (FoyerUser) actor = NULL;
  g_autoptr (FoyerService) service = NULL;
  g_autoptr (GRand) rand = NULL;

  if (argc != 3)
    return 2;

  rand = g_rand_new_with_seed ((guint32) atoi (argv[2]));
  do
    {
      g_clear_error (&error);
      db = foyer_db_open (argv[1], FOYER_DB_WRITE, &error);
    }
  while (g_error_matches (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_BUSY));
  if (db != NULL)
    actor = foyer_catalogue_get_default_actor (db, &error);
  if (actor != NULL)
    service = foyer_catalogue_find_service (db, "follow-up", &error);

  while (error == NULL)
    {
      book_one (db, actor, service, rand, &error);
      /* Another booker was faster, a rule stands against this one, or the import holds the
       * database for long on a slow machine: try the next. */
      if (g_error_matches (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_RULE) ||
          g_error_matches (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_BUSY))
        g_clear_error (&error);
    }

  fprintf (stderr, "booker: %s\n", error->message);
  return 3;
}
