/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-article-body-private.h"

#include <cmark.h>
#include <string.h>

#define MAX_HEADING 3
#define MAX_DEPTH 4
#define MAX_WARNINGS 200

/* Which names in braces are known: see present/foyer-handout-words.c. */
static const char *const placeholders[] = { "clinic", "phone", "address",
                                            "deposit-rule" };

typedef struct
{
  FoyerArticleText  *text;       /* (unowned) */
  guint              first_line; /* of the body in the file */
  FoyerArticleBlock *block;      /* (unowned) (nullable) that is being read */
  GString           *words;      /* (owned) of @block */
  guint              strong;     /* how many of them are open */
  guint              emphasis;
  int                depth;  /* of lists */
  gboolean           begins; /* whether the next block is the first of an item */
  GArray
      *numbers; /* (owned) of int: of the last item of each open list, 0 with bullets */
} Reading;

void
foyer_article_block_free (gpointer data)
{
  FoyerArticleBlock *block = data;

  g_free (block->text);
  g_array_unref (block->runs);
  g_free (block);
}

void
foyer_article_text_warn (FoyerArticleText *self, guint line, FoyerArticleProblem problem)
{
  const FoyerArticleWarning warning = { line, problem };

  for (guint i = self->warnings->len; i > 0; i--)
    {
      const FoyerArticleWarning *before =
          &g_array_index (self->warnings, FoyerArticleWarning, i - 1);

      if (before->line == line && before->problem == problem)
        return;
    }
  if (self->warnings->len < MAX_WARNINGS)
    g_array_append_val (self->warnings, warning);
}

static guint
get_line (Reading *reading, cmark_node *node)
{
  while (node != NULL && cmark_node_get_start_line (node) <= 0)
    node = cmark_node_parent (node);

  return reading->first_line +
         (node != NULL ? (guint) cmark_node_get_start_line (node) - 1 : 0);
}

static void
warn (Reading *reading, cmark_node *node, FoyerArticleProblem problem)
{
  foyer_article_text_warn (reading->text, get_line (reading, node), problem);
}

static void
warn_of_placeholders (Reading *reading)
{
  const char *end;

  for (const char *p = strchr (reading->block->text, '{'); p != NULL;
       p = strchr (end, '{'))
    {
      gboolean is_known = FALSE;

      end = p + 1 + strspn (p + 1, "abcdefghijklmnopqrstuvwxyz-");
      if (*end != '}' || end == p + 1)
        continue;
      for (guint i = 0; i < G_N_ELEMENTS (placeholders); i++)
        is_known |= strlen (placeholders[i]) == (gsize) (end - p - 1) &&
                    strncmp (placeholders[i], p + 1, (gsize) (end - p - 1)) == 0;
      if (!is_known)
        foyer_article_text_warn (reading->text, reading->block->line,
                                 FOYER_ARTICLE_PROBLEM_PLACEHOLDER);
    }
}

static void
end_block (Reading *reading)
{
  if (reading->block == NULL)
    return;
  reading->block->text = g_string_free (g_steal_pointer (&reading->words), FALSE);
  warn_of_placeholders (reading);
  reading->block = NULL;
}

static void
begin_block (Reading *reading, cmark_node *node, FoyerArticleBlockKind kind, int level)
{
  FoyerArticleBlock *block = g_new0 (FoyerArticleBlock, 1);

  end_block (reading);
  block->kind = kind;
  block->level = level;
  block->line = get_line (reading, node);
  block->runs = g_array_new (FALSE, FALSE, sizeof (FoyerArticleRun));
  if (kind != FOYER_ARTICLE_HEADING && reading->depth > 0)
    {
      block->kind = FOYER_ARTICLE_ITEM;
      block->level = MIN (reading->depth, MAX_DEPTH);
      block->number = reading->begins
                          ? g_array_index (reading->numbers, int, reading->depth - 1)
                          : -1;
    }
  reading->begins = FALSE;
  reading->block = block;
  reading->words = g_string_new (NULL);
  g_ptr_array_add (reading->text->blocks, block);
}

/* Words with the weight that is open. */
static void
add_words (Reading *reading, const char *words)
{
  const guint      start = (guint) reading->words->len;
  FoyerArticleRun  run;
  FoyerArticleRun *last;

  g_string_append (reading->words, words);
  run = (FoyerArticleRun){ start, (guint) reading->words->len, reading->strong > 0,
                           reading->emphasis > 0 };
  if ((!run.strong && !run.emphasis) || run.start == run.end)
    return;
  last = reading->block->runs->len > 0
             ? &g_array_index (reading->block->runs, FoyerArticleRun,
                               reading->block->runs->len - 1)
             : NULL;
  if (last != NULL && last->end == run.start && last->strong == run.strong &&
      last->emphasis == run.emphasis)
    last->end = run.end;
  else
    g_array_append_val (reading->block->runs, run);
}

/* Text that has lines of its own: each is kept, but the end of the last. */
static void
add_lines (Reading *reading, const char *text)
{
  g_autofree char *lines = g_strchomp (g_strdup (text != NULL ? text : ""));

  add_words (reading, lines);
}

/* The address behind the words, unless they are it: paper has no links. */
static void
add_address (Reading *reading, cmark_node *link)
{
  const char      *url = cmark_node_get_url (link);
  cmark_node      *words = cmark_node_first_child (link);
  const char      *literal = words != NULL ? cmark_node_get_literal (words) : NULL;
  g_autofree char *address = NULL;

  if (g_str_has_prefix (url, "mailto:"))
    url += strlen ("mailto:");
  if (*url == '\0' || g_strcmp0 (literal, url) == 0)
    return;
  address = g_strdup_printf (words != NULL ? " (%s)" : "%s", url);
  add_words (reading, address);
}

static void
read_list (Reading *reading, cmark_node *list)
{
  int before = cmark_node_get_list_type (list) == CMARK_ORDERED_LIST
                   ? cmark_node_get_list_start (list) - 1
                   : G_MININT;

  reading->depth++;
  g_array_append_val (reading->numbers, before);
}

static void
read_item (Reading *reading, cmark_node *item)
{
  int *number = &g_array_index (reading->numbers, int, reading->depth - 1);

  /* Bullets are not counted; a list may begin with 0, and nobody counts so far as to overflow. */
  if (*number == G_MININT || *number == G_MAXINT)
    *number = 0;
  if (cmark_node_get_list_type (cmark_node_parent (item)) == CMARK_ORDERED_LIST)
    ++*number;
  reading->begins = TRUE;
  if (cmark_node_first_child (item) == NULL)
    begin_block (reading, item, FOYER_ARTICLE_ITEM, reading->depth);
}

static void
read_heading (Reading *reading, cmark_node *heading)
{
  int level = cmark_node_get_heading_level (heading);

  if (level > MAX_HEADING)
    warn (reading, heading, FOYER_ARTICLE_PROBLEM_HEADING);
  begin_block (reading, heading, FOYER_ARTICLE_HEADING, MIN (level, MAX_HEADING));
}

static void
enter_block (Reading *reading, cmark_node *node)
{
  switch ((int) cmark_node_get_type (node))
    {
    case CMARK_NODE_LIST:
      read_list (reading, node);
      break;
    case CMARK_NODE_ITEM:
      read_item (reading, node);
      break;
    case CMARK_NODE_PARAGRAPH:
      begin_block (reading, node, FOYER_ARTICLE_PARAGRAPH, 0);
      break;
    case CMARK_NODE_HEADING:
      read_heading (reading, node);
      break;
    case CMARK_NODE_BLOCK_QUOTE:
      warn (reading, node, FOYER_ARTICLE_PROBLEM_QUOTE);
      break;
    case CMARK_NODE_CODE_BLOCK:
    case CMARK_NODE_HTML_BLOCK:
      warn (reading, node,
            cmark_node_get_type (node) == CMARK_NODE_HTML_BLOCK
                ? FOYER_ARTICLE_PROBLEM_HTML
                : FOYER_ARTICLE_PROBLEM_CODE);
      begin_block (reading, node, FOYER_ARTICLE_PARAGRAPH, 0);
      add_lines (reading, cmark_node_get_literal (node));
      break;
    case CMARK_NODE_THEMATIC_BREAK:
      warn (reading, node, FOYER_ARTICLE_PROBLEM_RULE);
      break;
    default:
      break;
    }
}

static void
enter_inline (Reading *reading, cmark_node *node)
{
  switch ((int) cmark_node_get_type (node))
    {
    case CMARK_NODE_TEXT:
    case CMARK_NODE_CODE:
      add_words (reading, cmark_node_get_literal (node));
      break;
    case CMARK_NODE_HTML_INLINE:
      warn (reading, node, FOYER_ARTICLE_PROBLEM_HTML);
      add_words (reading, cmark_node_get_literal (node));
      break;
    case CMARK_NODE_SOFTBREAK:
      add_words (reading, " ");
      break;
    case CMARK_NODE_LINEBREAK:
      add_words (reading, "\n");
      break;
    case CMARK_NODE_STRONG:
      reading->strong++;
      break;
    case CMARK_NODE_EMPH:
      reading->emphasis++;
      break;
    case CMARK_NODE_LINK:
      warn (reading, node, FOYER_ARTICLE_PROBLEM_LINK);
      break;
    case CMARK_NODE_IMAGE:
      warn (reading, node, FOYER_ARTICLE_PROBLEM_IMAGE);
      break;
    default:
      break;
    }
}

static void
leave (Reading *reading, cmark_node *node)
{
  switch ((int) cmark_node_get_type (node))
    {
    case CMARK_NODE_LIST:
      reading->depth--;
      g_array_set_size (reading->numbers, (guint) reading->depth);
      break;
    case CMARK_NODE_PARAGRAPH:
    case CMARK_NODE_HEADING:
      end_block (reading);
      break;
    case CMARK_NODE_STRONG:
      reading->strong--;
      break;
    case CMARK_NODE_EMPH:
      reading->emphasis--;
      break;
    case CMARK_NODE_LINK:
    case CMARK_NODE_IMAGE:
      add_address (reading, node);
      break;
    default:
      break;
    }
}

/* Reads the blocks of the body; @first_line is where it begins in the file. */
void
foyer_article_text_read_body (FoyerArticleText *self, guint first_line)
{
  Reading          reading = { .text = self, .first_line = first_line };
  cmark_node      *document;
  cmark_iter      *iter;
  cmark_event_type event;

  reading.numbers = g_array_new (FALSE, FALSE, sizeof (int));
  document = cmark_parse_document (self->body, strlen (self->body), CMARK_OPT_DEFAULT);
  iter = cmark_iter_new (document);
  while ((event = cmark_iter_next (iter)) != CMARK_EVENT_DONE)
    {
      cmark_node *node = cmark_iter_get_node (iter);

      if (event == CMARK_EVENT_EXIT)
        leave (&reading, node);
      else if (cmark_node_get_type (node) <= CMARK_NODE_LAST_BLOCK)
        enter_block (&reading, node);
      else
        enter_inline (&reading, node);
    }
  end_block (&reading);
  g_array_unref (reading.numbers);
  cmark_iter_free (iter);
  cmark_node_free (document);
}

/* A block that is being filled: what is done with, and how far its places have moved. */
typedef struct
{
  FoyerArticleBlock *block; /* (unowned) */
  GString           *done;  /* (owned) */
  guint              place; /* of the runs, counted by their starts and ends */
} Filling;

/* The starts and ends of runs up to @at stand as far before what is done with as before @at; those
 * in what was @replaced stand behind what is read instead. */
static void
move_places (Filling *filling, guint at, gboolean replaced)
{
  for (; filling->place < filling->block->runs->len * 2; filling->place++)
    {
      FoyerArticleRun *run =
          &g_array_index (filling->block->runs, FoyerArticleRun, filling->place / 2);
      guint *place = filling->place % 2 == 0 ? &run->start : &run->end;

      if (*place > at)
        return;
      *place = (guint) filling->done->len - (replaced ? 0 : at - *place);
    }
}

static void
fill_block (FoyerArticleBlock *block, FoyerArticleFill fill, gpointer data)
{
  Filling     filling = { .block = block, .done = g_string_new (NULL) };
  const char *text = block->text, *next;

  while ((next = strchr (text, '{')) != NULL)
    {
      const gsize      n = strspn (next + 1, "abcdefghijklmnopqrstuvwxyz-");
      g_autofree char *name =
          n > 0 && next[n + 1] == '}' ? g_strndup (next + 1, n) : NULL;
      g_autofree char *value = name != NULL ? fill (name, data) : NULL;

      g_string_append_len (filling.done, text, next - text);
      move_places (&filling, (guint) (next - block->text), FALSE);
      text = next + (value != NULL ? n + 2 : 1);
      g_string_append (filling.done, value != NULL ? value : "{");
      move_places (&filling, (guint) (text - block->text), TRUE);
    }
  g_string_append (filling.done, text);
  move_places (&filling, (guint) strlen (block->text), FALSE);
  g_free (block->text);
  block->text = g_string_free (filling.done, FALSE);
}

/**
 * foyer_article_text_fill:
 * @self: an article
 * @fill: (scope call): what to put for a name in braces
 * @data: data for @fill
 *
 * Puts the clinic’s own words for `{phone}` and its like into what there is to read; the body
 * stays as it is.  What is put in is not looked at again, and is no markup.
 */
void
foyer_article_text_fill (FoyerArticleText *self, FoyerArticleFill fill, gpointer data)
{
  for (guint i = 0; i < self->blocks->len; i++)
    fill_block (self->blocks->pdata[i], fill, data);
}
