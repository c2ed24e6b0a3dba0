/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-deposit-form-private.h"

#include "model/foyer-money.h"
#include "present/foyer-deposit-words.h"
#include "present/foyer-format.h"
#include "ui/foyer-widgets.h"
#include "ui/foyer-wrap-layout.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerDepositForm:
 *
 * Takes the payment that a service asks for at booking: by card with the reference of its
 * terminal, in cash, with gift cards, from the credit of the patient, or in several parts; or
 * waives it.  It keeps no card number and refuses what looks like one.
 *
 * What was added is a part; what is being typed becomes the last one.
 */

enum
{
  CHANGED,
  ASKING,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FoyerDepositForm, foyer_deposit_form, GTK_TYPE_BOX)

static void
show_left (FoyerDepositForm *self)
{
  gint64           left = foyer_deposit_form_get_left (self);
  g_autofree char *amount = foyer_format_money (left, self->currency);
  g_autofree char *text = NULL;
  gboolean         used =
      self->parts->len > 0 || foyer_deposit_form_get_tender (self) != FOYER_TENDER_NONE;
  FoyerPayment *draft = foyer_deposit_form_peek_draft (self);
  gboolean      complete = foyer_deposit_form_check (self, FALSE);

  if (left > 0)
    /* Translators: %s is an amount of money. */
    text = g_strdup_printf (_ ("Still due: %s"), amount);
  else if (!complete)
    /* Translators: once the payment that is being typed has come. */
    text = g_strdup (_ ("With this nothing is left to pay."));
  else
    text = g_strdup (_ ("Nothing is left to pay."));
  gtk_label_set_label (self->left_label, text);
  gtk_image_set_from_icon_name (self->left_image, left > 0 ? "dialog-warning-symbolic"
                                                  : complete
                                                      ? "emblem-ok-symbolic"
                                                      : "dialog-information-symbolic");
  gtk_widget_set_visible (self->left_row, used);
  gtk_widget_set_visible (self->add_button, draft != NULL && left > 0 && complete);
}

static void
show_cash (FoyerDepositForm *self)
{
  gint64           received = foyer_money_row_get_minor (self->received_row);
  gint64           change = received - foyer_deposit_form_get_rest (self);
  g_autofree char *amount = foyer_format_money (MAX (change, 0), self->currency);
  /* Translators: %s is an amount of money that the patient gets back. */
  g_autofree char *text = g_strdup_printf (_ ("Change: %s"), amount);

  foyer_entry_row_set_hint (FOYER_ENTRY_ROW (self->received_row),
                            change > 0 ? text : NULL);
}

static void
changed (FoyerDepositForm *self)
{
  if (self->showing)
    return;
  show_left (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Proposes what covers the rest. */
static void
propose_amount (FoyerDepositForm *self)
{
  gboolean was_showing = self->showing;

  self->showing = TRUE;
  foyer_money_row_set_minor (
      self->amount_row,
      MIN (foyer_deposit_form_get_rest (self), foyer_deposit_form_get_available (self)));
  self->showing = was_showing;
}

static void
show_choice (FoyerDepositForm *self)
{
  FoyerDepositChoice choice = foyer_deposit_form_get_choice (self);

  gtk_widget_set_visible (GTK_WIDGET (self->code_row), choice == FOYER_DEPOSIT_GIFT_CARD);
  gtk_widget_set_visible (GTK_WIDGET (self->amount_row),
                          choice == FOYER_DEPOSIT_CARD ||
                              choice == FOYER_DEPOSIT_CREDIT ||
                              (choice == FOYER_DEPOSIT_GIFT_CARD &&
                               foyer_deposit_form_get_card_id (self) != 0));
  gtk_widget_set_visible (GTK_WIDGET (self->reference_row), choice == FOYER_DEPOSIT_CARD);
  gtk_widget_set_visible (GTK_WIDGET (self->received_row), choice == FOYER_DEPOSIT_CASH);
  gtk_widget_set_visible (GTK_WIDGET (self->reason_row), choice == FOYER_DEPOSIT_WAIVE);
}

static void
clear_draft (FoyerDepositForm *self)
{
  gboolean was_showing = self->showing;

  self->showing = TRUE;
  self->add_wanted = FALSE;
  g_clear_object (&self->draft);
  foyer_gift_code_row_clear (self->code_row);
  foyer_entry_row_set_error (self->reference_row, NULL);
  foyer_entry_row_set_text (self->reference_row, NULL);
  foyer_entry_row_set_error (self->reason_row, NULL);
  foyer_money_row_set_minor (self->received_row, 0);
  foyer_entry_row_set_text (FOYER_ENTRY_ROW (self->received_row), NULL);
  show_cash (self);
  self->showing = was_showing;
}

/* The person turns to the terminal or the drawer: what is asked for is written down first. */
static void
ask (FoyerDepositForm *self)
{
  if (!self->showing && foyer_deposit_form_peek_draft (self) != NULL)
    g_signal_emit (self, signals[ASKING], 0);
}

static void remove_part (FoyerDepositForm *self, guint i);

static void
remove_clicked_cb (FoyerDepositForm *self, GtkButton *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (button), ADW_TYPE_ACTION_ROW);
  guint      i;

  if (g_ptr_array_find (self->part_rows, row, &i))
    {
      remove_part (self, i);
      propose_amount (self);
      changed (self);
      g_signal_emit (self, signals[ASKING], 0);
    }
}

static void
remove_part (FoyerDepositForm *self, guint i)
{
  gtk_list_box_remove (self->list, self->part_rows->pdata[i]);
  g_ptr_array_remove_index (self->part_rows, i);
  g_ptr_array_remove_index (self->parts, i);
}

/* Money that the desk has is given back by dropping the payment, not by a click here. */
static void
add_part (FoyerDepositForm *self, FoyerPayment *part, const char *last_four)
{
  g_autofree char *title = foyer_deposit_words_tender (part->tender, last_four);
  g_autofree char *amount = foyer_format_money (part->amount_minor, self->currency);
  GtkWidget       *row = foyer_action_row_new (title, part->terminal_reference);
  GtkWidget       *label = gtk_label_new (amount);
  GtkWidget       *button;

  gtk_widget_add_css_class (label, "tabular");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  if (part->received_at == 0)
    {
      button = foyer_icon_button_new ("edit-delete-symbolic", _ ("Remove This Payment"));
      g_signal_connect_swapped (button, "clicked", G_CALLBACK (remove_clicked_cb), self);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
    }
  else
    adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                               gtk_image_new_from_icon_name ("emblem-ok-symbolic"));
  g_ptr_array_add (self->parts, g_object_ref (part));
  g_ptr_array_add (self->part_rows, row);
  gtk_list_box_insert (self->list, row, (int) self->parts->len);
}

/* What is typed becomes a part; the rest is asked for by card. */
static void
add_draft (FoyerDepositForm *self)
{
  g_autoptr (FoyerPayment) part = g_object_ref (foyer_deposit_form_peek_draft (self));
  FoyerGiftCard *card = foyer_gift_code_row_get_card (self->code_row);
  GtkRoot       *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (part->tender == FOYER_TENDER_CASH || part->tender == FOYER_TENDER_CARD)
    part->received_at = foyer_session_now (self->session);
  add_part (self, part, card != NULL ? card->last_four : NULL);
  clear_draft (self);
  if (foyer_deposit_form_get_rest (self) > 0)
    foyer_deposit_form_choose (self, FOYER_DEPOSIT_CARD);
  else
    {
      foyer_deposit_form_choose (self, FOYER_DEPOSIT_LATER);
      if (GTK_IS_WINDOW (root) && gtk_window_get_default_widget (GTK_WINDOW (root)))
        gtk_widget_grab_focus (gtk_window_get_default_widget (GTK_WINDOW (root)));
    }
  propose_amount (self);
  changed (self);
  g_signal_emit (self, signals[ASKING], 0);
}

static void
add_clicked_cb (FoyerDepositForm *self)
{
  if (foyer_deposit_form_check (self, TRUE) &&
      foyer_deposit_form_peek_draft (self) != NULL)
    add_draft (self);
}

/* What looks like a card number is refused while it is typed, the rest once it is used. */
static void
text_changed_cb (FoyerDepositForm *self)
{
  if (foyer_money_looks_like_card (foyer_entry_row_get_text (self->reference_row)))
    foyer_deposit_form_check (self, TRUE);
  changed (self);
}

static void
amount_typed_cb (FoyerDepositForm *self)
{
  if (self->showing)
    return;
  show_cash (self);
  changed (self);
}

/* Another gift card, or none. */
static void
looked_up_cb (FoyerDepositForm *self)
{
  gboolean add = self->add_wanted;

  if (self->showing)
    return;
  self->add_wanted = FALSE;
  propose_amount (self);
  show_choice (self);
  changed (self);
  if (add && foyer_deposit_form_check (self, TRUE))
    add_draft (self);
}

static void
tender_toggled_cb (FoyerDepositForm *self, GtkToggleButton *button)
{
  GtkWidget *rows[] = {
    [FOYER_DEPOSIT_LATER] = NULL,
    [FOYER_DEPOSIT_CARD] = GTK_WIDGET (self->reference_row),
    [FOYER_DEPOSIT_CASH] = GTK_WIDGET (self->received_row),
    [FOYER_DEPOSIT_GIFT_CARD] = GTK_WIDGET (self->code_row),
    [FOYER_DEPOSIT_CREDIT] = GTK_WIDGET (self->amount_row),
    [FOYER_DEPOSIT_WAIVE] = GTK_WIDGET (self->reason_row),
  };
  GtkWidget *row;

  if (!gtk_toggle_button_get_active (button) || self->showing)
    return;
  clear_draft (self);
  propose_amount (self);
  show_choice (self);
  changed (self);
  row = rows[foyer_deposit_form_get_choice (self)];
  if (row != NULL)
    gtk_widget_grab_focus (row);
}

static void
foyer_deposit_form_dispose (GObject *object)
{
  FoyerDepositForm *self = FOYER_DEPOSIT_FORM (object);

  self->showing = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), FOYER_TYPE_DEPOSIT_FORM);
  g_clear_object (&self->session);
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (foyer_deposit_form_parent_class)->dispose (object);
}

static void
foyer_deposit_form_finalize (GObject *object)
{
  FoyerDepositForm *self = FOYER_DEPOSIT_FORM (object);

  g_ptr_array_unref (self->parts);
  g_ptr_array_unref (self->part_rows);
  g_free (self->currency);

  G_OBJECT_CLASS (foyer_deposit_form_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, FoyerDepositForm, child)
  BIND (list);
  BIND (due_label);
  BIND (part_label);
  BIND (choices);
  BIND (none_button);
  BIND (card_button);
  BIND (cash_button);
  BIND (gift_button);
  BIND (credit_button);
  BIND (waive_button);
  BIND (code_row);
  BIND (amount_row);
  BIND (reference_row);
  BIND (received_row);
  BIND (reason_row);
  BIND (left_row);
  BIND (left_image);
  BIND (left_label);
  BIND (add_button);
#undef BIND
#define HANDLE(handler) gtk_widget_class_bind_template_callback (widget_class, handler)
  HANDLE (text_changed_cb);
  HANDLE (amount_typed_cb);
  HANDLE (looked_up_cb);
  HANDLE (tender_toggled_cb);
  HANDLE (add_clicked_cb);
  HANDLE (ask);
#undef HANDLE
}

static void
foyer_deposit_form_class_init (FoyerDepositFormClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = foyer_deposit_form_dispose;
  object_class->finalize = foyer_deposit_form_finalize;

  /**
   * FoyerDepositForm::changed:
   * @self: the form
   *
   * Emitted when something else is to be paid, or otherwise.
   */
  signals[CHANGED] = g_signal_new ("changed", FOYER_TYPE_DEPOSIT_FORM, G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * FoyerDepositForm::asking:
   * @self: the form
   *
   * Emitted before the person asks the patient or the terminal for money, and when a part was
   * added or removed: time to write down what is being taken.
   */
  signals[ASKING] = g_signal_new ("asking", FOYER_TYPE_DEPOSIT_FORM, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (FOYER_TYPE_GIFT_CODE_ROW);
  g_type_ensure (FOYER_TYPE_MONEY_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/deposit-form.ui");
  bind_template (widget_class);
}

static void
foyer_deposit_form_init (FoyerDepositForm *self)
{
  self->parts = g_ptr_array_new_with_free_func (g_object_unref);
  self->part_rows = g_ptr_array_new ();
  self->currency = g_strdup ("USD");
  self->showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->choices, foyer_wrap_layout_new (6));
  self->showing = FALSE;
}

GtkWidget *
foyer_deposit_form_new (void)
{
  return g_object_new (FOYER_TYPE_DEPOSIT_FORM, NULL);
}

/**
 * foyer_deposit_form_set_session:
 * @self: a form
 * @session: the session, in whose store gift cards are looked up
 */
void
foyer_deposit_form_set_session (FoyerDepositForm *self, FoyerSession *session)
{
  g_return_if_fail (FOYER_IS_DEPOSIT_FORM (self));

  g_set_object (&self->session, session);
  foyer_gift_code_row_set_session (self->code_row, session);
}

/**
 * foyer_deposit_form_set_due:
 * @self: a form
 * @due_minor: what is still to be paid or waived, minor units
 * @asked_minor: what the service asks for
 * @currency: ISO 4217 code
 * @may_waive: whether the acting person may do without it
 *
 * Says how much is due; what was typed stays.
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
  gboolean         is_other = self->due_minor != due_minor;

  g_return_if_fail (FOYER_IS_DEPOSIT_FORM (self));

  self->due_minor = due_minor;
  self->asked_minor = asked_minor;
  g_free (self->currency);
  self->currency = g_strdup (currency);
  foyer_money_row_set_currency (self->amount_row, currency);
  foyer_money_row_set_currency (self->received_row, currency);
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
  if (is_other)
    propose_amount (self);
  show_left (self);
}

/**
 * foyer_deposit_form_set_credit:
 * @self: a form
 * @credit_minor: what the patient has as credit, minor units; 0: nothing to pay with
 */
void
foyer_deposit_form_set_credit (FoyerDepositForm *self, gint64 credit_minor)
{
  g_autofree char *amount = foyer_format_money (credit_minor, self->currency);
  g_autofree char *label = NULL;

  g_return_if_fail (FOYER_IS_DEPOSIT_FORM (self));

  self->credit_minor = credit_minor;
  /* Translators: %s is what a patient has as credit. */
  label = g_strdup_printf (C_ ("payment at booking", "Credit (%s)"), amount);
  gtk_button_set_label (GTK_BUTTON (self->credit_button), label);
  gtk_widget_set_visible (GTK_WIDGET (self->credit_button), credit_minor > 0);
}

/**
 * foyer_deposit_form_restore:
 * @self: a form
 * @file: the money of the booking
 *
 * Goes on with what was begun to be taken for it before, unless something is typed already.
 */
void
foyer_deposit_form_restore (FoyerDepositForm *self, FoyerPaymentFile *file)
{
  g_return_if_fail (FOYER_IS_DEPOSIT_FORM (self));

  if (file->attempt == NULL || self->parts->len > 0 ||
      *foyer_entry_row_get_text (self->reference_row) != '\0')
    return;
  g_clear_object (&self->draft);
  for (guint i = 0; i < file->attempt->payments->len; i++)
    {
      FoyerPayment *payment = file->attempt->payments->pdata[i];

      if (payment->tender == FOYER_TENDER_CARD && payment->received_at == 0 &&
          self->draft == NULL)
        self->draft = g_object_ref (payment);
      else
        add_part (self, payment,
                  foyer_payment_file_find_card_by_id (file, payment->gift_card_id));
    }
  if (self->draft != NULL)
    {
      g_autoptr (FoyerPayment) draft = g_steal_pointer (&self->draft);

      foyer_deposit_form_choose (self, FOYER_DEPOSIT_CARD);
      foyer_money_row_set_minor (self->amount_row, draft->amount_minor);
      g_set_object (&self->draft, draft);
    }
  changed (self);
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
  GtkToggleButton *buttons[] = { self->none_button,   self->card_button,
                                 self->cash_button,   self->gift_button,
                                 self->credit_button, self->waive_button };

  g_return_if_fail (FOYER_IS_DEPOSIT_FORM (self));

  gtk_toggle_button_set_active (buttons[choice], TRUE);
}

FoyerDepositChoice
foyer_deposit_form_get_choice (FoyerDepositForm *self)
{
  GtkToggleButton *buttons[] = { self->none_button,   self->card_button,
                                 self->cash_button,   self->gift_button,
                                 self->credit_button, self->waive_button };

  g_return_val_if_fail (FOYER_IS_DEPOSIT_FORM (self), FOYER_DEPOSIT_LATER);

  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    if (gtk_toggle_button_get_active (buttons[i]))
      return (FoyerDepositChoice) i;

  return FOYER_DEPOSIT_LATER;
}

/**
 * foyer_deposit_form_focus_card:
 * @self: a form
 *
 * Gives the keyboard to the gift card that is typed.
 *
 * Returns: `FALSE` if there is none
 */
gboolean
foyer_deposit_form_focus_card (FoyerDepositForm *self)
{
  g_return_val_if_fail (FOYER_IS_DEPOSIT_FORM (self), FALSE);

  return gtk_widget_get_visible (GTK_WIDGET (self)) &&
         foyer_deposit_form_get_choice (self) == FOYER_DEPOSIT_GIFT_CARD &&
         gtk_widget_grab_focus (GTK_WIDGET (self->code_row));
}

/**
 * foyer_deposit_form_step:
 * @self: a form
 *
 * Lets Enter add what is typed as a part if something is due beside it.
 *
 * Returns: whether there is more to do here before the visit can be booked
 */
gboolean
foyer_deposit_form_step (FoyerDepositForm *self)
{
  g_return_val_if_fail (FOYER_IS_DEPOSIT_FORM (self), FALSE);

  if (foyer_deposit_form_get_choice (self) == FOYER_DEPOSIT_GIFT_CARD &&
      foyer_gift_code_row_is_looking (self->code_row))
    {
      self->add_wanted = TRUE;
      return TRUE;
    }
  if (foyer_deposit_form_peek_draft (self) == NULL ||
      foyer_deposit_form_get_left (self) == 0 || !foyer_deposit_form_check (self, FALSE))
    return FALSE;
  add_draft (self);

  return TRUE;
}
