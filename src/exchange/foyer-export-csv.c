/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/foyer-export.h"

#include "exchange/foyer-csv-writer.h"
#include "exchange/foyer-export-private.h"
#include "model/foyer-booking.h"
#include "model/foyer-clinician.h"
#include "model/foyer-ledger-entry.h"
#include "model/foyer-money.h"
#include "model/foyer-patient.h"
#include "model/foyer-referral.h"
#include "model/foyer-referrer.h"
#include "model/foyer-room.h"
#include "model/foyer-service.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-dump.h"

#include <string.h>

/* One table while it is written. */
typedef struct
{
  FoyerCsvWriter csv;
  FoyerDb       *db;     /* (unowned) */
  FoyerZone     *zone;   /* (owned) of the clinic */
  FoyerClinic   *clinic; /* (owned) */
} Writer;

static void
write_cell (Writer *writer, const char *text)
{
  foyer_csv_writer_add_text (&writer->csv, text);
}

/* What a field of an id refers to, and which of its fields people call it by. */
static const struct
{
  const char *field;
  const char *header;
  const char *called;
  GType (*get_type) (void);
} references[] = {
  { "patient-id", "patient_number", "number", foyer_patient_get_type },
  { "service-id", "service", "code", foyer_service_get_type },
  { "clinician-id", "clinician", "family", foyer_clinician_get_type },
  { "room-id", "room", "name", foyer_room_get_type },
  { "referral-id", "referral_number", "number", foyer_referral_get_type },
  { "previous-referral-id", "previous_referral_number", "number",
    foyer_referral_get_type },
  { "referrer-id", "referrer", "family", foyer_referrer_get_type },
  { "pcp-id", "pcp", "family", foyer_referrer_get_type },
  { "booking-id", "booking_number", "number", foyer_booking_get_type },
  { "reverses-id", "reverses", "uid", foyer_ledger_entry_get_type },
  { "staff-id", "staff", "name", foyer_user_get_type },
  { "created-by", "created_by", "name", foyer_user_get_type },
  { "decided-by", "decided_by", "name", foyer_user_get_type },
};

static int
find_reference (const FoyerField *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (references); i++)
    if (g_str_equal (references[i].field, field->name))
      return (int) i;

  return -1;
}

static gboolean
is_instant (const FoyerField *field)
{
  return g_str_has_suffix (field->name, "-at") || g_str_equal (field->name, "at") ||
         g_str_equal (field->name, "held-until");
}

static gboolean
is_left_out (const FoyerField *field)
{
  return g_str_equal (field->name, "name-key");
}

static void
write_header (Writer *writer, const FoyerField *field)
{
  int              reference = find_reference (field);
  g_autofree char *name = g_strdelimit (g_strdup (field->name), "-", '_');

  if (is_left_out (field))
    return;
  if (reference >= 0)
    write_cell (writer, references[reference].header);
  else if (g_str_has_suffix (field->name, "-minor"))
    {
      name[strlen (name) - strlen ("_minor")] = '\0';
      write_cell (writer, name);
    }
  else
    write_cell (writer, name);
}

static void
write_integer (Writer *writer, FoyerRecord *record, const FoyerField *field)
{
  gint64           value = foyer_field_get_integer (field, record);
  g_autofree char *text = NULL;

  if (g_str_has_suffix (field->name, "-minor"))
    {
      const char *currency =
          FOYER_IS_LEDGER_ENTRY (record) && FOYER_LEDGER_ENTRY (record)->currency != NULL
              ? FOYER_LEDGER_ENTRY (record)->currency
              : writer->clinic->currency;

      text = foyer_money_to_plain (value, currency);
    }
  else if (is_instant (field))
    text = value != 0 ? foyer_instant_format (writer->zone, value) : NULL;
  else if (value != 0 || (field->flags & FOYER_FIELD_ZERO_IS_NULL) == 0)
    text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  foyer_csv_writer_add_number (&writer->csv, text != NULL ? text : "");
}

static gboolean
write_field (Writer *writer, FoyerRecord *record, const FoyerField *field, GError **error)
{
  int              reference = find_reference (field);
  g_autofree char *text = NULL;

  if (is_left_out (field))
    return TRUE;

  if (reference >= 0)
    {
      if (!foyer_dump_get_text (writer->db, references[reference].get_type (),
                                foyer_field_get_integer (field, record),
                                references[reference].called, &text, error))
        return FALSE;
      write_cell (writer, text);
    }
  else if (field->type == G_TYPE_STRING || field->type == G_TYPE_ENUM)
    write_cell (writer, foyer_field_get_text (field, record));
  else if (field->type == G_TYPE_BOOLEAN)
    write_cell (writer, foyer_field_get_integer (field, record) != 0 ? "yes" : "no");
  else
    write_integer (writer, record, field);

  return TRUE;
}

/* Whose record it is, beside the number: a table is read without the other tables too. */
static gboolean
write_patient_name (Writer *writer, gint64 patient_id, GError **error)
{
  static const char *const fields[] = { "family", "given", "birth-date" };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *text = NULL;

      if (!foyer_dump_get_text (writer->db, FOYER_TYPE_PATIENT, patient_id, fields[i],
                                &text, error))
        return FALSE;
      write_cell (writer, text);
    }

  return TRUE;
}

static void
write_headers (Writer *writer, GType type)
{
  FoyerRecordClass *klass = g_type_class_ref (type);

  write_cell (writer, "uid");
  for (guint i = 0; i < klass->n_fields; i++)
    {
      write_header (writer, &klass->fields[i]);
      if (g_str_equal (klass->fields[i].name, "patient-id"))
        {
          write_cell (writer, "patient_family");
          write_cell (writer, "patient_given");
          write_cell (writer, "patient_birth_date");
        }
    }
  g_type_class_unref (klass);
}

static gboolean
write_fields (Writer *writer, FoyerRecord *record, GError **error)
{
  FoyerRecordClass *klass = FOYER_RECORD_GET_CLASS (record);

  write_cell (writer, foyer_record_get_uid (record));
  for (guint i = 0; i < klass->n_fields; i++)
    {
      if (!write_field (writer, record, &klass->fields[i], error))
        return FALSE;
      if (g_str_equal (klass->fields[i].name, "patient-id") &&
          !write_patient_name (
              writer, foyer_field_get_integer (&klass->fields[i], record), error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_record (gpointer record, gpointer data, GError **error)
{
  if (!write_fields (data, record, error))
    return FALSE;

  foyer_csv_writer_end_line (&((Writer *) data)->csv);
  return TRUE;
}

/* All phones of a kind, as one cell. */
static void
write_phones (Writer *writer, FoyerPatient *patient, FoyerPhoneKind kind)
{
  g_autoptr (GString) numbers = g_string_new (NULL);

  for (guint i = 0; i < patient->phones->len; i++)
    {
      FoyerPatientPhone *phone = patient->phones->pdata[i];

      if (phone->kind == kind)
        g_string_append_printf (numbers, "%s%s", numbers->len > 0 ? ", " : "",
                                phone->number);
    }
  write_cell (writer, numbers->len > 0 ? numbers->str : NULL);
}

static void
write_names (Writer *writer, FoyerPatient *patient, FoyerNameKind kind)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < patient->names->len; i++)
    {
      FoyerPatientName *name = patient->names->pdata[i];

      if (name->kind == kind)
        g_string_append_printf (
            names, "%s%s%s%s", names->len > 0 ? "; " : "",
            name->family != NULL ? name->family : "",
            name->given != NULL && kind != FOYER_NAME_KIND_MAIDEN ? ", " : "",
            name->given != NULL && kind != FOYER_NAME_KIND_MAIDEN ? name->given : "");
    }
  write_cell (writer, names->len > 0 ? names->str : NULL);
}

static void
write_contacts (Writer *writer, FoyerPatient *patient)
{
  g_autoptr (GString) contacts = g_string_new (NULL);

  for (guint i = 0; i < patient->contacts->len; i++)
    {
      FoyerPatientContact *contact = patient->contacts->pdata[i];
      const char          *parts[] = {
                 foyer_enum_to_nick (FOYER_TYPE_CONTACT_KIND, (int) contact->kind),
                 contact->name,
                 contact->relationship,
                 contact->phone,
                 contact->authority,
      };

      g_string_append (contacts, contacts->len > 0 ? "\n" : "");
      for (guint p = 0; p < G_N_ELEMENTS (parts); p++)
        g_string_append_printf (contacts, "%s%s", p > 0 ? "; " : "",
                                parts[p] != NULL ? parts[p] : "");
    }
  write_cell (writer, contacts->len > 0 ? contacts->str : NULL);
}

static gboolean
write_patient (gpointer record, gpointer data, GError **error)
{
  Writer       *writer = data;
  FoyerPatient *patient = record;

  if (!write_fields (writer, record, error))
    return FALSE;

  write_phones (writer, patient, FOYER_PHONE_KIND_MOBILE);
  write_phones (writer, patient, FOYER_PHONE_KIND_HOME);
  write_phones (writer, patient, FOYER_PHONE_KIND_WORK);
  write_phones (writer, patient, FOYER_PHONE_KIND_OTHER);
  write_names (writer, patient, FOYER_NAME_KIND_MAIDEN);
  write_names (writer, patient, FOYER_NAME_KIND_PREVIOUS);
  write_names (writer, patient, FOYER_NAME_KIND_ALIAS);
  write_contacts (writer, patient);
  foyer_csv_writer_end_line (&writer->csv);

  return TRUE;
}

static void
write_patient_headers (Writer *writer)
{
  static const char *const headers[] = { "mobile",      "home_phone",     "work_phone",
                                         "phone",       "maiden_name",    "earlier_names",
                                         "other_names", "contact_persons" };

  write_headers (writer, FOYER_TYPE_PATIENT);
  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    write_cell (writer, headers[i]);
  foyer_csv_writer_end_line (&writer->csv);
}

static gboolean
begin (Writer *writer, FoyerExportSet *set, const char *name, GType type, GError **error)
{
  writer->csv.stream = foyer_export_set_add (set, name, error);
  if (writer->csv.stream == NULL)
    return FALSE;

  if (type == FOYER_TYPE_PATIENT)
    write_patient_headers (writer);
  else
    {
      write_headers (writer, type);
      foyer_csv_writer_end_line (&writer->csv);
    }

  return TRUE;
}

static gboolean
count_all (FoyerExportSet *set, FoyerDb *db, GError **error)
{
  const GType types[] = { FOYER_TYPE_PATIENT, FOYER_TYPE_REFERRAL, FOYER_TYPE_BOOKING,
                          FOYER_TYPE_LEDGER_ENTRY };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      gint64 n;

      if (!foyer_dump_count (db, types[i], &n, error))
        return FALSE;
      foyer_export_set_add_total (set, n);
    }

  return TRUE;
}

/* A writer for the clinic of @db. */
static gboolean
writer_init (Writer *writer, FoyerDb *db, GError **error)
{
  writer->db = db;
  writer->clinic = foyer_catalogue_get_clinic (db, error);
  if (writer->clinic != NULL)
    writer->zone = foyer_zone_new (writer->clinic->zone, error);

  return writer->zone != NULL;
}

static void
writer_clear (Writer *writer)
{
  g_clear_object (&writer->clinic);
  g_clear_pointer (&writer->zone, foyer_zone_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Writer, writer_clear)

/* The ledger alone. */
gboolean
foyer_export_write_ledger (FoyerExportSet *set, FoyerDb *db, GError **error)
{
  g_auto (Writer) writer = { 0 };

  return writer_init (&writer, db, error) &&
         begin (&writer, set, "ledger.csv", FOYER_TYPE_LEDGER_ENTRY, error) &&
         foyer_export_each (set, db, FOYER_TYPE_LEDGER_ENTRY, write_record, &writer,
                            error);
}

static gboolean
write_all (FoyerExportSet *set, FoyerDb *db, GError **error)
{
  g_auto (Writer) writer = { 0 };

  return writer_init (&writer, db, error) && count_all (set, db, error) &&
         begin (&writer, set, "patients.csv", FOYER_TYPE_PATIENT, error) &&
         foyer_export_each_patient (set, db, write_patient, &writer, error) &&
         begin (&writer, set, "referrals.csv", FOYER_TYPE_REFERRAL, error) &&
         foyer_export_each (set, db, FOYER_TYPE_REFERRAL, write_record, &writer, error) &&
         begin (&writer, set, "bookings.csv", FOYER_TYPE_BOOKING, error) &&
         foyer_export_each (set, db, FOYER_TYPE_BOOKING, write_record, &writer, error) &&
         foyer_export_write_ledger (set, db, error) &&
         foyer_export_write_money (set, db, error);
}

/**
 * foyer_export_csv:
 * @db: a connection that can write, with no transaction under way
 * @actor: (nullable): who acts
 * @job: where to
 * @error: return location for an error
 *
 * Writes tables for a spreadsheet: `patients.csv`, `referrals.csv`, `bookings.csv` and those of
 * foyer_export_money(), by RFC 4180 in UTF-8.
 *
 * References are written as what people call them, instants by ISO 8601 in the clinic's
 * zone, money in units of its currency.  A cell that a spreadsheet would calculate begins
 * with an apostrophe, which an import takes off again.  Otherwise as foyer_export_fhir().
 *
 * Errors: `FOYER_STORE_ERROR_DENIED`; `G_IO_ERROR`, with `G_IO_ERROR_CANCELLED`.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_export_csv (FoyerDb              *db,
                  FoyerUser            *actor,
                  const FoyerExportJob *job,
                  GError              **error)
{
  return foyer_export_set_run (db, actor, job, "{\"export\":[null,\"csv\"]}", write_all,
                               error);
}
