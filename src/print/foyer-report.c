/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "print/foyer-report-private.h"

#include "present/foyer-format.h"
#include "store/foyer-catalogue.h"

#include <glib/gi18n-lib.h>

/* Reads what all reports need. */
gboolean
foyer_report_prepare (FoyerReport *self, FoyerDb *db, GError **error)
{
  self->db = db;

  return (self->clinic = foyer_catalogue_get_clinic (db, error)) != NULL &&
         (self->zone = foyer_db_get_zone (db, error)) != NULL &&
         (self->staff = foyer_catalogue_list (db, FOYER_TYPE_USER, FALSE, error)) != NULL;
}

/* Puts the head, in the language of the program; it says when the report was made, since what
 * is in the books goes on. */
void
foyer_report_put_head (FoyerReport *self, const char *title, const char *subject)
{
  g_autoptr (FoyerTongue) tongue = foyer_tongue_new (NULL);
  g_autofree char *now = foyer_format_when (self->zone, foyer_db_now (self->db));
  /* Translators: date and time. */
  g_autofree char *made = g_strdup_printf (C_ ("report", "As the books were on %s"), now);

  self->slip = foyer_slip_new (self->clinic, tongue, title);
  foyer_slip_put_subject (self->slip, subject);
  foyer_slip_put (self->slip, FOYER_PEN_PLAIN, made);
  foyer_slip_put_gap (self->slip);
}

gboolean
foyer_report_begin (FoyerReport *self,
                    FoyerDb     *db,
                    const char  *title,
                    const char  *subject,
                    GError     **error)
{
  if (!foyer_report_prepare (self, db, error))
    return FALSE;
  foyer_report_put_head (self, title, subject);

  return TRUE;
}

FoyerSlip *
foyer_report_finish (FoyerReport *self)
{
  return g_steal_pointer (&self->slip);
}

void
foyer_report_clear (FoyerReport *self)
{
  g_clear_object (&self->clinic);
  g_clear_pointer (&self->staff, g_ptr_array_unref);
  g_clear_pointer (&self->slip, foyer_slip_free);
}

const char *
foyer_report_name_staff (FoyerReport *self, gint64 id)
{
  for (guint i = 0; i < self->staff->len; i++)
    if (foyer_record_get_id (self->staff->pdata[i]) == id)
      return FOYER_USER (self->staff->pdata[i])->name;

  return "";
}

char *
foyer_report_format_money (FoyerReport *self, gint64 minor)
{
  return foyer_format_money (minor, self->clinic->currency);
}

/* A line of a label and an amount. */
void
foyer_report_put_money (FoyerReport  *self,
                        FoyerPenStyle style,
                        const char   *label,
                        gint64        minor)
{
  g_autofree char *amount = foyer_report_format_money (self, minor);

  foyer_slip_put_pair (self->slip, style, label, amount);
}

/* A row of a table: what came in, what was paid back, and both together. */
void
foyer_report_put_in_out (FoyerReport  *self,
                         FoyerPenStyle style,
                         const char   *label,
                         gint64        in_minor,
                         gint64        out_minor)
{
  g_autofree char *in = foyer_report_format_money (self, in_minor);
  g_autofree char *out = foyer_report_format_money (self, out_minor);
  g_autofree char *rest = foyer_report_format_money (self, in_minor - out_minor);

  foyer_slip_put_cells (self->slip, style, (const char *[]){ label, in, out, rest });
}

/* One day, whole months, whole years, or from one day to another. */
char *
foyer_report_describe_days (int first_day, int n_days)
{
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  int              year, month, day;

  if (n_days == 1)
    return foyer_format_day_long (first_day);
  foyer_day_to_ymd (first_day, &year, &month, &day);
  if (day == 1 && foyer_day_add_months (first_day, 1) == first_day + n_days)
    return foyer_format_month (first_day);
  if (day == 1 && month == 1 &&
      foyer_day_add_months (first_day, 12) == first_day + n_days)
    return g_strdup_printf ("%d", year);
  first = foyer_format_day (first_day);
  last = foyer_format_day (first_day + n_days - 1);

  /* Translators: from one date to another. */
  return g_strdup_printf (C_ ("till report", "%1$s to %2$s"), first, last);
}
