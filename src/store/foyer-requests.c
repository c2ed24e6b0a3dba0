/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-requests.h"

#include "store/foyer-db-private.h"
#include "store/foyer-table.h"

G_DEFINE_FINAL_TYPE (FoyerRequestRow, foyer_request_row, G_TYPE_OBJECT)

static void
foyer_request_row_finalize (GObject *object)
{
  FoyerRequestRow *self = FOYER_REQUEST_ROW (object);

  g_clear_object (&self->request);
  g_free (self->patient_number);
  g_free (self->patient_family);
  g_free (self->patient_given);
  g_free (self->patient_birth_date);
  g_free (self->referral_number);

  G_OBJECT_CLASS (foyer_request_row_parent_class)->finalize (object);
}

static void
foyer_request_row_class_init (FoyerRequestRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_request_row_finalize;
}

static void
foyer_request_row_init (FoyerRequestRow *self)
{
}

/* A referral that was asked for and is no longer only expected has the request answered. */
#define IS_OPEN                                                                          \
  "(request.state = 'open' OR (request.state = 'awaiting-referral' "                     \
  "AND coalesce ((SELECT state <> 'expected' FROM referral "                             \
  "WHERE id = request.referral_id), 1)))"

/* Which referral of a patient a visit could best rest on. */
#define BEST_REFERRAL                                                                    \
  "(SELECT id FROM referral AS own WHERE own.patient_id = request.patient_id "           \
  "AND own.state IN ('accepted', 'contacting', 'booked', 'attended', 'triage', "         \
  "'received', 'incomplete', 'expected') "                                               \
  "ORDER BY own.state IN ('accepted', 'contacting') DESC, own.state = 'expected', "      \
  "own.state IN ('booked', 'attended'), own.received_on DESC, own.id DESC LIMIT 1)"

#define ROW_JOINS                                                                        \
  " FROM request LEFT JOIN patient ON patient.id = request.patient_id "                  \
  "LEFT JOIN referral ON referral.id = coalesce (request.referral_id, " BEST_REFERRAL    \
  ") "

static FoyerStatement *
prepare_rows (FoyerDb *db, const char *tail, GError **error)
{
  g_autofree char *sql =
      g_strconcat ("SELECT " IS_OPEN ", patient.number, patient.family, patient.given, "
                   "patient.birth_date, referral.id, referral.number, referral.state, ",
                   foyer_table_columns (FOYER_TYPE_REQUEST), ROW_JOINS, tail, NULL);

  return foyer_db_prepare (db, sql, error);
}

static FoyerRequestRow *
read_row (FoyerStatement *statement)
{
  FoyerRequestRow *row = g_object_new (FOYER_TYPE_REQUEST_ROW, NULL);
  int              state;

  row->is_open = foyer_statement_integer (statement, 0) != 0;
  row->patient_number = g_strdup (foyer_statement_text (statement, 1));
  row->patient_family = g_strdup (foyer_statement_text (statement, 2));
  row->patient_given = g_strdup (foyer_statement_text (statement, 3));
  row->patient_birth_date = g_strdup (foyer_statement_text (statement, 4));
  row->referral_id = foyer_statement_integer (statement, 5);
  row->referral_number = g_strdup (foyer_statement_text (statement, 6));
  if (foyer_enum_from_nick (FOYER_TYPE_REFERRAL_STATE,
                            foyer_statement_text (statement, 7), &state))
    row->referral_state = (FoyerReferralState) state;
  row->request = foyer_table_read_row (FOYER_TYPE_REQUEST, statement, 8);

  return row;
}

/**
 * foyer_requests_new_patient:
 * @request: a request
 *
 * Returns: (transfer full): a new patient with what the request says of them, not stored: to
 *   compare with those who are known, and to register
 */
FoyerPatient *
foyer_requests_new_patient (FoyerRequest *request)
{
  FoyerPatient *patient = foyer_patient_new ();

  foyer_set_text (&patient->family, request->family);
  foyer_set_text (&patient->given, request->given);
  foyer_set_text (&patient->birth_date, request->birth_date);
  foyer_set_text (&patient->email, request->email);
  foyer_set_text (&patient->language, request->language);
  patient->phones = g_ptr_array_new_with_free_func (g_object_unref);
  if (request->phone != NULL)
    {
      FoyerPatientPhone *phone = foyer_patient_phone_new ();

      foyer_set_text (&phone->number, request->phone);
      g_ptr_array_add (patient->phones, phone);
    }

  return patient;
}

static GPtrArray *
list_candidates (FoyerDb *db, FoyerRequest *request, GError **error)
{
  g_autoptr (FoyerPatient) patient = foyer_requests_new_patient (request);

  return foyer_patients_list_duplicates (db, patient, error);
}

static gboolean
count_candidates (FoyerDb *db, FoyerRequestRow *row, GError **error)
{
  g_autoptr (GPtrArray) candidates = NULL;

  if (row->request->patient_id != 0 || !row->is_open)
    return TRUE;
  candidates = list_candidates (db, row->request, error);
  if (candidates == NULL)
    return FALSE;
  row->n_candidates = candidates->len;

  return TRUE;
}

static GPtrArray *
collect_rows (FoyerDb *db, FoyerStatement *statement, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  FoyerSqlStep step;

  while ((step = foyer_statement_step (statement, error)) == FOYER_SQL_ROW)
    g_ptr_array_add (rows, read_row (statement));
  if (step == FOYER_SQL_ERROR)
    return NULL;

  for (guint i = 0; i < rows->len; i++)
    if (!count_candidates (db, rows->pdata[i], error))
      return NULL;

  return g_steal_pointer (&rows);
}

/**
 * foyer_requests_list:
 * @db: a connection
 * @all: also those that were answered
 * @error: return location for an error
 *
 * Lists requests: those to be answered now and then those that wait for a referral, the oldest
 * first; and with @all those that were answered, the newest first.
 *
 * One that waited for a referral is to be answered as soon as the referral is more than
 * expected, whatever became of it.
 *
 * Returns: (transfer full) (element-type FoyerRequestRow): the rows, or `NULL` on error
 */
GPtrArray *
foyer_requests_list (FoyerDb *db, gboolean all, GError **error)
{
  g_autoptr (FoyerStatement) statement = prepare_rows (
      db,
      all ? "ORDER BY " IS_OPEN " DESC, request.state <> 'awaiting-referral', "
            "CASE WHEN request.state IN ('open', 'awaiting-referral') "
            "THEN request.received_at ELSE -request.received_at END, request.id"
          : "WHERE request.state IN ('open', 'awaiting-referral') "
            "ORDER BY " IS_OPEN " DESC, request.received_at, request.id",
      error);

  return statement != NULL ? collect_rows (db, statement, error) : NULL;
}

/**
 * foyer_requests_get_row:
 * @db: a connection
 * @id: a request
 * @error: return location for an error
 *
 * Errors: `FOYER_STORE_ERROR_NOT_FOUND`.
 *
 * Returns: (transfer full): the request with what is derived, or `NULL` on error
 */
FoyerRequestRow *
foyer_requests_get_row (FoyerDb *db, gint64 id, GError **error)
{
  g_autoptr (FoyerStatement) statement =
      prepare_rows (db, "WHERE request.id = ?1", error);
  g_autoptr (GPtrArray) rows = NULL;

  if (statement == NULL || !foyer_statement_bind (statement, error, "i", id))
    return NULL;
  rows = collect_rows (db, statement, error);
  if (rows == NULL)
    return NULL;
  if (rows->len == 0)
    {
      g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                           "There is no such request");
      return NULL;
    }

  return g_object_ref (rows->pdata[0]);
}

/**
 * foyer_requests_get:
 * @db: a connection
 * @id: a request
 * @error: return location for an error
 *
 * Errors: `FOYER_STORE_ERROR_NOT_FOUND`.
 *
 * Returns: (transfer full): the request, or `NULL` on error
 */
FoyerRequest *
foyer_requests_get (FoyerDb *db, gint64 id, GError **error)
{
  return foyer_table_get (db, FOYER_TYPE_REQUEST, id, error);
}

/**
 * foyer_requests_count_open:
 * @db: a connection
 * @out_n: (out): how many are to be answered now
 * @error: return location for an error
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_requests_count_open (FoyerDb *db, gint64 *out_n, GError **error)
{
  return foyer_db_query_integer (db, out_n, error,
                                 "SELECT count (*) FROM request WHERE request.state IN "
                                 "('open', 'awaiting-referral') AND " IS_OPEN,
                                 "");
}

/**
 * foyer_requests_list_candidates:
 * @db: a connection
 * @id: a request
 * @error: return location for an error
 *
 * Finds who may have asked, as foyer_patients_list_duplicates() does: three things have to
 * agree, one of them a name.  An e-mail alone is that of a family.
 *
 * Returns: (transfer full) (element-type FoyerPatientMatch): best first, with why; `NULL` on
 *   error
 */
GPtrArray *
foyer_requests_list_candidates (FoyerDb *db, gint64 id, GError **error)
{
  g_autoptr (FoyerRequest) request = foyer_requests_get (db, id, error);

  return request != NULL ? list_candidates (db, request, error) : NULL;
}
