/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-probe-finding.h"
#include "store/foyer-db.h"
#include "sync/foyer-transport.h"

G_BEGIN_DECLS

/**
 * FoyerProbe:
 *
 * What was found out about an endpoint: findings in the order in which people read them.
 */
typedef struct _FoyerProbe FoyerProbe;

/**
 * FoyerProbeWait:
 * @ms: how long to wait
 * @cancellable: (nullable): ends it sooner
 * @data: data of the caller
 *
 * Lets time pass.
 */
typedef void (*FoyerProbeWait) (guint ms, GCancellable *cancellable, gpointer data);

FoyerProbe *foyer_probe_new (void);
void        foyer_probe_free (FoyerProbe *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerProbe, foyer_probe_free)

FoyerProbe *foyer_probe_run (FoyerTransport *transport,
                             FoyerClock      clock,
                             FoyerProbeWait  wait,
                             gpointer        data,
                             GCancellable   *cancellable,
                             GError        **error);
gboolean    foyer_probe_check (const FoyerProbe *self, GError **error);

void                     foyer_probe_add (FoyerProbe       *self,
                                          FoyerProbeCode    code,
                                          FoyerProbeVerdict verdict,
                                          const char       *detail);
const FoyerProbeFinding *foyer_probe_find (const FoyerProbe *self, FoyerProbeCode code);
GPtrArray               *foyer_probe_get_findings (const FoyerProbe *self);

char       *foyer_probe_to_json (const FoyerProbe *self);
FoyerProbe *foyer_probe_from_json (const char *text, GError **error);

G_END_DECLS
