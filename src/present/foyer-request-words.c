/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "present/foyer-request-words.h"

#include "present/foyer-format.h"
#include "present/foyer-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MINUTE_SECONDS 60
#define HOUR_SECONDS (60 * MINUTE_SECONDS)

/* A request that is older is named by its date. */
#define RECENT_DAYS 14

/**
 * foyer_words_request_state:
 * @state: what has become of a request
 * @is_open: whether it is to be answered now
 *
 * Returns: (transfer none): where the request stands, in a word or two
 */
const char *
foyer_words_request_state (FoyerRequestState state, gboolean is_open)
{
  switch (state)
    {
    case FOYER_REQUEST_STATE_AWAITING_REFERRAL:
      return is_open ? C_ ("request state", "Referral arrived")
                     : C_ ("request state", "Awaiting referral");
    case FOYER_REQUEST_STATE_BOOKED:
      return C_ ("request state", "Booked");
    case FOYER_REQUEST_STATE_DECLINED:
      return C_ ("request state", "Declined");
    case FOYER_REQUEST_STATE_ENTERED_IN_ERROR:
      return C_ ("request state", "No request");
    case FOYER_REQUEST_STATE_OPEN:
    default:
      return C_ ("request state", "New");
    }
}

/**
 * foyer_words_request_state_icon:
 * @state: what has become of a request
 * @is_open: whether it is to be answered now
 *
 * Returns: (transfer none): name of the icon that goes with the word
 */
const char *
foyer_words_request_state_icon (FoyerRequestState state, gboolean is_open)
{
  switch (state)
    {
    case FOYER_REQUEST_STATE_AWAITING_REFERRAL:
      return is_open ? "mail-read-symbolic" : "appointment-soon-symbolic";
    case FOYER_REQUEST_STATE_BOOKED:
      return "x-office-calendar-symbolic";
    case FOYER_REQUEST_STATE_DECLINED:
    case FOYER_REQUEST_STATE_ENTERED_IN_ERROR:
      return "window-close-symbolic";
    case FOYER_REQUEST_STATE_OPEN:
    default:
      return "mail-unread-symbolic";
    }
}

/**
 * foyer_words_request_state_class:
 * @state: what has become of a request
 * @is_open: whether it is to be answered now
 *
 * Returns: (transfer none) (nullable): the style that underlines the word
 */
const char *
foyer_words_request_state_class (FoyerRequestState state, gboolean is_open)
{
  if (state == FOYER_REQUEST_STATE_OPEN)
    return "accent";
  if (state == FOYER_REQUEST_STATE_AWAITING_REFERRAL && is_open)
    return "success";

  return NULL;
}

/**
 * foyer_words_request_category:
 * @value: what kind of visit is asked for
 *
 * Returns: (transfer none): the word for it
 */
const char *
foyer_words_request_category (FoyerRequestCategory value)
{
  return value == FOYER_REQUEST_CATEGORY_COSMETIC ? C_ ("request", "Cosmetic")
                                                  : C_ ("request", "Medical");
}

/**
 * foyer_words_answer:
 * @value: what a patient said to a question
 *
 * Returns: (transfer none): the word for it
 */
const char *
foyer_words_answer (FoyerAnswer value)
{
  switch (value)
    {
    case FOYER_ANSWER_YES:
      return C_ ("answer", "Yes");
    case FOYER_ANSWER_NO:
      return C_ ("answer", "No");
    case FOYER_ANSWER_UNKNOWN:
    default:
      return C_ ("answer", "Not said");
    }
}

/**
 * foyer_words_medium:
 * @value: how somebody was reached
 *
 * Returns: (transfer none): the words for it
 */
const char *
foyer_words_medium (FoyerMedium value)
{
  switch (value)
    {
    case FOYER_MEDIUM_TEXT:
      return C_ ("how somebody was reached", "By text message");
    case FOYER_MEDIUM_EMAIL:
      return C_ ("how somebody was reached", "By e-mail");
    case FOYER_MEDIUM_LETTER:
      return C_ ("how somebody was reached", "By letter");
    case FOYER_MEDIUM_FAX:
      return C_ ("how somebody was reached", "By fax");
    case FOYER_MEDIUM_IN_PERSON:
      return C_ ("how somebody was reached", "In person");
    case FOYER_MEDIUM_PHONE:
    default:
      return C_ ("how somebody was reached", "By phone");
    }
}

/**
 * foyer_words_medium_icon:
 * @value: how somebody was reached
 *
 * Returns: (transfer none): a symbolic icon for it
 */
const char *
foyer_words_medium_icon (FoyerMedium value)
{
  switch (value)
    {
    case FOYER_MEDIUM_TEXT:
      return "chat-message-new-symbolic";
    case FOYER_MEDIUM_EMAIL:
      return "mail-send-symbolic";
    case FOYER_MEDIUM_LETTER:
      return "mail-unread-symbolic";
    case FOYER_MEDIUM_FAX:
      return "printer-symbolic";
    case FOYER_MEDIUM_IN_PERSON:
      return "system-users-symbolic";
    case FOYER_MEDIUM_PHONE:
    default:
      return "call-start-symbolic";
    }
}

/**
 * foyer_words_contact_outcome_class:
 * @value: what came of an attempt to reach somebody
 *
 * Returns: (transfer none) (nullable): the class of its badge: whether the patient knows
 */
const char *
foyer_words_contact_outcome_class (FoyerContactOutcome value)
{
  switch (value)
    {
    case FOYER_CONTACT_OUTCOME_TOLD:
      return "success";
    case FOYER_CONTACT_OUTCOME_WRONG_NUMBER:
      return "warning";
    case FOYER_CONTACT_OUTCOME_VOICEMAIL:
    case FOYER_CONTACT_OUTCOME_NO_ANSWER:
    case FOYER_CONTACT_OUTCOME_WILL_CALL_BACK:
    default:
      return NULL;
    }
}

/**
 * foyer_words_contact_outcome:
 * @value: what came of an attempt to reach somebody
 *
 * Returns: (transfer none): the words for it
 */
const char *
foyer_words_contact_outcome (FoyerContactOutcome value)
{
  switch (value)
    {
    case FOYER_CONTACT_OUTCOME_VOICEMAIL:
      return C_ ("outcome of a call", "Left on voicemail");
    case FOYER_CONTACT_OUTCOME_NO_ANSWER:
      return C_ ("outcome of a call", "No answer");
    case FOYER_CONTACT_OUTCOME_WRONG_NUMBER:
      return C_ ("outcome of a call", "Wrong number");
    case FOYER_CONTACT_OUTCOME_WILL_CALL_BACK:
      return C_ ("outcome of a call", "Will call back");
    case FOYER_CONTACT_OUTCOME_TOLD:
    default:
      return C_ ("outcome of a call", "Told");
    }
}

/**
 * foyer_request_words_when:
 * @zone: the zone of the clinic
 * @at: seconds since 1970-01-01 UTC
 * @now: the same
 *
 * Returns: (transfer full): how long ago that was, as people say it: “5 minutes ago”,
 *   “yesterday, 4:05 PM”; the date of what is older than two weeks
 */
char *
foyer_request_words_when (FoyerZone *zone, gint64 at, gint64 now)
{
  const int    n_days = foyer_zone_get_day (zone, now) - foyer_zone_get_day (zone, at);
  const gint64 n_seconds = now - at;
  g_autofree char *time = foyer_format_time (zone, at);

  if (n_seconds < MINUTE_SECONDS)
    return g_strdup (C_ ("when a request came", "just now"));
  if (n_seconds < HOUR_SECONDS)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d minute ago",
                                         "%d minutes ago",
                                         (gulong) (n_seconds / MINUTE_SECONDS)),
                            (int) (n_seconds / MINUTE_SECONDS));
  if (n_days <= 0)
    /* Translators: %s is a time of day. */
    return g_strdup_printf (C_ ("when a request came", "today, %s"), time);
  if (n_days == 1)
    /* Translators: %s is a time of day. */
    return g_strdup_printf (C_ ("when a request came", "yesterday, %s"), time);
  if (n_days <= RECENT_DAYS)
    return g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "%d day ago", "%d days ago", (gulong) n_days),
        n_days);

  return foyer_format_day (foyer_zone_get_day (zone, at));
}

/**
 * foyer_request_words_came:
 * @request: a request
 * @zone: the zone of the clinic
 * @now: seconds since 1970-01-01 UTC
 *
 * Returns: (transfer full): how and when it came: “By web form, 5 minutes ago”
 */
char *
foyer_request_words_came (FoyerRequest *request, FoyerZone *zone, gint64 now)
{
  g_autofree char *when = foyer_request_words_when (zone, request->received_at, now);

  /* Translators: how a request came and when: “By web form, 5 minutes ago” */
  return g_strdup_printf (C_ ("request", "%1$s, %2$s"),
                          foyer_words_channel (request->channel), when);
}

/**
 * foyer_request_words_person:
 * @request: a request
 * @today: the civil day, for the age
 *
 * Returns: (transfer full): birth date and age of who asks: “Mar 12, 1984 · 42 years”
 */
char *
foyer_request_words_person (FoyerRequest *request, int today)
{
  g_autofree char *born = NULL;
  g_autofree char *age = NULL;

  if (request->birth_date == NULL)
    return g_strdup (_ ("Birth date not said"));
  born = foyer_format_date (request->birth_date);
  age = foyer_format_age (request->birth_date, today);

  return age != NULL && *age != '\0' ? g_strdup_printf ("%s · %s", born, age)
                                     : g_steal_pointer (&born);
}

/* Whether @word is one of the words of @text. */
static gboolean
has_word (const char *text, const char *word)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  return g_strv_contains ((const char *const *) words, word);
}

static char *
name_days (const char *days)
{
  static const char *const tokens[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; days != NULL && i < G_N_ELEMENTS (tokens); i++)
    if (has_word (days, tokens[i]))
      {
        g_autofree char *name = foyer_format_weekday ((int) i + 1);

        if (list->len > 0)
          g_string_append (list, C_ ("list", ", "));
        g_string_append (list, name);
      }

  return list->len > 0 ? g_strdup (list->str) : g_strdup (C_ ("request", "Any day"));
}

static const char *
name_times (const char *times)
{
  gboolean morning = times != NULL && has_word (times, "morning");
  gboolean afternoon = times != NULL && has_word (times, "afternoon");

  if (morning == afternoon)
    return C_ ("request", "at any time");

  return morning ? C_ ("request", "in the morning") : C_ ("request", "in the afternoon");
}

/**
 * foyer_request_words_wishes:
 * @request: a request
 *
 * Returns: (transfer full): when the patient would like to come: “Monday, Friday, in the
 *   morning, not before Dec 1, 2026”
 */
char *
foyer_request_words_wishes (FoyerRequest *request)
{
  g_autofree char *days = name_days (request->preferred_days);
  g_autofree char *wishes = NULL;
  g_autofree char *date = NULL;

  /* Translators: %1$s are weekdays or “Any day”, %2$s is “in the morning”. */
  wishes = g_strdup_printf (C_ ("request", "%1$s, %2$s"), days,
                            name_times (request->preferred_times));
  if (request->earliest_date == NULL)
    return g_steal_pointer (&wishes);
  date = foyer_format_date (request->earliest_date);

  /* Translators: %1$s is “Any day, in the morning”, %2$s a date. */
  return g_strdup_printf (C_ ("request", "%1$s, not before %2$s"), wishes, date);
}

typedef struct
{
  FoyerAgreement flag;
  const char    *name;
} AgreementName;

static char *
list_agreements (FoyerAgreement agreement, const AgreementName *names, gsize n_names)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (gsize i = 0; i < n_names; i++)
    if ((agreement & names[i].flag) != 0)
      {
        if (list->len > 0)
          g_string_append (list, C_ ("list", ", "));
        g_string_append (list, g_dpgettext2 (GETTEXT_PACKAGE, "agrees", names[i].name));
      }

  return g_strdup (list->str);
}

/**
 * foyer_request_words_agreement:
 * @agreement: what two records of people agree on, and what not
 *
 * Returns: (transfer full): that in words: “Agrees: family name, phone. Differs: given
 *   name.”
 */
char *
foyer_request_words_agreement (FoyerAgreement agreement)
{
  static const AgreementName same[] = {
    { FOYER_AGREEMENT_FAMILY, NC_ ("agrees", "family name") },
    { FOYER_AGREEMENT_GIVEN, NC_ ("agrees", "given name") },
    { FOYER_AGREEMENT_BIRTH_DATE, NC_ ("agrees", "date of birth") },
    { FOYER_AGREEMENT_BIRTH_DATE_CLOSE, NC_ ("agrees", "nearly the date of birth") },
    { FOYER_AGREEMENT_PHONE, NC_ ("agrees", "phone") },
    { FOYER_AGREEMENT_EMAIL, NC_ ("agrees", "e-mail") },
    { FOYER_AGREEMENT_POSTAL_CODE, NC_ ("agrees", "postal code") },
    { FOYER_AGREEMENT_NUMBER, NC_ ("agrees", "record number") },
  };
  static const AgreementName other[] = {
    { FOYER_AGREEMENT_GIVEN_DIFFERS, NC_ ("agrees", "given name") },
    { FOYER_AGREEMENT_BIRTH_DATE_DIFFERS, NC_ ("agrees", "date of birth") },
    { FOYER_AGREEMENT_SUFFIX_DIFFERS, NC_ ("agrees", "suffix of the name") },
  };
  g_autofree char *agrees = list_agreements (agreement, same, G_N_ELEMENTS (same));
  g_autofree char *differs = list_agreements (agreement, other, G_N_ELEMENTS (other));

  if (*differs == '\0')
    /* Translators: %s is a list of what two records agree on: “family name, phone” */
    return g_strdup_printf (_ ("Agrees: %s"), agrees);

  /* Translators: lists of what two records agree on and not: “family name, phone” */
  return g_strdup_printf (_ ("Agrees: %1$s. Differs: %2$s"), agrees, differs);
}

/**
 * foyer_request_words_referral:
 * @row: (nullable): the referral that a visit would rest on
 *
 * Returns: (transfer full): whether there is one, where it stands, how long it is valid
 */
char *
foyer_request_words_referral (FoyerReferralRow *row)
{
  g_autofree char *date = NULL;

  if (row == NULL)
    return g_strdup (_ ("No referral on file"));
  if (row->referral->valid_to == NULL)
    /* Translators: number of a referral and where it stands. */
    return g_strdup_printf (_ ("Referral %1$s: %2$s"), row->referral->number,
                            foyer_words_referral_state (row->referral->state));
  date = foyer_format_date (row->referral->valid_to);

  /* Translators: number of a referral, where it stands, its last day. */
  return g_strdup_printf (_ ("Referral %1$s: %2$s, valid until %3$s"),
                          row->referral->number,
                          foyer_words_referral_state (row->referral->state), date);
}

/**
 * foyer_request_words_deposit:
 * @service: (nullable): what is asked for
 * @currency: ISO 4217 code
 *
 * Returns: (transfer full) (nullable): the rule of the payment at booking, `NULL` if there
 *   is none
 */
char *
foyer_request_words_deposit (FoyerService *service, const char *currency)
{
  g_autofree char *money = NULL;

  if (service == NULL || service->deposit_minor == 0)
    return NULL;
  money = foyer_format_money (service->deposit_minor, currency);

  /* Translators: %1$s is a kind of visit, %2$s an amount of money. */
  return g_strdup_printf (
      _ ("%1$s takes %2$s at the time of booking. Until that is paid, "
         "the time can only be held."),
      service->name, money);
}

/**
 * foyer_request_words_ask:
 * @request: a request
 * @clinic: (nullable): the clinic
 *
 * Returns: (transfer full): what to tell a patient who has no referral yet
 */
char *
foyer_request_words_ask (FoyerRequest *request, FoyerClinic *clinic)
{
  const char *referrer = request->referrer_text;
  const char *phone = clinic != NULL ? clinic->phone : NULL;

  if (referrer == NULL)
    referrer = C_ ("who refers a patient", "your doctor");
  if (phone == NULL)
    /* Translators: said to a patient; %s is who refers them. */
    return g_strdup_printf (_ ("We see new patients with a referral. Please ask %s to "
                               "send it to us. We will call you as soon as it is here."),
                            referrer);

  /* Translators: said to a patient; %1$s is who refers them, %2$s a phone number. */
  return g_strdup_printf (_ ("We see new patients with a referral. Please ask %1$s to "
                             "send it to us. We will call you as soon as it is here. Our "
                             "number: %2$s."),
                          referrer, phone);
}
