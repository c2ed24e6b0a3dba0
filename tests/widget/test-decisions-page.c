/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-bookings.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-conflicts.h"
#include "tests/widget/desk.h"
#include "ui/foyer-decisions-page.h"
#include "ui/foyer-ui.h"

static gboolean
add_in (FoyerAct *act, gpointer data, GError **error)
{
  return foyer_conflicts_add (act, data, error);
}

static void
add (Desk             *desk,
     FoyerConflictKind kind,
     const char       *record_kind,
     gint64            record_id,
     const char       *differences,
     const char       *other_uid)
{
  g_autoptr (FoyerConflict) conflict = foyer_conflict_new ();
  g_autoptr (GError) error = NULL;

  conflict->kind = kind;
  foyer_set_text (&conflict->record_kind, record_kind);
  conflict->record_id = record_id;
  foyer_set_text (&conflict->resource, "Patient");
  foyer_set_text (&conflict->differences, differences);
  foyer_set_text (&conflict->other_uid, other_uid);
  foyer_db_act (desk->profile.db, NULL, FOYER_ACTION_SYNC, NULL, add_in, conflict,
                &error);
  g_assert_no_error (error);
}

static GtkWidget *
show (Desk *desk)
{
  GtkWidget *window = adw_window_new ();

  adw_window_set_content (ADW_WINDOW (window), foyer_decisions_page_new (desk->session));
  gtk_window_set_default_size (GTK_WINDOW (window), 1000, 700);

  return desk_present (window);
}

static void
test_nothing_to_decide (Desk *desk, gconstpointer data)
{
  GtkWidget *window = show (desk);

  desk_wait_says (window, "Nothing Needs a Decision");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
count_syncs_cb (FoyerSyncMonitor *monitor, gboolean thorough, guint *n)
{
  *n += 1;
}

static void
test_next_one_is_shown (Desk *desk, gconstpointer data)
{
  guint      n_syncs = 0;
  GtkWidget *window;

  add (desk, FOYER_CONFLICT_KIND_GONE, "patient", desk->new_id, NULL, NULL);
  desk->profile.now += 60;
  add (desk, FOYER_CONFLICT_KIND_FIELD, "patient", desk->known_id,
       "{\"family\": [\"Garcia\", \"García <b>\"], \"gender\": [null, \"female\"], "
       "\"updated-at\": [\"1\", \"2\"]}",
       NULL);
  g_signal_connect (foyer_session_get_sync (desk->session), "sync-requested",
                    G_CALLBACK (count_syncs_cb), &n_syncs);

  window = show (desk);
  desk_wait_says (window, "Changed at Two Desks");
  g_assert_true (desk_says (window, "Family name"));
  g_assert_true (desk_says (window, "García <b>"));
  g_assert_true (desk_says (window, "Female"));
  g_assert_false (desk_says (window, "updated-at"));

  desk_click (window, "Keep _Ours");
  desk_wait_says (window, "The endpoint no longer has this record.");
  g_assert_cmpuint (n_syncs, ==, 1);
  g_assert_cmpint (profile_query (&desk->profile,
                                  "SELECT count (*) FROM conflict WHERE "
                                  "resolution = 'ours' AND kind = 'field'"),
                   ==, 1);
  g_assert_true (desk_says (window, "O’Brien & Söhne <b>, Nils"));

  desk_click (window, "_End It Here Too");
  desk_wait_says (window, "Nothing Needs a Decision");
  g_signal_handlers_disconnect_by_data (foyer_session_get_sync (desk->session), &n_syncs);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_links_have_names (Desk *desk, gconstpointer data)
{
  gint64 id = desk_add_booking (desk, desk->known_id, desk->follow_up_id, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerService) service = foyer_catalogue_get (
      desk->profile.db, FOYER_TYPE_SERVICE, desk->follow_up_id, &error);
  g_autofree char *differences = g_strdup_printf (
      "{\"service-id\":[\"%s\",\"no-such-uid\"],\"state\":[\"booked\",\"cancelled\"]}",
      foyer_record_get_uid (FOYER_RECORD (service)));
  GtkWidget *window;

  g_assert_no_error (error);
  add (desk, FOYER_CONFLICT_KIND_STATUS, "booking", id, differences, NULL);
  window = show (desk);
  desk_wait_says (window, "Two States or Times");
  g_assert_true (desk_says (window, service->name));
  g_assert_false (desk_says (window, "no-such-uid"));
  g_assert_true (desk_says (window, "Cancelled"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_both_visits_are_shown (Desk *desk, gconstpointer data)
{
  gint64 one = desk_add_booking (desk, desk->known_id, desk->follow_up_id, FALSE);
  gint64 other = desk_add_booking (desk, desk->known_id, desk->follow_up_id, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerBookingRow) row = foyer_bookings_get (desk->profile.db, other, &error);
  GtkWidget *window;

  g_assert_no_error (error);
  add (desk, FOYER_CONFLICT_KIND_GONE, "patient", desk->new_id, NULL, NULL);
  add (desk, FOYER_CONFLICT_KIND_DOUBLE_BOOKING, "booking", one, NULL,
       foyer_record_get_uid (FOYER_RECORD (row->booking)));
  window = show (desk);
  /* Although it is not the newest. */
  desk_wait_says (window, "Two desks booked the same time");
  g_assert_true (desk_says (window, "This Visit"));
  g_assert_true (desk_says (window, "The Other Visit"));
  g_assert_true (desk_says (window, "No phone on file"));
  g_assert_nonnull (desk_find_button (window, "Move This Visit…"));
  g_assert_true (gtk_widget_is_sensitive (desk_find_button (window, "_Keep Both")));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_not_everybody_keeps_both (Desk *desk, gconstpointer data)
{
  gint64 id = desk_add_booking (desk, desk->known_id, desk->follow_up_id, FALSE);
  g_autoptr (FoyerUser) front_desk = foyer_user_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) open = NULL;
  GtkWidget *window;

  foyer_set_text (&front_desk->name, "Front Desk");
  front_desk->role = FOYER_ROLE_DESK;
  foyer_catalogue_save (desk->profile.db, desk->profile.manager, front_desk, &error);
  g_assert_no_error (error);
  foyer_store_set_actor (desk->store, front_desk);
  add (desk, FOYER_CONFLICT_KIND_DOUBLE_BOOKING, "booking", id, NULL, "not-here-yet");

  window = show (desk);
  desk_wait_says (window, "has not come here yet");
  g_assert_false (gtk_widget_is_sensitive (desk_find_button (window, "_Keep Both")));
  g_assert_true (desk_says (window, "Only a manager may keep both."));
  gtk_window_destroy (GTK_WINDOW (window));

  open = foyer_conflicts_list_open (desk->profile.db, &error);
  g_assert_no_error (error);
  foyer_conflicts_decide (desk->profile.db, front_desk,
                          foyer_record_get_id (FOYER_RECORD (open->pdata[0])),
                          FOYER_RESOLUTION_OURS, &error);
  g_assert_error (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_DENIED);
}

#define ADD(path, func)                                                                  \
  g_test_add ("/decisions-page/" path, Desk, NULL, desk_set_up, func, desk_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  foyer_ui_init ();

  ADD ("nothing-to-decide", test_nothing_to_decide);
  ADD ("next-one-is-shown", test_next_one_is_shown);
  ADD ("links-have-names", test_links_have_names);
  ADD ("both-visits-are-shown", test_both_visits_are_shown);
  ADD ("not-everybody-keeps-both", test_not_everybody_keeps_both);

  return g_test_run ();
}
