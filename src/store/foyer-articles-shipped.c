/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-article-text.h"
#include "store/foyer-articles-private.h"
#include "store/foyer-db-private.h"
#include "store/foyer-table.h"

#include "foyer-handouts-resource.h"

#define FOLDER "/org/foyerclinic/Foyer/handouts/"

/* The same text has the same uid at every desk, so that the endpoint has it once. */
static char *
dup_uid (GBytes *bytes)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA1);
  gsize         size;
  gconstpointer data = g_bytes_get_data (bytes, &size);
  const char   *hex;

  g_checksum_update (sum, (const guchar *) "article", -1);
  g_checksum_update (sum, data, (gssize) size);
  hex = g_checksum_get_string (sum);

  /* Of the form of RFC 4122, a name by SHA-1. */
  return g_strdup_printf ("%.8s-%.4s-5%.3s-a%.3s-%.12s", hex, hex + 8, hex + 13, hex + 17,
                          hex + 20);
}

static FoyerArticle *
read_article (const char *name)
{
  g_autofree char *path = g_strconcat (FOLDER, name, NULL);
  g_autoptr (GBytes) bytes = g_resource_lookup_data (foyer_handouts_get_resource (), path,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  gsize       size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autoptr (FoyerArticleText) text = foyer_article_text_parse (data, (gssize) size);
  g_autofree char *uid = dup_uid (bytes);
  FoyerArticle    *article = foyer_article_new ();

  foyer_record_set_uid (FOYER_RECORD (article), uid);
  foyer_set_text (&article->slug, text->slug);
  foyer_set_text (&article->language, text->language);
  article->version = text->version;
  foyer_set_text (&article->title, text->title);
  foyer_set_text (&article->topics, text->topics);
  foyer_set_text (&article->sources, text->sources);
  foyer_set_text (&article->body, text->body);
  article->shipped = TRUE;

  return article;
}

/* (transfer none) (element-type FoyerArticle): those that come with this version of Foyer, for
 * every thread to read and none to change. */
const GPtrArray *
foyer_articles_shipped (void)
{
  static gsize shipped;

  if (g_once_init_enter (&shipped))
    {
      GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);
      g_auto (GStrv) names = g_resource_enumerate_children (
          foyer_handouts_get_resource (), FOLDER, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

      for (guint i = 0; names[i] != NULL; i++)
        g_ptr_array_add (list, read_article (names[i]));
      g_once_init_leave (&shipped, GPOINTER_TO_SIZE (list));
    }

  return GSIZE_TO_POINTER (shipped);
}

/* Stores an article that came with Foyer and is needed for the first time; another is stored
 * already.  @article gets its id, and what is known here of it. */
gboolean
foyer_articles_adopt (FoyerAct *act, FoyerArticle *article, GError **error)
{
  const GPtrArray *shipped = foyer_articles_shipped ();
  const char      *uid = foyer_record_get_uid (FOYER_RECORD (article));
  FoyerDb         *db = foyer_act_get_db (act);
  g_autoptr (GPtrArray) stored = NULL;

  if (foyer_record_get_id (FOYER_RECORD (article)) != 0)
    return TRUE;
  stored = foyer_table_list (db, FOYER_TYPE_ARTICLE, error, "WHERE uid = ?1", "s", uid);
  if (stored == NULL)
    return FALSE;
  if (stored->len > 0)
    {
      FoyerArticle *known = stored->pdata[0];

      foyer_record_set_id (FOYER_RECORD (article),
                           foyer_record_get_id (FOYER_RECORD (known)));
      article->reviewed_by = known->reviewed_by;
      article->reviewed_at = known->reviewed_at;
      article->withdrawn = known->withdrawn;
      return TRUE;
    }

  for (guint i = 0; i < shipped->len; i++)
    if (g_strcmp0 (foyer_record_get_uid (shipped->pdata[i]), uid) == 0)
      {
        g_autoptr (FoyerArticle) copy = foyer_record_copy (shipped->pdata[i]);

        if (!foyer_act_insert (act, copy, error))
          return FALSE;
        foyer_record_set_id (FOYER_RECORD (article),
                             foyer_record_get_id (FOYER_RECORD (copy)));
        return TRUE;
      }

  g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_NOT_FOUND,
                       "There is no such article");
  return FALSE;
}
