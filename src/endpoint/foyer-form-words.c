/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "endpoint/foyer-form-words.h"

#include <glib/gi18n-lib.h>

static const char *
words_missing (FoyerFormInput input)
{
  if (input == FOYER_FORM_GIVEN)
    return _ ("Enter your first name.");
  if (input == FOYER_FORM_FAMILY)
    return _ ("Enter your last name.");
  if (input == FOYER_FORM_BIRTH_MONTH)
    return _ ("Enter your date of birth: month, day and year.");
  if (input == FOYER_FORM_PHONE)
    return _ ("Enter a phone number or an e-mail address, so that we can answer you.");
  if (input == FOYER_FORM_REFERRER)
    return _ ("Enter the name of the doctor or practice that refers you.");
  if (input == FOYER_FORM_REFERRAL_SENT)
    return _ ("Choose whether the referral has been sent.");

  return _ ("Choose whether the visit is medical or cosmetic.");
}

static const char *
words_format (FoyerFormInput input)
{
  if (input == FOYER_FORM_BIRTH_MONTH)
    return _ (
        "There is no such date. Check the month, the day and the four figures of the "
        "year.");
  if (input == FOYER_FORM_PHONE)
    return _ ("Enter the phone number with its area code, for example 805-555-0123.");
  if (input == FOYER_FORM_EMAIL)
    return _ ("Enter the whole e-mail address, for example name@example.com.");

  return _ ("There is no such date. Enter year, month and day, for example 2027-03-27.");
}

/**
 * foyer_form_words_problem:
 * @form: a form that was checked
 * @input: an input that has a problem
 *
 * Returns: (transfer full): what is wrong and what to do, never what was typed
 */
char *
foyer_form_words_problem (const FoyerForm *form, FoyerFormInput input)
{
  switch (form->problems[input])
    {
    case FOYER_FORM_PROBLEM_MISSING:
      return g_strdup (words_missing (input));

    case FOYER_FORM_PROBLEM_TOO_LONG:
      {
        const guint max = foyer_form_get_max (input);
        const guint typed = (guint) g_utf8_strlen (form->typed[input], -1);

        /* Translators: %1$u is how many characters fit, %2$u how many there are */
        return g_strdup_printf (_ ("Shorten this to %1$u characters. It has %2$u now."),
                                max, typed);
      }

    case FOYER_FORM_PROBLEM_CHARACTERS:
      return g_strdup (_ ("Type this again: it has characters that cannot be shown."));

    case FOYER_FORM_PROBLEM_FORMAT:
      return g_strdup (words_format (input));

    case FOYER_FORM_PROBLEM_PAST:
      return g_strdup (input == FOYER_FORM_EARLIEST
                           ? _ ("This day has passed. Enter today or a later day.")
                           : _ ("This is too long ago. Check the year."));

    case FOYER_FORM_PROBLEM_FUTURE:
      return g_strdup (input == FOYER_FORM_EARLIEST
                           ? _ ("Enter a day within the next two years.")
                           : _ ("This day is still to come. Check the year."));

    case FOYER_FORM_PROBLEM_CARD:
      return g_strdup (
          _ ("Never send a card number with this form. We have taken it out, and "
             "nothing has been stored."));

    case FOYER_FORM_PROBLEM_TRAP:
      return g_strdup (
          _ ("Something was in it. This field is there to stop automatic programs."));

    case FOYER_FORM_PROBLEM_NONE:
    case FOYER_FORM_PROBLEM_CHOICE:
    default:
      return g_strdup (_ ("Choose one of the answers."));
    }
}

/**
 * foyer_form_words_notice:
 *
 * Returns: (transfer none): what has happened to the form, and what to do
 */
const char *
foyer_form_words_notice (FoyerFormNotice notice)
{
  switch (notice)
    {
    case FOYER_FORM_NOTICE_EARLY:
      return _ (
          "This was sent faster than anybody types. Nothing has been stored. Check what "
          "is below and send it again.");

    case FOYER_FORM_NOTICE_LATE:
      return _ (
          "This page was open for a long time. Nothing has been stored yet. Check what "
          "is below and send it again.");

    case FOYER_FORM_NOTICE_FOREIGN:
      return _ ("This was not sent from this page, or the page is from before a restart. "
                "Nothing has been stored. Check what is below and send it again.");

    case FOYER_FORM_NOTICE_GARBLED:
      return _ (
          "What was sent cannot be read. Nothing has been stored. Go back to the form "
          "and try again, or call us.");

    case FOYER_FORM_NOTICE_FLOOD:
      return _ (
          "Too many requests have been sent from your connection or to us. Nothing has "
          "been stored. Try again in an hour, or call us.");

    case FOYER_FORM_NOTICE_SENT:
      return _ (
          "Your request was sent before. We have it as you sent it then; what you have "
          "changed since is not stored. Call us to change your request.");

    case FOYER_FORM_NOTICE_FAILED:
      return _ (
          "Your request could not be stored, and we do not have it. Try again in some "
          "minutes, or call us.");

    case FOYER_FORM_NOTICE_NONE:
    default:
      return NULL;
    }
}

/**
 * foyer_form_words_label:
 * @input: a field of the form
 *
 * Returns: its label in the language of the request
 */
const char *
foyer_form_words_label (FoyerFormInput input)
{
  switch (input)
    {
    case FOYER_FORM_GIVEN:
      return C_ ("request form", "First name");

    case FOYER_FORM_FAMILY:
      return C_ ("request form", "Last name");

    case FOYER_FORM_BIRTH_MONTH:
      return C_ ("request form", "Month");

    case FOYER_FORM_BIRTH_DAY:
      return C_ ("request form", "Day");

    case FOYER_FORM_BIRTH_YEAR:
      return C_ ("request form", "Year");

    case FOYER_FORM_PHONE:
      return C_ ("request form", "Phone");

    case FOYER_FORM_EMAIL:
      return C_ ("request form", "E-mail");

    case FOYER_FORM_REFERRER:
      return C_ ("request form", "Who refers you to us?");

    case FOYER_FORM_REFERRAL_SENT:
      return C_ ("request form", "Has the referral been sent to us?");

    case FOYER_FORM_SEEN_BEFORE:
      return C_ ("request form", "Have you been seen here before?");

    case FOYER_FORM_CATEGORY:
      return C_ ("request form", "What kind of visit do you ask for?");

    case FOYER_FORM_DAYS:
      return C_ ("request form", "Which days suit you?");

    case FOYER_FORM_TIMES:
      return C_ ("request form", "Which time of day suits you?");

    case FOYER_FORM_EARLIEST:
      return C_ ("request form", "Earliest date");

    case FOYER_FORM_MESSAGE:
      return C_ ("request form", "Message");

    case FOYER_FORM_TRAP:
      return C_ ("request form", "Leave this field empty");

    case FOYER_FORM_TOKEN:
    case FOYER_FORM_LANGUAGE:
    default:
      return "";
    }
}

/**
 * foyer_form_words_month:
 * @month: 1 to 12
 *
 * Returns: its name in the language of the request
 */
const char *
foyer_form_words_month (int month)
{
  static const char *const names[] = {
    NC_ ("month", "January"), NC_ ("month", "February"), NC_ ("month", "March"),
    NC_ ("month", "April"),   NC_ ("month", "May"),      NC_ ("month", "June"),
    NC_ ("month", "July"),    NC_ ("month", "August"),   NC_ ("month", "September"),
    NC_ ("month", "October"), NC_ ("month", "November"), NC_ ("month", "December"),
  };

  return g_dpgettext2 (GETTEXT_PACKAGE, "month", names[month - 1]);
}

/**
 * foyer_form_words_choice:
 * @input: a field with choices
 * @choice: one of them, as it is sent
 *
 * Returns: the choice in the language of the request
 */
const char *
foyer_form_words_choice (FoyerFormInput input, const char *choice)
{
  static const struct
  {
    FoyerFormInput input;
    const char    *choice;
    const char    *words;
  } choices[] = {
    { FOYER_FORM_REFERRAL_SENT, "yes", NC_ ("request form answer", "Yes") },
    { FOYER_FORM_REFERRAL_SENT, "no", NC_ ("request form answer", "Not yet") },
    { FOYER_FORM_REFERRAL_SENT, "unknown", NC_ ("request form answer", "I do not know") },
    { FOYER_FORM_SEEN_BEFORE, "yes", NC_ ("request form answer", "Yes") },
    { FOYER_FORM_SEEN_BEFORE, "no", NC_ ("request form answer", "No") },
    { FOYER_FORM_CATEGORY, "medical",
      NC_ ("request form answer", "Medical: a concern about skin, hair or nails") },
    { FOYER_FORM_CATEGORY, "cosmetic",
      NC_ ("request form answer", "Cosmetic: a consultation about appearance") },
    { FOYER_FORM_DAYS, "mon", NC_ ("request form answer", "Monday") },
    { FOYER_FORM_DAYS, "tue", NC_ ("request form answer", "Tuesday") },
    { FOYER_FORM_DAYS, "wed", NC_ ("request form answer", "Wednesday") },
    { FOYER_FORM_DAYS, "thu", NC_ ("request form answer", "Thursday") },
    { FOYER_FORM_DAYS, "fri", NC_ ("request form answer", "Friday") },
    { FOYER_FORM_TIMES, "any", NC_ ("request form answer", "Any time") },
    { FOYER_FORM_TIMES, "morning", NC_ ("request form answer", "Morning") },
    { FOYER_FORM_TIMES, "afternoon", NC_ ("request form answer", "Afternoon") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    if (choices[i].input == input && g_str_equal (choices[i].choice, choice))
      return g_dpgettext2 (GETTEXT_PACKAGE, "request form answer", choices[i].words);

  return choice;
}
