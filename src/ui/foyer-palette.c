/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-palette.h"

#include <adwaita.h>

#define RGB(r, g, b)                                                                     \
  {                                                                                      \
    (r) / 255.0f, (g) / 255.0f, (b) / 255.0f, 1                                          \
  }
#define BLACK(alpha)                                                                     \
  {                                                                                      \
    0, 0, 0, alpha                                                                       \
  }
#define WHITE(alpha)                                                                     \
  {                                                                                      \
    1, 1, 1, alpha                                                                       \
  }

/* How much of its colour a service lends to its blocks. */
#define TINT_LIGHT 0.16f
#define TINT_DARK 0.30f

/* What a service without a colour of its own has. */
static const GdkRGBA plain = RGB (0x62, 0x70, 0x84);

static const FoyerPalette light = {
  .text = BLACK (0.85f),
  .dim = BLACK (0.66f),
  .accent = RGB (0x1a, 0x5f, 0xb4),
  .success = RGB (0x12, 0x6b, 0x3d),
  .warning = RGB (0x8a, 0x4b, 0x00),
  .error = RGB (0xa5, 0x1d, 0x2d),
  .paper = RGB (0xff, 0xff, 0xff),
  .closed = BLACK (0.045f),
  .line = BLACK (0.13f),
  .faint = BLACK (0.07f),
};

static const FoyerPalette dark = {
  .text = WHITE (0.95f),
  .dim = WHITE (0.75f),
  .accent = RGB (0x99, 0xc1, 0xf1),
  .success = RGB (0x8f, 0xf0, 0xa4),
  .warning = RGB (0xf8, 0xe4, 0x5c),
  .error = RGB (0xff, 0xa3, 0x98),
  .paper = RGB (0x1e, 0x1e, 0x1e),
  .closed = WHITE (0.06f),
  .line = WHITE (0.16f),
  .faint = WHITE (0.08f),
};

/**
 * foyer_palette_get:
 *
 * Returns: (transfer none): the colours for the style that is in force
 */
const FoyerPalette *
foyer_palette_get (void)
{
  return adw_style_manager_get_dark (adw_style_manager_get_default ()) ? &dark : &light;
}

/**
 * foyer_palette_get_tone:
 * @self: a palette
 * @state: a state of a booking
 *
 * Returns: (transfer none): the colour of the word for @state
 */
const GdkRGBA *
foyer_palette_get_tone (const FoyerPalette *self, FoyerBookingState state)
{
  switch (state)
    {
    case FOYER_BOOKING_STATE_HELD:
      return &self->warning;
    case FOYER_BOOKING_STATE_ARRIVED:
    case FOYER_BOOKING_STATE_CHECKED_IN:
      return &self->accent;
    case FOYER_BOOKING_STATE_IN_ROOM:
      return &self->success;
    case FOYER_BOOKING_STATE_NO_SHOW:
    case FOYER_BOOKING_STATE_LEFT:
      return &self->error;
    case FOYER_BOOKING_STATE_REQUESTED:
    case FOYER_BOOKING_STATE_WAITLISTED:
    case FOYER_BOOKING_STATE_BOOKED:
    case FOYER_BOOKING_STATE_CONFIRMED:
    case FOYER_BOOKING_STATE_COMPLETED:
    case FOYER_BOOKING_STATE_CANCELLED:
    case FOYER_BOOKING_STATE_ENTERED_IN_ERROR:
    default:
      return &self->dim;
    }
}

/**
 * foyer_palette_tint:
 * @self: a palette
 * @colour: colour of a service
 *
 * Returns: an opaque tint of @colour on which text can be read
 */
GdkRGBA
foyer_palette_tint (const FoyerPalette *self, const GdkRGBA *colour)
{
  const float   share = self == &dark ? TINT_DARK : TINT_LIGHT;
  const GdkRGBA tint = {
    self->paper.red + (colour->red - self->paper.red) * share,
    self->paper.green + (colour->green - self->paper.green) * share,
    self->paper.blue + (colour->blue - self->paper.blue) * share,
    1,
  };

  return tint;
}

/**
 * foyer_palette_parse:
 * @colour: (nullable): `#rrggbb`
 *
 * Returns: the colour; a plain one if @colour is none
 */
GdkRGBA
foyer_palette_parse (const char *colour)
{
  GdkRGBA rgba;

  return colour != NULL && gdk_rgba_parse (&rgba, colour) ? rgba : plain;
}
