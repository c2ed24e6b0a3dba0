/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-handouts.h"

#include "model/foyer-booking.h"
#include "store/foyer-articles-private.h"
#include "store/foyer-db-private.h"
#include "store/foyer-table.h"

#include <string.h>

#define MAX_NOTE_BYTES 500

/**
 * foyer_handouts_list_for_patient:
 * @db: a connection
 * @patient_id: a patient
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type FoyerHandout): what they were given and are to be given,
 *   the newest first, or `NULL` on error
 */
GPtrArray *
foyer_handouts_list_for_patient (FoyerDb *db, gint64 patient_id, GError **error)
{
  return foyer_table_list (db, FOYER_TYPE_HANDOUT, error,
                           "WHERE patient_id = ?1 ORDER BY at DESC, id DESC", "i",
                           patient_id);
}

GPtrArray *
foyer_handouts_list_for_booking (FoyerDb *db, gint64 booking_id, GError **error)
{
  return foyer_table_list (db, FOYER_TYPE_HANDOUT, error,
                           "WHERE booking_id = ?1 ORDER BY at, id", "i", booking_id);
}

/**
 * foyer_handouts_list_queued:
 * @db: a connection
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type FoyerHandout): what is to be printed and given, the oldest
 *   first, or `NULL` on error
 */
GPtrArray *
foyer_handouts_list_queued (FoyerDb *db, GError **error)
{
  return foyer_table_list (db, FOYER_TYPE_HANDOUT, error,
                           "WHERE state = 'queued' ORDER BY at, id", "");
}

typedef struct
{
  FoyerHandout *handout; /* (unowned) */
  FoyerArticle *article; /* (unowned) */
} Adding;

static gboolean
check_booking (FoyerAct *act, FoyerHandout *handout, GError **error)
{
  g_autoptr (FoyerBooking) booking = NULL;

  if (handout->booking_id == 0)
    return TRUE;
  booking = foyer_table_get (act->db, FOYER_TYPE_BOOKING, handout->booking_id, error);
  if (booking == NULL)
    return FALSE;

  return booking->patient_id == handout->patient_id
             ? TRUE
             : foyer_store_refuse_field (error, "booking-id", "of-another-patient");
}

static gboolean
add (FoyerAct *act, gpointer data, GError **error)
{
  Adding       *adding = data;
  FoyerHandout *handout = adding->handout;

  if (handout->patient_id == 0)
    return foyer_store_refuse_field (error, "patient-id", "missing");
  if (handout->state == FOYER_HANDOUT_STATE_DROPPED)
    return foyer_store_refuse_field (error, "state", "not-possible");
  if (!check_booking (act, handout, error) ||
      !foyer_articles_adopt (act, adding->article, error))
    return FALSE;
  if (adding->article->reviewed_at == 0)
    return foyer_store_refuse_rule (error, "article-not-reviewed");

  foyer_record_set_id (FOYER_RECORD (handout), 0);
  handout->article_id = foyer_record_get_id (FOYER_RECORD (adding->article));
  handout->at = act->now;
  handout->staff_id = foyer_act_get_staff_id (act);
  handout->ended_at = handout->state == FOYER_HANDOUT_STATE_GIVEN ? handout->at : 0;
  handout->ended_by = handout->ended_at != 0 ? handout->staff_id : 0;

  return foyer_act_insert (act, handout, error);
}

/**
 * foyer_handouts_add:
 * @db: a connection that can write
 * @actor: who gives it
 * @handout: a new one with its patient, and its visit if it belongs to one; queued, or given if it
 *   was printed; gets its id, who it was and when
 * @article: the version that it is, as it was read here; gets its id
 * @error: return location for an error
 *
 * Notes that a patient is given an article.  What no clinician has reviewed is not given.
 *
 * Errors: `FOYER_STORE_ERROR_RULE` `article-not-reviewed`; `FOYER_STORE_ERROR_INVALID`:
 * `patient-id` `missing`, `booking-id` `of-another-patient`; `FOYER_STORE_ERROR_NOT_FOUND`;
 * `FOYER_STORE_ERROR_DENIED`.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_handouts_add (FoyerDb      *db,
                    FoyerUser    *actor,
                    FoyerHandout *handout,
                    FoyerArticle *article,
                    GError      **error)
{
  Adding adding = { handout, article };

  g_return_val_if_fail (FOYER_IS_HANDOUT (handout), FALSE);
  g_return_val_if_fail (FOYER_IS_ARTICLE (article), FALSE);

  return foyer_db_act (db, actor, FOYER_ACTION_HANDOUT_GIVE, NULL, add, &adding, error);
}

typedef struct
{
  gint64            id;
  FoyerHandoutState state;
  const char       *note; /* (unowned) (nullable) */
} Ending;

static gboolean
end (FoyerAct *act, gpointer data, GError **error)
{
  const Ending *ending = data;
  g_autoptr (FoyerHandout) handout =
      foyer_table_get (act->db, FOYER_TYPE_HANDOUT, ending->id, error);

  if (handout == NULL)
    return FALSE;
  if (ending->note != NULL && (strlen (ending->note) > MAX_NOTE_BYTES ||
                               !g_utf8_validate (ending->note, -1, NULL)))
    return foyer_store_refuse_field (error, "note", "too-long");
  if (handout->state != FOYER_HANDOUT_STATE_QUEUED)
    return foyer_store_refuse_rule (error, "handout-ended");

  handout->state = ending->state;
  handout->ended_at = act->now;
  handout->ended_by = foyer_act_get_staff_id (act);
  foyer_set_text (&handout->note, ending->note);

  return foyer_act_update (act, handout, error);
}

/**
 * foyer_handouts_end:
 * @db: a connection that can write
 * @actor: who does it
 * @id: a handout that is queued
 * @state: given, or dropped
 * @note: (nullable): why it was not given
 * @error: return location for an error
 *
 * Notes what became of a handout that was to be given.
 *
 * Errors: `FOYER_STORE_ERROR_RULE` `handout-ended` if it is not queued any more;
 * `FOYER_STORE_ERROR_INVALID` `note`; `FOYER_STORE_ERROR_NOT_FOUND`; `FOYER_STORE_ERROR_DENIED`.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_handouts_end (FoyerDb          *db,
                    FoyerUser        *actor,
                    gint64            id,
                    FoyerHandoutState state,
                    const char       *note,
                    GError          **error)
{
  Ending ending = { id, state, note };

  g_return_val_if_fail (state != FOYER_HANDOUT_STATE_QUEUED, FALSE);

  return foyer_db_act (db, actor, FOYER_ACTION_HANDOUT_GIVE, note, end, &ending, error);
}
