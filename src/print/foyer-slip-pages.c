/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "print/foyer-slip-private.h"

#include "print/foyer-day-pages.h"

#include <glib/gi18n-lib.h>
#include <qrencode.h>

#define ROW_GAP_PT 2.0
#define PART_GAP_PT 12.0
#define COLUMN_GAP_PT 8.0
#define MAX_PARAGRAPHS 3
#define FRAME_PADDING_PT 16.0
#define CODE_PT 120.0
/* What a reader needs blank around a code, in modules: ISO/IEC 18004, 7.3.7. */
#define CODE_QUIET 4
#define FOOTER_PT 24.0
/* How much of the width columns keep that share it, however wide the others would be. */
#define MIN_SHARED 0.35

/* A slip divided into pages of one size. */
typedef struct
{
  const FoyerSlip *slip;    /* (unowned) */
  PangoContext    *context; /* (owned) of 72 dots an inch */
  gboolean         right_to_left;
  double           width;
  double           height;
  GArray *breaks; /* (owned) of guint: the first block of each page but the first */
  GArray *widths; /* (owned) of double: of the columns of all tables */
} Pages;

static FoyerPen
pen_at (Pages *self, cairo_t *cr, double y)
{
  return (FoyerPen){ .context = self->context,
                     .cr = cr,
                     .page_width = self->width,
                     .right_to_left = self->right_to_left,
                     .x = FOYER_PAGE_MARGIN_PT,
                     .y = y,
                     .width = self->width - 2 * FOYER_PAGE_MARGIN_PT };
}

static const FoyerSlipBlock *
get_block (Pages *self, guint index)
{
  return self->slip->blocks->pdata[index];
}

static const FoyerSlipBlock *
get_head (Pages *self, const FoyerSlipTable *table)
{
  return get_block (self, table->head);
}

/* How wide a column is, its gap included; a row of its own may stand among those of a table. */
static double
get_column_width (Pages *self, const FoyerSlipBlock *block, guint column)
{
  if (block->table != NULL && block->columns == get_head (self, block->table)->columns)
    return g_array_index (self->widths, double, block->table->first_width + column);

  return block->columns[column].share * (self->width - 2 * FOYER_PAGE_MARGIN_PT);
}

static double
draw_line (Pages *self, cairo_t *cr, double y, double width)
{
  if (cr != NULL)
    {
      cairo_set_source_rgb (cr, 0, 0, 0);
      cairo_set_line_width (cr, width);
      cairo_move_to (cr, FOYER_PAGE_MARGIN_PT, y);
      cairo_line_to (cr, self->width - FOYER_PAGE_MARGIN_PT, y);
      cairo_stroke (cr);
    }

  return width;
}

/* A cell has a few paragraphs, each with lines of its own, so that a long one cuts off no
 * other. */
static void
put_cell (FoyerPen *pen, FoyerPenStyle style, const char *text)
{
  g_auto (GStrv) paragraphs = g_strsplit (text, "\n", MAX_PARAGRAPHS);

  for (guint i = 0; paragraphs[i] != NULL; i++)
    foyer_pen_put (pen, style, paragraphs[i]);
}

static double
draw_row (Pages *self, cairo_t *cr, double y, const FoyerSlipBlock *block)
{
  double x = FOYER_PAGE_MARGIN_PT, bottom = y;

  for (guint i = 0; i < block->n_columns; i++)
    {
      FoyerPen pen = pen_at (self, cr, y);
      double   width = get_column_width (self, block, i);

      pen.x = x;
      pen.width = width - (i + 1 < block->n_columns ? COLUMN_GAP_PT : 0);
      pen.at_end = block->columns[i].at_end;
      put_cell (&pen, block->style, block->texts[i]);
      bottom = MAX (bottom, pen.y);
      x += width;
    }

  return bottom > y ? bottom - y + ROW_GAP_PT : 0;
}

static double
draw_rule (Pages *self, cairo_t *cr, double y)
{
  draw_line (self, cr, y + ROW_GAP_PT, 0.5);

  return 2 * ROW_GAP_PT + 1;
}

static double
draw_head (Pages *self, cairo_t *cr, double y, const FoyerSlipBlock *block)
{
  double height = draw_row (self, cr, y, block);

  return height + draw_rule (self, cr, y + height);
}

/* Each module is a rectangle on whole units of the code, so that none has a seam. */
static void
draw_qr (cairo_t *cr, double x, double y, const char *code)
{
  QRcode *qr = QRcode_encodeString (code, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
  double  module;

  if (qr == NULL)
    return;
  module = CODE_PT / (qr->width + 2 * CODE_QUIET);
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, module, module);
  cairo_set_source_rgb (cr, 0, 0, 0);
  for (int row = 0; row < qr->width; row++)
    for (int column = 0; column < qr->width; column++)
      if ((qr->data[row * qr->width + column] & 1) != 0)
        cairo_rectangle (cr, column + CODE_QUIET, row + CODE_QUIET, 1, 1);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  cairo_fill (cr);
  cairo_restore (cr);
  QRcode_free (qr);
}

/* Title, what it is worth, the code in letters and what else is to be said, in a frame with
 * the code as a picture. */
static double
draw_code (Pages *self, cairo_t *cr, double y, const FoyerSlipBlock *block)
{
  static const FoyerPenStyle styles[] = { FOYER_PEN_DOOR, FOYER_PEN_POSTER,
                                          FOYER_PEN_DOOR };
  FoyerPen                   pen = pen_at (self, cr, y + FRAME_PADDING_PT);
  double                     frame = pen.width;
  double                     x = pen.x + FRAME_PADDING_PT, height;

  pen.x = x + CODE_PT + FRAME_PADDING_PT;
  pen.width = frame - CODE_PT - 3 * FRAME_PADDING_PT;
  for (guint i = 0; block->texts[i] != NULL; i++)
    {
      foyer_pen_put (&pen, i < G_N_ELEMENTS (styles) ? styles[i] : FOYER_PEN_BODY,
                     block->texts[i]);
      pen.y += 3 * ROW_GAP_PT;
    }
  height =
      MAX (pen.y - y - 3 * ROW_GAP_PT, CODE_PT + FRAME_PADDING_PT) + FRAME_PADDING_PT;
  if (cr != NULL)
    {
      cairo_set_line_width (cr, 1.5);
      cairo_rectangle (cr, FOYER_PAGE_MARGIN_PT, y, frame, height);
      cairo_stroke (cr);
      draw_qr (cr, self->right_to_left ? self->width - x - CODE_PT : x,
               y + FRAME_PADDING_PT, block->code);
    }

  return height;
}

static double
draw_block (Pages *self, cairo_t *cr, double y, const FoyerSlipBlock *block)
{
  switch (block->kind)
    {
    case FOYER_SLIP_HEAD:
      return draw_head (self, cr, y, block);
    case FOYER_SLIP_RULE:
      return draw_rule (self, cr, y);
    case FOYER_SLIP_GAP:
      return PART_GAP_PT;
    case FOYER_SLIP_CODE:
      return draw_code (self, cr, y, block);
    case FOYER_SLIP_ROW:
    default:
      return draw_row (self, cr, y, block);
    }
}

/* A column without a share of its own is as wide as what stands in it, so that no amount is
 * broken; the others share the rest. */
static void
measure_table (Pages *self, const FoyerSlipTable *table)
{
  const FoyerSlipBlock *head = get_head (self, table);
  double *widths = &g_array_index (self->widths, double, table->first_width);
  double  all = self->width - 2 * FOYER_PAGE_MARGIN_PT, rest = all, shares = 0;

  for (guint column = 0; column < head->n_columns; column++)
    {
      glong longest = 0;

      shares += head->columns[column].share;
      if (head->columns[column].share > 0)
        continue;
      for (guint i = table->head; i < self->slip->blocks->len; i++)
        {
          const FoyerSlipBlock *block = get_block (self, i);
          glong                 length;

          if (block->table != table)
            break;
          if (block->columns != head->columns)
            continue;
          /* Only a text that has about as many letters can be as wide. */
          length = g_utf8_strlen (block->texts[column], -1);
          if (length + 2 < longest)
            continue;
          longest = MAX (longest, length);
          widths[column] =
              MAX (widths[column],
                   foyer_pen_measure (self->context, block->style, block->texts[column]));
        }
      widths[column] += 1 + (column + 1 < head->n_columns ? COLUMN_GAP_PT : 0);
      rest -= widths[column];
    }
  for (guint column = 0; column < head->n_columns; column++)
    if (head->columns[column].share > 0)
      widths[column] =
          MAX (rest, all * MIN_SHARED) * head->columns[column].share / shares;
    else if (rest < all * MIN_SHARED && shares > 0)
      widths[column] *= all * (1 - MIN_SHARED) / (all - rest);
}

static void
measure_tables (Pages *self)
{
  guint n = 0;

  for (guint i = 0; i < self->slip->tables->len; i++)
    {
      FoyerSlipTable *table = self->slip->tables->pdata[i];

      n = MAX (n, table->first_width + table->n_columns);
    }
  g_array_set_size (self->widths, n);
  for (guint i = 0; i < self->slip->tables->len; i++)
    measure_table (self, self->slip->tables->pdata[i]);
}

/* What a page begins with if @block is the first for which another has no room: what has to
 * stay with it goes along. */
static guint
find_break (Pages *self, guint page_start, guint block)
{
  guint first = block;

  while (first > page_start && get_block (self, first - 1)->keep)
    first--;

  return first > page_start ? first : block;
}

/* Room between parts is none at the edge of a page. */
static double
place_block (Pages *self, cairo_t *cr, double y, guint block, guint page_start)
{
  const FoyerSlipBlock *placed = get_block (self, block);

  return placed->kind == FOYER_SLIP_GAP && block == page_start
             ? 0
             : draw_block (self, cr, y, placed);
}

/* A page that begins within a table repeats its headings, and what the rows are about. */
static double
begin_page (Pages *self, cairo_t *cr, guint first)
{
  const FoyerSlipBlock *block = get_block (self, first);
  double                y = FOYER_PAGE_MARGIN_PT;

  if (block->table != NULL && block->table->head != first)
    y += draw_block (self, cr, y, get_head (self, block->table));
  if (block->group != 0 && block->group != first)
    y += draw_block (self, cr, y, get_block (self, block->group));

  return y;
}

static void
paginate (Pages *self)
{
  const double bottom = self->height - FOYER_PAGE_MARGIN_PT - FOOTER_PT;
  guint        start = 0;
  double       y = begin_page (self, NULL, 0);

  for (guint i = 0; i < self->slip->blocks->len; i++)
    {
      const FoyerSlipBlock *block = get_block (self, i);
      double                height = place_block (self, NULL, y, i, start);

      if (y + height > bottom && i > start && block->kind != FOYER_SLIP_GAP)
        {
          start = find_break (self, start, i);
          g_array_append_val (self->breaks, start);
          y = begin_page (self, NULL, start);
          for (guint j = start; j <= i; j++)
            y += place_block (self, NULL, y, j, start);
        }
      else
        y += height;
    }
}

static gpointer
lay_out (gconstpointer document, double width_pt, double height_pt)
{
  Pages *self = g_new0 (Pages, 1);

  self->slip = document;
  self->right_to_left = foyer_tongue_is_right_to_left (self->slip->tongue);
  self->width = width_pt;
  self->height = height_pt;
  self->context = foyer_pen_create_context (self->right_to_left);
  self->breaks = g_array_new (FALSE, FALSE, sizeof (guint));
  self->widths = g_array_new (FALSE, TRUE, sizeof (double));
  measure_tables (self);
  paginate (self);

  return self;
}

static guint
get_n_pages (gpointer pages)
{
  return ((Pages *) pages)->breaks->len + 1;
}

static guint
get_break (Pages *self, guint page)
{
  if (page == 0)
    return 0;

  return page <= self->breaks->len ? g_array_index (self->breaks, guint, page - 1)
                                   : self->slip->blocks->len;
}

/* One page needs no number, but of a report, which says that this is all. */
static void
draw_footer (Pages *self, cairo_t *cr, guint page)
{
  const double     bottom = self->height - FOYER_PAGE_MARGIN_PT;
  FoyerPen         start = pen_at (self, NULL, 0);
  FoyerPen         end = pen_at (self, cr, 0);
  g_autofree char *text = NULL;

  if (self->breaks->len == 0 && self->slip->subject == NULL)
    return;
  start.width *= 0.75;
  end.x += end.width * 0.8;
  end.width *= 0.2;
  end.at_end = TRUE;
  text = self->slip->subject != NULL
             ? g_strjoin (" · ", self->slip->title, self->slip->subject,
                          self->slip->clinic, NULL)
             : g_strjoin (" · ", self->slip->title, self->slip->clinic, NULL);
  /* Its last line is the last of the page. */
  foyer_pen_put (&start, FOYER_PEN_SMALL, text);
  start.cr = cr;
  start.y = end.y = bottom - start.y;
  foyer_pen_put (&start, FOYER_PEN_SMALL, text);
  foyer_pen_put_take (
      &end, FOYER_PEN_SMALL,
      /* Translators: the first number is the page, the second how many there are. */
      g_strdup_printf (foyer_tongue_say (self->slip->tongue, "on paper",
                                         NC_ ("on paper", "Page %1$u of %2$u")),
                       page + 1, self->breaks->len + 1));
}

static void
draw (gpointer pages, cairo_t *cr, guint page)
{
  Pages      *self = pages;
  const guint start = get_break (self, page);
  double      y = begin_page (self, cr, start);

  for (guint i = start; i < get_break (self, page + 1); i++)
    y += place_block (self, cr, y, i, start);
  draw_footer (self, cr, page);
}

static void
free_pages (gpointer pages)
{
  Pages *self = pages;

  g_object_unref (self->context);
  g_array_unref (self->breaks);
  g_array_unref (self->widths);
  g_free (self);
}

const FoyerPrintKind foyer_slip_print_kind = {
  .lay_out = lay_out,
  .get_n_pages = get_n_pages,
  .draw = draw,
  .free_pages = free_pages,
  .free_document = (GDestroyNotify) foyer_slip_free,
};
