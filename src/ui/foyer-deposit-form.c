/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-deposit-form.h"

#include "model/foyer-money.h"
#include "present/foyer-format.h"
#include "ui/foyer-entry-row.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerDepositForm:
 *
 * Takes the payment that a service asks for at booking: cash, a card by the reference of
 * its terminal, or a waiver.  It keeps no card number and refuses what looks like one.
 */
struct _FoyerDepositForm
{
  GtkBox parent_instance;

  /* Template children */
  GtkLabel        *due_label;
  GtkLabel        *part_label;
  GtkToggleButton *none_button;
  GtkToggleButton *cash_button;
  GtkToggleButton *card_button;
  GtkToggleButton *waive_button;
  FoyerEntryRow   *reference_row;
  FoyerEntryRow   *reason_row;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FoyerDepositForm, foyer_deposit_form, GTK_TYPE_BOX)

/* What looks like a card number is refused while it is typed, the rest once it is used. */
static void
text_changed_cb (FoyerDepositForm *self)
{
  if (foyer_money_looks_like_card (foyer_entry_row_get_text (self->reference_row)))
    foyer_deposit_form_check (self, TRUE);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
tender_toggled_cb (FoyerDepositForm *self, GtkToggleButton *button)
{
  FoyerDepositChoice choice;

  if (!gtk_toggle_button_get_active (button))
    return;
  choice = foyer_deposit_form_get_choice (self);
  foyer_entry_row_set_error (self->reference_row, NULL);
  foyer_entry_row_set_error (self->reason_row, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->reference_row), choice == FOYER_DEPOSIT_CARD);
  gtk_widget_set_visible (GTK_WIDGET (self->reason_row), choice == FOYER_DEPOSIT_WAIVE);
  if (choice == FOYER_DEPOSIT_CARD)
    gtk_widget_grab_focus (GTK_WIDGET (self->reference_row));
  else if (choice == FOYER_DEPOSIT_WAIVE)
    gtk_widget_grab_focus (GTK_WIDGET (self->reason_row));
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
foyer_deposit_form_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), FOYER_TYPE_DEPOSIT_FORM);

  G_OBJECT_CLASS (foyer_deposit_form_parent_class)->dispose (object);
}

static void
foyer_deposit_form_class_init (FoyerDepositFormClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = foyer_deposit_form_dispose;

  /**
   * FoyerDepositForm::changed:
   * @self: the form
   *
   * Emitted when something else is to be paid, or otherwise.
   */
  signals[CHANGED] = g_signal_new ("changed", FOYER_TYPE_DEPOSIT_FORM, G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (FOYER_TYPE_ENTRY_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/deposit-form.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerDepositForm, due_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerDepositForm, part_label);
  gtk_widget_class_bind_template_child (widget_class, FoyerDepositForm, none_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerDepositForm, cash_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerDepositForm, card_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerDepositForm, waive_button);
  gtk_widget_class_bind_template_child (widget_class, FoyerDepositForm, reference_row);
  gtk_widget_class_bind_template_child (widget_class, FoyerDepositForm, reason_row);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, tender_toggled_cb);
}

static void
foyer_deposit_form_init (FoyerDepositForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
foyer_deposit_form_new (void)
{
  return g_object_new (FOYER_TYPE_DEPOSIT_FORM, NULL);
}

/**
 * foyer_deposit_form_set_due:
 * @self: a form
 * @due_minor: what is still to be paid or waived, minor units
 * @asked_minor: what the service asks for
 * @currency: ISO 4217 code
 * @may_waive: whether the acting person may do without it
 *
 * Says how much is due.
 */
void
foyer_deposit_form_set_due (FoyerDepositForm *self,
                            gint64            due_minor,
                            gint64            asked_minor,
                            const char       *currency,
                            gboolean          may_waive)
{
  g_autofree char *due = foyer_format_money (due_minor, currency);
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;

  g_return_if_fail (FOYER_IS_DEPOSIT_FORM (self));

  /* Translators: an amount of money that is to be paid now. */
  title = g_strdup_printf (_ ("Deposit of %s"), due);
  if (due_minor < asked_minor)
    {
      g_autofree char *asked = foyer_format_money (asked_minor, currency);

      /* Translators: the amount that the clinic asks for a kind of visit. */
      subtitle = g_strdup_printf (_ ("What is left of %s"), asked);
    }
  gtk_label_set_label (self->due_label, title);
  gtk_label_set_label (self->part_label, subtitle != NULL ? subtitle : "");
  gtk_widget_set_visible (GTK_WIDGET (self->waive_button), may_waive);
}

/**
 * foyer_deposit_form_choose:
 * @self: a form
 * @choice: what is done
 *
 * Chooses as if somebody had pressed the button.
 */
void
foyer_deposit_form_choose (FoyerDepositForm *self, FoyerDepositChoice choice)
{
  GtkToggleButton *buttons[] = { self->none_button, self->cash_button, self->card_button,
                                 self->waive_button };

  g_return_if_fail (FOYER_IS_DEPOSIT_FORM (self));

  gtk_toggle_button_set_active (buttons[choice], TRUE);
}

FoyerDepositChoice
foyer_deposit_form_get_choice (FoyerDepositForm *self)
{
  g_return_val_if_fail (FOYER_IS_DEPOSIT_FORM (self), FOYER_DEPOSIT_LATER);

  if (gtk_toggle_button_get_active (self->cash_button))
    return FOYER_DEPOSIT_CASH;
  if (gtk_toggle_button_get_active (self->card_button))
    return FOYER_DEPOSIT_CARD;

  return gtk_toggle_button_get_active (self->waive_button) ? FOYER_DEPOSIT_WAIVE
                                                           : FOYER_DEPOSIT_LATER;
}

/**
 * foyer_deposit_form_dup_text:
 * @self: a form
 *
 * Returns: (transfer full) (nullable): the reference of the terminal, or why the deposit is
 *   waived; `NULL` if the choice needs neither or nothing was typed
 */
char *
foyer_deposit_form_dup_text (FoyerDepositForm *self)
{
  FoyerDepositChoice choice = foyer_deposit_form_get_choice (self);
  g_autofree char   *text = NULL;

  if (choice == FOYER_DEPOSIT_CARD)
    text = g_strdup (foyer_entry_row_get_text (self->reference_row));
  else if (choice == FOYER_DEPOSIT_WAIVE)
    text = g_strdup (foyer_entry_row_get_text (self->reason_row));

  return text != NULL && *g_strstrip (text) != '\0' ? g_steal_pointer (&text) : NULL;
}

/**
 * foyer_deposit_form_check:
 * @self: a form
 * @complain: whether to say beside the field what is missing
 *
 * Returns: whether what was chosen is complete
 */
gboolean
foyer_deposit_form_check (FoyerDepositForm *self, gboolean complain)
{
  FoyerDepositChoice choice = foyer_deposit_form_get_choice (self);
  g_autofree char   *text = foyer_deposit_form_dup_text (self);
  FoyerEntryRow     *row =
      choice == FOYER_DEPOSIT_CARD ? self->reference_row : self->reason_row;
  const char *problem = NULL;

  if (choice == FOYER_DEPOSIT_LATER || choice == FOYER_DEPOSIT_CASH)
    return TRUE;

  if (text != NULL && foyer_money_looks_like_card (text))
    problem = _ ("This looks like a card number.  Foyer keeps none: type the reference "
                 "that the terminal printed.");
  else if (text == NULL && choice == FOYER_DEPOSIT_CARD)
    problem = _ ("Type the reference that the card terminal printed.");
  else if (text == NULL)
    problem = _ ("Say why, so that it can be understood later.");
  if (complain)
    {
      foyer_entry_row_set_error (row, problem);
      if (problem != NULL)
        gtk_widget_grab_focus (GTK_WIDGET (row));
    }

  return problem == NULL;
}
