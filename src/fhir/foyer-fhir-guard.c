/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-guard.h"

#include "fhir/foyer-fhir-fields.h"
#include "fhir/foyer-fhir-resource.h"
#include "model/foyer-time.h"

#include <string.h>

#define BUSY FOYER_FHIR_EXTENSION ("busy")
#define KEY_PREFIX "guard."
#define UUID_LENGTH 36
#define DAY_SECONDS G_GINT64_CONSTANT (86400)

/* More than this is not the day of one clinician. */
#define MAX_SPANS 1000

static void
span_free (FoyerGuardSpan *self)
{
  g_free (self->booking);
  g_free (self);
}

static int
compare_spans (gconstpointer a, gconstpointer b)
{
  const FoyerGuardSpan *one = *(const FoyerGuardSpan *const *) a;
  const FoyerGuardSpan *two = *(const FoyerGuardSpan *const *) b;

  if (one->start_at != two->start_at)
    return one->start_at < two->start_at ? -1 : 1;
  return strcmp (one->booking, two->booking);
}

/**
 * foyer_guard_new:
 * @clinician: uid
 * @date: civil date of the clinic
 *
 * Returns: (transfer full): a day that nobody has claimed any time of
 */
FoyerGuard *
foyer_guard_new (const char *clinician, const char *date)
{
  FoyerGuard *self = g_new0 (FoyerGuard, 1);

  self->clinician = g_strdup (clinician);
  self->date = g_strdup (date);
  self->spans = g_ptr_array_new_with_free_func ((GDestroyNotify) span_free);

  return self;
}

void
foyer_guard_free (FoyerGuard *self)
{
  g_free (self->clinician);
  g_free (self->date);
  g_ptr_array_unref (self->spans);
  g_free (self);
}

/**
 * foyer_guard_dup_key:
 * @clinician: uid
 * @date: civil date of the clinic
 *
 * Returns: (transfer full): the value of the identifier by which every desk finds the guard
 */
char *
foyer_guard_dup_key (const char *clinician, const char *date)
{
  return g_strconcat (KEY_PREFIX, clinician, ".", date, NULL);
}

/**
 * foyer_guard_find:
 * @self: a guard
 * @booking: uid
 *
 * Returns: (transfer none) (nullable): what @booking has claimed
 */
FoyerGuardSpan *
foyer_guard_find (FoyerGuard *self, const char *booking)
{
  for (guint i = 0; i < self->spans->len; i++)
    {
      FoyerGuardSpan *span = self->spans->pdata[i];

      if (g_str_equal (span->booking, booking))
        return span;
    }

  return NULL;
}

/* How many other bookings than @booking run at @at. */
static guint
count_at (FoyerGuard *self, const char *booking, gint64 at)
{
  guint n = 0;

  for (guint i = 0; i < self->spans->len; i++)
    {
      const FoyerGuardSpan *span = self->spans->pdata[i];

      if (span->start_at > at)
        break;
      if (span->end_at > at && !g_str_equal (span->booking, booking))
        n++;
    }

  return n;
}

static const FoyerGuardSpan *
first_at (FoyerGuard *self, const char *booking, gint64 at)
{
  for (guint i = 0; i < self->spans->len; i++)
    {
      const FoyerGuardSpan *span = self->spans->pdata[i];

      if (span->start_at <= at && span->end_at > at &&
          !g_str_equal (span->booking, booking))
        return span;
    }

  return NULL;
}

/**
 * foyer_guard_blocker:
 * @self: a guard
 * @booking: uid of the booking that wants the time; what it has already does not count
 * @start_at: first second that it would block
 * @end_at: second after the last one
 * @limit: how many visits the clinician may have at once; 0 is taken as 1
 *
 * Tells who is in the way, by the rule of the booking gate: what somebody allowed beside
 * others takes its place among them like the rest, so there may be more than @limit at a
 * moment, and then there is no place for one more.
 *
 * Returns: (transfer none) (nullable): the earliest booking at the first moment of the time
 *   at which @limit others run; `NULL` if there is none
 */
const FoyerGuardSpan *
foyer_guard_blocker (
    FoyerGuard *self, const char *booking, gint64 start_at, gint64 end_at, guint limit)
{
  g_return_val_if_fail (start_at < end_at, NULL);

  limit = MAX (limit, 1);

  /* The number rises only where one begins. */
  if (count_at (self, booking, start_at) >= limit)
    return first_at (self, booking, start_at);
  for (guint i = 0; i < self->spans->len; i++)
    {
      const FoyerGuardSpan *span = self->spans->pdata[i];

      if (span->start_at > start_at && span->start_at < end_at &&
          count_at (self, booking, span->start_at) >= limit)
        return first_at (self, booking, span->start_at);
    }

  return NULL;
}

/**
 * foyer_guard_set:
 * @self: a guard
 * @booking: uid of the booking
 * @start_at: first second that it blocks
 * @end_at: second after the last one
 * @claimed_at: now, by the clock of the desk
 * @overlap: whether a permitted person allowed it beside others
 *
 * Claims a time, in place of what the booking had on that day.
 */
void
foyer_guard_set (FoyerGuard *self,
                 const char *booking,
                 gint64      start_at,
                 gint64      end_at,
                 gint64      claimed_at,
                 gboolean    overlap)
{
  FoyerGuardSpan *span = foyer_guard_find (self, booking);

  g_return_if_fail (start_at < end_at);

  if (span == NULL)
    {
      span = g_new0 (FoyerGuardSpan, 1);
      span->booking = g_strdup (booking);
      g_ptr_array_add (self->spans, span);
    }
  span->start_at = start_at;
  span->end_at = end_at;
  span->claimed_at = claimed_at;
  span->overlap = overlap;
  g_ptr_array_sort (self->spans, compare_spans);
}

/**
 * foyer_guard_remove:
 * @self: a guard
 * @booking: uid
 *
 * Returns: whether @booking had claimed a time, which is free now
 */
gboolean
foyer_guard_remove (FoyerGuard *self, const char *booking)
{
  return g_ptr_array_remove (self->spans, foyer_guard_find (self, booking));
}

static FoyerGuard *
decode_key (FoyerFhirReader *reader, const json_t *json)
{
  json_t *list = foyer_fhir_read_list (reader, json, "identifier", "identifier");
  json_t *identifier;
  size_t  i;

  json_array_foreach (list, i, identifier)
    {
      const char      *key = foyer_fhir_peek (identifier, "value");
      g_autofree char *clinician = NULL;
      const char      *date;

      if (g_strcmp0 (foyer_fhir_peek (identifier, "system"), FOYER_FHIR_SYSTEM_RECORD) !=
              0 ||
          key == NULL || !g_str_has_prefix (key, KEY_PREFIX))
        continue;
      key += strlen (KEY_PREFIX);
      clinician = g_strndup (key, UUID_LENGTH);
      date = key + strlen (clinician);
      if (!g_uuid_string_is_valid (clinician) || *date != '.' ||
          !foyer_day_parse (date + 1, NULL))
        break;
      return foyer_guard_new (clinician, date + 1);
    }

  foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_VALUE, "identifier.value",
                          "not the key of a guard");
  return NULL;
}

/* Returns the uid of the booking of a busy extension. */
static const char *
peek_booking (const json_t *busy)
{
  const char *uid = foyer_fhir_peek (
      json_object_get (foyer_fhir_extension (busy, "appointment"), "valueIdentifier"),
      "value");

  return uid != NULL && g_uuid_string_is_valid (uid) ? uid : NULL;
}

/* The zone of the clinic is not known here; no zone is further than a day away from UTC. */
static gboolean
is_about_day (const char *date, gint64 start_at, gint64 end_at)
{
  gint64 day_at;
  int    day;

  foyer_day_parse (date, &day);
  day_at = day * DAY_SECONDS;

  return start_at >= day_at - DAY_SECONDS && end_at <= day_at + 3 * DAY_SECONDS &&
         end_at - start_at <= DAY_SECONDS;
}

static void
decode_busy (FoyerFhirReader *reader, const json_t *busy, FoyerGuard *guard)
{
  const char *booking = peek_booking (busy);
  json_t *period = foyer_fhir_read_object (reader, foyer_fhir_extension (busy, "period"),
                                           "valuePeriod", "extension.busy.period");
  gint64  start_at = 0;
  gint64  end_at = 0;
  gint64  claimed_at = 0;
  const gboolean overlap =
      foyer_fhir_read_flag (reader, foyer_fhir_extension (busy, "overlap"),
                            "valueBoolean", "extension.busy.overlap", FALSE);

  foyer_fhir_read_instant (reader, period, "start", "extension.busy.period.start",
                           &start_at);
  foyer_fhir_read_instant (reader, period, "end", "extension.busy.period.end", &end_at);
  foyer_fhir_read_instant (reader, foyer_fhir_extension (busy, "claimed"), "valueInstant",
                           "extension.busy.claimed", &claimed_at);

  if (booking == NULL)
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_VALUE, "extension.busy.appointment",
                            "not the key of a booking");
  else if (foyer_guard_find (guard, booking) != NULL)
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_VALUE, "extension.busy.appointment",
                            "given twice");
  else if (start_at == 0 || end_at == 0)
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_MISSING, "extension.busy.period",
                            "without beginning or end");
  else if (end_at <= start_at)
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_VALUE, "extension.busy.period",
                            "ends before it begins");
  else if (!is_about_day (guard->date, start_at, end_at))
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_VALUE, "extension.busy.period",
                            "not on the day of the guard");
  else if (guard->spans->len == MAX_SPANS)
    foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_TOO_MANY, "extension.busy",
                            "more than a day has");
  if (reader->error == NULL)
    foyer_guard_set (guard, booking, start_at, end_at, claimed_at, overlap);
}

static gboolean
is_busy (const json_t *extension)
{
  return g_strcmp0 (foyer_fhir_peek (extension, "url"), BUSY) == 0;
}

/**
 * foyer_fhir_guard_decode:
 * @json: a Schedule
 * @error: return location for an error
 *
 * Reads the guard of a clinician's day.  A claimed time that cannot be read is an error and
 * is not left out, since the time would look free then.
 *
 * Errors: [error@FhirError], with the path of the element.
 *
 * Returns: (transfer full): the guard, or `NULL` on error
 */
FoyerGuard *
foyer_fhir_guard_decode (const json_t *json, GError **error)
{
  g_auto (FoyerFhirReader) reader = { "Schedule" };
  g_autoptr (FoyerGuard) guard = NULL;
  json_t *list;
  json_t *extension;
  size_t  i;

  if (foyer_fhir_read_type (&reader, json))
    guard = decode_key (&reader, json);
  list = foyer_fhir_read_list (&reader, json, "extension", "extension");
  json_array_foreach (list, i, extension)
    if (reader.error == NULL && is_busy (extension))
      decode_busy (&reader, extension, guard);
  if (reader.error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reader.error));
      return NULL;
    }

  return g_steal_pointer (&guard);
}

static json_t *
encode_busy (const FoyerGuardSpan *span, json_t *busy)
{
  json_t *appointment = foyer_fhir_set_extension (busy, "appointment");
  json_t *period = foyer_fhir_set_extension (busy, "period");
  json_t *identifier = json_object_get (appointment, "valueIdentifier");
  json_t *value = json_object_get (period, "valuePeriod");

  if (!json_is_object (identifier))
    {
      identifier = json_object ();
      json_object_set_new (appointment, "valueIdentifier", identifier);
    }
  foyer_fhir_set_text (identifier, "system", FOYER_FHIR_SYSTEM_RECORD);
  foyer_fhir_set_text (identifier, "value", span->booking);

  if (!json_is_object (value))
    {
      value = json_object ();
      json_object_set_new (period, "valuePeriod", value);
    }
  foyer_fhir_set_instant (value, "start", span->start_at);
  foyer_fhir_set_instant (value, "end", span->end_at);

  if (span->claimed_at != 0)
    foyer_fhir_set_instant (foyer_fhir_set_extension (busy, "claimed"), "valueInstant",
                            span->claimed_at);
  else
    foyer_fhir_remove_extension (busy, "claimed");
  if (span->overlap)
    json_object_set_new (foyer_fhir_set_extension (busy, "overlap"), "valueBoolean",
                         json_true ());
  else
    foyer_fhir_remove_extension (busy, "overlap");

  return busy;
}

/* What is not ours stays in front; the claimed times follow in their order. */
static void
encode_spans (FoyerGuard *guard, json_t *json)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (json_t) old = json_incref (json_object_get (json, "extension"));
  json_t *list = json_array ();
  json_t *extension;
  size_t  i;

  json_array_foreach (old, i, extension)
    if (!is_busy (extension))
      json_array_append (list, extension);
    else if (peek_booking (extension) != NULL)
      g_hash_table_insert (known, (gpointer) peek_booking (extension), extension);

  for (i = 0; i < guard->spans->len; i++)
    {
      const FoyerGuardSpan *span = guard->spans->pdata[i];

      extension = g_hash_table_lookup (known, span->booking);
      extension =
          extension != NULL ? json_incref (extension) : json_pack ("{s:s}", "url", BUSY);
      json_array_append_new (list, encode_busy (span, extension));
    }
  foyer_fhir_set_list (json, "extension", list);
}

/* The clinician takes the place of an actor of the same type; others, like a room, stay. */
static void
encode_actor (const char *reference, json_t *json)
{
  const gsize length = strcspn (reference, "/") + 1;
  json_t     *list = json_object_get (json, "actor");
  json_t     *mine = NULL;
  json_t     *actor;
  size_t      i;

  if (!json_is_array (list))
    {
      list = json_array ();
      json_object_set_new (json, "actor", list);
    }
  json_array_foreach (list, i, actor)
    {
      const char *other = foyer_fhir_peek (actor, "reference");

      if (other != NULL && strncmp (other, reference, length) == 0)
        mine = actor;
    }
  if (mine == NULL)
    json_array_append_new (list, json_pack ("{s:s}", "reference", reference));
  else
    foyer_fhir_set_text (mine, "reference", reference);
}

/**
 * foyer_fhir_guard_encode:
 * @guard: a guard
 * @actor_reference: the clinician's PractitionerRole or Practitioner
 * @base: (nullable): the guard as the endpoint has it
 *
 * Writes a guard onto @base; what is not known there stays.  The same guard gives the same
 * Schedule at every desk.
 *
 * Returns: (transfer full): the Schedule
 */
json_t *
foyer_fhir_guard_encode (FoyerGuard   *guard,
                         const char   *actor_reference,
                         const json_t *base)
{
  g_autofree char *key = foyer_guard_dup_key (guard->clinician, guard->date);
  json_t          *json = foyer_fhir_resource_begin ("Schedule", base);
  json_t          *horizon = json_object_get (json, "planningHorizon");

  foyer_fhir_set_identifier (json, FOYER_FHIR_SYSTEM_RECORD, key, "secondary", NULL);
  json_object_set_new (json, "active", json_true ());
  encode_actor (actor_reference, json);
  if (!json_is_object (horizon))
    {
      horizon = json_object ();
      json_object_set_new (json, "planningHorizon", horizon);
    }
  foyer_fhir_set_text (horizon, "start", guard->date);
  foyer_fhir_set_text (horizon, "end", guard->date);
  encode_spans (guard, json);

  return json;
}
