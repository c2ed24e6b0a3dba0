/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/foyer-line-reader.h"
#include "model/foyer-import-report.h"

G_BEGIN_DECLS

/**
 * FoyerResourceText:
 * @text: one JSON document, not yet known to be one
 * @length: bytes in @text
 * @line: line of the file where it begins
 * @is_entry: whether it is an entry of a Bundle, with the resource inside
 *
 * The text of one resource of a file.
 */
typedef struct
{
  const char *text; /* (unowned) valid until the next call */
  gsize       length;
  guint64     line;
  gboolean    is_entry;
} FoyerResourceText;

typedef struct _FoyerResourceReader FoyerResourceReader;

FoyerResourceReader *foyer_resource_reader_open (const char *path, GError **error);
void                 foyer_resource_reader_free (FoyerResourceReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerResourceReader, foyer_resource_reader_free)

FoyerReadStep foyer_resource_reader_next (FoyerResourceReader *self,
                                          FoyerResourceText   *out,
                                          FoyerImportReason   *out_reason,
                                          GError             **error);
guint64       foyer_resource_reader_get_position (FoyerResourceReader *self);
guint64       foyer_resource_reader_get_size (FoyerResourceReader *self);

G_END_DECLS
