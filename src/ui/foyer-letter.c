/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-letter.h"

#include "present/foyer-format.h"
#include "present/foyer-words.h"
#include "store/foyer-referrals.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  FoyerSession  *session;  /* (owned) */
  FoyerUser     *actor;    /* (owned) */
  FoyerDocument *document; /* (owned) */
  GFile         *file;     /* (owned) */
  GBytes        *content;  /* (owned) (nullable) until it is read */
} Addition;

static void
addition_free (Addition *addition)
{
  g_clear_object (&addition->session);
  g_clear_object (&addition->actor);
  g_clear_object (&addition->document);
  g_clear_object (&addition->file);
  g_clear_pointer (&addition->content, g_bytes_unref);
  g_free (addition);
}

static gpointer
add_document (FoyerDb *db, gpointer data, GError **error)
{
  Addition *addition = data;

  return GINT_TO_POINTER (foyer_documents_add (db, addition->actor, addition->document,
                                               addition->content, error));
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (foyer_store_finish (FOYER_STORE (source), result, &error) != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Addition *addition = g_task_get_task_data (task);
  GError   *error = NULL;

  addition->content = g_file_load_bytes_finish (G_FILE (source), result, NULL, &error);
  if (addition->content == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  /* The task keeps the addition until the writer is done with it. */
  foyer_store_write_async (foyer_session_get_store (addition->session), add_document,
                           addition, NULL, NULL, NULL, added_cb, g_steal_pointer (&task));
}

static void
info_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Addition *addition = g_task_get_task_data (task);
  GError   *error = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, &error);
  g_autofree char *problem = NULL;

  if (info == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  problem = g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR
                ? foyer_letter_check_size (g_file_info_get_size (info))
                : g_strdup (_ ("Only a file can be attached, not a folder."));
  if (problem != NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "%s", problem);
      return;
    }
  foyer_set_text (&addition->document->title, g_file_info_get_display_name (info));
  foyer_set_text (&addition->document->content_type, g_file_info_get_content_type (info));
  g_file_load_bytes_async (addition->file, NULL, read_cb, g_steal_pointer (&task));
}

/**
 * foyer_letter_check_size:
 * @size_bytes: size of a file
 *
 * Returns: (transfer full) (nullable): a sentence that says why a file of that size is not
 *   kept, `NULL` if it is
 */
char *
foyer_letter_check_size (goffset size_bytes)
{
  g_autofree char *size = NULL;
  g_autofree char *limit = NULL;

  if (size_bytes == 0)
    return g_strdup (_ ("The file is empty.  Scan or save it again."));
  if (size_bytes <= FOYER_DOCUMENT_MAX_BYTES)
    return NULL;
  size = foyer_format_size (size_bytes);
  limit = foyer_format_size (FOYER_DOCUMENT_MAX_BYTES);

  /* Translators: two sizes of files, 48 MB and 32 MB. */
  return g_strdup_printf (
      _ ("The file has %1$s; at most %2$s are kept.  Scan it again with "
         "a lower resolution."),
      size, limit);
}

/**
 * foyer_letter_add_async:
 * @session: the session, whose person acts
 * @referral_id: a referral
 * @file: a file of the computer
 * @callback: (scope async): called when done
 * @user_data: data for @callback
 *
 * Keeps a copy of @file with a referral, inside the database.
 */
void
foyer_letter_add_async (FoyerSession       *session,
                        gint64              referral_id,
                        GFile              *file,
                        GAsyncReadyCallback callback,
                        gpointer            user_data)
{
  GTask    *task = g_task_new (NULL, NULL, callback, user_data);
  Addition *addition = g_new0 (Addition, 1);

  addition->session = g_object_ref (session);
  addition->actor = foyer_record_copy (FOYER_RECORD (foyer_session_get_actor (session)));
  addition->file = g_object_ref (file);
  addition->document = foyer_document_new ();
  addition->document->referral_id = referral_id;
  addition->document->kind = FOYER_DOCUMENT_KIND_REFERRAL_LETTER;
  g_task_set_source_tag (task, foyer_letter_add_async);
  g_task_set_task_data (task, addition, (GDestroyNotify) addition_free);
  g_file_query_info_async (
      file,
      G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE
                                     "," G_FILE_ATTRIBUTE_STANDARD_DISPLAY_NAME
                                     "," G_FILE_ATTRIBUTE_STANDARD_CONTENT_TYPE,
      G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT, NULL, info_cb, task);
}

/**
 * foyer_letter_add_finish:
 * @result: the result handed to the callback
 * @error: return location for an error; see foyer_letter_describe_error()
 *
 * Returns: whether the file is kept now
 */
gboolean
foyer_letter_add_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * foyer_letter_describe_error:
 * @error: why a file was not kept
 *
 * Returns: (transfer full): what happened, as a sentence
 */
char *
foyer_letter_describe_error (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED))
    return g_strdup (error->message);
  if (error->domain == G_IO_ERROR)
    return g_strdup (
        _ ("The file could not be read.  The referral is kept without it: add "
           "the file to it later."));

  return foyer_words_error (error);
}
