/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-search-order.h"

/* More than one block, and blocks that were split. */
#define N_NUMBERS 5000

static gboolean
is_lower (guint32 number, gconstpointer data)
{
  return number < *(const guint32 *) data;
}

static gboolean
is_not_higher (guint32 number, gconstpointer data)
{
  return number <= *(const guint32 *) data;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const guint32 one = *(const guint32 *) a, other = *(const guint32 *) b;

  return (one > other) - (one < other);
}

/* What lies from @low to @high, looked for one by one. */
static void
assert_range (const FoyerSearchOrder *order,
              const GArray           *numbers,
              guint32                 low,
              guint32                 high)
{
  FoyerSearchPosition from = foyer_search_order_find (order, is_lower, &low);
  FoyerSearchPosition to = foyer_search_order_find (order, is_not_higher, &high);
  guint               n = 0;
  guint32             number;

  for (guint i = 0; i < numbers->len; i++)
    {
      const guint32 expected = g_array_index (numbers, guint32, i);

      if (expected >= low && expected <= high)
        {
          FoyerSearchPosition position = from;

          for (guint j = 0; j <= n; j++)
            g_assert_true (foyer_search_order_next (order, &position, &number));
          g_assert_cmpuint (number, ==, expected);
          n++;
        }
    }
  g_assert_cmpuint (foyer_search_order_count (order, from, to), ==, n);
}

static void
assert_order (const FoyerSearchOrder *order, GArray *numbers)
{
  FoyerSearchPosition position = { 0, 0 };
  guint32             number;

  g_array_sort (numbers, compare);
  g_assert_cmpuint (order->n, ==, numbers->len);
  for (guint i = 0; i < numbers->len; i++)
    {
      g_assert_true (foyer_search_order_next (order, &position, &number));
      g_assert_cmpuint (number, ==, g_array_index (numbers, guint32, i));
    }
  g_assert_false (foyer_search_order_next (order, &position, &number));

  for (int i = 0; i < 20; i++)
    {
      const guint32 low = (guint32) g_test_rand_int_range (0, N_NUMBERS);

      assert_range (order, numbers, low, low + (guint32) g_test_rand_int_range (0, 100));
    }
  assert_range (order, numbers, N_NUMBERS, G_MAXUINT32);
}

static void
insert (FoyerSearchOrder *order, GArray *numbers, guint32 number)
{
  foyer_search_order_insert (
      order, foyer_search_order_find (order, is_not_higher, &number), number);
  g_array_append_val (numbers, number);
}

static guint32
any_number (guint i)
{
  return (guint32) g_test_rand_int_range (0, N_NUMBERS);
}

static guint32
next_number (guint i)
{
  return i / 2;
}

static guint32
last_number (guint i)
{
  return N_NUMBERS - i;
}

static guint32
same_number (guint i)
{
  return N_NUMBERS / 2;
}

typedef struct
{
  const char *name;
  guint32 (*choose) (guint i);
} Run;

static const Run runs[] = { { "any", any_number },
                            { "ascending", next_number },
                            { "descending", last_number },
                            { "same", same_number } };

static void
test_one_by_one (gconstpointer data)
{
  const Run *run = data;
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (guint32));
  FoyerSearchOrder order;

  foyer_search_order_init (&order);
  assert_order (&order, numbers);
  for (guint i = 0; i < N_NUMBERS; i++)
    insert (&order, numbers, run->choose (i));
  assert_order (&order, numbers);
  foyer_search_order_clear (&order);
}

/* Among those that came at once. */
static void
test_into_many (gconstpointer data)
{
  const Run *run = data;
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (guint32));
  FoyerSearchOrder order;

  for (guint32 number = 0; number < N_NUMBERS; number += 3)
    g_array_append_val (numbers, number);
  foyer_search_order_init (&order);
  foyer_search_order_set (&order, &g_array_index (numbers, guint32, 0), numbers->len);
  assert_order (&order, numbers);
  for (guint i = 0; i < N_NUMBERS; i++)
    insert (&order, numbers, run->choose (i));
  assert_order (&order, numbers);

  foyer_search_order_set (&order, NULL, 0);
  g_array_set_size (numbers, 0);
  assert_order (&order, numbers);
  foyer_search_order_clear (&order);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (runs); i++)
    {
      g_autofree char *one_by_one =
          g_strconcat ("/search-order/one-by-one/", runs[i].name, NULL);
      g_autofree char *into_many =
          g_strconcat ("/search-order/into-many/", runs[i].name, NULL);

      g_test_add_data_func (one_by_one, &runs[i], test_one_by_one);
      g_test_add_data_func (into_many, &runs[i], test_into_many);
    }

  return g_test_run ();
}
