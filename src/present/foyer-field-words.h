/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-time.h"

G_BEGIN_DECLS

/**
 * FoyerFieldChange:
 * @field: name of a field of a record
 * @old: (nullable): a value as it is stored
 * @new: (nullable): the other one
 *
 * Two values of one field: before and after, or here and elsewhere.
 */
typedef struct
{
  char *field; /* (owned) */
  char *old;   /* (owned) (nullable) */
  char *new;   /* (owned) (nullable) */
} FoyerFieldChange;

GPtrArray *foyer_field_changes_parse (const char *json);

/* How people call a field, and how they read a value of it. */
gboolean foyer_field_words_is_hidden (const char *record_kind, const char *field);
gboolean foyer_field_words_is_known (const char *record_kind, const char *field);
gboolean foyer_field_words_is_silent (const char *record_kind, const char *field);
char    *foyer_field_words_name (const char *record_kind, const char *field);
char    *foyer_field_words_value (const char *record_kind,
                                  const char *field,
                                  const char *value,
                                  FoyerZone  *zone,
                                  const char *currency);

G_END_DECLS
