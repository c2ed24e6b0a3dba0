/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FoyerNameMatch:
 * @FOYER_NAME_MATCH_UNKNOWN: one of them is missing or only an initial
 * @FOYER_NAME_MATCH_AGREES: people use both for the same person
 * @FOYER_NAME_MATCH_DIFFERS: names of different people
 *
 * What comparing two names says.
 */
typedef enum
{
  FOYER_NAME_MATCH_UNKNOWN,
  FOYER_NAME_MATCH_AGREES,
  FOYER_NAME_MATCH_DIFFERS,
} FoyerNameMatch;

char          *foyer_name_dup_phonetic (const char *name);
FoyerNameMatch foyer_family_name_compare (const char *a, const char *b);
FoyerNameMatch foyer_given_name_compare (const char *a, const char *b);

G_END_DECLS
