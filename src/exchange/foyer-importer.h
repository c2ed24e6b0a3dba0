/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/foyer-import.h"
#include "fhir/foyer-fhir-resource.h"
#include "model/foyer-patient.h"

G_BEGIN_DECLS

/* For src/exchange only: what readers of files hand records to. */

typedef struct _FoyerImporter FoyerImporter;

/**
 * FoyerImportItem:
 *
 * A record that was read.
 */
typedef struct
{
  guint64            line;
  FoyerFhirResource *resource;      /* (owned) */
  char              *full_url;      /* (owned) (nullable) of an entry of a Bundle */
  char              *uid;           /* (owned) (nullable) as read */
  char              *number;        /* (owned) (nullable) as read */
  gboolean           number_is_key; /* the record number names the patient */
} FoyerImportItem;

FoyerImportItem *foyer_import_item_new (guint64 line, FoyerFhirResource *resource);

FoyerImporter *foyer_importer_new (FoyerDb              *db,
                                   FoyerUser            *actor,
                                   const FoyerImportJob *job,
                                   FoyerImportReport    *report);
void           foyer_importer_free (FoyerImporter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerImporter, foyer_importer_free)

gboolean foyer_importer_check_permission (FoyerImporter *self, GError **error);
void     foyer_importer_add_total (FoyerImporter *self, guint64 bytes);
void     foyer_importer_begin_file (FoyerImporter *self, guint file);
gboolean foyer_importer_end_file (FoyerImporter *self, GError **error);
gboolean foyer_importer_is_stopped (FoyerImporter *self);
void     foyer_importer_move (FoyerImporter *self, guint64 position);
gboolean foyer_importer_add (FoyerImporter *self, FoyerImportItem *item, GError **error);
void     foyer_importer_ignore (FoyerImporter *self);
void     foyer_importer_refuse (FoyerImporter    *self,
                                guint64           line,
                                FoyerImportReason reason,
                                const char       *field);

/* What brings records of a file to the importer. */
gboolean foyer_import_fhir (
    FoyerImporter *importer, guint file, const char *path, guint pass, GError **error);
gboolean foyer_import_csv (FoyerImporter         *importer,
                           guint                  file,
                           const char            *path,
                           const FoyerCsvMapping *mapping,
                           int                    this_year,
                           GError               **error);
#define FOYER_IMPORT_FHIR_PASSES 3

/**
 * FoyerImportMatch:
 * @FOYER_IMPORT_MATCH_NONE: it is new here
 * @FOYER_IMPORT_MATCH_ONE: it is here
 * @FOYER_IMPORT_MATCH_SEVERAL: several records here can be it
 * @FOYER_IMPORT_MATCH_SOMEBODY_ELSE: all that names it belongs to somebody else here
 *
 * Whether a record of a file is here already.
 */
typedef enum
{
  FOYER_IMPORT_MATCH_NONE,
  FOYER_IMPORT_MATCH_ONE,
  FOYER_IMPORT_MATCH_SEVERAL,
  FOYER_IMPORT_MATCH_SOMEBODY_ELSE,
} FoyerImportMatch;

void               foyer_import_settle_phones (FoyerRecord *record);
FoyerPatientPhone *foyer_import_find_phone (GPtrArray *phones, const char *number);
gboolean           foyer_import_is_same_person (FoyerPatient *stored, FoyerPatient *read);
gboolean           foyer_import_find_identifier (FoyerDb    *db,
                                                 const char *kind,
                                                 const char *system,
                                                 const char *value,
                                                 gint64     *out_id,
                                                 GError    **error);
gboolean           foyer_import_match (FoyerDb               *db,
                                       const FoyerImportItem *item,
                                       FoyerRecord          **out_stored,
                                       FoyerImportMatch      *out_match,
                                       GError               **error);
gboolean foyer_import_merge (FoyerRecord *stored, const FoyerFhirResource *resource);

G_END_DECLS
