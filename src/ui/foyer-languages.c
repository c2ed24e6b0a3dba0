/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/foyer-languages.h"

#include "present/foyer-format.h"
#include "ui/foyer-widgets.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define TAGS "foyer-tags"
#define CHECKS "foyer-checks"

/* BCP 47. */
static const char *const usual[] = {
  "ar", "ase", "de", "el", "en", "es", "fa", "fr", "he", "hi", "ht", "hy", "it",
  "ja", "km",  "ko", "pl", "pt", "ru", "sw", "tl", "uk", "ur", "vi", "zh",
};

static int
compare_languages (gconstpointer a, gconstpointer b)
{
  g_autofree char *name_a = foyer_format_language (*(const char *const *) a);
  g_autofree char *name_b = foyer_format_language (*(const char *const *) b);

  return g_utf8_collate (name_a, name_b);
}

/* The usual languages in the order of their names. */
static GPtrArray *
list_tags (void)
{
  GPtrArray *tags = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    g_ptr_array_add (tags, g_strdup (usual[i]));
  g_ptr_array_sort (tags, compare_languages);

  return tags;
}

static guint
find_tag (GPtrArray *tags, const char *tag)
{
  guint index;

  return g_ptr_array_find_with_equal_func (tags, tag, g_str_equal, &index) ? index
                                                                           : tags->len;
}

/**
 * foyer_languages_fill:
 * @row: an empty choice
 *
 * Offers the usual languages in @row, and that none is known.
 */
void
foyer_languages_fill (FoyerChoiceRow *row)
{
  GPtrArray *tags = list_tags ();

  foyer_choice_row_add (row, -1, C_ ("language", "Not known"));
  for (guint i = 0; i < tags->len; i++)
    {
      g_autofree char *name = foyer_format_language (g_ptr_array_index (tags, i));

      foyer_choice_row_add (row, i, name);
    }
  g_object_set_data_full (G_OBJECT (row), TAGS, tags, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * foyer_languages_choose:
 * @row: a choice of languages
 * @tag: (nullable): BCP 47 tag; one that is unusual here is offered from now on
 */
void
foyer_languages_choose (FoyerChoiceRow *row, const char *tag)
{
  GPtrArray *tags = g_object_get_data (G_OBJECT (row), TAGS);
  guint      index;

  if (tag == NULL)
    {
      foyer_choice_row_set_value (row, -1);
      return;
    }

  index = find_tag (tags, tag);
  if (index == tags->len)
    {
      g_autofree char *name = foyer_format_language (tag);

      g_ptr_array_add (tags, g_strdup (tag));
      foyer_choice_row_add (row, index, name);
    }
  foyer_choice_row_set_value (row, index);
}

/**
 * foyer_languages_get_chosen:
 * @row: a choice of languages
 *
 * Returns: (transfer none) (nullable): BCP 47 tag of the chosen one
 */
const char *
foyer_languages_get_chosen (FoyerChoiceRow *row)
{
  GPtrArray *tags = g_object_get_data (G_OBJECT (row), TAGS);
  gint64     index = foyer_choice_row_get_value (row);

  return index >= 0 && index < tags->len ? g_ptr_array_index (tags, index) : NULL;
}

static void
show_checked (AdwExpanderRow *row)
{
  g_autofree char *checked = foyer_languages_dup_checked (row);
  g_auto (GStrv) tags = g_strsplit (checked != NULL ? checked : "", " ", -1);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;

  for (char **tag = tags; *tag != NULL; tag++)
    g_ptr_array_add (names, foyer_format_language (*tag));
  g_ptr_array_add (names, NULL);
  /* Translators: stands between the names of languages in a list */
  text = g_strjoinv (C_ ("list", ", "), (char **) names->pdata);
  adw_expander_row_set_subtitle (row, text);
}

static void
add_check (AdwExpanderRow *row, const char *tag)
{
  GHashTable      *checks = g_object_get_data (G_OBJECT (row), CHECKS);
  GCallback        changed = g_object_get_data (G_OBJECT (row), "foyer-changed");
  gpointer         data = g_object_get_data (G_OBJECT (row), "foyer-changed-data");
  g_autofree char *name = foyer_format_language (tag);
  GtkWidget       *check = foyer_switch_row_new (name);

  g_hash_table_insert (checks, g_strdup (tag), check);
  g_signal_connect_swapped (check, "notify::active", G_CALLBACK (show_checked), row);
  g_signal_connect_swapped (check, "notify::active", changed, data);
  adw_expander_row_add_row (row, check);
}

/**
 * foyer_languages_fill_checks:
 * @row: an empty expander
 * @changed: called with @data when a person has changed something
 * @data: (closure): data for @changed, which outlives @row
 *
 * Puts the usual languages into @row, each with a switch.
 */
void
foyer_languages_fill_checks (AdwExpanderRow *row, GCallback changed, gpointer data)
{
  g_autoptr (GPtrArray) tags = list_tags ();

  g_object_set_data_full (G_OBJECT (row), CHECKS,
                          g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
                          (GDestroyNotify) g_hash_table_unref);
  g_object_set_data (G_OBJECT (row), "foyer-changed", changed);
  g_object_set_data (G_OBJECT (row), "foyer-changed-data", data);
  for (guint i = 0; i < tags->len; i++)
    add_check (row, g_ptr_array_index (tags, i));
}

/**
 * foyer_languages_set_checked:
 * @row: an expander with languages
 * @tags: (nullable): BCP 47 tags separated by spaces
 */
void
foyer_languages_set_checked (AdwExpanderRow *row, const char *tags)
{
  GHashTable *checks = g_object_get_data (G_OBJECT (row), CHECKS);
  g_auto (GStrv) wanted = g_strsplit (tags != NULL ? tags : "", " ", -1);
  GHashTableIter iter;
  gpointer       tag, check;

  for (char **each = wanted; *each != NULL; each++)
    if (**each != '\0' && !g_hash_table_contains (checks, *each))
      add_check (row, *each);

  g_hash_table_iter_init (&iter, checks);
  while (g_hash_table_iter_next (&iter, &tag, &check))
    foyer_switch_row_set_active (check, g_strv_contains ((const char **) wanted, tag));
  show_checked (row);
}

/**
 * foyer_languages_dup_checked:
 * @row: an expander with languages
 *
 * Returns: (transfer full) (nullable): BCP 47 tags separated by spaces, in alphabetical
 *   order
 */
char *
foyer_languages_dup_checked (AdwExpanderRow *row)
{
  GHashTable *checks = g_object_get_data (G_OBJECT (row), CHECKS);
  g_autoptr (GPtrArray) checked = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer       tag, check;

  g_hash_table_iter_init (&iter, checks);
  while (g_hash_table_iter_next (&iter, &tag, &check))
    if (foyer_switch_row_get_active (check))
      g_ptr_array_add (checked, tag);
  if (checked->len == 0)
    return NULL;

  g_ptr_array_sort (checked, (GCompareFunc) compare_languages);
  g_ptr_array_add (checked, NULL);

  return g_strjoinv (" ", (char **) checked->pdata);
}
