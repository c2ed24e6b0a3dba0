/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-permission.h"
#include "model/foyer-record.h"

G_BEGIN_DECLS

#define FOYER_TYPE_USER (foyer_user_get_type ())
G_DECLARE_FINAL_TYPE (FoyerUser, foyer_user, FOYER, USER, FoyerRecord)

/**
 * FoyerUser:
 *
 * A member of staff who acts in the program.
 */
struct _FoyerUser
{
  FoyerRecord parent_instance;

  char     *name;         /* (owned) (nullable) as shown beside what they did */
  FoyerRole role;         /* what they may do */
  gint64    clinician_id; /* the clinician whom they are, 0 if none */
  gboolean  active;       /* whether they still work here */
};

FoyerUser *foyer_user_new (void);

G_END_DECLS
