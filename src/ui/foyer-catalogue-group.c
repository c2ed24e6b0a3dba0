/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-catalogue-group.h"

#include "model/foyer-record.h"
#include "present/foyer-words.h"
#include "store/foyer-catalogue.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerCatalogueGroup:
 *
 * The records of one type that the clinic consists of: each opens to be edited.
 */
struct _FoyerCatalogueGroup
{
  AdwPreferencesGroup parent_instance;

  FoyerSession          *session; /* (owned) */
  const FoyerRecordKind *kind;    /* (unowned) static */
  GPtrArray             *rows;    /* (owned) of GtkWidget (unowned) */
};

G_DEFINE_FINAL_TYPE (FoyerCatalogueGroup,
                     foyer_catalogue_group,
                     ADW_TYPE_PREFERENCES_GROUP)

static gpointer
list_records (FoyerDb *db, gpointer data, GError **error)
{
  const FoyerRecordKind *kind = data;

  return foyer_catalogue_list (db, kind->get_type (), FALSE, error);
}

static void
open_editor (FoyerCatalogueGroup *self, gpointer record)
{
  GtkWindow *editor = foyer_record_editor_new (self->session, self->kind, record);

  foyer_window_present_over (self, editor);
}

static void
row_activated_cb (FoyerCatalogueGroup *self, GtkWidget *row)
{
  open_editor (self, g_object_get_data (G_OBJECT (row), "record"));
}

static void
add_clicked_cb (FoyerCatalogueGroup *self)
{
  open_editor (self, NULL);
}

static gboolean
is_active (gpointer record)
{
  gboolean active = TRUE;

  if (g_object_class_find_property (G_OBJECT_GET_CLASS (record), "active") != NULL)
    g_object_get (record, "active", &active, NULL);

  return active;
}

static GtkWidget *
new_row (FoyerCatalogueGroup *self, gpointer record)
{
  g_autofree char *title = self->kind->dup_title (record);
  g_autofree char *subtitle = self->kind->dup_subtitle != NULL
                                  ? self->kind->dup_subtitle (record, self->session)
                                  : NULL;
  GtkWidget       *row = foyer_action_row_new (title, subtitle);

  foyer_widget_set_accessible_label (row, title);
  g_object_set_data_full (G_OBJECT (row), "record", g_object_ref (record),
                          g_object_unref);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_swapped (row, "activated", G_CALLBACK (row_activated_cb), self);
  if (!is_active (record))
    adw_action_row_add_suffix (
        ADW_ACTION_ROW (row),
        foyer_badge_new (C_ ("part of the clinic", "not in use"), NULL));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));

  return row;
}

static void
add_row (FoyerCatalogueGroup *self, GtkWidget *row)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerCatalogueGroup) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records =
      foyer_store_finish (FOYER_STORE (source), result, &error);

  if (self->session == NULL)
    return;
  if (records == NULL)
    {
      g_autofree char *sentence = foyer_words_error (error);

      adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), sentence);
      return;
    }

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self),
                                  g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);

  /* What is in use comes first. */
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < records->len; i++)
      if (is_active (g_ptr_array_index (records, i)) == (pass == 0))
        add_row (self, new_row (self, g_ptr_array_index (records, i)));
  adw_preferences_group_set_description (
      ADW_PREFERENCES_GROUP (self), records->len == 0 ? _ (self->kind->empty) : NULL);
}

static void
load (FoyerCatalogueGroup *self)
{
  foyer_store_read_async (foyer_session_get_store (self->session), list_records,
                          (gpointer) self->kind, NULL, (GDestroyNotify) g_ptr_array_unref,
                          NULL, listed_cb, g_object_ref (self));
}

static void
store_changed_cb (FoyerCatalogueGroup *self, const char *const *kinds)
{
  FoyerRecordClass *klass = g_type_class_ref (self->kind->get_type ());

  if (g_strv_contains (kinds, klass->kind))
    load (self);
  g_type_class_unref (klass);
}

static void
foyer_catalogue_group_dispose (GObject *object)
{
  FoyerCatalogueGroup *self = FOYER_CATALOGUE_GROUP (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (foyer_catalogue_group_parent_class)->dispose (object);
}

static void
foyer_catalogue_group_class_init (FoyerCatalogueGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_catalogue_group_dispose;
}

static void
foyer_catalogue_group_init (FoyerCatalogueGroup *self)
{
  self->rows = g_ptr_array_new ();
}

/**
 * foyer_catalogue_group_new:
 * @session: the session
 * @kind: which records; static
 *
 * Returns: (transfer floating): a group with a row for each
 */
GtkWidget *
foyer_catalogue_group_new (FoyerSession *session, const FoyerRecordKind *kind)
{
  FoyerCatalogueGroup *self = g_object_new (FOYER_TYPE_CATALOGUE_GROUP, NULL);
  GtkWidget *button = foyer_icon_button_new ("list-add-symbolic", _ (kind->add_label));

  self->session = g_object_ref (session);
  self->kind = kind;
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ (kind->list_title));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), button);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (add_clicked_cb), self);
  g_signal_connect_object (foyer_session_get_store (session), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  load (self);

  return GTK_WIDGET (self);
}
