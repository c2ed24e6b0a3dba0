/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "print/foyer-day-pages.h"

#include "print/foyer-pen.h"

#include <glib/gi18n-lib.h>

#define COLUMN_GAP_PT 8.0
#define ROW_PADDING_PT 3.0

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

typedef struct
{
  const char *label; /* msgid with context "column of the day schedule" */
  double      share; /* of the width */
  void (*put) (FoyerPen *pen, const FoyerDaySheetRow *row);
} Column;

static void
put_time (FoyerPen *pen, const FoyerDaySheetRow *row)
{
  foyer_pen_put (pen, FOYER_PEN_STRONG, row->time);
  foyer_pen_put (pen, FOYER_PEN_PLAIN, row->duration);
}

static void
put_patient (FoyerPen *pen, const FoyerDaySheetRow *row)
{
  foyer_pen_put (pen, FOYER_PEN_STRONG, row->name);
  if (row->same_name)
    foyer_pen_put (pen, FOYER_PEN_BADGE,
                   C_ ("on the day schedule", "Same name as another patient"));
  if (row->birth != NULL && row->number != NULL)
    /* Translators: birth date with age, and the number of the patient’s record. */
    foyer_pen_put_take (pen, FOYER_PEN_PLAIN,
                        g_strdup_printf (C_ ("on the day schedule", "%s · No. %s"),
                                         row->birth, row->number));
  else
    {
      foyer_pen_put (pen, FOYER_PEN_PLAIN, row->birth);
      foyer_pen_put (pen, FOYER_PEN_PLAIN, row->number);
    }
  if (row->preferred_name != NULL)
    /* Translators: %s is the name that the patient goes by. */
    foyer_pen_put_take (
        pen, FOYER_PEN_PLAIN,
        g_strdup_printf (C_ ("on the day schedule", "Goes by %s"), row->preferred_name));
  /* The digits of a phone number read from left to right in every language. */
  if (row->phone != NULL)
    foyer_pen_put_take (pen, FOYER_PEN_PLAIN, g_strconcat ("\u200e", row->phone, NULL));
  foyer_pen_put (pen, FOYER_PEN_PLAIN, row->language);
  foyer_pen_put (pen, FOYER_PEN_PLAIN, row->guardian);
  if (row->alert != NULL)
    /* Translators: %s is what staff wrote to be seen at each appointment. */
    foyer_pen_put_take (
        pen, FOYER_PEN_BADGE,
        g_strdup_printf (C_ ("on the day schedule", "Alert: %s"), row->alert));
}

static void
put_visit (FoyerPen *pen, const FoyerDaySheetRow *row)
{
  foyer_pen_put (pen, FOYER_PEN_STRONG, row->service);
  foyer_pen_put (pen, FOYER_PEN_PLAIN,
                 row->is_new ? C_ ("on the day schedule", "New patient")
                             : C_ ("on the day schedule", "Established patient"));
  foyer_pen_put (pen, FOYER_PEN_PLAIN, row->reason);
  foyer_pen_put (pen, FOYER_PEN_PLAIN, row->attached);
  if (row->override != NULL)
    /* Translators: %s says which rule was set aside for this booking, by whom and why. */
    foyer_pen_put_take (
        pen, FOYER_PEN_PLAIN,
        g_strdup_printf (C_ ("on the day schedule", "Set aside: %s"), row->override));
}

static void
put_referral (FoyerPen *pen, const FoyerDaySheetRow *row)
{
  foyer_pen_put (pen, FOYER_PEN_BADGE, row->referral_problem);
  foyer_pen_put (pen, FOYER_PEN_STRONG, row->referral);
  foyer_pen_put (pen, FOYER_PEN_PLAIN, row->referrer);
  foyer_pen_put (pen, FOYER_PEN_PLAIN, row->referral_use);
  foyer_pen_put (pen, row->deposit_due ? FOYER_PEN_BADGE : FOYER_PEN_PLAIN, row->deposit);
}

static void
put_status (FoyerPen *pen, const FoyerDaySheetRow *row)
{
  foyer_pen_put (pen, FOYER_PEN_STRONG, row->status);
  foyer_pen_put (pen, FOYER_PEN_PLAIN, row->status_note);
  foyer_pen_put (pen, FOYER_PEN_PLAIN, row->confirmed);
  foyer_pen_put (pen, FOYER_PEN_PLAIN, row->room);
  foyer_pen_put (pen, FOYER_PEN_PLAIN, row->no_shows);
}

static void
put_door_time (FoyerPen *pen, const FoyerDaySheetRow *row)
{
  foyer_pen_put (pen, FOYER_PEN_DOOR, row->time);
}

static void
put_door_initials (FoyerPen *pen, const FoyerDaySheetRow *row)
{
  foyer_pen_put (pen, FOYER_PEN_DOOR, row->initials);
}

static void
put_door_room (FoyerPen *pen, const FoyerDaySheetRow *row)
{
  foyer_pen_put (pen, FOYER_PEN_DOOR, row->room);
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

static FoyerPen
pen_at (FoyerDayPages *self, cairo_t *cr, double y)
{
  return (FoyerPen){ .context = self->context,
                     .cr = cr,
                     .page_width = self->width,
                     .right_to_left = self->sheet->right_to_left,
                     .x = FOYER_PAGE_MARGIN_PT,
                     .y = y,
                     .width = get_content_width (self) };
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
  FoyerPen             start = pen_at (self, cr, y);
  FoyerPen             end = pen_at (self, cr, y);
  const Column        *columns;
  double               x, tallest = 0;
  guint                n_columns;

  start.width *= 0.6;
  foyer_pen_put (&start, FOYER_PEN_PLAIN, sheet->clinic);
  foyer_pen_put (&start, FOYER_PEN_TITLE, sheet->date);
  foyer_pen_put (&start, FOYER_PEN_HEADING, sheet->who);

  end.x += start.width + COLUMN_GAP_PT;
  end.width -= start.width + COLUMN_GAP_PT;
  end.at_end = TRUE;
  foyer_pen_put (&end, FOYER_PEN_HEADING, _ ("Day Schedule"));
  if (sheet->phone != NULL)
    foyer_pen_put_take (&end, FOYER_PEN_SMALL,
                        g_strconcat ("\u200e", sheet->phone, NULL));
  if (sheet->zone != NULL)
    /* Translators: %s is a time zone. */
    foyer_pen_put_take (
        &end, FOYER_PEN_SMALL,
        g_strdup_printf (C_ ("on the day schedule", "Times of %s"), sheet->zone));
  if (sheet->printed_at != NULL && sheet->printed_by == NULL)
    /* Translators: %s is a date and time. */
    foyer_pen_put_take (
        &end, FOYER_PEN_SMALL,
        g_strdup_printf (C_ ("on the day schedule", "Printed %s"), sheet->printed_at));
  else if (sheet->printed_at != NULL)
    /* Translators: the first %s is a date and time, the second a person. */
    foyer_pen_put_take (&end, FOYER_PEN_SMALL,
                        g_strdup_printf (C_ ("on the day schedule", "Printed %s by %s"),
                                         sheet->printed_at, sheet->printed_by));
  foyer_pen_put (&end, FOYER_PEN_SMALL, sheet->changes);

  y = MAX (start.y, end.y) + 2 * ROW_PADDING_PT;
  columns = get_columns (self, &n_columns);
  x = FOYER_PAGE_MARGIN_PT;
  for (guint i = 0; i < n_columns; i++)
    {
      FoyerPen pen = pen_at (self, cr, y);

      pen.x = x;
      pen.width = columns[i].share * get_content_width (self) - COLUMN_GAP_PT;
      foyer_pen_put (
          &pen, FOYER_PEN_SMALL,
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
  double   y_start = y;
  FoyerPen start, end;

  draw_rule (self, cr, y, 0.5);
  y += ROW_PADDING_PT;

  start = pen_at (self, cr, y);
  if (!self->sheet->privacy)
    foyer_pen_put (&start, FOYER_PEN_PLAIN, self->sheet->counts);

  end = pen_at (self, cr, start.y);
  end.x += get_content_width (self) * 0.8;
  end.width *= 0.2;
  end.at_end = TRUE;
  foyer_pen_put_take (
      &end, FOYER_PEN_SMALL,
      /* Translators: the first %u is the page, the second how many there are. */
      g_strdup_printf (C_ ("on the day schedule", "Page %u of %u"), page + 1,
                       MAX (self->n_pages, 1)));

  start.width = get_content_width (self) * 0.8 - COLUMN_GAP_PT;
  foyer_pen_put (
      &start, FOYER_PEN_SMALL,
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
  FoyerPen pen = pen_at (self, cr, y + 2 * ROW_PADDING_PT);

  if (continued)
    foyer_pen_put_take (
        &pen, FOYER_PEN_HEADING,
        /* Translators: %s is a clinician, whose day began on the page before. */
        g_strdup_printf (C_ ("on the day schedule", "%s (continued)"), section->title));
  else
    {
      foyer_pen_put (&pen, FOYER_PEN_HEADING, section->title);
      if (!self->sheet->privacy)
        foyer_pen_put (&pen, FOYER_PEN_PLAIN, section->note);
    }
  if (section->rows->len == 0)
    foyer_pen_put (&pen, FOYER_PEN_PLAIN, C_ ("on the day schedule", "No bookings"));
  draw_rule (self, cr, pen.y + ROW_PADDING_PT, 0.5);

  return pen.y + ROW_PADDING_PT - y;
}

static double
draw_gap (FoyerDayPages *self, cairo_t *cr, double y, const FoyerDaySheetRow *row)
{
  double           share = full_columns[0].share * get_content_width (self);
  double           top = y + ROW_PADDING_PT;
  FoyerPen         time = pen_at (self, cr, top);
  FoyerPen         what = pen_at (self, cr, top);
  g_autofree char *text = NULL;

  time.width = share - COLUMN_GAP_PT;
  what.x += share;
  what.width -= share;

  /* The text is measured before the grey is laid under it. */
  if (cr != NULL)
    {
      double height = draw_gap (self, NULL, y, row);

      cairo_set_source_rgb (cr, 0.93, 0.93, 0.93);
      cairo_rectangle (cr, FOYER_PAGE_MARGIN_PT, y + 0.25, get_content_width (self),
                       height - 0.25);
      cairo_fill (cr);
    }
  foyer_pen_put (&time, FOYER_PEN_PLAIN, row->time);
  if (row->title != NULL && row->duration != NULL)
    /* Translators: the first %s is Free, Lunch or the like, the second how long it lasts. */
    text =
        g_strdup_printf (C_ ("on the day schedule", "%s, %s"), row->title, row->duration);
  foyer_pen_put (&what, FOYER_PEN_PLAIN, text != NULL ? text : row->title);
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
      FoyerPen pen = pen_at (self, cr, y + ROW_PADDING_PT);

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
  FoyerDayPages *self;

  g_return_val_if_fail (sheet != NULL, NULL);
  g_return_val_if_fail (width_pt > 4 * FOYER_PAGE_MARGIN_PT, NULL);
  g_return_val_if_fail (height_pt > 4 * FOYER_PAGE_MARGIN_PT, NULL);

  self = g_new0 (FoyerDayPages, 1);
  self->sheet = sheet;
  self->width = width_pt;
  self->height = height_pt;
  self->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  self->context = foyer_pen_create_context (sheet->right_to_left);

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
