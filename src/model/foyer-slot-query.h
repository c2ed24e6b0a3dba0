/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-service.h"

G_BEGIN_DECLS

/**
 * FoyerSlotOrder:
 * @FOYER_SLOT_ORDER_BEST: within the target date first, or without one by day; then what
 *   breaks up the day least; then the named clinician; then earliest
 * @FOYER_SLOT_ORDER_EARLIEST: earliest first; then the named clinician
 *
 * Which free times come first.  What is equal goes to the clinician with the fewest visits
 * that day, then to the one that comes first in the calendar.
 */
typedef enum
{
  FOYER_SLOT_ORDER_BEST,
  FOYER_SLOT_ORDER_EARLIEST,
} FoyerSlotOrder;

/**
 * FoyerSlotQuery:
 *
 * What is looked for.  Instants are seconds since 1970-01-01 UTC, civil dates
 * `YYYY-MM-DD`; a date that is none counts as not given.
 */
typedef struct
{
  FoyerService *service;          /* (owned) */
  gint64        duration_minutes; /* length of the visit, 0: the service's */
  GArray
        *clinician_ids; /* (owned) (element-type gint64): who may do it; empty: anybody */
  gint64 named_clinician_id; /* whom the referral names, 0: nobody */

  gint64 now;         /* what the clock says */
  gint64 earliest_at; /* the visit begins then or later, 0: now */
  gint64 latest_at;   /* the visit begins before, 0: no matter */
  guint  weekdays;    /* bit `1 << weekday`, ISO 1 to 7, for each wanted; 0: every day */
  int    from_minute; /* on the clock the visit begins then or later */
  int    to_minute;   /* on the clock the visit begins before, 0: no matter */

  gint64   lead_minutes;         /* earliest bookable time from now */
  gint64   horizon_days;         /* latest bookable day from today, 0: no limit */
  gint64   urgent_release_hours; /* time kept for urgent visits opens so long before */
  gboolean urgent;      /* the referral is: time kept for urgent visits is open to it */
  char    *valid_from;  /* (owned) (nullable) of the referral */
  char    *valid_to;    /* (owned) (nullable) of the referral */
  char    *target_date; /* (owned) (nullable) of the referral */

  gint64 patient_id; /* who must not be elsewhere at that time, 0: nobody yet */
  gint64 booking_id; /* which is to be moved: it is in nobody's way, 0: none */

  FoyerSlotOrder order;
  gboolean       pack; /* also off the grid, right after a visit that ends off it */
  gboolean
        every_clinician; /* a time with each who is free then, not only with the best */
  guint limit;           /* how many slots at most */
} FoyerSlotQuery;

FoyerSlotQuery *foyer_slot_query_new (FoyerService *service, gint64 now);
FoyerSlotQuery *foyer_slot_query_copy (const FoyerSlotQuery *query);
void            foyer_slot_query_free (FoyerSlotQuery *query);
void foyer_slot_query_add_clinician (FoyerSlotQuery *query, gint64 clinician_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerSlotQuery, foyer_slot_query_free)

G_END_DECLS
