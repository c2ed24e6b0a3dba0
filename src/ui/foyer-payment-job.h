/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-payment.h"
#include "present/foyer-session.h"

G_BEGIN_DECLS

char  *foyer_payment_job_dup_operation (GPtrArray *payments);
gint64 foyer_payment_job_write_down (FoyerDb   *db,
                                     FoyerUser *actor,
                                     gint64     booking_id,
                                     gint64     attempt_id,
                                     GPtrArray *payments,
                                     GError   **error);
void   foyer_payment_job_write_down_async (FoyerSession       *session,
                                           gint64              booking_id,
                                           gint64              attempt_id,
                                           GPtrArray          *payments,
                                           GAsyncReadyCallback callback,
                                           gpointer            user_data);

void foyer_payment_job_take_async (FoyerSession       *session,
                                   gint64              booking_id,
                                   GPtrArray          *payments,
                                   const char         *waiver,
                                   GAsyncReadyCallback callback,
                                   gpointer            user_data);
void
foyer_payment_job_give_up (FoyerSession *session, gint64 booking_id, gint64 attempt_id);

G_END_DECLS
