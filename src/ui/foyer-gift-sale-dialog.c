/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-gift-sale-dialog.h"

#include "model/foyer-money.h"
#include "present/foyer-format.h"
#include "present/foyer-gift-words.h"
#include "present/foyer-words.h"
#include "ui/foyer-money-row.h"
#include "ui/foyer-voucher-window.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerGiftSaleDialog:
 *
 * Sells a gift card, or puts more on one: how much, and how it is paid.  What was typed stays
 * if it is refused.
 */
struct _FoyerGiftSaleDialog
{
  AdwWindow parent_instance;

  FoyerSession  *session;    /* (owned) */
  FoyerGiftCard *card;       /* (owned) (nullable): a new one is sold */
  char          *expires_on; /* (owned) (nullable) of a new one */
  char          *operation;  /* (owned) names the reload, however often it is tried */
  gboolean       is_under_way;

  /* Template children */
  GtkWidget       *step_button;
  GtkLabel        *summary_label;
  FoyerMoneyRow   *amount_row;
  GtkToggleButton *cash_button;
  GtkToggleButton *card_button;
  GtkToggleButton *both_button;
  FoyerMoneyRow   *cash_row;
  FoyerEntryRow   *reference_row;
  GtkLabel        *rest_label;
  GtkLabel        *problem_label;
};

G_DEFINE_FINAL_TYPE (FoyerGiftSaleDialog, foyer_gift_sale_dialog, ADW_TYPE_WINDOW)

static void
show_problem (FoyerGiftSaleDialog *self, const char *sentence)
{
  gtk_label_set_label (self->problem_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), sentence != NULL);
}

static gboolean
is_split (FoyerGiftSaleDialog *self)
{
  return gtk_toggle_button_get_active (self->both_button);
}

static gint64
get_cash (FoyerGiftSaleDialog *self)
{
  if (is_split (self))
    return foyer_money_row_get_minor (self->cash_row);

  return gtk_toggle_button_get_active (self->cash_button)
             ? foyer_money_row_get_minor (self->amount_row)
             : 0;
}

static gint64
get_card (FoyerGiftSaleDialog *self)
{
  return foyer_money_row_get_minor (self->amount_row) - get_cash (self);
}

/* What is left for the card once the cash is known. */
static void
amount_changed_cb (FoyerGiftSaleDialog *self)
{
  g_autofree char *rest = NULL;
  g_autofree char *text = NULL;

  if (self->session == NULL)
    return;
  show_problem (self, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->rest_label),
                          is_split (self) && get_card (self) > 0);
  rest = foyer_format_money (MAX (get_card (self), 0),
                             foyer_session_get_currency (self->session));
  /* Translators: %s is an amount of money. */
  text = g_strdup_printf (_ ("By card: %s"), rest);
  gtk_label_set_label (self->rest_label, text);
}

static void
text_changed_cb (FoyerGiftSaleDialog *self)
{
  const char *text = foyer_entry_row_get_text (self->reference_row);

  show_problem (self, NULL);
  foyer_entry_row_set_error (
      self->reference_row,
      foyer_money_looks_like_card (text)
          ? _ ("This looks like a card number.  Foyer keeps none: type the reference "
               "that the terminal printed.")
          : NULL);
}

static void
tender_toggled_cb (FoyerGiftSaleDialog *self, GtkToggleButton *button)
{
  if (!gtk_toggle_button_get_active (button))
    return;
  gtk_widget_set_visible (GTK_WIDGET (self->cash_row), is_split (self));
  gtk_widget_set_visible (GTK_WIDGET (self->reference_row),
                          !gtk_toggle_button_get_active (self->cash_button));
  amount_changed_cb (self);
}

/* Says beside the row what is missing, and gives it the keyboard. */
static gboolean
refuse (FoyerEntryRow *row, const char *sentence)
{
  foyer_entry_row_set_error (row, sentence);
  gtk_widget_grab_focus (GTK_WIDGET (row));

  return FALSE;
}

static gboolean
check (FoyerGiftSaleDialog *self)
{
  g_autofree char *reference =
      g_strstrip (g_strdup (foyer_entry_row_get_text (self->reference_row)));

  if (!foyer_money_row_validate (self->amount_row))
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->amount_row));
      return FALSE;
    }
  if (foyer_money_row_get_minor (self->amount_row) == 0)
    return refuse (FOYER_ENTRY_ROW (self->amount_row),
                   _ ("Type how much is to be on the card."));
  if (is_split (self) && !foyer_money_row_validate (self->cash_row))
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->cash_row));
      return FALSE;
    }
  if (is_split (self) && (get_cash (self) == 0 || get_card (self) <= 0))
    return refuse (FOYER_ENTRY_ROW (self->cash_row),
                   _ ("Type the part that is paid in cash, less than the whole."));
  if (get_card (self) == 0)
    return TRUE;
  if (foyer_money_looks_like_card (reference))
    return refuse (self->reference_row,
                   _ ("This looks like a card number.  Foyer keeps none: type the "
                      "reference that the terminal printed."));

  return *reference != '\0'
             ? TRUE
             : refuse (self->reference_row,
                       _ ("Type the reference that the card terminal printed."));
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerGiftSaleDialog) self = data;
  g_autoptr (GError) error = NULL;
  FoyerGiftAnswer *answer = foyer_store_finish (FOYER_STORE (source), result, &error);
  FoyerGiftDeed deed = self->card != NULL ? FOYER_GIFT_DEED_RELOAD : FOYER_GIFT_DEED_SELL;

  self->is_under_way = FALSE;
  /* The whole program was closed meanwhile. */
  if (self->problem_label == NULL)
    {
      g_clear_pointer (&answer, foyer_gift_answer_free);
      return;
    }
  if (answer == NULL)
    {
      g_autofree char *text = foyer_words_error (error);

      show_problem (self, text);
      gtk_widget_set_sensitive (self->step_button, TRUE);
      return;
    }

  foyer_voucher_window_present (self, self->session, deed, answer);
}

static void
step_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerGiftSaleDialog *self = FOYER_GIFT_SALE_DIALOG (widget);
  FoyerGiftJob        *job;

  if (self->is_under_way || !check (self))
    return;
  job = foyer_gift_job_new (
      self->card != NULL ? FOYER_GIFT_DEED_RELOAD : FOYER_GIFT_DEED_SELL,
      self->card != NULL ? foyer_record_get_id (FOYER_RECORD (self->card)) : 0);
  job->cash_minor = get_cash (self);
  job->card_minor = get_card (self);
  job->reference = g_strstrip (g_strdup (foyer_entry_row_get_text (self->reference_row)));
  job->expires_on = g_strdup (self->expires_on);
  job->operation = g_strdup (self->operation);
  show_problem (self, NULL);
  self->is_under_way = TRUE;
  gtk_widget_set_sensitive (self->step_button, FALSE);
  foyer_gift_job_run_async (job, self->session, done_cb, g_object_ref (self));
}

/* The code of a card that is being sold comes back here: until then the dialog stays. */
static gboolean
foyer_gift_sale_dialog_close_request (GtkWindow *window)
{
  return FOYER_GIFT_SALE_DIALOG (window)->is_under_way ||
         GTK_WINDOW_CLASS (foyer_gift_sale_dialog_parent_class)->close_request (window);
}

static void
foyer_gift_sale_dialog_dispose (GObject *object)
{
  FoyerGiftSaleDialog *self = FOYER_GIFT_SALE_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_GIFT_SALE_DIALOG);
  g_clear_object (&self->session);
  g_clear_object (&self->card);
  g_clear_pointer (&self->expires_on, g_free);
  g_clear_pointer (&self->operation, g_free);

  G_OBJECT_CLASS (foyer_gift_sale_dialog_parent_class)->dispose (object);
}

static void
foyer_gift_sale_dialog_class_init (FoyerGiftSaleDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_gift_sale_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = foyer_gift_sale_dialog_close_request;

  g_type_ensure (FOYER_TYPE_MONEY_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/gift-sale-dialog.ui");
#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, FoyerGiftSaleDialog, child)
  BIND (step_button);
  BIND (summary_label);
  BIND (amount_row);
  BIND (cash_button);
  BIND (card_button);
  BIND (both_button);
  BIND (cash_row);
  BIND (reference_row);
  BIND (rest_label);
  BIND (problem_label);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, amount_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, tender_toggled_cb);
  gtk_widget_class_install_action (widget_class, "dialog.step", NULL, step_cb);
}

static void
foyer_gift_sale_dialog_init (FoyerGiftSaleDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The last day of a card that is sold today, by the rule of the clinic. */
static char *
dup_expiry (FoyerSession *session)
{
  FoyerClinic *clinic = foyer_session_get_clinic (session);

  return clinic->gift_years == 0
             ? NULL
             : foyer_day_format (foyer_day_add_months (foyer_session_today (session),
                                                       (int) clinic->gift_years * 12));
}

static char *
describe (FoyerGiftSaleDialog *self)
{
  g_autofree char *title = NULL;
  g_autofree char *date = NULL;

  if (self->card != NULL)
    {
      title = foyer_gift_words_title (self->card);
      /* Translators: %s is the end of the code of a gift card. */
      return g_strdup_printf (_ ("More is put on the gift card %s."), title);
    }
  if (self->expires_on == NULL)
    return g_strdup (
        _ ("The card never expires, and whoever has its code can spend it."));
  date = foyer_format_date (self->expires_on);

  return g_strdup_printf (
      /* Translators: %s is a date. */
      _ ("The card can be spent until %s by whoever has its code."), date);
}

/**
 * foyer_gift_sale_dialog_new:
 * @session: the session
 * @card: (nullable): a gift card to put more on; `NULL`: a new one is sold
 *
 * Returns: (transfer floating): a dialog, to be made transient and presented
 */
GtkWidget *
foyer_gift_sale_dialog_new (FoyerSession *session, FoyerGiftCard *card)
{
  FoyerGiftSaleDialog *self = g_object_new (FOYER_TYPE_GIFT_SALE_DIALOG, NULL);
  const char          *currency = foyer_session_get_currency (session);
  g_autofree char     *summary = NULL;

  self->session = g_object_ref (session);
  self->operation = g_uuid_string_random ();
  foyer_money_row_set_currency (self->amount_row, currency);
  foyer_money_row_set_currency (self->cash_row, currency);
  if (card != NULL)
    {
      self->card = g_object_ref (card);
      gtk_window_set_title (GTK_WINDOW (self), _ ("Reload Gift Card"));
      gtk_button_set_label (GTK_BUTTON (self->step_button), C_ ("gift card", "Reload"));
    }
  else
    self->expires_on = dup_expiry (session);
  summary = describe (self);
  gtk_label_set_label (self->summary_label, summary);
  gtk_widget_grab_focus (GTK_WIDGET (self->amount_row));

  return GTK_WIDGET (self);
}
