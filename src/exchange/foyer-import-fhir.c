/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/foyer-importer.h"

#include "exchange/foyer-resource-reader.h"
#include "fhir/foyer-fhir-organization.h"
#include "fhir/foyer-fhir-patient.h"
#include "fhir/foyer-fhir-practitioner.h"

#include <string.h>

/* In the order of the passes: what others refer to comes first. */
static const struct
{
  const char *type;
  FoyerFhirResource *(*decode) (const json_t *json, GError **error);
} kinds[FOYER_IMPORT_FHIR_PASSES] = {
  { "Organization", foyer_fhir_organization_decode },
  { "Practitioner", foyer_fhir_practitioner_decode },
  { "Patient", foyer_fhir_patient_decode },
};

static FoyerImportReason
reason_for (const GError *error)
{
  static const FoyerImportReason reasons[] = {
    [FOYER_FHIR_ERROR_SYNTAX] = FOYER_IMPORT_REASON_SYNTAX,
    [FOYER_FHIR_ERROR_TRUNCATED] = FOYER_IMPORT_REASON_TRUNCATED,
    [FOYER_FHIR_ERROR_TOO_DEEP] = FOYER_IMPORT_REASON_TOO_DEEP,
    [FOYER_FHIR_ERROR_TOO_LARGE] = FOYER_IMPORT_REASON_TOO_LARGE,
    [FOYER_FHIR_ERROR_TOO_MANY] = FOYER_IMPORT_REASON_TOO_MANY,
    [FOYER_FHIR_ERROR_TOO_LONG] = FOYER_IMPORT_REASON_TOO_LONG,
    [FOYER_FHIR_ERROR_DUPLICATE_KEY] = FOYER_IMPORT_REASON_DUPLICATE_KEY,
    [FOYER_FHIR_ERROR_ENCODING] = FOYER_IMPORT_REASON_ENCODING,
    [FOYER_FHIR_ERROR_NUMBER] = FOYER_IMPORT_REASON_NUMBER,
    [FOYER_FHIR_ERROR_TYPE] = FOYER_IMPORT_REASON_TYPE,
    [FOYER_FHIR_ERROR_VALUE] = FOYER_IMPORT_REASON_VALUE,
    [FOYER_FHIR_ERROR_DATE] = FOYER_IMPORT_REASON_DATE,
    [FOYER_FHIR_ERROR_MISSING] = FOYER_IMPORT_REASON_MISSING,
    [FOYER_FHIR_ERROR_RESOURCE] = FOYER_IMPORT_REASON_RESOURCE,
  };

  return reasons[error->code];
}

static void
refuse (FoyerImporter *importer, guint64 line, const GError *error)
{
  g_autofree char *path = foyer_fhir_error_dup_path (error);

  foyer_importer_refuse (importer, line, reason_for (error), path);
}

static json_t *
resource_of (const FoyerResourceText *text, json_t *json)
{
  return text->is_entry ? json_object_get (json, "resource") : json;
}

/* The type of a resource: found without reading all of it, or else by reading all of it.
 * NULL with an error if it has none. */
static char *
dup_type (const FoyerResourceText *text, GError **error)
{
  static const char *const path[] = { "resource", "resourceType", NULL };
  char                    *type =
      foyer_json_peek_text (text->text, text->length, text->is_entry ? path : path + 1);
  g_autoptr (json_t) json = NULL;

  if (type != NULL)
    return type;

  json = foyer_json_parse (text->text, text->length, error);
  if (json == NULL)
    return NULL;
  type = g_strdup (foyer_fhir_peek (resource_of (text, json), "resourceType"));
  if (type == NULL)
    g_set_error_literal (error, FOYER_FHIR_ERROR, FOYER_FHIR_ERROR_RESOURCE,
                         "resourceType: none");

  return type;
}

/* People who work here are set up by hand; our own export marks them. */
static gboolean
works_here (const json_t *resource)
{
  json_t *tags = json_object_get (json_object_get (resource, "meta"), "tag");
  json_t *tag;
  size_t  i;

  json_array_foreach (tags, i, tag)
    if (g_strcmp0 (foyer_fhir_peek (tag, "system"), FOYER_FHIR_SYSTEM_ROLE) == 0)
      return TRUE;

  return FALSE;
}

/* Payers and insurers are organisations too, and refer nobody. */
static gboolean
is_payer (const json_t *resource)
{
  json_t *types = json_object_get (resource, "type");
  json_t *type;
  size_t  i;

  json_array_foreach (types, i, type)
    {
      const char *code = foyer_fhir_code (
          type, "http://terminology.hl7.org/CodeSystem/organization-type");

      if (g_strcmp0 (code, "pay") == 0 || g_strcmp0 (code, "ins") == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
take_resource (FoyerImporter           *importer,
               const FoyerResourceText *text,
               guint                    pass,
               GError                 **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (json_t) json = foyer_json_parse (text->text, text->length, &problem);
  json_t            *resource = json != NULL ? resource_of (text, json) : NULL;
  FoyerFhirResource *decoded = NULL;
  FoyerImportItem   *item;

  if (works_here (resource) || is_payer (resource))
    {
      foyer_importer_ignore (importer);
      return TRUE;
    }

  if (json != NULL)
    decoded = kinds[pass].decode (resource, &problem);
  if (decoded == NULL)
    {
      refuse (importer, text->line, problem);
      return TRUE;
    }

  item = foyer_import_item_new (text->line, decoded);
  if (text->is_entry)
    item->full_url = g_strdup (foyer_fhir_peek (json, "fullUrl"));

  return foyer_importer_add (importer, item, error);
}

static gboolean
take_text (FoyerImporter           *importer,
           const FoyerResourceText *text,
           guint                    pass,
           GError                 **error)
{
  g_autoptr (GError) problem = NULL;
  g_autofree char *type = dup_type (text, &problem);

  if (g_strcmp0 (type, kinds[pass].type) == 0)
    return take_resource (importer, text, pass, error);
  if (pass > 0)
    return TRUE;

  /* The first pass answers for what none of them reads. */
  if (type == NULL)
    refuse (importer, text->line, problem);
  else if (g_str_equal (type, "Bundle"))
    foyer_importer_refuse (importer, text->line, FOYER_IMPORT_REASON_RESOURCE, NULL);
  else
    {
      for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
        if (g_str_equal (type, kinds[i].type))
          return TRUE;
      foyer_importer_ignore (importer);
    }

  return TRUE;
}

/**
 * foyer_import_fhir:
 * @importer: takes the records
 * @file: number of the file
 * @path: the file
 * @pass: what to read of it, 0 to `FOYER_IMPORT_FHIR_PASSES` - 1: practices, referrers,
 *   patients, so that references can be resolved in whatever order the files are
 * @error: return location for an error
 *
 * Reads the resources of a file: one a line, a Bundle of any size, or one alone.
 *
 * Returns: `TRUE` on success, also if it was stopped
 */
gboolean
foyer_import_fhir (
    FoyerImporter *importer, guint file, const char *path, guint pass, GError **error)
{
  g_autoptr (FoyerResourceReader) reader = foyer_resource_reader_open (path, error);
  gboolean          is_empty = TRUE;
  FoyerResourceText text;
  FoyerImportReason reason;
  FoyerReadStep     step = FOYER_READ_DONE;

  if (reader == NULL)
    return FALSE;

  foyer_importer_begin_file (importer, file);
  while (!foyer_importer_is_stopped (importer) &&
         (step = foyer_resource_reader_next (reader, &text, &reason, error)) >
             FOYER_READ_DONE)
    {
      is_empty = FALSE;
      foyer_importer_move (importer, foyer_resource_reader_get_position (reader));
      if (step == FOYER_READ_BAD && pass == 0)
        foyer_importer_refuse (importer, text.line, reason, NULL);
      else if (step == FOYER_READ_ITEM && !take_text (importer, &text, pass, error))
        return FALSE;
    }
  if (step == FOYER_READ_ERROR)
    return FALSE;
  if (is_empty && pass == 0 && !foyer_importer_is_stopped (importer))
    foyer_importer_refuse (importer, 1, FOYER_IMPORT_REASON_EMPTY, NULL);

  return foyer_importer_end_file (importer, error);
}
