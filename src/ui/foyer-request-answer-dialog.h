/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/foyer-request-job.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_REQUEST_ANSWER_DIALOG (foyer_request_answer_dialog_get_type ())
G_DECLARE_FINAL_TYPE (FoyerRequestAnswerDialog,
                      foyer_request_answer_dialog,
                      FOYER,
                      REQUEST_ANSWER_DIALOG,
                      AdwWindow)

GtkWidget *foyer_request_answer_dialog_new (FoyerSession    *session,
                                            FoyerRequest    *request,
                                            gint64           referrer_id,
                                            FoyerRequestDeed deed);

G_END_DECLS
