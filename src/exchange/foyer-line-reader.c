/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/foyer-line-reader.h"

#include <string.h>

#define CHUNK (64 * 1024)

/**
 * FoyerLineReader:
 *
 * Reads a file line by line, whatever is in it, in bounded memory.
 *
 * A line ends with LF, CR LF, or CR where asked for; the last may end with the file.  Zero
 * bytes are bytes like others.  A UTF-8 byte order mark at the beginning is left out.
 */
struct _FoyerLineReader
{
  GInputStream *stream; /* (owned) */
  GByteArray   *buffer; /* (owned) bytes read, from @at not yet handed out */
  gsize         at;
  gsize         searched; /* bytes from @at on that are known to end no line */
  gsize         max_bytes;
  gboolean      cr_ends;
  gboolean      at_end; /* the stream has no more */
  guint64       line;
  guint64       position; /* bytes handed out or left out */
  guint64       size;     /* of the file when it was opened */
};

/* Reads on; @at stays, so pointers into the buffer do not. */
static gboolean
fill (FoyerLineReader *self, GError **error)
{
  gsize  used;
  gssize n;

  if (self->at > 0)
    {
      g_byte_array_remove_range (self->buffer, 0, (guint) self->at);
      self->at = 0;
    }

  used = self->buffer->len;
  g_byte_array_set_size (self->buffer, (guint) (used + CHUNK));
  n = g_input_stream_read (self->stream, self->buffer->data + used, CHUNK, NULL, error);
  g_byte_array_set_size (self->buffer, (guint) (used + (gsize) MAX (n, 0)));
  if (n < 0)
    return FALSE;

  self->at_end = n == 0;
  return TRUE;
}

/**
 * foyer_line_reader_open:
 * @path: the file
 * @max_bytes: longest line that is handed out
 * @cr_ends: whether a CR alone ends a line
 * @error: return location for an error
 *
 * Errors: `G_IO_ERROR`.
 *
 * Returns: (transfer full): the reader, before the first line, or `NULL` on error
 */
FoyerLineReader *
foyer_line_reader_open (const char *path,
                        gsize       max_bytes,
                        gboolean    cr_ends,
                        GError    **error)
{
  g_autoptr (FoyerLineReader) self = g_new0 (FoyerLineReader, 1);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info = NULL;

  self->max_bytes = max_bytes;
  self->cr_ends = cr_ends;
  self->buffer = g_byte_array_new ();
  self->stream = G_INPUT_STREAM (g_file_read (file, NULL, error));
  if (self->stream == NULL)
    return NULL;

  info = g_file_input_stream_query_info (G_FILE_INPUT_STREAM (self->stream),
                                         G_FILE_ATTRIBUTE_STANDARD_SIZE, NULL, NULL);
  if (info != NULL)
    self->size = (guint64) g_file_info_get_size (info);
  if (!fill (self, error))
    return NULL;
  if (self->buffer->len >= 3 && memcmp (self->buffer->data, "\xef\xbb\xbf", 3) == 0)
    self->at = self->position = 3;

  return g_steal_pointer (&self);
}

void
foyer_line_reader_free (FoyerLineReader *self)
{
  g_clear_object (&self->stream);
  g_clear_pointer (&self->buffer, g_byte_array_unref);
  g_free (self);
}

/* Bytes of the line that begins at @at with its end, 0 if its end has not been read. */
static gsize
find_end (FoyerLineReader *self)
{
  const guint8 *begin = self->buffer->data + self->at;
  gsize         n = self->buffer->len - self->at;
  gsize         limit = n;
  const guint8 *lf = n > self->searched
                         ? memchr (begin + self->searched, '\n', n - self->searched)
                         : NULL;

  if (lf != NULL)
    limit = (gsize) (lf - begin) + 1;
  if (self->cr_ends && limit > self->searched)
    {
      const guint8 *cr = memchr (begin + self->searched, '\r', limit - self->searched);

      if (cr != NULL && cr + 1 == lf)
        return limit;
      /* At the very end of what was read, an LF may follow. */
      if (cr != NULL && (cr + 1 < begin + n || self->at_end))
        return (gsize) (cr - begin) + 1;
      if (cr != NULL)
        {
          self->searched = (gsize) (cr - begin);
          return 0;
        }
    }
  if (lf != NULL)
    return limit;

  self->searched = n;
  return self->at_end ? n : 0;
}

static void
take (FoyerLineReader *self, gsize n)
{
  self->at += n;
  self->position += n;
  self->searched = 0;
}

/**
 * foyer_line_reader_next:
 * @self: a reader
 * @out_line: (out) (array length=out_length) (transfer none): the line with its end, valid
 *   until the next call
 * @out_length: (out): its bytes
 * @error: return location for an error
 *
 * Returns: `FOYER_READ_BAD` for a line that is too long, which is passed over
 */
FoyerReadStep
foyer_line_reader_next (FoyerLineReader *self,
                        const char     **out_line,
                        gsize           *out_length,
                        GError         **error)
{
  gboolean too_long = FALSE;

  for (;;)
    {
      gsize n = find_end (self);

      if (n > 0)
        {
          *out_line = (const char *) self->buffer->data + self->at;
          *out_length = n;
          take (self, n);
          self->line++;
          return too_long || n > self->max_bytes ? FOYER_READ_BAD : FOYER_READ_ITEM;
        }
      if (self->at_end && too_long)
        {
          self->line++;
          return FOYER_READ_BAD;
        }
      if (self->at_end)
        return FOYER_READ_DONE;

      if (self->buffer->len - self->at > self->max_bytes)
        {
          too_long = TRUE;
          take (self, self->buffer->len - self->at);
        }
      if (!fill (self, error))
        return FOYER_READ_ERROR;
    }
}

/**
 * foyer_line_reader_peek:
 * @self: a reader
 * @n: how many bytes are wanted
 * @out_bytes: (out) (array length=out_length) (transfer none): what comes next, valid until
 *   the next call
 * @out_length: (out): how many there are, at least @n unless the file ends before
 * @error: return location for an error
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_line_reader_peek (FoyerLineReader *self,
                        gsize            n,
                        const char     **out_bytes,
                        gsize           *out_length,
                        GError         **error)
{
  while (self->buffer->len - self->at < n && !self->at_end)
    if (!fill (self, error))
      return FALSE;

  *out_bytes = (const char *) self->buffer->data + self->at;
  *out_length = self->buffer->len - self->at;
  return TRUE;
}

/**
 * foyer_line_reader_next_chunk:
 *
 * As foyer_line_reader_next(), for whatever number of bytes comes next, whole lines or not.
 * Lines are not counted.
 */
FoyerReadStep
foyer_line_reader_next_chunk (FoyerLineReader *self,
                              const char     **out_bytes,
                              gsize           *out_length,
                              GError         **error)
{
  if (!foyer_line_reader_peek (self, 1, out_bytes, out_length, error))
    return FOYER_READ_ERROR;
  if (*out_length == 0)
    return FOYER_READ_DONE;

  take (self, *out_length);
  return FOYER_READ_ITEM;
}

/**
 * foyer_line_reader_get_line:
 *
 * Returns: the number of the line that was handed out last, from 1
 */
guint64
foyer_line_reader_get_line (FoyerLineReader *self)
{
  return self->line;
}

/**
 * foyer_line_reader_get_position:
 *
 * Returns: how many bytes of the file are done with
 */
guint64
foyer_line_reader_get_position (FoyerLineReader *self)
{
  return self->position;
}

/**
 * foyer_line_reader_get_size:
 *
 * Returns: bytes in the file, 0 if it does not say
 */
guint64
foyer_line_reader_get_size (FoyerLineReader *self)
{
  return self->size;
}
