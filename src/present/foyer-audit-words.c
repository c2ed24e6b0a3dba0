/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "present/foyer-audit-words.h"

#include "present/foyer-field-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static char *
describe_change (const char *record_kind, const FoyerFieldChange *change)
{
  g_autofree char *name = foyer_field_words_name (record_kind, change->field);
  g_autofree char *before = NULL, *after = NULL;

  if (foyer_field_words_is_silent (record_kind, change->field))
    /* Translators: %s is the name of a field */
    return g_strdup_printf (_ ("%s was changed"), name);

  before = foyer_field_words_value (record_kind, change->field, change->old, NULL, NULL);
  after = foyer_field_words_value (record_kind, change->field, change->new, NULL, NULL);
  if (change->old == NULL)
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
  g_autoptr (GPtrArray) changes = foyer_field_changes_parse (entry->changes);
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < changes->len; i++)
    {
      const FoyerFieldChange *change = changes->pdata[i];

      /* What a new record leaves empty was not entered by anybody. */
      if (!foyer_field_words_is_hidden (entry->record_kind, change->field) &&
          !(change->old == NULL && (g_strcmp0 (change->new, "0") == 0 ||
                                    g_strcmp0 (change->new, "unknown") == 0)))
        g_ptr_array_add (lines, describe_change (entry->record_kind, change));
    }

  return lines;
}

/**
 * foyer_audit_words_corrections:
 * @entry: an entry about a request
 *
 * Says for each field that was corrected what it was, as the patient wrote it, and what it is
 * now.
 *
 * Returns: (transfer full) (element-type utf8): one line for each field; none if the request
 *   began with the entry, or was answered with it
 */
GPtrArray *
foyer_audit_words_corrections (FoyerAuditEntry *entry)
{
  g_autoptr (GPtrArray) changes = foyer_field_changes_parse (entry->changes);
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < changes->len; i++)
    {
      const FoyerFieldChange *change = changes->pdata[i];
      g_autofree char        *name = NULL, *before = NULL, *after = NULL;

      if (g_str_equal (change->field, "created-at"))
        {
          g_ptr_array_set_size (lines, 0);
          break;
        }
      if (!foyer_field_words_is_known (entry->record_kind, change->field))
        continue;
      name = foyer_field_words_name (entry->record_kind, change->field);
      before = foyer_field_words_value (entry->record_kind, change->field, change->old,
                                        NULL, NULL);
      after = foyer_field_words_value (entry->record_kind, change->field, change->new,
                                       NULL, NULL);
      g_ptr_array_add (lines, g_strdup_printf (_ ("%s: %s → %s"), name, before, after));
    }

  return lines;
}
