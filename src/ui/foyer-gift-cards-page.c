/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-gift-cards-page.h"

#include "base/foyer-latest.h"
#include "model/foyer-permission.h"
#include "present/foyer-format.h"
#include "present/foyer-gift-words.h"
#include "present/foyer-words.h"
#include "store/foyer-gift-cards.h"
#include "ui/foyer-action.h"
#include "ui/foyer-gift-card-detail.h"
#include "ui/foyer-gift-card-row.h"
#include "ui/foyer-gift-sale-dialog.h"
#include "ui/foyer-money-cell.h"
#include "ui/foyer-widgets.h"
#include "ui/foyer-worklist.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerGiftCardsPage:
 *
 * The gift cards of the clinic: a field that takes a code from a keyboard or a scanner, the
 * list, and beside it the card that is looked at.
 */
struct _FoyerGiftCardsPage
{
  AdwBin parent_instance;

  FoyerSession *session;    /* (owned) */
  GCancellable *looking_up; /* (owned) (nullable) while a code is looked up */

  /* Template children */
  FoyerWorklist   *worklist;
  GtkEntry        *code_entry;
  GtkLabel        *problem_label;
  GtkToggleButton *all_button;
  GtkWidget       *sell_button;
};

G_DEFINE_FINAL_TYPE (FoyerGiftCardsPage, foyer_gift_cards_page, ADW_TYPE_BIN)

static gint64
get_id (gpointer row)
{
  return foyer_record_get_id (FOYER_RECORD (FOYER_GIFT_CARD_ROW (row)->card));
}

static gpointer
read_list (FoyerDb *db, gboolean all, GError **error)
{
  return foyer_gift_card_rows_read (db, all, error);
}

/* Who may not sell is told so where they would. */
static void
show_actor (FoyerGiftCardsPage *self)
{
  gboolean may = foyer_permission_allows (foyer_session_get_actor (self->session)->role,
                                          FOYER_ACTION_GIFT_SELL);
  g_autofree char *reason =
      /* Translators: %s is what somebody may not do: “sell gift cards”. */
      g_strdup_printf (_ ("Your role is not allowed to %s."),
                       foyer_words_action (FOYER_ACTION_GIFT_SELL));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "gift-cards.sell", may);
  gtk_widget_set_tooltip_text (self->sell_button,
                               may ? _ ("Take the money and print the voucher "
                                        "(Ctrl+Shift+G)")
                                   : reason);
}

static GPtrArray *
take (GtkWidget *page, gpointer rows)
{
  FoyerGiftCardsPage *self = FOYER_GIFT_CARDS_PAGE (page);

  show_actor (self);
  foyer_worklist_set_empty (
      self->worklist, "foyer-gift-symbolic",
      gtk_toggle_button_get_active (self->all_button) ? _ ("No Gift Cards")
                                                      : _ ("No Gift Cards in Use"),
      _ ("A card that you sell appears here, with what is left on it.  "
         "Sell one with Ctrl+Shift+G."));

  return rows;
}

static void
filter_toggled_cb (FoyerGiftCardsPage *self)
{
  foyer_worklist_set_all (self->worklist,
                          gtk_toggle_button_get_active (self->all_button));
}

static void
show_problem (FoyerGiftCardsPage *self, const char *sentence)
{
  gtk_label_set_label (self->problem_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), sentence != NULL);
  if (sentence != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->code_entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->code_entry), "error");
}

/* A card that was looked up is shown whatever its state. */
static void
open_card (FoyerGiftCardsPage *self, gint64 id)
{
  gtk_toggle_button_set_active (self->all_button, TRUE);
  foyer_worklist_open (self->worklist, id);
}

static gpointer
look_up (FoyerDb *db, gpointer data, GError **error)
{
  return foyer_gift_cards_find (db, data, error);
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerGiftCardsPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerGiftCard) card =
      foyer_store_finish (FOYER_STORE (source), result, &error);
  const char *problem;

  if (!foyer_latest_take (&self->looking_up, result))
    return;
  if (card != NULL)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->code_entry), "");
      open_card (self, foyer_record_get_id (FOYER_RECORD (card)));
      return;
    }
  problem = foyer_words_problem (error);
  if (g_error_matches (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND))
    problem = _ ("The code is written right, but no gift card of this clinic has it.");
  if (problem != NULL)
    show_problem (self, problem);
  else
    foyer_action_toast_error (GTK_WIDGET (self), error);
  gtk_editable_select_region (GTK_EDITABLE (self->code_entry), 0, -1);
}

static void
code_entered_cb (FoyerGiftCardsPage *self)
{
  g_autofree char *typed =
      g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->code_entry))));

  if (*typed == '\0')
    return;
  foyer_latest_ask (&self->looking_up);
  foyer_store_read_async (foyer_session_get_store (self->session), look_up,
                          g_steal_pointer (&typed), g_free, g_object_unref,
                          self->looking_up, looked_up_cb, g_object_ref (self));
}

static void
code_changed_cb (FoyerGiftCardsPage *self)
{
  show_problem (self, NULL);
}

static void
sell_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  foyer_gift_cards_page_sell (FOYER_GIFT_CARDS_PAGE (widget));
}

static void
open_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  open_card (FOYER_GIFT_CARDS_PAGE (widget), g_variant_get_int64 (parameter));
}

static void
show_cell (GtkWidget *page, GtkWidget *cell, gpointer item)
{
  FoyerGiftCardsPage *self = FOYER_GIFT_CARDS_PAGE (page);
  FoyerGiftCardRow   *row = item;
  FoyerGiftCard      *card = row->card;
  int                 today = foyer_session_today (self->session);
  g_autofree char    *title = foyer_gift_words_title (card);
  g_autofree char    *left = foyer_format_money (row->left_minor, card->currency);
  g_autofree char    *made = foyer_format_day (
         foyer_zone_get_day (foyer_session_get_zone (self->session), card->made_at));
  /* Translators: %s is a date. */
  g_autofree char *sold = g_strdup_printf (C_ ("gift card", "Sold %s"), made);
  g_autofree char *expiry = foyer_gift_words_expiry (card);

  foyer_money_cell_show (
      FOYER_MONEY_CELL (cell),
      &(FoyerMoneyCellText){
          .title = title,
          .state = foyer_gift_words_state (card, row->left_minor, today),
          .state_class = foyer_gift_words_state_class (card, row->left_minor, today),
          .risk = row->at_risk ? C_ ("gift card", "At risk") : NULL,
          .amount = left,
          .first = sold,
          .second = expiry,
      });
}

static const char *const shown[] = { "gift_card", "ledger_entry", "patient", "staff",
                                     NULL };

static const FoyerWorklistKind kind = {
  .shown = shown,
  .get_id = get_id,
  .read = read_list,
  .free_answer = (GDestroyNotify) g_ptr_array_unref,
  .take = take,
  .new_cell = foyer_money_cell_new,
  .show_cell = show_cell,
};

/* Whoever comes here has a card in the hand. */
static gboolean
foyer_gift_cards_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (FOYER_GIFT_CARDS_PAGE (widget)->code_entry));
}

static void
foyer_gift_cards_page_dispose (GObject *object)
{
  FoyerGiftCardsPage *self = FOYER_GIFT_CARDS_PAGE (object);

  foyer_latest_drop (&self->looking_up);
  foyer_bin_dispose_template (self, FOYER_TYPE_GIFT_CARDS_PAGE);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (foyer_gift_cards_page_parent_class)->dispose (object);
}

static void
foyer_gift_cards_page_class_init (FoyerGiftCardsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_gift_cards_page_dispose;
  widget_class->grab_focus = foyer_gift_cards_page_grab_focus;

  g_type_ensure (FOYER_TYPE_WORKLIST);
  g_type_ensure (FOYER_TYPE_GIFT_CARD_DETAIL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/gift-cards-page.ui");
#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, FoyerGiftCardsPage, child)
  BIND (worklist);
  BIND (code_entry);
  BIND (problem_label);
  BIND (all_button);
  BIND (sell_button);
#undef BIND
#define HANDLE(handler) gtk_widget_class_bind_template_callback (widget_class, handler)
  HANDLE (filter_toggled_cb);
  HANDLE (code_entered_cb);
  HANDLE (code_changed_cb);
#undef HANDLE
  gtk_widget_class_install_action (widget_class, "gift-cards.sell", NULL, sell_cb);
  gtk_widget_class_install_action (widget_class, "gift-cards.open", "x", open_cb);
}

static void
foyer_gift_cards_page_init (FoyerGiftCardsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_worklist_set_name (self->worklist, _ ("Gift cards"));
}

/**
 * foyer_gift_cards_page_new:
 * @session: the session
 *
 * Returns: (transfer floating): the page, with the gift cards that are in use
 */
GtkWidget *
foyer_gift_cards_page_new (FoyerSession *session)
{
  FoyerGiftCardsPage *self = g_object_new (FOYER_TYPE_GIFT_CARDS_PAGE, NULL);

  self->session = g_object_ref (session);
  foyer_detail_set_session (foyer_worklist_get_detail (self->worklist), session);
  show_actor (self);
  foyer_worklist_start (self->worklist, &kind, session);

  return GTK_WIDGET (self);
}

/**
 * foyer_gift_cards_page_sell:
 * @self: the page
 *
 * Asks how much is to be on a new card and how it is paid, if the acting person may sell one.
 */
void
foyer_gift_cards_page_sell (FoyerGiftCardsPage *self)
{
  g_return_if_fail (FOYER_IS_GIFT_CARDS_PAGE (self));

  if (foyer_permission_allows (foyer_session_get_actor (self->session)->role,
                               FOYER_ACTION_GIFT_SELL))
    foyer_window_present_over (self, foyer_gift_sale_dialog_new (self->session, NULL));
}
