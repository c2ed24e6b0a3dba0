/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-gift-end-dialog.h"

#include "present/foyer-format.h"
#include "present/foyer-gift-words.h"
#include "present/foyer-words.h"
#include "ui/foyer-text-row.h"
#include "ui/foyer-voucher-window.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerGiftEndDialog:
 *
 * Asks once why a gift card leaves its use, and says what that does.
 */
struct _FoyerGiftEndDialog
{
  AdwWindow parent_instance;

  FoyerSession  *session; /* (owned) */
  FoyerGiftCard *card;    /* (owned) */
  FoyerGiftDeed  deed;
  gboolean       is_under_way;

  /* Template children */
  GtkButton    *step_button;
  GtkLabel     *summary_label;
  GtkLabel     *effect_label;
  FoyerTextRow *reason_row;
  GtkLabel     *problem_label;
};

G_DEFINE_FINAL_TYPE (FoyerGiftEndDialog, foyer_gift_end_dialog, ADW_TYPE_WINDOW)

static void
show_problem (FoyerGiftEndDialog *self, const char *sentence)
{
  gtk_label_set_label (self->problem_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), sentence != NULL);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerGiftEndDialog) self = data;
  g_autoptr (GError) error = NULL;
  FoyerGiftAnswer *answer = foyer_store_finish (FOYER_STORE (source), result, &error);

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
      gtk_widget_set_sensitive (GTK_WIDGET (self->step_button), TRUE);
      return;
    }

  foyer_voucher_window_present (self, self->session, self->deed, answer);
}

static void
step_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerGiftEndDialog *self = FOYER_GIFT_END_DIALOG (widget);
  g_autofree char    *reason = g_strstrip (foyer_text_row_dup_text (self->reason_row));
  FoyerGiftJob       *job;

  if (self->is_under_way)
    return;
  if (*reason == '\0')
    {
      foyer_text_row_set_error (self->reason_row,
                                _ ("Say why, so that it can be understood later."));
      gtk_widget_grab_focus (GTK_WIDGET (self->reason_row));
      return;
    }
  job = foyer_gift_job_new (self->deed, foyer_record_get_id (FOYER_RECORD (self->card)));
  job->reason = g_steal_pointer (&reason);
  show_problem (self, NULL);
  self->is_under_way = TRUE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->step_button), FALSE);
  foyer_gift_job_run_async (job, self->session, done_cb, g_object_ref (self));
}

/* The code of a card that replaces another comes back here: until then the dialog stays. */
static gboolean
foyer_gift_end_dialog_close_request (GtkWindow *window)
{
  return FOYER_GIFT_END_DIALOG (window)->is_under_way ||
         GTK_WINDOW_CLASS (foyer_gift_end_dialog_parent_class)->close_request (window);
}

static void
foyer_gift_end_dialog_dispose (GObject *object)
{
  FoyerGiftEndDialog *self = FOYER_GIFT_END_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_GIFT_END_DIALOG);
  g_clear_object (&self->session);
  g_clear_object (&self->card);

  G_OBJECT_CLASS (foyer_gift_end_dialog_parent_class)->dispose (object);
}

static void
foyer_gift_end_dialog_class_init (FoyerGiftEndDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_gift_end_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = foyer_gift_end_dialog_close_request;

  g_type_ensure (FOYER_TYPE_TEXT_ROW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/gift-end-dialog.ui");
#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, FoyerGiftEndDialog, child)
  BIND (step_button);
  BIND (summary_label);
  BIND (effect_label);
  BIND (reason_row);
  BIND (problem_label);
#undef BIND
  gtk_widget_class_install_action (widget_class, "dialog.step", NULL, step_cb);
}

static void
foyer_gift_end_dialog_init (FoyerGiftEndDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_deed (FoyerGiftEndDialog *self)
{
  const char *title, *step, *effect;

  switch (self->deed)
    {
    case FOYER_GIFT_DEED_REPLACE:
      title = _ ("Replace a Lost Gift Card");
      step = C_ ("gift card", "Replace");
      effect =
          _ ("A new card gets what is left, with a code of its own.  The lost one can "
             "never be spent again.");
      break;
    case FOYER_GIFT_DEED_REFUND:
      title = _ ("Refund the Purchase");
      step = C_ ("gift card", "Pay Back");
      effect =
          _ ("All that was paid for the card is paid back the way it was paid, and the "
             "card can never be spent again.  This is refused if some of it was "
             "spent.");
      break;
    case FOYER_GIFT_DEED_VOID:
    case FOYER_GIFT_DEED_SELL:
    case FOYER_GIFT_DEED_RELOAD:
    default:
      title = _ ("Make the Gift Card Void");
      step = C_ ("gift card", "Make Void");
      effect = _ ("The card can never be spent again.  What is left on it stays with the "
                  "clinic; nothing is paid back.");
      break;
    }
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_button_set_label (self->step_button, step);
  gtk_label_set_label (self->effect_label, effect);
  gtk_widget_add_css_class (GTK_WIDGET (self->step_button),
                            self->deed == FOYER_GIFT_DEED_REPLACE ? "suggested-action"
                                                                  : "destructive-action");
}

/**
 * foyer_gift_end_dialog_new:
 * @session: the session
 * @card: an active gift card
 * @left_minor: what is left on it
 * @deed: `FOYER_GIFT_DEED_VOID`, `FOYER_GIFT_DEED_REPLACE` or `FOYER_GIFT_DEED_REFUND`
 *
 * Returns: (transfer floating): a dialog, to be made transient and presented
 */
GtkWidget *
foyer_gift_end_dialog_new (FoyerSession  *session,
                           FoyerGiftCard *card,
                           gint64         left_minor,
                           FoyerGiftDeed  deed)
{
  FoyerGiftEndDialog *self = g_object_new (FOYER_TYPE_GIFT_END_DIALOG, NULL);
  g_autofree char    *title = foyer_gift_words_title (card);
  g_autofree char    *left = foyer_format_money (left_minor, card->currency);
  /* Translators: the end of the code of a gift card, and what is left on it. */
  g_autofree char *summary = g_strdup_printf (_ ("Gift card %1$s, %2$s"), title, left);

  self->session = g_object_ref (session);
  self->card = g_object_ref (card);
  self->deed = deed;
  gtk_label_set_label (self->summary_label, summary);
  show_deed (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->reason_row));

  return GTK_WIDGET (self);
}
