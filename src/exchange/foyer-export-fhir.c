/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/foyer-export.h"

#include "exchange/foyer-export-set.h"
#include "fhir/foyer-fhir-appointment.h"
#include "fhir/foyer-fhir-organization.h"
#include "fhir/foyer-fhir-part.h"
#include "fhir/foyer-fhir-patient.h"
#include "fhir/foyer-fhir-practitioner.h"
#include "model/foyer-clinician.h"
#include "model/foyer-referral.h"
#include "model/foyer-service.h"
#include "store/foyer-aggregates.h"
#include "store/foyer-dump.h"

/* One file while it is written. */
typedef struct
{
  FoyerDb *db;     /* (unowned) */
  FILE    *stream; /* (unowned) */
} Writer;

static void
write_json (Writer *writer, json_t *json)
{
  json_dumpf (json, writer->stream, JSON_COMPACT);
  fputc ('\n', writer->stream);
}

/* The key of a record, as a reference to a resource; NULL for none. */
static gboolean
dup_reference (
    FoyerDb *db, GType type, const char *resource, gint64 id, char **out, GError **error)
{
  g_autofree char *uid = NULL;

  if (!foyer_dump_get_text (db, type, id, "uid", &uid, error))
    return FALSE;

  *out = uid != NULL ? g_strdup_printf ("%s/%s", resource, uid) : NULL;
  return TRUE;
}

static FoyerFhirResource *
new_resource (FoyerDb *db, gpointer record, GError **error)
{
  gint64 id = foyer_record_get_id (record);
  g_autoptr (GPtrArray) identifiers = foyer_dump_list_identifiers (
      db, FOYER_RECORD_GET_CLASS (record)->kind, id, id, error);
  FoyerFhirResource *resource;

  if (identifiers == NULL)
    return NULL;

  resource = foyer_fhir_resource_new (g_object_ref (record));
  foyer_set_text (&resource->id, foyer_record_get_uid (record));
  g_ptr_array_extend_and_steal (resource->identifiers, g_steal_pointer (&identifiers));

  return resource;
}

static gboolean
write_practice (gpointer record, gpointer data, GError **error)
{
  Writer *writer = data;
  g_autoptr (FoyerFhirResource) resource = new_resource (writer->db, record, error);
  g_autoptr (json_t) json = NULL;

  if (resource == NULL)
    return FALSE;

  json = foyer_fhir_organization_encode (resource, NULL);
  write_json (writer, json);

  return TRUE;
}

static gboolean
write_referrer (gpointer record, gpointer data, GError **error)
{
  Writer *writer = data;
  g_autoptr (FoyerFhirResource) resource = new_resource (writer->db, record, error);
  g_autoptr (json_t) json = NULL;

  if (resource == NULL ||
      !dup_reference (writer->db, FOYER_TYPE_PRACTICE, "Organization",
                      FOYER_REFERRER (record)->practice_id, &resource->reference, error))
    return FALSE;

  json = foyer_fhir_practitioner_encode (resource, NULL);
  write_json (writer, json);

  return TRUE;
}

/* Appointments refer to those who work here; the tag keeps an import from taking them for
 * people who refer patients. */
static gboolean
write_clinician (gpointer record, gpointer data, GError **error)
{
  FoyerClinician *clinician = record;
  FoyerReferrer  *person = foyer_referrer_new ();
  g_autoptr (FoyerFhirResource) resource = foyer_fhir_resource_new (person);
  g_autoptr (json_t) json = NULL;

  foyer_record_set_uid (FOYER_RECORD (person), foyer_record_get_uid (record));
  foyer_set_text (&resource->id, foyer_record_get_uid (record));
  foyer_set_text (&person->prefix, clinician->prefix);
  foyer_set_text (&person->family, clinician->family);
  foyer_set_text (&person->given, clinician->given);
  foyer_set_text (&person->credentials, clinician->credentials);
  foyer_set_text (&person->npi, clinician->npi);
  foyer_set_text (&person->specialty, clinician->specialty);
  person->active = clinician->active;
  json = foyer_fhir_practitioner_encode (resource, NULL);
  json_object_set_new (json, "meta",
                       json_pack ("{s:[{s:s, s:s}]}", "tag", "system",
                                  FOYER_FHIR_SYSTEM_ROLE, "code", "clinician"));
  write_json (data, json);

  return TRUE;
}

static gboolean
write_patient (gpointer record, gpointer data, GError **error)
{
  Writer *writer = data;
  g_autoptr (FoyerFhirResource) resource = new_resource (writer->db, record, error);
  g_autoptr (json_t) json = NULL;

  if (resource == NULL ||
      !dup_reference (writer->db, FOYER_TYPE_REFERRER, "Practitioner",
                      FOYER_PATIENT (record)->pcp_id, &resource->reference, error))
    return FALSE;

  json = foyer_fhir_patient_encode (resource, NULL);
  write_json (writer, json);

  return TRUE;
}

/* Only what the export has is referred to: who decided and the visit to book are not. */
static char *
to_reference (const char *kind, const char *uid, gpointer data)
{
  static const struct
  {
    const char *kind;
    const char *type;
  } types[] = {
    { "clinician", "Practitioner" },
    { "patient", "Patient" },
    { "referral", "ServiceRequest" },
    { "referrer", "Practitioner" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i].kind, kind))
      return g_strdup_printf ("%s/%s", types[i].type, uid);

  return NULL;
}

static gboolean
write_referral_part (Writer      *writer,
                     FoyerRecord *record,
                     const char  *type,
                     GError     **error)
{
  FoyerFhirLinks links = { .to_reference = to_reference };
  g_autoptr (FoyerAggregate) aggregate =
      foyer_aggregates_load (writer->db, "referral", foyer_record_get_id (record), error);
  g_autoptr (json_t) json = NULL;

  if (aggregate == NULL)
    return FALSE;

  json = foyer_fhir_part_render (foyer_fhir_parts_find ("referral", type), aggregate,
                                 &links, NULL);
  foyer_fhir_set_text (json, "id", foyer_record_get_uid (record));
  write_json (writer, json);

  return TRUE;
}

static gboolean
write_referral (gpointer record, gpointer data, GError **error)
{
  return write_referral_part (data, record, "ServiceRequest", error);
}

static gboolean
write_task (gpointer record, gpointer data, GError **error)
{
  return write_referral_part (data, record, "Task", error);
}

static gboolean
write_booking (gpointer record, gpointer data, GError **error)
{
  Writer          *writer = data;
  FoyerDb         *db = writer->db;
  FoyerBooking    *booking = record;
  g_autofree char *patient = NULL;
  g_autofree char *clinician = NULL;
  g_autofree char *referral = NULL;
  g_autofree char *code = NULL;
  g_autofree char *name = NULL;
  g_autoptr (json_t) json = NULL;

  if (!foyer_dump_get_text (db, FOYER_TYPE_PATIENT, booking->patient_id, "uid", &patient,
                            error) ||
      !foyer_dump_get_text (db, FOYER_TYPE_CLINICIAN, booking->clinician_id, "uid",
                            &clinician, error) ||
      !foyer_dump_get_text (db, FOYER_TYPE_REFERRAL, booking->referral_id, "uid",
                            &referral, error) ||
      !foyer_dump_get_text (db, FOYER_TYPE_SERVICE, booking->service_id, "code", &code,
                            error) ||
      !foyer_dump_get_text (db, FOYER_TYPE_SERVICE, booking->service_id, "name", &name,
                            error))
    return FALSE;

  {
    const FoyerFhirBookingLinks links = { patient, clinician, referral, code, name };

    json = foyer_fhir_appointment_encode (booking, &links);
  }
  write_json (writer, json);

  return TRUE;
}

static gboolean
count_all (FoyerExportSet *set, FoyerDb *db, GError **error)
{
  const GType types[] = { FOYER_TYPE_PRACTICE, FOYER_TYPE_REFERRER, FOYER_TYPE_CLINICIAN,
                          FOYER_TYPE_PATIENT,  FOYER_TYPE_REFERRAL, FOYER_TYPE_REFERRAL,
                          FOYER_TYPE_BOOKING };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      gint64 n;

      if (!foyer_dump_count (db, types[i], &n, error))
        return FALSE;
      foyer_export_set_add_total (set, n);
    }

  return TRUE;
}

static gboolean
begin (Writer *writer, FoyerExportSet *set, const char *name, GError **error)
{
  writer->stream = foyer_export_set_add (set, name, error);

  return writer->stream != NULL;
}

static gboolean
write_all (FoyerExportSet *set, FoyerDb *db, GError **error)
{
  Writer writer = { db };

  return count_all (set, db, error) &&
         begin (&writer, set, "Organization.ndjson", error) &&
         foyer_export_each (set, db, FOYER_TYPE_PRACTICE, write_practice, &writer,
                            error) &&
         begin (&writer, set, "Practitioner.ndjson", error) &&
         foyer_export_each (set, db, FOYER_TYPE_REFERRER, write_referrer, &writer,
                            error) &&
         foyer_export_each (set, db, FOYER_TYPE_CLINICIAN, write_clinician, &writer,
                            error) &&
         begin (&writer, set, "Patient.ndjson", error) &&
         foyer_export_each_patient (set, db, write_patient, &writer, error) &&
         begin (&writer, set, "ServiceRequest.ndjson", error) &&
         foyer_export_each (set, db, FOYER_TYPE_REFERRAL, write_referral, &writer,
                            error) &&
         begin (&writer, set, "Task.ndjson", error) &&
         foyer_export_each (set, db, FOYER_TYPE_REFERRAL, write_task, &writer, error) &&
         begin (&writer, set, "Appointment.ndjson", error) &&
         foyer_export_each (set, db, FOYER_TYPE_BOOKING, write_booking, &writer, error);
}

/**
 * foyer_export_fhir:
 * @db: a connection that can write, with no transaction under way
 * @actor: (nullable): who acts
 * @job: where to
 * @error: return location for an error
 *
 * Writes people, practices, referrals and bookings as FHIR R4, one resource a line:
 * `Organization.ndjson`, `Practitioner.ndjson`, `Patient.ndjson`, `ServiceRequest.ndjson`,
 * `Task.ndjson` (how the referrals are handled), `Appointment.ndjson`.
 *
 * All of it is from one moment.  The files are readable by their owner only and appear
 * together, or not at all.  Importing them into another profile brings the same patients.
 * That somebody exported is in the audit trail.
 *
 * Errors: `FOYER_STORE_ERROR_DENIED`; `G_IO_ERROR`, with `G_IO_ERROR_CANCELLED`.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_export_fhir (FoyerDb              *db,
                   FoyerUser            *actor,
                   const FoyerExportJob *job,
                   GError              **error)
{
  return foyer_export_set_run (db, actor, job, "{\"export\":[null,\"fhir\"]}", write_all,
                               error);
}
