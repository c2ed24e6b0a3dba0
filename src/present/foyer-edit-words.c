/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "present/foyer-edit-words.h"

#include "model/foyer-patient.h"
#include "model/foyer-working-hours.h"
#include "present/foyer-field-words.h"
#include "present/foyer-format.h"
#include "present/foyer-words.h"

#include <glib/gi18n-lib.h>

static void
add_word (GString *text, const char *word)
{
  if (word == NULL || *word == '\0')
    return;
  if (text->len > 0)
    /* Translators: stands between the parts of a list, such as names of fields: “Phone,
     * City” */
    g_string_append (text, C_ ("list of fields", ", "));
  g_string_append (text, word);
}

/**
 * foyer_edit_words_changed:
 * @author: (nullable): who changed the record here; `NULL` if that came from another desk
 * @names: (element-type utf8): what people call the fields; none if they know none of them
 * @is_refused: whether that is why a save was refused
 * @is_choice: whether the person has changed some of them too
 *
 * Returns: (transfer full): what has changed, and what to do about it
 */
char *
foyer_edit_words_changed (const char *author,
                          GPtrArray  *names,
                          gboolean    is_refused,
                          gboolean    is_choice)
{
  GString *fields = g_string_new (NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < names->len; i++)
    add_word (fields, names->pdata[i]);

  if (names->len == 0)
    g_string_append (text, _ ("Changed by somebody else while you were editing."));
  else if (author != NULL)
    /* Translators: %1$s is the name of a member of staff, %2$s are names of fields */
    g_string_append_printf (text, _ ("Changed by %1$s while you were editing: %2$s."),
                            author, fields->str);
  else
    /* Translators: %s are names of fields */
    g_string_append_printf (
        text, _ ("Changed at another desk while you were editing: %s."), fields->str);
  g_string_append_c (text, ' ');
  if (is_choice)
    g_string_append (text, _ ("Where you changed the same field, choose which of the two "
                              "to keep."));
  else
    g_string_append (text, _ ("The form shows it; what you typed is still here."));
  if (is_refused)
    {
      g_string_append_c (text, ' ');
      g_string_append (text, _ ("Nothing was saved yet; save again."));
    }
  g_string_free (fields, TRUE);

  return g_string_free (text, FALSE);
}

/**
 * foyer_edit_words_removed:
 * @author: (nullable): who removed the record here; `NULL` if that came from another desk
 *
 * Returns: (transfer full): what has happened to the record, and what becomes of the form
 */
char *
foyer_edit_words_removed (const char *author)
{
  if (author != NULL)
    /* Translators: %s is the name of a member of staff */
    return g_strdup_printf (_ ("Removed by %s while you were editing. What you typed is "
                               "still here, and can no longer be saved."),
                            author);

  return g_strdup (_ ("Removed at another desk while you were editing. What you typed is "
                      "still here, and can no longer be saved."));
}

static void
add_phone (GString *text, FoyerPatientPhone *phone)
{
  add_word (text, phone->number);
  add_word (text, foyer_words_phone_kind (phone->kind));
  if (phone->may_leave_voicemail)
    add_word (text, C_ ("phone", "voicemail"));
  if (phone->may_text)
    add_word (text, C_ ("phone", "text messages"));
}

static void
add_name (GString *text, FoyerPatientName *name)
{
  g_autofree char *person = foyer_format_person (name->family, name->given);

  add_word (text, person);
  add_word (text, foyer_words_name_kind (name->kind));
}

static void
add_contact (GString *text, FoyerPatientContact *contact)
{
  add_word (text, contact->name);
  add_word (text, foyer_words_contact_kind (contact->kind));
  add_word (text, contact->relationship);
  add_word (text, contact->phone);
  add_word (text, contact->authority);
}

static void
add_hours (GString *text, FoyerWorkingHours *hours)
{
  g_autofree char *day = foyer_format_weekday_short ((int) hours->weekday);
  g_autofree char *start = foyer_format_minute ((int) hours->start_minute);
  g_autofree char *end = foyer_format_minute ((int) hours->end_minute);
  int              category;

  g_string_append_printf (text, "%s %s–%s", day, start, end);
  if (hours->kind == FOYER_HOURS_KIND_BREAK)
    add_word (text, C_ ("hours", "Break"));
  if (foyer_enum_from_nick (FOYER_TYPE_SERVICE_CATEGORY, hours->only_category, &category))
    add_word (text, foyer_words_category ((FoyerServiceCategory) category));
}

static char *
dup_list (GPtrArray *list)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      gpointer record = list->pdata[i];
      GString *text = g_string_new (NULL);

      if (FOYER_IS_PATIENT_PHONE (record))
        add_phone (text, record);
      else if (FOYER_IS_PATIENT_NAME (record))
        add_name (text, record);
      else if (FOYER_IS_PATIENT_CONTACT (record))
        add_contact (text, record);
      else
        add_hours (text, record);
      g_ptr_array_add (parts, g_string_free (text, FALSE));
    }
  if (parts->len == 0)
    return g_strdup (C_ ("change", "empty"));
  g_ptr_array_add (parts, NULL);

  return g_strjoinv (" · ", (char **) parts->pdata);
}

/**
 * foyer_edit_words_value:
 * @snapshot: a record
 * @field: name of a field, or kind of a list
 * @session: gives the zone and the currency
 *
 * Returns: (transfer full): what it says there, as people read it
 */
char *
foyer_edit_words_value (FoyerSnapshot *snapshot, const char *field, FoyerSession *session)
{
  const FoyerField *known = foyer_snapshot_find_field (snapshot, field);
  g_autofree char  *value = NULL;

  if (known == NULL)
    return dup_list (foyer_snapshot_get_list (snapshot, field));
  value = foyer_record_dup_field (snapshot->record, known);
  if (known->type == G_TYPE_BOOLEAN)
    return g_strdup (g_strcmp0 (value, "1") == 0 ? C_ ("change", "yes")
                                                 : C_ ("change", "no"));

  return foyer_field_words_value (FOYER_RECORD_GET_CLASS (snapshot->record)->kind, field,
                                  value, foyer_session_get_zone (session),
                                  foyer_session_get_currency (session));
}
