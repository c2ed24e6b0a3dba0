/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/foyer-sync-error.h"

G_DEFINE_QUARK (foyer_sync_error, foyer_sync_error)
