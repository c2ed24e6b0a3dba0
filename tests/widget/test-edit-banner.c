/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-bookings.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-edits.h"
#include "store/foyer-patients.h"
#include "store/foyer-referrals.h"
#include "store/foyer-referrers.h"
#include "store/foyer-requests.h"
#include "tests/widget/desk.h"
#include "ui/foyer-accept-dialog.h"
#include "ui/foyer-booking-window.h"
#include "ui/foyer-catalogue-kinds.h"
#include "ui/foyer-edit-banner.h"
#include "ui/foyer-patient-editor.h"
#include "ui/foyer-referral-detail.h"
#include "ui/foyer-referral-kind.h"
#include "ui/foyer-referrer-editor.h"
#include "ui/foyer-request-detail.h"
#include "ui/foyer-request-window.h"
#include "ui/foyer-slot-list.h"
#include "ui/foyer-ui.h"

#include <string.h>

/* Somebody at another desk: what they do comes as by sync. */
static void
tell_changed (Desk *desk, const char *kind)
{
  g_signal_emit_by_name (desk->store, "changed", (const char *[]){ kind, NULL });
}

/* Changes one field of a record, as @actor; NULL: as a sync does it. */
static void
change (Desk       *desk,
        FoyerUser  *actor,
        GType       type,
        gint64      id,
        const char *field,
        const char *value)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerSnapshot) now = foyer_edits_read (desk->profile.db, type, id, &error);
  FoyerDb *db = desk->profile.db;

  g_assert_no_error (error);
  foyer_field_set_text (foyer_snapshot_find_field (now, field), now->record, value);
  if (type == FOYER_TYPE_PATIENT)
    foyer_patients_save (db, actor, FOYER_PATIENT (now->record), &error);
  else if (type == FOYER_TYPE_REFERRAL)
    foyer_referrals_save (db, actor, FOYER_REFERRAL (now->record), &error);
  else if (type == FOYER_TYPE_REFERRER)
    foyer_referrers_save (db, actor, FOYER_REFERRER (now->record), &error);
  else if (type == FOYER_TYPE_PRACTICE)
    foyer_referrers_save_practice (db, actor, FOYER_PRACTICE (now->record), &error);
  else if (type == FOYER_TYPE_REQUEST)
    foyer_requests_update (db, actor, FOYER_REQUEST (now->record), &error);
  else
    foyer_catalogue_save (db, actor, now->record, &error);
  g_assert_no_error (error);
}

static GtkWidget *
find_choice (gpointer root, const char *part)
{
  GtkWidget *found = NULL;

  if (GTK_IS_CHECK_BUTTON (root) && gtk_check_button_get_child (root) != NULL)
    {
      GtkWidget *label = gtk_check_button_get_child (root);

      return GTK_IS_LABEL (label) &&
                     strstr (gtk_label_get_label (GTK_LABEL (label)), part) != NULL
                 ? root
                 : NULL;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_choice (child, part);

  return found;
}

typedef struct
{
  gpointer    root; /* (unowned) */
  const char *part; /* (unowned) */
} Wanted;

static gboolean
has_choice (gpointer data)
{
  Wanted *wanted = data;

  return find_choice (wanted->root, wanted->part) != NULL;
}

static void
wait_choice (gpointer root, const char *part)
{
  Wanted wanted = { root, part };

  desk_wait (has_choice, &wanted);
}

static gboolean
is_chosen (gpointer root, const char *part)
{
  return gtk_check_button_get_active (GTK_CHECK_BUTTON (find_choice (root, part)));
}

/* As the space bar does. */
static void
choose (gpointer root, const char *part)
{
  g_signal_emit_by_name (find_choice (root, part), "activate");
}

static char *
get_text (gpointer root, const char *title)
{
  char *text;

  g_object_get (desk_find_row (root, title), "text", &text, NULL);

  return text;
}

static void
assert_text (gpointer root, const char *title, const char *expected)
{
  g_autofree char *text = get_text (root, title);

  g_assert_cmpstr (text, ==, expected);
}

/* A room is the smallest form: a name, and whether it is in use. */
static GtkWidget *
open_room (Desk *desk, gint64 *out_id)
{
  g_autoptr (FoyerRoom) room = foyer_room_new ();
  g_autoptr (GError) error = NULL;

  foyer_set_text (&room->name, "Room 1");
  foyer_catalogue_save (desk->profile.db, desk->profile.manager, room, &error);
  g_assert_no_error (error);
  *out_id = foyer_record_get_id (FOYER_RECORD (room));

  return desk_present (
      GTK_WIDGET (foyer_record_editor_new (desk->session, &foyer_room_kind, room)));
}

static void
change_room (Desk *desk, gint64 id, const char *name)
{
  change (desk, NULL, FOYER_TYPE_ROOM, id, "name", name);
}

/* A form in which @mine was typed, when another desk stores @theirs. */
static GtkWidget *
open_changed_room (Desk *desk, gint64 *out_id, const char *mine, const char *theirs)
{
  GtkWidget *window = open_room (desk, out_id);

  desk_type (window, "Name on the Door", mine);
  change_room (desk, *out_id, theirs);
  tell_changed (desk, "room");

  return window;
}

static gint64
count_rooms (Desk *desk, const char *name)
{
  g_autofree char *sql =
      g_strdup_printf ("SELECT count (*) FROM room WHERE name = '%s'", name);

  return profile_query (&desk->profile, sql);
}

static void
test_untouched_takes_theirs (Desk *desk, gconstpointer data)
{
  gint64     id;
  GtkWidget *window = open_room (desk, &id);

  change_room (desk, id, "Room 2 & <b>");
  tell_changed (desk, "room");
  desk_wait_says (window, "another desk while you were editing: Name on the Door.");
  assert_text (window, "Name on the Door", "Room 2 & <b>");
  g_assert_null (find_choice (window, "Yours: "));

  /* It can be put away, and says the next one again. */
  g_signal_emit_by_name (
      desk_find (desk_find (window, FOYER_TYPE_EDIT_BANNER), GTK_TYPE_BUTTON), "clicked");
  change (desk, desk->profile.manager, FOYER_TYPE_ROOM, id, "name", "Room 3");
  tell_changed (desk, "room");
  desk_wait_says (window, desk->profile.manager->name);
  assert_text (window, "Name on the Door", "Room 3");

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_both_changed_is_a_choice (Desk *desk, gconstpointer data)
{
  gint64     id;
  GtkWidget *window = open_changed_room (desk, &id, "Mine", "Others");

  wait_choice (window, "Theirs: \u2068Others\u2069");
  g_assert_true (is_chosen (window, "Yours: \u2068Mine\u2069"));
  assert_text (window, "Name on the Door", "Mine");

  choose (window, "Theirs: ");
  assert_text (window, "Name on the Door", "Others");
  choose (window, "Yours: ");
  assert_text (window, "Name on the Door", "Mine");

  /* What is typed on is mine, and what comes next is theirs. */
  desk_type (window, "Name on the Door", "Mine again");
  g_assert_true (is_chosen (window, "Yours: \u2068Mine again\u2069"));
  change_room (desk, id, "Others again");
  tell_changed (desk, "room");
  wait_choice (window, "Theirs: \u2068Others again\u2069");
  g_assert_true (is_chosen (window, "Yours: \u2068Mine again\u2069"));

  desk_click (window, "_Save");
  desk_wait (desk_is_gone, window);
  g_assert_cmpint (count_rooms (desk, "Mine again"), ==, 1);
}

/* Tab reaches the choice, and an arrow makes it; a screen reader says which field it is of. */
static void
test_choice_by_keyboard (Desk *desk, gconstpointer data)
{
  gint64     id;
  GtkWidget *window = open_changed_room (desk, &id, "Mine", "Others");
  GtkWidget *yours, *theirs;
  gboolean   is_reached = FALSE;

  wait_choice (window, "Theirs: \u2068Others\u2069");
  desk_settle ();
  yours = find_choice (window, "Yours: ");
  theirs = find_choice (window, "Theirs: ");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (theirs),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Name on the Door. Theirs: \u2068Others\u2069");
  for (guint i = 0; i < 20 && !is_reached; i++)
    {
      gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD);
      is_reached = gtk_window_get_focus (GTK_WINDOW (window)) == yours;
    }
  g_assert_true (is_reached);
  gtk_widget_child_focus (window, GTK_DIR_DOWN);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == theirs);
  g_assert_true (is_chosen (window, "Theirs: "));
  assert_text (window, "Name on the Door", "Others");

  gtk_window_destroy (GTK_WINDOW (window));
}

/* Whoever closes the form does not wait for the answer. */
static void
test_closed_meanwhile (Desk *desk, gconstpointer data)
{
  gint64     id;
  GtkWidget *window = open_changed_room (desk, &id, "Mine", "Others");

  gtk_window_destroy (GTK_WINDOW (window));
  desk_settle ();
}

static void
test_theirs_once_chosen_follows (Desk *desk, gconstpointer data)
{
  gint64     id;
  GtkWidget *window = open_changed_room (desk, &id, "Mine", "Others");

  wait_choice (window, "Theirs: \u2068Others\u2069");
  choose (window, "Theirs: ");
  change_room (desk, id, "Others later");
  tell_changed (desk, "room");
  wait_choice (window, "Theirs: \u2068Others later\u2069");
  g_assert_true (is_chosen (window, "Theirs: "));
  assert_text (window, "Name on the Door", "Others later");

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_same_value_is_no_choice (Desk *desk, gconstpointer data)
{
  gint64     id;
  GtkWidget *window = open_changed_room (desk, &id, "Agreed", "Agreed");

  desk_settle ();
  g_assert_false (desk_says (window, "while you were editing"));
  desk_click (window, "_Save");
  desk_wait (desk_is_gone, window);
}

/* It arrives after the last look: the save is refused, and nothing is lost. */
static void
test_change_before_the_save (Desk *desk, gconstpointer data)
{
  gint64     id;
  GtkWidget *window = open_room (desk, &id);

  desk_type (window, "Name on the Door", "Mine");
  change_room (desk, id, "Others");
  desk_click (window, "_Save");
  wait_choice (window, "Theirs: \u2068Others\u2069");
  desk_wait_says (window, "Nothing was saved yet; save again.");
  g_assert_cmpint (count_rooms (desk, "Others"), ==, 1);
  assert_text (window, "Name on the Door", "Mine");

  desk_click (window, "_Save");
  desk_wait (desk_is_gone, window);
  g_assert_cmpint (count_rooms (desk, "Mine"), ==, 1);
}

static void
test_removed_elsewhere (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerHoliday) holiday = foyer_holiday_new ();
  g_autoptr (GError) error = NULL;
  GtkWidget *window;

  foyer_set_text (&holiday->date, "2026-12-25");
  foyer_catalogue_save (desk->profile.db, desk->profile.manager, holiday, &error);
  g_assert_no_error (error);
  window = desk_present (
      GTK_WIDGET (foyer_record_editor_new (desk->session, &foyer_holiday_kind, holiday)));
  desk_type (window, "Name", "Christmas");
  foyer_catalogue_remove (desk->profile.db, desk->profile.manager, holiday, &error);
  g_assert_no_error (error);
  tell_changed (desk, "holiday");
  desk_wait_says (window, "while you were editing. What you typed is still here");
  assert_text (window, "Name", "Christmas");

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_service_names_its_values (Desk *desk, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerService) service = foyer_catalogue_get (
      desk->profile.db, FOYER_TYPE_SERVICE, desk->cosmetic_id, &error);
  GtkWidget *window = desk_present (
      GTK_WIDGET (foyer_record_editor_new (desk->session, &foyer_service_kind, service)));

  desk_type (window, "Price", "150");
  g_object_set (desk_find_row (window, "Colour on the Schedule"), "value", (gint64) 2,
                NULL);
  service->price_minor = 20000;
  service->needs_room = TRUE;
  foyer_set_text (&service->colour, "#e66100");
  foyer_catalogue_save (desk->profile.db, NULL, service, &error);
  g_assert_no_error (error);
  tell_changed (desk, "service");
  wait_choice (window, "Theirs: \u2068$200.00\u2069");
  g_assert_true (is_chosen (window, "Yours: \u2068$150.00\u2069"));
  g_assert_true (is_chosen (window, "Yours: \u2068Green\u2069"));
  choose (window, "Theirs: \u2068Orange\u2069");
  desk_click (window, "_Save");
  desk_wait (desk_is_gone, window);
  g_assert_cmpint (profile_query (&desk->profile,
                                  "SELECT count (*) FROM service WHERE needs_room AND "
                                  "colour = '#e66100' AND price_minor = 15000"),
                   ==, 1);
}

static void
test_clinician_hours (Desk *desk, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerClinician) clinician = foyer_catalogue_get (
      desk->profile.db, FOYER_TYPE_CLINICIAN, desk->clinician_id, &error);
  g_autoptr (FoyerSnapshot) theirs = NULL;
  GtkWidget *window = desk_present (GTK_WIDGET (
      foyer_record_editor_new (desk->session, &foyer_clinician_kind, clinician)));

  desk_settle ();
  desk_type (window, "Specialty", "Moles");
  theirs = foyer_edits_read (desk->profile.db, FOYER_TYPE_CLINICIAN, desk->clinician_id,
                             &error);
  FOYER_WORKING_HOURS (theirs->hours->pdata[0])->end_minute = 13 * 60;
  foyer_catalogue_save_hours (desk->profile.db, NULL, desk->clinician_id, theirs->hours,
                              &error);
  g_assert_no_error (error);
  tell_changed (desk, "working_hours");
  desk_wait_says (window, "while you were editing: Weekly hours.");
  desk_click (window, "_Save");
  desk_wait (desk_is_gone, window);
  g_assert_cmpint (profile_query (&desk->profile,
                                  "SELECT count (*) FROM clinician JOIN working_hours ON "
                                  "clinician.id = clinician_id WHERE specialty = 'Moles' "
                                  "AND end_minute = 780"),
                   ==, 1);
}

static void
saved_cb (gpointer editor, gint64 id, gint64 *out_id)
{
  *out_id = id;
}

static gboolean
is_saved (gpointer data)
{
  return *(gint64 *) data != 0;
}

static void
test_patient_phones (Desk *desk, gconstpointer data)
{
  GtkWidget *editor = foyer_patient_editor_new (desk->session);
  GtkWidget *window = adw_window_new ();
  g_autoptr (FoyerPatient) theirs = NULL;
  g_autoptr (GError) error = NULL;
  FoyerPatientPhone *phone = foyer_patient_phone_new ();
  gint64             saved = 0;

  g_signal_connect (editor, "saved", G_CALLBACK (saved_cb), &saved);
  adw_window_set_content (ADW_WINDOW (window), editor);
  desk_present (window);
  foyer_patient_editor_edit (FOYER_PATIENT_EDITOR (editor), desk->known_id);
  desk_wait_row (window, "Phone");
  desk_type (window, "Phone", "(805) 555-0100");
  desk_type (window, "City", "Ojai");

  theirs = foyer_patients_get (desk->profile.db, desk->known_id, &error);
  foyer_set_text (&phone->number, "(805) 555-0142");
  g_ptr_array_add (theirs->phones, phone);
  foyer_set_text (&theirs->insurance, "Elsewhere Mutual");
  foyer_patients_save (desk->profile.db, NULL, theirs, &error);
  g_assert_no_error (error);
  tell_changed (desk, "patient_phone");
  wait_choice (window, "Theirs: \u2068(805) 555-0142");
  g_assert_true (is_chosen (window, "Yours: \u2068(805) 555-0100"));
  desk_wait_says (window, "while you were editing: Phones, Insurance.");
  choose (window, "Theirs: ");
  assert_text (window, "Phone", "(805) 555-0142");
  desk_click (window, "_Save");
  desk_wait (is_saved, &saved);
  g_assert_cmpint (profile_query (&desk->profile,
                                  "SELECT count (*) FROM patient JOIN patient_phone ON "
                                  "patient.id = patient_id WHERE city = 'Ojai' AND "
                                  "insurance = 'Elsewhere Mutual' AND "
                                  "patient_phone.number = '(805) 555-0142'"),
                   ==, 1);

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_patient_undo_shows_theirs (Desk *desk, gconstpointer data)
{
  GtkWidget *editor = foyer_patient_editor_new (desk->session);
  GtkWidget *window = adw_window_new ();

  adw_window_set_content (ADW_WINDOW (window), editor);
  desk_present (window);
  foyer_patient_editor_edit (FOYER_PATIENT_EDITOR (editor), desk->known_id);
  desk_wait_row (window, "Phone");
  desk_type (window, "City", "Ojai");
  change (desk, NULL, FOYER_TYPE_PATIENT, desk->known_id, "city", "Ventura");
  tell_changed (desk, "patient");
  wait_choice (window, "Theirs: \u2068Ventura\u2069");
  desk_click (window, "_Undo");
  assert_text (window, "City", "Ventura");
  g_assert_null (find_choice (window, "Theirs: "));
  g_assert_false (foyer_patient_editor_is_changed (FOYER_PATIENT_EDITOR (editor)));

  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
can_save (gpointer window)
{
  return gtk_widget_is_sensitive (desk_find_button (window, "_Save"));
}

static void
test_referrer_and_practice (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerPractice) practice = foyer_practice_new ();
  g_autoptr (FoyerReferrer) referrer = foyer_referrer_new ();
  g_autoptr (GError) error = NULL;
  GtkWidget *window;
  gint64     practice_id;

  foyer_set_text (&practice->name, "Coast Health");
  foyer_referrers_save_practice (desk->profile.db, desk->profile.manager, practice,
                                 &error);
  g_assert_no_error (error);
  practice_id = foyer_record_get_id (FOYER_RECORD (practice));
  foyer_set_text (&referrer->family, "Okafor");
  referrer->practice_id = practice_id;
  foyer_referrers_save (desk->profile.db, desk->profile.manager, referrer, &error);
  g_assert_no_error (error);

  window = desk_present (GTK_WIDGET (foyer_referrer_editor_new (
      desk->session, foyer_record_get_id (FOYER_RECORD (referrer)), NULL)));
  desk_wait (can_save, window);
  desk_type (window, "Specialty", "Family medicine");
  desk_type (window, "Name of the Practice", "Coast Health West");
  change (desk, NULL, FOYER_TYPE_REFERRER, foyer_record_get_id (FOYER_RECORD (referrer)),
          "specialty", "Pediatrics");
  change (desk, NULL, FOYER_TYPE_PRACTICE, practice_id, "name", "Coast Health East");
  tell_changed (desk, "referrer");
  tell_changed (desk, "practice");
  wait_choice (window, "Theirs: \u2068Pediatrics\u2069");
  wait_choice (window, "Theirs: \u2068Coast Health East\u2069");
  choose (window, "Theirs: \u2068Coast Health East\u2069");
  desk_click (window, "_Save");
  desk_wait (desk_is_gone, window);
  g_assert_cmpint (profile_query (&desk->profile,
                                  "SELECT count (*) FROM referrer JOIN practice ON "
                                  "practice.id = practice_id WHERE specialty = 'Family "
                                  "medicine' AND name = 'Coast Health East'"),
                   ==, 1);
}

static FoyerReferral *
get_referral (Desk *desk, gint64 id, FoyerReferralRow **out_row)
{
  g_autoptr (GError) error = NULL;

  *out_row = foyer_referrals_get (desk->profile.db, id, &error);
  g_assert_no_error (error);

  return (*out_row)->referral;
}

static void
test_referral_details (Desk *desk, gconstpointer data)
{
  gint64 id = desk_add_referral (desk, desk->new_id, FALSE);
  g_autoptr (FoyerReferralRow) row = NULL;
  FoyerReferral *referral = get_referral (desk, id, &row);
  GtkWidget     *window = desk_present (GTK_WIDGET (
          foyer_record_editor_new (desk->session, &foyer_referral_kind, referral)));

  /* A letter of tomorrow is refused. */
  desk_type (window, "Date on the letter", "2099-01-01");
  desk_click (window, "_Save");
  desk_wait_says (window, "This day has not come yet.");
  desk_type (window, "Date on the letter", "");

  desk_type (window, "Number of the insurer’s authorisation", "A-1");
  change (desk, NULL, FOYER_TYPE_REFERRAL, id, "authorisation-number", "A-2");
  tell_changed (desk, "referral");
  wait_choice (window, "Theirs: \u2068A-2\u2069");
  desk_wait_says (window, "editing: Number of the insurer’s authorisation.");
  desk_type (window, "Body site", "Left arm");
  desk_click (window, "_Save");
  desk_wait (desk_is_gone, window);
  g_assert_cmpint (profile_query (&desk->profile,
                                  "SELECT count (*) FROM referral WHERE body_site = "
                                  "'Left arm' AND authorisation_number = 'A-1'"),
                   ==, 1);
}

static gboolean
is_ready (gpointer window)
{
  GtkWidget *button = desk_find_button (window, "Accept");

  return button != NULL && gtk_widget_is_sensitive (button);
}

static void
test_acceptance (Desk *desk, gconstpointer data)
{
  gint64 id = desk_add_referral (desk, desk->new_id, FALSE);
  g_autoptr (FoyerReferralRow) row = NULL;
  GtkWidget *window;

  get_referral (desk, id, &row);
  window = desk_present (foyer_accept_dialog_new (desk->session, row));
  desk_wait (is_ready, window);
  desk_type (window, "Instructions for the desk (optional)", "Call first");
  change (desk, NULL, FOYER_TYPE_REFERRAL, id, "desk-instructions", "Write first");
  tell_changed (desk, "referral");
  wait_choice (window, "Theirs: \u2068Write first\u2069");
  choose (window, "Theirs: ");

  /* Something else changes in the moment of accepting. */
  change (desk, NULL, FOYER_TYPE_REFERRAL, id, "body-site", "Left arm");
  gtk_widget_activate_action (window, "dialog.step", NULL);
  desk_wait_says (window, "Nothing was saved yet");
  desk_wait (is_ready, window);
  gtk_widget_activate_action (window, "dialog.step", NULL);
  desk_wait (desk_is_gone, window);
  g_assert_cmpint (profile_query (&desk->profile,
                                  "SELECT count (*) FROM referral WHERE state = "
                                  "'accepted' AND body_site = 'Left arm' AND "
                                  "desk_instructions = 'Write first'"),
                   ==, 1);
}

static gboolean
can_move (gpointer window)
{
  GtkWidget *slots = desk_find (window, FOYER_TYPE_SLOT_LIST);

  return slots != NULL && foyer_slot_list_get_slot (FOYER_SLOT_LIST (slots)) != NULL;
}

/* A visit is moved by two at the same time: nobody's time is overwritten unseen. */
static void
test_booking (Desk *desk, gconstpointer data)
{
  gint64 id = desk_add_booking (desk, desk->known_id, desk->follow_up_id, FALSE);
  g_autoptr (FoyerBookingRow) row = NULL;
  g_autoptr (GVariant) draft = NULL;
  g_autoptr (GError) error = NULL;
  FoyerBookingRequest elsewhere = { .booking_id = id };
  GVariantDict        dict;
  GtkWidget          *window;
  gint64              start_at;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "booking", "x", id);
  draft = g_variant_ref_sink (g_variant_dict_end (&dict));
  window = desk_present (foyer_booking_window_new (desk->session, draft));
  desk_wait (can_move, window);
  adw_expander_row_set_expanded (desk_find (window, ADW_TYPE_EXPANDER_ROW), TRUE);
  desk_settle ();
  desk_type (window, "Note for staff", "Mine");

  row = foyer_bookings_get (desk->profile.db, id, &error);
  g_assert_no_error (error);
  start_at = row->booking->start_at + FOYER_HOUR_SECONDS;
  elsewhere.start_at = start_at;
  elsewhere.note = "Theirs";
  foyer_bookings_move (desk->profile.db, desk->profile.manager, &elsewhere, NULL, &error);
  g_assert_no_error (error);
  tell_changed (desk, "booking");
  wait_choice (window, "Theirs: \u2068Theirs\u2069");
  desk_wait_says (window, "while you were editing: Note for staff, Begins, Ends.");
  g_assert_true (is_chosen (window, "Yours: \u2068Mine\u2069"));

  gtk_window_destroy (GTK_WINDOW (window));
  desk_settle ();
  g_clear_object (&row);
  row = foyer_bookings_get (desk->profile.db, id, &error);
  g_assert_cmpint (row->booking->start_at, ==, start_at);
}

static FoyerRequest *
add_request (Desk *desk, FoyerChannel channel)
{
  FoyerRequest *request = foyer_request_new ();
  g_autoptr (GError) error = NULL;

  request->channel = channel;
  foyer_set_text (&request->family, "Garcai");
  foyer_set_text (&request->phone, "(805) 555-0142");
  foyer_set_text (&request->preferred_days, "mon fri");
  foyer_set_text (&request->message, "A rash");
  foyer_requests_add (desk->profile.db, desk->profile.manager, request, &error);
  g_assert_no_error (error);

  return request;
}

static void
test_request (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerRequest) request = add_request (desk, FOYER_CHANNEL_PHONE);
  gint64     id = foyer_record_get_id (FOYER_RECORD (request));
  GtkWidget *window =
      desk_present (foyer_request_window_new_edit (desk->session, request));

  desk_type (window, "Family name", "Garcia");
  desk_type (window, "Message", "A rash on both arms");
  gtk_toggle_button_set_active (desk_find_button (window, "Tue"), TRUE);
  change (desk, NULL, FOYER_TYPE_REQUEST, id, "preferred-days", "wed");
  change (desk, NULL, FOYER_TYPE_REQUEST, id, "email", "maria@example.org");
  tell_changed (desk, "request");
  wait_choice (window, "Theirs: \u2068Wed\u2069");
  g_assert_true (is_chosen (window, "Yours: \u2068Mon, Tue, Fri\u2069"));
  choose (window, "Theirs: ");
  g_assert_false (gtk_toggle_button_get_active (desk_find_button (window, "Tue")));
  gtk_widget_activate_action (window, "request.save", NULL);
  desk_wait (desk_is_gone, window);
  g_assert_cmpint (profile_query (&desk->profile,
                                  "SELECT count (*) FROM request WHERE family = 'Garcia' "
                                  "AND preferred_days = 'wed' AND email = "
                                  "'maria@example.org' AND message = 'A rash on both "
                                  "arms'"),
                   ==, 1);
}

static void
test_request_of_the_web_stays_readable (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerRequest) request = add_request (desk, FOYER_CHANNEL_WEB);
  gint64     id = foyer_record_get_id (FOYER_RECORD (request));
  GtkWidget *edit = desk_present (foyer_request_window_new_edit (desk->session, request));
  GtkWidget *window = adw_window_new ();
  GtkWidget *detail = foyer_request_detail_new (desk->session);

  desk_type (edit, "Family name", "Garcia");
  gtk_widget_activate_action (edit, "request.save", NULL);
  desk_wait (desk_is_gone, edit);

  adw_window_set_content (ADW_WINDOW (window), detail);
  desk_present (window);
  foyer_detail_show (FOYER_DETAIL (detail), id);
  desk_wait_says (window, "Family name: Garcai → Garcia");
  g_assert_true (desk_says (window, desk->profile.manager->name));
  g_assert_true (desk_says (window, "A rash"));

  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
has_window (gpointer data)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (g_strcmp0 (gtk_window_get_title (GTK_WINDOW (l->data)), data) == 0)
      {
        gtk_window_destroy (GTK_WINDOW (l->data));
        return TRUE;
      }

  return FALSE;
}

static void
test_details_open_the_form (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerRequest) request = add_request (desk, FOYER_CHANNEL_PHONE);
  GtkWidget *detail = foyer_request_detail_new (desk->session);
  GtkWidget *referral = foyer_referral_detail_new (desk->session);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *window = adw_window_new ();

  gtk_box_append (GTK_BOX (box), detail);
  gtk_box_append (GTK_BOX (box), referral);
  adw_window_set_content (ADW_WINDOW (window), box);
  desk_present (window);
  foyer_detail_show (FOYER_DETAIL (detail), foyer_record_get_id (FOYER_RECORD (request)));
  foyer_referral_detail_show (FOYER_REFERRAL_DETAIL (referral),
                              desk_add_referral (desk, desk->new_id, FALSE));
  desk_wait_says (window, "A rash");
  desk_wait_says (window, "Psoriasis");
  gtk_widget_activate_action (detail, "request.edit", NULL);
  desk_wait (has_window, (gpointer) "Edit Request");
  gtk_widget_activate_action (referral, "referral.edit", NULL);
  desk_wait (has_window, (gpointer) "Edit Referral");

  gtk_window_destroy (GTK_WINDOW (window));
}

#define ADD(path, func)                                                                  \
  g_test_add ("/edit-banner/" path, Desk, NULL, desk_set_up, func, desk_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  foyer_ui_init ();

  ADD ("untouched-takes-theirs", test_untouched_takes_theirs);
  ADD ("both-changed-is-a-choice", test_both_changed_is_a_choice);
  ADD ("choice-by-keyboard", test_choice_by_keyboard);
  ADD ("closed-meanwhile", test_closed_meanwhile);
  ADD ("theirs-once-chosen-follows", test_theirs_once_chosen_follows);
  ADD ("same-value-is-no-choice", test_same_value_is_no_choice);
  ADD ("change-before-the-save", test_change_before_the_save);
  ADD ("removed-elsewhere", test_removed_elsewhere);
  ADD ("service-names-its-values", test_service_names_its_values);
  ADD ("clinician-hours", test_clinician_hours);
  ADD ("patient-phones", test_patient_phones);
  ADD ("patient-undo-shows-theirs", test_patient_undo_shows_theirs);
  ADD ("referrer-and-practice", test_referrer_and_practice);
  ADD ("referral-details", test_referral_details);
  ADD ("acceptance", test_acceptance);
  ADD ("booking", test_booking);
  ADD ("request", test_request);
  ADD ("details-open-the-form", test_details_open_the_form);
  ADD ("request-of-the-web-stays-readable", test_request_of_the_web_stays_readable);

  return g_test_run ();
}
