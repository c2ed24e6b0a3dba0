/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-article-text.h"

#include "model/foyer-article-body-private.h"
#include "model/foyer-record.h"

#include <string.h>

#define WORDS_A_MINUTE 200
#define MAX_HEAD_LINES 100

typedef struct
{
  const char *key;
  gsize       offset; /* of its member; -1: the sources; -2: the version */
} Head;

#define HEAD_SOURCE ((gsize) -1)
#define HEAD_VERSION ((gsize) -2)

/* In the order in which they are written. */
static const Head heads[] = {
  { "id", G_STRUCT_OFFSET (FoyerArticleText, slug) },
  { "title", G_STRUCT_OFFSET (FoyerArticleText, title) },
  { "language", G_STRUCT_OFFSET (FoyerArticleText, language) },
  { "topics", G_STRUCT_OFFSET (FoyerArticleText, topics) },
  { "version", HEAD_VERSION },
  { "reviewed-by", G_STRUCT_OFFSET (FoyerArticleText, reviewed_by) },
  { "reviewed-at", G_STRUCT_OFFSET (FoyerArticleText, reviewed_at) },
  { "source", HEAD_SOURCE },
};

/* The key that a line begins with; NULL if it is no line of a head.  @out_value is what stands
 * behind the colon. */
static const Head *
find_head (const char *line, gsize length, const char **out_value, gboolean *out_is_key)
{
  gsize n = 0;

  while (n < length && (g_ascii_isalpha (line[n]) || line[n] == '-'))
    n++;
  *out_is_key = n > 0 && n < length && line[n] == ':';
  *out_value = line + n + 1;
  for (guint i = 0; *out_is_key && i < G_N_ELEMENTS (heads); i++)
    if (strlen (heads[i].key) == n && g_ascii_strncasecmp (heads[i].key, line, n) == 0)
      return &heads[i];

  return NULL;
}

static void
append_line (char **member, const char *text)
{
  g_autofree char *before = g_steal_pointer (member);

  *member = before != NULL ? g_strjoin ("\n", before, text, NULL) : g_strdup (text);
}

static void
take_head (FoyerArticleText *self, const Head *head, const char *value)
{
  if (*value == '\0')
    return;
  if (head->offset == HEAD_SOURCE)
    append_line (&self->sources, value);
  else if (head->offset == HEAD_VERSION)
    self->version = CLAMP (g_ascii_strtoll (value, NULL, 10), 0, G_MAXINT32);
  else
    foyer_set_text (G_STRUCT_MEMBER_P (self, head->offset), value);
}

/* Reads the head if the text begins with one, and returns what is below it and the blank line
 * that ends it.  A line that is none of a head ends it too, and is the first of the body. */
static const char *
read_head (FoyerArticleText *self, const char *text, guint *out_lines)
{
  const char *value;
  gboolean    is_key;

  *out_lines = 0;
  if (find_head (text, strcspn (text, "\n"), &value, &is_key) == NULL)
    return text;

  while (*text != '\0' && *out_lines < MAX_HEAD_LINES)
    {
      const gsize      length = strcspn (text, "\n");
      const Head      *head = find_head (text, length, &value, &is_key);
      const char      *end = text + length + (text[length] == '\n' ? 1 : 0);
      g_autofree char *stripped = NULL;

      if (length > 0 && !is_key)
        return text;
      ++*out_lines;
      if (length == 0)
        return end;
      stripped = g_strstrip (g_strndup (value, (gsize) (text + length - value)));
      if (head != NULL)
        take_head (self, head, stripped);
      else
        foyer_article_text_warn (self, *out_lines, FOYER_ARTICLE_PROBLEM_HEADER);
      text = end;
    }

  return text;
}

/* Valid text of bounded length in which all lines end in one way and control characters, and
 * those that turn the order of other text around, are not. */
static char *
clean_text (FoyerArticleText *self, const char *bytes, gsize length)
{
  g_autofree char *valid = NULL;
  GString         *clean = g_string_sized_new (MIN (length, FOYER_ARTICLE_MAX_BYTES));

  if (length > FOYER_ARTICLE_MAX_BYTES)
    {
      length = FOYER_ARTICLE_MAX_BYTES;
      /* No letter is cut. */
      while (length > 0 && ((guchar) bytes[length] & 0xc0) == 0x80)
        length--;
      foyer_article_text_warn (self, 0, FOYER_ARTICLE_PROBLEM_TOO_LONG);
    }
  if (!g_utf8_validate_len (bytes, length, NULL))
    foyer_article_text_warn (self, 0, FOYER_ARTICLE_PROBLEM_NOT_TEXT);
  valid = g_utf8_make_valid (bytes, (gssize) length);
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if ((c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff)
        continue;
      if (c == '\r' && p[1] == '\n')
        continue;
      if (c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029)
        c = '\n';
      else if (g_unichar_iscntrl (c) && c != '\n' && c != '\t')
        c = ' ';
      g_string_append_unichar (clean, c);
    }

  return g_string_free (clean, FALSE);
}

static FoyerArticleText *
create_text (void)
{
  FoyerArticleText *self = g_new0 (FoyerArticleText, 1);

  self->blocks = g_ptr_array_new_with_free_func (foyer_article_block_free);
  self->warnings = g_array_new (FALSE, FALSE, sizeof (FoyerArticleWarning));

  return self;
}

/* Words of scripts that do without spaces are about two signs long. */
static guint
count_words (const char *text)
{
  guint    n = 0, n_wide = 0;
  gboolean in_word = FALSE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_iswide (c))
        n_wide++;
      else if (g_unichar_isspace (c))
        in_word = FALSE;
      else if (!in_word && g_unichar_isalnum (c))
        {
          in_word = TRUE;
          n++;
        }
    }

  return n + n_wide / 2;
}

static int
compare_warnings (gconstpointer a, gconstpointer b)
{
  const FoyerArticleWarning *one = a, *other = b;

  return one->line != other->line ? (one->line > other->line) - (one->line < other->line)
                                  : (int) one->problem - (int) other->problem;
}

static void
finish (FoyerArticleText *self, guint first_line)
{
  foyer_article_text_read_body (self, first_line);
  for (guint i = 0; i < self->blocks->len; i++)
    self->n_words += count_words (((FoyerArticleBlock *) self->blocks->pdata[i])->text);
  if (self->n_words == 0)
    foyer_article_text_warn (self, 0, FOYER_ARTICLE_PROBLEM_EMPTY);
  else if (strstr (self->body, "{phone}") == NULL)
    foyer_article_text_warn (self, 0, FOYER_ARTICLE_PROBLEM_NO_PHONE);
  g_array_sort (self->warnings, compare_warnings);
}

/**
 * foyer_article_text_parse:
 * @bytes: what a file has
 * @length: how many; -1: up to NUL
 *
 * Reads an article: a head of lines `key: value`, a blank line, and text in CommonMark, of
 * which headings, paragraphs, lists and emphasis are kept and anything else is shown as text.
 * The keys are `id`, `title`, `language`, `topics`, `version`, `reviewed-by`, `reviewed-at`
 * and, for each of the sources, `source`.  A text without a head is all body.
 *
 * There is nothing that it refuses: what it takes for a slip is in the warnings.
 *
 * Returns: (transfer full): the article
 */
FoyerArticleText *
foyer_article_text_parse (const char *bytes, gssize length)
{
  FoyerArticleText *self = create_text ();
  g_autofree char  *text =
      clean_text (self, bytes, length < 0 ? strlen (bytes) : (gsize) length);
  guint n_lines;

  self->body = g_strdup (read_head (self, text, &n_lines));
  finish (self, n_lines + 1);

  return self;
}

/**
 * foyer_article_text_parse_body:
 * @body: (nullable): a text without a head
 *
 * As foyer_article_text_parse(), for a text whose head is kept apart.
 *
 * Returns: (transfer full): the article, of which only the body is known
 */
FoyerArticleText *
foyer_article_text_parse_body (const char *body)
{
  FoyerArticleText *self = create_text ();

  self->body =
      clean_text (self, body != NULL ? body : "", body != NULL ? strlen (body) : 0);
  finish (self, 1);

  return self;
}

void
foyer_article_text_free (FoyerArticleText *self)
{
  g_free (self->slug);
  g_free (self->language);
  g_free (self->title);
  g_free (self->topics);
  g_free (self->reviewed_by);
  g_free (self->reviewed_at);
  g_free (self->sources);
  g_free (self->body);
  g_ptr_array_unref (self->blocks);
  g_array_unref (self->warnings);
  g_free (self);
}

static void
write_head (GString *text, const char *key, const char *value)
{
  g_autofree char *line = g_strstrip (g_strdelimit (g_strdup (value), "\r\n", ' '));

  g_string_append_printf (text, "%s: %s\n", key, line);
}

/**
 * foyer_article_text_format:
 * @self: an article
 *
 * Writes an article as foyer_article_text_parse() reads it.
 *
 * Returns: (transfer full): the text of a file
 */
char *
foyer_article_text_format (FoyerArticleText *self)
{
  GString *text = g_string_new (NULL);
  g_auto (GStrv) sources =
      g_strsplit (self->sources != NULL ? self->sources : "", "\n", -1);

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      const char *value = NULL;

      if (heads[i].offset == HEAD_SOURCE)
        for (guint s = 0; sources[s] != NULL; s++)
          {
            if (*sources[s] != '\0')
              write_head (text, heads[i].key, sources[s]);
          }
      else if (heads[i].offset == HEAD_VERSION && self->version > 0)
        g_string_append_printf (text, "%s: %" G_GINT64_FORMAT "\n", heads[i].key,
                                self->version);
      else if (heads[i].offset != HEAD_VERSION)
        value = G_STRUCT_MEMBER (char *, self, heads[i].offset);
      /* A head has a title at least, or the body could be taken for one. */
      if (value != NULL || g_str_equal (heads[i].key, "title"))
        write_head (text, heads[i].key, value != NULL ? value : "");
    }
  g_string_append_c (text, '\n');
  g_string_append (text, self->body);

  return g_string_free (text, FALSE);
}

/**
 * foyer_article_text_get_minutes:
 * @self: an article
 *
 * Returns: how long it takes to read, at 200 words a minute; at least 1
 */
guint
foyer_article_text_get_minutes (FoyerArticleText *self)
{
  return MAX (1, (self->n_words + WORDS_A_MINUTE / 2) / WORDS_A_MINUTE);
}
