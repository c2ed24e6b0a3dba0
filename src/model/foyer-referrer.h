/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-record.h"

G_BEGIN_DECLS

#define FOYER_TYPE_REFERRER (foyer_referrer_get_type ())
G_DECLARE_FINAL_TYPE (FoyerReferrer, foyer_referrer, FOYER, REFERRER, FoyerRecord)

/**
 * FoyerReferrer:
 *
 * A clinician elsewhere who refers patients to this clinic.
 */
struct _FoyerReferrer
{
  FoyerRecord parent_instance;

  gint64   practice_id; /* where they work, 0 if not known */
  char    *prefix;      /* (owned) (nullable) Dr. */
  char    *family;      /* (owned) (nullable) */
  char    *given;       /* (owned) (nullable) */
  char    *credentials; /* (owned) (nullable) MD, FNP */
  char    *npi;         /* (owned) (nullable) ten digits, valid */
  char    *phone;       /* (owned) (nullable) */
  char    *fax;         /* (owned) (nullable) */
  char    *email;       /* (owned) (nullable) */
  char    *specialty;   /* (owned) (nullable) in words */
  gboolean is_pcp;      /* whether a primary care provider */
  gboolean active;
};

FoyerReferrer *foyer_referrer_new (void);

G_END_DECLS
