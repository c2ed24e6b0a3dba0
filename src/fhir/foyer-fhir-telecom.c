/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-telecom.h"

static void
foyer_fhir_telecom_free (FoyerFhirTelecom *self)
{
  g_free (self->system);
  g_free (self->value);
  g_free (self->use);
  g_free (self);
}

static int
read_rank (const json_t *json)
{
  json_int_t rank = json_integer_value (json_object_get (json, "rank"));

  return rank >= 1 && rank < G_MAXINT ? (int) rank : G_MAXINT;
}

static int
compare_rank (gconstpointer a, gconstpointer b)
{
  const FoyerFhirTelecom *one = *(const FoyerFhirTelecom *const *) a;
  const FoyerFhirTelecom *two = *(const FoyerFhirTelecom *const *) b;

  return one->rank < two->rank ? -1 : one->rank > two->rank;
}

/* Addresses of the web and pagers are nothing that a desk uses, however long they are. */
static gboolean
is_kept (const char *system)
{
  static const char *const systems[] = { "email", "fax", "phone", "sms", NULL };

  return system != NULL && g_strv_contains (systems, system);
}

/**
 * foyer_fhir_telecoms_read:
 * @reader: collects the first error
 * @object: what has an element `telecom`
 * @element: path of that element
 *
 * Reads the phones, fax numbers and e-mail addresses that are in use and say something.
 *
 * Returns: (transfer full) (element-type FoyerFhirTelecom): the contact points by rank,
 *   those without one after the others in their order; they point into @object
 */
GPtrArray *
foyer_fhir_telecoms_read (FoyerFhirReader *reader,
                          const json_t    *object,
                          const char      *element)
{
  GPtrArray *telecoms =
      g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_fhir_telecom_free);
  json_t *list = foyer_fhir_read_list (reader, object, "telecom", element);
  json_t *json;
  size_t  i;

  json_array_foreach (list, i, json)
    {
      FoyerFhirTelecom *telecom = g_new0 (FoyerFhirTelecom, 1);

      telecom->json = json;
      telecom->system = foyer_fhir_read_text (reader, json, "system", element, 32);
      if (is_kept (telecom->system))
        telecom->value =
            foyer_fhir_read_text (reader, json, "value", element, FOYER_FHIR_MAX_NAME);
      telecom->use = foyer_fhir_read_text (reader, json, "use", element, 32);
      telecom->rank = read_rank (json);

      if (telecom->value != NULL && telecom->system != NULL &&
          g_strcmp0 (telecom->use, "old") != 0)
        g_ptr_array_add (telecoms, telecom);
      else
        foyer_fhir_telecom_free (telecom);
    }

  g_ptr_array_sort (telecoms, compare_rank);

  return telecoms;
}

/**
 * foyer_fhir_telecoms_first:
 *
 * Returns: (transfer none) (nullable): the value of @system to try first
 */
const char *
foyer_fhir_telecoms_first (GPtrArray *telecoms, const char *system)
{
  for (guint i = 0; i < telecoms->len; i++)
    {
      FoyerFhirTelecom *telecom = telecoms->pdata[i];

      if (g_str_equal (telecom->system, system))
        return telecom->value;
    }

  return NULL;
}

/**
 * foyer_fhir_telecom_write:
 * @object: what has an element `telecom`
 * @system: phone, fax or email
 * @value: (nullable): the value to try first, or `NULL` to have none of @system
 *
 * Writes the first contact point of @system; others of it stay.
 */
void
foyer_fhir_telecom_write (json_t *object, const char *system, const char *value)
{
  g_auto (FoyerFhirReader) reader = { "resource" };
  g_autoptr (GPtrArray) telecoms = foyer_fhir_telecoms_read (&reader, object, "telecom");
  json_t *list = json_object_get (object, "telecom");
  json_t *json;
  size_t  i;

  for (guint t = 0; t < telecoms->len; t++)
    {
      FoyerFhirTelecom *telecom = telecoms->pdata[t];

      if (!g_str_equal (telecom->system, system))
        continue;
      if (value != NULL)
        {
          foyer_fhir_set_text (telecom->json, "value", value);
          return;
        }
      for (i = 0; i < json_array_size (list); i++)
        if (json_array_get (list, i) == telecom->json)
          json_array_remove (list, i--);
    }

  if (value != NULL)
    {
      json = json_pack ("{s:s, s:s}", "system", system, "value", value);
      if (!json_is_array (list))
        {
          list = json_array ();
          json_object_set_new (object, "telecom", list);
        }
      json_array_append_new (list, json);
    }
  else if (json_is_array (list) && json_array_size (list) == 0)
    json_object_del (object, "telecom");
}
