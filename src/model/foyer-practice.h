/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-record.h"

G_BEGIN_DECLS

#define FOYER_TYPE_PRACTICE (foyer_practice_get_type ())
G_DECLARE_FINAL_TYPE (FoyerPractice, foyer_practice, FOYER, PRACTICE, FoyerRecord)

/**
 * FoyerPractice:
 *
 * A practice or hospital that refers patients.
 */
struct _FoyerPractice
{
  FoyerRecord parent_instance;

  char    *name;    /* (owned) (nullable) as on its letterhead */
  char    *phone;   /* (owned) (nullable) */
  char    *fax;     /* (owned) (nullable) */
  char    *address; /* (owned) (nullable) lines separated by newline */
  char    *npi;     /* (owned) (nullable) organisation NPI, ten digits, valid */
  gboolean active;
};

FoyerPractice *foyer_practice_new (void);

G_END_DECLS
