/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"
#include "store/foyer-requests.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_REQUEST_PATIENT_WINDOW (foyer_request_patient_window_get_type ())
G_DECLARE_FINAL_TYPE (FoyerRequestPatientWindow,
                      foyer_request_patient_window,
                      FOYER,
                      REQUEST_PATIENT_WINDOW,
                      AdwWindow)

GtkWidget *foyer_request_patient_window_new (FoyerSession *session,
                                             FoyerRequest *request);
GtkWidget *foyer_request_patient_window_new_finder (FoyerSession *session,
                                                    FoyerRequest *request);

G_END_DECLS
