/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-subrecords.h"

#include "model/foyer-record.h"
#include "ui/foyer-form.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerSubrecords:
 *
 * A group of rows for records that belong to another one, such as the contacts of a patient:
 * each opens to be edited, and can be added or removed.
 */
struct _FoyerSubrecords
{
  AdwPreferencesGroup parent_instance;

  const FoyerSubrecordKind *kind;    /* (unowned) static */
  FoyerSession             *session; /* (owned) */
  GPtrArray                *entries; /* (owned) of Entry */
  GtkLabel                 *problem; /* (unowned) */
};

/* One record in the list. */
typedef struct
{
  FoyerSubrecords *owner;  /* (unowned) */
  FoyerRecord     *record; /* (owned) as it was shown */
  AdwExpanderRow  *row;    /* (unowned) */
  FoyerForm       *form;   /* (owned) */
} Entry;

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FoyerSubrecords, foyer_subrecords, ADW_TYPE_PREFERENCES_GROUP)

static void
entry_free (Entry *entry)
{
  g_clear_object (&entry->record);
  g_clear_object (&entry->form);
  g_free (entry);
}

static void
show_title (Entry *entry)
{
  g_autoptr (FoyerRecord) typed = foyer_record_copy (entry->record);
  g_autofree char *title = NULL;

  foyer_form_read (entry->form, typed);
  title = entry->owner->kind->dup_title (typed);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry->row), title);
  foyer_widget_set_accessible_label (entry->row, title);
}

static void
tell_changed (FoyerSubrecords *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
form_changed_cb (Entry *entry)
{
  show_title (entry);
  tell_changed (entry->owner);
}

static void
remove_clicked_cb (Entry *entry)
{
  FoyerSubrecords *self = entry->owner;

  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (entry->row));
  g_ptr_array_remove (self->entries, entry);
  tell_changed (self);
}

static GtkWidget *
new_remove_row (Entry *entry)
{
  GtkWidget *row = foyer_action_row_new ("", NULL);
  GtkWidget *button = gtk_button_new_with_label (_ ("Remove"));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "destructive-action");
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (remove_clicked_cb), entry);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  gtk_widget_set_focusable (row, FALSE);

  return row;
}

static Entry *
add_entry (FoyerSubrecords *self, FoyerRecord *record)
{
  Entry     *entry = g_new0 (Entry, 1);
  GtkWidget *row = g_object_new (ADW_TYPE_EXPANDER_ROW, "use-markup", FALSE, NULL);

  entry->owner = self;
  entry->record = g_object_ref (record);
  entry->row = ADW_EXPANDER_ROW (row);
  self->kind->build (entry->row);
  entry->form = foyer_form_new (row, self->session);
  adw_expander_row_add_row (entry->row, new_remove_row (entry));
  foyer_form_show (entry->form, record);
  show_title (entry);
  g_signal_connect_swapped (entry->form, "changed", G_CALLBACK (form_changed_cb), entry);

  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->entries, entry);

  return entry;
}

static void
add_clicked_cb (FoyerSubrecords *self)
{
  g_autoptr (FoyerRecord) record = g_object_new (self->kind->get_type (), NULL);
  Entry *entry = add_entry (self, record);

  adw_expander_row_set_expanded (entry->row, TRUE);
  gtk_widget_child_focus (GTK_WIDGET (entry->row), GTK_DIR_TAB_FORWARD);
  tell_changed (self);
}

static void
foyer_subrecords_dispose (GObject *object)
{
  FoyerSubrecords *self = FOYER_SUBRECORDS (object);

  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (foyer_subrecords_parent_class)->dispose (object);
}

static void
foyer_subrecords_class_init (FoyerSubrecordsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_subrecords_dispose;

  /**
   * FoyerSubrecords::changed:
   *
   * Emitted when a person has added, changed or removed a record.
   */
  signals[CHANGED] = g_signal_new ("changed", FOYER_TYPE_SUBRECORDS, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
foyer_subrecords_init (FoyerSubrecords *self)
{
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
}

/**
 * foyer_subrecords_set_kind:
 * @self: an empty list
 * @kind: what it is about; static
 * @title: heading of the group
 * @session: the session
 *
 * Sets the list up; once.
 */
void
foyer_subrecords_set_kind (FoyerSubrecords          *self,
                           const FoyerSubrecordKind *kind,
                           const char               *title,
                           FoyerSession             *session)
{
  GtkWidget *button = foyer_icon_button_new ("list-add-symbolic", _ (kind->add_label));
  GtkWidget *suffix = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->kind = kind;
  self->session = g_object_ref (session);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), title);

  self->problem = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "error");
  gtk_widget_add_css_class (GTK_WIDGET (self->problem), "caption");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);
  gtk_box_append (GTK_BOX (suffix), GTK_WIDGET (self->problem));
  gtk_box_append (GTK_BOX (suffix), button);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), suffix);

  g_signal_connect_swapped (button, "clicked", G_CALLBACK (add_clicked_cb), self);
}

/**
 * foyer_subrecords_show:
 * @self: a list
 * @records: (nullable) (element-type FoyerRecord): the records to show
 */
void
foyer_subrecords_show (FoyerSubrecords *self, GPtrArray *records)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self),
                                    GTK_WIDGET (entry->row));
    }
  g_ptr_array_set_size (self->entries, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), FALSE);

  for (guint i = 0; records != NULL && i < records->len; i++)
    add_entry (self, g_ptr_array_index (records, i));
}

/**
 * foyer_subrecords_read:
 * @self: a list
 *
 * Returns: (transfer full) (element-type FoyerRecord) (nullable): what was typed, or `NULL`
 *   if some of it cannot be read, which the row then says
 */
GPtrArray *
foyer_subrecords_read (FoyerSubrecords *self)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry       *entry = g_ptr_array_index (self->entries, i);
      FoyerRecord *record = foyer_record_copy (entry->record);

      g_ptr_array_add (records, record);
      if (!foyer_form_read (entry->form, record))
        {
          adw_expander_row_set_expanded (entry->row, TRUE);
          return NULL;
        }
    }

  return g_steal_pointer (&records);
}

/**
 * foyer_subrecords_show_problem:
 * @self: a list
 * @text: a sentence that says what is wrong
 *
 * Shows @text beside the heading, and opens all rows.
 *
 * Returns: `TRUE`
 */
gboolean
foyer_subrecords_show_problem (FoyerSubrecords *self, const char *text)
{
  gtk_label_set_label (self->problem, text);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), TRUE);
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      adw_expander_row_set_expanded (entry->row, TRUE);
    }
  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);

  return TRUE;
}
