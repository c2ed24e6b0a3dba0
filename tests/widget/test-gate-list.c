/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-gate-list.h"

#include "tests/widget/desk.h"
#include "ui/foyer-ui.h"

typedef struct
{
  GtkWidget *window;
  GtkWidget *list;
  FoyerZone *zone;
  int        rule; /* of the line whose cure was chosen, -1: none */
  int        cure;
} Fixture;

static void
cure_cb (FoyerGateList       *list,
         const FoyerGateItem *item,
         FoyerGateCure        cure,
         Fixture             *self)
{
  self->rule = (int) item->rule;
  self->cure = (int) cure;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->rule = -1;
  self->zone = foyer_zone_new ("America/Los_Angeles", NULL);
  self->list = foyer_gate_list_new ();
  g_signal_connect (self->list, "cure", G_CALLBACK (cure_cb), self);
  self->window = adw_window_new ();
  adw_window_set_content (ADW_WINDOW (self->window), self->list);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  foyer_zone_unref (self->zone);
}

/* The answer to a question about a new patient without a referral, for cosmetic work. */
static void
show (Fixture *self, guint overrides)
{
  g_autoptr (FoyerPatient) patient = foyer_patient_new ();
  g_autoptr (FoyerService) service = foyer_service_new ();
  g_autoptr (GPtrArray) items = NULL;
  FoyerGateFacts facts = {
    .now = 1000,
    .role = FOYER_ROLE_MANAGER,
    .overrides = overrides,
    .patient = patient,
    .service = service,
    .clinician_id = 1,
    .start_at = 500,
    .visit_date = "2026-11-23",
    .patient_is_new = TRUE,
    .deposit_minor = 12500,
  };

  foyer_set_text (&patient->birth_date, "1984-03-12");
  service->referral_rule = FOYER_REFERRAL_RULE_NEW_PATIENTS;
  items = foyer_gate_evaluate (&facts);
  foyer_gate_list_set_items (FOYER_GATE_LIST (self->list), items, self->zone, "USD");
  desk_present (self->window);
}

static void
test_failures_name_their_cure (Fixture *self, gconstpointer data)
{
  show (self, 0);
  g_assert_true (desk_says (self->window, "needs a referral"));
  g_assert_true (desk_says (self->window, "$125.00"));
  g_assert_true (desk_says (self->window, "checks are in order"));

  desk_click (self->window, "Register Referral…");
  g_assert_cmpint (self->rule, ==, FOYER_GATE_RULE_REFERRAL);
  g_assert_cmpint (self->cure, ==, FOYER_GATE_CURE_REGISTER_REFERRAL);
  desk_click (self->window, "Waive…");
  g_assert_cmpint (self->rule, ==, FOYER_GATE_RULE_DEPOSIT);
  g_assert_cmpint (self->cure, ==, FOYER_GATE_CURE_WAIVE_DEPOSIT);
}

/* What blocks comes before what only has to be paid. */
static void
test_focus_goes_to_what_blocks (Fixture *self, gconstpointer data)
{
  show (self, 0);
  g_assert_true (foyer_gate_list_focus_cure (FOYER_GATE_LIST (self->list)));
  g_assert_cmpstr (desk_get_focus_label (self->window), ==, "Register Referral…");
}

static void
test_rule_set_aside_can_be_kept_again (Fixture *self, gconstpointer data)
{
  show (self, 1u << FOYER_GATE_RULE_PAST_TIME);
  g_assert_true (desk_says (self->window, "Set aside:"));
  desk_click (self->window, "Keep the Rule");
  g_assert_cmpint (self->rule, ==, FOYER_GATE_RULE_PAST_TIME);
  g_assert_cmpint (self->cure, ==, FOYER_GATE_CURE_OVERRIDE);

  show (self, 0);
  g_assert_false (desk_says (self->window, "Set aside:"));
  g_assert_null (desk_find_button (self->window, "Keep the Rule"));
}

static void
test_all_in_order (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_free);

  for (int rule = 0; rule <= FOYER_GATE_RULE_TARGET_DATE; rule++)
    {
      FoyerGateItem *item = g_new0 (FoyerGateItem, 1);

      item->rule = (FoyerGateRule) rule;
      g_ptr_array_add (items, item);
    }
  foyer_gate_list_set_items (FOYER_GATE_LIST (self->list), items, self->zone, "USD");
  desk_present (self->window);
  g_assert_true (desk_says (self->window, "Everything is in order"));
  g_assert_false (foyer_gate_list_focus_cure (FOYER_GATE_LIST (self->list)));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  foyer_ui_init ();

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/gate-list/failures-name-their-cure", test_failures_name_their_cure);
  ADD ("/gate-list/focus-goes-to-what-blocks", test_focus_goes_to_what_blocks);
  ADD ("/gate-list/rule-set-aside-can-be-kept-again",
       test_rule_set_aside_can_be_kept_again);
  ADD ("/gate-list/all-in-order", test_all_in_order);

  return g_test_run ();
}
