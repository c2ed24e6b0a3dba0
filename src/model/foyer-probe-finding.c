/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-probe-finding.h"

G_DEFINE_ENUM_TYPE (FoyerProbeCode,
                    foyer_probe_code,
                    G_DEFINE_ENUM_VALUE (FOYER_PROBE_CODE_SERVER, "server"),
                    G_DEFINE_ENUM_VALUE (FOYER_PROBE_CODE_FHIR_VERSION, "fhir-version"),
                    G_DEFINE_ENUM_VALUE (FOYER_PROBE_CODE_TYPES, "types"),
                    G_DEFINE_ENUM_VALUE (FOYER_PROBE_CODE_TOKEN_HOST, "token-host"),
                    G_DEFINE_ENUM_VALUE (FOYER_PROBE_CODE_CREATE_ONCE, "create-once"),
                    G_DEFINE_ENUM_VALUE (FOYER_PROBE_CODE_VERSION_CHECK, "version-check"),
                    G_DEFINE_ENUM_VALUE (FOYER_PROBE_CODE_UNCHANGED, "unchanged"),
                    G_DEFINE_ENUM_VALUE (FOYER_PROBE_CODE_SEARCH, "search"),
                    G_DEFINE_ENUM_VALUE (FOYER_PROBE_CODE_SEARCH_DELAY, "search-delay"),
                    G_DEFINE_ENUM_VALUE (FOYER_PROBE_CODE_CHANGES, "changes"),
                    G_DEFINE_ENUM_VALUE (FOYER_PROBE_CODE_HISTORY, "history"),
                    G_DEFINE_ENUM_VALUE (FOYER_PROBE_CODE_TRANSACTION, "transaction"),
                    G_DEFINE_ENUM_VALUE (FOYER_PROBE_CODE_CLOCK, "clock"))

G_DEFINE_ENUM_TYPE (FoyerProbeVerdict,
                    foyer_probe_verdict,
                    G_DEFINE_ENUM_VALUE (FOYER_PROBE_VERDICT_GOOD, "good"),
                    G_DEFINE_ENUM_VALUE (FOYER_PROBE_VERDICT_WARNING, "warning"),
                    G_DEFINE_ENUM_VALUE (FOYER_PROBE_VERDICT_BAD, "bad"))

G_DEFINE_BOXED_TYPE (FoyerProbeFinding,
                     foyer_probe_finding,
                     foyer_probe_finding_copy,
                     foyer_probe_finding_free)

FoyerProbeFinding *
foyer_probe_finding_new (FoyerProbeCode    code,
                         FoyerProbeVerdict verdict,
                         const char       *detail)
{
  FoyerProbeFinding *self = g_new0 (FoyerProbeFinding, 1);

  self->code = code;
  self->verdict = verdict;
  self->detail = g_strdup (detail);

  return self;
}

FoyerProbeFinding *
foyer_probe_finding_copy (const FoyerProbeFinding *self)
{
  return foyer_probe_finding_new (self->code, self->verdict, self->detail);
}

void
foyer_probe_finding_free (FoyerProbeFinding *self)
{
  g_free (self->detail);
  g_free (self);
}
