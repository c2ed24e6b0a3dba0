/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_IMPORT_WINDOW (foyer_import_window_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerImportWindow, foyer_import_window, FOYER, IMPORT_WINDOW, AdwWindow)

GtkWindow *foyer_import_window_new (FoyerSession *session);
void       foyer_import_window_set_files (FoyerImportWindow *self, GListModel *files);

G_END_DECLS
