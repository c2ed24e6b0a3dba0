/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "print/foyer-slip.h"

G_BEGIN_DECLS

typedef enum
{
  FOYER_SLIP_ROW,
  FOYER_SLIP_HEAD,
  FOYER_SLIP_RULE,
  FOYER_SLIP_GAP,
  FOYER_SLIP_CODE,
} FoyerSlipBlockKind;

/* The headings of a table; the blocks that have it as their table stand below it. */
typedef struct
{
  guint head; /* index of the block with the headings */
  guint n_columns;
  guint first_width; /* of its columns among those of all tables */
} FoyerSlipTable;

typedef struct
{
  FoyerSlipBlockKind     kind;
  FoyerPenStyle          style;
  gboolean               keep;    /* on the page of what comes next */
  const FoyerSlipTable  *table;   /* (unowned) (nullable) that it is in */
  guint                  group;   /* index of the row that names its group; 0: none */
  const FoyerSlipColumn *columns; /* (unowned) static */
  guint                  n_columns;
  GStrv                  texts; /* (owned) (nullable) */
  char                  *code;  /* (owned) (nullable) */
} FoyerSlipBlock;

struct _FoyerSlip
{
  FoyerTongue    *tongue;  /* (owned) */
  char           *clinic;  /* (owned) (nullable) */
  char           *title;   /* (owned) */
  char           *subject; /* (owned) (nullable) of a report */
  GPtrArray      *blocks;  /* (owned) of FoyerSlipBlock */
  GPtrArray      *tables;  /* (owned) of FoyerSlipTable */
  FoyerSlipTable *open;    /* (unowned) (nullable) the table that rows go to */
  guint           group;   /* that rows go to */
};

G_END_DECLS
