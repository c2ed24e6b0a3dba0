/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/foyer-referrals.h"
#include "store/foyer-requests.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Rows of the detail of a request. */

/* The widget name of the button that attaches the first candidate. */
#define FOYER_REQUEST_FIRST_CANDIDATE "request.attach"

GtkWidget *foyer_request_rows_new_contact (const char *text, gboolean is_phone);
GtkWidget *foyer_request_rows_new_candidate (FoyerPatientMatch *match,
                                             FoyerReferralRow  *referral,
                                             int                today,
                                             gboolean           allowed,
                                             gboolean           first);
GtkWidget *
foyer_request_rows_new_patient (FoyerRequestRow *row, gboolean is_new, int today);
GtkWidget *foyer_request_rows_new_referral (FoyerReferralRow *referral);

G_END_DECLS
