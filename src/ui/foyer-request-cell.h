/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"
#include "store/foyer-requests.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_REQUEST_CELL (foyer_request_cell_get_type ())
G_DECLARE_FINAL_TYPE (FoyerRequestCell, foyer_request_cell, FOYER, REQUEST_CELL, GtkBox)

GtkWidget *foyer_request_cell_new (void);
void       foyer_request_cell_set_row (FoyerRequestCell *self,
                                       FoyerRequestRow  *row,
                                       FoyerSession     *session);

G_END_DECLS
