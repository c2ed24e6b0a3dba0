/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "demo/foyer-demo-private.h"

#include "model/foyer-clinician.h"
#include "model/foyer-room.h"
#include "model/foyer-service.h"
#include "store/foyer-bulk.h"
#include "store/foyer-catalogue.h"

/* Parts the stream of the money from that of the rest. */
#define MONEY_SEED 0x6d6f6e65

int
foyer_demo_int (Demo *demo, int from, int to)
{
  return g_rand_int_range (demo->rand, from, to + 1);
}

gboolean
foyer_demo_chance (Demo *demo, double probability)
{
  return g_rand_double (demo->rand) < probability;
}

const char *
foyer_demo_pick (Demo *demo, const char *const *texts, int n_texts)
{
  return texts[g_rand_int_range (demo->rand, 0, n_texts)];
}

/* From a list that ends with NULL. */
const char *
foyer_demo_pick_name (Demo *demo, const char *const *texts)
{
  int n = 0;

  while (texts[n] != NULL)
    n++;

  return foyer_demo_pick (demo, texts, n);
}

/* A version 4 UUID from the seed, so that the same seed makes the same clinic. */
static void
give_uid (GRand *rand, gpointer record)
{
  char    uid[37];
  guint32 a = g_rand_int (rand);
  guint32 b = g_rand_int (rand);
  guint32 c = g_rand_int (rand);
  guint32 d = g_rand_int (rand);

  g_snprintf (uid, sizeof uid, "%08x-%04x-4%03x-%04x-%04x%08x", a, b >> 16, b & 0xfff,
              0x8000 | (c >> 16 & 0x3fff), c & 0xffff, d);
  foyer_record_set_uid (record, uid);
}

void
foyer_demo_give_uid (Demo *demo, gpointer record)
{
  give_uid (demo->rand, record);
}

/* From a stream of its own, so that the rest of the clinic does not depend on the money. */
void
foyer_demo_give_money_uid (Demo *demo, gpointer record)
{
  give_uid (demo->money_rand, record);
}

gint64
foyer_demo_instant (Demo *demo, int day, int minute)
{
  gint64 instants[2];

  if (foyer_zone_to_instants (demo->zone, day, minute, instants) > 0)
    return instants[0];

  return foyer_zone_day_start (demo->zone, day) + minute * FOYER_MINUTE_SECONDS;
}

gboolean
foyer_demo_add (Demo *demo, FoyerAct *act, gpointer record, GError **error)
{
  foyer_demo_give_uid (demo, record);
  demo->n_done++;

  return foyer_bulk_add (act, record, error);
}

/* Runs @func in a transaction of its own, and says how far things are. */
gboolean
foyer_demo_batch (
    Demo *demo, const char *summary, FoyerActFunc func, gpointer data, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (demo->cancellable, error))
    return FALSE;

  if (!foyer_db_act (demo->db, demo->actor, FOYER_ACTION_IMPORT, summary, func, data,
                     error))
    return FALSE;

  if (demo->progress != NULL)
    demo->progress (demo->n_done, demo->size->n_patients + demo->size->n_bookings,
                    demo->progress_data);

  return TRUE;
}

static gboolean
demo_set_up (Demo *demo, GError **error)
{
  gboolean has_clinic;
  gboolean is_empty;

  if (!foyer_db_has_clinic (demo->db, &has_clinic, error) ||
      !foyer_bulk_is_empty (demo->db, &is_empty, error))
    return FALSE;
  if (!is_empty)
    return foyer_store_refuse_rule (error, "profile-in-use");

  if (!has_clinic)
    {
      g_autoptr (FoyerClinic) clinic = foyer_catalogue_new_default_clinic ();
      g_autoptr (FoyerUser) manager = foyer_user_new ();

      foyer_set_text (&clinic->name, "Ocean View Dermatology");
      foyer_set_text (&clinic->phone, "(805) 555-0100");
      foyer_set_text (&clinic->address, "210 Harbor Street, Suite 3\nVentura, CA 93001");
      foyer_set_text (&manager->name, "Dana Whitfield");
      manager->role = FOYER_ROLE_MANAGER;
      if (!foyer_catalogue_set_up (demo->db, clinic, manager, error))
        return FALSE;
    }

  demo->clinic = foyer_catalogue_get_clinic (demo->db, error);
  if (demo->clinic == NULL)
    return FALSE;
  demo->zone = foyer_zone_new (demo->clinic->zone, error);
  if (demo->zone == NULL)
    return FALSE;
  demo->actor = foyer_catalogue_get_default_actor (demo->db, error);

  return demo->actor != NULL;
}

static void
demo_clear (Demo *demo)
{
  g_clear_pointer (&demo->rand, g_rand_free);
  g_clear_pointer (&demo->money_rand, g_rand_free);
  g_clear_object (&demo->till);
  g_clear_object (&demo->gift_card);
  g_clear_object (&demo->actor);
  g_clear_object (&demo->clinic);
  g_clear_pointer (&demo->zone, foyer_zone_unref);
  g_clear_pointer (&demo->clinicians, g_ptr_array_unref);
  g_clear_pointer (&demo->services, g_ptr_array_unref);
  g_clear_pointer (&demo->rooms, g_ptr_array_unref);
  g_clear_pointer (&demo->referrers, g_array_unref);
  g_clear_pointer (&demo->patients, g_free);
  g_clear_pointer (&demo->last_visit, g_free);
  g_clear_pointer (&demo->busy_day, g_free);
  g_clear_pointer (&demo->newcomers, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Demo, demo_clear)

/**
 * foyer_demo_fill:
 * @db: a connection that can write, to a profile without patients
 * @size: how large the clinic is to be
 * @progress: (nullable): told how far things are
 * @progress_data: data for @progress
 * @cancellable: (nullable): stops between two batches; what was made stays
 * @error: return location for an error
 *
 * Makes a believable clinic: clinicians, rooms, services and referrers, patients with names
 * of many cultures, years of visits with their money, a full day today, referrals in every
 * state, requests, gift cards, a till that was closed, and articles that some patients got.
 *
 * A profile without a clinic gets one; a clinic that was set up keeps its name and rules.
 *
 * Errors: `FOYER_STORE_ERROR_RULE` if the profile has patients already.
 *
 * Returns: `TRUE` on success
 */
gboolean
foyer_demo_fill (FoyerDb             *db,
                 const FoyerDemoSize *size,
                 FoyerDemoProgress    progress,
                 gpointer             progress_data,
                 GCancellable        *cancellable,
                 GError             **error)
{
  g_auto (Demo) demo = { .db = db,
                         .size = size,
                         .progress = progress,
                         .progress_data = progress_data,
                         .cancellable = cancellable };

  g_return_val_if_fail (size->n_patients > 0, FALSE);

  demo.rand = g_rand_new_with_seed (size->seed);
  demo.money_rand = g_rand_new_with_seed (size->seed ^ MONEY_SEED);
  if (!demo_set_up (&demo, error))
    return FALSE;
  demo.now = foyer_db_now (db);
  demo.today = foyer_zone_get_day (demo.zone, demo.now);

  return foyer_bulk_prepare (db, error) && foyer_demo_add_catalogue (&demo, error) &&
         foyer_demo_add_people (&demo, error) && foyer_demo_open_till (&demo, error) &&
         foyer_demo_add_visits (&demo, error) && foyer_demo_close_till (&demo, error) &&
         foyer_demo_add_worklists (&demo, error) &&
         foyer_demo_add_requests (&demo, error) &&
         foyer_demo_add_handouts (&demo, error) && foyer_db_checkpoint (db, error);
}
