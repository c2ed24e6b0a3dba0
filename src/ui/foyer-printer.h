/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "print/foyer-print-kind.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void     foyer_printer_run_async (const FoyerPrintKind *kind,
                                  gpointer              document,
                                  const char           *title,
                                  FoyerPaper            paper,
                                  const char           *export_path,
                                  GtkWindow            *parent,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data);
gboolean foyer_printer_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS
