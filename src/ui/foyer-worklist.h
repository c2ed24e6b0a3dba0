/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/foyer-detail.h"
#include "ui/foyer-row-list.h"

G_BEGIN_DECLS

#define FOYER_TYPE_WORKLIST (foyer_worklist_get_type ())
G_DECLARE_FINAL_TYPE (FoyerWorklist, foyer_worklist, FOYER, WORKLIST, AdwBin)

/**
 * FoyerWorklistKind:
 * @shown: kinds of record; when one of them has changed, the list is read anew
 * @get_id: tells the record of a row
 * @read: reads the list, also what is over if it is to have all
 * @free_answer: frees what was read
 * @take: shows on a page what else was read, and returns the rows (transfer none)
 * @new_cell: makes what shows a row
 * @show_cell: shows a row in it
 *
 * What is in a list, and how a page shows it.
 */
typedef struct
{
  const char *const *shown;
  FoyerRowGetId      get_id;
  gpointer (*read) (FoyerDb *db, gboolean all, GError **error);
  GDestroyNotify free_answer;
  GPtrArray *(*take) (GtkWidget *page, gpointer answer);
  GtkWidget *(*new_cell) (void);
  void (*show_cell) (GtkWidget *page, GtkWidget *cell, gpointer row);
} FoyerWorklistKind;

void         foyer_worklist_start (FoyerWorklist           *self,
                                   const FoyerWorklistKind *kind,
                                   FoyerSession            *session);
void         foyer_worklist_set_name (FoyerWorklist *self, const char *name);
void         foyer_worklist_set_empty (FoyerWorklist *self,
                                       const char    *icon_name,
                                       const char    *title,
                                       const char    *description);
void         foyer_worklist_set_all (FoyerWorklist *self, gboolean all);
void         foyer_worklist_set_narrow (FoyerWorklist *self, gboolean narrow);
void         foyer_worklist_reload (FoyerWorklist *self);
void         foyer_worklist_want (FoyerWorklist *self, gint64 id);
void         foyer_worklist_open (FoyerWorklist *self, gint64 id);
void         foyer_worklist_refresh (FoyerWorklist *self);
FoyerDetail *foyer_worklist_get_detail (FoyerWorklist *self);

G_END_DECLS
