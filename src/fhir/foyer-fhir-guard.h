/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fhir/foyer-fhir-reader.h"

G_BEGIN_DECLS

/**
 * FoyerGuardSpan:
 * @booking: uid of the booking that has the time
 * @start_at: first second that it blocks, since 1970-01-01 UTC
 * @end_at: second after the last one
 * @claimed_at: when it was claimed, by the clock of the desk
 * @overlap: whether a permitted person allowed it beside others
 *
 * One claimed time on a clinician's day.
 */
typedef struct
{
  char    *booking; /* (owned) */
  gint64   start_at;
  gint64   end_at;
  gint64   claimed_at;
  gboolean overlap;
} FoyerGuardSpan;

/**
 * FoyerGuard:
 * @clinician: uid
 * @date: civil date of the clinic
 * @spans: (element-type FoyerGuardSpan): by start, then booking
 *
 * Who has which time of one clinician on one day: what a Schedule carries that all desks
 * change by PUT with If-Match only.
 */
typedef struct
{
  char      *clinician; /* (owned) */
  char      *date;      /* (owned) */
  GPtrArray *spans;     /* (owned) */
} FoyerGuard;

FoyerGuard *foyer_guard_new (const char *clinician, const char *date);
void        foyer_guard_free (FoyerGuard *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerGuard, foyer_guard_free)

char                 *foyer_guard_dup_key (const char *clinician, const char *date);
FoyerGuardSpan       *foyer_guard_find (FoyerGuard *self, const char *booking);
const FoyerGuardSpan *foyer_guard_blocker (
    FoyerGuard *self, const char *booking, gint64 start_at, gint64 end_at, guint limit);
void     foyer_guard_set (FoyerGuard *self,
                          const char *booking,
                          gint64      start_at,
                          gint64      end_at,
                          gint64      claimed_at,
                          gboolean    overlap);
gboolean foyer_guard_remove (FoyerGuard *self, const char *booking);

FoyerGuard *foyer_fhir_guard_decode (const json_t *json, GError **error);
json_t     *foyer_fhir_guard_encode (FoyerGuard   *guard,
                                     const char   *actor_reference,
                                     const json_t *base);

G_END_DECLS
