/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"
#include "print/foyer-slip.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Reads a slip on the thread of the database. */
typedef FoyerSlip *(*FoyerSlipRead) (FoyerDb *db, gpointer data, GError **error);

/* Checks on the thread that writes that somebody may have a slip, and notes that they did. */
typedef gboolean (*FoyerSlipNote) (FoyerDb   *db,
                                   FoyerUser *actor,
                                   gpointer   data,
                                   GError   **error);

void foyer_slip_printer_print (gpointer       widget,
                               FoyerSession  *session,
                               FoyerSlipNote  note,
                               FoyerSlipRead  read,
                               gpointer       data,
                               GDestroyNotify free_data);
void foyer_slip_printer_save (gpointer       widget,
                              FoyerSession  *session,
                              FoyerSlipNote  note,
                              FoyerSlipRead  read,
                              gpointer       data,
                              GDestroyNotify free_data,
                              const char    *name);
void foyer_slip_printer_print_receipt (gpointer      widget,
                                       FoyerSession *session,
                                       const char   *number,
                                       gboolean      is_copy);

G_END_DECLS
