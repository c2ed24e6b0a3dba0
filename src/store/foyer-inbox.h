/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/foyer-db.h"

G_BEGIN_DECLS

/**
 * FoyerInboxItem:
 * @json: the resource
 * @waits_for: (nullable): reference to what it needs, `Patient/17`
 */
typedef struct
{
  char *json;      /* (owned) */
  char *waits_for; /* (owned) (nullable) */
} FoyerInboxItem;

/* A resource that could not be taken in yet: what it refers to is not here, or it cannot be
 * understood.  One row a resource; the newest version replaces the one before. */
gboolean   foyer_inbox_put (FoyerAct   *act,
                            const char *type,
                            const char *remote_id,
                            const char *version,
                            const char *json,
                            const char *waits_for,
                            GError    **error);
gboolean   foyer_inbox_clear (FoyerAct *act, GError **error);
gboolean   foyer_inbox_remove (FoyerAct   *act,
                               const char *type,
                               const char *remote_id,
                               GError    **error);
GPtrArray *foyer_inbox_list (FoyerDb *db, GError **error);

G_END_DECLS
