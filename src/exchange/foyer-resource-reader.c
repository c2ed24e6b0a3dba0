/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/foyer-resource-reader.h"

#include "fhir/foyer-json.h"

#include <string.h>

#define PREFIX (64 * 1024)

typedef enum
{
  SHAPE_LINES,    /* one resource a line */
  SHAPE_BUNDLE,   /* one Bundle, read entry by entry */
  SHAPE_DOCUMENT, /* one resource over many lines */
} Shape;

/**
 * FoyerResourceReader:
 *
 * Reads the resources of a file one by one: newline-delimited JSON, a Bundle of any size,
 * or one resource.  No more than one of them is in memory.
 */
struct _FoyerResourceReader
{
  FoyerLineReader *lines; /* (owned) */
  Shape            shape;

  /* A Bundle or a document. */
  GString    *item;  /* (owned) what is being collected */
  const char *chunk; /* (unowned) of @lines */
  gsize       chunk_length;
  gsize       at; /* in @chunk */
  guint64     line;
  guint64     item_line;
  guint       depth;
  gboolean    in_string;
  gboolean    is_escaped;
  gboolean    in_item;
  gboolean    in_entries;  /* inside the list of entries */
  gboolean    is_too_long; /* the item is only passed over */
  gboolean    any;         /* something other than white space was seen */
  gboolean    done;
  char        key[16]; /* the last string at the top of the Bundle */
  guint       key_length;
};

/* Whether the first line is a document of its own, or the whole file is one line. */
static gboolean
first_line_is_whole (const char *bytes, gsize length)
{
  int      depth = 0;
  gboolean in_string = FALSE;

  for (gsize i = 0; i < length && bytes[i] != '\n'; i++)
    if (in_string)
      {
        if (bytes[i] == '\\')
          i++;
        else if (bytes[i] == '"')
          in_string = FALSE;
      }
    else if (bytes[i] == '"')
      in_string = TRUE;
    else if (bytes[i] == '{' || bytes[i] == '[')
      depth++;
    else if (bytes[i] == '}' || bytes[i] == ']')
      depth--;

  return (depth == 0 && !in_string) || memchr (bytes, '\n', length) == NULL;
}

static Shape
find_shape (const char *path, const char *bytes, gsize length)
{
  static const char *const type_path[] = { "resourceType", NULL };
  g_autofree char         *lower = g_ascii_strdown (path, -1);
  g_autofree char         *type = NULL;

  if (g_str_has_suffix (lower, ".ndjson") || g_str_has_suffix (lower, ".jsonl"))
    return SHAPE_LINES;

  while (length > 0 && g_ascii_isspace (*bytes))
    {
      bytes++;
      length--;
    }
  type = foyer_json_peek_text (bytes, length, type_path);
  if (g_strcmp0 (type, "Bundle") == 0 ||
      (type == NULL && g_strstr_len (bytes, (gssize) length, "\"entry\"") != NULL))
    return SHAPE_BUNDLE;

  return first_line_is_whole (bytes, length) ? SHAPE_LINES : SHAPE_DOCUMENT;
}

/**
 * foyer_resource_reader_open:
 * @path: the file
 * @error: return location for an error
 *
 * Errors: `G_IO_ERROR`.
 *
 * Returns: (transfer full): the reader, before the first resource, or `NULL` on error
 */
FoyerResourceReader *
foyer_resource_reader_open (const char *path, GError **error)
{
  g_autoptr (FoyerResourceReader) self = g_new0 (FoyerResourceReader, 1);
  const char *bytes;
  gsize       length;

  self->item = g_string_new (NULL);
  self->line = 1;
  self->lines = foyer_line_reader_open (path, FOYER_JSON_MAX_BYTES, FALSE, error);
  if (self->lines == NULL ||
      !foyer_line_reader_peek (self->lines, PREFIX, &bytes, &length, error))
    return NULL;
  self->shape = find_shape (path, bytes, length);

  return g_steal_pointer (&self);
}

void
foyer_resource_reader_free (FoyerResourceReader *self)
{
  g_clear_pointer (&self->lines, foyer_line_reader_free);
  g_string_free (self->item, TRUE);
  g_free (self);
}

static gboolean
is_blank (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (strchr (" \t\r\n", text[i]) == NULL || text[i] == '\0')
      return FALSE;

  return TRUE;
}

static FoyerReadStep
next_line (FoyerResourceReader *self,
           FoyerResourceText   *out,
           FoyerImportReason   *out_reason,
           GError             **error)
{
  FoyerReadStep step;

  do
    step = foyer_line_reader_next (self->lines, &out->text, &out->length, error);
  while (step == FOYER_READ_ITEM && is_blank (out->text, out->length));

  *out_reason = FOYER_IMPORT_REASON_TOO_LARGE;
  out->line = foyer_line_reader_get_line (self->lines);
  out->is_entry = FALSE;

  return step;
}

static FoyerReadStep
end_item (FoyerResourceReader *self,
          FoyerResourceText   *out,
          FoyerImportReason   *out_reason)
{
  self->in_item = FALSE;
  out->text = self->item->str;
  out->length = self->item->len;
  out->line = self->item_line;
  out->is_entry = self->shape == SHAPE_BUNDLE;
  *out_reason = FOYER_IMPORT_REASON_TOO_LARGE;

  return self->is_too_long ? FOYER_READ_BAD : FOYER_READ_ITEM;
}

static void
begin_item (FoyerResourceReader *self)
{
  self->in_item = TRUE;
  self->is_too_long = FALSE;
  self->item_line = self->line;
  g_string_truncate (self->item, 0);
}

/* Takes one byte in; whether an item ends with it. */
static gboolean
take_byte (FoyerResourceReader *self, char byte)
{
  const guint item_depth = self->shape == SHAPE_BUNDLE ? 2 : 0;
  gboolean    ends = FALSE;

  if (byte == '\n')
    self->line++;

  if (!self->in_item && !self->in_string && byte == '{' && self->depth == item_depth &&
      (self->shape == SHAPE_DOCUMENT || self->in_entries))
    begin_item (self);

  if (self->in_string)
    {
      if (self->is_escaped)
        self->is_escaped = FALSE;
      else if (byte == '\\')
        self->is_escaped = TRUE;
      else if (byte == '"')
        self->in_string = FALSE;
      else if (self->depth == 1 && self->key_length < sizeof self->key - 1)
        self->key[self->key_length++] = byte;
    }
  else if (byte == '"')
    {
      self->in_string = TRUE;
      self->key_length = 0;
    }
  else if (byte == '{' || byte == '[')
    {
      if (self->depth == 1 && byte == '[')
        self->in_entries = self->key_length == strlen ("entry") &&
                           memcmp (self->key, "entry", self->key_length) == 0;
      self->depth++;
    }
  else if (byte == '}' || byte == ']')
    {
      if (self->depth > 0)
        self->depth--;
      if (self->depth == 1)
        self->in_entries = FALSE;
      ends = self->in_item && self->depth == item_depth;
    }

  if (self->in_item && !self->is_too_long)
    {
      g_string_append_c (self->item, byte);
      self->is_too_long = self->item->len > FOYER_JSON_MAX_BYTES;
    }

  return ends;
}

/* What is left when the file ends: an item or a Bundle without an end, or not even one. */
static FoyerReadStep
end_file (FoyerResourceReader *self,
          FoyerResourceText   *out,
          FoyerImportReason   *out_reason)
{
  self->done = TRUE;
  if (!self->any || (self->depth == 0 && !self->in_string))
    return FOYER_READ_DONE;

  *out = (FoyerResourceText){ NULL, 0, self->in_item ? self->item_line : self->line };
  *out_reason = FOYER_IMPORT_REASON_TRUNCATED;
  return FOYER_READ_BAD;
}

static FoyerReadStep
next_item (FoyerResourceReader *self,
           FoyerResourceText   *out,
           FoyerImportReason   *out_reason,
           GError             **error)
{
  for (;;)
    {
      FoyerReadStep step;

      while (self->at < self->chunk_length)
        {
          char byte = self->chunk[self->at++];

          self->any |= !g_ascii_isspace (byte);
          if (take_byte (self, byte))
            return end_item (self, out, out_reason);
          /* What no bracket begins is not JSON, and would be passed over for ever. */
          if (self->depth == 0 && !self->in_string && !self->in_item && self->any &&
              !g_ascii_isspace (byte) && byte != '}')
            {
              self->done = TRUE;
              *out = (FoyerResourceText){ NULL, 0, self->line };
              *out_reason = FOYER_IMPORT_REASON_SYNTAX;
              return FOYER_READ_BAD;
            }
        }

      step = foyer_line_reader_next_chunk (self->lines, &self->chunk, &self->chunk_length,
                                           error);
      self->at = 0;
      if (step == FOYER_READ_DONE)
        return end_file (self, out, out_reason);
      if (step != FOYER_READ_ITEM)
        return step;
    }
}

/**
 * foyer_resource_reader_next:
 * @self: a reader
 * @out: (out caller-allocates): the text of the next resource
 * @out_reason: (out): why, for `FOYER_READ_BAD`; @out has the line then
 * @error: return location for an error
 *
 * Reads on.  A resource that is too large, and one in which the file ends, are
 * `FOYER_READ_BAD`; whether a text is JSON is for its reader to find out.
 *
 * Returns: what came of it
 */
FoyerReadStep
foyer_resource_reader_next (FoyerResourceReader *self,
                            FoyerResourceText   *out,
                            FoyerImportReason   *out_reason,
                            GError             **error)
{
  if (self->shape == SHAPE_LINES)
    return next_line (self, out, out_reason, error);
  if (self->done)
    return FOYER_READ_DONE;

  return next_item (self, out, out_reason, error);
}

guint64
foyer_resource_reader_get_position (FoyerResourceReader *self)
{
  return foyer_line_reader_get_position (self->lines);
}

guint64
foyer_resource_reader_get_size (FoyerResourceReader *self)
{
  return foyer_line_reader_get_size (self->lines);
}
