/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/foyer-importer.h"

#include "model/foyer-phone.h"
#include "model/foyer-practice.h"
#include "model/foyer-referrer.h"

#include <string.h>

/* The numbers in a text that is not one: `413-737-5167 or 413-737-5168`. */
static GStrv
split (const char *text)
{
  g_auto (GStrv) parts =
      g_regex_split_simple ("\\s+(?:or|and|o|y|ou|et|oder|und|e)\\s+|[;,/|&]", text,
                            G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0);
  g_autoptr (GPtrArray) numbers = g_ptr_array_new_null_terminated (2, g_free, TRUE);

  for (guint i = 0; parts[i] != NULL; i++)
    if (foyer_phone_is_valid (g_strstrip (parts[i])))
      g_ptr_array_add (numbers, g_strdup (parts[i]));

  return (GStrv) g_ptr_array_free (g_steal_pointer (&numbers), FALSE);
}

/* Behind a semicolon there is an extension, or else a number of its own. */
static gboolean
is_one (const char *text)
{
  const char      *behind = strchr (text, ';');
  g_autofree char *digits = foyer_phone_dup_digits (behind != NULL ? behind + 1 : NULL);

  return foyer_phone_is_valid (text) && strlen (digits) < 7;
}

static void
settle_one (char **number)
{
  g_auto (GStrv) numbers = NULL;

  if (*number == NULL || is_one (*number))
    return;

  numbers = split (*number);
  if (numbers[0] != NULL)
    foyer_set_text (number, numbers[0]);
}

/**
 * foyer_import_find_phone:
 * @phones: (element-type FoyerPatientPhone): phones of a patient
 * @number: (nullable): a number as written
 *
 * Returns: (transfer none) (nullable): the phone with this number, however it is written
 */
FoyerPatientPhone *
foyer_import_find_phone (GPtrArray *phones, const char *number)
{
  g_autofree char *digits = foyer_phone_dup_digits (number);

  for (guint i = 0; i < phones->len; i++)
    {
      FoyerPatientPhone *phone = phones->pdata[i];
      g_autofree char   *other = foyer_phone_dup_digits (phone->number);

      if (g_strcmp0 (phone->number, number) == 0 || foyer_phone_equal (other, digits))
        return phone;
    }

  return NULL;
}

static void
settle_phones (FoyerPatient *patient)
{
  for (guint i = 0; i < patient->phones->len; i++)
    {
      FoyerPatientPhone *phone = patient->phones->pdata[i];
      g_auto (GStrv) numbers = NULL;

      if (is_one (phone->number))
        continue;
      numbers = split (phone->number);
      if (numbers[0] == NULL)
        continue;
      foyer_set_text (&phone->number, numbers[0]);
      for (guint n = 1; numbers[n] != NULL; n++)
        if (foyer_import_find_phone (patient->phones, numbers[n]) == NULL)
          {
            FoyerPatientPhone *other = foyer_patient_phone_new ();

            other->kind = phone->kind;
            foyer_set_text (&other->number, numbers[n]);
            g_ptr_array_insert (patient->phones, (int) (i + n), other);
          }
    }
}

/**
 * foyer_import_settle_phones:
 * @record: a record of a file
 *
 * Takes apart what people write into one field for want of another, `555-0100 or 555-0101`.
 * A patient gets all of the numbers, others the first.  What is no number at all stays, and
 * is refused when it is saved.
 */
void
foyer_import_settle_phones (FoyerRecord *record)
{
  if (FOYER_IS_PATIENT (record))
    {
      FoyerPatient *patient = FOYER_PATIENT (record);

      settle_phones (patient);
      for (guint i = 0; i < patient->contacts->len; i++)
        settle_one (&((FoyerPatientContact *) patient->contacts->pdata[i])->phone);
    }
  else if (FOYER_IS_REFERRER (record))
    {
      settle_one (&FOYER_REFERRER (record)->phone);
      settle_one (&FOYER_REFERRER (record)->fax);
    }
  else if (FOYER_IS_PRACTICE (record))
    {
      settle_one (&FOYER_PRACTICE (record)->phone);
      settle_one (&FOYER_PRACTICE (record)->fax);
    }
}
