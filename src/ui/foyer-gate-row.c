/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-gate-row.h"

#include "present/foyer-words.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerGateRow:
 *
 * One line of the booking checklist: what is wrong, in a sentence, and what mends it, as
 * buttons.
 */
struct _FoyerGateRow
{
  GtkListBoxRow parent_instance;

  FoyerGateItem item;

  /* Template children */
  GtkImage  *icon;
  GtkLabel  *sentence;
  GtkWidget *cures;
  GtkButton *cure_button;
  GtkButton *other_cure_button;
  GtkButton *override_button;
};

enum
{
  CURE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FoyerGateRow, foyer_gate_row, GTK_TYPE_LIST_BOX_ROW)

static const char *
icon_for_item (const FoyerGateItem *item, const char **out_css_class)
{
  if (item->overridden)
    {
      *out_css_class = "dim-label";
      return "changes-allow-symbolic";
    }
  switch (item->result)
    {
    case FOYER_GATE_RESULT_BLOCK:
      *out_css_class = "error";
      return "dialog-error-symbolic";
    case FOYER_GATE_RESULT_HOLD:
      *out_css_class = "warning";
      return "alarm-symbolic";
    case FOYER_GATE_RESULT_WARN:
      *out_css_class = "warning";
      return "dialog-warning-symbolic";
    case FOYER_GATE_RESULT_OK:
    default:
      *out_css_class = "success";
      return "emblem-ok-symbolic";
    }
}

/* A rule that somebody set aside is mended by keeping it again. */
static void
show_cure (GtkButton *button, FoyerGateCure cure, gboolean overridden)
{
  const char *label = cure == FOYER_GATE_CURE_OVERRIDE && overridden
                          ? C_ ("booking gate", "Keep the Rule")
                          : foyer_words_gate_cure (cure);

  gtk_widget_set_visible (GTK_WIDGET (button), cure != FOYER_GATE_CURE_NONE);
  gtk_button_set_label (button, label);
}

static void
cure_clicked_cb (FoyerGateRow *self)
{
  g_signal_emit (self, signals[CURE], 0, self->item.cure);
}

static void
other_cure_clicked_cb (FoyerGateRow *self)
{
  g_signal_emit (self, signals[CURE], 0, self->item.other_cure);
}

static void
override_clicked_cb (FoyerGateRow *self)
{
  g_signal_emit (self, signals[CURE], 0, FOYER_GATE_CURE_OVERRIDE);
}

static void
foyer_gate_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FOYER_TYPE_GATE_ROW);

  G_OBJECT_CLASS (foyer_gate_row_parent_class)->dispose (object);
}

static void
foyer_gate_row_class_init (FoyerGateRowClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = foyer_gate_row_dispose;

  /**
   * FoyerGateRow::cure:
   * @self: the row
   * @cure: which cure was chosen
   *
   * Emitted when somebody asks for what mends the rule.
   */
  signals[CURE] = g_signal_new ("cure", FOYER_TYPE_GATE_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                NULL, NULL, G_TYPE_NONE, 1, FOYER_TYPE_GATE_CURE);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/foyerclinic/Foyer/ui/gate-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerGateRow, icon);
  gtk_widget_class_bind_template_child (widget_class, FoyerGateRow, sentence);
  gtk_widget_class_bind_template_child (widget_class, FoyerGateRow, cures);
  gtk_widget_class_bind_template_child (widget_class, FoyerGateRow, cure_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerGateRow, other_cure_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerGateRow, override_button);
  gtk_widget_class_bind_template_callback (widget_class, cure_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, other_cure_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, override_clicked_cb);
}

static void
foyer_gate_row_init (FoyerGateRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
foyer_gate_row_new (void)
{
  return g_object_new (FOYER_TYPE_GATE_ROW, NULL);
}

/**
 * foyer_gate_row_set_item:
 * @self: a row
 * @item: a line of a checklist; copied
 * @zone: the clinic's zone
 * @currency: ISO 4217 code
 *
 * Shows @item.
 */
void
foyer_gate_row_set_item (FoyerGateRow        *self,
                         const FoyerGateItem *item,
                         FoyerZone           *zone,
                         const char          *currency)
{
  g_autofree char *sentence = foyer_words_gate (item, zone, currency);
  const char      *css_class;

  g_return_if_fail (FOYER_IS_GATE_ROW (self));

  self->item = *item;
  gtk_image_set_from_icon_name (self->icon, icon_for_item (item, &css_class));
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon),
                              (const char *[]){ css_class, NULL });
  if (item->overridden)
    {
      /* Translators: %s is a sentence about a rule that a permitted person set aside. */
      g_autofree char *text = g_strdup_printf (_ ("Set aside: %s"), sentence);

      gtk_label_set_label (self->sentence, text);
    }
  else
    gtk_label_set_label (self->sentence, sentence);

  show_cure (self->cure_button, item->overridden ? FOYER_GATE_CURE_OVERRIDE : item->cure,
             item->overridden);
  show_cure (self->other_cure_button,
             item->overridden ? FOYER_GATE_CURE_NONE : item->other_cure, FALSE);
  /* Where two cures are named already, who may can still set the rule aside. */
  show_cure (self->override_button,
             item->permitted && !item->overridden &&
                     item->cure != FOYER_GATE_CURE_OVERRIDE &&
                     item->other_cure != FOYER_GATE_CURE_OVERRIDE
                 ? FOYER_GATE_CURE_OVERRIDE
                 : FOYER_GATE_CURE_NONE,
             FALSE);
  if (item->overridden)
    self->item.cure = FOYER_GATE_CURE_OVERRIDE;
  gtk_widget_set_visible (self->cures, item->overridden ||
                                           item->cure != FOYER_GATE_CURE_NONE ||
                                           item->other_cure != FOYER_GATE_CURE_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_label (self->sentence), -1);
}

const FoyerGateItem *
foyer_gate_row_get_item (FoyerGateRow *self)
{
  g_return_val_if_fail (FOYER_IS_GATE_ROW (self), NULL);

  return &self->item;
}

/**
 * foyer_gate_row_focus_cure:
 * @self: a row
 *
 * Returns: whether there is a cure, which then has the focus
 */
gboolean
foyer_gate_row_focus_cure (FoyerGateRow *self)
{
  g_return_val_if_fail (FOYER_IS_GATE_ROW (self), FALSE);

  return self->item.cure != FOYER_GATE_CURE_NONE &&
         gtk_widget_grab_focus (GTK_WIDGET (self->cure_button));
}
