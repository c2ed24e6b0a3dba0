/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-clinician.h"
#include "store/foyer-bookings-private.h"
#include "store/foyer-table.h"

#include <string.h>

/* A hold whose deadline has passed at ?2 occupies nothing, released or not. */
#define OCCUPIES "booking.live AND (booking.state <> 'held' OR booking.held_until > ?2)"

/* A row of a schedule under way. */
typedef struct
{
  FoyerBookingRow *row;       /* (owned) */
  FoyerClinician  *clinician; /* (unowned) (nullable) */
  FoyerBookingRow *first;     /* (unowned) the first of that day with the same name */
} Listed;

static void
listed_clear (gpointer data)
{
  g_clear_object (&((Listed *) data)->row);
}

static int
compare_integers (gint64 left, gint64 right)
{
  return (left > right) - (left < right);
}

static int
compare_clinicians (FoyerClinician *left, FoyerClinician *right)
{
  int order;

  if (left == right)
    return 0;
  if (left == NULL || right == NULL)
    return left == NULL ? -1 : 1;

  order = compare_integers (left->position, right->position);
  if (order == 0)
    order = g_strcmp0 (left->family, right->family);
  if (order == 0)
    order = compare_integers (foyer_record_get_id (FOYER_RECORD (left)),
                              foyer_record_get_id (FOYER_RECORD (right)));

  return order;
}

static int
compare_listed (gconstpointer a, gconstpointer b)
{
  const Listed *left = a;
  const Listed *right = b;
  FoyerBooking *booking = left->row->booking;
  FoyerBooking *other = right->row->booking;
  int           order = strcmp (booking->visit_date, other->visit_date);

  if (order == 0)
    order = compare_clinicians (left->clinician, right->clinician);
  if (order == 0)
    order = compare_integers (booking->start_at, other->start_at);
  if (order == 0)
    order = compare_integers (foyer_record_get_id (FOYER_RECORD (booking)),
                              foyer_record_get_id (FOYER_RECORD (other)));

  return order;
}

static guint
name_hash (gconstpointer key)
{
  return g_str_hash (((const FoyerBookingRow *) key)->patient_name_key);
}

static gboolean
name_equal (gconstpointer a, gconstpointer b)
{
  const FoyerBookingRow *left = a;
  const FoyerBookingRow *right = b;

  return strcmp (left->patient_name_key, right->patient_name_key) == 0 &&
         strcmp (left->booking->visit_date, right->booking->visit_date) == 0;
}

/* Marks rows of different patients who have one name and come on one day. */
static void
mark_same_names (GArray *list)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (name_hash, name_equal);

  for (guint i = 0; i < list->len; i++)
    {
      Listed *listed = &g_array_index (list, Listed, i);

      listed->first = g_hash_table_lookup (seen, listed->row);
      if (listed->first == NULL)
        {
          listed->first = listed->row;
          g_hash_table_add (seen, listed->row);
        }
      else if (listed->first->booking->patient_id != listed->row->booking->patient_id)
        {
          listed->first->same_name = TRUE;
          listed->row->same_name = TRUE;
        }
    }
  /* Another visit of the first patient of a name was read before the second patient. */
  for (guint i = 0; i < list->len; i++)
    {
      Listed *listed = &g_array_index (list, Listed, i);

      listed->row->same_name |= listed->first->same_name;
    }
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
 * by time.  A hold whose deadline has passed does not occupy its time.  The rows come
 * without their details.
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
  g_autoptr (FoyerBookingReader) reader = NULL;
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GArray) list = g_array_new (FALSE, FALSE, sizeof (Listed));
  Listed listed = { 0 };

  g_array_set_clear_func (list, listed_clear);
  reader = foyer_booking_reader_new (
      db,
      "WHERE booking.visit_date BETWEEN ?1 AND ?4 AND (?3 = 0 OR booking.clinician_id = "
      "?3)"
      " AND (?5 OR (" OCCUPIES "))",
      error);
  if (reader == NULL ||
      !foyer_statement_bind (foyer_booking_reader_get_rows (reader), error, "siisi",
                             first_date, foyer_db_now (db), clinician_id, last_date,
                             (gint64) all))
    return NULL;

  do
    {
      if (!foyer_booking_reader_next (reader, &listed.row, error))
        return NULL;
      if (listed.row != NULL)
        {
          listed.clinician = foyer_booking_reader_get_clinician (reader, listed.row);
          g_array_append_val (list, listed);
        }
    }
  while (listed.row != NULL);

  g_array_sort (list, compare_listed);
  mark_same_names (list);
  for (guint i = 0; i < list->len; i++)
    g_ptr_array_add (rows, g_object_ref (g_array_index (list, Listed, i).row));

  return g_steal_pointer (&rows);
}

GPtrArray *
foyer_bookings_list_day (
    FoyerDb *db, const char *date, gint64 clinician_id, gboolean all, GError **error)
{
  return foyer_bookings_list_range (db, date, date, clinician_id, all, error);
}

/* The bookings that @tail chooses by @id, with their details. */
static GPtrArray *
list_with_details (FoyerDb *db, const char *tail, gint64 id, GError **error)
{
  g_autoptr (FoyerBookingReader) reader = foyer_booking_reader_new (db, tail, error);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (g_object_unref);
  FoyerBookingRow *row;

  if (reader == NULL ||
      !foyer_statement_bind (foyer_booking_reader_get_rows (reader), error, "i", id))
    return NULL;

  do
    {
      if (!foyer_booking_reader_next (reader, &row, error))
        return NULL;
      if (row != NULL)
        {
          g_ptr_array_add (rows, row);
          if (!foyer_bookings_read_details (db, row, error))
            return NULL;
        }
    }
  while (row != NULL);

  return g_steal_pointer (&rows);
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
  return list_with_details (
      db,
      "WHERE booking.patient_id = ?1"
      " ORDER BY booking.start_at DESC NULLS FIRST, booking.id DESC",
      patient_id, error);
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
  g_autoptr (GPtrArray) rows = list_with_details (db, "WHERE booking.id = ?1", id, error);

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
