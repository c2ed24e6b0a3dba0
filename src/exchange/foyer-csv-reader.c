/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/foyer-csv-reader.h"

#include "exchange/foyer-exchange-error.h"

#include <csv.h>
#include <string.h>

/* A line longer than this, and a quotation over more lines, is taken for a missing quotation
 * mark: without a limit one of them would swallow the rest of the file. */
#define MAX_LINE (1024 * 1024)
#define MAX_QUOTED_LINES 100
#define MAX_CELLS 1000

/**
 * FoyerCsvReader:
 *
 * Reads a table row by row in bounded memory, and goes on after a row that is broken.
 */
struct _FoyerCsvReader
{
  FoyerLineReader  *lines; /* (owned) */
  struct csv_parser parser;
  FoyerCsvEncoding  encoding;
  GPtrArray        *cells;      /* (owned) of GBytes: the row being read */
  GPtrArray        *texts;      /* (owned) the row that was read */
  GQueue            again;      /* (owned) of GBytes: lines to be read once more */
  guint64           again_line; /* number of the first of them */
  GQueue            pending;    /* (owned) of GBytes: lines of a row without an end */
  guint64           row_line;
  gboolean          row_done;
  gboolean          at_end;
};

static void
cell_read_cb (void *bytes, size_t length, void *data)
{
  FoyerCsvReader *self = data;

  if (self->row_done)
    return;
  if (self->cells->len < MAX_CELLS)
    g_ptr_array_add (self->cells, g_bytes_new (bytes, length));
}

static void
row_read_cb (int end, void *data)
{
  FoyerCsvReader *self = data;

  self->row_done = TRUE;
}

static void
begin_parser (FoyerCsvReader *self, char delimiter)
{
  csv_init (&self->parser, CSV_STRICT | CSV_STRICT_FINI);
  csv_set_delim (&self->parser, (unsigned char) delimiter);
}

static void
begin_row (FoyerCsvReader *self)
{
  if (!self->row_done)
    {
      char delimiter = (char) csv_get_delim (&self->parser);

      csv_free (&self->parser);
      begin_parser (self, delimiter);
    }
  g_ptr_array_set_size (self->cells, 0);
  g_queue_clear_full (&self->pending, (GDestroyNotify) g_bytes_unref);
  self->row_done = FALSE;
}

static gboolean
is_known_in_windows_1252 (guchar byte)
{
  return byte != 0x81 && byte != 0x8d && byte != 0x8f && byte != 0x90 && byte != 0x9d;
}

static char
guess_delimiter (const char *line, gsize length)
{
  static const char candidates[] = ",;\t|";
  guint             counts[sizeof candidates] = { 0 };
  gboolean          in_quotes = FALSE;
  guint             best = 0;

  for (gsize i = 0; i < length; i++)
    {
      const char *found = line[i] != '\0' ? strchr (candidates, line[i]) : NULL;

      if (line[i] == '"')
        in_quotes = !in_quotes;
      else if (found != NULL && !in_quotes)
        counts[found - candidates]++;
    }
  for (guint i = 1; i < sizeof candidates - 1; i++)
    if (counts[i] > counts[best])
      best = i;

  return candidates[best];
}

/* Files of other programs that people take for tables; their bytes are no text. */
static gboolean
is_binary (const char *bytes, gsize length)
{
  gsize n_zero = 0;

  if (length >= 4 &&
      (memcmp (bytes, "PK\3\4", 4) == 0 || memcmp (bytes, "\xd0\xcf\x11\xe0", 4) == 0 ||
       memcmp (bytes, "%PDF", 4) == 0))
    return TRUE;
  if (length >= 2 &&
      (memcmp (bytes, "\xff\xfe", 2) == 0 || memcmp (bytes, "\xfe\xff", 2) == 0))
    return TRUE;
  for (gsize i = 0; i < length; i++)
    n_zero += bytes[i] == '\0';

  return n_zero > length / 10;
}

/**
 * foyer_csv_detect:
 * @path: a table
 * @out_encoding: (out): its characters
 * @out_delimiter: (out): what separates its cells
 * @error: return location for an error
 *
 * Reads a file through to find out how it is written.
 *
 * It is Windows-1252 if bytes are not UTF-8 and no line has UTF-8 beyond ASCII.  In a
 * mixture of both the lines that are not UTF-8 will be refused one by one.
 *
 * Errors: `FOYER_EXCHANGE_ERROR_FORMAT` if it is no text: a workbook, UTF-16; `G_IO_ERROR`.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_csv_detect (const char       *path,
                  FoyerCsvEncoding *out_encoding,
                  char             *out_delimiter,
                  GError          **error)
{
  g_autoptr (FoyerLineReader) lines =
      foyer_line_reader_open (path, MAX_LINE, TRUE, error);
  gboolean      has_header = FALSE;
  gboolean      has_utf8 = FALSE;
  gboolean      has_other = FALSE;
  const char   *line;
  gsize         length;
  FoyerReadStep step;

  if (lines == NULL || !foyer_line_reader_peek (lines, 4096, &line, &length, error))
    return FALSE;
  if (is_binary (line, MIN (length, 4096)))
    {
      g_set_error_literal (error, FOYER_EXCHANGE_ERROR, FOYER_EXCHANGE_ERROR_FORMAT,
                           "file is not a text");
      return FALSE;
    }

  *out_delimiter = ',';
  while ((step = foyer_line_reader_next (lines, &line, &length, error)) > FOYER_READ_DONE)
    {
      gboolean is_ascii = TRUE;

      if (step == FOYER_READ_BAD)
        continue;
      if (!has_header)
        *out_delimiter = guess_delimiter (line, length);
      has_header = TRUE;
      for (gsize i = 0; i < length && is_ascii; i++)
        is_ascii = (guchar) line[i] < 0x80;
      if (is_ascii)
        continue;
      if (g_utf8_validate_len (line, length, NULL))
        has_utf8 = TRUE;
      else
        has_other = TRUE;
    }

  *out_encoding =
      has_other && !has_utf8 ? FOYER_CSV_ENCODING_WINDOWS_1252 : FOYER_CSV_ENCODING_UTF8;
  return step == FOYER_READ_DONE;
}

/**
 * foyer_csv_reader_open:
 * @path: a table
 * @encoding: its characters
 * @delimiter: what separates its cells
 * @error: return location for an error
 *
 * Errors: `G_IO_ERROR`.
 *
 * Returns: (transfer full): the reader, before the first row, or `NULL` on error
 */
FoyerCsvReader *
foyer_csv_reader_open (const char      *path,
                       FoyerCsvEncoding encoding,
                       char             delimiter,
                       GError         **error)
{
  FoyerLineReader *lines = foyer_line_reader_open (path, MAX_LINE, TRUE, error);
  FoyerCsvReader  *self;

  if (lines == NULL)
    return NULL;

  self = g_new0 (FoyerCsvReader, 1);
  self->lines = lines;
  self->encoding = encoding;
  self->cells = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->texts = g_ptr_array_new_with_free_func (g_free);
  g_queue_init (&self->again);
  g_queue_init (&self->pending);
  begin_parser (self, delimiter);

  return self;
}

void
foyer_csv_reader_free (FoyerCsvReader *self)
{
  csv_free (&self->parser);
  g_queue_clear_full (&self->again, (GDestroyNotify) g_bytes_unref);
  g_queue_clear_full (&self->pending, (GDestroyNotify) g_bytes_unref);
  g_ptr_array_unref (self->cells);
  g_ptr_array_unref (self->texts);
  g_clear_pointer (&self->lines, foyer_line_reader_free);
  g_free (self);
}

/* NULL if the cell is not in the characters of the file, or has characters that no text
 * has.  Our own exports put an apostrophe before what a spreadsheet would calculate. */
static char *
cell_to_text (FoyerCsvReader *self, GBytes *cell)
{
  gsize            length;
  const char      *bytes = g_bytes_get_data (cell, &length);
  g_autofree char *text = NULL;

  if (self->encoding == FOYER_CSV_ENCODING_UTF8)
    {
      if (!g_utf8_validate_len (bytes != NULL ? bytes : "", length, NULL))
        return NULL;
      text = g_strndup (bytes != NULL ? bytes : "", length);
    }
  else
    {
      for (gsize i = 0; i < length; i++)
        if (!is_known_in_windows_1252 ((guchar) bytes[i]))
          return NULL;
      text = g_convert (bytes != NULL ? bytes : "", (gssize) length, "UTF-8",
                        "WINDOWS-1252", NULL, NULL, NULL);
      if (text == NULL)
        return NULL;
    }

  for (gsize i = 0; i < length; i++)
    if (bytes[i] == 0x7f || ((guchar) bytes[i] < 0x20 &&
                             (bytes[i] == '\0' || strchr ("\t\n\r", bytes[i]) == NULL)))
      return NULL;

  if (text[0] == '\'' && text[1] != '\0' && strchr ("=+-@\t\r", text[1]) != NULL)
    memmove (text, text + 1, strlen (text));

  return g_strstrip (g_steal_pointer (&text));
}

static FoyerReadStep
end_row (FoyerCsvReader *self, GPtrArray **out_cells, FoyerImportReason *out_reason)
{
  g_ptr_array_set_size (self->texts, 0);
  for (guint i = 0; i < self->cells->len; i++)
    {
      char *text = cell_to_text (self, self->cells->pdata[i]);

      if (text == NULL)
        {
          begin_row (self);
          *out_reason = FOYER_IMPORT_REASON_ENCODING;
          return FOYER_READ_BAD;
        }
      g_ptr_array_add (self->texts, text);
    }

  begin_row (self);
  *out_cells = self->texts;
  return FOYER_READ_ITEM;
}

/* Gives up the row that began with the first pending line, and reads the lines after it
 * once more, each as the beginning of a row. */
static FoyerReadStep
give_up_row (FoyerCsvReader    *self,
             FoyerImportReason  reason,
             FoyerImportReason *out_reason)
{
  GBytes *line;

  g_bytes_unref (g_queue_pop_head (&self->pending));
  if (!g_queue_is_empty (&self->pending))
    self->again_line = self->row_line + 1;
  while ((line = g_queue_pop_tail (&self->pending)) != NULL)
    g_queue_push_head (&self->again, line);
  begin_row (self);

  *out_reason = reason;
  return FOYER_READ_BAD;
}

/* The next line, with its number; the caller owns it. */
static FoyerReadStep
next_line (FoyerCsvReader *self, GBytes **out_line, guint64 *out_number, GError **error)
{
  const char   *text;
  gsize         length;
  FoyerReadStep step;

  *out_line = g_queue_pop_head (&self->again);
  if (*out_line != NULL)
    {
      *out_number = self->again_line++;
      return FOYER_READ_ITEM;
    }
  if (self->at_end)
    return FOYER_READ_DONE;

  step = foyer_line_reader_next (self->lines, &text, &length, error);
  *out_number = foyer_line_reader_get_line (self->lines);
  if (step == FOYER_READ_ITEM)
    *out_line = g_bytes_new (text, length);
  self->at_end = step == FOYER_READ_DONE;

  return step;
}

/**
 * foyer_csv_reader_next:
 * @self: a reader
 * @out_cells: (out) (transfer none) (element-type utf8): the cells of the next row without
 *   the white space around them, valid until the next call
 * @out_reason: (out): why, for `FOYER_READ_BAD`
 * @error: return location for an error
 *
 * Reads on.  Empty lines are passed over.
 *
 * A quotation that does not end within 100 lines, and a row in other characters than the
 * file, are `FOYER_READ_BAD`; the line after the one where such a row began is read as the
 * beginning of a row.
 *
 * Returns: what came of it
 */
FoyerReadStep
foyer_csv_reader_next (FoyerCsvReader    *self,
                       GPtrArray        **out_cells,
                       FoyerImportReason *out_reason,
                       GError           **error)
{
  for (;;)
    {
      g_autoptr (GBytes) line = NULL;
      guint64       number;
      const char   *text;
      gsize         length;
      FoyerReadStep step = next_line (self, &line, &number, error);

      if (step == FOYER_READ_ERROR)
        return step;
      if (step == FOYER_READ_DONE)
        {
          if (g_queue_is_empty (&self->pending))
            return FOYER_READ_DONE;
          if (csv_fini (&self->parser, cell_read_cb, row_read_cb, self) == 0 &&
              self->row_done)
            return end_row (self, out_cells, out_reason);
          return give_up_row (self, FOYER_IMPORT_REASON_QUOTE, out_reason);
        }
      if (g_queue_is_empty (&self->pending))
        self->row_line = number;
      if (step == FOYER_READ_BAD)
        {
          begin_row (self);
          *out_reason = FOYER_IMPORT_REASON_TOO_LARGE;
          return FOYER_READ_BAD;
        }

      text = g_bytes_get_data (line, &length);
      g_queue_push_tail (&self->pending, g_bytes_ref (line));
      if (csv_parse (&self->parser, text, length, cell_read_cb, row_read_cb, self) !=
          length)
        return give_up_row (self, FOYER_IMPORT_REASON_QUOTE, out_reason);
      if (self->row_done)
        return end_row (self, out_cells, out_reason);
      if (self->pending.length == 1 && self->cells->len == 0 &&
          self->parser.entry_pos == 0 && !self->parser.quoted)
        begin_row (self); /* nothing but white space */
      else if (self->pending.length > MAX_QUOTED_LINES)
        return give_up_row (self, FOYER_IMPORT_REASON_QUOTE, out_reason);
    }
}

/**
 * foyer_csv_reader_get_line:
 *
 * Returns: the line where the row that was read or refused last begins, from 1
 */
guint64
foyer_csv_reader_get_line (FoyerCsvReader *self)
{
  return self->row_line;
}

guint64
foyer_csv_reader_get_position (FoyerCsvReader *self)
{
  return foyer_line_reader_get_position (self->lines);
}

guint64
foyer_csv_reader_get_size (FoyerCsvReader *self)
{
  return foyer_line_reader_get_size (self->lines);
}
