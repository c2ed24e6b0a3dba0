/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-attempt-box.h"

#include "model/foyer-money.h"
#include "present/foyer-deposit-words.h"
#include "present/foyer-format.h"
#include "present/foyer-words.h"
#include "store/foyer-payments.h"
#include "ui/foyer-action.h"
#include "ui/foyer-entry-row.h"
#include "ui/foyer-payment-job.h"
#include "ui/foyer-simple-rows.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerAttemptBox:
 *
 * A payment that was begun and not finished: what of it was taken and what was not, as far as
 * the desk has noted it.  A person says the rest, and finishes or drops it.
 */
struct _FoyerAttemptBox
{
  GtkBox parent_instance;

  FoyerSession        *session; /* (owned) */
  FoyerPaymentAttempt *attempt; /* (owned) */
  GPtrArray     *rows; /* (owned) (unowned elements) beside its payments; NULL: it is
                                 * known what became of it */
  FoyerEntryRow *reason_row;    /* (unowned) */
  GtkLabel      *problem_label; /* (unowned) (nullable) after dispose */
  GtkWidget     *buttons;       /* (unowned) */
};

G_DEFINE_FINAL_TYPE (FoyerAttemptBox, foyer_attempt_box, GTK_TYPE_BOX)

static void
show_problem (FoyerAttemptBox *self, const char *sentence)
{
  gtk_label_set_label (self->problem_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), sentence != NULL);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerAttemptBox) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *receipt = foyer_store_finish (FOYER_STORE (source), result, &error);
  g_autofree char *text = NULL;

  if (receipt != NULL && *receipt != '\0')
    foyer_action_toast_receipt (GTK_WIDGET (self), _ ("The payment is taken"), receipt);
  if (receipt != NULL || self->problem_label == NULL)
    return;
  text = foyer_words_error (error);
  show_problem (self, text);
  gtk_widget_set_sensitive (self->buttons, TRUE);
}

/* What was taken of @payment, as far as is known now; NULL: nothing, FALSE: it is not clear. */
static gboolean
read_payment (FoyerAttemptBox *self, guint i, FoyerPayment **out_payment)
{
  FoyerPayment    *payment = self->attempt->payments->pdata[i];
  gpointer         row = self->rows->pdata[i];
  g_autofree char *reference = NULL;

  *out_payment = NULL;
  if (FOYER_IS_SWITCH_ROW (row))
    {
      if (!foyer_switch_row_get_active (row))
        return TRUE;
    }
  else if (FOYER_IS_ENTRY_ROW (row))
    {
      reference = g_strstrip (g_strdup (foyer_entry_row_get_text (row)));
      if (*reference == '\0')
        return TRUE;
      if (foyer_money_looks_like_card (reference))
        {
          foyer_entry_row_set_error (
              row, _ ("This looks like a card number.  Foyer keeps none: type the "
                      "reference that the terminal printed."));
          return FALSE;
        }
    }
  *out_payment = foyer_record_copy (FOYER_RECORD (payment));
  if (row != NULL)
    (*out_payment)->received_at = foyer_session_now (self->session);
  if (reference != NULL)
    foyer_set_text (&(*out_payment)->terminal_reference, reference);

  return TRUE;
}

static void
finish_cb (FoyerAttemptBox *self)
{
  g_autoptr (GPtrArray) payments = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->attempt->payments->len; i++)
    {
      FoyerPayment *payment;

      if (!read_payment (self, i, &payment))
        return;
      if (payment != NULL)
        g_ptr_array_add (payments, payment);
    }
  if (payments->len == 0)
    {
      show_problem (self, _ ("Nothing of it was taken: drop it."));
      return;
    }
  show_problem (self, NULL);
  gtk_widget_set_sensitive (self->buttons, FALSE);
  foyer_payment_job_take_async (self->session, self->attempt->booking_id,
                                g_steal_pointer (&payments), NULL, done_cb,
                                g_object_ref (self));
}

typedef struct
{
  FoyerUser *actor; /* (owned) */
  gint64     attempt_id;
  char      *reason; /* (owned) (nullable) */
} Dropping;

static void
dropping_free (gpointer data)
{
  Dropping *dropping = data;

  g_object_unref (dropping->actor);
  g_free (dropping->reason);
  g_free (dropping);
}

static gpointer
drop (FoyerDb *db, gpointer data, GError **error)
{
  Dropping *dropping = data;

  return foyer_payments_drop (db, dropping->actor, dropping->attempt_id, dropping->reason,
                              error)
             ? g_strdup ("")
             : NULL;
}

static void
drop_cb (FoyerAttemptBox *self)
{
  g_autofree char *reason =
      g_strstrip (g_strdup (foyer_entry_row_get_text (self->reason_row)));
  Dropping *dropping;

  if (*reason == '\0')
    {
      foyer_entry_row_set_error (
          self->reason_row, _ ("Say why, so that it can be understood later. What was "
                               "taken has to be given back by hand."));
      gtk_widget_grab_focus (GTK_WIDGET (self->reason_row));
      return;
    }
  dropping = g_new0 (Dropping, 1);
  dropping->actor =
      foyer_record_copy (FOYER_RECORD (foyer_session_get_actor (self->session)));
  dropping->attempt_id = foyer_record_get_id (FOYER_RECORD (self->attempt));
  dropping->reason = g_steal_pointer (&reason);
  show_problem (self, NULL);
  gtk_widget_set_sensitive (self->buttons, FALSE);
  foyer_store_write_async (foyer_session_get_store (self->session), drop, dropping,
                           dropping_free, g_free, NULL, done_cb, g_object_ref (self));
}

static void
foyer_attempt_box_dispose (GObject *object)
{
  FoyerAttemptBox *self = FOYER_ATTEMPT_BOX (object);

  self->problem_label = NULL;
  g_clear_object (&self->session);
  g_clear_object (&self->attempt);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (foyer_attempt_box_parent_class)->dispose (object);
}

static void
foyer_attempt_box_class_init (FoyerAttemptBoxClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_attempt_box_dispose;
}

static void
foyer_attempt_box_init (FoyerAttemptBox *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 8);
  self->rows = g_ptr_array_new ();
}

static GtkWidget *
new_known_row (const char *title, const char *subtitle, const char *icon_name)
{
  GtkWidget *row = foyer_action_row_new (title, subtitle);

  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name (icon_name));

  return row;
}

/* A row that says what became of a payment, or asks. */
static GtkWidget *
new_row (FoyerAttemptBox *self, FoyerPaymentFile *money, FoyerPayment *payment)
{
  FoyerZone       *zone = foyer_session_get_zone (self->session);
  g_autofree char *tender = foyer_deposit_words_tender (
      payment->tender, foyer_payment_file_find_card_by_id (money, payment->gift_card_id));
  g_autofree char *amount = foyer_format_money (
      payment->amount_minor, foyer_session_get_currency (self->session));
  g_autofree char *title = g_strdup_printf ("%s · %s", tender, amount);
  g_autofree char *when = foyer_format_when (zone, payment->received_at);
  g_autofree char *text = NULL;
  GtkWidget       *row;

  if (payment->received_at != 0 && payment->terminal_reference != NULL)
    /* Translators: a date and time, and what a card terminal printed. */
    text = g_strdup_printf (_ ("Taken: noted %1$s, reference %2$s."), when,
                            payment->terminal_reference);
  else if (payment->received_at != 0)
    /* Translators: a date and time. */
    text = g_strdup_printf (_ ("Taken: noted %s."), when);
  if (text != NULL)
    {
      g_ptr_array_add (self->rows, NULL);
      return new_known_row (title, text, "emblem-ok-symbolic");
    }
  if (payment->tender == FOYER_TENDER_GIFT_CARD || payment->tender == FOYER_TENDER_CREDIT)
    {
      g_ptr_array_add (self->rows, NULL);
      return new_known_row (title,
                            _ ("Not taken: nothing of it was touched. Finish takes it."),
                            "dialog-information-symbolic");
    }
  if (payment->tender == FOYER_TENDER_CARD)
    {
      /* Translators: a way to pay and an amount: “Card · $85.00” */
      text = g_strdup_printf (_ ("%s: reference of the terminal"), title);
      row = foyer_entry_row_new (text);
      foyer_entry_row_set_hint (
          FOYER_ENTRY_ROW (row),
          _ ("Not noted as taken. Look at the terminal: if it took the money, type the "
             "reference; if not, leave this empty."));
    }
  else
    {
      /* Translators: a way to pay and an amount: “Cash · $40.00” */
      text = g_strdup_printf (_ ("%s is in the drawer"), title);
      row = foyer_switch_row_new (text);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ ("Not noted as taken."));
    }
  g_ptr_array_add (self->rows, row);

  return row;
}

static GtkWidget *
new_button (const char *label, const char *css_class, GCallback callback, gpointer self)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  if (css_class != NULL)
    gtk_widget_add_css_class (button, css_class);
  g_signal_connect_swapped (button, "clicked", callback, self);

  return button;
}

/**
 * foyer_attempt_box_new:
 * @session: the session
 * @item: a booking with an open attempt; not kept
 *
 * Returns: (transfer floating): a box
 */
GtkWidget *
foyer_attempt_box_new (FoyerSession *session, FoyerOpenMoney *item)
{
  FoyerAttemptBox *self = g_object_new (FOYER_TYPE_ATTEMPT_BOX, NULL);
  GtkWidget       *list = gtk_list_box_new ();
  FoyerZone       *zone = foyer_session_get_zone (session);
  g_autofree char *person =
      foyer_format_person (item->row->patient_family, item->row->patient_given);
  g_autofree char *visit = foyer_format_when (zone, item->row->booking->start_at);
  g_autofree char *begun = foyer_format_when (zone, item->money->attempt->at);
  g_autofree char *title = g_strdup_printf ("%s · %s", person, visit);
  /* Translators: a kind of visit, its state, and when somebody began to take a payment. */
  g_autofree char *facts =
      g_strdup_printf (_ ("%1$s · %2$s · begun %3$s"), item->row->service_name,
                       foyer_words_booking_state (item->row->booking->state), begun);

  self->session = g_object_ref (session);
  self->attempt = g_object_ref (item->money->attempt);
  gtk_box_append (GTK_BOX (self), foyer_text_label_new (title, "heading"));
  gtk_box_append (GTK_BOX (self), foyer_text_label_new (facts, "dim-label"));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  foyer_widget_set_accessible_label (list, title);
  for (guint i = 0; i < self->attempt->payments->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (list),
                         new_row (self, item->money, self->attempt->payments->pdata[i]));
  self->reason_row = FOYER_ENTRY_ROW (foyer_entry_row_new (_ ("Why it is dropped")));
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->reason_row));
  gtk_box_append (GTK_BOX (self), list);
  self->problem_label = GTK_LABEL (foyer_text_label_new ("", "error"));
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), FALSE);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->problem_label));
  self->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_halign (self->buttons, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (self->buttons),
                  new_button (C_ ("payment", "Drop"), NULL, G_CALLBACK (drop_cb), self));
  gtk_box_append (GTK_BOX (self->buttons),
                  new_button (C_ ("payment", "Finish"), "suggested-action",
                              G_CALLBACK (finish_cb), self));
  gtk_box_append (GTK_BOX (self), self->buttons);

  return GTK_WIDGET (self);
}
