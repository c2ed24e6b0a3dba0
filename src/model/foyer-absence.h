/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-record.h"

G_BEGIN_DECLS

#define FOYER_TYPE_ABSENCE (foyer_absence_get_type ())
G_DECLARE_FINAL_TYPE (FoyerAbsence, foyer_absence, FOYER, ABSENCE, FoyerRecord)

/**
 * FoyerAbsence:
 *
 * Time in which a clinician, or the whole clinic, sees nobody.  Half-open, in UTC.
 */
struct _FoyerAbsence
{
  FoyerRecord parent_instance;

  gint64 clinician_id; /* whose; 0: the whole clinic */
  gint64 start_at;     /* seconds since 1970-01-01 UTC */
  gint64 end_at;       /* seconds since 1970-01-01 UTC, after the start */
  char  *reason;       /* (owned) (nullable) as the schedule shows it */
};

FoyerAbsence *foyer_absence_new (void);

G_END_DECLS
