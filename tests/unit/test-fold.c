/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-fold.h"

#include <string.h>

static void
add_word (const char *word, const char *other, gpointer data)
{
  g_autofree char *spellings =
      other != NULL ? g_strconcat (word, "|", other, NULL) : g_strdup (word);

  if (((GString *) data)->len > 0)
    g_string_append_c (data, ' ');
  g_string_append (data, spellings);
}

static void
assert_words (const char *text, FoyerFoldFlags flags, const char *expected)
{
  g_autoptr (GString) words = g_string_new (NULL);

  foyer_fold_each (text, flags, add_word, words);
  g_assert_cmpstr (words->str, ==, expected);
}

static void
assert_text (const char *text, const char *expected)
{
  g_autofree char *folded = foyer_fold_text (text);

  g_assert_cmpstr (folded, ==, expected);
}

static void
assert_same_key (const char *a, const char *b)
{
  g_autofree char *key_a = foyer_fold_key (a);
  g_autofree char *key_b = foyer_fold_key (b);

  g_assert_cmpstr (key_a, ==, key_b);
}

static void
assert_other_key (const char *a, const char *b)
{
  g_autofree char *key_a = foyer_fold_key (a);
  g_autofree char *key_b = foyer_fold_key (b);

  g_assert_cmpstr (key_a, !=, key_b);
}

static void
test_case_and_accents (void)
{
  assert_text ("José MARTÍNEZ", "jose martinez");
  assert_text ("Nguyễn Đức Phươ\314\243ng", "nguyen duc phuong");
  assert_text ("Łukasz Dąbrowski-Żak", "lukasz dabrowskizak");
  assert_text ("IŞIK ışık İnan", "isik isik inan");
  assert_text ("STRAẞE Weiß", "strasse weiss");
  assert_text ("Ｔａｎａｋａ ﬁn", "tanaka fin");
}

static void
test_two_spellings_meet (void)
{
  assert_words ("Müller", FOYER_FOLD_PLAIN, "muller|mueller");
  assert_words ("Mu\314\210ller", FOYER_FOLD_PLAIN, "muller|mueller");
  assert_words ("Mueller", FOYER_FOLD_PLAIN, "mueller|muller");
  assert_words ("muller", FOYER_FOLD_PLAIN, "muller");
  assert_words ("Sørensen", FOYER_FOLD_PLAIN, "sorensen|soerensen");
  assert_words ("Håkon", FOYER_FOLD_PLAIN, "hakon|haakon");
  assert_words ("Æsa", FOYER_FOLD_PLAIN, "aesa|asa");
  assert_words ("Nö Doe", FOYER_FOLD_PLAIN, "no|noe doe");

  assert_same_key ("Müller", "MUELLER");
  assert_same_key ("Müller", "muller");
  assert_same_key ("Bjørn", "Bjoern");
  assert_other_key ("Doe", "Do");
  assert_other_key ("Müller", "Miller");
}

static void
test_joined_names (void)
{
  assert_words ("O’Brien", FOYER_FOLD_PLAIN, "obrien");
  assert_words ("O'Brien", FOYER_FOLD_PARTS, "brien obrien");
  assert_words ("O Brien", FOYER_FOLD_WHOLE, "o brien obrien");
  assert_words ("Jean-Luc", FOYER_FOLD_PARTS | FOYER_FOLD_WHOLE, "jean luc jeanluc");
  assert_words ("van der Berg", FOYER_FOLD_WHOLE, "van der berg vanderberg");
  assert_words ("Jean Luc", FOYER_FOLD_WHOLE, "jean luc jeanluc");
  assert_words ("García López", FOYER_FOLD_WHOLE, "garcia lopez");
  assert_words ("-'- ", FOYER_FOLD_PARTS | FOYER_FOLD_WHOLE, "");

  assert_same_key ("O’Brien", "obrien");
  assert_same_key ("O’Brien", "o brien");
  assert_same_key ("Jean Luc", "jean‐luc");
}

static void
test_other_writing_is_kept (void)
{
  assert_text ("山田 太郎", "山田 太郎");
  assert_text ("مُحَمَّد", "محمد");
  assert_text ("أحمد", "احمد");
  assert_text ("فاطمة", "فاطمه");
  assert_text ("Ёлкин", "елкин");
  assert_text ("สมชาย ใจดี", "สมชาย ใจดี");
  assert_text ("٠١٢", "012");
  assert_other_key ("が", "か");
}

static void
test_invisible_controls_go (void)
{
  assert_text ("\342\200\256Ev\342\200\213il\342\201\251 \302\255Name\007x",
               "evil name x");
  assert_text ("A\tB\nC", "a b c");
}

static void
test_length_is_bounded (void)
{
  g_autofree char *letters = g_strnfill (1000000, 'a');
  g_autofree char *words = NULL;
  GString         *wide = g_string_new (NULL);
  g_autofree char *folded = foyer_fold_text (letters);

  g_assert_cmpuint (strlen (folded), ==, FOYER_FOLD_SIZE - 1);

  for (guint i = 0; i < 1000; i++)
    g_string_append (wide, "é山ü");
  words = foyer_fold_text (wide->str);
  g_assert_true (g_utf8_validate (words, -1, NULL));
  g_assert_cmpuint (strlen (words), <, FOYER_FOLD_SIZE);
  g_string_free (wide, TRUE);
}

static void
test_bad_utf8_ends_the_text (void)
{
  assert_text ("Ana\377 Berg", "ana");
  assert_text ("\377", "");
  assert_text (NULL, "");
}

static void
test_distance (void)
{
  g_assert_cmpuint (foyer_fold_distance ("garcia", "garcia", 2), ==, 0);
  g_assert_cmpuint (foyer_fold_distance ("garcia", "gracia", 2), ==, 1);
  g_assert_cmpuint (foyer_fold_distance ("garcia", "garica", 1), ==, 1);
  g_assert_cmpuint (foyer_fold_distance ("garcia", "garcias", 2), ==, 1);
  g_assert_cmpuint (foyer_fold_distance ("garcia", "arcia", 2), ==, 1);
  g_assert_cmpuint (foyer_fold_distance ("garcia", "marcos", 2), ==, 3);
  g_assert_cmpuint (foyer_fold_distance ("kowalczyk", "kovalzcyk", 2), ==, 2);
  g_assert_cmpuint (foyer_fold_distance ("", "ab", 2), ==, 2);
  g_assert_cmpuint (foyer_fold_distance ("ab", "", 1), ==, 2);
  g_assert_cmpuint (foyer_fold_distance ("山田", "山口", 2), ==, 1);
}

/* The plain algorithm over the whole table, as the textbook has it. */
static guint
slow_distance (const char *a, const char *b)
{
  guint table[16][16];
  guint na = strlen (a), nb = strlen (b);

  for (guint i = 0; i <= na; i++)
    for (guint j = 0; j <= nb; j++)
      {
        guint cost;

        if (i == 0 || j == 0)
          {
            table[i][j] = i + j;
            continue;
          }
        cost = table[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
        cost = MIN (cost, table[i - 1][j] + 1);
        cost = MIN (cost, table[i][j - 1] + 1);
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
          cost = MIN (cost, table[i - 2][j - 2] + 1);
        table[i][j] = cost;
      }

  return table[na][nb];
}

static void
test_distance_agrees_with_plain_algorithm (void)
{
  for (guint round = 0; round < 50000; round++)
    {
      char        a[13] = "", b[13] = "";
      const guint max = g_test_rand_int_range (0, 5);
      const int   na = g_test_rand_int_range (0, 12), nb = g_test_rand_int_range (0, 12);

      for (int i = 0; i < na; i++)
        a[i] = 'a' + g_test_rand_int_range (0, 3);
      for (int i = 0; i < nb; i++)
        b[i] = 'a' + g_test_rand_int_range (0, 3);

      g_assert_cmpuint (foyer_fold_distance (a, b, max), ==,
                        MIN (slow_distance (a, b), max + 1));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/fold/case-and-accents", test_case_and_accents);
  g_test_add_func ("/fold/two-spellings-meet", test_two_spellings_meet);
  g_test_add_func ("/fold/joined-names", test_joined_names);
  g_test_add_func ("/fold/other-writing-is-kept", test_other_writing_is_kept);
  g_test_add_func ("/fold/invisible-controls-go", test_invisible_controls_go);
  g_test_add_func ("/fold/length-is-bounded", test_length_is_bounded);
  g_test_add_func ("/fold/bad-utf8-ends-the-text", test_bad_utf8_ends_the_text);
  g_test_add_func ("/fold/distance", test_distance);
  g_test_add_func ("/fold/distance-agrees-with-plain-algorithm",
                   test_distance_agrees_with_plain_algorithm);

  return g_test_run ();
}
