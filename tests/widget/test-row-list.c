/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-row-list.h"

/* Rows with the records of @ids, which end with 0. */
static GPtrArray *
new_rows (const gint64 *ids)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (g_object_unref);

  for (; *ids != 0; ids++)
    {
      g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, *ids);

      g_ptr_array_add (rows, gtk_string_object_new (id));
    }

  return rows;
}

static void
fill (FoyerRowList *list, const gint64 *ids)
{
  g_autoptr (GPtrArray) rows = new_rows (ids);

  foyer_row_list_fill (list, rows);
}

static gint64
get_id (gpointer row)
{
  return g_ascii_strtoll (gtk_string_object_get_string (row), NULL, 10);
}

static void
count_cb (guint *n_chosen)
{
  *n_chosen += 1;
}

static const gint64 three[] = { 11, 12, 13, 0 };

static void
test_row_list_chosen_one_stays (void)
{
  g_autoptr (GtkSingleSelection) selection = gtk_single_selection_new (NULL);
  g_autoptr (FoyerRowList) list = foyer_row_list_new (selection, get_id);
  const gint64 moved[] = { 9, 13, 12, 11, 0 };

  fill (list, three);
  g_assert_cmpint (foyer_row_list_get_chosen (list), ==, 11);
  gtk_single_selection_set_selected (selection, 2);
  foyer_row_list_keep (list);
  fill (list, moved);
  g_assert_cmpint (foyer_row_list_get_chosen (list), ==, 13);
  g_assert_cmpuint (gtk_single_selection_get_selected (selection), ==, 1);
}

static void
test_row_list_next_takes_the_place (void)
{
  g_autoptr (GtkSingleSelection) selection = gtk_single_selection_new (NULL);
  g_autoptr (FoyerRowList) list = foyer_row_list_new (selection, get_id);
  const gint64 without_middle[] = { 11, 13, 0 };
  const gint64 first[] = { 11, 0 };
  const gint64 none[] = { 0 };

  fill (list, three);
  gtk_single_selection_set_selected (selection, 1);
  foyer_row_list_keep (list);
  fill (list, without_middle);
  g_assert_cmpint (foyer_row_list_get_chosen (list), ==, 13);
  foyer_row_list_keep (list);
  fill (list, first);
  g_assert_cmpint (foyer_row_list_get_chosen (list), ==, 11);
  foyer_row_list_keep (list);
  fill (list, none);
  g_assert_cmpint (foyer_row_list_get_chosen (list), ==, 0);
  g_assert_true (foyer_row_list_is_empty (list));
}

static void
test_row_list_wanted_one_comes_before_the_chosen (void)
{
  g_autoptr (GtkSingleSelection) selection = gtk_single_selection_new (NULL);
  g_autoptr (FoyerRowList) list = foyer_row_list_new (selection, get_id);

  fill (list, three);
  foyer_row_list_want (list, 13);
  foyer_row_list_keep (list);
  fill (list, three);
  g_assert_cmpint (foyer_row_list_get_chosen (list), ==, 13);
  /* Once it was chosen it is wanted no more. */
  gtk_single_selection_set_selected (selection, 0);
  foyer_row_list_keep (list);
  fill (list, three);
  g_assert_cmpint (foyer_row_list_get_chosen (list), ==, 11);
}

static void
test_row_list_says_once_what_is_chosen (void)
{
  g_autoptr (GtkSingleSelection) selection = gtk_single_selection_new (NULL);
  FoyerRowList *list = foyer_row_list_new (selection, get_id);
  guint         n_chosen = 0;

  g_signal_connect_swapped (list, "chosen", G_CALLBACK (count_cb), &n_chosen);
  fill (list, three);
  g_assert_cmpuint (n_chosen, ==, 1);
  gtk_single_selection_set_selected (selection, 2);
  g_assert_cmpuint (n_chosen, ==, 2);
  g_object_unref (list);
  gtk_single_selection_set_selected (selection, 0);
  g_assert_cmpuint (n_chosen, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  g_test_add_func ("/row-list/chosen-one-stays", test_row_list_chosen_one_stays);
  g_test_add_func ("/row-list/next-takes-the-place", test_row_list_next_takes_the_place);
  g_test_add_func ("/row-list/wanted-before-chosen",
                   test_row_list_wanted_one_comes_before_the_chosen);
  g_test_add_func ("/row-list/says-once", test_row_list_says_once_what_is_chosen);

  return g_test_run ();
}
