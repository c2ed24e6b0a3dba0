/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-booking-state.h"

G_DEFINE_ENUM_TYPE (FoyerBookingState,
                    foyer_booking_state,
                    G_DEFINE_ENUM_VALUE (FOYER_BOOKING_STATE_REQUESTED, "requested"),
                    G_DEFINE_ENUM_VALUE (FOYER_BOOKING_STATE_WAITLISTED, "waitlisted"),
                    G_DEFINE_ENUM_VALUE (FOYER_BOOKING_STATE_HELD, "held"),
                    G_DEFINE_ENUM_VALUE (FOYER_BOOKING_STATE_BOOKED, "booked"),
                    G_DEFINE_ENUM_VALUE (FOYER_BOOKING_STATE_CONFIRMED, "confirmed"),
                    G_DEFINE_ENUM_VALUE (FOYER_BOOKING_STATE_ARRIVED, "arrived"),
                    G_DEFINE_ENUM_VALUE (FOYER_BOOKING_STATE_CHECKED_IN, "checked-in"),
                    G_DEFINE_ENUM_VALUE (FOYER_BOOKING_STATE_IN_ROOM, "in-room"),
                    G_DEFINE_ENUM_VALUE (FOYER_BOOKING_STATE_COMPLETED, "completed"),
                    G_DEFINE_ENUM_VALUE (FOYER_BOOKING_STATE_NO_SHOW, "no-show"),
                    G_DEFINE_ENUM_VALUE (FOYER_BOOKING_STATE_LEFT, "left"),
                    G_DEFINE_ENUM_VALUE (FOYER_BOOKING_STATE_CANCELLED, "cancelled"),
                    G_DEFINE_ENUM_VALUE (FOYER_BOOKING_STATE_ENTERED_IN_ERROR,
                                         "entered-in-error"))
