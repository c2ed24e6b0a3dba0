/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-json.h"

#include "base/foyer-background.h"

#include <string.h>

#define PEEK_MAX 256

/* Bytes from which on a document is long. */
#define LONG 65536

/* Longer than most resources. */
#define DUMP_BYTES 4096

/* The byte after the string that begins with the quote at @at, or @end if it does not. */
static const char *
skip_string (const char *at, const char *end)
{
  for (at++; at < end; at++)
    {
      if (*at == '"')
        return at + 1;
      if (*at == '\\')
        at++;
    }
  return end;
}

static gboolean
refuse_size (GError **error, const char *message)
{
  g_set_error_literal (error, FOYER_FHIR_ERROR, FOYER_FHIR_ERROR_TOO_LARGE, message);
  return FALSE;
}

/* Counts brackets and commas only, so that a document built to exhaust a parser costs one
 * pass over its bytes and no memory.  What is not JSON is left to the parser to say. */
static gboolean
check_limits (const char *text, gsize length, GError **error)
{
  guint       entries[FOYER_JSON_MAX_DEPTH] = { 0 };
  const char *end = text + length;
  const char *after;
  gsize       longest = 0;
  guint       depth = 0;

  if (length > FOYER_JSON_MAX_BYTES)
    return refuse_size (error, "document is larger than 48 MiB");

  for (const char *at = text; at < end;)
    switch (*at)
      {
      case '"':
        after = skip_string (at, end);
        longest = MAX (longest, (gsize) (after - at));
        at = after;
        break;

      case '[':
      case '{':
        if (depth == FOYER_JSON_MAX_DEPTH)
          {
            g_set_error_literal (error, FOYER_FHIR_ERROR, FOYER_FHIR_ERROR_TOO_DEEP,
                                 "document is nested deeper than 64");
            return FALSE;
          }
        entries[depth++] = 0;
        at++;
        break;

      case ']':
      case '}':
        if (depth > 0)
          depth--;
        at++;
        break;

      case ',':
        if (depth > 0 && ++entries[depth - 1] >= FOYER_JSON_MAX_ENTRIES)
          {
            g_set_error_literal (error, FOYER_FHIR_ERROR, FOYER_FHIR_ERROR_TOO_MANY,
                                 "document has a list of more than 10,000 entries");
            return FALSE;
          }
        at++;
        break;

      default:
        at++;
      }

  return length - longest <= FOYER_JSON_MAX_REST_BYTES ||
         refuse_size (error, "document is larger than 16 MiB beside its longest text");
}

static FoyerFhirError
code_for (enum json_error_code code)
{
  switch ((int) code)
    {
    case json_error_premature_end_of_input:
      return FOYER_FHIR_ERROR_TRUNCATED;

    case json_error_stack_overflow:
      return FOYER_FHIR_ERROR_TOO_DEEP;

    case json_error_duplicate_key:
      return FOYER_FHIR_ERROR_DUPLICATE_KEY;

    case json_error_invalid_utf8:
    case json_error_null_character:
    case json_error_null_byte_in_key:
      return FOYER_FHIR_ERROR_ENCODING;

    case json_error_numeric_overflow:
      return FOYER_FHIR_ERROR_NUMBER;

    default:
      return FOYER_FHIR_ERROR_SYNTAX;
    }
}

/* What is still to be read. */
typedef struct
{
  const char *at;
  gsize       length;
  gboolean    is_long; /* it takes some milliseconds, in which others are let pass */
} Rest;

static size_t
read_piece (void *buffer, size_t length, void *data)
{
  Rest *rest = data;

  if (rest->is_long)
    foyer_background_let_pass ();
  length = MIN (length, rest->length);
  memcpy (buffer, rest->at, length);
  rest->at += length;
  rest->length -= length;

  return length;
}

/**
 * foyer_json_parse:
 * @text: (array length=length): one JSON document in UTF-8; need not end in a zero byte
 * @length: bytes in @text
 * @error: return location for an error
 *
 * Reads a document that somebody else wrote.
 *
 * The limits (48 MiB, of which 16 MiB beside the longest text, that of a letter; nesting of
 * 64; 10,000 entries a list) are checked in one cheap pass before anything is built.  Refused too: a key given twice, U+0000, bytes that are not
 * UTF-8, numbers that do not fit, anything after the document.
 *
 * Errors: the document-wide ones of [error@FhirError]; the message names line and column
 * and never quotes the document.
 *
 * Returns: (transfer full): an object or an array, or `NULL` on error
 */
json_t *
foyer_json_parse (const char *text, gsize length, GError **error)
{
  Rest         rest = { text != NULL ? text : "", length, length > LONG };
  json_error_t problem;
  json_t      *root;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  if (!check_limits (text, length, error))
    return NULL;

  root = json_load_callback (read_piece, &rest, JSON_REJECT_DUPLICATES, &problem);
  if (root == NULL)
    g_set_error (error, FOYER_FHIR_ERROR, code_for (json_error_code (&problem)),
                 "document is not usable JSON at line %d, column %d", problem.line,
                 problem.column);

  return root;
}

/**
 * foyer_json_peek_text:
 * @text: (array length=length): a JSON document
 * @length: bytes in @text
 * @path: (array zero-terminated=1): keys from the root object inwards
 *
 * Finds one text of a document without building the document.
 *
 * It is for telling what a line is before spending time on it: the document may turn out
 * not to be JSON at all when it is parsed.
 *
 * Returns: (transfer full) (nullable): the text as it stands between its quotes, if it has
 *   no escapes and at most 256 bytes; otherwise `NULL`
 */
char *
foyer_json_peek_text (const char *text, gsize length, const char *const *path)
{
  const char *end = text + length;
  guint       depth = 0;   /* open brackets */
  guint       matched = 0; /* keys of @path whose objects are open around us */
  gboolean    expects_key = FALSE;
  gboolean    found_key = FALSE; /* the value that follows is the one at path[matched] */

  for (const char *at = text; at < end;)
    {
      const char *begin = at;

      if (*at == '"')
        {
          gsize n;

          at = skip_string (at, end);
          n = (gsize) (at - begin);
          if (expects_key)
            found_key = depth == matched + 1 && n == strlen (path[matched]) + 2 &&
                        memcmp (begin + 1, path[matched], n - 2) == 0;
          else if (found_key && path[matched + 1] == NULL)
            return n >= 2 && n <= PEEK_MAX + 2 && at[-1] == '"' &&
                           memchr (begin, '\\', n) == NULL
                       ? g_strndup (begin + 1, n - 2)
                       : NULL;
          else
            found_key = FALSE;
          expects_key = FALSE;
          continue;
        }

      at++;
      if (*begin == '{' || *begin == '[')
        {
          if (found_key && *begin == '{' && path[matched + 1] != NULL)
            matched++;
          found_key = FALSE;
          depth++;
          expects_key = *begin == '{';
        }
      else if (*begin == '}' || *begin == ']')
        {
          if (depth <= 1)
            return NULL;
          depth--;
          matched = MIN (matched, depth - 1);
          found_key = expects_key = FALSE;
        }
      else if (*begin == ',')
        {
          /* Only the objects on the path matter, and there the next string is a key. */
          expects_key = depth == matched + 1;
          found_key = FALSE;
        }
    }

  return NULL;
}

/**
 * foyer_json_dump:
 * @json: an object or an array
 *
 * Writes a document without white space.  Numbers have 15 digits, which is what a double
 * holds for certain, so that 19.99 is not written as 19.989999999999998.
 *
 * Returns: (transfer full): the text, for g_free()
 */
char *
foyer_json_dump (const json_t *json)
{
  const size_t flags = JSON_COMPACT | JSON_REAL_PRECISION (15);
  char         first[DUMP_BYTES];
  const size_t length = json_dumpb (json, first, sizeof first, flags);
  char        *text = g_malloc (length + 1);

  /* Most are written once; json_dumpb() says how long one is that does not fit. */
  if (length <= sizeof first)
    memcpy (text, first, length);
  else
    json_dumpb (json, text, length, flags);
  text[length] = '\0';

  return text;
}
