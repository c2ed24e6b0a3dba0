/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-clinician.h"
#include "model/foyer-service.h"
#include "store/foyer-db.h"
#include "ui/foyer-simple-rows.h"

G_BEGIN_DECLS

/**
 * FoyerChoices:
 * @services: (element-type FoyerService): visits that can be booked
 * @clinicians: (element-type FoyerClinician): who sees patients, in order of the schedule
 *
 * What the clinic offers, for forms.
 */
typedef struct
{
  GPtrArray *services;
  GPtrArray *clinicians;
} FoyerChoices;

FoyerChoices   *foyer_choices_read (FoyerDb *db, GError **error);
void            foyer_choices_free (FoyerChoices *self);
FoyerService   *foyer_choices_find_service (FoyerChoices *self, gint64 id);
FoyerClinician *foyer_choices_find_clinician (FoyerChoices *self, gint64 id);
char           *foyer_choices_name_clinician (FoyerChoices *self, gint64 id);
void            foyer_choices_fill_services (FoyerChoices *self, FoyerChoiceRow *row);
void            foyer_choices_fill_clinicians (FoyerChoices *self, FoyerChoiceRow *row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerChoices, foyer_choices_free)

G_END_DECLS
