/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-search-index.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Measures the patient search index with 10,000, 100,000 and 1,000,000 generated people, and
 * prints the figures as JSON.  Times are those of the processor, so that other work on the
 * machine does not count.  usage: bench-search [PEOPLE…] */

#define LIMIT 50
#define N_QUERIES 3000
#define N_MISSPELT 1000

typedef struct
{
  guint16 given;
  guint32 family;
  guint32 second; /* a second family name; 0 for none */
  guint32 phone;  /* last seven digits */
  guint16 area;
  guint16 year;
  guint8  month, day;
} Person;

static const char *const given_names[] = {
  "James",    "Mary",    "Robert",      "Patricia",  "John",      "Jennifer",   "Michael",
  "Linda",    "David",   "María",       "William",   "Barbara",   "Richard",    "Susan",
  "Joseph",   "Jessica", "José",        "Sarah",     "Thomas",    "Karen",      "Carlos",
  "Lisa",     "Juan",    "Nancy",       "Daniel",    "Betty",     "Matthew",    "Sandra",
  "Anthony",  "Ashley",  "Mark",        "Kimberly",  "Luis",      "Emily",      "Steven",
  "Donna",    "Andrew",  "Michelle",    "Paul",      "Carol",     "Joshua",     "Amanda",
  "Kenneth",  "Melissa", "Kevin",       "Deborah",   "Brian",     "Stephanie",  "Jorge",
  "Rebecca",  "Timothy", "Sharon",      "Ronald",    "Laura",     "Jason",      "Cynthia",
  "Edward",   "Dorothy", "Jeffrey",     "Amy",       "Ryan",      "Kathleen",   "Jacob",
  "Angela",   "Gary",    "Shirley",     "Nicholas",  "Emma",      "Eric",       "Brenda",
  "Jonathan", "Pamela",  "Stephen",     "Nicole",    "Larry",     "Anna",       "Justin",
  "Samantha", "Scott",   "Katherine",   "Brandon",   "Christine", "Benjamin",   "Helen",
  "Samuel",   "Debra",   "Gregory",     "Rachel",    "Alexander", "Carolyn",    "Patrick",
  "Janet",    "Frank",   "Maria Elena", "Raymond",   "Heather",   "Jack",       "Diane",
  "Dennis",   "Olivia",  "Jerry",       "Julie",     "Tyler",     "Joyce",      "Aaron",
  "Victoria", "Nguyễn",  "Ruth",        "Adam",      "Virginia",  "Nathan",     "Lauren",
  "Zoë",      "Kelly",   "Henry",       "Christina", "Jürgen",    "Joan",       "Peter",
  "Evelyn",   "Søren",   "Judith",      "Łukasz",    "Andrea",    "Ming",       "Hannah",
  "Wei",      "Megan",   "Mohammed",    "Cheryl",    "Fatima",    "Jacqueline", "Aisha",
  "Martha",   "Hiroshi", "Madison",     "Yuki",      "Teresa",    "Siobhán",    "Gloria",
  "Seán",     "Sara",    "Anaïs",       "Janice",    "Jean-Luc",  "Ann",        "Noël",
};

static const char *const family_names[] = {
  "Smith",    "Johnson",   "Williams",   "Brown",     "Jones",    "García",    "Miller",
  "Davis",    "Rodríguez", "Martínez",   "Hernández", "López",    "González",  "Wilson",
  "Anderson", "Thomas",    "Taylor",     "Moore",     "Jackson",  "Martin",    "Lee",
  "Pérez",    "Thompson",  "White",      "Harris",    "Sánchez",  "Clark",     "Ramírez",
  "Lewis",    "Robinson",  "Walker",     "Young",     "Allen",    "King",      "Wright",
  "Scott",    "Torres",    "Nguyen",     "Hill",      "Flores",   "Green",     "Adams",
  "Nelson",   "Baker",     "Hall",       "Rivera",    "Campbell", "Mitchell",  "Carter",
  "Roberts",  "Gómez",     "Phillips",   "Evans",     "Turner",   "Díaz",      "Parker",
  "Cruz",     "Edwards",   "Collins",    "Reyes",     "Stewart",  "Morris",    "Morales",
  "Murphy",   "Cook",      "Rogers",     "Gutiérrez", "Ortiz",    "Morgan",    "Cooper",
  "Peterson", "Bailey",    "Reed",       "Kelly",     "Howard",   "Ramos",     "Kim",
  "Cox",      "Ward",      "Richardson", "Watson",    "Brooks",   "Chávez",    "Wood",
  "O’Brien",  "Bennett",   "Gray",       "Mendoza",   "Ruiz",     "Hughes",    "Price",
  "Álvarez",  "Castillo",  "Sanders",    "Patel",     "Myers",    "Long",      "Ross",
  "Foster",   "Jiménez",   "Müller",     "Mueller",   "Nowak",    "Kowalczyk", "Özdemir",
};

static const char *const syllables[] = {
  "ba",  "ber", "bra",  "cal", "can", "car", "chen", "cor", "da",  "del", "der", "do",
  "dra", "el",  "en",   "fer", "fla", "gal", "gar",  "ger", "go",  "gri", "ha",  "hel",
  "her", "ho",  "in",   "ja",  "jo",  "ka",  "kel",  "ko",  "kra", "la",  "lan", "len",
  "li",  "lo",  "ma",   "man", "mar", "mel", "mi",   "mo",  "na",  "ne",  "ni",  "no",
  "ol",  "or",  "pa",   "pe",  "pol", "qui", "ra",   "ran", "rei", "ri",  "ro",  "ros",
  "sa",  "san", "sche", "sel", "shi", "so",  "sta",  "ta",  "tan", "ter", "ti",  "tor",
  "tra", "ul",  "va",   "ver", "vi",  "wa",  "wei",  "wil", "ya",  "yo",  "za",  "zo",
};

static const char *const endings[] = {
  "",    "son", "man", "ez",  "ski", "ini", "ov",   "berg", "stein", "ton",
  "ley", "ich", "es",  "sen", "ard", "ell", "moto", "ya",   "ak",    "oğlu",
};

/* Rank by Zipf's law: a few names are common, most are rare. */
static guint
zipf (GRand *rand, guint n)
{
  const double u = g_rand_double (rand);

  return MIN (n - 1, (guint) pow (n + 1, u) - 1);
}

static void
family_name (guint32 number, char *out, gsize size)
{
  if (number < G_N_ELEMENTS (family_names))
    g_strlcpy (out, family_names[number], size);
  else
    {
      const guint32 n = number * 2654435761u;

      g_snprintf (out, size, "%s%s%s", syllables[n % G_N_ELEMENTS (syllables)],
                  syllables[n / 97 % G_N_ELEMENTS (syllables)],
                  n / 9409 % 3 == 0 ? syllables[n / 28227 % G_N_ELEMENTS (syllables)]
                                    : endings[n / 28227 % G_N_ELEMENTS (endings)]);
      out[0] = g_ascii_toupper (out[0]);
    }
}

static void
given_name (guint16 number, char *out, gsize size)
{
  const guint n = G_N_ELEMENTS (given_names);

  if (number < n)
    g_strlcpy (out, given_names[number], size);
  else
    {
      const guint32 hash = number * 2246822519u;

      g_snprintf (out, size, "%s%s%s", syllables[hash % G_N_ELEMENTS (syllables)],
                  syllables[hash / 97 % G_N_ELEMENTS (syllables)],
                  hash / 9409 % 2 == 0 ? "a" : "n");
      out[0] = g_ascii_toupper (out[0]);
    }
}

static void
make_person (GRand *rand, Person *person, guint n_people)
{
  const guint n_families = 2000 + n_people / 6;

  person->given = (guint16) zipf (rand, 6000);
  person->family = zipf (rand, n_families);
  person->second = g_rand_int_range (rand, 0, 10) == 0 ? zipf (rand, n_families) : 0;
  person->phone = (guint32) g_rand_int_range (rand, 2000000, 9999999);
  person->area = (guint16) g_rand_int_range (rand, 201, 260);
  person->year = (guint16) g_rand_int_range (rand, 1930, 2026);
  person->month = (guint8) g_rand_int_range (rand, 1, 13);
  person->day = (guint8) g_rand_int_range (rand, 1, 29);
}

static void
full_family (const Person *person, char *out, gsize size)
{
  char second[64];

  family_name (person->family, out, size);
  if (person->second == 0)
    return;
  family_name (person->second, second, sizeof second);
  g_strlcat (out, " ", size);
  g_strlcat (out, second, size);
}

static void
add_person (FoyerSearchIndex *index, const Person *person, gint64 id)
{
  char family[128], given[64], text[32];

  full_family (person, family, sizeof family);
  given_name (person->given, given, sizeof given);

  foyer_search_index_begin (index, id);
  foyer_search_index_add_name (index, FOYER_NAME_PART_FAMILY, family);
  foyer_search_index_add_name (index, FOYER_NAME_PART_GIVEN, given);
  g_snprintf (text, sizeof text, "%04d-%02d-%02d", person->year, person->month,
              person->day);
  foyer_search_index_set_birth_date (index, text);
  g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, 100000 + id);
  foyer_search_index_set_number (index, text);
  g_snprintf (text, sizeof text, "1%03d%07u", person->area, person->phone);
  foyer_search_index_add_phone (index, text);
  if (id % 3 == 0)
    {
      g_snprintf (text, sizeof text, "%03d%07u", person->area, 9999999 - person->phone);
      foyer_search_index_add_phone (index, text);
    }
}

static double
processor_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return (double) now.tv_sec * 1e6 + (double) now.tv_nsec / 1e3;
}

static gint64
resident_bytes (void)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) fields = NULL;

  if (!g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    return 0;
  fields = g_strsplit (text, " ", 3);

  return g_ascii_strtoll (fields[1], NULL, 10) * sysconf (_SC_PAGESIZE);
}

typedef enum
{
  KIND_NAME_START,
  KIND_NAME_PART,
  KIND_GIVEN_FAMILY,
  KIND_STARTS,
  KIND_BIRTH_DATE,
  KIND_BIRTH_DATE_NAME,
  KIND_PHONE_END,
  KIND_PHONE,
  KIND_PHONE_PART,
  KIND_NUMBER,
  KIND_MISSPELT,
  N_KINDS,
} Kind;

static const char *const kind_names[] = {
  "name-start", "name-part", "given-family", "starts", "birth-date", "birth-date-name",
  "phone-end",  "phone",     "phone-part",   "number", "misspelt",
};

/* The first @n letters of a text. */
static char *
start_of (const char *text, guint n)
{
  return g_utf8_substring (text, 0, MIN ((glong) n, g_utf8_strlen (text, -1)));
}

/* One slip in the longest word, two if it has eight letters or more. */
static char *
misspell (GRand *rand, const char *given, const char *family)
{
  const char *word = strlen (family) >= strlen (given) ? family : given;
  const guint n_slips = g_utf8_strlen (word, -1) >= 8 ? 2 : 1;
  gunichar   *letters = g_utf8_to_ucs4_fast (word, -1, NULL);
  GString    *text = g_string_new (NULL);
  const guint n = (guint) g_utf8_strlen (word, -1);
  const guint first = (guint) g_rand_int_range (rand, 0, (int) n / 2);
  const guint second = (guint) g_rand_int_range (rand, (int) n / 2 + 1, (int) n);

  for (guint i = 0; i < n; i++)
    {
      if (i != first && !(n_slips == 2 && i == second))
        {
          g_string_append_unichar (text, letters[i]);
          continue;
        }
      switch (g_rand_int_range (rand, 0, 4))
        {
        case 0:
          break;
        case 1:
          g_string_append_unichar (text, letters[i]);
          g_string_append_c (text, 'a' + g_rand_int_range (rand, 0, 26));
          break;
        case 2:
          g_string_append_c (text, 'a' + g_rand_int_range (rand, 0, 26));
          break;
        default:
          if (i + 1 < n && i + 1 != second)
            {
              g_string_append_unichar (text, letters[i + 1]);
              g_string_append_unichar (text, letters[i]);
              i++;
            }
          else
            g_string_append_c (text, 'e');
          break;
        }
    }
  g_string_append_c (text, ' ');
  g_string_append (text, word == family ? given : family);
  g_free (letters);

  return g_string_free (text, FALSE);
}

static char *
make_query (GRand *rand, Kind kind, const Person *person, gint64 id)
{
  char             family[64], given[64];
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  const guint      length = (guint) g_rand_int_range (rand, 1, 13);

  family_name (person->family, family, sizeof family);
  given_name (person->given, given, sizeof given);

  switch (kind)
    {
    case KIND_NAME_START:
      return start_of (family, length);
    case KIND_NAME_PART:
      return g_utf8_substring (family, MIN (2, g_utf8_strlen (family, -1) - 1),
                               MIN (2 + MAX (length, 3), g_utf8_strlen (family, -1)));
    case KIND_GIVEN_FAMILY:
      return g_strdup_printf ("%s %s", given, family);
    case KIND_STARTS:
      first = start_of (family, 1 + length / 3);
      second = start_of (given, 1 + length / 4);
      return g_strdup_printf ("%s %s", first, second);
    case KIND_BIRTH_DATE:
      return g_strdup_printf ("%02d/%02d/%04d", person->month, person->day, person->year);
    case KIND_BIRTH_DATE_NAME:
      first = start_of (given, 1);
      return g_strdup_printf ("%s %04d-%02d-%02d", first, person->year, person->month,
                              person->day);
    case KIND_PHONE_END:
      return g_strdup_printf ("%04u", person->phone % 10000);
    case KIND_PHONE:
      return g_strdup_printf ("(%03d) %03u-%04u", person->area, person->phone / 10000,
                              person->phone % 10000);
    case KIND_PHONE_PART:
      return g_strdup_printf ("%05u", person->phone / 10 % 100000);
    case KIND_NUMBER:
      first = g_strdup_printf ("%" G_GINT64_FORMAT, 100000 + id);
      return start_of (first, MAX (length / 2, 2));
    case KIND_MISSPELT:
      return misspell (rand, given, family);
    case N_KINDS:
    default:
      g_assert_not_reached ();
    }
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  const double one = *(const double *) a, other = *(const double *) b;

  return (one > other) - (one < other);
}

static double
at_rank (GArray *sorted, double rank)
{
  return g_array_index (sorted, double,
                        MIN (sorted->len - 1, (guint) (rank * sorted->len)));
}

static void
print_times (const char *name, GArray *times_us, guint n_hit)
{
  g_array_sort (times_us, compare_doubles);
  printf ("\"%s\": {\"n\": %u, \"p50_us\": %.1f, \"p99_us\": %.1f, \"max_us\": %.1f, "
          "\"target_among_first_50\": %.3f}",
          name, times_us->len, at_rank (times_us, 0.5), at_rank (times_us, 0.99),
          at_rank (times_us, 1), (double) n_hit / times_us->len);
}

static guint
run_queries (FoyerSearchIndex *index,
             Person           *people,
             guint             n_people,
             Kind              kind,
             GRand            *rand,
             GArray           *times_us)
{
  const guint n = kind == KIND_MISSPELT ? N_MISSPELT : N_QUERIES / 10;
  guint       n_hit = 0;

  for (guint i = 0; i < n; i++)
    {
      const guint      target = (guint) g_rand_int_range (rand, 0, (int) n_people);
      g_autofree char *text = make_query (rand, kind, &people[target], target + 1);
      const double     start_us = processor_us ();
      g_autoptr (GArray) hits = NULL;
      double elapsed_us;

      hits = foyer_search_index_query (index, text, FOYER_DATE_ORDER_MDY, LIMIT);
      elapsed_us = processor_us () - start_us;
      g_array_append_val (times_us, elapsed_us);
      for (guint j = 0; j < hits->len; j++)
        if (g_array_index (hits, FoyerSearchHit, j).id == target + 1)
          n_hit++;
      if (g_getenv ("BENCH_TRACE") != NULL && elapsed_us > 2000)
        fprintf (stderr, "%8.0f us %s\n", elapsed_us, text);
    }

  return n_hit;
}

static void
measure_edits (FoyerSearchIndex *index, Person *people, guint n_people, GRand *rand)
{
  g_autoptr (GArray) times_us = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < 500; i++)
    {
      const guint target = (guint) g_rand_int_range (rand, 0, (int) n_people);
      double      start_us, elapsed_us;
      g_autoptr (GArray) hits = NULL;

      make_person (rand, &people[target], n_people);
      start_us = processor_us ();
      add_person (index, &people[target], target + 1);
      hits = foyer_search_index_query (index, "1987-03-04 #100001", FOYER_DATE_ORDER_MDY,
                                       LIMIT);
      elapsed_us = processor_us () - start_us;
      g_array_append_val (times_us, elapsed_us);
    }
  print_times ("edit-and-search", times_us, 0);
}

static void
measure (guint n_people, gboolean last)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (42);
  g_autofree Person *people = g_new (Person, n_people);
  g_autoptr (FoyerSearchIndex) index = NULL;
  g_autoptr (GArray) all_us = g_array_new (FALSE, FALSE, sizeof (double));
  gint64 before;
  double start_us;

  for (guint i = 0; i < n_people; i++)
    make_person (rand, &people[i], n_people);

  before = resident_bytes ();
  start_us = processor_us ();
  index = foyer_search_index_new ();
  for (guint i = 0; i < n_people; i++)
    add_person (index, &people[i], i + 1);
  foyer_search_index_settle (index);
  printf ("    {\"people\": %u, \"build_ms\": %.1f, \"memory_mib\": %.1f,\n", n_people,
          (processor_us () - start_us) / 1000,
          (double) (resident_bytes () - before) / (1 << 20));

  for (Kind kind = 0; kind < N_KINDS; kind++)
    {
      g_autoptr (GArray) times_us = g_array_new (FALSE, FALSE, sizeof (double));
      const guint n_hit = run_queries (index, people, n_people, kind, rand, times_us);

      if (kind != KIND_MISSPELT)
        g_array_append_vals (all_us, times_us->data, times_us->len);
      printf ("     ");
      print_times (kind_names[kind], times_us, n_hit);
      printf (",\n");
    }
  printf ("     ");
  measure_edits (index, people, n_people, rand);
  printf (",\n     ");
  print_times ("all-but-misspelt", all_us, 0);
  printf ("}%s\n", last ? "" : ",");
}

int
main (int argc, char **argv)
{
  static const guint sizes[] = { 10000, 100000, 1000000 };

  printf ("{\"benchmark\": \"search\", \"limit\": %d, \"results\": [\n", LIMIT);
  if (argc > 1)
    for (int i = 1; i < argc; i++)
      measure ((guint) g_ascii_strtoull (argv[i], NULL, 10), i + 1 == argc);
  else
    for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
      measure (sizes[i], i + 1 == G_N_ELEMENTS (sizes));
  printf ("]}\n");

  return 0;
}
