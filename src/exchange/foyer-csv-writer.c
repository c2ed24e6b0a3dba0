/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/foyer-csv-writer.h"

#include <string.h>

static void
begin_cell (FoyerCsvWriter *self)
{
  if (self->begun)
    fputc (',', self->stream);
  self->begun = TRUE;
}

/**
 * foyer_csv_writer_add_text:
 * @self: a writer
 * @text: (nullable): what stands in the next cell; `NULL`: nothing
 *
 * Adds a cell in quotes.  A spreadsheet calculates what begins like a formula: such a cell gets
 * an apostrophe.
 */
void
foyer_csv_writer_add_text (FoyerCsvWriter *self, const char *text)
{
  begin_cell (self);
  if (text == NULL)
    return;

  fputc ('"', self->stream);
  if (*text != '\0' && strchr ("=+-@\t\r", *text) != NULL)
    fputc ('\'', self->stream);
  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at == '"')
        fputc ('"', self->stream);
      fputc (*at, self->stream);
    }
  fputc ('"', self->stream);
}

/**
 * foyer_csv_writer_add_number:
 * @self: a writer
 * @text: figures, or nothing
 *
 * Adds a cell without quotes: a number is a number to a spreadsheet, also a negative one.
 */
void
foyer_csv_writer_add_number (FoyerCsvWriter *self, const char *text)
{
  begin_cell (self);
  fputs (text, self->stream);
}

/**
 * foyer_csv_writer_end_line:
 * @self: a writer
 *
 * Ends the line; the next cell is the first one of another.
 */
void
foyer_csv_writer_end_line (FoyerCsvWriter *self)
{
  fputs ("\r\n", self->stream);
  self->begun = FALSE;
}
