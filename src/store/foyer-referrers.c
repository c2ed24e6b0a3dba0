/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-referrers.h"

#include "model/foyer-fold.h"
#include "model/foyer-npi.h"
#include "model/foyer-phone.h"
#include "store/foyer-db-private.h"
#include "store/foyer-identifiers-private.h"
#include "store/foyer-table.h"

#include <string.h>

#define MAX_WORDS 8

static gboolean
has_letters (const char *text)
{
  g_autofree char *key = foyer_fold_key (text);

  return *key != '\0';
}

/* Stores the ten digits of a valid NPI, however they were typed. */
static gboolean
normalize_npi (char **npi, GError **error)
{
  g_autofree char *digits = NULL;

  if (*npi == NULL)
    return TRUE;

  digits = foyer_npi_normalize (*npi);
  if (digits == NULL)
    return foyer_store_refuse_field (error, "npi", "check-digit");
  foyer_set_text (npi, digits);

  return TRUE;
}

static gboolean
check_phones (const char *phone, const char *fax, GError **error)
{
  if (phone != NULL && !foyer_phone_is_valid (phone))
    return foyer_store_refuse_field (error, "phone", "not-a-number");
  if (fax != NULL && !foyer_phone_is_valid (fax))
    return foyer_store_refuse_field (error, "fax", "not-a-number");

  return TRUE;
}

static gboolean
store_record (FoyerAct *act, gpointer record, GError **error)
{
  if (foyer_record_get_id (record) == 0)
    return foyer_act_insert (act, record, error);
  return foyer_act_update (act, record, error);
}

/**
 * foyer_referrers_save_in:
 * @act: the action under way, of a person who may edit referrers
 * @referrer: a new referrer or a changed one
 * @error: return location for an error
 *
 * As foyer_referrers_save(), inside an action of the caller.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_referrers_save_in (FoyerAct *act, FoyerReferrer *referrer, GError **error)
{
  gint64 n_others = 0;

  if (!foyer_act_require (act, FOYER_ACTION_REFERRER_EDIT, error))
    return FALSE;
  if (!has_letters (referrer->family))
    return foyer_store_refuse_field (error, "family", "missing");
  if (!normalize_npi (&referrer->npi, error) ||
      !check_phones (referrer->phone, referrer->fax, error))
    return FALSE;

  if (referrer->npi != NULL &&
      !foyer_db_query_integer (
          act->db, &n_others, error,
          "SELECT count (*) FROM referrer WHERE npi = ?1 AND id <> ?2", "si",
          referrer->npi, foyer_record_get_id (FOYER_RECORD (referrer))))
    return FALSE;
  if (n_others > 0)
    return foyer_store_refuse_field (error, "npi", "taken");

  return store_record (act, referrer, error);
}

/**
 * foyer_referrers_save_practice_in:
 * @act: the action under way, of a person who may edit referrers
 * @practice: a new practice or a changed one
 * @error: return location for an error
 *
 * As foyer_referrers_save_practice(), inside an action of the caller.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_referrers_save_practice_in (FoyerAct *act, FoyerPractice *practice, GError **error)
{
  if (!foyer_act_require (act, FOYER_ACTION_REFERRER_EDIT, error))
    return FALSE;
  if (!has_letters (practice->name))
    return foyer_store_refuse_field (error, "name", "missing");

  return normalize_npi (&practice->npi, error) &&
         check_phones (practice->phone, practice->fax, error) &&
         store_record (act, practice, error);
}

static gboolean
save (FoyerAct *act, gpointer data, GError **error)
{
  return FOYER_IS_REFERRER (data) ? foyer_referrers_save_in (act, data, error)
                                  : foyer_referrers_save_practice_in (act, data, error);
}

/**
 * foyer_referrers_save:
 * @db: a connection that can write
 * @actor: who acts
 * @referrer: a new referrer (id 0) or a changed one; gets its id
 * @error: return location for an error
 *
 * Saves a clinician elsewhere who refers patients.  An NPI is stored as its ten digits.
 *
 * Errors: `FOYER_STORE_ERROR_INVALID` with field and problem: `family` `missing`; `npi`
 * `check-digit` or `taken`; `phone`, `fax` `not-a-number`.  `FOYER_STORE_ERROR_NOT_FOUND`,
 * `FOYER_STORE_ERROR_DENIED`.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_referrers_save (FoyerDb       *db,
                      FoyerUser     *actor,
                      FoyerReferrer *referrer,
                      GError       **error)
{
  g_return_val_if_fail (FOYER_IS_REFERRER (referrer), FALSE);

  return foyer_db_act (db, actor, FOYER_ACTION_REFERRER_EDIT, NULL, save, referrer,
                       error);
}

/**
 * foyer_referrers_save_practice:
 * @db: a connection that can write
 * @actor: who acts
 * @practice: a new practice (id 0) or a changed one; gets its id
 * @error: return location for an error
 *
 * Saves a practice or hospital that refers patients.
 *
 * Errors: as foyer_referrers_save(), with `name` `missing`.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_referrers_save_practice (FoyerDb       *db,
                               FoyerUser     *actor,
                               FoyerPractice *practice,
                               GError       **error)
{
  g_return_val_if_fail (FOYER_IS_PRACTICE (practice), FALSE);

  return foyer_db_act (db, actor, FOYER_ACTION_REFERRER_EDIT, NULL, save, practice,
                       error);
}

FoyerReferrer *
foyer_referrers_get (FoyerDb *db, gint64 id, GError **error)
{
  return foyer_table_get (db, FOYER_TYPE_REFERRER, id, error);
}

FoyerPractice *
foyer_referrers_get_practice (FoyerDb *db, gint64 id, GError **error)
{
  return foyer_table_get (db, FOYER_TYPE_PRACTICE, id, error);
}

/**
 * foyer_referrers_list_practices:
 * @db: a connection
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type FoyerPractice): the practices in use, by name, or
 *   `NULL` on error
 */
GPtrArray *
foyer_referrers_list_practices (FoyerDb *db, GError **error)
{
  return foyer_table_list (db, FOYER_TYPE_PRACTICE, error,
                           "WHERE active ORDER BY name COLLATE NOCASE, id", "");
}

static void
add_spellings (const char *word, const char *other, gpointer data)
{
  g_string_append_c (data, ' ');
  g_string_append (data, word);
  if (other != NULL)
    g_string_append_printf (data, " %s", other);
}

/* All words by which somebody is found, each after a space. */
static char *
dup_haystack (FoyerReferrer *referrer, const char *practice_name)
{
  const FoyerFoldFlags flags = FOYER_FOLD_PARTS | FOYER_FOLD_WHOLE;
  GString             *words = g_string_new (NULL);

  foyer_fold_each (referrer->family, flags, add_spellings, words);
  foyer_fold_each (referrer->given, flags, add_spellings, words);
  foyer_fold_each (practice_name, flags, add_spellings, words);
  foyer_fold_each (referrer->npi, FOYER_FOLD_PLAIN, add_spellings, words);
  foyer_fold_each (referrer->specialty, FOYER_FOLD_PLAIN, add_spellings, words);

  return g_string_free (words, FALSE);
}

static gboolean
has_word_with (const char *haystack, const char *beginning)
{
  g_autofree char *start = g_strconcat (" ", beginning, NULL);

  return strstr (haystack, start) != NULL;
}

static gboolean
matches (const char *haystack, char **words)
{
  for (guint i = 0; words[i] != NULL && i < MAX_WORDS; i++)
    {
      g_autofree char *key = foyer_fold_key (words[i]);

      if (!has_word_with (haystack, words[i]) && !has_word_with (haystack, key))
        return FALSE;
    }

  return TRUE;
}

/**
 * foyer_referrers_search:
 * @db: a connection
 * @text: (nullable): beginnings of words of name, practice, specialty or NPI, in any order;
 *   empty for all
 * @limit: how many at most
 * @error: return location for an error
 *
 * Finds referrers in use.  Case and accents do not matter.  A clinic knows some hundreds of
 * them, so they are read one by one.
 *
 * Returns: (transfer full) (element-type FoyerReferrer): by name, or `NULL` on error
 */
GPtrArray *
foyer_referrers_search (FoyerDb *db, const char *text, guint limit, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (FoyerStatement) statement = NULL;
  g_autofree char *sql = NULL;
  g_autofree char *folded = foyer_fold_text (text);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);
  FoyerSqlStep step = FOYER_SQL_DONE;

  sql = g_strdup_printf ("SELECT practice.name, %s FROM referrer "
                         "LEFT JOIN practice ON practice.id = referrer.practice_id "
                         "WHERE referrer.active "
                         "ORDER BY referrer.family COLLATE NOCASE, "
                         "referrer.given COLLATE NOCASE, referrer.id",
                         foyer_table_columns (FOYER_TYPE_REFERRER));
  statement = foyer_db_prepare (db, sql, error);
  if (statement == NULL)
    return NULL;

  while (found->len < limit &&
         (step = foyer_statement_step (statement, error)) == FOYER_SQL_ROW)
    {
      g_autoptr (FoyerReferrer) referrer =
          foyer_table_read_row (FOYER_TYPE_REFERRER, statement, 1);
      g_autofree char *haystack =
          dup_haystack (referrer, foyer_statement_text (statement, 0));

      if (matches (haystack, words))
        g_ptr_array_add (found, g_steal_pointer (&referrer));
    }

  return step != FOYER_SQL_ERROR ? g_steal_pointer (&found) : NULL;
}

/**
 * foyer_referrers_find_by_identifier:
 * @db: a connection
 * @kind: `referrer` or `practice`
 * @system: URI of the system that gave the identifier
 * @value: the identifier
 * @out_id: (out): id of the record, 0 if none has it
 * @error: return location for an error
 *
 * Finds a referrer or a practice by the name that another system gives it.
 *
 * Returns: `TRUE` on success, also if there is none
 */
gboolean
foyer_referrers_find_by_identifier (FoyerDb    *db,
                                    const char *kind,
                                    const char *system,
                                    const char *value,
                                    gint64     *out_id,
                                    GError    **error)
{
  return foyer_identifiers_find (db, kind, system, value, out_id, error);
}

/**
 * foyer_referrers_add_identifier_in:
 * @act: the action under way
 * @kind: `referrer` or `practice`
 * @id: id of the record
 * @system: URI of the system that gave the identifier
 * @value: the identifier
 * @error: return location for an error
 *
 * Notes what another system calls a referrer or practice, as
 * foyer_patients_add_identifier_in() does.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_referrers_add_identifier_in (FoyerAct   *act,
                                   const char *kind,
                                   gint64      id,
                                   const char *system,
                                   const char *value,
                                   GError    **error)
{
  return foyer_act_require (act, FOYER_ACTION_REFERRER_EDIT, error) &&
         foyer_identifiers_add (act, kind, id, system, value, error);
}
