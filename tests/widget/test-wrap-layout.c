/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-wrap-layout.h"

#define SPACING 6

static const int widths[] = { 100, 60, 80 };

/* A box with children of @widths, each 20 high, and a hidden one. */
static GtkWidget *
new_box (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *hidden = gtk_label_new (NULL);

  gtk_widget_set_layout_manager (box, foyer_wrap_layout_new (SPACING));
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      GtkWidget *child = gtk_label_new (NULL);

      gtk_widget_set_size_request (child, widths[i], 20);
      gtk_box_append (GTK_BOX (box), child);
    }
  gtk_widget_set_size_request (hidden, 900, 900);
  gtk_widget_set_visible (hidden, FALSE);
  gtk_box_append (GTK_BOX (box), hidden);

  return g_object_ref_sink (box);
}

static void
assert_height (GtkWidget *box, int width, int height)
{
  int minimum, natural;

  gtk_widget_measure (box, GTK_ORIENTATION_VERTICAL, width, &minimum, &natural, NULL,
                      NULL);
  g_assert_cmpint (minimum, ==, height);
  g_assert_cmpint (natural, ==, height);
}

static void
assert_place (GtkWidget *box, int index, int x, int y)
{
  GtkWidget      *child = gtk_widget_get_first_child (box);
  graphene_rect_t bounds;

  while (index-- > 0)
    child = gtk_widget_get_next_sibling (child);
  g_assert_true (gtk_widget_compute_bounds (child, box, &bounds));
  g_assert_cmpint ((int) bounds.origin.x, ==, x);
  g_assert_cmpint ((int) bounds.origin.y, ==, y);
}

static void
allocate (GtkWidget *box, int width, int height)
{
  gtk_widget_size_allocate (box, &(GtkAllocation){ 0, 0, width, height }, -1);
}

static void
test_wrap_asks_for_its_widest_child (void)
{
  GtkWidget *box = new_box ();
  int        minimum, natural;

  gtk_widget_measure (box, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL,
                      NULL);
  g_assert_cmpint (minimum, ==, 100);
  g_assert_cmpint (natural, ==, 100 + 60 + 80 + 2 * SPACING);
  assert_height (box, natural, 20);
  assert_height (box, natural - 1, 20 + SPACING + 20);
  assert_height (box, 100, 3 * 20 + 2 * SPACING);
  g_object_unref (box);
}

static void
test_wrap_breaks_lines (void)
{
  GtkWidget *box = new_box ();

  allocate (box, 200, 46);
  assert_place (box, 0, 0, 0);
  assert_place (box, 1, 100 + SPACING, 0);
  assert_place (box, 2, 0, 20 + SPACING);
  g_object_unref (box);
}

static void
test_wrap_begins_at_the_right (void)
{
  GtkWidget *box = new_box ();

  gtk_widget_set_direction (box, GTK_TEXT_DIR_RTL);
  allocate (box, 200, 46);
  assert_place (box, 0, 100, 0);
  assert_place (box, 1, 200 - 100 - SPACING - 60, 0);
  assert_place (box, 2, 120, 20 + SPACING);
  g_object_unref (box);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  g_test_add_func ("/wrap-layout/widest-child", test_wrap_asks_for_its_widest_child);
  g_test_add_func ("/wrap-layout/breaks-lines", test_wrap_breaks_lines);
  g_test_add_func ("/wrap-layout/right-to-left", test_wrap_begins_at_the_right);

  return g_test_run ();
}
