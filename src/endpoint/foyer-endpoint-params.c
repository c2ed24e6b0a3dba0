/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "endpoint/foyer-endpoint-params.h"

#include <string.h>

#define REFERENCE(name, ...)                                                             \
  {                                                                                      \
    name, FOYER_ENDPOINT_PARAM_REFERENCE, { __VA_ARGS__ }, NULL                          \
  }
#define REFERENCE_TO(name, target, ...)                                                  \
  {                                                                                      \
    name, FOYER_ENDPOINT_PARAM_REFERENCE, { __VA_ARGS__ }, target                        \
  }
#define STATUS                                                                           \
  {                                                                                      \
    "status", FOYER_ENDPOINT_PARAM_STATUS, { "status" }, NULL                            \
  }
#define DATE(name, ...)                                                                  \
  {                                                                                      \
    name, FOYER_ENDPOINT_PARAM_DATE, { __VA_ARGS__ }, NULL                               \
  }
#define END                                                                              \
  {                                                                                      \
    NULL                                                                                 \
  }

/* As in R5: who asks for a time, or waits for one, is found by when it may be.  R4 leaves
 * them out of every search by date. */
static const FoyerEndpointParam appointment[] = {
  { "date", FOYER_ENDPOINT_PARAM_DATE, { "start" }, NULL, "requestedPeriod" },
  STATUS,
  REFERENCE ("actor", "participant", "actor"),
  REFERENCE_TO ("patient", "Patient", "participant", "actor"),
  REFERENCE_TO ("practitioner", "Practitioner", "participant", "actor"),
  REFERENCE_TO ("location", "Location", "participant", "actor"),
  REFERENCE ("based-on", "basedOn"),
  REFERENCE ("slot", "slot"),
  END,
};

static const FoyerEndpointParam schedule[] = {
  DATE ("date", "planningHorizon"),
  REFERENCE ("actor", "actor"),
  END,
};

static const FoyerEndpointParam slot[] = {
  DATE ("start", "start"),
  STATUS,
  REFERENCE ("schedule", "schedule"),
  END,
};

static const FoyerEndpointParam service_request[] = {
  DATE ("authored", "authoredOn"),
  STATUS,
  REFERENCE ("subject", "subject"),
  REFERENCE_TO ("patient", "Patient", "subject"),
  REFERENCE ("requester", "requester"),
  REFERENCE ("performer", "performer"),
  END,
};

static const FoyerEndpointParam task[] = {
  DATE ("authored-on", "authoredOn"), STATUS,
  REFERENCE ("focus", "focus"),       REFERENCE ("based-on", "basedOn"),
  REFERENCE ("subject", "for"),       REFERENCE_TO ("patient", "Patient", "for"),
  REFERENCE ("owner", "owner"),       END,
};

static const FoyerEndpointParam document_reference[] = {
  DATE ("date", "date"),
  STATUS,
  REFERENCE ("subject", "subject"),
  REFERENCE_TO ("patient", "Patient", "subject"),
  END,
};

static const FoyerEndpointParam communication[] = {
  DATE ("sent", "sent"),
  STATUS,
  REFERENCE ("subject", "subject"),
  REFERENCE_TO ("patient", "Patient", "subject"),
  REFERENCE ("based-on", "basedOn"),
  END,
};

static const FoyerEndpointParam practitioner_role[] = {
  REFERENCE ("practitioner", "practitioner"),
  REFERENCE ("organization", "organization"),
  REFERENCE ("location", "location"),
  END,
};

static const FoyerEndpointParam patient[] = {
  REFERENCE ("general-practitioner", "generalPractitioner"),
  REFERENCE ("organization", "managingOrganization"),
  REFERENCE ("link", "link", "other"),
  END,
};

static const FoyerEndpointParam related_person[] = {
  REFERENCE ("patient", "patient"),
  END,
};

static const FoyerEndpointParam location[] = {
  STATUS,
  REFERENCE ("organization", "managingOrganization"),
  REFERENCE ("partof", "partOf"),
  END,
};

static const FoyerEndpointParam organization[] = {
  REFERENCE ("partof", "partOf"),
  END,
};

static const FoyerEndpointParam healthcare_service[] = {
  REFERENCE ("organization", "providedBy"),
  REFERENCE ("location", "location"),
  END,
};

static const FoyerEndpointParam payment_reconciliation[] = {
  DATE ("created", "created"),
  STATUS,
  REFERENCE ("requestor", "requestor"),
  END,
};

static const FoyerEndpointParam payment_notice[] = {
  DATE ("created", "created"),
  STATUS,
  REFERENCE ("request", "request"),
  END,
};

static const FoyerEndpointParam account[] = {
  DATE ("period", "servicePeriod"), STATUS,
  REFERENCE ("subject", "subject"), REFERENCE_TO ("patient", "Patient", "subject"),
  REFERENCE ("owner", "owner"),     END,
};

static const FoyerEndpointParam basic[] = {
  DATE ("created", "created"),
  REFERENCE ("subject", "subject"),
  REFERENCE_TO ("patient", "Patient", "subject"),
  REFERENCE ("author", "author"),
  END,
};

static const FoyerEndpointParam invoice[] = {
  DATE ("date", "date"),
  STATUS,
  REFERENCE ("subject", "subject"),
  REFERENCE_TO ("patient", "Patient", "subject"),
  END,
};

static const FoyerEndpointParam charge_item[] = {
  DATE ("entered-date", "enteredDate"),
  REFERENCE ("subject", "subject"),
  REFERENCE_TO ("patient", "Patient", "subject"),
  END,
};

static const FoyerEndpointParam coverage[] = {
  STATUS,
  REFERENCE ("beneficiary", "beneficiary"),
  REFERENCE_TO ("patient", "Patient", "beneficiary"),
  END,
};

static const FoyerEndpointParam encounter[] = {
  DATE ("date", "period"),
  STATUS,
  REFERENCE ("subject", "subject"),
  REFERENCE_TO ("patient", "Patient", "subject"),
  REFERENCE ("appointment", "appointment"),
  END,
};

/* Sorted by name: what a front desk keeps, and what its records point to. */
static const FoyerEndpointType types[] = {
  { "Account", account, TRUE },
  { "Appointment", appointment, TRUE },
  { "Basic", basic, TRUE },
  { "ChargeItem", charge_item, TRUE },
  { "Communication", communication, TRUE },
  { "Coverage", coverage, TRUE },
  { "DocumentReference", document_reference, TRUE },
  { "Encounter", encounter, TRUE },
  { "HealthcareService", healthcare_service, TRUE },
  { "Invoice", invoice, TRUE },
  { "Location", location, TRUE },
  { "Organization", organization, TRUE },
  { "Patient", patient, TRUE },
  { "PaymentNotice", payment_notice, TRUE },
  { "PaymentReconciliation", payment_reconciliation, TRUE },
  { "Practitioner", NULL, TRUE },
  { "PractitionerRole", practitioner_role, TRUE },
  { "Provenance", NULL, FALSE },
  { "RelatedPerson", related_person, TRUE },
  { "Schedule", schedule, TRUE },
  { "ServiceRequest", service_request, TRUE },
  { "Slot", slot, TRUE },
  { "Task", task, TRUE },
};

/**
 * foyer_endpoint_types:
 * @out_n_types: (out): how many there are
 *
 * Returns: (transfer none) (array length=out_n_types): the types that are kept, by name
 */
const FoyerEndpointType *
foyer_endpoint_types (guint *out_n_types)
{
  *out_n_types = G_N_ELEMENTS (types);

  return types;
}

/**
 * foyer_endpoint_find_type:
 * @name: of a resource type
 *
 * Returns: (transfer none) (nullable): the type, or `NULL` if it is not kept
 */
const FoyerEndpointType *
foyer_endpoint_find_type (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (strcmp (types[i].name, name) == 0)
      return &types[i];

  return NULL;
}

/**
 * foyer_endpoint_find_param:
 * @type: a resource type
 * @name: of a search parameter
 *
 * Returns: (transfer none) (nullable): the parameter, or `NULL` if @type has none of that
 *   name
 */
const FoyerEndpointParam *
foyer_endpoint_find_param (const FoyerEndpointType *type, const char *name)
{
  for (const FoyerEndpointParam *param = type->params;
       param != NULL && param->name != NULL; param++)
    if (strcmp (param->name, name) == 0)
      return param;

  return NULL;
}
