/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-record.h"

G_BEGIN_DECLS

/**
 * FoyerConflictKind:
 * @FOYER_CONFLICT_KIND_FIELD: two desks changed the same field
 * @FOYER_CONFLICT_KIND_STATUS: two desks gave it different states or times
 * @FOYER_CONFLICT_KIND_GONE: removed at the endpoint, changed here
 * @FOYER_CONFLICT_KIND_DOUBLE_BOOKING: the time of a visit was taken by another one
 * @FOYER_CONFLICT_KIND_REFUSED: the endpoint refuses the record
 * @FOYER_CONFLICT_KIND_UNREADABLE: a record of the endpoint cannot be understood
 * @FOYER_CONFLICT_KIND_CARD_SPENT: what was taken from a gift card was not on it any more
 *
 * What a person has to decide about.
 */
typedef enum
{
  FOYER_CONFLICT_KIND_FIELD,
  FOYER_CONFLICT_KIND_STATUS,
  FOYER_CONFLICT_KIND_GONE,
  FOYER_CONFLICT_KIND_DOUBLE_BOOKING,
  FOYER_CONFLICT_KIND_REFUSED,
  FOYER_CONFLICT_KIND_UNREADABLE,
  FOYER_CONFLICT_KIND_CARD_SPENT,
} FoyerConflictKind;

#define FOYER_TYPE_CONFLICT_KIND (foyer_conflict_kind_get_type ())
GType foyer_conflict_kind_get_type (void);

/**
 * FoyerResolution:
 * @FOYER_RESOLUTION_NONE: nobody has decided
 * @FOYER_RESOLUTION_OURS: what this desk wrote
 * @FOYER_RESOLUTION_THEIRS: what the endpoint has
 * @FOYER_RESOLUTION_SETTLED: it ended by itself, or what it was about was changed
 *
 * How a conflict ended.
 */
typedef enum
{
  FOYER_RESOLUTION_NONE,
  FOYER_RESOLUTION_OURS,
  FOYER_RESOLUTION_THEIRS,
  FOYER_RESOLUTION_SETTLED,
} FoyerResolution;

#define FOYER_TYPE_RESOLUTION (foyer_resolution_get_type ())
GType foyer_resolution_get_type (void);

#define FOYER_TYPE_CONFLICT (foyer_conflict_get_type ())
G_DECLARE_FINAL_TYPE (FoyerConflict, foyer_conflict, FOYER, CONFLICT, FoyerRecord)

/* The detail of what is larger than can be sent or taken. */
#define FOYER_CONFLICT_DETAIL_TOO_LARGE "too-large"

/* The unit of what was put on a gift card that had been made void or replaced. */
#define FOYER_CONFLICT_UNIT_CARD_ENDED "card-ended"

/**
 * FoyerConflict:
 *
 * Something that sync found and only a person can decide.  Nothing is lost meanwhile: the
 * value of the endpoint stands in the record, and ours is kept here.
 */
struct _FoyerConflict
{
  FoyerRecord parent_instance;

  FoyerConflictKind kind;
  char             *record_kind; /* (owned) (nullable) kind of the record */
  gint64            record_id;   /* 0 if there is none here yet */
  char *
      resource; /* (owned) (nullable) FHIR type of the part of the record, or `Type/id` of
                        a resource that cannot be understood */
  char *unit;   /* (owned) (nullable) what differs, as the merge names it */
  char *base;   /* (owned) (nullable) JSON from which both went out */
  char *mine;   /* (owned) (nullable) JSON of this desk */
  char *theirs; /* (owned) (nullable) JSON of the endpoint */
  char *
      differences; /* (owned) (nullable) JSON {"field":[mine, theirs]} in the words of the
                        fields of the record, for people */
  char           *detail; /* (owned) (nullable) what the endpoint said when it refused */
  char           *other_uid; /* (owned) (nullable) the other visit of a double booking */
  gint64          created_at;
  FoyerResolution resolution;
  gint64          resolved_at; /* 0: not yet */
  gint64          staff_id;    /* who decided, 0: nobody */
  gboolean        applied;     /* whether the decision has been carried out */
};

FoyerConflict *foyer_conflict_new (void);

G_END_DECLS
