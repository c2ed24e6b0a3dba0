/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir-invariants.h"

#include "fhir/foyer-fhir-reader.h"
#include "model/foyer-time.h"

#include <string.h>

/* Source: HL7 FHIR R4 (4.0.1), the definitions of the resources; a list is marked with *. */
static const struct
{
  const char *type;
  const char *elements;
  const char *required;
} types[] = {
  { "Organization",
    "identifier* active type* name alias* telecom* address* partOf contact* endpoint*",
    "" },
  { "Location",
    "identifier* status operationalStatus name alias* description mode type* telecom* "
    "address physicalType position managingOrganization partOf hoursOfOperation* "
    "availabilityExceptions endpoint*",
    "" },
  { "HealthcareService",
    "identifier* active providedBy category* type* specialty* location* name comment "
    "extraDetails photo telecom* coverageArea* serviceProvisionCode* eligibility* "
    "program* "
    "characteristic* communication* referralMethod* appointmentRequired availableTime* "
    "notAvailable* availabilityExceptions endpoint*",
    "" },
  { "Practitioner",
    "identifier* active name* telecom* address* gender birthDate photo* qualification* "
    "communication*",
    "" },
  { "PractitionerRole",
    "identifier* active period practitioner organization code* specialty* location* "
    "healthcareService* telecom* availableTime* notAvailable* availabilityExceptions "
    "endpoint*",
    "" },
  { "Patient",
    "identifier* active name* telecom* gender birthDate deceasedBoolean deceasedDateTime "
    "address* maritalStatus multipleBirthBoolean multipleBirthInteger photo* contact* "
    "communication* generalPractitioner* managingOrganization link*",
    "" },
  { "ServiceRequest",
    "identifier* instantiatesCanonical* instantiatesUri* basedOn* replaces* requisition "
    "status intent category* priority doNotPerform code orderDetail* quantityQuantity "
    "quantityRatio quantityRange subject encounter occurrenceDateTime occurrencePeriod "
    "occurrenceTiming asNeededBoolean asNeededCodeableConcept authoredOn requester "
    "performerType performer* locationCode* locationReference* reasonCode* "
    "reasonReference* insurance* supportingInfo* specimen* bodySite* note* "
    "patientInstruction relevantHistory*",
    "status intent subject" },
  { "Task",
    "identifier* instantiatesCanonical instantiatesUri basedOn* groupIdentifier partOf* "
    "status statusReason businessStatus intent priority code description focus for "
    "encounter executionPeriod authoredOn lastModified requester performerType* owner "
    "location reasonCode reasonReference insurance* note* relevantHistory* restriction "
    "input* output*",
    "status intent" },
  { "DocumentReference",
    "masterIdentifier identifier* status docStatus type category* subject date author* "
    "authenticator custodian relatesTo* description securityLabel* content* context",
    "status content" },
  { "Appointment",
    "identifier* status cancelationReason serviceCategory* serviceType* specialty* "
    "appointmentType reasonCode* reasonReference* priority description "
    "supportingInformation* start end minutesDuration slot* created comment "
    "patientInstruction basedOn* participant* requestedPeriod*",
    "status participant" },
  { "Schedule",
    "identifier* active serviceCategory* serviceType* specialty* actor* planningHorizon "
    "comment",
    "actor" },
  { "Account",
    "identifier* status type name subject* servicePeriod coverage* owner description "
    "guarantor* partOf",
    "status" },
  { "PaymentReconciliation",
    "identifier* status period created paymentIssuer request requestor outcome "
    "disposition paymentDate paymentAmount paymentIdentifier detail* formCode "
    "processNote*",
    "status created paymentDate paymentAmount" },
  { "Communication",
    "identifier* instantiatesCanonical* instantiatesUri* basedOn* partOf* inResponseTo* "
    "status statusReason category* priority medium* subject topic about* encounter sent "
    "received recipient* sender reasonCode* reasonReference* payload* note*",
    "status" },
  { "Basic", "identifier* code subject created author", "code" },
};

/* What a code may be: type of the resource or element, element, codes. */
static const struct
{
  const char *within;
  const char *element;
  const char *codes;
} codes[] = {
  { "Appointment", "status",
    "proposed pending booked arrived fulfilled cancelled noshow entered-in-error "
    "checked-in waitlist" },
  { "participant", "status", "accepted declined tentative needs-action" },
  { "participant", "required", "required optional information-only" },
  { "Location", "status", "active suspended inactive" },
  { "Location", "mode", "instance kind" },
  { "ServiceRequest", "status",
    "draft active on-hold revoked completed entered-in-error unknown" },
  { "ServiceRequest", "intent",
    "proposal plan directive order original-order reflex-order filler-order "
    "instance-order option" },
  { "ServiceRequest", "priority", "routine urgent asap stat" },
  { "Task", "status",
    "draft requested received accepted rejected ready cancelled in-progress on-hold "
    "failed "
    "completed entered-in-error" },
  { "Task", "intent",
    "unknown proposal plan order original-order reflex-order filler-order instance-order "
    "option" },
  { "Task", "priority", "routine urgent asap stat" },
  { "DocumentReference", "status", "current superseded entered-in-error" },
  { "DocumentReference", "docStatus", "preliminary final amended entered-in-error" },
  { "Account", "status", "active inactive entered-in-error on-hold unknown" },
  { "PaymentReconciliation", "status", "active cancelled draft entered-in-error" },
  { "PaymentReconciliation", "outcome", "queued complete error partial" },
  { "Communication", "status",
    "preparation in-progress not-done on-hold stopped completed entered-in-error "
    "unknown" },
  { "Patient", "gender", "male female other unknown" },
  { "Practitioner", "gender", "male female other unknown" },
  { "contact", "gender", "male female other unknown" },
  { "link", "type", "replaced-by replaces refer seealso" },
  { "name", "use", "usual official temp nickname anonymous old maiden" },
  { "address", "use", "home work temp old billing" },
  { "address", "type", "postal physical both" },
  { "telecom", "system", "phone fax email pager url sms other" },
  { "telecom", "use", "home work temp old mobile" },
  { "identifier", "use", "usual official temp secondary old" },
  { "text", "status", "generated extensions additional empty" },
};

typedef struct
{
  const json_t *resource;
  GString      *fault;
} Check;

static void check_value (
    Check *check, const json_t *value, const char *within, const char *key, guint depth);

G_GNUC_PRINTF (4, 5)
static void
fail (Check *check, const char *within, const char *key, const char *format, ...)
{
  va_list arguments;

  if (check->fault->len > 0)
    return;
  g_string_append_printf (check->fault, "%s%s%s: ", within != NULL ? within : "",
                          key != NULL ? "." : "", key != NULL ? key : "");
  va_start (arguments, format);
  g_string_append_vprintf (check->fault, format, arguments);
  va_end (arguments);
}

static gboolean
has_word (const char *words, const char *word)
{
  g_auto (GStrv) list = g_strsplit (words, " ", -1);

  return g_strv_contains ((const char *const *) list, word);
}

static gboolean
has_code (const json_t *object, const char *key, const char *words)
{
  const char *code = foyer_fhir_peek (object, key);

  return code != NULL && has_word (words, code);
}

static const json_t *
get (const json_t *object, const char *key)
{
  return json_object_get (object, key);
}

/* ---- primitive values -------------------------------------------------------------- */

static gboolean
is_time (const char *text)
{
  return g_regex_match_simple ("^([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]+)?$",
                               text, 0, 0);
}

static gboolean
is_instant (const char *text)
{
  return g_regex_match_simple ("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(\\.[0-9]+)?"
                               "(Z|[+-][0-9]{2}:[0-9]{2})$",
                               text, 0, 0) &&
         foyer_instant_parse (text, NULL);
}

static gboolean
is_date_time (const char *text)
{
  return foyer_fhir_date_parse (text, NULL, NULL) || is_instant (text);
}

static gboolean
is_id (const char *text)
{
  return g_regex_match_simple ("^[A-Za-z0-9.-]{1,64}$", text, 0, 0);
}

static gboolean
is_uri (const char *text)
{
  return strchr (text, ' ') == NULL && strchr (text, '|') == NULL &&
         g_regex_match_simple ("^(https?://|urn:)", text, 0, 0);
}

static gboolean
is_reference (const char *text)
{
  return is_uri (text) ||
         g_regex_match_simple ("^([A-Z][A-Za-z]+/|#)[A-Za-z0-9.-]{1,64}$", text, 0, 0);
}

static gboolean
is_instant_element (const char *within, const char *key)
{
  return g_str_equal (key, "valueInstant") || g_str_equal (key, "lastUpdated") ||
         (g_str_equal (within, "Appointment") &&
          (g_str_equal (key, "start") || g_str_equal (key, "end")));
}

static gboolean
is_date_time_element (const char *within, const char *key)
{
  static const char *const keys[] = {
    "authoredOn", "created", "deceasedDateTime",   "end",  "lastModified",  "received",
    "sent",       "start",   "occurrenceDateTime", "time", "valueDateTime", NULL,
  };

  return g_strv_contains (keys, key) ||
         (g_str_equal (key, "date") && g_str_equal (within, "DocumentReference"));
}

static void
check_text (Check *check, const char *text, const char *within, const char *key)
{
  static const char *const dates[] = { "birthDate", "paymentDate", "valueDate", NULL };
  static const char *const times[] = { "availableStartTime", "availableEndTime",
                                       "valueTime", NULL };

  if (*text == '\0')
    fail (check, within, key, "an empty text");
  if (!g_utf8_validate (text, -1, NULL))
    fail (check, within, key, "not UTF-8");
  if (key == NULL)
    return;

  if (is_instant_element (within, key))
    {
      if (!is_instant (text))
        fail (check, within, key, "“%s” is not an instant", text);
    }
  else if (is_date_time_element (within, key))
    {
      if (!is_date_time (text))
        fail (check, within, key, "“%s” is not a dateTime", text);
    }
  if (g_strv_contains (dates, key) && !foyer_fhir_date_parse (text, NULL, NULL))
    fail (check, within, key, "“%s” is not a date", text);
  if (g_strv_contains (times, key) && !is_time (text))
    fail (check, within, key, "“%s” is not a time", text);
  if ((g_str_equal (key, "valueId") || g_str_equal (key, "id")) && !is_id (text))
    fail (check, within, key, "“%s” is not an id", text);
  if (g_str_equal (key, "reference") && !is_reference (text))
    fail (check, within, key, "“%s” is not a reference", text);
  if ((g_str_equal (key, "code") || g_str_equal (key, "valueCode")) &&
      (strpbrk (text, "\t\n") != NULL || g_ascii_isspace (*text) ||
       g_ascii_isspace (text[strlen (text) - 1])))
    fail (check, within, key, "“%s” is not a code", text);
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_str_equal (codes[i].element, key) && g_str_equal (codes[i].within, within) &&
        !has_word (codes[i].codes, text))
      fail (check, within, key, "“%s” is not of the value set", text);
}

/* ---- data types -------------------------------------------------------------------- */

static void
check_extension (Check *check, const json_t *extension, gboolean is_nested)
{
  const char *url = foyer_fhir_peek (extension, "url");
  guint       values = 0;
  const char *key;
  json_t     *value;

  if (url == NULL)
    {
      fail (check, "extension", "url", "missing");
      return;
    }
  if (!is_nested && !is_uri (url))
    fail (check, "extension", "url", "“%s” is not absolute", url);

  json_object_foreach ((json_t *) extension, key,
                       value) if (g_str_has_prefix (key, "value")) values++;
  else if (!has_word ("url extension id", key))
      fail (check, url, key, "unknown in an extension");
  /* ext-1 */
  if (values > 1 || (values == 1) == (get (extension, "extension") != NULL))
    fail (check, "extension", url, "ext-1: neither or both of value and extension");
}

static void
check_identifier (Check *check, const json_t *identifier)
{
  const char *system = foyer_fhir_peek (identifier, "system");
  const char *value = foyer_fhir_peek (identifier, "value");

  if (system == NULL || value == NULL)
    fail (check, "identifier", NULL, "without system or value");
  else if (strstr (system, "foyerclinic.org") != NULL &&
           strpbrk (value, "|,$\\ ") != NULL)
    fail (check, "identifier", "value", "“%s” cannot be searched for", value);
}

static void
check_telecom (Check *check, const json_t *telecom)
{
  const json_t *rank = get (telecom, "rank");

  /* cpt-2 */
  if (get (telecom, "value") != NULL && get (telecom, "system") == NULL)
    fail (check, "telecom", "system", "cpt-2: missing");
  if (rank != NULL && json_integer_value (rank) < 1)
    fail (check, "telecom", "rank", "not positive");
}

static void
check_period (Check *check, const json_t *period, const char *key)
{
  const char *start = foyer_fhir_peek (period, "start");
  const char *end = foyer_fhir_peek (period, "end");
  gint64      start_at;
  gint64      end_at;
  int         start_day;
  int         end_day;

  if (start == NULL || end == NULL)
    return;
  /* per-1 */
  if (foyer_instant_parse (start, &start_at) && foyer_instant_parse (end, &end_at))
    {
      if (start_at > end_at)
        fail (check, key, NULL, "per-1: ends before it starts");
    }
  else if (foyer_fhir_date_parse (start, &start_day, NULL) &&
           foyer_fhir_date_parse (end, NULL, &end_day) && start_day > end_day)
    fail (check, key, NULL, "per-1: ends before it starts");
}

static void
check_reference (Check *check, const json_t *reference, const char *key)
{
  const char *text = foyer_fhir_peek (reference, "reference");
  json_t     *list = json_object_get (check->resource, "contained");
  json_t     *contained;
  gboolean    found = FALSE;
  size_t      i;

  if (text == NULL || *text != '#')
    return;
  /* ref-1 */
  json_array_foreach (list, i, contained)
    found |= g_strcmp0 (foyer_fhir_peek (contained, "id"), text + 1) == 0;
  if (!found)
    fail (check, key, "reference", "ref-1: “%s” is not contained", text);
}

static void
check_element (Check *check, const json_t *object, const char *within, const char *key)
{
  static const char *const parents[] = { "PractitionerRole", "HealthcareService", NULL };

  if (has_word ("period valuePeriod during planningHorizon requestedPeriod "
                "occurrencePeriod executionPeriod",
                key))
    check_period (check, object, key);
  if (g_str_equal (key, "identifier") || g_str_equal (key, "valueIdentifier") ||
      g_str_equal (key, "paymentIdentifier"))
    check_identifier (check, object);
  if (g_str_equal (key, "telecom"))
    check_telecom (check, object);
  if (get (object, "reference") != NULL)
    check_reference (check, object, key);
  if (g_str_equal (key, "attachment") && get (object, "data") != NULL &&
      get (object, "contentType") == NULL)
    fail (check, within, key, "att-1: data without contentType");
  if (g_str_equal (key, "coding") && get (object, "code") != NULL &&
      get (object, "system") == NULL)
    fail (check, within, key, "a code without a system");
  if ((g_str_equal (key, "valueMoney") || g_str_equal (key, "paymentAmount") ||
       g_str_equal (key, "amount")) &&
      (!json_is_number (get (object, "value")) ||
       (get (object, "currency") != NULL &&
        !g_regex_match_simple ("^[A-Z]{3}$", foyer_fhir_peek (object, "currency"), 0,
                               0))))
    fail (check, within, key, "not a Money");
  if (g_str_equal (key, "note") && get (object, "text") == NULL)
    fail (check, within, key, "a note without a text");
  if (g_str_equal (key, "text") && get (object, "status") != NULL &&
      get (object, "div") == NULL)
    fail (check, within, key, "a narrative without a div");

  if (g_str_equal (key, "participant"))
    {
      /* app-1 */
      if (get (object, "type") == NULL && get (object, "actor") == NULL)
        fail (check, within, key, "app-1: neither type nor actor");
      if (get (object, "status") == NULL)
        fail (check, within, key, "without a status");
    }
  if (g_str_equal (within, "Patient"))
    {
      /* pat-1 */
      if (g_str_equal (key, "contact") && get (object, "name") == NULL &&
          get (object, "telecom") == NULL && get (object, "address") == NULL &&
          get (object, "organization") == NULL)
        fail (check, within, key, "pat-1: says nobody");
      if (g_str_equal (key, "communication") && get (object, "language") == NULL)
        fail (check, within, key, "without a language");
      if (g_str_equal (key, "link") &&
          (get (object, "other") == NULL || get (object, "type") == NULL))
        fail (check, within, key, "without other or type");
    }
  if (g_strv_contains (parents, within))
    {
      if (g_str_equal (key, "notAvailable") && get (object, "description") == NULL)
        fail (check, within, key, "without a description");
      if (g_str_equal (key, "availableTime") && get (object, "allDay") != NULL &&
          get (object, "availableStartTime") != NULL)
        fail (check, within, key, "all day and from a time");
    }
  if (g_str_equal (within, "DocumentReference") && g_str_equal (key, "content") &&
      get (object, "attachment") == NULL)
    fail (check, within, key, "without an attachment");
  if (g_str_equal (within, "PaymentReconciliation") && g_str_equal (key, "detail") &&
      get (object, "type") == NULL)
    fail (check, within, key, "without a type");
  if (g_str_equal (within, "Task") &&
      (g_str_equal (key, "input") || g_str_equal (key, "output")) &&
      get (object, "type") == NULL)
    fail (check, within, key, "without a type");
}

/* ---- resources --------------------------------------------------------------------- */

static void
check_appointment (Check *check, const json_t *json)
{
  const json_t *start = get (json, "start");
  const json_t *end = get (json, "end");
  gint64        start_at;
  gint64        end_at;

  if ((start == NULL) != (end == NULL))
    fail (check, "Appointment", "start",
          "app-2: start without end, or end without start");
  if (start == NULL && !has_code (json, "status", "proposed cancelled waitlist"))
    fail (check, "Appointment", "start", "app-3: missing");
  if (get (json, "cancelationReason") != NULL &&
      !has_code (json, "status", "cancelled noshow"))
    fail (check, "Appointment", "cancelationReason", "app-4: not cancelled");
  if (foyer_instant_parse (json_string_value (start), &start_at) &&
      foyer_instant_parse (json_string_value (end), &end_at) && end_at < start_at)
    fail (check, "Appointment", "end", "before the start");
  if (get (json, "minutesDuration") != NULL &&
      json_integer_value (get (json, "minutesDuration")) < 1)
    fail (check, "Appointment", "minutesDuration", "not positive");
}

static void
check_organization (Check *check, const json_t *json)
{
  static const char *const lists[] = { "address", "telecom" };

  /* org-1 */
  if (get (json, "name") == NULL && get (json, "identifier") == NULL)
    fail (check, "Organization", "name", "org-1: neither name nor identifier");
  /* org-2, org-3 */
  for (guint l = 0; l < G_N_ELEMENTS (lists); l++)
    {
      const json_t *list = get (json, lists[l]);
      json_t       *item;
      size_t        i;

      json_array_foreach (list, i, item)
        if (has_code (item, "use", "home"))
          fail (check, "Organization", lists[l], "org-2, org-3: at home");
    }
}

static void
check_task (Check *check, const json_t *json)
{
  const char *authored = foyer_fhir_peek (json, "authoredOn");
  const char *modified = foyer_fhir_peek (json, "lastModified");
  gint64      authored_at;
  gint64      modified_at;

  if (foyer_instant_parse (authored, &authored_at) &&
      foyer_instant_parse (modified, &modified_at) && modified_at < authored_at)
    fail (check, "Task", "lastModified", "inv-1: before authoredOn");
}

static void
check_person (Check *check, const json_t *json)
{
  const char *type = foyer_fhir_peek (json, "resourceType");

  /* US Core: identifier and name. */
  if (get (json, "name") == NULL)
    fail (check, type, "name", "us-core: missing");
}

static void
check_contained (Check *check, const json_t *json)
{
  const json_t    *list = get (json, "contained");
  g_autofree char *text = json_dumps (json, JSON_COMPACT);
  json_t          *contained;
  size_t           i;

  json_array_foreach (list, i, contained)
    {
      const char      *id = foyer_fhir_peek (contained, "id");
      g_autofree char *reference = g_strdup_printf ("\"#%s\"", id != NULL ? id : "");

      if (id == NULL || strstr (text, reference) == NULL)
        fail (check, "contained", "id", "dom-3: nothing refers to it");
      if (get (contained, "contained") != NULL)
        fail (check, "contained", "contained", "dom-2");
      if (get (get (contained, "meta"), "versionId") != NULL ||
          get (get (contained, "meta"), "security") != NULL)
        fail (check, "contained", "meta", "dom-4, dom-5");
    }
}

static void
check_elements (Check *check, const json_t *json, gboolean is_contained)
{
  const char *type = foyer_fhir_peek (json, "resourceType");
  const char *elements = NULL;
  const char *key;
  json_t     *value;

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_strcmp0 (types[i].type, type) == 0)
      {
        g_auto (GStrv) required = g_strsplit (types[i].required, " ", 0);

        elements = types[i].elements;
        for (guint r = 0; required[r] != NULL; r++)
          if (*required[r] != '\0' && get (json, required[r]) == NULL)
            fail (check, type, required[r], "missing");
      }
  if (elements == NULL)
    {
      fail (check, "resourceType", NULL, "“%s” is not written by us", type);
      return;
    }
  if (!is_contained && !g_str_equal (type, "Basic") && get (json, "identifier") == NULL)
    fail (check, type, "identifier", "no key to create it by");

  json_object_foreach ((json_t *) json, key, value)
  {
    g_autofree char *list = g_strconcat (key, "*", NULL);

    if (*key == '_' ||
        has_word ("resourceType id meta implicitRules language text contained extension "
                  "modifierExtension",
                  key))
      continue;
    if (json_is_array (value) ? !has_word (elements, list) : !has_word (elements, key))
      fail (check, type, key, "not an element of it, or not as a list");
  }
}

static void
check_resource (Check *check, const json_t *json, gboolean is_contained)
{
  static const struct
  {
    const char *type;
    void (*check) (Check *check, const json_t *json);
  } more[] = {
    { "Appointment", check_appointment },
    { "Organization", check_organization },
    { "Patient", check_person },
    { "Practitioner", check_person },
    { "Task", check_task },
  };

  check_elements (check, json, is_contained);
  for (guint i = 0; i < G_N_ELEMENTS (more); i++)
    if (g_strcmp0 (foyer_fhir_peek (json, "resourceType"), more[i].type) == 0)
      more[i].check (check, json);
}

/* ---- all of it --------------------------------------------------------------------- */

static void
check_object (
    Check *check, const json_t *object, const char *within, const char *key, guint depth)
{
  const char *type = foyer_fhir_peek (object, "resourceType");
  const char *inner = type != NULL ? type : key;
  const char *member;
  json_t     *value;

  if (json_object_size (object) == 0)
    fail (check, within, key, "ele-1: an empty object");
  if (type != NULL)
    check_resource (check, object, depth > 0);
  else if (key != NULL &&
           (g_str_equal (key, "extension") || g_str_equal (key, "modifierExtension")))
    check_extension (check, object, g_strcmp0 (within, "extension") == 0);
  else if (key != NULL)
    check_element (check, object, within != NULL ? within : "", key);

  json_object_foreach ((json_t *) object, member, value)
      check_value (check, value, inner, member, depth + 1);
}

static void
check_value (
    Check *check, const json_t *value, const char *within, const char *key, guint depth)
{
  json_t *item;
  size_t  i;

  if (json_is_object (value))
    check_object (check, value, within, key, depth);
  else if (json_is_array (value))
    {
      if (json_array_size (value) == 0)
        fail (check, within, key, "an empty list");
      json_array_foreach (value, i, item)
        if (!json_is_null (item))
          check_value (check, item, within, key, depth + 1);
        else if (*key != '_')
          fail (check, within, key, "null in a list");
    }
  else if (json_is_string (value))
    check_text (check, json_string_value (value), within, key);
  else if (json_is_null (value))
    fail (check, within, key, "null");
}

char *
fhir_find_fault (const json_t *resource)
{
  Check check = { resource, g_string_new (NULL) };

  if (foyer_fhir_peek (resource, "resourceType") == NULL)
    fail (&check, "resourceType", NULL, "missing");
  else
    {
      check_object (&check, resource, NULL, NULL, 0);
      check_contained (&check, resource);
    }

  return check.fault->len > 0 ? g_string_free (check.fault, FALSE)
                              : (g_string_free (check.fault, TRUE), NULL);
}

void
fhir_assert_valid (const json_t *resource)
{
  g_autofree char *fault = fhir_find_fault (resource);

  if (fault != NULL)
    {
      g_autofree char *text = json_dumps (resource, JSON_INDENT (1));

      g_error ("%s\n%s", fault, text);
    }
}
