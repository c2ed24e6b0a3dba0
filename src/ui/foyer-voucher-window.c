/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-voucher-window.h"

#include "present/foyer-format.h"
#include "present/foyer-gift-words.h"
#include "print/foyer-gift-voucher.h"
#include "ui/foyer-action.h"
#include "ui/foyer-confirm-dialog.h"
#include "ui/foyer-slip-printer.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerVoucherWindow:
 *
 * What came of an act with a gift card.  A new card shows its code here, once: the window is
 * not closed unasked before the code was printed, saved or copied.
 */
struct _FoyerVoucherWindow
{
  AdwWindow parent_instance;

  FoyerSession    *session; /* (owned) */
  FoyerGiftAnswer *answer;  /* (owned) */
  gboolean         is_kept; /* the code is somewhere else too, or is let go */

  /* Template children */
  GtkLabel  *amount_label;
  GtkLabel  *fact_label;
  GtkWidget *code_box;
  GtkLabel  *code_label;
  GtkButton *print_button;
  GtkButton *save_button;
  GtkButton *receipt_button;
  GtkButton *done_button;
};

G_DEFINE_FINAL_TYPE (FoyerVoucherWindow, foyer_voucher_window, ADW_TYPE_WINDOW)

/* A voucher on its way to the thread that lays it out. */
typedef struct
{
  FoyerClinic   *clinic; /* (owned) */
  FoyerGiftCard *card;   /* (owned) */
  gint64         amount_minor;
  char          *code; /* (owned) */
} Voucher;

static void
voucher_free (gpointer data)
{
  Voucher *voucher = data;

  g_clear_object (&voucher->clinic);
  g_clear_object (&voucher->card);
  g_free (voucher->code);
  g_free (voucher);
}

static Voucher *
make_voucher (FoyerVoucherWindow *self)
{
  Voucher *voucher = g_new0 (Voucher, 1);

  voucher->clinic =
      foyer_record_copy (FOYER_RECORD (foyer_session_get_clinic (self->session)));
  voucher->card = foyer_record_copy (FOYER_RECORD (self->answer->card));
  voucher->amount_minor = self->answer->left_minor;
  voucher->code = g_strdup (self->answer->code);

  return voucher;
}

static FoyerSlip *
read_voucher (FoyerDb *db, gpointer data, GError **error)
{
  Voucher *voucher = data;

  return foyer_gift_voucher_new (voucher->clinic, voucher->card, voucher->amount_minor,
                                 voucher->code, NULL);
}

static void
print_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerVoucherWindow *self = FOYER_VOUCHER_WINDOW (widget);

  self->is_kept = TRUE;
  foyer_slip_printer_print (widget, self->session, NULL, read_voucher,
                            make_voucher (self), voucher_free);
}

static void
save_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerVoucherWindow *self = FOYER_VOUCHER_WINDOW (widget);
  /* Translators: name of a file; %s is the end of a gift card’s code */
  g_autofree char *file =
      g_strdup_printf (_ ("gift-card-%s.pdf"), self->answer->card->last_four);

  self->is_kept = TRUE;
  foyer_slip_printer_save (widget, self->session, NULL, read_voucher, make_voucher (self),
                           voucher_free, file);
}

static void
copy_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerVoucherWindow *self = FOYER_VOUCHER_WINDOW (widget);

  self->is_kept = TRUE;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), self->answer->code);
  foyer_action_toast (widget, _ ("Copied"));
}

static void
receipt_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerVoucherWindow *self = FOYER_VOUCHER_WINDOW (widget);

  foyer_slip_printer_print_receipt (widget, self->session, self->answer->receipt, FALSE);
}

static void
close_answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerVoucherWindow) self = data;

  if (!foyer_confirm_dialog_ask_finish (result, NULL))
    return;
  self->is_kept = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
foyer_voucher_window_close_request (GtkWindow *window)
{
  FoyerVoucherWindow *self = FOYER_VOUCHER_WINDOW (window);

  if (self->answer->code == NULL || self->is_kept)
    return GTK_WINDOW_CLASS (foyer_voucher_window_parent_class)->close_request (window);
  foyer_confirm_dialog_ask_async (
      GTK_WIDGET (self), _ ("Close without printing the code?"),
      _ ("Nobody can read the code again: Foyer keeps only a fingerprint of it.  A card "
         "whose code is lost has to be replaced by a manager."),
      C_ ("gift card", "Close"), TRUE, close_answered_cb, g_object_ref (self));

  return GDK_EVENT_STOP;
}

static void
foyer_voucher_window_dispose (GObject *object)
{
  FoyerVoucherWindow *self = FOYER_VOUCHER_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_VOUCHER_WINDOW);
  g_clear_object (&self->session);
  g_clear_pointer (&self->answer, foyer_gift_answer_free);

  G_OBJECT_CLASS (foyer_voucher_window_parent_class)->dispose (object);
}

static void
foyer_voucher_window_class_init (FoyerVoucherWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_voucher_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = foyer_voucher_window_close_request;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/voucher-window.ui");
#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, FoyerVoucherWindow, child)
  BIND (amount_label);
  BIND (fact_label);
  BIND (code_box);
  BIND (code_label);
  BIND (print_button);
  BIND (save_button);
  BIND (receipt_button);
  BIND (done_button);
#undef BIND
  gtk_widget_class_install_action (widget_class, "voucher.print", NULL, print_cb);
  gtk_widget_class_install_action (widget_class, "voucher.save", NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "voucher.copy", NULL, copy_cb);
  gtk_widget_class_install_action (widget_class, "voucher.receipt", NULL, receipt_cb);
}

static void
foyer_voucher_window_init (FoyerVoucherWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_button_set_accessible_label (self->print_button);
  foyer_button_set_accessible_label (self->save_button);
  foyer_button_set_accessible_label (self->receipt_button);
}

static const char *
get_title (FoyerGiftDeed deed)
{
  static const char *const titles[] = {
    [FOYER_GIFT_DEED_SELL] = NC_ ("gift card", "Gift Card Sold"),
    [FOYER_GIFT_DEED_RELOAD] = NC_ ("gift card", "Gift Card Reloaded"),
    [FOYER_GIFT_DEED_VOID] = NC_ ("gift card", "Gift Card Void"),
    [FOYER_GIFT_DEED_REPLACE] = NC_ ("gift card", "Gift Card Replaced"),
    [FOYER_GIFT_DEED_REFUND] = NC_ ("gift card", "Gift Card Paid Back"),
  };

  return g_dpgettext2 (GETTEXT_PACKAGE, "gift card", titles[deed]);
}

/**
 * foyer_voucher_window_present:
 * @dialog: (type GtkWindow) (transfer full): where it was done; it gives way to the window
 * @session: the session
 * @deed: what was done
 * @answer: (transfer full): what came of it
 *
 * Shows what came of an act with a gift card.
 */
void
foyer_voucher_window_present (gpointer         dialog,
                              FoyerSession    *session,
                              FoyerGiftDeed    deed,
                              FoyerGiftAnswer *answer)
{
  FoyerVoucherWindow *self = g_object_new (FOYER_TYPE_VOUCHER_WINDOW, NULL);
  g_autofree char    *amount =
      foyer_format_money (answer->left_minor, answer->card->currency);
  g_autofree char *title = foyer_gift_words_title (answer->card);
  g_autofree char *expiry = foyer_gift_words_expiry (answer->card);
  g_autofree char *facts = answer->receipt != NULL
                               ? g_strjoin (" · ", title, expiry, answer->receipt, NULL)
                               : g_strjoin (" · ", title, expiry, NULL);

  self->session = g_object_ref (session);
  self->answer = answer;
  gtk_window_set_title (GTK_WINDOW (self), get_title (deed));
  gtk_label_set_label (self->amount_label, amount);
  gtk_label_set_label (self->fact_label, facts);
  gtk_label_set_label (self->code_label, answer->code != NULL ? answer->code : "");
  gtk_widget_set_visible (self->code_box, answer->code != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->print_button), answer->code != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->save_button), answer->code != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->receipt_button), answer->receipt != NULL);
  gtk_window_set_focus (GTK_WINDOW (self),
                        GTK_WIDGET (answer->code != NULL      ? self->print_button
                                    : answer->receipt != NULL ? self->receipt_button
                                                              : self->done_button));
  gtk_window_set_transient_for (GTK_WINDOW (self), gtk_window_get_transient_for (dialog));
  gtk_window_destroy (dialog);
  gtk_window_present (GTK_WINDOW (self));
}
