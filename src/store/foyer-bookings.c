/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-patient-standing.h"
#include "store/foyer-bookings-private.h"
#include "store/foyer-referrals-private.h"
#include "store/foyer-table.h"

G_DEFINE_FINAL_TYPE (FoyerBookingRow, foyer_booking_row, G_TYPE_OBJECT)

static void
foyer_booking_row_finalize (GObject *object)
{
  FoyerBookingRow *self = FOYER_BOOKING_ROW (object);

  g_clear_object (&self->booking);
  g_free (self->patient_number);
  g_free (self->patient_family);
  g_free (self->patient_given);
  g_free (self->patient_preferred);
  g_free (self->patient_birth_date);
  g_free (self->patient_phone);
  g_free (self->patient_language);
  g_free (self->patient_alert);
  g_free (self->service_name);
  g_free (self->service_code);
  g_free (self->service_colour);
  g_free (self->clinician_name);
  g_free (self->room_name);
  g_free (self->referral_number);
  g_free (self->referral_valid_to);
  g_free (self->referrer_name);
  g_free (self->overrides);

  G_OBJECT_CLASS (foyer_booking_row_parent_class)->finalize (object);
}

static void
foyer_booking_row_class_init (FoyerBookingRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_booking_row_finalize;
}

static void
foyer_booking_row_init (FoyerBookingRow *self)
{
}

/* What follows the columns of the booking itself, in the order of read_row().  What few
 * bookings have is looked for only where it can be. */
#define STANDING                                                                         \
  "NOT EXISTS (SELECT 1 FROM ledger_entry AS back WHERE back.reverses_id = entry.id)"
#define ROW_COLUMNS                                                                      \
  ", patient.number, patient.family, patient.given, patient.preferred_name,"             \
  " patient.birth_date,"                                                                 \
  " (SELECT number FROM patient_phone WHERE patient_id = patient.id"                     \
  "  ORDER BY position LIMIT 1),"                                                        \
  " patient.language, patient.alert, patient.interpreter_needed, "                       \
  "patient.seen_before_on,"                                                              \
  " (SELECT max (earlier.visit_date) FROM booking AS earlier"                            \
  "  WHERE earlier.patient_id = booking.patient_id"                                      \
  "  AND earlier.start_at < coalesce (booking.start_at, booking.created_at)"             \
  "  AND earlier.state IN " FOYER_SQL_VISIT_USED "),"                                    \
  " (SELECT count (*) FROM booking AS missed"                                            \
  "  WHERE missed.patient_id = booking.patient_id AND missed.start_at < "                \
  "booking.start_at"                                                                     \
  "  AND missed.start_at >= booking.start_at - " FOYER_SQL_NO_SHOW_SECONDS               \
  "  AND missed.state = 'no-show'),"                                                     \
  " EXISTS (SELECT 1 FROM patient_contact WHERE patient_id = patient.id"                 \
  "  AND kind IN ('guardian', 'proxy')),"                                                \
  " service.name, service.code, service.colour, service.referral_rule,"                  \
  " trim (coalesce (clinician.prefix || ' ', '')"                                        \
  "       || coalesce (clinician.given || ' ', '') || clinician.family),"                \
  " room.name, referral.number, referral.state, referral.assigned_urgency,"              \
  " referral.valid_to, referral.visits_authorised,"                                      \
  " trim (coalesce (referrer.prefix || ' ', '') || coalesce (referrer.given || ' ', '')" \
  "       || referrer.family || coalesce (', ' || referrer.credentials, '')),"           \
  " iif (booking.referral_id IS NULL, 0,"                                                \
  "  (SELECT count (*) FROM booking AS other"                                            \
  "   WHERE other.referral_id = booking.referral_id"                                     \
  "   AND other.state IN " FOYER_SQL_VISIT_USED ")),"                                    \
  " iif (booking.referral_id IS NULL, 0,"                                                \
  "  (SELECT count (*) FROM booking AS other"                                            \
  "   WHERE other.referral_id = booking.referral_id"                                     \
  "   AND other.state IN " FOYER_SQL_VISIT_BOOKED ")),"                                  \
  " iif (booking.deposit_minor = 0, 0,"                                                  \
  "  (SELECT sum (iif (kind = 'refund', -amount_minor, amount_minor))"                   \
  "   FROM ledger_entry AS entry WHERE entry.booking_id = booking.id"                    \
  "   AND kind IN ('payment', 'refund') AND " STANDING ")),"                             \
  " iif (booking.deposit_minor = 0, 0,"                                                  \
  "  (SELECT sum (amount_minor) FROM ledger_entry AS entry"                              \
  "   WHERE entry.booking_id = booking.id AND kind = 'waiver' AND " STANDING ")),"       \
  " (SELECT group_concat (DISTINCT rule) FROM booking_override"                          \
  "  WHERE booking_id = booking.id)"                                                     \
  " FROM booking JOIN patient ON patient.id = booking.patient_id"                        \
  " JOIN service ON service.id = booking.service_id"                                     \
  " LEFT JOIN clinician ON clinician.id = booking.clinician_id"                          \
  " LEFT JOIN room ON room.id = booking.room_id"                                         \
  " LEFT JOIN referral ON referral.id = booking.referral_id"                             \
  " LEFT JOIN referrer ON referrer.id = referral.referrer_id "

/* A hold whose deadline has passed at ?2 occupies nothing, released or not. */
#define OCCUPIES "booking.live AND (booking.state <> 'held' OR booking.held_until > ?2)"

static void
read_enum (FoyerStatement *statement, int column, GType type, int *out_value)
{
  foyer_enum_from_nick (type, foyer_statement_text (statement, column), out_value);
}

static FoyerBookingRow *
read_row (FoyerStatement *statement, gint64 new_after_years)
{
  FoyerBookingRow *row = g_object_new (FOYER_TYPE_BOOKING_ROW, NULL);
  const char      *seen_before_on;
  const char      *last_visit_on;
  int              c;
  int              value;

  row->booking = foyer_table_read_row (FOYER_TYPE_BOOKING, statement, 0);
  c = (int) FOYER_RECORD_GET_CLASS (row->booking)->n_fields + 2;
  row->patient_number = g_strdup (foyer_statement_text (statement, c++));
  row->patient_family = g_strdup (foyer_statement_text (statement, c++));
  row->patient_given = g_strdup (foyer_statement_text (statement, c++));
  row->patient_preferred = g_strdup (foyer_statement_text (statement, c++));
  row->patient_birth_date = g_strdup (foyer_statement_text (statement, c++));
  row->patient_phone = g_strdup (foyer_statement_text (statement, c++));
  row->patient_language = g_strdup (foyer_statement_text (statement, c++));
  row->patient_alert = g_strdup (foyer_statement_text (statement, c++));
  row->interpreter_needed = foyer_statement_integer (statement, c++) != 0;
  seen_before_on = foyer_statement_text (statement, c++);
  last_visit_on = foyer_statement_text (statement, c++);
  row->patient_is_new =
      row->booking->visit_date != NULL
          ? foyer_patient_is_new_on (seen_before_on, last_visit_on, new_after_years,
                                     row->booking->visit_date)
          : seen_before_on == NULL && last_visit_on == NULL;
  row->n_no_shows = foyer_statement_integer (statement, c++);
  row->has_guardian = foyer_statement_integer (statement, c++) != 0;
  row->service_name = g_strdup (foyer_statement_text (statement, c++));
  row->service_code = g_strdup (foyer_statement_text (statement, c++));
  row->service_colour = g_strdup (foyer_statement_text (statement, c++));
  value = (int) FOYER_REFERRAL_RULE_NEVER;
  read_enum (statement, c++, FOYER_TYPE_REFERRAL_RULE, &value);
  row->referral_rule = (FoyerReferralRule) value;
  row->clinician_name = g_strdup (foyer_statement_text (statement, c++));
  row->room_name = g_strdup (foyer_statement_text (statement, c++));
  row->referral_number = g_strdup (foyer_statement_text (statement, c++));
  value = (int) FOYER_REFERRAL_STATE_EXPECTED;
  read_enum (statement, c++, FOYER_TYPE_REFERRAL_STATE, &value);
  row->referral_state = (FoyerReferralState) value;
  value = (int) FOYER_URGENCY_ROUTINE;
  read_enum (statement, c++, FOYER_TYPE_URGENCY, &value);
  row->referral_urgency = (FoyerUrgency) value;
  row->referral_valid_to = g_strdup (foyer_statement_text (statement, c++));
  row->referral_visits_authorised = foyer_statement_integer (statement, c++);
  row->referrer_name = g_strdup (foyer_statement_text (statement, c++));
  row->referral_visits_used = foyer_statement_integer (statement, c++);
  row->referral_visits_booked = foyer_statement_integer (statement, c++);
  row->paid_minor = foyer_statement_integer (statement, c++);
  row->waived_minor = foyer_statement_integer (statement, c++);
  row->overrides = g_strdup (foyer_statement_text (statement, c++));

  return row;
}

static char *
dup_name_key (FoyerBookingRow *row)
{
  g_autofree char *name = g_strdup_printf (
      "%s\t%s\t%s", row->booking->visit_date != NULL ? row->booking->visit_date : "",
      row->patient_family != NULL ? row->patient_family : "",
      row->patient_given != NULL ? row->patient_given : "");

  return g_utf8_casefold (name, -1);
}

/* Marks rows of different patients who have one name and come on one day. */
static void
mark_same_names (GPtrArray *rows)
{
  g_autoptr (GHashTable) seen =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree FoyerBookingRow **firsts = g_new (FoyerBookingRow *, rows->len);

  for (guint i = 0; i < rows->len; i++)
    {
      FoyerBookingRow *row = g_ptr_array_index (rows, i);
      char            *key = dup_name_key (row);

      firsts[i] = g_hash_table_lookup (seen, key);
      if (firsts[i] == NULL)
        {
          g_hash_table_insert (seen, key, row);
          firsts[i] = row;
          continue;
        }
      g_free (key);
      if (firsts[i]->booking->patient_id != row->booking->patient_id)
        {
          firsts[i]->same_name = TRUE;
          row->same_name = TRUE;
        }
    }
  /* Another visit of the first patient of a name was read before the second patient. */
  for (guint i = 0; i < rows->len; i++)
    ((FoyerBookingRow *) g_ptr_array_index (rows, i))->same_name |= firsts[i]->same_name;
}

/* Reads the rows that @tail chooses; its parameters are those of @format. */
static GPtrArray *
list_rows (FoyerDb *db, GError **error, const char *tail, const char *format, ...)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (FoyerStatement) statement = NULL;
  g_autofree char *sql = g_strconcat ("SELECT ", foyer_table_columns (FOYER_TYPE_BOOKING),
                                      ROW_COLUMNS, tail, NULL);
  gint64           new_after_years;
  FoyerSqlStep     step;
  va_list          args;

  if (!foyer_db_query_integer (db, &new_after_years, error,
                               "SELECT new_after_years FROM clinic", ""))
    return NULL;
  statement = foyer_db_prepare (db, sql, error);
  if (statement == NULL)
    return NULL;

  va_start (args, format);
  for (int i = 0; format[i] != '\0'; i++)
    if (format[i] == 's')
      foyer_statement_bind_text (statement, i + 1, va_arg (args, const char *));
    else
      foyer_statement_bind_integer (statement, i + 1, va_arg (args, gint64));
  va_end (args);
  while ((step = foyer_statement_step (statement, error)) == FOYER_SQL_ROW)
    g_ptr_array_add (rows, read_row (statement, new_after_years));

  return step == FOYER_SQL_DONE ? g_steal_pointer (&rows) : NULL;
}

/**
 * foyer_bookings_list_range:
 * @db: a connection
 * @first_date: civil date YYYY-MM-DD
 * @last_date: civil date, the last one of the range
 * @clinician_id: whose; 0: everybody's
 * @all: also those that do not occupy their time
 * @error: return location for an error
 *
 * Lists bookings as schedules show them, by day, then in the order of the clinicians, then
 * by time.  A hold whose deadline has passed does not occupy its time.
 *
 * Returns: (transfer full) (element-type FoyerBookingRow): the rows, or `NULL` on error
 */
GPtrArray *
foyer_bookings_list_range (FoyerDb    *db,
                           const char *first_date,
                           const char *last_date,
                           gint64      clinician_id,
                           gboolean    all,
                           GError    **error)
{
  GPtrArray *rows = list_rows (
      db, error,
      "WHERE booking.visit_date BETWEEN ?1 AND ?4 AND (?3 = 0 OR booking.clinician_id = "
      "?3)"
      " AND (?5 OR (" OCCUPIES "))"
      " ORDER BY booking.visit_date, clinician.position, clinician.family, clinician.id,"
      " booking.start_at, booking.id",
      "siisi", first_date, foyer_db_now (db), clinician_id, last_date, (gint64) all);

  if (rows != NULL)
    mark_same_names (rows);

  return rows;
}

GPtrArray *
foyer_bookings_list_day (
    FoyerDb *db, const char *date, gint64 clinician_id, gboolean all, GError **error)
{
  return foyer_bookings_list_range (db, date, date, clinician_id, all, error);
}

/**
 * foyer_bookings_list_for_patient:
 * @db: a connection
 * @patient_id: a patient
 * @error: return location for an error
 *
 * Returns: (transfer full) (element-type FoyerBookingRow): every booking of a patient, first
 *   those without a time, then the latest first, or `NULL` on error
 */
GPtrArray *
foyer_bookings_list_for_patient (FoyerDb *db, gint64 patient_id, GError **error)
{
  return list_rows (db, error,
                    "WHERE booking.patient_id = ?1"
                    " ORDER BY booking.start_at DESC NULLS FIRST, booking.id DESC",
                    "i", patient_id);
}

/**
 * foyer_bookings_get:
 * @db: a connection
 * @id: a booking
 * @error: return location for an error
 *
 * Errors: `FOYER_STORE_ERROR_NOT_FOUND`.
 *
 * Returns: (transfer full): the booking with what is derived, or `NULL` on error
 */
FoyerBookingRow *
foyer_bookings_get (FoyerDb *db, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) rows = list_rows (db, error, "WHERE booking.id = ?1", "i", id);

  if (rows == NULL)
    return NULL;
  if (rows->len == 0)
    {
      g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                           "There is no such booking");
      return NULL;
    }

  return g_object_ref (g_ptr_array_index (rows, 0));
}

GPtrArray *
foyer_bookings_list_events (FoyerDb *db, gint64 id, GError **error)
{
  return foyer_table_list (db, FOYER_TYPE_BOOKING_EVENT, error,
                           "WHERE booking_id = ?1 ORDER BY id", "i", id);
}

GPtrArray *
foyer_bookings_list_overrides (FoyerDb *db, gint64 id, GError **error)
{
  return foyer_table_list (db, FOYER_TYPE_BOOKING_OVERRIDE, error,
                           "WHERE booking_id = ?1 ORDER BY id", "i", id);
}

/**
 * foyer_bookings_count_days:
 * @db: a connection
 * @first_date: civil date YYYY-MM-DD
 * @last_date: civil date, the last one of the range
 * @clinician_id: whose; 0: everybody's
 * @error: return location for an error
 *
 * Counts the bookings that occupy their time, day by day.
 *
 * Returns: (transfer full) (element-type utf8 int): how many by civil date, as
 *   GINT_TO_POINTER(); days without any are missing; or `NULL` on error
 */
GHashTable *
foyer_bookings_count_days (FoyerDb    *db,
                           const char *first_date,
                           const char *last_date,
                           gint64      clinician_id,
                           GError    **error)
{
  g_autoptr (GHashTable) counts =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (FoyerStatement) statement = NULL;
  FoyerSqlStep step;

  statement = foyer_db_prepare (db,
                                "SELECT visit_date, count (*) FROM booking "
                                "WHERE visit_date BETWEEN ?1 AND ?2 AND live "
                                "AND (?3 = 0 OR clinician_id = ?3) GROUP BY visit_date",
                                error);
  if (statement == NULL || !foyer_statement_bind (statement, error, "ssi", first_date,
                                                  last_date, clinician_id))
    return NULL;

  while ((step = foyer_statement_step (statement, error)) == FOYER_SQL_ROW)
    g_hash_table_insert (counts, g_strdup (foyer_statement_text (statement, 0)),
                         GINT_TO_POINTER ((int) foyer_statement_integer (statement, 1)));

  return step == FOYER_SQL_DONE ? g_steal_pointer (&counts) : NULL;
}
