/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-csv-mapping.h"

G_DEFINE_ENUM_TYPE (FoyerCsvField,
                    foyer_csv_field,
                    G_DEFINE_ENUM_VALUE (FOYER_CSV_FIELD_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (FOYER_CSV_FIELD_NUMBER, "number"),
                    G_DEFINE_ENUM_VALUE (FOYER_CSV_FIELD_FAMILY, "family"),
                    G_DEFINE_ENUM_VALUE (FOYER_CSV_FIELD_GIVEN, "given"),
                    G_DEFINE_ENUM_VALUE (FOYER_CSV_FIELD_MIDDLE, "middle"),
                    G_DEFINE_ENUM_VALUE (FOYER_CSV_FIELD_NAME, "name"),
                    G_DEFINE_ENUM_VALUE (FOYER_CSV_FIELD_PREFIX, "prefix"),
                    G_DEFINE_ENUM_VALUE (FOYER_CSV_FIELD_SUFFIX, "suffix"),
                    G_DEFINE_ENUM_VALUE (FOYER_CSV_FIELD_PREFERRED_NAME,
                                         "preferred-name"),
                    G_DEFINE_ENUM_VALUE (FOYER_CSV_FIELD_MAIDEN_NAME, "maiden-name"),
                    G_DEFINE_ENUM_VALUE (FOYER_CSV_FIELD_BIRTH_DATE, "birth-date"),
                    G_DEFINE_ENUM_VALUE (FOYER_CSV_FIELD_GENDER, "gender"),
                    G_DEFINE_ENUM_VALUE (FOYER_CSV_FIELD_MOBILE, "mobile"),
                    G_DEFINE_ENUM_VALUE (FOYER_CSV_FIELD_HOME_PHONE, "home-phone"),
                    G_DEFINE_ENUM_VALUE (FOYER_CSV_FIELD_WORK_PHONE, "work-phone"),
                    G_DEFINE_ENUM_VALUE (FOYER_CSV_FIELD_PHONE, "phone"),
                    G_DEFINE_ENUM_VALUE (FOYER_CSV_FIELD_EMAIL, "email"),
                    G_DEFINE_ENUM_VALUE (FOYER_CSV_FIELD_ADDRESS, "address-line"),
                    G_DEFINE_ENUM_VALUE (FOYER_CSV_FIELD_ADDRESS_2, "address-line-2"),
                    G_DEFINE_ENUM_VALUE (FOYER_CSV_FIELD_CITY, "city"),
                    G_DEFINE_ENUM_VALUE (FOYER_CSV_FIELD_REGION, "region"),
                    G_DEFINE_ENUM_VALUE (FOYER_CSV_FIELD_POSTAL_CODE, "postal-code"),
                    G_DEFINE_ENUM_VALUE (FOYER_CSV_FIELD_COUNTRY, "country"),
                    G_DEFINE_ENUM_VALUE (FOYER_CSV_FIELD_LANGUAGE, "language"),
                    G_DEFINE_ENUM_VALUE (FOYER_CSV_FIELD_INSURANCE, "insurance"),
                    G_DEFINE_ENUM_VALUE (FOYER_CSV_FIELD_ALERT, "alert"),
                    G_DEFINE_ENUM_VALUE (FOYER_CSV_FIELD_NOTE, "note"))

static void
foyer_csv_column_free (FoyerCsvColumn *self)
{
  g_free (self->header);
  g_ptr_array_unref (self->samples);
  g_free (self);
}

FoyerCsvMapping *
foyer_csv_mapping_new (void)
{
  FoyerCsvMapping *self = g_new0 (FoyerCsvMapping, 1);

  self->columns = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_csv_column_free);
  self->delimiter = ',';

  return self;
}

FoyerCsvMapping *
foyer_csv_mapping_copy (const FoyerCsvMapping *self)
{
  FoyerCsvMapping *copy = foyer_csv_mapping_new ();
  GPtrArray       *columns = copy->columns;

  *copy = *self;
  copy->columns = columns;
  for (guint i = 0; i < self->columns->len; i++)
    {
      FoyerCsvColumn *column = self->columns->pdata[i];
      FoyerCsvColumn *added = foyer_csv_mapping_add (copy, column->header);

      added->field = column->field;
      for (guint s = 0; s < column->samples->len; s++)
        g_ptr_array_add (added->samples, g_strdup (column->samples->pdata[s]));
    }

  return copy;
}

void
foyer_csv_mapping_free (FoyerCsvMapping *self)
{
  g_ptr_array_unref (self->columns);
  g_free (self);
}

/**
 * foyer_csv_mapping_add:
 * @self: a mapping
 * @header: what the first line says of the next column
 *
 * Returns: (transfer none): the new column, which holds nothing yet
 */
FoyerCsvColumn *
foyer_csv_mapping_add (FoyerCsvMapping *self, const char *header)
{
  FoyerCsvColumn *column = g_new0 (FoyerCsvColumn, 1);

  column->header = g_strdup (header);
  column->samples = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->columns, column);

  return column;
}

/**
 * foyer_csv_mapping_set_field:
 * @self: a mapping
 * @column: number of a column, from 0
 * @field: what it holds; a column that held it before holds nothing then
 */
void
foyer_csv_mapping_set_field (FoyerCsvMapping *self, guint column, FoyerCsvField field)
{
  int other = foyer_csv_mapping_find (self, field);

  g_return_if_fail (column < self->columns->len);

  if (other >= 0)
    ((FoyerCsvColumn *) self->columns->pdata[other])->field = FOYER_CSV_FIELD_NONE;
  ((FoyerCsvColumn *) self->columns->pdata[column])->field = field;
}

/**
 * foyer_csv_mapping_find:
 * @self: a mapping
 * @field: what to look for; `FOYER_CSV_FIELD_NONE` is never found
 *
 * Returns: the number of the column that holds it, -1 if none does
 */
int
foyer_csv_mapping_find (const FoyerCsvMapping *self, FoyerCsvField field)
{
  for (guint i = 0; field != FOYER_CSV_FIELD_NONE && i < self->columns->len; i++)
    if (((FoyerCsvColumn *) self->columns->pdata[i])->field == field)
      return (int) i;

  return -1;
}

/**
 * foyer_csv_mapping_is_complete:
 *
 * Returns: whether there is a column with a name, without which nothing can be imported
 */
gboolean
foyer_csv_mapping_is_complete (const FoyerCsvMapping *self)
{
  return foyer_csv_mapping_find (self, FOYER_CSV_FIELD_FAMILY) >= 0 ||
         foyer_csv_mapping_find (self, FOYER_CSV_FIELD_GIVEN) >= 0 ||
         foyer_csv_mapping_find (self, FOYER_CSV_FIELD_NAME) >= 0;
}
