/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-fields.h"

#include "model/foyer-money.h"
#include "model/foyer-time.h"

#include <math.h>
#include <string.h>

/* Longest text of an extension of ours; no field of a record takes as much. */
#define MAX_TEXT 20000

/* Seconds of 0001-01-01 and 10000-01-01, between which an instant can be written. */
#define FIRST_AT G_GINT64_CONSTANT (-62135596800)
#define END_AT G_GINT64_CONSTANT (253402300800)

/**
 * foyer_fhir_instant:
 * @at: seconds since 1970-01-01 UTC
 *
 * Returns: (transfer full) (nullable): a FHIR instant; `NULL` if it is beyond the calendar
 */
json_t *
foyer_fhir_instant (gint64 at)
{
  g_autofree char *text = NULL;

  if (at < FIRST_AT || at >= END_AT)
    return NULL;
  text = foyer_instant_format (NULL, at);

  return json_string (text);
}

/* The sixtieth second is the first of the next minute to us, and would come back as that. */
static gboolean
is_leap_second (const char *text)
{
  return strlen (text) > 18 && text[17] == '6';
}

/**
 * foyer_fhir_read_instant:
 * @reader: collects the first error
 * @object: (nullable): what has the element
 * @key: name of an element that is an instant, or a dateTime with a time
 * @element: its path below the resource, for errors
 * @out_at: (out): the seconds since 1970-01-01 UTC, 0 if there is none
 *
 * Returns: whether there is one
 */
gboolean
foyer_fhir_read_instant (FoyerFhirReader *reader,
                         const json_t    *object,
                         const char      *key,
                         const char      *element,
                         gint64          *out_at)
{
  g_autofree char *text = foyer_fhir_read_text (reader, object, key, element, 64);

  *out_at = 0;
  if (text == NULL)
    return FALSE;
  if (is_leap_second (text) || !foyer_instant_parse (text, out_at))
    {
      foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_DATE, element, "not an instant");
      return FALSE;
    }

  return TRUE;
}

/**
 * foyer_fhir_money:
 * @minor: an amount in minor units
 * @currency: (nullable): its currency; without one the minor unit is taken as a hundredth
 *
 * Returns: (transfer full): a Money; write it with foyer_json_dump(), which has the digits
 */
json_t *
foyer_fhir_money (gint64 minor, const char *currency)
{
  json_t *money = json_object ();

  json_object_set_new (
      money, "value",
      json_real ((double) minor / pow (10, foyer_money_get_digits (currency))));
  if (foyer_money_is_currency (currency))
    json_object_set_new (money, "currency", json_string (currency));

  return money;
}

/**
 * foyer_fhir_read_money:
 * @reader: collects the first error
 * @money: (nullable): a Money
 * @element: its path below the resource, for errors
 *
 * Returns: the amount in minor units of its currency; 0 if there is none
 */
gint64
foyer_fhir_read_money (FoyerFhirReader *reader, const json_t *money, const char *element)
{
  const json_t *value = json_object_get (money, "value");
  double        minor;

  if (value == NULL || json_is_null (value))
    return 0;
  if (!json_is_number (value))
    {
      foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_TYPE, element, "not a number");
      return 0;
    }

  minor = json_number_value (value) *
          pow (10, foyer_money_get_digits (foyer_fhir_peek (money, "currency")));
  if (fabs (minor) > (double) FOYER_MONEY_MAX || fabs (minor - round (minor)) > 0.01)
    {
      foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_NUMBER, element,
                              "not an amount of its currency");
      return 0;
    }

  return llround (minor);
}

static const FoyerField *
find_field (gpointer record, const char *name)
{
  FoyerRecordClass *klass = FOYER_RECORD_GET_CLASS (record);

  for (guint i = 0; i < klass->n_fields; i++)
    if (g_str_equal (klass->fields[i].name, name))
      return &klass->fields[i];

  g_return_val_if_reached (NULL);
}

static gboolean
is_instant (const FoyerField *field)
{
  return field->type == G_TYPE_INT64 &&
         (g_str_equal (field->name, "at") || g_str_has_suffix (field->name, "-at") ||
          g_str_equal (field->name, "held-until"));
}

static gboolean
is_money (const FoyerField *field)
{
  return field->type == G_TYPE_INT64 && g_str_has_suffix (field->name, "-minor");
}

/* The name of the element that has the value, and the value; NULL for none. */
static json_t *
encode_value (const FoyerField *field,
              gpointer          record,
              FoyerFhirLinks   *links,
              const char      **out_key)
{
  gint64 number;

  if (field->type == G_TYPE_STRING || field->type == G_TYPE_ENUM)
    {
      const char *text = foyer_field_get_text (field, record);

      *out_key = field->type == G_TYPE_ENUM ? "valueCode" : "valueString";
      return text != NULL ? json_string (text) : NULL;
    }
  if (foyer_kind_of_field (field) != NULL)
    {
      *out_key = "valueReference";
      return foyer_fhir_links_reference (links, record, field->name);
    }

  number = foyer_field_get_integer (field, record);
  if (field->type == G_TYPE_BOOLEAN)
    {
      *out_key = "valueBoolean";
      return json_boolean (number);
    }
  if ((field->flags & FOYER_FIELD_ZERO_IS_NULL) != 0 && number == 0)
    return NULL;
  if (is_instant (field))
    {
      *out_key = "valueInstant";
      return foyer_fhir_instant (number);
    }
  if (is_money (field))
    {
      *out_key = "valueMoney";
      return foyer_fhir_money (number, links->currency);
    }

  *out_key =
      number >= G_MININT32 && number <= G_MAXINT32 ? "valueInteger" : "valueDecimal";
  return json_integer (number);
}

static gint64
decode_number (FoyerFhirReader *reader, const json_t *extension, gint64 fallback)
{
  const json_t *value = json_object_get (extension, "valueInteger");

  if (value == NULL)
    value = json_object_get (extension, "valueDecimal");
  if (value == NULL || json_is_null (value))
    return fallback;
  if (!json_is_number (value) || fabs (json_number_value (value)) > 9e15)
    {
      foyer_fhir_reader_fail (reader, FOYER_FHIR_ERROR_NUMBER, "extension",
                              "not a whole number");
      return fallback;
    }

  return json_is_integer (value) ? json_integer_value (value)
                                 : llround (json_real_value (value));
}

static void
decode_value (FoyerFhirReader  *reader,
              const json_t     *extension,
              const FoyerField *field,
              gpointer          record,
              gpointer          fresh,
              FoyerFhirLinks   *links)
{
  gint64 number;

  if (field->type == G_TYPE_STRING)
    {
      g_autofree char *text =
          foyer_fhir_read_text (reader, extension, "valueString", "extension", MAX_TEXT);

      foyer_field_set_text (field, record,
                            text != NULL ? text : foyer_field_get_text (field, fresh));
      return;
    }
  if (field->type == G_TYPE_ENUM)
    {
      /* A code of a later version of this program, like none, is the default. */
      foyer_field_set_integer (field, record, foyer_field_get_integer (field, fresh));
      foyer_field_set_text (field, record, foyer_fhir_peek (extension, "valueCode"));
      return;
    }
  if (foyer_kind_of_field (field) != NULL)
    {
      foyer_fhir_links_read (links, json_object_get (extension, "valueReference"), record,
                             field->name);
      return;
    }

  number = foyer_field_get_integer (field, fresh);
  if (field->type == G_TYPE_BOOLEAN)
    number = foyer_fhir_read_flag (reader, extension, "valueBoolean", "extension",
                                   number != 0);
  else if (is_instant (field))
    foyer_fhir_read_instant (reader, extension, "valueInstant", "extension", &number);
  else if (is_money (field))
    number = foyer_fhir_read_money (
        reader, foyer_fhir_read_object (reader, extension, "valueMoney", "extension"),
        "extension");
  else
    number = decode_number (reader, extension, number);
  foyer_field_set_integer (field, record, number);
}

/**
 * foyer_fhir_fields_read:
 * @reader: collects the first error
 * @object: (nullable): what has the extensions
 * @prefix: what stands before the name of a field in the URL of its extension
 * @record: (type FoyerRecord): where the values go
 * @names: (array zero-terminated=1): names of fields
 * @links: how to find records
 *
 * Reads fields that foyer_fhir_fields_write() wrote; one that is missing becomes its default.
 */
void
foyer_fhir_fields_read (FoyerFhirReader   *reader,
                        const json_t      *object,
                        const char        *prefix,
                        gpointer           record,
                        const char *const *names,
                        FoyerFhirLinks    *links)
{
  g_autoptr (FoyerRecord) fresh = g_object_new (G_OBJECT_TYPE (record), NULL);

  for (; *names != NULL; names++)
    {
      g_autofree char *url = g_strconcat (prefix, *names, NULL);

      decode_value (reader, foyer_fhir_extension (object, url),
                    find_field (record, *names), record, fresh, links);
    }
}

static void
set_value (json_t *extension, const char *key, json_t *value)
{
  const char *other;
  json_t     *was;
  void       *next;

  json_object_foreach_safe (extension, next, other,
                            was) if (g_str_has_prefix (other, "value") &&
                                     !g_str_equal (other, key))
      json_object_del (extension, other);
  json_object_set_new (extension, key, value);
}

/**
 * foyer_fhir_fields_write:
 * @object: where to write: a resource, or an extension that has others inside
 * @prefix: what stands before the name of a field in the URL of its extension; empty inside
 *   another extension
 * @record: (type FoyerRecord): whose values
 * @names: (array zero-terminated=1): names of fields
 * @links: how to find references
 *
 * Writes each field as an extension of its own, and removes those that say nothing.
 *
 * Texts become valueString, enumerations valueCode, links valueReference, flags valueBoolean,
 * instants (`at`, `…-at`) valueInstant, money (`…-minor`) valueMoney, other numbers
 * valueInteger.
 */
void
foyer_fhir_fields_write (json_t            *object,
                         const char        *prefix,
                         gpointer           record,
                         const char *const *names,
                         FoyerFhirLinks    *links)
{
  for (; *names != NULL; names++)
    {
      g_autofree char *url = g_strconcat (prefix, *names, NULL);
      const char      *key = NULL;
      json_t *value = encode_value (find_field (record, *names), record, links, &key);

      if (value != NULL)
        set_value (foyer_fhir_set_extension (object, url), key, value);
      else
        foyer_fhir_remove_extension (object, url);
    }
}

static const char *
get_uid (const json_t *extension)
{
  const json_t *named = foyer_fhir_extension (extension, "uid");
  const char   *uid = foyer_fhir_peek (named, "valueId");

  return uid != NULL && g_uuid_string_is_valid (uid) ? uid : NULL;
}

/**
 * foyer_fhir_children_read:
 * @reader: collects the first error
 * @object: what has the extensions
 * @url: URL of each of them
 * @aggregate: whose parts
 * @kind: kind of the parts
 * @names: (array zero-terminated=1): names of their fields
 * @links: how to find records
 *
 * Reads parts that foyer_fhir_children_write() wrote; those that @aggregate had go.
 */
void
foyer_fhir_children_read (FoyerFhirReader   *reader,
                          const json_t      *object,
                          const char        *url,
                          FoyerAggregate    *aggregate,
                          const char        *kind,
                          const char *const *names,
                          FoyerFhirLinks    *links)
{
  json_t *list = foyer_fhir_read_list (reader, object, "extension", "extension");
  json_t *extension;
  size_t  i;

  foyer_aggregate_remove_all (aggregate, kind);
  json_array_foreach (list, i, extension)
    {
      const char *uid = get_uid (extension);

      if (uid != NULL && g_strcmp0 (foyer_fhir_peek (extension, "url"), url) == 0 &&
          foyer_aggregate_find (aggregate, kind, uid) == NULL)
        foyer_fhir_fields_read (reader, extension, "",
                                foyer_aggregate_add (aggregate, kind, uid), names, links);
    }
}

/**
 * foyer_fhir_children_write:
 * @object: where to write
 * @url: URL of the extensions
 * @aggregate: whose parts
 * @kind: kind of the parts
 * @names: (array zero-terminated=1): names of their fields
 * @links: how to find references
 *
 * Writes each part as an extension with one more for its uid and for each field; those of
 * parts that are no more go, and what else they say stays.
 */
void
foyer_fhir_children_write (json_t            *object,
                           const char        *url,
                           FoyerAggregate    *aggregate,
                           const char        *kind,
                           const char *const *names,
                           FoyerFhirLinks    *links)
{
  json_t *old = json_object_get (object, "extension");
  json_t *list = json_array ();
  g_autoptr (GHashTable) written = g_hash_table_new (g_str_hash, g_str_equal);
  json_t *extension;
  size_t  i;

  json_array_foreach (old, i, extension)
    {
      const char *uid = get_uid (extension);
      gpointer    child;

      if (uid == NULL || g_strcmp0 (foyer_fhir_peek (extension, "url"), url) != 0)
        {
          json_array_append (list, extension);
          continue;
        }
      child = foyer_aggregate_find (aggregate, kind, uid);
      if (child == NULL ||
          !g_hash_table_add (written, (gpointer) foyer_record_get_uid (child)))
        continue;
      foyer_fhir_fields_write (extension, "", child, names, links);
      json_array_append (list, extension);
    }

  for (guint c = 0; c < aggregate->children->len; c++)
    {
      FoyerRecord *child = aggregate->children->pdata[c];
      const char  *uid = foyer_record_get_uid (child);

      if (uid == NULL || !g_str_equal (FOYER_RECORD_GET_CLASS (child)->kind, kind) ||
          !g_hash_table_add (written, (gpointer) uid))
        continue;
      extension = json_pack ("{s:s, s:[{s:s, s:s}]}", "url", url, "extension", "url",
                             "uid", "valueId", uid);
      foyer_fhir_fields_write (extension, "", child, names, links);
      json_array_append_new (list, extension);
    }

  foyer_fhir_set_list (object, "extension", list);
}
