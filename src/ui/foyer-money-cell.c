/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-gift-card-cell.h"

#include "present/foyer-format.h"
#include "present/foyer-gift-words.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerGiftCardCell:
 *
 * A gift card in the list: the end of its code, what is left on it, whether it can be spent,
 * since when it is there and until when.
 */
struct _FoyerGiftCardCell
{
  GtkBox parent_instance;

  /* Template children */
  GtkLabel *title_label;
  GtkLabel *left_label;
  GtkLabel *state_label;
  GtkLabel *sold_label;
  GtkLabel *expiry_label;
};

G_DEFINE_FINAL_TYPE (FoyerGiftCardCell, foyer_gift_card_cell, GTK_TYPE_BOX)

static void
foyer_gift_card_cell_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FOYER_TYPE_GIFT_CARD_CELL);

  G_OBJECT_CLASS (foyer_gift_card_cell_parent_class)->dispose (object);
}

static void
foyer_gift_card_cell_class_init (FoyerGiftCardCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_gift_card_cell_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/gift-card-cell.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerGiftCardCell, title_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerGiftCardCell, left_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerGiftCardCell, state_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerGiftCardCell, sold_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerGiftCardCell, expiry_label);
}

static void
foyer_gift_card_cell_init (FoyerGiftCardCell *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
foyer_gift_card_cell_new (void)
{
  return g_object_new (FOYER_TYPE_GIFT_CARD_CELL, NULL);
}

/**
 * foyer_gift_card_cell_set_row:
 * @self: a cell
 * @row: a gift card
 * @session: the session
 *
 * Shows @row.
 */
void
foyer_gift_card_cell_set_row (FoyerGiftCardCell *self,
                              FoyerGiftCardRow  *row,
                              FoyerSession      *session)
{
  FoyerGiftCard   *card = row->card;
  int              today = foyer_session_today (session);
  const char      *state = foyer_gift_words_state (card, row->left_minor, today);
  const char      *css = foyer_gift_words_state_class (card, row->left_minor, today);
  g_autofree char *title = foyer_gift_words_title (card);
  g_autofree char *left = foyer_format_money (row->left_minor, card->currency);
  g_autofree char *made = foyer_format_day (
      foyer_zone_get_day (foyer_session_get_zone (session), card->made_at));
  /* Translators: %s is a date. */
  g_autofree char *sold = g_strdup_printf (C_ ("gift card", "Sold %s"), made);
  g_autofree char *expiry = foyer_gift_words_expiry (card);
  g_autofree char *label = NULL;

  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->left_label, left);
  gtk_label_set_label (self->state_label, state);
  gtk_widget_set_css_classes (GTK_WIDGET (self->state_label),
                              (const char *[]){ "badge", css, NULL });
  gtk_label_set_label (self->sold_label, sold);
  gtk_label_set_label (self->expiry_label, expiry);

  label = g_strdup_printf ("%s, %s, %s, %s, %s", title, left, state, sold, expiry);
  if (gtk_widget_get_parent (GTK_WIDGET (self)) != NULL)
    foyer_widget_set_accessible_label (gtk_widget_get_parent (GTK_WIDGET (self)), label);
}
