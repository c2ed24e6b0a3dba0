/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-referrals-private.h"
#include "store/foyer-table.h"

G_DEFINE_FINAL_TYPE (FoyerReferralRow, foyer_referral_row, G_TYPE_OBJECT)

static void
foyer_referral_row_finalize (GObject *object)
{
  FoyerReferralRow *self = FOYER_REFERRAL_ROW (object);

  g_clear_object (&self->referral);
  g_free (self->patient_family);
  g_free (self->patient_given);
  g_free (self->patient_birth_date);
  g_free (self->patient_number);
  g_free (self->referrer_name);
  g_free (self->practice_name);
  g_free (self->service_name);
  g_free (self->clinician_name);

  G_OBJECT_CLASS (foyer_referral_row_parent_class)->finalize (object);
}

static void
foyer_referral_row_class_init (FoyerReferralRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_referral_row_finalize;
}

static void
foyer_referral_row_init (FoyerReferralRow *self)
{
}

/* What follows the columns of the referral itself, in the order of read_row(). */
#define ROW_COLUMNS                                                                      \
  ", patient.family, patient.given, patient.birth_date, patient.number,"                 \
  " trim (coalesce (referrer.prefix || ' ', '') || coalesce (referrer.given || ' ', '')" \
  "       || referrer.family || coalesce (', ' || referrer.credentials, '')),"           \
  " practice.name, service.name,"                                                        \
  " trim (coalesce (clinician.prefix || ' ', '')"                                        \
  "       || coalesce (clinician.given || ' ', '') || clinician.family),"                \
  " (SELECT count (*) FROM booking WHERE referral_id = referral.id"                      \
  "  AND state IN " FOYER_SQL_VISIT_USED "),"                                            \
  " (SELECT count (*) FROM booking WHERE referral_id = referral.id"                      \
  "  AND state IN " FOYER_SQL_VISIT_BOOKED "),"                                          \
  " (SELECT count (*) FROM document WHERE referral_id = referral.id)"                    \
  " FROM referral JOIN patient ON patient.id = referral.patient_id"                      \
  " LEFT JOIN referrer ON referrer.id = referral.referrer_id"                            \
  " LEFT JOIN practice ON practice.id = referrer.practice_id"                            \
  " LEFT JOIN service ON service.id = referral.service_id"                               \
  " LEFT JOIN clinician ON clinician.id = referral.clinician_id "

static FoyerReferralRow *
read_row (FoyerStatement *statement)
{
  FoyerReferralRow *row = g_object_new (FOYER_TYPE_REFERRAL_ROW, NULL);
  int               column;

  row->referral = foyer_table_read_row (FOYER_TYPE_REFERRAL, statement, 0);
  column = (int) FOYER_RECORD_GET_CLASS (row->referral)->n_fields + 2;
  row->patient_family = g_strdup (foyer_statement_text (statement, column++));
  row->patient_given = g_strdup (foyer_statement_text (statement, column++));
  row->patient_birth_date = g_strdup (foyer_statement_text (statement, column++));
  row->patient_number = g_strdup (foyer_statement_text (statement, column++));
  row->referrer_name = g_strdup (foyer_statement_text (statement, column++));
  row->practice_name = g_strdup (foyer_statement_text (statement, column++));
  row->service_name = g_strdup (foyer_statement_text (statement, column++));
  row->clinician_name = g_strdup (foyer_statement_text (statement, column++));
  row->visits_used = foyer_statement_integer (statement, column++);
  row->visits_booked = foyer_statement_integer (statement, column++);
  row->n_documents = foyer_statement_integer (statement, column++);

  return row;
}

/* Lends the statement for all rows that @tail chooses. */
static FoyerStatement *
prepare_rows (FoyerDb *db, const char *tail, GError **error)
{
  g_autofree char *sql = g_strconcat (
      "SELECT ", foyer_table_columns (FOYER_TYPE_REFERRAL), ROW_COLUMNS, tail, NULL);

  return foyer_db_prepare (db, sql, error);
}

static GPtrArray *
collect_rows (FoyerStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  FoyerSqlStep step;

  while ((step = foyer_statement_step (statement, error)) == FOYER_SQL_ROW)
    g_ptr_array_add (rows, read_row (statement));

  return step == FOYER_SQL_DONE ? g_steal_pointer (&rows) : NULL;
}

/**
 * foyer_referrals_count_by_state:
 * @db: a connection
 * @out_counts: (out caller-allocates): `FOYER_REFERRAL_STATE_ENTERED_IN_ERROR + 1` numbers
 * @error: return location for an error
 *
 * Counts referrals by state.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_referrals_count_by_state (FoyerDb *db, gint64 *out_counts, GError **error)
{
  g_autoptr (FoyerStatement) statement = NULL;
  FoyerSqlStep step;
  int          state;

  for (int i = 0; i <= FOYER_REFERRAL_STATE_ENTERED_IN_ERROR; i++)
    out_counts[i] = 0;
  statement = foyer_db_prepare (
      db, "SELECT state, count (*) FROM referral GROUP BY state", error);
  if (statement == NULL)
    return FALSE;

  while ((step = foyer_statement_step (statement, error)) == FOYER_SQL_ROW)
    if (foyer_enum_from_nick (FOYER_TYPE_REFERRAL_STATE,
                              foyer_statement_text (statement, 0), &state))
      out_counts[state] = foyer_statement_integer (statement, 1);

  return step == FOYER_SQL_DONE;
}

/* A worklist begins with what is most urgent and then oldest; an archive with the newest. */
#define URGENCY                                                                          \
  "CASE iif (referral.state IN ('expected', 'received', 'incomplete', 'triage'),"        \
  " referral.requested_urgency, referral.assigned_urgency)"                              \
  " WHEN 'stat' THEN 0 WHEN 'urgent' THEN 1 WHEN 'asap' THEN 2 ELSE 3 END"

/**
 * foyer_referrals_list_by_state:
 * @db: a connection
 * @state: a state
 * @offset: how many rows to leave out
 * @limit: how many rows at most; 0: all
 * @error: return location for an error
 *
 * Lists the referrals in @state: red flags, then by urgency, then the oldest first while
 * there is something to do, and the newest first once there is not.
 *
 * Returns: (transfer full) (element-type FoyerReferralRow): the rows, or `NULL` on error
 */
GPtrArray *
foyer_referrals_list_by_state (
    FoyerDb *db, FoyerReferralState state, guint offset, guint limit, GError **error)
{
  g_autoptr (FoyerStatement) statement = NULL;

  if (foyer_referral_state_is_open (state))
    statement = prepare_rows (db,
                              "WHERE referral.state = ?1 ORDER BY referral.red_flag DESC,"
                              " " URGENCY ", referral.received_on, referral.id"
                              " LIMIT ?3 OFFSET ?2",
                              error);
  else
    statement = prepare_rows (db,
                              "WHERE referral.state = ?1 ORDER BY"
                              " referral.received_on DESC, referral.id DESC"
                              " LIMIT ?3 OFFSET ?2",
                              error);
  if (statement == NULL ||
      !foyer_statement_bind (statement, error, "sii",
                             foyer_enum_to_nick (FOYER_TYPE_REFERRAL_STATE, (int) state),
                             (gint64) offset, limit > 0 ? (gint64) limit : (gint64) -1))
    return NULL;

  return collect_rows (statement, error);
}

/**
 * foyer_referrals_list_for_patient:
 * @db: a connection
 * @patient_id: a patient
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type FoyerReferralRow): the referrals of a patient, the
 *   newest first, or `NULL` on error
 */
GPtrArray *
foyer_referrals_list_for_patient (FoyerDb *db, gint64 patient_id, GError **error)
{
  g_autoptr (FoyerStatement) statement = NULL;

  statement = prepare_rows (db,
                            "WHERE referral.patient_id = ?1 ORDER BY"
                            " coalesce (referral.received_on, '9999') DESC,"
                            " referral.id DESC",
                            error);
  if (statement == NULL || !foyer_statement_bind (statement, error, "i", patient_id))
    return NULL;

  return collect_rows (statement, error);
}

/**
 * foyer_referrals_list_expiry_proposals:
 * @db: a connection
 * @error: return location for an error
 *
 * Lists referrals whose validity has passed without a visit booked or used.  Nothing expires
 * by itself: a person takes the step.
 *
 * Returns: (transfer full) (element-type FoyerReferralRow): the rows, the longest past first,
 *   or `NULL` on error
 */
GPtrArray *
foyer_referrals_list_expiry_proposals (FoyerDb *db, GError **error)
{
  g_autoptr (FoyerStatement) statement = NULL;
  g_autofree char *today = NULL;
  int              day;

  if (!foyer_db_today (db, &day, error))
    return NULL;
  today = foyer_day_format (day);
  statement = prepare_rows (
      db,
      "WHERE referral.state IN ('received', 'incomplete', 'triage', 'accepted',"
      " 'contacting') AND referral.valid_to < ?1 AND NOT EXISTS (SELECT 1 FROM booking"
      " WHERE booking.referral_id = referral.id AND booking.live)"
      " ORDER BY referral.valid_to, referral.id",
      error);
  if (statement == NULL || !foyer_statement_bind (statement, error, "s", today))
    return NULL;

  return collect_rows (statement, error);
}

/**
 * foyer_referrals_get:
 * @db: a connection
 * @id: a referral
 * @error: return location for an error
 *
 * Errors: `FOYER_STORE_ERROR_NOT_FOUND`.
 *
 * Returns: (transfer full): the referral with what is derived, or `NULL` on error
 */
FoyerReferralRow *
foyer_referrals_get (FoyerDb *db, gint64 id, GError **error)
{
  g_autoptr (FoyerStatement) statement = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  statement = prepare_rows (db, "WHERE referral.id = ?1", error);
  if (statement == NULL || !foyer_statement_bind (statement, error, "i", id))
    return NULL;
  rows = collect_rows (statement, error);
  if (rows == NULL)
    return NULL;
  if (rows->len == 0)
    {
      g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                           "There is no such referral");
      return NULL;
    }

  return g_object_ref (g_ptr_array_index (rows, 0));
}

GPtrArray *
foyer_referrals_list_events (FoyerDb *db, gint64 id, GError **error)
{
  return foyer_table_list (db, FOYER_TYPE_REFERRAL_EVENT, error,
                           "WHERE referral_id = ?1 ORDER BY id", "i", id);
}
