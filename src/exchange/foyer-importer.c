/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/foyer-importer.h"

#include "model/foyer-practice.h"
#include "model/foyer-referrer.h"
#include "store/foyer-dump.h"
#include "store/foyer-patients.h"
#include "store/foyer-referrers.h"

#include <string.h>

/* Records that one action saves: few enough to stop within a second or two, many enough to
 * be fast. */
#define BATCH 2000

/* From so many bytes on, a batch of new records gets one row in the audit trail. */
#define LARGE (16 * 1024 * 1024)

/**
 * FoyerImporter:
 *
 * Saves records in batches, one action each, and keeps count.
 */
struct _FoyerImporter
{
  FoyerDb              *db;     /* (unowned) */
  FoyerUser            *actor;  /* (unowned) (nullable) */
  const FoyerImportJob *job;    /* (unowned) */
  FoyerImportReport    *report; /* (unowned) */
  GPtrArray            *batch;  /* (owned) of FoyerImportItem */
  GHashTable           *ids;    /* (owned) reference as resources make it to gint64 * */
  guint                 file;
  guint64               done; /* bytes of the files before this one */
  guint64               position;
  guint64               total;
  gboolean              is_bulk;     /* the batch has one row in the audit trail */
  gboolean              needs_audit; /* it cannot have, since it changes something */
};

/* What became of one record. */
typedef enum
{
  OUTCOME_ADDED,
  OUTCOME_UPDATED,
  OUTCOME_UNCHANGED,
  OUTCOME_REFUSED,
} Outcome;

typedef struct
{
  FoyerImporter    *self;
  FoyerImportItem  *item;
  gint64            id; /* of the record that it became */
  Outcome           outcome;
  FoyerImportReason reason; /* when refused */
  char             *field;  /* (owned) (nullable) when refused */
} Attempt;

/**
 * foyer_import_item_new:
 * @line: where the record begins
 * @resource: (transfer full): the record
 */
FoyerImportItem *
foyer_import_item_new (guint64 line, FoyerFhirResource *resource)
{
  FoyerImportItem *item = g_new0 (FoyerImportItem, 1);

  item->line = line;
  item->resource = resource;
  item->uid = g_strdup (foyer_record_get_uid (resource->record));
  if (FOYER_IS_PATIENT (resource->record))
    item->number = g_strdup (FOYER_PATIENT (resource->record)->number);

  return item;
}

static void
foyer_import_item_free (FoyerImportItem *item)
{
  foyer_fhir_resource_free (item->resource);
  g_free (item->full_url);
  g_free (item->uid);
  g_free (item->number);
  g_free (item);
}

FoyerImporter *
foyer_importer_new (FoyerDb              *db,
                    FoyerUser            *actor,
                    const FoyerImportJob *job,
                    FoyerImportReport    *report)
{
  FoyerImporter *self = g_new0 (FoyerImporter, 1);

  self->db = db;
  self->actor = actor;
  self->job = job;
  self->report = report;
  self->batch = g_ptr_array_new_with_free_func ((GDestroyNotify) foyer_import_item_free);
  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

void
foyer_importer_free (FoyerImporter *self)
{
  g_ptr_array_unref (self->batch);
  g_hash_table_unref (self->ids);
  g_free (self);
}

static gboolean
refuse (Attempt *attempt, FoyerImportReason reason, const char *field)
{
  attempt->outcome = OUTCOME_REFUSED;
  attempt->reason = reason;
  g_free (attempt->field);
  attempt->field = g_strdup (field);

  return TRUE;
}

static const char *
kind_of (gpointer record)
{
  return FOYER_RECORD_GET_CLASS (record)->kind;
}

static gboolean
add_identifier (FoyerAct   *act,
                const char *kind,
                gint64      id,
                const char *system,
                const char *value,
                GError    **error)
{
  if (g_str_equal (kind, "patient"))
    return foyer_patients_add_identifier_in (act, id, system, value, error);
  return foyer_referrers_add_identifier_in (act, kind, id, system, value, error);
}

static gboolean
save_record (FoyerAct *act, gpointer record, GError **error)
{
  if (FOYER_IS_PATIENT (record))
    return foyer_patients_save_in (act, record, error);
  if (FOYER_IS_REFERRER (record))
    return foyer_referrers_save_in (act, record, error);
  return foyer_referrers_save_practice_in (act, record, error);
}

/* What a resource of another server is called there, if nothing else names it.  Numbers of
 * servers repeat, so it counts only for a person who fits. */
static void
add_source (FoyerFhirResource *resource)
{
  const char      *type = FOYER_IS_PATIENT (resource->record)    ? "Patient"
                          : FOYER_IS_REFERRER (resource->record) ? "Practitioner"
                                                                 : "Organization";
  g_autofree char *source = NULL;
  gboolean         has_npi = FALSE;

  if (FOYER_IS_REFERRER (resource->record))
    has_npi = FOYER_REFERRER (resource->record)->npi != NULL;
  else if (FOYER_IS_PRACTICE (resource->record))
    has_npi = FOYER_PRACTICE (resource->record)->npi != NULL;
  if (resource->id == NULL || resource->identifiers->len > 0 || has_npi ||
      foyer_record_get_uid (resource->record) != NULL)
    return;

  source = g_strdup_printf ("%s/%s", type, resource->id);
  foyer_fhir_resource_add_identifier (resource, FOYER_FHIR_SYSTEM_SOURCE, source);
}

/* The last two parts of a reference, `Practitioner/7`, whatever server it names. */
static char *
dup_short_reference (const char *reference)
{
  const char *slash = strrchr (reference, '/');

  if (slash == NULL)
    return g_strdup (reference);
  while (slash > reference && slash[-1] != '/')
    slash--;

  return g_strdup (slash);
}

/* 0 for what cannot be found: a reference is no reason to refuse a person. */
static gboolean
resolve (FoyerImporter *self,
         GType          type,
         const char    *reference,
         gint64        *out_id,
         GError       **error)
{
  g_autofree char *short_reference = NULL;
  const gint64    *known;
  const char      *slash;

  *out_id = 0;
  if (reference == NULL)
    return TRUE;

  short_reference = dup_short_reference (reference);
  known = g_hash_table_lookup (self->ids, reference);
  if (known == NULL)
    known = g_hash_table_lookup (self->ids, short_reference);
  if (known != NULL)
    {
      *out_id = *known;
      return TRUE;
    }

  slash = strrchr (short_reference, '/');
  if (slash != NULL && g_uuid_string_is_valid (slash + 1))
    return foyer_dump_find (self->db, type, "uid", slash + 1, out_id, error);

  return TRUE;
}

static gboolean
resolve_references (Attempt *attempt, GError **error)
{
  FoyerFhirResource *resource = attempt->item->resource;

  if (FOYER_IS_PATIENT (resource->record))
    return resolve (attempt->self, FOYER_TYPE_REFERRER, resource->reference,
                    &FOYER_PATIENT (resource->record)->pcp_id, error);
  if (FOYER_IS_REFERRER (resource->record))
    return resolve (attempt->self, FOYER_TYPE_PRACTICE, resource->reference,
                    &FOYER_REFERRER (resource->record)->practice_id, error);
  return TRUE;
}

/* Those that somebody else has here stay theirs. */
static gboolean
save_identifiers (FoyerAct *act, Attempt *attempt, gboolean *changed, GError **error)
{
  FoyerFhirResource *resource = attempt->item->resource;
  const char        *kind = kind_of (resource->record);

  for (guint i = 0; i < resource->identifiers->len; i++)
    {
      FoyerIdentifier *identifier = resource->identifiers->pdata[i];
      gint64           owner;

      if (!foyer_import_find_identifier (attempt->self->db, kind, identifier->system,
                                         identifier->value, &owner, error))
        return FALSE;
      if (owner != 0)
        continue;
      if (!add_identifier (act, kind, attempt->id, identifier->system, identifier->value,
                           error))
        return FALSE;
      *changed = TRUE;
    }

  return TRUE;
}

static gboolean
add_record (FoyerAct *act, Attempt *attempt, GError **error)
{
  FoyerRecord *record = attempt->item->resource->record;
  gboolean     changed;

  /* Numbers of another clinic may be taken here; then this one gets the next. */
  if (FOYER_IS_PATIENT (record) && FOYER_PATIENT (record)->number != NULL)
    {
      gint64 taken;

      if (!foyer_dump_find (attempt->self->db, FOYER_TYPE_PATIENT, "number",
                            FOYER_PATIENT (record)->number, &taken, error))
        return FALSE;
      if (taken != 0)
        foyer_set_text (&FOYER_PATIENT (record)->number, NULL);
    }

  if (!save_record (act, record, error))
    return FALSE;
  attempt->id = foyer_record_get_id (record);
  attempt->outcome = OUTCOME_ADDED;

  return save_identifiers (act, attempt, &changed, error);
}

static gboolean
update_record (FoyerAct *act, Attempt *attempt, FoyerRecord *stored, GError **error)
{
  gboolean changed = foyer_import_merge (stored, attempt->item->resource);

  attempt->id = foyer_record_get_id (stored);
  if (changed && attempt->self->is_bulk)
    {
      attempt->self->needs_audit = TRUE;
      g_set_error_literal (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_FAILED,
                           "a change needs an audit row of its own");
      return FALSE;
    }
  if (changed && !save_record (act, stored, error))
    return FALSE;
  if (!save_identifiers (act, attempt, &changed, error))
    return FALSE;
  attempt->outcome = changed ? OUTCOME_UPDATED : OUTCOME_UNCHANGED;

  return TRUE;
}

static gboolean
save_item (FoyerAct *act, gpointer data, GError **error)
{
  Attempt *attempt = data;
  g_autoptr (FoyerRecord) stored = NULL;
  FoyerImportMatch match;

  add_source (attempt->item->resource);
  foyer_import_settle_phones (attempt->item->resource->record);
  if (!foyer_import_match (attempt->self->db, attempt->item, &stored, &match, error) ||
      !resolve_references (attempt, error))
    return FALSE;

  switch (match)
    {
    case FOYER_IMPORT_MATCH_NONE:
      return add_record (act, attempt, error);

    case FOYER_IMPORT_MATCH_ONE:
      return update_record (act, attempt, stored, error);

    case FOYER_IMPORT_MATCH_SEVERAL:
      return refuse (attempt, FOYER_IMPORT_REASON_AMBIGUOUS, "identifier");

    case FOYER_IMPORT_MATCH_SOMEBODY_ELSE:
    default:
      return refuse (attempt, FOYER_IMPORT_REASON_ANOTHER_PERSON, "identifier");
    }
}

/* An error that is about the record, and not about the database. */
static gboolean
is_about_record (const GError *error)
{
  return g_error_matches (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_INVALID) ||
         g_error_matches (error, FOYER_STORE_ERROR, FOYER_STORE_ERROR_RULE);
}

static void
refuse_for_error (Attempt *attempt, const GError *error)
{
  const char       *field = foyer_store_error_get_field (error);
  const char       *problem = foyer_store_error_get_problem (error);
  FoyerImportReason reason = FOYER_IMPORT_REASON_RULE;

  /* Empty identifiers are not read, so these are too long for the store. */
  if (g_strcmp0 (field, "value") == 0 || g_strcmp0 (field, "system") == 0)
    {
      refuse (attempt, FOYER_IMPORT_REASON_TOO_LONG, "identifier");
      return;
    }
  if (g_strcmp0 (problem, "missing") == 0)
    reason = FOYER_IMPORT_REASON_MISSING;
  else if (g_strcmp0 (problem, "too-long") == 0)
    reason = FOYER_IMPORT_REASON_TOO_LONG;
  else if (field != NULL &&
           (g_str_equal (field, "birth-date") || g_str_equal (field, "deceased-on") ||
            g_str_equal (field, "seen-before-on")))
    reason = FOYER_IMPORT_REASON_DATE;
  else if (field != NULL)
    reason = FOYER_IMPORT_REASON_VALUE;
  refuse (attempt, reason, field);
}

static void
remember (FoyerImporter *self, const char *type, const Attempt *attempt)
{
  FoyerImportItem *item = attempt->item;

  if (item->resource->id != NULL)
    g_hash_table_insert (self->ids, g_strdup_printf ("%s/%s", type, item->resource->id),
                         g_memdup2 (&attempt->id, sizeof attempt->id));
  if (item->full_url != NULL)
    g_hash_table_insert (self->ids, g_strdup (item->full_url),
                         g_memdup2 (&attempt->id, sizeof attempt->id));
}

static gboolean
save_batch (FoyerAct *act, gpointer data, GError **error)
{
  GArray        *attempts = data;
  FoyerImporter *self = g_array_index (attempts, Attempt, 0).self;

  if (self->is_bulk)
    foyer_act_set_bulk (act, "{\"import\":[null,\"new records\"]}");

  for (guint i = 0; i < attempts->len; i++)
    {
      Attempt *attempt = &g_array_index (attempts, Attempt, i);
      g_autoptr (GError) problem = NULL;

      if (!foyer_act_try (act, save_item, attempt, &problem))
        {
          if (!is_about_record (problem))
            {
              g_propagate_error (error, g_steal_pointer (&problem));
              return FALSE;
            }
          refuse_for_error (attempt, problem);
        }
      else if (attempt->outcome == OUTCOME_REFUSED)
        continue;
      else if (FOYER_IS_REFERRER (attempt->item->resource->record))
        remember (self, "Practitioner", attempt);
      else if (FOYER_IS_PRACTICE (attempt->item->resource->record))
        remember (self, "Organization", attempt);
    }

  return TRUE;
}

static void
attempt_clear (gpointer data)
{
  g_free (((Attempt *) data)->field);
}

static void
count (FoyerImporter *self, const Attempt *attempt)
{
  switch (attempt->outcome)
    {
    case OUTCOME_ADDED:
      self->report->added++;
      break;

    case OUTCOME_UPDATED:
      self->report->updated++;
      break;

    case OUTCOME_UNCHANGED:
      self->report->unchanged++;
      break;

    case OUTCOME_REFUSED:
    default:
      foyer_importer_refuse (self, attempt->item->line, attempt->reason, attempt->field);
      return;
    }

  self->report->read++;
}

/* A batch that was taken back has left keys in its records. */
static void
forget_keys (FoyerImportItem *item)
{
  FoyerRecord *record = item->resource->record;

  foyer_record_set_id (record, 0);
  foyer_record_set_uid (record, item->uid);
  if (FOYER_IS_PATIENT (record))
    foyer_set_text (&FOYER_PATIENT (record)->number, item->number);
}

static GArray *
new_attempts (FoyerImporter *self)
{
  GArray *attempts = g_array_new (FALSE, TRUE, sizeof (Attempt));

  g_array_set_clear_func (attempts, attempt_clear);
  for (guint i = 0; i < self->batch->len; i++)
    {
      Attempt attempt = { .self = self, .item = self->batch->pdata[i] };

      forget_keys (attempt.item);
      g_array_append_val (attempts, attempt);
    }

  return attempts;
}

static gboolean
act (FoyerImporter *self, GArray *attempts, gboolean is_bulk, GError **error)
{
  g_autofree char *name = g_path_get_basename (self->job->paths[self->file]);

  self->is_bulk = is_bulk;
  self->needs_audit = FALSE;

  return foyer_db_act (self->db, self->actor, FOYER_ACTION_IMPORT, name, save_batch,
                       attempts, error);
}

/* Saves what has been collected; it counts once it is safe on the disk. */
static gboolean
flush (FoyerImporter *self, GError **error)
{
  g_autoptr (GArray) attempts = new_attempts (self);
  g_autoptr (GError) problem = NULL;

  if (attempts->len > 0 && !act (self, attempts, self->total >= LARGE, &problem))
    {
      if (!self->needs_audit)
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return FALSE;
        }
      g_array_unref (attempts);
      attempts = new_attempts (self);
      if (!act (self, attempts, FALSE, error))
        return FALSE;
    }

  for (guint i = 0; i < attempts->len; i++)
    count (self, &g_array_index (attempts, Attempt, i));
  g_ptr_array_set_size (self->batch, 0);
  if (self->job->progress != NULL)
    self->job->progress (MIN (self->done + self->position, self->total), self->total,
                         self->report, self->job->data);

  return TRUE;
}

static gboolean
do_nothing (FoyerAct *act, gpointer data, GError **error)
{
  return TRUE;
}

/**
 * foyer_importer_check_permission:
 *
 * Errors: `FOYER_STORE_ERROR_DENIED`, with its row in the audit trail.
 *
 * Returns: whether the acting person may import
 */
gboolean
foyer_importer_check_permission (FoyerImporter *self, GError **error)
{
  return foyer_db_act (self->db, self->actor, FOYER_ACTION_IMPORT, NULL, do_nothing, NULL,
                       error);
}

/**
 * foyer_importer_add_total:
 * @self: an importer
 * @bytes: the size of a file that is going to be read
 *
 * Adds to what counts as the whole for the progress.
 */
void
foyer_importer_add_total (FoyerImporter *self, guint64 bytes)
{
  self->total += bytes;
}

/**
 * foyer_importer_begin_file:
 * @self: an importer
 * @file: the number of the file, from 0, as the report names it
 *
 * Begins with a file.
 */
void
foyer_importer_begin_file (FoyerImporter *self, guint file)
{
  self->file = file;
  self->position = 0;
}

/**
 * foyer_importer_end_file:
 *
 * Saves what is left of the file.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_importer_end_file (FoyerImporter *self, GError **error)
{
  if (!self->report->cancelled && !flush (self, error))
    return FALSE;

  self->done += self->position;
  self->position = 0;
  g_ptr_array_set_size (self->batch, 0);
  return TRUE;
}

/**
 * foyer_importer_is_stopped:
 *
 * Returns: whether the import was cancelled; what is not saved yet is left
 */
gboolean
foyer_importer_is_stopped (FoyerImporter *self)
{
  self->report->cancelled |= g_cancellable_is_cancelled (self->job->cancellable);

  return self->report->cancelled;
}

/**
 * foyer_importer_move:
 * @self: an importer
 * @position: how many bytes of the file have been read
 *
 * Says how far the reading has come.
 */
void
foyer_importer_move (FoyerImporter *self, guint64 position)
{
  self->position = position;
}

/**
 * foyer_importer_add:
 * @self: an importer
 * @item: (transfer full): a record of the file
 * @error: return location for an error
 *
 * Takes a record; it is saved with its batch.
 *
 * Errors: those of the store that no record is to blame for.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_importer_add (FoyerImporter *self, FoyerImportItem *item, GError **error)
{
  g_ptr_array_add (self->batch, item);

  return self->batch->len < BATCH || flush (self, error);
}

/**
 * foyer_importer_ignore:
 * @self: an importer
 *
 * Counts a record of a kind that Foyer has no use for.
 */
void
foyer_importer_ignore (FoyerImporter *self)
{
  self->report->ignored++;
}

/**
 * foyer_importer_refuse:
 * @self: an importer
 * @line: where it stands in the file, from 1
 * @reason: why it cannot be used
 * @field: (nullable): what of it is wrong
 *
 * Counts a record that cannot be used, and reports it with its line.
 */
void
foyer_importer_refuse (FoyerImporter    *self,
                       guint64           line,
                       FoyerImportReason reason,
                       const char       *field)
{
  self->report->read++;
  foyer_import_report_refuse (self->report, self->file, line, reason, field);
}
