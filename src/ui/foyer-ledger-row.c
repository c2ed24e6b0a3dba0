/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-ledger-row.h"

#include "model/foyer-user.h"
#include "present/foyer-deposit-words.h"
#include "present/foyer-format.h"
#include "present/foyer-words.h"
#include "ui/foyer-slip-printer.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

/* A row of the history of money: what, how, how much, when, by whom, with which receipt. */

static void
copy_clicked_cb (GtkWidget *button, FoyerSession *session)
{
  foyer_slip_printer_print_receipt (
      button, session, g_object_get_data (G_OBJECT (button), "receipt"), TRUE);
}

static GtkWidget *
new_copy_button (FoyerSession *session, const char *receipt)
{
  /* Translators: a button; %s is the number of a receipt. */
  g_autofree char *label = g_strdup_printf (_ ("Print a Copy of Receipt %s"), receipt);
  GtkWidget       *button = foyer_icon_button_new ("document-print-symbolic", label);

  gtk_widget_set_name (button, receipt);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "receipt", g_strdup (receipt), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (copy_clicked_cb), session, 0);

  return button;
}

static char *
format_effect (gint64 minor, const char *currency)
{
  g_autofree char *amount = foyer_format_money (ABS (minor), currency);

  if (minor == 0)
    return g_steal_pointer (&amount);
  return g_strconcat (minor < 0 ? "−" : "+", amount, NULL);
}

static char *
dup_title (const FoyerLedgerFacts *facts)
{
  FoyerLedgerEntry *entry = facts->entry;
  const char       *kind = foyer_words_ledger_kind (entry->kind);
  GString          *text = g_string_new (kind);

  if (entry->tender == FOYER_TENDER_CASH || entry->tender == FOYER_TENDER_CARD ||
      entry->tender == FOYER_TENDER_CREDIT)
    g_string_append_printf (text, " · %s", foyer_words_tender (entry->tender));
  if (facts->about != NULL)
    g_string_append_printf (text, " · %s", facts->about);

  return g_string_free (text, FALSE);
}

static char *
dup_subtitle (FoyerSession *session, const FoyerLedgerFacts *facts)
{
  FoyerLedgerEntry *entry = facts->entry;
  g_autofree char *when = foyer_format_when (foyer_session_get_zone (session), entry->at);
  GString         *text = g_string_new (when);

  if (facts->staff_name != NULL)
    g_string_append_printf (text, " · %s", facts->staff_name);
  if (entry->receipt != NULL)
    g_string_append_printf (text, " · %s", entry->receipt);
  if (entry->terminal_reference != NULL)
    g_string_append_printf (text, " · %s", entry->terminal_reference);
  if (entry->reason != NULL)
    g_string_append_printf (text, "\n%s", foyer_deposit_words_reason (entry->reason));

  return g_string_free (text, FALSE);
}

/**
 * foyer_ledger_row_new_risk:
 *
 * Returns: (transfer floating): a badge for what was taken from a gift card and may be lost
 */
GtkWidget *
foyer_ledger_row_new_risk (void)
{
  GtkWidget *badge = foyer_badge_new (C_ ("gift card", "At risk"), "warning");

  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (badge,
                               _ ("The endpoint has not confirmed yet that the gift "
                                  "card had so much on it"));

  return badge;
}

/**
 * foyer_ledger_row_new:
 * @session: the session
 * @facts: what it says
 *
 * Returns: (transfer floating): a row for a list, with its receipt to print as a copy
 */
GtkWidget *
foyer_ledger_row_new (FoyerSession *session, const FoyerLedgerFacts *facts)
{
  g_autofree char *title = dup_title (facts);
  g_autofree char *subtitle = dup_subtitle (session, facts);
  g_autofree char *amount = format_effect (facts->effect_minor, facts->entry->currency);
  g_autofree char *isolated = foyer_isolate_figures (amount);
  g_autofree char *spoken = g_strdup_printf (
      "%s, %s, %s%s%s", title, amount, subtitle, facts->at_risk ? ", " : "",
      facts->at_risk ? C_ ("gift card", "At risk") : "");
  GtkWidget *row = foyer_action_row_new (title, subtitle);
  GtkWidget *label = gtk_label_new (isolated);

  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  gtk_widget_add_css_class (label, "tabular");
  if (facts->at_risk)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), foyer_ledger_row_new_risk ());
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  if (facts->entry->receipt != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                               new_copy_button (session, facts->entry->receipt));
  foyer_widget_set_accessible_label (row, spoken);

  return row;
}

/**
 * foyer_ledger_row_name_staff:
 * @staff: (element-type FoyerUser): everybody
 * @id: one of them
 *
 * Returns: (transfer none) (nullable): their name
 */
const char *
foyer_ledger_row_name_staff (GPtrArray *staff, gint64 id)
{
  for (guint i = 0; i < staff->len; i++)
    if (foyer_record_get_id (staff->pdata[i]) == id)
      return FOYER_USER (staff->pdata[i])->name;

  return NULL;
}

/**
 * foyer_ledger_row_find_meant:
 * @entries: (element-type FoyerLedgerEntry): entries of one history
 * @entry: one of them
 *
 * Returns: (transfer none): what @entry takes back if it is a correction, else itself
 */
FoyerLedgerEntry *
foyer_ledger_row_find_meant (GPtrArray *entries, FoyerLedgerEntry *entry)
{
  for (guint i = 0; entry->reverses_id != 0 && i < entries->len; i++)
    if (foyer_record_get_id (entries->pdata[i]) == entry->reverses_id)
      return entries->pdata[i];

  return entry;
}
