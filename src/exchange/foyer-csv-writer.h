/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdio.h>

G_BEGIN_DECLS

/* For src/exchange only: lines of a table by RFC 4180. */
typedef struct
{
  FILE    *stream; /* (unowned) */
  gboolean begun;  /* the line has a cell */
} FoyerCsvWriter;

void foyer_csv_writer_add_text (FoyerCsvWriter *self, const char *text);
void foyer_csv_writer_add_number (FoyerCsvWriter *self, const char *text);
void foyer_csv_writer_end_line (FoyerCsvWriter *self);

G_END_DECLS
