/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-record.h"

G_BEGIN_DECLS

/**
 * FoyerHandoutState:
 * @FOYER_HANDOUT_STATE_QUEUED: to be printed and given
 * @FOYER_HANDOUT_STATE_GIVEN: the patient has it
 * @FOYER_HANDOUT_STATE_DROPPED: was to be given, and was not
 *
 * What became of a handout.
 */
typedef enum
{
  FOYER_HANDOUT_STATE_QUEUED,
  FOYER_HANDOUT_STATE_GIVEN,
  FOYER_HANDOUT_STATE_DROPPED,
} FoyerHandoutState;

#define FOYER_TYPE_HANDOUT_STATE (foyer_handout_state_get_type ())
GType foyer_handout_state_get_type (void);

#define FOYER_TYPE_HANDOUT (foyer_handout_get_type ())
G_DECLARE_FINAL_TYPE (FoyerHandout, foyer_handout, FOYER, HANDOUT, FoyerRecord)

/**
 * FoyerHandout:
 *
 * An article that a patient was given, or is to be given: exactly one version of it in one
 * language.
 */
struct _FoyerHandout
{
  FoyerRecord parent_instance;

  gint64            patient_id;
  gint64            booking_id; /* the visit that it belongs to, 0 if none */
  gint64            article_id;
  FoyerHandoutState state;
  gboolean          large_print;
  gint64            at;       /* when it was chosen, seconds since 1970-01-01 UTC */
  gint64            staff_id; /* who chose it */
  gint64            ended_at; /* when it was given or dropped, 0 while it is queued */
  gint64            ended_by;
  char             *note; /* (owned) (nullable) why it was not given */
};

FoyerHandout *foyer_handout_new (void);

G_END_DECLS
