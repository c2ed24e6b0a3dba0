/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-gift-card.h"
#include "model/foyer-gift-code.h"
#include "model/foyer-time.h"

#include <math.h>
#include <string.h>

static const char signs[] = "23456789ABCDEFGHJKMNPQRTUVWXY";

static char *
random_code (void)
{
  guint8 values[FOYER_GIFT_CODE_N_RANDOM];

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    values[i] = (guint8) g_test_rand_int_range (0, FOYER_GIFT_CODE_BASE);

  return foyer_gift_code_make (values);
}

static void
assert_refused (const char *typed, FoyerGiftCodeError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (foyer_gift_code_read (typed, &error));
  g_assert_error (error, FOYER_GIFT_CODE_ERROR, (int) code);
}

static void
test_has_enough_chance (void)
{
  g_assert_cmpfloat (FOYER_GIFT_CODE_N_RANDOM * log2 (FOYER_GIFT_CODE_BASE), >=, 80);
}

static void
test_is_read_as_typed (void)
{
  for (guint run = 0; run < 500; run++)
    {
      g_autofree char *code = random_code ();
      g_autofree char *printed = foyer_gift_code_format (code);
      g_autofree char *small = g_ascii_strdown (printed, -1);
      g_autofree char *spaced = g_strdelimit (g_strdup (small), "-", ' ');
      const char      *typed[] = { code, printed, small, spaced };

      g_assert_cmpuint (strlen (code), ==, FOYER_GIFT_CODE_LENGTH);
      g_assert_cmpuint (strlen (printed), ==, 24);
      g_assert_null (strpbrk (code, "01ILOSZ"));
      for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
        {
          g_autofree char *read = foyer_gift_code_read (typed[i], NULL);

          g_assert_cmpstr (read, ==, code);
        }
    }
}

/* A 5 and a 2 in bad print. */
static void
test_reads_look_alikes (void)
{
  g_autofree char *code = random_code ();
  g_autofree char *typed =
      g_strdelimit (g_strdelimit (g_strdup (code), "5", 's'), "2", 'Z');
  g_autofree char *read = foyer_gift_code_read (typed, NULL);

  g_assert_cmpstr (read, ==, code);
}

static void
test_every_wrong_sign_shows (void)
{
  g_autofree char *code = random_code ();

  for (guint place = 0; place < FOYER_GIFT_CODE_LENGTH; place++)
    for (guint i = 0; signs[i] != '\0'; i++)
      {
        g_autofree char *wrong = g_strdup (code);

        wrong[place] = signs[i];
        if (signs[i] != code[place])
          assert_refused (wrong, FOYER_GIFT_CODE_ERROR_CHECK);
      }
}

static void
test_every_swap_shows (void)
{
  for (guint run = 0; run < 50; run++)
    {
      g_autofree char *code = random_code ();

      for (guint one = 0; one < FOYER_GIFT_CODE_LENGTH; one++)
        for (guint other = one + 1; other < FOYER_GIFT_CODE_LENGTH; other++)
          {
            g_autofree char *wrong = g_strdup (code);

            wrong[one] = code[other];
            wrong[other] = code[one];
            if (wrong[one] != code[one])
              assert_refused (wrong, FOYER_GIFT_CODE_ERROR_CHECK);
          }
    }
}

static void
test_refuses_what_is_no_code (void)
{
  g_autofree char *code = random_code ();
  g_autofree char *longer = g_strconcat (code, "2", NULL);

  assert_refused (NULL, FOYER_GIFT_CODE_ERROR_LENGTH);
  assert_refused ("", FOYER_GIFT_CODE_ERROR_LENGTH);
  assert_refused ("ABCD-EFGH", FOYER_GIFT_CODE_ERROR_LENGTH);
  assert_refused (longer, FOYER_GIFT_CODE_ERROR_LENGTH);
  assert_refused ("ABCD-EFGH-0", FOYER_GIFT_CODE_ERROR_CHARACTER);
  assert_refused ("ABCD_EFGH", FOYER_GIFT_CODE_ERROR_CHARACTER);
  assert_refused ("ÄBCD", FOYER_GIFT_CODE_ERROR_CHARACTER);
}

static void
test_lasts_five_years (void)
{
  g_autoptr (FoyerGiftCard) card = foyer_gift_card_new ();
  int sold_day = foyer_day_from_ymd (2028, 2, 29);

  g_assert_true (foyer_gift_card_may_expire_on (NULL, sold_day));
  g_assert_true (foyer_gift_card_may_expire_on ("2033-02-28", sold_day));
  g_assert_false (foyer_gift_card_may_expire_on ("2033-02-27", sold_day));
  g_assert_false (foyer_gift_card_may_expire_on ("soon", sold_day));

  g_assert_false (foyer_gift_card_is_expired (card, sold_day));
  foyer_set_text (&card->expires_on, "2028-02-29");
  g_assert_false (foyer_gift_card_is_expired (card, sold_day));
  g_assert_true (foyer_gift_card_is_expired (card, sold_day + 1));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/gift-code/has-enough-chance", test_has_enough_chance);
  g_test_add_func ("/gift-code/is-read-as-typed", test_is_read_as_typed);
  g_test_add_func ("/gift-code/reads-look-alikes", test_reads_look_alikes);
  g_test_add_func ("/gift-code/every-wrong-sign-shows", test_every_wrong_sign_shows);
  g_test_add_func ("/gift-code/every-swap-shows", test_every_swap_shows);
  g_test_add_func ("/gift-code/refuses-what-is-no-code", test_refuses_what_is_no_code);
  g_test_add_func ("/gift-code/lasts-five-years", test_lasts_five_years);

  return g_test_run ();
}
