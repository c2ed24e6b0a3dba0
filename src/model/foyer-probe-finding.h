/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-record.h"

G_BEGIN_DECLS

/**
 * FoyerProbeCode:
 * @FOYER_PROBE_CODE_SERVER: which software answers; the detail is its name and version
 * @FOYER_PROBE_CODE_FHIR_VERSION: which FHIR it speaks; the detail is `4.0.1`
 * @FOYER_PROBE_CODE_TYPES: which kinds of records it keeps; the detail lists those of ours
 *   that it does not
 * @FOYER_PROBE_CODE_TOKEN_HOST: another host than the endpoint's gives the tokens; the
 *   detail is its name
 * @FOYER_PROBE_CODE_CREATE_ONCE: whether a create that is repeated makes one record
 * @FOYER_PROBE_CODE_VERSION_CHECK: whether a write that rests on an old version is refused;
 *   the detail is the status
 * @FOYER_PROBE_CODE_UNCHANGED: whether a write that changes nothing leaves the version alone
 * @FOYER_PROBE_CODE_SEARCH: whether a record is found by its identifier
 * @FOYER_PROBE_CODE_SEARCH_DELAY: how long until a new record is found; the detail is
 *   seconds, none if it was not found while the probe waited
 * @FOYER_PROBE_CODE_CHANGES: whether changes can be asked for by time, in order
 * @FOYER_PROBE_CODE_HISTORY: whether earlier versions of a record can be read
 * @FOYER_PROBE_CODE_TRANSACTION: whether several changes are carried out together or not
 *   at all
 * @FOYER_PROBE_CODE_CLOCK: how far its clock is from ours; the detail is seconds, more
 *   than 0 if it is ahead
 *
 * What is found out about an endpoint when it is set up.
 */
typedef enum
{
  FOYER_PROBE_CODE_SERVER,
  FOYER_PROBE_CODE_FHIR_VERSION,
  FOYER_PROBE_CODE_TYPES,
  FOYER_PROBE_CODE_TOKEN_HOST,
  FOYER_PROBE_CODE_CREATE_ONCE,
  FOYER_PROBE_CODE_VERSION_CHECK,
  FOYER_PROBE_CODE_UNCHANGED,
  FOYER_PROBE_CODE_SEARCH,
  FOYER_PROBE_CODE_SEARCH_DELAY,
  FOYER_PROBE_CODE_CHANGES,
  FOYER_PROBE_CODE_HISTORY,
  FOYER_PROBE_CODE_TRANSACTION,
  FOYER_PROBE_CODE_CLOCK,
} FoyerProbeCode;

#define FOYER_TYPE_PROBE_CODE (foyer_probe_code_get_type ())
GType foyer_probe_code_get_type (void);

/**
 * FoyerProbeVerdict:
 * @FOYER_PROBE_VERDICT_GOOD: as it should be
 * @FOYER_PROBE_VERDICT_WARNING: Foyer copes with it; people should know
 * @FOYER_PROBE_VERDICT_BAD: Foyer does not sync with such an endpoint
 *
 * What a finding means.
 */
typedef enum
{
  FOYER_PROBE_VERDICT_GOOD,
  FOYER_PROBE_VERDICT_WARNING,
  FOYER_PROBE_VERDICT_BAD,
} FoyerProbeVerdict;

#define FOYER_TYPE_PROBE_VERDICT (foyer_probe_verdict_get_type ())
GType foyer_probe_verdict_get_type (void);

/**
 * FoyerProbeFinding:
 * @code: what was looked at
 * @verdict: what it means
 * @detail: (nullable): the value found; see [enum@ProbeCode]
 *
 * One thing that was found out about an endpoint.
 */
typedef struct
{
  FoyerProbeCode    code;
  FoyerProbeVerdict verdict;
  char             *detail; /* (owned) (nullable) */
} FoyerProbeFinding;

#define FOYER_TYPE_PROBE_FINDING (foyer_probe_finding_get_type ())
GType foyer_probe_finding_get_type (void);

FoyerProbeFinding *foyer_probe_finding_new (FoyerProbeCode    code,
                                            FoyerProbeVerdict verdict,
                                            const char       *detail);
FoyerProbeFinding *foyer_probe_finding_copy (const FoyerProbeFinding *self);
void               foyer_probe_finding_free (FoyerProbeFinding *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerProbeFinding, foyer_probe_finding_free)

G_END_DECLS
