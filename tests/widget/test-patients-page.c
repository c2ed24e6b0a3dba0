/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-communications.h"
#include "store/foyer-patients.h"
#include "tests/widget/desk.h"
#include "ui/foyer-patient-editor.h"
#include "ui/foyer-patient-finder-row.h"
#include "ui/foyer-patient-finder.h"
#include "ui/foyer-patient-view.h"
#include "ui/foyer-patients-page.h"
#include "ui/foyer-ui.h"

#include <string.h>

static GtkWidget *
present (GtkWidget *child)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *toasts = adw_toast_overlay_new ();

  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), child);
  adw_window_set_content (ADW_WINDOW (window), toasts);
  gtk_window_set_default_size (GTK_WINDOW (window), 1166, 700);

  return desk_present (window);
}

static GtkWidget *
open_page (Desk *desk, GtkWidget **out_page)
{
  *out_page = foyer_patients_page_new (desk->session);

  return present (*out_page);
}

static gint64
count_patients (Desk *desk)
{
  return profile_query (&desk->profile, "SELECT count (*) FROM patient");
}

typedef struct
{
  Desk  *desk; /* (unowned) */
  gint64 n;
} Count;

static gboolean
has_patients (gpointer data)
{
  Count *count = data;

  return count_patients (count->desk) == count->n;
}

static void
wait_for_patients (Desk *desk, gint64 n)
{
  Count count = { desk, n };

  desk_wait (has_patients, &count);
}

static void
save_patient (Desk *desk, const char *family, const char *given, const char *birth_date)
{
  g_autoptr (FoyerPatient) patient = foyer_patient_new ();
  g_autoptr (GError) error = NULL;

  foyer_set_text (&patient->family, family);
  foyer_set_text (&patient->given, given);
  foyer_set_text (&patient->birth_date, birth_date);
  foyer_patients_save (desk->profile.db, desk->profile.manager, patient, &error);
  g_assert_no_error (error);
}

static void
picked_cb (FoyerPatientFinder *finder, gint64 id, gint64 *out_id)
{
  *out_id = id;
}

static gboolean
is_picked (gpointer data)
{
  return *(gint64 *) data != 0;
}

static void
test_finder_newest_query_wins (Desk *desk, gconstpointer data)
{
  GtkWidget *finder, *window;
  gint64     picked = 0;

  save_patient (desk, "O’Brien & Söhne <b>", "Zoë", "1984-03-12");
  finder = foyer_patient_finder_new (desk->session);
  window = present (finder);
  g_signal_connect (finder, "picked", G_CALLBACK (picked_cb), &picked);

  for (guint i = 0; i < 20; i++)
    foyer_patient_finder_set_text (FOYER_PATIENT_FINDER (finder), i % 2 ? "zzz" : "a");
  foyer_patient_finder_set_text (FOYER_PATIENT_FINDER (finder), "obrien");
  /* Enter before the answer waits for it, and takes nobody of an older one. */
  g_signal_emit_by_name (desk_find (finder, GTK_TYPE_SEARCH_ENTRY), "activate");
  desk_wait (is_picked, &picked);
  g_assert_cmpint (
      picked, ==,
      profile_query (&desk->profile, "SELECT id FROM patient WHERE given = 'Zoë'"));
  desk_wait_says (finder, "O’Brien & Söhne <b>, Zoë");
  g_assert_true (desk_says (finder, "1984"));

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_finder_offers_to_register (Desk *desk, gconstpointer data)
{
  GtkWidget *finder = foyer_patient_finder_new (desk->session);
  GtkWidget *window = present (finder);

  foyer_patient_finder_set_text (FOYER_PATIENT_FINDER (finder), "Qwx & <i>");
  desk_wait_says (finder, "Nobody Found for “Qwx & <i>”");
  g_assert_true (desk_says (finder, "Register “Qwx & <i>”…"));

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_page_shows_a_record (Desk *desk, gconstpointer data)
{
  GtkWidget *page, *window = open_page (desk, &page);

  foyer_patients_page_open (FOYER_PATIENTS_PAGE (page), desk->known_id);
  desk_click (page, "_Edit");

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_page_shows_what_was_said (Desk *desk, gconstpointer data)
{
  g_autoptr (FoyerCommunication) call = foyer_communication_new ();
  g_autoptr (GError) error = NULL;
  GtkWidget *page, *window;

  call->patient_id = desk->known_id;
  call->medium = FOYER_MEDIUM_LETTER;
  call->outcome = FOYER_CONTACT_OUTCOME_TOLD;
  foyer_set_text (&call->text, "Bring the <b>referral</b> & the card.");
  foyer_communications_add (desk->profile.db, desk->profile.manager, call, &error);
  g_assert_no_error (error);

  window = open_page (desk, &page);
  foyer_patients_page_open (FOYER_PATIENTS_PAGE (page), desk->known_id);
  desk_wait_says (page, "By letter");
  g_assert_true (desk_says (page, "Told"));
  g_assert_true (desk_says (page, "Bring the <b>referral</b> & the card."));
  g_assert_true (desk_says (page, desk->profile.manager->name));

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_register_asks_for_one_more_fact (Desk *desk, gconstpointer data)
{
  const gint64 before = count_patients (desk);
  GtkWidget   *page, *window = open_page (desk, &page);

  foyer_patients_page_register (FOYER_PATIENTS_PAGE (page), "ada quill");
  desk_wait_row (page, "Phone");
  desk_click (page, "_Save");
  desk_wait_says (page, "One more fact is needed");
  g_assert_cmpint (count_patients (desk), ==, before);

  desk_type (page, "Date of Birth", "1984-02-30");
  desk_click (page, "_Save");
  desk_wait_says (page, "There is no such date");

  desk_type (page, "Date of Birth", "1984-02-29");
  desk_click (page, "_Save");
  wait_for_patients (desk, before + 1);
  g_assert_cmpint (profile_query (&desk->profile,
                                  "SELECT count (*) FROM patient WHERE family = 'Quill' "
                                  "AND given = 'Ada' AND birth_date = '1984-02-29'"),
                   ==, 1);

  gtk_window_destroy (GTK_WINDOW (window));
}

/* What was said of the pair follows the patient, whose id it needs. */
static gboolean
pair_is_kept (gpointer data)
{
  return profile_query (&((Desk *) data)->profile,
                        "SELECT count (*) FROM not_same_person") == 1;
}

static void
test_register_compares_first (Desk *desk, gconstpointer data)
{
  GtkWidget *page, *window;
  gint64     before;

  save_patient (desk, "Quill", "Ada", "1984-03-12");
  before = count_patients (desk);
  window = open_page (desk, &page);
  foyer_patients_page_register (FOYER_PATIENTS_PAGE (page), "Ada Quill");
  desk_wait_row (page, "Phone");
  desk_type (page, "Date of Birth", "1984-03-12");
  desk_click (page, "_Save");
  desk_wait_says (page, "Agrees: family name, given name, date of birth");
  g_assert_cmpint (count_patients (desk), ==, before);

  desk_click (page, "Not the Same Person");
  wait_for_patients (desk, before + 1);
  desk_wait (pair_is_kept, desk);

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_twins_are_not_asked_about (Desk *desk, gconstpointer data)
{
  GtkWidget *page, *window;
  gint64     before;

  save_patient (desk, "Quill", "Ada", "2014-03-12");
  before = count_patients (desk);
  window = open_page (desk, &page);
  foyer_patients_page_register (FOYER_PATIENTS_PAGE (page), "Bruno Quill");
  desk_wait_row (page, "Phone");
  desk_type (page, "Date of Birth", "2014-03-12");
  desk_click (page, "_Save");
  wait_for_patients (desk, before + 1);

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_edit_keeps_what_was_typed (Desk *desk, gconstpointer data)
{
  GtkWidget *page, *window = open_page (desk, &page);
  g_autoptr (FoyerPatient) elsewhere = NULL;
  g_autoptr (GError) error = NULL;

  foyer_patients_page_open (FOYER_PATIENTS_PAGE (page), desk->known_id);
  desk_click (page, "_Edit");
  desk_wait_row (page, "Phone");
  desk_type (page, "City", "Ojai");

  /* A refusal stands beside the field. */
  desk_type (page, "E-mail", "nobody");
  desk_click (page, "_Save");
  desk_wait_says (page, "This is no e-mail address.");

  /* Somebody else changes the record meanwhile. */
  elsewhere = foyer_patients_get (desk->profile.db, desk->known_id, &error);
  g_assert_no_error (error);
  foyer_set_text (&elsewhere->insurance, "Elsewhere Mutual");
  foyer_patients_save (desk->profile.db, desk->profile.manager, elsewhere, &error);
  g_assert_no_error (error);
  g_signal_emit_by_name (desk->store, "changed", (const char *[]){ "patient", NULL });
  desk_wait_says (page, "while you were editing: Insurance.");

  desk_type (page, "E-mail", "ada@example.org");
  desk_click (page, "_Save");
  desk_wait_says (window, "The record has been saved.");
  g_assert_cmpint (
      profile_query (&desk->profile,
                     "SELECT count (*) FROM patient WHERE city = 'Ojai' AND "
                     "insurance = 'Elsewhere Mutual' AND email = 'ada@example.org'"),
      ==, 1);

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_phones_are_checked (Desk *desk, gconstpointer data)
{
  GtkWidget *page, *window = open_page (desk, &page);

  foyer_patients_page_register (FOYER_PATIENTS_PAGE (page), "Ada Quill");
  desk_wait_row (page, "Phone");
  desk_type (page, "Phone", "ring me");
  desk_click (page, "_Save");
  desk_wait_says (page, "This cannot be dialled.");

  desk_type (page, "Phone", "(805) 555-0142");
  desk_click (page, "_Save");
  desk_wait_says (window, "The record has been saved.");
  g_assert_cmpint (profile_query (&desk->profile,
                                  "SELECT count (*) FROM patient_phone WHERE digits LIKE "
                                  "'%8055550142'"),
                   ==, 1);

  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_undo_takes_typing_back (Desk *desk, gconstpointer data)
{
  GtkWidget *page, *window = open_page (desk, &page);
  gpointer   editor;

  foyer_patients_page_open (FOYER_PATIENTS_PAGE (page), desk->known_id);
  desk_click (page, "_Edit");
  desk_wait_row (page, "Phone");
  editor = desk_find (page, FOYER_TYPE_PATIENT_EDITOR);
  g_assert_false (foyer_patient_editor_is_changed (editor));
  desk_type (page, "City", "Ojai");
  g_assert_true (foyer_patient_editor_is_changed (editor));
  desk_click (page, "_Undo");
  g_assert_false (foyer_patient_editor_is_changed (editor));

  gtk_window_destroy (GTK_WINDOW (window));
}

#define ADD(path, func)                                                                  \
  g_test_add ("/patients-page/" path, Desk, NULL, desk_set_up, func, desk_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  foyer_ui_init ();

  ADD ("finder-newest-query-wins", test_finder_newest_query_wins);
  ADD ("finder-offers-to-register", test_finder_offers_to_register);
  ADD ("shows-a-record", test_page_shows_a_record);
  ADD ("shows-what-was-said", test_page_shows_what_was_said);
  ADD ("register-asks-for-one-more-fact", test_register_asks_for_one_more_fact);
  ADD ("register-compares-first", test_register_compares_first);
  ADD ("twins-are-not-asked-about", test_twins_are_not_asked_about);
  ADD ("edit-keeps-what-was-typed", test_edit_keeps_what_was_typed);
  ADD ("phones-are-checked", test_phones_are_checked);
  ADD ("undo-takes-typing-back", test_undo_takes_typing_back);

  return g_test_run ();
}
