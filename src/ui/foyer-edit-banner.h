/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/foyer-edits.h"
#include "ui/foyer-form.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_EDIT_BANNER (foyer_edit_banner_get_type ())
G_DECLARE_FINAL_TYPE (FoyerEditBanner, foyer_edit_banner, FOYER, EDIT_BANNER, AdwBin)

/**
 * FoyerEditForm:
 * @read: (transfer full): what is typed, as far as it can be read and without complaint; a
 *   list is `NULL` if it cannot be
 * @show: makes the form say what it is given, and leaves alone what says so already; @base is
 *   the record that is edited from now on
 * @dup_words: (nullable): (transfer full) (nullable): the value of a field that is no row of
 *   the form, as people read it; `NULL` for the usual words
 *
 * What a form does for its banner; @owner is the form.
 */
typedef struct
{
  FoyerSnapshot *(*read) (gpointer owner);
  void (*show) (gpointer owner, FoyerSnapshot *snapshot, FoyerSnapshot *base);
  char *(*dup_words) (gpointer owner, FoyerSnapshot *snapshot, const char *field);
} FoyerEditForm;

GtkWidget *foyer_edit_banner_new (void);
void       foyer_edit_banner_set_form (FoyerEditBanner     *self,
                                       FoyerSession        *session,
                                       FoyerForm           *rows,
                                       const FoyerEditForm *form,
                                       gpointer             owner);

void           foyer_edit_banner_begin (FoyerEditBanner *self, FoyerSnapshot *base);
void           foyer_edit_banner_end (FoyerEditBanner *self);
gboolean       foyer_edit_banner_is_watching (FoyerEditBanner *self);
FoyerSnapshot *foyer_edit_banner_dup_base (FoyerEditBanner *self);
void           foyer_edit_banner_update (FoyerEditBanner *self);
void           foyer_edit_banner_hold (FoyerEditBanner *self, gboolean hold);
gboolean       foyer_edit_banner_take_error (FoyerEditBanner *self, const GError *error);
void           foyer_edit_banner_tell (FoyerEditBanner *self, const char *text);

G_END_DECLS
