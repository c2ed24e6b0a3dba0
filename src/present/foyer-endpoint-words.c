/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "present/foyer-endpoint-words.h"

#include <glib/gi18n-lib.h>

/* A skew of the clocks that nobody notices. */
#define SECONDS_OF_A_MINUTE 60

/**
 * foyer_words_endpoint_auth:
 * @value: a way of signing in
 *
 * Returns: (transfer none): its name, for choosing it
 */
const char *
foyer_words_endpoint_auth (FoyerEndpointAuth value)
{
  switch (value)
    {
    case FOYER_ENDPOINT_AUTH_BASIC:
      return C_ ("sign-in method", "User and password");
    case FOYER_ENDPOINT_AUTH_BEARER:
      return C_ ("sign-in method", "Fixed token");
    case FOYER_ENDPOINT_AUTH_OAUTH2:
      return C_ ("sign-in method", "OAuth 2 with a client secret");
    case FOYER_ENDPOINT_AUTH_SMART:
      return C_ ("sign-in method", "SMART Backend Services");
    case FOYER_ENDPOINT_AUTH_NONE:
    default:
      return C_ ("sign-in method", "Without signing in");
    }
}

/**
 * foyer_words_endpoint_secret:
 * @value: a way of signing in
 *
 * Returns: (transfer none): what the secret of it is called; empty if it has none
 */
const char *
foyer_words_endpoint_secret (FoyerEndpointAuth value)
{
  switch (value)
    {
    case FOYER_ENDPOINT_AUTH_BASIC:
      return C_ ("sign-in secret", "Password");
    case FOYER_ENDPOINT_AUTH_BEARER:
      return C_ ("sign-in secret", "Token");
    case FOYER_ENDPOINT_AUTH_OAUTH2:
      return C_ ("sign-in secret", "Client secret");
    case FOYER_ENDPOINT_AUTH_SMART:
      return C_ ("sign-in secret", "Private key");
    case FOYER_ENDPOINT_AUTH_NONE:
    default:
      return "";
    }
}

/**
 * foyer_words_secret_place:
 * @value: where the secret is kept
 *
 * Returns: (transfer none): a sentence that says so
 */
const char *
foyer_words_secret_place (FoyerSecretPlace value)
{
  switch (value)
    {
    case FOYER_SECRET_PLACE_KEYRING:
      return C_ (
          "secret place",
          "The secret is in the keyring of this computer, which keeps it encrypted.");
    case FOYER_SECRET_PLACE_FILE:
      return C_ ("secret place",
                 "The secret is in the file “secrets” of the profile, which only you can "
                 "read: no keyring could be reached when it was entered. Enter it again "
                 "to move it to the keyring.");
    case FOYER_SECRET_PLACE_NOWHERE:
    default:
      return C_ ("secret place", "No secret is kept.");
    }
}

typedef struct
{
  const char *flaw;
  const char *text;
} Flaw;

/* The last is for all others. */
static const Flaw flaws[] = {
  { "expired", NC_ ("sync problem",
                    "The endpoint’s certificate has expired, so nothing "
                    "was sent. Ask whoever runs the endpoint to renew "
                    "it.") },
  { "not-yet-valid", NC_ ("sync problem",
                          "The endpoint’s certificate is not valid yet, so nothing was "
                          "sent. Check the date and time of this computer.") },
  { "wrong-host", NC_ ("sync problem",
                       "The endpoint’s certificate is for another address, so nothing "
                       "was sent. Check the address in Preferences for a slip.") },
  { "unknown-authority",
    NC_ ("sync problem",
         "Nobody whom this computer trusts has signed the endpoint’s certificate, so "
         "nothing was sent. If the clinic has an authority of its own, choose its file "
         "in Preferences.") },
  { "authority-file", NC_ ("sync problem",
                           "The file of the clinic’s own authority cannot be read, so "
                           "nothing was sent. Choose it again in Preferences.") },
  { "revoked", NC_ ("sync problem",
                    "The endpoint’s certificate was revoked, so nothing "
                    "was sent. Ask whoever runs the endpoint.") },
  { "weak", NC_ ("sync problem",
                 "The endpoint’s certificate is too weak, so nothing was "
                 "sent. Ask whoever runs the endpoint for another.") },
  { NULL, NC_ ("sync problem",
               "The endpoint’s certificate is not good, so nothing was "
               "sent. Ask whoever runs the endpoint.") },
};

static const char *
words_for_certificate (const char *flaw)
{
  guint i = 0;

  while (flaws[i].flaw != NULL && g_strcmp0 (flaws[i].flaw, flaw) != 0)
    i++;

  return g_dpgettext2 (GETTEXT_PACKAGE, "sync problem", flaws[i].text);
}

static char *
words_for_redirect (const char *address)
{
  if (address == NULL || *address == '\0')
    return g_strdup (C_ ("sync problem", "The endpoint points to another address without "
                                         "naming it, so nothing was sent. Ask whoever "
                                         "runs the endpoint for its new address."));

  /* Translators: %s is a web address */
  return g_strdup_printf (C_ ("sync problem",
                              "The endpoint points to %s, and nothing was sent there. If "
                              "you trust that address, enter it in Preferences."),
                          address);
}

static const char *
words_for (FoyerSyncProblem problem)
{
  static const char *const words[] = {
    [FOYER_SYNC_PROBLEM_OFFLINE] =
        NC_ ("sync problem", "The endpoint cannot be reached. Everything is "
                             "saved here and goes out once it can."),
    [FOYER_SYNC_PROBLEM_TIMEOUT] =
        NC_ ("sync problem", "The endpoint took too long to answer. "
                             "Everything is saved here, and Foyer tries "
                             "again by itself."),
    [FOYER_SYNC_PROBLEM_TLS] =
        NC_ ("sync problem", "The endpoint offers no safe connection, so nothing "
                             "was sent. Ask whoever runs it to turn on TLS 1.2 or "
                             "1.3."),
    [FOYER_SYNC_PROBLEM_INSECURE] =
        NC_ ("sync problem", "Others could read what goes to an address with "
                             "http, so nothing was sent. Enter one that "
                             "begins with https in Preferences."),
    [FOYER_SYNC_PROBLEM_NOT_FHIR] =
        NC_ ("sync problem", "This address does not answer as a FHIR server. "
                             "Everything is saved here; check the address in "
                             "Preferences."),
    [FOYER_SYNC_PROBLEM_TRUNCATED] =
        NC_ ("sync problem", "The endpoint’s answer broke off. Everything is "
                             "saved here, and Foyer tries again by itself."),
    [FOYER_SYNC_PROBLEM_TOO_LARGE] =
        NC_ ("sync problem", "The endpoint sent more than Foyer takes, and "
                             "it was not used. Everything is saved here; "
                             "tell whoever runs the endpoint."),
    [FOYER_SYNC_PROBLEM_SIGN_IN] =
        NC_ ("sync problem", "The endpoint does not let Foyer sign in. "
                             "Everything is saved here; check user and secret in "
                             "Preferences."),
    [FOYER_SYNC_PROBLEM_FORBIDDEN] =
        NC_ ("sync problem", "The endpoint does not allow Foyer to do this. "
                             "Everything is saved here; ask whoever runs "
                             "the endpoint for the rights."),
    [FOYER_SYNC_PROBLEM_BUSY] =
        NC_ ("sync problem", "The endpoint asks Foyer to wait. Everything is "
                             "saved here and goes out a little later."),
    [FOYER_SYNC_PROBLEM_SERVER] =
        NC_ ("sync problem", "The endpoint has a fault of its own. Everything "
                             "is saved here, and Foyer tries again by itself."),
    [FOYER_SYNC_PROBLEM_REFUSED] =
        NC_ ("sync problem", "The endpoint refused a record. It is saved here "
                             "and waits under Needs a Decision."),
    [FOYER_SYNC_PROBLEM_UNSAFE] =
        NC_ ("sync problem", "At this endpoint one desk would overwrite "
                             "another without a word, so Foyer does not sync "
                             "with it. Everything stays saved here; choose "
                             "another endpoint in Preferences."),
    [FOYER_SYNC_PROBLEM_OTHER_CLINIC] =
        NC_ ("sync problem", "The endpoint holds another clinic’s "
                             "records, so nothing was sent or fetched. "
                             "Check the address in Preferences."),
    [FOYER_SYNC_PROBLEM_LOCKED] =
        NC_ ("sync problem", "Another Foyer syncs this profile already. "
                             "Everything is saved here, and it will take this "
                             "along; there is nothing to do."),
    [FOYER_SYNC_PROBLEM_NOT_SET_UP] =
        NC_ ("sync problem", "The endpoint is not set up. Everything is "
                             "saved here; finish it in Preferences."),
    [FOYER_SYNC_PROBLEM_SECRET] =
        NC_ ("sync problem", "The secret to sign in with is missing or cannot "
                             "be used. Everything is saved here; enter it "
                             "again in Preferences."),
    [FOYER_SYNC_PROBLEM_RESOURCE] =
        NC_ ("sync problem", "A record of the endpoint cannot be understood "
                             "and was left out. Everything is saved here; "
                             "tell whoever runs the endpoint."),
  };

  g_return_val_if_fail ((guint) problem < G_N_ELEMENTS (words) && words[problem], "");

  return g_dpgettext2 (GETTEXT_PACKAGE, "sync problem", words[problem]);
}

/**
 * foyer_words_sync_problem:
 * @problem: why a sync did not go through
 * @detail: (nullable): message of the error: the flaw of a certificate, the address that a
 *   redirect leads to; other problems need none
 *
 * Says in at most two sentences what happened, what was kept and what to do next.
 *
 * Returns: (transfer full): the sentences
 */
char *
foyer_words_sync_problem (FoyerSyncProblem problem, const char *detail)
{
  if (problem == FOYER_SYNC_PROBLEM_REDIRECT)
    return words_for_redirect (detail);
  if (problem == FOYER_SYNC_PROBLEM_CERTIFICATE)
    return g_strdup (words_for_certificate (detail));

  return g_strdup (words_for (problem));
}

static char *
words_for_delay (const FoyerProbeFinding *finding)
{
  guint seconds;

  if (finding->verdict == FOYER_PROBE_VERDICT_GOOD)
    return g_strdup (C_ ("endpoint finding", "A new record is found at once."));
  if (finding->detail == NULL)
    return g_strdup (C_ ("endpoint finding",
                         "A new record was not found for several seconds. Changes of "
                         "other desks arrive late."));

  seconds = (guint) g_ascii_strtoull (finding->detail, NULL, 10);
  /* Translators: %u is a number of seconds */
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE,
                   "A new record is found after %u second. Changes of other desks arrive "
                   "that much later.",
                   "A new record is found after %u seconds. Changes of other desks "
                   "arrive that much later.",
                   seconds),
      seconds);
}

static char *
words_for_clock (const FoyerProbeFinding *finding)
{
  gint64 seconds =
      finding->detail != NULL
          ? CLAMP (g_ascii_strtoll (finding->detail, NULL, 10), -G_MAXINT32, G_MAXINT32)
          : 0;
  guint minutes =
      (guint) ((ABS (seconds) + SECONDS_OF_A_MINUTE / 2) / SECONDS_OF_A_MINUTE);

  if (finding->verdict == FOYER_PROBE_VERDICT_GOOD)
    return g_strdup (C_ ("endpoint finding", "Its clock agrees with this computer’s."));

  if (seconds > 0)
    /* Translators: %u is a number of minutes */
    return g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE,
                     "Its clock is %u minute ahead of this computer’s. Check both; "
                     "signing in can fail because of it.",
                     "Its clock is %u minutes ahead of this computer’s. Check both; "
                     "signing in can fail because of it.",
                     minutes),
        minutes);

  /* Translators: %u is a number of minutes */
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE,
                   "Its clock is %u minute behind this computer’s. Check both; signing "
                   "in can fail because of it.",
                   "Its clock is %u minutes behind this computer’s. Check both; signing "
                   "in can fail because of it.",
                   minutes),
      minutes);
}

static char *
words_for_version (const FoyerProbeFinding *finding)
{
  if (finding->detail == NULL)
    return g_strdup (C_ ("endpoint finding", "It does not say which FHIR it speaks; "
                                             "Foyer needs R4."));
  if (finding->verdict == FOYER_PROBE_VERDICT_GOOD)
    /* Translators: %s is a version such as 4.0.1 */
    return g_strdup_printf (C_ ("endpoint finding", "It speaks FHIR R4 (%s)."),
                            finding->detail);

  /* Translators: %s is a version such as 5.0.0 */
  return g_strdup_printf (C_ ("endpoint finding", "It speaks FHIR %s; Foyer needs R4."),
                          finding->detail);
}

/* Sentences without values: good, with a warning, bad. */
static const char *
plain_words_for (const FoyerProbeFinding *finding)
{
  gboolean good = finding->verdict == FOYER_PROBE_VERDICT_GOOD;

  switch (finding->code)
    {
    case FOYER_PROBE_CODE_CREATE_ONCE:
      return good ? C_ ("endpoint finding", "A record that is sent twice is kept once.")
                  : C_ ("endpoint finding",
                        "A record that is sent twice is kept twice. Foyer finds and "
                        "mends that.");
    case FOYER_PROBE_CODE_VERSION_CHECK:
      return good
                 ? C_ ("endpoint finding",
                       "No desk can overwrite what another has changed.")
                 : C_ ("endpoint finding",
                       "One desk would overwrite another’s changes without a word. Foyer "
                       "does not sync with such an endpoint.");
    case FOYER_PROBE_CODE_UNCHANGED:
      return good ? C_ ("endpoint finding", "Sending a record unchanged changes nothing.")
                  : C_ ("endpoint finding",
                        "Sending a record unchanged makes a new version of it. This "
                        "costs some traffic.");
    case FOYER_PROBE_CODE_SEARCH:
      return good ? C_ ("endpoint finding", "Records are found by their identifier.")
                  : C_ ("endpoint finding",
                        "Records are not found by their identifier. Foyer does not sync "
                        "with such an endpoint.");
    case FOYER_PROBE_CODE_CHANGES:
      return good ? C_ ("endpoint finding", "It tells what has changed since a time.")
                  : C_ ("endpoint finding",
                        "It does not tell what has changed since a time. Foyer does not "
                        "sync with such an endpoint.");
    case FOYER_PROBE_CODE_HISTORY:
      return good ? C_ ("endpoint finding", "It keeps the earlier versions of a record.")
                  : C_ ("endpoint finding",
                        "It does not show earlier versions of a record. After a lost "
                        "connection Foyer may ask you about a change that went through.");
    case FOYER_PROBE_CODE_TRANSACTION:
      return good ? C_ ("endpoint finding",
                        "Several changes go through together or not at all.")
                  : C_ ("endpoint finding",
                        "Several changes do not go through together. Foyer does not "
                        "need that.");
    case FOYER_PROBE_CODE_SERVER:
    case FOYER_PROBE_CODE_TYPES:
      return good ? C_ ("endpoint finding", "It keeps every kind of record.")
                  : C_ ("endpoint finding", "It does not say what it is and what it "
                                            "keeps.");
    case FOYER_PROBE_CODE_FHIR_VERSION:
    case FOYER_PROBE_CODE_TOKEN_HOST:
    case FOYER_PROBE_CODE_SEARCH_DELAY:
    case FOYER_PROBE_CODE_CLOCK:
    default:
      g_return_val_if_reached ("");
    }
}

/**
 * foyer_words_probe_finding:
 * @finding: what was found out about the endpoint
 *
 * Returns: (transfer full): one or two sentences about what the endpoint does, and what
 *   follows from it
 */
char *
foyer_words_probe_finding (const FoyerProbeFinding *finding)
{
  switch (finding->code)
    {
    case FOYER_PROBE_CODE_SEARCH_DELAY:
      return words_for_delay (finding);
    case FOYER_PROBE_CODE_CLOCK:
      return words_for_clock (finding);
    case FOYER_PROBE_CODE_FHIR_VERSION:
      return words_for_version (finding);
    case FOYER_PROBE_CODE_TOKEN_HOST:
      /* Translators: %s is the name of a computer */
      return g_strdup_printf (C_ ("endpoint finding",
                                  "Foyer signs in at %s, which is not the endpoint’s own "
                                  "host. Check that you trust it."),
                              finding->detail != NULL ? finding->detail : "");
    case FOYER_PROBE_CODE_SERVER:
      if (finding->detail == NULL)
        break;
      /* Translators: %s is the name and version of a program */
      return g_strdup_printf (C_ ("endpoint finding", "The endpoint is %s."),
                              finding->detail);
    case FOYER_PROBE_CODE_TYPES:
      if (finding->detail == NULL)
        break;
      /* Translators: %s is a list of words such as Task, Communication */
      return g_strdup_printf (
          C_ ("endpoint finding",
              "It does not keep records of the kind %s. Those stay on "
              "this computer."),
          finding->detail);
    case FOYER_PROBE_CODE_CREATE_ONCE:
    case FOYER_PROBE_CODE_VERSION_CHECK:
    case FOYER_PROBE_CODE_UNCHANGED:
    case FOYER_PROBE_CODE_SEARCH:
    case FOYER_PROBE_CODE_CHANGES:
    case FOYER_PROBE_CODE_HISTORY:
    case FOYER_PROBE_CODE_TRANSACTION:
    default:
      break;
    }

  return g_strdup (plain_words_for (finding));
}

/**
 * foyer_words_probe_verdict:
 * @value: what a finding means
 *
 * Returns: (transfer none): a word for it, as a screen reader says it before the sentence
 */
const char *
foyer_words_probe_verdict (FoyerProbeVerdict value)
{
  switch (value)
    {
    case FOYER_PROBE_VERDICT_GOOD:
      return C_ ("endpoint finding", "Good");
    case FOYER_PROBE_VERDICT_WARNING:
      return C_ ("endpoint finding", "Note");
    case FOYER_PROBE_VERDICT_BAD:
    default:
      return C_ ("endpoint finding", "Not possible");
    }
}

/**
 * foyer_words_probe_verdict_icon:
 * @value: what a finding means
 *
 * Returns: (transfer none): name of a symbolic icon
 */
const char *
foyer_words_probe_verdict_icon (FoyerProbeVerdict value)
{
  switch (value)
    {
    case FOYER_PROBE_VERDICT_GOOD:
      return "emblem-ok-symbolic";
    case FOYER_PROBE_VERDICT_WARNING:
      return "dialog-warning-symbolic";
    case FOYER_PROBE_VERDICT_BAD:
    default:
      return "dialog-error-symbolic";
    }
}
