/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "print/foyer-slip.h"

#include "print/foyer-day-pages.h"

#include <qrencode.h>

#define ROW_GAP_PT 2.0
#define PART_GAP_PT 12.0
#define COLUMN_GAP_PT 8.0
#define FRAME_PADDING_PT 16.0
#define CODE_PT 120.0
/* What a reader needs blank around a code, in modules: ISO/IEC 18004, 7.3.7. */
#define CODE_QUIET 4
#define FOOTER_PT 24.0

typedef enum
{
  BLOCK_ROW,
  BLOCK_RULE,
  BLOCK_GAP,
  BLOCK_CODE,
} BlockKind;

typedef struct
{
  BlockKind              kind;
  FoyerPenStyle          style;
  const FoyerSlipColumn *columns; /* (unowned) static */
  guint                  n_columns;
  GStrv                  texts; /* (owned) (nullable) */
  char                  *code;  /* (owned) (nullable) */
} Block;

struct _FoyerSlip
{
  char      *clinic; /* (owned) (nullable) */
  char      *title;  /* (owned) */
  gboolean   right_to_left;
  GPtrArray *blocks; /* (owned) of Block */
};

/* A slip divided into pages of one size. */
typedef struct
{
  const FoyerSlip *slip;    /* (unowned) */
  PangoContext    *context; /* (owned) of 72 dots an inch */
  double           width;
  double           height;
  GArray *breaks; /* (owned) of guint: the first block of each page but the first */
} Pages;

static const FoyerSlipColumn whole[] = { { 1, FALSE } };
static const FoyerSlipColumn pair[] = { { 0.68, FALSE }, { 0.32, TRUE } };
static const FoyerSlipColumn letterhead[] = { { 0.6, FALSE }, { 0.4, TRUE } };

static void
free_block (gpointer data)
{
  Block *block = data;

  g_strfreev (block->texts);
  g_free (block->code);
  g_free (block);
}

static Block *
add_block (FoyerSlip *self, BlockKind kind)
{
  Block *block = g_new0 (Block, 1);

  block->kind = kind;
  g_ptr_array_add (self->blocks, block);

  return block;
}

static FoyerPen
pen_at (Pages *self, cairo_t *cr, double y)
{
  return (FoyerPen){ .context = self->context,
                     .cr = cr,
                     .page_width = self->width,
                     .right_to_left = self->slip->right_to_left,
                     .x = FOYER_PAGE_MARGIN_PT,
                     .y = y,
                     .width = self->width - 2 * FOYER_PAGE_MARGIN_PT };
}

static double
draw_row (Pages *self, cairo_t *cr, double y, const Block *block)
{
  double width = self->width - 2 * FOYER_PAGE_MARGIN_PT;
  double x = FOYER_PAGE_MARGIN_PT, bottom = y;

  for (guint i = 0; i < block->n_columns; i++)
    {
      FoyerPen pen = pen_at (self, cr, y);

      pen.x = x;
      pen.width = width * block->columns[i].share -
                  (i + 1 < block->n_columns ? COLUMN_GAP_PT : 0);
      pen.at_end = block->columns[i].at_end;
      foyer_pen_put (&pen, block->style, block->texts[i]);
      bottom = MAX (bottom, pen.y);
      x += width * block->columns[i].share;
    }

  return bottom > y ? bottom - y + ROW_GAP_PT : 0;
}

static double
draw_rule (Pages *self, cairo_t *cr, double y)
{
  if (cr != NULL)
    {
      cairo_set_source_rgb (cr, 0, 0, 0);
      cairo_set_line_width (cr, 0.5);
      cairo_move_to (cr, FOYER_PAGE_MARGIN_PT, y + ROW_GAP_PT);
      cairo_line_to (cr, self->width - FOYER_PAGE_MARGIN_PT, y + ROW_GAP_PT);
      cairo_stroke (cr);
    }

  return 2 * ROW_GAP_PT + 1;
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
draw_code (Pages *self, cairo_t *cr, double y, const Block *block)
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
      draw_qr (cr, self->slip->right_to_left ? self->width - x - CODE_PT : x,
               y + FRAME_PADDING_PT, block->code);
    }

  return height;
}

static double
draw_block (Pages *self, cairo_t *cr, double y, const Block *block)
{
  switch (block->kind)
    {
    case BLOCK_RULE:
      return draw_rule (self, cr, y);
    case BLOCK_GAP:
      return PART_GAP_PT;
    case BLOCK_CODE:
      return draw_code (self, cr, y, block);
    case BLOCK_ROW:
    default:
      return draw_row (self, cr, y, block);
    }
}

static gpointer
lay_out (gconstpointer document, double width_pt, double height_pt)
{
  Pages *self = g_new0 (Pages, 1);
  double y = FOYER_PAGE_MARGIN_PT;

  self->slip = document;
  self->width = width_pt;
  self->height = height_pt;
  self->context = foyer_pen_create_context (self->slip->right_to_left);
  self->breaks = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < self->slip->blocks->len; i++)
    {
      double height = draw_block (self, NULL, 0, self->slip->blocks->pdata[i]);

      if (y + height > height_pt - FOYER_PAGE_MARGIN_PT - FOOTER_PT &&
          y > FOYER_PAGE_MARGIN_PT)
        {
          g_array_append_val (self->breaks, i);
          y = FOYER_PAGE_MARGIN_PT;
        }
      y += height;
    }

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

/* One page needs no number. */
static void
draw_footer (Pages *self, cairo_t *cr, guint page)
{
  FoyerPen         start = pen_at (self, cr, self->height - FOYER_PAGE_MARGIN_PT - 10);
  FoyerPen         end = start;
  g_autofree char *text = NULL;

  if (self->breaks->len == 0)
    return;
  start.width *= 0.75;
  end.x += end.width * 0.8;
  end.width *= 0.2;
  end.at_end = TRUE;
  text = g_strjoin (" · ", self->slip->title, self->slip->clinic, NULL);
  foyer_pen_put (&start, FOYER_PEN_SMALL, text);
  foyer_pen_put_take (&end, FOYER_PEN_SMALL,
                      g_strdup_printf ("%u / %u", page + 1, self->breaks->len + 1));
}

static void
draw (gpointer pages, cairo_t *cr, guint page)
{
  Pages *self = pages;
  double y = FOYER_PAGE_MARGIN_PT;

  for (guint i = get_break (self, page); i < get_break (self, page + 1); i++)
    y += draw_block (self, cr, y, self->slip->blocks->pdata[i]);
  draw_footer (self, cr, page);
}

static void
free_pages (gpointer pages)
{
  Pages *self = pages;

  g_object_unref (self->context);
  g_array_unref (self->breaks);
  g_free (self);
}

const FoyerPrintKind foyer_slip_print_kind = {
  .lay_out = lay_out,
  .get_n_pages = get_n_pages,
  .draw = draw,
  .free_pages = free_pages,
  .free_document = (GDestroyNotify) foyer_slip_free,
};

static void
put_letterhead (FoyerSlip *self, FoyerClinic *clinic)
{
  const char *first[] = { clinic->name, self->title };
  g_auto (GStrv) lines =
      g_strsplit (clinic->address != NULL ? clinic->address : "", "\n", -1);
  /* The digits of a phone number read from left to right in every language. */
  g_autofree char *phone =
      clinic->phone != NULL ? g_strconcat ("\u200e", clinic->phone, NULL) : NULL;

  foyer_slip_put_row (self, FOYER_PEN_TITLE, letterhead, G_N_ELEMENTS (letterhead),
                      first);
  for (guint i = 0; lines[i] != NULL; i++)
    foyer_slip_put (self, FOYER_PEN_BODY, lines[i]);
  foyer_slip_put (self, FOYER_PEN_BODY, phone);
  foyer_slip_put_rule (self);
  foyer_slip_put_gap (self);
}

/**
 * foyer_slip_new:
 * @clinic: whose paper it is
 * @tongue: its language
 * @title: what it is
 *
 * Returns: (transfer full): a slip with its letterhead
 */
FoyerSlip *
foyer_slip_new (FoyerClinic *clinic, FoyerTongue *tongue, const char *title)
{
  FoyerSlip *self = g_new0 (FoyerSlip, 1);

  self->clinic = g_strdup (clinic->name);
  self->title = g_strdup (title);
  self->right_to_left = foyer_tongue_is_right_to_left (tongue);
  self->blocks = g_ptr_array_new_with_free_func (free_block);
  put_letterhead (self, clinic);

  return self;
}

void
foyer_slip_free (FoyerSlip *self)
{
  g_free (self->clinic);
  g_free (self->title);
  g_ptr_array_unref (self->blocks);
  g_free (self);
}

const char *
foyer_slip_get_title (FoyerSlip *self)
{
  return self->title;
}

/**
 * foyer_slip_put_row:
 * @self: a slip
 * @style: how it looks
 * @columns: (array length=n_columns): static
 * @n_columns: how many
 * @texts: (array length=n_columns) (nullable): one for each column
 *
 * Puts a row of a table.
 */
void
foyer_slip_put_row (FoyerSlip             *self,
                    FoyerPenStyle          style,
                    const FoyerSlipColumn *columns,
                    guint                  n_columns,
                    const char *const     *texts)
{
  Block *block = add_block (self, BLOCK_ROW);

  block->style = style;
  block->columns = columns;
  block->n_columns = n_columns;
  block->texts = g_new0 (char *, n_columns + 1);
  for (guint i = 0; i < n_columns; i++)
    block->texts[i] = g_strdup (texts[i] != NULL ? texts[i] : "");
}

/**
 * foyer_slip_put:
 * @self: a slip
 * @style: how it looks
 * @text: (nullable): a paragraph; none takes no room
 *
 * Puts a paragraph.
 */
void
foyer_slip_put (FoyerSlip *self, FoyerPenStyle style, const char *text)
{
  foyer_slip_put_row (self, style, whole, G_N_ELEMENTS (whole), &text);
}

/**
 * foyer_slip_put_pair:
 * @self: a slip
 * @style: how it looks
 * @label: what it is
 * @value: (nullable): stands at the side on which lines end
 *
 * Puts a line of two texts.
 */
void
foyer_slip_put_pair (FoyerSlip    *self,
                     FoyerPenStyle style,
                     const char   *label,
                     const char   *value)
{
  const char *texts[] = { label, value };

  foyer_slip_put_row (self, style, pair, G_N_ELEMENTS (pair), texts);
}

/**
 * foyer_slip_put_rule:
 * @self: a slip
 *
 * Puts a line across the page.
 */
void
foyer_slip_put_rule (FoyerSlip *self)
{
  add_block (self, BLOCK_RULE);
}

/**
 * foyer_slip_put_gap:
 * @self: a slip
 *
 * Leaves room before the next part.
 */
void
foyer_slip_put_gap (FoyerSlip *self)
{
  add_block (self, BLOCK_GAP);
}

/**
 * foyer_slip_put_code:
 * @self: a slip
 * @code: what is in the picture
 * @title: what it is
 * @...: what it is worth, the code for people, and further lines, up to `NULL`
 *
 * Puts a code that can be cut out.
 */
void
foyer_slip_put_code (FoyerSlip *self, const char *code, const char *title, ...)
{
  Block *block = add_block (self, BLOCK_CODE);
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  va_list more;

  va_start (more, title);
  for (const char *text = title; text != NULL; text = va_arg (more, const char *))
    g_ptr_array_add (texts, g_strdup (text));
  va_end (more);
  g_ptr_array_add (texts, NULL);
  block->code = g_strdup (code);
  block->texts = (GStrv) g_ptr_array_steal (texts, NULL);
}

/**
 * foyer_slip_write_pdf:
 * @self: a slip
 * @path: the file
 * @paper: what it will be printed on
 * @error: return location for an error
 *
 * Errors: as foyer_print_write_pdf().
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_slip_write_pdf (FoyerSlip *self, const char *path, FoyerPaper paper, GError **error)
{
  return foyer_print_write_pdf (&foyer_slip_print_kind, self, self->title, path, paper,
                                error);
}
