/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "endpoint/foyer-form.h"

#include "model/foyer-time.h"

#include <string.h>

/* 2026-11-23 17:00:00 UTC */
#define NOW G_GINT64_CONSTANT (1795453200)

#define NAME "given=Ana&family=P%C3%A9rez"
#define BIRTH "&birth-month=3&birth-day=27&birth-year=1985"
#define REST                                                                             \
  "&referrer=Dr.+Osei&referral-sent=yes&category=medical&phone=(805)+555-0123&lang=es"
#define GOOD NAME BIRTH REST

static FoyerForm *
parse (const char *data)
{
  return foyer_form_parse (data, strlen (data));
}

/* The problem of one input of a form that is otherwise right, with other text in it. */
static FoyerFormProblem
problem_of (FoyerFormInput input, const char *text)
{
  g_autoptr (FoyerForm) form = parse (GOOD);
  g_autoptr (FoyerRequest) request = NULL;

  g_free (form->typed[input]);
  form->typed[input] = g_strdup (text);
  request = foyer_form_check (form, NOW);
  g_assert_true ((request == NULL) == foyer_form_has_problems (form));

  return form->problems[input];
}

static void
test_whole_form (void)
{
  g_autoptr (FoyerForm) form = parse (
      GOOD
      "&email=ana%40example.com&seen-before=no&days=fri&days=mon&days=fri&times=morning"
      "&earliest=2026-12-01&message=Two+moles%0D%0Aon+my+back.&website=&token=t&x=y");
  g_autoptr (FoyerRequest) request = foyer_form_check (form, NOW);

  g_assert_nonnull (request);
  g_assert_cmpint (request->channel, ==, FOYER_CHANNEL_WEB);
  g_assert_cmpint (request->received_at, ==, NOW);
  g_assert_cmpstr (request->given, ==, "Ana");
  g_assert_cmpstr (request->family, ==, "Pérez");
  g_assert_cmpstr (request->birth_date, ==, "1985-03-27");
  g_assert_cmpstr (request->phone, ==, "(805) 555-0123");
  g_assert_cmpstr (request->email, ==, "ana@example.com");
  g_assert_cmpstr (request->language, ==, "es");
  g_assert_cmpint (request->category, ==, FOYER_REQUEST_CATEGORY_MEDICAL);
  g_assert_cmpstr (request->earliest_date, ==, "2026-12-01");
  g_assert_cmpstr (request->preferred_days, ==, "mon fri");
  g_assert_cmpstr (request->preferred_times, ==, "morning");
  g_assert_cmpstr (request->referrer_text, ==, "Dr. Osei");
  g_assert_cmpint (request->referral_sent, ==, FOYER_ANSWER_YES);
  g_assert_cmpint (request->seen_before, ==, FOYER_ANSWER_NO);
  g_assert_cmpstr (request->message, ==, "Two moles\non my back.");
}

static void
test_least_form (void)
{
  g_autoptr (FoyerForm) form = parse (GOOD "&times=any");
  g_autoptr (FoyerRequest) request = foyer_form_check (form, NOW);

  g_assert_nonnull (request);
  g_assert_null (request->email);
  g_assert_null (request->earliest_date);
  g_assert_null (request->preferred_days);
  g_assert_null (request->preferred_times);
  g_assert_null (request->message);
  g_assert_cmpint (request->seen_before, ==, FOYER_ANSWER_UNKNOWN);
}

static void
test_nothing_typed (void)
{
  static const FoyerFormInput required[] = {
    FOYER_FORM_GIVEN,   FOYER_FORM_FAMILY,   FOYER_FORM_BIRTH_MONTH,
    FOYER_FORM_PHONE,   FOYER_FORM_REFERRER, FOYER_FORM_REFERRAL_SENT,
    FOYER_FORM_CATEGORY
  };
  g_autoptr (FoyerForm) form = parse ("given=++&family=");
  guint n_problems = 0;

  g_assert_null (foyer_form_check (form, NOW));
  for (guint i = 0; i < G_N_ELEMENTS (required); i++)
    g_assert_cmpint (form->problems[required[i]], ==, FOYER_FORM_PROBLEM_MISSING);
  for (guint i = 0; i < FOYER_FORM_N_INPUTS; i++)
    n_problems += form->problems[i] != FOYER_FORM_PROBLEM_NONE;
  g_assert_cmpuint (n_problems, ==, G_N_ELEMENTS (required));
}

static void
test_no_form (void)
{
  static const char *const bodies[] = { "given",        "given=%00", "given=%zz",
                                        "given=%ff",    "given=%C3", "=%ff",
                                        "{\"given\":1}" };
  g_autofree char         *large = g_strnfill (FOYER_FORM_MAX_BYTES + 1, 'a');
  g_autofree char         *many = g_strnfill (400, '&');

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    g_assert_null (parse (bodies[i]));
  g_assert_null (foyer_form_parse ("a=\0b", 4));
  memcpy (large, "given=", 6);
  g_assert_null (parse (large));
  for (guint i = 0; i + 4 < 400; i += 4)
    memcpy (many + i, "a=b&", 4);
  g_assert_null (parse (many));
}

static void
test_empty_body (void)
{
  g_autoptr (FoyerForm) form = foyer_form_parse ("", 0);

  g_assert_nonnull (form);
  g_assert_cmpstr (form->typed[FOYER_FORM_GIVEN], ==, "");
}

static void
test_first_of_two (void)
{
  g_autoptr (FoyerForm) form = parse ("given=Ana&given=Eva");

  g_assert_cmpstr (form->typed[FOYER_FORM_GIVEN], ==, "Ana");
}

static void
test_characters (void)
{
  static const char *const bad[] = { "A\tb",     "A\nb",      "A\x01",
                                     "A\x7f",    "A\xc2\x85", "\u202eAna",
                                     "A\u2067b", "A\u2028b",  "\uE000" };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_cmpint (problem_of (FOYER_FORM_GIVEN, bad[i]), ==,
                     FOYER_FORM_PROBLEM_CHARACTERS);
  g_assert_cmpint (problem_of (FOYER_FORM_GIVEN, "<b>“Ana” & co.</b>"), ==,
                   FOYER_FORM_PROBLEM_NONE);
  g_assert_cmpint (problem_of (FOYER_FORM_GIVEN, "محمد"), ==, FOYER_FORM_PROBLEM_NONE);
  g_assert_cmpint (problem_of (FOYER_FORM_MESSAGE, "a\n\tb"), ==,
                   FOYER_FORM_PROBLEM_NONE);
  g_assert_cmpint (problem_of (FOYER_FORM_MESSAGE, "a\x1b[2Jb"), ==,
                   FOYER_FORM_PROBLEM_CHARACTERS);
}

static void
test_length (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < FOYER_FORM_MAX_MESSAGE; i++)
    g_string_append (text, "é");
  g_assert_cmpint (problem_of (FOYER_FORM_MESSAGE, text->str), ==,
                   FOYER_FORM_PROBLEM_NONE);
  g_string_append_c (text, 'x');
  g_assert_cmpint (problem_of (FOYER_FORM_MESSAGE, text->str), ==,
                   FOYER_FORM_PROBLEM_TOO_LONG);
  g_assert_cmpint (problem_of (FOYER_FORM_REFERRER, text->str), ==,
                   FOYER_FORM_PROBLEM_TOO_LONG);
}

/* The problem of the date of birth, and the date as it is understood. */
static void
assert_birth (const char      *month,
              const char      *day,
              const char      *year,
              FoyerFormProblem problem,
              const char      *date)
{
  g_autofree char *data = g_strconcat (NAME REST "&birth-month=", month,
                                       "&birth-day=", day, "&birth-year=", year, NULL);
  g_autoptr (FoyerForm) form = parse (data);
  g_autoptr (FoyerRequest) request = foyer_form_check (form, NOW);

  g_assert_cmpint (form->problems[FOYER_FORM_BIRTH_MONTH], ==, problem);
  g_assert_cmpint (form->problems[FOYER_FORM_BIRTH_DAY], ==, FOYER_FORM_PROBLEM_NONE);
  g_assert_cmpint (form->problems[FOYER_FORM_BIRTH_YEAR], ==, FOYER_FORM_PROBLEM_NONE);
  g_assert_cmpstr (request != NULL ? request->birth_date : NULL, ==, date);
}

static void
test_birth (void)
{
  assert_birth ("2", "29", "2024", FOYER_FORM_PROBLEM_NONE, "2024-02-29");
  assert_birth ("02", "9", "2024", FOYER_FORM_PROBLEM_NONE, "2024-02-09");
  assert_birth ("2", "%D9%A3", "%D9%A1%D9%A9%D9%A8%D9%A5", FOYER_FORM_PROBLEM_NONE,
                "1985-02-03");
  assert_birth ("2", "29", "2023", FOYER_FORM_PROBLEM_FORMAT, NULL);
  assert_birth ("13", "1", "1985", FOYER_FORM_PROBLEM_FORMAT, NULL);
  assert_birth ("1", "1", "85", FOYER_FORM_PROBLEM_FORMAT, NULL);
  assert_birth ("1", "-1", "1985", FOYER_FORM_PROBLEM_FORMAT, NULL);
  assert_birth ("1", "1", "99999999999985", FOYER_FORM_PROBLEM_FORMAT, NULL);
  assert_birth ("1", "", "1985", FOYER_FORM_PROBLEM_MISSING, NULL);
  assert_birth ("1", "1", "1885", FOYER_FORM_PROBLEM_PAST, NULL);
  assert_birth ("11", "24", "2026", FOYER_FORM_PROBLEM_NONE, "2026-11-24");
  assert_birth ("11", "25", "2026", FOYER_FORM_PROBLEM_FUTURE, NULL);
}

static void
test_earliest (void)
{
  static const struct
  {
    const char      *typed;
    FoyerFormProblem problem;
  } cases[] = {
    { "2026-11-23", FOYER_FORM_PROBLEM_NONE },
    { "2026-11-22", FOYER_FORM_PROBLEM_NONE },
    { "24.12.2026", FOYER_FORM_PROBLEM_NONE },
    { "2026-11-21", FOYER_FORM_PROBLEM_PAST },
    { "2026-02-30", FOYER_FORM_PROBLEM_FORMAT },
    { "2030-01-01", FOYER_FORM_PROBLEM_FUTURE },
    { "soon", FOYER_FORM_PROBLEM_FORMAT },
    { "2027", FOYER_FORM_PROBLEM_FORMAT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (problem_of (FOYER_FORM_EARLIEST, cases[i].typed), ==,
                     cases[i].problem);
}

static void
test_earliest_order (void)
{
  g_autoptr (FoyerForm) spanish = parse (GOOD "&earliest=03/12/2026");
  g_autoptr (FoyerForm) english = parse ("lang=en&" GOOD "&earliest=12/03/2026");
  g_autoptr (FoyerRequest) one = foyer_form_check (spanish, NOW);
  g_autoptr (FoyerRequest) other = foyer_form_check (english, NOW);

  g_assert_cmpstr (one->earliest_date, ==, "2026-12-03");
  g_assert_cmpstr (other->earliest_date, ==, "2026-12-03");
}

static void
test_contact (void)
{
  static const char *const bad_phones[] = { "none", "12345", "555-CALL",
                                            "1234567890123456" };
  static const char *const good_mails[] = { "a@b.co", "ana.p+x@mail.example.org",
                                            "josé@exámple.com" };
  static const char *const bad_mails[] = { "ana",      "ana@",     "@b.co",
                                           "a@b@c.co", "a b@c.co", "a@b",
                                           "a@.co",    "a@b..co",  "a@b.co,c@d.co" };

  for (guint i = 0; i < G_N_ELEMENTS (bad_phones); i++)
    g_assert_cmpint (problem_of (FOYER_FORM_PHONE, bad_phones[i]), ==,
                     FOYER_FORM_PROBLEM_FORMAT);
  for (guint i = 0; i < G_N_ELEMENTS (good_mails); i++)
    g_assert_cmpint (problem_of (FOYER_FORM_EMAIL, good_mails[i]), ==,
                     FOYER_FORM_PROBLEM_NONE);
  for (guint i = 0; i < G_N_ELEMENTS (bad_mails); i++)
    g_assert_cmpint (problem_of (FOYER_FORM_EMAIL, bad_mails[i]), ==,
                     FOYER_FORM_PROBLEM_FORMAT);
  g_assert_cmpint (problem_of (FOYER_FORM_PHONE, ""), ==, FOYER_FORM_PROBLEM_MISSING);
}

static void
test_choices (void)
{
  g_assert_cmpint (problem_of (FOYER_FORM_CATEGORY, "free"), ==,
                   FOYER_FORM_PROBLEM_CHOICE);
  g_assert_cmpint (problem_of (FOYER_FORM_DAYS, "mon xxx"), ==,
                   FOYER_FORM_PROBLEM_CHOICE);
  g_assert_cmpint (problem_of (FOYER_FORM_SEEN_BEFORE, "unknown"), ==,
                   FOYER_FORM_PROBLEM_CHOICE);
  g_assert_cmpint (problem_of (FOYER_FORM_TIMES, "night"), ==, FOYER_FORM_PROBLEM_CHOICE);
}

static void
test_trap (void)
{
  g_assert_cmpint (problem_of (FOYER_FORM_TRAP, "https://example.com"), ==,
                   FOYER_FORM_PROBLEM_TRAP);
}

static void
test_card_is_refused (void)
{
  g_autoptr (FoyerForm) form =
      parse (GOOD "&message=My+card+4111+1111+1111+1111,+thanks");

  g_assert_null (foyer_form_check (form, NOW));
  g_assert_cmpint (form->problems[FOYER_FORM_MESSAGE], ==, FOYER_FORM_PROBLEM_CARD);
  g_assert_cmpstr (form->typed[FOYER_FORM_MESSAGE], ==, "My card …, thanks");
  g_assert_cmpint (problem_of (FOYER_FORM_PHONE, "4111111111111111"), ==,
                   FOYER_FORM_PROBLEM_CARD);
}

/* Numbers that the card schemes publish for tests, and what is no number of a card. */
static void
test_cards (void)
{
  static const struct
  {
    const char *text;
    const char *rest;
  } cases[] = {
    { "4111111111111111", "…" },
    { "x5555-5555-5555-4444y", "x…y" },
    { "3782 822463 10005 exp 12/27", "… exp 12/27" },
    { "6011.1111.1111.1117", "…" },
    { "4222222222222", "…" },
    { "4111 1111\n1111 1111 12 27", "… 12 27" },
    { "12 4111 1111 1111 1111", "12 …" },
    { "٤١١١١١١١١١١١١١١١", "…" },
    { "4111–1111–1111–1111 and 5555555555554444", "… and …" },
    { "4111111111111112", NULL },
    { "1234567890123456", NULL },
    { "1987-03-27 805 555 0123", NULL },
    { "41111111111111110000000", NULL },
    { "9111111111111111", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup (cases[i].text);
      const gboolean   found = foyer_form_cut_cards (&text);

      g_assert_cmpint (found, ==, cases[i].rest != NULL);
      g_assert_cmpstr (text, ==, found ? cases[i].rest : cases[i].text);
    }
}

/* Whatever comes: no crash, valid UTF-8, and only what was found is gone. */
static void
test_any_bytes (void)
{
  static const char alphabet[] = "&=+%0123456789abcdef givenfamilymessage=\xc3\xa9\r\n";

  for (guint round = 0; round < 3000; round++)
    {
      const guint      length = (guint) g_test_rand_int_range (0, 200);
      g_autofree char *data = g_malloc (length + 1);
      g_autoptr (FoyerForm) form = NULL;
      g_autoptr (FoyerRequest) request = NULL;

      for (guint i = 0; i < length; i++)
        data[i] = alphabet[g_test_rand_int_range (0, sizeof alphabet - 1)];
      form = foyer_form_parse (data, length);
      if (form == NULL)
        continue;
      request = foyer_form_check (form, NOW);
      for (guint i = 0; i < FOYER_FORM_N_INPUTS; i++)
        g_assert_true (g_utf8_validate (form->typed[i], -1, NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/form/whole", test_whole_form);
  g_test_add_func ("/form/least", test_least_form);
  g_test_add_func ("/form/nothing-typed", test_nothing_typed);
  g_test_add_func ("/form/no-form", test_no_form);
  g_test_add_func ("/form/empty-body", test_empty_body);
  g_test_add_func ("/form/first-of-two", test_first_of_two);
  g_test_add_func ("/form/characters", test_characters);
  g_test_add_func ("/form/length", test_length);
  g_test_add_func ("/form/birth", test_birth);
  g_test_add_func ("/form/earliest", test_earliest);
  g_test_add_func ("/form/earliest-order", test_earliest_order);
  g_test_add_func ("/form/contact", test_contact);
  g_test_add_func ("/form/choices", test_choices);
  g_test_add_func ("/form/trap", test_trap);
  g_test_add_func ("/form/card-is-refused", test_card_is_refused);
  g_test_add_func ("/form/cards", test_cards);
  g_test_add_func ("/form/any-bytes", test_any_bytes);

  return g_test_run ();
}
