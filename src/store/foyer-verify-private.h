/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/foyer-verify.h"

G_BEGIN_DECLS

/* For src/store only: each query gives three columns: rows looked at, rows that are wrong, id of
 * a wrong one. */
typedef struct
{
  const char *check;
  const char *sql;
} FoyerVerifyQuery;

const FoyerVerifyQuery *foyer_verify_list_money (guint *out_n);

G_END_DECLS
