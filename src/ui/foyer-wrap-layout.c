/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-wrap-layout.h"

/**
 * FoyerWrapLayout:
 *
 * Puts the children of a box in lines as words are put in a text: what no longer fits into a
 * line begins the next one.  For a few buttons or badges; newer libadwaita has such a box,
 * 1.2 has not.
 */
struct _FoyerWrapLayout
{
  GtkLayoutManager parent_instance;

  int spacing; /* between children and between lines, in pixels */
};

G_DEFINE_FINAL_TYPE (FoyerWrapLayout, foyer_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

static int
measure_child (GtkWidget *child, GtkOrientation orientation, int for_size, gboolean least)
{
  int minimum, natural;

  gtk_widget_measure (child, orientation, for_size, &minimum, &natural, NULL, NULL);

  return least ? minimum : natural;
}

/* As wide as it wants to be, but no wider than the line. */
static int
get_child_width (GtkWidget *child, int width)
{
  return MAX (measure_child (child, GTK_ORIENTATION_HORIZONTAL, -1, TRUE),
              MIN (measure_child (child, GTK_ORIENTATION_HORIZONTAL, -1, FALSE), width));
}

/* Goes through the lines that @width has room for, and puts the children where they belong if
 * @allocates; gives the height of all lines. */
static int
lay_out (FoyerWrapLayout *self, GtkWidget *widget, int width, gboolean allocates)
{
  const gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int            x = 0, y = 0, line_height = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_width, child_height;

      if (!gtk_widget_should_layout (child))
        continue;
      child_width = get_child_width (child, width);
      child_height = measure_child (child, GTK_ORIENTATION_VERTICAL, child_width, FALSE);
      if (x > 0 && x + child_width > width)
        {
          x = 0;
          y += line_height + self->spacing;
          line_height = 0;
        }
      if (allocates)
        gtk_widget_size_allocate (child,
                                  &(GtkAllocation){ rtl ? width - x - child_width : x, y,
                                                    child_width, child_height },
                                  -1);
      x += child_width + self->spacing;
      line_height = MAX (line_height, child_height);
    }

  return y + line_height;
}

static GtkSizeRequestMode
foyer_wrap_layout_get_request_mode (GtkLayoutManager *layout, GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_width (FoyerWrapLayout *self, GtkWidget *widget, int *minimum, int *natural)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum,
                          &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural += child_natural + (*natural > 0 ? self->spacing : 0);
    }
}

static void
foyer_wrap_layout_measure (GtkLayoutManager *layout,
                           GtkWidget        *widget,
                           GtkOrientation    orientation,
                           int               for_size,
                           int              *minimum,
                           int              *natural,
                           int              *minimum_baseline,
                           int              *natural_baseline)
{
  FoyerWrapLayout *self = FOYER_WRAP_LAYOUT (layout);
  int              width = 0, natural_width = 0;

  measure_width (self, widget, &width, &natural_width);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = width;
      *natural = natural_width;
      return;
    }
  if (for_size >= 0)
    natural_width = width = for_size;
  *minimum = lay_out (self, widget, natural_width, FALSE);
  *natural = lay_out (self, widget, width, FALSE);
  *natural = MAX (*minimum, *natural);
}

static void
foyer_wrap_layout_allocate (
    GtkLayoutManager *layout, GtkWidget *widget, int width, int height, int baseline)
{
  lay_out (FOYER_WRAP_LAYOUT (layout), widget, width, TRUE);
}

static void
foyer_wrap_layout_class_init (FoyerWrapLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = foyer_wrap_layout_get_request_mode;
  layout_class->measure = foyer_wrap_layout_measure;
  layout_class->allocate = foyer_wrap_layout_allocate;
}

static void
foyer_wrap_layout_init (FoyerWrapLayout *self)
{
}

/**
 * foyer_wrap_layout_new:
 * @spacing: pixels between children and between lines
 *
 * Returns: (transfer full): a layout, for a box that has no other spacing
 */
GtkLayoutManager *
foyer_wrap_layout_new (int spacing)
{
  FoyerWrapLayout *self = g_object_new (FOYER_TYPE_WRAP_LAYOUT, NULL);

  self->spacing = spacing;

  return GTK_LAYOUT_MANAGER (self);
}
