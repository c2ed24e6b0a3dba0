/* SPDX-License-Identifier: GPL-3.0-or-later */

/* bench-sync-store [PATIENTS]: stores that many patients and a booking of each as the first
 * pull does, in bulk with their replicas, into an empty profile; reads them; stores them again
 * unchanged; and asks how sync stands.  Prints one JSON object: records a second, and of the
 * status milliseconds.  What ends in _per_cpu_s counts time of the processor, which says the
 * same on a busy machine. */

#include "model/foyer-booking.h"
#include "model/foyer-endpoint-settings.h"
#include "model/foyer-identifier.h"
#include "model/foyer-patient.h"
#include "store/foyer-aggregates.h"
#include "store/foyer-bulk.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-endpoints.h"
#include "store/foyer-replicas.h"
#include "tests/unit/desk.h"

#include <stdlib.h>
#include <time.h>

#define BATCH 20000
#define N_STATUS 50

typedef struct
{
  GPtrArray  *aggregates; /* (owned) of FoyerAggregate */
  const char *type;
} Page;

/* Of a number the same uid each time, in no order as real ones. */
static char *
dup_uid (guint32 kind, guint32 n)
{
  const guint32 scattered = n * 2654435761u;

  return g_strdup_printf ("%08x-%04x-4%03x-8000-%04x%08x", scattered, n >> 16, n & 0xfff,
                          kind, n);
}

static FoyerAggregate *
make_patient (Desk *desk, guint n)
{
  g_autofree char *uid = dup_uid (1, n);
  FoyerAggregate  *self = foyer_aggregate_new ("patient", uid);
  FoyerPatient    *patient = FOYER_PATIENT (self->record);
  FoyerIdentifier *identifier = foyer_identifier_new ();

  patient->number = g_strdup_printf ("%u", 500000 + n);
  patient->family = g_strdup_printf ("Family%u", n % 7919);
  patient->given = g_strdup_printf ("Given%u", n % 997);
  patient->birth_date =
      g_strdup_printf ("19%02u-%02u-%02u", n % 100, 1 + n % 12, 1 + n % 28);
  patient->email = g_strdup_printf ("patient%u@example.org", n);
  foyer_set_text (&patient->address_line, "210 Harbor Street");
  foyer_set_text (&patient->city, "Ventura");
  foyer_set_text (&patient->postal_code, "93001");
  for (guint i = 0; i < 2; i++)
    {
      FoyerPatientPhone *phone = foyer_aggregate_add (self, "patient_phone", NULL);

      phone->number = g_strdup_printf ("805 %03u %04u", n / 10000 % 1000, n % 10000 + i);
    }
  foyer_set_text (&identifier->system, "urn:oid:1.2.3");
  identifier->value = g_strdup_printf ("MRN%u", n);
  g_ptr_array_add (self->identifiers, identifier);

  return self;
}

static FoyerAggregate *
make_booking (Desk *desk, guint n)
{
  static char     *clinician, *service;
  g_autofree char *uid = dup_uid (2, n);
  g_autofree char *patient = dup_uid (1, n);
  FoyerAggregate  *self = foyer_aggregate_new ("booking", uid);
  FoyerBooking    *booking = FOYER_BOOKING (self->record);

  if (clinician == NULL)
    {
      clinician = foyer_aggregates_dup_uid (desk->db, "clinician", 1, NULL);
      service = foyer_aggregates_dup_uid (desk->db, "service", desk->follow_up_id, NULL);
    }
  booking->number = g_strdup_printf ("B-%u", 500000 + n);
  foyer_record_set_link (booking, "patient-id", patient);
  foyer_record_set_link (booking, "clinician-id", clinician);
  foyer_record_set_link (booking, "service-id", service);
  booking->state = FOYER_BOOKING_STATE_BOOKED;
  booking->start_at = booking->block_start_at = desk->profile.now + (gint64) n * 900;
  booking->end_at = booking->block_end_at = booking->start_at + 900;
  foyer_set_text (&booking->visit_date, "2027-01-01");

  return self;
}

static gboolean
store_page (FoyerAct *act, gpointer data, GError **error)
{
  Page *page = data;

  foyer_act_set_bulk (act, "{}");
  foyer_act_set_remote (act, TRUE);
  for (guint i = 0; i < page->aggregates->len; i++)
    {
      FoyerAggregate  *aggregate = page->aggregates->pdata[i];
      g_autofree char *key = g_strdup (foyer_record_get_uid (aggregate->record));
      g_autoptr (FoyerReplica) replica = NULL;
      gint64 id;

      if (!foyer_aggregates_store (act, aggregate, &id, error))
        return FALSE;
      replica = foyer_replica_new (FOYER_RECORD_GET_CLASS (aggregate->record)->kind, id,
                                   page->type, key);
      replica->remote_id = g_steal_pointer (&key);
      replica->base_version = g_strdup ("1");
      replica->base_updated = g_strdup ("2026-11-23T10:00:00.000Z");
      if (!foyer_replicas_put (act, replica, error))
        return FALSE;
    }

  return TRUE;
}

static gint64
cpu_us (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

/* Stores @n records; making them does not count. */
static void
store_all (Desk       *desk,
           const char *name,
           const char *type,
           FoyerAggregate *(*make) (Desk *desk, guint n),
           guint n)
{
  gint64 spent_us = 0;
  gint64 spent_cpu_us = 0;

  for (guint done = 0; done < n; done += BATCH)
    {
      g_autoptr (GPtrArray) aggregates =
          g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_aggregate_free);
      Page page = { aggregates, type };
      g_autoptr (GError) error = NULL;
      gint64 start_us;
      gint64 start_cpu_us;

      for (guint i = done; i < MIN (done + BATCH, n); i++)
        g_ptr_array_add (aggregates, make (desk, i));
      start_us = g_get_monotonic_time ();
      start_cpu_us = cpu_us ();
      foyer_db_act (desk->db, NULL, FOYER_ACTION_SYNC, NULL, store_page, &page, &error);
      spent_us += g_get_monotonic_time () - start_us;
      spent_cpu_us += cpu_us () - start_cpu_us;
      g_assert_no_error (error);
    }

  g_print ("  \"%s_per_s\": %.0f,\n  \"%s_per_cpu_s\": %.0f,\n", name,
           n * 1e6 / (double) spent_us, name, n * 1e6 / (double) spent_cpu_us);
}

static double
load_all (Desk *desk, guint n)
{
  gint64 start_us = g_get_monotonic_time ();

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FoyerAggregate) aggregate =
          foyer_aggregates_load (desk->db, "patient", 3 + i, &error);

      g_assert_no_error (error);
    }

  return (double) (g_get_monotonic_time () - start_us) / G_USEC_PER_SEC;
}

int
main (int argc, char **argv)
{
  Desk  desk = { 0 };
  guint n = argc > 1 ? (guint) atoi (argv[1]) : 100000;
  g_autoptr (FoyerEndpointSettings) settings = foyer_endpoint_settings_new ();
  g_autoptr (GError) error = NULL;
  gint64 start_us;

  desk_set_up (&desk, NULL);
  foyer_set_text (&settings->address, "https://fhir.example");
  foyer_endpoints_set (desk.db, desk.manager, settings, &error);
  g_assert_no_error (error);
  foyer_bulk_prepare (desk.db, NULL);

  g_print ("{\n  \"n\": %u,\n", n);
  store_all (&desk, "store_patients", "Patient", make_patient, n);
  store_all (&desk, "store_bookings", "Appointment", make_booking, n);
  store_all (&desk, "store_unchanged_patients", "Patient", make_patient, n);
  g_print ("  \"load_patients_per_s\": %.0f,\n", n / load_all (&desk, n));

  start_us = g_get_monotonic_time ();
  for (int i = 0; i < N_STATUS; i++)
    {
      g_autoptr (FoyerSyncStatus) status = foyer_endpoints_get_status (desk.db, &error);

      g_assert_no_error (error);
      g_assert_cmpint (status->n_unconfirmed, ==, n);
    }
  g_print ("  \"status_ms\": %.3f\n}\n",
           (double) (g_get_monotonic_time () - start_us) / 1000.0 / N_STATUS);
  desk_tear_down (&desk, NULL);

  return 0;
}
