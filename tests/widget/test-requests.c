/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-requests.h"
#include "tests/widget/desk.h"
#include "ui/foyer-booking-window.h"
#include "ui/foyer-patient-editor.h"
#include "ui/foyer-request-answer-dialog.h"
#include "ui/foyer-request-badge.h"
#include "ui/foyer-request-file.h"
#include "ui/foyer-request-patient-window.h"
#include "ui/foyer-request-window.h"
#include "ui/foyer-requests-page.h"
#include "ui/foyer-simple-rows.h"
#include "ui/foyer-slot-list.h"
#include "ui/foyer-ui.h"

#define LONG_NAME "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh & <b>"

static gint64
id_of (gpointer record)
{
  return foyer_record_get_id (FOYER_RECORD (record));
}

static gint64
query (Desk *self, const char *sql)
{
  return profile_query (&self->profile, sql);
}

static FoyerRequest *
add_request (Desk                *self,
             const char          *family,
             const char          *given,
             FoyerRequestCategory category)
{
  FoyerRequest *request = foyer_request_new ();
  g_autoptr (GError) error = NULL;

  request->channel = FOYER_CHANNEL_WEB;
  request->category = category;
  foyer_set_text (&request->family, family);
  foyer_set_text (&request->given, given);
  foyer_set_text (&request->birth_date, "1984-03-12");
  foyer_set_text (&request->phone, "(805) 555-0142");
  foyer_set_text (&request->email, "family@example.org");
  foyer_set_text (&request->preferred_days, "mon fri");
  foyer_set_text (&request->preferred_times, "morning");
  foyer_set_text (&request->message, "A rash\non <i>both</i> arms");
  foyer_requests_add (self->profile.db, self->profile.manager, request, &error);
  g_assert_no_error (error);

  return request;
}

static void
attach (Desk *self, FoyerRequest *request, gint64 patient_id)
{
  g_autoptr (GError) error = NULL;

  foyer_requests_attach (self->profile.db, self->profile.manager, id_of (request),
                         patient_id, &error);
  g_assert_no_error (error);
  request->patient_id = patient_id;
}

/* Gives the known patient the phone of the requests, so that three facts agree. */
static void
give_phone (Desk *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerPatient) patient =
      foyer_patients_get (self->profile.db, self->known_id, &error);
  FoyerPatientPhone *phone = foyer_patient_phone_new ();

  g_assert_no_error (error);
  foyer_set_text (&phone->number, "(805) 555-0142");
  if (patient->phones == NULL)
    patient->phones = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (patient->phones, phone);
  foyer_patients_save (self->profile.db, self->profile.manager, patient, &error);
  g_assert_no_error (error);
}

static void
test_empty_list_says_what_will_come (Desk *self, gconstpointer data)
{
  GtkWidget *window = desk_present_page (foyer_requests_page_new (self->session));

  desk_wait_says (window, "No Requests");
  desk_wait_says (window, "Ctrl+Shift+R");
  g_assert_true (desk_says (window, "No Request Chosen"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_list_shows_who_asks (Desk *self, gconstpointer data)
{
  g_autoptr (FoyerRequest) request =
      add_request (self, LONG_NAME, "Ada", FOYER_REQUEST_CATEGORY_COSMETIC);
  GtkWidget *window = desk_present_page (foyer_requests_page_new (self->session));

  desk_wait_says (window, LONG_NAME ", Ada");
  desk_wait_says (window, "By web form, just now");
  desk_wait_says (window, "Monday, Friday, in the morning");
  g_assert_true (desk_says (window, "<i>both</i>"));
  g_assert_true (desk_says (window, "Not on file"));
  g_assert_true (desk_says (window, "at the time of booking"));
  g_assert_true (desk_says (window, "Nobody on file"));
  g_assert_nonnull (desk_find_button (window, "Register as New Patient…"));
  g_assert_null (desk_find_button (window, "Book…"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
is_attached (gpointer window)
{
  return desk_find_button (window, "Book…") != NULL && desk_says (window, "Known here");
}

static void
test_attach_says_why_and_keeps_the_keyboard (Desk *self, gconstpointer data)
{
  g_autoptr (FoyerRequest) request = NULL;
  GtkWidget *window;

  give_phone (self);
  request = add_request (self, "garcia", "maria", FOYER_REQUEST_CATEGORY_MEDICAL);
  window = desk_present_page (foyer_requests_page_new (self->session));
  desk_wait_says (window, "Agrees: family name, given name, date of birth, phone");
  g_assert_true (desk_says (window, "1 may be meant"));
  g_assert_true (desk_says (window, "No referral on file"));

  gtk_widget_grab_focus (desk_find_button (window, "This Is the Patient"));
  gtk_widget_activate (desk_find_button (window, "This Is the Patient"));
  desk_wait (is_attached, window);
  g_assert_cmpint (query (self, "SELECT patient_id FROM request"), ==, self->known_id);
  g_assert_cmpstr (desk_get_focus_label (window), ==, "Book…");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Families share an address: it makes nobody a candidate. */
static void
test_email_alone_is_nobody (Desk *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerRequest) request = NULL;
  g_autoptr (FoyerRequestFile) file = NULL;
  g_autoptr (FoyerPatient) patient =
      foyer_patients_get (self->profile.db, self->known_id, &error);

  foyer_set_text (&patient->email, "family@example.org");
  foyer_patients_save (self->profile.db, self->profile.manager, patient, &error);
  g_assert_no_error (error);
  request = add_request (self, "Miller", "Ben", FOYER_REQUEST_CATEGORY_MEDICAL);
  file = foyer_request_file_read (self->profile.db, id_of (request), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (file->candidates->len, ==, 0);
  g_assert_cmpint (foyer_request_file_get_next (file), ==, FOYER_REQUEST_STEP_REGISTER);
}

static FoyerRequestStep
next_step (Desk *self, FoyerRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerRequestFile) file =
      foyer_request_file_read (self->profile.db, id_of (request), &error);

  g_assert_no_error (error);

  return foyer_request_file_get_next (file);
}

/* Who is new and has no referral is asked for it; who has one is booked. */
static void
test_next_step_follows_the_referral (Desk *self, gconstpointer data)
{
  g_autoptr (FoyerRequest) request =
      add_request (self, "O’Brien", "Nils", FOYER_REQUEST_CATEGORY_MEDICAL);
  g_autoptr (FoyerRequest) known =
      add_request (self, "Garcia", "M", FOYER_REQUEST_CATEGORY_MEDICAL);
  gint64            referral_id;
  FoyerReferralStep step = {
    .to = FOYER_REFERRAL_STATE_ACCEPTED,
    .service_id = self->new_visit_id,
  };
  g_autoptr (GError) error = NULL;

  attach (self, request, self->new_id);
  g_assert_cmpint (next_step (self, request), ==, FOYER_REQUEST_STEP_ASK);
  referral_id = desk_add_referral (self, self->new_id, FALSE);
  g_assert_cmpint (next_step (self, request), ==, FOYER_REQUEST_STEP_REFERRAL);
  foyer_referrals_step (self->profile.db, self->profile.manager, referral_id, &step,
                        &error);
  g_assert_no_error (error);
  g_assert_cmpint (next_step (self, request), ==, FOYER_REQUEST_STEP_BOOK);

  attach (self, known, self->known_id);
  g_assert_cmpint (next_step (self, known), ==, FOYER_REQUEST_STEP_BOOK);
  foyer_requests_decline (self->profile.db, self->profile.manager, id_of (known), "No",
                          NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (next_step (self, known), ==, FOYER_REQUEST_STEP_REOPEN);
}

static gboolean
can_save (gpointer window)
{
  GtkWidget *button = desk_find_button (window, "_Save");

  return button != NULL && gtk_widget_is_sensitive (button);
}

static void
test_register_is_prefilled (Desk *self, gconstpointer data)
{
  g_autoptr (FoyerRequest) request =
      add_request (self, "Lovelace", "Ada", FOYER_REQUEST_CATEGORY_MEDICAL);
  gint64     n = query (self, "SELECT count(*) FROM patient");
  GtkWidget *window =
      desk_present (foyer_request_patient_window_new (self->session, request));

  desk_wait (can_save, window);
  desk_click (window, "_Save");
  desk_wait (desk_is_gone, window);
  g_assert_cmpint (query (self, "SELECT count(*) FROM patient"), ==, n + 1);
  g_assert_cmpint (
      query (self, "SELECT count(*) FROM request JOIN patient ON patient.id = "
                   "request.patient_id JOIN patient_phone ON patient_phone.patient_id = "
                   "patient.id WHERE patient.family = 'Lovelace' AND patient.birth_date "
                   "= '1984-03-12' AND patient.email = 'family@example.org'"),
      ==, 1);
}

/* What the request says is nothing that somebody has typed: Escape asks nothing. */
static void
test_register_closes_unasked (Desk *self, gconstpointer data)
{
  g_autoptr (FoyerRequest) request =
      add_request (self, "Lovelace", "Ada", FOYER_REQUEST_CATEGORY_MEDICAL);
  GtkWidget *window =
      desk_present (foyer_request_patient_window_new (self->session, request));

  desk_wait (can_save, window);
  gtk_window_close (GTK_WINDOW (window));
  desk_wait (desk_is_gone, window);
  g_assert_cmpint (query (self, "SELECT count(*) FROM request WHERE patient_id IS NULL"),
                   ==, 1);
}

/* Somebody who is on file is not registered twice: the request is attached to them. */
static void
test_register_finds_the_duplicate (Desk *self, gconstpointer data)
{
  g_autoptr (FoyerRequest) request = NULL;
  gint64     n = query (self, "SELECT count(*) FROM patient");
  GtkWidget *window;

  give_phone (self);
  request = add_request (self, "Garcia", "Maria", FOYER_REQUEST_CATEGORY_MEDICAL);
  window = desk_present (foyer_request_patient_window_new (self->session, request));
  desk_wait (can_save, window);
  desk_click (window, "_Save");
  desk_click (window, "This Is the Same Person");
  desk_wait (desk_is_gone, window);
  g_assert_cmpint (query (self, "SELECT count(*) FROM patient"), ==, n);
  g_assert_cmpint (query (self, "SELECT patient_id FROM request"), ==, self->known_id);
}

static void
test_decline_needs_a_reason (Desk *self, gconstpointer data)
{
  g_autoptr (FoyerRequest) request =
      add_request (self, "Garcia", "M", FOYER_REQUEST_CATEGORY_MEDICAL);
  GtkWidget *dialog = desk_present (foyer_request_answer_dialog_new (
      self->session, request, 0, FOYER_REQUEST_DEED_DECLINE));

  gtk_widget_activate_action (dialog, "dialog.answer", NULL);
  g_assert_true (desk_says (dialog, "Say why"));
  desk_settle ();
  g_assert_cmpint (query (self, "SELECT count(*) FROM request WHERE state = 'open'"), ==,
                   1);

  desk_click (dialog, "Not treated at this clinic");
  foyer_choice_row_set_value (desk_find_row (dialog, "How the patient was told"),
                              FOYER_MEDIUM_EMAIL);
  desk_type (dialog, "What was said", "We do not treat this.");
  gtk_widget_activate_action (dialog, "dialog.answer", NULL);
  desk_wait (desk_is_gone, dialog);
  g_assert_cmpint (query (self, "SELECT count(*) FROM request WHERE state = 'declined' "
                                "AND reason = 'Not treated at this clinic'"),
                   ==, 1);
  g_assert_cmpint (query (self, "SELECT count(*) FROM communication WHERE medium = "
                                "'email' AND text = 'We do not treat this.'"),
                   ==, 1);
}

static void
test_declined_can_be_reopened (Desk *self, gconstpointer data)
{
  g_autoptr (FoyerRequest) request =
      add_request (self, "Garcia", "M", FOYER_REQUEST_CATEGORY_MEDICAL);
  g_autoptr (GError) error = NULL;
  GtkWidget *window;

  foyer_requests_decline (self->profile.db, self->profile.manager, id_of (request),
                          "Sent to a surgeon", NULL, &error);
  g_assert_no_error (error);
  window = desk_present_page (foyer_requests_page_new (self->session));
  desk_wait_says (window, "No Requests");
  gtk_toggle_button_set_active (desk_find_button (window, "All"), TRUE);
  desk_wait_says (window, "Sent to a surgeon");
  desk_click (window, "Reopen");
  desk_wait_says (window, "New");
  g_assert_cmpint (query (self, "SELECT count(*) FROM request WHERE state = 'open'"), ==,
                   1);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_asking_expects_a_referral (Desk *self, gconstpointer data)
{
  g_autoptr (FoyerRequest) request =
      add_request (self, "O’Brien", "Nils", FOYER_REQUEST_CATEGORY_MEDICAL);
  GtkWidget *dialog;

  attach (self, request, self->new_id);
  dialog = desk_present (foyer_request_answer_dialog_new (self->session, request, 0,
                                                          FOYER_REQUEST_DEED_ASK));
  /* A name that is nobody is not taken for a referrer. */
  desk_type (dialog, "Referrer, if known", "Dr. Nobody");
  gtk_widget_activate_action (dialog, "dialog.answer", NULL);
  g_assert_true (desk_says (dialog, "Choose somebody from the list"));
  desk_type (dialog, "Referrer, if known", "");
  gtk_widget_activate_action (dialog, "dialog.answer", NULL);
  desk_wait (desk_is_gone, dialog);
  g_assert_cmpint (query (self, "SELECT count(*) FROM referral JOIN request ON "
                                "request.referral_id = referral.id WHERE referral.state "
                                "= 'expected' AND request.state = 'awaiting-referral'"),
                   ==, 1);
  g_assert_cmpint (query (self, "SELECT count(*) FROM communication WHERE medium = "
                                "'phone' AND text LIKE '%referral%'"),
                   ==, 1);
}

static gboolean
has_slot (gpointer window)
{
  FoyerSlotList *slots = desk_find (window, FOYER_TYPE_SLOT_LIST);

  return slots != NULL && foyer_slot_list_get_slot (slots) != NULL &&
         desk_says (window, "in order");
}

static void
press_enter_on_time (GtkWidget *window)
{
  FoyerSlotList *slots = desk_find (window, FOYER_TYPE_SLOT_LIST);
  GtkListBox    *list = desk_find (slots, GTK_TYPE_LIST_BOX);

  g_assert_true (gtk_widget_activate (GTK_WIDGET (gtk_list_box_get_selected_row (list))));
}

static GtkWidget *
open_booking (Desk *self, FoyerRequest *request, gint64 service_id)
{
  GVariantDict draft;
  g_autoptr (GVariant) value = NULL;

  g_variant_dict_init (&draft, NULL);
  g_variant_dict_insert (&draft, "request", "x", id_of (request));
  g_variant_dict_insert (&draft, "patient", "x", request->patient_id);
  if (service_id != 0)
    g_variant_dict_insert (&draft, "service", "x", service_id);
  value = g_variant_ref_sink (g_variant_dict_end (&draft));

  return desk_present (foyer_booking_window_new (self->session, value));
}

static void
assert_booked_as_request (Desk *self)
{
  g_assert_cmpint (query (self, "SELECT count(*) FROM booking JOIN request ON "
                                "booking.uid = request.uid WHERE booking.state = "
                                "'booked' AND booking.channel = 'web' AND request.state "
                                "= 'booked'"),
                   ==, 1);
}

static void
test_booking_is_the_request (Desk *self, gconstpointer data)
{
  g_autoptr (FoyerRequest) request =
      add_request (self, "Garcia", "M", FOYER_REQUEST_CATEGORY_MEDICAL);
  GtkWidget *window;

  attach (self, request, self->known_id);
  window = open_booking (self, request, 0);
  desk_wait (has_slot, window);
  g_assert_true (desk_says (window, "Would like: Monday, Friday, in the morning"));
  press_enter_on_time (window);
  desk_wait (desk_is_gone, window);
  assert_booked_as_request (self);
  g_assert_cmpint (query (self, "SELECT count(*) FROM booking WHERE reason = 'A rash on "
                                "<i>both</i> arms'"),
                   ==, 1);
}

static gboolean
is_held (gpointer window)
{
  return desk_says (window, "is held for another");
}

/* A cosmetic visit is held until its deposit is there; the booking is still the request. */
static void
test_held_booking_is_the_request (Desk *self, gconstpointer data)
{
  g_autoptr (FoyerRequest) request =
      add_request (self, "Garcia", "M", FOYER_REQUEST_CATEGORY_COSMETIC);
  GtkWidget *window;

  attach (self, request, self->known_id);
  window = open_booking (self, request, self->cosmetic_id);
  desk_wait (has_slot, window);
  gtk_widget_activate_action (window, "booking.hold", NULL);
  desk_wait (is_held, window);
  g_assert_cmpint (query (self, "SELECT count(*) FROM request WHERE state = 'open'"), ==,
                   1);
  desk_wait (has_slot, window);
  desk_type (window, "Reference of the card terminal", "T-4711");
  desk_settle ();
  gtk_widget_activate_action (window, "booking.book", NULL);
  desk_wait (desk_is_gone, window);
  assert_booked_as_request (self);
  g_assert_cmpint (
      query (self, "SELECT count(*) FROM booking WHERE state IN ('held', 'booked')"), ==,
      1);
}

static gboolean
has_deposit (gpointer window)
{
  return has_slot (window) && desk_find_button (window, "Cash") != NULL;
}

/* The window is closed while the time is held: the request says so and goes on with it, and
 * so does who goes on with the hold itself. */
static void
test_hold_stays_with_the_request (Desk *self, gconstpointer data)
{
  g_autoptr (FoyerRequest) request =
      add_request (self, "Garcia", "M", FOYER_REQUEST_CATEGORY_COSMETIC);
  g_autoptr (GVariant) draft = NULL;
  GtkWidget   *window, *page;
  GVariantDict dict;

  attach (self, request, self->known_id);
  window = open_booking (self, request, self->cosmetic_id);
  desk_wait (has_slot, window);
  gtk_widget_activate_action (window, "booking.hold", NULL);
  desk_wait (is_held, window);
  gtk_window_close (GTK_WINDOW (window));
  desk_wait (desk_is_gone, window);

  page = desk_present_page (foyer_requests_page_new (self->session));
  desk_wait_says (page, "; held until ");
  g_assert_nonnull (desk_find_button (page, "Book the Held Time…"));
  gtk_window_destroy (GTK_WINDOW (page));

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "booking", "x",
                         query (self, "SELECT id FROM booking WHERE state = 'held'"));
  draft = g_variant_ref_sink (g_variant_dict_end (&dict));
  window = desk_present (foyer_booking_window_new (self->session, draft));
  desk_wait (has_deposit, window);
  gtk_toggle_button_set_active (desk_find_button (window, "Cash"), TRUE);
  gtk_widget_activate_action (window, "booking.book", NULL);
  desk_wait (desk_is_gone, window);
  assert_booked_as_request (self);
  g_assert_cmpint (query (self, "SELECT count(*) FROM booking WHERE state = 'held'"), ==,
                   0);
}

static void
test_by_phone (Desk *self, gconstpointer data)
{
  GtkWidget *window = desk_present (foyer_request_window_new (self->session));

  gtk_widget_activate_action (window, "request.save", NULL);
  g_assert_true (desk_says (window, "A family name or a given name is needed."));
  desk_type (window, "Family name", "Caller");
  gtk_widget_activate_action (window, "request.save", NULL);
  g_assert_true (desk_says (window, "A phone number or an e-mail address is needed"));
  desk_type (window, "Phone", "no number");
  gtk_widget_activate_action (window, "request.save", NULL);
  desk_settle ();
  g_assert_cmpint (query (self, "SELECT count(*) FROM request"), ==, 0);

  desk_type (window, "Phone", "(805) 555-0199");
  gtk_toggle_button_set_active (desk_find_button (window, "Tue"), TRUE);
  gtk_toggle_button_set_active (desk_find_button (window, "Afternoons"), TRUE);
  desk_type (window, "Message", "Has a question");
  gtk_widget_activate_action (window, "request.save", NULL);
  desk_wait (desk_is_gone, window);
  g_assert_cmpint (query (self,
                          "SELECT count(*) FROM request WHERE channel = 'phone' AND "
                          "preferred_days = 'tue' AND preferred_times = "
                          "'afternoon' AND family = 'Caller' AND message = 'Has a "
                          "question'"),
                   ==, 1);
}

static gboolean
is_hidden (gpointer badge)
{
  return !gtk_widget_get_visible (badge);
}

static void
test_badge_counts_what_is_open (Desk *self, gconstpointer data)
{
  g_autoptr (FoyerRequest) request =
      add_request (self, "Garcia", "M", FOYER_REQUEST_CATEGORY_MEDICAL);
  GtkWidget *badge = foyer_request_badge_new ();
  GtkWidget *window;

  foyer_request_badge_set_session (FOYER_REQUEST_BADGE (badge), self->session);
  window = desk_present_page (badge);
  desk_wait_says (window, "1");
  window = desk_present (foyer_request_answer_dialog_new (self->session, request, 0,
                                                          FOYER_REQUEST_DEED_DISMISS));
  desk_click (window, "Sent twice");
  gtk_widget_activate_action (window, "dialog.answer", NULL);
  desk_wait (desk_is_gone, window);
  desk_wait (is_hidden, badge);
  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (badge)));
}

#define ADD(path, func) g_test_add (path, Desk, NULL, desk_set_up, func, desk_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  foyer_ui_init ();

  ADD ("/requests/empty", test_empty_list_says_what_will_come);
  ADD ("/requests/list", test_list_shows_who_asks);
  ADD ("/requests/attach", test_attach_says_why_and_keeps_the_keyboard);
  ADD ("/requests/email-alone", test_email_alone_is_nobody);
  ADD ("/requests/next-step", test_next_step_follows_the_referral);
  ADD ("/requests/register", test_register_is_prefilled);
  ADD ("/requests/register-closes", test_register_closes_unasked);
  ADD ("/requests/register-duplicate", test_register_finds_the_duplicate);
  ADD ("/requests/decline", test_decline_needs_a_reason);
  ADD ("/requests/reopen", test_declined_can_be_reopened);
  ADD ("/requests/ask", test_asking_expects_a_referral);
  ADD ("/requests/book", test_booking_is_the_request);
  ADD ("/requests/book-held", test_held_booking_is_the_request);
  ADD ("/requests/hold-stays", test_hold_stays_with_the_request);
  ADD ("/requests/by-phone", test_by_phone);
  ADD ("/requests/badge", test_badge_counts_what_is_open);

  return g_test_run ();
}
