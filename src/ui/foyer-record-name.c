/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-record-name.h"

#include "model/foyer-kind.h"
#include "present/foyer-format.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-patients.h"
#include "store/foyer-referrals.h"
#include "store/foyer-referrers.h"

/**
 * foyer_record_name_read:
 * @db: a connection
 * @kind: kind of a record of the clinic or of the people around it
 * @id: its id
 *
 * Returns: (transfer full) (nullable): what people call it; `NULL` if it is not found
 */
char *
foyer_record_name_read (FoyerDb *db, const char *kind, gint64 id)
{
  const FoyerKind *known = foyer_kind_find (kind);
  g_autoptr (FoyerRecord) record = NULL;

  if (known == NULL)
    return NULL;
  if (g_str_equal (kind, "patient"))
    record = FOYER_RECORD (foyer_patients_get (db, id, NULL));
  else if (g_str_equal (kind, "referrer"))
    record = FOYER_RECORD (foyer_referrers_get (db, id, NULL));
  else if (g_str_equal (kind, "practice"))
    record = FOYER_RECORD (foyer_referrers_get_practice (db, id, NULL));
  else if (g_str_equal (kind, "referral"))
    {
      g_autoptr (FoyerReferralRow) row = foyer_referrals_get (db, id, NULL);

      return row != NULL ? g_strdup (row->referral->number) : NULL;
    }
  else if (g_str_equal (kind, "clinician") || g_str_equal (kind, "service") ||
           g_str_equal (kind, "room") || g_str_equal (kind, "staff") ||
           g_str_equal (kind, "clinic"))
    record = foyer_catalogue_get (db, known->get_type (), id, NULL);
  if (record == NULL)
    return NULL;

  if (g_object_class_find_property (G_OBJECT_GET_CLASS (record), "family") != NULL)
    {
      g_autofree char *family = NULL, *given = NULL;

      g_object_get (record, "family", &family, "given", &given, NULL);
      return foyer_format_person (family, given);
    }
  else
    {
      char *name;

      g_object_get (record, "name", &name, NULL);
      return name;
    }
}
