/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-numbers-private.h"

#include "model/foyer-booking.h"
#include "model/foyer-patient.h"
#include "model/foyer-referral.h"
#include "model/foyer-service.h"
#include "store/foyer-db-private.h"
#include "store/foyer-table.h"

#include <string.h>

/* How many characters of a uid make a number. */
#define UID_DIGITS 8

/* The letters of the first desk, which its numbers go without. */
#define FIRST_DESK "A"

/* A kind of record that has a number. */
typedef struct
{
  const char *kind;
  const char *column;
  const char *prefix; /* (nullable): of its series; NULL if it has none */
} Numbered;

static const Numbered numbered[] = {
  { "booking", "number", "B-" },
  { "patient", "number", "" },
  { "referral", "number", "R-" },
  { "service", "code", NULL },
};

static char **
get_number (gpointer record)
{
  if (FOYER_IS_BOOKING (record))
    return &FOYER_BOOKING (record)->number;
  if (FOYER_IS_PATIENT (record))
    return &FOYER_PATIENT (record)->number;
  if (FOYER_IS_REFERRAL (record))
    return &FOYER_REFERRAL (record)->number;

  return &FOYER_SERVICE (record)->code;
}

/* Who has a number, 0 for nobody. */
static gboolean
find_holder (
    FoyerAct *act, const Numbered *of, const char *number, gint64 *out_id, GError **error)
{
  char sql[80];

  g_snprintf (sql, sizeof sql, "SELECT id FROM %s WHERE %s = ?1", of->kind, of->column);

  return foyer_db_query_integer (act->db, out_id, error, sql, "s", number);
}

/* The letters that desks after the first put behind their numbers: B … Z, AA … */
static char *
dup_letters (gint64 desk)
{
  GString *letters = g_string_new (NULL);

  for (; desk > 0; desk = (desk - 1) / 26)
    g_string_prepend_c (letters, (char) ('A' + (desk - 1) % 26));

  return g_string_free (letters, FALSE);
}

static gboolean
find_desk (FoyerDb *db, gint64 *out_desk, GError **error)
{
  return foyer_db_query_integer (db, out_desk, error,
                                 "SELECT CAST (value AS INTEGER) FROM sync_fact "
                                 "WHERE name = 'desk-number'",
                                 "");
}

/* The letters of this desk, `A` for the first and the only one; NULL on error. */
char *
foyer_numbers_dup_desk (FoyerDb *db, GError **error)
{
  gint64 desk;

  if (!find_desk (db, &desk, error))
    return NULL;

  return desk > 1 ? dup_letters (desk) : g_strdup (FIRST_DESK);
}

/* Read once an action. */
static gboolean
read_desk (FoyerAct *act, GError **error)
{
  gint64 desk;

  if (act->letters != NULL)
    return TRUE;
  if (!find_desk (act->db, &desk, error))
    return FALSE;
  act->letters = desk > 1 ? dup_letters (desk) : g_strdup ("");

  return TRUE;
}

/**
 * foyer_act_read_desk:
 * @act: the action under way
 * @error: return location for an error
 *
 * Returns: (transfer none): the letters of this desk, `A` for the first and the only one, or
 *   `NULL` on error; holds until the end of the action
 */
const char *
foyer_act_read_desk (FoyerAct *act, GError **error)
{
  if (!read_desk (act, error))
    return NULL;

  return *act->letters != '\0' ? act->letters : FIRST_DESK;
}

static const Numbered *
find_numbered (const char *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (numbered); i++)
    if (g_str_equal (numbered[i].kind, kind))
      return &numbered[i];

  return NULL;
}

/**
 * foyer_act_next_number:
 * @act: the action under way
 * @series: `patient`, `referral` or `booking`
 * @prefix: what stands before the figure
 * @error: return location for an error
 *
 * Gives the next number of a series that people read, `R-1042`.  Desks after the first put
 * letters of their own behind it, so that two desks do not give one number while they are
 * apart: `R-1042B`.  Numbers that an import or another desk has brought are skipped.
 *
 * Returns: (transfer full): a number that nothing has, or `NULL` on error
 */
char *
foyer_act_next_number (FoyerAct   *act,
                       const char *series,
                       const char *prefix,
                       GError    **error)
{
  const Numbered *of = find_numbered (series);

  g_return_val_if_fail (of != NULL, NULL);

  if (!read_desk (act, error))
    return NULL;

  for (;;)
    {
      g_autofree char *candidate = NULL;
      gint64           number;
      gint64           holder;

      if (!foyer_db_query_integer (act->db, &number, error,
                                   "UPDATE series SET next = next + 1 WHERE name = ?1 "
                                   "RETURNING next - 1",
                                   "s", series))
        return NULL;
      candidate =
          g_strdup_printf ("%s%" G_GINT64_FORMAT "%s", prefix, number, act->letters);
      if (!find_holder (act, of, candidate, &holder, error))
        return NULL;
      if (holder == 0)
        return g_steal_pointer (&candidate);
    }
}

/* The next number of the series, or without one the same with a figure behind it. */
static char *
find_free (FoyerAct       *act,
           const Numbered *of,
           const char     *number,
           gboolean        from_series,
           GError        **error)
{
  if (from_series && of->prefix != NULL)
    return foyer_act_next_number (act, of->kind, of->prefix, error);

  for (int i = 2;; i++)
    {
      g_autofree char *candidate = g_strdup_printf ("%s-%d", number, i);
      gint64           holder;

      if (!find_holder (act, of, candidate, &holder, error))
        return NULL;
      if (holder == 0)
        return g_steal_pointer (&candidate);
    }
}

static gboolean
renumber_holder (FoyerAct       *act,
                 const Numbered *of,
                 FoyerRecord    *holder,
                 gboolean        from_series,
                 GError        **error)
{
  char           **number = get_number (holder);
  g_autofree char *next = find_free (act, of, *number, from_series, error);

  if (next == NULL)
    return FALSE;
  foyer_set_text (number, next);

  return foyer_act_update (act, holder, error) &&
         foyer_act_mark (act, of->kind, foyer_record_get_id (holder), error);
}

/* Two records with one number: decides which gives way. */
static gboolean
give_way (FoyerAct       *act,
          const Numbered *of,
          FoyerRecord    *record,
          gint64          holder_id,
          gboolean       *differs,
          GError        **error)
{
  g_autoptr (FoyerRecord) holder = NULL;
  g_autofree char *next = NULL;
  gint64           is_remote;

  holder = foyer_table_get (act->db, G_OBJECT_TYPE (record), holder_id, error);
  if (holder == NULL ||
      !foyer_db_query_integer (act->db, &is_remote, error,
                               "SELECT 1 FROM replica WHERE kind = ?1 "
                               "AND record_id = ?2 AND remote_id IS NOT NULL",
                               "si", of->kind, holder_id))
    return FALSE;

  if (!is_remote)
    return renumber_holder (act, of, holder, TRUE, error);
  if (g_strcmp0 (foyer_record_get_uid (holder), foyer_record_get_uid (record)) > 0)
    return renumber_holder (act, of, holder, FALSE, error);

  next = find_free (act, of, *get_number (record), FALSE, error);
  if (next == NULL)
    return FALSE;
  foyer_set_text (get_number (record), next);
  *differs = TRUE;

  return TRUE;
}

/* The same at every desk. */
static char *
make_number (const char *uid)
{
  GString *number = g_string_new ("X");

  for (const char *p = uid; *p != '\0' && number->len <= UID_DIGITS; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (number, g_ascii_toupper (*p));

  return g_string_free (number, FALSE);
}

/**
 * foyer_numbers_settle:
 * @act: the action under way
 * @record: a record that came from the endpoint, of any kind
 * @id: its row, 0 if it is new here
 * @differs: (inout): set if @record got another number than it came with
 * @error: return location for an error
 *
 * Sees to it that the number of @record can be stored: see foyer_aggregates_store().
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_numbers_settle (
    FoyerAct *act, gpointer record, gint64 id, gboolean *differs, GError **error)
{
  const char     *kind = FOYER_RECORD_GET_CLASS (record)->kind;
  const Numbered *of = find_numbered (kind);
  char          **number;
  gint64          holder_id;

  if (of == NULL)
    return TRUE;

  number = get_number (record);
  if (*number == NULL && id != 0)
    {
      g_autoptr (FoyerRecord) stored =
          foyer_table_get (act->db, G_OBJECT_TYPE (record), id, error);

      if (stored == NULL)
        return FALSE;
      foyer_set_text (number, *get_number (stored));
      return TRUE;
    }
  if (*number == NULL)
    {
      g_autofree char *made = make_number (foyer_record_get_uid (record));

      foyer_set_text (number, made);
    }

  if (!find_holder (act, of, *number, &holder_id, error))
    return FALSE;

  return holder_id == 0 || holder_id == id ||
         give_way (act, of, record, holder_id, differs, error);
}
