/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "present/foyer-audit-words.h"

#include "model/foyer-patient.h"
#include "present/foyer-format.h"
#include "present/foyer-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef enum
{
  VALUE_TEXT,
  VALUE_DATE,
  VALUE_FLAG,
  VALUE_GENDER,
  VALUE_LANGUAGE,
  VALUE_HIDDEN, /* a number that says nothing to a person */
} ValueKind;

typedef struct
{
  const char *field;
  const char *name;
  ValueKind   kind;
} FieldName;

static const FieldName names[] = {
  { "number", NC_ ("patient field", "Record number"), VALUE_TEXT },
  { "family", NC_ ("patient field", "Family name"), VALUE_TEXT },
  { "given", NC_ ("patient field", "Given names"), VALUE_TEXT },
  { "prefix", NC_ ("patient field", "Title"), VALUE_TEXT },
  { "suffix", NC_ ("patient field", "Suffix"), VALUE_TEXT },
  { "preferred-name", NC_ ("patient field", "Preferred name"), VALUE_TEXT },
  { "birth-date", NC_ ("patient field", "Date of birth"), VALUE_DATE },
  { "gender", NC_ ("patient field", "Administrative gender"), VALUE_GENDER },
  { "email", NC_ ("patient field", "E-mail"), VALUE_TEXT },
  { "address-line", NC_ ("patient field", "Street"), VALUE_TEXT },
  { "city", NC_ ("patient field", "City"), VALUE_TEXT },
  { "region", NC_ ("patient field", "State or province"), VALUE_TEXT },
  { "postal-code", NC_ ("patient field", "Postal code"), VALUE_TEXT },
  { "country", NC_ ("patient field", "Country"), VALUE_TEXT },
  { "language", NC_ ("patient field", "Preferred language"), VALUE_LANGUAGE },
  { "other-languages", NC_ ("patient field", "Other languages"), VALUE_TEXT },
  { "interpreter-needed", NC_ ("patient field", "Interpreter needed"), VALUE_FLAG },
  { "clinician-id", NC_ ("patient field", "Usual clinician"), VALUE_HIDDEN },
  { "pcp-id", NC_ ("patient field", "Primary care provider"), VALUE_HIDDEN },
  { "insurance", NC_ ("patient field", "Insurance"), VALUE_TEXT },
  { "alert", NC_ ("patient field", "Alert"), VALUE_TEXT },
  { "note", NC_ ("patient field", "Note"), VALUE_TEXT },
  { "consent-text", NC_ ("patient field", "May be sent text messages"), VALUE_FLAG },
  { "consent-email", NC_ ("patient field", "May be sent e-mail"), VALUE_FLAG },
  { "consent-photo", NC_ ("patient field", "Agrees to photographs"), VALUE_FLAG },
  { "seen-before-on", NC_ ("patient field", "Last seen before Foyer"), VALUE_DATE },
  { "active", NC_ ("patient field", "Patient here"), VALUE_FLAG },
  { "deceased", NC_ ("patient field", "Deceased"), VALUE_FLAG },
  { "deceased-on", NC_ ("patient field", "Date of death"), VALUE_DATE },
  { "may-leave-voicemail", NC_ ("patient field", "May leave a voicemail"), VALUE_FLAG },
  { "may-text", NC_ ("patient field", "May send a text message"), VALUE_FLAG },
  { "name", NC_ ("patient field", "Name"), VALUE_TEXT },
  { "relationship", NC_ ("patient field", "Relationship"), VALUE_TEXT },
  { "phone", NC_ ("patient field", "Phone"), VALUE_TEXT },
  { "authority", NC_ ("patient field", "May decide"), VALUE_TEXT },
};

/* What the program keeps for itself. */
static const char *const own[] = { "digits",     "position", "patient-id", "created-at",
                                   "updated-at", "kind",     NULL };

/* A text in quotes, as the store writes it: \" \\ and \u00XX only. */
static char *
read_text (const char **p)
{
  GString *text = g_string_new (NULL);

  for (*p += 1; **p != '\0' && **p != '"'; *p += 1)
    if (**p != '\\')
      g_string_append_c (text, **p);
    else if (*++*p == 'u' && strlen (*p) > 4)
      {
        char digits[5] = { 0 };

        memcpy (digits, *p + 1, 4);
        g_string_append_unichar (text, (gunichar) g_ascii_strtoull (digits, NULL, 16));
        *p += 4;
      }
    else if (**p != '\0')
      g_string_append_c (text, **p);
    else
      break;
  if (**p == '"')
    *p += 1;

  return g_string_free (text, FALSE);
}

/* A text in quotes or null. */
static gboolean
read_value (const char **p, char **out_text)
{
  *out_text = NULL;
  if (g_str_has_prefix (*p, "null"))
    *p += strlen ("null");
  else if (**p == '"')
    *out_text = read_text (p);
  else
    return FALSE;

  return TRUE;
}

static gboolean
skip (const char **p, char c)
{
  if (**p != c)
    return FALSE;

  *p += 1;
  return TRUE;
}

static char *
format_value (ValueKind kind, const char *value)
{
  int gender;

  if (kind == VALUE_FLAG)
    return g_strdup (g_strcmp0 (value, "1") == 0 ? C_ ("change", "yes")
                                                 : C_ ("change", "no"));
  if (value == NULL)
    return g_strdup (C_ ("change", "empty"));
  if (kind == VALUE_DATE)
    return foyer_format_date (value);
  if (kind == VALUE_LANGUAGE)
    return foyer_format_language (value);
  if (kind == VALUE_GENDER && foyer_enum_from_nick (FOYER_TYPE_GENDER, value, &gender))
    return g_strdup (foyer_words_gender (gender));

  return g_strdup (value);
}

static char *
describe_change (const char *record_kind,
                 const char *field,
                 const char *old,
                 const char *new)
{
  const char      *name = field;
  ValueKind        kind = VALUE_TEXT;
  g_autofree char *before = NULL, *after = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i].field, field))
      {
        name = g_dpgettext2 (GETTEXT_PACKAGE, "patient field", names[i].name);
        kind = names[i].kind;
      }
  if (g_str_equal (field, "number") && !g_str_equal (record_kind, "patient"))
    name = C_ ("patient field", "Phone");

  if (kind == VALUE_HIDDEN)
    /* Translators: %s is the name of a field */
    return g_strdup_printf (_ ("%s was changed"), name);

  before = format_value (kind, old);
  after = format_value (kind, new);
  if (old == NULL)
    /* Translators: the name of a field, and what was entered */
    return g_strdup_printf (_ ("%s: %s"), name, after);

  /* Translators: the name of a field, what it was, and what it is now */
  return g_strdup_printf (_ ("%s: %s → %s"), name, before, after);
}

/**
 * foyer_audit_words_title:
 * @entry: an entry about a patient
 *
 * Returns: (transfer full): what was done or refused, and by whom
 */
char *
foyer_audit_words_title (FoyerAuditEntry *entry)
{
  const char *who = entry->staff_name != NULL ? entry->staff_name : _ ("Foyer");

  if (g_strcmp0 (entry->outcome, "denied") == 0)
    /* Translators: %s is the name of a member of staff */
    return g_strdup_printf (_ ("%s was not allowed to change this"), who);
  /* A record gets its number when it begins. */
  if (entry->changes != NULL && strstr (entry->changes, "\"number\":[null,") != NULL)
    /* Translators: %s is the name of a member of staff */
    return g_strdup_printf (C_ ("patient", "Registered by %s"), who);

  /* Translators: %s is the name of a member of staff */
  return g_strdup_printf (C_ ("record", "Changed by %s"), who);
}

/**
 * foyer_audit_words_changes:
 * @entry: an entry about a patient, or about a phone, name or contact of one
 *
 * Says for each field what it was and what it is now.
 *
 * Returns: (transfer full) (element-type utf8): one line for each field, possibly none
 */
GPtrArray *
foyer_audit_words_changes (FoyerAuditEntry *entry)
{
  GPtrArray  *lines = g_ptr_array_new_with_free_func (g_free);
  const char *p = entry->changes;

  if (p == NULL || !skip (&p, '{'))
    return lines;

  do
    {
      g_autofree char *field = NULL, *old = NULL, *new = NULL;

      if (*p != '"')
        break;
      field = read_text (&p);
      if (!skip (&p, ':') || !skip (&p, '[') || !read_value (&p, &old) ||
          !skip (&p, ',') || !read_value (&p, &new) || !skip (&p, ']'))
        break;
      /* What a new record leaves empty was not entered by anybody. */
      if (!g_strv_contains (own, field) &&
          !(old == NULL &&
            (g_strcmp0 (new, "0") == 0 || g_strcmp0 (new, "unknown") == 0)))
        g_ptr_array_add (lines, describe_change (entry->record_kind, field, old, new));
    }
  while (skip (&p, ','));

  return lines;
}
