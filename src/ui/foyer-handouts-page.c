/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-handouts-page.h"

#include "model/foyer-permission.h"
#include "present/foyer-format.h"
#include "present/foyer-handout-words.h"
#include "present/foyer-words.h"
#include "store/foyer-articles.h"
#include "store/foyer-catalogue.h"
#include "ui/foyer-action.h"
#include "ui/foyer-article-detail.h"
#include "ui/foyer-article-window.h"
#include "ui/foyer-handout-queue.h"
#include "ui/foyer-money-cell.h"
#include "ui/foyer-widgets.h"
#include "ui/foyer-worklist.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerHandoutsPage:
 *
 * The clinic’s library of articles for patients.
 */
struct _FoyerHandoutsPage
{
  AdwBin parent_instance;

  FoyerSession *session; /* (owned) */

  /* Template children */
  FoyerWorklist   *worklist;
  GtkToggleButton *all_button;
  GtkWidget       *write_button;
};

G_DEFINE_FINAL_TYPE (FoyerHandoutsPage, foyer_handouts_page, ADW_TYPE_BIN)

static gint64
get_id (gpointer row)
{
  return foyer_article_detail_key (row);
}

/* All of them, or those that wait for a clinician. */
static gpointer
read_list (FoyerDb *db, gboolean all, GError **error)
{
  GPtrArray *list = foyer_articles_list (db, error);

  for (guint i = list != NULL ? list->len : 0; i > 0; i--)
    {
      FoyerArticle *article = list->pdata[i - 1];

      if (!all && (article->reviewed_at != 0 || article->withdrawn))
        g_ptr_array_remove_index (list, i - 1);
    }

  return list;
}

/* Who may not write is told so where they would. */
static void
show_actor (FoyerHandoutsPage *self)
{
  gboolean may = foyer_permission_allows (foyer_session_get_actor (self->session)->role,
                                          FOYER_ACTION_ARTICLE_EDIT);
  g_autofree char *reason =
      /* Translators: %s is what somebody may not do: “sell gift cards”. */
      g_strdup_printf (_ ("Your role is not allowed to %s."),
                       foyer_words_action (FOYER_ACTION_ARTICLE_EDIT));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "handouts.write", may);
  gtk_widget_set_tooltip_text (self->write_button, may ? NULL : reason);
}

static GPtrArray *
take (GtkWidget *page, gpointer rows)
{
  FoyerHandoutsPage *self = FOYER_HANDOUTS_PAGE (page);

  show_actor (self);
  foyer_worklist_set_empty (
      self->worklist, "foyer-handout-symbolic", _ ("Nothing to Review"),
      _ ("A clinician has read every article. What is written or changed appears here "
         "until it has been read too."));

  return rows;
}

static void
filter_toggled_cb (FoyerHandoutsPage *self)
{
  foyer_worklist_set_all (self->worklist,
                          gtk_toggle_button_get_active (self->all_button));
}

static gpointer
read_services (FoyerDb *db, gpointer data, GError **error)
{
  return foyer_catalogue_list (db, FOYER_TYPE_SERVICE, TRUE, error);
}

static void
services_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerHandoutsPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) services =
      foyer_store_finish (FOYER_STORE (source), result, &error);

  if (services == NULL)
    foyer_action_toast_error (GTK_WIDGET (self), error);
  else if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    foyer_window_present_over (self,
                               foyer_article_window_new (self->session, NULL, services));
}

static void
write_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerHandoutsPage *self = FOYER_HANDOUTS_PAGE (widget);

  foyer_store_read_async (foyer_session_get_store (self->session), read_services, NULL,
                          NULL, (GDestroyNotify) g_ptr_array_unref, NULL,
                          services_read_cb, g_object_ref (self));
}

static void
queue_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoyerHandoutsPage *self = FOYER_HANDOUTS_PAGE (widget);

  foyer_window_present_over (self, foyer_handout_queue_new (self->session));
}

static void
show_cell (GtkWidget *page, GtkWidget *cell, gpointer item)
{
  FoyerArticle *article = item;
  g_autoptr (FoyerArticleText) text = foyer_article_text_parse_body (article->body);
  g_autofree char *language = foyer_format_language (article->language);
  g_autofree char *minutes =
      foyer_handout_words_minutes (foyer_article_text_get_minutes (text));
  g_autofree char *version =
      /* Translators: the number of a version. */
      g_strdup_printf (C_ ("article", "Version %u"), (guint) article->version);
  const char *state = article->withdrawn          ? C_ ("article", "No Longer Offered")
                      : article->reviewed_at != 0 ? C_ ("article", "Reviewed")
                                                  : C_ ("article", "To Be Reviewed");

  foyer_money_cell_show (FOYER_MONEY_CELL (cell),
                         &(FoyerMoneyCellText){
                             .title = article->title,
                             .state = state,
                             .state_class = article->withdrawn          ? "error"
                                            : article->reviewed_at != 0 ? "success"
                                                                        : "warning",
                             .amount = language,
                             .first = minutes,
                             .second = version,
                         });
}

static const char *const shown[] = { "article", "staff", "service", "clinic", NULL };

static const FoyerWorklistKind kind = {
  .shown = shown,
  .get_id = get_id,
  .read = read_list,
  .free_answer = (GDestroyNotify) g_ptr_array_unref,
  .take = take,
  .new_cell = foyer_money_cell_new,
  .show_cell = show_cell,
};

static void
foyer_handouts_page_dispose (GObject *object)
{
  FoyerHandoutsPage *self = FOYER_HANDOUTS_PAGE (object);

  foyer_bin_dispose_template (self, FOYER_TYPE_HANDOUTS_PAGE);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (foyer_handouts_page_parent_class)->dispose (object);
}

static void
foyer_handouts_page_class_init (FoyerHandoutsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = foyer_handouts_page_dispose;

  g_type_ensure (FOYER_TYPE_WORKLIST);
  g_type_ensure (FOYER_TYPE_ARTICLE_DETAIL);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/org/foyerclinic/Foyer/ui/handouts-page.ui");
#define BIND(child)                                                                      \
  gtk_widget_class_bind_template_child (widget_class, FoyerHandoutsPage, child)
  BIND (worklist);
  BIND (all_button);
  BIND (write_button);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, filter_toggled_cb);
  gtk_widget_class_install_action (widget_class, "handouts.write", NULL, write_cb);
  gtk_widget_class_install_action (widget_class, "handouts.queue", NULL, queue_cb);
}

static void
foyer_handouts_page_init (FoyerHandoutsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  foyer_worklist_set_name (self->worklist, _ ("Articles for patients"));
}

/**
 * foyer_handouts_page_new:
 * @session: the session
 *
 * Returns: (transfer floating): the page, with all articles
 */
GtkWidget *
foyer_handouts_page_new (FoyerSession *session)
{
  FoyerHandoutsPage *self = g_object_new (FOYER_TYPE_HANDOUTS_PAGE, NULL);

  self->session = g_object_ref (session);
  foyer_detail_set_session (foyer_worklist_get_detail (self->worklist), session);
  show_actor (self);
  foyer_worklist_start (self->worklist, &kind, session);
  gtk_toggle_button_set_active (self->all_button, TRUE);

  return GTK_WIDGET (self);
}
