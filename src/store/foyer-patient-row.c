/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-patient-row-private.h"

#include "model/foyer-patient-standing.h"
#include "store/foyer-db-private.h"

G_DEFINE_FINAL_TYPE (FoyerPatientRow, foyer_patient_row, G_TYPE_OBJECT)

static void
foyer_patient_row_finalize (GObject *object)
{
  FoyerPatientRow *self = FOYER_PATIENT_ROW (object);

  g_free (self->number);
  g_free (self->family);
  g_free (self->given);
  g_free (self->preferred_name);
  g_free (self->birth_date);
  g_free (self->phone);

  G_OBJECT_CLASS (foyer_patient_row_parent_class)->finalize (object);
}

static void
foyer_patient_row_class_init (FoyerPatientRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_patient_row_finalize;
}

static void
foyer_patient_row_init (FoyerPatientRow *self)
{
}

struct _FoyerPatientRowReader
{
  FoyerStatement *statement;       /* (owned) */
  char           *today;           /* (owned) civil date */
  gint64          new_after_years; /* of the clinic */
};

/**
 * foyer_patient_row_reader_new:
 * @db: a connection
 * @error: return location for an error
 *
 * Makes ready to read rows as of today.  In a profile without a clinic nobody is known, and
 * today is that of UTC.
 *
 * Returns: (transfer full): a reader, or `NULL` on error
 */
FoyerPatientRowReader *
foyer_patient_row_reader_new (FoyerDb *db, GError **error)
{
  g_autoptr (FoyerPatientRowReader) self = g_new0 (FoyerPatientRowReader, 1);
  gboolean has_clinic;
  int      today = (int) (foyer_db_now (db) / (24 * FOYER_HOUR_SECONDS));

  if (!foyer_db_has_clinic (db, &has_clinic, error) ||
      (has_clinic && !foyer_db_today (db, &today, error)) ||
      !foyer_db_query_integer (db, &self->new_after_years, error,
                               "SELECT new_after_years FROM clinic", ""))
    return NULL;
  self->today = foyer_day_format (today);

  self->statement = foyer_db_prepare (
      db,
      "SELECT number, family, given, preferred_name, birth_date, "
      "(SELECT number FROM patient_phone WHERE patient_id = patient.id "
      "ORDER BY position LIMIT 1), "
      "EXISTS (SELECT 1 FROM patient AS other WHERE other.name_key = patient.name_key "
      "AND other.id <> patient.id AND other.active), "
      "active, deceased, seen_before_on, "
      "(SELECT max (visit_date) FROM booking WHERE patient_id = patient.id "
      "AND state = 'completed' AND visit_date <= ?2) "
      "FROM patient WHERE id = ?1",
      error);

  return self->statement != NULL ? g_steal_pointer (&self) : NULL;
}

void
foyer_patient_row_reader_free (FoyerPatientRowReader *self)
{
  g_clear_pointer (&self->statement, foyer_statement_release);
  g_free (self->today);
  g_free (self);
}

/**
 * foyer_patient_row_read:
 * @self: a reader
 * @id: id of a patient
 * @out_row: (out) (transfer full) (nullable): the row, `NULL` if there is no such patient
 * @error: return location for an error
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_patient_row_read (FoyerPatientRowReader *self,
                        gint64                 id,
                        FoyerPatientRow      **out_row,
                        GError               **error)
{
  FoyerStatement  *statement = self->statement;
  FoyerPatientRow *row;
  FoyerSqlStep     step;

  *out_row = NULL;
  foyer_statement_reset (statement);
  if (!foyer_statement_bind (statement, error, "is", id, self->today))
    return FALSE;
  step = foyer_statement_step (statement, error);
  if (step != FOYER_SQL_ROW)
    return step == FOYER_SQL_DONE;

  row = g_object_new (FOYER_TYPE_PATIENT_ROW, NULL);
  row->id = id;
  row->number = g_strdup (foyer_statement_text (statement, 0));
  row->family = g_strdup (foyer_statement_text (statement, 1));
  row->given = g_strdup (foyer_statement_text (statement, 2));
  row->preferred_name = g_strdup (foyer_statement_text (statement, 3));
  row->birth_date = g_strdup (foyer_statement_text (statement, 4));
  row->phone = g_strdup (foyer_statement_text (statement, 5));
  row->same_name = foyer_statement_integer (statement, 6) != 0;
  row->active = foyer_statement_integer (statement, 7) != 0;
  row->deceased = foyer_statement_integer (statement, 8) != 0;
  row->is_new = foyer_patient_is_new_on (foyer_statement_text (statement, 9),
                                         foyer_statement_text (statement, 10),
                                         self->new_after_years, self->today);
  foyer_statement_reset (statement);

  *out_row = row;
  return TRUE;
}
