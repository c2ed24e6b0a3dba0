/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-endpoint-settings.h"
#include "store/foyer-articles.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-conflicts.h"
#include "store/foyer-deposits.h"
#include "store/foyer-endpoints.h"
#include "store/foyer-gift-cards.h"
#include "store/foyer-handouts.h"
#include "store/foyer-ledger.h"
#include "store/foyer-patients.h"
#include "store/foyer-payments.h"
#include "store/foyer-requests.h"
#include "store/foyer-tills.h"
#include "tests/unit/desk.h"

/* Who may do what, written down a second time, and tried through the store. */

typedef gboolean (*Attempt) (Desk *desk, FoyerUser *actor, gint64 id, GError **error);

static gint64
no_preparation (Desk *desk)
{
  return 0;
}

static gint64
book_visit (Desk *desk)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->follow_up_id, 9, 0);

  return desk_book (desk, &request);
}

static gint64
register_referral (Desk *desk)
{
  return desk_add_referral (desk, desk->new_patient_id);
}

static gint64
take_cash (Desk *desk)
{
  g_autoptr (FoyerLedgerEntry) entry = foyer_ledger_entry_new ();
  g_autoptr (GError) error = NULL;

  entry->kind = FOYER_LEDGER_KIND_PAYMENT;
  entry->patient_id = desk->known_patient_id;
  entry->amount_minor = 100;
  entry->tender = FOYER_TENDER_CASH;
  foyer_ledger_add (desk->db, desk->manager, entry, &error);
  g_assert_no_error (error);

  return foyer_record_get_id (FOYER_RECORD (entry));
}

static gboolean
edit_patient (Desk *desk, FoyerUser *actor, gint64 id, GError **error)
{
  g_autoptr (FoyerPatient) patient = foyer_patient_new ();

  foyer_set_text (&patient->family, "Ito");
  foyer_set_text (&patient->given, "Ken");

  return foyer_patients_save (desk->db, actor, patient, error);
}

static gboolean
edit_clinic (Desk *desk, FoyerUser *actor, gint64 id, GError **error)
{
  g_autoptr (FoyerRoom) room = foyer_room_new ();

  foyer_set_text (&room->name, "9");

  return foyer_catalogue_save (desk->db, actor, room, error);
}

static gboolean
register_one (Desk *desk, FoyerUser *actor, gint64 id, GError **error)
{
  g_autoptr (FoyerReferral) referral = foyer_referral_new ();

  referral->patient_id = desk->new_patient_id;

  return foyer_referrals_save (desk->db, actor, referral, error);
}

static gboolean
step_referral (
    Desk *desk, FoyerUser *actor, gint64 id, FoyerReferralState to, GError **error)
{
  FoyerReferralStep step = { .to = to, .reason = "x", .service_id = desk->new_visit_id };

  return foyer_referrals_step (desk->db, actor, id, &step, error);
}

static gboolean
decide (Desk *desk, FoyerUser *actor, gint64 id, GError **error)
{
  return step_referral (desk, actor, id, FOYER_REFERRAL_STATE_ACCEPTED, error);
}

static gboolean
close_referral (Desk *desk, FoyerUser *actor, gint64 id, GError **error)
{
  return step_referral (desk, actor, id, FOYER_REFERRAL_STATE_WITHDRAWN, error);
}

static gboolean
make_booking (Desk *desk, FoyerUser *actor, gint64 id, GError **error)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->follow_up_id, 9, 0);

  return foyer_bookings_make (desk->db, actor, &request, NULL, NULL, error);
}

static gboolean
override_hours (Desk *desk, FoyerUser *actor, gint64 id, GError **error)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->follow_up_id, 12, 0);

  request.overrides = 1u << FOYER_GATE_RULE_AVAILABILITY;
  request.override_reason = "x";

  return foyer_bookings_make (desk->db, actor, &request, NULL, NULL, error);
}

static gboolean
hold_long (Desk *desk, FoyerUser *actor, gint64 id, GError **error)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->follow_up_id, 9, 0);

  return foyer_bookings_hold (desk->db, actor, &request, TRUE, NULL, NULL, error);
}

static gboolean
confirm (Desk *desk, FoyerUser *actor, gint64 id, GError **error)
{
  return foyer_bookings_step (desk->db, actor, id, FOYER_BOOKING_STATE_CONFIRMED, NULL,
                              error);
}

static gboolean
cancel (Desk *desk, FoyerUser *actor, gint64 id, GError **error)
{
  return foyer_bookings_cancel (desk->db, actor, id, FOYER_CANCEL_REASON_PATIENT, NULL,
                                error);
}

static gboolean
undo_own (Desk *desk, FoyerUser *actor, gint64 id, GError **error)
{
  return confirm (desk, actor, id, error) &&
         foyer_bookings_undo (desk->db, actor, id, error);
}

static gboolean
undo_of_another (Desk *desk, FoyerUser *actor, gint64 id, GError **error)
{
  /* The manager takes the step; on the next day it is not his own any more either. */
  if (!confirm (desk, desk->manager, id, error))
    return FALSE;
  desk->profile.now += 86400;

  return foyer_bookings_undo (desk->db, actor, id, error);
}

static gboolean
move_money (Desk           *desk,
            FoyerUser      *actor,
            FoyerLedgerKind kind,
            FoyerTender     tender,
            GError        **error)
{
  g_autoptr (FoyerLedgerEntry) entry = foyer_ledger_entry_new ();

  entry->kind = kind;
  entry->patient_id = desk->known_patient_id;
  entry->amount_minor = 100;
  entry->tender = tender;
  foyer_set_text (&entry->reason, "x");

  return foyer_ledger_add (desk->db, actor, entry, error);
}

static gboolean
pay (Desk *desk, FoyerUser *actor, gint64 id, GError **error)
{
  return move_money (desk, actor, FOYER_LEDGER_KIND_PAYMENT, FOYER_TENDER_CASH, error);
}

static gboolean
waive (Desk *desk, FoyerUser *actor, gint64 id, GError **error)
{
  return move_money (desk, actor, FOYER_LEDGER_KIND_WAIVER, FOYER_TENDER_NONE, error);
}

static gboolean
refund (Desk *desk, FoyerUser *actor, gint64 id, GError **error)
{
  return move_money (desk, actor, FOYER_LEDGER_KIND_REFUND, FOYER_TENDER_CASH, error);
}

static gboolean
reverse (Desk *desk, FoyerUser *actor, gint64 id, GError **error)
{
  return foyer_ledger_reverse (desk->db, actor, id, "x", error);
}

static gint64
hold_cosmetic (Desk *desk)
{
  FoyerBookingRequest request =
      desk_request (desk, desk->known_patient_id, desk->cosmetic_id, 9, 0);
  g_autoptr (GError) error = NULL;
  gint64 id = 0;

  foyer_bookings_hold (desk->db, desk->manager, &request, FALSE, &id, NULL, &error);
  g_assert_no_error (error);

  return id;
}

static gint64
cancel_paid (Desk *desk)
{
  g_autoptr (GPtrArray) cash = desk_cash (12500);
  FoyerBookingRequest request = { .booking_id = hold_cosmetic (desk), .payments = cash };
  g_autoptr (GError) error = NULL;

  desk_book (desk, &request);
  foyer_bookings_cancel (desk->db, desk->manager, request.booking_id,
                         FOYER_CANCEL_REASON_CLINIC, NULL, &error);
  g_assert_no_error (error);

  return request.booking_id;
}

static gboolean
settle_as_ruled (Desk *desk, FoyerUser *actor, gint64 id, GError **error)
{
  const FoyerDepositDecision decision = { "a", FOYER_DEPOSIT_OUTCOME_REFUND, 0, NULL,
                                          NULL };

  return foyer_deposits_settle (desk->db, actor, id, &decision, error);
}

/* Whoever may not even confirm is denied that. */
static gboolean
settle_otherwise (Desk *desk, FoyerUser *actor, gint64 id, GError **error)
{
  const FoyerDepositDecision decision = { "a", FOYER_DEPOSIT_OUTCOME_CREDIT, 0, "x",
                                          NULL };

  return actor == desk->doctor
             ? refund (desk, actor, id, error)
             : foyer_deposits_settle (desk->db, actor, id, &decision, error);
}

static gboolean
waive_deposit (Desk *desk, FoyerUser *actor, gint64 id, GError **error)
{
  return foyer_deposits_waive (desk->db, actor, id, "x", error);
}

static gboolean
take_deposit (Desk *desk, FoyerUser *actor, gint64 id, GError **error)
{
  g_autoptr (GPtrArray) payments = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (payments, foyer_payment_new_for (FOYER_TENDER_CASH, 100, 0, NULL));

  return foyer_payments_take (desk->db, actor, id, payments, error);
}

static FoyerGiftCard *
sell_to (Desk *desk, FoyerUser *actor, GError **error)
{
  const FoyerGiftPayment payment = { 4000, FOYER_TENDER_CASH, NULL };
  g_autofree char       *code = NULL;

  return foyer_gift_cards_sell (desk->db, actor, &payment, 1, NULL, &code, error);
}

static gboolean
sell_card (Desk *desk, FoyerUser *actor, gint64 id, GError **error)
{
  g_autoptr (FoyerGiftCard) card = sell_to (desk, actor, error);

  return card != NULL;
}

static gint64
sell_a_card (Desk *desk)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerGiftCard) card = sell_to (desk, desk->manager, &error);

  g_assert_no_error (error);

  return foyer_record_get_id (FOYER_RECORD (card));
}

static gboolean
void_card (Desk *desk, FoyerUser *actor, gint64 id, GError **error)
{
  return foyer_gift_cards_void (desk->db, actor, id, "x", error);
}

static gboolean
replace_card (Desk *desk, FoyerUser *actor, gint64 id, GError **error)
{
  g_autofree char *code = NULL;
  g_autoptr (FoyerGiftCard) card =
      foyer_gift_cards_replace (desk->db, actor, id, "x", &code, error);

  return card != NULL;
}

static gboolean
refund_card (Desk *desk, FoyerUser *actor, gint64 id, GError **error)
{
  return foyer_gift_cards_refund (desk->db, actor, id, "x", error);
}

static gboolean
open_till (Desk *desk, FoyerUser *actor, gint64 id, GError **error)
{
  g_autoptr (FoyerTill) till = foyer_tills_open (desk->db, actor, 100, error);

  return till != NULL;
}

static FoyerArticle *
find_article (Desk *desk)
{
  g_autoptr (GError) error = NULL;
  FoyerArticle *article = foyer_articles_find (desk->db, "acne", "en", 0, &error);

  g_assert_no_error (error);

  return article;
}

static gboolean
write_article (Desk *desk, FoyerUser *actor, gint64 id, GError **error)
{
  g_autoptr (FoyerArticle) article = find_article (desk);

  foyer_set_text (&article->title, "Pimples");

  return foyer_articles_save (desk->db, actor, article, error);
}

static gboolean
withdraw_article (Desk *desk, FoyerUser *actor, gint64 id, GError **error)
{
  g_autoptr (FoyerArticle) article = find_article (desk);

  return foyer_articles_set_withdrawn (desk->db, actor, article, TRUE, "Old", error);
}

static gboolean
review_article (Desk *desk, FoyerUser *actor, gint64 id, GError **error)
{
  g_autoptr (FoyerArticle) article = find_article (desk);

  return foyer_articles_review (desk->db, actor, article, error);
}

static gint64
review_an_article (Desk *desk)
{
  g_autoptr (GError) error = NULL;

  review_article (desk, desk->doctor, 0, &error);
  g_assert_no_error (error);

  return 0;
}

static gboolean
give_article (Desk *desk, FoyerUser *actor, gint64 id, GError **error)
{
  g_autoptr (FoyerArticle) article = find_article (desk);
  g_autoptr (FoyerHandout) handout = foyer_handout_new ();

  handout->patient_id = desk->known_patient_id;

  return foyer_handouts_add (desk->db, actor, handout, article, error);
}

static gint64
open_a_till (Desk *desk)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerTill) till = foyer_tills_open (desk->db, desk->manager, 100, &error);

  g_assert_no_error (error);

  return foyer_record_get_id (FOYER_RECORD (till));
}

static gboolean
close_till (Desk *desk, FoyerUser *actor, gint64 id, GError **error)
{
  const FoyerTillPieces pieces = { 100, 1 };

  return foyer_tills_count (desk->db, actor, id, &pieces, 1, NULL, error);
}

static gint64
add_request (Desk *desk)
{
  g_autoptr (FoyerRequest) request = foyer_request_new ();
  g_autoptr (GError) error = NULL;

  foyer_set_text (&request->family, "Ito");
  foyer_set_text (&request->phone, "805 555 0100");
  foyer_requests_add (desk->db, desk->manager, request, &error);
  g_assert_no_error (error);

  return foyer_record_get_id (FOYER_RECORD (request));
}

static gboolean
attach_request (Desk *desk, FoyerUser *actor, gint64 id, GError **error)
{
  return foyer_requests_attach (desk->db, actor, id, desk->known_patient_id, error);
}

static gboolean
decline_request (Desk *desk, FoyerUser *actor, gint64 id, GError **error)
{
  return foyer_requests_decline (desk->db, actor, id, "x", NULL, error);
}

static gboolean
add_conflict_in (FoyerAct *act, gpointer data, GError **error)
{
  return foyer_conflicts_add (act, data, error);
}

static gint64
add_conflict (Desk *desk)
{
  g_autoptr (FoyerConflict) conflict = foyer_conflict_new ();
  g_autoptr (GError) error = NULL;

  foyer_db_act (desk->db, NULL, FOYER_ACTION_SYNC, NULL, add_conflict_in, conflict,
                &error);
  g_assert_no_error (error);

  return foyer_record_get_id (FOYER_RECORD (conflict));
}

static gboolean
decide_conflict (Desk *desk, FoyerUser *actor, gint64 id, GError **error)
{
  return foyer_conflicts_decide (desk->db, actor, id, FOYER_RESOLUTION_OURS, error);
}

static gboolean
set_endpoint (Desk *desk, FoyerUser *actor, gint64 id, GError **error)
{
  g_autoptr (FoyerEndpointSettings) settings = foyer_endpoint_settings_new ();

  foyer_set_text (&settings->address, "https://fhir.example");

  return foyer_endpoints_set (desk->db, actor, settings, error);
}

static gboolean
note_call (Desk *desk, FoyerUser *actor, gint64 id, GError **error)
{
  g_autoptr (FoyerCommunication) call = foyer_communication_new ();

  call->patient_id = desk->known_patient_id;

  return foyer_communications_add (desk->db, actor, call, error);
}

static const struct
{
  const char *name;
  gint64 (*prepare) (Desk *desk);
  Attempt     attempt;
  const char *action;
  const char *roles; /* d desk, c clinician, m manager */
} matrix[] = {
  { "edit a patient", no_preparation, edit_patient, "patient-edit", "dcm" },
  { "edit the clinic", no_preparation, edit_clinic, "clinic-edit", "m" },
  { "register", no_preparation, register_one, "referral-register", "dcm" },
  { "decide", register_referral, decide, "referral-decide", "dcm" },
  { "close", register_referral, close_referral, "referral-close", "dcm" },
  { "book", no_preparation, make_booking, "booking-make", "dcm" },
  { "override", no_preparation, override_hours, "booking-override", "m" },
  { "hold long", no_preparation, hold_long, "booking-hold-long", "m" },
  { "confirm", book_visit, confirm, "booking-progress", "dcm" },
  { "cancel", book_visit, cancel, "booking-cancel", "dcm" },
  { "undo", book_visit, undo_own, "booking-undo", "dcm" },
  { "undo later", book_visit, undo_of_another, "booking-undo-later", "m" },
  { "pay", no_preparation, pay, "money-take", "dm" },
  { "waive", no_preparation, waive, "money-waive", "m" },
  { "refund", take_cash, refund, "money-return", "m" },
  { "reverse", take_cash, reverse, "money-correct", "m" },
  { "settle as the rule says", cancel_paid, settle_as_ruled, "deposit-settle", "dm" },
  { "settle otherwise", cancel_paid, settle_otherwise, "money-return", "m" },
  { "waive a deposit", hold_cosmetic, waive_deposit, "money-waive", "m" },
  { "take a deposit", hold_cosmetic, take_deposit, "money-take", "dm" },
  { "sell a gift card", no_preparation, sell_card, "gift-sell", "dm" },
  { "make a gift card void", sell_a_card, void_card, "gift-change", "m" },
  { "replace a gift card", sell_a_card, replace_card, "gift-change", "m" },
  { "refund a gift card", sell_a_card, refund_card, "gift-change", "m" },
  { "open the till", no_preparation, open_till, "till-open", "dm" },
  { "close the till", open_a_till, close_till, "till-close", "dm" },
  { "attach a request", add_request, attach_request, "request-handle", "dm" },
  { "decline a request", add_request, decline_request, "request-handle", "dm" },
  { "write an article", no_preparation, write_article, "article-edit", "cm" },
  { "withdraw an article", no_preparation, withdraw_article, "article-edit", "cm" },
  { "review an article", no_preparation, review_article, "article-review", "c" },
  { "give an article", review_an_article, give_article, "handout-give", "dcm" },
  { "decide a conflict", add_conflict, decide_conflict, "sync-decide", "dcm" },
  { "set the endpoint", no_preparation, set_endpoint, "endpoint-edit", "m" },
  { "note a call", no_preparation, note_call, "patient-edit", "dcm" },
};

static void
test_matrix (Desk *desk, gconstpointer data)
{
  guint      row = GPOINTER_TO_UINT (data) / 3;
  guint      role = GPOINTER_TO_UINT (data) % 3;
  FoyerUser *actors[] = { desk->clerk, desk->doctor, desk->manager };
  gboolean   allowed = strchr (matrix[row].roles, "dcm"[role]) != NULL;
  gint64     id = matrix[row].prepare (desk);
  g_autoptr (GError) error = NULL;
  g_autofree char *count_denied = g_strdup_printf (
      "SELECT count (*) FROM audit WHERE outcome = 'denied' AND action = '%s'",
      matrix[row].action);
  gint64 n_changes;
  gint64 n_done;

  g_test_message ("%s, role %c", matrix[row].name, "dcm"[role]);
  n_changes = desk_query (desk, "SELECT count (*) FROM change");
  n_done = desk_query (desk, "SELECT count (*) FROM audit WHERE outcome = 'done'");
  g_assert_cmpint (matrix[row].attempt (desk, actors[role], id, &error), ==, allowed);
  if (allowed)
    {
      g_assert_no_error (error);
      g_assert_cmpint (desk_query (desk, "SELECT count (*) FROM change"), >, n_changes);
      return;
    }

  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_DENIED);
  g_assert_cmpint (desk_query (desk, count_denied), ==, 1);
  /* That undone was the step of the manager; everything else changed nothing at all. */
  if (matrix[row].attempt == undo_of_another)
    {
      g_assert_cmpint (desk_get_state (desk, id), ==, FOYER_BOOKING_STATE_CONFIRMED);
      return;
    }
  g_assert_cmpint (desk_query (desk, "SELECT count (*) FROM change"), ==, n_changes);
  g_assert_cmpint (
      desk_query (desk, "SELECT count (*) FROM audit WHERE outcome = 'done'"), ==,
      n_done);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (matrix); i++)
    for (guint role = 0; role < 3; role++)
      {
        g_autofree char *path =
            g_strdup_printf ("/roles/%s/%c", matrix[i].name, "dcm"[role]);

        g_strdelimit (path, " ", '-');
        g_test_add (path, Desk, GUINT_TO_POINTER (i * 3 + role), desk_set_up, test_matrix,
                    desk_tear_down);
      }

  return g_test_run ();
}
