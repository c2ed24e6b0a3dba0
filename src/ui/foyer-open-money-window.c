/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-open-money-window.h"

#include "base/foyer-latest.h"
#include "present/foyer-deposit-words.h"
#include "present/foyer-format.h"
#include "present/foyer-words.h"
#include "ui/foyer-action.h"
#include "ui/foyer-attempt-box.h"
#include "ui/foyer-cancel-dialog.h"
#include "ui/foyer-open-money.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerOpenMoneyWindow:
 *
 * All money that waits for a person: payments that were begun and not finished, and deposits of
 * visits that are over.
 */
struct _FoyerOpenMoneyWindow
{
  AdwWindow parent_instance;

  FoyerSession *session; /* (owned) */
  char         *sign;    /* (owned) (nullable) of what is shown */
  GCancellable *reading; /* (owned) (nullable) */

  /* Template children */
  GtkStack *stack;
  GtkBox   *box;
};

G_DEFINE_FINAL_TYPE (FoyerOpenMoneyWindow, foyer_open_money_window, ADW_TYPE_WINDOW)

static void
settle_clicked_cb (GtkButton *button, gpointer data)
{
  FoyerOpenMoneyWindow *self = data;
  FoyerBookingRow      *row = g_object_get_data (G_OBJECT (button), "row");

  foyer_window_present_over (self, foyer_cancel_dialog_new_settle (self->session, row));
}

static GtkWidget *
new_settle_button (FoyerOpenMoneyWindow *self, FoyerBookingRow *row, const char *person)
{
  /* Translators: %s is a patient. */
  g_autofree char *spoken = g_strdup_printf (_ ("Settle the deposit of %s"), person);
  GtkWidget       *button = gtk_button_new_with_label (C_ ("deposit", "Settle…"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  foyer_widget_set_accessible_label (button, spoken);
  g_object_set_data_full (G_OBJECT (button), "row", g_object_ref (row), g_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (settle_clicked_cb), self,
                           G_CONNECT_DEFAULT);

  return button;
}

static GtkWidget *
new_deposit_row (FoyerOpenMoneyWindow *self, const FoyerOpenMoney *item)
{
  const FoyerDeposit *deposit = item->money->deposit;
  const char         *currency = foyer_session_get_currency (self->session);
  g_autofree char    *person =
      foyer_format_person (item->row->patient_family, item->row->patient_given);
  g_autofree char *when = foyer_format_when (foyer_session_get_zone (self->session),
                                             item->row->booking->start_at);
  g_autofree char *amount = deposit->overdrawn_minor > 0
                                ? foyer_deposit_words_summary (deposit, currency)
                                : foyer_format_money (deposit->held_minor, currency);
  g_autofree char *facts =
      g_strdup_printf ("%s · %s · %s", amount, when,
                       foyer_words_booking_state (item->row->booking->state));
  GtkWidget *row = foyer_action_row_new (person, facts);

  if (deposit->undecided)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                               new_settle_button (self, item->row, person));

  return row;
}

static GtkWidget *
new_list (FoyerOpenMoneyWindow *self, const char *title, const char *hint)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  foyer_widget_set_accessible_label (list, title);
  gtk_box_append (GTK_BOX (box), foyer_text_label_new (title, "heading"));
  gtk_box_append (GTK_BOX (box), foyer_text_label_new (hint, "dim-label"));
  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (self->box, box);

  return list;
}

static void
add_deposits (FoyerOpenMoneyWindow *self, GPtrArray *items)
{
  GtkWidget *held = NULL;
  GtkWidget *twice = NULL;

  for (guint i = 0; i < items->len; i++)
    {
      const FoyerOpenMoney *item = items->pdata[i];
      const gboolean        is_twice = item->money->deposit->overdrawn_minor > 0;

      if (!is_twice && !item->money->deposit->undecided)
        continue;
      if (is_twice && twice == NULL)
        twice = new_list (self, _ ("Deposits settled twice"),
                          _ ("Two desks that were apart have both decided about them.  "
                             "Take back the entry that is not true, in the record of the "
                             "patient."));
      else if (!is_twice && held == NULL)
        held = new_list (self, _ ("Deposits to decide about"),
                         _ ("These visits are over, and the money is still held for "
                            "them."));
      gtk_list_box_append (GTK_LIST_BOX (is_twice ? twice : held),
                           new_deposit_row (self, item));
    }
}

static void
items_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerOpenMoneyWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = foyer_store_finish (FOYER_STORE (source), result, &error);
  g_autofree char *sign = NULL;

  if (!foyer_latest_take (&self->reading, result))
    return;
  if (items == NULL)
    {
      foyer_action_toast_error (GTK_WIDGET (self), error);
      return;
    }
  /* What is being typed stays while nothing else is to be shown. */
  sign = foyer_open_money_sign (items);
  if (g_strcmp0 (sign, self->sign) == 0)
    return;
  g_free (self->sign);
  self->sign = g_steal_pointer (&sign);
  foyer_widget_empty (self->box);
  for (guint i = 0; i < items->len; i++)
    {
      FoyerOpenMoney *item = items->pdata[i];

      if (item->money->attempt != NULL)
        gtk_box_append (self->box, foyer_attempt_box_new (self->session, item));
    }
  add_deposits (self, items);
  gtk_stack_set_visible_child_name (self->stack, items->len > 0 ? "list" : "none");
}

static gpointer
read_items (FoyerDb *db, gpointer data, GError **error)
{
  return foyer_open_money_read (db, error);
}

static void
reload (FoyerOpenMoneyWindow *self)
{
  foyer_latest_ask (&self->reading);
  foyer_store_read_async (foyer_session_get_store (self->session), read_items, NULL, NULL,
                          (GDestroyNotify) g_ptr_array_unref, self->reading,
                          items_read_cb, g_object_ref (self));
}

static void
foyer_open_money_window_dispose (GObject *object)
{
  FoyerOpenMoneyWindow *self = FOYER_OPEN_MONEY_WINDOW (object);

  foyer_latest_drop (&self->reading);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (foyer_session_get_store (self->session), self);
  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_OPEN_MONEY_WINDOW);
  g_clear_object (&self->session);
  g_clear_pointer (&self->sign, g_free);

  G_OBJECT_CLASS (foyer_open_money_window_parent_class)->dispose (object);
}

static void
foyer_open_money_window_class_init (FoyerOpenMoneyWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_open_money_window_dispose;

  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/open-money-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FoyerOpenMoneyWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, FoyerOpenMoneyWindow, box);
}

static void
foyer_open_money_window_init (FoyerOpenMoneyWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * foyer_open_money_window_new:
 * @session: the session
 *
 * Returns: (transfer floating): a window, to be made transient and presented
 */
GtkWidget *
foyer_open_money_window_new (FoyerSession *session)
{
  FoyerOpenMoneyWindow *self = g_object_new (FOYER_TYPE_OPEN_MONEY_WINDOW, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (foyer_session_get_store (session), "changed",
                           G_CALLBACK (reload), self, G_CONNECT_SWAPPED);
  reload (self);

  return GTK_WIDGET (self);
}
