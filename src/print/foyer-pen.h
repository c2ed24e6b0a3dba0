/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/**
 * FoyerPenStyle:
 * @FOYER_PEN_TITLE: what the paper is about
 * @FOYER_PEN_HEADING: begins a part
 * @FOYER_PEN_STRONG: what is looked for first
 * @FOYER_PEN_PLAIN: what is read
 * @FOYER_PEN_SMALL: what may be looked up
 * @FOYER_PEN_BADGE: must not be overlooked: in a frame, so that it needs no colour
 * @FOYER_PEN_DOOR: read from a few steps away
 * @FOYER_PEN_BODY: what a patient reads
 * @FOYER_PEN_SUM: what it comes to
 * @FOYER_PEN_POSTER: seen at first glance
 *
 * How a paragraph looks.  Each has a largest number of lines; … tells that there is more.
 */
typedef enum
{
  FOYER_PEN_TITLE,
  FOYER_PEN_HEADING,
  FOYER_PEN_STRONG,
  FOYER_PEN_PLAIN,
  FOYER_PEN_SMALL,
  FOYER_PEN_BADGE,
  FOYER_PEN_DOOR,
  FOYER_PEN_BODY,
  FOYER_PEN_SUM,
  FOYER_PEN_POSTER,
} FoyerPenStyle;

/**
 * FoyerPen:
 * @context: (unowned): from foyer_pen_create_context()
 * @cr: (unowned) (nullable): where to draw; without it a paragraph is only measured
 * @page_width: of the whole page, in points, as are the others
 * @right_to_left: the side on which reading begins is the right one
 * @x: left edge of the paragraph, or its distance from the right edge of the page
 * @y: upper edge of the next paragraph
 * @width: of the paragraph
 * @at_end: align to the side on which lines end
 *
 * Where the next paragraph goes.
 */
typedef struct
{
  PangoContext *context;
  cairo_t      *cr;
  double        page_width;
  gboolean      right_to_left;
  double        x;
  double        y;
  double        width;
  gboolean      at_end;
} FoyerPen;

PangoContext *foyer_pen_create_context (gboolean right_to_left);
void   foyer_pen_align (PangoLayout *layout, gboolean right_to_left, gboolean at_end);
double foyer_pen_measure (PangoContext *context, FoyerPenStyle style, const char *text);
void   foyer_pen_put (FoyerPen *pen, FoyerPenStyle style, const char *text);
void   foyer_pen_put_take (FoyerPen *pen, FoyerPenStyle style, char *text);

G_END_DECLS
