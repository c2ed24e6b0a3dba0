/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "present/foyer-sync-words.h"

#include <string.h>

/* 2026-11-23 18:42 UTC is 10:42 in California. */
#define AT 1795459320

typedef struct
{
  FoyerSyncMonitor *monitor; /* (owned) */
  FoyerSyncStatus  *status;  /* (owned) */
  FoyerZone        *zone;    /* (owned) */
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->monitor = foyer_sync_monitor_new ();
  self->status = foyer_sync_status_new ();
  self->status->state = FOYER_SYNC_STATE_IDLE;
  self->zone = foyer_zone_new ("America/Los_Angeles", &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_object_unref (self->status);
  g_assert_finalize_object (self->monitor);
  foyer_zone_unref (self->zone);
}

static void
assert_says (Fixture *self, const char *label, const char *sentence)
{
  g_autofree char *short_form = NULL, *long_form = NULL;

  foyer_sync_monitor_set_status (self->monitor, self->status);
  short_form = foyer_sync_words_label (self->monitor);
  long_form = foyer_sync_words_sentence (self->monitor, self->zone, AT + 60);
  g_assert_cmpstr (short_form, ==, label);
  g_assert_cmpstr (long_form, ==, sentence);
}

static void
test_without_endpoint (Fixture *self, gconstpointer data)
{
  g_autofree char *unknown = foyer_sync_words_sentence (self->monitor, self->zone, AT);
  g_autofree char *details = NULL;

  g_assert_null (unknown);
  self->status->state = FOYER_SYNC_STATE_OFF;
  assert_says (self, NULL, NULL);
  details = foyer_sync_words_details (self->monitor, self->zone, AT);
  g_assert_null (details);
}

static void
test_states (Fixture *self, gconstpointer data)
{
  assert_says (self, "Up to Date", "Up to date");

  self->status->n_waiting = 3;
  self->status->waiting_since = AT;
  assert_says (self, "3 Waiting", "3 changes waiting since 10:42");

  self->status->state = FOYER_SYNC_STATE_OFFLINE;
  assert_says (self, "Offline", "Offline – 3 changes waiting since 10:42");

  self->status->state = FOYER_SYNC_STATE_FAILING;
  self->status->n_waiting = 1;
  assert_says (self, "Trying Again", "The endpoint fails – 1 change waiting since 10:42");
}

static void
test_decisions_come_before_waiting (Fixture *self, gconstpointer data)
{
  g_autofree char *details = NULL;

  self->status->n_waiting = 1;
  self->status->waiting_since = AT - 86400;
  self->status->n_decisions = 2;
  assert_says (self, "2 to Decide", "2 need a decision");
  details = foyer_sync_words_details (self->monitor, self->zone, AT);
  g_assert_nonnull (strstr (details, "1 change waiting since "));
  g_assert_nonnull (strstr (details, "22"));
}

static void
test_paused_says_why (Fixture *self, gconstpointer data)
{
  g_autofree char *sentence = NULL;

  self->status->state = FOYER_SYNC_STATE_PAUSED;
  foyer_set_text (&self->status->problem, "no-such-problem");
  assert_says (self, "Paused", "Paused");

  foyer_set_text (&self->status->problem, "sign-in");
  foyer_sync_monitor_set_status (self->monitor, self->status);
  sentence = foyer_sync_words_sentence (self->monitor, self->zone, AT);
  g_assert_true (g_str_has_prefix (sentence, "Paused: The endpoint does not let "));
}

static void
test_first_pull_has_a_number (Fixture *self, gconstpointer data)
{
  foyer_sync_monitor_set_progress (self->monitor, TRUE, TRUE, 12, 98);
  assert_says (self, "Receiving", "Receiving 12 of 98 records");
  foyer_sync_monitor_set_progress (self->monitor, TRUE, TRUE, 12, 0);
  assert_says (self, "Receiving", "Receiving 12 records");
  foyer_sync_monitor_set_progress (self->monitor, TRUE, FALSE, 1, 2);
  assert_says (self, "Up to Date", "Up to date");
}

static void
test_unconfirmed_is_a_detail (Fixture *self, gconstpointer data)
{
  g_autofree char *details = NULL;

  self->status->n_unconfirmed = 1;
  self->status->synced_at = AT;
  foyer_sync_monitor_set_status (self->monitor, self->status);
  details = foyer_sync_words_details (self->monitor, self->zone, AT);
  g_assert_true (g_str_has_prefix (details, "1 visit is not confirmed"));
  g_assert_true (g_str_has_suffix (details, "\nLast synced at 10:42."));
}

static void
test_record (Fixture *self, gconstpointer data)
{
  FoyerRecordSync  record = { .waiting_since = AT, .n_conflicts = 1 };
  g_autofree char *without = foyer_sync_words_record (&record, self->zone, AT);
  g_autofree char *waiting = NULL, *all = NULL, *synced = NULL, *decisions = NULL;
  g_autofree char *here = NULL;

  g_assert_null (without);
  record.has_endpoint = TRUE;
  waiting = foyer_sync_words_record (&record, self->zone, AT);
  g_assert_cmpstr (waiting, ==, "Waiting to be sent since 10:42");
  decisions = foyer_sync_words_record_decisions (&record);
  g_assert_cmpstr (decisions, ==, "1 decision open");

  record.refused = record.gone = record.unconfirmed = TRUE;
  record.problem = (char *) "no <name>";
  all = foyer_sync_words_record (&record, self->zone, AT);
  g_assert_cmpstr (all, ==,
                   "Refused by the endpoint: no <name>\nRemoved at the endpoint\n"
                   "Not confirmed: the time is not yet claimed at the endpoint");

  record = (FoyerRecordSync){ .has_endpoint = TRUE, .gone = TRUE };
  here = foyer_sync_words_record (&record, self->zone, AT);
  g_assert_cmpstr (here, ==, "Removed at the endpoint\nKept on this desk only");

  record = (FoyerRecordSync){ .has_endpoint = TRUE, .synced = TRUE };
  synced = foyer_sync_words_record (&record, self->zone, AT);
  g_assert_null (synced);
  g_assert_null (foyer_sync_words_record_decisions (&record));
}

#define ADD(path, func)                                                                  \
  g_test_add ("/sync-words/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("without-endpoint", test_without_endpoint);
  ADD ("states", test_states);
  ADD ("decisions-come-before-waiting", test_decisions_come_before_waiting);
  ADD ("paused-says-why", test_paused_says_why);
  ADD ("first-pull-has-a-number", test_first_pull_has_a_number);
  ADD ("unconfirmed-is-a-detail", test_unconfirmed_is_a_detail);
  ADD ("record", test_record);

  return g_test_run ();
}
