/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-snapshot.h"
#include "present/foyer-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_RECORD_EDITOR (foyer_record_editor_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerRecordEditor, foyer_record_editor, FOYER, RECORD_EDITOR, AdwWindow)

/**
 * FoyerRecordKind:
 * @get_type: type of the records
 * @list_title: heading of the list of them
 * @add_label: what the button says that adds one
 * @empty: what the list says while there is none
 * @new_title: title of the window for a new one
 * @edit_title: title of the window for another
 * @removable: whether one can be removed; if not, it is made inactive
 * @prepare: (nullable): fills a new record with what is usual
 * @build: adds groups of rows, with the names of fields, to the page of the editor
 * @load: (nullable): on the thread of the database: what @prepare_rows needs
 * @prepare_rows: (nullable): fills rows with what @load has read, once
 * @show: (nullable): shows what is no plain field and differs from what is typed
 * @read: (nullable): reads what is no plain field; if @check, what cannot be read is said in
 *   its row, and the answer is `FALSE`; if not, it is left as it is
 * @save: (nullable): on the thread of the database, instead of foyer_catalogue_save()
 * @dup_title: what one is called
 * @dup_subtitle: (nullable): facts about one
 *
 * How records of one type are listed and edited in the preferences.
 */
typedef struct
{
  GType (*get_type) (void);
  const char *list_title;
  const char *add_label;
  const char *empty;
  const char *new_title;
  const char *edit_title;
  gboolean    removable;
  void (*prepare) (gpointer record);
  void (*build) (FoyerRecordEditor *editor, AdwPreferencesPage *page);
  GPtrArray *(*load) (FoyerDb *db, GError **error);
  void (*prepare_rows) (FoyerRecordEditor *editor, GPtrArray *loaded);
  void (*show) (FoyerRecordEditor *editor, FoyerSnapshot *snapshot);
  gboolean (*read) (FoyerRecordEditor *editor, FoyerSnapshot *snapshot, gboolean check);
  gboolean (*save) (FoyerDb       *db,
                    FoyerUser     *actor,
                    FoyerSnapshot *snapshot,
                    GError       **error);
  char *(*dup_title) (gpointer record);
  char *(*dup_subtitle) (gpointer record, FoyerSession *session);
} FoyerRecordKind;

GtkWindow *foyer_record_editor_new (FoyerSession          *session,
                                    const FoyerRecordKind *kind,
                                    gpointer               record);

FoyerSession *foyer_record_editor_get_session (FoyerRecordEditor *self);
gboolean      foyer_record_editor_is_new (FoyerRecordEditor *self);
GtkWidget    *foyer_record_editor_add (FoyerRecordEditor   *self,
                                       AdwPreferencesGroup *group,
                                       GtkWidget           *row,
                                       const char          *field);
void
foyer_record_editor_keep (FoyerRecordEditor *self, const char *key, GtkWidget *widget);
GtkWidget *foyer_record_editor_find (FoyerRecordEditor *self, const char *key);

G_END_DECLS
