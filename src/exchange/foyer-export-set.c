/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/foyer-export-set.h"

#include "model/foyer-patient.h"
#include "store/foyer-dump.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define PAGE 1000

typedef struct
{
  char *path;      /* (owned) */
  char *temporary; /* (owned) (nullable) until it has its name */
  FILE *stream;    /* (owned) (nullable) until it is closed */
} File;

/**
 * FoyerExportSet:
 *
 * The files of one export.  They are written beside their places, readable by nobody else,
 * and get their names when all of them are safe on the disk.
 */
struct _FoyerExportSet
{
  const FoyerExportJob *job;   /* (unowned) */
  GPtrArray            *files; /* (owned) of File */
  guint64               done;
  guint64               total;
};

static void
file_free (gpointer data)
{
  File *file = data;

  if (file->stream != NULL)
    fclose (file->stream);
  if (file->temporary != NULL)
    g_unlink (file->temporary);
  g_free (file->temporary);
  g_free (file->path);
  g_free (file);
}

static gboolean
set_errno (int code, GError **error)
{
  g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (code), "%s",
               g_strerror (code));
  return FALSE;
}

static FoyerExportSet *
set_new (const FoyerExportJob *job, GError **error)
{
  FoyerExportSet *self;

  if (g_mkdir_with_parents (job->folder, 0700) != 0)
    {
      set_errno (errno, error);
      return NULL;
    }

  self = g_new0 (FoyerExportSet, 1);
  self->job = job;
  self->files = g_ptr_array_new_with_free_func (file_free);

  return self;
}

static void
set_free (FoyerExportSet *self)
{
  g_ptr_array_unref (self->files);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerExportSet, set_free)

/**
 * foyer_export_set_add:
 * @self: a set
 * @name: name of the file in the folder
 * @error: return location for an error
 *
 * Errors: `G_IO_ERROR`.
 *
 * Returns: (transfer none): where to write it, or `NULL` on error
 */
FILE *
foyer_export_set_add (FoyerExportSet *self, const char *name, GError **error)
{
  g_autofree char *hidden = g_strdup_printf (".%s.XXXXXX", name);
  g_autofree char *temporary = g_build_filename (self->job->folder, hidden, NULL);
  int              descriptor = g_mkstemp_full (temporary, O_WRONLY | O_CLOEXEC, 0600);
  File            *file;

  if (descriptor < 0)
    {
      set_errno (errno, error);
      return NULL;
    }

  file = g_new0 (File, 1);
  file->path = g_build_filename (self->job->folder, name, NULL);
  file->temporary = g_steal_pointer (&temporary);
  file->stream = fdopen (descriptor, "w");
  g_ptr_array_add (self->files, file);

  return file->stream;
}

void
foyer_export_set_add_total (FoyerExportSet *self, gint64 n)
{
  self->total += (guint64) n;
}

/**
 * foyer_export_set_step:
 * @self: a set
 * @n: how many more records are written
 * @error: return location for an error
 *
 * Errors: `G_IO_ERROR_CANCELLED` when it is to stop; others when a file cannot be written,
 * so that a full disk is not filled further.
 *
 * Returns: whether to go on
 */
gboolean
foyer_export_set_step (FoyerExportSet *self, guint n, GError **error)
{
  self->done += n;
  if (self->job->progress != NULL)
    self->job->progress (MIN (self->done, self->total), self->total, self->job->data);

  for (guint i = 0; i < self->files->len; i++)
    {
      File *file = self->files->pdata[i];

      if (file->stream != NULL && ferror (file->stream))
        return set_errno (errno != 0 ? errno : EIO, error);
    }

  return !g_cancellable_set_error_if_cancelled (self->job->cancellable, error);
}

static gboolean
close_file (File *file, GError **error)
{
  FILE *stream = g_steal_pointer (&file->stream);
  int   code = 0;

  if (ferror (stream) || fflush (stream) != 0 || fsync (fileno (stream)) != 0)
    code = errno != 0 ? errno : EIO;
  if (fclose (stream) != 0 && code == 0)
    code = errno;

  return code == 0 || set_errno (code, error);
}

/* Gives the files their names, over earlier files that have them, once they are safe on the
 * disk.  A disk that is full shows here at the latest. */
static gboolean
set_commit (FoyerExportSet *self, GError **error)
{
  int folder;

  for (guint i = 0; i < self->files->len; i++)
    if (!close_file (self->files->pdata[i], error))
      return FALSE;

  for (guint i = 0; i < self->files->len; i++)
    {
      File *file = self->files->pdata[i];

      if (g_rename (file->temporary, file->path) != 0)
        return set_errno (errno, error);
      g_clear_pointer (&file->temporary, g_free);
    }

  folder = open (self->job->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder >= 0)
    {
      fsync (folder);
      close (folder);
    }

  return TRUE;
}

/**
 * foyer_export_each:
 * @self: a set, which is told how far it is
 * @db: a connection
 * @type: a type of record
 * @func: is called for each record, in order of id
 * @data: data for @func
 * @error: return location for an error
 *
 * Reads all records of a type, a page at a time.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_export_each (FoyerExportSet *self,
                   FoyerDb        *db,
                   GType           type,
                   FoyerExportFunc func,
                   gpointer        data,
                   GError        **error)
{
  gint64 last = 0;

  for (;;)
    {
      g_autoptr (GPtrArray) page = foyer_dump_list (db, type, last, PAGE, error);

      if (page == NULL)
        return FALSE;
      if (page->len == 0)
        return TRUE;
      for (guint i = 0; i < page->len; i++)
        if (!func (page->pdata[i], data, error))
          return FALSE;
      last = foyer_record_get_id (page->pdata[page->len - 1]);
      if (!foyer_export_set_step (self, page->len, error))
        return FALSE;
    }
}

static int
compare_position (gconstpointer a, gconstpointer b)
{
  const FoyerPatientPhone *one = *(const FoyerPatientPhone *const *) a;
  const FoyerPatientPhone *two = *(const FoyerPatientPhone *const *) b;

  return one->position < two->position ? -1 : one->position > two->position;
}

/* Hands the children that belong to @patient over; @at walks through them once. */
static GPtrArray *
take_children (GPtrArray *children, guint *at, gint64 patient)
{
  GPtrArray *own = g_ptr_array_new_with_free_func (g_object_unref);

  for (; *at < children->len; (*at)++)
    {
      gpointer child = children->pdata[*at];
      gint64   owner;

      g_object_get (child, "patient-id", &owner, NULL);
      if (owner != patient)
        break;
      g_ptr_array_add (own, g_object_ref (child));
    }

  return own;
}

static gboolean
fill_patients (FoyerDb *db, GPtrArray *page, GError **error)
{
  gint64 first = foyer_record_get_id (page->pdata[0]);
  gint64 last = foyer_record_get_id (page->pdata[page->len - 1]);
  g_autoptr (GPtrArray) phones =
      foyer_dump_list_of_patients (db, FOYER_TYPE_PATIENT_PHONE, first, last, error);
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (GPtrArray) contacts = NULL;
  guint at[3] = { 0 };

  if (phones != NULL)
    names = foyer_dump_list_of_patients (db, FOYER_TYPE_PATIENT_NAME, first, last, error);
  if (names != NULL)
    contacts =
        foyer_dump_list_of_patients (db, FOYER_TYPE_PATIENT_CONTACT, first, last, error);
  if (contacts == NULL)
    return FALSE;

  for (guint i = 0; i < page->len; i++)
    {
      FoyerPatient *patient = page->pdata[i];
      gint64        id = foyer_record_get_id (FOYER_RECORD (patient));

      patient->phones = take_children (phones, &at[0], id);
      patient->names = take_children (names, &at[1], id);
      patient->contacts = take_children (contacts, &at[2], id);
      g_ptr_array_sort (patient->phones, compare_position);
    }

  return TRUE;
}

/**
 * foyer_export_each_patient:
 *
 * As foyer_export_each(), for patients with their phones, names and contacts.
 */
gboolean
foyer_export_each_patient (FoyerExportSet *self,
                           FoyerDb        *db,
                           FoyerExportFunc func,
                           gpointer        data,
                           GError        **error)
{
  gint64 after = 0;

  for (;;)
    {
      g_autoptr (GPtrArray) page =
          foyer_dump_list (db, FOYER_TYPE_PATIENT, after, PAGE, error);

      if (page == NULL)
        return FALSE;
      if (page->len == 0)
        return TRUE;
      if (!fill_patients (db, page, error))
        return FALSE;
      for (guint i = 0; i < page->len; i++)
        if (!func (page->pdata[i], data, error))
          return FALSE;
      after = foyer_record_get_id (page->pdata[page->len - 1]);
      if (!foyer_export_set_step (self, page->len, error))
        return FALSE;
    }
}

/**
 * foyer_export_set_run:
 * @db: a connection that can write, with no transaction under way
 * @actor: (nullable): who acts
 * @job: where to
 * @what: what they take, as JSON for the audit trail
 * @write: writes the files, of one moment
 * @error: return location for an error
 *
 * Runs an export from the permission check to the files that appear.
 *
 * Errors: `FOYER_STORE_ERROR_DENIED`; `G_IO_ERROR`, with `G_IO_ERROR_CANCELLED`.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_export_set_run (FoyerDb              *db,
                      FoyerUser            *actor,
                      const FoyerExportJob *job,
                      const char           *what,
                      FoyerExportWrite      write,
                      GError              **error)
{
  g_autoptr (FoyerExportSet) set = NULL;
  gboolean ok;

  if (!foyer_dump_note (db, actor, what, error))
    return FALSE;
  set = set_new (job, error);
  if (set == NULL || !foyer_dump_begin (db, error))
    return FALSE;

  ok = write (set, db, error);
  foyer_dump_end (db);

  return ok && set_commit (set, error);
}
