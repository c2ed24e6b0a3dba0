/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/unit/desk.h"

#include "model/foyer-payment.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-ledger.h"
#include "store/foyer-patients.h"

#define MIDNIGHT G_GINT64_CONSTANT (1795507200)

gint64
desk_time (int hour, int minute)
{
  return MIDNIGHT + hour * 3600 + minute * 60;
}

static gint64
save (Desk *self, gpointer record)
{
  g_autoptr (GError) error = NULL;

  foyer_catalogue_save (self->db, self->manager, record, &error);
  g_assert_no_error (error);

  return foyer_record_get_id (record);
}

static gint64
add_clinician (Desk *self, const char *family, int position)
{
  g_autoptr (FoyerClinician) clinician = foyer_clinician_new ();
  g_autoptr (GPtrArray) hours = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  foyer_set_text (&clinician->prefix, "Dr.");
  foyer_set_text (&clinician->family, family);
  clinician->overlap_limit = 1;
  clinician->position = position;
  id = save (self, clinician);
  hours = foyer_catalogue_new_default_hours (id);
  foyer_catalogue_save_hours (self->db, self->manager, id, hours, &error);
  g_assert_no_error (error);

  return id;
}

static gint64
add_room (Desk *self, const char *name)
{
  g_autoptr (FoyerRoom) room = foyer_room_new ();

  foyer_set_text (&room->name, name);

  return save (self, room);
}

static FoyerUser *
add_user (Desk *self, const char *name, FoyerRole role)
{
  FoyerUser *user = foyer_user_new ();

  foyer_set_text (&user->name, name);
  user->role = role;
  save (self, user);

  return user;
}

static gint64
find_service (Desk *self, const char *code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerService) service =
      foyer_catalogue_find_service (self->db, code, &error);

  g_assert_no_error (error);

  return foyer_record_get_id (FOYER_RECORD (service));
}

void
desk_set_up (Desk *self, gconstpointer data)
{
  g_autoptr (GPtrArray) services = foyer_catalogue_new_default_services ();

  profile_set_up (&self->profile, NULL);
  self->db = self->profile.db;
  self->manager = self->profile.manager;
  self->clerk = add_user (self, "Clerk", FOYER_ROLE_DESK);
  self->doctor = add_user (self, "Doctor", FOYER_ROLE_CLINICIAN);
  self->clinician_id = add_clinician (self, "Adeyemi", 0);
  self->other_clinician_id = add_clinician (self, "Lindqvist", 1);
  self->room_id = add_room (self, "1");
  self->other_room_id = add_room (self, "2");
  for (guint i = 0; i < services->len; i++)
    save (self, g_ptr_array_index (services, i));
  self->new_visit_id = find_service (self, "new-patient");
  self->follow_up_id = find_service (self, "follow-up");
  self->procedure_id = find_service (self, "procedure");
  self->cosmetic_id = find_service (self, "cosmetic");
  self->new_patient_id = desk_add_patient (self, "Garcia", NULL);
  self->known_patient_id = desk_add_patient (self, "Okonkwo", "2026-01-15");
}

void
desk_tear_down (Desk *self, gconstpointer data)
{
  g_clear_object (&self->clerk);
  g_clear_object (&self->doctor);
  profile_tear_down (&self->profile, NULL);
}

gint64
desk_query (Desk *self, const char *sql)
{
  return profile_query (&self->profile, sql);
}

gint64
desk_add_patient (Desk *self, const char *family, const char *seen_before_on)
{
  g_autoptr (FoyerPatient) patient = foyer_patient_new ();
  g_autoptr (GError) error = NULL;

  foyer_set_text (&patient->family, family);
  foyer_set_text (&patient->given, "Maria");
  foyer_set_text (&patient->birth_date, "1984-03-12");
  foyer_set_text (&patient->seen_before_on, seen_before_on);
  foyer_patients_save (self->db, self->manager, patient, &error);
  g_assert_no_error (error);

  return foyer_record_get_id (FOYER_RECORD (patient));
}

gint64
desk_add_referral (Desk *self, gint64 patient_id)
{
  g_autoptr (FoyerReferral) referral = foyer_referral_new ();
  g_autoptr (GError) error = NULL;

  referral->patient_id = patient_id;
  referral->state = FOYER_REFERRAL_STATE_RECEIVED;
  foyer_set_text (&referral->received_on, "2026-11-20");
  foyer_set_text (&referral->reason, "Changing mole");
  foyer_referrals_save (self->db, self->clerk, referral, &error);
  g_assert_no_error (error);

  return foyer_record_get_id (FOYER_RECORD (referral));
}

gint64
desk_accept_referral (Desk *self, gint64 patient_id)
{
  FoyerReferralStep step = { .to = FOYER_REFERRAL_STATE_ACCEPTED,
                             .service_id = self->new_visit_id };
  g_autoptr (GError) error = NULL;
  gint64 id = desk_add_referral (self, patient_id);

  foyer_referrals_step (self->db, self->doctor, id, &step, &error);
  g_assert_no_error (error);

  return id;
}

FoyerBookingRequest
desk_request (Desk *self, gint64 patient_id, gint64 service_id, int hour, int minute)
{
  return (FoyerBookingRequest){ .patient_id = patient_id,
                                .service_id = service_id,
                                .clinician_id = self->clinician_id,
                                .start_at = desk_time (hour, minute) };
}

gint64
desk_book (Desk *self, const FoyerBookingRequest *request)
{
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  foyer_bookings_make (self->db, self->clerk, request, &id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (id, !=, 0);

  return id;
}

/* A payment in cash. */
GPtrArray *
desk_cash (gint64 amount_minor)
{
  return foyer_payments_new (
      foyer_payment_new_for (FOYER_TENDER_CASH, amount_minor, 0, NULL));
}

/* Holds a cosmetic consultation, for which a deposit is due. */
gint64
desk_hold (Desk *self)
{
  FoyerBookingRequest request =
      desk_request (self, self->known_patient_id, self->cosmetic_id, 9, 0);
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  foyer_bookings_hold (self->db, self->clerk, &request, FALSE, &id, NULL, &error);
  g_assert_no_error (error);

  return id;
}

void
desk_assert_deposit (Desk *self, gint64 booking_id, gint64 paid, gint64 waived)
{
  g_autoptr (GError) error = NULL;
  gint64 paid_minor = -1;
  gint64 waived_minor = -1;

  foyer_ledger_sum_deposit (self->db, booking_id, &paid_minor, &waived_minor, &error);
  g_assert_no_error (error);
  g_assert_cmpint (paid_minor, ==, paid);
  g_assert_cmpint (waived_minor, ==, waived);
}

void
desk_step (Desk *self, gint64 id, FoyerBookingState to)
{
  g_autoptr (GError) error = NULL;

  foyer_bookings_step (self->db, self->clerk, id, to, NULL, &error);
  g_assert_no_error (error);
}

FoyerBookingState
desk_get_state (Desk *self, gint64 id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerBookingRow) row = foyer_bookings_get (self->db, id, &error);

  g_assert_no_error (error);

  return row->booking->state;
}

FoyerReferralState
desk_get_referral_state (Desk *self, gint64 id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerReferralRow) row = foyer_referrals_get (self->db, id, &error);

  g_assert_no_error (error);

  return row->referral->state;
}

void
desk_assert_rule (GError **error, const char *rule)
{
  g_assert_error (*error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_RULE);
  g_assert_cmpstr (foyer_store_error_get_rule (*error), ==, rule);
  g_clear_error (error);
}

void
desk_assert_field (GError **error, const char *field)
{
  g_assert_error (*error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INVALID);
  g_assert_cmpstr (foyer_store_error_get_field (*error), ==, field);
  g_clear_error (error);
}
