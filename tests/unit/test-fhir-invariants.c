/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir-invariants.h"

#include <string.h>

/* The check that the codecs' tests rely on finds what it is for. */

static json_t *
parse (const char *text)
{
  g_autofree char *quoted = g_strdelimit (g_strdup (text), "'", '"');
  json_t          *json = foyer_json_parse (quoted, strlen (quoted), NULL);

  g_assert_nonnull (json);
  return json;
}

#define KEY "'identifier': [{'system': 'urn:x', 'value': 'v'}]"

static const struct
{
  const char *json;
  const char *fault; /* how it begins; NULL: none */
} cases[] = {
  { "{'resourceType': 'Organization', " KEY ", 'name': 'A'}", NULL },
  { "{'resourceType': 'Organization', 'name': 'A'}", "Organization.identifier" },
  { "{'resourceType': 'Organization', " KEY ", 'name': ''}", "Organization.name" },
  { "{'resourceType': 'Organization', " KEY ", 'alias': []}", "Organization.alias" },
  { "{'resourceType': 'Organization', " KEY ", 'type': {'text': 'x'}}",
    "Organization.type" },
  { "{'resourceType': 'Organization', " KEY ", 'colour': 'red'}", "Organization.colour" },
  { "{'resourceType': 'Organization', " KEY ", 'telecom': [{'system': 'phone', 'use': "
    "'home', 'value': '1'}]}",
    "Organization.telecom: org-2" },
  { "{'resourceType': 'Organization', " KEY ", 'extension': [{'url': 'http://x/y'}]}",
    "extension.http://x/y: ext-1" },
  { "{'resourceType': 'Organization', " KEY ", 'partOf': {'reference': 'nowhere'}}",
    "partOf.reference" },
  { "{'resourceType': 'Organization', " KEY ", 'partOf': {'reference': '#p'}}",
    "partOf.reference: ref-1" },
  { "{'resourceType': 'Organization', 'identifier': [{'value': '1'}]}", "identifier" },
  { "{'resourceType': 'Practitioner', " KEY "}", "Practitioner.name" },
  { "{'resourceType': 'Patient', " KEY ", 'name': [{'text': 'A'}], 'birthDate': '1.2.3'}",
    "Patient.birthDate" },
  { "{'resourceType': 'Patient', " KEY ", 'name': [{'text': 'A'}], 'gender': 'f'}",
    "Patient.gender" },
  { "{'resourceType': 'Patient', " KEY ", 'name': [{'text': 'A'}], 'contact': "
    "[{'gender': 'male'}]}",
    "Patient.contact: pat-1" },
  { "{'resourceType': 'Task', " KEY
    ", 'status': 'ready', 'intent': 'order', 'authoredOn': "
    "'2026-01-02T00:00:00Z', 'lastModified': '2026-01-01T00:00:00Z'}",
    "Task.lastModified: inv-1" },
  { "{'resourceType': 'Appointment', " KEY ", 'status': 'booked', 'participant': "
    "[{'status': 'accepted', 'actor': {'display': 'x'}}]}",
    "Appointment.start: app-3" },
  { "{'resourceType': 'Appointment', " KEY ", 'status': 'proposed', 'participant': "
    "[{'status': 'accepted'}]}",
    "Appointment.participant: app-1" },
  { "{'resourceType': 'Appointment', " KEY ", 'status': 'waitlist', 'start': "
    "'2026-01-01T00:00:00Z', 'participant': [{'status': 'accepted', 'actor': {'display': "
    "'x'}}]}",
    "Appointment.start: app-2" },
  { "{'resourceType': 'Appointment', " KEY ", 'status': 'proposed', 'cancelationReason': "
    "{'text': 'x'}, 'participant': [{'status': 'accepted', 'actor': {'display': 'x'}}]}",
    "Appointment.cancelationReason: app-4" },
  { "{'resourceType': 'Appointment', " KEY ", 'status': 'booked', 'start': "
    "'2026-01-01T09:00Z', 'end': '2026-01-01T10:00:00Z', 'participant': [{'status': "
    "'accepted', 'actor': {'display': 'x'}}]}",
    "Appointment.start" },
  { "{'resourceType': 'Appointment', " KEY ", 'status': 'proposed', 'contained': "
    "[{'resourceType': 'Patient', 'id': 'p', 'name': [{'text': 'A'}]}], 'participant': "
    "[{'status': 'accepted', 'actor': {'display': 'x'}}]}",
    "contained.id: dom-3" },
  { "{'resourceType': 'PractitionerRole', " KEY ", 'notAvailable': [{'during': {'start': "
    "'2026-01-01'}}]}",
    "PractitionerRole.notAvailable" },
  { "{'resourceType': 'Schedule', " KEY ", 'actor': [{'reference': 'Practitioner/1'}], "
    "'planningHorizon': {'start': '2026-01-02', 'end': '2026-01-01'}}",
    "planningHorizon: per-1" },
};

static void
test_each_fault_is_found (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (json_t) json = parse (cases[i].json);
      g_autofree char *fault = fhir_find_fault (json);

      if (cases[i].fault == NULL)
        g_assert_cmpstr (fault, ==, NULL);
      else if (fault == NULL || !g_str_has_prefix (fault, cases[i].fault))
        g_error ("%s: %s", cases[i].json, fault != NULL ? fault : "no fault");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fhir-invariants/each-fault-is-found", test_each_fault_is_found);

  return g_test_run ();
}
