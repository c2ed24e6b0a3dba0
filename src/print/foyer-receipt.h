/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "print/foyer-slip.h"
#include "store/foyer-db.h"

G_BEGIN_DECLS

FoyerSlip *foyer_receipt_read (FoyerDb    *db,
                               const char *number,
                               gboolean    is_copy,
                               const char *language,
                               GError    **error);

G_END_DECLS
