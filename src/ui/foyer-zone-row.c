/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-zone-row.h"

#include "model/foyer-time.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ZONE_TABLE "/usr/share/zoneinfo/tzdata.zi"

/**
 * FoyerZoneRow:
 *
 * A time zone, found by typing part of its name.
 */
struct _FoyerZoneRow
{
  AdwActionRow parent_instance;

  char          *zone;   /* (owned) IANA name */
  GtkStringList *names;  /* (owned) */
  GtkDropDown   *choice; /* (unowned) */
  gboolean       is_setting;
};

typedef enum
{
  PROP_ZONE = 1,
} FoyerZoneRowProperty;

static GParamSpec *zone_property;

G_DEFINE_FINAL_TYPE (FoyerZoneRow, foyer_zone_row, ADW_TYPE_ACTION_ROW)

/* Where the computer is, if it says so by name. */
static char *
guess_zone (void)
{
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  const char *name = g_time_zone_get_identifier (local);
  g_autoptr (FoyerZone) zone = NULL;

  if (strchr (name, '/') != NULL && *name != '/' && !g_str_has_prefix (name, "Etc/"))
    zone = foyer_zone_new (name, NULL);

  return g_strdup (zone != NULL ? name : "America/Los_Angeles");
}

static void
show_zone (FoyerZoneRow *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->names));

  self->is_setting = TRUE;
  for (guint i = 0; i < n; i++)
    if (g_str_equal (gtk_string_list_get_string (self->names, i), self->zone))
      {
        gtk_drop_down_set_selected (self->choice, i);
        self->is_setting = FALSE;
        return;
      }

  gtk_string_list_append (self->names, self->zone);
  gtk_drop_down_set_selected (self->choice, n);
  self->is_setting = FALSE;
}

static void
chosen_cb (FoyerZoneRow *self)
{
  GtkStringObject *chosen = gtk_drop_down_get_selected_item (self->choice);

  if (self->is_setting || chosen == NULL)
    return;

  g_free (self->zone);
  self->zone = g_strdup (gtk_string_object_get_string (chosen));
  g_object_notify_by_pspec (G_OBJECT (self), zone_property);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Lines that begin with Z name a zone, and with L another name for one. */
static gpointer
read_names (FoyerDb *db, gpointer data, GError **error)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  if (!g_file_get_contents (ZONE_TABLE, &text, NULL, error))
    {
      g_ptr_array_unref (names);
      return NULL;
    }

  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      g_auto (GStrv) words = g_strsplit (*line, " ", 4);
      const char *name = NULL;

      if (g_str_has_prefix (*line, "Z ") && g_strv_length (words) > 1)
        name = words[1];
      else if (g_str_has_prefix (*line, "L ") && g_strv_length (words) == 3)
        name = words[2];
      if (name != NULL && strchr (name, '/') != NULL && !g_str_has_prefix (name, "Etc/"))
        g_ptr_array_add (names, g_strdup (name));
    }
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);

  return names;
}

static void
names_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoyerZoneRow) self = data;
  g_autoptr (GPtrArray) names = foyer_store_finish (FOYER_STORE (source), result, NULL);

  if (names == NULL || self->names == NULL)
    return;

  self->is_setting = TRUE;
  gtk_string_list_splice (self->names, 0,
                          g_list_model_get_n_items (G_LIST_MODEL (self->names)),
                          (const char *const *) names->pdata);
  show_zone (self);
}

static void
foyer_zone_row_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  g_value_set_string (value, FOYER_ZONE_ROW (object)->zone);
}

static void
foyer_zone_row_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  foyer_zone_row_set_zone (FOYER_ZONE_ROW (object), g_value_get_string (value));
}

static void
foyer_zone_row_dispose (GObject *object)
{
  FoyerZoneRow *self = FOYER_ZONE_ROW (object);

  g_clear_object (&self->names);
  g_clear_pointer (&self->zone, g_free);

  G_OBJECT_CLASS (foyer_zone_row_parent_class)->dispose (object);
}

static void
foyer_zone_row_class_init (FoyerZoneRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = foyer_zone_row_get_property;
  object_class->set_property = foyer_zone_row_set_property;
  object_class->dispose = foyer_zone_row_dispose;

  /**
   * FoyerZoneRow:zone:
   *
   * The IANA name of the zone.
   */
  zone_property = g_param_spec_string ("zone", NULL, NULL, NULL,
                                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                           G_PARAM_STATIC_STRINGS);
  g_object_class_install_property (object_class, PROP_ZONE, zone_property);
}

static void
foyer_zone_row_init (FoyerZoneRow *self)
{
  g_autoptr (GtkExpression) expression =
      gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  GtkWidget *choice;

  self->zone = guess_zone ();
  self->names = gtk_string_list_new (NULL);
  choice = gtk_drop_down_new (G_LIST_MODEL (g_object_ref (self->names)), NULL);
  self->choice = GTK_DROP_DOWN (choice);
  gtk_drop_down_set_expression (self->choice, expression);
  gtk_drop_down_set_enable_search (self->choice, TRUE);
  gtk_widget_set_valign (choice, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (choice, "notify::selected", G_CALLBACK (chosen_cb), self);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _ ("Time Zone"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), choice);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (self), choice);
  foyer_widget_set_accessible_label (choice, _ ("Time Zone"));
  show_zone (self);
}

/**
 * foyer_zone_row_load:
 * @self: a zone row
 * @store: on whose thread the list of zones is read
 *
 * Offers the zones that the system knows.
 */
void
foyer_zone_row_load (FoyerZoneRow *self, FoyerStore *store)
{
  foyer_store_read_async (store, read_names, NULL, NULL,
                          (GDestroyNotify) g_ptr_array_unref, NULL, names_read_cb,
                          g_object_ref (self));
}

const char *
foyer_zone_row_get_zone (FoyerZoneRow *self)
{
  return self->zone;
}

void
foyer_zone_row_set_zone (FoyerZoneRow *self, const char *zone)
{
  if (zone == NULL || g_strcmp0 (self->zone, zone) == 0)
    return;

  g_free (self->zone);
  self->zone = g_strdup (zone);
  show_zone (self);
  g_object_notify_by_pspec (G_OBJECT (self), zone_property);
}
