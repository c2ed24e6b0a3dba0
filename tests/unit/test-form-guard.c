/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "endpoint/foyer-form-guard.h"

#include <string.h>

#define NOW G_GINT64_CONSTANT (1795453200)
#define HOUR 3600
#define UID "0d9f6f6c-2a52-4a3e-9d50-1f2a3b4c5d6e"

static const guint8 key[FOYER_FORM_KEY_BYTES] = { 1, 2, 3 };
static const guint8 other_key[FOYER_FORM_KEY_BYTES] = { 1, 2, 4 };

static void
assert_ticket (FoyerFormGuard *guard,
               const char     *token,
               gint64          now,
               FoyerFormTicket expected,
               const char     *uid)
{
  g_autofree char *found = NULL;

  g_assert_cmpint (foyer_form_guard_check (guard, token, now, &found), ==, expected);
  g_assert_cmpstr (found, ==, uid);
}

static void
test_token_keeps_uid (void)
{
  g_autoptr (FoyerFormGuard) guard = foyer_form_guard_new (key, 5);
  g_autofree char *token = foyer_form_guard_issue (guard, UID, NOW);

  assert_ticket (guard, token, NOW + 60, FOYER_FORM_TICKET_GOOD, UID);
  assert_ticket (guard, token, NOW + 60, FOYER_FORM_TICKET_GOOD, UID);
}

static void
test_token_times (void)
{
  g_autoptr (FoyerFormGuard) guard = foyer_form_guard_new (key, 5);
  g_autofree char *token = foyer_form_guard_issue (guard, UID, NOW);

  assert_ticket (guard, token, NOW - 10, FOYER_FORM_TICKET_EARLY, UID);
  assert_ticket (guard, token, NOW + 1, FOYER_FORM_TICKET_EARLY, UID);
  assert_ticket (guard, token, NOW + 2, FOYER_FORM_TICKET_GOOD, UID);
  assert_ticket (guard, token, NOW + 4 * HOUR, FOYER_FORM_TICKET_GOOD, UID);
  assert_ticket (guard, token, NOW + 4 * HOUR + 1, FOYER_FORM_TICKET_LATE, UID);
}

static void
test_token_is_new (void)
{
  g_autoptr (FoyerFormGuard) guard = foyer_form_guard_new (key, 5);
  g_autofree char *one = foyer_form_guard_issue (guard, NULL, NOW);
  g_autofree char *other = foyer_form_guard_issue (guard, NULL, NOW);
  g_autofree char *one_uid = NULL;
  g_autofree char *other_uid = NULL;

  foyer_form_guard_check (guard, one, NOW + 60, &one_uid);
  foyer_form_guard_check (guard, other, NOW + 60, &other_uid);
  g_assert_true (g_uuid_string_is_valid (one_uid));
  g_assert_cmpint (one_uid[14], ==, '4');
  g_assert_cmpstr (one_uid, !=, other_uid);
}

static void
test_token_forged (void)
{
  g_autoptr (FoyerFormGuard) guard = foyer_form_guard_new (key, 5);
  g_autoptr (FoyerFormGuard) other = foyer_form_guard_new (other_key, 5);
  g_autofree char *token = foyer_form_guard_issue (guard, UID, NOW);
  g_autofree char *foreign = foyer_form_guard_issue (other, UID, NOW);
  g_autofree char *longer = g_strconcat (token, "AA", NULL);

  assert_ticket (guard, foreign, NOW + 60, FOYER_FORM_TICKET_FORGED, NULL);
  assert_ticket (guard, longer, NOW + 60, FOYER_FORM_TICKET_FORGED, NULL);
  assert_ticket (guard, "", NOW + 60, FOYER_FORM_TICKET_FORGED, NULL);
  assert_ticket (guard, "é%&", NOW + 60, FOYER_FORM_TICKET_FORGED, NULL);

  /* No character of it can be another one, so neither the uid nor the time can be set. */
  for (gsize i = 0; i < strlen (token); i++)
    {
      g_autofree char *changed = g_strdup (token);

      changed[i] = changed[i] == 'A' ? 'B' : 'A';
      assert_ticket (guard, changed, NOW + 60, FOYER_FORM_TICKET_FORGED, NULL);
    }
}

static void
test_stored_per_hour (void)
{
  g_autoptr (FoyerFormGuard) guard = foyer_form_guard_new (key, 5);

  for (guint i = 0; i < 5; i++)
    {
      g_assert_true (foyer_form_guard_may_store (guard, "192.0.2.1", NOW + i));
      foyer_form_guard_stored (guard, "192.0.2.1", NOW + i);
    }
  g_assert_false (foyer_form_guard_may_store (guard, "192.0.2.1", NOW + 5));
  g_assert_true (foyer_form_guard_may_store (guard, "192.0.2.2", NOW + 5));
  g_assert_false (foyer_form_guard_may_store (guard, "192.0.2.1", NOW + HOUR - 1));
  g_assert_true (foyer_form_guard_may_store (guard, "192.0.2.1", NOW + HOUR));
}

static void
test_ipv6_site (void)
{
  g_autoptr (FoyerFormGuard) guard = foyer_form_guard_new (key, 1);

  foyer_form_guard_stored (guard, "2001:db8:1:2::1", NOW);
  g_assert_false (foyer_form_guard_may_store (guard, "2001:db8:1:2:ffff::9", NOW));
  g_assert_true (foyer_form_guard_may_store (guard, "2001:db8:1:3::1", NOW));
}

static void
test_sent_per_hour (void)
{
  g_autoptr (FoyerFormGuard) guard = foyer_form_guard_new (key, 5);
  guint n = 0;

  while (foyer_form_guard_admit (guard, "192.0.2.1", NOW))
    g_assert_cmpuint (++n, <, 1000);
  g_assert_cmpuint (n, ==, 40);
  g_assert_true (foyer_form_guard_admit (guard, "192.0.2.2", NOW));
  g_assert_true (foyer_form_guard_admit (guard, "192.0.2.1", NOW + HOUR));
}

/* However many addresses: the whole is limited, and so is what is remembered. */
static void
test_ceiling (void)
{
  g_autoptr (FoyerFormGuard) guard = foyer_form_guard_new (key, 5);
  guint n_stored = 0;

  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *address =
          g_strdup_printf ("10.%u.%u.%u", i >> 16, i >> 8 & 0xff, i & 0xff);

      if (foyer_form_guard_may_store (guard, address, NOW))
        {
          foyer_form_guard_stored (guard, address, NOW);
          n_stored++;
        }
    }
  g_assert_cmpuint (n_stored, ==, 120);
  g_assert_true (foyer_form_guard_may_store (guard, "10.9.9.9", NOW + HOUR));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/form-guard/token/keeps-uid", test_token_keeps_uid);
  g_test_add_func ("/form-guard/token/times", test_token_times);
  g_test_add_func ("/form-guard/token/is-new", test_token_is_new);
  g_test_add_func ("/form-guard/token/forged", test_token_forged);
  g_test_add_func ("/form-guard/stored-per-hour", test_stored_per_hour);
  g_test_add_func ("/form-guard/ipv6-site", test_ipv6_site);
  g_test_add_func ("/form-guard/sent-per-hour", test_sent_per_hour);
  g_test_add_func ("/form-guard/ceiling", test_ceiling);

  return g_test_run ();
}
