/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "present/foyer-format.h"
#include "present/foyer-words.h"

#include <locale.h>

#define assert_formats(call, expected)                                                   \
  G_STMT_START                                                                           \
  {                                                                                      \
    g_autofree char *text = call;                                                        \
    g_assert_cmpstr (text, ==, expected);                                                \
  }                                                                                      \
  G_STMT_END

static void
test_names (void)
{
  assert_formats (foyer_format_person ("García", "María"), "García, María");
  assert_formats (foyer_format_person (NULL, "Madonna"), "Madonna");
  assert_formats (foyer_format_person (NULL, NULL), "");
  assert_formats (foyer_format_person_full ("Dr.", "Ada", "Lind", "MD"),
                  "Dr. Ada Lind, MD");
  assert_formats (foyer_format_initials ("øster", "Åse"), "Å. Ø.");
}

static void
test_dates_as_far_as_known (void)
{
  assert_formats (foyer_format_date ("1984-03-12"), "Mar 12, 1984");
  assert_formats (foyer_format_date ("1984-03"), "March 1984");
  assert_formats (foyer_format_date ("1984"), "1984");
  assert_formats (foyer_format_date ("1984-02-31"), "1984-02-31");
  assert_formats (foyer_format_date (NULL), "");
}

static void
test_ages (void)
{
  int day;

  g_assert_true (foyer_day_parse ("2026-11-23", &day));
  assert_formats (foyer_format_age ("1984-11-24", day), "41");
  assert_formats (foyer_format_age ("1984-11-23", day), "42");
  assert_formats (foyer_format_age ("2026-09-30", day), "1 month");
  assert_formats (foyer_format_age (NULL, day), "");
}

static void
test_repeated_hour_is_marked (void)
{
  g_autoptr (FoyerZone) zone = foyer_zone_new ("America/Los_Angeles", NULL);

  /* 2026-11-01: the clock shows 01:30 twice. */
  assert_formats (foyer_format_time (zone, 1793521800), "01:30");
  assert_formats (foyer_format_time (zone, 1793521800 + 3600), "01:30 (second time)");
}

static void
test_durations (void)
{
  assert_formats (foyer_format_duration (45), "45 min");
  assert_formats (foyer_format_duration (60), "1 h");
  assert_formats (foyer_format_duration (90), "1 h 30 min");
  assert_formats (foyer_format_countdown (899), "14:59");
  assert_formats (foyer_format_countdown (-5), "0:00");
  assert_formats (foyer_format_visits (2, 1, 4), "2+1 of 4");
  assert_formats (foyer_format_visits (2, 1, 0), "2+1");
}

static void
test_money (void)
{
  assert_formats (foyer_format_money (12500, "USD"), "$125.00");
  assert_formats (foyer_format_money (123456789, "USD"), "$1,234,567.89");
  assert_formats (foyer_format_money (-5, "USD"), "−$0.05");
  assert_formats (foyer_format_money (125, "JPY"), "¥125");
  assert_formats (foyer_format_money (1250, "KWD"), "KWD\342\200\2571.250");
}

static void
test_typed_money (void)
{
  static const struct
  {
    const char *text;
    gint64      minor; /* -1: refused */
  } cases[] = {
    { "125", 12500 },
    { "125.5", 12550 },
    { "$ 1,250.00", 125000 },
    { "1.250,00", 125000 },
    { "1,250", 125000 },
    { "12,5", 1250 },
    { "1,2,3", -1 },
    { "", -1 },
    { "abc", -1 },
    { "12a5", -1 },
    { "125.555", -1 },
    { "1.25.0", -1 },
    { "-5", -1 },
    { "١٢٥", 12500 },
    { "125 USD", 12500 },
    { "12.50,00", -1 },
    { "1,250,000", 125000000 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64   minor = -1;
      gboolean read = foyer_parse_money (cases[i].text, "USD", &minor);

      g_test_message ("“%s” is %d, %s", cases[i].text, (int) minor,
                      read ? "read" : "refused");
      g_assert_true (read == (cases[i].minor >= 0));
      if (read)
        g_assert_cmpint (minor, ==, cases[i].minor);
    }
}

static void
test_typed_times (void)
{
  static const struct
  {
    const char *text;
    int         minute; /* -1: refused */
  } cases[] = {
    { "9", 540 },    { "9:30", 570 }, { "0930", 570 },   { "14.15", 855 },
    { "2 pm", 840 }, { "12am", 0 },   { "12 PM", 720 },  { "24:00", 1440 },
    { "24:01", -1 }, { "25", -1 },    { "9:3", -1 },     { "13 pm", -1 },
    { "", -1 },      { "soon", -1 },  { "9:30:00", -1 }, { "12345", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int      minute = -1;
      gboolean read = foyer_parse_minute (cases[i].text, &minute);

      g_test_message ("“%s”", cases[i].text);
      g_assert_true (read == (cases[i].minute >= 0));
      if (read)
        g_assert_cmpint (minute, ==, cases[i].minute);
    }
}

static void
test_typed_dates (void)
{
  g_autofree char *date = NULL;

  g_assert_true (foyer_parse_date ("3/12/1984", 2026, &date));
  g_assert_cmpstr (date, ==, "1984-03-12");
  g_clear_pointer (&date, g_free);
  g_assert_true (foyer_parse_date ("1984-03-12", 2026, &date));
  g_assert_cmpstr (date, ==, "1984-03-12");
  g_clear_pointer (&date, g_free);
  g_assert_false (foyer_parse_date ("2/31/1984", 2026, &date));
  g_assert_null (date);
}

static void
test_every_word_is_there (void)
{
  static const struct
  {
    GType (*get_type) (void);
    const char *(*words) (int value);
  } all[] = {
#define WORDS(type, func) { type, (const char *(*) (int) ) (gpointer) func }
    WORDS (foyer_booking_state_get_type, foyer_words_booking_state),
    WORDS (foyer_booking_state_get_type, foyer_words_booking_step),
    WORDS (foyer_booking_state_get_type, foyer_words_booking_state_icon),
    WORDS (foyer_booking_state_get_type, foyer_words_booking_state_class),
    WORDS (foyer_referral_state_get_type, foyer_words_referral_state),
    WORDS (foyer_referral_state_get_type, foyer_words_referral_list),
    WORDS (foyer_referral_state_get_type, foyer_words_referral_state_icon),
    WORDS (foyer_urgency_get_type, foyer_words_urgency),
    WORDS (foyer_referral_source_get_type, foyer_words_source),
    WORDS (foyer_decline_reason_get_type, foyer_words_decline_reason),
    WORDS (foyer_cancel_reason_get_type, foyer_words_cancel_reason),
    WORDS (foyer_channel_get_type, foyer_words_channel),
    WORDS (foyer_gender_get_type, foyer_words_gender),
    WORDS (foyer_phone_kind_get_type, foyer_words_phone_kind),
    WORDS (foyer_name_kind_get_type, foyer_words_name_kind),
    WORDS (foyer_contact_kind_get_type, foyer_words_contact_kind),
    WORDS (foyer_service_category_get_type, foyer_words_category),
    WORDS (foyer_referral_rule_get_type, foyer_words_referral_rule),
    WORDS (foyer_role_get_type, foyer_words_role),
    WORDS (foyer_action_get_type, foyer_words_action),
    WORDS (foyer_tender_get_type, foyer_words_tender),
    WORDS (foyer_ledger_kind_get_type, foyer_words_ledger_kind),
    WORDS (foyer_gate_rule_get_type, foyer_words_gate_rule),
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      GEnumClass *klass = g_type_class_ref (all[i].get_type ());

      for (guint j = 0; j < klass->n_values; j++)
        g_assert_cmpstr (all[i].words (klass->values[j].value), !=, "");
      g_type_class_unref (klass);
    }
}

static void
test_every_gate_line_is_a_sentence (void)
{
  g_autoptr (FoyerZone) zone = foyer_zone_new ("America/Los_Angeles", NULL);

  for (int rule = 0; rule <= FOYER_GATE_RULE_TARGET_DATE; rule++)
    for (int reason = 1; reason <= FOYER_GATE_REASON_AFTER_TARGET; reason++)
      {
        FoyerGateItem item = { .rule = rule, .reason = reason, .number = 1, .limit = 2 };
        g_autofree char *text = foyer_words_gate (&item, zone, "USD");

        g_assert_true (g_str_has_suffix (text, "."));
      }
}

static void
test_every_error_is_sentences (void)
{
  for (int code = 0; code <= FOYER_STORE_ERROR_CANCELLED; code++)
    {
      g_autoptr (GError) error =
          g_error_new_literal (FOYER_STORE_ERROR, code, "raw message");
      g_autofree char *text = foyer_words_error (error);

      g_assert_null (g_strstr_len (text, -1, "raw message"));
      g_assert_true (g_str_has_suffix (text, "."));
    }
}

static void
test_columns_count_cells (void)
{
  static const struct
  {
    const char *text;
    const char *column;
  } cases[] = {
    { NULL, "      " },   { "Kim", "Kim   " },
    { "Zoë", "Zoë   " },  { "Zoe\u0308", "Zoe\u0308   " },
    { "東京", "東京  " }, { "Okonkwo", "Okonkwo" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *column = foyer_format_column (cases[i].text, 6);

      g_assert_cmpstr (column, ==, cases[i].column);
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/format/names", test_names);
  g_test_add_func ("/format/dates-as-far-as-known", test_dates_as_far_as_known);
  g_test_add_func ("/format/ages", test_ages);
  g_test_add_func ("/format/repeated-hour-is-marked", test_repeated_hour_is_marked);
  g_test_add_func ("/format/durations", test_durations);
  g_test_add_func ("/format/money", test_money);
  g_test_add_func ("/format/typed-money", test_typed_money);
  g_test_add_func ("/format/typed-times", test_typed_times);
  g_test_add_func ("/format/typed-dates", test_typed_dates);
  g_test_add_func ("/format/columns", test_columns_count_cells);
  g_test_add_func ("/words/every-word-is-there", test_every_word_is_there);
  g_test_add_func ("/words/every-gate-line-is-a-sentence",
                   test_every_gate_line_is_a_sentence);
  g_test_add_func ("/words/every-error-is-sentences", test_every_error_is_sentences);

  return g_test_run ();
}
