/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fhir/foyer-fhir-reader.h"
#include "model/foyer-aggregate.h"

G_BEGIN_DECLS

/**
 * FoyerFhirLinks:
 * @to_reference: gives the reference to a record, `Patient/17` (transfer full), or `NULL` if
 *   the endpoint has none of it yet
 * @to_uid: gives the uid of the record of @kind behind a reference (transfer full), or `NULL`
 *   if none is known; sets @out_other if the resource is known, but of another kind
 * @by_key: (nullable): gives the uid of the record of @kind that is found by a key (transfer
 *   full), or `NULL` if this desk has none
 * @data: data of these
 * @currency: (nullable): the clinic's currency, of the money in its records
 * @clinic: (nullable): reference to the clinic's Organization
 * @missing: whether encode wanted a reference that there is not
 * @unresolved: (element-type utf8): references that decode could not resolve
 *
 * How references become uids, and uids references.
 */
typedef struct
{
  char *(*to_reference) (const char *kind, const char *uid, gpointer data);
  char *(*to_uid) (const char *kind,
                   const char *reference,
                   gboolean   *out_other,
                   gpointer    data);
  char *(*by_key) (const char *kind, const char *key, gpointer data);
  gpointer    data;
  const char *currency; /* (unowned) (nullable) */
  const char *clinic;   /* (unowned) (nullable) */
  gboolean    missing;
  GPtrArray  *unresolved; /* (owned) (nullable) */
} FoyerFhirLinks;

json_t *
foyer_fhir_links_reference (FoyerFhirLinks *self, gpointer record, const char *field);
void foyer_fhir_links_write (FoyerFhirLinks *self,
                             json_t         *object,
                             const char     *key,
                             gpointer        record,
                             const char     *field);
void foyer_fhir_links_write_keyed (FoyerFhirLinks *self,
                                   json_t         *object,
                                   const char     *key,
                                   gpointer        record,
                                   const char     *field);
void foyer_fhir_links_write_record (FoyerFhirLinks *self,
                                    json_t         *object,
                                    const char     *key,
                                    FoyerRecord    *record);
void
foyer_fhir_links_write_clinic (FoyerFhirLinks *self, json_t *object, const char *key);
void foyer_fhir_links_read (FoyerFhirLinks *self,
                            const json_t   *reference,
                            gpointer        record,
                            const char     *field);
void foyer_fhir_links_read_first (FoyerFhirLinks *self,
                                  const json_t   *object,
                                  const char     *key,
                                  gpointer        record,
                                  const char     *field);
void foyer_fhir_links_write_first (FoyerFhirLinks *self,
                                   json_t         *object,
                                   const char     *key,
                                   gpointer        record,
                                   const char     *field);

#define FOYER_FHIR_GROUP_NEWEST "newest"
#define FOYER_FHIR_GROUP_FIRST "first"
#define FOYER_FHIR_GROUP_DERIVED "derived"

/**
 * FoyerFhirGroup:
 * @unit: an element, or an item of a list by its key: `start`, `participant[Practitioner]`
 * @group: (nullable): what it is changed together with: `time`
 *
 * Elements that are merged as one.
 *
 * Three groups are never a matter for a person: of `FOYER_FHIR_GROUP_NEWEST`, an instant, the
 * later one is right; of `FOYER_FHIR_GROUP_FIRST`, what the program gives out itself, what
 * the endpoint has; and `FOYER_FHIR_GROUP_DERIVED` follows from another part of the record,
 * where the question is asked.
 */
typedef struct
{
  const char *unit;
  const char *group;
} FoyerFhirGroup;

/**
 * FoyerFhirPart:
 * @kind: the kind of record: `referral`
 * @type: the type of resource that carries (a part of) it: `Task`
 * @prefix: what stands before the uid in the identifier that is its key: `task.`
 * @matches: whether a resource of the type is of this kind
 * @decode: reads the elements that this part carries into an aggregate, and leaves the rest
 *   of it as it is; an element that is missing becomes the field's default
 * @encode: writes them onto a resource; what it does not know there stays
 * @is_wanted: (nullable): whether an aggregate has anything for this part, which is not made
 *   otherwise; `NULL`: always
 * @groups: (array zero-terminated=1): elements that are merged as one
 * @immutable: whether the resource is never changed once it is there
 *
 * How a record, or a part of it, looks on the wire.  A record may have several parts; the
 * first one of its kind is the one that it exists by.
 */
typedef struct
{
  const char *kind;
  const char *type;
  const char *prefix;
  gboolean (*matches) (const json_t *json);
  void (*decode) (FoyerFhirReader *reader,
                  const json_t    *json,
                  FoyerFhirLinks  *links,
                  FoyerAggregate  *into);
  void (*encode) (FoyerAggregate *aggregate, FoyerFhirLinks *links, json_t *json);
  gboolean (*is_wanted) (FoyerAggregate *aggregate);
  const FoyerFhirGroup *groups;
  gboolean              immutable;
} FoyerFhirPart;

/* The parts of all kinds, what is referred to before what refers to it; see
 * foyer-fhir-parts.c. */
const FoyerFhirPart *const *foyer_fhir_parts_list (guint *out_n);
const FoyerFhirPart        *foyer_fhir_parts_find (const char *kind, const char *type);
const FoyerFhirPart        *foyer_fhir_parts_match (const json_t *json);

gboolean foyer_fhir_part_is_ours (const FoyerFhirPart *self, const json_t *json);
char    *foyer_fhir_part_dup_key (const FoyerFhirPart *self, const char *uid);
char    *foyer_fhir_part_dup_uid (const FoyerFhirPart *self, const json_t *json);

gboolean foyer_fhir_part_decode (const FoyerFhirPart *self,
                                 const json_t        *json,
                                 FoyerFhirLinks      *links,
                                 FoyerAggregate      *into,
                                 GError             **error);
json_t  *foyer_fhir_part_render (const FoyerFhirPart *self,
                                 FoyerAggregate      *aggregate,
                                 FoyerFhirLinks      *links,
                                 const json_t        *base);

G_END_DECLS
