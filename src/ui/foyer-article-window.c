/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-article-window.h"

#include "present/foyer-handout-words.h"
#include "present/foyer-words.h"
#include "store/foyer-articles.h"
#include "ui/foyer-article-view.h"
#include "ui/foyer-confirm-dialog.h"
#include "ui/foyer-languages.h"
#include "ui/foyer-text-row.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

/* How long nobody has typed before the preview follows, in milliseconds. */
#define PREVIEW_DELAY_MS 200

/**
 * FoyerArticleWindow:
 *
 * Where the clinic writes an article, and sees beside it how it will read.
 */
struct _FoyerArticleWindow
{
  AdwWindow parent_instance;

  FoyerSession *session;  /* (owned) */
  FoyerArticle *article;  /* (owned) as it was read, or a new one */
  GPtrArray    *services; /* (owned) of FoyerService */
  guint         preview_id;
  gboolean      is_under_way;
  gboolean      is_done; /* saved, or given up */

  /* Template children */
  GtkButton        *save_button;
  GtkLabel         *problem_label;
  FoyerTextRow     *title_row;
  FoyerChoiceRow   *language_row;
  FoyerTextRow     *topics_row;
  GtkTextView      *body_view;
  GtkTextView      *sources_view;
  GtkLabel         *measure_label;
  GtkLabel         *warnings_label;
  FoyerArticleView *preview;
};

G_DEFINE_FINAL_TYPE (FoyerArticleWindow, foyer_article_window, ADW_TYPE_WINDOW)

static char *
dup_text (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter    start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
set_text (GtkTextView *view, const char *text)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), text != NULL ? text : "",
                            -1);
}

/* What is in the window, as a record to save. */
static FoyerArticle *
peek (FoyerArticleWindow *self)
{
  FoyerArticle    *article = foyer_record_copy (FOYER_RECORD (self->article));
  g_autofree char *title = foyer_text_row_dup_text (self->title_row);
  g_autofree char *topics = foyer_text_row_dup_text (self->topics_row);
  g_autofree char *body = dup_text (self->body_view);
  g_autofree char *sources = dup_text (self->sources_view);

  foyer_set_text (&article->title, g_strstrip (title));
  foyer_set_text (&article->topics, g_strstrip (topics));
  foyer_set_text (&article->body, body);
  foyer_set_text (&article->sources, g_strstrip (sources));
  if (self->article->slug == NULL)
    foyer_set_text (&article->language, foyer_languages_get_chosen (self->language_row));

  return article;
}

static gboolean
is_changed (FoyerArticleWindow *self)
{
  g_autoptr (FoyerArticle) article = peek (self);

  return g_strcmp0 (article->title, self->article->title) != 0 ||
         g_strcmp0 (article->topics, self->article->topics) != 0 ||
         g_strcmp0 (article->sources, self->article->sources) != 0 ||
         g_strcmp0 (article->body, self->article->body) != 0;
}

static void
show_warnings (FoyerArticleWindow *self, FoyerArticleText *text)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint i = 0; i < text->warnings->len; i++)
    {
      g_autofree char *line = foyer_handout_words_warning (
          &g_array_index (text->warnings, FoyerArticleWarning, i));

      g_string_append_printf (lines, "%s%s", i > 0 ? "\n" : "", line);
    }
  gtk_label_set_label (self->warnings_label, lines->str);
  gtk_widget_set_visible (GTK_WIDGET (self->warnings_label), lines->len > 0);
}

static void
show_preview (FoyerArticleWindow *self)
{
  g_autoptr (FoyerArticle) article = peek (self);
  g_autoptr (FoyerArticleText) text = foyer_article_text_parse_body (article->body);
  g_autoptr (FoyerTongue) tongue = foyer_tongue_new (article->language);
  g_autofree char *minutes =
      foyer_handout_words_minutes (foyer_article_text_get_minutes (text));
  g_autofree char *measure =
      g_strdup_printf ("%s · %s", minutes,
                       foyer_handout_words_ease (
                           foyer_article_text_get_ease (text, article->language, NULL)));

  gtk_label_set_label (self->measure_label, measure);
  show_warnings (self, text);
  foyer_handout_words_fill (text, foyer_session_get_clinic (self->session),
                            self->services, tongue);
  foyer_article_view_show (self->preview, text, article->sources);
}

static gboolean
preview_cb (gpointer data)
{
  FoyerArticleWindow *self = data;

  self->preview_id = 0;
  show_preview (self);

  return G_SOURCE_REMOVE;
}

static void
changed_cb (FoyerArticleWindow *self)
{
  if (self->session == NULL)
    return;
  g_clear_handle_id (&self->preview_id, g_source_remove);
  self->preview_id = g_timeout_add (PREVIEW_DELAY_MS, preview_cb, self);
}

static void
show_problem (FoyerArticleWindow *self, const char *sentence)
{
  gtk_label_set_label (self->problem_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), sentence != NULL);
}

typedef struct
{
  FoyerArticle *article; /* (owned) */
  FoyerUser    *actor;   /* (owned) */
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_object_unref (saving->article);
  g_object_unref (saving->actor);
  g_free (saving);
}

static gpointer
save (FoyerDb *db, gpointer data, GError **error)
{
  Saving *saving = data;

  return foyer_articles_save (db, saving->actor, saving->article, error)
             ? GINT_TO_POINTER (TRUE)
             : NULL;
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerArticleWindow) self = data;
  g_autoptr (GError) error = NULL;

  self->is_under_way = FALSE;
  if (foyer_store_finish (FOYER_STORE (source), result, &error) != NULL)
    {
      self->is_done = TRUE;
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  /* The whole program was closed meanwhile. */
  if (self->problem_label == NULL)
    return;
  if (g_error_matches (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INVALID) &&
      g_strcmp0 (foyer_store_error_get_field (error), "title") == 0)
    {
      foyer_text_row_set_error (self->title_row, foyer_words_problem (error));
      gtk_widget_grab_focus (GTK_WIDGET (self->title_row));
    }
  else
    {
      g_autofree char *sentence = foyer_words_error (error);

      show_problem (self, sentence);
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), TRUE);
}

static void
save_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerArticleWindow *self = FOYER_ARTICLE_WINDOW (widget);
  Saving             *saving;

  if (self->is_under_way)
    return;
  saving = g_new0 (Saving, 1);
  saving->article = peek (self);
  saving->actor = g_object_ref (foyer_session_get_actor (self->session));
  if (saving->article->language == NULL)
    {
      show_problem (self, _ ("Choose the language that it is written in."));
      saving_free (saving);
      return;
    }
  show_problem (self, NULL);
  foyer_text_row_set_error (self->title_row, NULL);
  self->is_under_way = TRUE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), FALSE);
  foyer_store_write_async (foyer_session_get_store (self->session), save, saving,
                           saving_free, NULL, NULL, saved_cb, g_object_ref (self));
}

static void
discard_answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerArticleWindow) self = data;

  if (!foyer_confirm_dialog_ask_finish (result, NULL))
    return;
  self->is_done = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

/* What was typed is not thrown away unasked. */
static gboolean
foyer_article_window_close_request (GtkWindow *window)
{
  FoyerArticleWindow *self = FOYER_ARTICLE_WINDOW (window);

  if (self->is_under_way)
    return TRUE;
  if (self->is_done || !is_changed (self))
    return GTK_WINDOW_CLASS (foyer_article_window_parent_class)->close_request (window);
  foyer_confirm_dialog_ask_async (GTK_WIDGET (self), _ ("Discard What You Have Written?"),
                                  _ ("The version that was saved last stays as it is."),
                                  C_ ("dialog", "Discard"), TRUE, discard_answered_cb,
                                  g_object_ref (self));

  return TRUE;
}

static void
foyer_article_window_dispose (GObject *object)
{
  FoyerArticleWindow *self = FOYER_ARTICLE_WINDOW (object);

  g_clear_handle_id (&self->preview_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), FOYER_TYPE_ARTICLE_WINDOW);
  g_clear_object (&self->session);
  g_clear_object (&self->article);
  g_clear_pointer (&self->services, g_ptr_array_unref);

  G_OBJECT_CLASS (foyer_article_window_parent_class)->dispose (object);
}

static void
foyer_article_window_class_init (FoyerArticleWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_article_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = foyer_article_window_close_request;

  g_type_ensure (FOYER_TYPE_TEXT_ROW);
  g_type_ensure (FOYER_TYPE_CHOICE_ROW);
  g_type_ensure (FOYER_TYPE_ARTICLE_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/article-window.ui");
#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, FoyerArticleWindow, child)
  BIND (save_button);
  BIND (problem_label);
  BIND (title_row);
  BIND (language_row);
  BIND (topics_row);
  BIND (body_view);
  BIND (sources_view);
  BIND (measure_label);
  BIND (warnings_label);
  BIND (preview);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_install_action (widget_class, "dialog.save", NULL, save_cb);
}

static void
foyer_article_window_init (FoyerArticleWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * foyer_article_window_new:
 * @session: the session
 * @article: (nullable): the current version of an article, `NULL` for a new one
 * @services: (element-type FoyerService): the services of the clinic, for the preview
 *
 * Returns: (transfer floating): a window, to be made transient and presented
 */
GtkWidget *
foyer_article_window_new (FoyerSession *session,
                          FoyerArticle *article,
                          GPtrArray    *services)
{
  FoyerArticleWindow *self = g_object_new (FOYER_TYPE_ARTICLE_WINDOW, NULL);

  self->article =
      article != NULL ? foyer_record_copy (FOYER_RECORD (article)) : foyer_article_new ();
  self->services = g_ptr_array_ref (services);
  foyer_languages_fill (self->language_row);
  foyer_languages_choose (self->language_row, self->article->language);
  /* A translation is an article of its own; this one stays what it is. */
  gtk_widget_set_sensitive (GTK_WIDGET (self->language_row), article == NULL);
  foyer_text_row_set_text (self->title_row, self->article->title);
  foyer_text_row_set_text (self->topics_row, self->article->topics);
  set_text (self->body_view, self->article->body);
  set_text (self->sources_view, self->article->sources);
  self->session = g_object_ref (session);
  gtk_window_set_title (GTK_WINDOW (self),
                        article != NULL ? _ ("Edit Article") : _ ("Write an Article"));
  show_preview (self);
  gtk_widget_grab_focus (article != NULL ? GTK_WIDGET (self->body_view)
                                         : GTK_WIDGET (self->title_row));

  return GTK_WIDGET (self);
}
