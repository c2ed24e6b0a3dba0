/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "present/foyer-sync-words.h"

#include "model/foyer-sync-problem.h"
#include "present/foyer-endpoint-words.h"
#include "present/foyer-format.h"

#include <glib/gi18n-lib.h>

/* What there is to say first, most urgent last but one: one thing at a time. */
typedef enum
{
  NEWS_NONE, /* there is no endpoint, or nothing is known yet */
  NEWS_GOOD,
  NEWS_WAITING,
  NEWS_FAILING,
  NEWS_OFFLINE,
  NEWS_DECISIONS,
  NEWS_PAUSED,
  NEWS_FIRST_PULL,
} News;

static News
get_news (FoyerSyncMonitor *monitor)
{
  FoyerSyncStatus *status = foyer_sync_monitor_get_status (monitor);

  if (foyer_sync_monitor_get_busy (monitor) &&
      foyer_sync_monitor_get_first_pull (monitor))
    return NEWS_FIRST_PULL;
  if (status == NULL || status->state == FOYER_SYNC_STATE_OFF)
    return NEWS_NONE;
  if (status->state == FOYER_SYNC_STATE_PAUSED)
    return NEWS_PAUSED;
  if (status->n_decisions > 0)
    return NEWS_DECISIONS;
  if (status->state == FOYER_SYNC_STATE_OFFLINE)
    return NEWS_OFFLINE;
  if (status->state == FOYER_SYNC_STATE_FAILING)
    return NEWS_FAILING;

  return status->n_waiting > 0 ? NEWS_WAITING : NEWS_GOOD;
}

/**
 * foyer_sync_words_since:
 * @zone: (nullable): the zone of the clinic; `NULL` before there is one
 * @at: seconds since 1970-01-01 UTC
 * @now: the present
 *
 * Returns: (transfer full): the time of day, with the date if it was not today
 */
char *
foyer_sync_words_since (FoyerZone *zone, gint64 at, gint64 now)
{
  if (zone == NULL)
    return g_strdup ("");

  return foyer_zone_get_day (zone, at) == foyer_zone_get_day (zone, now)
             ? foyer_format_time (zone, at)
             : foyer_format_when (zone, at);
}

/**
 * foyer_sync_words_decisions:
 * @n: how many there are
 *
 * Returns: (transfer full): “2 need a decision”
 */
char *
foyer_sync_words_decisions (gint64 n)
{
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d needs a decision",
                                       "%d need a decision", (gulong) n),
                          (int) n);
}

static char *
say_waiting (FoyerSyncStatus *status, FoyerZone *zone, gint64 now)
{
  g_autofree char *since = foyer_sync_words_since (zone, status->waiting_since, now);

  return g_strdup_printf (
      /* Translators: how many, and a time of day, or date and time */
      g_dngettext (GETTEXT_PACKAGE, "%1$d change waiting since %2$s",
                   "%1$d changes waiting since %2$s", (gulong) status->n_waiting),
      (int) status->n_waiting, since);
}

/**
 * foyer_sync_words_problem:
 * @status: how sync stands
 *
 * Returns: (transfer full) (nullable): why the last sync did not go through; `NULL` if it did
 */
char *
foyer_sync_words_problem (FoyerSyncStatus *status)
{
  int problem;

  if (status->problem == NULL ||
      !foyer_enum_from_nick (FOYER_TYPE_SYNC_PROBLEM, status->problem, &problem))
    return NULL;

  return foyer_words_sync_problem ((FoyerSyncProblem) problem, status->detail);
}

/* A state, and what waits meanwhile. */
static char *
say_state (const char *state, FoyerSyncStatus *status, FoyerZone *zone, gint64 now)
{
  g_autofree char *waiting = NULL;

  if (status->n_waiting == 0)
    return g_strdup (state);
  waiting = say_waiting (status, zone, now);

  /* Translators: a state of sync such as Offline, and what waits: “3 changes waiting …” */
  return g_strdup_printf (C_ ("sync", "%1$s – %2$s"), state, waiting);
}

/**
 * foyer_sync_words_progress:
 * @monitor: a monitor
 *
 * Returns: (transfer full): “Receiving 1,240 of 9,800 records”
 */
char *
foyer_sync_words_progress (FoyerSyncMonitor *monitor)
{
  guint n_done = foyer_sync_monitor_get_n_done (monitor);
  guint n_total = foyer_sync_monitor_get_n_total (monitor);

  if (n_total == 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Receiving %'u record",
                                         "Receiving %'u records", n_done),
                            n_done);

  return g_strdup_printf (
      /* Translators: how many have come, and how many there are */
      g_dngettext (GETTEXT_PACKAGE, "Receiving %1$'u of %2$'u record",
                   "Receiving %1$'u of %2$'u records", n_total),
      n_done, n_total);
}

/**
 * foyer_sync_words_label:
 * @monitor: a monitor
 *
 * Returns: (transfer full) (nullable): one or two words for the header of the window
 */
char *
foyer_sync_words_label (FoyerSyncMonitor *monitor)
{
  FoyerSyncStatus *status = foyer_sync_monitor_get_status (monitor);

  switch (get_news (monitor))
    {
    case NEWS_FIRST_PULL:
      return g_strdup (C_ ("sync", "Receiving"));
    case NEWS_PAUSED:
      return g_strdup (C_ ("sync", "Paused"));
    case NEWS_DECISIONS:
      /* Translators: so many things wait for somebody’s decision; keep it very short */
      return g_strdup_printf (C_ ("sync", "%d to Decide"), (int) status->n_decisions);
    case NEWS_OFFLINE:
      return g_strdup (C_ ("sync", "Offline"));
    case NEWS_FAILING:
      return g_strdup (C_ ("sync", "Trying Again"));
    case NEWS_WAITING:
      /* Translators: so many changes have not been sent; keep it very short */
      return g_strdup_printf (C_ ("sync", "%d Waiting"), (int) status->n_waiting);
    case NEWS_GOOD:
      return g_strdup (C_ ("sync", "Up to Date"));
    case NEWS_NONE:
    default:
      return NULL;
    }
}

/**
 * foyer_sync_words_icon:
 * @monitor: a monitor
 *
 * Returns: (transfer none): name of a symbolic icon
 */
const char *
foyer_sync_words_icon (FoyerSyncMonitor *monitor)
{
  switch (get_news (monitor))
    {
    case NEWS_PAUSED:
      return "media-playback-pause-symbolic";
    case NEWS_DECISIONS:
    case NEWS_FAILING:
      return "dialog-warning-symbolic";
    case NEWS_OFFLINE:
      return "network-offline-symbolic";
    case NEWS_FIRST_PULL:
    case NEWS_WAITING:
      return "emblem-synchronizing-symbolic";
    case NEWS_GOOD:
    case NEWS_NONE:
    default:
      return "emblem-ok-symbolic";
    }
}

/**
 * foyer_sync_words_sentence:
 * @monitor: a monitor
 * @zone: (nullable): the zone of the clinic
 * @now: the present
 *
 * Returns: (transfer full) (nullable): how sync stands, the most urgent first
 */
char *
foyer_sync_words_sentence (FoyerSyncMonitor *monitor, FoyerZone *zone, gint64 now)
{
  FoyerSyncStatus *status = foyer_sync_monitor_get_status (monitor);
  g_autofree char *problem = NULL;

  switch (get_news (monitor))
    {
    case NEWS_FIRST_PULL:
      return foyer_sync_words_progress (monitor);
    case NEWS_PAUSED:
      problem = foyer_sync_words_problem (status);
      /* Translators: %s is a sentence that says why */
      return problem != NULL ? g_strdup_printf (C_ ("sync", "Paused: %s"), problem)
                             : g_strdup (C_ ("sync", "Paused"));
    case NEWS_DECISIONS:
      return foyer_sync_words_decisions (status->n_decisions);
    case NEWS_OFFLINE:
      return say_state (C_ ("sync", "Offline"), status, zone, now);
    case NEWS_FAILING:
      return say_state (C_ ("sync", "The endpoint fails"), status, zone, now);
    case NEWS_WAITING:
      return say_waiting (status, zone, now);
    case NEWS_GOOD:
      return g_strdup (C_ ("sync", "Up to date"));
    case NEWS_NONE:
    default:
      return NULL;
    }
}

static void
append (GString *text, const char *sentence)
{
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, sentence);
}

/**
 * foyer_sync_words_details:
 * @monitor: a monitor
 * @zone: (nullable): the zone of the clinic
 * @now: the present
 *
 * Returns: (transfer full) (nullable): what else is to be said, a sentence a line; empty if
 *   nothing
 */
char *
foyer_sync_words_details (FoyerSyncMonitor *monitor, FoyerZone *zone, gint64 now)
{
  FoyerSyncStatus *status = foyer_sync_monitor_get_status (monitor);
  News             news = get_news (monitor);
  g_autoptr (GString) text = g_string_new (NULL);

  if (news == NEWS_NONE)
    return NULL;
  if (status != NULL && news != NEWS_FIRST_PULL)
    {
      g_autofree char *problem =
          news != NEWS_PAUSED ? foyer_sync_words_problem (status) : NULL;

      if (problem != NULL)
        append (text, problem);
      if (status->n_waiting > 0 && (news == NEWS_DECISIONS || news == NEWS_PAUSED))
        {
          g_autofree char *waiting = say_waiting (status, zone, now);

          append (text, waiting);
        }
      if (status->n_unconfirmed > 0)
        {
          g_autofree char *unconfirmed = g_strdup_printf (
              g_dngettext (
                  GETTEXT_PACKAGE,
                  "%d visit is not confirmed: its time is not yet claimed at the "
                  "endpoint, so another desk could book it too.",
                  "%d visits are not confirmed: their times are not yet claimed "
                  "at the endpoint, so another desk could book them too.",
                  (gulong) status->n_unconfirmed),
              (int) status->n_unconfirmed);

          append (text, unconfirmed);
        }
      if (status->synced_at != 0)
        {
          g_autofree char *since = foyer_sync_words_since (zone, status->synced_at, now);
          /* Translators: %s is a time of day, or date and time */
          g_autofree char *last = g_strdup_printf (_ ("Last synced at %s."), since);

          append (text, last);
        }
    }

  return g_strdup (text->str);
}

/**
 * foyer_sync_words_record:
 * @record: how a record stands
 * @zone: (nullable): the zone of the clinic
 * @now: the present
 *
 * Returns: (transfer full) (nullable): what is to be said about it, a sentence a line; `NULL`
 *   if the endpoint has it as it is, or there is no endpoint
 */
char *
foyer_sync_words_record (const FoyerRecordSync *record, FoyerZone *zone, gint64 now)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (!record->has_endpoint)
    return NULL;
  if (record->refused)
    {
      g_autofree char *refused =
          record->problem != NULL
              /* Translators: %s is what a program answered, in its own words */
              ? g_strdup_printf (_ ("Refused by the endpoint: %s"), record->problem)
              : g_strdup (_ ("Refused by the endpoint"));

      append (text, refused);
    }
  if (record->gone)
    append (text, _ ("Removed at the endpoint"));
  if ((record->refused || record->gone) && record->n_conflicts == 0 &&
      record->waiting_since == 0)
    append (text, _ ("Kept on this desk only"));
  if (record->unconfirmed)
    append (text, _ ("Not confirmed: the time is not yet claimed at the endpoint"));
  if (record->waiting_since != 0 && !record->refused)
    {
      g_autofree char *since = foyer_sync_words_since (zone, record->waiting_since, now);
      g_autofree char *waiting =
          /* Translators: %s is a time of day, or date and time */
          g_strdup_printf (_ ("Waiting to be sent since %s"), since);

      append (text, waiting);
    }

  return text->len > 0 ? g_strdup (text->str) : NULL;
}

/**
 * foyer_sync_words_record_icon:
 * @record: how a record stands
 *
 * Returns: (transfer none): name of a symbolic icon
 */
const char *
foyer_sync_words_record_icon (const FoyerRecordSync *record)
{
  if (record->refused || record->gone || record->unconfirmed || record->n_conflicts > 0)
    return "dialog-warning-symbolic";

  return record->waiting_since != 0 ? "emblem-synchronizing-symbolic"
                                    : "emblem-ok-symbolic";
}

/**
 * foyer_sync_words_record_decisions:
 * @record: how a record stands
 *
 * Returns: (transfer full) (nullable): “1 decision open”; `NULL` if there is none
 */
char *
foyer_sync_words_record_decisions (const FoyerRecordSync *record)
{
  if (record->n_conflicts == 0)
    return NULL;

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d decision open",
                                       "%d decisions open", (gulong) record->n_conflicts),
                          (int) record->n_conflicts);
}
