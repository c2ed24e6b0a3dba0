/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "endpoint/foyer-endpoint-validate.h"

#include "endpoint/foyer-endpoint-instant.h"
#include "endpoint/foyer-endpoint-params.h"
#include "endpoint/foyer-endpoint-reference.h"
#include "endpoint/foyer-endpoint-rules.h"
#include "model/foyer-time.h"

#include <string.h>

/* How much is said at once. */
#define MAX_ISSUES 10

typedef struct
{
  const json_t *root;   /* (unowned) the resource that is validated */
  GString      *path;   /* (unowned) where the walk is */
  GString      *issues; /* (unowned) lines of path: sentence */
  guint         n_issues;
} Check;

/* @element is below the place where the walk is; empty for the place itself. */
static void
complain (Check *self, const char *element, const char *sentence)
{
  if (self->n_issues++ >= MAX_ISSUES)
    return;

  if (self->issues->len > 0)
    g_string_append_c (self->issues, '\n');
  g_string_append_printf (self->issues, "%s%s%s: %s", self->path->str,
                          *element != '\0' ? "." : "", element, sentence);
}

static gboolean
is_blank_free (const char *text)
{
  for (; *text != '\0'; text++)
    if (g_ascii_isspace (*text))
      return FALSE;

  return TRUE;
}

/* YYYY-MM-DDThh:mm:ss[.fff] and a zone. */
static gboolean
is_instant (const char *text)
{
  return text != NULL && foyer_instant_parse (text, NULL) && text[16] == ':';
}

static gboolean
is_date_time (const char *text)
{
  return text != NULL && (foyer_fhir_date_parse (text, NULL, NULL) || is_instant (text));
}

static gboolean
is_code (const char *codes, const char *code)
{
  gsize length = code != NULL ? strlen (code) : 0;

  for (const char *at = codes; length > 0 && at != NULL;)
    {
      if (strncmp (at, code, length) == 0 && (at[length] == ' ' || at[length] == '\0'))
        return TRUE;
      at = strchr (at, ' ');
      if (at != NULL)
        at++;
    }

  return FALSE;
}

static gboolean
is_count (const json_t *value, json_int_t least)
{
  return json_is_integer (value) && json_integer_value (value) >= least &&
         json_integer_value (value) <= G_MAXINT32;
}

static void
check_kind (Check                   *self,
            const FoyerEndpointRule *rule,
            const char              *name,
            const json_t            *value)
{
  const char *text = json_string_value (value);

  switch (rule->kind)
    {
    case FOYER_ENDPOINT_RULE_TEXT:
      if (text == NULL)
        complain (self, name, "This has to be a text.");
      break;

    case FOYER_ENDPOINT_RULE_BOOLEAN:
      if (!json_is_boolean (value))
        complain (self, name, "This has to be true or false.");
      break;

    case FOYER_ENDPOINT_RULE_POSITIVE:
      if (!is_count (value, 1))
        complain (self, name, "This has to be a whole number from 1.");
      break;

    case FOYER_ENDPOINT_RULE_COUNT:
      if (!is_count (value, 0))
        complain (self, name, "This has to be a whole number from 0.");
      break;

    case FOYER_ENDPOINT_RULE_CODE:
      if (!is_code (rule->codes, text))
        complain (self, name, "This is not one of the codes that FHIR has for it.");
      break;

    case FOYER_ENDPOINT_RULE_DATE:
      if (text == NULL || !foyer_fhir_date_parse (text, NULL, NULL))
        complain (self, name, "This has to be a date: YYYY, YYYY-MM or YYYY-MM-DD.");
      break;

    case FOYER_ENDPOINT_RULE_DATE_TIME:
      if (!is_date_time (text))
        complain (self, name, "This has to be a date, or a time with seconds and zone.");
      break;

    case FOYER_ENDPOINT_RULE_INSTANT:
      if (!is_instant (text))
        complain (self, name, "This has to be a time with date, seconds and zone.");
      break;

    case FOYER_ENDPOINT_RULE_OBJECT:
      if (!json_is_object (value))
        complain (self, name, "This has to be an object.");
      break;

    case FOYER_ENDPOINT_RULE_LIST:
    default:
      if (!json_is_array (value))
        complain (self, name, "This has to be a list.");
      break;
    }
}

/* Goes to the last element of @path below @json, through lists, and checks it there. */
static void
check_rule (Check                   *self,
            const FoyerEndpointRule *rule,
            const char              *path,
            const json_t            *json)
{
  const char      *dot = strchr (path, '.');
  const gsize      length = self->path->len;
  g_autofree char *name = NULL;
  json_t          *value;
  json_t          *item;
  gsize            i;

  if (!json_is_object (json))
    return;

  name = dot != NULL ? g_strndup (path, (gsize) (dot - path)) : g_strdup (path);
  value = json_object_get (json, name);
  if (dot == NULL)
    {
      if (value != NULL)
        check_kind (self, rule, name, value);
      else if (rule->required)
        complain (self, name, "This is needed.");
      return;
    }

  g_string_append_printf (self->path, ".%s", name);
  if (json_is_array (value))
    json_array_foreach (value, i, item)
      {
        const gsize list = self->path->len;

        g_string_append_printf (self->path, "[%" G_GSIZE_FORMAT "]", i);
        check_rule (self, rule, dot + 1, item);
        g_string_truncate (self->path, list);
      }
  else
    check_rule (self, rule, dot + 1, value);
  g_string_truncate (self->path, length);
}

static void
check_rules (Check *self, const char *type, const json_t *json)
{
  const FoyerEndpointRule *rules;
  guint                    n_rules;

  rules = foyer_endpoint_rules (&n_rules);
  for (guint i = 0; i < n_rules; i++)
    if (*rules[i].type == '\0' || strcmp (rules[i].type, type) == 0)
      check_rule (self, &rules[i], rules[i].path, json);
}

static gboolean
has (const json_t *json, const char *name)
{
  return json_object_get (json, name) != NULL;
}

static gint64
start_of (const json_t *json, const char *name)
{
  gint64 start_ms, end_ms;

  return foyer_endpoint_instant_range (json_string_value (json_object_get (json, name)),
                                       &start_ms, &end_ms)
             ? start_ms
             : G_MININT64;
}

/* Whether @first is not after @last, as far as both are known. */
static gboolean
in_order (const json_t *json, const char *first, const char *last)
{
  gint64 start_ms, end_ms;

  return !foyer_endpoint_instant_range (json_string_value (json_object_get (json, last)),
                                        &start_ms, &end_ms) ||
         start_of (json, first) < end_ms;
}

static void
check_appointment (Check *self, const json_t *json)
{
  const char *status = json_string_value (json_object_get (json, "status"));
  json_t     *participant;
  gsize       i;

  json_array_foreach (json_object_get (json, "participant"), i, participant)
    {
      g_autofree char *name = g_strdup_printf ("participant[%" G_GSIZE_FORMAT "]", i);

      if (!has (participant, "type") && !has (participant, "actor"))
        complain (self, name, "Either the type or the actor is needed (app-1).");
    }
  if (has (json, "start") != has (json, "end"))
    complain (self, has (json, "start") ? "end" : "start",
              "Start and end are there together or not at all (app-2).");
  if (!(has (json, "start") && has (json, "end")) &&
      !is_code ("proposed cancelled waitlist", status))
    complain (
        self, "start",
        "Only a proposed or cancelled appointment, or one on the waiting list, may be "
        "without a time (app-3).");
  if (has (json, "cancelationReason") && !is_code ("cancelled noshow", status))
    complain (self, "cancelationReason",
              "Only an appointment that was cancelled or missed has one (app-4).");
  if (!in_order (json, "start", "end"))
    complain (self, "end", "The end is before the start.");
}

static void
check_patient (Check *self, const json_t *json)
{
  json_t *contact;
  gsize   i;

  json_array_foreach (json_object_get (json, "contact"), i, contact)
    {
      g_autofree char *name = g_strdup_printf ("contact[%" G_GSIZE_FORMAT "]", i);

      if (!has (contact, "name") && !has (contact, "telecom") &&
          !has (contact, "address") && !has (contact, "organization"))
        complain (self, name,
                  "A name, telecom, address or organization is needed (pat-1).");
    }
}

/* What is said of several elements of a type together. */
static void
check_invariants (Check *self, const char *type, const json_t *json)
{
  json_t *telecom;
  gsize   i;

  if (strcmp (type, "Appointment") == 0)
    check_appointment (self, json);
  else if (strcmp (type, "Patient") == 0)
    check_patient (self, json);
  else if (strcmp (type, "Organization") == 0 && !has (json, "identifier") &&
           !has (json, "name"))
    complain (self, "name", "A name or an identifier is needed (org-1).");
  else if (strcmp (type, "Task") == 0 && !in_order (json, "authoredOn", "lastModified"))
    complain (self, "lastModified", "This is before authoredOn (inv-1).");
  else if (strcmp (type, "Slot") == 0 && !in_order (json, "start", "end"))
    complain (self, "end", "The end is before the start.");

  json_array_foreach (json_object_get (json, "telecom"), i, telecom)
    if (has (telecom, "value") && !has (telecom, "system"))
      {
        g_autofree char *name =
            g_strdup_printf ("telecom[%" G_GSIZE_FORMAT "].system", i);

        complain (self, name, "A value needs a system: cpt-2.");
      }
}

static void
check_identifiers (Check *self, const json_t *json)
{
  json_t *identifiers = json_object_get (json, "identifier");
  json_t *identifier;
  gsize   i;

  if (identifiers == NULL)
    return;
  if (!json_is_array (identifiers))
    {
      complain (self, "identifier", "This has to be a list.");
      return;
    }

  json_array_foreach (identifiers, i, identifier)
    {
      const char *system = json_string_value (json_object_get (identifier, "system"));
      const char *value = json_string_value (json_object_get (identifier, "value"));
      const char *use = json_string_value (json_object_get (identifier, "use"));
      g_autofree char *name = g_strdup_printf ("identifier[%" G_GSIZE_FORMAT "]", i);

      if (!json_is_object (identifier))
        complain (self, name, "This has to be an object.");
      else if (has (identifier, "system") &&
               (system == NULL || strchr (system, ':') == NULL ||
                !is_blank_free (system)))
        complain (self, name, "The system has to be an absolute address.");
      else if (has (identifier, "value") && value == NULL)
        complain (self, name, "The value has to be a text.");
      else if (has (identifier, "use") &&
               !is_code ("usual official temp secondary old", use))
        complain (self, name, "The use is not one of the codes that FHIR has for it.");
    }
}

static void
check_reference (Check *self, const json_t *json)
{
  const char      *text = json_string_value (json_object_get (json, "reference"));
  g_autofree char *target = NULL;
  json_t          *contained;
  gsize            i;

  if (text == NULL)
    {
      complain (self, "reference", "This has to be a text.");
      return;
    }

  if (*text == '#')
    {
      if (text[1] == '\0')
        return;
      json_array_foreach (json_object_get (self->root, "contained"), i, contained)
        if (g_strcmp0 (json_string_value (json_object_get (contained, "id")), text + 1) ==
            0)
          return;
      complain (self, "reference", "Nothing that is contained has this id (ref-1).");
      return;
    }

  target = foyer_endpoint_reference_target (text);
  if (target == NULL && (strchr (text, ':') == NULL || !is_blank_free (text)))
    complain (self, "reference", "This is neither Type/id nor an absolute address.");
}

static void
check_period (Check *self, const json_t *json)
{
  static const char *const ends[] = { "start", "end" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    if (has (json, ends[i]) &&
        !is_date_time (json_string_value (json_object_get (json, ends[i]))))
      complain (self, ends[i], "This has to be a date, or a time with seconds and zone.");
  if (!in_order (json, "start", "end"))
    complain (self, "end", "The end is before the start (per-1).");
}

/* What holds wherever an element stands, by its name. */
static void
check_element (Check *self, const char *name, const json_t *value)
{
  const char *text = json_string_value (value);

  if (json_is_null (value))
    complain (self, "", "This has no value.");
  else if ((json_is_object (value) && json_object_size (value) == 0) ||
           (json_is_array (value) && json_array_size (value) == 0) ||
           (text != NULL && *text == '\0'))
    complain (self, "", "This is empty.");
  else if (strcmp (name, "valueDate") == 0 &&
           (text == NULL || !foyer_fhir_date_parse (text, NULL, NULL)))
    complain (self, "", "This has to be a date: YYYY, YYYY-MM or YYYY-MM-DD.");
  else if (strcmp (name, "valueDateTime") == 0 && !is_date_time (text))
    complain (self, "", "This has to be a date, or a time with seconds and zone.");
  else if (strcmp (name, "valueInstant") == 0 && !is_instant (text))
    complain (self, "", "This has to be a time with date, seconds and zone.");
}

/* Names go into answers. */
static gboolean
is_name (const char *key)
{
  gsize n = 0;

  while (g_ascii_isalnum (key[n]) || key[n] == '_')
    n++;

  return n > 0 && n <= 64 && key[n] == '\0';
}

static void
walk (Check *self, const char *name, const json_t *json)
{
  const gsize length = self->path->len;
  const char *key;
  json_t     *item;
  gsize       i;

  if (self->n_issues >= MAX_ISSUES)
    return;

  if (json_is_array (json))
    {
      json_array_foreach (json, i, item)
        {
          g_string_append_printf (self->path, "[%" G_GSIZE_FORMAT "]", i);
          /* A list of simple values has null where there is only an extension. */
          if (!json_is_null (item))
            {
              check_element (self, name, item);
              walk (self, name, item);
            }
          g_string_truncate (self->path, length);
        }
      return;
    }
  if (!json_is_object (json))
    return;

  if (has (json, "reference"))
    check_reference (self, json);
  if (g_str_has_suffix (name, "eriod") || strcmp (name, "planningHorizon") == 0)
    check_period (self, json);
  if ((strcmp (name, "extension") == 0 || strcmp (name, "modifierExtension") == 0) &&
      !json_is_string (json_object_get (json, "url")))
    complain (self, "url", "An extension needs one.");

  json_object_foreach ((json_t *) json, key, item)
  {
    if (!is_name (key))
      {
        complain (self, "", "An element here has a name that FHIR cannot have.");
        continue;
      }
    g_string_append_printf (self->path, ".%s", key);
    check_element (self, key, item);
    walk (self, key, item);
    g_string_truncate (self->path, length);
  }
}

static void
check_contained (Check *self)
{
  const gsize length = self->path->len;
  json_t     *contained;
  gsize       i;

  json_array_foreach (json_object_get (self->root, "contained"), i, contained)
    {
      const char *type = json_string_value (json_object_get (contained, "resourceType"));
      const char *id = json_string_value (json_object_get (contained, "id"));

      g_string_append_printf (self->path, ".contained[%" G_GSIZE_FORMAT "]", i);
      if (type == NULL)
        complain (self, "resourceType", "A resource says of what type it is.");
      else
        {
          check_rules (self, type, contained);
          check_invariants (self, type, contained);
        }
      if (!foyer_endpoint_id_is_valid (id))
        complain (self, "id", "What is contained needs an id.");
      if (has (contained, "contained"))
        complain (self, "contained",
                  "What is contained contains nothing itself (dom-2).");
      g_string_truncate (self->path, length);
    }
}

/**
 * foyer_endpoint_validate:
 * @draft: a resource
 * @error: return location for an error
 *
 * Checks the structure of a resource: the elements that a front desk lives on, dates,
 * codes, identifiers, the form of references, and the invariants of R4 that one can break
 * by mistake.  What is not known here is left alone.
 *
 * Errors: `FOYER_ENDPOINT_ERROR_INVALID`, with a line for each of up to ten findings.
 *
 * Source: FHIR R4 (4.0.1).
 *
 * Returns: `TRUE` if @draft may be stored
 */
gboolean
foyer_endpoint_validate (FoyerEndpointDraft *draft, GError **error)
{
  const FoyerEndpointType *type = foyer_endpoint_find_type (draft->type);
  g_autoptr (GString) path = g_string_new (draft->type);
  g_autoptr (GString) issues = g_string_new (NULL);
  Check check = { draft->json, path, issues, 0 };

  if (type == NULL)
    {
      g_set_error_literal (error, FOYER_ENDPOINT_ERROR, FOYER_ENDPOINT_ERROR_INVALID,
                           "resourceType: This endpoint does not keep such resources.");
      return FALSE;
    }

  if (draft->id != NULL && !foyer_endpoint_id_is_valid (draft->id))
    complain (&check, "id", "An id has 1 to 64 letters, digits, hyphens and dots.");
  check_rules (&check, draft->type, draft->json);
  check_invariants (&check, draft->type, draft->json);
  if (type->has_identifier)
    check_identifiers (&check, draft->json);
  check_contained (&check);
  walk (&check, "", draft->json);

  if (issues->len > 0)
    g_set_error_literal (error, FOYER_ENDPOINT_ERROR, FOYER_ENDPOINT_ERROR_INVALID,
                         issues->str);

  return issues->len == 0;
}
