/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-clinician.h"
#include "store/foyer-bookings.h"
#include "store/foyer-db-private.h"

G_BEGIN_DECLS

/* For how long a no-show counts: 24 months. */
#define FOYER_SQL_NO_SHOW_SECONDS "63158400"

typedef struct _FoyerBookingReader FoyerBookingReader;

FoyerBookingReader                 *
foyer_booking_reader_new (FoyerDb *db, const char *tail, GError **error);
void            foyer_booking_reader_free (FoyerBookingReader *self);
FoyerStatement *foyer_booking_reader_get_rows (FoyerBookingReader *self);
FoyerClinician *foyer_booking_reader_get_clinician (FoyerBookingReader *self,
                                                    FoyerBookingRow    *row);
gboolean        foyer_booking_reader_next (FoyerBookingReader *self,
                                           FoyerBookingRow   **out_row,
                                           GError            **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerBookingReader, foyer_booking_reader_free)

/**
 * FoyerBookingCase:
 *
 * A request with all that the gate looks at, and the booking that would come of it.
 */
typedef struct
{
  FoyerGateFacts       facts;    /* points into the members below */
  FoyerClinic         *clinic;   /* (owned) */
  FoyerPatient        *patient;  /* (owned) (nullable) */
  FoyerService        *service;  /* (owned) (nullable) */
  FoyerReferral       *referral; /* (owned) (nullable) */
  FoyerBooking        *before;  /* (owned) (nullable): as it is stored; NULL: a new one */
  FoyerBooking        *booking; /* (owned): as it would be */
  GPtrArray           *payments;   /* (owned) of FoyerPayment: what the request pays */
  FoyerPaymentAttempt *attempt;    /* (owned) (nullable): whose they are */
  gint64               paid_minor; /* settled before this request: paid or waived */
} FoyerBookingCase;

FoyerBookingCase *foyer_booking_case_new (FoyerDb                   *db,
                                          FoyerUser                 *actor,
                                          const FoyerBookingRequest *request,
                                          gint64                     now,
                                          GError                   **error);
void              foyer_booking_case_free (FoyerBookingCase *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerBookingCase, foyer_booking_case_free)

void foyer_booking_set_state (FoyerBooking *booking, FoyerBookingState to, gint64 now);
gboolean foyer_bookings_insert_event_in (FoyerAct             *act,
                                         FoyerBooking         *booking,
                                         FoyerBookingEventKind kind,
                                         FoyerBooking         *before,
                                         const char           *reason,
                                         GError              **error);
gboolean foyer_bookings_step_in (FoyerAct         *act,
                                 gint64            id,
                                 FoyerBookingState to,
                                 FoyerCancelReason cancel_reason,
                                 const char       *reason,
                                 GError          **error);
gboolean foyer_bookings_store_step_in (FoyerAct     *act,
                                       FoyerBooking *booking,
                                       FoyerBooking *before,
                                       const char   *reason,
                                       GError      **error);
gboolean foyer_bookings_hold_in (FoyerAct                  *act,
                                 const FoyerBookingRequest *request,
                                 const char                *uid,
                                 gint64                    *out_id,
                                 GPtrArray                **out_items,
                                 GError                   **error);
gboolean foyer_bookings_make_in (FoyerAct                  *act,
                                 const FoyerBookingRequest *request,
                                 const char                *uid,
                                 gint64                    *out_id,
                                 GPtrArray                **out_items,
                                 GError                   **error);
gboolean foyer_bookings_release_in (FoyerAct *act, gint64 *out_n, GError **error);

G_END_DECLS
