/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "present/foyer-field-words.h"

#include "model/foyer-booking.h"
#include "model/foyer-patient.h"
#include "model/foyer-referral.h"
#include "present/foyer-format.h"
#include "present/foyer-request-words.h"
#include "present/foyer-words.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

typedef enum
{
  VALUE_TEXT,
  VALUE_DATE,
  VALUE_INSTANT,
  VALUE_MONEY,
  VALUE_MINUTES,
  VALUE_FLAG,
  VALUE_GENDER,
  VALUE_LANGUAGE,
  VALUE_LANGUAGES, /* `es fr` */
  VALUE_BOOKING_STATE,
  VALUE_CANCEL_REASON,
  VALUE_CHANNEL,
  VALUE_REFERRAL_STATE,
  VALUE_SOURCE,
  VALUE_URGENCY,
  VALUE_DECLINE_REASON,
  VALUE_ANSWER,
  VALUE_REQUEST_CATEGORY,
  VALUE_DAYS,   /* `mon tue` */
  VALUE_TIMES,  /* `morning afternoon` */
  VALUE_HIDDEN, /* a number that says nothing to a person */
} ValueKind;

typedef struct
{
  const char *field;
  const char *name;
  ValueKind   kind;
} FieldName;

/* A patient, and the phones, names and contacts of one. */
static const FieldName patient_fields[] = {
  { "number", NC_ ("patient field", "Record number"), VALUE_TEXT },
  { "family", NC_ ("patient field", "Family name"), VALUE_TEXT },
  { "given", NC_ ("patient field", "Given names"), VALUE_TEXT },
  { "prefix", NC_ ("patient field", "Title"), VALUE_TEXT },
  { "suffix", NC_ ("patient field", "Suffix"), VALUE_TEXT },
  { "preferred-name", NC_ ("patient field", "Preferred name"), VALUE_TEXT },
  { "birth-date", NC_ ("patient field", "Date of birth"), VALUE_DATE },
  { "gender", NC_ ("patient field", "Administrative gender"), VALUE_GENDER },
  { "email", NC_ ("patient field", "E-mail"), VALUE_TEXT },
  { "address-line", NC_ ("patient field", "Street"), VALUE_TEXT },
  { "city", NC_ ("patient field", "City"), VALUE_TEXT },
  { "region", NC_ ("patient field", "State or province"), VALUE_TEXT },
  { "postal-code", NC_ ("patient field", "Postal code"), VALUE_TEXT },
  { "country", NC_ ("patient field", "Country"), VALUE_TEXT },
  { "language", NC_ ("patient field", "Preferred language"), VALUE_LANGUAGE },
  { "other-languages", NC_ ("patient field", "Other languages"), VALUE_LANGUAGES },
  { "interpreter-needed", NC_ ("patient field", "Interpreter needed"), VALUE_FLAG },
  { "clinician-id", NC_ ("patient field", "Usual clinician"), VALUE_HIDDEN },
  { "pcp-id", NC_ ("patient field", "Primary care provider"), VALUE_HIDDEN },
  { "insurance", NC_ ("patient field", "Insurance"), VALUE_TEXT },
  { "alert", NC_ ("patient field", "Alert"), VALUE_TEXT },
  { "note", NC_ ("patient field", "Note"), VALUE_TEXT },
  { "consent-text", NC_ ("patient field", "May be sent text messages"), VALUE_FLAG },
  { "consent-email", NC_ ("patient field", "May be sent e-mail"), VALUE_FLAG },
  { "consent-photo", NC_ ("patient field", "Agrees to photographs"), VALUE_FLAG },
  { "seen-before-on", NC_ ("patient field", "Last seen before Foyer"), VALUE_DATE },
  { "active", NC_ ("patient field", "Patient here"), VALUE_FLAG },
  { "deceased", NC_ ("patient field", "Deceased"), VALUE_FLAG },
  { "deceased-on", NC_ ("patient field", "Date of death"), VALUE_DATE },
  { "may-leave-voicemail", NC_ ("patient field", "May leave a voicemail"), VALUE_FLAG },
  { "may-text", NC_ ("patient field", "May send a text message"), VALUE_FLAG },
  { "name", NC_ ("patient field", "Name"), VALUE_TEXT },
  { "relationship", NC_ ("patient field", "Relationship"), VALUE_TEXT },
  { "phone", NC_ ("patient field", "Phone"), VALUE_TEXT },
  { "authority", NC_ ("patient field", "May decide"), VALUE_TEXT },
  { "patient_phone", NC_ ("patient field", "Phones"), VALUE_TEXT },
  { "patient_name", NC_ ("patient field", "Other names"), VALUE_TEXT },
  { "patient_contact", NC_ ("patient field", "Contacts"), VALUE_TEXT },
};

static const FieldName booking_fields[] = {
  { "patient-id", NC_ ("booking field", "Patient"), VALUE_TEXT },
  { "service-id", NC_ ("booking field", "Service"), VALUE_TEXT },
  { "clinician-id", NC_ ("booking field", "Clinician"), VALUE_TEXT },
  { "room-id", NC_ ("booking field", "Room"), VALUE_TEXT },
  { "referral-id", NC_ ("booking field", "Referral"), VALUE_TEXT },
  { "state", NC_ ("booking field", "State"), VALUE_BOOKING_STATE },
  { "start-at", NC_ ("booking field", "Begins"), VALUE_INSTANT },
  { "end-at", NC_ ("booking field", "Ends"), VALUE_INSTANT },
  { "reason", NC_ ("booking field", "Reason for the visit"), VALUE_TEXT },
  { "note", NC_ ("booking field", "Note"), VALUE_TEXT },
  { "interpreter-arranged", NC_ ("booking field", "Interpreter arranged"), VALUE_FLAG },
  { "channel", NC_ ("booking field", "How it came"), VALUE_CHANNEL },
  { "held-until", NC_ ("booking field", "Held until"), VALUE_INSTANT },
  { "deposit-minor", NC_ ("booking field", "Deposit"), VALUE_MONEY },
  { "cancel-reason", NC_ ("booking field", "Why it was cancelled"), VALUE_CANCEL_REASON },
  { "cancel-comment", NC_ ("booking field", "About the cancellation"), VALUE_TEXT },
  { "number", NC_ ("booking field", "Number"), VALUE_HIDDEN },
};

static const FieldName referral_fields[] = {
  { "patient-id", NC_ ("referral field", "Patient"), VALUE_TEXT },
  { "referrer-id", NC_ ("referral field", "Referrer"), VALUE_TEXT },
  { "previous-referral-id", NC_ ("referral field", "Earlier referral"), VALUE_TEXT },
  { "service-id", NC_ ("referral field", "Service"), VALUE_TEXT },
  { "clinician-id", NC_ ("referral field", "Clinician"), VALUE_TEXT },
  { "decided-by", NC_ ("referral field", "Decided by"), VALUE_TEXT },
  { "state", NC_ ("referral field", "State"), VALUE_REFERRAL_STATE },
  { "source", NC_ ("referral field", "How it came"), VALUE_SOURCE },
  { "letter-date", NC_ ("referral field", "Date of the letter"), VALUE_DATE },
  { "received-on", NC_ ("referral field", "Received on"), VALUE_DATE },
  { "reason", NC_ ("referral field", "Reason"), VALUE_TEXT },
  { "body-site", NC_ ("referral field", "Body site"), VALUE_TEXT },
  { "problem-since", NC_ ("referral field", "Since when"), VALUE_TEXT },
  { "prior-treatment", NC_ ("referral field", "Treatment so far"), VALUE_TEXT },
  { "immunosuppressed", NC_ ("referral field", "Immunosuppressed"), VALUE_FLAG },
  { "anticoagulated", NC_ ("referral field", "Anticoagulated"), VALUE_FLAG },
  { "implanted-device", NC_ ("referral field", "Implanted device"), VALUE_FLAG },
  { "photos-attached", NC_ ("referral field", "Photographs attached"), VALUE_FLAG },
  { "pathology-attached", NC_ ("referral field", "Pathology attached"), VALUE_FLAG },
  { "red-flag", NC_ ("referral field", "Red flag"), VALUE_FLAG },
  { "requested-urgency", NC_ ("referral field", "Urgency asked for"), VALUE_URGENCY },
  { "assigned-urgency", NC_ ("referral field", "Urgency"), VALUE_URGENCY },
  { "target-date", NC_ ("referral field", "To be seen by"), VALUE_DATE },
  { "visit-minutes", NC_ ("referral field", "Length of the visit"), VALUE_MINUTES },
  { "interpreter", NC_ ("referral field", "Interpreter needed"), VALUE_FLAG },
  { "transport", NC_ ("referral field", "Transport needed"), VALUE_FLAG },
  { "authorisation-number", NC_ ("referral field", "Authorisation"), VALUE_TEXT },
  { "valid-from", NC_ ("referral field", "Valid from"), VALUE_DATE },
  { "valid-to", NC_ ("referral field", "Valid to"), VALUE_DATE },
  { "visits-authorised", NC_ ("referral field", "Visits authorised"), VALUE_TEXT },
  { "restrictions", NC_ ("referral field", "Restrictions"), VALUE_TEXT },
  { "missing-items", NC_ ("referral field", "What is missing"), VALUE_TEXT },
  { "decline-reason", NC_ ("referral field", "Why it was declined"),
    VALUE_DECLINE_REASON },
  { "decision-comment", NC_ ("referral field", "About the decision"), VALUE_TEXT },
  { "desk-instructions", NC_ ("referral field", "Instructions to the desk"), VALUE_TEXT },
  { "patient-instructions", NC_ ("referral field", "Instructions to the patient"),
    VALUE_TEXT },
  { "number", NC_ ("referral field", "Number"), VALUE_HIDDEN },
};

/* What somebody asks for; what becomes of it is said elsewhere. */
static const FieldName request_fields[] = {
  { "family", NC_ ("request field", "Family name"), VALUE_TEXT },
  { "given", NC_ ("request field", "Given name"), VALUE_TEXT },
  { "birth-date", NC_ ("request field", "Date of birth"), VALUE_DATE },
  { "phone", NC_ ("request field", "Phone"), VALUE_TEXT },
  { "email", NC_ ("request field", "E-mail"), VALUE_TEXT },
  { "language", NC_ ("request field", "Language"), VALUE_LANGUAGE },
  { "category", NC_ ("request field", "Kind of visit"), VALUE_REQUEST_CATEGORY },
  { "earliest-date", NC_ ("request field", "Not before"), VALUE_DATE },
  { "preferred-days", NC_ ("request field", "Days"), VALUE_DAYS },
  { "preferred-times", NC_ ("request field", "Times"), VALUE_TIMES },
  { "referrer-text", NC_ ("request field", "Referred by"), VALUE_TEXT },
  { "referral-sent", NC_ ("request field", "Referral sent"), VALUE_ANSWER },
  { "seen-before", NC_ ("request field", "Seen here before"), VALUE_ANSWER },
  { "message", NC_ ("request field", "Message"), VALUE_TEXT },
};

/* Of all other kinds. */
static const FieldName other_fields[] = {
  { "name", NC_ ("record field", "Name"), VALUE_TEXT },
  { "prefix", NC_ ("record field", "Title"), VALUE_TEXT },
  { "family", NC_ ("record field", "Family name"), VALUE_TEXT },
  { "given", NC_ ("record field", "Given names"), VALUE_TEXT },
  { "credentials", NC_ ("record field", "Credentials"), VALUE_TEXT },
  { "npi", NC_ ("record field", "NPI"), VALUE_TEXT },
  { "specialty", NC_ ("record field", "Specialty"), VALUE_TEXT },
  { "phone", NC_ ("record field", "Phone"), VALUE_TEXT },
  { "fax", NC_ ("record field", "Fax"), VALUE_TEXT },
  { "email", NC_ ("record field", "E-mail"), VALUE_TEXT },
  { "address", NC_ ("record field", "Address"), VALUE_TEXT },
  { "zone", NC_ ("record field", "Time zone"), VALUE_TEXT },
  { "currency", NC_ ("record field", "Currency"), VALUE_TEXT },
  { "code", NC_ ("record field", "Code"), VALUE_TEXT },
  { "colour", NC_ ("record field", "Colour"), VALUE_TEXT },
  { "duration-minutes", NC_ ("record field", "Length"), VALUE_MINUTES },
  { "price-minor", NC_ ("record field", "Price"), VALUE_MONEY },
  { "deposit-minor", NC_ ("record field", "Deposit"), VALUE_MONEY },
  { "needs-room", NC_ ("record field", "Needs a room"), VALUE_FLAG },
  { "daily-limit", NC_ ("record field", "At most a day"), VALUE_TEXT },
  { "instructions", NC_ ("record field", "Instructions"), VALUE_TEXT },
  { "active", NC_ ("record field", "In use"), VALUE_FLAG },
  { "note", NC_ ("record field", "Note"), VALUE_TEXT },
  { "message", NC_ ("record field", "Message"), VALUE_TEXT },
  { "practice-id", NC_ ("record field", "Practice"), VALUE_TEXT },
  { "start-at", NC_ ("record field", "Begins"), VALUE_INSTANT },
  { "end-at", NC_ ("record field", "Ends"), VALUE_INSTANT },
  { "working_hours", NC_ ("record field", "Weekly hours"), VALUE_TEXT },
};

/* What the program keeps for itself. */
static const char *const own[] = {
  "digits", "position", "patient-id", "created-at", "updated-at", "kind", NULL,
};
static const char *const own_of_visits[] = {
  "number",        "created-at", "updated-at",   "created-by",   "block-start-at",
  "block-end-at",  "visit-date", "booked-at",    "confirmed-at", "arrived-at",
  "checked-in-at", "in-room-at", "completed-at", "ended-at",     "times-moved",
  "decided-at",    NULL,
};

static void
change_free (FoyerFieldChange *change)
{
  g_free (change->field);
  g_free (change->old);
  g_free (change->new);
  g_free (change);
}

/* What stands for a character after a backslash (RFC 8259, 7). */
static char
unescape (char c)
{
  switch (c)
    {
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case 'r':
      return '\r';
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    default:
      return c;
    }
}

/* A text in quotes, as the store and the libraries write it: not in pairs of surrogates. */
static char *
read_text (const char **p)
{
  GString *text = g_string_new (NULL);

  for (*p += 1; **p != '\0' && **p != '"'; *p += 1)
    if (**p != '\\')
      g_string_append_c (text, **p);
    else if (*++*p == 'u' && strlen (*p) > 4)
      {
        char digits[5] = { 0 };

        memcpy (digits, *p + 1, 4);
        g_string_append_unichar (text, (gunichar) g_ascii_strtoull (digits, NULL, 16));
        *p += 4;
      }
    else if (**p != '\0')
      g_string_append_c (text, unescape (**p));
    else
      break;
  if (**p == '"')
    *p += 1;

  return g_string_free (text, FALSE);
}

/* A text in quotes or null. */
static gboolean
read_value (const char **p, char **out_text)
{
  *out_text = NULL;
  if (g_str_has_prefix (*p, "null"))
    *p += strlen ("null");
  else if (**p == '"')
    *out_text = read_text (p);
  else
    return FALSE;

  return TRUE;
}

/* Space between the parts says nothing. */
static gboolean
skip (const char **p, char c)
{
  while (g_ascii_isspace (**p))
    *p += 1;
  if (**p != c)
    return FALSE;

  for (*p += 1; g_ascii_isspace (**p);)
    *p += 1;
  return TRUE;
}

/**
 * foyer_field_changes_parse:
 * @json: (nullable): `{"field":["old","new"],…}` as the store writes it; `null` for none
 *
 * Reads as far as it can be read.
 *
 * Returns: (transfer full) (element-type FoyerFieldChange): the fields, possibly none
 */
GPtrArray *
foyer_field_changes_parse (const char *json)
{
  GPtrArray  *changes = g_ptr_array_new_with_free_func ((GDestroyNotify) change_free);
  const char *p = json;

  if (p == NULL || !skip (&p, '{'))
    return changes;

  do
    {
      FoyerFieldChange *change;

      if (*p != '"')
        break;
      change = g_new0 (FoyerFieldChange, 1);
      change->field = read_text (&p);
      if (skip (&p, ':') && skip (&p, '[') && read_value (&p, &change->old) &&
          skip (&p, ',') && read_value (&p, &change->new) && skip (&p, ']'))
        g_ptr_array_add (changes, change);
      else
        {
          change_free (change);
          break;
        }
    }
  while (skip (&p, ','));

  return changes;
}

typedef struct
{
  const FieldName *fields;
  guint            n_fields;
  const char      *context;
} Table;

static gboolean
is_visit (const char *record_kind)
{
  return g_strcmp0 (record_kind, "booking") == 0 ||
         g_strcmp0 (record_kind, "referral") == 0;
}

static Table
find_table (const char *record_kind)
{
  if (g_strcmp0 (record_kind, "booking") == 0)
    return (Table){ booking_fields, G_N_ELEMENTS (booking_fields), "booking field" };
  if (g_strcmp0 (record_kind, "referral") == 0)
    return (Table){ referral_fields, G_N_ELEMENTS (referral_fields), "referral field" };
  if (g_strcmp0 (record_kind, "request") == 0)
    return (Table){ request_fields, G_N_ELEMENTS (request_fields), "request field" };
  if (record_kind == NULL || g_str_has_prefix (record_kind, "patient"))
    return (Table){ patient_fields, G_N_ELEMENTS (patient_fields), "patient field" };

  return (Table){ other_fields, G_N_ELEMENTS (other_fields), "record field" };
}

static const FieldName *
find_field (const char *record_kind, const char *field)
{
  Table table = find_table (record_kind);

  for (guint i = 0; i < table.n_fields; i++)
    if (g_str_equal (table.fields[i].field, field))
      return &table.fields[i];

  return NULL;
}

/**
 * foyer_field_words_is_hidden:
 * @record_kind: kind of the record
 * @field: one of its fields
 *
 * Returns: whether the program keeps the field for itself
 */
gboolean
foyer_field_words_is_hidden (const char *record_kind, const char *field)
{
  return g_strv_contains (is_visit (record_kind) ? own_of_visits : own, field);
}

/**
 * foyer_field_words_is_known:
 * @record_kind: kind of the record
 * @field: one of its fields
 *
 * Returns: whether people have a name for it, and it is not kept by the program for itself
 */
gboolean
foyer_field_words_is_known (const char *record_kind, const char *field)
{
  return !foyer_field_words_is_hidden (record_kind, field) &&
         find_field (record_kind, field) != NULL;
}

/**
 * foyer_field_words_is_silent:
 * @record_kind: kind of the record
 * @field: one of its fields
 *
 * Returns: whether the value of the field says nothing to a person
 */
gboolean
foyer_field_words_is_silent (const char *record_kind, const char *field)
{
  const FieldName *known = find_field (record_kind, field);

  return known != NULL && known->kind == VALUE_HIDDEN;
}

/**
 * foyer_field_words_name:
 * @record_kind: kind of the record
 * @field: one of its fields
 *
 * Returns: (transfer full): what people call it
 */
char *
foyer_field_words_name (const char *record_kind, const char *field)
{
  const FieldName *known = find_field (record_kind, field);

  /* A phone is a record of its own, which has a number. */
  if (g_str_equal (field, "number") && g_strcmp0 (record_kind, "patient_phone") == 0)
    return g_strdup (C_ ("patient field", "Phone"));

  return g_strdup (
      known != NULL
          ? g_dpgettext2 (GETTEXT_PACKAGE, find_table (record_kind).context, known->name)
          : field);
}

static const char *
words_for_enum (ValueKind kind, int value)
{
  switch ((int) kind)
    {
    case VALUE_GENDER:
      return foyer_words_gender ((FoyerGender) value);
    case VALUE_BOOKING_STATE:
      return foyer_words_booking_state ((FoyerBookingState) value);
    case VALUE_CANCEL_REASON:
      return foyer_words_cancel_reason ((FoyerCancelReason) value);
    case VALUE_CHANNEL:
      return foyer_words_channel ((FoyerChannel) value);
    case VALUE_REFERRAL_STATE:
      return foyer_words_referral_state ((FoyerReferralState) value);
    case VALUE_SOURCE:
      return foyer_words_source ((FoyerReferralSource) value);
    case VALUE_URGENCY:
      return foyer_words_urgency ((FoyerUrgency) value);
    case VALUE_ANSWER:
      return foyer_words_answer ((FoyerAnswer) value);
    case VALUE_REQUEST_CATEGORY:
      return foyer_words_request_category ((FoyerRequestCategory) value);
    case VALUE_DECLINE_REASON:
    default:
      return foyer_words_decline_reason ((FoyerDeclineReason) value);
    }
}

static GType
type_of_enum (ValueKind kind)
{
  switch ((int) kind)
    {
    case VALUE_GENDER:
      return FOYER_TYPE_GENDER;
    case VALUE_BOOKING_STATE:
      return FOYER_TYPE_BOOKING_STATE;
    case VALUE_CANCEL_REASON:
      return FOYER_TYPE_CANCEL_REASON;
    case VALUE_CHANNEL:
      return FOYER_TYPE_CHANNEL;
    case VALUE_REFERRAL_STATE:
      return FOYER_TYPE_REFERRAL_STATE;
    case VALUE_SOURCE:
      return FOYER_TYPE_REFERRAL_SOURCE;
    case VALUE_URGENCY:
      return FOYER_TYPE_URGENCY;
    case VALUE_DECLINE_REASON:
      return FOYER_TYPE_DECLINE_REASON;
    case VALUE_ANSWER:
      return FOYER_TYPE_ANSWER;
    case VALUE_REQUEST_CATEGORY:
      return FOYER_TYPE_REQUEST_CATEGORY;
    default:
      return G_TYPE_INVALID;
    }
}

static char *
words_for_languages (const char *value)
{
  g_auto (GStrv) tags = g_strsplit (value, " ", -1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; tags[i] != NULL; i++)
    {
      g_autofree char *name = foyer_format_language (tags[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", name);
    }

  return g_string_free (text, FALSE);
}

static char *
words_for_days (const char *value)
{
  static const char *const days[] = { "mon", "tue", "wed", "thu",
                                      "fri", "sat", "sun", NULL };
  g_auto (GStrv) given = g_strsplit (value, " ", -1);
  GString *text = g_string_new (NULL);

  for (int i = 0; days[i] != NULL; i++)
    if (g_strv_contains ((const char *const *) given, days[i]))
      {
        g_autofree char *name = foyer_format_weekday_short (i + 1);

        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", name);
      }

  return g_string_free (text, FALSE);
}

static char *
words_for_times (const char *value)
{
  gboolean morning = strstr (value, "morning") != NULL;
  gboolean afternoon = strstr (value, "afternoon") != NULL;

  return g_strjoin (", ",
                    morning ? C_ ("request", "Mornings") : C_ ("request", "Afternoons"),
                    morning && afternoon ? C_ ("request", "Afternoons") : NULL, NULL);
}

/**
 * foyer_field_words_value:
 * @record_kind: kind of the record
 * @field: one of its fields
 * @value: (nullable): a value as it is stored
 * @zone: (nullable): the zone of the clinic, for instants
 * @currency: (nullable): its currency, for money
 *
 * Returns: (transfer full): the value as people read it
 */
char *
foyer_field_words_value (const char *record_kind,
                         const char *field,
                         const char *value,
                         FoyerZone  *zone,
                         const char *currency)
{
  const FieldName *known = find_field (record_kind, field);
  ValueKind        kind = known != NULL ? known->kind : VALUE_TEXT;
  GType            type = type_of_enum (kind);
  int              choice;

  if (kind == VALUE_FLAG)
    return g_strdup (g_strcmp0 (value, "1") == 0 ? C_ ("change", "yes")
                                                 : C_ ("change", "no"));
  if (value == NULL || *value == '\0')
    return g_strdup (C_ ("change", "empty"));
  if (kind == VALUE_DATE)
    return foyer_format_date (value);
  if (kind == VALUE_LANGUAGE)
    return foyer_format_language (value);
  if (kind == VALUE_INSTANT && zone != NULL)
    return foyer_format_when (zone, g_ascii_strtoll (value, NULL, 10));
  if (kind == VALUE_MONEY && currency != NULL)
    return foyer_format_money (g_ascii_strtoll (value, NULL, 10), currency);
  if (kind == VALUE_LANGUAGES)
    return words_for_languages (value);
  if (kind == VALUE_DAYS)
    return words_for_days (value);
  if (kind == VALUE_TIMES)
    return words_for_times (value);
  if (kind == VALUE_MINUTES)
    return foyer_format_duration (g_ascii_strtoll (value, NULL, 10));
  if (type != G_TYPE_INVALID && foyer_enum_from_nick (type, value, &choice))
    return g_strdup (words_for_enum (kind, choice));

  return g_strdup (value);
}
