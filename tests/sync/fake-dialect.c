/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/sync/fake-dialect.h"

const FakeDialect fake_dialects[] = {
  {
      .name = "plain",
      .mismatch_status = 412,
      .uuid_ids = TRUE,
      .sends_etag = TRUE,
      .pages = FAKE_PAGES_OFFSET,
      .default_count = 20,
      .max_count = 1000,
      .stamp_quantum_ms = 1,
      .wait = FAKE_WAIT_RETRY_AFTER,
  },
  {
      .name = "hapi-like",
      .mismatch_status = 409,
      .suppresses_no_op = TRUE,
      .updates_as_create = TRUE,
      .enforces_references = TRUE,
      .sends_etag = TRUE,
      .narrates = TRUE,
      .pages = FAKE_PAGES_SNAPSHOT,
      .default_count = 10,
      .max_count = 10,
      .search_cache_ms = 60000,
      .late_ms = 4000,
      .stamp_quantum_ms = 1,
      .wait = FAKE_WAIT_NOT_SAID,
  },
  {
      .name = "medplum-like",
      .mismatch_status = 412,
      .suppresses_no_op = TRUE,
      .resurrects = TRUE,
      .uuid_ids = TRUE,
      .uuid_versions = TRUE,
      .sends_etag = TRUE,
      .rewrites = TRUE,
      .shuffles = TRUE,
      .pages = FAKE_PAGES_KEYSET,
      .default_count = 20,
      .max_count = 25,
      .late_ms = 8000,
      .stamp_quantum_ms = 1,
      .wait = FAKE_WAIT_RATE_LIMIT,
  },
  {
      .name = "google-like",
      .mismatch_status = 412,
      .racy_create = TRUE,
      .enforces_references = TRUE,
      .uuid_ids = TRUE,
      .uuid_versions = TRUE,
      .sends_etag = TRUE,
      .rewrites = TRUE,
      .short_pages = TRUE,
      .pages = FAKE_PAGES_KEYSET,
      .default_count = 100,
      .max_count = 1000,
      .index_lag_ms = 3000,
      .stamp_quantum_ms = 1,
      .wait = FAKE_WAIT_NOT_SAID,
  },
  {
      .name = "healthlake-like",
      .mismatch_status = 412,
      .updates_as_create = TRUE,
      .racy_create = TRUE,
      .uuid_ids = TRUE,
      .sends_etag = FALSE,
      .shuffles = TRUE,
      .pages = FAKE_PAGES_OFFSET,
      .default_count = 7,
      .max_count = 7,
      .index_lag_ms = 20000,
      .index_absent = TRUE,
      .stamp_quantum_ms = 1000,
      .wait = FAKE_WAIT_MILLISECONDS,
  },
  {
      .name = "late-light",
      .mismatch_status = 412,
      .resurrects = TRUE,
      .uuid_ids = TRUE,
      .sends_etag = FALSE,
      .pages = FAKE_PAGES_OFFSET,
      .default_count = 8,
      .max_count = 8,
      .late_ms = 60000,
      .stamp_quantum_ms = 1,
      .wait = FAKE_WAIT_NOT_SAID,
  },
};

const guint n_fake_dialects = G_N_ELEMENTS (fake_dialects);

/* NULL if there is none of this name. */
const FakeDialect *
fake_dialect_find (const char *name)
{
  for (guint i = 0; i < n_fake_dialects; i++)
    if (g_str_equal (fake_dialects[i].name, name))
      return &fake_dialects[i];

  return NULL;
}
