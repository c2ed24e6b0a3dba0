/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-referrers-group.h"

#include "base/foyer-latest.h"
#include "present/foyer-format.h"
#include "present/foyer-words.h"
#include "store/foyer-referrers.h"
#include "ui/foyer-entry-row.h"
#include "ui/foyer-referrer-editor.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

#define LIMIT 50

/**
 * FoyerReferrersGroup:
 *
 * Who refers patients here: found by typing, each opens to be edited with the practice.
 */
struct _FoyerReferrersGroup
{
  AdwPreferencesGroup parent_instance;

  FoyerSession  *session;     /* (owned) (nullable) */
  GCancellable  *cancellable; /* (owned) (nullable) of the query under way */
  FoyerEntryRow *search_row;  /* (unowned) */
  GPtrArray     *rows;        /* (owned) of GtkWidget (unowned) */
};

G_DEFINE_FINAL_TYPE (FoyerReferrersGroup,
                     foyer_referrers_group,
                     ADW_TYPE_PREFERENCES_GROUP)

static gpointer
search (FoyerDb *db, gpointer data, GError **error)
{
  return foyer_referrers_search (db, data, LIMIT, error);
}

static void
open_editor (FoyerReferrersGroup *self, gint64 id)
{
  GtkWindow *editor = foyer_referrer_editor_new (
      self->session, id, id == 0 ? foyer_entry_row_get_text (self->search_row) : NULL);

  foyer_window_present_over (self, editor);
}

static void
row_activated_cb (FoyerReferrersGroup *self, GtkWidget *row)
{
  open_editor (self, *(gint64 *) g_object_get_data (G_OBJECT (row), "referrer"));
}

static void
add_clicked_cb (FoyerReferrersGroup *self)
{
  open_editor (self, 0);
}

static void
add_row (FoyerReferrersGroup *self, FoyerReferrer *referrer)
{
  gint64           id = foyer_record_get_id (FOYER_RECORD (referrer));
  g_autofree char *name = foyer_format_person_full (
      referrer->prefix, referrer->given, referrer->family, referrer->credentials);
  GtkWidget *row = foyer_action_row_new (
      name, referrer->specialty != NULL ? referrer->specialty : referrer->phone);

  foyer_widget_set_accessible_label (row, name);
  g_object_set_data_full (G_OBJECT (row), "referrer", g_memdup2 (&id, sizeof id), g_free);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_swapped (row, "activated", G_CALLBACK (row_activated_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) asked = data;
  FoyerReferrersGroup *self = g_task_get_source_object (asked);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) referrers =
      foyer_store_finish (FOYER_STORE (source), result, &error);

  if (self->session == NULL || !foyer_latest_take (&self->cancellable, asked))
    return;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self),
                                  g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);

  if (referrers == NULL)
    {
      g_autofree char *sentence = foyer_words_error (error);

      foyer_entry_row_set_error (self->search_row, sentence);
      return;
    }
  for (guint i = 0; i < referrers->len; i++)
    add_row (self, g_ptr_array_index (referrers, i));

  foyer_entry_row_set_hint (self->search_row,
                            referrers->len == 0 ? _ ("Nobody found. Add them with +.")
                            : referrers->len == LIMIT
                                ? _ ("These are the first; type more to find others.")
                                : NULL);
}

static void
ask (FoyerReferrersGroup *self)
{
  GTask *asked;

  foyer_latest_ask (&self->cancellable);

  asked = g_task_new (self, self->cancellable, NULL, NULL);
  foyer_store_read_async (foyer_session_get_store (self->session), search,
                          g_strdup (foyer_entry_row_get_text (self->search_row)), g_free,
                          (GDestroyNotify) g_ptr_array_unref, self->cancellable, found_cb,
                          asked);
}

static void
store_changed_cb (FoyerReferrersGroup *self, const char *const *kinds)
{
  if (g_strv_contains (kinds, "referrer") || g_strv_contains (kinds, "practice"))
    ask (self);
}

static void
foyer_referrers_group_dispose (GObject *object)
{
  FoyerReferrersGroup *self = FOYER_REFERRERS_GROUP (object);

  foyer_latest_drop (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (foyer_referrers_group_parent_class)->dispose (object);
}

static void
foyer_referrers_group_class_init (FoyerReferrersGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_referrers_group_dispose;
}

static void
foyer_referrers_group_init (FoyerReferrersGroup *self)
{
  GtkWidget *button = foyer_icon_button_new ("list-add-symbolic", _ ("Add a Referrer"));

  self->rows = g_ptr_array_new ();
  self->search_row = FOYER_ENTRY_ROW (foyer_entry_row_new (_ ("Find a Referrer")));
  gtk_entry_set_placeholder_text (foyer_entry_row_get_delegate (self->search_row),
                                  _ ("Name, practice, phone or NPI"));
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self),
                                   _ ("Referrers and Practices"));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (self->search_row));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (add_clicked_cb), self);
}

/**
 * foyer_referrers_group_set_session:
 * @self: a group from a template
 * @session: the session
 *
 * Says where to search; once.
 */
void
foyer_referrers_group_set_session (FoyerReferrersGroup *self, FoyerSession *session)
{
  g_return_if_fail (self->session == NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (self->search_row, "notify::text", G_CALLBACK (ask), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (foyer_session_get_store (session), "changed",
                           G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  ask (self);
}
