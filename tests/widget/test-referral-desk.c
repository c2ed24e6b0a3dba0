/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/widget/desk.h"
#include "ui/foyer-accept-dialog.h"
#include "ui/foyer-document-opener.h"
#include "ui/foyer-letter.h"
#include "ui/foyer-referral-step-dialog.h"
#include "ui/foyer-referrals-page.h"
#include "ui/foyer-register-window.h"
#include "ui/foyer-simple-rows.h"
#include "ui/foyer-ui.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

static gint64
query (Desk *self, const char *sql)
{
  return profile_query (&self->profile, sql);
}

static FoyerReferralRow *
get_row (Desk *self, gint64 id)
{
  g_autoptr (GError) error = NULL;
  FoyerReferralRow *row = foyer_referrals_get (self->profile.db, id, &error);

  g_assert_no_error (error);

  return row;
}

static gboolean
shows_reason (gpointer window)
{
  return desk_says (window, "Psoriasis <i>& more") && desk_find_button (window, "Accept");
}

static gboolean
is_on_to_book (gpointer window)
{
  return desk_says (window, "Visit to book") && desk_find_button (window, "Book");
}

static void
test_page_follows_the_referral (Desk *self, gconstpointer data)
{
  gint64            id = desk_add_referral (self, self->new_id, FALSE);
  GtkWidget        *window = adw_window_new ();
  GtkWidget        *page = foyer_referrals_page_new (self->session);
  FoyerReferralStep step = {
    .to = FOYER_REFERRAL_STATE_ACCEPTED,
    .service_id = self->new_visit_id,
  };
  g_autoptr (GError) error = NULL;

  adw_window_set_content (ADW_WINDOW (window), page);
  gtk_window_set_default_size (GTK_WINDOW (window), 1200, 700);
  desk_present (window);
  desk_wait (shows_reason, window);
  g_assert_true (desk_says (window, "O’Brien & Söhne <b>, Nils"));
  g_assert_true (desk_says (window, "Received today"));

  foyer_referrals_step (self->profile.db, self->profile.manager, id, &step, &error);
  g_assert_no_error (error);
  foyer_referrals_page_open (FOYER_REFERRALS_PAGE (page), id);
  desk_wait (is_on_to_book, window);
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
can_accept (gpointer dialog)
{
  return gtk_widget_is_sensitive (desk_find_button (dialog, "Accept")) &&
         desk_get_focus_label (dialog) != NULL;
}

/* Everything is proposed: Enter is enough. */
static void
test_accept_with_enter (Desk *self, gconstpointer data)
{
  gint64 id = desk_add_referral (self, self->new_id, FALSE);
  g_autoptr (FoyerReferralRow) row = get_row (self, id);
  GtkWidget *dialog = desk_present (foyer_accept_dialog_new (self->session, row));

  desk_wait (can_accept, dialog);
  g_assert_cmpstr (desk_get_focus_label (dialog), ==, "Accept");
  gtk_widget_activate (gtk_window_get_focus (GTK_WINDOW (dialog)));
  desk_wait (desk_is_gone, dialog);
  g_assert_cmpint (query (self,
                          "SELECT count(*) FROM referral WHERE state = 'accepted' AND "
                          "target_date IS NOT NULL AND service_id IS NOT NULL"),
                   ==, 1);
}

static void
test_accept_refuses_a_date_that_is_none (Desk *self, gconstpointer data)
{
  gint64 id = desk_add_referral (self, self->new_id, FALSE);
  g_autoptr (FoyerReferralRow) row = get_row (self, id);
  GtkWidget *dialog = desk_present (foyer_accept_dialog_new (self->session, row));

  desk_wait (can_accept, dialog);
  desk_type (dialog, "To be seen by", "2027-02-30");
  gtk_widget_activate_action (dialog, "dialog.step", NULL);
  desk_settle ();
  g_assert_true (desk_says (dialog, "There is no such date"));
  g_assert_cmpint (query (self, "SELECT count(*) FROM referral WHERE state = 'accepted'"),
                   ==, 0);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static void
test_decline_needs_reason_and_comment (Desk *self, gconstpointer data)
{
  gint64 id = desk_add_referral (self, self->new_id, FALSE);
  g_autoptr (FoyerReferralRow) row = get_row (self, id);
  GtkWidget *dialog = desk_present (
      foyer_referral_step_dialog_new (self->session, row, FOYER_REFERRAL_STATE_DECLINED));

  gtk_widget_activate_action (dialog, "dialog.step", NULL);
  g_assert_true (desk_says (dialog, "Choose a reason."));
  foyer_choice_row_set_value (desk_find_row (dialog, "Reason"),
                              FOYER_DECLINE_REASON_OUT_OF_SCOPE);
  gtk_widget_activate_action (dialog, "dialog.step", NULL);
  g_assert_true (desk_says (dialog, "Write a sentence"));
  desk_settle ();
  g_assert_cmpint (query (self, "SELECT count(*) FROM referral WHERE state = 'received'"),
                   ==, 1);

  desk_type (dialog, "Comment for the referrer", "Please refer to a hand surgeon.");
  gtk_widget_activate_action (dialog, "dialog.step", NULL);
  desk_wait (desk_is_gone, dialog);
  g_assert_cmpint (query (self, "SELECT count(*) FROM referral WHERE state = 'declined'"),
                   ==, 1);
}

static void
test_missing_items_are_suggested (Desk *self, gconstpointer data)
{
  gint64 id = desk_add_referral (self, self->new_id, FALSE);
  g_autoptr (FoyerReferralRow) row = get_row (self, id);
  GtkWidget *dialog = desk_present (foyer_referral_step_dialog_new (
      self->session, row, FOYER_REFERRAL_STATE_INCOMPLETE));

  desk_click (dialog, "Photographs");
  desk_click (dialog, "Pathology report");
  gtk_widget_activate_action (dialog, "dialog.step", NULL);
  desk_wait (desk_is_gone, dialog);
  g_assert_cmpint (
      query (self,
             "SELECT missing_items = 'Photographs' || char(10) || 'Pathology report' "
             "FROM referral"),
      ==, 1);
}

static void
registered_cb (GtkWidget *window, gint64 id, gint64 *out_id)
{
  *out_id = id;
}

static void
test_register_with_a_letter (Desk *self, gconstpointer data)
{
  GtkWidget *window =
      desk_present (foyer_register_window_new (self->session, self->new_id));
  g_autofree char *path = g_build_filename (self->profile.folder, "letter.txt", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  gint64 id = 0;

  g_signal_connect (window, "registered", G_CALLBACK (registered_cb), &id);
  g_file_set_contents (path, "Dear colleague", -1, NULL);
  foyer_register_window_add_file (FOYER_REGISTER_WINDOW (window), file);
  desk_type (window, "Reason", "Naevus, changing");
  desk_type (window, "Valid from", "2027-03-01");
  desk_type (window, "Valid until", "2027-02-01");
  gtk_widget_activate_action (window, "register.save", NULL);
  desk_settle ();
  g_assert_true (desk_says (window, "The last day is before the first one."));
  g_assert_cmpint (query (self, "SELECT count(*) FROM referral"), ==, 0);

  desk_type (window, "Valid until", "2027-04-01");
  gtk_widget_activate_action (window, "register.save", NULL);
  desk_wait (desk_is_gone, window);
  g_assert_cmpint (id, !=, 0);
  g_assert_cmpint (query (self,
                          "SELECT count(*) FROM referral WHERE state = 'received' AND "
                          "reason = 'Naevus, changing' AND valid_to = '2027-04-01' "
                          "AND received_on IS NOT NULL"),
                   ==, 1);
  g_assert_cmpint (
      query (self, "SELECT count(*) FROM document WHERE title = 'letter.txt'"), ==, 1);
}

static void
test_register_refuses_tomorrow (Desk *self, gconstpointer data)
{
  GtkWidget *window =
      desk_present (foyer_register_window_new (self->session, self->new_id));

  desk_type (window, "Received on", "2999-01-01");
  gtk_widget_activate_action (window, "register.save", NULL);
  desk_settle ();
  g_assert_false (desk_is_gone (window));
  g_assert_cmpint (query (self, "SELECT count(*) FROM referral"), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* What was typed is not lost by Escape. */
static void
test_register_asks_before_it_discards (Desk *self, gconstpointer data)
{
  GtkWidget *window =
      desk_present (foyer_register_window_new (self->session, self->new_id));

  desk_type (window, "Reason", "Long to type");
  gtk_window_close (GTK_WINDOW (window));
  desk_settle ();
  g_assert_false (desk_is_gone (window));

  /* Only if somebody says so. */
  {
    g_autoptr (GList) toplevels = gtk_window_list_toplevels ();
    GtkWidget *button = NULL;

    for (GList *l = toplevels; l != NULL && button == NULL; l = l->next)
      button = desk_find_button (l->data, "Discard");
    g_assert_nonnull (button);
    g_signal_emit_by_name (button, "clicked");
  }
  desk_wait (desk_is_gone, window);
  g_assert_cmpint (query (self, "SELECT count(*) FROM referral"), ==, 0);
}

static void
test_large_letters_are_refused (void)
{
  g_autofree char *empty = foyer_letter_check_size (0);
  g_autofree char *large = foyer_letter_check_size (FOYER_DOCUMENT_MAX_BYTES + 1);

  g_assert_nonnull (strstr (empty, "empty"));
  g_assert_nonnull (strstr (large, "at most"));
  g_assert_null (foyer_letter_check_size (FOYER_DOCUMENT_MAX_BYTES));
}

/* A letter is unpacked for this user only, and taken away again. */
static void
test_opened_letters_are_private (Desk *self, gconstpointer data)
{
  g_autoptr (FoyerDocumentOpener) opener = foyer_document_opener_new (self->session);
  g_autoptr (FoyerDocument) document = foyer_document_new ();
  g_autoptr (GBytes) content = g_bytes_new_static ("letter", 6);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *folder = NULL;
  GStatBuf         info;

  foyer_set_text (&document->title, "../../.hidden/letter.txt");
  path = foyer_document_opener_write (opener, document, content, &error);
  g_assert_no_error (error);
  folder = g_path_get_dirname (path);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (folder, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
  g_assert_true (g_str_has_suffix (path, "-letter.txt"));
  g_clear_object (&opener);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  foyer_ui_init ();

#define ADD(path, func) g_test_add (path, Desk, NULL, desk_set_up, func, desk_tear_down)
  ADD ("/referral-desk/page-follows-the-referral", test_page_follows_the_referral);
  ADD ("/referral-desk/accept-with-enter", test_accept_with_enter);
  ADD ("/referral-desk/accept-refuses-a-date-that-is-none",
       test_accept_refuses_a_date_that_is_none);
  ADD ("/referral-desk/decline-needs-reason-and-comment",
       test_decline_needs_reason_and_comment);
  ADD ("/referral-desk/missing-items-are-suggested", test_missing_items_are_suggested);
  ADD ("/referral-desk/register-with-a-letter", test_register_with_a_letter);
  ADD ("/referral-desk/register-refuses-tomorrow", test_register_refuses_tomorrow);
  ADD ("/referral-desk/register-asks-before-it-discards",
       test_register_asks_before_it_discards);
  g_test_add_func ("/referral-desk/large-letters-are-refused",
                   test_large_letters_are_refused);
  ADD ("/referral-desk/opened-letters-are-private", test_opened_letters_are_private);

  return g_test_run ();
}
