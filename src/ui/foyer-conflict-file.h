/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-conflict.h"
#include "model/foyer-patient.h"
#include "present/foyer-field-words.h"
#include "store/foyer-bookings.h"

G_BEGIN_DECLS

#define FOYER_TYPE_CONFLICT_FILE (foyer_conflict_file_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerConflictFile, foyer_conflict_file, FOYER, CONFLICT_FILE, GObject)

/**
 * FoyerConflictFile:
 *
 * Something to be decided, with what somebody has to know to decide it.
 */
struct _FoyerConflictFile
{
  GObject parent_instance;

  FoyerConflict   *conflict; /* (owned) */
  FoyerPatient    *patient;  /* (owned) (nullable) whom it concerns */
  char            *name;     /* (owned) (nullable) of a record that is no patient's */
  FoyerBookingRow *visit;    /* (owned) (nullable) with details */
  FoyerBookingRow *other;    /* (owned) (nullable) the other visit, with details */
  GPtrArray       *changes; /* (owned) of FoyerFieldChange; what is linked has its name */
};

GPtrArray *foyer_conflict_files_read (FoyerDb *db, GError **error);

G_END_DECLS
