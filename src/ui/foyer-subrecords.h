/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * FoyerSubrecordKind:
 * @get_type: type of the records
 * @add_label: what the button says that adds one
 * @build: puts rows with the names of fields into a new row
 * @dup_title: what one is called, from what was typed
 *
 * What a list of records inside another one is about.
 */
typedef struct
{
  GType (*get_type) (void);
  const char *add_label;
  void (*build) (AdwExpanderRow *row);
  char *(*dup_title) (gpointer record);
} FoyerSubrecordKind;

#define FOYER_TYPE_SUBRECORDS (foyer_subrecords_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerSubrecords, foyer_subrecords, FOYER, SUBRECORDS, AdwPreferencesGroup)

void       foyer_subrecords_set_kind (FoyerSubrecords          *self,
                                      const FoyerSubrecordKind *kind,
                                      const char               *title,
                                      FoyerSession             *session);
void       foyer_subrecords_show (FoyerSubrecords *self, GPtrArray *records);
GPtrArray *foyer_subrecords_read (FoyerSubrecords *self);
gboolean   foyer_subrecords_show_problem (FoyerSubrecords *self, const char *text);

G_END_DECLS
