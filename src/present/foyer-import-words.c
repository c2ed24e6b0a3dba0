/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "present/foyer-import-words.h"

#include <glib/gi18n-lib.h>

/**
 * foyer_import_words_reason:
 * @reason: why a line was not imported
 *
 * Returns: (transfer none): the reason as a sentence
 */
const char *
foyer_import_words_reason (FoyerImportReason reason)
{
  switch (reason)
    {
    case FOYER_IMPORT_REASON_SYNTAX:
      return _ ("This is not JSON.");
    case FOYER_IMPORT_REASON_TRUNCATED:
      return _ ("The record ends in the middle; the file may have been cut short.");
    case FOYER_IMPORT_REASON_TOO_DEEP:
      return _ ("The record is nested too deeply to be real.");
    case FOYER_IMPORT_REASON_TOO_LARGE:
      return _ ("The record is larger than 48 MiB.");
    case FOYER_IMPORT_REASON_TOO_MANY:
      return _ ("The record has a list of more than 10,000 entries.");
    case FOYER_IMPORT_REASON_TOO_LONG:
      return _ ("A text is longer than its field takes.");
    case FOYER_IMPORT_REASON_DUPLICATE_KEY:
      return _ ("The record says one thing twice.");
    case FOYER_IMPORT_REASON_ENCODING:
      return _ ("There are characters that cannot be read.");
    case FOYER_IMPORT_REASON_NUMBER:
      return _ ("A number is too large.");
    case FOYER_IMPORT_REASON_TYPE:
      return _ ("A value is of the wrong kind.");
    case FOYER_IMPORT_REASON_VALUE:
      return _ ("A value is not one that is known there.");
    case FOYER_IMPORT_REASON_DATE:
      return _ ("A date is not in the calendar.");
    case FOYER_IMPORT_REASON_MISSING:
      return _ ("Something is missing without which there is no record, such as a name.");
    case FOYER_IMPORT_REASON_RESOURCE:
      return _ ("This is not a FHIR resource.");
    case FOYER_IMPORT_REASON_CELLS:
      return _ ("The line has more or fewer cells than the header.");
    case FOYER_IMPORT_REASON_QUOTE:
      return _ ("A quotation mark is never closed.");
    case FOYER_IMPORT_REASON_AMBIGUOUS:
      return _ ("Its identifiers belong to several people here.");
    case FOYER_IMPORT_REASON_ANOTHER_PERSON:
      return _ ("Its identifier belongs to somebody else here.");
    case FOYER_IMPORT_REASON_EMPTY:
      return _ ("There is nothing in the file.");
    case FOYER_IMPORT_REASON_RULE:
    default:
      return _ ("It would break a rule of the clinic’s data.");
    }
}

/**
 * foyer_import_words_refusal:
 * @refusal: a line that was not imported
 *
 * Returns: (transfer full): the reason, with the element that it is about
 */
char *
foyer_import_words_refusal (const FoyerImportRefusal *refusal)
{
  if (refusal->field == NULL)
    return g_strdup (foyer_import_words_reason (refusal->reason));

  /* Translators: why a line was not imported, and the element of the file that it is about */
  return g_strdup_printf (C_ ("refused line", "%1$s (%2$s)"),
                          foyer_import_words_reason (refusal->reason), refusal->field);
}

/**
 * foyer_import_words_report:
 * @report: what an import did
 *
 * Returns: (transfer full): what was added, changed, left and refused, in a few sentences
 */
char *
foyer_import_words_report (const FoyerImportReport *report)
{
  g_autoptr (GString) text = g_string_new (NULL);

  if (report->cancelled)
    {
      g_string_append (text, _ ("The import was stopped; what is counted here is kept."));
      g_string_append_c (text, ' ');
    }
  /* Translators: numbers of records after an import */
  g_string_append_printf (text, _ ("%1$d added, %2$d updated, %3$d unchanged."),
                          (int) report->added, (int) report->updated,
                          (int) report->unchanged);
  if (report->n_refused > 0)
    {
      g_string_append_c (text, ' ');
      /* Translators: a number of lines of a file */
      g_string_append_printf (text,
                              g_dngettext (GETTEXT_PACKAGE, "%d line was refused.",
                                           "%d lines were refused.",
                                           (gulong) report->n_refused),
                              (int) report->n_refused);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * foyer_import_words_field:
 * @field: what a column of a table of patients holds
 *
 * Returns: (transfer none): the words for it
 */
const char *
foyer_import_words_field (FoyerCsvField field)
{
  static const char *const words[] = {
    [FOYER_CSV_FIELD_NONE] = NC_ ("table column", "Leave out"),
    [FOYER_CSV_FIELD_NUMBER] = NC_ ("table column", "Medical record number"),
    [FOYER_CSV_FIELD_FAMILY] = NC_ ("table column", "Family name"),
    [FOYER_CSV_FIELD_GIVEN] = NC_ ("table column", "Given names"),
    [FOYER_CSV_FIELD_MIDDLE] = NC_ ("table column", "Middle name"),
    [FOYER_CSV_FIELD_NAME] = NC_ ("table column", "Whole name"),
    [FOYER_CSV_FIELD_PREFIX] = NC_ ("table column", "Title"),
    [FOYER_CSV_FIELD_SUFFIX] = NC_ ("table column", "Suffix"),
    [FOYER_CSV_FIELD_PREFERRED_NAME] = NC_ ("table column", "Preferred name"),
    [FOYER_CSV_FIELD_MAIDEN_NAME] = NC_ ("table column", "Birth name"),
    [FOYER_CSV_FIELD_BIRTH_DATE] = NC_ ("table column", "Date of birth"),
    [FOYER_CSV_FIELD_GENDER] = NC_ ("table column", "Gender"),
    [FOYER_CSV_FIELD_MOBILE] = NC_ ("table column", "Mobile phone"),
    [FOYER_CSV_FIELD_HOME_PHONE] = NC_ ("table column", "Home phone"),
    [FOYER_CSV_FIELD_WORK_PHONE] = NC_ ("table column", "Work phone"),
    [FOYER_CSV_FIELD_PHONE] = NC_ ("table column", "Phone"),
    [FOYER_CSV_FIELD_EMAIL] = NC_ ("table column", "E-mail"),
    [FOYER_CSV_FIELD_ADDRESS] = NC_ ("table column", "Street"),
    [FOYER_CSV_FIELD_ADDRESS_2] = NC_ ("table column", "Street, second line"),
    [FOYER_CSV_FIELD_CITY] = NC_ ("table column", "City"),
    [FOYER_CSV_FIELD_REGION] = NC_ ("table column", "State or province"),
    [FOYER_CSV_FIELD_POSTAL_CODE] = NC_ ("table column", "Postal code"),
    [FOYER_CSV_FIELD_COUNTRY] = NC_ ("table column", "Country"),
    [FOYER_CSV_FIELD_LANGUAGE] = NC_ ("table column", "Language"),
    [FOYER_CSV_FIELD_INSURANCE] = NC_ ("table column", "Insurance"),
    [FOYER_CSV_FIELD_ALERT] = NC_ ("table column", "Alert"),
    [FOYER_CSV_FIELD_NOTE] = NC_ ("table column", "Note"),
  };

  g_return_val_if_fail ((guint) field < G_N_ELEMENTS (words), "");

  return g_dpgettext2 (GETTEXT_PACKAGE, "table column", words[field]);
}
