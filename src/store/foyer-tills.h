/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-ledger-entry.h"
#include "model/foyer-till.h"
#include "store/foyer-db.h"

G_BEGIN_DECLS

/**
 * FoyerTillPieces:
 * @denomination_minor: value of one note or coin, minor units
 * @pieces: how many there are
 */
typedef struct
{
  gint64 denomination_minor;
  gint64 pieces;
} FoyerTillPieces;

/**
 * FoyerTillLine:
 * @staff_id: who
 * @tender: in which tender
 * @in_minor: what came in
 * @out_minor: what went out
 * @n_entries: by how many entries
 *
 * What one person took and gave back in one tender.
 */
typedef struct
{
  gint64      staff_id;
  FoyerTender tender;
  gint64      in_minor;
  gint64      out_minor;
  gint64      n_entries;
} FoyerTillLine;

gboolean   foyer_tills_get_open (FoyerDb *db, FoyerTill **out_till, GError **error);
GPtrArray *foyer_tills_list (FoyerDb *db, gint64 from, gint64 to, GError **error);
GPtrArray *foyer_tills_list_counts (FoyerDb *db, gint64 till_id, GError **error);
GPtrArray *foyer_tills_list_entries (FoyerDb *db, const char *uid, GError **error);
GPtrArray *foyer_tills_list_receipt (FoyerDb *db, const char *receipt, GError **error);
GArray    *foyer_tills_report (FoyerDb *db, const char *uid, GError **error);
GArray    *foyer_tills_report_between (
       FoyerDb *db, gint64 from, gint64 to, gboolean in_no_till, GError **error);
gboolean
foyer_tills_sum_cash (FoyerDb *db, FoyerTill *till, gint64 *out_minor, GError **error);

FoyerTill *
foyer_tills_open (FoyerDb *db, FoyerUser *actor, gint64 float_minor, GError **error);
gboolean foyer_tills_count (FoyerDb               *db,
                            FoyerUser             *actor,
                            gint64                 till_id,
                            const FoyerTillPieces *pieces,
                            guint                  n_pieces,
                            const char            *reason,
                            GError               **error);

G_END_DECLS
