/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/foyer-record-editor.h"

G_BEGIN_DECLS

#define FOYER_TYPE_CATALOGUE_GROUP (foyer_catalogue_group_get_type ())
G_DECLARE_FINAL_TYPE (FoyerCatalogueGroup,
                      foyer_catalogue_group,
                      FOYER,
                      CATALOGUE_GROUP,
                      AdwPreferencesGroup)

GtkWidget *foyer_catalogue_group_new (FoyerSession *session, const FoyerRecordKind *kind);

G_END_DECLS
