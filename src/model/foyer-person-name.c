/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-person-name.h"

#include "model/foyer-fold.h"

#include <string.h>

/* Given names that one person goes by, folded.  A name can be in several groups. */
static const char *const nicknames[] = {
  " abigail abby abbie gail ",
  " albert al bert bertie ",
  " alejandro alex alejo ale ",
  " alexander alex al sandy xander sasha alec ",
  " alexandra alex alexa sandra sandy sasha lexi ",
  " alfred al alf fred freddie ",
  " andrew andy drew ",
  " ann anne anna annie nancy ana ",
  " anthony antony tony ",
  " antonio tony tono toni ",
  " barbara barb barbie babs ",
  " benjamin ben benny benji ",
  " bernard bernie ",
  " carolina caro lina ",
  " carol carole carrie ",
  " caroline carolyn carrie carol ",
  " catherine katherine kathryn catharine katharine kate katie kathy cathy kat kitty ",
  " charles charlie chuck chas ",
  " charlotte charlie lottie ",
  " christian chris ",
  " christine christina chris chrissy tina ",
  " christopher chris kit topher ",
  " cynthia cindy ",
  " daniel dan danny ",
  " david dave davey ",
  " deborah debra deb debbie ",
  " donald don donnie ",
  " dorothy dot dottie dolly ",
  " edward ed eddie ted teddy ned ",
  " eleanor ellie nora nell nellie elinor ",
  " elizabeth elisabeth liz lizzie beth betty betsy eliza lisa libby elsie ",
  " emily em emmy ",
  " enrique quique kike ",
  " francis frank fran frankie ",
  " francisco paco pancho fran cisco ",
  " frances fran fanny frankie ",
  " frederick fred freddie freddy rick ",
  " gabriel gabe gabi ",
  " gerald gerry jerry ",
  " gregory greg ",
  " guadalupe lupe lupita ",
  " guillermo memo ",
  " harold harry hal ",
  " helen ellen nell nellie ",
  " henry hank harry hal ",
  " isabella isabel isabelle bella izzy belle isa ",
  " jacob jake ",
  " jacqueline jackie ",
  " james jim jimmy jamie ",
  " janet jan ",
  " jeffrey geoffrey jeff geoff ",
  " jennifer jen jenny jenn ",
  " jessica jess jessie ",
  " jesus chuy chucho ",
  " joan joanie ",
  " john johnny jack jon ",
  " jonathan jon jonny nathan johnathan ",
  " jorge coque ",
  " jose pepe joe chepe ",
  " joseph joe joey jo ",
  " joshua josh ",
  " judith judy judi ",
  " kenneth ken kenny ",
  " kimberly kim ",
  " lawrence laurence larry lorenzo ",
  " leonard leo len lenny ",
  " louis lewis lou louie ",
  " luis lucho ",
  " manuel manny manolo ",
  " margaret maggie meg peggy marge margie greta daisy rita ",
  " maria mari marie mary mariquita ",
  " martha marty mattie ",
  " martin marty ",
  " matthew matt mathew ",
  " michael mike mick mickey micheal ",
  " mohammed muhammad mohamed mohammad mohamad muhammed mehmet ",
  " nathaniel nathan nate nat nathanael ",
  " nicholas nicolas nick nicky ",
  " olivia liv livvy ",
  " pamela pam ",
  " patricia pat patty trish tricia patsy ",
  " patrick pat paddy ",
  " peter pete ",
  " philip phillip phil pip ",
  " rafael rafa ",
  " raymond ray ",
  " rebecca becky becca rebekah ",
  " ricardo ricky richie ",
  " richard rick dick rich ricky richie ",
  " robert rob bob bobby robbie bert ",
  " roberto beto rob ",
  " rodrigo rod rodri ",
  " ronald ron ronnie ",
  " samantha sam sammy ",
  " samuel sam sammy ",
  " sarah sara sally sadie ",
  " stephanie steph stefanie ",
  " stephen steven steve stephan ",
  " susan sue suzanne susie suzie susanna ",
  " teresa theresa tess tessa terry tere ",
  " theodore ted teddy theo ",
  " thomas tom tommy ",
  " timothy tim timmy ",
  " victoria vicky tori vickie ",
  " vincent vince vinny ",
  " virginia ginny ginger ",
  " walter walt wally ",
  " william will bill billy willie liam ",
  " yosef yusuf youssef yousef yousif ",
  " zachary zach zack zachariah ",
};

/* Words that stand before family names and say nothing about whose it is. */
static const char particles[] =
    " al ap bin bint da das de del della den der des di do dos du el ibn la le los mac "
    "mc "
    "mr mrs ms of san santa st ter the van vom von vander y zu ";

static gboolean
list_has (const char *list, const char *word)
{
  g_autofree char *padded = g_strconcat (" ", word, " ", NULL);

  return strstr (list, padded) != NULL;
}

static gboolean
is_latin (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_islower (*p))
      return FALSE;

  return *text != '\0';
}

static gboolean
is_vowel (char c)
{
  return c != '\0' && strchr ("aeiouy", c) != NULL;
}

static gboolean
starts (const char *text, const char *with)
{
  return strncmp (text, with, strlen (with)) == 0;
}

/* Reads one sound; returns how many letters it took. */
static gsize
read_sound (const char *at, gboolean first, const char **out_sound)
{
  static const struct
  {
    const char *letters;
    const char *sound;
    gboolean    at_start;
  } sounds[] = {
    { "kn", "n", TRUE },   { "gn", "n", TRUE },   { "pn", "n", TRUE },
    { "wr", "r", TRUE },   { "ps", "s", TRUE },   { "tsch", "c", FALSE },
    { "sch", "s", FALSE }, { "tch", "c", FALSE }, { "ph", "f", FALSE },
    { "sh", "s", FALSE },  { "sz", "s", FALSE },  { "cz", "c", FALSE },
    { "ch", "c", FALSE },  { "ck", "k", FALSE },  { "dt", "t", FALSE },
    { "th", "t", FALSE },  { "gh", "", FALSE },   { "ce", "s", FALSE },
    { "ci", "s", FALSE },  { "cy", "s", FALSE },  { "qu", "k", FALSE },
    { "c", "k", FALSE },   { "q", "k", FALSE },   { "z", "s", FALSE },
    { "x", "ks", FALSE },  { "w", "v", FALSE },   { "ff", "f", FALSE },
  };
  static const char *const alphabet[] = { "a", "b", "c", "d", "e", "f", "g", "h", "i",
                                          "j", "k", "l", "m", "n", "o", "p", "q", "r",
                                          "s", "t", "u", "v", "w", "x", "y", "z" };

  if (is_vowel (*at))
    {
      *out_sound = first ? "a" : "";
      return 1;
    }
  if (*at == 'h' && !first)
    {
      *out_sound = "";
      return 1;
    }
  if (first && starts (at, "gh"))
    {
      *out_sound = "g";
      return 2;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (sounds); i++)
    if ((first || !sounds[i].at_start) && starts (at, sounds[i].letters))
      {
        *out_sound = sounds[i].sound;
        return strlen (sounds[i].letters);
      }

  *out_sound = alphabet[*at - 'a'];
  return 1;
}

/**
 * foyer_name_dup_phonetic:
 * @name: (nullable): a name
 *
 * Writes down roughly how @name sounds: its consonants, with those that are confused by ear
 * as one.  `Smith`, `Smyth` and `Schmidt` share a key, and so do `Meyer` and `Maier`.
 *
 * Returns: (transfer full): the key; the folded name itself if it is not in Latin letters
 */
char *
foyer_name_dup_phonetic (const char *name)
{
  g_autofree char *key = foyer_fold_key (name);
  GString         *sounds;

  if (!is_latin (key))
    return g_steal_pointer (&key);

  sounds = g_string_new (NULL);
  for (const char *p = key; *p != '\0';)
    {
      const char *sound;

      p += read_sound (p, p == key, &sound);
      for (; *sound != '\0'; sound++)
        if (sounds->len == 0 || sounds->str[sounds->len - 1] != *sound)
          g_string_append_c (sounds, *sound);
    }

  return g_string_free (sounds, FALSE);
}

static gboolean
sounds_alike (const char *a, const char *b)
{
  g_autofree char *sa = foyer_name_dup_phonetic (a);
  g_autofree char *sb = foyer_name_dup_phonetic (b);

  return strcmp (sa, sb) == 0;
}

static void
add_word (const char *word, const char *other, gpointer data)
{
  g_ptr_array_add (data, foyer_fold_key (word));
}

static GPtrArray *
split (const char *name, FoyerFoldFlags flags)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  foyer_fold_each (name, flags, add_word, words);

  return words;
}

static gboolean
family_words_agree (const char *a, const char *b)
{
  const glong na = g_utf8_strlen (a, -1), nb = g_utf8_strlen (b, -1);

  if (strcmp (a, b) == 0)
    return TRUE;
  if (!is_latin (a) || !is_latin (b))
    return FALSE;
  if (MIN (na, nb) >= 4 && sounds_alike (a, b))
    return TRUE;

  return MIN (na, nb) >= 6 && foyer_fold_distance (a, b, 1) <= 1;
}

/**
 * foyer_family_name_compare:
 * @a: (nullable): a family name
 * @b: (nullable): another
 *
 * Tells whether one family can have both names: spelt alike, heard alike, one letter
 * mistyped, or one part of a double name (`García` of `García López`).
 *
 * Returns: the answer, the same for both orders
 */
FoyerNameMatch
foyer_family_name_compare (const char *a, const char *b)
{
  g_autofree char *key_a = foyer_fold_key (a);
  g_autofree char *key_b = foyer_fold_key (b);
  g_autoptr (GPtrArray) words_a = NULL;
  g_autoptr (GPtrArray) words_b = NULL;

  if (*key_a == '\0' || *key_b == '\0')
    return FOYER_NAME_MATCH_UNKNOWN;
  if (family_words_agree (key_a, key_b))
    return FOYER_NAME_MATCH_AGREES;

  words_a = split (a, FOYER_FOLD_PARTS);
  words_b = split (b, FOYER_FOLD_PARTS);
  for (guint i = 0; i < words_a->len; i++)
    for (guint j = 0; j < words_b->len; j++)
      {
        const char *word = g_ptr_array_index (words_a, i);

        if (strlen (word) > 2 && !list_has (particles, word) &&
            strcmp (word, g_ptr_array_index (words_b, j)) == 0)
          return FOYER_NAME_MATCH_AGREES;
      }

  return FOYER_NAME_MATCH_DIFFERS;
}

/* Letters that are one to the ear of who writes a given name down: Kathrin, Cathryn. */
static char *
dup_skeleton (const char *word)
{
  GString *skeleton = g_string_new (NULL);

  for (const char *p = word; *p != '\0'; p++)
    {
      char c = *p;

      if (c == 'p' && p[1] == 'h')
        {
          c = 'f';
          p++;
        }
      else if (c == 'c' && p[1] != 'h' && p[1] != 'e' && p[1] != 'i' && p[1] != 'y')
        c = 'k';
      else if (c == 'h' && p > word && strchr ("tarn", p[-1]) != NULL)
        continue;
      else if (c == 'y')
        c = 'i';
      else if (c == 'z')
        c = 's';
      if (skeleton->len == 0 || skeleton->str[skeleton->len - 1] != c)
        g_string_append_c (skeleton, c);
    }

  return g_string_free (skeleton, FALSE);
}

static gboolean
given_words_agree (const char *a, const char *b)
{
  g_autofree char *skeleton_a = NULL;
  g_autofree char *skeleton_b = NULL;
  const gsize      na = strlen (a), nb = strlen (b);

  if (strcmp (a, b) == 0)
    return TRUE;
  if (!is_latin (a) || !is_latin (b))
    return FALSE;

  skeleton_a = dup_skeleton (a);
  skeleton_b = dup_skeleton (b);
  if (strcmp (skeleton_a, skeleton_b) == 0)
    return TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (nicknames); i++)
    if (list_has (nicknames[i], a) && list_has (nicknames[i], b))
      return TRUE;

  /* Twins are named alike (Lena and Lina, Mario and Maria, Marina and Martina), so only
   * a slip in the middle of a long name that leaves its sound is a slip. */
  return MIN (na, nb) >= 6 && *a == *b && a[na - 1] == b[nb - 1] && sounds_alike (a, b) &&
         foyer_fold_distance (a, b, 1) <= 1;
}

static gboolean
is_initial (const char *word)
{
  return is_latin (word) && word[1] == '\0';
}

static gboolean
any_word_agrees (GPtrArray *words, const char *with)
{
  for (guint i = 0; i < words->len; i++)
    if (given_words_agree (g_ptr_array_index (words, i), with))
      return TRUE;

  return FALSE;
}

/* Every word of the shorter name has to be found in the longer one; an initial stands for
 * any word that begins with it. */
static FoyerNameMatch
compare_words (GPtrArray *few, GPtrArray *many)
{
  gboolean agrees = FALSE;

  for (guint i = 0; i < few->len; i++)
    {
      const char *word = g_ptr_array_index (few, i);
      gboolean    found = FALSE, initial_found = FALSE;

      for (guint j = 0; j < many->len && !found; j++)
        {
          const char *other = g_ptr_array_index (many, j);

          found = given_words_agree (word, other) && !is_initial (word);
          initial_found |= (is_initial (word) || is_initial (other)) && *word == *other;
        }
      if (!found && !initial_found)
        return FOYER_NAME_MATCH_DIFFERS;
      agrees |= found;
    }

  return agrees ? FOYER_NAME_MATCH_AGREES : FOYER_NAME_MATCH_UNKNOWN;
}

/**
 * foyer_given_name_compare:
 * @a: (nullable): given names
 * @b: (nullable): others
 *
 * Tells whether one person can go by both: spelt alike, a usual short form (`Bob` of
 * `Robert`), or one of several given names.  Two different second names are two people:
 * `María Elena` and `María Luisa` may be sisters.
 *
 * Returns: the answer, the same for both orders
 */
FoyerNameMatch
foyer_given_name_compare (const char *a, const char *b)
{
  g_autofree char *key_a = foyer_fold_key (a);
  g_autofree char *key_b = foyer_fold_key (b);
  g_autoptr (GPtrArray) words_a = NULL;
  g_autoptr (GPtrArray) words_b = NULL;

  if (*key_a == '\0' || *key_b == '\0')
    return FOYER_NAME_MATCH_UNKNOWN;
  if (strcmp (key_a, key_b) == 0)
    return is_initial (key_a) ? FOYER_NAME_MATCH_UNKNOWN : FOYER_NAME_MATCH_AGREES;

  words_a = split (a, FOYER_FOLD_PLAIN);
  words_b = split (b, FOYER_FOLD_PLAIN);
  if (words_a->len == 1 && words_b->len == 1 && !is_initial (key_a) &&
      !is_initial (key_b))
    return any_word_agrees (words_a, key_b) ? FOYER_NAME_MATCH_AGREES
                                            : FOYER_NAME_MATCH_DIFFERS;
  if (words_a->len == words_b->len)
    {
      const FoyerNameMatch one = compare_words (words_a, words_b);
      const FoyerNameMatch other = compare_words (words_b, words_a);

      return one == other ? one : FOYER_NAME_MATCH_DIFFERS;
    }

  return words_a->len < words_b->len ? compare_words (words_a, words_b)
                                     : compare_words (words_b, words_a);
}
