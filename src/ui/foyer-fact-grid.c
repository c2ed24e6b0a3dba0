/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-fact-grid.h"

#include "ui/foyer-widgets.h"

/**
 * FoyerFactGrid:
 *
 * Names and values under a heading, on a card.  A value that is not known takes no room,
 * and a card without values is not shown.
 */
struct _FoyerFactGrid
{
  GtkBox parent_instance;

  GtkLabel *heading; /* (unowned) */
  GtkGrid  *grid;    /* (unowned) */
  int       n_rows;
  gboolean  compact; /* the names take no more room than they need */
};

enum
{
  PROP_TITLE = 1,
};

G_DEFINE_FINAL_TYPE (FoyerFactGrid, foyer_fact_grid, GTK_TYPE_BOX)

static void
foyer_fact_grid_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  if (prop_id == PROP_TITLE)
    g_value_set_string (value, gtk_label_get_label (FOYER_FACT_GRID (object)->heading));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
foyer_fact_grid_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  if (prop_id == PROP_TITLE)
    gtk_label_set_label (FOYER_FACT_GRID (object)->heading, g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
foyer_fact_grid_class_init (FoyerFactGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = foyer_fact_grid_get_property;
  object_class->set_property = foyer_fact_grid_set_property;

  /**
   * FoyerFactGrid:title:
   *
   * What the facts are about.
   */
  g_object_class_install_property (
      object_class, PROP_TITLE,
      g_param_spec_string ("title", NULL, NULL, "",
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
}

static void
foyer_fact_grid_init (FoyerFactGrid *self)
{
  self->heading = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->heading, 0);
  gtk_widget_add_css_class (GTK_WIDGET (self->heading), "heading");
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (self->grid, 12);
  gtk_grid_set_row_spacing (self->grid, 6);
  gtk_widget_add_css_class (GTK_WIDGET (self->grid), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self->grid), "facts");
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->heading));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->grid));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
foyer_fact_grid_new (const char *title)
{
  return g_object_new (FOYER_TYPE_FACT_GRID, "title", title, NULL);
}

/**
 * foyer_fact_grid_set_compact:
 * @self: a card without facts
 * @compact: whether the names of the facts take no more room than they need, as in a card that
 *   stands beside another one
 */
void
foyer_fact_grid_set_compact (FoyerFactGrid *self, gboolean compact)
{
  g_return_if_fail (FOYER_IS_FACT_GRID (self));

  self->compact = compact;
}

/**
 * foyer_fact_grid_clear:
 * @self: a card
 *
 * Takes away all facts.
 */
void
foyer_fact_grid_clear (FoyerFactGrid *self)
{
  g_return_if_fail (FOYER_IS_FACT_GRID (self));

  while (self->n_rows > 0)
    gtk_grid_remove_row (self->grid, --self->n_rows);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static GtkWidget *
new_label (FoyerFactGrid *self, const char *text, gboolean is_name)
{
  GtkWidget *label = foyer_text_label_new (text, is_name ? "dim-label" : NULL);

  gtk_widget_set_valign (label, GTK_ALIGN_BASELINE);
  if (is_name)
    {
      /* As wide in one card as in those above and below it. */
      gtk_label_set_width_chars (GTK_LABEL (label), self->compact ? -1 : 16);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 16);
    }
  else
    {
      gtk_label_set_width_chars (GTK_LABEL (label), 10);
      gtk_widget_set_hexpand (label, TRUE);
      gtk_widget_set_halign (label, GTK_ALIGN_FILL);
    }

  return label;
}

/**
 * foyer_fact_grid_add:
 * @self: a card
 * @name: what it is
 * @value: (nullable): its value; `NULL` or empty adds nothing
 *
 * Adds a fact below the others.
 */
void
foyer_fact_grid_add (FoyerFactGrid *self, const char *name, const char *value)
{
  g_return_if_fail (FOYER_IS_FACT_GRID (self));

  if (value == NULL || *value == '\0')
    return;
  gtk_grid_attach (self->grid, new_label (self, name, TRUE), 0, self->n_rows, 1, 1);
  gtk_grid_attach (self->grid, new_label (self, value, FALSE), 1, self->n_rows, 1, 1);
  self->n_rows++;
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}
