/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-record.h"

G_BEGIN_DECLS

#define FOYER_TYPE_IDENTIFIER (foyer_identifier_get_type ())
G_DECLARE_FINAL_TYPE (FoyerIdentifier, foyer_identifier, FOYER, IDENTIFIER, FoyerRecord)

/**
 * FoyerIdentifier:
 *
 * A name that another system gives to a record of ours.
 */
struct _FoyerIdentifier
{
  FoyerRecord parent_instance;

  char *
      owner_kind; /* (owned) (nullable) kind of the record: `patient`, `referrer`, `practice` */
  gint64 owner_id;
  char  *system; /* (owned) (nullable) URI */
  char  *value;  /* (owned) (nullable) */
};

FoyerIdentifier *foyer_identifier_new (void);

G_END_DECLS
