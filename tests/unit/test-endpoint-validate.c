/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "endpoint/foyer-endpoint-params.h"
#include "endpoint/foyer-endpoint-reference.h"
#include "endpoint/foyer-endpoint-rules.h"
#include "endpoint/foyer-endpoint-validate.h"

#include <string.h>

/* Single quotes stand for double ones, so that cases can be read. */
static gboolean
is_valid (const char *text, GError **error)
{
  g_autofree char *json = g_strdup (text);
  g_autoptr (FoyerEndpointDraft) draft = NULL;

  g_strdelimit (json, "'", '"');
  draft = foyer_endpoint_draft_new (json, strlen (json), error);

  return draft != NULL && foyer_endpoint_validate (draft, error);
}

static void
test_takes (void)
{
  static const char *const good[] = {
    "{'resourceType':'Patient'}",
    "{'resourceType':'Patient','birthDate':'1990','unknownElement':{'x':[1,null,2]}}",
    "{'resourceType':'Patient','name':[{'given':['A',null],'_given':[null,{'id':'x'}]}]}",
    "{'resourceType':'Patient','contact':[{'name':{'text':'x'}}],'deceasedDateTime':'"
    "2020-01'}",
    "{'resourceType':'Appointment','status':'proposed','participant':[{'actor':{'display'"
    ":'x'},"
    "'status':'needs-action'}],'requestedPeriod':[{'start':'2026-11-23'}]}",
    "{'resourceType':'Appointment','status':'waitlist','priority':0,'minutesDuration':15,"
    "'participant':[{'type':[{'text':'x'}],'status':'accepted'}]}",
    "{'resourceType':'Task','status':'requested','intent':'order','authoredOn':'2026-11-"
    "23',"
    "'lastModified':'2026-11-23T09:00:00Z'}",
    "{'resourceType':'Basic','code':{'text':'x'},'subject':{'reference':'urn:uuid:1-2'}}",
    "{'resourceType':'Schedule','actor':[{'display':'x'}],'planningHorizon':{'start':'"
    "2026',"
    "'end':'2026'}}",
    "{'resourceType':'Patient','contained':[{'resourceType':'Organization','id':'o','"
    "name':"
    "'x'}],'managingOrganization':{'reference':'#o'}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;

      is_valid (good[i], &error);
      g_assert_no_error (error);
    }
}

static void
test_refuses (void)
{
  static const struct
  {
    const char *text, *path;
  } bad[] = {
    { "{}", "resourceType" },
    { "{'resourceType':7}", "resourceType" },
    { "{'resourceType':'Observation'}", "resourceType" },
    { "{'resourceType':'Patient','id':5}", "Patient.id" },
    { "{'resourceType':'Patient','id':'_'}", "Patient.id" },
    { "{'resourceType':'Patient','meta':[]}", "Patient.meta" },
    { "{'resourceType':'Patient','\\u0069d':'x'}", "Patient" },
    { "{'resourceType':'Patient','a b':1}", "Patient" },
    { "{'resourceType':'Patient','active':'true'}", "Patient.active" },
    { "{'resourceType':'Patient','name':{'family':'x'}}", "Patient.name" },
    { "{'resourceType':'Patient','name':[{'use':'work'}]}", "Patient.name[0].use" },
    { "{'resourceType':'Patient','gender':'malefemale'}", "Patient.gender" },
    { "{'resourceType':'Patient','gender':'mal'}", "Patient.gender" },
    { "{'resourceType':'Patient','active':null}", "Patient.active" },
    { "{'resourceType':'Patient','address':[]}", "Patient.address" },
    { "{'resourceType':'Patient','photo':{}}", "Patient.photo" },
    { "{'resourceType':'Patient','language':''}", "Patient.language" },
    { "{'resourceType':'Patient','birthDate':'2026-11-23T00:00:00Z'}",
      "Patient.birthDate" },
    { "{'resourceType':'Patient','deceasedDateTime':'2026-11-23T09:00Z'}",
      "Patient.deceasedDateTime" },
    { "{'resourceType':'Patient','link':[{'type':'refer'}]}", "Patient.link[0].other" },
    { "{'resourceType':'Patient','text':{'status':'generated'}}", "Patient.text.div" },
    { "{'resourceType':'Patient','identifier':['x']}", "Patient.identifier[0]" },
    { "{'resourceType':'Patient','identifier':[{'value':1}]}", "Patient.identifier[0]" },
    { "{'resourceType':'Patient','identifier':[{'use':'x'}]}", "Patient.identifier[0]" },
    { "{'resourceType':'Patient','contained':[{'resourceType':'Basic'}]}",
      "Patient.contained[0].id" },
    { "{'resourceType':'Patient','contained':[{'id':'x'}]}",
      "Patient.contained[0].resourceType" },
    { "{'resourceType':'Patient','extension':[{'url':'x:y','valueDate':'23.11.2026'}]}",
      "Patient.extension[0].valueDate" },
    { "{'resourceType':'Patient','extension':[{'url':'x:y','valueInstant':'2026-11-23'}]"
      "}",
      "Patient.extension[0].valueInstant" },
    { "{'resourceType':'Patient','managingOrganization':{'reference':7}}",
      "Patient.managingOrganization.reference" },
    { "{'resourceType':'Patient','managingOrganization':{'reference':'Organization/a "
      "b'}}",
      "Patient.managingOrganization.reference" },
    { "{'resourceType':'Patient','name':[{'period':{'start':'2026','end':'2025'}}]}",
      "Patient.name[0].period.end" },
    { "{'resourceType':'Task','status':'requested','intent':'order','authoredOn':'2026-"
      "11-23',"
      "'lastModified':'2026-11-22'}",
      "Task.lastModified" },
    { "{'resourceType':'Slot','status':'free','schedule':{'display':'x'},"
      "'start':'2026-11-23T09:00:00Z','end':'2026-11-23T08:00:00Z'}",
      "Slot.end" },
    { "{'resourceType':'PaymentReconciliation','status':'active','created':'2026',"
      "'paymentDate':'2026'}",
      "PaymentReconciliation.paymentAmount" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *prefix = g_strconcat (bad[i].path, ": ", NULL);

      g_test_message ("%s", bad[i].text);
      g_assert_false (is_valid (bad[i].text, &error));
      g_assert_error (error, FOYER_ENDPOINT_ERROR, FOYER_ENDPOINT_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, prefix));
    }
}

static void
test_says_all_at_once (void)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_false (is_valid ("{'resourceType':'Patient','gender':'x','birthDate':'x',"
                            "'active':1}",
                            &error));
  lines = g_strsplit (error->message, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 3);
}

static void
test_rules_fit (void)
{
  guint                    n_rules;
  const FoyerEndpointRule *rules = foyer_endpoint_rules (&n_rules);

  for (guint i = 0; i < n_rules; i++)
    {
      g_assert_true (*rules[i].type == '\0' ||
                     foyer_endpoint_find_type (rules[i].type) != NULL);
      g_assert_true ((rules[i].kind == FOYER_ENDPOINT_RULE_CODE) ==
                     (rules[i].codes != NULL));
    }
}

static void
test_references (void)
{
  static const struct
  {
    const char *reference, *target;
  } cases[] = {
    { "Patient/1", "Patient/1" },
    { "Patient/1/_history/2", "Patient/1" },
    { "Patient/a.b-C", "Patient/a.b-C" },
    { "Patient/", NULL },
    { "/1", NULL },
    { "patient/1", NULL },
    { "Patient/1/_history/", NULL },
    { "Patient/_history/1", NULL },
    { "Patient/1/2", NULL },
    { "https://example.org/Patient/1", NULL },
    { "#p", NULL },
    { "", NULL },
    { NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *target = foyer_endpoint_reference_target (cases[i].reference);

      g_assert_cmpstr (target, ==, cases[i].target);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/endpoint-validate/takes", test_takes);
  g_test_add_func ("/endpoint-validate/refuses", test_refuses);
  g_test_add_func ("/endpoint-validate/all-at-once", test_says_all_at_once);
  g_test_add_func ("/endpoint-validate/rules", test_rules_fit);
  g_test_add_func ("/endpoint-validate/references", test_references);

  return g_test_run ();
}
