/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/foyer-csv-guess.h"
#include "exchange/foyer-csv-reader.h"
#include "model/foyer-record.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char *path; /* (owned) */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  int descriptor = g_file_open_tmp ("foyer-XXXXXX.csv", &fixture->path, NULL);

  g_assert_cmpint (descriptor, >=, 0);
  g_close (descriptor, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_unlink (fixture->path);
  g_free (fixture->path);
}

static void
write_text (Fixture *fixture, const char *text)
{
  g_assert_true (g_file_set_contents (fixture->path, text, -1, NULL));
}

static FoyerCsvMapping *
guess (Fixture *fixture, const char *text)
{
  g_autoptr (GError) error = NULL;
  FoyerCsvMapping *mapping;

  write_text (fixture, text);
  mapping = foyer_csv_guess (fixture->path, FOYER_DATE_ORDER_MDY, &error);
  g_assert_no_error (error);

  return mapping;
}

/* What the columns hold, as nicks separated by spaces. */
static char *
dup_fields (const FoyerCsvMapping *mapping)
{
  GString *nicks = g_string_new (NULL);

  for (guint i = 0; i < mapping->columns->len; i++)
    {
      FoyerCsvColumn *column = mapping->columns->pdata[i];

      g_string_append_printf (
          nicks, "%s%s", i > 0 ? " " : "",
          foyer_enum_to_nick (FOYER_TYPE_CSV_FIELD, (int) column->field));
    }

  return g_string_free (nicks, FALSE);
}

static void
test_headers_of_seven_languages (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *header;
    const char *fields;
  } cases[] = {
    { "MRN,Last Name,First Name,Middle,DOB,Sex,Cell Phone,Home Phone,E-mail,Address,Apt,"
      "City,State,ZIP,Insurance,Notes,Favourite colour\n",
      "number family given middle birth-date gender mobile home-phone email address-line "
      "address-line-2 city region postal-code insurance note none" },
    { "patientID,lastName,firstName,birthDate,phoneNumber\n",
      "number family given birth-date phone" },
    { "Historia clínica;Apellidos;Nombre;Fecha de nacimiento;Sexo;Teléfono móvil;Correo "
      "electrónico;Dirección;Código postal;Población\n",
      "number family given birth-date gender mobile email address-line postal-code "
      "city" },
    { "Nom;Prénom;Date de naissance;Sexe;Téléphone;Courriel;Adresse;Code postal;Ville\n",
      "family given birth-date gender phone email address-line postal-code city" },
    { "Name;Vorname;Geburtsdatum;Geschlecht;Handy;Straße;PLZ;Ort;Krankenkasse\n",
      "family given birth-date gender mobile address-line postal-code city insurance" },
    { "Cognome\tNome\tData di nascita\tSesso\tCellulare\tIndirizzo\tCAP\tComune\n",
      "family given birth-date gender mobile address-line postal-code city" },
    { "Nome completo|Data de nascimento|Telemóvel|Endereço|Cidade\n",
      "name birth-date mobile address-line city" },
    { "Achternaam,Voornaam,Geboortedatum,Geslacht,Telefoon,Postcode,Woonplaats\n",
      "family given birth-date gender phone postal-code city" },
    { "Nombre,Fecha nac.\n", "name birth-date" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FoyerCsvMapping) mapping = guess (fixture, cases[i].header);
      g_autofree char *fields = dup_fields (mapping);

      g_assert_cmpstr (fields, ==, cases[i].fields);
      g_assert_true (foyer_csv_mapping_is_complete (mapping));
    }
}

static void
test_values_tell_where_headers_do_not (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerCsvMapping) mapping =
      guess (fixture, "Family,a,b,c,d,e\n"
                      "Ito,25.03.1980,ann@example.org,(805) 555-0100,m,7\n"
                      "Osei,1.4.1981,kofi@example.org,805 555 0101,f,8\n");
  g_autofree char *fields = dup_fields (mapping);
  FoyerCsvColumn  *dates = mapping->columns->pdata[1];

  g_assert_cmpstr (fields, ==, "family birth-date email phone gender none");
  g_assert_cmpint (mapping->date_order, ==, FOYER_DATE_ORDER_DMY);
  g_assert_true (mapping->date_order_is_sure);
  g_assert_cmpuint (dates->samples->len, ==, 2);
  g_assert_cmpstr (dates->samples->pdata[0], ==, "25.03.1980");
}

static void
test_order_is_not_sure_without_evidence (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerCsvMapping) either = guess (fixture, "family,dob\nIto,03/04/1980\n");
  g_autoptr (FoyerCsvMapping) mdy = guess (fixture, "family,dob\nIto,03/14/1980\n");
  g_autoptr (FoyerCsvMapping) iso = guess (fixture, "family,dob\nIto,1980-03-04\n");

  g_assert_false (either->date_order_is_sure);
  g_assert_cmpint (either->date_order, ==, FOYER_DATE_ORDER_MDY);
  g_assert_true (mdy->date_order_is_sure);
  g_assert_true (iso->date_order_is_sure);
}

static void
test_m_is_mujer_beside_h (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerCsvMapping) spanish = guess (fixture, "apellidos,sexo\nA,H\nB,M\n");
  g_autoptr (FoyerCsvMapping) french = guess (fixture, "nom,sexe\nA,H\nB,F\n");

  g_assert_true (spanish->m_is_female);
  g_assert_false (french->m_is_female);
}

static void
test_field_is_held_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FoyerCsvMapping) mapping = guess (fixture, "family,other\n");
  g_autoptr (FoyerCsvMapping) copy = NULL;

  foyer_csv_mapping_set_field (mapping, 1, FOYER_CSV_FIELD_FAMILY);
  g_assert_cmpint (foyer_csv_mapping_find (mapping, FOYER_CSV_FIELD_FAMILY), ==, 1);
  copy = foyer_csv_mapping_copy (mapping);
  foyer_csv_mapping_set_field (mapping, 1, FOYER_CSV_FIELD_NONE);
  g_assert_false (foyer_csv_mapping_is_complete (mapping));
  g_assert_true (foyer_csv_mapping_is_complete (copy));
}

/* Every row as `line:cell|cell`, refused ones as `line!reason`, separated by spaces. */
static char *
read_all (Fixture *fixture, const char *text)
{
  g_autoptr (FoyerCsvReader) reader = NULL;
  GString          *all = g_string_new (NULL);
  GPtrArray        *cells;
  FoyerImportReason reason;
  FoyerReadStep     step;

  write_text (fixture, text);
  reader = foyer_csv_reader_open (fixture->path, FOYER_CSV_ENCODING_UTF8, ',', NULL);
  g_assert_nonnull (reader);
  while ((step = foyer_csv_reader_next (reader, &cells, &reason, NULL)) > FOYER_READ_DONE)
    {
      g_string_append_printf (all, "%s%d", all->len > 0 ? " " : "",
                              (int) foyer_csv_reader_get_line (reader));
      if (step == FOYER_READ_BAD)
        g_string_append_printf (
            all, "!%s", foyer_enum_to_nick (FOYER_TYPE_IMPORT_REASON, (int) reason));
      else
        for (guint i = 0; i < cells->len; i++)
          g_string_append_printf (all, "%c%s", i > 0 ? '|' : ':',
                                  (const char *) cells->pdata[i]);
    }
  g_assert_cmpint (step, ==, FOYER_READ_DONE);

  return g_string_free (all, FALSE);
}

static void
test_rows (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *text;
    const char *rows;
  } cases[] = {
    { "", "" },
    { "a", "1:a" },
    { "a,b\n", "1:a|b" },
    { "a,b\r\nc,d\r\n", "1:a|b 2:c|d" },
    { "a,b\rc,d\r", "1:a|b 2:c|d" },
    { "\n\na\n \nb\n", "3:a 5:b" },
    { " a , \"b \" ,\n", "1:a|b|" },
    { "\"a\nb\",c\nd\n", "1:a\nb|c 3:d" },
    { "\"a\"\"b\",c\n", "1:a\"b|c" },
    { "a\"b,c\nd\n", "1!quote 2:d" },
    { "a\n\"b\nc\nd\n", "1:a 2!quote 3:c 4:d" },
    { "a\n\"b\nc\n\"d\"\n", "1:a 2!quote 3:c 4:d" },
    { "\xff\nb\n", "1!encoding 2:b" },
    { "'=1,'a,'\n", "1:=1|'a|'" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *rows = read_all (fixture, cases[i].text);

      g_assert_cmpstr (rows, ==, cases[i].rows);
    }
}

/* A table that our own rules write reads back, whatever is in its cells. */
static void
test_random_tables_read_back (Fixture *fixture, gconstpointer data)
{
  static const char alphabet[] = "ab,;\"'\n\r\t =+-@éñ";

  for (guint round = 0; round < 200; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GPtrArray) expected = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (FoyerCsvReader) reader = NULL;
      guint n_rows = (guint) g_test_rand_int_range (1, 20);

      for (guint cell = 0; cell < n_rows * 3; cell++)
        {
          g_autoptr (GString) value = g_string_new ("x");
          int n = g_test_rand_int_range (0, 12);

          for (int i = 0; i < n; i++)
            {
              const char *at = g_utf8_offset_to_pointer (
                  alphabet,
                  g_test_rand_int_range (0, (int) g_utf8_strlen (alphabet, -1)));

              g_string_append_len (value, at, g_utf8_next_char (at) - at);
            }
          g_string_append_c (value, 'x');
          g_ptr_array_add (expected, g_strdup (value->str));
          g_string_replace (value, "\"", "\"\"", 0);
          g_string_append_printf (text, "\"%s\"%s", value->str,
                                  cell % 3 == 2 ? "\r\n" : ",");
        }

      write_text (fixture, text->str);
      reader = foyer_csv_reader_open (fixture->path, FOYER_CSV_ENCODING_UTF8, ',', NULL);
      for (guint row = 0; row < n_rows; row++)
        {
          GPtrArray        *cells;
          FoyerImportReason reason;

          g_assert_cmpint (foyer_csv_reader_next (reader, &cells, &reason, NULL), ==,
                           FOYER_READ_ITEM);
          g_assert_cmpuint (cells->len, ==, 3);
          for (guint i = 0; i < 3; i++)
            g_assert_cmpstr (cells->pdata[i], ==, expected->pdata[row * 3 + i]);
        }
    }
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/csv/headers-of-seven-languages", test_headers_of_seven_languages);
  ADD ("/csv/values-tell-where-headers-do-not", test_values_tell_where_headers_do_not);
  ADD ("/csv/order-is-not-sure-without-evidence",
       test_order_is_not_sure_without_evidence);
  ADD ("/csv/m-is-mujer-beside-h", test_m_is_mujer_beside_h);
  ADD ("/csv/field-is-held-once", test_field_is_held_once);
  ADD ("/csv/rows", test_rows);
  ADD ("/csv/random-tables-read-back", test_random_tables_read_back);

  return g_test_run ();
}
