/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "present/foyer-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * FoyerDetail:
 * @read: reads all that is shown of a record
 * @free_file: frees what was read
 * @take: has a widget show what was read, which it owns from then on; `NULL`: it shows
 *   nothing
 *
 * A widget that shows one record at a time, on the page “detail” of a stack, and else the page
 * “none” of it.
 */
typedef struct
{
  gpointer (*read) (FoyerDb *db, gint64 id, GError **error);
  GDestroyNotify free_file;
  void (*take) (GtkWidget *widget, gpointer file);
} FoyerDetail;

void foyer_detail_show (const FoyerDetail *detail,
                        GtkWidget         *widget,
                        GtkStack          *stack,
                        FoyerSession      *session,
                        GCancellable     **latest,
                        gint64             id);

G_END_DECLS
