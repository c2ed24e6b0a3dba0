/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fhir/foyer-fhir-parts.h"

/* What is referred to stands before what refers to it: clinic, practice, room, service,
 * clinician and its role, staff, referrer and its role, patient, referral and its task,
 * document, request, booking, gift_card, till, ledger_entry, communication, article, handout. */
/* clang-format off */
static const FoyerFhirPart *const parts[] = {
  &foyer_fhir_part_clinic,
  &foyer_fhir_part_practice,
  &foyer_fhir_part_room,
  &foyer_fhir_part_service,
  &foyer_fhir_part_clinician,
  &foyer_fhir_part_clinician_role,
  &foyer_fhir_part_staff,
  &foyer_fhir_part_referrer,
  &foyer_fhir_part_referrer_role,
  &foyer_fhir_part_patient,
  &foyer_fhir_part_referral,
  &foyer_fhir_part_referral_task,
  &foyer_fhir_part_document,
  &foyer_fhir_part_request,
  &foyer_fhir_part_booking,
  &foyer_fhir_part_gift_card,
  &foyer_fhir_part_till,
  &foyer_fhir_part_ledger_entry,
  &foyer_fhir_part_communication,
  &foyer_fhir_part_article,
  &foyer_fhir_part_handout,
};
/* clang-format on */

/**
 * foyer_fhir_parts_list:
 * @out_n: (out): how many
 *
 * Returns: (array length=out_n) (transfer none): all parts; one comes after those that it
 *   refers to, and the part that a record exists by before the others of its kind
 */
const FoyerFhirPart *const *
foyer_fhir_parts_list (guint *out_n)
{
  *out_n = G_N_ELEMENTS (parts);
  return parts;
}

/**
 * foyer_fhir_parts_find:
 * @kind: (nullable): a kind of record, `NULL` for any
 * @type: (nullable): a type of resource, `NULL` for any
 *
 * Returns: (transfer none) (nullable): the first part of @kind that is a resource of @type:
 *   of a kind, the part that its records exist by
 */
const FoyerFhirPart *
foyer_fhir_parts_find (const char *kind, const char *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if ((kind == NULL || g_str_equal (parts[i]->kind, kind)) &&
        (type == NULL || g_str_equal (parts[i]->type, type)))
      return parts[i];

  return NULL;
}

/**
 * foyer_fhir_parts_match:
 * @json: (nullable): a resource
 *
 * Returns: (transfer none) (nullable): the part that @json is, `NULL` if it is nothing that
 *   we keep
 */
const FoyerFhirPart *
foyer_fhir_parts_match (const json_t *json)
{
  const char *type = foyer_fhir_peek (json, "resourceType");

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_strcmp0 (type, parts[i]->type) == 0 && parts[i]->matches (json))
      return parts[i];

  return NULL;
}
