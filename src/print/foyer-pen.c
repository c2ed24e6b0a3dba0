/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "print/foyer-pen.h"

#include <string.h>

#define MAX_CHARS 800

/* Lines are limited, so that no row of a table can be taller than a page. */
static const struct
{
  double      size_pt;
  PangoWeight weight;
  int         max_lines;
} styles[] = {
  [FOYER_PEN_TITLE] = { 15, PANGO_WEIGHT_BOLD, 3 },
  [FOYER_PEN_HEADING] = { 10.5, PANGO_WEIGHT_BOLD, 2 },
  [FOYER_PEN_STRONG] = { 9, PANGO_WEIGHT_BOLD, 3 },
  [FOYER_PEN_PLAIN] = { 8, PANGO_WEIGHT_NORMAL, 6 },
  [FOYER_PEN_SMALL] = { 7, PANGO_WEIGHT_NORMAL, 2 },
  [FOYER_PEN_BADGE] = { 7, PANGO_WEIGHT_BOLD, 3 },
  [FOYER_PEN_DOOR] = { 13, PANGO_WEIGHT_BOLD, 1 },
  [FOYER_PEN_BODY] = { 10, PANGO_WEIGHT_NORMAL, 12 },
  [FOYER_PEN_SUM] = { 10, PANGO_WEIGHT_BOLD, 3 },
  [FOYER_PEN_POSTER] = { 24, PANGO_WEIGHT_BOLD, 2 },
};

/* Text that people typed, as one paragraph: valid, of bounded length, without control
 * characters, and without those that turn the order of other text around. */
static char *
clean_text (const char *text)
{
  g_autofree char *valid = NULL;
  GString         *clean;
  glong            n_chars = 0;

  if (text == NULL)
    return NULL;

  valid = g_utf8_make_valid (text, (gssize) strnlen (text, MAX_CHARS * 6));
  clean = g_string_new (NULL);
  for (const char *p = valid; *p != '\0' && n_chars < MAX_CHARS; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if ((c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff)
        continue;
      g_string_append_unichar (
          clean, g_unichar_iscntrl (c) || c == 0x2028 || c == 0x2029 ? ' ' : c);
      n_chars++;
    }
  if (n_chars == MAX_CHARS)
    g_string_append (clean, "…");

  return g_strstrip (g_string_free (clean, FALSE));
}

/**
 * foyer_pen_align:
 * @layout: a paragraph
 * @right_to_left: whether the page reads from right to left
 * @at_end: whether it stands at the side on which lines end
 *
 * A paragraph keeps its own direction, but stands on the side on which the page begins.
 */
void
foyer_pen_align (PangoLayout *layout, gboolean right_to_left, gboolean at_end)
{
  PangoLayoutLine *line = pango_layout_get_line_readonly (layout, 0);
  gboolean         is_against = (pango_layout_line_get_resolved_direction (line) ==
                         PANGO_DIRECTION_RTL) != right_to_left;
  gboolean         on_right = right_to_left != at_end;

  /* Pango turns the alignment round in a paragraph that runs against the page. */
  pango_layout_set_alignment (layout, on_right != is_against ? PANGO_ALIGN_RIGHT
                                                             : PANGO_ALIGN_LEFT);
}

static void
draw_box (cairo_t *cr, double x, double y, double width, double height)
{
  cairo_save (cr);
  cairo_set_line_width (cr, 0.7);
  cairo_rectangle (cr, x - 2, y - 0.5, width + 4, height + 1);
  cairo_stroke (cr);
  cairo_restore (cr);
}

/**
 * foyer_pen_create_context:
 * @right_to_left: whether the page reads from right to left
 *
 * Makes a context in which a unit is a point, and in which lines break at the same words on
 * every printer and in a PDF.
 *
 * Returns: (transfer full): the context
 */
PangoContext *
foyer_pen_create_context (gboolean right_to_left)
{
  PangoContext *context =
      pango_font_map_create_context (pango_cairo_font_map_get_default ());
  cairo_font_options_t *options = cairo_font_options_create ();

  pango_cairo_context_set_resolution (context, 72);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_context_set_base_dir (context,
                              right_to_left ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
  return context;
}

static PangoLayout *
create_layout (PangoContext *context, FoyerPenStyle style, const char *clean)
{
  PangoFontDescription *font = pango_font_description_from_string ("Sans");
  PangoLayout          *layout = pango_layout_new (context);

  pango_font_description_set_absolute_size (font, styles[style].size_pt * PANGO_SCALE);
  pango_font_description_set_weight (font, styles[style].weight);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_text (layout, clean, -1);

  return layout;
}

/**
 * foyer_pen_measure:
 * @context: from foyer_pen_create_context()
 * @style: how it looks
 * @text: (nullable): a text
 *
 * Returns: how wide @text is on one line, in points
 */
double
foyer_pen_measure (PangoContext *context, FoyerPenStyle style, const char *text)
{
  g_autofree char *clean = clean_text (text);
  g_autoptr (PangoLayout) layout = NULL;
  int width;

  if (clean == NULL || *clean == '\0')
    return 0;
  layout = create_layout (context, style, clean);
  pango_layout_get_size (layout, &width, NULL);

  return width / (double) PANGO_SCALE;
}

/**
 * foyer_pen_put:
 * @pen: where to put it; its `y` moves below the paragraph
 * @style: how it looks
 * @text: (nullable): what to put, taken literally, also if people typed it; no text takes no
 *   room
 *
 * Puts one paragraph.
 */
void
foyer_pen_put (FoyerPen *pen, FoyerPenStyle style, const char *text)
{
  g_autofree char *clean = clean_text (text);
  g_autoptr (PangoLayout) layout = NULL;
  PangoRectangle logical;
  double         inset = style == FOYER_PEN_BADGE ? 2.5 : 0;
  double         width = pen->width - 2 * inset;
  double         x, height;

  if (clean == NULL || *clean == '\0')
    return;

  layout = create_layout (pen->context, style, clean);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_height (layout, -styles[style].max_lines);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  foyer_pen_align (layout, pen->right_to_left, pen->at_end);
  pango_layout_get_extents (layout, NULL, &logical);
  height = logical.height / (double) PANGO_SCALE;
  x = pen->x + inset;
  if (pen->right_to_left)
    x = pen->page_width - x - width;

  if (pen->cr != NULL)
    {
      cairo_set_source_rgb (pen->cr, 0, 0, 0);
      cairo_move_to (pen->cr, x, pen->y + inset / 2);
      pango_cairo_show_layout (pen->cr, layout);
      if (style == FOYER_PEN_BADGE)
        draw_box (pen->cr, x + logical.x / (double) PANGO_SCALE, pen->y + inset / 2,
                  logical.width / (double) PANGO_SCALE, height);
    }
  pen->y += height + inset;
}

/**
 * foyer_pen_put_take:
 * @pen: as for foyer_pen_put()
 * @style: how it looks
 * @text: (transfer full) (nullable): what to put
 *
 * Puts one paragraph and frees its text.
 */
void
foyer_pen_put_take (FoyerPen *pen, FoyerPenStyle style, char *text)
{
  foyer_pen_put (pen, style, text);
  g_free (text);
}
