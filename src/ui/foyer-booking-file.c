/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-booking-file.h"

#include "model/foyer-patient-standing.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-patients.h"

#include <string.h>

/* Finds the last visit that took place and the next one that is planned. */
static gboolean
read_visits (FoyerBookingFile *self, FoyerDb *db, GError **error)
{
  gint64 patient_id = foyer_record_get_id (FOYER_RECORD (self->patient));
  g_autoptr (GPtrArray) rows = foyer_bookings_list_for_patient (db, patient_id, error);
  g_autoptr (FoyerClinic) clinic = NULL;
  g_autofree char *today = NULL;
  const char      *last = NULL;
  gint64           now = foyer_db_now (db);
  int              day;

  if (rows == NULL || (clinic = foyer_catalogue_get_clinic (db, error)) == NULL ||
      !foyer_db_today (db, &day, error))
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      FoyerBookingRow *row = rows->pdata[i];
      FoyerBooking    *booking = row->booking;

      if (booking->state == FOYER_BOOKING_STATE_COMPLETED &&
          g_strcmp0 (booking->visit_date, last) > 0)
        last = booking->visit_date;
      if (foyer_booking_state_is_live (booking->state) && booking->start_at > now &&
          row->booking->state != FOYER_BOOKING_STATE_COMPLETED &&
          (self->upcoming == NULL ||
           booking->start_at < self->upcoming->booking->start_at))
        g_set_object (&self->upcoming, row);
    }
  today = foyer_day_format (day);
  self->is_new = foyer_patient_is_new_on (self->patient->seen_before_on, last,
                                          clinic->new_after_years, today);

  return TRUE;
}

static gboolean
read_referrals (FoyerBookingFile *self, FoyerDb *db, GError **error)
{
  gint64 patient_id = foyer_record_get_id (FOYER_RECORD (self->patient));
  g_autoptr (GPtrArray) rows = foyer_referrals_list_for_patient (db, patient_id, error);

  if (rows == NULL)
    return FALSE;
  self->referrals = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < rows->len; i++)
    {
      FoyerReferralRow *row = rows->pdata[i];

      if (foyer_referral_state_is_open (row->referral->state))
        g_ptr_array_add (self->referrals, g_object_ref (row));
    }

  return TRUE;
}

/**
 * foyer_booking_file_read:
 * @db: a connection
 * @patient_id: whom a booking is for, 0: nobody yet or whom @booking_id is for
 * @booking_id: a booking to go on with or to move, 0: a new one
 * @error: return location for an error
 *
 * Reads what the booking window needs.
 *
 * Returns: (transfer full): the file, or `NULL` on error
 */
FoyerBookingFile *
foyer_booking_file_read (FoyerDb *db,
                         gint64   patient_id,
                         gint64   booking_id,
                         GError **error)
{
  g_autoptr (FoyerBookingFile) self = g_new0 (FoyerBookingFile, 1);

  if ((self->choices = foyer_choices_read (db, error)) == NULL)
    return NULL;
  if (booking_id != 0)
    {
      if ((self->row = foyer_bookings_get (db, booking_id, error)) == NULL)
        return NULL;
      patient_id = self->row->booking->patient_id;
    }
  if (patient_id != 0 &&
      ((self->patient = foyer_patients_get (db, patient_id, error)) == NULL ||
       !read_visits (self, db, error) || !read_referrals (self, db, error)))
    return NULL;
  self->money = foyer_payment_file_read (db, patient_id, booking_id, error);

  return self->money != NULL ? g_steal_pointer (&self) : NULL;
}

void
foyer_booking_file_free (FoyerBookingFile *self)
{
  g_clear_pointer (&self->choices, foyer_choices_free);
  g_clear_object (&self->row);
  g_clear_object (&self->request);
  g_clear_object (&self->patient);
  g_clear_pointer (&self->referrals, g_ptr_array_unref);
  g_clear_object (&self->upcoming);
  g_clear_pointer (&self->money, foyer_payment_file_free);
  g_free (self);
}

/**
 * foyer_booking_file_find_referral:
 * @self: a file
 * @id: a referral
 *
 * Returns: (transfer none) (nullable): the referral, `NULL` if it is none that a visit of
 *   this patient may rest on
 */
FoyerReferralRow *
foyer_booking_file_find_referral (FoyerBookingFile *self, gint64 id)
{
  for (guint i = 0; self->referrals != NULL && i < self->referrals->len; i++)
    {
      FoyerReferralRow *row = self->referrals->pdata[i];

      if (foyer_record_get_id (FOYER_RECORD (row->referral)) == id)
        return row;
    }

  return NULL;
}

static gboolean
is_usable (FoyerReferralRow *row, const char *today)
{
  FoyerReferral *referral = row->referral;

  return foyer_referral_state_counts_as_accepted (referral->state) &&
         (referral->valid_to == NULL || strcmp (referral->valid_to, today) >= 0) &&
         (referral->visits_authorised == 0 ||
          row->visits_used + row->visits_booked < referral->visits_authorised);
}

/**
 * foyer_booking_file_choose_referral:
 * @self: a file
 * @today: civil date YYYY-MM-DD
 *
 * Proposes the referral that a visit rests on: one that waits for its booking before one
 * that already has one.
 *
 * Returns: the referral, 0 if none is usable
 */
gint64
foyer_booking_file_choose_referral (FoyerBookingFile *self, const char *today)
{
  FoyerReferralRow *best = NULL;

  for (guint i = 0; self->referrals != NULL && i < self->referrals->len; i++)
    {
      FoyerReferralRow *row = self->referrals->pdata[i];

      if (is_usable (row, today) &&
          (best == NULL || row->referral->state < best->referral->state))
        best = row;
    }

  return best != NULL ? foyer_record_get_id (FOYER_RECORD (best->referral)) : 0;
}

static gint64
find_category (FoyerBookingFile *self, FoyerServiceCategory category)
{
  for (guint i = 0; i < self->choices->services->len; i++)
    {
      FoyerService *service = self->choices->services->pdata[i];

      if (service->category == category)
        return foyer_record_get_id (FOYER_RECORD (service));
    }

  return 0;
}

/**
 * foyer_booking_file_choose_service:
 * @self: a file
 * @referral_id: what the visit rests on, 0: nothing
 *
 * Proposes the visit: what the referral was accepted for until that took place, then a
 * follow-up; the first visit for who is new.
 *
 * Returns: the service, 0 if none suggests itself
 */
gint64
foyer_booking_file_choose_service (FoyerBookingFile *self, gint64 referral_id)
{
  FoyerReferralRow *row = foyer_booking_file_find_referral (self, referral_id);

  if (row != NULL && row->referral->service_id != 0 && row->visits_used == 0 &&
      row->visits_booked == 0 &&
      foyer_choices_find_service (self->choices, row->referral->service_id) != NULL)
    return row->referral->service_id;

  return find_category (self, self->is_new ? FOYER_SERVICE_CATEGORY_NEW
                                           : FOYER_SERVICE_CATEGORY_FOLLOW_UP);
}
