/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-clinician.h"
#include "model/foyer-room.h"
#include "store/foyer-bookings.h"
#include "store/foyer-referrals.h"
#include "tests/unit/profile.h"

G_BEGIN_DECLS

/* A profile in which a day can be worked: two clinicians from eight to five, two rooms, the
 * usual services, one member of staff of each role, a new patient and a known one. */
typedef struct
{
  Profile    profile;
  FoyerDb   *db; /* (unowned) of @profile */
  FoyerUser *manager;
  FoyerUser *clerk;
  FoyerUser *doctor;
  gint64     clinician_id;
  gint64     other_clinician_id;
  gint64     room_id;
  gint64     other_room_id;
  gint64     new_visit_id;
  gint64     follow_up_id;
  gint64     procedure_id;
  gint64     cosmetic_id;
  gint64     new_patient_id;
  gint64     known_patient_id;
} Desk;

/* Tuesday 2026-11-24 in Los Angeles, at an hour and a minute of its clock. */
#define DESK_DATE "2026-11-24"
gint64 desk_time (int hour, int minute);

void   desk_set_up (Desk *self, gconstpointer data);
void   desk_tear_down (Desk *self, gconstpointer data);
gint64 desk_query (Desk *self, const char *sql);
gint64 desk_add_patient (Desk *self, const char *family, const char *seen_before_on);
gint64 desk_add_referral (Desk *self, gint64 patient_id);
gint64 desk_accept_referral (Desk *self, gint64 patient_id);
FoyerBookingRequest
desk_request (Desk *self, gint64 patient_id, gint64 service_id, int hour, int minute);
gint64     desk_book (Desk *self, const FoyerBookingRequest *request);
gint64     desk_hold (Desk *self);
GPtrArray *desk_cash (gint64 amount_minor);
void desk_assert_deposit (Desk *self, gint64 booking_id, gint64 paid, gint64 waived);
void desk_step (Desk *self, gint64 id, FoyerBookingState to);
FoyerBookingState  desk_get_state (Desk *self, gint64 id);
FoyerReferralState desk_get_referral_state (Desk *self, gint64 id);
void               desk_assert_rule (GError **error, const char *rule);
void               desk_assert_field (GError **error, const char *field);

G_END_DECLS
