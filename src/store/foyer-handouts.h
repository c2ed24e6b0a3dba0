/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-article.h"
#include "model/foyer-handout.h"
#include "store/foyer-db.h"

G_BEGIN_DECLS

/* What patients are given to read. */

/* (element-type FoyerHandout) */
GPtrArray *
foyer_handouts_list_for_patient (FoyerDb *db, gint64 patient_id, GError **error);
GPtrArray *
foyer_handouts_list_for_booking (FoyerDb *db, gint64 booking_id, GError **error);
GPtrArray *foyer_handouts_list_queued (FoyerDb *db, GError **error);

gboolean foyer_handouts_add (FoyerDb      *db,
                             FoyerUser    *actor,
                             FoyerHandout *handout,
                             FoyerArticle *article,
                             GError      **error);
gboolean foyer_handouts_end (FoyerDb          *db,
                             FoyerUser        *actor,
                             gint64            id,
                             FoyerHandoutState state,
                             const char       *note,
                             GError          **error);

G_END_DECLS
