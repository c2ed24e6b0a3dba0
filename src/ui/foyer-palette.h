/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-booking-state.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoyerPalette:
 * @text: what is read
 * @dim: what is read second
 * @accent: what is under way
 * @success: what goes well
 * @warning: what needs a look
 * @error: what went wrong
 * @paper: behind everything
 * @closed: time in which nobody is seen
 * @line: hours
 * @faint: half hours, and edges of columns
 *
 * Colours for widgets that draw themselves, in keeping with libadwaita's style.  Text stands
 * out from @paper and from a tint of a service at least 4.5 to 1.
 */
typedef struct
{
  GdkRGBA text;
  GdkRGBA dim;
  GdkRGBA accent;
  GdkRGBA success;
  GdkRGBA warning;
  GdkRGBA error;
  GdkRGBA paper;
  GdkRGBA closed;
  GdkRGBA line;
  GdkRGBA faint;
} FoyerPalette;

const FoyerPalette *foyer_palette_get (void);
const GdkRGBA *foyer_palette_get_tone (const FoyerPalette *self, FoyerBookingState state);
GdkRGBA        foyer_palette_tint (const FoyerPalette *self, const GdkRGBA *colour);
GdkRGBA        foyer_palette_parse (const char *colour);

G_END_DECLS
