/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * FoyerReadStep:
 * @FOYER_READ_ERROR: the file cannot be read further
 * @FOYER_READ_DONE: there is nothing more
 * @FOYER_READ_ITEM: something was read
 * @FOYER_READ_BAD: what is there cannot be used; what follows may be
 *
 * What came of reading on.
 */
typedef enum
{
  FOYER_READ_ERROR = -1,
  FOYER_READ_DONE = 0,
  FOYER_READ_ITEM = 1,
  FOYER_READ_BAD = 2,
} FoyerReadStep;

typedef struct _FoyerLineReader FoyerLineReader;

FoyerLineReader *foyer_line_reader_open (const char *path,
                                         gsize       max_bytes,
                                         gboolean    cr_ends,
                                         GError    **error);
void             foyer_line_reader_free (FoyerLineReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerLineReader, foyer_line_reader_free)

FoyerReadStep foyer_line_reader_next (FoyerLineReader *self,
                                      const char     **out_line,
                                      gsize           *out_length,
                                      GError         **error);
gboolean      foyer_line_reader_peek (FoyerLineReader *self,
                                      gsize            n,
                                      const char     **out_bytes,
                                      gsize           *out_length,
                                      GError         **error);
FoyerReadStep foyer_line_reader_next_chunk (FoyerLineReader *self,
                                            const char     **out_bytes,
                                            gsize           *out_length,
                                            GError         **error);
guint64       foyer_line_reader_get_line (FoyerLineReader *self);
guint64       foyer_line_reader_get_position (FoyerLineReader *self);
guint64       foyer_line_reader_get_size (FoyerLineReader *self);

G_END_DECLS
