/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-referrer-finder.h"

#include "base/foyer-latest.h"
#include "present/foyer-format.h"
#include "present/foyer-words.h"
#include "store/foyer-referrers.h"
#include "ui/foyer-referrer-editor.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

#define LIMIT 8

/**
 * FoyerReferrerFinder:
 *
 * A row that names a referrer: found while a person types the name, the practice, a phone
 * number or the NPI, or added on the spot.
 *
 * The newest query wins, as with patients.
 */
struct _FoyerReferrerFinder
{
  FoyerEntryRow parent_instance;

  FoyerSession *session;     /* (owned) (nullable) */
  gint64        referrer_id; /* 0: none */
  char         *name;        /* (owned) (nullable) of the referrer, as shown */
  GCancellable *cancellable; /* (owned) (nullable) of the query under way */

  GtkPopover *popover;     /* (unowned) */
  GtkListBox *list;        /* (unowned) */
  GtkWidget  *edit_button; /* (unowned) */
};

typedef enum
{
  PROP_REFERRER_ID = 1,
} FoyerReferrerFinderProperty;

static GParamSpec *properties[PROP_REFERRER_ID + 1];

G_DEFINE_FINAL_TYPE (FoyerReferrerFinder, foyer_referrer_finder, FOYER_TYPE_ENTRY_ROW)

/* A referrer with where they work, as a list shows them. */
typedef struct
{
  FoyerReferrer *referrer; /* (owned) */
  FoyerPractice *practice; /* (owned) (nullable) */
} Found;

static void
found_free (Found *found)
{
  g_clear_object (&found->referrer);
  g_clear_object (&found->practice);
  g_free (found);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Found, found_free)

static Found *
complete (FoyerDb *db, FoyerReferrer *referrer, GError **error)
{
  g_autoptr (Found) found = g_new0 (Found, 1);

  found->referrer = g_object_ref (referrer);
  if (referrer->practice_id != 0)
    {
      found->practice = foyer_referrers_get_practice (db, referrer->practice_id, error);
      if (found->practice == NULL)
        return NULL;
    }

  return g_steal_pointer (&found);
}

static gpointer
search (FoyerDb *db, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) all =
      g_ptr_array_new_with_free_func ((GDestroyNotify) found_free);
  g_autoptr (GPtrArray) referrers = foyer_referrers_search (db, data, LIMIT, error);

  if (referrers == NULL)
    return NULL;

  for (guint i = 0; i < referrers->len; i++)
    {
      Found *found = complete (db, g_ptr_array_index (referrers, i), error);

      if (found == NULL)
        return NULL;
      g_ptr_array_add (all, found);
    }

  return g_steal_pointer (&all);
}

static gpointer
get_one (FoyerDb *db, gpointer data, GError **error)
{
  g_autoptr (FoyerReferrer) referrer = foyer_referrers_get (db, *(gint64 *) data, error);

  return referrer != NULL ? complete (db, referrer, error) : NULL;
}

static char *
dup_name (FoyerReferrer *referrer)
{
  return foyer_format_person_full (referrer->prefix, referrer->given, referrer->family,
                                   referrer->credentials);
}

static char *
dup_facts (Found *found)
{
  const char *phone = found->referrer->phone;
  GString    *text = g_string_new (NULL);

  if (found->practice != NULL)
    {
      g_string_append (text, found->practice->name);
      if (phone == NULL)
        phone = found->practice->phone;
    }
  if (phone != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", phone);
  if (text->len == 0 && found->referrer->specialty != NULL)
    g_string_append (text, found->referrer->specialty);

  return g_string_free (text, FALSE);
}

static void
keep_referrer (FoyerReferrerFinder *self, gint64 id)
{
  gtk_widget_set_visible (self->edit_button, id != 0);
  if (self->referrer_id == id)
    return;

  self->referrer_id = id;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REFERRER_ID]);
}

static void
show_found (FoyerReferrerFinder *self, Found *found)
{
  g_autofree char *facts = dup_facts (found);

  g_free (self->name);
  self->name = dup_name (found->referrer);
  foyer_entry_row_set_text (FOYER_ENTRY_ROW (self), self->name);
  foyer_entry_row_set_error (FOYER_ENTRY_ROW (self), NULL);
  foyer_entry_row_set_hint (FOYER_ENTRY_ROW (self), *facts != '\0' ? facts : NULL);
  keep_referrer (self, foyer_record_get_id (FOYER_RECORD (found->referrer)));
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerReferrerFinder) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (Found) found = foyer_store_finish (FOYER_STORE (source), result, &error);

  if (found != NULL &&
      foyer_record_get_id (FOYER_RECORD (found->referrer)) == self->referrer_id)
    show_found (self, found);
  else if (error != NULL)
    {
      g_autofree char *sentence = foyer_words_error (error);

      foyer_entry_row_set_error (FOYER_ENTRY_ROW (self), sentence);
    }
}

static void
editor_saved_cb (FoyerReferrerFinder *self, gint64 id)
{
  foyer_referrer_finder_set_referrer (self, id);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
open_editor (FoyerReferrerFinder *self, gint64 id, const char *typed)
{
  GtkWindow *editor = foyer_referrer_editor_new (self->session, id, typed);

  gtk_popover_popdown (self->popover);
  g_signal_connect_object (editor, "saved", G_CALLBACK (editor_saved_cb), self,
                           G_CONNECT_SWAPPED);
  foyer_window_present_over (self, editor);
}

static void
edit_clicked_cb (FoyerReferrerFinder *self)
{
  open_editor (self, self->referrer_id, NULL);
}

static void
row_activated_cb (FoyerReferrerFinder *self, GtkListBoxRow *row)
{
  Found *found = g_object_get_data (G_OBJECT (row), "found");

  gtk_popover_popdown (self->popover);
  if (found != NULL)
    show_found (self, found);
  else
    {
      g_autofree char *typed =
          g_strdup (foyer_entry_row_get_text (FOYER_ENTRY_ROW (self)));

      open_editor (self, 0, typed);
    }
}

static void
add_row (FoyerReferrerFinder *self, const char *title, const char *subtitle, Found *found)
{
  GtkWidget *row = foyer_action_row_new (title, subtitle);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_focusable (row, FALSE);
  foyer_widget_set_accessible_label (row, title);
  g_object_set_data_full (G_OBJECT (row), "found", found,
                          found != NULL ? (GDestroyNotify) found_free : NULL);
  gtk_list_box_append (self->list, row);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) asked = data;
  FoyerReferrerFinder *self = g_task_get_source_object (asked);
  const char          *typed = g_task_get_task_data (asked);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = foyer_store_finish (FOYER_STORE (source), result, &error);
  g_autofree char *add = NULL;

  if (!foyer_latest_take (&self->cancellable, asked))
    return;
  if (all == NULL)
    {
      g_autofree char *sentence = foyer_words_error (error);

      foyer_entry_row_set_error (FOYER_ENTRY_ROW (self), sentence);
      return;
    }

  foyer_widget_empty (self->list);

  for (guint i = 0; i < all->len; i++)
    {
      Found           *found = g_ptr_array_index (all, i);
      g_autofree char *name = dup_name (found->referrer);
      g_autofree char *facts = dup_facts (found);

      add_row (self, name, facts, found);
    }
  /* The rows have taken over what was found. */
  g_ptr_array_set_free_func (all, NULL);

  /* Translators: %s is the name of a referrer as somebody typed it */
  add = g_strdup_printf (_ ("Add “%s”…"), typed);
  add_row (self, add, NULL, NULL);
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_popover_popup (self->popover);
}

static void
foyer_referrer_finder_typed (FoyerEntryRow *row)
{
  FoyerReferrerFinder *self = FOYER_REFERRER_FINDER (row);
  g_autofree char     *typed = g_strstrip (g_strdup (foyer_entry_row_get_text (row)));
  GTask               *asked;

  foyer_latest_drop (&self->cancellable);
  foyer_entry_row_set_hint (row, NULL);
  g_clear_pointer (&self->name, g_free);
  keep_referrer (self, 0);

  if (*typed == '\0' || self->session == NULL)
    {
      gtk_popover_popdown (self->popover);
      return;
    }

  foyer_latest_ask (&self->cancellable);
  asked = g_task_new (self, self->cancellable, NULL, NULL);
  g_task_set_task_data (asked, g_strdup (typed), g_free);
  foyer_store_read_async (
      foyer_session_get_store (self->session), search, g_steal_pointer (&typed), g_free,
      (GDestroyNotify) g_ptr_array_unref, self->cancellable, found_cb, asked);
}

/* A name that belongs to nobody yet must not look like one that was chosen. */
static void
foyer_referrer_finder_left (FoyerEntryRow *row)
{
  FoyerReferrerFinder *self = FOYER_REFERRER_FINDER (row);

  if (gtk_widget_get_visible (GTK_WIDGET (self->popover)))
    return;

  if (self->referrer_id == 0 && *foyer_entry_row_get_text (row) != '\0')
    foyer_entry_row_set_error (row, _ ("Choose somebody from the list, or add them."));
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                FoyerReferrerFinder   *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int            index = row != NULL ? gtk_list_box_row_get_index (row) : -1;

  if (!gtk_widget_get_visible (GTK_WIDGET (self->popover)))
    return GDK_EVENT_PROPAGATE;

  switch (keyval)
    {
    case GDK_KEY_Down:
    case GDK_KEY_Up:
      row = gtk_list_box_get_row_at_index (self->list,
                                           index + (keyval == GDK_KEY_Down ? 1 : -1));
      if (row != NULL)
        gtk_list_box_select_row (self->list, row);
      return GDK_EVENT_STOP;

    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (row != NULL)
        row_activated_cb (self, row);
      return GDK_EVENT_STOP;

    case GDK_KEY_Escape:
      gtk_popover_popdown (self->popover);
      return GDK_EVENT_STOP;

    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
focus_left_cb (FoyerReferrerFinder *self)
{
  gtk_popover_popdown (self->popover);
}

static void
foyer_referrer_finder_get_property (GObject    *object,
                                    guint       prop_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  g_value_set_int64 (value, FOYER_REFERRER_FINDER (object)->referrer_id);
}

static void
foyer_referrer_finder_set_property (GObject      *object,
                                    guint         prop_id,
                                    const GValue *value,
                                    GParamSpec   *pspec)
{
  foyer_referrer_finder_set_referrer (FOYER_REFERRER_FINDER (object),
                                      g_value_get_int64 (value));
}

static void
foyer_referrer_finder_size_allocate (GtkWidget *widget,
                                     int        width,
                                     int        height,
                                     int        baseline)
{
  FoyerReferrerFinder *self = FOYER_REFERRER_FINDER (widget);

  GTK_WIDGET_CLASS (foyer_referrer_finder_parent_class)
      ->size_allocate (widget, width, height, baseline);
  gtk_widget_set_size_request (GTK_WIDGET (self->list), MAX (width - 24, 260), -1);
  gtk_popover_present (self->popover);
}

static void
foyer_referrer_finder_dispose (GObject *object)
{
  FoyerReferrerFinder *self = FOYER_REFERRER_FINDER (object);

  foyer_latest_drop (&self->cancellable);
  g_clear_object (&self->session);
  if (self->popover != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->popover)));

  G_OBJECT_CLASS (foyer_referrer_finder_parent_class)->dispose (object);
}

static void
foyer_referrer_finder_finalize (GObject *object)
{
  g_free (FOYER_REFERRER_FINDER (object)->name);

  G_OBJECT_CLASS (foyer_referrer_finder_parent_class)->finalize (object);
}

static void
foyer_referrer_finder_class_init (FoyerReferrerFinderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = foyer_referrer_finder_get_property;
  object_class->set_property = foyer_referrer_finder_set_property;
  object_class->dispose = foyer_referrer_finder_dispose;
  object_class->finalize = foyer_referrer_finder_finalize;
  GTK_WIDGET_CLASS (klass)->size_allocate = foyer_referrer_finder_size_allocate;
  FOYER_ENTRY_ROW_CLASS (klass)->typed = foyer_referrer_finder_typed;
  FOYER_ENTRY_ROW_CLASS (klass)->left = foyer_referrer_finder_left;

  /**
   * FoyerReferrerFinder:referrer-id:
   *
   * Who was chosen; 0 for nobody.
   */
  properties[PROP_REFERRER_ID] = g_param_spec_int64 (
      "referrer-id", NULL, NULL, 0, G_MAXINT64, 0,
      G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
foyer_referrer_finder_init (FoyerReferrerFinder *self)
{
  GtkEntry           *text = foyer_entry_row_get_delegate (FOYER_ENTRY_ROW (self));
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  foyer_widget_set_accessible_label (self->list, _ ("Referrers"));
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb),
                            self);

  self->popover = GTK_POPOVER (gtk_popover_new ());
  gtk_popover_set_autohide (self->popover, FALSE);
  gtk_popover_set_has_arrow (self->popover, FALSE);
  gtk_popover_set_position (self->popover, GTK_POS_BOTTOM);
  gtk_popover_set_child (self->popover, GTK_WIDGET (self->list));
  gtk_widget_set_can_focus (GTK_WIDGET (self->popover), FALSE);
  gtk_widget_set_parent (GTK_WIDGET (self->popover), GTK_WIDGET (self));

  self->edit_button =
      foyer_icon_button_new ("document-edit-symbolic", _ ("Edit This Referrer"));
  gtk_widget_set_visible (self->edit_button, FALSE);
  g_signal_connect_swapped (self->edit_button, "clicked", G_CALLBACK (edit_clicked_cb),
                            self);
  foyer_entry_row_add_suffix (FOYER_ENTRY_ROW (self), self->edit_button);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (text), keys);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (text), focus);

  gtk_entry_set_placeholder_text (text, _ ("Name, practice, phone or NPI"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _ ("Referrer"));
}

/**
 * foyer_referrer_finder_new:
 * @session: the session
 *
 * Returns: (transfer floating): a row that names nobody yet
 */
GtkWidget *
foyer_referrer_finder_new (FoyerSession *session)
{
  FoyerReferrerFinder *self = g_object_new (FOYER_TYPE_REFERRER_FINDER, NULL);

  foyer_referrer_finder_set_session (self, session);

  return GTK_WIDGET (self);
}

void
foyer_referrer_finder_set_session (FoyerReferrerFinder *self, FoyerSession *session)
{
  g_set_object (&self->session, session);
}

gint64
foyer_referrer_finder_get_referrer (FoyerReferrerFinder *self)
{
  return self->referrer_id;
}

/**
 * foyer_referrer_finder_set_referrer:
 * @self: a finder
 * @id: a referrer, 0 for none
 *
 * Shows a referrer, also again after a change.
 */
void
foyer_referrer_finder_set_referrer (FoyerReferrerFinder *self, gint64 id)
{
  keep_referrer (self, id);
  if (id == 0)
    {
      foyer_entry_row_set_text (FOYER_ENTRY_ROW (self), NULL);
      foyer_entry_row_set_hint (FOYER_ENTRY_ROW (self), NULL);
      foyer_entry_row_set_error (FOYER_ENTRY_ROW (self), NULL);
      return;
    }

  foyer_store_read_async (foyer_session_get_store (self->session), get_one,
                          g_memdup2 (&id, sizeof id), g_free, (GDestroyNotify) found_free,
                          NULL, loaded_cb, g_object_ref (self));
}
