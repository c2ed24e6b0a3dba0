/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-identifiers-private.h"

#include "model/foyer-identifier.h"
#include "store/foyer-db-private.h"

#include <string.h>

#define MAX_BYTES 1000

/* Gives 0 for a value that no record has. */
gboolean
foyer_identifiers_find (FoyerDb    *db,
                        const char *kind,
                        const char *system,
                        const char *value,
                        gint64     *out_id,
                        GError    **error)
{
  return foyer_db_query_integer (db, out_id, error,
                                 "SELECT owner_id FROM identifier WHERE owner_kind = ?1 "
                                 "AND value = ?2 AND system = ?3",
                                 "sss", kind, value, system);
}

static gboolean
is_usable (const char *text)
{
  return text != NULL && *text != '\0' && strlen (text) <= MAX_BYTES &&
         g_utf8_validate (text, -1, NULL);
}

gboolean
foyer_identifiers_add (FoyerAct   *act,
                       const char *kind,
                       gint64      id,
                       const char *system,
                       const char *value,
                       GError    **error)
{
  g_autoptr (FoyerIdentifier) identifier = NULL;
  gint64 owner_id;

  if (!is_usable (system) || !is_usable (value))
    return foyer_store_refuse_field (error, is_usable (system) ? "value" : "system",
                                     "missing");

  if (!foyer_identifiers_find (act->db, kind, system, value, &owner_id, error))
    return FALSE;
  if (owner_id == id)
    return TRUE;
  if (owner_id != 0)
    return foyer_store_refuse_field (error, "value", "taken");

  identifier = foyer_identifier_new ();
  foyer_set_text (&identifier->owner_kind, kind);
  identifier->owner_id = id;
  foyer_set_text (&identifier->system, system);
  foyer_set_text (&identifier->value, value);

  return foyer_act_insert (act, identifier, error);
}
