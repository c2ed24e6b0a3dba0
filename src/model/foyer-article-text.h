/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FOYER_ARTICLE_MAX_BYTES:
 *
 * What an article has at most.
 */
#define FOYER_ARTICLE_MAX_BYTES (256 * 1024)

/**
 * FoyerArticleBlockKind:
 * @FOYER_ARTICLE_HEADING: begins a part
 * @FOYER_ARTICLE_PARAGRAPH: a paragraph
 * @FOYER_ARTICLE_ITEM: an item of a list
 *
 * What a block is.
 */
typedef enum
{
  FOYER_ARTICLE_HEADING,
  FOYER_ARTICLE_PARAGRAPH,
  FOYER_ARTICLE_ITEM,
} FoyerArticleBlockKind;

/**
 * FoyerArticleRun:
 * @start: first byte in the text of the block
 * @end: first byte that is not in it
 * @strong: whether it is of great weight
 * @emphasis: whether it is stressed
 *
 * A part of a block that looks different.
 */
typedef struct
{
  guint    start;
  guint    end;
  gboolean strong;
  gboolean emphasis;
} FoyerArticleRun;

/**
 * FoyerArticleBlock:
 * @kind: what it is
 * @level: of a heading from 1 to 3; of an item and what is in it, how deep its list lies, from
 *   1 to 4; else 0
 * @number: of an item of a numbered list; 0: it has a bullet; -1: it goes on with the item above
 * @line: where it begins in the file, from 1
 * @text: (owned): valid text without markup; a newline is one that was asked for
 * @runs: (owned) (element-type FoyerArticleRun): in order, without overlap
 *
 * A heading, a paragraph or an item of a list.
 */
typedef struct
{
  FoyerArticleBlockKind kind;
  int                   level;
  int                   number;
  guint                 line;
  char                 *text;
  GArray               *runs;
} FoyerArticleBlock;

/**
 * FoyerArticleProblem:
 * @FOYER_ARTICLE_PROBLEM_EMPTY: there is nothing to read
 * @FOYER_ARTICLE_PROBLEM_TOO_LONG: what is beyond `FOYER_ARTICLE_MAX_BYTES` is cut
 * @FOYER_ARTICLE_PROBLEM_NOT_TEXT: what is no UTF-8 shows as a sign for it
 * @FOYER_ARTICLE_PROBLEM_HEADER: a line of the head that nothing is known of
 * @FOYER_ARTICLE_PROBLEM_NO_PHONE: the clinic’s phone number does not stand in it
 * @FOYER_ARTICLE_PROBLEM_PLACEHOLDER: a name in braces that nothing is known of
 * @FOYER_ARTICLE_PROBLEM_HTML: HTML, shown as it was typed
 * @FOYER_ARTICLE_PROBLEM_IMAGE: a picture, of which only the words are shown
 * @FOYER_ARTICLE_PROBLEM_LINK: a link, whose address is printed after its words
 * @FOYER_ARTICLE_PROBLEM_CODE: an indented or fenced part, shown as a paragraph
 * @FOYER_ARTICLE_PROBLEM_RULE: a line across the page, which is left out
 * @FOYER_ARTICLE_PROBLEM_QUOTE: a quotation, shown as a paragraph
 * @FOYER_ARTICLE_PROBLEM_HEADING: a heading below the third level
 *
 * What whoever writes an article should know; none of it loses text but the one that says so.
 */
typedef enum
{
  FOYER_ARTICLE_PROBLEM_EMPTY,
  FOYER_ARTICLE_PROBLEM_TOO_LONG,
  FOYER_ARTICLE_PROBLEM_NOT_TEXT,
  FOYER_ARTICLE_PROBLEM_HEADER,
  FOYER_ARTICLE_PROBLEM_NO_PHONE,
  FOYER_ARTICLE_PROBLEM_PLACEHOLDER,
  FOYER_ARTICLE_PROBLEM_HTML,
  FOYER_ARTICLE_PROBLEM_IMAGE,
  FOYER_ARTICLE_PROBLEM_LINK,
  FOYER_ARTICLE_PROBLEM_CODE,
  FOYER_ARTICLE_PROBLEM_RULE,
  FOYER_ARTICLE_PROBLEM_QUOTE,
  FOYER_ARTICLE_PROBLEM_HEADING,
} FoyerArticleProblem;

/**
 * FoyerArticleWarning:
 * @line: where it is in the file, from 1; 0: in all of it
 * @problem: what it is
 *
 * A problem and where it is.
 */
typedef struct
{
  guint               line;
  FoyerArticleProblem problem;
} FoyerArticleWarning;

/**
 * FoyerArticleText:
 * @slug: (owned) (nullable): what all versions and languages of it are known by, `acne`
 * @language: (owned) (nullable): BCP 47 tag
 * @title: (owned) (nullable): what it is about
 * @topics: (owned) (nullable): what it is offered for, separated by commas
 * @version: 0 if the file does not say
 * @reviewed_by: (owned) (nullable): name of the clinician who has read it
 * @reviewed_at: (owned) (nullable): when, `YYYY-MM-DD`
 * @sources: (owned) (nullable): what it rests on, in lines
 * @body: (owned): the text below the head, as it was typed
 * @blocks: (owned) (element-type FoyerArticleBlock): what there is to read
 * @warnings: (owned) (element-type FoyerArticleWarning): in order of lines
 * @n_words: how many words there are to read
 *
 * An article for patients, read from text.
 */
typedef struct
{
  char      *slug;
  char      *language;
  char      *title;
  char      *topics;
  gint64     version;
  char      *reviewed_by;
  char      *reviewed_at;
  char      *sources;
  char      *body;
  GPtrArray *blocks;
  GArray    *warnings;
  guint      n_words;
} FoyerArticleText;

/**
 * FoyerArticleFill:
 * @name: what stands between the braces: `phone`
 * @data: data of the caller
 *
 * Returns: (transfer full) (nullable): what to read instead; `NULL` leaves it as it is
 */
typedef char *(*FoyerArticleFill) (const char *name, gpointer data);

FoyerArticleText *foyer_article_text_parse (const char *bytes, gssize length);
FoyerArticleText *foyer_article_text_parse_body (const char *body);
void              foyer_article_text_free (FoyerArticleText *self);
char             *foyer_article_text_format (FoyerArticleText *self);
void
foyer_article_text_fill (FoyerArticleText *self, FoyerArticleFill fill, gpointer data);
guint foyer_article_text_get_minutes (FoyerArticleText *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerArticleText, foyer_article_text_free)

G_END_DECLS
