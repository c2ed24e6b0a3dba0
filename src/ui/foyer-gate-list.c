/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-gate-list.h"

#include "present/foyer-words.h"
#include "ui/foyer-gate-row.h"

#include <glib/gi18n-lib.h>

#define N_RULES (FOYER_GATE_RULE_TARGET_DATE + 1)

/**
 * FoyerGateList:
 *
 * The booking gate as a checklist: what stands in the way, each with its cure, and below it
 * how much is in order.
 *
 * Every rule has a row of its own that stays, so that the focus is not lost while the
 * answers change.
 */
struct _FoyerGateList
{
  GtkBox parent_instance;

  FoyerGateRow *rows[N_RULES];        /* (unowned) in @list */
  GtkWidget    *passed_rows[N_RULES]; /* (unowned) in @passed */

  /* Template children */
  GtkListBox     *list;
  AdwExpanderRow *passed;
};

enum
{
  CURE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FoyerGateList, foyer_gate_list, GTK_TYPE_BOX)

static void
row_cure_cb (FoyerGateRow *row, FoyerGateCure cure, FoyerGateList *self)
{
  g_signal_emit (self, signals[CURE], 0, foyer_gate_row_get_item (row), cure);
}

static void
foyer_gate_list_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FOYER_TYPE_GATE_LIST);

  G_OBJECT_CLASS (foyer_gate_list_parent_class)->dispose (object);
}

static void
foyer_gate_list_class_init (FoyerGateListClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = foyer_gate_list_dispose;

  /**
   * FoyerGateList::cure:
   * @self: the list
   * @item: the line that is to be mended
   * @cure: how
   *
   * Emitted when somebody asks for what mends a rule.
   */
  signals[CURE] =
      g_signal_new ("cure", FOYER_TYPE_GATE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, FOYER_TYPE_GATE_ITEM, FOYER_TYPE_GATE_CURE);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/foyerclinic/Foyer/ui/gate-list.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerGateList, list);
  gtk_widget_class_bind_template_child (widget_class, FoyerGateList, passed);
}

static void
foyer_gate_list_init (FoyerGateList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  for (int rule = 0; rule < N_RULES; rule++)
    {
      GtkWidget *row = foyer_gate_row_new ();
      GtkWidget *passed_row = g_object_new (
          ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title",
          foyer_words_gate_rule ((FoyerGateRule) rule), "focusable", FALSE, NULL);

      gtk_widget_set_visible (row, FALSE);
      g_signal_connect (row, "cure", G_CALLBACK (row_cure_cb), self);
      gtk_list_box_insert (self->list, row, rule);
      adw_expander_row_add_row (self->passed, passed_row);
      self->rows[rule] = FOYER_GATE_ROW (row);
      self->passed_rows[rule] = passed_row;
    }
}

GtkWidget *
foyer_gate_list_new (void)
{
  return g_object_new (FOYER_TYPE_GATE_LIST, NULL);
}

/**
 * foyer_gate_list_set_items:
 * @self: a list
 * @items: (element-type FoyerGateItem): the answer of the gate
 * @zone: the clinic's zone
 * @currency: ISO 4217 code
 *
 * Shows what the gate says.
 */
void
foyer_gate_list_set_items (FoyerGateList *self,
                           GPtrArray     *items,
                           FoyerZone     *zone,
                           const char    *currency)
{
  g_autofree char *title = NULL;
  guint            n_passed = 0;

  g_return_if_fail (FOYER_IS_GATE_LIST (self));

  for (guint i = 0; i < items->len; i++)
    {
      const FoyerGateItem *item = items->pdata[i];
      gboolean             passed = item->result == FOYER_GATE_RESULT_OK;

      if (!passed)
        foyer_gate_row_set_item (self->rows[item->rule], item, zone, currency);
      gtk_widget_set_visible (GTK_WIDGET (self->rows[item->rule]), !passed);
      gtk_widget_set_visible (self->passed_rows[item->rule], passed);
      n_passed += passed;
    }

  title =
      n_passed == items->len
          ? g_strdup (_ ("Everything is in order"))
          /* Translators: checks of the booking gate, such as “the clinician is free”. */
          : g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u check is in order",
                                          "%u checks are in order", n_passed),
                             n_passed);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->passed), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->passed),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

/**
 * foyer_gate_list_focus_cure:
 * @self: a list
 *
 * Moves the focus to the first cure of what stands in the way.
 *
 * Returns: whether there is one
 */
gboolean
foyer_gate_list_focus_cure (FoyerGateList *self)
{
  g_return_val_if_fail (FOYER_IS_GATE_LIST (self), FALSE);

  for (int result = FOYER_GATE_RESULT_BLOCK; result >= FOYER_GATE_RESULT_WARN; result--)
    for (int rule = 0; rule < N_RULES; rule++)
      {
        FoyerGateRow        *row = self->rows[rule];
        const FoyerGateItem *item = foyer_gate_row_get_item (row);

        if (gtk_widget_get_visible (GTK_WIDGET (row)) && !item->overridden &&
            (int) item->result == result && foyer_gate_row_focus_cure (row))
          return TRUE;
      }

  return FALSE;
}
