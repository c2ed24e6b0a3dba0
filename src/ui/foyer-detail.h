/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_DETAIL (foyer_detail_get_type ())
G_DECLARE_DERIVABLE_TYPE (FoyerDetail, foyer_detail, FOYER, DETAIL, AdwBin)

/**
 * FoyerDetailClass:
 * @read: reads all that is shown of a record
 * @free_file: frees what was read
 * @take: shows what was read, which stays until the next is taken; `NULL`: shows nothing
 * @focus_next: gives the keyboard to what suggests itself; the first widget unless it is set
 */
struct _FoyerDetailClass
{
  AdwBinClass parent_class;

  gpointer (*read) (FoyerDb *db, gint64 id, GError **error);
  GDestroyNotify free_file;
  void (*take) (FoyerDetail *self, gpointer file);
  void (*focus_next) (FoyerDetail *self);
};

void          foyer_detail_set_session (FoyerDetail *self, FoyerSession *session);
FoyerSession *foyer_detail_get_session (gpointer self);
void          foyer_detail_show (FoyerDetail *self, gint64 id);
void          foyer_detail_focus_next (FoyerDetail *self);

G_END_DECLS
