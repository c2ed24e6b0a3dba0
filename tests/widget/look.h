/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The ways in which a screen is looked at: what every window has to bear. */
typedef enum
{
  LOOK_LIGHT,
  LOOK_DARK,
  LOOK_RIGHT_TO_LEFT,
  LOOK_LARGE,
  LOOK_NARROW,
  N_LOOKS,
} Look;

/* As wide as the narrowest window that is promised, in pixels. */
#define LOOK_NARROW_WIDTH 360

void look_init (void);
void look_through (GtkWidget *window, const char *name);
void look_through_wide (GtkWidget *window, const char *name);

G_END_DECLS
