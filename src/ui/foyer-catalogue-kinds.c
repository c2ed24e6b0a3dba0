/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-catalogue-kinds.h"

#include "model/foyer-holiday.h"
#include "model/foyer-room.h"
#include "model/foyer-service.h"
#include "model/foyer-user.h"
#include "present/foyer-format.h"
#include "present/foyer-words.h"
#include "store/foyer-catalogue.h"
#include "ui/foyer-date-row.h"
#include "ui/foyer-money-row.h"
#include "ui/foyer-simple-rows.h"
#include "ui/foyer-text-row.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *colour;
  const char *name;
} palette[] = {
  { "#3584e4", NC_ ("colour", "Blue") },   { "#1c71d8", NC_ ("colour", "Dark blue") },
  { "#2ec27e", NC_ ("colour", "Green") },  { "#e5a50a", NC_ ("colour", "Yellow") },
  { "#e66100", NC_ ("colour", "Orange") }, { "#c01c28", NC_ ("colour", "Red") },
  { "#9141ac", NC_ ("colour", "Purple") }, { "#865e3c", NC_ ("colour", "Brown") },
  { "#5e5c64", NC_ ("colour", "Grey") },   { "#0ab9dc", NC_ ("colour", "Teal") },
};

/**
 * foyer_record_kind_add_group:
 * @page: page of an editor
 * @title: (nullable): heading
 *
 * Returns: (transfer none): a new group in @page
 */
AdwPreferencesGroup *
foyer_record_kind_add_group (AdwPreferencesPage *page, const char *title)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  if (title != NULL)
    adw_preferences_group_set_title (group, title);
  adw_preferences_page_add (page, group);

  return group;
}

/**
 * foyer_colour_row_new:
 *
 * Returns: (transfer floating): a choice of colours that are told apart, each by its name
 */
GtkWidget *
foyer_colour_row_new (void)
{
  GtkWidget *row = foyer_choice_row_new (_ ("Colour on the Schedule"));

  for (guint i = 0; i < G_N_ELEMENTS (palette); i++)
    foyer_choice_row_add (FOYER_CHOICE_ROW (row), i,
                          g_dpgettext2 (GETTEXT_PACKAGE, "colour", palette[i].name));

  return row;
}

/**
 * foyer_colour_row_set_colour:
 * @row: a choice of colours
 * @colour: (nullable): `#rrggbb`; one that is not offered is offered from now on
 */
void
foyer_colour_row_set_colour (GtkWidget *row, const char *colour)
{
  for (guint i = 0; i < G_N_ELEMENTS (palette); i++)
    if (colour == NULL || g_ascii_strcasecmp (palette[i].colour, colour) == 0)
      {
        foyer_choice_row_set_value (FOYER_CHOICE_ROW (row), i);
        return;
      }

  g_object_set_data_full (G_OBJECT (row), "colour", g_strdup (colour), g_free);
  foyer_choice_row_add (FOYER_CHOICE_ROW (row), G_N_ELEMENTS (palette), colour);
  foyer_choice_row_set_value (FOYER_CHOICE_ROW (row), G_N_ELEMENTS (palette));
}

/**
 * foyer_colour_row_get_colour:
 * @row: a choice of colours
 *
 * Returns: (transfer none): `#rrggbb`
 */
const char *
foyer_colour_row_get_colour (GtkWidget *row)
{
  gint64 index = foyer_choice_row_get_value (FOYER_CHOICE_ROW (row));

  return index < (gint64) G_N_ELEMENTS (palette)
             ? palette[index].colour
             : g_object_get_data (G_OBJECT (row), "colour");
}

/**
 * foyer_colour_row_find_name:
 * @row: a choice of colours
 * @colour: (nullable): `#rrggbb`
 *
 * Returns: (transfer none) (nullable): what the row calls it; @colour if it is not offered
 */
const char *
foyer_colour_row_find_name (GtkWidget *row, const char *colour)
{
  for (guint i = 0; colour != NULL && i < G_N_ELEMENTS (palette); i++)
    if (g_ascii_strcasecmp (palette[i].colour, colour) == 0)
      return foyer_choice_row_find_label (FOYER_CHOICE_ROW (row), i);

  return colour;
}

static void
add_active (FoyerRecordEditor *editor, AdwPreferencesPage *page, const char *title)
{
  GtkWidget *row = foyer_switch_row_new (title);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               _ ("Turn off to keep what was, and offer it no more."));
  foyer_record_editor_add (editor, foyer_record_kind_add_group (page, NULL), row,
                           "active");
}

/* Rooms. */

static void
build_room (FoyerRecordEditor *editor, AdwPreferencesPage *page)
{
  foyer_record_editor_add (editor, foyer_record_kind_add_group (page, NULL),
                           foyer_entry_row_new (_ ("Name on the Door")), "name");
  add_active (editor, page, _ ("In Use"));
}

static char *
dup_room_title (gpointer record)
{
  return g_strdup (FOYER_ROOM (record)->name);
}

const FoyerRecordKind foyer_room_kind = {
  .get_type = foyer_room_get_type,
  .list_title = N_ ("Rooms"),
  .add_label = N_ ("Add a Room"),
  .empty = N_ ("Add the rooms that procedures need."),
  .new_title = N_ ("New Room"),
  .edit_title = N_ ("Edit Room"),
  .build = build_room,
  .dup_title = dup_room_title,
};

/* Services. */

static void
prepare_service (gpointer record)
{
  FoyerService *service = record;

  service->duration_minutes = 30;
  service->grid_minutes = 15;
  foyer_set_text (&service->colour, "#3584e4");
}

static GtkWidget *
new_minutes (const char *title, double lower, double upper)
{
  GtkWidget *row = foyer_spin_row_new (title, lower, upper);

  g_object_set (row, "step", 5.0, NULL);

  return row;
}

static void
build_service (FoyerRecordEditor *editor, AdwPreferencesPage *page)
{
  static const int     grids[] = { 5, 10, 15, 20, 30, 60 };
  AdwPreferencesGroup *what = foyer_record_kind_add_group (page, NULL);
  AdwPreferencesGroup *time = foyer_record_kind_add_group (page, _ ("Time"));
  AdwPreferencesGroup *rules = foyer_record_kind_add_group (page, _ ("Rules"));
  AdwPreferencesGroup *money = foyer_record_kind_add_group (page, _ ("Money"));
  AdwPreferencesGroup *words = foyer_record_kind_add_group (page, _ ("For the Patient"));
  GtkWidget           *code = foyer_entry_row_new (_ ("Short Code"));
  GtkWidget           *category = foyer_choice_row_new (_ ("Kind of Visit"));
  GtkWidget           *grid = foyer_choice_row_new (_ ("Begins Every"));
  GtkWidget           *rule = foyer_choice_row_new (_ ("Referral Needed By"));
  GtkWidget           *limit = foyer_spin_row_new (_ ("Most a Day"), 0, 200);
  GtkWidget           *colour = foyer_colour_row_new ();

  for (int i = FOYER_SERVICE_CATEGORY_NEW; i <= FOYER_SERVICE_CATEGORY_URGENT; i++)
    foyer_choice_row_add (FOYER_CHOICE_ROW (category), i, foyer_words_category (i));
  for (int i = FOYER_REFERRAL_RULE_NEW_PATIENTS; i <= FOYER_REFERRAL_RULE_NEVER; i++)
    foyer_choice_row_add (FOYER_CHOICE_ROW (rule), i, foyer_words_referral_rule (i));
  for (guint i = 0; i < G_N_ELEMENTS (grids); i++)
    {
      g_autofree char *label = foyer_format_duration (grids[i]);

      foyer_choice_row_add (FOYER_CHOICE_ROW (grid), grids[i], label);
    }
  g_object_set (code, "hint", _ ("Scripts and imports know the service by it"), NULL);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (limit),
                               _ ("For each clinician; 0 for no limit"));

  foyer_record_editor_add (editor, what, foyer_entry_row_new (_ ("Name")), "name");
  foyer_record_editor_add (editor, what, code, "code");
  foyer_record_editor_add (editor, what, category, "category");
  adw_preferences_group_add (what, colour);
  foyer_record_editor_keep (editor, "colour", colour);
  foyer_record_editor_add (editor, time, new_minutes (_ ("Length in Minutes"), 5, 720),
                           "duration-minutes");
  foyer_record_editor_add (editor, time,
                           new_minutes (_ ("Minutes Kept Free Before"), 0, 120),
                           "buffer-before-minutes");
  foyer_record_editor_add (editor, time,
                           new_minutes (_ ("Minutes Kept Free After"), 0, 120),
                           "buffer-after-minutes");
  foyer_record_editor_add (editor, time, grid, "grid-minutes");
  foyer_record_editor_add (editor, rules, rule, "referral-rule");
  foyer_record_editor_add (editor, rules, foyer_switch_row_new (_ ("Needs a Room")),
                           "needs-room");
  foyer_record_editor_add (editor, rules, limit, "daily-limit");
  foyer_record_editor_add (editor, money, foyer_money_row_new (_ ("Price"), "USD"),
                           "price-minor");
  foyer_record_editor_add (editor, money,
                           foyer_money_row_new (_ ("Payment When Booked"), "USD"),
                           "deposit-minor");
  foyer_record_editor_add (editor, words,
                           foyer_text_row_new (_ ("What to Know Before Coming")),
                           "instructions");
  add_active (editor, page, _ ("Can Be Booked"));
}

static void
show_colour (FoyerRecordEditor *editor, FoyerSnapshot *snapshot)
{
  g_autofree char *colour = NULL;

  g_object_get (snapshot->record, "colour", &colour, NULL);
  foyer_colour_row_set_colour (foyer_record_editor_find (editor, "colour"), colour);
}

static gboolean
read_colour (FoyerRecordEditor *editor, FoyerSnapshot *snapshot, gboolean check)
{
  g_object_set (snapshot->record, "colour",
                foyer_colour_row_get_colour (foyer_record_editor_find (editor, "colour")),
                NULL);

  return TRUE;
}

static char *
dup_service_title (gpointer record)
{
  return g_strdup (FOYER_SERVICE (record)->name);
}

static char *
dup_service_subtitle (gpointer record, FoyerSession *session)
{
  FoyerService    *service = record;
  const char      *currency = foyer_session_get_currency (session);
  g_autofree char *length = foyer_format_duration (service->duration_minutes);
  g_autofree char *price = foyer_format_money (service->price_minor, currency);
  g_autofree char *deposit = foyer_format_money (service->deposit_minor, currency);

  if (service->deposit_minor > 0)
    /* Translators: length of a visit, its price, and what is paid at booking */
    return g_strdup_printf (_ ("%s · %s · %s when booked"), length, price, deposit);

  return g_strdup_printf ("%s · %s", length, price);
}

const FoyerRecordKind foyer_service_kind = {
  .get_type = foyer_service_get_type,
  .list_title = N_ ("Services"),
  .add_label = N_ ("Add a Service"),
  .empty = N_ ("Add what patients come for."),
  .new_title = N_ ("New Service"),
  .edit_title = N_ ("Edit Service"),
  .prepare = prepare_service,
  .build = build_service,
  .show = show_colour,
  .read = read_colour,
  .dup_title = dup_service_title,
  .dup_subtitle = dup_service_subtitle,
};

/* Holidays. */

static void
build_holiday (FoyerRecordEditor *editor, AdwPreferencesPage *page)
{
  AdwPreferencesGroup *group = foyer_record_kind_add_group (page, NULL);
  GtkWidget           *date = foyer_date_row_new (_ ("Date"), 0);

  g_object_set (date, "whole", TRUE, NULL);
  foyer_record_editor_add (editor, group, date, "date");
  foyer_record_editor_add (editor, group, foyer_entry_row_new (_ ("Name")), "name");
}

static char *
dup_holiday_title (gpointer record)
{
  FoyerHoliday *holiday = record;

  return holiday->name != NULL ? g_strdup (holiday->name)
                               : foyer_format_date (holiday->date);
}

static char *
dup_holiday_subtitle (gpointer record, FoyerSession *session)
{
  int day;

  return foyer_day_parse (FOYER_HOLIDAY (record)->date, &day)
             ? foyer_format_day_long (day)
             : NULL;
}

const FoyerRecordKind foyer_holiday_kind = {
  .get_type = foyer_holiday_get_type,
  .list_title = N_ ("Holidays"),
  .add_label = N_ ("Add a Holiday"),
  .empty = N_ ("Add the days on which the clinic is closed; nothing is offered then."),
  .new_title = N_ ("New Holiday"),
  .edit_title = N_ ("Edit Holiday"),
  .removable = TRUE,
  .build = build_holiday,
  .dup_title = dup_holiday_title,
  .dup_subtitle = dup_holiday_subtitle,
};

/* Staff. */

static void
build_user (FoyerRecordEditor *editor, AdwPreferencesPage *page)
{
  AdwPreferencesGroup *group = foyer_record_kind_add_group (page, NULL);
  GtkWidget           *role = foyer_choice_row_new (_ ("Role"));
  GtkWidget           *clinician = foyer_choice_row_new (_ ("Is the Clinician"));

  for (int i = FOYER_ROLE_DESK; i <= FOYER_ROLE_MANAGER; i++)
    foyer_choice_row_add (FOYER_CHOICE_ROW (role), i, foyer_words_role (i));
  foyer_record_editor_add (editor, group, foyer_entry_row_new (_ ("Name")), "name");
  foyer_record_editor_add (editor, group, role, "role");
  foyer_record_editor_add (editor, group, clinician, "clinician-id");
  foyer_record_editor_keep (editor, "clinician", clinician);
  add_active (editor, page, _ ("Works Here"));
}

static GPtrArray *
load_clinicians (FoyerDb *db, GError **error)
{
  return foyer_catalogue_list (db, FOYER_TYPE_CLINICIAN, FALSE, error);
}

static void
offer_clinicians (FoyerRecordEditor *editor, GPtrArray *clinicians)
{
  GtkWidget *row = foyer_record_editor_find (editor, "clinician");

  foyer_choice_row_add (FOYER_CHOICE_ROW (row), 0, C_ ("clinician", "None"));
  for (guint i = 0; i < clinicians->len; i++)
    {
      FoyerClinician  *clinician = g_ptr_array_index (clinicians, i);
      g_autofree char *name = foyer_format_person_full (
          clinician->prefix, clinician->given, clinician->family, NULL);

      foyer_choice_row_add (FOYER_CHOICE_ROW (row),
                            foyer_record_get_id (FOYER_RECORD (clinician)), name);
    }
}

static char *
dup_user_title (gpointer record)
{
  return g_strdup (FOYER_USER (record)->name);
}

static char *
dup_user_subtitle (gpointer record, FoyerSession *session)
{
  return g_strdup (foyer_words_role (FOYER_USER (record)->role));
}

const FoyerRecordKind foyer_user_kind = {
  .get_type = foyer_user_get_type,
  .list_title = N_ ("Staff"),
  .add_label = N_ ("Add Somebody"),
  .empty = N_ ("Add who works here."),
  .new_title = N_ ("New Member of Staff"),
  .edit_title = N_ ("Edit Member of Staff"),
  .build = build_user,
  .load = load_clinicians,
  .prepare_rows = offer_clinicians,
  .dup_title = dup_user_title,
  .dup_subtitle = dup_user_subtitle,
};
