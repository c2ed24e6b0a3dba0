/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"

#include <gio/gio.h>

G_BEGIN_DECLS

void     foyer_letter_add_async (FoyerSession       *session,
                                 gint64              referral_id,
                                 GFile              *file,
                                 GAsyncReadyCallback callback,
                                 gpointer            user_data);
gboolean foyer_letter_add_finish (GAsyncResult *result, GError **error);
char    *foyer_letter_describe_error (const GError *error);
char    *foyer_letter_check_size (goffset size_bytes);

G_END_DECLS
