/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-absence.h"
#include "model/foyer-clinic.h"
#include "model/foyer-clinician.h"
#include "model/foyer-holiday.h"
#include "model/foyer-room.h"
#include "model/foyer-service.h"
#include "model/foyer-user.h"
#include "model/foyer-working-hours.h"
#include "store/foyer-db.h"

G_BEGIN_DECLS

/* What the clinic consists of: the clinic itself, staff, clinicians with their hours and
 * absences, rooms, services and holidays.  Few rows each, read whole. */

FoyerClinic *foyer_catalogue_get_clinic (FoyerDb *db, GError **error);
gpointer     foyer_catalogue_get (FoyerDb *db, GType type, gint64 id, GError **error);
GPtrArray *
foyer_catalogue_list (FoyerDb *db, GType type, gboolean active_only, GError **error);
FoyerService            *
foyer_catalogue_find_service (FoyerDb *db, const char *code, GError **error);
FoyerUser *foyer_catalogue_get_default_actor (FoyerDb *db, GError **error);

gboolean
foyer_catalogue_save (FoyerDb *db, FoyerUser *actor, gpointer record, GError **error);
gboolean foyer_catalogue_save_clinician (FoyerDb        *db,
                                         FoyerUser      *actor,
                                         FoyerClinician *clinician,
                                         GPtrArray      *hours,
                                         GError        **error);
gboolean foyer_catalogue_save_hours (
    FoyerDb *db, FoyerUser *actor, gint64 clinician_id, GPtrArray *hours, GError **error);
gboolean
foyer_catalogue_remove (FoyerDb *db, FoyerUser *actor, gpointer record, GError **error);
gboolean foyer_catalogue_set_up (FoyerDb     *db,
                                 FoyerClinic *clinic,
                                 FoyerUser   *first_user,
                                 GError     **error);

FoyerClinic *foyer_catalogue_new_default_clinic (void);
GPtrArray   *foyer_catalogue_new_default_services (void);
GPtrArray   *foyer_catalogue_new_default_hours (gint64 clinician_id);

gboolean foyer_catalogue_save_in (FoyerAct *act, gpointer record, GError **error);

G_END_DECLS
