/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir-invariants.h"
#include "fhir-random.h"

#include "fhir/foyer-fhir-merge.h"
#include "fhir/foyer-fhir-resource.h"
#include "model/foyer-absence.h"
#include "model/foyer-clinic.h"
#include "model/foyer-clinician.h"
#include "model/foyer-referrer.h"
#include "model/foyer-service.h"
#include "model/foyer-user.h"
#include "model/foyer-working-hours.h"

#include <string.h>

/* What is particular to the resources of the clinic, its people and its referrers; what holds
 * for all resources is in test-fhir-parts.c. */

#define EXT "https://foyerclinic.org/fhir/StructureDefinition/"
#define UID "11111111-2222-4333-8444-555555555555"

static json_t *
parse (const char *text)
{
  g_autofree char *quoted = g_strdelimit (g_strdup (text), "'", '"');
  g_autoptr (GError) error = NULL;
  json_t *json = foyer_json_parse (quoted, strlen (quoted), &error);

  g_assert_no_error (error);
  return json;
}

static json_t *
render (const char *kind, const char *type, FoyerAggregate *aggregate, const json_t *base)
{
  FoyerFhirLinks links = fhir_random_links ();

  return foyer_fhir_part_render (foyer_fhir_parts_find (kind, type), aggregate, &links,
                                 base);
}

static FoyerAggregate *
decode (const char *kind, const json_t *json, GError **error)
{
  const FoyerFhirPart *part =
      foyer_fhir_parts_find (kind, foyer_fhir_peek (json, "resourceType"));
  FoyerFhirLinks links = fhir_random_links ();
  g_autoptr (FoyerAggregate) aggregate = foyer_aggregate_new (kind, UID);
  const gboolean done = foyer_fhir_part_decode (part, json, &links, aggregate, error);

  g_clear_pointer (&links.unresolved, g_ptr_array_unref);
  return done ? g_steal_pointer (&aggregate) : NULL;
}

/* ---- whose is what ----------------------------------------------------------------- */

static const struct
{
  const char *json;
  const char *kind; /* NULL: not ours to keep */
} others[] = {
  { "{'resourceType': 'Organization', 'name': 'A'}", "practice" },
  { "{'resourceType': 'Organization', 'name': 'A', 'extension': [{'url': '" EXT
    "clinic', 'valueBoolean': true}]}",
    "clinic" },
  { "{'resourceType': 'Organization', 'name': 'A', 'extension': [{'url': '" EXT
    "clinic', 'valueBoolean': false}]}",
    "practice" },
  { "{'resourceType': 'Location', 'name': 'East wing', 'physicalType': {'coding': "
    "[{'system': 'http://terminology.hl7.org/CodeSystem/location-physical-type', 'code': "
    "'wi'}]}}",
    NULL },
  { "{'resourceType': 'Location', 'name': '3', 'physicalType': {'coding': [{'system': "
    "'http://terminology.hl7.org/CodeSystem/location-physical-type', 'code': 'ro'}]}}",
    "room" },
  { "{'resourceType': 'HealthcareService', 'name': 'Transport'}", NULL },
  { "{'resourceType': 'Practitioner', 'name': [{'family': 'A'}]}", "referrer" },
  { "{'resourceType': 'PractitionerRole', 'practitioner': {'reference': "
    "'Practitioner/1'}}",
    NULL },
  { "{'resourceType': 'PractitionerRole', 'identifier': [{'system': "
    "'" FOYER_FHIR_SYSTEM_RECORD "', 'value': 'role." UID "'}]}",
    "referrer" },
};

static void
test_whose_is_what (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (json_t) json = parse (others[i].json);
      const FoyerFhirPart *part = foyer_fhir_parts_match (json);

      g_assert_cmpstr (part != NULL ? part->kind : NULL, ==, others[i].kind);
    }
}

static void
test_key_without_prefix_is_no_role (void)
{
  g_autoptr (json_t) json =
      parse ("{'resourceType': 'PractitionerRole', 'identifier': [{'system': "
             "'" FOYER_FHIR_SYSTEM_RECORD "', 'value': '" UID "'}]}");

  g_assert_null (foyer_fhir_parts_match (json));
}

/* ---- refused ----------------------------------------------------------------------- */

static const struct
{
  const char *kind;
  const char *json;
  int         code;
} refused[] = {
  { "clinic", "{'resourceType': 'Organization'}", FOYER_FHIR_ERROR_MISSING },
  { "practice", "{'resourceType': 'Organization'}", FOYER_FHIR_ERROR_MISSING },
  { "practice", "{'resourceType': 'Organization', 'name': 7}", FOYER_FHIR_ERROR_TYPE },
  { "room", "{'resourceType': 'Location'}", FOYER_FHIR_ERROR_MISSING },
  { "service", "{'resourceType': 'HealthcareService'}", FOYER_FHIR_ERROR_MISSING },
  { "service",
    "{'resourceType': 'HealthcareService', 'name': 'A', 'extension': [{'url': '" EXT
    "service-price-minor', 'valueMoney': {'value': 1.005, 'currency': 'USD'}}]}",
    FOYER_FHIR_ERROR_NUMBER },
  { "service",
    "{'resourceType': 'HealthcareService', 'name': 'A', 'extension': [{'url': '" EXT
    "service-price-minor', 'valueMoney': {'value': '1'}}]}",
    FOYER_FHIR_ERROR_TYPE },
  { "service",
    "{'resourceType': 'HealthcareService', 'name': 'A', 'extension': [{'url': '" EXT
    "service-grid-minutes', 'valueInteger': 1e300}]}",
    FOYER_FHIR_ERROR_NUMBER },
  { "clinician", "{'resourceType': 'Practitioner'}", FOYER_FHIR_ERROR_MISSING },
  { "staff", "{'resourceType': 'Practitioner'}", FOYER_FHIR_ERROR_MISSING },
  { "referrer", "{'resourceType': 'Practitioner'}", FOYER_FHIR_ERROR_MISSING },
  { "clinician",
    "{'resourceType': 'PractitionerRole', 'availableTime': [{'daysOfWeek': ['mon'], "
    "'availableStartTime': '12:00:00', 'availableEndTime': '12:00:00', 'extension': "
    "[{'url': '" EXT "hours', 'extension': [{'url': 'uid', 'valueId': '" UID "'}]}]}]}",
    FOYER_FHIR_ERROR_VALUE },
  { "clinician",
    "{'resourceType': 'PractitionerRole', 'notAvailable': [{'description': 'x', "
    "'during': "
    "{'start': '2026-01-02T00:00:00Z'}, 'extension': [{'url': '" EXT
    "absence', 'extension': [{'url': 'uid', 'valueId': '" UID "'}]}]}]}",
    FOYER_FHIR_ERROR_VALUE },
  { "clinician", "{'resourceType': 'PractitionerRole', 'specialty': 'x'}",
    FOYER_FHIR_ERROR_TYPE },
  { "clinician",
    "{'resourceType': 'PractitionerRole', 'notAvailable': [{'during': {'start': "
    "'2026-01-02', 'end': '2026-01-03'}, 'extension': [{'url': '" EXT
    "absence', 'extension': [{'url': 'uid', 'valueId': '" UID "'}]}]}]}",
    FOYER_FHIR_ERROR_DATE },
};

static void
test_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (json_t) json = parse (refused[i].json);
      g_autoptr (GError) error = NULL;
      g_autoptr (FoyerAggregate) aggregate = decode (refused[i].kind, json, &error);

      g_test_message ("%s", refused[i].json);
      g_assert_null (aggregate);
      g_assert_error (error, FOYER_FHIR_ERROR, refused[i].code);
    }
}

/* ---- services ---------------------------------------------------------------------- */

static void
test_money_on_the_wire (void)
{
  static const struct
  {
    const char *currency;
    gint64      minor;
    const char *text;
  } amounts[] = {
    { "USD", 1999, "{\"value\":19.99,\"currency\":\"USD\"}" },
    { "USD", 15000, "{\"value\":150.0,\"currency\":\"USD\"}" },
    { "USD", 30, "{\"value\":0.3,\"currency\":\"USD\"}" },
    { "JPY", 15000, "{\"value\":15000.0,\"currency\":\"JPY\"}" },
    { "KWD", 1234, "{\"value\":1.234,\"currency\":\"KWD\"}" },
    { NULL, 1999, "{\"value\":19.99}" },
    { "USD", 99999999999999, "{\"value\":999999999999.99,\"currency\":\"USD\"}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      g_autoptr (FoyerAggregate) aggregate = fhir_random_aggregate ("service");
      FoyerFhirLinks links = fhir_random_links ();
      g_autoptr (json_t) json = NULL;
      g_autoptr (json_t) again = NULL;
      g_autoptr (FoyerAggregate) received = NULL;
      g_autofree char *text = NULL;
      g_autofree char *all = NULL;

      links.currency = amounts[i].currency;
      FOYER_SERVICE (aggregate->record)->price_minor = amounts[i].minor;
      json =
          foyer_fhir_part_render (foyer_fhir_parts_find ("service", "HealthcareService"),
                                  aggregate, &links, NULL);
      text = foyer_json_dump (json_object_get (
          foyer_fhir_extension (json, EXT "service-price-minor"), "valueMoney"));
      g_assert_cmpstr (text, ==, amounts[i].text);

      all = foyer_json_dump (json);
      again = foyer_json_parse (all, strlen (all), NULL);
      received = decode ("service", again, NULL);
      g_assert_cmpint (FOYER_SERVICE (received->record)->price_minor, ==,
                       amounts[i].minor);
    }
}

/* ---- clinic ------------------------------------------------------------------------ */

static void
test_settings_merge_one_by_one (void)
{
  g_autoptr (FoyerAggregate) base_record = fhir_random_aggregate ("clinic");
  g_autoptr (json_t) base = render ("clinic", "Organization", base_record, NULL);
  g_autoptr (FoyerAggregate) one = foyer_aggregate_copy (base_record);
  g_autoptr (FoyerAggregate) two = foyer_aggregate_copy (base_record);
  g_autoptr (GPtrArray) clashes = g_ptr_array_new ();
  g_autoptr (json_t) mine = NULL;
  g_autoptr (json_t) theirs = NULL;
  g_autoptr (json_t) merged = NULL;
  g_autoptr (FoyerAggregate) received = NULL;

  FOYER_CLINIC (one->record)->lead_minutes += 5;
  foyer_aggregate_add (one, "holiday", UID);
  FOYER_CLINIC (two->record)->horizon_days += 7;
  mine = render ("clinic", "Organization", one, base);
  theirs = render ("clinic", "Organization", two, base);
  merged = foyer_fhir_merge (foyer_fhir_parts_find ("clinic", "Organization"), base, mine,
                             theirs, clashes);
  g_assert_cmpuint (clashes->len, ==, 0);

  received = decode ("clinic", merged, NULL);
  g_assert_cmpint (FOYER_CLINIC (received->record)->lead_minutes, ==,
                   FOYER_CLINIC (one->record)->lead_minutes);
  g_assert_cmpint (FOYER_CLINIC (received->record)->horizon_days, ==,
                   FOYER_CLINIC (two->record)->horizon_days);
  g_assert_nonnull (foyer_aggregate_find (received, "holiday", UID));
}

/* ---- people ------------------------------------------------------------------------ */

static void
test_staff_have_a_family_name (void)
{
  static const struct
  {
    const char *name;
    const char *family;
    const char *given;
  } names[] = {
    { "Ana María Ruiz", "Ruiz", "Ana María" },
    { "Kim", "Kim", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (FoyerAggregate) aggregate = foyer_aggregate_new ("staff", UID);
      g_autoptr (json_t) json = NULL;
      const json_t *name;

      foyer_set_text (&FOYER_USER (aggregate->record)->name, names[i].name);
      json = render ("staff", "Practitioner", aggregate, NULL);
      name = json_array_get (json_object_get (json, "name"), 0);
      g_assert_cmpstr (foyer_fhir_peek (name, "text"), ==, names[i].name);
      g_assert_cmpstr (foyer_fhir_peek (name, "family"), ==, names[i].family);
      g_assert_cmpstr (
          json_string_value (json_array_get (json_object_get (name, "given"), 0)), ==,
          names[i].given);
    }
}

static void
test_npi_of_others_stays (void)
{
  g_autoptr (json_t) base =
      parse ("{'resourceType': 'Practitioner', 'name': [{'family': 'A'}], 'identifier': ["
             "{'system': 'http://hl7.org/fhir/sid/us-npi', 'value': '160'},"
             "{'system': 'http://hl7.org/fhir/sid/us-npi', 'value': '1234567893'}]}");
  g_autoptr (FoyerAggregate) aggregate = decode ("referrer", base, NULL);
  FoyerReferrer *referrer = FOYER_REFERRER (aggregate->record);
  g_autoptr (json_t) changed = NULL;
  g_autoptr (json_t) without = NULL;
  g_autoptr (FoyerAggregate) again = NULL;

  g_assert_cmpstr (referrer->npi, ==, "1234567893");
  foyer_set_text (&referrer->npi, "1245319599");
  changed = render ("referrer", "Practitioner", aggregate, base);
  again = decode ("referrer", changed, NULL);
  g_assert_cmpstr (FOYER_REFERRER (again->record)->npi, ==, "1245319599");
  g_assert_cmpuint (again->identifiers->len, ==, 1);

  foyer_set_text (&referrer->npi, NULL);
  without = render ("referrer", "Practitioner", aggregate, base);
  g_assert_cmpuint (json_array_size (json_object_get (without, "identifier")), ==, 1);
}

static void
test_role_of_referrer_needs_a_practice (void)
{
  const FoyerFhirPart *part = foyer_fhir_parts_find ("referrer", "PractitionerRole");
  g_autoptr (FoyerAggregate) aggregate = foyer_aggregate_new ("referrer", UID);

  g_assert_false (part->is_wanted (aggregate));
  foyer_record_set_link (aggregate->record, "practice-id", UID);
  g_assert_true (part->is_wanted (aggregate));
}

/* ---- hours ------------------------------------------------------------------------- */

static FoyerAggregate *
new_clinician (void)
{
  FoyerAggregate    *aggregate = foyer_aggregate_new ("clinician", UID);
  g_autofree char   *one = fhir_random_uid ();
  g_autofree char   *two = fhir_random_uid ();
  g_autofree char   *three = fhir_random_uid ();
  FoyerWorkingHours *work = foyer_aggregate_add (aggregate, "working_hours", one);
  FoyerWorkingHours *lunch = foyer_aggregate_add (aggregate, "working_hours", two);
  FoyerAbsence      *absence = foyer_aggregate_add (aggregate, "absence", three);

  foyer_set_text (&FOYER_CLINICIAN (aggregate->record)->family, "Okafor");
  work->weekday = lunch->weekday = 7;
  work->start_minute = 8 * 60;
  work->end_minute = 24 * 60;
  lunch->kind = FOYER_HOURS_KIND_BREAK;
  lunch->start_minute = 12 * 60;
  lunch->end_minute = 13 * 60;
  absence->start_at = 1800000000;
  absence->end_at = 1800003600;

  return aggregate;
}

static void
test_hours_for_everybody (void)
{
  g_autoptr (FoyerAggregate) aggregate = new_clinician ();
  g_autoptr (json_t) json = render ("clinician", "PractitionerRole", aggregate, NULL);
  const json_t *hours = json_object_get (json, "availableTime");
  const json_t *first = json_array_get (hours, 0);
  const json_t *absence = json_array_get (json_object_get (json, "notAvailable"), 0);

  fhir_assert_valid (json);
  /* A break is not a time when anybody may come. */
  g_assert_cmpuint (json_array_size (hours), ==, 1);
  g_assert_cmpstr (foyer_fhir_peek (first, "availableStartTime"), ==, "08:00:00");
  g_assert_cmpstr (foyer_fhir_peek (first, "availableEndTime"), ==, "23:59:59");
  g_assert_cmpstr (
      json_string_value (json_array_get (json_object_get (first, "daysOfWeek"), 0)), ==,
      "sun");
  g_assert_cmpstr (foyer_fhir_peek (absence, "description"), ==, "Not available");
  g_assert_cmpstr (foyer_fhir_peek (json_object_get (absence, "during"), "start"), ==,
                   "2027-01-15T08:00:00Z");
}

static void
test_hours_of_others_stay (void)
{
  g_autoptr (FoyerAggregate) aggregate = new_clinician ();
  g_autoptr (json_t) base = render ("clinician", "PractitionerRole", aggregate, NULL);
  g_autoptr (json_t) other = parse ("{'daysOfWeek': ['mon', 'tue'], 'allDay': true}");
  g_autoptr (json_t) json = NULL;
  g_autoptr (FoyerAggregate) read = NULL;

  json_array_insert (json_object_get (base, "availableTime"), 0, other);
  read = decode ("clinician", base, NULL);
  g_assert_cmpuint (read->children->len, ==, 3);

  g_clear_pointer (&aggregate->children, g_ptr_array_unref);
  aggregate->children = g_ptr_array_new_with_free_func (g_object_unref);
  json = render ("clinician", "PractitionerRole", aggregate, base);
  g_assert_cmpuint (json_array_size (json_object_get (json, "availableTime")), ==, 1);
  g_assert_true (
      json_equal (json_array_get (json_object_get (json, "availableTime"), 0), other));
  g_assert_null (json_object_get (json, "notAvailable"));
  g_assert_null (foyer_fhir_extension (json, EXT "break"));
}

/* ---- links ------------------------------------------------------------------------- */

static char *
know_nothing (const char *kind, const char *uid, gpointer data)
{
  return NULL;
}

static char *
know_no_uid (const char *kind, const char *reference, gboolean *out_other, gpointer data)
{
  *out_other = g_str_has_prefix (reference, "Practitioner/other");
  return NULL;
}

static void
test_missing_reference_is_told (void)
{
  const FoyerFhirPart *part = foyer_fhir_parts_find ("clinician", "PractitionerRole");
  g_autoptr (FoyerAggregate) aggregate = new_clinician ();
  FoyerFhirLinks links = { .to_reference = know_nothing };
  g_autoptr (json_t) json = foyer_fhir_part_render (part, aggregate, &links, NULL);

  g_assert_true (links.missing);
  g_assert_null (json_object_get (json, "practitioner"));
}

static void
test_unknown_reference_is_told (void)
{
  static const struct
  {
    const char *reference;
    const char *unresolved; /* NULL: none */
  } references[] = {
    { "Practitioner/17", "Practitioner/17" },
    { "Practitioner/17/_history/3", "Practitioner/17" },
    { "Practitioner/other", NULL },
    { "#contained", NULL },
    { "", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (references); i++)
    {
      g_autoptr (json_t) json = json_pack ("{s:s}", "reference", references[i].reference);
      g_autoptr (FoyerAggregate) aggregate = foyer_aggregate_new ("staff", UID);
      FoyerFhirLinks links = { .to_uid = know_no_uid };

      foyer_record_set_link (aggregate->record, "clinician-id", UID);
      foyer_fhir_links_read (&links, json, aggregate->record, "clinician-id");
      foyer_fhir_links_read (&links, json, aggregate->record, "clinician-id");
      g_assert_null (foyer_record_get_link (aggregate->record, "clinician-id"));
      if (references[i].unresolved == NULL)
        g_assert_null (links.unresolved);
      else
        {
          g_assert_cmpuint (links.unresolved->len, ==, 1);
          g_assert_cmpstr (links.unresolved->pdata[0], ==, references[i].unresolved);
        }
      g_clear_pointer (&links.unresolved, g_ptr_array_unref);
    }
}

static void
test_clinic_is_named_once (void)
{
  g_autoptr (FoyerAggregate) aggregate = fhir_random_aggregate ("room");
  FoyerFhirLinks links = fhir_random_links ();
  g_autoptr (json_t) json = NULL;
  g_autoptr (json_t) again = NULL;

  links.clinic = "Organization/1";
  json = foyer_fhir_part_render (foyer_fhir_parts_find ("room", "Location"), aggregate,
                                 &links, NULL);
  g_assert_cmpstr (
      foyer_fhir_peek (json_object_get (json, "managingOrganization"), "reference"), ==,
      "Organization/1");

  /* What another desk knows of the clinic is no reason to write the room again. */
  json_object_del (json, "managingOrganization");
  again = foyer_fhir_part_render (foyer_fhir_parts_find ("room", "Location"), aggregate,
                                  &links, json);
  g_assert_true (json_equal (json, again));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fhir-catalogue/whose-is-what", test_whose_is_what);
  g_test_add_func ("/fhir-catalogue/key-without-prefix-is-no-role",
                   test_key_without_prefix_is_no_role);
  g_test_add_func ("/fhir-catalogue/refused", test_refused);
  g_test_add_func ("/fhir-catalogue/money-on-the-wire", test_money_on_the_wire);
  g_test_add_func ("/fhir-catalogue/settings-merge-one-by-one",
                   test_settings_merge_one_by_one);
  g_test_add_func ("/fhir-catalogue/staff-have-a-family-name",
                   test_staff_have_a_family_name);
  g_test_add_func ("/fhir-catalogue/npi-of-others-stays", test_npi_of_others_stays);
  g_test_add_func ("/fhir-catalogue/role-of-referrer-needs-a-practice",
                   test_role_of_referrer_needs_a_practice);
  g_test_add_func ("/fhir-catalogue/hours-for-everybody", test_hours_for_everybody);
  g_test_add_func ("/fhir-catalogue/hours-of-others-stay", test_hours_of_others_stay);
  g_test_add_func ("/fhir-catalogue/missing-reference-is-told",
                   test_missing_reference_is_told);
  g_test_add_func ("/fhir-catalogue/unknown-reference-is-told",
                   test_unknown_reference_is_told);
  g_test_add_func ("/fhir-catalogue/clinic-is-named-once", test_clinic_is_named_once);

  return g_test_run ();
}
