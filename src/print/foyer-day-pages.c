/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "print/foyer-day-pages.h"

#include <glib/gi18n-lib.h>
#include <pango/pangocairo.h>

#define COLUMN_GAP_PT 8.0
#define ROW_PADDING_PT 3.0
#define MAX_CHARS 800

/**
 * FoyerDayPages:
 *
 * A day schedule divided into pages of one size.
 *
 * Everything is drawn by functions that return the height they took and that draw nothing
 * without a cairo context: what is measured and what is drawn cannot differ.
 */
struct _FoyerDayPages
{
  const FoyerDaySheet *sheet;   /* (unowned) */
  PangoContext        *context; /* (owned) of 72 dots an inch: a unit is a point */
  double               width;   /* of the page, in points */
  double               height;
  double               body_top;
  double               body_bottom;
  GArray              *pieces; /* (owned) of Piece, in the order of the pages */
  guint                n_pages;
};

/* What stands on a page between header and footer: a row, or with no row the heading of a
 * section. */
typedef struct
{
  guint                       page;
  double                      y;
  const FoyerDaySheetSection *section; /* (unowned) */
  const FoyerDaySheetRow     *row;     /* (unowned) (nullable) */
  gboolean                    continued;
} Piece;

typedef enum
{
  STYLE_TITLE,
  STYLE_HEADING,
  STYLE_STRONG,
  STYLE_PLAIN,
  STYLE_SMALL,
  STYLE_BADGE,
  STYLE_DOOR,
} Style;

/* Lines are limited, so that no row can be taller than a page; … tells that there is more. */
static const struct
{
  double      size_pt;
  PangoWeight weight;
  int         max_lines;
} styles[] = {
  [STYLE_TITLE] = { 15, PANGO_WEIGHT_BOLD, 2 },
  [STYLE_HEADING] = { 10.5, PANGO_WEIGHT_BOLD, 2 },
  [STYLE_STRONG] = { 9, PANGO_WEIGHT_BOLD, 3 },
  [STYLE_PLAIN] = { 8, PANGO_WEIGHT_NORMAL, 4 },
  [STYLE_SMALL] = { 7, PANGO_WEIGHT_NORMAL, 2 },
  [STYLE_BADGE] = { 7, PANGO_WEIGHT_BOLD, 3 },
  [STYLE_DOOR] = { 13, PANGO_WEIGHT_BOLD, 1 },
};

/* Where the next paragraph goes; without a context nothing is drawn. */
typedef struct
{
  FoyerDayPages *pages; /* (unowned) */
  cairo_t       *cr;    /* (unowned) (nullable) */
  double         x;     /* from the side on which reading begins */
  double         y;
  double         width;
  gboolean       at_end; /* aligned to the side on which lines end */
} Pen;

typedef struct
{
  const char *label; /* msgid with context "column of the day schedule" */
  double      share; /* of the width */
  void (*put) (Pen *pen, const FoyerDaySheetRow *row);
} Column;

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

/* A paragraph keeps its own direction, but stands on the side on which the page begins.
 * Pango turns the alignment round in a paragraph that runs against the page. */
static void
align (PangoLayout *layout, gboolean right_to_left, gboolean at_end)
{
  PangoLayoutLine *line = pango_layout_get_line_readonly (layout, 0);
  gboolean         is_against = (pango_layout_line_get_resolved_direction (line) ==
                         PANGO_DIRECTION_RTL) != right_to_left;
  gboolean         on_right = right_to_left != at_end;

  pango_layout_set_alignment (layout, on_right != is_against ? PANGO_ALIGN_RIGHT
                                                             : PANGO_ALIGN_LEFT);
}

static double
place_x (FoyerDayPages *self, double x, double width)
{
  return self->sheet->right_to_left ? self->width - x - width : x;
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

/* Puts a paragraph below the last one; no text takes no room. */
static void
put (Pen *pen, Style style, const char *text)
{
  FoyerDayPages   *self = pen->pages;
  g_autofree char *clean = clean_text (text);
  g_autoptr (PangoLayout) layout = NULL;
  PangoFontDescription *font;
  PangoRectangle        logical;
  double                inset = style == STYLE_BADGE ? 2.5 : 0;
  double                width = pen->width - 2 * inset;
  double                x, height;

  if (clean == NULL || *clean == '\0')
    return;

  font = pango_font_description_from_string ("Sans");
  pango_font_description_set_absolute_size (font, styles[style].size_pt * PANGO_SCALE);
  pango_font_description_set_weight (font, styles[style].weight);

  layout = pango_layout_new (self->context);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_text (layout, clean, -1);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_height (layout, -styles[style].max_lines);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  align (layout, self->sheet->right_to_left, pen->at_end);
  pango_layout_get_extents (layout, NULL, &logical);
  height = logical.height / (double) PANGO_SCALE;
  x = place_x (self, pen->x + inset, width);

  if (pen->cr != NULL)
    {
      cairo_set_source_rgb (pen->cr, 0, 0, 0);
      cairo_move_to (pen->cr, x, pen->y + inset / 2);
      pango_cairo_show_layout (pen->cr, layout);
      if (style == STYLE_BADGE)
        draw_box (pen->cr, x + logical.x / (double) PANGO_SCALE, pen->y + inset / 2,
                  logical.width / (double) PANGO_SCALE, height);
    }
  pen->y += height + inset;
}

/* The same for a text that was made for it. */
static void
put_take (Pen *pen, Style style, char *text)
{
  put (pen, style, text);
  g_free (text);
}

static void
put_time (Pen *pen, const FoyerDaySheetRow *row)
{
  put (pen, STYLE_STRONG, row->time);
  put (pen, STYLE_PLAIN, row->duration);
}

static void
put_patient (Pen *pen, const FoyerDaySheetRow *row)
{
  put (pen, STYLE_STRONG, row->name);
  if (row->same_name)
    put (pen, STYLE_BADGE, C_ ("on the day schedule", "Same name as another patient"));
  if (row->birth != NULL && row->number != NULL)
    /* Translators: birth date with age, and the number of the patient’s record. */
    put_take (pen, STYLE_PLAIN,
              g_strdup_printf (C_ ("on the day schedule", "%s · No. %s"), row->birth,
                                   row->number));
  else
    {
      put (pen, STYLE_PLAIN, row->birth);
      put (pen, STYLE_PLAIN, row->number);
    }
  if (row->preferred_name != NULL)
    /* Translators: %s is the name that the patient goes by. */
    put_take (
        pen, STYLE_PLAIN,
        g_strdup_printf (C_ ("on the day schedule", "Goes by %s"), row->preferred_name));
  /* The digits of a phone number read from left to right in every language. */
  if (row->phone != NULL)
    put_take (pen, STYLE_PLAIN, g_strconcat ("\u200e", row->phone, NULL));
  put (pen, STYLE_PLAIN, row->language);
  put (pen, STYLE_PLAIN, row->guardian);
  if (row->alert != NULL)
    /* Translators: %s is what staff wrote to be seen at each appointment. */
    put_take (pen, STYLE_BADGE,
              g_strdup_printf (C_ ("on the day schedule", "Alert: %s"), row->alert));
}

static void
put_visit (Pen *pen, const FoyerDaySheetRow *row)
{
  put (pen, STYLE_STRONG, row->service);
  put (pen, STYLE_PLAIN,
       row->is_new       ? C_ ("on the day schedule", "New patient")
                         : C_ ("on the day schedule", "Established patient"));
  put (pen, STYLE_PLAIN, row->reason);
  put (pen, STYLE_PLAIN, row->attached);
  if (row->override != NULL)
    /* Translators: %s says which rule was set aside for this booking, by whom and why. */
    put_take (
        pen, STYLE_PLAIN,
        g_strdup_printf (C_ ("on the day schedule", "Override: %s"), row->override));
}

static void
put_referral (Pen *pen, const FoyerDaySheetRow *row)
{
  put (pen, STYLE_BADGE, row->referral_problem);
  put (pen, STYLE_STRONG, row->referral);
  put (pen, STYLE_PLAIN, row->referrer);
  put (pen, STYLE_PLAIN, row->referral_use);
  put (pen, row->deposit_due ? STYLE_BADGE : STYLE_PLAIN, row->deposit);
}

static void
put_status (Pen *pen, const FoyerDaySheetRow *row)
{
  put (pen, STYLE_STRONG, row->status);
  put (pen, STYLE_PLAIN, row->status_note);
  put (pen, STYLE_PLAIN, row->confirmed);
  put (pen, STYLE_PLAIN, row->room);
  put (pen, STYLE_PLAIN, row->no_shows);
}

static void
put_door_time (Pen *pen, const FoyerDaySheetRow *row)
{
  put (pen, STYLE_DOOR, row->time);
}

static void
put_door_initials (Pen *pen, const FoyerDaySheetRow *row)
{
  put (pen, STYLE_DOOR, row->initials);
}

static void
put_door_room (Pen *pen, const FoyerDaySheetRow *row)
{
  put (pen, STYLE_DOOR, row->room);
}

static const Column full_columns[] = {
  { NC_ ("column of the day schedule", "Time"), 0.12, put_time },
    { NC_ ("column of the day schedule", "Patient"), 0.285, put_patient },
      { NC_ ("column of the day schedule", "Visit"), 0.23, put_visit },
        { NC_ ("column of the day schedule", "Referral and deposit"), 0.21, put_referral },
          { NC_ ("column of the day schedule", "Status"), 0.155, put_status },
        };

static const Column door_columns[] = {
  { NC_ ("column of the day schedule", "Time"), 0.4, put_door_time },
    { NC_ ("column of the day schedule", "Patient"), 0.25, put_door_initials },
      { NC_ ("column of the day schedule", "Room"), 0.35, put_door_room },
    };

static const Column *
get_columns (FoyerDayPages *self, guint *out_n_columns)
{
  *out_n_columns =
      self->sheet->privacy ? G_N_ELEMENTS (door_columns) : G_N_ELEMENTS (full_columns);
  return self->sheet->privacy ? door_columns : full_columns;
}

static double
get_content_width (FoyerDayPages *self)
{
  return self->width - 2 * FOYER_PAGE_MARGIN_PT;
}

static Pen
pen_at (FoyerDayPages *self, cairo_t *cr, double y)
{
  return (Pen){ self, cr, FOYER_PAGE_MARGIN_PT, y, get_content_width (self), FALSE };
}

static void
draw_rule (FoyerDayPages *self, cairo_t *cr, double y, double line_width)
{
  if (cr == NULL)
    return;
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_set_line_width (cr, line_width);
  cairo_move_to (cr, FOYER_PAGE_MARGIN_PT, y);
  cairo_line_to (cr, self->width - FOYER_PAGE_MARGIN_PT, y);
  cairo_stroke (cr);
}

static double
draw_header (FoyerDayPages *self, cairo_t *cr)
{
  const FoyerDaySheet *sheet = self->sheet;
  double               y = FOYER_PAGE_MARGIN_PT;
  Pen                  start = pen_at (self, cr, y);
  Pen                  end = pen_at (self, cr, y);
  const Column        *columns;
  double               x, tallest = 0;
  guint                n_columns;

  start.width *= 0.6;
  put (&start, STYLE_PLAIN, sheet->clinic);
  put (&start, STYLE_TITLE, sheet->date);
  put (&start, STYLE_HEADING, sheet->who);

  end.x += start.width + COLUMN_GAP_PT;
  end.width -= start.width + COLUMN_GAP_PT;
  end.at_end = TRUE;
  put (&end, STYLE_HEADING, _ ("Day Schedule"));
  if (sheet->phone != NULL)
    put_take (&end, STYLE_SMALL, g_strconcat ("\u200e", sheet->phone, NULL));
  if (sheet->zone != NULL)
    /* Translators: %s is a time zone. */
    put_take (&end, STYLE_SMALL,
              g_strdup_printf (C_ ("on the day schedule", "Times of %s"), sheet->zone));
  if (sheet->printed_at != NULL && sheet->printed_by != NULL)
    /* Translators: the first %s is a date and time, the second a person. */
    put_take (&end, STYLE_SMALL,
              g_strdup_printf (C_ ("on the day schedule", "Printed %s by %s"),
                                   sheet->printed_at, sheet->printed_by));
  put (&end, STYLE_SMALL, sheet->changes);

  y = MAX (start.y, end.y) + 2 * ROW_PADDING_PT;
  columns = get_columns (self, &n_columns);
  x = FOYER_PAGE_MARGIN_PT;
  for (guint i = 0; i < n_columns; i++)
    {
      Pen pen = pen_at (self, cr, y);

      pen.x = x;
      pen.width = columns[i].share * get_content_width (self) - COLUMN_GAP_PT;
      put (
          &pen, STYLE_SMALL,
          g_dpgettext2 (GETTEXT_PACKAGE, "column of the day schedule", columns[i].label));
      tallest = MAX (tallest, pen.y - y);
      x += columns[i].share * get_content_width (self);
    }
  y += tallest + 1;
  draw_rule (self, cr, y, 1);

  return y - FOYER_PAGE_MARGIN_PT;
}

/* Draws with its upper edge at y and returns its height: the same on every page. */
static double
draw_footer (FoyerDayPages *self, cairo_t *cr, double y, guint page)
{
  double y_start = y;
  Pen    start, end;

  draw_rule (self, cr, y, 0.5);
  y += ROW_PADDING_PT;

  start = pen_at (self, cr, y);
  if (!self->sheet->privacy)
    put (&start, STYLE_PLAIN, self->sheet->counts);

  end = pen_at (self, cr, start.y);
  end.x += get_content_width (self) * 0.8;
  end.width *= 0.2;
  end.at_end = TRUE;
  put_take (&end, STYLE_SMALL,
            /* Translators: the first %u is the page, the second how many there are. */
            g_strdup_printf (C_ ("on the day schedule", "Page %u of %u"), page + 1,
                                 MAX (self->n_pages, 1)));

  start.width = get_content_width (self) * 0.8 - COLUMN_GAP_PT;
  put (&start, STYLE_SMALL,
       self->sheet->privacy
       ? C_ ("on the day schedule", "For orientation only. Ask at the front desk.")
             : C_ ("on the day schedule", "Confidential: about patients. Do not leave it "
                                        "lying open; shred it after use."));

  return MAX (start.y, end.y) - y_start;
}

static double
draw_heading (FoyerDayPages              *self,
              cairo_t                    *cr,
              double                      y,
              const FoyerDaySheetSection *section,
              gboolean                    continued)
{
  Pen pen = pen_at (self, cr, y + 2 * ROW_PADDING_PT);

  if (continued)
    put_take (
        &pen, STYLE_HEADING,
        /* Translators: %s is a clinician, whose day began on the page before. */
        g_strdup_printf (C_ ("on the day schedule", "%s (continued)"), section->title));
  else
    {
      put (&pen, STYLE_HEADING, section->title);
      if (!self->sheet->privacy)
        put (&pen, STYLE_PLAIN, section->note);
    }
  if (section->rows->len == 0)
    put (&pen, STYLE_PLAIN, C_ ("on the day schedule", "No bookings"));
  draw_rule (self, cr, pen.y + ROW_PADDING_PT, 0.5);

  return pen.y + ROW_PADDING_PT - y;
}

static double
draw_gap (FoyerDayPages *self, cairo_t *cr, double y, const FoyerDaySheetRow *row)
{
  double           share = full_columns[0].share * get_content_width (self);
  double           top = y + ROW_PADDING_PT;
  Pen              time = pen_at (self, cr, top);
  Pen              what = pen_at (self, cr, top);
  g_autofree char *text = NULL;

  time.width = share - COLUMN_GAP_PT;
  what.x += share;
  what.width -= share;

  /* The text is measured before the grey is laid under it. */
  if (cr != NULL)
    {
      double height = draw_gap (self, NULL, y, row);

      cairo_set_source_rgb (cr, 0.93, 0.93, 0.93);
      cairo_rectangle (cr, FOYER_PAGE_MARGIN_PT, y, get_content_width (self), height);
      cairo_fill (cr);
    }
  put (&time, STYLE_PLAIN, row->time);
  if (row->title != NULL && row->duration != NULL)
    /* Translators: the first %s is Free, Lunch or the like, the second how long it lasts. */
    text =
        g_strdup_printf (C_ ("on the day schedule", "%s, %s"), row->title, row->duration);
  put (&what, STYLE_PLAIN, text != NULL ? text : row->title);
  draw_rule (self, cr, MAX (time.y, what.y) + ROW_PADDING_PT, 0.25);

  return MAX (time.y, what.y) + ROW_PADDING_PT - y;
}

static double
draw_row (FoyerDayPages *self, cairo_t *cr, double y, const FoyerDaySheetRow *row)
{
  const Column *columns;
  double        x = FOYER_PAGE_MARGIN_PT, bottom = y;
  guint         n_columns;

  if (row->kind == FOYER_DAY_SHEET_ROW_GAP)
    return draw_gap (self, cr, y, row);

  columns = get_columns (self, &n_columns);
  for (guint i = 0; i < n_columns; i++)
    {
      Pen pen = pen_at (self, cr, y + ROW_PADDING_PT);

      pen.x = x;
      pen.width = columns[i].share * get_content_width (self) -
                  (i + 1 < n_columns ? COLUMN_GAP_PT : 0);
      columns[i].put (&pen, row);
      bottom = MAX (bottom, pen.y);
      x += columns[i].share * get_content_width (self);
    }
  draw_rule (self, cr, bottom + ROW_PADDING_PT, 0.25);

  return bottom + ROW_PADDING_PT - y;
}

static void
add_piece (FoyerDayPages              *self,
           double                      y,
           const FoyerDaySheetSection *section,
           const FoyerDaySheetRow     *row,
           gboolean                    continued)
{
  Piece piece = { self->n_pages - 1, y, section, row, continued };

  g_array_append_val (self->pieces, piece);
}

/* Whether a row goes to this paper: a list on a door shows nothing but who is expected. */
static gboolean
is_shown (FoyerDayPages *self, const FoyerDaySheetRow *row)
{
  return !self->sheet->privacy || row->kind == FOYER_DAY_SHEET_ROW_BOOKING;
}

/* A heading never stands without a row below it, and a row never is divided. */
static void
paginate_section (FoyerDayPages *self, const FoyerDaySheetSection *section, double *y)
{
  double   heading = draw_heading (self, NULL, 0, section, FALSE);
  gboolean is_headed = FALSE;

  for (guint i = 0; i < section->rows->len; i++)
    {
      const FoyerDaySheetRow *row = section->rows->pdata[i];
      double                  height;

      if (!is_shown (self, row))
        continue;

      height = draw_row (self, NULL, 0, row);
      if (*y + height + (is_headed ? 0 : heading) > self->body_bottom &&
          *y > self->body_top)
        {
          self->n_pages++;
          *y = self->body_top;
          if (is_headed)
            {
              add_piece (self, *y, section, NULL, TRUE);
              *y += draw_heading (self, NULL, 0, section, TRUE);
            }
        }
      if (!is_headed)
        {
          add_piece (self, *y, section, NULL, FALSE);
          *y += heading;
          is_headed = TRUE;
        }
      add_piece (self, *y, section, row, FALSE);
      *y += height;
    }

  if (!is_headed)
    {
      if (*y + heading > self->body_bottom && *y > self->body_top)
        {
          self->n_pages++;
          *y = self->body_top;
        }
      add_piece (self, *y, section, NULL, FALSE);
      *y += heading;
    }
}

static void
paginate (FoyerDayPages *self)
{
  double y;

  self->n_pages = 1;
  self->body_top = FOYER_PAGE_MARGIN_PT + draw_header (self, NULL);
  self->body_bottom = self->height - FOYER_PAGE_MARGIN_PT -
                      draw_footer (self, NULL, 0, 0) - ROW_PADDING_PT;

  y = self->body_top;
  for (guint i = 0; i < self->sheet->sections->len; i++)
    {
      if (self->sheet->page_per_clinician && y > self->body_top)
        {
          self->n_pages++;
          y = self->body_top;
        }
      paginate_section (self, self->sheet->sections->pdata[i], &y);
    }
}

/**
 * foyer_day_pages_new:
 * @sheet: a day schedule, which has to stay as long as the pages
 * @width_pt: width of the whole page in points
 * @height_pt: height of the whole page in points
 *
 * Divides @sheet into pages.
 *
 * The margin of `FOYER_PAGE_MARGIN_PT` is part of the page, so print with the full page as
 * the area.  A row stays on one page.  The pages read in the direction that @sheet names.
 *
 * Returns: (transfer full): the pages, at least one
 */
FoyerDayPages *
foyer_day_pages_new (const FoyerDaySheet *sheet, double width_pt, double height_pt)
{
  FoyerDayPages        *self;
  cairo_font_options_t *options;

  g_return_val_if_fail (sheet != NULL, NULL);
  g_return_val_if_fail (width_pt > 4 * FOYER_PAGE_MARGIN_PT, NULL);
  g_return_val_if_fail (height_pt > 4 * FOYER_PAGE_MARGIN_PT, NULL);

  self = g_new0 (FoyerDayPages, 1);
  self->sheet = sheet;
  self->width = width_pt;
  self->height = height_pt;
  self->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  self->context = pango_font_map_create_context (pango_cairo_font_map_get_default ());

  /* Lines break at the same words on every printer and in the PDF. */
  pango_cairo_context_set_resolution (self->context, 72);
  options = cairo_font_options_create ();
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  pango_cairo_context_set_font_options (self->context, options);
  cairo_font_options_destroy (options);
  pango_context_set_round_glyph_positions (self->context, FALSE);
  pango_context_set_base_dir (self->context, sheet->right_to_left ? PANGO_DIRECTION_RTL
                                                                  : PANGO_DIRECTION_LTR);

  paginate (self);
  return self;
}

/**
 * foyer_day_pages_free:
 * @self: (transfer full): pages
 *
 * Frees @self, but not its day schedule.
 */
void
foyer_day_pages_free (FoyerDayPages *self)
{
  g_return_if_fail (self != NULL);

  g_array_unref (self->pieces);
  g_object_unref (self->context);
  g_free (self);
}

/**
 * foyer_day_pages_get_n_pages:
 * @self: pages
 *
 * Returns: how many there are, at least 1
 */
guint
foyer_day_pages_get_n_pages (FoyerDayPages *self)
{
  return self->n_pages;
}

/**
 * foyer_day_pages_draw:
 * @self: pages
 * @cr: where to draw; its origin is the corner of the sheet, its unit a point
 * @page: which, from 0
 *
 * Draws one page.
 */
void
foyer_day_pages_draw (FoyerDayPages *self, cairo_t *cr, guint page)
{
  g_return_if_fail (page < self->n_pages);

  draw_header (self, cr);
  for (guint i = 0; i < self->pieces->len; i++)
    {
      const Piece *piece = &g_array_index (self->pieces, Piece, i);

      if (piece->page != page)
        continue;
      if (piece->row != NULL)
        draw_row (self, cr, piece->y, piece->row);
      else
        draw_heading (self, cr, piece->y, piece->section, piece->continued);
    }
  draw_footer (self, cr, self->body_bottom + ROW_PADDING_PT, page);
}
