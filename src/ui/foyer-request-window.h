/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-request.h"
#include "present/foyer-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_REQUEST_WINDOW (foyer_request_window_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerRequestWindow, foyer_request_window, FOYER, REQUEST_WINDOW, AdwWindow)

GtkWidget *foyer_request_window_new (FoyerSession *session);
GtkWidget *foyer_request_window_new_edit (FoyerSession *session, FoyerRequest *request);

G_END_DECLS
