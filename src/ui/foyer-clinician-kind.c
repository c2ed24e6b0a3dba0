/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-catalogue-kinds.h"

#include "model/foyer-absence.h"
#include "model/foyer-clinician.h"
#include "model/foyer-working-hours.h"
#include "present/foyer-format.h"
#include "store/foyer-catalogue.h"
#include "ui/foyer-date-row.h"
#include "ui/foyer-hours-editor.h"
#include "ui/foyer-simple-rows.h"

#include <glib/gi18n-lib.h>

/* Clinicians, with their weekly hours. */

static void
prepare_clinician (gpointer record)
{
  FoyerClinician *clinician = record;

  clinician->overlap_limit = 1;
  foyer_set_text (&clinician->colour, "#3584e4");
}

static void
build_clinician (FoyerRecordEditor *editor, AdwPreferencesPage *page)
{
  AdwPreferencesGroup *who = foyer_record_kind_add_group (page, NULL);
  AdwPreferencesGroup *schedule = foyer_record_kind_add_group (page, _ ("Schedule"));
  GtkWidget           *hours = foyer_hours_editor_new ();
  GtkWidget           *npi = foyer_entry_row_new (_ ("NPI"));
  GtkWidget           *overlap = foyer_spin_row_new (_ ("Visits at the Same Time"), 1, 4);
  GtkWidget           *active = foyer_switch_row_new (_ ("Sees Patients Here"));
  GtkWidget           *colour = foyer_colour_row_new ();

  g_object_set (npi, "hint", _ ("National Provider Identifier, ten digits"),
                "input-purpose", GTK_INPUT_PURPOSE_DIGITS, NULL);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (active),
                               _ ("Turn off to keep what was, and offer it no more."));

  foyer_record_editor_add (editor, who, foyer_entry_row_new (C_ ("of a person", "Title")),
                           "prefix");
  foyer_record_editor_add (editor, who, foyer_entry_row_new (_ ("Given Names")), "given");
  foyer_record_editor_add (editor, who, foyer_entry_row_new (_ ("Family Name")),
                           "family");
  foyer_record_editor_add (editor, who, foyer_entry_row_new (_ ("Credentials")),
                           "credentials");
  foyer_record_editor_add (editor, who, foyer_entry_row_new (_ ("Specialty")),
                           "specialty");
  foyer_record_editor_add (editor, who, npi, "npi");

  foyer_record_editor_add (editor, schedule,
                           foyer_spin_row_new (_ ("Place Among the Columns"), 0, 99),
                           "position");
  foyer_record_editor_add (editor, schedule, overlap, "overlap-limit");
  adw_preferences_group_add (schedule, colour);
  foyer_record_editor_add (editor, schedule, active, "active");

  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (hours));
  foyer_record_editor_keep (editor, "hours", hours);
  foyer_record_editor_keep (editor, "colour", colour);
}

/* The hours of a new clinician are those that most have. */
static GPtrArray *
load_hours (FoyerDb *db, GError **error)
{
  return foyer_catalogue_new_default_hours (0);
}

static void
show_hours (FoyerRecordEditor *editor, GPtrArray *hours)
{
  if (foyer_record_editor_is_new (editor))
    foyer_hours_editor_show (
        FOYER_HOURS_EDITOR (foyer_record_editor_find (editor, "hours")), hours);
}

static int
compare_hours (gconstpointer a, gconstpointer b)
{
  const FoyerWorkingHours *one = *(const FoyerWorkingHours *const *) a;
  const FoyerWorkingHours *other = *(const FoyerWorkingHours *const *) b;

  return one->weekday != other->weekday ? (int) (one->weekday - other->weekday)
                                        : (int) (one->start_minute - other->start_minute);
}

static gboolean
read_clinician (FoyerRecordEditor *editor, FoyerSnapshot *snapshot, gboolean check)
{
  foyer_set_text (
      &FOYER_CLINICIAN (snapshot->record)->colour,
      foyer_colour_row_get_colour (foyer_record_editor_find (editor, "colour")));
  g_clear_pointer (&snapshot->hours, g_ptr_array_unref);
  snapshot->hours = foyer_hours_editor_read (
      FOYER_HOURS_EDITOR (foyer_record_editor_find (editor, "hours")), check);
  /* As the store lists them, so that the same hours are seen to be the same. */
  if (snapshot->hours != NULL)
    g_ptr_array_sort (snapshot->hours, compare_hours);

  return snapshot->hours != NULL;
}

static void
show_clinician (FoyerRecordEditor *editor, FoyerSnapshot *snapshot)
{
  g_autoptr (FoyerSnapshot) typed = foyer_snapshot_copy (snapshot);

  foyer_colour_row_set_colour (foyer_record_editor_find (editor, "colour"),
                               FOYER_CLINICIAN (snapshot->record)->colour);
  read_clinician (editor, typed, FALSE);
  if (snapshot->hours != NULL &&
      !foyer_snapshot_field_equal (typed, snapshot, "working_hours"))
    foyer_hours_editor_show (
        FOYER_HOURS_EDITOR (foyer_record_editor_find (editor, "hours")), snapshot->hours);
}

static gboolean
save_clinician (FoyerDb *db, FoyerUser *actor, FoyerSnapshot *snapshot, GError **error)
{
  return foyer_catalogue_save_clinician (db, actor, FOYER_CLINICIAN (snapshot->record),
                                         snapshot->hours, error);
}

static char *
dup_clinician_title (gpointer record)
{
  FoyerClinician *clinician = record;

  return foyer_format_person_full (clinician->prefix, clinician->given, clinician->family,
                                   clinician->credentials);
}

static char *
dup_clinician_subtitle (gpointer record, FoyerSession *session)
{
  return g_strdup (FOYER_CLINICIAN (record)->specialty);
}

const FoyerRecordKind foyer_clinician_kind = {
  .get_type = foyer_clinician_get_type,
  .list_title = N_ ("Clinicians"),
  .add_label = N_ ("Add a Clinician"),
  .empty = N_ ("Add who sees patients."),
  .new_title = N_ ("New Clinician"),
  .edit_title = N_ ("Edit Clinician"),
  .prepare = prepare_clinician,
  .build = build_clinician,
  .load = load_hours,
  .prepare_rows = show_hours,
  .show = show_clinician,
  .read = read_clinician,
  .save = save_clinician,
  .dup_title = dup_clinician_title,
  .dup_subtitle = dup_clinician_subtitle,
};

/* Absences: whole days, or from a time to a time. */

static GtkWidget *
add_date (FoyerRecordEditor   *editor,
          AdwPreferencesGroup *group,
          const char          *title,
          const char          *key)
{
  GtkWidget *row = foyer_date_row_new (
      title, foyer_session_today (foyer_record_editor_get_session (editor)));

  g_object_set (row, "whole", TRUE, NULL);
  adw_preferences_group_add (group, row);
  foyer_record_editor_keep (editor, key, row);

  return row;
}

static void
add_time (FoyerRecordEditor   *editor,
          AdwPreferencesGroup *group,
          const char          *title,
          const char          *key)
{
  GtkWidget *row = foyer_entry_row_new (title);

  gtk_entry_set_placeholder_text (foyer_entry_row_get_delegate (FOYER_ENTRY_ROW (row)),
                                  _ ("Empty: the whole day"));
  adw_preferences_group_add (group, row);
  foyer_record_editor_keep (editor, key, row);
}

static void
build_absence (FoyerRecordEditor *editor, AdwPreferencesPage *page)
{
  AdwPreferencesGroup *group = foyer_record_kind_add_group (page, NULL);
  GtkWidget           *clinician = foyer_choice_row_new (_ ("Who Is Absent"));

  foyer_record_editor_add (editor, group, clinician, "clinician-id");
  foyer_record_editor_keep (editor, "clinician", clinician);
  add_date (editor, group, _ ("First Day"), "first-day");
  add_time (editor, group, _ ("From"), "first-time");
  add_date (editor, group, _ ("Last Day"), "last-day");
  add_time (editor, group, _ ("To"), "last-time");
  foyer_record_editor_add (editor, group, foyer_entry_row_new (_ ("Reason")), "reason");
}

static GPtrArray *
load_clinicians (FoyerDb *db, GError **error)
{
  return foyer_catalogue_list (db, FOYER_TYPE_CLINICIAN, TRUE, error);
}

static void
show_instant (FoyerRecordEditor *editor,
              gint64             at,
              const char        *day_key,
              const char        *time_key)
{
  FoyerZone *zone = foyer_session_get_zone (foyer_record_editor_get_session (editor));
  g_autofree char *date = NULL, *time = NULL;
  int              day, minute;

  if (at == 0)
    return;

  foyer_zone_to_wall (zone, at, &day, &minute, NULL);
  /* Midnight at the end is the end of the day before. */
  if (minute == 0 && g_str_equal (day_key, "last-day"))
    day--;
  else if (minute != 0)
    time = foyer_format_minute (minute);
  date = foyer_day_format (day);
  foyer_date_row_set_date (FOYER_DATE_ROW (foyer_record_editor_find (editor, day_key)),
                           date);
  foyer_entry_row_set_text (FOYER_ENTRY_ROW (foyer_record_editor_find (editor, time_key)),
                            time);
}

static void
offer_clinicians (FoyerRecordEditor *editor, GPtrArray *clinicians)
{
  GtkWidget *row = foyer_record_editor_find (editor, "clinician");

  foyer_choice_row_add (FOYER_CHOICE_ROW (row), 0, _ ("The whole clinic"));
  for (guint i = 0; i < clinicians->len; i++)
    {
      g_autofree char *name = dup_clinician_title (g_ptr_array_index (clinicians, i));

      foyer_choice_row_add (FOYER_CHOICE_ROW (row),
                            foyer_record_get_id (g_ptr_array_index (clinicians, i)),
                            name);
    }
}

/* Says what is wrong in the row, which gets the keyboard; not while somebody is typing. */
static gboolean
refuse (FoyerEntryRow *row, gboolean check, const char *sentence)
{
  if (check)
    {
      foyer_entry_row_set_error (row, sentence);
      gtk_widget_grab_focus (GTK_WIDGET (row));
    }

  return FALSE;
}

static gboolean
read_instant (FoyerRecordEditor *editor,
              const char        *day_key,
              const char        *time_key,
              int                default_minute,
              gboolean           check,
              gint64            *out_at)
{
  FoyerZone     *zone = foyer_session_get_zone (foyer_record_editor_get_session (editor));
  FoyerDateRow  *date = FOYER_DATE_ROW (foyer_record_editor_find (editor, day_key));
  FoyerEntryRow *time = FOYER_ENTRY_ROW (foyer_record_editor_find (editor, time_key));
  gint64         instants[2];
  int            day, minute = default_minute;

  if (check && !foyer_date_row_validate (date))
    return FALSE;
  if (foyer_date_row_get_date (date) == NULL ||
      !foyer_day_parse (foyer_date_row_get_date (date), &day))
    return refuse (FOYER_ENTRY_ROW (date), check, _ ("A day is needed."));
  if (*foyer_entry_row_get_text (time) != '\0' &&
      !foyer_parse_minute (foyer_entry_row_get_text (time), &minute))
    return refuse (time, check, _ ("A time is written like 8:30 or 14:15."));

  if (minute == 0 || minute == FOYER_DAY_MINUTES)
    *out_at = foyer_zone_day_start (zone, day + minute / FOYER_DAY_MINUTES);
  else if (foyer_zone_to_instants (zone, day, minute, instants) > 0)
    *out_at = instants[0];
  else
    return refuse (time, check,
                   _ ("The clocks are moved then, and this time does not exist."));

  return TRUE;
}

static gboolean
read_absence (FoyerRecordEditor *editor, FoyerSnapshot *snapshot, gboolean check)
{
  FoyerAbsence *absence = FOYER_ABSENCE (snapshot->record);
  gboolean      is_readable =
      read_instant (editor, "first-day", "first-time", 0, check, &absence->start_at);

  if (check && !is_readable)
    return FALSE;
  is_readable = read_instant (editor, "last-day", "last-time", FOYER_DAY_MINUTES, check,
                              &absence->end_at) &&
                is_readable;
  if (!check || !is_readable)
    return is_readable;

  return absence->end_at > absence->start_at ||
         refuse (FOYER_ENTRY_ROW (foyer_record_editor_find (editor, "last-day")), check,
                 _ ("The end must come after the start."));
}

static gboolean
is_empty (FoyerRecordEditor *editor, const char *key)
{
  return *foyer_entry_row_get_text (
             FOYER_ENTRY_ROW (foyer_record_editor_find (editor, key))) == '\0';
}

/* A day or a time that is typed half stays. */
static void
show_absence (FoyerRecordEditor *editor, FoyerSnapshot *snapshot)
{
  FoyerAbsence *absence = FOYER_ABSENCE (snapshot->record);
  g_autoptr (FoyerSnapshot) typed = foyer_snapshot_copy (snapshot);
  FoyerAbsence *now = FOYER_ABSENCE (typed->record);

  read_absence (editor, typed, FALSE);
  if (is_empty (editor, "first-day") || now->start_at != absence->start_at)
    show_instant (editor, absence->start_at, "first-day", "first-time");
  if (is_empty (editor, "last-day") || now->end_at != absence->end_at)
    show_instant (editor, absence->end_at, "last-day", "last-time");
}

static char *
dup_absence_title (gpointer record)
{
  FoyerAbsence *absence = record;

  return g_strdup (absence->reason != NULL ? absence->reason : _ ("Absence"));
}

static char *
dup_absence_subtitle (gpointer record, FoyerSession *session)
{
  FoyerAbsence    *absence = record;
  FoyerZone       *zone = foyer_session_get_zone (session);
  g_autofree char *from = NULL, *to = NULL;
  int              first, last, start, end;

  foyer_zone_to_wall (zone, absence->start_at, &first, &start, NULL);
  foyer_zone_to_wall (zone, absence->end_at, &last, &end, NULL);
  if (start == 0 && end == 0)
    {
      from = foyer_format_day (first);
      to = foyer_format_day (last - 1);
      if (first == last - 1)
        return g_steal_pointer (&from);
    }
  else
    {
      from = foyer_format_when (zone, absence->start_at);
      to = foyer_format_when (zone, absence->end_at);
    }

  /* Translators: two days or moments, when an absence begins and ends */
  return g_strdup_printf (_ ("%s to %s"), from, to);
}

const FoyerRecordKind foyer_absence_kind = {
  .get_type = foyer_absence_get_type,
  .list_title = N_ ("Absences"),
  .add_label = N_ ("Add an Absence"),
  .empty = N_ ("Add when somebody is away; nothing is offered then."),
  .new_title = N_ ("New Absence"),
  .edit_title = N_ ("Edit Absence"),
  .removable = TRUE,
  .build = build_absence,
  .load = load_clinicians,
  .prepare_rows = offer_clinicians,
  .show = show_absence,
  .read = read_absence,
  .dup_title = dup_absence_title,
  .dup_subtitle = dup_absence_subtitle,
};
