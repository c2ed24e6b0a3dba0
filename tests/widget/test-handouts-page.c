/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-articles.h"
#include "store/foyer-handouts.h"
#include "tests/widget/desk.h"
#include "tests/widget/look.h"
#include "ui/foyer-article-window.h"
#include "ui/foyer-confirm-dialog.h"
#include "ui/foyer-handout-dialog.h"
#include "ui/foyer-handout-queue.h"
#include "ui/foyer-handout-window.h"
#include "ui/foyer-handouts-page.h"
#include "ui/foyer-ui.h"

static gint64
query (Desk *self, const char *sql)
{
  return profile_query (&self->profile, sql);
}

static GtkTextBuffer *
get_text (GtkWidget *window, const char *child)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (
      gtk_widget_get_template_child (window, FOYER_TYPE_ARTICLE_WINDOW, child)));
}

/* The library is there from the first day, and each article reads as it will be printed. */
static void
test_shows_what_comes_with_foyer (Desk *self, gconstpointer data)
{
  GtkWidget *window = desk_present_page (foyer_handouts_page_new (self->session));

  desk_wait_says (window, "To Be Reviewed");
  desk_wait_says (window, "Came with Foyer");
  desk_wait_says (window, "minutes to read");
  desk_wait_says (window, "No clinician has reviewed this version yet");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_who_may_not_review_is_told (Desk *self, gconstpointer data)
{
  GtkWidget *window = desk_present_page (foyer_handouts_page_new (self->session));
  GtkWidget *button;

  desk_wait_says (window, "Came with Foyer");
  button = desk_find_button (window, "Mark as Reviewed");
  g_assert_false (gtk_widget_get_sensitive (button));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==,
                   "Your role is not allowed to review articles for patients.");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_writes_with_a_preview (Desk *self, gconstpointer data)
{
  GtkWidget *window = desk_present_page (foyer_handouts_page_new (self->session));
  GtkWidget *editor;

  desk_wait_says (window, "Came with Foyer");
  desk_click (window, "Write an Article…");
  editor = desk_wait_window (FOYER_TYPE_ARTICLE_WINDOW);
  desk_type (editor, "Title", "Zinc");
  gtk_text_buffer_set_text (get_text (editor, "body_view"),
                            "# Zinc & you\n\n- one\n\n<b>", -1);
  desk_wait_says (editor, "Zinc & you");
  desk_wait_says (editor, "Line 5: HTML is printed as it is typed.");
  g_assert_true (desk_says (editor, "write {phone} where it belongs"));
  gtk_widget_activate_action (editor, "dialog.save", NULL);
  desk_wait_says (editor, "Choose the language that it is written in.");
  g_assert_cmpint (query (self, "SELECT count (*) FROM article"), ==, 0);

  /* What was typed is not thrown away unasked. */
  gtk_window_close (GTK_WINDOW (editor));
  desk_click (desk_wait_window (FOYER_TYPE_CONFIRM_DIALOG), "Discard");
  desk_wait (desk_is_gone, editor);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_a_change_is_a_new_version (Desk *self, gconstpointer data)
{
  GtkWidget *window = desk_present_page (foyer_handouts_page_new (self->session));
  GtkWidget *editor;

  desk_wait_says (window, "Came with Foyer");
  desk_click (window, "Edit…");
  editor = desk_wait_window (FOYER_TYPE_ARTICLE_WINDOW);
  gtk_text_buffer_set_text (get_text (editor, "body_view"), "Our own words. {phone}", -1);
  gtk_widget_activate_action (editor, "dialog.save", NULL);
  desk_wait (desk_is_gone, editor);
  desk_wait_says (window, "Our own words.");
  desk_wait_says (window, "Version 2");
  g_assert_cmpint (query (self, "SELECT version FROM article"), ==, 2);
  desk_click (window, "Offer No Longer");
  desk_wait_says (window, "Offer Again");
  g_assert_cmpint (query (self, "SELECT withdrawn FROM article"), ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
review (Desk *self, const char *slug, const char *language)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerArticle) article =
      foyer_articles_find (self->profile.db, slug, language, 0, &error);

  g_assert_no_error (error);
  /* As the program itself: there is no clinician at this desk. */
  foyer_articles_review (self->profile.db, NULL, article, &error);
  g_assert_no_error (error);
}

static void
test_queues_what_was_reviewed (Desk *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  GtkWidget *window, *queue;
  gint64     id;

  review (self, "eczema", "en");
  window = desk_present (foyer_handout_window_new (self->session, self->known_id, 0));
  desk_wait_says (window, "no clinician has reviewed it yet");
  g_assert_true (desk_says (window, "Eczema"));
  desk_wait_row (window, "Eczema");
  desk_click (desk_find_row (window, "Eczema"), "Queue");
  desk_wait_says (window, "To be given");
  id = query (self, "SELECT id FROM handout WHERE state = 'queued'");
  g_assert_cmpint (id, !=, 0);
  gtk_window_destroy (GTK_WINDOW (window));

  window = desk_present_page (foyer_handouts_page_new (self->session));
  desk_click (window, "Handouts to Give…");
  queue = desk_wait_window (FOYER_TYPE_HANDOUT_QUEUE);
  desk_wait_says (queue, "Eczema");
  foyer_handouts_end (self->profile.db, self->profile.manager, id,
                      FOYER_HANDOUT_STATE_DROPPED, NULL, &error);
  g_assert_no_error (error);
  desk_wait_says (queue, "Nothing to Give");
  gtk_window_close (GTK_WINDOW (queue));
  desk_wait (desk_is_gone, queue);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_gives_what_is_queued (Desk *self, gconstpointer data)
{
  g_autoptr (FoyerHandout) handout = foyer_handout_new ();
  g_autoptr (FoyerArticle) article = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *dialog;
  gint64     id;

  review (self, "eczema", "en");
  article = foyer_articles_find (self->profile.db, "eczema", "en", 0, &error);
  g_assert_no_error (error);
  handout->patient_id = self->known_id;
  foyer_handouts_add (self->profile.db, self->profile.manager, handout, article, &error);
  g_assert_no_error (error);
  id = foyer_record_get_id (FOYER_RECORD (handout));

  dialog = desk_present (foyer_handout_dialog_new (self->session, id));
  desk_wait_says (dialog, "Print and Give…");
  desk_click (dialog, "Given Already");
  desk_wait_says (dialog, "Print Again…");
  g_assert_cmpint (query (self, "SELECT count (*) FROM handout WHERE state = 'given'"),
                   ==, 1);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* Light, dark, from right to left, with large letters and in a narrow window. */
static void
test_every_look (Desk *self, gconstpointer data)
{
  GtkWidget *window = desk_open_page (self, "handouts");
  gint64     id;

  desk_wait_says (window, "Came with Foyer");
  look_through (window, "handouts");
  window = desk_open_page (self, "handouts");
  desk_wait_says (window, "Came with Foyer");
  desk_click (window, "Edit…");
  look_through_wide (desk_wait_window (FOYER_TYPE_ARTICLE_WINDOW), "article");
  gtk_window_destroy (GTK_WINDOW (window));
  look_through (desk_present (foyer_handout_queue_new (self->session)),
                "handout-queue-empty");

  review (self, "eczema", "en");
  window = desk_present (foyer_handout_window_new (self->session, self->known_id, 0));
  desk_wait_row (window, "Eczema");
  desk_click (desk_find_row (window, "Eczema"), "Queue");
  desk_wait_says (window, "To be given");
  look_through (window, "handouts-give");

  id = query (self, "SELECT id FROM handout WHERE state = 'queued'");
  window = desk_present (foyer_handout_queue_new (self->session));
  desk_wait_says (window, "Eczema");
  look_through (window, "handout-queue");
  window = desk_present (foyer_handout_dialog_new (self->session, id));
  desk_wait_says (window, "Print and Give…");
  look_through (window, "handout");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  foyer_ui_init ();
  look_init ();
#define ADD(path, func)                                                                  \
  g_test_add ("/handouts-page/" path, Desk, NULL, desk_set_up, func, desk_tear_down)
  ADD ("shows-what-comes-with-foyer", test_shows_what_comes_with_foyer);
  ADD ("who-may-not-review-is-told", test_who_may_not_review_is_told);
  ADD ("writes-with-a-preview", test_writes_with_a_preview);
  ADD ("a-change-is-a-new-version", test_a_change_is_a_new_version);
  ADD ("queues-what-was-reviewed", test_queues_what_was_reviewed);
  ADD ("gives-what-is-queued", test_gives_what_is_queued);
  ADD ("every-look", test_every_look);
#undef ADD

  return g_test_run ();
}
