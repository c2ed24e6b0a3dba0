/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-gift-card-detail.h"

#include "model/foyer-permission.h"
#include "present/foyer-format.h"
#include "present/foyer-gift-words.h"
#include "present/foyer-words.h"
#include "store/foyer-card-claims.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-gift-cards.h"
#include "store/foyer-patients.h"
#include "ui/foyer-action.h"
#include "ui/foyer-detail.h"
#include "ui/foyer-fact-grid.h"
#include "ui/foyer-gift-end-dialog.h"
#include "ui/foyer-gift-sale-dialog.h"
#include "ui/foyer-ledger-row.h"
#include "ui/foyer-widgets.h"
#include "ui/foyer-wrap-layout.h"

#include <glib/gi18n-lib.h>

/* All that is shown of a gift card, read in one go. */
typedef struct
{
  FoyerGiftCard *card; /* (owned) */
  FoyerGiftCard *heir; /* (owned) (nullable) the card that replaced it */
  gint64         left_minor;
  GHashTable    *at_risk; /* (owned) what is at risk, of cards and of entries */
  GPtrArray     *entries; /* (owned) of FoyerLedgerEntry, the oldest first */
  GPtrArray     *names;   /* (owned) of char, (nullable): the patient of each entry */
  GPtrArray     *staff;   /* (owned) of FoyerUser */
} File;

/**
 * FoyerGiftCardDetail:
 *
 * One gift card: what is left on it, what can be done with it and all that ever was.
 */
struct _FoyerGiftCardDetail
{
  FoyerDetail parent_instance;

  File *file; /* (unowned) (nullable) what is shown */

  /* Template children */
  GtkLabel      *title_label;
  GtkLabel      *left_label;
  GtkBox        *badges;
  GtkBox        *steps;
  GtkLabel      *note_label;
  FoyerFactGrid *facts;
  GtkListBox    *history;
};

G_DEFINE_FINAL_TYPE (FoyerGiftCardDetail, foyer_gift_card_detail, FOYER_TYPE_DETAIL)

static void
file_free (File *file)
{
  g_clear_object (&file->card);
  g_clear_object (&file->heir);
  g_clear_pointer (&file->at_risk, g_hash_table_unref);
  g_clear_pointer (&file->entries, g_ptr_array_unref);
  g_clear_pointer (&file->names, g_ptr_array_unref);
  g_clear_pointer (&file->staff, g_ptr_array_unref);
  g_free (file);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (File, file_free)

static gboolean
read_names (File *file, FoyerDb *db, GError **error)
{
  file->names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < file->entries->len; i++)
    {
      FoyerLedgerEntry *entry = file->entries->pdata[i];
      g_autoptr (FoyerPatient) patient = NULL;
      char *name = NULL;

      if (entry->patient_id != 0)
        {
          patient = foyer_patients_get (db, entry->patient_id, error);
          if (patient == NULL)
            return FALSE;
          name = foyer_format_person (patient->family, patient->given);
        }
      g_ptr_array_add (file->names, name);
    }

  return TRUE;
}

static gpointer
read_file (FoyerDb *db, gint64 id, GError **error)
{
  g_autoptr (File) file = g_new0 (File, 1);
  const char *uid;

  file->card = foyer_gift_cards_get (db, id, error);
  if (file->card == NULL)
    return NULL;
  uid = foyer_record_get_uid (FOYER_RECORD (file->card));
  if (!foyer_gift_cards_sum (db, uid, &file->left_minor, error) ||
      (file->at_risk = foyer_card_claims_map_at_risk (db, error)) == NULL ||
      (file->entries = foyer_gift_cards_list_entries (db, uid, error)) == NULL ||
      (file->staff = foyer_catalogue_list (db, FOYER_TYPE_USER, FALSE, error)) == NULL ||
      !read_names (file, db, error))
    return NULL;
  /* It may still be at another desk. */
  if (file->card->replaced_by != NULL)
    file->heir = foyer_gift_cards_get_by_uid (db, file->card->replaced_by, NULL);

  return g_steal_pointer (&file);
}

static gboolean
may (FoyerGiftCardDetail *self, FoyerAction action)
{
  return foyer_permission_allows (
      foyer_session_get_actor (foyer_detail_get_session (self))->role, action);
}

static void
reload_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerGiftCardDetail *self = FOYER_GIFT_CARD_DETAIL (widget);

  if (self->file != NULL)
    foyer_window_present_over (
        self,
        foyer_gift_sale_dialog_new (foyer_detail_get_session (self), self->file->card));
}

static void
end_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerGiftCardDetail *self = FOYER_GIFT_CARD_DETAIL (widget);
  FoyerGiftDeed        deed = FOYER_GIFT_DEED_VOID;

  if (self->file == NULL)
    return;
  if (g_str_equal (name, "gift.replace"))
    deed = FOYER_GIFT_DEED_REPLACE;
  else if (g_str_equal (name, "gift.refund"))
    deed = FOYER_GIFT_DEED_REFUND;
  foyer_window_present_over (
      self, foyer_gift_end_dialog_new (foyer_detail_get_session (self), self->file->card,
                                       self->file->left_minor, deed));
}

static void
heir_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerGiftCardDetail *self = FOYER_GIFT_CARD_DETAIL (widget);

  if (self->file != NULL && self->file->heir != NULL)
    foyer_action_activate (
        widget, "gift-cards.open",
        g_variant_new_int64 (foyer_record_get_id (FOYER_RECORD (self->file->heir))));
}

static void
add_step (FoyerGiftCardDetail *self,
          const char          *label,
          const char          *action,
          FoyerAction          permission)
{
  GtkWidget       *button = gtk_button_new_with_label (label);
  g_autofree char *reason = NULL;

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_name (button, action);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), action, may (self, permission));
  if (!may (self, permission))
    {
      /* Translators: %s is what somebody may not do: “sell gift cards”. */
      reason = g_strdup_printf (_ ("Your role is not allowed to %s."),
                                foyer_words_action (permission));
      gtk_widget_set_tooltip_text (button, reason);
    }
  gtk_box_append (self->steps, button);
}

static void
show_steps (FoyerGiftCardDetail *self)
{
  File            *file = self->file;
  gboolean         active = file->card->state == FOYER_GIFT_CARD_STATE_ACTIVE;
  g_autofree char *reason = NULL;

  foyer_widget_empty (self->steps);
  if (active)
    {
      add_step (self, C_ ("gift card", "Reload…"), "gift.reload", FOYER_ACTION_GIFT_SELL);
      if (file->left_minor > 0)
        add_step (self, C_ ("gift card", "Lost: Replace…"), "gift.replace",
                  FOYER_ACTION_GIFT_CHANGE);
      add_step (self, C_ ("gift card", "Refund the Purchase…"), "gift.refund",
                FOYER_ACTION_GIFT_CHANGE);
      add_step (self, C_ ("gift card", "Make Void…"), "gift.void",
                FOYER_ACTION_GIFT_CHANGE);
    }
  if (file->heir != NULL)
    {
      GtkWidget *button =
          gtk_button_new_with_label (C_ ("gift card", "Show the Card That Replaced It"));

      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "gift.heir");
      gtk_box_append (self->steps, button);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->note_label),
                          active && !may (self, FOYER_ACTION_GIFT_CHANGE));
  /* Translators: %s is what somebody may not do: “sell gift cards”. */
  reason = g_strdup_printf (_ ("Your role is not allowed to %s."),
                            foyer_words_action (FOYER_ACTION_GIFT_CHANGE));
  gtk_label_set_label (self->note_label, reason);
}

static const gint64 *
find_at_risk (File *file, gpointer record)
{
  return g_hash_table_lookup (file->at_risk,
                              foyer_record_get_uid (FOYER_RECORD (record)));
}

static void
show_head (FoyerGiftCardDetail *self)
{
  FoyerGiftCard   *card = self->file->card;
  gint64           left_minor = self->file->left_minor;
  int              today = foyer_session_today (foyer_detail_get_session (self));
  g_autofree char *end = foyer_gift_words_title (card);
  /* Translators: %s is the end of the code of a gift card. */
  g_autofree char *title = g_strdup_printf (_ ("Gift Card %s"), end);
  g_autofree char *left = foyer_format_money (left_minor, card->currency);

  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->left_label, left);
  foyer_widget_empty (self->badges);
  gtk_box_append (
      self->badges,
      foyer_badge_new (foyer_gift_words_state (card, left_minor, today),
                       foyer_gift_words_state_class (card, left_minor, today)));
  if (find_at_risk (self->file, card) != NULL)
    gtk_box_append (self->badges, foyer_ledger_row_new_risk ());
}

static void
show_facts (FoyerGiftCardDetail *self)
{
  FoyerGiftCard   *card = self->file->card;
  g_autofree char *made = foyer_format_when (
      foyer_session_get_zone (foyer_detail_get_session (self)), card->made_at);
  g_autofree char *expiry = foyer_gift_words_expiry (card);
  g_autofree char *heir =
      self->file->heir != NULL ? foyer_gift_words_title (self->file->heir) : NULL;
  g_autofree char *risk = NULL;
  const gint64    *taken = find_at_risk (self->file, card);

  if (taken != NULL)
    {
      g_autofree char *amount = foyer_format_money (*taken, card->currency);

      /* Translators: %s is what was taken from a gift card while offline: “$40.00”. */
      risk = g_strdup_printf (_ ("%s: the endpoint has not confirmed it yet"), amount);
    }

  foyer_fact_grid_clear (self->facts);
  foyer_fact_grid_add (self->facts, C_ ("gift card", "Sold"), made);
  foyer_fact_grid_add (self->facts, C_ ("gift card", "Validity"), expiry);
  foyer_fact_grid_add (self->facts, C_ ("gift card", "Replaced by"), heir);
  foyer_fact_grid_add (self->facts, C_ ("gift card", "At risk"), risk);
}

/* What an entry did to what is on the card, as the ledger counts it. */
static gint64
get_effect (File *file, FoyerLedgerEntry *entry)
{
  FoyerLedgerEntry *meant = foyer_ledger_row_find_meant (file->entries, entry);
  gint64            effect = 0;

  if (meant->kind == FOYER_LEDGER_KIND_GIFT_ISSUE ||
      meant->kind == FOYER_LEDGER_KIND_GIFT_RESTORE)
    effect = meant->amount_minor;
  else if (meant->kind == FOYER_LEDGER_KIND_GIFT_REDEEM ||
           (meant->booking_id == 0 && (meant->kind == FOYER_LEDGER_KIND_REFUND ||
                                       meant->kind == FOYER_LEDGER_KIND_FORFEIT ||
                                       meant->kind == FOYER_LEDGER_KIND_TRANSFER)))
    effect = -meant->amount_minor;

  return meant != entry ? -effect : effect;
}

/* The newest first, as everywhere. */
static void
show_history (FoyerGiftCardDetail *self)
{
  File *file = self->file;

  foyer_widget_empty (self->history);
  for (guint i = file->entries->len; i > 0; i--)
    {
      FoyerLedgerEntry      *entry = file->entries->pdata[i - 1];
      const FoyerLedgerFacts facts = {
        .entry = entry,
        .effect_minor = get_effect (file, entry),
        .about = file->names->pdata[i - 1],
        .staff_name = foyer_ledger_row_name_staff (file->staff, entry->staff_id),
        .at_risk = find_at_risk (file, entry) != NULL,
      };

      gtk_list_box_append (
          self->history, foyer_ledger_row_new (foyer_detail_get_session (self), &facts));
    }
}

static void
show_file (FoyerGiftCardDetail *self)
{
  show_head (self);
  show_steps (self);
  show_facts (self);
  show_history (self);
}

static void
take_file (FoyerDetail *detail, gpointer file)
{
  FoyerGiftCardDetail *self = FOYER_GIFT_CARD_DETAIL (detail);

  self->file = file;
  if (file != NULL)
    show_file (self);
}

static void
foyer_gift_card_detail_class_init (FoyerGiftCardDetailClass *klass)
{
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);
  FoyerDetailClass *detail_class = FOYER_DETAIL_CLASS (klass);

  detail_class->read = read_file;
  detail_class->free_file = (GDestroyNotify) file_free;
  detail_class->take = take_file;

  g_type_ensure (FOYER_TYPE_FACT_GRID);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/gift-card-detail.ui");
#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, FoyerGiftCardDetail, child)
  BIND (title_label);
  BIND (left_label);
  BIND (badges);
  BIND (steps);
  BIND (note_label);
  BIND (facts);
  BIND (history);
#undef BIND
  gtk_widget_class_install_action (widget_class, "gift.reload", NULL, reload_cb);
  gtk_widget_class_install_action (widget_class, "gift.replace", NULL, end_cb);
  gtk_widget_class_install_action (widget_class, "gift.refund", NULL, end_cb);
  gtk_widget_class_install_action (widget_class, "gift.void", NULL, end_cb);
  gtk_widget_class_install_action (widget_class, "gift.heir", NULL, heir_cb);
}

static void
foyer_gift_card_detail_init (FoyerGiftCardDetail *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (GTK_WIDGET (self->badges), foyer_wrap_layout_new (6));
  gtk_widget_set_layout_manager (GTK_WIDGET (self->steps), foyer_wrap_layout_new (6));
}
