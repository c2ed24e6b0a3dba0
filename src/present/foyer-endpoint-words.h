/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-endpoint-settings.h"
#include "model/foyer-probe-finding.h"
#include "model/foyer-sync-problem.h"

G_BEGIN_DECLS

/* Translated words about the endpoint.  Those that return `const char *` are static. */

const char *foyer_words_endpoint_auth (FoyerEndpointAuth value);
const char *foyer_words_endpoint_secret (FoyerEndpointAuth value);
const char *foyer_words_secret_place (FoyerSecretPlace value);

/* Why a sync did not go through: what happened, what was kept, what to do next. */
char *foyer_words_sync_problem (FoyerSyncProblem problem, const char *detail);

/* What the endpoint can and cannot do. */
char       *foyer_words_probe_finding (const FoyerProbeFinding *finding);
const char *foyer_words_probe_verdict (FoyerProbeVerdict value);
const char *foyer_words_probe_verdict_icon (FoyerProbeVerdict value);

G_END_DECLS
