/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/foyer-db.h"

G_BEGIN_DECLS

/**
 * FoyerVerifyFinding:
 * @check: short name of the check, `clinician-overlap`; static
 * @n_checked: how many rows were looked at
 * @n_wrong: how many of them are wrong
 * @example_id: id of one that is wrong, 0: none
 *
 * What one check found.
 */
typedef struct
{
  const char *check;
  gint64      n_checked;
  gint64      n_wrong;
  gint64      example_id;
} FoyerVerifyFinding;

GArray *foyer_verify_run (FoyerDb *db, GError **error);

G_END_DECLS
