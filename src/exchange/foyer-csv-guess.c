/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/foyer-csv-guess.h"

#include "exchange/foyer-csv-reader.h"
#include "model/foyer-fold.h"
#include "model/foyer-phone.h"

#include <string.h>

#define N_ROWS 200  /* rows that are looked at */
#define N_SAMPLES 3 /* values that are kept to be shown */

/* What columns are called, the likeliest first: English, Spanish, French, German, Italian,
 * Portuguese, Dutch.  Compared without case, accents, spaces and signs. */
static const char *const headers[FOYER_CSV_N_FIELDS] = {
  [FOYER_CSV_FIELD_NUMBER] =
      "number|mrn|medical record number|record number|record no|chart|chart number|chart "
      "no|chart id|patient number|patient no|patient id|account number|id|numero|numero "
      "de "
      "historia|historia clinica|numero de paciente|nhc|expediente|numero de "
      "dossier|numero "
      "patient|patientennummer|patienten nr|fallnummer|numero paziente|codice paziente|"
      "numero do paciente|prontuario|patientnummer",
  [FOYER_CSV_FIELD_FAMILY] =
      "family|family name|last name|last|surname|lname|patient last "
      "name|apellido|apellidos|"
      "primer apellido|nom|nom de famille|nachname|familienname|name nachname|cognome|"
      "sobrenome|apelido|achternaam",
  [FOYER_CSV_FIELD_GIVEN] =
      "given|given name|given names|first name|first|forename|fname|patient first name|"
      "nombre|nombres|nombre de pila|primer nombre|prenom|prenoms|vorname|vornamen|"
      "primeiro nome|nome proprio|voornaam|voornamen",
  [FOYER_CSV_FIELD_MIDDLE] =
      "middle|middle name|middle names|middle initial|mi|mname|"
      "segundo nombre|deuxieme prenom|zweiter vorname|secondo nome",
  [FOYER_CSV_FIELD_NAME] =
      "name|full name|patient|patient name|nombre completo|nombre y apellidos|apellidos "
      "y "
      "nombre|paciente|nom complet|nom et prenom|nom prenom|vollstandiger "
      "name|patientenname|"
      "name vorname|nome|nome completo|cognome e nome|nome e cognome|naam|volledige naam",
  [FOYER_CSV_FIELD_PREFIX] = "prefix|title|salutation|tratamiento|titulo|civilite|titre|"
                             "anrede|titel|titolo|aanhef",
  [FOYER_CSV_FIELD_SUFFIX] = "suffix|name suffix|sufijo|suffixe|namenszusatz|suffisso",
  [FOYER_CSV_FIELD_PREFERRED_NAME] =
      "preferred name|preferred|nickname|goes by|known as|nombre preferido|apodo|prenom "
      "usuel|rufname|nome preferito|nome preferido|roepnaam",
  [FOYER_CSV_FIELD_MAIDEN_NAME] =
      "maiden name|maiden|birth name|former name|previous name|apellido de soltera|nom "
      "de "
      "jeune fille|nom de naissance|geburtsname|cognome da nubile|nome de solteira|"
      "meisjesnaam",
  [FOYER_CSV_FIELD_BIRTH_DATE] =
      "birth date|date of birth|dob|birthdate|birthday|born|fecha de nacimiento|fecha "
      "nac|"
      "nacimiento|fdn|date de naissance|naissance|ddn|geburtsdatum|geburtstag|geb "
      "datum|geb|"
      "data di nascita|data de nascimento|nascimento|geboortedatum",
  [FOYER_CSV_FIELD_GENDER] = "gender|sex|sexo|genero|sexe|genre|geschlecht|sesso|genere|"
                             "geslacht|administrative gender",
  [FOYER_CSV_FIELD_MOBILE] =
      "mobile|mobile phone|cell|cell phone|cellphone|phone mobile|mobile number|movil|"
      "telefono movil|celular|portable|telephone portable|gsm|handy|mobiltelefon|mobil|"
      "cellulare|telemovel|mobiel",
  [FOYER_CSV_FIELD_HOME_PHONE] =
      "home phone|phone home|home|landline|home telephone|telefono fijo|telefono casa|"
      "telefono de casa|telephone domicile|telephone fixe|telefon "
      "privat|festnetz|telefono "
      "fisso|telefono di casa|telefone residencial|telefone fixo|telefoon thuis",
  [FOYER_CSV_FIELD_WORK_PHONE] =
      "work phone|phone work|business phone|office phone|telefono trabajo|telefono del "
      "trabajo|telephone travail|telephone professionnel|telefon geschaftlich|telefono "
      "ufficio|telefone comercial|telefoon werk",
  [FOYER_CSV_FIELD_PHONE] =
      "phone|telephone|phone number|telephone number|tel|primary phone|contact "
      "number|phones|"
      "telefono|numero de telefono|numero de telephone|telefon|telefonnummer|telefone|"
      "telefoon|telefoonnummer",
  [FOYER_CSV_FIELD_EMAIL] =
      "email|e mail|email address|mail|correo|correo electronico|"
      "courriel|adresse electronique|posta elettronica|e mail adresse",
  [FOYER_CSV_FIELD_ADDRESS] = "address line|address|street|street address|address "
                              "1|address line 1|addr1|direccion|"
                              "domicilio|calle|adresse|rue|strasse|anschrift|indirizzo|"
                              "via|endereco|morada|rua|adres|"
                              "straat",
  [FOYER_CSV_FIELD_ADDRESS_2] =
      "address line 2|address 2|addr2|apartment|apt|unit|suite|direccion 2|complement|"
      "adresse 2|adresszusatz|indirizzo 2|complemento",
  [FOYER_CSV_FIELD_CITY] =
      "city|town|ciudad|poblacion|localidad|municipio|ville|commune|ort|"
      "stadt|wohnort|citta|comune|cidade|localidade|stad|woonplaats",
  [FOYER_CSV_FIELD_REGION] = "region|state|province|county|estado|provincia|departement|"
                             "bundesland|distrito|provincie",
  [FOYER_CSV_FIELD_POSTAL_CODE] =
      "postal code|zip|zip code|zipcode|postcode|codigo postal|cp|code postal|plz|"
      "postleitzahl|cap|cep|codice postale",
  [FOYER_CSV_FIELD_COUNTRY] = "country|pais|pays|land|paese|nazione|country code",
  [FOYER_CSV_FIELD_LANGUAGE] = "language|preferred language|idioma|lengua|langue|sprache|"
                               "lingua|taal",
  [FOYER_CSV_FIELD_INSURANCE] =
      "insurance|insurer|payer|payor|insurance company|insurance name|primary insurance|"
      "seguro|aseguradora|mutua|assurance|mutuelle|versicherung|krankenkasse|"
      "assicurazione|"
      "convenio|plano de saude|verzekering|zorgverzekeraar",
  [FOYER_CSV_FIELD_ALERT] = "alert|warning|aviso|alerta|alerte|warnung|hinweis|avviso",
  [FOYER_CSV_FIELD_NOTE] = "note|notes|comment|comments|remarks|nota|notas|observaciones|"
                           "comentarios|remarque|remarques|notiz|notizen|bemerkung|"
                           "bemerkungen|osservazioni|observacoes|opmerkingen",
};

/* `birthDate`, `BIRTH_DATE` and `Birth Date:` are one. */
static char *
dup_header_key (const char *header)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (const char *at = header; *at != '\0'; at++)
    {
      if (at > header && g_ascii_isupper (*at) && g_ascii_islower (at[-1]))
        g_string_append_c (words, ' ');
      g_string_append_c (words, *at);
    }

  return foyer_fold_key (words->str);
}

/* Key to rank << 8 | field; a header that comes earlier in its list is a better match. */
static GHashTable *
make_dictionary (void)
{
  GHashTable *dictionary = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint field = 1; field < G_N_ELEMENTS (headers); field++)
    {
      g_auto (GStrv) names = g_strsplit (headers[field], "|", -1);

      for (guint i = 0; names[i] != NULL; i++)
        {
          char *key = foyer_fold_key (names[i]);

          if (g_hash_table_contains (dictionary, key))
            g_free (key);
          else
            g_hash_table_insert (dictionary, key, GUINT_TO_POINTER (i << 8 | field));
        }
    }

  return dictionary;
}

static void
guess_by_headers (FoyerCsvMapping *mapping)
{
  g_autoptr (GHashTable) dictionary = make_dictionary ();
  guint best[FOYER_CSV_N_FIELDS];

  memset (best, 0xff, sizeof best);
  for (guint i = 0; i < mapping->columns->len; i++)
    {
      FoyerCsvColumn  *column = mapping->columns->pdata[i];
      g_autofree char *key = dup_header_key (column->header);
      guint            found = GPOINTER_TO_UINT (g_hash_table_lookup (dictionary, key));
      guint            field = found & 0xff;

      if (field != FOYER_CSV_FIELD_NONE && found >> 8 < best[field])
        {
          best[field] = found >> 8;
          foyer_csv_mapping_set_field (mapping, i, (FoyerCsvField) field);
        }
    }
}

static void
change_field (FoyerCsvMapping *mapping, FoyerCsvField from, FoyerCsvField to)
{
  foyer_csv_mapping_set_field (mapping, (guint) foyer_csv_mapping_find (mapping, from),
                               to);
}

/* `Name` is the family name beside `Vorname`, `Nome` the given one beside `Cognome`, and
 * `Nombre` alone is the whole name. */
static void
settle_names (FoyerCsvMapping *mapping)
{
  gboolean has_family = foyer_csv_mapping_find (mapping, FOYER_CSV_FIELD_FAMILY) >= 0;
  gboolean has_given = foyer_csv_mapping_find (mapping, FOYER_CSV_FIELD_GIVEN) >= 0;
  gboolean has_name = foyer_csv_mapping_find (mapping, FOYER_CSV_FIELD_NAME) >= 0;

  if (has_name && has_given && !has_family)
    change_field (mapping, FOYER_CSV_FIELD_NAME, FOYER_CSV_FIELD_FAMILY);
  else if (has_name && has_family && !has_given)
    change_field (mapping, FOYER_CSV_FIELD_NAME, FOYER_CSV_FIELD_GIVEN);
  else if (has_given && !has_family)
    change_field (mapping, FOYER_CSV_FIELD_GIVEN, FOYER_CSV_FIELD_NAME);
}

static gboolean
is_date (const char *text)
{
  FoyerTypedDate readings[FOYER_TYPED_DATE_MAX];
  guint          n = foyer_typed_date_parse (text, FOYER_DATE_ORDER_MDY, readings);

  for (guint i = 0; i < n; i++)
    if (readings[i].year != 0 && readings[i].day != 0)
      return strpbrk (text, "/-.") != NULL;

  return FALSE;
}

static gboolean
is_email (const char *text)
{
  const char *at = strchr (text, '@');

  return at != NULL && at > text && strchr (at, '.') != NULL &&
         strchr (text, ' ') == NULL;
}

static gboolean
is_phone (const char *text)
{
  g_autofree char *digits = foyer_phone_dup_digits (text);

  return strlen (digits) >= 7 && foyer_phone_is_valid (text) && !is_date (text) &&
         strpbrk (text, " -()+.") != NULL;
}

static gboolean
is_gender (const char *text)
{
  static const char *const words[] = { "m", "f", "w", "h", "male", "female", NULL };
  g_autofree char         *key = foyer_fold_key (text);

  return g_strv_contains (words, key);
}

/* How many of the values of a column look like what each test finds. */
typedef struct
{
  guint n;
  guint n_dates;
  guint n_emails;
  guint n_phones;
  guint n_genders;
} Looks;

static void
look_at (Looks *looks, const char *text)
{
  if (*text == '\0')
    return;

  looks->n++;
  looks->n_dates += is_date (text);
  looks->n_emails += is_email (text);
  looks->n_phones += is_phone (text);
  looks->n_genders += is_gender (text);
}

static void
guess_by_values (FoyerCsvMapping *mapping, const Looks *looks)
{
  for (guint i = 0; i < mapping->columns->len; i++)
    {
      FoyerCsvField field = FOYER_CSV_FIELD_NONE;
      guint         most = looks[i].n - looks[i].n / 10;

      if (((FoyerCsvColumn *) mapping->columns->pdata[i])->field !=
              FOYER_CSV_FIELD_NONE ||
          looks[i].n == 0)
        continue;
      if (looks[i].n_emails >= most)
        field = FOYER_CSV_FIELD_EMAIL;
      else if (looks[i].n_dates >= most)
        field = FOYER_CSV_FIELD_BIRTH_DATE;
      else if (looks[i].n_phones >= most)
        field = FOYER_CSV_FIELD_PHONE;
      else if (looks[i].n_genders >= most)
        field = FOYER_CSV_FIELD_GENDER;
      if (field != FOYER_CSV_FIELD_NONE && foyer_csv_mapping_find (mapping, field) < 0)
        foyer_csv_mapping_set_field (mapping, i, field);
    }
}

/* What the dates of a column leave possible. */
typedef struct
{
  gboolean dmy; /* a first figure of 13 to 31 */
  gboolean mdy; /* a second one */
  gboolean ymd; /* a first figure of four digits */
} Orders;

static void
look_at_order (Orders *orders, const char *text)
{
  char   *end;
  guint64 first = g_ascii_strtoull (text, &end, 10);
  guint64 second;

  if (end - text == 4)
    orders->ymd = TRUE;
  if (end == text || end - text > 2 || strchr ("/-. ", *end) == NULL || *end == '\0')
    return;
  second = g_ascii_strtoull (end + 1, NULL, 10);
  orders->dmy |= first > 12 && first <= 31 && second <= 12;
  orders->mdy |= second > 12 && second <= 31 && first <= 12;
}

static void
guess_order (FoyerCsvMapping *mapping, const Orders *orders)
{
  if (orders->dmy && !orders->mdy)
    mapping->date_order = FOYER_DATE_ORDER_DMY;
  else if (orders->mdy && !orders->dmy)
    mapping->date_order = FOYER_DATE_ORDER_MDY;
  mapping->date_order_is_sure =
      orders->dmy != orders->mdy || (orders->ymd && !orders->dmy && !orders->mdy);
}

static void
add_sample (FoyerCsvColumn *column, const char *text)
{
  if (*text != '\0' && column->samples->len < N_SAMPLES &&
      !g_ptr_array_find_with_equal_func (column->samples, text, g_str_equal, NULL))
    g_ptr_array_add (column->samples, g_strdup (text));
}

static gpointer
copy_text (gconstpointer text, gpointer data)
{
  return g_strdup (text);
}

/* Looks at some rows; @rows gets copies of them. */
static gboolean
read_rows (FoyerCsvReader *reader, GPtrArray *rows, GError **error)
{
  while (rows->len < N_ROWS)
    {
      GPtrArray        *cells;
      FoyerImportReason reason;
      FoyerReadStep     step = foyer_csv_reader_next (reader, &cells, &reason, error);

      if (step == FOYER_READ_ERROR)
        return FALSE;
      if (step == FOYER_READ_DONE)
        return TRUE;
      if (step == FOYER_READ_ITEM)
        g_ptr_array_add (rows, g_ptr_array_copy (cells, copy_text, NULL));
    }

  return TRUE;
}

static void
guess_from_rows (FoyerCsvMapping *mapping, GPtrArray *rows)
{
  g_autofree Looks *looks = g_new0 (Looks, mapping->columns->len);
  Orders            orders = { FALSE };
  gboolean          has_h = FALSE;
  gboolean          has_f = FALSE;
  int               dates;
  int               genders;

  for (guint r = 0; r < rows->len; r++)
    {
      GPtrArray *cells = rows->pdata[r];

      for (guint i = 0; i < MIN (cells->len, mapping->columns->len); i++)
        {
          look_at (&looks[i], cells->pdata[i]);
          add_sample (mapping->columns->pdata[i], cells->pdata[i]);
        }
    }
  guess_by_values (mapping, looks);

  dates = foyer_csv_mapping_find (mapping, FOYER_CSV_FIELD_BIRTH_DATE);
  genders = foyer_csv_mapping_find (mapping, FOYER_CSV_FIELD_GENDER);
  for (guint r = 0; r < rows->len; r++)
    {
      GPtrArray *cells = rows->pdata[r];

      if (dates >= 0 && (guint) dates < cells->len)
        look_at_order (&orders, cells->pdata[dates]);
      if (genders >= 0 && (guint) genders < cells->len)
        {
          g_autofree char *key = foyer_fold_key (cells->pdata[genders]);

          has_h |= g_str_equal (key, "h");
          has_f |= g_str_equal (key, "f");
        }
    }
  guess_order (mapping, &orders);
  mapping->m_is_female = has_h && !has_f;
}

/**
 * foyer_csv_guess:
 * @path: a table of patients whose first line says what its columns are
 * @date_order: how dates are written where the clinic is; used if the values do not tell
 * @error: return location for an error
 *
 * Guesses how a table is to be read: its characters, what separates its cells, what its
 * columns hold by their headers in seven languages or by their values, and the order of its
 * dates.
 *
 * The guess is for a person to look at: see foyer_csv_mapping_is_complete().
 *
 * Errors: `FOYER_EXCHANGE_ERROR_FORMAT` if the file is no text; `G_IO_ERROR`.
 *
 * Returns: (transfer full): the mapping, without columns for an empty file, or `NULL` on
 *   error
 */
FoyerCsvMapping *
foyer_csv_guess (const char *path, FoyerDateOrder date_order, GError **error)
{
  g_autoptr (FoyerCsvMapping) mapping = foyer_csv_mapping_new ();
  g_autoptr (FoyerCsvReader) reader = NULL;
  g_autoptr (GPtrArray) rows =
      g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  GPtrArray *header;

  mapping->date_order = date_order;
  if (!foyer_csv_detect (path, &mapping->encoding, &mapping->delimiter, error))
    return NULL;
  reader = foyer_csv_reader_open (path, mapping->encoding, mapping->delimiter, error);
  if (reader == NULL || !read_rows (reader, rows, error))
    return NULL;

  if (rows->len == 0)
    return g_steal_pointer (&mapping);
  header = rows->pdata[0];
  for (guint i = 0; i < header->len; i++)
    foyer_csv_mapping_add (mapping, header->pdata[i]);
  g_ptr_array_remove_index (rows, 0);
  guess_by_headers (mapping);
  settle_names (mapping);
  guess_from_rows (mapping, rows);

  return g_steal_pointer (&mapping);
}
