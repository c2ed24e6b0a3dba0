/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-guard.h"
#include "model/foyer-time.h"

#include <string.h>

#define CLINICIAN "0b9a3a0e-6a3e-4f5c-9d0c-1f6d5e1c8a01"
#define BOOKING_A "11111111-1111-4111-8111-111111111111"
#define BOOKING_B "22222222-2222-4222-8222-222222222222"
#define BOOKING_C "33333333-3333-4333-8333-333333333333"
#define DATE "2026-03-08"
#define NINE G_GINT64_CONSTANT (1772989200) /* 09:00 in Los Angeles, after the change */

#define BUSY(uid, start, end)                                                            \
  "{\"url\": \"https://foyerclinic.org/fhir/StructureDefinition/busy\", \"extension\": " \
  "["                                                                                    \
  "{\"url\": \"appointment\", \"valueIdentifier\": {\"system\": "                        \
  "\"https://foyerclinic.org/fhir/sid/record\", \"value\": \"" uid "\"}}, "              \
  "{\"url\": \"op\", \"valueId\": \"saga-7\"}, "                                         \
  "{\"url\": \"period\", \"valuePeriod\": {\"start\": \"" start "\", \"end\": \"" end    \
  "\"}}]}"
#define SCHEDULE(extensions)                                                             \
  "{\"resourceType\": \"Schedule\", \"id\": \"s1\", \"identifier\": [{\"system\": "      \
  "\"urn:other\", \"value\": \"x\"}, {\"use\": \"secondary\", \"system\": "              \
  "\"https://foyerclinic.org/fhir/sid/record\", \"value\": \"guard." CLINICIAN "." DATE  \
  "\"}], \"actor\": [{\"reference\": \"Location/2\"}, {\"reference\": "                  \
  "\"PractitionerRole/1\", \"display\": \"Dr\"}], \"comment\": \"theirs\", "             \
  "\"extension\": [" extensions "]}"
#define NINE_TEXT "2026-03-08T09:00:00-08:00"
#define HALF_PAST_TEXT "2026-03-08T17:30:00Z"

static json_t *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  json_t *json = foyer_json_parse (text, strlen (text), &error);

  g_assert_no_error (error);

  return json;
}

static FoyerGuard *
decode (const char *text, GError **error)
{
  g_autoptr (json_t) json = parse (text);

  return foyer_fhir_guard_decode (json, error);
}

static void
test_round_trip (void)
{
  g_autoptr (FoyerGuard) guard = foyer_guard_new (CLINICIAN, DATE);
  g_autoptr (FoyerGuard) back = NULL;
  g_autoptr (json_t) json = NULL;
  g_autoptr (GError) error = NULL;

  foyer_guard_set (guard, BOOKING_B, NINE, NINE + 1800, NINE - 60, FALSE);
  foyer_guard_set (guard, BOOKING_A, NINE, NINE + 900, NINE - 50, TRUE);
  foyer_guard_set (guard, BOOKING_C, NINE - 1800, NINE, 0, FALSE);
  json = foyer_fhir_guard_encode (guard, "PractitionerRole/1", NULL);
  back = foyer_fhir_guard_decode (json, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (back->clinician, ==, CLINICIAN);
  g_assert_cmpstr (back->date, ==, DATE);
  g_assert_cmpuint (back->spans->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      const FoyerGuardSpan *was = guard->spans->pdata[i];
      const FoyerGuardSpan *is = back->spans->pdata[i];

      g_assert_cmpstr (is->booking, ==,
                       ((const char *[]){ BOOKING_C, BOOKING_A, BOOKING_B })[i]);
      g_assert_cmpstr (is->booking, ==, was->booking);
      g_assert_cmpint (is->start_at, ==, was->start_at);
      g_assert_cmpint (is->end_at, ==, was->end_at);
      g_assert_cmpint (is->claimed_at, ==, was->claimed_at);
      g_assert_cmpint (is->overlap, ==, was->overlap);
    }
}

static void
test_same_guard_same_schedule (void)
{
  g_autoptr (FoyerGuard) one = foyer_guard_new (CLINICIAN, DATE);
  g_autoptr (FoyerGuard) two = foyer_guard_new (CLINICIAN, DATE);
  g_autoptr (json_t) first = NULL;
  g_autoptr (json_t) second = NULL;
  g_autofree char *first_text = NULL;
  g_autofree char *second_text = NULL;

  foyer_guard_set (one, BOOKING_A, NINE, NINE + 900, 5, FALSE);
  foyer_guard_set (one, BOOKING_B, NINE, NINE + 900, 5, FALSE);
  foyer_guard_set (two, BOOKING_B, NINE + 60, NINE + 900, 5, FALSE);
  foyer_guard_set (two, BOOKING_A, NINE, NINE + 900, 5, FALSE);
  foyer_guard_set (two, BOOKING_B, NINE, NINE + 900, 5, FALSE);
  first = foyer_fhir_guard_encode (one, "Practitioner/1", NULL);
  second = foyer_fhir_guard_encode (two, "Practitioner/1", first);
  first_text = json_dumps (first, JSON_COMPACT);
  second_text = json_dumps (second, JSON_COMPACT);

  g_assert_cmpstr (first_text, ==, second_text);
}

static void
test_unknown_elements_stay (void)
{
  g_autoptr (json_t) json =
      parse (SCHEDULE ("{\"url\": \"urn:theirs\", \"valueString\": \"1 kept\"}, " BUSY (
          BOOKING_A, NINE_TEXT, HALF_PAST_TEXT)));

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FoyerGuard) guard = foyer_fhir_guard_decode (json, &error);
      json_t *next;

      g_assert_no_error (error);
      if (i % 2 == 0)
        foyer_guard_set (guard, BOOKING_B, NINE + 60 * i, NINE + 3600, i, i % 4 == 0);
      else
        g_assert_true (foyer_guard_remove (guard, BOOKING_B));
      next = foyer_fhir_guard_encode (guard, "PractitionerRole/1", json);
      json_decref (json);
      json = next;
    }
  {
    g_autoptr (json_t) expected =
        parse (SCHEDULE ("{\"url\": \"urn:theirs\", \"valueString\": \"1 kept\"}, " BUSY (
            BOOKING_A, NINE_TEXT, HALF_PAST_TEXT)));

    json_object_set_new (expected, "active", json_true ());
    json_object_set_new (expected, "planningHorizon",
                         json_pack ("{s:s, s:s}", "start", DATE, "end", DATE));
    g_assert_true (json_equal (json, expected));
  }
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    const char *path;
  } cases[] = {
    { "{\"resourceType\": \"Slot\"}", "Schedule.resourceType" },
    { "{\"resourceType\": \"Schedule\"}", "Schedule.identifier.value" },
    { "{\"resourceType\": \"Schedule\", \"identifier\": [{\"system\": "
      "\"https://foyerclinic.org/fhir/sid/record\", \"value\": \"guard." CLINICIAN
      ".2026-02-30\"}]}",
      "Schedule.identifier.value" },
    { SCHEDULE (BUSY ("x", NINE_TEXT, HALF_PAST_TEXT)),
      "Schedule.extension.busy.appointment" },
    { SCHEDULE (BUSY (BOOKING_A, NINE_TEXT,
                      HALF_PAST_TEXT) ", " BUSY (BOOKING_A, NINE_TEXT, HALF_PAST_TEXT)),
      "Schedule.extension.busy.appointment" },
    { SCHEDULE (BUSY (BOOKING_A, HALF_PAST_TEXT, NINE_TEXT)),
      "Schedule.extension.busy.period" },
    { SCHEDULE (BUSY (BOOKING_A, NINE_TEXT, "2026-03-08T17:00:00Z")),
      "Schedule.extension.busy.period" },
    { SCHEDULE (BUSY (BOOKING_A, "2026-03-08T16:59:60Z", HALF_PAST_TEXT)),
      "Schedule.extension.busy.period.start" },
    { SCHEDULE (BUSY (BOOKING_A, NINE_TEXT, "2026-03-08T18:00:00")),
      "Schedule.extension.busy.period.end" },
    { SCHEDULE (BUSY (BOOKING_A, "2026-04-08T09:00:00Z", "2026-04-08T09:30:00Z")),
      "Schedule.extension.busy.period" },
    { SCHEDULE (BUSY (BOOKING_A, "2026-03-08T00:00:00Z", "2026-03-09T00:01:00Z")),
      "Schedule.extension.busy.period" },
    { SCHEDULE ("{\"url\": \"https://foyerclinic.org/fhir/StructureDefinition/busy\"}"),
      "Schedule.extension.busy.appointment" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FoyerGuard) guard = decode (cases[i].text, &error);
      g_autofree char *path = NULL;

      g_assert_null (guard);
      g_assert_nonnull (error);
      path = foyer_fhir_error_dup_path (error);
      g_assert_cmpstr (path, ==, cases[i].path);
    }
}

static void
test_actor_keeps_its_room (void)
{
  g_autoptr (json_t) base = parse (SCHEDULE (""));
  g_autoptr (FoyerGuard) guard = foyer_guard_new (CLINICIAN, DATE);
  g_autoptr (json_t) json = foyer_fhir_guard_encode (guard, "PractitionerRole/9", base);
  json_t *actors = json_object_get (json, "actor");

  g_assert_cmpuint (json_array_size (actors), ==, 2);
  g_assert_cmpstr (foyer_fhir_peek (json_array_get (actors, 0), "reference"), ==,
                   "Location/2");
  g_assert_cmpstr (foyer_fhir_peek (json_array_get (actors, 1), "reference"), ==,
                   "PractitionerRole/9");
  g_assert_null (json_object_get (json, "extension"));
}

static void
test_touching_is_free (void)
{
  g_autoptr (FoyerGuard) guard = foyer_guard_new (CLINICIAN, DATE);
  const FoyerGuardSpan *blocker;

  foyer_guard_set (guard, BOOKING_A, NINE, NINE + 1800, 1, FALSE);

  g_assert_null (foyer_guard_blocker (guard, BOOKING_B, NINE - 900, NINE, 1));
  g_assert_null (foyer_guard_blocker (guard, BOOKING_B, NINE + 1800, NINE + 3600, 1));
  g_assert_null (foyer_guard_blocker (guard, BOOKING_A, NINE, NINE + 3600, 1));
  g_assert_null (foyer_guard_blocker (guard, BOOKING_B, NINE, NINE + 1800, 2));
  blocker = foyer_guard_blocker (guard, BOOKING_B, NINE + 1799, NINE + 3600, 1);
  g_assert_cmpstr (blocker->booking, ==, BOOKING_A);
  blocker = foyer_guard_blocker (guard, BOOKING_B, NINE - 900, NINE + 1, 0);
  g_assert_cmpstr (blocker->booking, ==, BOOKING_A);
}

static void
test_allowed_overlap_takes_a_place (void)
{
  g_autoptr (FoyerGuard) guard = foyer_guard_new (CLINICIAN, DATE);

  foyer_guard_set (guard, BOOKING_A, NINE, NINE + 1800, 1, FALSE);
  foyer_guard_set (guard, BOOKING_B, NINE, NINE + 1800, 1, TRUE);

  g_assert_nonnull (foyer_guard_blocker (guard, BOOKING_C, NINE, NINE + 900, 2));
  g_assert_null (foyer_guard_blocker (guard, BOOKING_C, NINE, NINE + 900, 3));
  g_assert_true (foyer_guard_remove (guard, BOOKING_A));
  g_assert_false (foyer_guard_remove (guard, BOOKING_A));
  g_assert_nonnull (foyer_guard_blocker (guard, BOOKING_C, NINE, NINE + 900, 1));
  g_assert_null (foyer_guard_blocker (guard, BOOKING_C, NINE, NINE + 900, 2));
}

/* The same by counting every minute. */
static gboolean
is_blocked (
    FoyerGuard *guard, const char *booking, gint64 start_at, gint64 end_at, guint limit)
{
  for (gint64 at = start_at; at < end_at; at += 60)
    {
      guint n = 0;

      for (guint i = 0; i < guard->spans->len; i++)
        {
          const FoyerGuardSpan *span = guard->spans->pdata[i];

          n += !g_str_equal (span->booking, booking) && span->start_at <= at &&
               at < span->end_at;
        }
      if (n >= limit)
        return TRUE;
    }

  return FALSE;
}

static void
test_blocker_by_minute (void)
{
  for (guint run = 0; run < 3000; run++)
    {
      g_autoptr (FoyerGuard) guard = foyer_guard_new (CLINICIAN, DATE);
      const int             n = g_test_rand_int_range (0, 12);
      const gint64          start_at = NINE + 60 * g_test_rand_int_range (-30, 90);
      const gint64          end_at = start_at + 60 * g_test_rand_int_range (1, 60);
      const guint           limit = (guint) g_test_rand_int_range (1, 5);
      const FoyerGuardSpan *blocker;

      for (int i = 0; i < n; i++)
        {
          g_autofree char *uid = g_strdup_printf ("%08d-1111-4111-8111-111111111111", i);
          const gint64     at = NINE + 60 * g_test_rand_int_range (-30, 90);

          foyer_guard_set (guard, uid, at, at + 60 * g_test_rand_int_range (1, 60), 1,
                           g_test_rand_bit ());
        }

      blocker = foyer_guard_blocker (guard, "00000000-1111-4111-8111-111111111111",
                                     start_at, end_at, limit);
      g_assert_cmpint (blocker != NULL, ==,
                       is_blocked (guard, "00000000-1111-4111-8111-111111111111",
                                   start_at, end_at, limit));
      if (blocker != NULL)
        {
          g_assert_cmpstr (blocker->booking, !=, "00000000-1111-4111-8111-111111111111");
          g_assert_cmpint (blocker->start_at, <, end_at);
          g_assert_cmpint (blocker->end_at, >, start_at);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fhir-guard-part/round-trip", test_round_trip);
  g_test_add_func ("/fhir-guard-part/same-guard-same-schedule",
                   test_same_guard_same_schedule);
  g_test_add_func ("/fhir-guard-part/unknown-elements-stay", test_unknown_elements_stay);
  g_test_add_func ("/fhir-guard-part/refused", test_refused);
  g_test_add_func ("/fhir-guard-part/actor-keeps-its-room", test_actor_keeps_its_room);
  g_test_add_func ("/fhir-guard-part/touching-is-free", test_touching_is_free);
  g_test_add_func ("/fhir-guard-part/allowed-overlap-takes-a-place",
                   test_allowed_overlap_takes_a_place);
  g_test_add_func ("/fhir-guard-part/blocker-by-minute", test_blocker_by_minute);

  return g_test_run ();
}
