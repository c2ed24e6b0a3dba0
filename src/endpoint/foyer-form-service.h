/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "endpoint/foyer-endpoint.h"

G_BEGIN_DECLS

#define FOYER_FORM_PATH "/request"

/**
 * FoyerFormOptions:
 * @clinic_name: (nullable): until a desk has sent the clinic's own
 * @clinic_phone: (nullable): likewise
 * @deposit: (nullable): likewise, what a cosmetic consultation takes at booking; `$125` if
 *   not said
 * @per_hour: how many requests are stored from one address in an hour; 0 for no form
 *
 * What the form is told when the program is started.
 */
typedef struct
{
  char *clinic_name;  /* (owned) (nullable) */
  char *clinic_phone; /* (owned) (nullable) */
  char *deposit;      /* (owned) (nullable) */
  int   per_hour;
} FoyerFormOptions;

void foyer_form_options_init (FoyerFormOptions *self);
void foyer_form_options_clear (FoyerFormOptions *self);
void foyer_form_options_add (FoyerFormOptions *self, GOptionContext *context);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoyerFormOptions, foyer_form_options_clear)

void foyer_form_service_add (FoyerEndpoint          *endpoint,
                             const char             *locale_dir,
                             const FoyerFormOptions *options);

G_END_DECLS
