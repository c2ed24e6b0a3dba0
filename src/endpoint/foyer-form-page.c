/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "endpoint/foyer-form-page.h"

#include "endpoint/foyer-form-words.h"
#include "model/foyer-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define DAY_SECONDS (24 * FOYER_HOUR_SECONDS)

/* Whether a field must be filled in; of some it is enough to fill in one. */
typedef enum
{
  NEED_OPTIONAL,
  NEED_EITHER,
  NEED_REQUIRED,
} Need;

/* What the parts of the page that ask need. */
typedef struct
{
  GString             *html; /* (unowned) */
  const FoyerFormPage *page; /* (unowned) */
  const FoyerForm     *form; /* (unowned) */
  int                  today;
} Asking;

static gboolean
is_wrong (Asking *self, FoyerFormInput input)
{
  return self->form->problems[input] != FOYER_FORM_PROBLEM_NONE;
}

/* What describes a field: its hint, and what is wrong with it. */
static void
add_description (Asking *self, FoyerFormInput input, gboolean has_hint)
{
  const char *name = foyer_form_get_name (input);

  if (has_hint && is_wrong (self, input))
    foyer_form_html_add (self->html, " aria-describedby=\"%s-hint %s-wrong\"", name,
                         name);
  else if (has_hint || is_wrong (self, input))
    foyer_form_html_add (self->html, " aria-describedby=\"%s-%s\"", name,
                         has_hint ? "hint" : "wrong");
}

static void
add_state (Asking *self, FoyerFormInput input, Need need)
{
  foyer_form_html_add (self->html, "%s%s", need == NEED_REQUIRED ? " required" : "",
                       is_wrong (self, input) ? " aria-invalid=true" : "");
}

static void
add_hint (Asking *self, FoyerFormInput input, const char *hint)
{
  if (hint != NULL)
    foyer_form_html_add (self->html, "<p class=\"hint\" id=\"%s-hint\">%s</p>",
                         foyer_form_get_name (input), hint);
}

static void
add_problem (Asking *self, FoyerFormInput input)
{
  g_autofree char *words = NULL;

  if (!is_wrong (self, input))
    return;
  words = foyer_form_words_problem (self->form, input);
  foyer_form_html_add (self->html, "<p class=\"wrong\" id=\"%s-wrong\">%s</p>",
                       foyer_form_get_name (input), words);
}

static void
add_optional (Asking *self, Need need)
{
  if (need == NEED_OPTIONAL)
    foyer_form_html_add (self->html, " <span class=\"optional\">%s</span>",
                         C_ ("request form", "(optional)"));
}

static void
add_label (Asking *self, FoyerFormInput input, Need need)
{
  foyer_form_html_add (self->html, "<label for=\"%s\">%s", foyer_form_get_name (input),
                       foyer_form_words_label (input));
  add_optional (self, need);
  foyer_form_html_add (self->html, "</label>");
}

/* A field of one line; @attributes is HTML of ours. */
static void
add_entry (Asking        *self,
           FoyerFormInput input,
           const char    *attributes,
           Need           need,
           const char    *hint)
{
  const char *name = foyer_form_get_name (input);

  foyer_form_html_add (self->html, "<div class=\"field\">");
  add_label (self, input, need);
  add_hint (self, input, hint);
  add_problem (self, input);
  foyer_form_html_add (self->html, "<input id=\"%s\" name=\"%s\" value=\"%s\" ", name,
                       name, self->form->typed[input]);
  g_string_append (self->html, attributes);
  add_state (self, input, need);
  add_description (self, input, hint != NULL);
  foyer_form_html_add (self->html, "></div>\n");
}

static void
begin_group (Asking        *self,
             FoyerFormInput input,
             const char    *legend,
             const char    *role,
             Need           need,
             const char    *hint)
{
  foyer_form_html_add (self->html, "<fieldset role=\"%s\"", role);
  add_description (self, input, hint != NULL);
  if (g_str_equal (role, "radiogroup") && need == NEED_REQUIRED)
    foyer_form_html_add (self->html, " aria-required=\"true\"");
  foyer_form_html_add (self->html, "><legend>%s", legend);
  add_optional (self, need);
  foyer_form_html_add (self->html, "</legend>");
  add_hint (self, input, hint);
  add_problem (self, input);
}

static gboolean
is_chosen (Asking *self, FoyerFormInput input, const char *choice)
{
  g_auto (GStrv) chosen = g_strsplit (self->form->typed[input], " ", -1);

  return g_strv_contains ((const char *const *) chosen, choice);
}

/* The first of the choices has the name as its id: there the list of problems leads to. */
static void
add_choices (Asking        *self,
             FoyerFormInput input,
             const char    *type,
             const char    *choices,
             Need           need,
             const char    *hint)
{
  const char *name = foyer_form_get_name (input);
  const char *role = g_str_equal (type, "radio") ? "radiogroup" : "group";
  g_auto (GStrv) list = g_strsplit (choices, " ", -1);

  begin_group (self, input, foyer_form_words_label (input), role, need, hint);
  foyer_form_html_add (self->html, "<div class=\"choices%s\">",
                       input == FOYER_FORM_CATEGORY ? " long" : "");
  for (guint i = 0; list[i] != NULL; i++)
    {
      g_autofree char *id =
          i == 0 ? g_strdup (name) : g_strdup_printf ("%s-%s", name, list[i]);

      foyer_form_html_add (self->html,
                           "<div class=\"choice\"><input type=\"%s\" id=\"%s\" "
                           "name=\"%s\" value=\"%s\"%s",
                           type, id, name, list[i],
                           is_chosen (self, input, list[i]) ? " checked" : "");
      if (g_str_equal (type, "radio") && need == NEED_REQUIRED)
        foyer_form_html_add (self->html, " required");
      foyer_form_html_add (self->html, "><label for=\"%s\">%s</label></div>", id,
                           foyer_form_words_choice (input, list[i]));
    }
  foyer_form_html_add (self->html, "</div></fieldset>\n");
}

static void
add_month (Asking *self)
{
  const char *typed = self->form->typed[FOYER_FORM_BIRTH_MONTH];

  foyer_form_html_add (self->html, "<div class=\"field month\">");
  add_label (self, FOYER_FORM_BIRTH_MONTH, NEED_REQUIRED);
  foyer_form_html_add (self->html, "<select id=\"birth-month\" name=\"birth-month\" "
                                   "autocomplete=\"bday-month\"");
  add_state (self, FOYER_FORM_BIRTH_MONTH, NEED_REQUIRED);
  foyer_form_html_add (self->html, "><option value=\"\">%s</option>",
                       C_ ("request form", "Choose"));
  for (int month = 1; month <= 12; month++)
    {
      g_autofree char *number = g_strdup_printf ("%d", month);

      foyer_form_html_add (self->html, "<option value=\"%s\"%s>%s</option>", number,
                           g_str_equal (number, typed) ? " selected" : "",
                           foyer_form_words_month (month));
    }
  foyer_form_html_add (self->html, "</select></div>");
}

static void
add_figures (Asking *self, FoyerFormInput input, const char *part, const char *complete)
{
  const char *name = foyer_form_get_name (input);

  foyer_form_html_add (self->html, "<div class=\"field %s\">", part);
  add_label (self, input, NEED_REQUIRED);
  foyer_form_html_add (self->html,
                       "<input id=\"%s\" name=\"%s\" value=\"%s\" inputmode=\"numeric\" "
                       "autocomplete=\"%s\" dir=\"ltr\"",
                       name, name, self->form->typed[input], complete);
  foyer_form_html_add (self->html, " required%s></div>",
                       is_wrong (self, FOYER_FORM_BIRTH_MONTH) ? " aria-invalid=true"
                                                               : "");
}

/* The month is a word, so that no order can be mistaken; the order is that of the language. */
static void
add_birth (Asking *self)
{
  /* Translators: the order of month (m), day (d) and year (y) in dates of your language */
  const char *order = C_ ("order of a date", "mdy");

  begin_group (self, FOYER_FORM_BIRTH_MONTH, C_ ("request form", "Date of birth"),
               "group", NEED_REQUIRED, NULL);
  foyer_form_html_add (self->html, "<div class=\"parts\">");
  for (const char *part = order; *part != '\0'; part++)
    if (*part == 'm')
      add_month (self);
    else if (*part == 'd')
      add_figures (self, FOYER_FORM_BIRTH_DAY, "day", "bday-day");
    else if (*part == 'y')
      add_figures (self, FOYER_FORM_BIRTH_YEAR, "year", "bday-year");
  foyer_form_html_add (self->html, "</div></fieldset>\n");
}

static void
add_heading (Asking *self, const char *heading)
{
  foyer_form_html_add (self->html, "<h2>%s</h2>\n", heading);
}

static void
ask_person (Asking *self)
{
  add_heading (self, C_ ("request form", "About you"));
  add_entry (self, FOYER_FORM_GIVEN, "autocomplete=\"given-name\" dir=\"auto\"",
             NEED_REQUIRED, NULL);
  add_entry (self, FOYER_FORM_FAMILY, "autocomplete=\"family-name\" dir=\"auto\"",
             NEED_REQUIRED, NULL);
  add_birth (self);
  foyer_form_html_add (
      self->html, "<p>%s</p>",
      _ ("We need a phone number or an e-mail address to answer you. Both "
         "are better."));
  add_entry (self, FOYER_FORM_PHONE, "type=\"tel\" autocomplete=\"tel\" dir=\"ltr\"",
             NEED_EITHER, _ ("With area code"));
  add_entry (self, FOYER_FORM_EMAIL, "type=\"email\" autocomplete=\"email\" dir=\"ltr\"",
             NEED_EITHER, NULL);
}

static void
ask_referral (Asking *self)
{
  add_heading (self, C_ ("request form", "Your referral"));
  add_entry (self, FOYER_FORM_REFERRER, "autocomplete=\"off\" dir=\"auto\"",
             NEED_REQUIRED, _ ("Name of your doctor or of the practice"));
  add_choices (self, FOYER_FORM_REFERRAL_SENT, "radio", "yes no unknown", NEED_REQUIRED,
               NULL);
  add_choices (self, FOYER_FORM_SEEN_BEFORE, "radio", "yes no", NEED_OPTIONAL, NULL);
}

static void
ask_visit (Asking *self)
{
  const char      *name = foyer_form_get_name (FOYER_FORM_MESSAGE);
  g_autofree char *today = foyer_day_format (self->today);
  g_autofree char *attributes = NULL;
  g_autofree char *payment = NULL;
  g_autofree char *hint = NULL;

  /* Translators: %s is an amount of money, such as $125 */
  payment =
      g_strdup_printf (_ ("A cosmetic consultation takes a payment of %s at the time "
                          "of booking. Nothing is paid on this page."),
                       self->page->deposit);
  attributes = g_strdup_printf ("type=\"date\" min=\"%s\"", today);
  hint = g_strdup_printf (_ ("What should we know before we call? At most %u characters. "
                             "Never write the number of a payment card here."),
                          foyer_form_get_max (FOYER_FORM_MESSAGE));

  add_heading (self, C_ ("request form", "Your visit"));
  add_choices (self, FOYER_FORM_CATEGORY, "radio", "medical cosmetic", NEED_REQUIRED,
               payment);
  add_choices (self, FOYER_FORM_DAYS, "checkbox", "mon tue wed thu fri", NEED_OPTIONAL,
               _ ("Choose none if any day suits you."));
  add_choices (self, FOYER_FORM_TIMES, "radio", "any morning afternoon", NEED_OPTIONAL,
               NULL);
  add_entry (self, FOYER_FORM_EARLIEST, attributes, NEED_OPTIONAL,
             _ ("If you cannot come before a certain day"));

  foyer_form_html_add (self->html, "<div class=\"field\">");
  add_label (self, FOYER_FORM_MESSAGE, NEED_OPTIONAL);
  add_hint (self, FOYER_FORM_MESSAGE, hint);
  add_problem (self, FOYER_FORM_MESSAGE);
  foyer_form_html_add (
      self->html,
      "<textarea id=\"%s\" name=\"%s\" rows=\"5\" maxlength=\"2000\" dir=\"auto\"", name,
      name);
  add_state (self, FOYER_FORM_MESSAGE, NEED_OPTIONAL);
  add_description (self, FOYER_FORM_MESSAGE, TRUE);
  /* A line break right after the tag does not count. */
  foyer_form_html_add (self->html, ">\n%s</textarea></div>\n",
                       self->form->typed[FOYER_FORM_MESSAGE]);
}

/* Nobody sees this one, unless something has filled it in. */
static void
add_trap (Asking *self)
{
  const char *name = foyer_form_get_name (FOYER_FORM_TRAP);

  if (is_wrong (self, FOYER_FORM_TRAP))
    {
      foyer_form_html_add (self->html, "<div class=\"field\">");
      add_label (self, FOYER_FORM_TRAP, NEED_REQUIRED);
      add_problem (self, FOYER_FORM_TRAP);
      foyer_form_html_add (self->html,
                           "<input id=\"%s\" name=\"%s\" autocomplete=\"off\" "
                           "aria-describedby=\"%s-wrong\"></div>\n",
                           name, name, name);
      return;
    }
  foyer_form_html_add (self->html, "<div class=\"away\" aria-hidden=\"true\">");
  add_label (self, FOYER_FORM_TRAP, NEED_REQUIRED);
  foyer_form_html_add (self->html,
                       "<input id=\"%s\" name=\"%s\" tabindex=\"-1\" "
                       "autocomplete=\"off\"></div>\n",
                       name, name);
}

/* The list of what is wrong gets the focus, and leads to the fields. */
static void
add_summary (Asking *self, FoyerFormNotice notice)
{
  if (notice == FOYER_FORM_NOTICE_NONE && !foyer_form_has_problems (self->form))
    return;

  foyer_form_html_add (self->html,
                       "<div class=\"box bad\" role=\"alert\" tabindex=\"-1\" autofocus "
                       "id=\"problems\"><h2>%s</h2>",
                       _ ("Your request has not been sent"));
  if (notice != FOYER_FORM_NOTICE_NONE)
    foyer_form_html_add (self->html, "<p>%s</p>", foyer_form_words_notice (notice));
  if (foyer_form_has_problems (self->form))
    {
      foyer_form_html_add (self->html, "<ul>");
      for (guint i = 0; i < FOYER_FORM_N_INPUTS; i++)
        if (is_wrong (self, i))
          {
            g_autofree char *words = foyer_form_words_problem (self->form, i);

            foyer_form_html_add (self->html, "<li><a href=\"#%s\">",
                                 foyer_form_get_name (i));
            if (self->form->problems[i] != FOYER_FORM_PROBLEM_MISSING)
              foyer_form_html_add (self->html, "%s – ",
                                   i == FOYER_FORM_BIRTH_MONTH
                                       ? C_ ("request form", "Date of birth")
                                       : foyer_form_words_label (i));
            foyer_form_html_add (self->html, "%s</a></li>", words);
          }
      foyer_form_html_add (self->html, "</ul>");
    }
  foyer_form_html_add (self->html, "</div>\n");
}

static void
add_introduction (GString *html)
{
  foyer_form_html_add (
      html,
      "<div class=\"box\"><h2>%s</h2><p><strong>%s</strong></p><p>%s</p>"
      "<p>%s</p></div>\n",
      _ ("Before you begin"),
      _ ("We see new patients by referral only. Ask your primary care "
         "provider (PCP) to send us a referral first; then send this form "
         "or call us."),
      _ ("What happens next: we look for your referral and get in touch with "
         "you to agree on a time. Sending this form does not book a time."),
      _ ("This form is not for anything urgent. In an emergency, call 911 "
         "or your local emergency number."));
}

/**
 * foyer_form_page_ask:
 * @self: the page
 * @form: what its fields hold, and what is wrong with it
 * @notice: what else was wrong
 * @now: seconds since 1970-01-01 UTC
 *
 * Makes the page with the form, in the language in use.  What is wrong stands at the top, in
 * a list that leads to the fields, and once more at each field.
 *
 * Returns: (transfer full): HTML
 */
char *
foyer_form_page_ask (const FoyerFormPage *self,
                     const FoyerForm     *form,
                     FoyerFormNotice      notice,
                     gint64               now)
{
  GString *html = g_string_new (NULL);
  Asking   asking = { html, self, form, (int) (now / DAY_SECONDS) };

  foyer_form_html_begin (html, self, _ ("Request an appointment"),
                         notice != FOYER_FORM_NOTICE_NONE ||
                             foyer_form_has_problems (form));
  add_summary (&asking, notice);
  add_introduction (html);
  foyer_form_html_add (html,
                       "<form method=\"post\" action=\"%s\" novalidate "
                       "accept-charset=\"utf-8\"><input type=\"hidden\" name=\"lang\" "
                       "value=\"%s\"><input type=\"hidden\" name=\"token\" "
                       "value=\"%s\">\n",
                       self->path, self->tag, form->typed[FOYER_FORM_TOKEN]);
  ask_person (&asking);
  ask_referral (&asking);
  ask_visit (&asking);
  add_trap (&asking);
  foyer_form_html_add (html, "<button type=\"submit\">%s</button></form>\n",
                       C_ ("request form", "Send request"));
  foyer_form_html_end (html, self);

  return g_string_free (html, FALSE);
}

static void
add_call (GString *html, const FoyerFormPage *self)
{
  if (self->clinic_phone == NULL)
    return;
  foyer_form_html_add (html, "<p class=\"phone\">");
  foyer_form_html_add_phone (html, self);
  foyer_form_html_add (html, "</p>");
}

/**
 * foyer_form_page_thank:
 * @self: the page
 *
 * Makes the page after the form, which says what happens next and nothing about the person.
 *
 * Returns: (transfer full): HTML
 */
char *
foyer_form_page_thank (const FoyerFormPage *self)
{
  GString         *html = g_string_new (NULL);
  g_autofree char *payment = NULL;

  /* Translators: %s is an amount of money, such as $125 */
  payment =
      g_strdup_printf (_ ("For a cosmetic consultation we take a payment of %s when we "
                          "book it with you."),
                       self->deposit);
  foyer_form_html_begin (html, self, _ ("We have received your request"), FALSE);
  foyer_form_html_add (
      html, "<h2>%s</h2><ol><li>%s</li><li>%s</li><li>%s</li></ol>\n",
      _ ("What happens next"),
      _ ("We look for your referral. If it has not been sent yet, please ask "
         "your primary care provider (PCP) to send it to us."),
      _ ("We call you or write to you to agree on a time. Until we have told "
         "you a time, nothing is booked."),
      payment);
  foyer_form_html_add (html, "<p>%s</p>",
                       _ ("If you do not hear from us, or something has changed, please "
                          "call us."));
  add_call (html, self);
  foyer_form_html_add (
      html, "<div class=\"box\"><p>%s</p></div>\n",
      _ ("If it cannot wait, do not wait for our answer: call us, and in an "
         "emergency call 911 or your local emergency number."));
  foyer_form_html_end (html, self);

  return g_string_free (html, FALSE);
}

/**
 * foyer_form_page_refuse:
 * @self: the page
 * @notice: why there is no form on it
 *
 * Returns: (transfer full): HTML
 */
char *
foyer_form_page_refuse (const FoyerFormPage *self, FoyerFormNotice notice)
{
  GString *html = g_string_new (NULL);

  foyer_form_html_begin (html, self,
                         notice == FOYER_FORM_NOTICE_SENT
                             ? _ ("Your request was sent before")
                             : _ ("Your request has not been sent"),
                         FALSE);
  foyer_form_html_add (html, "<p>%s</p>", foyer_form_words_notice (notice));
  add_call (html, self);
  foyer_form_html_add (html, "<p><a href=\"%s?lang=%s\">%s</a></p>\n", self->path,
                       self->tag, _ ("Begin a new request"));
  foyer_form_html_end (html, self);

  return g_string_free (html, FALSE);
}
