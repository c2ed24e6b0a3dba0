/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-slot-query.h"

/**
 * foyer_slot_query_new:
 * @service: what is to be booked
 * @now: seconds since 1970-01-01 UTC
 *
 * Returns: (transfer full): a question for the best twenty times for @service, with anybody
 *   and at any time; the caller sets the rest
 */
FoyerSlotQuery *
foyer_slot_query_new (FoyerService *service, gint64 now)
{
  FoyerSlotQuery *query = g_new0 (FoyerSlotQuery, 1);

  query->service = g_object_ref (service);
  query->clinician_ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  query->now = now;
  query->limit = 20;

  return query;
}

/**
 * foyer_slot_query_copy:
 * @query: a question
 *
 * Returns: (transfer full): the same question, for another thread
 */
FoyerSlotQuery *
foyer_slot_query_copy (const FoyerSlotQuery *query)
{
  FoyerSlotQuery *copy = g_memdup2 (query, sizeof *query);

  copy->service = foyer_record_copy (FOYER_RECORD (query->service));
  copy->clinician_ids = g_array_copy (query->clinician_ids);
  copy->valid_from = g_strdup (query->valid_from);
  copy->valid_to = g_strdup (query->valid_to);
  copy->target_date = g_strdup (query->target_date);

  return copy;
}

void
foyer_slot_query_free (FoyerSlotQuery *query)
{
  g_object_unref (query->service);
  g_array_unref (query->clinician_ids);
  g_free (query->valid_from);
  g_free (query->valid_to);
  g_free (query->target_date);
  g_free (query);
}

/**
 * foyer_slot_query_add_clinician:
 * @query: a question
 * @clinician_id: somebody who may do it
 *
 * Narrows the question to @clinician_id and those added before.
 */
void
foyer_slot_query_add_clinician (FoyerSlotQuery *query, gint64 clinician_id)
{
  g_array_append_val (query->clinician_ids, clinician_id);
}
