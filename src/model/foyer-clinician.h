/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-record.h"

G_BEGIN_DECLS

#define FOYER_TYPE_CLINICIAN (foyer_clinician_get_type ())
G_DECLARE_FINAL_TYPE (FoyerClinician, foyer_clinician, FOYER, CLINICIAN, FoyerRecord)

/**
 * FoyerClinician:
 *
 * A clinician whose time is booked.
 */
struct _FoyerClinician
{
  FoyerRecord parent_instance;

  char    *prefix;        /* (owned) (nullable) Dr. */
  char    *family;        /* (owned) (nullable) family name */
  char    *given;         /* (owned) (nullable) given names */
  char    *credentials;   /* (owned) (nullable) MD, PA-C */
  char    *npi;           /* (owned) (nullable) ten digits, valid */
  char    *specialty;     /* (owned) (nullable) in words */
  char    *colour;        /* (owned) (nullable) `#rrggbb` */
  gint64   overlap_limit; /* how many visits may run at once, 1 to 4 */
  gint64   position;      /* place among the columns of the day schedule, from 0 */
  gboolean active;        /* whether they still see patients here */
};

FoyerClinician *foyer_clinician_new (void);

G_END_DECLS
