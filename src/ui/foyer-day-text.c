/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-day-text.h"

#include "present/foyer-booking-words.h"
#include "present/foyer-format.h"
#include "present/foyer-words.h"
#include "ui/foyer-palette.h"

#include <glib/gi18n-lib.h>

/* Where the icon stands in the text: U+FFFC, the place of an object. */
#define ICON_CHARACTER "\357\277\274"

/* A text under way, with what is to stand out in it. */
typedef struct
{
  const FoyerDayText *about;
  FoyerDayIcon       *icon;
  GString            *text;
  PangoAttrList      *attributes;
} Writer;

static void
add_attribute (Writer *self, PangoAttribute *attribute, guint start)
{
  attribute->start_index = start;
  attribute->end_index = (guint) self->text->len;
  pango_attr_list_insert (self->attributes, attribute);
}

static void
add_run (Writer *self, const char *run, const GdkRGBA *colour, gboolean bold)
{
  const guint start = (guint) self->text->len;

  if (run == NULL)
    return;
  g_string_append (self->text, run);
  add_attribute (self,
                 pango_attr_foreground_new ((guint16) (colour->red * 65535),
                                            (guint16) (colour->green * 65535),
                                            (guint16) (colour->blue * 65535)),
                 start);
  if (colour->alpha < 1)
    add_attribute (
        self, pango_attr_foreground_alpha_new ((guint16) (colour->alpha * 65535)), start);
  if (bold)
    add_attribute (self, pango_attr_weight_new (PANGO_WEIGHT_BOLD), start);
}

static void
add_part (Writer *self, const char *run, const GdkRGBA *colour, gboolean bold)
{
  const FoyerPalette *palette = foyer_palette_get ();

  if (run == NULL)
    return;
  if (self->text->len > 0 && self->text->str[self->text->len - 1] != '\n')
    add_run (self, " · ", &palette->dim, FALSE);
  add_run (self, run, colour, bold);
}

static void
add_icon (Writer *self)
{
  const PangoRectangle place = {
    0,
    -self->icon->size * PANGO_SCALE,
    (self->icon->size + self->icon->gap) * PANGO_SCALE,
    self->icon->size * PANGO_SCALE,
  };
  const guint start = (guint) self->text->len;

  self->icon->index = (int) start;
  g_string_append (self->text, ICON_CHARACTER);
  add_attribute (self, pango_attr_shape_new (&place, &place), start);
}

static void
add_name (Writer *self)
{
  FoyerBookingRow    *row = self->about->item->row;
  const FoyerPalette *palette = foyer_palette_get ();
  const gboolean      lost = row->booking->state >= FOYER_BOOKING_STATE_NO_SHOW;
  const gboolean      done = row->booking->state == FOYER_BOOKING_STATE_COMPLETED;
  g_autofree char    *name = foyer_booking_words_patient (row);
  const guint         start = (guint) self->text->len;

  add_run (self, name, lost || done ? &palette->dim : &palette->text, !lost);
  if (lost)
    add_attribute (self, pango_attr_strikethrough_new (TRUE), start);
  if (row->patient_is_new)
    add_part (self, C_ ("patient", "New"), &palette->accent, TRUE);
  if (row->same_name)
    add_part (self, C_ ("patient", "Same name"), &palette->warning, TRUE);
}

static void
add_status (Writer *self)
{
  FoyerBooking       *booking = self->about->item->row->booking;
  const FoyerPalette *palette = foyer_palette_get ();
  const GdkRGBA      *tone = foyer_palette_get_tone (palette, booking->state);

  if (foyer_booking_state_is_promised (booking->state) &&
      self->about->now >= booking->start_at + FOYER_MINUTE_SECONDS &&
      self->about->now < booking->end_at)
    tone = &palette->warning;
  self->icon->colour = *tone;

  if (self->text->len > 0 && self->text->str[self->text->len - 1] != '\n')
    add_run (self, " · ", &palette->dim, FALSE);
  add_icon (self);
  add_run (self, self->about->status, tone, tone != &palette->dim);
}

/* Whether what is in the way of a visit still matters. */
static gboolean
is_open (FoyerBookingRow *row)
{
  return foyer_booking_state_is_live (row->booking->state) &&
         row->booking->state != FOYER_BOOKING_STATE_COMPLETED;
}

static void
add_problems (Writer *self)
{
  FoyerBookingRow    *row = self->about->item->row;
  const FoyerPalette *palette = foyer_palette_get ();
  gboolean            due;
  g_autofree char    *problem = NULL;
  g_autofree char    *deposit = NULL;

  if (!is_open (row))
    return;

  problem = foyer_booking_words_referral_problem (row);
  deposit = foyer_booking_words_deposit (row, self->about->currency, &due);
  add_part (self, foyer_booking_words_unconfirmed (row), &palette->warning, TRUE);
  add_part (self, problem, &palette->error, TRUE);
  if (due)
    add_part (self, deposit, &palette->warning, TRUE);
  if (row->patient_alert != NULL)
    add_part (self, C_ ("patient", "Alert"), &palette->warning, TRUE);
}

static gboolean
has_problems (Writer *self)
{
  FoyerBookingRow *row = self->about->item->row;
  gboolean         due;
  g_autofree char *problem = foyer_booking_words_referral_problem (row);
  g_autofree char *deposit =
      foyer_booking_words_deposit (row, self->about->currency, &due);

  return is_open (row) &&
         (problem != NULL || due || row->unconfirmed || row->patient_alert != NULL);
}

/* As much as @n_lines lines can say, the most important first. */
static void
write_booking (Writer *self, int n_lines)
{
  FoyerBookingRow    *row = self->about->item->row;
  const FoyerPalette *palette = foyer_palette_get ();
  g_autofree char *time = foyer_format_time (self->about->zone, row->booking->start_at);

  add_name (self);
  if (n_lines <= 2)
    {
      if (n_lines == 2)
        g_string_append_c (self->text, '\n');
      add_status (self);
      add_problems (self);
      add_part (self, row->service_name, &palette->dim, FALSE);
      return;
    }

  g_string_append_c (self->text, '\n');
  if (n_lines > 3 || !has_problems (self))
    {
      add_run (self, time, &palette->dim, FALSE);
      add_part (self, row->service_name, &palette->dim, FALSE);
      g_string_append_c (self->text, '\n');
      add_status (self);
    }
  else
    {
      add_status (self);
      add_part (self, row->service_name, &palette->dim, FALSE);
    }
  if (has_problems (self))
    {
      g_string_append_c (self->text, '\n');
      add_problems (self);
      n_lines--;
    }
  if (n_lines > 3 && row->booking->reason != NULL)
    {
      g_string_append_c (self->text, '\n');
      add_run (self, row->booking->reason, &palette->dim, FALSE);
    }
}

/**
 * foyer_day_text_dup_title:
 * @item: a part of a day that is not a booking
 *
 * Returns: (transfer full): what it is
 */
char *
foyer_day_text_dup_title (FoyerScheduleItem *item)
{
  g_autofree char *duration =
      foyer_format_duration ((item->end_at - item->start_at) / FOYER_MINUTE_SECONDS);

  switch (item->kind)
    {
    case FOYER_SCHEDULE_KIND_FREE:
      for (int i = 0; i <= FOYER_SERVICE_CATEGORY_URGENT; i++)
        if (item->categories == 1u << i)
          /* Translators: time kept for one kind of visit; kind, duration */
          return g_strdup_printf (C_ ("free time", "Free for %1$s · %2$s"),
                                  foyer_words_category ((FoyerServiceCategory) i),
                                  duration);
      /* Translators: time that can be booked, and how long it is */
      return g_strdup_printf (C_ ("free time", "Free · %s"), duration);
    case FOYER_SCHEDULE_KIND_BREAK:
      return g_strdup (item->label != NULL ? item->label : C_ ("schedule", "Break"));
    case FOYER_SCHEDULE_KIND_ABSENCE:
      return g_strdup (item->label != NULL ? item->label : C_ ("schedule", "Away"));
    case FOYER_SCHEDULE_KIND_HOLIDAY:
      return g_strdup (item->label != NULL ? item->label : C_ ("schedule", "Holiday"));
    case FOYER_SCHEDULE_KIND_CLOSURE:
    case FOYER_SCHEDULE_KIND_BOOKING:
    default:
      return g_strdup (item->label != NULL ? item->label : C_ ("schedule", "Closed"));
    }
}

/**
 * foyer_day_text_write:
 * @self: what to write about
 * @layout: the layout to fill
 * @n_lines: how many lines there is room for, at least 1
 * @icon: (inout): where the icon of the state goes; its size is read
 *
 * Writes what an item of the day schedule says, a paragraph a line and the most important
 * first.
 */
void
foyer_day_text_write (const FoyerDayText *self,
                      PangoLayout        *layout,
                      int                 n_lines,
                      FoyerDayIcon       *icon)
{
  Writer writer = { self, icon, g_string_new (NULL), pango_attr_list_new () };

  icon->index = -1;
  if (self->item->row != NULL)
    write_booking (&writer, n_lines);
  else
    {
      g_autofree char *title = foyer_day_text_dup_title (self->item);

      add_run (&writer, title, &foyer_palette_get ()->dim, FALSE);
    }
  pango_layout_set_text (layout, writer.text->str, (int) writer.text->len);
  pango_layout_set_attributes (layout, writer.attributes);
  g_string_free (writer.text, TRUE);
  pango_attr_list_unref (writer.attributes);
}
