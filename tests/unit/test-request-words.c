/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "present/foyer-request-words.h"

#include <string.h>

/* Monday 23 November 2026, 12:00 in Los Angeles. */
#define NOON 1795464000

static FoyerZone *
new_zone (void)
{
  g_autoptr (GError) error = NULL;
  FoyerZone *zone = foyer_zone_new ("America/Los_Angeles", &error);

  g_assert_no_error (error);

  return zone;
}

static void
test_state_says_what_to_do (void)
{
  g_assert_cmpstr (foyer_words_request_state (FOYER_REQUEST_STATE_OPEN, TRUE), ==, "New");
  g_assert_cmpstr (
      foyer_words_request_state (FOYER_REQUEST_STATE_AWAITING_REFERRAL, FALSE), ==,
      "Awaiting referral");
  g_assert_cmpstr (
      foyer_words_request_state (FOYER_REQUEST_STATE_AWAITING_REFERRAL, TRUE), ==,
      "Referral arrived");
  g_assert_cmpstr (foyer_words_request_state (FOYER_REQUEST_STATE_BOOKED, FALSE), ==,
                   "Booked");
  g_assert_cmpstr (foyer_words_request_state (FOYER_REQUEST_STATE_DECLINED, FALSE), ==,
                   "Declined");
}

static void
assert_when (gint64 before_noon, const char *expected)
{
  g_autoptr (FoyerZone) zone = new_zone ();
  g_autofree char *when = foyer_request_words_when (zone, NOON - before_noon, NOON);

  g_assert_cmpstr (when, ==, expected);
}

static void
test_age_as_people_say_it (void)
{
  /* A clock that runs ahead makes no request come later than now. */
  assert_when (-120, "just now");
  assert_when (59, "just now");
  assert_when (60, "1 minute ago");
  assert_when (59 * 60, "59 minutes ago");
  assert_when (24 * 3600, "yesterday, 12:00");
  assert_when (2 * 24 * 3600, "2 days ago");
  assert_when (14 * 24 * 3600, "14 days ago");
}

/* The day is that of the clinic: 23:50 is yesterday at 00:55, an hour and more later. */
static void
test_yesterday_begins_at_midnight (void)
{
  g_autoptr (FoyerZone) zone = new_zone ();
  gint64           midnight = NOON - 12 * 3600;
  g_autofree char *before =
      foyer_request_words_when (zone, midnight - 600, midnight + 3300);
  g_autofree char *after =
      foyer_request_words_when (zone, midnight + 600, midnight + 7200);

  g_assert_true (g_str_has_prefix (before, "yesterday, "));
  g_assert_true (g_str_has_prefix (after, "today, "));
}

static void
test_came_by_form (void)
{
  g_autoptr (FoyerRequest) request = foyer_request_new ();
  g_autoptr (FoyerZone) zone = new_zone ();
  g_autofree char *came = NULL;

  request->channel = FOYER_CHANNEL_WEB;
  request->received_at = NOON - 300;
  came = foyer_request_words_came (request, zone, NOON);
  g_assert_cmpstr (came, ==, "By web form, 5 minutes ago");
}

static void
assert_wishes (const char *days,
               const char *times,
               const char *earliest,
               const char *expected)
{
  g_autoptr (FoyerRequest) request = foyer_request_new ();
  g_autofree char *wishes = NULL;

  foyer_set_text (&request->preferred_days, days);
  foyer_set_text (&request->preferred_times, times);
  foyer_set_text (&request->earliest_date, earliest);
  wishes = foyer_request_words_wishes (request);
  if (earliest != NULL)
    g_assert_true (g_str_has_prefix (wishes, expected));
  else
    g_assert_cmpstr (wishes, ==, expected);
}

static void
test_wishes_in_words (void)
{
  assert_wishes (NULL, NULL, NULL, "Any day, at any time");
  assert_wishes ("mon fri", "morning", NULL, "Monday, Friday, in the morning");
  assert_wishes ("fri mon", "afternoon", NULL, "Monday, Friday, in the afternoon");
  assert_wishes (NULL, "morning afternoon", NULL, "Any day, at any time");
  assert_wishes ("sun", NULL, "2026-12-01", "Sunday, at any time, not before ");
  /* What nobody knows is not said. */
  assert_wishes ("someday", "night", NULL, "Any day, at any time");
}

static void
test_agreement_says_both_sides (void)
{
  g_autofree char *same = foyer_request_words_agreement (
      FOYER_AGREEMENT_FAMILY | FOYER_AGREEMENT_GIVEN | FOYER_AGREEMENT_BIRTH_DATE);
  g_autofree char *twins = foyer_request_words_agreement (
      FOYER_AGREEMENT_FAMILY | FOYER_AGREEMENT_BIRTH_DATE | FOYER_AGREEMENT_PHONE |
      FOYER_AGREEMENT_GIVEN_DIFFERS);

  g_assert_cmpstr (same, ==, "Agrees: family name, given name, date of birth");
  g_assert_cmpstr (twins, ==,
                   "Agrees: family name, date of birth, phone. Differs: given name");
}

static void
test_person_without_birth_date (void)
{
  g_autoptr (FoyerRequest) request = foyer_request_new ();
  g_autofree char *unknown = foyer_request_words_person (request, 20780);
  g_autofree char *known = NULL;

  g_assert_cmpstr (unknown, ==, "Birth date not said");
  foyer_set_text (&request->birth_date, "1984-03-12");
  known = foyer_request_words_person (request, 20780);
  g_assert_nonnull (strstr (known, "42"));
}

static void
test_referral_on_file_or_not (void)
{
  g_autoptr (FoyerReferralRow) row = g_object_new (FOYER_TYPE_REFERRAL_ROW, NULL);
  g_autofree char *none = foyer_request_words_referral (NULL);
  g_autofree char *some = NULL;

  g_assert_cmpstr (none, ==, "No referral on file");
  row->referral = foyer_referral_new ();
  row->referral->state = FOYER_REFERRAL_STATE_EXPECTED;
  foyer_set_text (&row->referral->number, "R-1042");
  foyer_set_text (&row->referral->valid_to, "2027-03-04");
  some = foyer_request_words_referral (row);
  g_assert_true (g_str_has_prefix (some, "Referral R-1042: "));
  g_assert_nonnull (strstr (some, "valid until"));
}

static void
test_deposit_is_a_rule_of_the_service (void)
{
  g_autoptr (FoyerService) service = foyer_service_new ();
  g_autofree char *rule = NULL;

  foyer_set_text (&service->name, "Cosmetic consultation");
  g_assert_null (foyer_request_words_deposit (NULL, "USD"));
  g_assert_null (foyer_request_words_deposit (service, "USD"));
  service->deposit_minor = 12500;
  rule = foyer_request_words_deposit (service, "USD");
  g_assert_nonnull (strstr (rule, "Cosmetic consultation"));
  g_assert_nonnull (strstr (rule, "125"));
}

static void
test_asking_names_referrer_and_clinic (void)
{
  g_autoptr (FoyerRequest) request = foyer_request_new ();
  g_autoptr (FoyerClinic) clinic = foyer_clinic_new ();
  g_autofree char *plain = foyer_request_words_ask (request, NULL);
  g_autofree char *full = NULL;

  g_assert_nonnull (strstr (plain, "your doctor"));
  foyer_set_text (&request->referrer_text, "Dr. 100% Sure");
  foyer_set_text (&clinic->phone, "(805) 555-0100");
  full = foyer_request_words_ask (request, clinic);
  g_assert_nonnull (strstr (full, "Dr. 100% Sure"));
  g_assert_nonnull (strstr (full, "(805) 555-0100"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/request-words/state", test_state_says_what_to_do);
  g_test_add_func ("/request-words/age", test_age_as_people_say_it);
  g_test_add_func ("/request-words/yesterday", test_yesterday_begins_at_midnight);
  g_test_add_func ("/request-words/came", test_came_by_form);
  g_test_add_func ("/request-words/wishes", test_wishes_in_words);
  g_test_add_func ("/request-words/agreement", test_agreement_says_both_sides);
  g_test_add_func ("/request-words/person", test_person_without_birth_date);
  g_test_add_func ("/request-words/referral", test_referral_on_file_or_not);
  g_test_add_func ("/request-words/deposit", test_deposit_is_a_rule_of_the_service);
  g_test_add_func ("/request-words/ask", test_asking_names_referrer_and_clinic);

  return g_test_run ();
}
