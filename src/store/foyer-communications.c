/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-communications.h"

#include "store/foyer-db-private.h"
#include "store/foyer-table.h"

#include <string.h>

#define MAX_TEXT_BYTES 8000

/**
 * foyer_communications_list_for_patient:
 * @db: a connection
 * @patient_id: a patient
 * @error: return location for an error
 *
 * Lists how @patient_id was reached, also before it was known whose the request was that was
 * spoken about.
 *
 * Returns: (transfer full) (element-type FoyerCommunication): the newest first, or `NULL` on
 *   error
 */
GPtrArray *
foyer_communications_list_for_patient (FoyerDb *db, gint64 patient_id, GError **error)
{
  return foyer_table_list (
      db, FOYER_TYPE_COMMUNICATION, error,
      "WHERE patient_id = ?1 OR (patient_id IS NULL AND request_id IN (SELECT id FROM "
      "request WHERE patient_id = ?1)) ORDER BY at DESC, id DESC",
      "i", patient_id);
}

GPtrArray *
foyer_communications_list_for_request (FoyerDb *db, gint64 request_id, GError **error)
{
  return foyer_table_list (db, FOYER_TYPE_COMMUNICATION, error,
                           "WHERE request_id = ?1 ORDER BY at DESC, id DESC", "i",
                           request_id);
}

/**
 * foyer_communications_add_in:
 * @act: the action under way
 * @communication: a new one; gets its id, who it was, and when if that is open
 * @error: return location for an error
 *
 * As foyer_communications_add(), inside an action of the caller.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_communications_add_in (FoyerAct           *act,
                             FoyerCommunication *communication,
                             GError            **error)
{
  if (communication->patient_id == 0 && communication->request_id == 0)
    return foyer_store_refuse_field (error, "patient-id", "missing");
  if (communication->at > act->now)
    return foyer_store_refuse_field (error, "at", "in-future");
  if (communication->text != NULL && strlen (communication->text) > MAX_TEXT_BYTES)
    return foyer_store_refuse_field (error, "text", "too-long");
  if (communication->text != NULL && !g_utf8_validate (communication->text, -1, NULL))
    return foyer_store_refuse_field (error, "text", "not-text");

  if (communication->at == 0)
    communication->at = act->now;
  communication->staff_id = foyer_act_get_staff_id (act);
  foyer_record_set_id (FOYER_RECORD (communication), 0);

  return foyer_act_insert (act, communication, error);
}

static gboolean
add (FoyerAct *act, gpointer data, GError **error)
{
  return foyer_communications_add_in (act, data, error);
}

/**
 * foyer_communications_add:
 * @db: a connection that can write
 * @actor: who was in contact
 * @communication: a new one; gets its id, who it was, and when if that is open
 * @error: return location for an error
 *
 * Notes a call, message or letter, for good.
 *
 * Errors: `FOYER_STORE_ERROR_INVALID`: `patient-id` `missing` if it is about nobody, `at`
 * `in-future`, `text` `too-long` or `not-text`; `FOYER_STORE_ERROR_RULE` if what it is about is
 * not there; `FOYER_STORE_ERROR_DENIED`.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_communications_add (FoyerDb            *db,
                          FoyerUser          *actor,
                          FoyerCommunication *communication,
                          GError            **error)
{
  g_return_val_if_fail (FOYER_IS_COMMUNICATION (communication), FALSE);

  return foyer_db_act (db, actor, FOYER_ACTION_PATIENT_EDIT, NULL, add, communication,
                       error);
}
