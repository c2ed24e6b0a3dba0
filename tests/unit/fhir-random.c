/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir-random.h"

#include "model/foyer-booking.h"
#include "model/foyer-document.h"
#include "model/foyer-handout.h"
#include "model/foyer-identifier.h"
#include "model/foyer-patient.h"
#include "model/foyer-referral.h"
#include "model/foyer-request.h"
#include "model/foyer-time.h"

#include <string.h>

/* What the text or number of a field may be, with | between; an empty one is none.  The
 * first line that fits counts. */
static const struct
{
  const char *kind; /* NULL: any */
  const char *field;
  const char *values;
} legal[] = {
  { NULL, "address", "1 Main Street\nSpringfield, OR 97477|Calle Mayor 3|" },
  { NULL, "colour", "#aabbcc|#10a0ff|" },
  { NULL, "currency", "USD|EUR|JPY" },
  { NULL, "email", "ana@example.org|zoe.o’brien@example.org|" },
  { NULL, "family", "O’Brien|de la Cruz|Müller-Lüdenscheidt" },
  { NULL, "fax", "+1 541 555 0100|(541) 555-0101|" },
  { NULL, "name", "Élan Dermatology|Room 3|Dr. Smith & Partner" },
  { NULL, "npi", "1234567893|1245319599|" },
  { NULL, "overlap-limit", "1|2|4" },
  { NULL, "phone", "+1 541 555 0102|(541) 555-0103|" },
  { NULL, "zone", "America/Los_Angeles|Europe/Madrid" },
  { "article", "body", "Drink *water*.\n|Ñandú {phone}" },
  { "article", "language", "es|en-US" },
  { "article", "slug", "acne|eczema-2" },
  { "article", "title", "Acne|El eccema" },
  { "article", "version", "1|2|7" },
  { "booking", "number", "B-20417|B-1|" },
  { "document", "content-type", "application/pdf|image/png" },
  { "document", "title", "Letter of Dr. Ōsei.pdf|scan 1.png" },
  { "gift_card", "code-hash",
    "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0" },
  { "gift_card", "last-four", "K7QX|2345" },
  { "gift_card", "replaced-by", "5f0c3b1e-6a3e-4f5c-9d0c-1f6d5e1c8a02|" },
  { "holiday", "date", "2026-12-25|2027-01-01" },
  { "patient", "language", "es|en-US|" },
  { "patient", "number", "100042|100043" },
  { "patient", "other-languages", "nl|fr nl|" },
  { "patient_phone", "number", "+1 541 555 0104|(541) 555-0105|541-555-0106" },
  { "ledger_entry", "amount-minor", "1|12500|99999999999" },
  { "ledger_entry", "gift-card-uid", "5f0c3b1e-6a3e-4f5c-9d0c-1f6d5e1c8a02|" },
  { "ledger_entry", "terminal-reference", "T-000417|" },
  { "ledger_entry", "till-uid", "6a0c3b1e-6a3e-4f5c-9d0c-1f6d5e1c8a03|" },
  { "referral", "number", "R-1042|R-7" },
  { "service", "code", "new-patient|follow-up" },
  { "till", "drawer", "A|B" },
  { "working_hours", "end-minute", "720|1080|1439|1440" },
  { "working_hours", "only-category", "new|cosmetic|urgent|" },
  { "working_hours", "start-minute", "0|480|545" },
  { "working_hours", "weekday", "1|2|3|4|5|6|7" },
};

/* What does not travel, and why. */
static const struct
{
  const char *kind;
  const char *field;
  const char *reason;
} kept[] = {
  { "booking", "updated-at", "is of this desk" },
  { "request", "updated-at", "is of this desk" },
  { "patient", "name-key", "follows from the names" },
  { "patient_phone", "digits", "follows from the number" },
};

/* Parts that have no name of their own on the wire: an equal one is the same. */
static const char *const nameless[] = { "patient_contact", "patient_name",
                                        "patient_phone", NULL };

/* Kinds whose names in other systems are part of them. */
static const char *const with_identifiers[] = { "patient", "practice", "referrer", NULL };

/* A part of a kind beside those that foyer-kind.c says. */
static const struct
{
  const char *kind;
  const char *child;
} more_children[] = {
  { "clinic", "absence" },
};

static gint64
pick (gint64 n)
{
  return g_test_rand_int_range (0, (gint32) n);
}

static gboolean
maybe (void)
{
  return g_test_rand_int_range (0, 2) == 0;
}

char *
fhir_random_uid (void)
{
  return g_strdup_printf ("%08x-%04x-4%03x-a%03x-%08x%04x", (guint) g_test_rand_int (),
                          (guint) pick (0x10000), (guint) pick (0x1000),
                          (guint) pick (0x1000), (guint) g_test_rand_int (),
                          (guint) pick (0x10000));
}

/* ---- links ------------------------------------------------------------------------- */

static const char *
get_type (const char *kind)
{
  const FoyerFhirPart *part = foyer_fhir_parts_find (kind, NULL);

  return part != NULL ? part->type : "Basic";
}

static char *
to_reference (const char *kind, const char *uid, gpointer data)
{
  g_autofree char *id = g_strdelimit (g_strdup (kind), "_", '.');

  return g_strdup_printf ("%s/%s-%s", get_type (kind), id, uid);
}

static char *
to_uid (const char *kind, const char *reference, gboolean *out_other, gpointer data)
{
  const char      *slash = strchr (reference, '/');
  const char      *dash = slash != NULL ? strchr (slash, '-') : NULL;
  g_autofree char *id = NULL;

  *out_other = FALSE;
  if (dash == NULL || !g_uuid_string_is_valid (dash + 1))
    return NULL;
  id = g_strdelimit (g_strndup (slash + 1, (gsize) (dash - slash) - 1), ".", '_');
  *out_other = !g_str_equal (id, kind);

  return *out_other ? NULL : g_strdup (dash + 1);
}

FoyerFhirLinks
fhir_random_links (void)
{
  return (FoyerFhirLinks){ .to_reference = to_reference,
                           .to_uid = to_uid,
                           .currency = "USD" };
}

/* ---- records ----------------------------------------------------------------------- */

static gboolean
is_kept (const char *kind, const char *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    if (g_str_equal (kept[i].kind, kind) && g_str_equal (kept[i].field, field))
      return TRUE;

  return FALSE;
}

static char *
pick_legal (const char *kind, const char *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (legal); i++)
    if ((legal[i].kind == NULL || g_str_equal (legal[i].kind, kind)) &&
        g_str_equal (legal[i].field, field))
      {
        g_auto (GStrv) values = g_strsplit (legal[i].values, "|", -1);

        return g_strdup (values[pick (g_strv_length (values))]);
      }

  return NULL;
}

static gboolean
is_day (const char *field)
{
  return g_str_equal (field, "date") || g_str_has_suffix (field, "-date") ||
         g_str_has_suffix (field, "-on") || g_str_has_prefix (field, "valid-");
}

static char *
pick_text (const char *field)
{
  static const char *const texts[] = {
    "Ana María",   "x", "see the letter; twice a day, “as needed”",
    "ñandú & <b>", "1", NULL,
  };

  if (maybe () && maybe ())
    return NULL;
  return is_day (field) ? foyer_day_format ((int) (20000 + pick (1000)))
                        : g_strdup (texts[pick (G_N_ELEMENTS (texts) - 1)]);
}

static gint64
pick_number (const FoyerField *field)
{
  if (field->type == G_TYPE_BOOLEAN)
    return pick (2);
  if ((field->flags & FOYER_FIELD_ZERO_IS_NULL) != 0 && maybe ())
    return 0;
  if (g_str_equal (field->name, "at") || g_str_has_suffix (field->name, "-at") ||
      g_str_equal (field->name, "held-until"))
    return 1700000000 + pick (100000000);

  return pick (500) + ((field->flags & FOYER_FIELD_ZERO_IS_NULL) != 0 ? 1 : 0);
}

static void
fill_field (FoyerRecord *record, const FoyerField *field)
{
  const char      *kind = FOYER_RECORD_GET_CLASS (record)->kind;
  g_autofree char *value = pick_legal (kind, field->name);

  if (foyer_kind_of_field (field) != NULL)
    {
      g_autofree char *uid = maybe () ? fhir_random_uid () : NULL;

      foyer_record_set_link (record, field->name, uid);
    }
  else if (field->type == G_TYPE_STRING)
    {
      if (value == NULL)
        value = pick_text (field->name);
      foyer_field_set_text (field, record, value);
    }
  else if (field->type == G_TYPE_ENUM)
    {
      g_autoptr (GEnumClass) klass = g_type_class_ref (field->get_type ());

      if (value != NULL)
        foyer_field_set_text (field, record, value);
      else
        foyer_field_set_integer (field, record,
                                 klass->values[pick (klass->n_values)].value);
    }
  else
    foyer_field_set_integer (field, record,
                             value != NULL ? g_ascii_strtoll (value, NULL, 10)
                                           : pick_number (field));
}

static const char *
get_parent_field (const char *kind)
{
  return foyer_kind_find (kind)->parent_field;
}

static void
fill (FoyerRecord *record)
{
  FoyerRecordClass *klass = FOYER_RECORD_GET_CLASS (record);
  const char       *parent_field = get_parent_field (klass->kind);

  for (guint i = 0; i < klass->n_fields; i++)
    if (!is_kept (klass->kind, klass->fields[i].name) &&
        g_strcmp0 (parent_field, klass->fields[i].name) != 0)
      fill_field (record, &klass->fields[i]);
}

static gboolean
is_child (const char *kind, const FoyerKind *child)
{
  for (guint i = 0; i < G_N_ELEMENTS (more_children); i++)
    if (g_str_equal (more_children[i].kind, kind) &&
        g_str_equal (more_children[i].child, child->name))
      return TRUE;

  return g_strcmp0 (child->parent, kind) == 0;
}

static gboolean
has_identifiers (const char *kind)
{
  return g_strv_contains (with_identifiers, kind);
}

static void
add_identifiers (FoyerAggregate *aggregate)
{
  static const char *const systems[] = { "urn:oid:1.2.3", "https://ehr.example/mrn" };

  for (guint i = 0; i < G_N_ELEMENTS (systems); i++)
    if (maybe ())
      {
        FoyerIdentifier *identifier = foyer_identifier_new ();
        g_autofree char *value = g_strdup_printf ("v%d", (int) pick (1000));

        foyer_set_text (&identifier->owner_kind,
                        FOYER_RECORD_GET_CLASS (aggregate->record)->kind);
        foyer_set_text (&identifier->system, systems[i]);
        foyer_set_text (&identifier->value, value);
        g_ptr_array_add (aggregate->identifiers, identifier);
      }
}

static void
add_children (FoyerAggregate *aggregate)
{
  const char      *kind = FOYER_RECORD_GET_CLASS (aggregate->record)->kind;
  guint            n;
  const FoyerKind *kinds = foyer_kinds_list (&n);

  for (guint i = 0; i < n; i++)
    if (is_child (kind, &kinds[i]))
      for (gint64 c = pick (4); c > 0; c--)
        {
          g_autofree char *uid = fhir_random_uid ();

          fill (foyer_aggregate_add (aggregate, kinds[i].name, uid));
        }
}

/* A period that ends before it begins is no record. */
static void
order_pair (FoyerRecord *record, const char *first, const char *second)
{
  FoyerRecordClass *klass = FOYER_RECORD_GET_CLASS (record);
  const FoyerField *a = NULL;
  const FoyerField *b = NULL;

  for (guint i = 0; i < klass->n_fields; i++)
    if (g_str_equal (klass->fields[i].name, first))
      a = &klass->fields[i];
    else if (g_str_equal (klass->fields[i].name, second))
      b = &klass->fields[i];
  if (a == NULL || b == NULL)
    return;

  if (a->type == G_TYPE_STRING)
    {
      g_autofree char *one = g_strdup (foyer_field_get_text (a, record));
      g_autofree char *two = g_strdup (foyer_field_get_text (b, record));

      if (one == NULL || two == NULL || strcmp (one, two) <= 0)
        return;
      foyer_field_set_text (a, record, two);
      foyer_field_set_text (b, record, one);
    }
  else if (foyer_field_get_integer (a, record) >= foyer_field_get_integer (b, record))
    foyer_field_set_integer (b, record, foyer_field_get_integer (a, record) + 900);
}

/* The rules of the table of bookings. */
static void
settle_booking (FoyerBooking *booking)
{
  g_autofree char *uid = fhir_random_uid ();

  if (foyer_record_get_link (booking, "patient-id") == NULL)
    foyer_record_set_link (booking, "patient-id", uid);
  if (booking->start_at == 0 || booking->end_at == 0)
    {
      booking->start_at = booking->end_at = 0;
      booking->block_start_at = booking->block_end_at = 0;
      foyer_set_text (&booking->visit_date, NULL);
    }
  else
    {
      g_autofree char *date = foyer_day_format ((int) (booking->start_at / 86400));

      booking->block_start_at = booking->start_at - 60 * pick (121);
      booking->block_end_at = booking->end_at + 60 * pick (121);
      foyer_set_text (&booking->visit_date, date);
    }
  if (booking->state == FOYER_BOOKING_STATE_HELD && booking->held_until == 0)
    booking->held_until = 1700000000;
  if (booking->state == FOYER_BOOKING_STATE_CANCELLED &&
      booking->cancel_reason == FOYER_CANCEL_REASON_NONE)
    booking->cancel_reason = FOYER_CANCEL_REASON_PATIENT;
}

/* Only the dead have died on a day; a number is there once for each use of it, and positions
 * are told by their order. */
static void
settle_patient (FoyerAggregate *aggregate)
{
  FoyerPatient *patient = FOYER_PATIENT (aggregate->record);
  gint64        position = 0;

  if (!patient->deceased)
    foyer_set_text (&patient->deceased_on, NULL);

  for (guint i = 0; i < aggregate->children->len; i++)
    {
      FoyerPatientPhone *phone = aggregate->children->pdata[i];
      gboolean           is_known = FALSE;

      if (!FOYER_IS_PATIENT_PHONE (phone))
        continue;
      phone->position = position++;
      for (guint j = 0; j < i; j++)
        {
          FoyerPatientPhone *other = aggregate->children->pdata[j];

          is_known |= FOYER_IS_PATIENT_PHONE (other) && other->kind == phone->kind &&
                      g_strcmp0 (other->number, phone->number) == 0;
        }
      if (is_known)
        {
          g_ptr_array_remove_index (aggregate->children, i--);
          position--;
        }
    }
}

/* From the day on which it was made on is any time. */
static void
settle_request (FoyerRequest *request)
{
  g_autofree char *received = foyer_day_format ((int) (request->received_at / 86400));

  if (g_strcmp0 (request->earliest_date, received) == 0)
    foyer_set_text (&request->earliest_date, NULL);
}

/* The rules of the table of referrals. */
static void
settle_referral (FoyerReferral *referral)
{
  g_autofree char *uid = fhir_random_uid ();

  if (foyer_record_get_link (referral, "patient-id") == NULL)
    foyer_record_set_link (referral, "patient-id", uid);
  if (referral->state != FOYER_REFERRAL_STATE_DECLINED)
    return;
  if (referral->decline_reason == FOYER_DECLINE_REASON_NONE)
    referral->decline_reason = FOYER_DECLINE_REASON_DUPLICATE;
  if (referral->decision_comment == NULL)
    foyer_set_text (&referral->decision_comment, "Referred already");
}

/* What is queued has not ended. */
static void
settle_handout (FoyerHandout *handout)
{
  if (handout->state == FOYER_HANDOUT_STATE_QUEUED)
    handout->ended_at = 0;
  else if (handout->ended_at == 0)
    handout->ended_at = 1700000000;
}

/* The bytes are what the record says of them. */
static void
settle_document (FoyerAggregate *aggregate)
{
  FoyerDocument *document = FOYER_DOCUMENT (aggregate->record);
  guint8         bytes[64];
  gsize          size = (gsize) pick (64) + 1;

  for (gsize i = 0; i < size; i++)
    bytes[i] = (guint8) pick (256);
  if (aggregate->content == NULL)
    aggregate->content = g_bytes_new (bytes, size);
  document->size_bytes = (gint64) g_bytes_get_size (aggregate->content);
  g_free (document->sha256);
  document->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, aggregate->content);
}

/* What no record of its kind breaks. */
static void
settle (FoyerAggregate *aggregate)
{
  if (FOYER_IS_PATIENT (aggregate->record))
    settle_patient (aggregate);
  if (FOYER_IS_DOCUMENT (aggregate->record))
    settle_document (aggregate);
  if (FOYER_IS_REFERRAL (aggregate->record))
    settle_referral (FOYER_REFERRAL (aggregate->record));
  for (guint i = 0; i <= aggregate->children->len; i++)
    {
      FoyerRecord *record =
          i == 0 ? aggregate->record : aggregate->children->pdata[i - 1];

      order_pair (record, "start-at", "end-at");
      order_pair (record, "valid-from", "valid-to");
    }
  if (FOYER_IS_BOOKING (aggregate->record))
    settle_booking (FOYER_BOOKING (aggregate->record));
  if (FOYER_IS_REQUEST (aggregate->record))
    settle_request (FOYER_REQUEST (aggregate->record));
  if (FOYER_IS_HANDOUT (aggregate->record))
    settle_handout (FOYER_HANDOUT (aggregate->record));
}

FoyerAggregate *
fhir_random_aggregate (const char *kind)
{
  g_autofree char *uid = fhir_random_uid ();
  FoyerAggregate  *aggregate = foyer_aggregate_new (kind, uid);

  fill (aggregate->record);
  add_children (aggregate);
  if (has_identifiers (kind))
    add_identifiers (aggregate);
  settle (aggregate);

  return aggregate;
}

void
fhir_random_edit (FoyerAggregate *aggregate)
{
  const char       *kind = FOYER_RECORD_GET_CLASS (aggregate->record)->kind;
  FoyerRecordClass *klass = FOYER_RECORD_GET_CLASS (aggregate->record);
  const FoyerField *field;

  switch (pick (4))
    {
    case 0:
      fill (aggregate->record);
      break;

    case 1:
      if (aggregate->children->len > 0)
        {
          FoyerRecord *child =
              aggregate->children->pdata[pick (aggregate->children->len)];

          if (foyer_kind_find (FOYER_RECORD_GET_CLASS (child)->kind)->append_only)
            break;
          if (maybe ())
            fill (child);
          else
            g_ptr_array_remove (aggregate->children, child);
        }
      break;

    case 2:
      add_children (aggregate);
      break;

    default:
      field = &klass->fields[pick (klass->n_fields)];
      if (!is_kept (kind, field->name))
        fill_field (aggregate->record, field);
    }
  settle (aggregate);
}

/* ---- resources --------------------------------------------------------------------- */

static json_t *
pick_object (json_t *json)
{
  json_t     *chosen = json;
  const char *key;
  json_t     *value;
  json_t     *item;
  size_t      i;

  json_object_foreach (json, key, value) if (pick (4) == 0)
  {
    if (json_is_object (value))
      chosen = pick_object (value);
    json_array_foreach (value, i, item)
      if (json_is_object (item) && maybe ())
        chosen = pick_object (item);
  }

  return chosen;
}

/* Items of other systems in the lists that we write into. */
static const struct
{
  const char *key;
  const char *item;
} foreign_items[] = {
  { "address", "{'use': 'old', 'city': '@'}" },
  { "availableTime",
    "{'daysOfWeek': ['sun'], 'extension': [{'url': 'https://other.example/x', "
    "'valueString': '@'}]}" },
  { "contained", "{'resourceType': 'Basic', 'id': 'z', 'code': {'text': '@'}}" },
  { "name", "{'use': 'anonymous', 'extension': [{'url': "
            "'https://other.example/x', 'valueString': '@'}]}" },
  { "note", "{'text': '@'}" },
  { "notAvailable", "{'description': '@'}" },
  { "participant", "{'type': [{'text': '@'}], 'status': 'accepted'}" },
  { "telecom", "{'system': 'url', 'value': '@'}" },
};

static guint
add_items (json_t *json)
{
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (foreign_items); i++)
    {
      json_t          *list = json_object_get (json, foreign_items[i].key);
      g_autofree char *text = g_strdup_printf ("foreign %s", foreign_items[i].key);
      g_auto (GStrv) words = g_strsplit (foreign_items[i].item, "@", -1);
      g_autofree char *item = g_strdelimit (g_strjoinv (text, words), "'", '"');

      if (!json_is_array (list) || maybe ())
        continue;
      json_array_insert_new (list, (size_t) pick ((gint64) json_array_size (list) + 1),
                             json_loads (item, 0, NULL));
      n++;
    }

  return n;
}

guint
fhir_random_add_foreign (json_t *json)
{
  const guint n = (guint) pick (5) + 1;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf ("foreign %u", i);
      g_autofree char *url = g_strdup_printf ("https://other.example/ext/%u", i);
      json_t          *list;

      /* Only the resource itself: what is inside an element may go with the element. */
      switch (pick (3))
        {
        case 0:
          json_object_set_new (json, url + strlen ("https://other.example/"),
                               json_pack ("{s:s, s:f}", "text", text, "score", 0.5));
          break;

        case 1:
          list = json_object_get (json, "identifier");
          if (!json_is_array (list))
            {
              list = json_array ();
              json_object_set_new (json, "identifier", list);
            }
          json_array_append_new (list,
                                 json_pack ("{s:s, s:s, s:{s:s}}", "use", "old", "value",
                                            text, "type", "text", "chart"));
          break;

        default:
          list = json_object_get (json, "extension");
          if (!json_is_array (list))
            {
              list = json_array ();
              json_object_set_new (json, "extension", list);
            }
          json_array_insert_new (
              list, 0, json_pack ("{s:s, s:s}", "url", url, "valueString", text));
        }
    }

  return n + add_items (json);
}

guint
fhir_count_foreign (const json_t *json)
{
  g_autofree char *text = json_dumps (json, JSON_COMPACT);
  guint            n = 0;

  for (const char *at = text; (at = strstr (at, "\"foreign ")) != NULL; at++)
    n++;

  return n;
}

static json_t *
pick_value (void)
{
  switch (pick (8))
    {
    case 0:
      return json_null ();
    case 1:
      return json_integer (pick (100));
    case 2:
      return json_array ();
    case 3:
      return json_object ();
    case 4:
      return json_string ("");
    case 5:
      return json_pack ("[{s:s, s:s}]", "system", "phone", "value", "1");
    case 6:
      return json_true ();
    default:
      return json_string ("a text");
    }
}

void
fhir_random_damage (json_t *json)
{
  for (gint64 n = pick (3) + 1; n > 0; n--)
    {
      json_t          *object = pick_object (json);
      g_autofree char *chosen = NULL;
      json_t          *value;
      const char      *key;

      json_object_foreach (object, key, value) if (chosen == NULL || pick (3) == 0)
      {
        g_free (chosen);
        chosen = g_strdup (key);
      }
      if (chosen == NULL || g_str_equal (chosen, "resourceType"))
        continue;

      value = json_object_get (object, chosen);
      if (json_is_array (value) && json_array_size (value) > 1 && maybe ())
        {
          json_t *first = json_incref (json_array_get (value, 0));

          json_array_remove (value, 0);
          json_array_append_new (value, first);
        }
      else if (json_is_array (value) && json_array_size (value) > 0 && maybe ())
        json_array_append_new (value, json_deep_copy (json_array_get (value, 0)));
      else if (maybe ())
        json_object_del (object, chosen);
      else
        json_object_set_new (object, chosen, pick_value ());
    }
}

/* ---- comparison -------------------------------------------------------------------- */

static char *
find_difference_of (FoyerRecord *a, FoyerRecord *b)
{
  FoyerRecordClass *klass = FOYER_RECORD_GET_CLASS (a);
  const char       *parent_field = get_parent_field (klass->kind);

  for (guint i = 0; i < klass->n_fields; i++)
    {
      const FoyerField *field = &klass->fields[i];
      g_autofree char  *one = NULL;
      g_autofree char  *two = NULL;

      if (is_kept (klass->kind, field->name) ||
          g_strcmp0 (parent_field, field->name) == 0)
        continue;
      if (foyer_kind_of_field (field) != NULL)
        {
          one = g_strdup (foyer_record_get_link (a, field->name));
          two = g_strdup (foyer_record_get_link (b, field->name));
        }
      else
        {
          one = foyer_record_dup_field (a, field);
          two = foyer_record_dup_field (b, field);
        }
      if (g_strcmp0 (one, two) != 0)
        return g_strdup_printf ("%s.%s: “%s” is not “%s”", klass->kind, field->name, one,
                                two);
    }

  return NULL;
}

static gboolean
has_identifier (FoyerAggregate *aggregate, FoyerIdentifier *wanted)
{
  for (guint i = 0; i < aggregate->identifiers->len; i++)
    {
      FoyerIdentifier *identifier = aggregate->identifiers->pdata[i];

      if (g_strcmp0 (identifier->system, wanted->system) == 0 &&
          g_strcmp0 (identifier->value, wanted->value) == 0)
        return TRUE;
    }

  return FALSE;
}

/* The part of @aggregate that @child is, and that none of @taken is. */
static FoyerRecord *
find_part (FoyerAggregate *aggregate, FoyerRecord *child, GPtrArray *taken)
{
  const char *kind = FOYER_RECORD_GET_CLASS (child)->kind;

  if (!g_strv_contains (nameless, kind))
    return foyer_aggregate_find (aggregate, kind, foyer_record_get_uid (child));

  for (guint i = 0; i < aggregate->children->len; i++)
    {
      FoyerRecord     *other = aggregate->children->pdata[i];
      g_autofree char *difference = G_OBJECT_TYPE (other) == G_OBJECT_TYPE (child)
                                        ? find_difference_of (child, other)
                                        : g_strdup (kind);

      if (difference == NULL && !g_ptr_array_find (taken, other, NULL))
        return other;
    }

  return NULL;
}

char *
fhir_find_difference (FoyerAggregate *a, FoyerAggregate *b)
{
  g_autoptr (GPtrArray) taken = g_ptr_array_new ();
  char *difference = find_difference_of (a->record, b->record);

  if (difference != NULL)
    return difference;
  if (a->children->len != b->children->len)
    return g_strdup_printf ("%u children are not %u", a->children->len, b->children->len);

  for (guint i = 0; i < a->children->len; i++)
    {
      FoyerRecord *child = a->children->pdata[i];
      const char  *kind = FOYER_RECORD_GET_CLASS (child)->kind;
      FoyerRecord *other = find_part (b, child, taken);

      if (other == NULL)
        return g_strdup_printf ("%s: gone", kind);
      g_ptr_array_add (taken, other);
      difference = find_difference_of (child, other);
      if (difference != NULL)
        return difference;
    }

  if (a->identifiers->len != b->identifiers->len)
    return g_strdup_printf ("%u identifiers are not %u", a->identifiers->len,
                            b->identifiers->len);
  for (guint i = 0; i < a->identifiers->len; i++)
    if (!has_identifier (b, a->identifiers->pdata[i]))
      return g_strdup ("an identifier");
  if ((a->content == NULL) != (b->content == NULL) ||
      (a->content != NULL && !g_bytes_equal (a->content, b->content)))
    return g_strdup ("the content");

  return NULL;
}
