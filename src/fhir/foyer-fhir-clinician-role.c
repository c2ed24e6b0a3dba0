/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-fields.h"
#include "fhir/foyer-fhir-parts.h"
#include "fhir/foyer-fhir-person.h"
#include "fhir/foyer-fhir-resource.h"
#include "model/foyer-absence.h"
#include "model/foyer-clinician.h"
#include "model/foyer-time.h"
#include "model/foyer-working-hours.h"

#include <string.h>

#define HOURS FOYER_FHIR_EXTENSION ("hours")
#define BREAK FOYER_FHIR_EXTENSION ("break")
#define ABSENCE FOYER_FHIR_EXTENSION ("absence")

/* FHIR wants words for every absence; these stand for none. */
#define NO_REASON "Not available"

/* FHIR has no 24:00; a day's last minute ends at 23:59:00 if it is meant. */
#define END_OF_DAY "23:59:59"

static const char *const days[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

/* What an availableTime has no element for. */
static const char *const hours_fields[] = {
  "only-category", "room-id", "valid-from", "valid-to", NULL,
};

/* A break is no availableTime, so all of it is said beside them. */
static const char *const break_fields[] = {
  "weekday", "start-minute", "end-minute", "only-category",
  "room-id", "valid-from",   "valid-to",   NULL,
};

/* ---- hours ------------------------------------------------------------------------- */

static gboolean
parse_time (const char *text, int *out_minute)
{
  g_autofree char *minutes = text != NULL ? g_strndup (text, strlen ("00:00")) : NULL;

  if (g_strcmp0 (text, END_OF_DAY) == 0)
    {
      *out_minute = FOYER_DAY_MINUTES;
      return TRUE;
    }

  return text != NULL && foyer_minute_parse (minutes, out_minute);
}

static char *
format_time (gint64 minute)
{
  if (minute >= FOYER_DAY_MINUTES)
    return g_strdup (END_OF_DAY);
  return g_strdup_printf ("%02d:%02d:00", (int) minute / 60, (int) minute % 60);
}

static gint64
parse_weekday (const json_t *item)
{
  const char *day =
      json_string_value (json_array_get (json_object_get (item, "daysOfWeek"), 0));

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    if (g_strcmp0 (days[i], day) == 0)
      return i + 1;

  return 0;
}

/* The uid of the row that an item is, NULL for one of another system. */
static const char *
get_uid (const json_t *item, const char *url)
{
  const char *uid = foyer_fhir_peek (
      foyer_fhir_extension (foyer_fhir_extension (item, url), "uid"), "valueId");

  return uid != NULL && g_uuid_string_is_valid (uid) ? uid : NULL;
}

static void
read_hours (FoyerFhirReader *reader,
            const json_t    *json,
            FoyerFhirLinks  *links,
            FoyerAggregate  *into)
{
  json_t *list = foyer_fhir_read_list (reader, json, "availableTime", "availableTime");
  json_t *item;
  size_t  i;

  json_array_foreach (list, i, item)
    {
      const char        *uid = get_uid (item, HOURS);
      FoyerWorkingHours *hours;
      int                start;
      int                end;

      if (uid == NULL || foyer_aggregate_find (into, "working_hours", uid) != NULL)
        continue;
      if (parse_weekday (item) == 0 ||
          !parse_time (foyer_fhir_peek (item, "availableStartTime"), &start) ||
          !parse_time (foyer_fhir_peek (item, "availableEndTime"), &end) || start >= end)
        {
          foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_VALUE, "availableTime",
                                  "not a day and times");
          return;
        }
      hours = foyer_aggregate_add (into, "working_hours", uid);
      hours->weekday = parse_weekday (item);
      hours->start_minute = start;
      hours->end_minute = end;
      foyer_fhir_fields_read (reader, foyer_fhir_extension (item, HOURS), "", hours,
                              hours_fields, links);
    }
}

static void
write_time (json_t *item, const char *key, gint64 minute)
{
  g_autofree char *text = format_time (minute);
  int              was;

  if (!parse_time (foyer_fhir_peek (item, key), &was) || was != minute)
    foyer_fhir_set_text (item, key, text);
}

static void
write_hours (json_t *item, FoyerWorkingHours *hours, FoyerFhirLinks *links)
{
  if (parse_weekday (item) != hours->weekday)
    json_object_set_new (
        item, "daysOfWeek",
        json_pack ("[s]",
                   days[CLAMP (hours->weekday, 1, (gint64) G_N_ELEMENTS (days)) - 1]));
  write_time (item, "availableStartTime", hours->start_minute);
  write_time (item, "availableEndTime", hours->end_minute);
  foyer_fhir_fields_write (foyer_fhir_extension (item, HOURS), "", hours, hours_fields,
                           links);
}

/* ---- absences ---------------------------------------------------------------------- */

static void
read_absences (FoyerFhirReader *reader, const json_t *json, FoyerAggregate *into)
{
  json_t *list = foyer_fhir_read_list (reader, json, "notAvailable", "notAvailable");
  json_t *item;
  size_t  i;

  json_array_foreach (list, i, item)
    {
      const char      *uid = get_uid (item, ABSENCE);
      json_t          *during;
      FoyerAbsence    *absence;
      g_autofree char *reason = NULL;

      if (uid == NULL || foyer_aggregate_find (into, "absence", uid) != NULL)
        continue;
      during = foyer_fhir_read_object (reader, item, "during", "notAvailable.during");
      reason = foyer_fhir_read_text (reader, item, "description",
                                     "notAvailable.description", FOYER_FHIR_MAX_NOTE);
      absence = foyer_aggregate_add (into, "absence", uid);
      foyer_fhir_read_instant (reader, during, "start", "notAvailable.during.start",
                               &absence->start_at);
      foyer_fhir_read_instant (reader, during, "end", "notAvailable.during.end",
                               &absence->end_at);
      if (absence->start_at >= absence->end_at)
        foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_VALUE, "notAvailable.during",
                                "ends before it begins");
      foyer_set_text (&absence->reason,
                      g_strcmp0 (reason, NO_REASON) != 0 ? reason : NULL);
    }
}

static void
write_absence (json_t *item, FoyerAbsence *absence, FoyerFhirLinks *links)
{
  json_t *during = json_object_get (item, "during");

  if (!json_is_object (during))
    {
      during = json_object ();
      json_object_set_new (item, "during", during);
    }
  foyer_fhir_set_instant (during, "start", absence->start_at);
  foyer_fhir_set_instant (during, "end", absence->end_at);
  foyer_fhir_set_text (item, "description",
                       absence->reason != NULL ? absence->reason : NO_REASON);
}

/* ---- lists of items ---------------------------------------------------------------- */

typedef void (*WriteItem) (json_t *item, gpointer child, FoyerFhirLinks *links);

/* Makes the items of ours in a list those of @children; others stay. */
static void
write_items (json_t         *json,
             const char     *key,
             const char     *url,
             GPtrArray      *children,
             WriteItem       write,
             FoyerFhirLinks *links)
{
  const json_t *old = json_object_get (json, key);
  json_t       *list = json_array ();
  g_autoptr (GHashTable) left = g_hash_table_new (g_str_hash, g_str_equal);
  json_t *item;
  size_t  i;

  for (guint c = 0; c < children->len; c++)
    g_hash_table_insert (left, (gpointer) foyer_record_get_uid (children->pdata[c]),
                         children->pdata[c]);

  json_array_foreach (old, i, item)
    {
      const char *uid = get_uid (item, url);
      gpointer    child = uid != NULL ? g_hash_table_lookup (left, uid) : NULL;

      if (child != NULL)
        {
          g_hash_table_remove (left, uid);
          write (item, child, links);
        }
      if (child != NULL || uid == NULL)
        json_array_append (list, item);
    }
  for (guint c = 0; c < children->len; c++)
    {
      const char *uid = foyer_record_get_uid (children->pdata[c]);

      if (!g_hash_table_remove (left, uid))
        continue;
      item = json_pack ("{s:[{s:s, s:[{s:s, s:s}]}]}", "extension", "url", url,
                        "extension", "url", "uid", "valueId", uid);
      write (item, children->pdata[c], links);
      json_array_append_new (list, item);
    }

  foyer_fhir_set_list (json, key, list);
}

/* The parts of a kind, of working hours those of one kind. */
static GPtrArray *
list_children (FoyerAggregate *aggregate, const char *kind, FoyerHoursKind hours_kind)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < aggregate->children->len; i++)
    {
      FoyerRecord *child = aggregate->children->pdata[i];

      if (foyer_record_get_uid (child) != NULL &&
          g_str_equal (FOYER_RECORD_GET_CLASS (child)->kind, kind) &&
          (!FOYER_IS_WORKING_HOURS (child) ||
           FOYER_WORKING_HOURS (child)->kind == hours_kind))
        g_ptr_array_add (list, g_object_ref (child));
    }

  return list;
}

/* ---- the part ---------------------------------------------------------------------- */

static void
decode (FoyerFhirReader *reader,
        const json_t    *json,
        FoyerFhirLinks  *links,
        FoyerAggregate  *into)
{
  FoyerClinician *clinician = FOYER_CLINICIAN (into->record);
  json_t *specialty = foyer_fhir_read_list (reader, json, "specialty", "specialty");
  g_autofree char *text =
      foyer_fhir_read_text (reader, json_array_get (specialty, 0), "text",
                            "specialty.text", FOYER_FHIR_MAX_NAME);

  foyer_set_text (&clinician->specialty, text);
  foyer_fhir_children_read (reader, json, BREAK, into, "working_hours", break_fields,
                            links);
  for (guint i = 0; i < into->children->len; i++)
    if (FOYER_IS_WORKING_HOURS (into->children->pdata[i]))
      FOYER_WORKING_HOURS (into->children->pdata[i])->kind = FOYER_HOURS_KIND_BREAK;
  read_hours (reader, json, links, into);
  foyer_aggregate_remove_all (into, "absence");
  read_absences (reader, json, into);
}

static void
write_specialty (json_t *json, const char *text)
{
  json_t *list = json_object_get (json, "specialty");
  json_t *first = json_array_get (list, 0);

  if (first != NULL)
    {
      foyer_fhir_set_text (first, "text", text);
      if (json_object_size (first) == 0)
        json_array_remove (list, 0);
      if (json_array_size (list) == 0)
        json_object_del (json, "specialty");
    }
  else if (text != NULL)
    json_object_set_new (json, "specialty", json_pack ("[{s:s}]", "text", text));
}

static void
encode (FoyerAggregate *aggregate, FoyerFhirLinks *links, json_t *json)
{
  FoyerClinician *clinician = FOYER_CLINICIAN (aggregate->record);
  g_autoptr (GPtrArray) hours =
      list_children (aggregate, "working_hours", FOYER_HOURS_KIND_WORK);
  g_autoptr (GPtrArray) absences =
      list_children (aggregate, "absence", FOYER_HOURS_KIND_WORK);
  g_autoptr (FoyerAggregate) breaks = foyer_aggregate_new ("clinician", NULL);

  g_ptr_array_unref (breaks->children);
  breaks->children = list_children (aggregate, "working_hours", FOYER_HOURS_KIND_BREAK);

  foyer_fhir_set_role (json, FOYER_FHIR_ROLE_CLINICIAN);
  json_object_set_new (json, "active", json_boolean (clinician->active));
  foyer_fhir_links_write_record (links, json, "practitioner", aggregate->record);
  foyer_fhir_links_write_clinic (links, json, "organization");
  write_specialty (json, clinician->specialty);
  write_items (json, "availableTime", HOURS, hours, (WriteItem) write_hours, links);
  foyer_fhir_children_write (json, BREAK, breaks, "working_hours", break_fields, links);
  write_items (json, "notAvailable", ABSENCE, absences, (WriteItem) write_absence, links);
}

/**
 * foyer_fhir_part_clinician_role:
 *
 * What a clinician does here and when, as a PractitionerRole: weekly hours as availableTime,
 * absences as notAvailable, breaks beside them.
 */
const FoyerFhirPart foyer_fhir_part_clinician_role = {
  .kind = "clinician",
  .type = "PractitionerRole",
  .prefix = "role.",
  .matches = foyer_fhir_is_clinician,
  .decode = decode,
  .encode = encode,
};
