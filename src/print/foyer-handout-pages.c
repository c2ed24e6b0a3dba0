/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "print/foyer-handout-private.h"

#include "print/foyer-pen.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MARGIN_PT 60.0
#define BODY_PT 11.5
#define LARGE_PT 18.0
#define LINE_SPACING 1.22f
/* The rest are parts of the size of the body. */
#define INDENT 2.0
#define MARKER_GAP 0.5
#define FOOTER 2.4
#define FRAME 0.5
/* No line of a paragraph stands alone on a page, where it has as many. */
#define MIN_LINES 2

/* A paragraph, or a line across the page. */
typedef struct
{
  PangoLayout *layout; /* (owned) (nullable) without one it is a line */
  PangoLayout *marker; /* (owned) (nullable) bullet or number */
  double       indent; /* from the side on which the page begins */
  double       space;  /* above it */
  gboolean     keep;   /* on the page of what comes next */
  gboolean     framed;
} Item;

/* Some lines of a paragraph on a page. */
typedef struct
{
  guint  item;
  int    first; /* line */
  int    end;   /* first line that is not there */
  guint  page;
  double y;
} Piece;

/* A handout divided into pages of one size. */
typedef struct
{
  const FoyerHandoutPaper *paper;   /* (unowned) */
  PangoContext            *context; /* (owned) of 72 dots an inch */
  double                   width;
  double                   height;
  double                   size;   /* of the body */
  GPtrArray               *items;  /* (owned) of Item */
  GArray                  *pieces; /* (owned) of Piece, in order */
  guint                    n_pages;
} Pages;

static void
free_item (gpointer data)
{
  Item *item = data;

  g_clear_object (&item->layout);
  g_clear_object (&item->marker);
  g_free (item);
}

static PangoLayout *
create_layout (Pages *self, const char *text, double part, gboolean strong, double width)
{
  PangoFontDescription *font = pango_font_description_from_string ("Sans");
  PangoLayout          *layout = pango_layout_new (self->context);

  pango_font_description_set_absolute_size (font, self->size * part * PANGO_SCALE);
  pango_font_description_set_weight (font,
                                     strong ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_text (layout, text, -1);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_line_spacing (layout, LINE_SPACING);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  foyer_pen_align (layout, self->paper->right_to_left, FALSE);

  return layout;
}

static Item *
add_text (Pages *self, const char *text, double part, gboolean strong, double space)
{
  Item *item = g_new0 (Item, 1);

  item->space = space * self->size;
  item->layout = create_layout (self, text, part, strong, self->width - 2 * MARGIN_PT);
  g_ptr_array_add (self->items, item);

  return item;
}

static void
add_rule (Pages *self)
{
  Item *item = g_new0 (Item, 1);

  item->space = 0.6 * self->size;
  item->keep = TRUE;
  g_ptr_array_add (self->items, item);
}

static void
set_runs (PangoLayout *layout, const FoyerArticleBlock *block)
{
  PangoAttrList *list = pango_attr_list_new ();

  for (guint i = 0; i < block->runs->len; i++)
    {
      const FoyerArticleRun *run = &g_array_index (block->runs, FoyerArticleRun, i);
      PangoAttribute        *attributes[] = {
               run->strong ? pango_attr_weight_new (PANGO_WEIGHT_BOLD) : NULL,
        run->emphasis ? pango_attr_style_new (PANGO_STYLE_ITALIC) : NULL,
      };

      for (guint a = 0; a < G_N_ELEMENTS (attributes); a++)
        if (attributes[a] != NULL)
          {
            attributes[a]->start_index = run->start;
            attributes[a]->end_index = run->end;
            pango_attr_list_insert (list, attributes[a]);
          }
    }
  pango_layout_set_attributes (layout, list);
  pango_attr_list_unref (list);
}

static void
add_item_block (Pages *self, const FoyerArticleBlock *block, gboolean follows_item)
{
  const double indent = block->level * INDENT * self->size;
  Item        *item = add_text (self, block->text, 1, FALSE, follows_item ? 0.25 : 0.5);
  g_autofree char *number = NULL;

  item->indent = indent;
  pango_layout_set_width (item->layout,
                          (int) ((self->width - 2 * MARGIN_PT - indent) * PANGO_SCALE));
  set_runs (item->layout, block);
  foyer_pen_align (item->layout, self->paper->right_to_left, FALSE);
  if (block->number < 0)
    return;

  /* A number stands in the direction of the page. */
  number = block->number > 0
               ? g_strdup_printf ("%s%d.", self->paper->right_to_left ? "\u200f" : "",
                                  block->number)
               : g_strdup (block->level > 1 ? "–" : "•");
  item->marker = create_layout (self, number, 1, FALSE, -1);
  pango_layout_set_width (item->marker, -1);
}

static void
add_block (Pages *self, const FoyerArticleBlock *block, const FoyerArticleBlock *before)
{
  static const double sizes[] = { 1, 1.45, 1.2, 1.05 };
  Item               *item;

  if (block->kind == FOYER_ARTICLE_ITEM)
    {
      add_item_block (self, block, before != NULL && before->kind == FOYER_ARTICLE_ITEM);
      return;
    }

  item = block->kind == FOYER_ARTICLE_HEADING
             ? add_text (self, block->text, sizes[block->level], TRUE, 1.2)
             : add_text (self, block->text, 1, FALSE,
                         before != NULL && before->kind == FOYER_ARTICLE_HEADING ? 0.35
                                                                                 : 0.75);
  item->keep = block->kind == FOYER_ARTICLE_HEADING;
  set_runs (item->layout, block);
  foyer_pen_align (item->layout, self->paper->right_to_left, FALSE);
}

/* What is printed small for others is not in large print. */
static void
add_sources (Pages *self)
{
  const FoyerHandoutPaper *paper = self->paper;
  const double             part = paper->large_print ? 1 : 0.8;
  g_auto (GStrv) lines =
      g_strsplit (paper->sources != NULL ? paper->sources : "", "\n", -1);

  add_rule (self);
  if (lines[0] != NULL)
    add_text (self,
              foyer_tongue_say (paper->tongue, "handout", NC_ ("handout", "Sources")),
              part, TRUE, 0.6)
        ->keep = TRUE;
  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '\0')
      add_text (self, lines[i], part, FALSE, 0.2)->keep = lines[i + 1] == NULL;
  add_text (self,
            foyer_tongue_say (paper->tongue, "handout",
                              NC_ ("handout",
                                   "This paper tells what is true of most people. It "
                                   "does not replace a talk with your clinician.")),
            part, FALSE, 0.6);
  if (paper->reviewed != NULL)
    add_text (self, paper->reviewed, part, FALSE, 0.2);
}

static void
add_items (Pages *self)
{
  const FoyerHandoutPaper *paper = self->paper;
  const double             part = paper->large_print ? 1 : 0.85;

  if (paper->clinic != NULL)
    add_text (self, paper->clinic, 1.15, TRUE, 0)->keep = TRUE;
  if (paper->contact != NULL)
    add_text (self, paper->contact, part, FALSE, 0.1)->keep = TRUE;
  add_rule (self);
  add_text (self, paper->title, 1.75, TRUE, 0.8)->keep = TRUE;
  add_text (self, paper->about, part, FALSE, 0.2)->keep = TRUE;
  if (paper->mark != NULL)
    {
      Item *mark = add_text (self, paper->mark, 1, TRUE, 0.8);

      mark->framed = mark->keep = TRUE;
      mark->indent = FRAME * self->size;
      pango_layout_set_width (
          mark->layout,
          (int) ((self->width - 2 * MARGIN_PT - 2 * mark->indent) * PANGO_SCALE));
    }
  for (guint i = 0; i < paper->text->blocks->len; i++)
    add_block (self, paper->text->blocks->pdata[i],
               i > 0 ? paper->text->blocks->pdata[i - 1] : NULL);
  add_sources (self);
}

static int
get_n_lines (const Item *item)
{
  return item->layout != NULL ? pango_layout_get_line_count (item->layout) : 1;
}

/* Where a line begins and ends, below the top of its paragraph. */
static void
get_line_range (const Item *item, int line, double *out_top, double *out_bottom)
{
  PangoLayoutIter *iter;
  int              top, bottom;

  if (item->layout == NULL)
    {
      *out_top = 0;
      *out_bottom = 1;
      return;
    }
  iter = pango_layout_get_iter (item->layout);
  for (int i = 0; i < line; i++)
    pango_layout_iter_next_line (iter);
  pango_layout_iter_get_line_yrange (iter, &top, &bottom);
  pango_layout_iter_free (iter);
  *out_top = top / (double) PANGO_SCALE;
  *out_bottom = bottom / (double) PANGO_SCALE;
}

static double
get_height (const Pages *self, const Item *item, int first, int end)
{
  double top, bottom, rest;

  get_line_range (item, first, &top, &rest);
  get_line_range (item, end - 1, &rest, &bottom);

  return bottom - top + (item->framed ? 2 * FRAME * self->size : 0);
}

static double
get_bottom (const Pages *self)
{
  return self->height - MARGIN_PT - FOOTER * self->size;
}

/* How many lines of @item from @first have room between @y and the end of the page. */
static int
count_fitting (const Pages *self, const Item *item, int first, double y)
{
  const int n = get_n_lines (item);
  int       low = first, high = n;

  while (low < high)
    {
      const int middle = (low + high + 1) / 2;

      if (y + get_height (self, item, first, middle) <= get_bottom (self))
        low = middle;
      else
        high = middle - 1;
    }

  return low - first;
}

/* Puts what is kept together with the next on its page: the pieces from the end that are whole
 * and have to stay with what follows. */
static double
move_kept (Pages *self, double y)
{
  guint first = self->pieces->len;

  while (first > 0)
    {
      const Piece *piece = &g_array_index (self->pieces, Piece, first - 1);

      if (!((Item *) self->items->pdata[piece->item])->keep ||
          piece->page + 1 != self->n_pages || piece->first > 0)
        break;
      first--;
    }
  /* A page of nothing else stays as it is. */
  if (first == 0 ||
      g_array_index (self->pieces, Piece, first - 1).page + 1 != self->n_pages)
    first = self->pieces->len;

  self->n_pages++;
  y = MARGIN_PT;
  for (guint i = first; i < self->pieces->len; i++)
    {
      Piece      *piece = &g_array_index (self->pieces, Piece, i);
      const Item *item = self->items->pdata[piece->item];

      y += i > first ? item->space : 0;
      piece->page = self->n_pages - 1;
      piece->y = y;
      y += get_height (self, item, piece->first, piece->end);
    }

  return y;
}

static double
place (Pages *self, guint index, double y)
{
  const Item *item = self->items->pdata[index];
  const int   n = get_n_lines (item);
  int         first = 0;

  y += y > MARGIN_PT ? item->space : 0;
  while (first < n)
    {
      Piece piece = { index, first, n, self->n_pages - 1, y };
      int   fitting = count_fitting (self, item, first, y);
      /* A line alone at the end goes along with the one above it. */
      if (first + fitting < n && n - first - fitting < MIN_LINES)
        fitting = n - first - MIN_LINES;
      if (fitting < n - first && (fitting < MIN_LINES || item->keep || item->framed) &&
          y > MARGIN_PT)
        {
          y = move_kept (self, y);
          y += y > MARGIN_PT ? item->space : 0;
          piece.page = self->n_pages - 1;
          piece.y = y;
          fitting = count_fitting (self, item, first, y);
          if (first + fitting < n && n - first - fitting < MIN_LINES)
            fitting = n - first - MIN_LINES;
        }
      /* Something has to go on each page, however high a line may be. */
      piece.end = first + CLAMP (fitting, 1, n - first);
      g_array_append_val (self->pieces, piece);
      y += get_height (self, item, first, piece.end);
      first = piece.end;
      if (first < n)
        {
          self->n_pages++;
          y = MARGIN_PT;
        }
    }

  return y;
}

static gpointer
lay_out (gconstpointer document, double width_pt, double height_pt)
{
  Pages *self = g_new0 (Pages, 1);
  double y = MARGIN_PT;

  self->paper = document;
  self->width = width_pt;
  self->height = height_pt;
  self->size = self->paper->large_print ? LARGE_PT : BODY_PT;
  self->context = foyer_pen_create_context (self->paper->right_to_left);
  self->items = g_ptr_array_new_with_free_func (free_item);
  self->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  self->n_pages = 1;
  add_items (self);
  for (guint i = 0; i < self->items->len; i++)
    y = place (self, i, y);

  return self;
}

static guint
get_n_pages (gpointer pages)
{
  return ((Pages *) pages)->n_pages;
}

/* The left edge of what is @width wide and @indent from the side on which the page begins. */
static double
get_left (const Pages *self, double indent, double width)
{
  return self->paper->right_to_left ? self->width - MARGIN_PT - indent - width
                                    : MARGIN_PT + indent;
}

static void
draw_marker (Pages *self, cairo_t *cr, const Item *item, double y)
{
  int width, baseline_gap;

  pango_layout_get_size (item->marker, &width, NULL);
  baseline_gap =
      pango_layout_get_baseline (item->layout) - pango_layout_get_baseline (item->marker);
  cairo_move_to (
      cr,
      get_left (self,
                item->indent - MARKER_GAP * self->size - width / (double) PANGO_SCALE,
                width / (double) PANGO_SCALE),
      y + baseline_gap / (double) PANGO_SCALE);
  pango_cairo_show_layout (cr, item->marker);
}

static void
draw_piece (Pages *self, cairo_t *cr, const Piece *piece)
{
  const Item      *item = self->items->pdata[piece->item];
  const double     frame = item->framed ? FRAME * self->size : 0;
  PangoLayoutIter *iter;
  double           left, top, bottom;

  if (item->layout == NULL)
    {
      cairo_set_line_width (cr, 0.7);
      cairo_move_to (cr, MARGIN_PT, piece->y + 0.5);
      cairo_line_to (cr, self->width - MARGIN_PT, piece->y + 0.5);
      cairo_stroke (cr);
      return;
    }
  if (item->framed)
    {
      cairo_set_line_width (cr, 1.2);
      cairo_rectangle (cr, MARGIN_PT, piece->y, self->width - 2 * MARGIN_PT,
                       get_height (self, item, piece->first, piece->end));
      cairo_stroke (cr);
    }
  if (item->marker != NULL && piece->first == 0)
    draw_marker (self, cr, item, piece->y);

  get_line_range (item, piece->first, &top, &bottom);
  left = get_left (self, item->indent,
                   pango_layout_get_width (item->layout) / (double) PANGO_SCALE);
  iter = pango_layout_get_iter (item->layout);
  for (int i = 0; i < piece->end; i++)
    {
      PangoRectangle logical;

      if (i >= piece->first)
        {
          pango_layout_iter_get_line_extents (iter, NULL, &logical);
          cairo_move_to (cr, left + logical.x / (double) PANGO_SCALE,
                         piece->y + frame - top +
                             pango_layout_iter_get_baseline (iter) /
                                 (double) PANGO_SCALE);
          pango_cairo_show_layout_line (cr, pango_layout_iter_get_line_readonly (iter));
        }
      pango_layout_iter_next_line (iter);
    }
  pango_layout_iter_free (iter);
}

static void
draw_footer (Pages *self, cairo_t *cr, guint page)
{
  const double     width = self->width - 2 * MARGIN_PT;
  const double     part = self->paper->large_print ? 0.9 : 0.75;
  g_autofree char *number = g_strdup_printf (
      /* Translators: the first number is the page, the second how many there are. */
      foyer_tongue_say (self->paper->tongue, "on paper",
                        NC_ ("on paper", "Page %1$u of %2$u")),
      page + 1, self->n_pages);
  g_autoptr (PangoLayout) end = create_layout (self, number, part, FALSE, width);
  g_autoptr (PangoLayout) start = NULL;
  int number_width, height;

  pango_layout_get_size (end, NULL, &height);
  pango_layout_set_width (end, -1);
  pango_layout_get_size (end, &number_width, NULL);
  start = create_layout (self, self->paper->footer, part, FALSE,
                         width - number_width / (double) PANGO_SCALE - self->size);
  pango_layout_set_height (start, -1);
  pango_layout_set_ellipsize (start, PANGO_ELLIPSIZE_END);
  cairo_move_to (
      cr, get_left (self, 0, pango_layout_get_width (start) / (double) PANGO_SCALE),
      self->height - MARGIN_PT - height / (double) PANGO_SCALE);
  pango_cairo_show_layout (cr, start);
  cairo_move_to (cr,
                 get_left (self, width - number_width / (double) PANGO_SCALE,
                           number_width / (double) PANGO_SCALE),
                 self->height - MARGIN_PT - height / (double) PANGO_SCALE);
  pango_cairo_show_layout (cr, end);
}

static void
draw (gpointer pages, cairo_t *cr, guint page)
{
  Pages *self = pages;

  cairo_set_source_rgb (cr, 0, 0, 0);
  for (guint i = 0; i < self->pieces->len; i++)
    {
      const Piece *piece = &g_array_index (self->pieces, Piece, i);

      if (piece->page == page)
        draw_piece (self, cr, piece);
    }
  draw_footer (self, cr, page);
}

static void
free_pages (gpointer pages)
{
  Pages *self = pages;

  g_object_unref (self->context);
  g_ptr_array_unref (self->items);
  g_array_unref (self->pieces);
  g_free (self);
}

const FoyerPrintKind foyer_handout_print_kind = {
  .lay_out = lay_out,
  .get_n_pages = get_n_pages,
  .draw = draw,
  .free_pages = free_pages,
  .free_document = (GDestroyNotify) foyer_handout_paper_free,
};
