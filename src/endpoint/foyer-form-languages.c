/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "endpoint/foyer-form-languages.h"

#include <glib/gi18n-lib.h>
#include <libintl.h>
#include <locale.h>
#include <string.h>

#define SOURCE_TAG "en"
#define MAX_ACCEPT 16

struct _FoyerFormLanguages
{
  GPtrArray  *tags;  /* (owned) (element-type utf8) BCP 47; NULL at the end */
  GHashTable *names; /* (owned) of each tag, what its speakers call the language */
};

/* gettext asks LANGUAGE as long as the locale is not the one named C.  What it has found it
 * keeps until the default domain is set, even to what it is; GLib would translate nothing if
 * that were a domain without translations when it is first asked.  Only one thread of this
 * program asks gettext, and there is a LANGUAGE from the beginning, so that setting it moves
 * nothing that another thread reads. */
static void
use_language (const char *name)
{
  g_setenv ("LANGUAGE", name, TRUE);
  textdomain ("messages");
}

/* A locale with which messages are translated at all; every Debian has C.UTF-8. */
static void
use_locale (void)
{
  static const char *const names[] = { "C.UTF-8", "en_US.UTF-8" };
  const char              *now = setlocale (LC_MESSAGES, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (now == NULL || g_str_equal (now, "C") || g_str_equal (now, "POSIX"))
      now = setlocale (LC_MESSAGES, names[i]);
}

/* Whether the catalogue of @name answers: its header says which language it is. */
static gboolean
answers (const char *name)
{
  /* Not written out in the call, where it would be taken for a string to translate. */
  static const char header[] = "";
  g_autofree char  *line = g_strdup_printf ("Language: %s\n", name);

  use_language (name);

  return strstr (dgettext (GETTEXT_PACKAGE, header), line) != NULL;
}

/* Adds a language, which is the one in use. */
static void
add_language (FoyerFormLanguages *self, const char *name)
{
  char *tag = g_strdelimit (g_strdup (name), "_", '-');
  /* Translators: the name of your language, in your language */
  const char *own_name = C_ ("language in itself", "English");

  if (g_str_equal (own_name, "English") && !g_str_has_prefix (tag, SOURCE_TAG))
    own_name = tag;
  g_ptr_array_add (self->tags, tag);
  g_hash_table_insert (self->names, g_strdup (tag), g_strdup (own_name));
}

static int
compare_tags (gconstpointer a, gconstpointer b)
{
  const char *one = *(const char *const *) a, *two = *(const char *const *) b;

  if (g_str_equal (one, SOURCE_TAG) || g_str_equal (two, SOURCE_TAG))
    return g_str_equal (two, SOURCE_TAG) - g_str_equal (one, SOURCE_TAG);

  return strcmp (one, two);
}

/**
 * foyer_form_languages_new:
 * @locale_dir: where `es/LC_MESSAGES/foyer.mo` is
 *
 * Finds the languages that have a catalogue, and makes gettext speak English.
 *
 * From here on the language of gettext is the one that was used last, for the whole program:
 * choose one before each page.  A language whose catalogue is there but does not answer is
 * left out.
 *
 * Returns: (transfer full): the languages, English among them
 */
FoyerFormLanguages *
foyer_form_languages_new (const char *locale_dir)
{
  FoyerFormLanguages *self = g_new0 (FoyerFormLanguages, 1);
  g_autoptr (GDir) dir = g_dir_open (locale_dir, 0, NULL);
  const char *name;

  use_locale ();
  bindtextdomain (GETTEXT_PACKAGE, locale_dir);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");

  self->tags = g_ptr_array_new_with_free_func (g_free);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file =
          g_build_filename (locale_dir, name, "LC_MESSAGES", GETTEXT_PACKAGE ".mo", NULL);

      if (g_file_test (file, G_FILE_TEST_IS_REGULAR) && answers (name))
        add_language (self, name);
    }
  use_language (SOURCE_TAG);
  add_language (self, SOURCE_TAG);
  g_ptr_array_sort (self->tags, compare_tags);
  g_ptr_array_add (self->tags, NULL);

  return self;
}

void
foyer_form_languages_free (FoyerFormLanguages *self)
{
  g_ptr_array_unref (self->tags);
  g_hash_table_unref (self->names);
  g_free (self);
}

/**
 * foyer_form_languages_get_tags:
 *
 * Returns: (transfer none) (array zero-terminated=1): BCP 47 tags, `en` first
 */
const char *const *
foyer_form_languages_get_tags (FoyerFormLanguages *self)
{
  return (const char *const *) self->tags->pdata;
}

/**
 * foyer_form_languages_get_name:
 *
 * Returns: (transfer none): what the speakers of the language call it
 */
const char *
foyer_form_languages_get_name (FoyerFormLanguages *self, const char *tag)
{
  return g_hash_table_lookup (self->names, tag);
}

static gsize
primary_length (const char *tag)
{
  return strcspn (tag, "-_");
}

/* The same language and region, or the same language. */
static const char *
find_tag (FoyerFormLanguages *self, const char *wanted)
{
  const char *alike = NULL;

  for (guint i = 0; i + 1 < self->tags->len; i++)
    {
      const char *tag = self->tags->pdata[i];

      if (g_ascii_strcasecmp (tag, wanted) == 0)
        return tag;
      if (alike == NULL && primary_length (tag) == primary_length (wanted) &&
          g_ascii_strncasecmp (tag, wanted, primary_length (wanted)) == 0)
        alike = tag;
    }

  return alike;
}

static double
read_quality (const char *parameters)
{
  const char *q = parameters != NULL ? strstr (parameters, "q=") : NULL;

  return q != NULL ? CLAMP (g_ascii_strtod (q + 2, NULL), 0, 1) : 1;
}

/**
 * foyer_form_languages_pick:
 * @self: the languages
 * @wanted: (nullable): a tag that somebody chose
 * @accept: (nullable): the header Accept-Language
 *
 * Chooses the language of a page.
 *
 * Source: RFC 9110, 12.5.4, for the header.
 *
 * Returns: (transfer none): a tag, `en` if nothing else fits
 */
const char *
foyer_form_languages_pick (FoyerFormLanguages *self,
                           const char         *wanted,
                           const char         *accept)
{
  const char *best = wanted != NULL ? find_tag (self, wanted) : NULL;
  g_auto (GStrv) ranges = NULL;
  double best_quality = 0;

  if (best != NULL)
    return best;

  ranges = g_strsplit (accept != NULL ? accept : "", ",", MAX_ACCEPT);
  for (guint i = 0; ranges[i] != NULL; i++)
    {
      char        *parameters = strchr (ranges[i], ';');
      const double quality = read_quality (parameters);
      const char  *tag;

      if (parameters != NULL)
        *parameters = '\0';
      tag = find_tag (self, g_strstrip (ranges[i]));
      if (tag != NULL && quality > best_quality)
        {
          best = tag;
          best_quality = quality;
        }
    }

  return best != NULL ? best : SOURCE_TAG;
}

/**
 * foyer_form_languages_use:
 * @self: the languages
 * @tag: one of them
 *
 * Makes gettext speak the language, until the next call.
 */
void
foyer_form_languages_use (FoyerFormLanguages *self, const char *tag)
{
  g_autofree char *name = g_strdelimit (g_strdup (tag), "-", '_');

  use_language (name);
}

/**
 * foyer_form_language_is_rtl:
 *
 * Returns: whether the language is written from right to left
 */
gboolean
foyer_form_language_is_rtl (const char *tag)
{
  static const char *const primaries[] = { "ar", "arc", "ckb", "dv", "fa", "he",
                                           "ks", "ps",  "sd",  "ug", "ur", "yi" };

  for (guint i = 0; i < G_N_ELEMENTS (primaries); i++)
    if (primary_length (tag) == strlen (primaries[i]) &&
        g_ascii_strncasecmp (tag, primaries[i], primary_length (tag)) == 0)
      return TRUE;

  return FALSE;
}
