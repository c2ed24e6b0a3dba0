/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "endpoint/foyer-form.h"

#include "model/foyer-phone.h"
#include "model/foyer-time.h"
#include "model/foyer-typed-date.h"

#include <string.h>

#define MAX_PAIRS 64
#define MAX_AGE_YEARS 125
#define MAX_AHEAD_DAYS 730
#define MIN_PHONE_DIGITS 7
#define DAY_SECONDS (24 * FOYER_HOUR_SECONDS)

typedef enum
{
  KIND_LINE,    /* words in one line */
  KIND_LINES,   /* words in several */
  KIND_FIGURES, /* a part of a date */
  KIND_CHOICE,  /* one of the choices */
  KIND_SEVERAL, /* any of the choices */
  KIND_HIDDEN,  /* not the person's */
} Kind;

/* The table has a row for each input, in the order of the enumeration.  Choices that are
 * required have no default on the page. */
static const struct
{
  const char *name;
  Kind        kind;
  guint       max; /* characters */
  gboolean    required;
  const char *choices;
} inputs[FOYER_FORM_N_INPUTS] = {
  [FOYER_FORM_GIVEN] = { "given", KIND_LINE, 100, TRUE },
  [FOYER_FORM_FAMILY] = { "family", KIND_LINE, 100, TRUE },
  [FOYER_FORM_BIRTH_MONTH] = { "birth-month", KIND_FIGURES, 2, TRUE },
  [FOYER_FORM_BIRTH_DAY] = { "birth-day", KIND_FIGURES, 2, TRUE },
  [FOYER_FORM_BIRTH_YEAR] = { "birth-year", KIND_FIGURES, 4, TRUE },
  [FOYER_FORM_PHONE] = { "phone", KIND_LINE, 40 },
  [FOYER_FORM_EMAIL] = { "email", KIND_LINE, 254 },
  [FOYER_FORM_REFERRER] = { "referrer", KIND_LINE, 200, TRUE },
  [FOYER_FORM_REFERRAL_SENT] = { "referral-sent", KIND_CHOICE, 0, TRUE,
                                 "yes no unknown" },
  [FOYER_FORM_SEEN_BEFORE] = { "seen-before", KIND_CHOICE, 0, FALSE, "yes no" },
  [FOYER_FORM_CATEGORY] = { "category", KIND_CHOICE, 0, TRUE, "medical cosmetic" },
  [FOYER_FORM_DAYS] = { "days", KIND_SEVERAL, 0, FALSE, "mon tue wed thu fri sat sun" },
  [FOYER_FORM_TIMES] = { "times", KIND_CHOICE, 0, FALSE, "any morning afternoon" },
  [FOYER_FORM_EARLIEST] = { "earliest", KIND_LINE, 40 },
  [FOYER_FORM_MESSAGE] = { "message", KIND_LINES, FOYER_FORM_MAX_MESSAGE },
  [FOYER_FORM_TRAP] = { "website", KIND_HIDDEN },
  [FOYER_FORM_TOKEN] = { "token", KIND_HIDDEN },
  [FOYER_FORM_LANGUAGE] = { "lang", KIND_HIDDEN },
};

/**
 * foyer_form_new:
 *
 * Returns: (transfer full): a form that nobody has filled in
 */
FoyerForm *
foyer_form_new (void)
{
  FoyerForm *self = g_new0 (FoyerForm, 1);

  for (guint i = 0; i < FOYER_FORM_N_INPUTS; i++)
    self->typed[i] = g_strdup ("");

  return self;
}

void
foyer_form_free (FoyerForm *self)
{
  for (guint i = 0; i < FOYER_FORM_N_INPUTS; i++)
    g_free (self->typed[i]);
  g_free (self);
}

static void
take (FoyerForm *self, FoyerFormInput input, char *text)
{
  g_free (self->typed[input]);
  self->typed[input] = text;
}

/* A part of application/x-www-form-urlencoded data; NULL if it is not text. */
static char *
decode (const char *start, gsize length)
{
  g_autofree char *plain = g_strndup (start, length);
  g_autofree char *text = NULL;

  if (strlen (plain) != length)
    return NULL;
  g_strdelimit (plain, "+", ' ');
  text = g_uri_unescape_string (plain, NULL);

  return text != NULL && g_utf8_validate (text, -1, NULL) ? g_steal_pointer (&text)
                                                          : NULL;
}

/* One line is left by what browsers send for a line break, and the parts of a list are
 * collected.  Of anything else that comes twice the first counts. */
static void
keep (FoyerForm *self, FoyerFormInput input, char *text)
{
  g_autoptr (GString) lines = NULL;

  if (inputs[input].kind == KIND_SEVERAL && *self->typed[input] != '\0')
    {
      take (self, input, g_strconcat (self->typed[input], " ", text, NULL));
      g_free (text);
    }
  else if (*self->typed[input] != '\0')
    g_free (text);
  else
    {
      lines = g_string_new (text);
      g_string_replace (lines, "\r\n", "\n", 0);
      g_free (text);
      take (self, input, g_strstrip (g_strdup (lines->str)));
    }
}

/**
 * foyer_form_parse:
 * @data: a body of the type application/x-www-form-urlencoded
 * @length: its size
 *
 * Reads what a browser sends.  Fields that the form has not are ignored.
 *
 * Returns: (transfer full) (nullable): the form, not checked; `NULL` if @data is too large, not
 *   of that type, or not UTF-8
 */
FoyerForm *
foyer_form_parse (const char *data, gsize length)
{
  g_autoptr (FoyerForm) self = foyer_form_new ();
  const char *end = data + length;
  guint       n_pairs = 0;

  if (length > FOYER_FORM_MAX_BYTES)
    return NULL;

  for (const char *pair = data; pair < end;)
    {
      const char      *pair_end = memchr (pair, '&', end - pair);
      const char      *equals;
      g_autofree char *name = NULL;
      g_autofree char *text = NULL;

      if (pair_end == NULL)
        pair_end = end;
      equals = memchr (pair, '=', pair_end - pair);
      if (equals == NULL || ++n_pairs > MAX_PAIRS)
        return NULL;
      name = decode (pair, equals - pair);
      text = decode (equals + 1, pair_end - equals - 1);
      if (name == NULL || text == NULL)
        return NULL;

      for (guint i = 0; i < FOYER_FORM_N_INPUTS; i++)
        if (g_str_equal (name, inputs[i].name))
          {
            keep (self, i, g_steal_pointer (&text));
            break;
          }
      pair = pair_end + 1;
    }

  return g_steal_pointer (&self);
}

/**
 * foyer_form_get_name:
 *
 * Returns: (transfer none): the name of the field in the page
 */
const char *
foyer_form_get_name (FoyerFormInput input)
{
  return inputs[input].name;
}

/**
 * foyer_form_get_max:
 *
 * Returns: how many characters the field takes
 */
guint
foyer_form_get_max (FoyerFormInput input)
{
  return inputs[input].max;
}

gboolean
foyer_form_has_problems (const FoyerForm *self)
{
  for (guint i = 0; i < FOYER_FORM_N_INPUTS; i++)
    if (self->problems[i] != FOYER_FORM_PROBLEM_NONE)
      return TRUE;

  return FALSE;
}

/* Control characters, and the marks that make text read in another order than it has. */
static gboolean
is_bad_character (gunichar c, gboolean lines)
{
  if (lines && (c == '\n' || c == '\t'))
    return FALSE;

  return g_unichar_iscntrl (c) || c == 0x2028 || c == 0x2029 ||
         (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff ||
         g_unichar_type (c) == G_UNICODE_PRIVATE_USE ||
         g_unichar_type (c) == G_UNICODE_UNASSIGNED;
}

static FoyerFormProblem
check_words (char **text, guint max, gboolean lines)
{
  if (foyer_form_cut_cards (text))
    return FOYER_FORM_PROBLEM_CARD;
  for (const char *p = *text; *p != '\0'; p = g_utf8_next_char (p))
    if (is_bad_character (g_utf8_get_char (p), lines))
      return FOYER_FORM_PROBLEM_CHARACTERS;
  if (g_utf8_strlen (*text, -1) > max)
    return FOYER_FORM_PROBLEM_TOO_LONG;

  return FOYER_FORM_PROBLEM_NONE;
}

static gboolean
is_choice (const char *choices, const char *text)
{
  g_auto (GStrv) list = g_strsplit (choices, " ", -1);

  return g_strv_contains ((const char *const *) list, text);
}

static FoyerFormProblem
check_choices (const char *choices, const char *text)
{
  g_auto (GStrv) list = g_strsplit (text, " ", -1);

  for (guint i = 0; list[i] != NULL; i++)
    if (!is_choice (choices, list[i]))
      return FOYER_FORM_PROBLEM_CHOICE;

  return FOYER_FORM_PROBLEM_NONE;
}

static FoyerFormProblem
check_input (FoyerForm *self, FoyerFormInput input)
{
  char **text = &self->typed[input];

  if (inputs[input].kind == KIND_HIDDEN)
    return FOYER_FORM_PROBLEM_NONE;
  if (**text == '\0')
    return inputs[input].required ? FOYER_FORM_PROBLEM_MISSING : FOYER_FORM_PROBLEM_NONE;

  switch (inputs[input].kind)
    {
    case KIND_LINE:
    case KIND_LINES:
      return check_words (text, inputs[input].max, inputs[input].kind == KIND_LINES);

    case KIND_CHOICE:
      return is_choice (inputs[input].choices, *text) ? FOYER_FORM_PROBLEM_NONE
                                                      : FOYER_FORM_PROBLEM_CHOICE;

    case KIND_SEVERAL:
      return check_choices (inputs[input].choices, *text);

    case KIND_FIGURES:
    case KIND_HIDDEN:
    default:
      return FOYER_FORM_PROBLEM_NONE;
    }
}

/* A number of at most @max figures, of any script; 0 if it is none. */
static int
read_figures (const char *text, int max)
{
  int number = 0;

  if (g_utf8_strlen (text, -1) > max)
    return 0;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      const int digit = g_unichar_digit_value (g_utf8_get_char (p));

      if (digit < 0)
        return 0;
      number = number * 10 + digit;
    }

  return number;
}

/* The three parts have one problem, at the first of them. */
static char *
check_birth (FoyerForm *self, int today)
{
  FoyerFormProblem *problem = &self->problems[FOYER_FORM_BIRTH_MONTH];
  const int         month = read_figures (self->typed[FOYER_FORM_BIRTH_MONTH], 2);
  const int         day = read_figures (self->typed[FOYER_FORM_BIRTH_DAY], 2);
  const int         year = read_figures (self->typed[FOYER_FORM_BIRTH_YEAR], 4);
  gboolean          missing = FALSE;
  int               born;

  for (guint i = FOYER_FORM_BIRTH_MONTH; i <= FOYER_FORM_BIRTH_YEAR; i++)
    {
      missing |= self->problems[i] == FOYER_FORM_PROBLEM_MISSING;
      self->problems[i] = FOYER_FORM_PROBLEM_NONE;
    }
  if (missing)
    *problem = FOYER_FORM_PROBLEM_MISSING;
  else if (month < 1 || month > 12 || day < 1 || year < 100 ||
           !g_date_valid_dmy (day, month, year))
    *problem = FOYER_FORM_PROBLEM_FORMAT;
  if (*problem != FOYER_FORM_PROBLEM_NONE)
    return NULL;

  /* Somewhere it is tomorrow already. */
  born = foyer_day_from_ymd (year, month, day);
  if (born > today + 1)
    *problem = FOYER_FORM_PROBLEM_FUTURE;
  else if (born < foyer_day_add_months (today, -12 * MAX_AGE_YEARS))
    *problem = FOYER_FORM_PROBLEM_PAST;

  return *problem == FOYER_FORM_PROBLEM_NONE ? foyer_day_format (born) : NULL;
}

/* Browsers send ISO 8601; where one has no field for dates somebody types it.  Somewhere it
 * is yesterday still. */
static char *
check_earliest (FoyerForm *self, int today)
{
  FoyerFormProblem *problem = &self->problems[FOYER_FORM_EARLIEST];
  const char       *typed = self->typed[FOYER_FORM_EARLIEST];
  const gboolean   day_first = !g_str_has_prefix (self->typed[FOYER_FORM_LANGUAGE], "en");
  g_autofree char *date = NULL;
  int              day;

  if (*typed == '\0' || *problem != FOYER_FORM_PROBLEM_NONE)
    return NULL;

  date = foyer_typed_date_to_fhir (
      typed, day_first ? FOYER_DATE_ORDER_DMY : FOYER_DATE_ORDER_MDY, 2199);
  if (date == NULL || !foyer_day_parse (date, &day))
    *problem = FOYER_FORM_PROBLEM_FORMAT;
  else if (day < today - 1)
    *problem = FOYER_FORM_PROBLEM_PAST;
  else if (day > today + MAX_AHEAD_DAYS)
    *problem = FOYER_FORM_PROBLEM_FUTURE;

  return *problem == FOYER_FORM_PROBLEM_NONE ? g_steal_pointer (&date) : NULL;
}

static gboolean
is_email (const char *text)
{
  const char *at = strchr (text, '@');

  return at != NULL && at != text && strchr (at + 1, '@') == NULL &&
         strpbrk (text, " \t,;<>()[]\\\"") == NULL && strchr (at, '.') != NULL &&
         at[1] != '.' && !g_str_has_suffix (text, ".") && strstr (text, "..") == NULL;
}

static gboolean
is_phone (const char *text)
{
  g_autofree char *digits = foyer_phone_dup_digits (text);

  return foyer_phone_is_valid (text) && strlen (digits) >= MIN_PHONE_DIGITS;
}

/* One of the two is needed, to answer. */
static void
check_contact (FoyerForm *self)
{
  FoyerFormProblem *phone = &self->problems[FOYER_FORM_PHONE];
  FoyerFormProblem *email = &self->problems[FOYER_FORM_EMAIL];
  const char       *phone_typed = self->typed[FOYER_FORM_PHONE];
  const char       *email_typed = self->typed[FOYER_FORM_EMAIL];

  if (*phone == FOYER_FORM_PROBLEM_NONE && *phone_typed != '\0' &&
      !is_phone (phone_typed))
    *phone = FOYER_FORM_PROBLEM_FORMAT;
  if (*email == FOYER_FORM_PROBLEM_NONE && *email_typed != '\0' &&
      !is_email (email_typed))
    *email = FOYER_FORM_PROBLEM_FORMAT;
  if (*phone_typed == '\0' && *email_typed == '\0' && *phone == FOYER_FORM_PROBLEM_NONE &&
      *email == FOYER_FORM_PROBLEM_NONE)
    *phone = FOYER_FORM_PROBLEM_MISSING;
}

/* Composed, and one space where somebody typed several. */
static void
set_line (char **member, const char *typed)
{
  g_autofree char *composed = g_utf8_normalize (typed, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  g_auto (GStrv) words = g_strsplit (composed, " ", -1);
  g_autoptr (GString) line = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_string_append_printf (line, "%s%s", line->len > 0 ? " " : "", words[i]);
  foyer_set_text (member, line->str);
}

static FoyerAnswer
read_answer (const char *typed)
{
  if (g_str_equal (typed, "yes"))
    return FOYER_ANSWER_YES;

  return g_str_equal (typed, "no") ? FOYER_ANSWER_NO : FOYER_ANSWER_UNKNOWN;
}

/* In the order of the week, each once. */
static void
set_days (char **member, const char *typed)
{
  g_auto (GStrv) chosen = g_strsplit (typed, " ", -1);
  g_auto (GStrv) week = g_strsplit (inputs[FOYER_FORM_DAYS].choices, " ", -1);
  g_autoptr (GString) days = g_string_new (NULL);

  for (guint i = 0; week[i] != NULL; i++)
    if (g_strv_contains ((const char *const *) chosen, week[i]))
      g_string_append_printf (days, "%s%s", days->len > 0 ? " " : "", week[i]);
  foyer_set_text (member, days->str);
}

/**
 * foyer_form_check:
 * @self: a form as it was sent
 * @now: seconds since 1970-01-01 UTC
 *
 * Checks every input, and keeps with each what is wrong with it.  The number of a payment card
 * is taken out of what was typed, so that it is neither stored nor shown again.
 *
 * Returns: (transfer full) (nullable): the request, without a uid; `NULL` if something is
 *   wrong
 */
FoyerRequest *
foyer_form_check (FoyerForm *self, gint64 now)
{
  const int        today = (int) (now / DAY_SECONDS);
  char           **typed = self->typed;
  g_autofree char *birth_date = NULL;
  g_autofree char *earliest = NULL;
  FoyerRequest    *request;

  for (guint i = 0; i < FOYER_FORM_N_INPUTS; i++)
    self->problems[i] = check_input (self, i);
  if (*typed[FOYER_FORM_TRAP] != '\0')
    self->problems[FOYER_FORM_TRAP] = FOYER_FORM_PROBLEM_TRAP;
  birth_date = check_birth (self, today);
  check_contact (self);
  earliest = check_earliest (self, today);
  if (foyer_form_has_problems (self))
    return NULL;

  request = foyer_request_new ();
  request->channel = FOYER_CHANNEL_WEB;
  request->received_at = now;
  set_line (&request->family, typed[FOYER_FORM_FAMILY]);
  set_line (&request->given, typed[FOYER_FORM_GIVEN]);
  foyer_set_text (&request->birth_date, birth_date);
  set_line (&request->phone, typed[FOYER_FORM_PHONE]);
  foyer_set_text (&request->email, typed[FOYER_FORM_EMAIL]);
  foyer_set_text (&request->language, typed[FOYER_FORM_LANGUAGE]);
  request->category = g_str_equal (typed[FOYER_FORM_CATEGORY], "cosmetic")
                          ? FOYER_REQUEST_CATEGORY_COSMETIC
                          : FOYER_REQUEST_CATEGORY_MEDICAL;
  foyer_set_text (&request->earliest_date, earliest);
  set_days (&request->preferred_days, typed[FOYER_FORM_DAYS]);
  if (!g_str_equal (typed[FOYER_FORM_TIMES], "any"))
    foyer_set_text (&request->preferred_times, typed[FOYER_FORM_TIMES]);
  set_line (&request->referrer_text, typed[FOYER_FORM_REFERRER]);
  request->referral_sent = read_answer (typed[FOYER_FORM_REFERRAL_SENT]);
  request->seen_before = read_answer (typed[FOYER_FORM_SEEN_BEFORE]);
  foyer_set_text (&request->message, typed[FOYER_FORM_MESSAGE]);

  return request;
}
