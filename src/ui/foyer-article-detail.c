/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-article-detail.h"

#include "model/foyer-permission.h"
#include "present/foyer-format.h"
#include "present/foyer-handout-words.h"
#include "present/foyer-words.h"
#include "store/foyer-articles.h"
#include "store/foyer-catalogue.h"
#include "ui/foyer-action.h"
#include "ui/foyer-article-view.h"
#include "ui/foyer-article-window.h"
#include "ui/foyer-fact-grid.h"
#include "ui/foyer-handout-printer.h"
#include "ui/foyer-widgets.h"
#include "ui/foyer-wrap-layout.h"

#include <glib/gi18n-lib.h>

/* All that is shown of an article, read in one go. */
typedef struct
{
  FoyerArticle *article;  /* (owned) the current version */
  GPtrArray    *versions; /* (owned) of FoyerArticle */
  GPtrArray    *staff;    /* (owned) of FoyerUser */
  GPtrArray    *services; /* (owned) of FoyerService */
} File;

/**
 * FoyerArticleDetail:
 *
 * One article in one language: how it reads, who has reviewed it, and what can be done with it.
 */
struct _FoyerArticleDetail
{
  FoyerDetail parent_instance;

  File    *file; /* (unowned) (nullable) what is shown */
  gboolean is_under_way;

  /* Template children */
  GtkLabel         *title_label;
  GtkBox           *badges;
  GtkBox           *steps;
  GtkLabel         *note_label;
  GtkToggleButton  *large_button;
  FoyerFactGrid    *facts;
  FoyerArticleView *view;
};

G_DEFINE_FINAL_TYPE (FoyerArticleDetail, foyer_article_detail, FOYER_TYPE_DETAIL)

static void
file_free (File *file)
{
  g_clear_object (&file->article);
  g_clear_pointer (&file->versions, g_ptr_array_unref);
  g_clear_pointer (&file->staff, g_ptr_array_unref);
  g_clear_pointer (&file->services, g_ptr_array_unref);
  g_free (file);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (File, file_free)

/**
 * foyer_article_detail_key:
 * @article: any version of an article
 *
 * What comes with Foyer has no row before it is needed, and a new version has a row of its own; a
 * list needs one number for an article all the time.
 *
 * Returns: the same number for all versions in one language, never 0
 */
gint64
foyer_article_detail_key (FoyerArticle *article)
{
  g_autofree char *name = g_strdup_printf ("%s\n%s", article->slug, article->language);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA1, name, -1);

  sum[15] = '\0';
  return (gint64) g_ascii_strtoull (sum, NULL, 16) | 1;
}

static gpointer
read_file (FoyerDb *db, gint64 id, GError **error)
{
  g_autoptr (File) file = g_new0 (File, 1);
  g_autoptr (GPtrArray) list = foyer_articles_list (db, error);

  if (list == NULL)
    return NULL;
  for (guint i = 0; i < list->len && file->article == NULL; i++)
    if (foyer_article_detail_key (list->pdata[i]) == id)
      file->article = g_object_ref (list->pdata[i]);
  if (file->article == NULL)
    {
      g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                           "There is no such article");
      return NULL;
    }
  if ((file->versions = foyer_articles_list_versions (
           db, file->article->slug, file->article->language, error)) == NULL ||
      (file->staff = foyer_catalogue_list (db, FOYER_TYPE_USER, FALSE, error)) == NULL ||
      (file->services = foyer_catalogue_list (db, FOYER_TYPE_SERVICE, TRUE, error)) ==
          NULL)
    return NULL;

  return g_steal_pointer (&file);
}

static const char *
name_staff (File *file, gint64 id)
{
  for (guint i = 0; i < file->staff->len; i++)
    if (foyer_record_get_id (file->staff->pdata[i]) == id)
      return FOYER_USER (file->staff->pdata[i])->name;

  return NULL;
}

/* A deed on an article, on the thread that writes. */
typedef struct
{
  FoyerArticle *article; /* (owned) */
  FoyerUser    *actor;   /* (owned) */
  gboolean      review;  /* else it is offered no longer, or again */
} Deed;

static void
deed_free (gpointer data)
{
  Deed *deed = data;

  g_object_unref (deed->article);
  g_object_unref (deed->actor);
  g_free (deed);
}

static gpointer
do_deed (FoyerDb *db, gpointer data, GError **error)
{
  Deed    *deed = data;
  gboolean done =
      deed->review
          ? foyer_articles_review (db, deed->actor, deed->article, error)
          : foyer_articles_set_withdrawn (db, deed->actor, deed->article,
                                          !deed->article->withdrawn, NULL, error);

  return done ? GINT_TO_POINTER (TRUE) : NULL;
}

static void
deed_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerArticleDetail) self = data;
  g_autoptr (GError) error = NULL;

  self->is_under_way = FALSE;
  if (foyer_store_finish (FOYER_STORE (source), result, &error) == NULL)
    foyer_action_toast_error (GTK_WIDGET (self), error);
}

static void
start_deed (FoyerArticleDetail *self, gboolean review)
{
  FoyerSession *session = foyer_detail_get_session (self);
  Deed         *deed;

  if (self->file == NULL || self->is_under_way)
    return;
  self->is_under_way = TRUE;
  deed = g_new0 (Deed, 1);
  deed->article = foyer_record_copy (FOYER_RECORD (self->file->article));
  deed->actor = g_object_ref (foyer_session_get_actor (session));
  deed->review = review;
  foyer_store_write_async (foyer_session_get_store (session), do_deed, deed, deed_free,
                           NULL, NULL, deed_done_cb, g_object_ref (self));
}

static void
review_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  start_deed (FOYER_ARTICLE_DETAIL (widget), TRUE);
}

static void
withdraw_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  start_deed (FOYER_ARTICLE_DETAIL (widget), FALSE);
}

static void
edit_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerArticleDetail *self = FOYER_ARTICLE_DETAIL (widget);

  if (self->file != NULL)
    foyer_window_present_over (
        self, foyer_article_window_new (foyer_detail_get_session (self),
                                        self->file->article, self->file->services));
}

static void
print_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerArticleDetail *self = FOYER_ARTICLE_DETAIL (widget);
  const gboolean      large = gtk_toggle_button_get_active (self->large_button);

  if (self->file == NULL)
    return;
  if (g_str_equal (name, "article.save"))
    foyer_handout_printer_save (self, foyer_detail_get_session (self),
                                self->file->article, large);
  else
    foyer_handout_printer_print (self, foyer_detail_get_session (self),
                                 self->file->article, large, NULL);
}

static gboolean
may (FoyerArticleDetail *self, FoyerAction action)
{
  return foyer_permission_allows (
      foyer_session_get_actor (foyer_detail_get_session (self))->role, action);
}

static GtkWidget *
add_step (FoyerArticleDetail *self, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_name (button, action);
  gtk_box_append (self->steps, button);

  return button;
}

/* Who may not is told so where they would. */
static void
add_guarded_step (FoyerArticleDetail *self,
                  const char         *label,
                  const char         *action,
                  FoyerAction         permission)
{
  GtkWidget       *button = add_step (self, label, action);
  g_autofree char *reason = NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), action, may (self, permission));
  if (may (self, permission))
    return;
  /* Translators: %s is what somebody may not do: “sell gift cards”. */
  reason = g_strdup_printf (_ ("Your role is not allowed to %s."),
                            foyer_words_action (permission));
  gtk_widget_set_tooltip_text (button, reason);
}

static void
show_steps (FoyerArticleDetail *self)
{
  FoyerArticle *article = self->file->article;

  foyer_widget_empty (self->steps);
  if (article->reviewed_at == 0)
    add_guarded_step (self, C_ ("article", "Mark as Reviewed"), "article.review",
                      FOYER_ACTION_ARTICLE_REVIEW);
  add_step (self, C_ ("article", "Print…"), "article.print");
  add_step (self, C_ ("article", "Save as PDF…"), "article.save");
  add_guarded_step (self, C_ ("article", "Edit…"), "article.edit",
                    FOYER_ACTION_ARTICLE_EDIT);
  add_guarded_step (self,
                    article->withdrawn ? C_ ("article", "Offer Again")
                                       : C_ ("article", "Offer No Longer"),
                    "article.withdraw", FOYER_ACTION_ARTICLE_EDIT);
  gtk_widget_set_visible (GTK_WIDGET (self->note_label), article->reviewed_at == 0);
}

static void
show_head (FoyerArticleDetail *self)
{
  FoyerArticle    *article = self->file->article;
  g_autofree char *language = foyer_format_language (article->language);

  gtk_label_set_label (self->title_label, article->title);
  foyer_widget_empty (self->badges);
  gtk_box_append (self->badges, foyer_badge_new (language, NULL));
  gtk_box_append (self->badges,
                  article->reviewed_at != 0
                      ? foyer_badge_new (C_ ("article", "Reviewed"), "success")
                      : foyer_badge_new (C_ ("article", "To Be Reviewed"), "warning"));
  if (article->withdrawn)
    gtk_box_append (self->badges,
                    foyer_badge_new (C_ ("article", "No Longer Offered"), "error"));
}

/* “Dr. Adeyemi, 23 November 2026 at 9:00” */
static char *
dup_who (FoyerArticleDetail *self, gint64 staff_id, gint64 at)
{
  const char      *name = name_staff (self->file, staff_id);
  g_autofree char *when = NULL;

  if (at == 0)
    return NULL;
  when = foyer_format_when (foyer_session_get_zone (foyer_detail_get_session (self)), at);

  return name != NULL ? g_strdup_printf ("%s, %s", name, when) : g_steal_pointer (&when);
}

static void
show_text (FoyerArticleDetail *self)
{
  File         *file = self->file;
  FoyerArticle *article = file->article;
  g_autoptr (FoyerArticleText) text = foyer_article_text_parse_body (article->body);
  g_autoptr (FoyerTongue) tongue = foyer_tongue_new (article->language);
  g_autofree char *minutes =
      foyer_handout_words_minutes (foyer_article_text_get_minutes (text));
  g_autofree char *version = g_strdup_printf ("%" G_GINT64_FORMAT, article->version);
  g_autofree char *written = dup_who (self, article->staff_id, article->written_at);
  g_autofree char *reviewed = dup_who (self, article->reviewed_by, article->reviewed_at);

  foyer_fact_grid_clear (self->facts);
  foyer_fact_grid_add (self->facts, C_ ("article", "Version"), version);
  foyer_fact_grid_add (self->facts, C_ ("article", "Written by"),
                       article->shipped ? C_ ("article", "Came with Foyer") : written);
  foyer_fact_grid_add (self->facts, C_ ("article", "Reviewed by"), reviewed);
  foyer_fact_grid_add (self->facts, C_ ("article", "Length"), minutes);
  foyer_fact_grid_add (self->facts, C_ ("article", "Reading"),
                       foyer_handout_words_ease (
                           foyer_article_text_get_ease (text, article->language, NULL)));
  foyer_fact_grid_add (self->facts, C_ ("article", "Offered for"), article->topics);

  foyer_handout_words_fill (text,
                            foyer_session_get_clinic (foyer_detail_get_session (self)),
                            file->services, tongue);
  foyer_article_view_show (self->view, text, article->sources);
}

static void
take_file (FoyerDetail *detail, gpointer file)
{
  FoyerArticleDetail *self = FOYER_ARTICLE_DETAIL (detail);

  self->file = file;
  if (file == NULL)
    return;
  show_head (self);
  show_steps (self);
  show_text (self);
}

static void
foyer_article_detail_class_init (FoyerArticleDetailClass *klass)
{
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);
  FoyerDetailClass *detail_class = FOYER_DETAIL_CLASS (klass);

  detail_class->read = read_file;
  detail_class->free_file = (GDestroyNotify) file_free;
  detail_class->take = take_file;

  g_type_ensure (FOYER_TYPE_FACT_GRID);
  g_type_ensure (FOYER_TYPE_ARTICLE_VIEW);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/article-detail.ui");
#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, FoyerArticleDetail, child)
  BIND (title_label);
  BIND (badges);
  BIND (steps);
  BIND (note_label);
  BIND (large_button);
  BIND (facts);
  BIND (view);
#undef BIND
  gtk_widget_class_install_action (widget_class, "article.review", NULL, review_cb);
  gtk_widget_class_install_action (widget_class, "article.withdraw", NULL, withdraw_cb);
  gtk_widget_class_install_action (widget_class, "article.edit", NULL, edit_cb);
  gtk_widget_class_install_action (widget_class, "article.print", NULL, print_cb);
  gtk_widget_class_install_action (widget_class, "article.save", NULL, print_cb);
}

static void
foyer_article_detail_init (FoyerArticleDetail *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (GTK_WIDGET (self->badges), foyer_wrap_layout_new (6));
  gtk_widget_set_layout_manager (GTK_WIDGET (self->steps), foyer_wrap_layout_new (6));
}
