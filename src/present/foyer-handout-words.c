/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "present/foyer-handout-words.h"

#include "model/foyer-service.h"
#include "present/foyer-format.h"

#include <glib/gi18n-lib.h>

#define SAY(text) foyer_tongue_say (tongue, "handout", text)

/* What becomes of a payment, as the second part of a sentence. */
static const char *const outcomes[] = {
  [FOYER_DEPOSIT_OUTCOME_REFUND] = NC_ ("handout", "you get the payment back."),
  [FOYER_DEPOSIT_OUTCOME_CREDIT] =
      NC_ ("handout", "the payment becomes credit for another visit."),
  [FOYER_DEPOSIT_OUTCOME_FORFEIT] = NC_ ("handout", "the clinic keeps the payment."),
  [FOYER_DEPOSIT_OUTCOME_CARRY] =
      NC_ ("handout", "we decide with you what becomes of the payment."),
};

/* The services that take a payment, with the amount of each where they differ. */
static char *
dup_demand (FoyerClinic *clinic, GPtrArray *services, FoyerTongue *tongue)
{
  g_autoptr (GString) list = g_string_new (NULL);
  gint64           amount = 0;
  gboolean         differs = FALSE;
  g_autofree char *money = NULL;

  for (guint i = 0; i < services->len; i++)
    {
      FoyerService    *service = services->pdata[i];
      g_autofree char *own = NULL;

      if (!service->active || service->category != FOYER_SERVICE_CATEGORY_COSMETIC)
        continue;
      own = foyer_format_money (service->deposit_minor, clinic->currency);
      differs |= amount != 0 && service->deposit_minor != amount;
      amount = MAX (amount, service->deposit_minor);
      if (service->deposit_minor > 0)
        g_string_append_printf (list, "%s%s: %s", list->len > 0 ? "; " : "",
                                service->name, own);
    }
  if (amount == 0)
    return NULL;
  if (differs)
    return g_strdup_printf (
        /* Translators: %s are services with an amount each: “Consultation: $125”. */
        SAY (NC_ ("handout", "We ask for a payment when you book (%s). Without it, the "
                             "time cannot be booked.")),
        list->str);
  money = foyer_format_money (amount, clinic->currency);

  return g_strdup_printf (
      /* Translators: %s is an amount. */
      SAY (NC_ ("handout", "We ask for a payment of %s when you book a cosmetic "
                           "consultation. Without it, the time cannot be booked.")),
      money);
}

/* “24 hours” */
static char *
dup_hours (gint64 hours, FoyerTongue *tongue)
{
  if (hours == 1)
    return g_strdup (SAY (NC_ ("handout", "one hour")));

  /* Translators: two hours or more. */
  return g_strdup_printf (SAY (NC_ ("handout", "%u hours")), (guint) hours);
}

static void
append_rule (GString            *text,
             FoyerTongue        *tongue,
             const char         *condition,
             FoyerDepositOutcome outcome)
{
  g_string_append_c (text, '\n');
  /* Translators: %1$s is a condition, “If you do not come”, %2$s what follows from it. */
  g_string_append_printf (text, SAY (NC_ ("handout", "%1$s: %2$s")), condition,
                          SAY (outcomes[outcome]));
}

/**
 * foyer_handout_words_deposit_rule:
 * @clinic: the clinic
 * @services: (element-type FoyerService): its services
 * @tongue: the language of the paper
 *
 * Tells a patient what the clinic asks for when a cosmetic visit is booked, and what becomes of it.
 *
 * Returns: (transfer full): some sentences, in lines
 */
char *
foyer_handout_words_deposit_rule (FoyerClinic *clinic,
                                  GPtrArray   *services,
                                  FoyerTongue *tongue)
{
  g_autofree char *demand = dup_demand (clinic, services, tongue);
  g_autofree char *hours = NULL;
  g_autofree char *in_time = NULL;
  GString         *text;

  if (demand == NULL)
    return g_strdup (SAY (NC_ ("handout", "You do not have to pay anything when you book "
                                          "a cosmetic consultation.")));

  text = g_string_new (demand);
  if (clinic->cancel_cutoff_hours > 0)
    {
      hours = dup_hours (clinic->cancel_cutoff_hours, tongue);
      in_time = g_strdup_printf (
          /* Translators: %s is a length of time, “24 hours”. */
          SAY (NC_ ("handout", "If you cancel at least %s before your visit")), hours);
      append_rule (text, tongue, in_time, clinic->deposit_in_time);
      append_rule (text, tongue, SAY (NC_ ("handout", "If you cancel later than that")),
                   clinic->deposit_late);
    }
  else
    append_rule (text, tongue, SAY (NC_ ("handout", "If you cancel before your visit")),
                 clinic->deposit_in_time);
  append_rule (text, tongue, SAY (NC_ ("handout", "If you do not come")),
               clinic->deposit_no_show);
  append_rule (text, tongue, SAY (NC_ ("handout", "If we have to cancel")),
               FOYER_DEPOSIT_OUTCOME_REFUND);
  g_string_append_c (text, '\n');
  g_string_append (text, SAY (NC_ ("handout", "If you move your visit to another time, "
                                              "the payment moves along with it.")));

  return g_string_free (text, FALSE);
}

typedef struct
{
  FoyerClinic *clinic;   /* (unowned) */
  GPtrArray   *services; /* (unowned) */
  FoyerTongue *tongue;   /* (unowned) */
} Filling;

static char *
fill_cb (const char *name, gpointer data)
{
  const Filling *filling = data;

  if (g_str_equal (name, "clinic"))
    return g_strdup (filling->clinic->name != NULL ? filling->clinic->name : "");
  /* The digits of a phone number read from left to right in every language. */
  if (g_str_equal (name, "phone"))
    return g_strconcat (
        "\u200e", filling->clinic->phone != NULL ? filling->clinic->phone : "—", NULL);
  if (g_str_equal (name, "address"))
    return g_strdup (filling->clinic->address != NULL ? filling->clinic->address : "");
  if (g_str_equal (name, "deposit-rule"))
    return foyer_handout_words_deposit_rule (filling->clinic, filling->services,
                                             filling->tongue);

  return NULL;
}

/**
 * foyer_handout_words_fill:
 * @text: an article
 * @clinic: whose paper it is
 * @services: (element-type FoyerService): its services
 * @tongue: the language of the article, as far as Foyer knows it
 *
 * Puts the clinic’s name, phone number, address and its rule about deposits where the article names
 * them.
 */
void
foyer_handout_words_fill (FoyerArticleText *text,
                          FoyerClinic      *clinic,
                          GPtrArray        *services,
                          FoyerTongue      *tongue)
{
  Filling filling = { clinic, services, tongue };

  foyer_article_text_fill (text, fill_cb, &filling);
}

static const char *const problems[] = {
  [FOYER_ARTICLE_PROBLEM_EMPTY] = NC_ ("article", "There is nothing to read yet."),
  [FOYER_ARTICLE_PROBLEM_TOO_LONG] =
      NC_ ("article", "This is too long for an article; the end of it is not kept."),
  [FOYER_ARTICLE_PROBLEM_NOT_TEXT] =
      NC_ ("article", "Some characters are no text; they are printed as a sign for it."),
  [FOYER_ARTICLE_PROBLEM_HEADER] =
      NC_ ("article", "This line of the head is not known and is left out."),
  [FOYER_ARTICLE_PROBLEM_NO_PHONE] =
      NC_ ("article",
           "The phone number of the clinic is missing; write {phone} where it belongs."),
  [FOYER_ARTICLE_PROBLEM_PLACEHOLDER] =
      NC_ ("article",
           "What stands in braces is not known and is printed as it is. Known are "
           "{clinic}, {phone}, {address} and {deposit-rule}."),
  [FOYER_ARTICLE_PROBLEM_HTML] = NC_ ("article", "HTML is printed as it is typed."),
  [FOYER_ARTICLE_PROBLEM_IMAGE] =
      NC_ ("article", "Pictures cannot be printed; their words are."),
  [FOYER_ARTICLE_PROBLEM_LINK] =
      NC_ ("article", "On paper a link is printed with its address."),
  [FOYER_ARTICLE_PROBLEM_CODE] = NC_ (
      "article",
      "Text that is set far in is printed as a paragraph. Begin the line at the margin."),
  [FOYER_ARTICLE_PROBLEM_RULE] = NC_ ("article", "The line across the page is left out."),
  [FOYER_ARTICLE_PROBLEM_QUOTE] =
      NC_ ("article", "The quotation is printed as a paragraph."),
  [FOYER_ARTICLE_PROBLEM_HEADING] = NC_ ("article", "Headings below ### look like ###."),
};

/**
 * foyer_handout_words_problem:
 * @problem: a problem of an article
 *
 * Returns: (transfer none): what is wrong, and what is printed
 */
const char *
foyer_handout_words_problem (FoyerArticleProblem problem)
{
  g_return_val_if_fail ((guint) problem < G_N_ELEMENTS (problems), NULL);

  return g_dpgettext2 (GETTEXT_PACKAGE, "article", problems[problem]);
}

/**
 * foyer_handout_words_warning:
 * @warning: what whoever writes an article should know
 *
 * Returns: (transfer full): it, with its line
 */
char *
foyer_handout_words_warning (const FoyerArticleWarning *warning)
{
  const char *problem = foyer_handout_words_problem (warning->problem);

  if (warning->line == 0)
    return g_strdup (problem);

  /* Translators: the number of a line of text, and what is to be said about it. */
  return g_strdup_printf (C_ ("article", "Line %1$u: %2$s"), warning->line, problem);
}

/**
 * foyer_handout_words_ease:
 * @ease: how easily a text is read
 *
 * Returns: (transfer none): the words for it
 */
const char *
foyer_handout_words_ease (FoyerArticleEase ease)
{
  switch (ease)
    {
    case FOYER_ARTICLE_EASE_EASY:
      return C_ ("reading ease", "Easy to read");

    case FOYER_ARTICLE_EASE_PLAIN:
      return C_ ("reading ease", "Plain to most adults");

    case FOYER_ARTICLE_EASE_HARD:
      return C_ ("reading ease", "Hard to read: shorter words and sentences help");

    case FOYER_ARTICLE_EASE_UNKNOWN:
    default:
      return C_ ("reading ease", "No measure for how easily this is read");
    }
}

/**
 * foyer_handout_words_state:
 * @state: what became of a handout
 *
 * Returns: (transfer none): the word for it
 */
const char *
foyer_handout_words_state (FoyerHandoutState state)
{
  switch (state)
    {
    case FOYER_HANDOUT_STATE_GIVEN:
      return C_ ("handout state", "Given");

    case FOYER_HANDOUT_STATE_DROPPED:
      return C_ ("handout state", "Not given");

    case FOYER_HANDOUT_STATE_QUEUED:
    default:
      return C_ ("handout state", "To be given");
    }
}

/**
 * foyer_handout_words_minutes:
 * @minutes: how long an article takes to read
 *
 * Returns: (transfer full): the words for it
 */
char *
foyer_handout_words_minutes (guint minutes)
{
  /* Translators: how long an article takes to read. */
  return g_strdup_printf (ngettext ("%u minute to read", "%u minutes to read", minutes),
                          minutes);
}
