/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-catalogue.h"

#include "model/foyer-gift-card.h"
#include "store/foyer-db-private.h"
#include "store/foyer-table.h"

#include <string.h>

/* Longer than a paper voucher lasts. */
#define MAX_GIFT_YEARS 100

/**
 * foyer_catalogue_get_clinic:
 * @db: a connection
 * @error: return location for an error
 *
 * Errors: `FOYER_STORE_ERROR_NOT_FOUND` if the profile has not been set up.
 *
 * Returns: (transfer full): the clinic, or `NULL` on error
 */
FoyerClinic *
foyer_catalogue_get_clinic (FoyerDb *db, GError **error)
{
  return foyer_table_get (db, FOYER_TYPE_CLINIC, 1, error);
}

/**
 * foyer_catalogue_get:
 * @db: a connection
 * @type: type of record: clinician, room, service, user, …
 * @id: its id
 * @error: return location for an error
 *
 * Errors: `FOYER_STORE_ERROR_NOT_FOUND`.
 *
 * Returns: (transfer full): the record, or `NULL` on error
 */
gpointer
foyer_catalogue_get (FoyerDb *db, GType type, gint64 id, GError **error)
{
  return foyer_table_get (db, type, id, error);
}

static gboolean
has_active (GType type)
{
  return type == FOYER_TYPE_CLINICIAN || type == FOYER_TYPE_ROOM ||
         type == FOYER_TYPE_SERVICE || type == FOYER_TYPE_USER;
}

static const char *
order_of (GType type)
{
  if (type == FOYER_TYPE_CLINICIAN)
    return "ORDER BY position, family, given, id";
  if (type == FOYER_TYPE_WORKING_HOURS)
    return "ORDER BY clinician_id, weekday, start_minute, id";
  if (type == FOYER_TYPE_ABSENCE)
    return "ORDER BY start_at, id";
  if (type == FOYER_TYPE_HOLIDAY)
    return "ORDER BY date";

  return "ORDER BY name, id";
}

/**
 * foyer_catalogue_list:
 * @db: a connection
 * @type: type of record
 * @active_only: leave out what is no longer in use, where the type has such a state
 * @error: return location for an error
 *
 * Reads all records of a type in the order in which people expect them.
 *
 * Returns: (transfer full) (element-type FoyerRecord): the records, possibly none, or `NULL`
 *   on error
 */
GPtrArray *
foyer_catalogue_list (FoyerDb *db, GType type, gboolean active_only, GError **error)
{
  g_autofree char *tail = g_strdup_printf (
      "%s%s", active_only && has_active (type) ? "WHERE active " : "", order_of (type));

  return foyer_table_list (db, type, error, tail, "");
}

FoyerService *
foyer_catalogue_find_service (FoyerDb *db, const char *code, GError **error)
{
  return foyer_table_find (db, FOYER_TYPE_SERVICE, error, "WHERE code = ?1", "s", code);
}

/**
 * foyer_catalogue_get_default_actor:
 * @db: a connection
 * @error: return location for an error
 *
 * Finds who acts where nobody has said who they are: the first manager still here.
 *
 * Returns: (transfer full): the member of staff, or `NULL` on error
 */
FoyerUser *
foyer_catalogue_get_default_actor (FoyerDb *db, GError **error)
{
  return foyer_table_find (db, FOYER_TYPE_USER, error,
                           "WHERE active AND role = 'manager' ORDER BY id LIMIT 1", "");
}

static gboolean
colour_is_valid (const char *colour)
{
  return colour == NULL || (strlen (colour) == 7 && colour[0] == '#' &&
                            strspn (colour + 1, "0123456789abcdefABCDEF") == 6);
}

static gboolean
check_clinic (FoyerClinic *clinic, GError **error)
{
  g_autoptr (FoyerZone) zone = NULL;

  if (clinic->name == NULL)
    return foyer_store_refuse_field (error, "name", "missing");
  if (clinic->zone != NULL)
    zone = foyer_zone_new (clinic->zone, NULL);
  if (zone == NULL)
    return foyer_store_refuse_field (error, "zone", "unknown");
  if (clinic->currency == NULL || strlen (clinic->currency) != 3)
    return foyer_store_refuse_field (error, "currency", "unknown");
  if (clinic->gift_years != 0 && (clinic->gift_years < FOYER_GIFT_CARD_MIN_YEARS ||
                                  clinic->gift_years > MAX_GIFT_YEARS))
    return foyer_store_refuse_field (error, "gift-years", "too-soon");

  return TRUE;
}

static gboolean
check_hours (FoyerWorkingHours *hours, GError **error)
{
  int day;

  if (hours->end_minute <= hours->start_minute)
    return foyer_store_refuse_field (error, "end-minute", "before-start");
  if (hours->valid_from != NULL && !foyer_day_parse (hours->valid_from, &day))
    return foyer_store_refuse_field (error, "valid-from", "impossible-date");
  if (hours->valid_to != NULL && !foyer_day_parse (hours->valid_to, &day))
    return foyer_store_refuse_field (error, "valid-to", "impossible-date");
  if (hours->valid_from != NULL && hours->valid_to != NULL &&
      strcmp (hours->valid_to, hours->valid_from) < 0)
    return foyer_store_refuse_field (error, "valid-to", "before-start");

  return TRUE;
}

static gboolean
check (gpointer record, GError **error)
{
  int day;

  if (FOYER_IS_CLINIC (record))
    return check_clinic (record, error);
  if (FOYER_IS_WORKING_HOURS (record))
    return check_hours (record, error);

  if (FOYER_IS_CLINICIAN (record))
    {
      FoyerClinician *clinician = record;

      if (clinician->family == NULL)
        return foyer_store_refuse_field (error, "family", "missing");
      if (!colour_is_valid (clinician->colour))
        return foyer_store_refuse_field (error, "colour", "unknown");
    }
  else if (FOYER_IS_SERVICE (record))
    {
      FoyerService *service = record;

      if (service->name == NULL)
        return foyer_store_refuse_field (error, "name", "missing");
      if (service->code == NULL)
        return foyer_store_refuse_field (error, "code", "missing");
      if (!colour_is_valid (service->colour))
        return foyer_store_refuse_field (error, "colour", "unknown");
      if (service->duration_minutes < 5 || service->duration_minutes > 720)
        return foyer_store_refuse_field (error, "duration-minutes", "out-of-range");
    }
  else if (FOYER_IS_ROOM (record) && FOYER_ROOM (record)->name == NULL)
    return foyer_store_refuse_field (error, "name", "missing");
  else if (FOYER_IS_USER (record) && FOYER_USER (record)->name == NULL)
    return foyer_store_refuse_field (error, "name", "missing");
  else if (FOYER_IS_ABSENCE (record) &&
           FOYER_ABSENCE (record)->end_at <= FOYER_ABSENCE (record)->start_at)
    return foyer_store_refuse_field (error, "end-at", "before-start");
  else if (FOYER_IS_HOLIDAY (record) &&
           (FOYER_HOLIDAY (record)->date == NULL ||
            !foyer_day_parse (FOYER_HOLIDAY (record)->date, &day)))
    return foyer_store_refuse_field (error, "date", "impossible-date");

  return TRUE;
}

/**
 * foyer_catalogue_save_in:
 * @act: the action under way, of a person who may edit the clinic
 * @record: a new record, or a changed one
 * @error: return location for an error
 *
 * As foyer_catalogue_save(), inside an action of the caller.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_catalogue_save_in (FoyerAct *act, gpointer record, GError **error)
{
  if (!foyer_act_require (act, FOYER_ACTION_CLINIC_EDIT, error) || !check (record, error))
    return FALSE;

  if (foyer_record_get_id (record) == 0)
    return foyer_act_insert (act, record, error);
  return foyer_act_update (act, record, error);
}

static gboolean
save (FoyerAct *act, gpointer data, GError **error)
{
  return foyer_catalogue_save_in (act, data, error);
}

/**
 * foyer_catalogue_save:
 * @db: a connection that can write
 * @actor: who acts
 * @record: a new record (id 0), or a changed one; gets its id
 * @error: return location for an error
 *
 * Saves one record of the catalogue.
 *
 * Errors: `FOYER_STORE_ERROR_INVALID` with the field, `FOYER_STORE_ERROR_DENIED`,
 * `FOYER_STORE_ERROR_RULE` if a code or a date is there already.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_catalogue_save (FoyerDb *db, FoyerUser *actor, gpointer record, GError **error)
{
  return foyer_db_act (db, actor, FOYER_ACTION_CLINIC_EDIT, NULL, save, record, error);
}

typedef struct
{
  FoyerClinician *clinician; /* (unowned) (nullable) if the hours alone change */
  gint64          clinician_id;
  GPtrArray      *hours; /* (unowned) */
} HoursChange;

static gboolean
replace_hours (FoyerAct *act, gpointer data, GError **error)
{
  HoursChange *change = data;
  g_autoptr (GPtrArray) old = NULL;

  old =
      foyer_table_list (act->db, FOYER_TYPE_WORKING_HOURS, error,
                        "WHERE clinician_id = ?1 ORDER BY id", "i", change->clinician_id);
  if (old == NULL)
    return FALSE;

  for (guint i = 0; i < old->len; i++)
    {
      FoyerRecord *stored = g_ptr_array_index (old, i);
      gboolean     stays = FALSE;

      for (guint j = 0; j < change->hours->len && !stays; j++)
        stays = foyer_record_get_id (g_ptr_array_index (change->hours, j)) ==
                foyer_record_get_id (stored);
      if (!stays && !foyer_act_delete (act, stored, error))
        return FALSE;
    }

  for (guint i = 0; i < change->hours->len; i++)
    {
      FoyerWorkingHours *hours = g_ptr_array_index (change->hours, i);

      hours->clinician_id = change->clinician_id;
      if (!foyer_catalogue_save_in (act, hours, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * foyer_catalogue_save_hours:
 * @db: a connection that can write
 * @actor: who acts
 * @clinician_id: whose hours
 * @hours: (element-type FoyerWorkingHours): all of them; those with an id replace the stored
 *   ones, and stored ones that are not among them are removed
 * @error: return location for an error
 *
 * Replaces the weekly hours of a clinician in one action.
 *
 * Bookings that stand outside the new hours stay as they are.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_catalogue_save_hours (
    FoyerDb *db, FoyerUser *actor, gint64 clinician_id, GPtrArray *hours, GError **error)
{
  HoursChange change = { NULL, clinician_id, hours };

  return foyer_db_act (db, actor, FOYER_ACTION_CLINIC_EDIT, NULL, replace_hours, &change,
                       error);
}

static gboolean
save_clinician (FoyerAct *act, gpointer data, GError **error)
{
  HoursChange *change = data;

  if (!foyer_catalogue_save_in (act, change->clinician, error))
    return FALSE;
  change->clinician_id = foyer_record_get_id (FOYER_RECORD (change->clinician));

  return replace_hours (act, change, error);
}

/**
 * foyer_catalogue_save_clinician:
 * @db: a connection that can write
 * @actor: who acts
 * @clinician: a new clinician or a changed one; gets the id
 * @hours: (element-type FoyerWorkingHours): all the weekly hours, as for
 *   foyer_catalogue_save_hours()
 * @error: return location for an error
 *
 * Saves a clinician and the hours in one action: both or nothing.
 *
 * Errors: as foyer_catalogue_save().
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_catalogue_save_clinician (FoyerDb        *db,
                                FoyerUser      *actor,
                                FoyerClinician *clinician,
                                GPtrArray      *hours,
                                GError        **error)
{
  HoursChange change = { clinician, 0, hours };

  return foyer_db_act (db, actor, FOYER_ACTION_CLINIC_EDIT, NULL, save_clinician, &change,
                       error);
}

static gboolean
remove_record (FoyerAct *act, gpointer data, GError **error)
{
  return foyer_act_delete (act, data, error);
}

/**
 * foyer_catalogue_remove:
 * @db: a connection that can write
 * @actor: who acts
 * @record: an absence or a holiday; everything else is made inactive, not removed
 * @error: return location for an error
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_catalogue_remove (FoyerDb *db, FoyerUser *actor, gpointer record, GError **error)
{
  g_return_val_if_fail (FOYER_IS_ABSENCE (record) || FOYER_IS_HOLIDAY (record), FALSE);

  return foyer_db_act (db, actor, FOYER_ACTION_CLINIC_EDIT, NULL, remove_record, record,
                       error);
}

typedef struct
{
  FoyerClinic *clinic;     /* (unowned) */
  FoyerUser   *first_user; /* (unowned) */
} SetUp;

static gboolean
set_up (FoyerAct *act, gpointer data, GError **error)
{
  SetUp *request = data;

  foyer_record_set_id (FOYER_RECORD (request->clinic), 1);

  return check (request->clinic, error) && check (request->first_user, error) &&
         foyer_act_insert (act, request->clinic, error) &&
         foyer_act_insert (act, request->first_user, error);
}

/**
 * foyer_catalogue_set_up:
 * @db: a connection that can write, to a profile without a clinic
 * @clinic: the clinic
 * @first_user: who will act; usually a manager
 * @error: return location for an error
 *
 * Makes the clinic and its first member of staff, before whom there is nobody to ask.
 *
 * Errors: `FOYER_STORE_ERROR_RULE` if the profile has a clinic already.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_catalogue_set_up (FoyerDb     *db,
                        FoyerClinic *clinic,
                        FoyerUser   *first_user,
                        GError     **error)
{
  SetUp request = { clinic, first_user };

  return foyer_db_act (db, NULL, FOYER_ACTION_CLINIC_EDIT, NULL, set_up, &request, error);
}

/**
 * foyer_catalogue_new_default_clinic:
 *
 * Returns: (transfer full): a clinic with the rules of a dermatology practice that takes new
 *   patients by referral, and no name yet
 */
FoyerClinic *
foyer_catalogue_new_default_clinic (void)
{
  FoyerClinic *clinic = foyer_clinic_new ();

  foyer_set_text (&clinic->zone, "America/Los_Angeles");
  foyer_set_text (&clinic->currency, "USD");
  clinic->new_after_years = 3;
  clinic->hold_minutes = 15;
  clinic->lead_minutes = 0;
  clinic->horizon_days = 366;
  clinic->cancel_cutoff_hours = 24;
  clinic->deposit_in_time = FOYER_DEPOSIT_OUTCOME_REFUND;
  clinic->deposit_late = FOYER_DEPOSIT_OUTCOME_FORFEIT;
  clinic->deposit_no_show = FOYER_DEPOSIT_OUTCOME_FORFEIT;
  clinic->no_show_limit = 2;
  clinic->urgent_release_hours = 48;
  clinic->target_days_urgent = 14;
  clinic->target_days_routine = 90;
  clinic->paper = FOYER_PAPER_LETTER;

  return clinic;
}

/**
 * foyer_catalogue_new_default_services:
 *
 * Returns: (transfer full) (element-type FoyerService): the services of a dermatology
 *   practice, not stored yet; a cosmetic consultation asks for 125.00 at booking
 */
GPtrArray *
foyer_catalogue_new_default_services (void)
{
  static const struct
  {
    const char          *code;
    const char          *name;
    FoyerServiceCategory category;
    int                  duration_minutes;
    int                  buffer_after_minutes;
    int                  grid_minutes;
    const char          *colour;
    int                  price_minor;
    int                  deposit_minor;
    gboolean             needs_room;
  } defaults[] = {
    { "new-patient", "New Patient Visit", FOYER_SERVICE_CATEGORY_NEW, 30, 0, 15,
      "#3584e4", 22000, 0, FALSE },
    { "follow-up", "Follow-up", FOYER_SERVICE_CATEGORY_FOLLOW_UP, 15, 0, 15, "#2ec27e",
      12000, 0, FALSE },
    { "skin-check", "Full Skin Check", FOYER_SERVICE_CATEGORY_FOLLOW_UP, 30, 0, 15,
      "#1c71d8", 18000, 0, FALSE },
    { "procedure", "Minor Procedure", FOYER_SERVICE_CATEGORY_PROCEDURE, 45, 15, 15,
      "#e66100", 35000, 0, TRUE },
    { "phototherapy", "Phototherapy", FOYER_SERVICE_CATEGORY_PROCEDURE, 15, 5, 10,
      "#e5a50a", 8000, 0, TRUE },
    { "cosmetic", "Cosmetic Consultation", FOYER_SERVICE_CATEGORY_COSMETIC, 30, 0, 15,
      "#9141ac", 12500, 12500, FALSE },
    { "urgent", "Urgent Visit", FOYER_SERVICE_CATEGORY_URGENT, 20, 0, 10, "#c01c28",
      22000, 0, FALSE },
  };
  GPtrArray *services = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < G_N_ELEMENTS (defaults); i++)
    {
      FoyerService *service = foyer_service_new ();

      foyer_set_text (&service->code, defaults[i].code);
      foyer_set_text (&service->name, defaults[i].name);
      service->category = defaults[i].category;
      service->duration_minutes = defaults[i].duration_minutes;
      service->buffer_after_minutes = defaults[i].buffer_after_minutes;
      service->grid_minutes = defaults[i].grid_minutes;
      foyer_set_text (&service->colour, defaults[i].colour);
      service->referral_rule = FOYER_REFERRAL_RULE_NEW_PATIENTS;
      service->price_minor = defaults[i].price_minor;
      service->deposit_minor = defaults[i].deposit_minor;
      service->needs_room = defaults[i].needs_room;
      g_ptr_array_add (services, service);
    }

  return services;
}

/**
 * foyer_catalogue_new_default_hours:
 * @clinician_id: whose
 *
 * Returns: (transfer full) (element-type FoyerWorkingHours): Monday to Friday 08:00–17:00
 *   with a break at noon, not stored yet
 */
GPtrArray *
foyer_catalogue_new_default_hours (gint64 clinician_id)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (g_object_unref);

  for (int weekday = 1; weekday <= 5; weekday++)
    for (int part = 0; part < 2; part++)
      {
        FoyerWorkingHours *hours = foyer_working_hours_new ();

        hours->clinician_id = clinician_id;
        hours->weekday = weekday;
        hours->kind = part == 0 ? FOYER_HOURS_KIND_WORK : FOYER_HOURS_KIND_BREAK;
        hours->start_minute = part == 0 ? 8 * 60 : 12 * 60;
        hours->end_minute = part == 0 ? 17 * 60 : 13 * 60;
        g_ptr_array_add (all, hours);
      }

  return all;
}
