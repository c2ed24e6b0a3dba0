/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-address.h"

/* The first of the use that comes first here; addresses of the past are nobody's. */
static json_t *
pick_address (const json_t *list)
{
  static const char *const uses[] = { "home", NULL, "work", "temp", "billing" };
  json_t                  *item;
  size_t                   i;

  for (guint u = 0; u < G_N_ELEMENTS (uses); u++)
    json_array_foreach (list, i, item)
      if (json_is_object (item) &&
          g_strcmp0 (foyer_fhir_peek (item, "use"), uses[u]) == 0)
        return item;

  return NULL;
}

/**
 * foyer_fhir_address_read:
 * @reader: collects the first error
 * @resource: a Patient or an Organization
 * @out: (out caller-allocates): the address; clear it afterwards
 *
 * Reads the address that letters go to: home before an unnamed one before others.
 *
 * An address that is only text becomes the street lines.
 */
void
foyer_fhir_address_read (FoyerFhirReader  *reader,
                         const json_t     *resource,
                         FoyerFhirAddress *out)
{
  json_t *json =
      pick_address (foyer_fhir_read_list (reader, resource, "address", "address"));

  *out = (FoyerFhirAddress){ .json = json };
  out->line = foyer_fhir_read_joined (reader, json, "line", "address.line", "\n",
                                      FOYER_FHIR_MAX_NAME);
  out->city =
      foyer_fhir_read_text (reader, json, "city", "address.city", FOYER_FHIR_MAX_NAME);
  out->region =
      foyer_fhir_read_text (reader, json, "state", "address.state", FOYER_FHIR_MAX_NAME);
  out->postal_code = foyer_fhir_read_text (reader, json, "postalCode",
                                           "address.postalCode", FOYER_FHIR_MAX_NAME);
  out->country = foyer_fhir_read_text (reader, json, "country", "address.country",
                                       FOYER_FHIR_MAX_NAME);
  if (out->line == NULL && out->city == NULL && out->postal_code == NULL)
    out->line =
        foyer_fhir_read_text (reader, json, "text", "address.text", FOYER_FHIR_MAX_LINE);
}

void
foyer_fhir_address_clear (FoyerFhirAddress *self)
{
  g_clear_pointer (&self->line, g_free);
  g_clear_pointer (&self->city, g_free);
  g_clear_pointer (&self->region, g_free);
  g_clear_pointer (&self->postal_code, g_free);
  g_clear_pointer (&self->country, g_free);
}

/**
 * foyer_fhir_address_format:
 * @self: an address
 *
 * Returns: (transfer full) (nullable): the address as lines of an envelope, in the order
 *   of the country that writes city, region and code on one line; `NULL` if it is empty
 */
char *
foyer_fhir_address_format (const FoyerFhirAddress *self)
{
  g_autoptr (GString) text = g_string_new (self->line);
  const char *const place[] = { self->city, self->region, self->postal_code };
  gboolean          begun = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (place); i++)
    if (place[i] != NULL)
      {
        if (begun)
          g_string_append (text, i == 1 ? ", " : " ");
        else if (text->len > 0)
          g_string_append_c (text, '\n');
        g_string_append (text, place[i]);
        begun = TRUE;
      }
  if (self->country != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", self->country);

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/* Takes an address out of the list.  If another one of a person would be taken for it then,
 * it stays with nothing in it. */
static void
clear_address (json_t *resource, json_t *list, json_t *json)
{
  g_autoptr (json_t) kept = json_incref (json);

  for (size_t i = 0; i < json_array_size (list); i++)
    if (json_array_get (list, i) == json)
      {
        json_array_remove (list, i);
        if (pick_address (list) != NULL &&
            g_strcmp0 (foyer_fhir_peek (resource, "resourceType"), "Patient") == 0)
          {
            json_object_clear (json);
            foyer_fhir_set_text (json, "use", "home");
            json_array_insert (list, i, json);
          }
        break;
      }
  if (json_array_size (list) == 0)
    json_object_del (resource, "address");
}

/* Lines with what is beside them, unless they say the same already. */
static void
write_lines (json_t *json, const char *text)
{
  g_auto (FoyerFhirReader) reader = { "Address" };
  g_autofree char *was =
      foyer_fhir_read_joined (&reader, json, "line", "line", "\n", FOYER_FHIR_MAX_NAME);

  if (g_strcmp0 (was, text) == 0)
    return;
  foyer_fhir_set_words (json, "line", text);
  json_object_del (json, "_line");
}

/**
 * foyer_fhir_address_write:
 * @resource: a Patient or an Organization
 * @address: what its address should say; its member json is not looked at
 *
 * Writes the address that foyer_fhir_address_read() reads; what else is known of it stays,
 * but for its text, which may say something else.
 */
void
foyer_fhir_address_write (json_t *resource, const FoyerFhirAddress *address)
{
  json_t  *list = json_object_get (resource, "address");
  json_t  *json = pick_address (list);
  gboolean is_empty = address->line == NULL && address->city == NULL &&
                      address->region == NULL && address->postal_code == NULL &&
                      address->country == NULL;

  if (is_empty)
    {
      if (json != NULL)
        clear_address (resource, list, json);
      return;
    }

  if (json == NULL)
    {
      if (!json_is_array (list))
        {
          list = json_array ();
          json_object_set_new (resource, "address", list);
        }
      json = json_object ();
      json_array_append_new (list, json);
    }
  json_object_del (json, "text");
  write_lines (json, address->line);
  foyer_fhir_set_text (json, "city", address->city);
  foyer_fhir_set_text (json, "state", address->region);
  foyer_fhir_set_text (json, "postalCode", address->postal_code);
  foyer_fhir_set_text (json, "country", address->country);
}
