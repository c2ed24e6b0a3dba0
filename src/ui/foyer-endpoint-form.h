/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_ENDPOINT_FORM (foyer_endpoint_form_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerEndpointForm, foyer_endpoint_form, FOYER, ENDPOINT_FORM, GtkBox)

void foyer_endpoint_form_set_session (FoyerEndpointForm *self, FoyerSession *session);
void foyer_endpoint_form_show (FoyerEndpointForm *self, FoyerEndpointSettings *settings);
void foyer_endpoint_form_set_editable (FoyerEndpointForm *self, gboolean editable);
void foyer_endpoint_form_show_problem (FoyerEndpointForm *self, const char *problem);
void foyer_endpoint_form_show_place (FoyerEndpointForm *self, FoyerSecretPlace place);
gboolean foyer_endpoint_form_save (FoyerEndpointForm *self);

G_END_DECLS
