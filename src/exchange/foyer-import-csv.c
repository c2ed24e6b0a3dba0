/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/foyer-importer.h"

#include "exchange/foyer-csv-reader.h"
#include "model/foyer-fold.h"

#include <string.h>

/* One row while it becomes a patient. */
typedef struct
{
  const FoyerCsvMapping *mapping;
  GPtrArray             *cells; /* (unowned) */
  FoyerPatient          *patient;
  int                    this_year;
  FoyerImportReason      reason; /* why it is refused, if @field is not NULL */
  const char            *field;
} Row;

/* What people write where they have nothing to write. */
static gboolean
is_nothing (const char *text)
{
  static const char *const words[] = { "", "na", "none", "unknown", "null", NULL };
  g_autofree char         *key = foyer_fold_key (text);

  return g_strv_contains (words, key);
}

static const char *
cell (const Row *row, FoyerCsvField field)
{
  int         column = foyer_csv_mapping_find (row->mapping, field);
  const char *text = column >= 0 ? row->cells->pdata[column] : NULL;

  return text != NULL && !is_nothing (text) ? text : NULL;
}

static void
fail (Row *row, FoyerImportReason reason, FoyerCsvField field)
{
  if (row->field == NULL)
    {
      row->reason = reason;
      row->field = foyer_enum_to_nick (FOYER_TYPE_CSV_FIELD, (int) field);
    }
}

static void
read_text (Row *row, FoyerCsvField field, char **member)
{
  const char *text = cell (row, field);
  gsize       max = FOYER_FHIR_MAX_NAME;

  if (field == FOYER_CSV_FIELD_ALERT || field == FOYER_CSV_FIELD_NOTE)
    max = FOYER_FHIR_MAX_NOTE;
  if (text != NULL && (gsize) g_utf8_strlen (text, -1) > max)
    fail (row, FOYER_IMPORT_REASON_TOO_LONG, field);
  else
    foyer_set_text (member, text);
}

/* `Family, Given`, or given names before the last word. */
static void
split_name (FoyerPatient *patient, const char *name)
{
  const char      *comma = strchr (name, ',');
  const char      *space = strrchr (name, ' ');
  g_autofree char *first = NULL;

  if (comma != NULL)
    {
      g_autofree char *given = g_strstrip (g_strdup (comma + 1));

      first = g_strndup (name, (gsize) (comma - name));
      foyer_set_text (&patient->family, g_strstrip (first));
      foyer_set_text (&patient->given, given);
    }
  else if (space != NULL)
    {
      first = g_strndup (name, (gsize) (space - name));
      foyer_set_text (&patient->family, space + 1);
      foyer_set_text (&patient->given, g_strstrip (first));
    }
  else
    foyer_set_text (&patient->family, name);
}

static void
read_names (Row *row)
{
  FoyerPatient    *patient = row->patient;
  g_autofree char *name = NULL;
  g_autofree char *middle = NULL;
  g_autofree char *maiden = NULL;

  read_text (row, FOYER_CSV_FIELD_NAME, &name);
  read_text (row, FOYER_CSV_FIELD_MIDDLE, &middle);
  read_text (row, FOYER_CSV_FIELD_MAIDEN_NAME, &maiden);
  if (name != NULL)
    split_name (patient, name);
  read_text (row, FOYER_CSV_FIELD_PREFIX, &patient->prefix);
  read_text (row, FOYER_CSV_FIELD_SUFFIX, &patient->suffix);
  read_text (row, FOYER_CSV_FIELD_PREFERRED_NAME, &patient->preferred_name);
  if (cell (row, FOYER_CSV_FIELD_FAMILY) != NULL)
    read_text (row, FOYER_CSV_FIELD_FAMILY, &patient->family);
  if (cell (row, FOYER_CSV_FIELD_GIVEN) != NULL)
    read_text (row, FOYER_CSV_FIELD_GIVEN, &patient->given);
  if (middle != NULL)
    {
      g_autofree char *given = patient->given != NULL
                                   ? g_strconcat (patient->given, " ", middle, NULL)
                                   : g_strdup (middle);

      foyer_set_text (&patient->given, given);
    }
  if (maiden != NULL)
    {
      FoyerPatientName *other = foyer_patient_name_new ();

      other->kind = FOYER_NAME_KIND_MAIDEN;
      foyer_set_text (&other->family, maiden);
      g_ptr_array_add (patient->names, other);
    }
  if (patient->family == NULL && patient->given == NULL)
    fail (row, FOYER_IMPORT_REASON_MISSING, FOYER_CSV_FIELD_FAMILY);
}

static void
read_birth_date (Row *row)
{
  const char *text = cell (row, FOYER_CSV_FIELD_BIRTH_DATE);

  if (text == NULL)
    return;

  row->patient->birth_date =
      foyer_typed_date_to_fhir (text, row->mapping->date_order, row->this_year);
  if (row->patient->birth_date == NULL)
    fail (row, FOYER_IMPORT_REASON_DATE, FOYER_CSV_FIELD_BIRTH_DATE);
}

static void
read_gender (Row *row)
{
  static const struct
  {
    const char *words;
    FoyerGender gender;
  } genders[] = {
    { "f|female|woman|girl|mujer|femenino|femenina|femme|feminin|fille|w|weiblich|frau|"
      "femmina|donna|feminino|mulher|v|vrouw|vrouwelijk",
      FOYER_GENDER_FEMALE },
    { "m|male|man|boy|h|hombre|masculino|varon|homme|masculin|garcon|mannlich|mann|"
      "maschio|"
      "uomo|homem|mannelijk",
      FOYER_GENDER_MALE },
    { "o|other|x|d|divers|diverse|nonbinary|nb|otro|autre|altro|outro|anders",
      FOYER_GENDER_OTHER },
    { "u|unknown|desconocido|inconnu|unbekannt|sconosciuto|desconhecido|onbekend|-",
      FOYER_GENDER_UNKNOWN },
  };
  const char      *text = cell (row, FOYER_CSV_FIELD_GENDER);
  g_autofree char *key = NULL;

  if (text == NULL)
    return;

  key = foyer_fold_key (text);
  if (row->mapping->m_is_female && g_str_equal (key, "m"))
    {
      row->patient->gender = FOYER_GENDER_FEMALE;
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (genders); i++)
    {
      g_auto (GStrv) words = g_strsplit (genders[i].words, "|", -1);

      if (g_strv_contains ((const char *const *) words, key))
        {
          row->patient->gender = genders[i].gender;
          return;
        }
    }
  fail (row, FOYER_IMPORT_REASON_VALUE, FOYER_CSV_FIELD_GENDER);
}

static void
read_phone (Row *row, FoyerCsvField field, FoyerPhoneKind kind)
{
  const char        *text = cell (row, field);
  FoyerPatientPhone *phone;

  if (text == NULL)
    return;

  phone = foyer_patient_phone_new ();
  phone->kind = kind;
  phone->position = row->patient->phones->len;
  read_text (row, field, &phone->number);
  g_ptr_array_add (row->patient->phones, phone);
}

/* A tag stays a tag; of names those of the languages that the headers come in. */
static void
read_language (Row *row)
{
  static const struct
  {
    const char *words;
    const char *tag;
  } languages[] = {
    { "english|ingles|anglais|englisch|inglese|engels", "en" },
    { "spanish|espanol|castellano|espagnol|spanisch|spagnolo|espanhol|spaans", "es" },
    { "french|frances|francais|franzosisch|francese|frans", "fr" },
    { "german|aleman|allemand|deutsch|tedesco|alemao|duits", "de" },
    { "italian|italiano|italien|italienisch|italiaans", "it" },
    { "portuguese|portugues|portugais|portugiesisch|portoghese|portugees", "pt" },
    { "dutch|neerlandes|neerlandais|niederlandisch|olandese|holandes|nederlands", "nl" },
    { "chinese|chino|chinois|chinesisch|cinese|chines|chinees|mandarin|cantonese", "zh" },
    { "vietnamese|vietnamita", "vi" },
    { "tagalog|filipino", "tl" },
    { "korean|coreano", "ko" },
    { "arabic|arabe|arabisch|arabo", "ar" },
    { "russian|ruso|russe|russisch|russo", "ru" },
  };
  const char      *text = cell (row, FOYER_CSV_FIELD_LANGUAGE);
  g_autofree char *key = NULL;

  if (text == NULL)
    return;

  key = foyer_fold_key (text);
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_auto (GStrv) words = g_strsplit (languages[i].words, "|", -1);

      for (guint w = 0; words[w] != NULL; w++)
        {
          g_autofree char *word = foyer_fold_key (words[w]);

          if (g_str_equal (word, key))
            {
              foyer_set_text (&row->patient->language, languages[i].tag);
              return;
            }
        }
    }
  read_text (row, FOYER_CSV_FIELD_LANGUAGE, &row->patient->language);
}

static void
read_address (Row *row)
{
  FoyerPatient    *patient = row->patient;
  g_autofree char *second = NULL;

  read_text (row, FOYER_CSV_FIELD_ADDRESS, &patient->address_line);
  read_text (row, FOYER_CSV_FIELD_ADDRESS_2, &second);
  if (second != NULL)
    {
      g_autofree char *both =
          patient->address_line != NULL
              ? g_strconcat (patient->address_line, "\n", second, NULL)
              : g_strdup (second);

      foyer_set_text (&patient->address_line, both);
    }
  read_text (row, FOYER_CSV_FIELD_CITY, &patient->city);
  read_text (row, FOYER_CSV_FIELD_REGION, &patient->region);
  read_text (row, FOYER_CSV_FIELD_POSTAL_CODE, &patient->postal_code);
  read_text (row, FOYER_CSV_FIELD_COUNTRY, &patient->country);
}

static void
read_patient (Row *row)
{
  FoyerPatient *patient = row->patient;

  patient->phones = g_ptr_array_new_with_free_func (g_object_unref);
  patient->names = g_ptr_array_new_with_free_func (g_object_unref);
  patient->contacts = g_ptr_array_new_with_free_func (g_object_unref);
  read_text (row, FOYER_CSV_FIELD_NUMBER, &patient->number);
  read_names (row);
  read_birth_date (row);
  read_gender (row);
  read_phone (row, FOYER_CSV_FIELD_MOBILE, FOYER_PHONE_KIND_MOBILE);
  read_phone (row, FOYER_CSV_FIELD_HOME_PHONE, FOYER_PHONE_KIND_HOME);
  read_phone (row, FOYER_CSV_FIELD_PHONE, FOYER_PHONE_KIND_OTHER);
  read_phone (row, FOYER_CSV_FIELD_WORK_PHONE, FOYER_PHONE_KIND_WORK);
  read_text (row, FOYER_CSV_FIELD_EMAIL, &patient->email);
  read_address (row);
  read_language (row);
  read_text (row, FOYER_CSV_FIELD_INSURANCE, &patient->insurance);
  read_text (row, FOYER_CSV_FIELD_ALERT, &patient->alert);
  read_text (row, FOYER_CSV_FIELD_NOTE, &patient->note);
}

/* A row without a record number is named by all that it says: the same row again is the same
 * patient, and two namesakes stay two. */
static void
name_by_content (FoyerFhirResource *resource, GPtrArray *cells)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < cells->len; i++)
    g_checksum_update (checksum, cells->pdata[i], (gssize) strlen (cells->pdata[i]) + 1);
  foyer_fhir_resource_add_identifier (resource, FOYER_FHIR_SYSTEM_ROW,
                                      g_checksum_get_string (checksum));
}

static gboolean
take_row (FoyerImporter         *importer,
          guint64                line,
          const FoyerCsvMapping *mapping,
          GPtrArray             *cells,
          int                    this_year,
          GError               **error)
{
  FoyerPatient *patient = foyer_patient_new ();
  g_autoptr (FoyerFhirResource) resource = foyer_fhir_resource_new (patient);
  Row              row = { mapping, cells, patient, this_year };
  FoyerImportItem *item;

  /* Cells beyond the header that say nothing are a spreadsheet's; others are a sign that a
   * cell was cut in two and all after it stand in the wrong column. */
  while (cells->len > mapping->columns->len &&
         *(const char *) cells->pdata[cells->len - 1] == '\0')
    g_ptr_array_set_size (cells, (int) cells->len - 1);
  if (cells->len != mapping->columns->len)
    {
      foyer_importer_refuse (importer, line, FOYER_IMPORT_REASON_CELLS, NULL);
      return TRUE;
    }

  read_patient (&row);
  if (row.field != NULL)
    {
      foyer_importer_refuse (importer, line, row.reason, row.field);
      return TRUE;
    }

  if (patient->number == NULL)
    name_by_content (resource, cells);
  item = foyer_import_item_new (line, g_steal_pointer (&resource));
  item->number_is_key = TRUE;

  return foyer_importer_add (importer, item, error);
}

/* A row of empty cells, as spreadsheets leave them at the end. */
static gboolean
is_blank (GPtrArray *cells)
{
  for (guint i = 0; i < cells->len; i++)
    if (*(const char *) cells->pdata[i] != '\0')
      return FALSE;

  return TRUE;
}

/**
 * foyer_import_csv:
 * @importer: takes the patients
 * @file: number of the file
 * @path: the file
 * @mapping: how it is read
 * @this_year: the current year, for years of two figures
 * @error: return location for an error
 *
 * Reads the rows of a table after the first, which names the columns.
 *
 * Returns: `TRUE` on success, also if it was stopped
 */
gboolean
foyer_import_csv (FoyerImporter         *importer,
                  guint                  file,
                  const char            *path,
                  const FoyerCsvMapping *mapping,
                  int                    this_year,
                  GError               **error)
{
  g_autoptr (FoyerCsvReader) reader =
      foyer_csv_reader_open (path, mapping->encoding, mapping->delimiter, error);
  gboolean          has_header = FALSE;
  GPtrArray        *cells;
  FoyerImportReason reason;
  FoyerReadStep     step = FOYER_READ_DONE;

  if (reader == NULL)
    return FALSE;

  foyer_importer_begin_file (importer, file);
  while (!foyer_importer_is_stopped (importer) &&
         (step = foyer_csv_reader_next (reader, &cells, &reason, error)) >
             FOYER_READ_DONE)
    {
      guint64 line = foyer_csv_reader_get_line (reader);

      foyer_importer_move (importer, foyer_csv_reader_get_position (reader));
      if (step == FOYER_READ_BAD)
        foyer_importer_refuse (importer, line, reason, NULL);
      else if (!has_header)
        has_header = TRUE;
      else if (!is_blank (cells) &&
               !take_row (importer, line, mapping, cells, this_year, error))
        return FALSE;
    }
  if (step == FOYER_READ_ERROR)
    return FALSE;
  if (!has_header && !foyer_importer_is_stopped (importer))
    foyer_importer_refuse (importer, 1, FOYER_IMPORT_REASON_EMPTY, NULL);

  return foyer_importer_end_file (importer, error);
}
