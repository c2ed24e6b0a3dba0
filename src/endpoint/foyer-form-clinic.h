/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "endpoint/foyer-endpoint-store.h"

G_BEGIN_DECLS

/**
 * FoyerFormClinic:
 * @name: (nullable): what the clinic is called
 * @phone: (nullable): as patients dial it
 * @deposit: what a cosmetic consultation takes at booking, `$125`
 *
 * What the form says of the clinic: as the desk has sent it, or as it was told when the
 * program was started.
 */
typedef struct
{
  char *name;    /* (owned) (nullable) */
  char *phone;   /* (owned) (nullable) */
  char *deposit; /* (owned) */

  /*< private >*/
  char  *told_name;    /* (owned) (nullable) */
  char  *told_phone;   /* (owned) (nullable) */
  char  *told_deposit; /* (owned) */
  gint64 looked_at;    /* seconds since 1970-01-01 UTC, 0 if never */
} FoyerFormClinic;

FoyerFormClinic      *
foyer_form_clinic_new (const char *name, const char *phone, const char *deposit);
void foyer_form_clinic_free (FoyerFormClinic *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerFormClinic, foyer_form_clinic_free)

void
foyer_form_clinic_refresh (FoyerFormClinic *self, FoyerEndpointStore *store, gint64 now);

G_END_DECLS
