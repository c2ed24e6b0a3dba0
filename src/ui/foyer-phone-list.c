/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-phone-list.h"

#include "model/foyer-patient-phone.h"
#include "model/foyer-phone.h"
#include "present/foyer-words.h"
#include "ui/foyer-entry-row.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>

/**
 * FoyerPhoneList:
 *
 * The phone numbers of a patient: where each rings, and whether a voicemail may be left or a
 * text sent.  The first is tried first.
 */
struct _FoyerPhoneList
{
  AdwPreferencesGroup parent_instance;

  GPtrArray *entries; /* (owned) of Entry */
  gboolean   is_showing;
};

/* One number in the list. */
typedef struct
{
  FoyerPhoneList    *owner;     /* (unowned) */
  FoyerPatientPhone *phone;     /* (owned) as it was shown */
  FoyerEntryRow     *row;       /* (unowned) */
  GtkDropDown       *kind;      /* (unowned) */
  GtkToggleButton   *voicemail; /* (unowned) */
  GtkToggleButton   *text;      /* (unowned) */
} Entry;

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (FoyerPhoneList, foyer_phone_list, ADW_TYPE_PREFERENCES_GROUP)

static void
entry_free (Entry *entry)
{
  g_clear_object (&entry->phone);
  g_free (entry);
}

static void
tell_changed (FoyerPhoneList *self)
{
  if (!self->is_showing)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
remove_clicked_cb (Entry *entry)
{
  FoyerPhoneList *self = entry->owner;

  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (entry->row));
  g_ptr_array_remove (self->entries, entry);
  tell_changed (self);
}

static GtkToggleButton *
new_toggle (Entry *entry, const char *label, const char *tooltip, gboolean active)
{
  GtkWidget *toggle = gtk_toggle_button_new_with_label (label);

  gtk_widget_set_tooltip_text (toggle, tooltip);
  foyer_widget_set_accessible_label (toggle, tooltip);
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (toggle), active);
  g_signal_connect_swapped (toggle, "toggled", G_CALLBACK (tell_changed), entry->owner);
  foyer_entry_row_add_suffix (entry->row, toggle);

  return GTK_TOGGLE_BUTTON (toggle);
}

static Entry *
add_entry (FoyerPhoneList *self, FoyerPatientPhone *phone)
{
  Entry         *entry = g_new0 (Entry, 1);
  GtkStringList *kinds = gtk_string_list_new (NULL);
  GtkWidget     *remove;

  for (int kind = FOYER_PHONE_KIND_MOBILE; kind <= FOYER_PHONE_KIND_OTHER; kind++)
    gtk_string_list_append (kinds, foyer_words_phone_kind (kind));

  entry->owner = self;
  entry->phone = g_object_ref (phone);
  entry->row = FOYER_ENTRY_ROW (foyer_entry_row_new (_ ("Phone")));
  g_object_set (entry->row, "input-purpose", GTK_INPUT_PURPOSE_PHONE, NULL);
  foyer_entry_row_set_text (entry->row, phone->number);
  g_signal_connect_swapped (entry->row, "notify::text", G_CALLBACK (tell_changed), self);

  entry->kind = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (kinds), NULL));
  gtk_drop_down_set_selected (entry->kind, phone->kind);
  gtk_widget_set_valign (GTK_WIDGET (entry->kind), GTK_ALIGN_CENTER);
  foyer_widget_set_accessible_label (entry->kind, _ ("Kind of Phone"));
  g_signal_connect_swapped (entry->kind, "notify::selected", G_CALLBACK (tell_changed),
                            self);
  foyer_entry_row_add_suffix (entry->row, GTK_WIDGET (entry->kind));

  entry->voicemail = new_toggle (entry, C_ ("phone", "Voicemail"),
                                 _ ("May Leave a Voicemail"), phone->may_leave_voicemail);
  entry->text = new_toggle (entry, C_ ("phone", "Text"), _ ("May Send a Text Message"),
                            phone->may_text);
  remove = foyer_icon_button_new ("user-trash-symbolic", _ ("Remove This Number"));
  g_signal_connect_swapped (remove, "clicked", G_CALLBACK (remove_clicked_cb), entry);
  foyer_entry_row_add_suffix (entry->row, remove);

  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), GTK_WIDGET (entry->row));
  g_ptr_array_add (self->entries, entry);

  return entry;
}

static void
add_clicked_cb (FoyerPhoneList *self)
{
  g_autoptr (FoyerPatientPhone) phone = foyer_patient_phone_new ();
  Entry *entry = add_entry (self, phone);

  gtk_widget_grab_focus (GTK_WIDGET (entry->row));
}

static void
foyer_phone_list_dispose (GObject *object)
{
  g_clear_pointer (&FOYER_PHONE_LIST (object)->entries, g_ptr_array_unref);

  G_OBJECT_CLASS (foyer_phone_list_parent_class)->dispose (object);
}

static void
foyer_phone_list_class_init (FoyerPhoneListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = foyer_phone_list_dispose;

  /**
   * FoyerPhoneList::changed:
   *
   * Emitted when a person has added, changed or removed a number.
   */
  signals[CHANGED] = g_signal_new ("changed", FOYER_TYPE_PHONE_LIST, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
foyer_phone_list_init (FoyerPhoneList *self)
{
  GtkWidget *button = foyer_icon_button_new ("list-add-symbolic", _ ("Add a Number"));

  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Phones"));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), button);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (add_clicked_cb), self);
}

/**
 * foyer_phone_list_show:
 * @self: a list
 * @phones: (nullable) (element-type FoyerPatientPhone): the numbers; with none, an empty row
 *   waits for the first
 */
void
foyer_phone_list_show (FoyerPhoneList *self, GPtrArray *phones)
{
  self->is_showing = TRUE;
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self),
                                    GTK_WIDGET (entry->row));
    }
  g_ptr_array_set_size (self->entries, 0);

  for (guint i = 0; phones != NULL && i < phones->len; i++)
    add_entry (self, g_ptr_array_index (phones, i));
  if (self->entries->len == 0)
    {
      g_autoptr (FoyerPatientPhone) phone = foyer_patient_phone_new ();

      add_entry (self, phone);
    }
  self->is_showing = FALSE;
}

/**
 * foyer_phone_list_read:
 * @self: a list
 * @check: whether a text that is no number is refused, and says so in its row
 *
 * Reads what was typed; empty rows count for nothing.
 *
 * Returns: (transfer full) (element-type FoyerPatientPhone) (nullable): the numbers, or
 *   `NULL` if one is refused
 */
GPtrArray *
foyer_phone_list_read (FoyerPhoneList *self, gboolean check)
{
  g_autoptr (GPtrArray) phones = g_ptr_array_new_with_free_func (g_object_unref);
  Entry *wrong = NULL;

  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry           *entry = g_ptr_array_index (self->entries, i);
      g_autofree char *number =
          g_strstrip (g_strdup (foyer_entry_row_get_text (entry->row)));
      FoyerPatientPhone *phone;

      if (*number == '\0')
        continue;
      if (check && !foyer_phone_is_valid (number))
        {
          foyer_entry_row_set_error (
              entry->row, _ ("This cannot be dialled. A number has 3 to 15 digits."));
          wrong = wrong == NULL ? entry : wrong;
          continue;
        }

      phone = foyer_record_copy (FOYER_RECORD (entry->phone));
      foyer_set_text (&phone->number, number);
      g_free (phone->digits);
      phone->digits = foyer_phone_dup_digits (number);
      phone->kind = gtk_drop_down_get_selected (entry->kind);
      phone->may_leave_voicemail = gtk_toggle_button_get_active (entry->voicemail);
      phone->may_text = gtk_toggle_button_get_active (entry->text);
      phone->position = phones->len;
      g_ptr_array_add (phones, phone);
    }

  if (wrong != NULL)
    {
      gtk_widget_grab_focus (GTK_WIDGET (wrong->row));
      return NULL;
    }

  return g_steal_pointer (&phones);
}
