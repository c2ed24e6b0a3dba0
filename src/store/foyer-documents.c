/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/foyer-db-private.h"
#include "store/foyer-referrals.h"
#include "store/foyer-table.h"

#include <string.h>

#define TITLE_MAX_BYTES 200

GPtrArray *
foyer_documents_list_for_referral (FoyerDb *db, gint64 id, GError **error)
{
  return foyer_table_list (db, FOYER_TYPE_DOCUMENT, error,
                           "WHERE referral_id = ?1 ORDER BY received_at, id", "i", id);
}

static char *
compute_sha256 (GBytes *content)
{
  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content);
}

/**
 * foyer_documents_read:
 * @db: a connection
 * @document_id: a document
 * @error: return location for an error
 *
 * Reads the bytes of a document and compares them with their checksum.
 *
 * Errors: `FOYER_STORE_ERROR_NOT_FOUND`; `FOYER_STORE_ERROR_CORRUPT` if the bytes are not
 * those that were stored.
 *
 * Returns: (transfer full): the bytes, or `NULL` on error
 */
GBytes *
foyer_documents_read (FoyerDb *db, gint64 document_id, GError **error)
{
  g_autoptr (FoyerDocument) document = NULL;
  g_autoptr (FoyerStatement) statement = NULL;
  g_autoptr (GBytes) content = NULL;
  g_autofree char *sha256 = NULL;

  document = foyer_table_get (db, FOYER_TYPE_DOCUMENT, document_id, error);
  if (document == NULL)
    return NULL;
  statement = foyer_db_prepare (
      db, "SELECT content FROM document_content WHERE document_id = ?1", error);
  if (statement == NULL || !foyer_statement_bind (statement, error, "i", document_id))
    return NULL;

  switch (foyer_statement_step (statement, error))
    {
    case FOYER_SQL_ROW:
      content = foyer_statement_bytes (statement, 0);
      break;

    case FOYER_SQL_DONE:
      content = g_bytes_new (NULL, 0);
      break;

    case FOYER_SQL_ERROR:
    default:
      return NULL;
    }

  sha256 = compute_sha256 (content);
  if (g_strcmp0 (sha256, document->sha256) != 0)
    {
      g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_CORRUPT,
                           "The bytes of a document are not those that were stored");
      return NULL;
    }

  return g_steal_pointer (&content);
}

/* Leaves the name of the file: no folder of any system, no control characters, not longer
 * than file systems take. */
static char *
clean_title (const char *title)
{
  g_autofree char *text = g_utf8_make_valid (title != NULL ? title : "", -1);
  g_autofree char *name = NULL;
  GString         *clean = g_string_new (NULL);

  g_strdelimit (text, "\\", '/');
  name = g_path_get_basename (*text != '\0' ? text : ".");
  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (!g_unichar_isprint (character))
        continue;
      if (clean->len + 4 > TITLE_MAX_BYTES)
        break;
      g_string_append_unichar (clean, character);
    }
  g_strstrip (clean->str);
  if (g_str_equal (clean->str, "") || g_str_equal (clean->str, ".") ||
      g_str_equal (clean->str, "..") || g_str_equal (clean->str, "/"))
    g_string_assign (clean, "document");

  return g_string_free (clean, FALSE);
}

typedef struct
{
  FoyerDocument *document; /* (unowned) */
  GBytes        *content;  /* (unowned) */
} Addition;

static gboolean
fill_in (FoyerAct *act, FoyerDocument *document, GBytes *content, GError **error)
{
  g_autofree char *title = clean_title (document->title);
  g_autofree char *sha256 = NULL;
  gsize            size = g_bytes_get_size (content);

  if (size == 0)
    return foyer_store_refuse_field (error, "content", "empty");
  if (size > FOYER_DOCUMENT_MAX_BYTES)
    return foyer_store_refuse_field (error, "content", "too-large");

  if (document->referral_id != 0)
    {
      if (!foyer_db_query_integer (act->db, &document->patient_id, error,
                                   "SELECT patient_id FROM referral WHERE id = ?1", "i",
                                   document->referral_id))
        return FALSE;
      if (document->patient_id == 0)
        return foyer_store_refuse_field (error, "referral-id", "unknown");
    }
  else if (document->patient_id == 0)
    return foyer_store_refuse_field (error, "patient-id", "missing");

  sha256 = compute_sha256 (content);
  foyer_set_text (&document->title, title);
  foyer_set_text (&document->sha256, sha256);
  document->size_bytes = (gint64) size;
  document->received_at = act->now;
  if (document->content_type == NULL)
    foyer_set_text (&document->content_type, "application/octet-stream");

  return TRUE;
}

static gboolean
add (FoyerAct *act, gpointer data, GError **error)
{
  Addition *addition = data;

  return fill_in (act, addition->document, addition->content, error) &&
         foyer_act_insert (act, addition->document, error) &&
         foyer_db_run (act->db, error,
                       "INSERT INTO document_content (document_id, content) "
                       "VALUES (?1, ?2)",
                       "ib", foyer_record_get_id (FOYER_RECORD (addition->document)),
                       addition->content);
}

/**
 * foyer_documents_add:
 * @db: a connection that can write
 * @actor: who acts
 * @document: what the file is, of a referral or of a patient; gets its id, size and checksum
 * @content: its bytes, at most `FOYER_DOCUMENT_MAX_BYTES`
 * @error: return location for an error
 *
 * Keeps a file inside the database.  Of its name only the last part is kept, without
 * control characters.
 *
 * Errors: `FOYER_STORE_ERROR_INVALID` with the field: `content` if there is none or too
 * much of it.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_documents_add (FoyerDb       *db,
                     FoyerUser     *actor,
                     FoyerDocument *document,
                     GBytes        *content,
                     GError       **error)
{
  Addition addition = { document, content };

  return foyer_db_act (db, actor,
                       document->referral_id != 0 ? FOYER_ACTION_REFERRAL_REGISTER
                                                  : FOYER_ACTION_PATIENT_EDIT,
                       NULL, add, &addition, error);
}
