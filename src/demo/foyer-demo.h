/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/foyer-db.h"

G_BEGIN_DECLS

#define FOYER_DEMO_PATIENTS 1500
#define FOYER_DEMO_BOOKINGS 9000

/**
 * FoyerDemoSize:
 * @n_patients: how many patients
 * @n_bookings: about how many bookings, past and future
 * @seed: the same seed on the same day makes the same clinic
 *
 * How large a sample clinic is.
 */
typedef struct
{
  guint   n_patients;
  guint   n_bookings;
  guint32 seed;
} FoyerDemoSize;

/**
 * FoyerDemoProgress:
 * @n_done: records made
 * @n_total: records to make, about
 * @data: data of the caller
 *
 * Called now and then on the thread that makes the clinic.
 */
typedef void (*FoyerDemoProgress) (guint64 n_done, guint64 n_total, gpointer data);

gboolean foyer_demo_fill (FoyerDb             *db,
                          const FoyerDemoSize *size,
                          FoyerDemoProgress    progress,
                          gpointer             progress_data,
                          GCancellable        *cancellable,
                          GError             **error);

G_END_DECLS
