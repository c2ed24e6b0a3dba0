/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-money-cell.h"

#include "ui/foyer-widgets.h"
#include "ui/foyer-wrap-layout.h"

/**
 * FoyerMoneyCell:
 *
 * Something that holds money, a gift card or a till, in the list: what it is, how it stands,
 * how much, and two facts.
 */
struct _FoyerMoneyCell
{
  GtkBox parent_instance;

  /* Template children */
  GtkBox    *states;
  GtkLabel  *title_label;
  GtkLabel  *left_label;
  GtkLabel  *state_label;
  GtkWidget *risk_label;
  GtkLabel  *first_label;
  GtkLabel  *second_label;
};

G_DEFINE_FINAL_TYPE (FoyerMoneyCell, foyer_money_cell, GTK_TYPE_BOX)

static void
foyer_money_cell_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FOYER_TYPE_MONEY_CELL);

  G_OBJECT_CLASS (foyer_money_cell_parent_class)->dispose (object);
}

static void
foyer_money_cell_class_init (FoyerMoneyCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_money_cell_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/foyerclinic/Foyer/ui/money-cell.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerMoneyCell, states);
  gtk_widget_class_bind_template_child (widget_class, FoyerMoneyCell, title_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerMoneyCell, left_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerMoneyCell, state_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerMoneyCell, risk_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerMoneyCell, first_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerMoneyCell, second_label);
}

static void
foyer_money_cell_init (FoyerMoneyCell *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (GTK_WIDGET (self->states), foyer_wrap_layout_new (6));
}

GtkWidget *
foyer_money_cell_new (void)
{
  return g_object_new (FOYER_TYPE_MONEY_CELL, NULL);
}

/**
 * foyer_money_cell_show:
 * @self: a cell
 * @text: what it says, also to a screen reader
 *
 * Shows @text.
 */
void
foyer_money_cell_show (FoyerMoneyCell *self, const FoyerMoneyCellText *text)
{
  GtkWidget       *row = gtk_widget_get_parent (GTK_WIDGET (self));
  g_autofree char *spoken =
      g_strdup_printf ("%s, %s, %s%s%s, %s, %s", text->title, text->amount, text->state,
                       text->risk != NULL ? ", " : "",
                       text->risk != NULL ? text->risk : "", text->first, text->second);

  gtk_label_set_label (self->title_label, text->title);
  gtk_label_set_label (self->left_label, text->amount);
  gtk_label_set_label (self->state_label, text->state);
  gtk_widget_set_css_classes (GTK_WIDGET (self->state_label),
                              (const char *[]){ "badge", text->state_class, NULL });
  gtk_label_set_label (GTK_LABEL (self->risk_label), text->risk);
  gtk_widget_set_visible (self->risk_label, text->risk != NULL);
  gtk_label_set_label (self->first_label, text->first);
  gtk_label_set_label (self->second_label, text->second);
  if (row != NULL)
    foyer_widget_set_accessible_label (row, spoken);
}
