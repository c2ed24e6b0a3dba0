/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-time.h"
#include "ui/foyer-date-row.h"
#include "ui/foyer-money-row.h"
#include "ui/foyer-simple-rows.h"
#include "ui/foyer-text-row.h"
#include "ui/foyer-ui.h"

/* Types into a row as a person does, and leaves it. */
static void
type_text (GtkWidget *row, const char *text)
{
  GtkEntry *delegate = foyer_entry_row_get_delegate (FOYER_ENTRY_ROW (row));

  gtk_editable_set_text (GTK_EDITABLE (delegate), text);
  g_signal_emit_by_name (delegate, "activate");
}

static GtkWidget *
new_date_row (void)
{
  return g_object_ref_sink (
      foyer_date_row_new ("Date of Birth", foyer_day_from_ymd (2026, 11, 23)));
}

static void
test_date_reads_what_is_typed (void)
{
  g_autoptr (GtkWidget) row = new_date_row ();

  type_text (row, "1984-03-12");
  g_assert_cmpstr (foyer_date_row_get_date (FOYER_DATE_ROW (row)), ==, "1984-03-12");

  type_text (row, "1984");
  g_assert_cmpstr (foyer_date_row_get_date (FOYER_DATE_ROW (row)), ==, "1984");

  type_text (row, "");
  g_assert_null (foyer_date_row_get_date (FOYER_DATE_ROW (row)));
  g_assert_null (foyer_entry_row_get_error (FOYER_ENTRY_ROW (row)));
}

static void
test_date_refuses_what_is_none (void)
{
  g_autoptr (GtkWidget) row = new_date_row ();

  type_text (row, "1984-02-30");
  g_assert_null (foyer_date_row_get_date (FOYER_DATE_ROW (row)));
  g_assert_nonnull (foyer_entry_row_get_error (FOYER_ENTRY_ROW (row)));
  g_assert_false (foyer_date_row_validate (FOYER_DATE_ROW (row)));
  /* What was typed stays. */
  g_assert_cmpstr (foyer_entry_row_get_text (FOYER_ENTRY_ROW (row)), ==, "1984-02-30");

  type_text (row, "1984-02-28");
  g_assert_null (foyer_entry_row_get_error (FOYER_ENTRY_ROW (row)));
}

static void
test_date_may_ask_for_a_day (void)
{
  g_autoptr (GtkWidget) row = new_date_row ();

  g_object_set (row, "whole", TRUE, NULL);
  type_text (row, "1984");
  g_assert_nonnull (foyer_entry_row_get_error (FOYER_ENTRY_ROW (row)));
}

static void
test_date_reads_what_it_shows (void)
{
  g_autoptr (GtkWidget) row = new_date_row ();
  g_autofree char *shown = NULL;

  foyer_date_row_set_date (FOYER_DATE_ROW (row), "2031-04-05");
  shown = g_strdup (foyer_entry_row_get_text (FOYER_ENTRY_ROW (row)));
  foyer_date_row_set_date (FOYER_DATE_ROW (row), NULL);
  type_text (row, shown);
  g_assert_cmpstr (foyer_date_row_get_date (FOYER_DATE_ROW (row)), ==, "2031-04-05");
}

static void
test_money (void)
{
  g_autoptr (GtkWidget) row = g_object_ref_sink (foyer_money_row_new ("Price", "USD"));

  type_text (row, "125");
  g_assert_cmpint (foyer_money_row_get_minor (FOYER_MONEY_ROW (row)), ==, 12500);

  type_text (row, "a lot");
  g_assert_nonnull (foyer_entry_row_get_error (FOYER_ENTRY_ROW (row)));
  g_assert_false (foyer_money_row_validate (FOYER_MONEY_ROW (row)));
}

static void
test_choice (void)
{
  g_autoptr (GtkWidget) row =
      g_object_ref_sink (foyer_choice_row_new ("O’Brien & Söhne"));

  foyer_choice_row_add (FOYER_CHOICE_ROW (row), 7, "Seven");
  foyer_choice_row_add (FOYER_CHOICE_ROW (row), 9, "<b>Nine");
  foyer_choice_row_set_value (FOYER_CHOICE_ROW (row), 9);
  g_assert_cmpint (foyer_choice_row_get_value (FOYER_CHOICE_ROW (row)), ==, 9);
  foyer_choice_row_set_value (FOYER_CHOICE_ROW (row), 8);
  g_assert_cmpint (foyer_choice_row_get_value (FOYER_CHOICE_ROW (row)), ==, 9);
}

static void
count_change (GListModel *model, guint position, guint removed, guint added, gpointer n)
{
  ++*(guint *) n;
}

static void
offer (FoyerChoiceRow *row, const char *const *labels)
{
  foyer_choice_row_begin (row);
  for (guint i = 0; labels[i] != NULL; i++)
    foyer_choice_row_add (row, i + 1, labels[i]);
  foyer_choice_row_end (row);
}

static void
test_choice_is_not_disturbed (void)
{
  static const char *const two[] = { "One", "Two", NULL };
  static const char *const other[] = { "One", "Zwei", NULL };
  static const char *const one[] = { "One", NULL };
  g_autoptr (GtkWidget) widget = g_object_ref_sink (foyer_choice_row_new ("Number"));
  FoyerChoiceRow *row = FOYER_CHOICE_ROW (widget);
  GListModel     *model = adw_combo_row_get_model (ADW_COMBO_ROW (row));
  guint           n_changes = 0;

  offer (row, two);
  foyer_choice_row_set_value (row, 2);
  g_signal_connect (model, "items-changed", G_CALLBACK (count_change), &n_changes);
  offer (row, two);
  g_assert_cmpuint (n_changes, ==, 0);
  g_assert_cmpint (foyer_choice_row_get_value (row), ==, 2);

  offer (row, other);
  g_assert_cmpstr (foyer_choice_row_find_label (row, 2), ==, "Zwei");
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 2);
  offer (row, one);
  g_assert_null (foyer_choice_row_find_label (row, 2));
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 1);
}

static void
test_spin_and_switch (void)
{
  g_autoptr (GtkWidget) spin = g_object_ref_sink (foyer_spin_row_new ("Minutes", 5, 720));
  g_autoptr (GtkWidget) onoff = g_object_ref_sink (foyer_switch_row_new ("Active"));

  foyer_spin_row_set_value (FOYER_SPIN_ROW (spin), 10000);
  g_assert_cmpint (foyer_spin_row_get_value (FOYER_SPIN_ROW (spin)), ==, 720);
  foyer_switch_row_set_active (FOYER_SWITCH_ROW (onoff), TRUE);
  g_assert_true (foyer_switch_row_get_active (FOYER_SWITCH_ROW (onoff)));
}

static void
test_text (void)
{
  GtkWidget       *row = g_object_ref_sink (foyer_text_row_new ("Note"));
  g_autofree char *text = NULL;

  foyer_text_row_set_text (FOYER_TEXT_ROW (row), "two\nlines <b>");
  text = foyer_text_row_dup_text (FOYER_TEXT_ROW (row));
  g_assert_cmpstr (text, ==, "two\nlines <b>");

  g_assert_finalize_object (row);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  foyer_ui_init ();

  g_test_add_func ("/rows/date-reads-what-is-typed", test_date_reads_what_is_typed);
  g_test_add_func ("/rows/date-refuses-what-is-none", test_date_refuses_what_is_none);
  g_test_add_func ("/rows/date-may-ask-for-a-day", test_date_may_ask_for_a_day);
  g_test_add_func ("/rows/date-reads-what-it-shows", test_date_reads_what_it_shows);
  g_test_add_func ("/rows/money", test_money);
  g_test_add_func ("/rows/choice", test_choice);
  g_test_add_func ("/rows/choice-is-not-disturbed", test_choice_is_not_disturbed);
  g_test_add_func ("/rows/spin-and-switch", test_spin_and_switch);
  g_test_add_func ("/rows/text", test_text);

  return g_test_run ();
}
