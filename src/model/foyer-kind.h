/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-record.h"

G_BEGIN_DECLS

/**
 * FoyerKind:
 * @name: name of the kind and of its table
 * @get_type: type of its records
 * @parent: (nullable): kind of the record that it is a part of; `NULL` for one of its own
 * @parent_field: (nullable): its field that names the parent
 * @append_only: whether its records are never changed and never removed
 *
 * A kind of record, and whether it stands on its own or is a part of another one.
 */
typedef struct
{
  const char *name;
  GType (*get_type) (void);
  const char *parent;
  const char *parent_field;
  gboolean    append_only;
} FoyerKind;

const FoyerKind *foyer_kinds_list (guint *out_n);
const FoyerKind *foyer_kind_find (const char *name);
const char      *foyer_kind_of_field (const FoyerField *field);

G_END_DECLS
