/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "present/foyer-tongue.h"

#include "present/foyer-format.h"

#include <glib/gi18n-lib.h>
#include <libintl.h>
#include <string.h>

/* The head of a catalogue as msgfmt writes it: words of 32 bits. */
#define MAGIC 0x950412de
#define WORD_REVISION 1
#define WORD_COUNT 2
#define WORD_TEXTS 3
#define WORD_TRANSLATIONS 4

/* gettext speaks one language for the whole process, and only where the system has a locale
 * for it.  Paper for a patient needs another one, on any thread: so the catalogue of that
 * language is read here. */
struct _FoyerTongue
{
  gboolean     is_own;   /* that of the program: gettext speaks it */
  char        *language; /* (owned) BCP 47 */
  GMappedFile *file;     /* (owned) (nullable) the catalogue; without one it is English */
};

static gboolean
read_word (FoyerTongue *self, gsize offset, guint32 *out_word)
{
  gsize   length = g_mapped_file_get_length (self->file);
  guint32 word;

  if (length < sizeof word || offset > length - sizeof word)
    return FALSE;
  memcpy (&word, g_mapped_file_get_contents (self->file) + offset, sizeof word);
  *out_word = GUINT32_FROM_LE (word);

  return TRUE;
}

/* The text at place @index of the table that begins at @table; NULL where the file is cut. */
static const char *
read_text (FoyerTongue *self, guint32 table, guint32 index)
{
  gsize   length = g_mapped_file_get_length (self->file);
  guint32 size, offset;

  if (!read_word (self, (gsize) table + index * 8ul, &size) ||
      !read_word (self, (gsize) table + index * 8ul + 4, &offset) ||
      (gsize) offset + size >= length ||
      g_mapped_file_get_contents (self->file)[offset + size] != '\0')
    return NULL;

  return g_mapped_file_get_contents (self->file) + offset;
}

/* The texts are sorted. */
static const char *
find_text (FoyerTongue *self, const char *key)
{
  guint32 low = 0, high, texts, translations;

  if (!read_word (self, WORD_COUNT * 4, &high) ||
      !read_word (self, WORD_TEXTS * 4, &texts) ||
      !read_word (self, WORD_TRANSLATIONS * 4, &translations))
    return NULL;
  while (low < high)
    {
      guint32     middle = low + (high - low) / 2;
      const char *text = read_text (self, texts, middle);
      int         order;

      if (text == NULL)
        return NULL;
      order = strcmp (key, text);
      if (order == 0)
        return read_text (self, translations, middle);
      if (order < 0)
        high = middle;
      else
        low = middle + 1;
    }

  return NULL;
}

static gboolean
is_catalogue (FoyerTongue *self)
{
  guint32 magic, revision;

  return read_word (self, 0, &magic) && magic == MAGIC &&
         read_word (self, WORD_REVISION * 4, &revision) && revision >> 16 == 0;
}

static char *
dup_primary (const char *language)
{
  return g_ascii_strdown (language, (gssize) strcspn (language, "-_.@\n"));
}

/* The language that gettext speaks, `en` if it has no catalogue. */
static char *
dup_own_language (void)
{
  /* Not written out in the call, where it would be taken for a string to translate. */
  static const char empty[] = "";
  const char       *header = dgettext (GETTEXT_PACKAGE, empty);
  const char       *line = *header != '\0' ? strstr (header, "Language: ") : NULL;

  return dup_primary (line != NULL ? line + strlen ("Language: ") : "en");
}

/* The catalogue of `pt-BR` may be that of `pt_BR` or of `pt`. */
static gboolean
open_catalogue (FoyerTongue *self, const char *folder)
{
  g_autofree char *primary = dup_primary (self->language);
  g_autofree char *full = g_strdelimit (g_strdup (self->language), "-", '_');
  const char      *names[] = { full, primary };

  for (guint i = 0; i < G_N_ELEMENTS (names) && self->file == NULL; i++)
    {
      g_autofree char *path =
          g_build_filename (folder, names[i], "LC_MESSAGES", GETTEXT_PACKAGE ".mo", NULL);

      self->file = g_mapped_file_new (path, FALSE, NULL);
      if (self->file != NULL && !is_catalogue (self))
        g_clear_pointer (&self->file, g_mapped_file_unref);
    }

  return self->file != NULL;
}

/* A tag comes from a record: nothing but letters and digits goes into a path. */
static gboolean
is_tag (const char *language)
{
  for (const char *p = language; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '-')
      return FALSE;

  return *language != '\0';
}

/**
 * foyer_tongue_new_at:
 * @language: (nullable): BCP 47 tag
 * @folder: where the catalogues are
 *
 * As foyer_tongue_new(), with catalogues from another folder.
 *
 * Returns: (transfer full): the language
 */
FoyerTongue *
foyer_tongue_new_at (const char *language, const char *folder)
{
  FoyerTongue     *self = g_atomic_rc_box_new0 (FoyerTongue);
  g_autofree char *own = dup_own_language ();
  g_autofree char *primary = NULL;

  self->language = g_strdup (language != NULL && is_tag (language) ? language : own);
  primary = dup_primary (self->language);
  self->is_own = g_str_equal (primary, own);
  if (!self->is_own && !g_str_equal (primary, "en") && !open_catalogue (self, folder))
    {
      self->is_own = TRUE;
      g_free (self->language);
      self->language = g_steal_pointer (&own);
    }

  return self;
}

/**
 * foyer_tongue_new:
 * @language: (nullable): BCP 47 tag, `es-MX`; `NULL`: that of the program
 *
 * Makes ready to speak @language; where Foyer does not know it, that of the program.
 *
 * Returns: (transfer full): the language
 */
FoyerTongue *
foyer_tongue_new (const char *language)
{
  const char *folder = bindtextdomain (GETTEXT_PACKAGE, NULL);

  return foyer_tongue_new_at (language, folder != NULL ? folder : FOYER_LOCALE_DIR);
}

static void
clear_tongue (gpointer data)
{
  FoyerTongue *self = data;

  g_clear_pointer (&self->file, g_mapped_file_unref);
  g_free (self->language);
}

/**
 * foyer_tongue_ref:
 * @self: a language
 *
 * Returns: (transfer full): @self, which may go to another thread
 */
FoyerTongue *
foyer_tongue_ref (FoyerTongue *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
foyer_tongue_unref (FoyerTongue *self)
{
  g_atomic_rc_box_release_full (self, clear_tongue);
}

/**
 * foyer_tongue_is_own:
 * @self: a language
 *
 * Returns: whether it is that of the program
 */
gboolean
foyer_tongue_is_own (FoyerTongue *self)
{
  return self->is_own;
}

/**
 * foyer_tongue_is_right_to_left:
 * @self: a language
 *
 * Returns: whether a page of it begins at the right
 */
gboolean
foyer_tongue_is_right_to_left (FoyerTongue *self)
{
  return strcmp (foyer_tongue_say (self, "direction of paper", "ltr"), "rtl") == 0;
}

/**
 * foyer_tongue_say:
 * @self: a language
 * @context: the context that `NC_()` has
 * @text: what `NC_()` has marked
 *
 * Returns: (transfer none): @text in that language, valid as long as @self
 */
const char *
foyer_tongue_say (FoyerTongue *self, const char *context, const char *text)
{
  g_autofree char *key = NULL;
  const char      *found;

  if (self->is_own)
    return g_dpgettext2 (GETTEXT_PACKAGE, context, text);
  if (self->file == NULL)
    return text;
  key = g_strconcat (context, "\004", text, NULL);
  found = find_text (self, key);

  return found != NULL && *found != '\0' ? found : text;
}

/**
 * foyer_tongue_format_day:
 * @self: a language
 * @day: days since 1970-01-01
 *
 * Returns: (transfer full): the date as the locale writes it; in another language than that
 *   of the locale as ISO 8601 writes it, which nobody can misread
 */
char *
foyer_tongue_format_day (FoyerTongue *self, int day)
{
  return self->is_own ? foyer_format_day (day) : foyer_day_format (day);
}

/**
 * foyer_tongue_format_when:
 * @self: a language
 * @zone: the zone of the clinic
 * @at: seconds since 1970-01-01 UTC
 *
 * Returns: (transfer full): date and time, as foyer_tongue_format_day()
 */
char *
foyer_tongue_format_when (FoyerTongue *self, FoyerZone *zone, gint64 at)
{
  g_autofree char *date = NULL;
  int              day, minute;

  if (self->is_own)
    return foyer_format_when (zone, at);
  foyer_zone_to_wall (zone, at, &day, &minute, NULL);
  date = foyer_day_format (day);

  /* Figures read from left to right in every language. */
  return g_strdup_printf ("\u200e%s %02d:%02d", date, minute / 60, minute % 60);
}
