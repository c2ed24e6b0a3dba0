/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What nobody waits for must not delay what somebody does. */

/**
 * FoyerNeed:
 * @FOYER_NEED_NOTHING: it can wait
 * @FOYER_NEED_PROCESSOR: only somebody to do it
 * @FOYER_NEED_LOCK: also what a thread in the background may hold
 *
 * What that takes for which people wait.
 */
typedef enum
{
  FOYER_NEED_NOTHING,
  FOYER_NEED_PROCESSOR,
  FOYER_NEED_LOCK
} FoyerNeed;

/* Of threads in the background. */
void foyer_background_begin (void);
void foyer_background_let_pass (void);

/* Of those that people wait for. */
void foyer_background_begin_need (FoyerNeed need);
void foyer_background_end_need (FoyerNeed need);
void foyer_background_hear_person (void);

G_END_DECLS
