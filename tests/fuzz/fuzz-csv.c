/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/fuzz/fuzz.h"

#include "exchange/foyer-csv-guess.h"
#include "exchange/foyer-csv-reader.h"

/* A table is read to its end: lines only go forward and cells are texts. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const char *path = fuzz_file (data, size);
  g_autoptr (FoyerCsvMapping) mapping =
      foyer_csv_guess (path, FOYER_DATE_ORDER_MDY, NULL);
  g_autoptr (FoyerCsvReader) reader = NULL;
  guint64           line = 0;
  GPtrArray        *cells;
  FoyerImportReason reason;
  FoyerReadStep     step;

  if (mapping == NULL)
    return 0;

  reader = foyer_csv_reader_open (path, mapping->encoding, mapping->delimiter, NULL);
  g_assert (reader != NULL);
  while ((step = foyer_csv_reader_next (reader, &cells, &reason, NULL)) > FOYER_READ_DONE)
    {
      g_assert_cmpuint (foyer_csv_reader_get_line (reader), >, line);
      line = foyer_csv_reader_get_line (reader);
      for (guint i = 0; step == FOYER_READ_ITEM && i < cells->len; i++)
        g_assert_true (g_utf8_validate (cells->pdata[i], -1, NULL));
    }
  g_assert_cmpint (step, ==, FOYER_READ_DONE);
  g_assert_cmpuint (foyer_csv_reader_get_position (reader), ==, size);

  return 0;
}
