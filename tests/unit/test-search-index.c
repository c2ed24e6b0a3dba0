/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-search-index.h"

#include "model/foyer-fold.h"

#include <string.h>

#define MDY FOYER_DATE_ORDER_MDY
#define DMY FOYER_DATE_ORDER_DMY

static void
add (FoyerSearchIndex *index,
     gint64            id,
     const char       *given,
     const char       *family,
     const char       *birth_date,
     const char       *phone)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, 100000 + id);

  foyer_search_index_begin (index, id);
  foyer_search_index_add_name (index, FOYER_NAME_PART_FAMILY, family);
  foyer_search_index_add_name (index, FOYER_NAME_PART_GIVEN, given);
  foyer_search_index_set_birth_date (index, birth_date);
  foyer_search_index_set_number (index, number);
  foyer_search_index_add_phone (index, phone);
}

static FoyerSearchIndex *
new_clinic (void)
{
  FoyerSearchIndex *index = foyer_search_index_new ();

  add (index, 1, "José", "García", "1987-03-04", "5550104477");
  add (index, 2, "María Elena", "García López", "1990-12-31", "15550104478");
  add (index, 3, "Jürgen", "Müller", "1987", "442079460958");
  add (index, 4, "Anna", "Mueller", "1987-04-03", NULL);
  add (index, 5, "Tom", "Muller", "1950-01", "5550199999");
  add (index, 6, "Sinead", "O’Brien", "2001-11-05", NULL);
  add (index, 7, "Pat", "O Brien", NULL, NULL);
  add (index, 8, "太郎", "山田", "1975-05-05", NULL);
  add (index, 9, "Garcia", "Lopez", "1962-06-07", NULL);
  add (index, 10, "Jean-Luc", "Kowalczyk", "1962-06-08", NULL);

  return index;
}

static void
assert_query (FoyerSearchIndex *index,
              const char       *text,
              FoyerDateOrder    order,
              const char       *expected)
{
  g_autoptr (GArray) hits = foyer_search_index_query (index, text, order, 50);
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < hits->len; i++)
    g_string_append_printf (ids, "%s%" G_GINT64_FORMAT, i > 0 ? " " : "",
                            g_array_index (hits, FoyerSearchHit, i).id);
  g_test_message ("query: %.100s", text);
  g_assert_cmpstr (ids->str, ==, expected);
}

/* Whoever comes first is the one, without a slip. */
static void
assert_first (FoyerSearchIndex *index, const char *text, gint64 id)
{
  g_autoptr (GArray) hits = foyer_search_index_query (index, text, MDY, 1);

  g_test_message ("query: %.100s", text);
  g_assert_cmpuint (hits->len, ==, 1);
  g_assert_cmpint (g_array_index (hits, FoyerSearchHit, 0).id, ==, id);
  g_assert_cmpint (g_array_index (hits, FoyerSearchHit, 0).tier, !=,
                   FOYER_SEARCH_TIER_NEAR);
}

static void
test_names_in_any_order (void)
{
  g_autoptr (FoyerSearchIndex) index = new_clinic ();

  assert_query (index, "garcia jose", MDY, "1");
  assert_query (index, "JOSÉ garcía", MDY, "1");
  assert_query (index, "gar jo", MDY, "1");
  assert_query (index, "lopez", MDY, "9 2");
  assert_query (index, "", MDY, "");
  assert_query (index, " -’ ", MDY, "");
  assert_query (index, "garcia xyz", MDY, "");
}

static void
test_spellings_meet (void)
{
  static const char *const spellings[] = { "Müller", "mueller", "MULLER",
                                           "mu\314\210ller" };
  g_autoptr (FoyerSearchIndex) index = new_clinic ();

  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++)
    assert_query (index, spellings[i], MDY, "5 4 3");
  assert_query (index, "muel", MDY, "4 3 5");

  assert_query (index, "obrien", MDY, "7 6");
  assert_query (index, "o’brien", MDY, "7 6");
  assert_query (index, "o brien", MDY, "7 6");
  assert_query (index, "jean luc", MDY, "10");
  assert_query (index, "jeanluc", MDY, "10");
  assert_query (index, "山", MDY, "8");
  assert_query (index, "郎", MDY, "8");
}

static void
test_dates (void)
{
  g_autoptr (FoyerSearchIndex) index = new_clinic ();

  assert_query (index, "1987-03-04", MDY, "1");
  assert_query (index, "3/4/87", MDY, "1");
  assert_query (index, "3/4/87", DMY, "4");
  assert_query (index, "04.03.1987", DMY, "1");
  assert_query (index, "4 3 1987", DMY, "1");
  assert_query (index, "31/12/1990", MDY, "2");
  assert_query (index, "1987", MDY, "4 3 1");
  assert_query (index, "1962-06", MDY, "10 9");
  assert_query (index, "*6/7", MDY, "9");
  assert_query (index, "1962-06-07 garcia", MDY, "9");
  assert_query (index, "1962-06-07 muller", MDY, "");
}

static void
test_phones_and_numbers (void)
{
  g_autoptr (FoyerSearchIndex) index = new_clinic ();

  assert_query (index, "4477", MDY, "1");
  assert_query (index, "(555) 010-4478", MDY, "2");
  assert_query (index, "+1 555 010 4477", MDY, "1");
  assert_query (index, "555 010", MDY, "2 1");
  assert_query (index, "010 44", MDY, "2 1");
  assert_query (index, "020 7946 0958", MDY, "3");
  assert_query (index, "7946", MDY, "3");
  assert_query (index, "5550 garcia", MDY, "2 1");
  assert_query (index, "100003", MDY, "3");
  assert_query (index, "#100010", MDY, "10");
  assert_query (index, "#4477", MDY, "");
  assert_query (index, "0010", MDY, "10");
}

static void
test_parts_of_names_by_mark (void)
{
  g_autoptr (FoyerSearchIndex) index = new_clinic ();

  assert_query (index, "garcia", MDY, "9 2 1");
  assert_query (index, ",garcia", MDY, "9");
  assert_query (index, "garcia, maria", MDY, "2");
  assert_query (index, "lopez,gar", MDY, "9");
  assert_query (index, "GARCIA jo", MDY, "1");
  assert_query (index, "GARCIA JO", MDY, "1");
  /* Nobody is called so in that order: the mark is forgiven. */
  assert_query (index, "jose, garcia", MDY, "1");
}

static void
test_slips (void)
{
  g_autoptr (FoyerSearchIndex) index = new_clinic ();

  assert_query (index, "gracia", MDY, "9 2 1");
  assert_query (index, "jose gracia", MDY, "1");
  assert_query (index, "kowalczik", MDY, "10");
  assert_query (index, "kovalczik", MDY, "10");
  assert_query (index, "jean kovalczik", MDY, "10");
  assert_query (index, "kovalcsik", MDY, "");
  assert_query (index, "tim", MDY, "");
}

static void
test_better_matches_first (void)
{
  g_autoptr (FoyerSearchIndex) index = foyer_search_index_new ();
  g_autoptr (GArray) hits = NULL;
  static const FoyerSearchTier tiers[] = {
    FOYER_SEARCH_TIER_EXACT,  FOYER_SEARCH_TIER_EXACT, FOYER_SEARCH_TIER_PREFIX,
    FOYER_SEARCH_TIER_INSIDE, FOYER_SEARCH_TIER_NEAR,
  };

  add (index, 1, "A", "Martin", NULL, NULL);
  add (index, 2, "B", "Martinez", NULL, NULL);
  add (index, 3, "C", "Stmartin", NULL, NULL);
  add (index, 4, "D", "Matrin", NULL, NULL);
  add (index, 5, "Martin", "E", NULL, NULL);

  assert_query (index, "martin", MDY, "5 1 2 3 4");
  hits = foyer_search_index_query (index, "martin", MDY, 50);
  for (guint i = 0; i < G_N_ELEMENTS (tiers); i++)
    g_assert_cmpint (g_array_index (hits, FoyerSearchHit, i).tier, ==, tiers[i]);
}

static void
test_recent_first_and_limit (void)
{
  g_autoptr (FoyerSearchIndex) index = foyer_search_index_new ();
  g_autoptr (GArray) hits = NULL;
  g_autoptr (GArray) recent = NULL;

  for (gint64 id = 1; id <= 100; id++)
    add (index, id, "Ann", "Lee", NULL, NULL);
  add (index, 17, "Ann", "Lee", NULL, NULL);

  hits = foyer_search_index_query (index, "lee", MDY, 3);
  g_assert_cmpuint (hits->len, ==, 3);
  g_assert_cmpint (g_array_index (hits, FoyerSearchHit, 0).id, ==, 17);
  g_assert_cmpint (g_array_index (hits, FoyerSearchHit, 1).id, ==, 100);
  recent = foyer_search_index_list_recent (index, 2);
  g_assert_cmpint (g_array_index (recent, gint64, 0), ==, 17);
  g_assert_cmpint (g_array_index (recent, gint64, 1), ==, 100);
  g_assert_cmpuint (foyer_search_index_get_size (index), ==, 100);
}

static void
test_changes_and_removal (void)
{
  g_autoptr (FoyerSearchIndex) index = new_clinic ();

  add (index, 1, "José", "Park", "1987-03-05", "5550000001");
  assert_query (index, "garcia jose", MDY, "");
  assert_query (index, "park", MDY, "1");
  assert_query (index, "1987-03-04", MDY, "");
  assert_query (index, "4477", MDY, "");
  foyer_search_index_remove (index, 1);
  foyer_search_index_remove (index, 1);
  foyer_search_index_remove (index, 4711);
  assert_query (index, "park", MDY, "");
  g_assert_cmpuint (foyer_search_index_get_size (index), ==, 9);
}

/* Places are taken back when half of them are given up; nobody may get lost, doubled or take
 * over what is another's. */
static void
test_many_changes (void)
{
  g_autoptr (FoyerSearchIndex) index = foyer_search_index_new ();
  g_autoptr (GArray) hits = NULL;

  for (guint round = 0; round < 60; round++)
    for (gint64 id = 1; id <= 500; id++)
      {
        g_autofree char *family = g_strdup_printf ("Family%" G_GINT64_FORMAT "x", id);
        g_autofree char *phone = g_strdup_printf ("555%07d", (int) id);

        add (index, id, id % 3 == 0 ? "Ute" : (round % 2 == 0 ? "Even" : "Odd"), family,
             id % 3 == 0 ? "1987-03-04" : "1987-03-05", phone);
      }

  /* One who changes all the time makes the others move. */
  for (guint round = 0; round < 10000; round++)
    add (index, 1, "Odd", "Family1x", "1987-03-05", "5550000001");

  g_assert_cmpuint (foyer_search_index_get_size (index), ==, 500);
  for (gint64 id = 1; id <= 500; id += 7)
    {
      g_autofree char *name = g_strdup_printf ("family%" G_GINT64_FORMAT "x %s", id,
                                               id % 3 == 0 ? "ute" : "odd");
      g_autofree char *start =
          g_strdup_printf ("family%" G_GINT64_FORMAT "x %s", id, id % 3 == 0 ? "u" : "o");
      g_autofree char *birth = g_strdup_printf ("family%" G_GINT64_FORMAT "x %s", id,
                                                id % 3 == 0 ? "3/4/87" : "3/5/87");
      g_autofree char *phone = g_strdup_printf ("555%07d", (int) id);
      g_autofree char *number = g_strdup_printf ("#%d", (int) (100000 + id));
      g_autofree char *expected = g_strdup_printf ("%" G_GINT64_FORMAT, id);

      assert_first (index, name, id);
      assert_first (index, start, id);
      assert_first (index, birth, id);
      assert_query (index, phone, MDY, expected);
      assert_query (index, number, MDY, expected);
    }
  assert_query (index, "even", MDY, "");
  hits = foyer_search_index_query (index, "u", MDY, 1000);
  g_assert_cmpuint (hits->len, ==, 166);
}

/* New words wait a while before they are put in order, and are found before and after. */
static void
test_many_words (void)
{
  g_autoptr (FoyerSearchIndex) index = foyer_search_index_new ();

  for (gint64 id = 1; id <= 3000; id++)
    {
      g_autofree char *family = g_strdup_printf ("Q%06dx", (int) (id * 7919 % 1000000));
      g_autofree char *query = g_utf8_strdown (family, -1);
      g_autofree char *start = g_strndup (query, 7);

      add (index, id, NULL, family, NULL, NULL);
      if (id % 100 == 0)
        {
          assert_first (index, query, id);
          assert_first (index, start, id);
        }
    }
  for (gint64 id = 1; id <= 3000; id += 37)
    {
      g_autofree char *start = g_strdup_printf ("q%06d", (int) (id * 7919 % 1000000));

      assert_first (index, start, id);
    }
}

/* The common name of long ago and the common name of today meet in few people. */
static void
test_common_names_that_rarely_meet (void)
{
  g_autoptr (FoyerSearchIndex) index = foyer_search_index_new ();

  for (gint64 id = 1; id <= 150000; id++)
    add (index, id, id > 90000 || id % 10000 == 1 ? "Ann" : "Bo",
         id <= 60000 || id == 120000 ? "Lee" : "Ek", NULL, NULL);

  assert_query (index, "ann lee", MDY, "120000 50001 40001 30001 20001 10001 1");
  assert_query (index, "a le", MDY, "120000 50001 40001 30001 20001 10001 1");
}

static void
test_digits_anywhere (void)
{
  g_autoptr (FoyerSearchIndex) index = foyer_search_index_new ();
  const char *phone = "198765432104";

  for (gint64 id = 1; id <= 9; id++)
    add (index, id, NULL, "Lee", NULL, id == 5 ? phone : "5555555555");
  for (guint n = 4; n <= strlen (phone); n++)
    for (guint i = 0; i + n <= strlen (phone); i++)
      {
        g_autofree char *part = g_strndup (phone + i, n);

        assert_query (index, part, MDY, "5");
      }
}

static void
test_survives_any_text (void)
{
  static const char *const texts[] = {
    "*",          "#",        ",",
    "* *",        "#x",       "*x",
    ",,,,",       "%",        "'; DROP TABLE patient",
    "\\",         "(",        "++--",
    "1/",         "//",       "999999999999999999999999",
    "0000000000", "\377\376", "a\377b",
  };
  g_autoptr (FoyerSearchIndex) index = new_clinic ();
  g_autoptr (FoyerSearchIndex) empty = foyer_search_index_new ();
  g_autofree char *huge = g_strnfill (1000000, 'a');
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < 1000; i++)
    g_string_append (words, "garcia é ");
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GArray) hits = foyer_search_index_query (index, texts[i], MDY, 50);
      g_autoptr (GArray) none = foyer_search_index_query (empty, texts[i], MDY, 50);

      g_assert_cmpuint (none->len, ==, 0);
    }
  assert_query (index, huge, MDY, "");
  g_array_unref (foyer_search_index_query (index, words->str, MDY, 50));
}

/* --- Against going through everybody. */

typedef struct
{
  const char *given;
  const char *family;
  char        birth_date[11];
  char        phone[11];
} Person;

static gboolean
word_matches (const char *name, const char *query)
{
  g_autofree char *folded = foyer_fold_text (name);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_has_prefix (words[i], query) ||
        (strlen (query) >= 3 && strstr (words[i], query) != NULL))
      return TRUE;

  return FALSE;
}

static gboolean
person_matches (const Person *person, char **query)
{
  for (guint i = 0; query[i] != NULL; i++)
    if (!(g_ascii_isdigit (*query[i]) ? strcmp (person->birth_date, query[i]) == 0 ||
                                            g_str_has_suffix (person->phone, query[i])
                                      : word_matches (person->given, query[i]) ||
                                            word_matches (person->family, query[i])))
      return FALSE;

  return TRUE;
}

/* As many hits that are no slips as there are people of whom the query is true, and each of
 * them is one of those. */
static void
test_finds_whom_a_plain_search_finds (void)
{
  static const char *const givens[] = { "Ana",   "Anna", "José", "Joseph", "Maria Elena",
                                        "Mario", "Li",   "Bo",   "Émile",  "Anastasia" };
  static const char *const families[] = { "García", "Garza",   "Li",         "Lindgren",
                                          "Marin",  "Martin",  "de la Cruz", "Cruz",
                                          "Novák",  "Novotná", "Anders" };
  static const char *const queries[] = { "a",   "an",  "ana",  "jos", "mar",
                                         "gar", "li",  "cruz", "la",  "no",
                                         "nov", "ars", "rza",  "em",  "tin" };
  g_autofree Person       *people = g_new0 (Person, 40000);
  g_autoptr (FoyerSearchIndex) index = foyer_search_index_new ();
  const guint n_people = 40000;

  for (guint i = 0; i < n_people; i++)
    {
      Person *person = &people[i];

      person->given = givens[g_test_rand_int_range (0, G_N_ELEMENTS (givens))];
      person->family = families[g_test_rand_int_range (0, G_N_ELEMENTS (families))];
      g_snprintf (person->birth_date, sizeof person->birth_date, "19%02d-%02d-%02d",
                  g_test_rand_int_range (50, 60), g_test_rand_int_range (1, 13),
                  g_test_rand_int_range (1, 29));
      g_snprintf (person->phone, sizeof person->phone, "555%07d",
                  g_test_rand_int_range (0, 9999999));
      add (index, i + 1, person->given, person->family, person->birth_date,
           person->phone);
    }

  for (guint round = 0; round < 60; round++)
    {
      const Person    *target = &people[g_test_rand_int_range (0, (int) n_people)];
      g_autofree char *text = NULL;
      g_auto (GStrv) words = NULL;
      g_autoptr (GArray) hits = NULL;
      guint n_true = 0, n_hits = 0;

      switch (g_test_rand_int_range (0, 3))
        {
        case 0:
          text = g_strdup_printf (
              "%s %s", queries[g_test_rand_int_range (0, G_N_ELEMENTS (queries))],
              queries[g_test_rand_int_range (0, G_N_ELEMENTS (queries))]);
          break;
        case 1:
          text = g_strdup_printf (
              "%s %s", queries[g_test_rand_int_range (0, G_N_ELEMENTS (queries))],
              target->birth_date);
          break;
        default:
          text = g_strdup_printf (
              "%s %s", target->phone + 3,
              queries[g_test_rand_int_range (0, G_N_ELEMENTS (queries))]);
          break;
        }
      words = g_strsplit (text, " ", -1);
      for (guint i = 0; i < n_people; i++)
        n_true += person_matches (&people[i], words) ? 1 : 0;

      g_test_message ("query: %.100s", text);
      hits = foyer_search_index_query (index, text, MDY, 500);
      for (guint i = 0; i < hits->len; i++)
        {
          const FoyerSearchHit *hit = &g_array_index (hits, FoyerSearchHit, i);

          if (hit->tier == FOYER_SEARCH_TIER_NEAR)
            continue;
          n_hits++;
          g_assert_true (person_matches (&people[hit->id - 1], words));
        }
      g_assert_cmpuint (n_hits, ==, MIN (n_true, 500));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/search-index/names-in-any-order", test_names_in_any_order);
  g_test_add_func ("/search-index/spellings-meet", test_spellings_meet);
  g_test_add_func ("/search-index/dates", test_dates);
  g_test_add_func ("/search-index/phones-and-numbers", test_phones_and_numbers);
  g_test_add_func ("/search-index/parts-of-names-by-mark", test_parts_of_names_by_mark);
  g_test_add_func ("/search-index/slips", test_slips);
  g_test_add_func ("/search-index/better-matches-first", test_better_matches_first);
  g_test_add_func ("/search-index/recent-first-and-limit", test_recent_first_and_limit);
  g_test_add_func ("/search-index/changes-and-removal", test_changes_and_removal);
  g_test_add_func ("/search-index/many-changes", test_many_changes);
  g_test_add_func ("/search-index/many-words", test_many_words);
  g_test_add_func ("/search-index/common-names-that-rarely-meet",
                   test_common_names_that_rarely_meet);
  g_test_add_func ("/search-index/digits-anywhere", test_digits_anywhere);
  g_test_add_func ("/search-index/survives-any-text", test_survives_any_text);
  g_test_add_func ("/search-index/finds-whom-a-plain-search-finds",
                   test_finds_whom_a_plain_search_finds);

  return g_test_run ();
}
