/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-clinician.h"
#include "model/foyer-patient-standing.h"
#include "model/foyer-referrer.h"
#include "model/foyer-room.h"
#include "model/foyer-service.h"
#include "model/foyer-time.h"
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
  g_free (self->patient_name_key);
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

/* What every row has: the columns of the booking itself, then these in the order of
 * read_columns().  A schedule reads them for a whole day, so that all else is looked up only
 * where it can be: by a statement of its own. */
#define ROW_COLUMNS                                                                      \
  ", patient.number, patient.family, patient.given, patient.preferred_name,"             \
  " patient.birth_date, patient.language, patient.alert, patient.interpreter_needed,"    \
  " patient.seen_before_on, patient.name_key, referral.number, referral.state,"          \
  " referral.assigned_urgency, referral.valid_to, referral.visits_authorised"            \
  " FROM booking JOIN patient ON patient.id = booking.patient_id"                        \
  " LEFT JOIN referral ON referral.id = booking.referral_id "

/* States are told apart in C: for a list of them SQLite makes a table each time. */
#define EARLIER_VISITS                                                                   \
  "SELECT state, visit_date FROM booking WHERE patient_id = ?1 AND start_at < ?2"        \
  " ORDER BY start_at DESC"
#define GUARDIAN                                                                         \
  "SELECT 1 FROM patient_contact WHERE patient_id = ?1"                                  \
  " AND (kind = 'guardian' OR kind = 'proxy') LIMIT 1"
#define REFERRAL_USE "SELECT state FROM booking WHERE referral_id = ?1"
#define DEPOSIT                                                                          \
  "SELECT sum (booking_minor), sum (waived_minor) FROM ledger_effect"                    \
  " WHERE booking_id = ?1"
#define CLAIM                                                                            \
  "SELECT 1 FROM claim WHERE booking_id = ?1 AND NOT refused AND clinician_id IS ?2"     \
  " AND start_at = ?3 AND end_at = ?4"
#define DETAILS                                                                          \
  "SELECT (SELECT number FROM patient_phone WHERE patient_id = booking.patient_id"       \
  "        ORDER BY position LIMIT 1),"                                                  \
  " (SELECT count (*) FROM booking AS missed"                                            \
  "  WHERE missed.patient_id = booking.patient_id"                                       \
  "  AND missed.start_at < booking.start_at"                                             \
  "  AND missed.start_at >= booking.start_at - " FOYER_SQL_NO_SHOW_SECONDS               \
  "  AND missed.state = 'no-show'),"                                                     \
  " (SELECT group_concat (DISTINCT rule) FROM booking_override"                          \
  "  WHERE booking_id = booking.id),"                                                    \
  " (SELECT referrer_id FROM referral WHERE id = booking.referral_id)"                   \
  " FROM booking WHERE id = ?1"

/**
 * FoyerBookingReader:
 *
 * Reads rows one after the other, and each service, clinician and room that they name once.
 */
struct _FoyerBookingReader
{
  FoyerDb        *db; /* (unowned) */
  gint64          new_after_years;
  GHashTable     *services;   /* (owned) of id to FoyerService */
  GHashTable     *clinicians; /* (owned) of id to FoyerClinician */
  GHashTable     *rooms;      /* (owned) of id to FoyerRoom */
  FoyerStatement *rows;       /* (owned) */
  FoyerStatement *earlier;    /* (owned) */
  FoyerStatement *guardian;   /* (owned) */
  FoyerStatement *use;        /* (owned) */
  FoyerStatement *deposit;    /* (owned) */
  FoyerStatement *claim;      /* (owned) (nullable) where there is an endpoint */
};

static GHashTable *
new_records (void)
{
  return g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);
}

/**
 * foyer_booking_reader_new:
 * @db: a connection
 * @tail: which bookings: what follows the FROM clause; constant text
 * @error: return location for an error
 *
 * Prepares to read rows.
 *
 * Returns: (transfer full): a reader whose @rows have to be bound, or `NULL` on error
 */
FoyerBookingReader *
foyer_booking_reader_new (FoyerDb *db, const char *tail, GError **error)
{
  g_autoptr (FoyerBookingReader) self = g_new0 (FoyerBookingReader, 1);
  g_autofree char *sql = g_strconcat ("SELECT ", foyer_table_columns (FOYER_TYPE_BOOKING),
                                      ROW_COLUMNS, tail, NULL);
  gint64           n_endpoints;

  self->db = db;
  self->services = new_records ();
  self->clinicians = new_records ();
  self->rooms = new_records ();
  if (!foyer_db_query_integer (db, &self->new_after_years, error,
                               "SELECT new_after_years FROM clinic", "") ||
      (self->rows = foyer_db_prepare (db, sql, error)) == NULL ||
      (self->earlier = foyer_db_prepare (db, EARLIER_VISITS, error)) == NULL ||
      (self->guardian = foyer_db_prepare (db, GUARDIAN, error)) == NULL ||
      (self->use = foyer_db_prepare (db, REFERRAL_USE, error)) == NULL ||
      (self->deposit = foyer_db_prepare (db, DEPOSIT, error)) == NULL ||
      !foyer_db_query_integer (db, &n_endpoints, error, "SELECT count (*) FROM endpoint",
                               ""))
    return NULL;
  if (n_endpoints > 0 && (self->claim = foyer_db_prepare (db, CLAIM, error)) == NULL)
    return NULL;

  return g_steal_pointer (&self);
}

void
foyer_booking_reader_free (FoyerBookingReader *self)
{
  g_clear_pointer (&self->services, g_hash_table_unref);
  g_clear_pointer (&self->clinicians, g_hash_table_unref);
  g_clear_pointer (&self->rooms, g_hash_table_unref);
  g_clear_pointer (&self->rows, foyer_statement_release);
  g_clear_pointer (&self->earlier, foyer_statement_release);
  g_clear_pointer (&self->guardian, foyer_statement_release);
  g_clear_pointer (&self->use, foyer_statement_release);
  g_clear_pointer (&self->deposit, foyer_statement_release);
  g_clear_pointer (&self->claim, foyer_statement_release);
  g_free (self);
}

/**
 * foyer_booking_reader_get_rows:
 * @self: a reader
 *
 * Returns: (transfer none): the statement that chooses the bookings, to bind it
 */
FoyerStatement *
foyer_booking_reader_get_rows (FoyerBookingReader *self)
{
  return self->rows;
}

/* The record with @id, read once; NULL on error. */
static gpointer
get_record (
    FoyerBookingReader *self, GHashTable *records, GType type, gint64 id, GError **error)
{
  gpointer record = g_hash_table_lookup (records, &id);

  if (record == NULL && (record = foyer_table_get (self->db, type, id, error)) != NULL)
    g_hash_table_insert (records, g_memdup2 (&id, sizeof id), record);

  return record;
}

/**
 * foyer_booking_reader_get_clinician:
 * @self: a reader
 * @row: a row that it has read
 *
 * Returns: (transfer none) (nullable): the clinician of @row
 */
FoyerClinician *
foyer_booking_reader_get_clinician (FoyerBookingReader *self, FoyerBookingRow *row)
{
  return g_hash_table_lookup (self->clinicians, &row->booking->clinician_id);
}

static char *
join_name (const char *prefix,
           const char *given,
           const char *family,
           const char *credentials)
{
  return g_strconcat (prefix != NULL ? prefix : "", prefix != NULL ? " " : "",
                      given != NULL ? given : "", given != NULL ? " " : "", family,
                      credentials != NULL ? ", " : NULL, credentials, NULL);
}

static gboolean
read_catalogue (FoyerBookingReader *self, FoyerBookingRow *row, GError **error)
{
  FoyerBooking   *booking = row->booking;
  FoyerService   *service;
  FoyerClinician *clinician;
  FoyerRoom      *room;

  service =
      get_record (self, self->services, FOYER_TYPE_SERVICE, booking->service_id, error);
  if (service == NULL)
    return FALSE;
  row->service_name = g_strdup (service->name);
  row->service_code = g_strdup (service->code);
  row->service_colour = g_strdup (service->colour);
  row->referral_rule = service->referral_rule;

  if (booking->clinician_id != 0)
    {
      clinician = get_record (self, self->clinicians, FOYER_TYPE_CLINICIAN,
                              booking->clinician_id, error);
      if (clinician == NULL)
        return FALSE;
      row->clinician_name =
          join_name (clinician->prefix, clinician->given, clinician->family, NULL);
    }
  if (booking->room_id != 0)
    {
      room = get_record (self, self->rooms, FOYER_TYPE_ROOM, booking->room_id, error);
      if (room == NULL)
        return FALSE;
      row->room_name = g_strdup (room->name);
    }

  return TRUE;
}

static void
read_enum (FoyerStatement *statement, int column, GType type, int *out_value)
{
  foyer_enum_from_nick (type, foyer_statement_text (statement, column), out_value);
}

static FoyerBookingState
read_state (FoyerStatement *statement)
{
  int state = (int) FOYER_BOOKING_STATE_REQUESTED;

  read_enum (statement, 0, FOYER_TYPE_BOOKING_STATE, &state);

  return (FoyerBookingState) state;
}

/* A request without a date is by a new patient if nobody has ever seen them. */
static gboolean
is_new (FoyerBookingReader *self,
        FoyerBookingRow    *row,
        const char         *seen_before_on,
        const char         *last_visit_on)
{
  if (row->booking->visit_date == NULL)
    return seen_before_on == NULL && last_visit_on == NULL;

  return foyer_patient_is_new_on (seen_before_on, last_visit_on, self->new_after_years,
                                  row->booking->visit_date);
}

/* Looks for an earlier visit only if the patient is not known without one. */
static gboolean
read_is_new (FoyerBookingReader *self,
             FoyerBookingRow    *row,
             const char         *seen_before_on,
             GError            **error)
{
  FoyerBooking *booking = row->booking;
  const gint64  before = booking->start_at != 0 ? booking->start_at : booking->created_at;
  FoyerSqlStep  step;

  row->patient_is_new = is_new (self, row, seen_before_on, NULL);
  if (!row->patient_is_new)
    return TRUE;

  /* An earlier visit than the latest makes nobody less new. */
  if (!foyer_statement_bind (self->earlier, error, "ii", booking->patient_id, before))
    return FALSE;
  while ((step = foyer_statement_step (self->earlier, error)) == FOYER_SQL_ROW)
    if (foyer_booking_state_uses_visit (read_state (self->earlier)))
      {
        row->patient_is_new =
            is_new (self, row, seen_before_on, foyer_statement_text (self->earlier, 1));
        break;
      }
  foyer_statement_reset (self->earlier);

  return step != FOYER_SQL_ERROR;
}

/* Nobody asks an adult for a guardian. */
static gboolean
read_guardian (FoyerBookingReader *self, FoyerBookingRow *row, GError **error)
{
  FoyerSqlStep step;
  int          day;

  if (row->patient_birth_date == NULL ||
      (foyer_day_parse (row->booking->visit_date, &day) &&
       foyer_age_years (row->patient_birth_date, day) >= FOYER_ADULT_YEARS))
    return TRUE;

  if (!foyer_statement_bind (self->guardian, error, "i", row->booking->patient_id))
    return FALSE;
  step = foyer_statement_step (self->guardian, error);
  row->has_guardian = step == FOYER_SQL_ROW;
  foyer_statement_reset (self->guardian);

  return step != FOYER_SQL_ERROR;
}

static gboolean
read_referral_use (FoyerStatement *statement, FoyerBookingRow *row, GError **error)
{
  FoyerSqlStep step;

  if (!foyer_statement_bind (statement, error, "i", row->booking->referral_id))
    return FALSE;
  row->referral_visits_used = row->referral_visits_booked = 0;
  while ((step = foyer_statement_step (statement, error)) == FOYER_SQL_ROW)
    {
      const FoyerBookingState state = read_state (statement);

      if (foyer_booking_state_uses_visit (state))
        row->referral_visits_used++;
      else if (foyer_booking_state_is_live (state))
        row->referral_visits_booked++;
    }
  foyer_statement_reset (statement);

  return step == FOYER_SQL_DONE;
}

static gboolean
read_deposit (FoyerBookingReader *self, FoyerBookingRow *row, GError **error)
{
  FoyerSqlStep step;

  if (!foyer_statement_bind (self->deposit, error, "i",
                             foyer_record_get_id (FOYER_RECORD (row->booking))))
    return FALSE;
  step = foyer_statement_step (self->deposit, error);
  if (step == FOYER_SQL_ROW)
    {
      row->paid_minor = foyer_statement_integer (self->deposit, 0);
      row->waived_minor = foyer_statement_integer (self->deposit, 1);
    }
  foyer_statement_reset (self->deposit);

  return step != FOYER_SQL_ERROR;
}

/* Only what still comes can be taken by another desk. */
static gboolean
read_claim (FoyerBookingReader *self, FoyerBookingRow *row, GError **error)
{
  FoyerBooking *booking = row->booking;
  FoyerSqlStep  step;

  if (self->claim == NULL || !foyer_booking_state_is_live (booking->state) ||
      booking->block_end_at <= foyer_db_now (self->db))
    return TRUE;

  if (!foyer_statement_bind (
          self->claim, error, "ioii", foyer_record_get_id (FOYER_RECORD (booking)),
          booking->clinician_id, booking->block_start_at, booking->block_end_at))
    return FALSE;
  step = foyer_statement_step (self->claim, error);
  row->unconfirmed = step == FOYER_SQL_DONE;
  foyer_statement_reset (self->claim);

  return step != FOYER_SQL_ERROR;
}

static gboolean
read_columns (FoyerBookingReader *self, FoyerBookingRow *row, GError **error)
{
  FoyerStatement *rows = self->rows;
  const char     *seen_before_on;
  int             c;
  int             value;

  row->booking = foyer_table_read_row (FOYER_TYPE_BOOKING, rows, 0);
  c = (int) FOYER_RECORD_GET_CLASS (row->booking)->n_fields + 2;
  row->patient_number = g_strdup (foyer_statement_text (rows, c++));
  row->patient_family = g_strdup (foyer_statement_text (rows, c++));
  row->patient_given = g_strdup (foyer_statement_text (rows, c++));
  row->patient_preferred = g_strdup (foyer_statement_text (rows, c++));
  row->patient_birth_date = g_strdup (foyer_statement_text (rows, c++));
  row->patient_language = g_strdup (foyer_statement_text (rows, c++));
  row->patient_alert = g_strdup (foyer_statement_text (rows, c++));
  row->interpreter_needed = foyer_statement_integer (rows, c++) != 0;
  seen_before_on = foyer_statement_text (rows, c++);
  row->patient_name_key = g_strdup (foyer_statement_text (rows, c++));
  row->referral_rule = FOYER_REFERRAL_RULE_NEVER;
  row->referral_number = g_strdup (foyer_statement_text (rows, c++));
  value = (int) FOYER_REFERRAL_STATE_EXPECTED;
  read_enum (rows, c++, FOYER_TYPE_REFERRAL_STATE, &value);
  row->referral_state = (FoyerReferralState) value;
  value = (int) FOYER_URGENCY_ROUTINE;
  read_enum (rows, c++, FOYER_TYPE_URGENCY, &value);
  row->referral_urgency = (FoyerUrgency) value;
  row->referral_valid_to = g_strdup (foyer_statement_text (rows, c++));
  row->referral_visits_authorised = foyer_statement_integer (rows, c++);

  return read_is_new (self, row, seen_before_on, error);
}

/**
 * foyer_booking_reader_next:
 * @self: a reader whose rows are bound
 * @out_row: (out) (transfer full): the next row, without its details; `NULL` after the last
 * @error: return location for an error
 *
 * Reads one row.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_booking_reader_next (FoyerBookingReader *self,
                           FoyerBookingRow   **out_row,
                           GError            **error)
{
  g_autoptr (FoyerBookingRow) row = NULL;
  FoyerSqlStep step = foyer_statement_step (self->rows, error);

  *out_row = NULL;
  if (step != FOYER_SQL_ROW)
    return step == FOYER_SQL_DONE;

  row = g_object_new (FOYER_TYPE_BOOKING_ROW, NULL);
  if (!read_columns (self, row, error) || !read_catalogue (self, row, error) ||
      !read_guardian (self, row, error) ||
      (row->referral_visits_authorised > 0 &&
       !read_referral_use (self->use, row, error)) ||
      (row->booking->deposit_minor > 0 && !read_deposit (self, row, error)) ||
      !read_claim (self, row, error))
    return FALSE;

  *out_row = g_steal_pointer (&row);
  return TRUE;
}

/**
 * foyer_bookings_read_details:
 * @db: a connection
 * @row: a row of foyer_bookings_list_day() or foyer_bookings_list_range()
 * @error: return location for an error
 *
 * Reads what few places show of a booking, and a schedule of many bookings does without.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_bookings_read_details (FoyerDb *db, FoyerBookingRow *row, GError **error)
{
  g_autoptr (FoyerStatement) details = foyer_db_prepare (db, DETAILS, error);
  g_autoptr (FoyerStatement) use = NULL;
  g_autoptr (FoyerReferrer) referrer = NULL;
  gint64       referrer_id;
  FoyerSqlStep step;

  if (details == NULL ||
      !foyer_statement_bind (details, error, "i",
                             foyer_record_get_id (FOYER_RECORD (row->booking))))
    return FALSE;
  step = foyer_statement_step (details, error);
  if (step != FOYER_SQL_ROW)
    return step == FOYER_SQL_DONE;

  foyer_set_text (&row->patient_phone, foyer_statement_text (details, 0));
  row->n_no_shows = foyer_statement_integer (details, 1);
  foyer_set_text (&row->overrides, foyer_statement_text (details, 2));
  referrer_id = foyer_statement_integer (details, 3);
  if (referrer_id != 0)
    {
      referrer = foyer_table_get (db, FOYER_TYPE_REFERRER, referrer_id, error);
      if (referrer == NULL)
        return FALSE;
      g_free (row->referrer_name);
      row->referrer_name = join_name (referrer->prefix, referrer->given, referrer->family,
                                      referrer->credentials);
    }
  if (row->booking->referral_id == 0)
    return TRUE;
  use = foyer_db_prepare (db, REFERRAL_USE, error);

  return use != NULL && read_referral_use (use, row, error);
}
