/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-till-detail.h"

#include "model/foyer-permission.h"
#include "present/foyer-format.h"
#include "present/foyer-gift-words.h"
#include "present/foyer-till-words.h"
#include "present/foyer-words.h"
#include "print/foyer-till-report.h"
#include "store/foyer-card-claims.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-gift-cards.h"
#include "store/foyer-patients.h"
#include "store/foyer-tills.h"
#include "ui/foyer-detail.h"
#include "ui/foyer-fact-grid.h"
#include "ui/foyer-ledger-row.h"
#include "ui/foyer-slip-printer.h"
#include "ui/foyer-till-count-dialog.h"
#include "ui/foyer-widgets.h"
#include "ui/foyer-wrap-layout.h"

#include <glib/gi18n-lib.h>

/* All that is shown of a till, read in one go. */
typedef struct
{
  FoyerTill *till; /* (owned) */
  gint64     cash_minor;
  GArray    *lines;    /* (owned) of FoyerTillLine */
  GPtrArray *entries;  /* (owned) of FoyerLedgerEntry, the oldest first */
  GPtrArray *subjects; /* (owned) of char, (nullable): whom or what each entry is about */
  GPtrArray *staff;    /* (owned) of FoyerUser */
  GHashTable *at_risk; /* (owned) what is at risk, of cards and of entries */
} File;

/**
 * FoyerTillDetail:
 *
 * One till: what should be in it, what was taken by whom and how, and each payment.
 */
struct _FoyerTillDetail
{
  FoyerDetail parent_instance;

  gint64 ours_id; /* the till of this desk that is not closed, 0: none */
  File  *file;    /* (unowned) (nullable) what is shown */

  /* Template children */
  GtkLabel      *title_label;
  GtkLabel      *cash_label;
  GtkBox        *badges;
  GtkBox        *steps;
  GtkButton     *count_button;
  GtkButton     *print_button;
  GtkButton     *save_button;
  GtkLabel      *note_label;
  FoyerFactGrid *cash_facts;
  FoyerFactGrid *line_facts;
  GtkLabel      *nothing_label;
  GtkListBox    *payments;
};

G_DEFINE_FINAL_TYPE (FoyerTillDetail, foyer_till_detail, FOYER_TYPE_DETAIL)

static void
file_free (File *file)
{
  g_clear_object (&file->till);
  g_clear_pointer (&file->lines, g_array_unref);
  g_clear_pointer (&file->entries, g_ptr_array_unref);
  g_clear_pointer (&file->subjects, g_ptr_array_unref);
  g_clear_pointer (&file->staff, g_ptr_array_unref);
  g_clear_pointer (&file->at_risk, g_hash_table_unref);
  g_free (file);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (File, file_free)

/* Whom an entry is about, else which gift card; what is not known here is left out. */
static char *
dup_subject (FoyerDb *db, FoyerLedgerEntry *entry)
{
  g_autoptr (FoyerPatient) patient = NULL;
  g_autoptr (FoyerGiftCard) card = NULL;

  if (entry->patient_id != 0)
    patient = foyer_patients_get (db, entry->patient_id, NULL);
  if (patient != NULL)
    return foyer_format_person (patient->family, patient->given);
  if (entry->gift_card_uid != NULL)
    card = foyer_gift_cards_get_by_uid (db, entry->gift_card_uid, NULL);

  return card != NULL ? foyer_gift_words_title (card) : NULL;
}

static gpointer
read_file (FoyerDb *db, gint64 id, GError **error)
{
  g_autoptr (File) file = g_new0 (File, 1);
  const char *uid;

  file->till = foyer_catalogue_get (db, FOYER_TYPE_TILL, id, error);
  if (file->till == NULL)
    return NULL;
  uid = foyer_record_get_uid (FOYER_RECORD (file->till));
  if (!foyer_tills_sum_cash (db, file->till, &file->cash_minor, error) ||
      (file->lines = foyer_tills_report (db, uid, error)) == NULL ||
      (file->entries = foyer_tills_list_entries (db, uid, error)) == NULL ||
      (file->at_risk = foyer_card_claims_map_at_risk (db, error)) == NULL ||
      (file->staff = foyer_catalogue_list (db, FOYER_TYPE_USER, FALSE, error)) == NULL)
    return NULL;
  file->subjects = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < file->entries->len; i++)
    g_ptr_array_add (file->subjects, dup_subject (db, file->entries->pdata[i]));

  return g_steal_pointer (&file);
}

static void
count_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerTillDetail *self = FOYER_TILL_DETAIL (widget);

  if (self->file != NULL)
    foyer_window_present_over (
        self,
        foyer_till_count_dialog_new (foyer_detail_get_session (self), self->file->till));
}

static FoyerSlip *
read_report (FoyerDb *db, gpointer data, GError **error)
{
  const gint64 *id = data;

  return foyer_till_report_read (db, *id, error);
}

static void
print_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerTillDetail *self = FOYER_TILL_DETAIL (widget);
  gint64           id;

  if (self->file == NULL)
    return;
  id = foyer_record_get_id (FOYER_RECORD (self->file->till));
  foyer_slip_printer_print (self, foyer_detail_get_session (self), NULL, read_report,
                            g_memdup2 (&id, sizeof id), g_free);
}

static void
save_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerTillDetail *self = FOYER_TILL_DETAIL (widget);
  g_autofree char *date = NULL;
  g_autofree char *file = NULL;
  gint64           id;

  if (self->file == NULL)
    return;
  id = foyer_record_get_id (FOYER_RECORD (self->file->till));
  date = foyer_day_format (
      foyer_zone_get_day (foyer_session_get_zone (foyer_detail_get_session (self)),
                          self->file->till->opened_at));
  /* Translators: name of a file; the letters of a desk, and a date, 2026-11-23 */
  file = g_strdup_printf (_ ("till-%1$s-%2$s.pdf"), self->file->till->drawer, date);
  foyer_slip_printer_save (self, foyer_detail_get_session (self), NULL, read_report,
                           g_memdup2 (&id, sizeof id), g_free, file);
}

/* Each desk counts its own drawer. */
static void
show_steps (FoyerTillDetail *self)
{
  FoyerTill *till = self->file->till;
  gboolean   is_ours = foyer_record_get_id (FOYER_RECORD (till)) == self->ours_id;
  gboolean   is_over = till->state == FOYER_TILL_STATE_CLOSED;
  gboolean   may = foyer_permission_allows (
        foyer_session_get_actor (foyer_detail_get_session (self))->role,
        FOYER_ACTION_TILL_CLOSE);
  g_autofree char *note = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->count_button), !is_over);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "till.count", is_ours && may);
  gtk_button_set_label (self->count_button, till->state == FOYER_TILL_STATE_COUNTED
                                                ? C_ ("till", "Second Count…")
                                                : C_ ("till", "Count and Close…"));
  if (!is_ours)
    note = g_strdup (_ ("This till is counted at its own desk."));
  else if (!may)
    /* Translators: %s is what somebody may not do: “sell gift cards”. */
    note = g_strdup_printf (_ ("Your role is not allowed to %s."),
                            foyer_words_action (FOYER_ACTION_TILL_CLOSE));
  gtk_label_set_label (self->note_label, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note_label), note != NULL && !is_over);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->count_button), note);
}

static void
show_head (FoyerTillDetail *self)
{
  FoyerTill       *till = self->file->till;
  gboolean         is_open = till->state == FOYER_TILL_STATE_OPEN;
  g_autofree char *title = foyer_till_words_title (till);
  g_autofree char *cash = foyer_format_money (
      is_open ? self->file->cash_minor : till->counted_minor, till->currency);

  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->cash_label, cash);
  foyer_widget_empty (self->badges);
  gtk_box_append (self->badges, foyer_badge_new (foyer_till_words_state (till),
                                                 foyer_till_words_state_class (till)));
}

static void
add_person (FoyerTillDetail *self, const char *label, gint64 staff_id, gint64 at)
{
  const char      *name = foyer_ledger_row_name_staff (self->file->staff, staff_id);
  g_autofree char *when = NULL;
  g_autofree char *text = NULL;

  if (at == 0)
    return;
  when = foyer_format_when (foyer_session_get_zone (foyer_detail_get_session (self)), at);
  text = name != NULL ? g_strdup_printf ("%s · %s", when, name) : g_steal_pointer (&when);
  foyer_fact_grid_add (self->cash_facts, label, text);
}

static void
add_money (FoyerTillDetail *self, const char *label, gint64 minor)
{
  g_autofree char *amount = foyer_till_words_amount (minor, self->file->till->currency);
  g_autofree char *isolated = foyer_isolate_figures (amount);

  foyer_fact_grid_add (self->cash_facts, label, isolated);
}

static void
show_cash (FoyerTillDetail *self)
{
  FoyerTill *till = self->file->till;

  foyer_fact_grid_clear (self->cash_facts);
  add_person (self, C_ ("till", "Opened"), till->opened_by, till->opened_at);
  add_money (self, C_ ("till", "Float"), till->float_minor);
  add_money (self, C_ ("till", "Cash that should be there"), self->file->cash_minor);
  if (till->state != FOYER_TILL_STATE_OPEN)
    {
      add_person (self, C_ ("till", "Counted"), till->counted_by, till->counted_at);
      add_money (self, C_ ("till", "Cash that was there"), till->counted_minor);
      add_money (self, C_ ("till", "Difference"),
                 till->counted_minor - till->expected_minor);
      foyer_fact_grid_add (self->cash_facts, C_ ("till", "Reason"), till->reason);
      add_person (self, C_ ("till", "Closed"), till->closed_by, till->closed_at);
    }
}

static void
show_lines (FoyerTillDetail *self)
{
  GArray *lines = self->file->lines;

  foyer_fact_grid_clear (self->line_facts);
  for (guint i = 0; i < lines->len; i++)
    {
      const FoyerTillLine *line = &g_array_index (lines, FoyerTillLine, i);
      const char *who = foyer_ledger_row_name_staff (self->file->staff, line->staff_id);
      g_autofree char *name = g_strdup_printf ("%s · %s", who != NULL ? who : "",
                                               foyer_words_tender (line->tender));
      g_autofree char *in =
          foyer_format_money (line->in_minor, self->file->till->currency);
      g_autofree char *out =
          foyer_format_money (line->out_minor, self->file->till->currency);
      g_autofree char *text =
          line->out_minor == 0
              ? g_strdup (in)
              /* Translators: amounts of money: what came in, and what was paid back. */
              : g_strdup_printf (C_ ("till", "%1$s, %2$s paid back"), in, out);

      foyer_fact_grid_add (self->line_facts, name, text);
    }
}

/* The newest first: that is the one that is asked for. */
static void
show_payments (FoyerTillDetail *self)
{
  File *file = self->file;

  foyer_widget_empty (self->payments);
  for (guint i = file->entries->len; i > 0; i--)
    {
      FoyerLedgerEntry      *entry = file->entries->pdata[i - 1];
      const FoyerLedgerFacts facts = {
        .entry = entry,
        .effect_minor = foyer_till_words_get_effect (
            entry, foyer_ledger_row_find_meant (file->entries, entry)),
        .about = file->subjects->pdata[i - 1],
        .staff_name = foyer_ledger_row_name_staff (file->staff, entry->staff_id),
        .at_risk = g_hash_table_contains (file->at_risk,
                                          foyer_record_get_uid (FOYER_RECORD (entry))),
      };

      gtk_list_box_append (
          self->payments, foyer_ledger_row_new (foyer_detail_get_session (self), &facts));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->payments), file->entries->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->nothing_label), file->entries->len == 0);
}

static void
take_file (FoyerDetail *detail, gpointer file)
{
  FoyerTillDetail *self = FOYER_TILL_DETAIL (detail);

  self->file = file;
  if (file == NULL)
    return;
  show_head (self);
  show_steps (self);
  show_cash (self);
  show_lines (self);
  show_payments (self);
}

static void
foyer_till_detail_class_init (FoyerTillDetailClass *klass)
{
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);
  FoyerDetailClass *detail_class = FOYER_DETAIL_CLASS (klass);

  detail_class->read = read_file;
  detail_class->free_file = (GDestroyNotify) file_free;
  detail_class->take = take_file;

  g_type_ensure (FOYER_TYPE_FACT_GRID);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/till-detail.ui");
#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, FoyerTillDetail, child)
  BIND (title_label);
  BIND (cash_label);
  BIND (badges);
  BIND (steps);
  BIND (count_button);
  BIND (print_button);
  BIND (save_button);
  BIND (note_label);
  BIND (cash_facts);
  BIND (line_facts);
  BIND (nothing_label);
  BIND (payments);
#undef BIND
  gtk_widget_class_install_action (widget_class, "till.count", NULL, count_cb);
  gtk_widget_class_install_action (widget_class, "till.print", NULL, print_cb);
  gtk_widget_class_install_action (widget_class, "till.save", NULL, save_cb);
}

static void
foyer_till_detail_init (FoyerTillDetail *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (GTK_WIDGET (self->badges), foyer_wrap_layout_new (6));
  gtk_widget_set_layout_manager (GTK_WIDGET (self->steps), foyer_wrap_layout_new (6));
}

/**
 * foyer_till_detail_set_ours:
 * @self: a detail
 * @ours_id: the till of this desk, which can be counted here, 0: none
 *
 * Tells which till can be counted here, before one is shown.
 */
void
foyer_till_detail_set_ours (FoyerTillDetail *self, gint64 ours_id)
{
  g_return_if_fail (FOYER_IS_TILL_DETAIL (self));

  self->ours_id = ours_id;
}
