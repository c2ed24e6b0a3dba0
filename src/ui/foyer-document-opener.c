/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-document-opener.h"

#include "present/foyer-words.h"
#include "store/foyer-referrals.h"
#include "ui/foyer-action.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/**
 * FoyerDocumentOpener:
 *
 * Shows a document of the database in the viewer of the desktop.
 *
 * For that it has to be a file: one that only this user can read, in a folder of its own,
 * which is taken away with this object.  It happens only when somebody asks for it, and
 * only for kinds of files that a desktop shows and does not run.
 */
struct _FoyerDocumentOpener
{
  GObject parent_instance;

  FoyerSession *session; /* (owned) */
  char         *folder;  /* (owned) (nullable) */
  GPtrArray    *paths;   /* (owned) of char *, what is in @folder */
};

G_DEFINE_FINAL_TYPE (FoyerDocumentOpener, foyer_document_opener, G_TYPE_OBJECT)

typedef struct
{
  FoyerDocumentOpener *opener;   /* (owned) */
  FoyerDocument       *document; /* (owned) */
  GtkWidget           *widget;   /* (owned) */
} Opening;

static void
opening_free (Opening *opening)
{
  g_object_unref (opening->opener);
  g_object_unref (opening->document);
  g_object_unref (opening->widget);
  g_free (opening);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Opening, opening_free)

/* What a viewer shows and nothing runs. */
static const char *const shown_types[] = {
  "application/dicom",
  "application/msword",
  "application/pdf",
  "application/rtf",
  "application/vnd.oasis.opendocument.text",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  "message/rfc822",
  "text/plain",
};

static gboolean
is_shown (FoyerDocument *document)
{
  g_autofree char *type = g_content_type_guess (document->title, NULL, 0, NULL);

  if (g_str_has_prefix (type, "image/"))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (shown_types); i++)
    if (g_content_type_equals (type, shown_types[i]))
      return TRUE;

  return FALSE;
}

/* The title without folders, and never a hidden file. */
static char *
make_name (FoyerDocument *document)
{
  g_autofree char *base =
      g_path_get_basename (document->title != NULL ? document->title : "document");
  char *name = g_strdup_printf ("%" G_GINT64_FORMAT "-%s",
                                foyer_record_get_id (FOYER_RECORD (document)), base);

  return g_strdelimit (name, G_DIR_SEPARATOR_S "\n\r\t", '_');
}

/**
 * foyer_document_opener_write:
 * @self: an opener
 * @document: what the file is
 * @content: its bytes
 * @error: return location for an error
 *
 * Writes a file that only this user can read.
 *
 * Returns: (transfer full): its path, or `NULL` on error
 */
char *
foyer_document_opener_write (FoyerDocumentOpener *self,
                             FoyerDocument       *document,
                             GBytes              *content,
                             GError             **error)
{
  g_autofree char *name = make_name (document);
  g_autofree char *path = NULL;

  if (self->folder == NULL)
    self->folder = g_dir_make_tmp ("foyer-XXXXXX", error);
  if (self->folder == NULL)
    return NULL;
  path = g_build_filename (self->folder, name, NULL);
  if (!g_file_set_contents_full (path, g_bytes_get_data (content, NULL),
                                 (gssize) g_bytes_get_size (content),
                                 G_FILE_SET_CONTENTS_CONSISTENT, 0600, error))
    return NULL;
  g_ptr_array_add (self->paths, g_strdup (path));

  return g_steal_pointer (&path);
}

static void
launched_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Opening) opening = data;
  g_autoptr (GError) error = NULL;

  if (!g_app_info_launch_default_for_uri_finish (result, &error))
    foyer_action_toast (opening->widget,
                        _ ("No program here can show this file.  Install one for its "
                           "type and try again."));
}

static gpointer
read_content (FoyerDb *db, gpointer data, GError **error)
{
  const gint64 *id = data;

  return foyer_documents_read (db, *id, error);
}

static void
content_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Opening) opening = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) content = foyer_store_finish (FOYER_STORE (source), result, &error);
  g_autofree char *path = NULL;
  g_autofree char *uri = NULL;

  if (content == NULL)
    {
      foyer_action_toast_error (opening->widget, error);
      return;
    }
  path =
      foyer_document_opener_write (opening->opener, opening->document, content, &error);
  if (path == NULL)
    {
      foyer_action_toast (opening->widget,
                          _ ("The file could not be unpacked to be shown.  It is safe in "
                             "the database."));
      return;
    }
  uri = g_filename_to_uri (path, NULL, NULL);
  g_app_info_launch_default_for_uri_async (uri, NULL, NULL, launched_cb,
                                           g_steal_pointer (&opening));
}

static void
foyer_document_opener_finalize (GObject *object)
{
  FoyerDocumentOpener *self = FOYER_DOCUMENT_OPENER (object);

  for (guint i = 0; i < self->paths->len; i++)
    g_unlink (self->paths->pdata[i]);
  if (self->folder != NULL)
    g_rmdir (self->folder);
  g_ptr_array_unref (self->paths);
  g_free (self->folder);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (foyer_document_opener_parent_class)->finalize (object);
}

static void
foyer_document_opener_class_init (FoyerDocumentOpenerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = foyer_document_opener_finalize;
}

static void
foyer_document_opener_init (FoyerDocumentOpener *self)
{
  self->paths = g_ptr_array_new_with_free_func (g_free);
}

FoyerDocumentOpener *
foyer_document_opener_new (FoyerSession *session)
{
  FoyerDocumentOpener *self = g_object_new (FOYER_TYPE_DOCUMENT_OPENER, NULL);

  self->session = g_object_ref (session);

  return self;
}

/**
 * foyer_document_opener_open:
 * @self: an opener
 * @document: a document
 * @widget: who asks; its window says what went wrong
 *
 * Shows @document in the viewer of the desktop.
 */
void
foyer_document_opener_open (FoyerDocumentOpener *self,
                            FoyerDocument       *document,
                            GtkWidget           *widget)
{
  gint64   id = foyer_record_get_id (FOYER_RECORD (document));
  Opening *opening;

  g_return_if_fail (FOYER_IS_DOCUMENT_OPENER (self));

  if (!is_shown (document))
    {
      foyer_action_toast (widget, _ ("Only letters, PDF files and pictures are opened "
                                     "from here."));
      return;
    }

  opening = g_new0 (Opening, 1);
  opening->opener = g_object_ref (self);
  opening->document = g_object_ref (document);
  opening->widget = g_object_ref (widget);
  foyer_store_read_async (foyer_session_get_store (self->session), read_content,
                          g_memdup2 (&id, sizeof id), g_free,
                          (GDestroyNotify) g_bytes_unref, NULL, content_read_cb, opening);
}
