/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/foyer-importer.h"

#include "model/foyer-person-name.h"
#include "model/foyer-practice.h"
#include "model/foyer-referrer.h"
#include "store/foyer-dump.h"
#include "store/foyer-patients.h"
#include "store/foyer-referrers.h"

/* A record here that something in the file names. */
typedef struct
{
  gint64   id;
  guint    n_names;    /* how many identifiers name it */
  gboolean is_certain; /* by the key that every desk gives it */
} Candidate;

/**
 * foyer_import_is_same_person:
 * @stored: a patient whom an identifier of the file names
 * @read: the patient of the file
 *
 * Guards against identifiers that two people have: numbers of another clinic, a licence
 * number typed wrongly, an insurance number that twins share.
 *
 * Returns: whether they can be one: the given names go together, and so do the family names
 *   or the dates of birth are equal
 */
gboolean
foyer_import_is_same_person (FoyerPatient *stored, FoyerPatient *read)
{
  if (foyer_given_name_compare (stored->given, read->given) == FOYER_NAME_MATCH_DIFFERS)
    return FALSE;

  return (stored->birth_date != NULL &&
          g_strcmp0 (stored->birth_date, read->birth_date) == 0) ||
         foyer_family_name_compare (stored->family, read->family) !=
             FOYER_NAME_MATCH_DIFFERS;
}

/**
 * foyer_import_find_identifier:
 *
 * As foyer_patients_find_by_identifier(), for any @kind of record.
 */
gboolean
foyer_import_find_identifier (FoyerDb    *db,
                              const char *kind,
                              const char *system,
                              const char *value,
                              gint64     *out_id,
                              GError    **error)
{
  if (g_str_equal (kind, "patient"))
    return foyer_patients_find_by_identifier (db, system, value, out_id, error);
  return foyer_referrers_find_by_identifier (db, kind, system, value, out_id, error);
}

static void
note (GArray *candidates, gint64 id, gboolean is_certain)
{
  Candidate fresh = { id, 1, is_certain };

  if (id == 0)
    return;

  for (guint i = 0; i < candidates->len; i++)
    {
      Candidate *candidate = &g_array_index (candidates, Candidate, i);

      if (candidate->id == id)
        {
          candidate->n_names++;
          candidate->is_certain |= is_certain;
          return;
        }
    }
  g_array_append_val (candidates, fresh);
}

static gboolean
note_field (FoyerDb     *db,
            FoyerRecord *record,
            const char  *field,
            const char  *value,
            gboolean     is_certain,
            GArray      *candidates,
            GError     **error)
{
  gint64 id = 0;

  if (value != NULL &&
      !foyer_dump_find (db, G_OBJECT_TYPE (record), field, value, &id, error))
    return FALSE;

  note (candidates, id, is_certain);
  return TRUE;
}

static gboolean
note_all (FoyerDb               *db,
          const FoyerImportItem *item,
          GArray                *candidates,
          gboolean              *out_has_free,
          GError               **error)
{
  FoyerFhirResource *resource = item->resource;
  FoyerRecord       *record = resource->record;
  const char        *uid = foyer_record_get_uid (record);

  if (!note_field (db, record, "uid", uid, TRUE, candidates, error))
    return FALSE;
  *out_has_free = uid != NULL && candidates->len == 0;

  if (FOYER_IS_PATIENT (record) && item->number_is_key &&
      !note_field (db, record, "number", FOYER_PATIENT (record)->number, FALSE,
                   candidates, error))
    return FALSE;
  if (FOYER_IS_REFERRER (record) &&
      !note_field (db, record, "npi", FOYER_REFERRER (record)->npi, TRUE, candidates,
                   error))
    return FALSE;
  if (FOYER_IS_PRACTICE (record) &&
      !note_field (db, record, "npi", FOYER_PRACTICE (record)->npi, TRUE, candidates,
                   error))
    return FALSE;

  for (guint i = 0; i < resource->identifiers->len; i++)
    {
      FoyerIdentifier *identifier = resource->identifiers->pdata[i];
      gint64           id;

      if (!foyer_import_find_identifier (db, FOYER_RECORD_GET_CLASS (record)->kind,
                                         identifier->system, identifier->value, &id,
                                         error))
        return FALSE;
      *out_has_free |= id == 0;
      note (candidates, id, FALSE);
    }

  return TRUE;
}

static FoyerRecord *
get_record (FoyerDb *db, FoyerRecord *like, gint64 id, GError **error)
{
  if (FOYER_IS_PATIENT (like))
    return FOYER_RECORD (foyer_patients_get (db, id, error));
  if (FOYER_IS_REFERRER (like))
    return FOYER_RECORD (foyer_referrers_get (db, id, error));
  return FOYER_RECORD (foyer_referrers_get_practice (db, id, error));
}

static gboolean
fits (FoyerRecord *stored, FoyerRecord *read)
{
  if (FOYER_IS_PATIENT (stored))
    return foyer_import_is_same_person (FOYER_PATIENT (stored), FOYER_PATIENT (read));
  if (FOYER_IS_REFERRER (stored))
    return foyer_family_name_compare (FOYER_REFERRER (stored)->family,
                                      FOYER_REFERRER (read)->family) !=
           FOYER_NAME_MATCH_DIFFERS;
  return TRUE;
}

/**
 * foyer_import_match:
 * @db: a connection
 * @item: a record of a file
 * @out_stored: (out) (transfer full) (nullable): the record here that it is
 * @out_match: (out): what was found
 * @error: return location for an error
 *
 * Finds the record that is the one of a file: by its own key, by the number that names it,
 * by what other systems call it.
 *
 * Never by name and date of birth alone, since twins and namesakes have them; and an
 * identifier alone is not enough if name and date of birth speak against it.  One that
 * somebody else has here is left out then, unless it is all that names the person.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_import_match (FoyerDb               *db,
                    const FoyerImportItem *item,
                    FoyerRecord          **out_stored,
                    FoyerImportMatch      *out_match,
                    GError               **error)
{
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_autoptr (FoyerRecord) found = NULL;
  gboolean has_free;

  *out_stored = NULL;
  if (!note_all (db, item, candidates, &has_free, error))
    return FALSE;

  for (guint i = 0; i < candidates->len; i++)
    {
      const Candidate *candidate = &g_array_index (candidates, Candidate, i);
      g_autoptr (FoyerRecord) stored =
          get_record (db, item->resource->record, candidate->id, error);

      if (stored == NULL)
        return FALSE;
      if (!candidate->is_certain && candidate->n_names < 2 &&
          !fits (stored, item->resource->record))
        continue;
      if (found != NULL)
        {
          *out_match = FOYER_IMPORT_MATCH_SEVERAL;
          return TRUE;
        }
      found = g_steal_pointer (&stored);
    }

  if (found != NULL)
    *out_match = FOYER_IMPORT_MATCH_ONE;
  else if (candidates->len > 0 && !has_free)
    *out_match = FOYER_IMPORT_MATCH_SOMEBODY_ELSE;
  else
    *out_match = FOYER_IMPORT_MATCH_NONE;
  *out_stored = g_steal_pointer (&found);

  return TRUE;
}
