/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-phone.h"

#include "fhir/foyer-fhir-resource.h"
#include "fhir/foyer-fhir-telecom.h"
#include "model/foyer-phone.h"

#define MAY_LEAVE_VOICEMAIL FOYER_FHIR_EXTENSION ("phone-may-leave-voicemail")
#define MAY_TEXT FOYER_FHIR_EXTENSION ("phone-may-text")

static gboolean
is_phone (const FoyerFhirTelecom *telecom)
{
  return g_str_equal (telecom->system, "phone") || g_str_equal (telecom->system, "sms");
}

static FoyerPhoneKind
kind_of (const FoyerFhirTelecom *telecom)
{
  if (g_strcmp0 (telecom->use, "mobile") == 0 || g_str_equal (telecom->system, "sms"))
    return FOYER_PHONE_KIND_MOBILE;
  if (g_strcmp0 (telecom->use, "home") == 0)
    return FOYER_PHONE_KIND_HOME;
  if (g_strcmp0 (telecom->use, "work") == 0)
    return FOYER_PHONE_KIND_WORK;
  return FOYER_PHONE_KIND_OTHER;
}

static guint
find_phone (GPtrArray *phones, const char *number, FoyerPhoneKind kind)
{
  guint i;

  for (i = 0; i < phones->len; i++)
    {
      FoyerPatientPhone *phone = phones->pdata[i];

      if (phone->kind == kind && g_strcmp0 (phone->number, number) == 0)
        break;
    }

  return i;
}

static GPtrArray *
read_telecoms (FoyerFhirReader *reader, const json_t *json)
{
  GPtrArray *telecoms = foyer_fhir_telecoms_read (reader, json, "telecom");

  for (guint t = telecoms->len; t > 0; t--)
    if (!is_phone (telecoms->pdata[t - 1]))
      g_ptr_array_remove_index (telecoms, t - 1);

  return telecoms;
}

static gboolean
read_permission (FoyerFhirReader *reader, const json_t *telecom, const char *url)
{
  return foyer_fhir_read_flag (reader, foyer_fhir_extension (telecom, url),
                               "valueBoolean", "telecom.extension", FALSE);
}

/**
 * foyer_fhir_phones_read:
 * @reader: collects the first error
 * @json: a Patient
 *
 * Reads the numbers that ring; one that is there twice for the same use is read once.
 *
 * Returns: (transfer full) (element-type FoyerPatientPhone): the phones, first choice first
 */
GPtrArray *
foyer_fhir_phones_read (FoyerFhirReader *reader, const json_t *json)
{
  g_autoptr (GPtrArray) telecoms = read_telecoms (reader, json);
  GPtrArray *phones = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint t = 0; t < telecoms->len; t++)
    {
      FoyerFhirTelecom  *telecom = telecoms->pdata[t];
      FoyerPatientPhone *phone;

      if (find_phone (phones, telecom->value, kind_of (telecom)) < phones->len)
        continue;
      phone = foyer_patient_phone_new ();
      phone->kind = kind_of (telecom);
      phone->position = phones->len;
      foyer_set_text (&phone->number, telecom->value);
      phone->digits = foyer_phone_dup_digits (telecom->value);
      phone->may_leave_voicemail =
          read_permission (reader, telecom->json, MAY_LEAVE_VOICEMAIL);
      phone->may_text = read_permission (reader, telecom->json, MAY_TEXT);
      g_ptr_array_add (phones, phone);
    }

  return phones;
}

static void
write_permission (json_t *telecom, const char *url, gboolean allowed)
{
  if (allowed)
    json_object_set_new (foyer_fhir_set_extension (telecom, url), "valueBoolean",
                         json_true ());
  else
    foyer_fhir_remove_extension (telecom, url);
}

static void
write_phone (json_t *json, const FoyerFhirTelecom *was, const FoyerPatientPhone *phone)
{
  static const char *const uses[] = {
    [FOYER_PHONE_KIND_MOBILE] = "mobile",
    [FOYER_PHONE_KIND_HOME] = "home",
    [FOYER_PHONE_KIND_WORK] = "work",
    [FOYER_PHONE_KIND_OTHER] = NULL,
  };

  if (was == NULL || kind_of (was) != phone->kind)
    {
      foyer_fhir_set_text (json, "system", "phone");
      foyer_fhir_set_text (json, "use", uses[phone->kind]);
    }
  if (was == NULL || g_strcmp0 (was->value, phone->number) != 0)
    foyer_fhir_set_text (json, "value", phone->number);
  write_permission (json, MAY_LEAVE_VOICEMAIL, phone->may_leave_voicemail);
  write_permission (json, MAY_TEXT, phone->may_text);
}

/* How well @telecom could become @phone: an entry whose number nobody has any more becomes
 * the new number of the same use, with all else that it says. */
static guint
score (const FoyerFhirTelecom *telecom, const FoyerPatientPhone *phone, GPtrArray *phones)
{
  if (g_strcmp0 (telecom->value, phone->number) == 0)
    return kind_of (telecom) == phone->kind ? 3 : 2;
  return kind_of (telecom) == phone->kind &&
         find_phone (phones, telecom->value, kind_of (telecom)) == phones->len;
}

/* The entry of each phone, by position; NULL for a new one. */
static GPtrArray *
match_phones (GPtrArray *telecoms, GPtrArray *phones)
{
  GPtrArray *matches = g_ptr_array_new ();

  g_ptr_array_set_size (matches, (int) phones->len);
  for (guint least = 3; least > 0; least--)
    for (guint p = 0; p < phones->len; p++)
      for (guint t = 0; t < telecoms->len && matches->pdata[p] == NULL; t++)
        if (!g_ptr_array_find (matches, telecoms->pdata[t], NULL) &&
            score (telecoms->pdata[t], phones->pdata[p], phones) == least)
          matches->pdata[p] = telecoms->pdata[t];

  return matches;
}

/* Whether @json says by itself which of @phones comes first.  Only the place of an entry that
 * is the only one of its use can be relied on, because entries are merged by use. */
static gboolean
tells_order (const json_t *json, GPtrArray *matches, GPtrArray *phones)
{
  g_auto (FoyerFhirReader) reader = { "Patient" };
  g_autoptr (GPtrArray) read = foyer_fhir_phones_read (&reader, json);
  gboolean is_same = read->len == phones->len;
  gboolean is_edit = is_same;

  for (guint i = 0; i < phones->len && is_edit; i++)
    {
      const FoyerPatientPhone *phone = phones->pdata[i];
      const FoyerPatientPhone *was = read->pdata[i];

      is_same = is_same && g_strcmp0 (was->number, phone->number) == 0;
      is_edit = was->kind == phone->kind && matches->pdata[i] != NULL &&
                kind_of (matches->pdata[i]) == phone->kind;
      for (guint j = 0; j < i && !is_same; j++)
        is_edit =
            is_edit && ((FoyerPatientPhone *) phones->pdata[j])->kind != phone->kind;
    }

  return is_edit || phones->len < 2;
}

/**
 * foyer_fhir_phones_write:
 * @json: a Patient
 * @phones: (element-type FoyerPatientPhone): its phones, first choice first
 *
 * Makes the phones of @json those of @phones.  Other ways to reach somebody, phones that are
 * not in use any more, and what else is known of a phone stay; ranks are given only where the
 * list does not tell the order.
 */
void
foyer_fhir_phones_write (json_t *json, GPtrArray *phones)
{
  g_auto (FoyerFhirReader) reader = { "Patient" };
  g_autoptr (GPtrArray) telecoms = read_telecoms (&reader, json);
  g_autoptr (GPtrArray) wanted = g_ptr_array_new ();
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  g_autoptr (GPtrArray) matches = NULL;
  g_autoptr (json_t) list = json_incref (json_object_get (json, "telecom"));
  g_autoptr (json_t) result = json_array ();
  gboolean ordered;
  json_t  *item;
  size_t   i;

  for (guint p = 0; p < phones->len; p++)
    {
      FoyerPatientPhone *phone = phones->pdata[p];

      if (find_phone (phones, phone->number, phone->kind) == p)
        g_ptr_array_add (wanted, phone);
    }
  matches = match_phones (telecoms, wanted);
  ordered = tells_order (json, matches, wanted);

  json_array_foreach (list, i, item)
    {
      gboolean keep = TRUE;

      for (guint t = 0; t < telecoms->len; t++)
        {
          FoyerFhirTelecom *telecom = telecoms->pdata[t];

          if (telecom->json == item)
            keep = g_ptr_array_find (matches, telecom, NULL) ||
                   find_phone (wanted, telecom->value, kind_of (telecom)) < wanted->len;
        }
      if (keep)
        json_array_append (result, item);
    }
  for (guint p = 0; p < wanted->len; p++)
    {
      FoyerFhirTelecom *was = matches->pdata[p];

      item = was != NULL ? was->json : json_object ();
      write_phone (item, was, wanted->pdata[p]);
      g_ptr_array_add (items, item);
      if (was == NULL)
        json_array_append_new (result, item);
    }
  foyer_fhir_set_list (json, "telecom", json_incref (result));

  if (ordered)
    return;
  for (guint t = 0; t < telecoms->len; t++)
    json_object_del (((FoyerFhirTelecom *) telecoms->pdata[t])->json, "rank");
  for (guint p = 0; p < items->len; p++)
    json_object_set_new (items->pdata[p], "rank", json_integer (p + 1));
}
