/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-person-name.h"

typedef struct
{
  const char    *a;
  const char    *b;
  FoyerNameMatch match;
} Pair;

#define AGREES FOYER_NAME_MATCH_AGREES
#define DIFFERS FOYER_NAME_MATCH_DIFFERS
#define UNKNOWN FOYER_NAME_MATCH_UNKNOWN

static void
assert_pairs (const Pair *pairs,
              gsize       n_pairs,
              FoyerNameMatch (*compare) (const char *, const char *))
{
  for (gsize i = 0; i < n_pairs; i++)
    {
      g_test_message ("%s, %s", pairs[i].a, pairs[i].b);
      g_assert_cmpint (compare (pairs[i].a, pairs[i].b), ==, pairs[i].match);
      g_assert_cmpint (compare (pairs[i].b, pairs[i].a), ==, pairs[i].match);
    }
}

static void
test_phonetic (void)
{
  static const char *const pairs[][2] = {
    { "Smith", "Smyth" },       { "Schmidt", "Smith" }, { "Meyer", "Maier" },
    { "Philips", "Filips" },    { "Wagner", "Vagner" }, { "Knight", "Nite" },
    { "Catherine", "Kathryn" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *a = foyer_name_dup_phonetic (pairs[i][0]);
      g_autofree char *b = foyer_name_dup_phonetic (pairs[i][1]);

      g_assert_cmpstr (a, ==, b);
    }
}

static void
test_phonetic_keeps_other_writing (void)
{
  g_autofree char *key = foyer_name_dup_phonetic ("山田");

  g_assert_cmpstr (key, ==, "山田");
}

static void
test_family (void)
{
  static const Pair pairs[] = {
    { "Müller", "Mueller", AGREES },
    { "O’Brien", "O Brien", AGREES },
    { "García López", "García", AGREES },
    { "Smith-Jones", "Jones", AGREES },
    { "Smith", "Smyth", AGREES },
    { "Kowalczyk", "Kowalczuk", AGREES },
    { "van der Berg", "van der Meer", DIFFERS },
    { "Lee", "Li", DIFFERS },
    { "Nguyen", "Tran", DIFFERS },
    { "山田", "山口", DIFFERS },
    { "Ito", NULL, UNKNOWN },
    { "", "Ito", UNKNOWN },
  };

  assert_pairs (pairs, G_N_ELEMENTS (pairs), foyer_family_name_compare);
}

static void
test_given (void)
{
  static const Pair pairs[] = {
    { "Robert", "Bob", AGREES },
    { "Kathryn", "Cathrin", AGREES },
    { "Jean-Luc", "Jean Luc", AGREES },
    { "María Elena", "Elena", AGREES },
    { "Maria E.", "María Elena", AGREES },
    { "Ana", "Anna", AGREES },
    { "Margaret", "Margeret", AGREES },
    { "J.", "John", UNKNOWN },
    { "J", "J", UNKNOWN },
    { "John", NULL, UNKNOWN },
    { "John", "James", DIFFERS },
    { "J", "Robert", DIFFERS },
    { "Maria", "Mario", DIFFERS },
    { "Lena", "Lina", DIFFERS },
    { "Marina", "Martina", DIFFERS },
    { "Daniel", "Daniela", DIFFERS },
    { "María Elena", "María Luisa", DIFFERS },
    { "太郎", "次郎", DIFFERS },
  };

  assert_pairs (pairs, G_N_ELEMENTS (pairs), foyer_given_name_compare);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/person-name/phonetic", test_phonetic);
  g_test_add_func ("/person-name/phonetic-keeps-other-writing",
                   test_phonetic_keeps_other_writing);
  g_test_add_func ("/person-name/family", test_family);
  g_test_add_func ("/person-name/given", test_given);

  return g_test_run ();
}
