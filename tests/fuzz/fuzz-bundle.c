/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/fuzz/fuzz.h"

#include "exchange/foyer-resource-reader.h"
#include "fhir/foyer-json.h"

/* A file is read to its end, and what is one document is cut where it is one. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (FoyerResourceReader) reader =
      foyer_resource_reader_open (fuzz_file (data, size), NULL);
  guint64           line = 0;
  FoyerResourceText text;
  FoyerImportReason reason;
  FoyerReadStep     step;

  g_assert (reader != NULL);
  while ((step = foyer_resource_reader_next (reader, &text, &reason, NULL)) >
         FOYER_READ_DONE)
    {
      g_assert_cmpuint (text.line, >=, line);
      line = text.line;
      if (step == FOYER_READ_ITEM)
        {
          g_autoptr (json_t) json = foyer_json_parse (text.text, text.length, NULL);

          g_assert_cmpuint (text.length, >, 0);
        }
    }
  g_assert_cmpint (step, ==, FOYER_READ_DONE);

  return 0;
}
