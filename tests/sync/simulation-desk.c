/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/sync/simulation-private.h"

#include "model/foyer-clinic.h"
#include "model/foyer-endpoint-settings.h"
#include "store/foyer-catalogue.h"
#include "store/foyer-endpoints.h"
#include "tests/unit/desk.h"

#include <string.h>

/* With two digits, none and three. */
const char *const simulation_currencies[] = { "USD", "JPY", "KWD" };

static char *template_folder;

static gint64
tell_time (gpointer data)
{
  SimulationDesk *self = data;

  return self->simulation->server->now_ms / 1000 + self->skew_seconds;
}

static char *
make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder;

  /* Memory is as good as a disk for what never has to outlive the test. */
  if (g_file_test ("/dev/shm", G_FILE_TEST_IS_DIR))
    {
      folder = g_strdup ("/dev/shm/foyer-simulation-XXXXXX");
      if (g_mkdtemp_full (folder, 0700) != NULL)
        return folder;
      g_free (folder);
    }
  folder = g_dir_make_tmp ("foyer-simulation-XXXXXX", &error);
  g_assert_no_error (error);

  return folder;
}

/* The files of a profile, without what SQLite makes anew. */
static void
copy_folder (const char *from, const char *to)
{
  g_autoptr (GDir) dir = g_dir_open (from, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *source = g_build_filename (from, name, NULL);
      g_autofree char *target = g_build_filename (to, name, NULL);
      g_autofree char *content = NULL;
      g_autoptr (GError) error = NULL;
      gsize length;

      if (g_str_has_suffix (name, "-shm") || g_file_test (source, G_FILE_TEST_IS_DIR))
        continue;
      g_file_get_contents (source, &content, &length, &error);
      g_assert_no_error (error);
      g_file_set_contents_full (target, content, (gssize) length,
                                G_FILE_SET_CONTENTS_NONE, 0600, &error);
      g_assert_no_error (error);
    }
}

static void
replace_folder (const char *from, const char *to)
{
  profile_remove_folder (to);
  g_assert_cmpint (g_mkdir_with_parents (to, 0700), ==, 0);
  copy_folder (from, to);
}

/* A clinic with its staff, made once for all runs. */
static const char *
get_template (void)
{
  Desk desk;

  if (template_folder != NULL)
    return template_folder;

  g_random_set_seed (1);
  template_folder = make_folder ();
  desk_set_up (&desk, NULL);
  g_clear_pointer (&desk.profile.db, foyer_db_close);
  replace_folder (desk.profile.folder, template_folder);
  desk_tear_down (&desk, NULL);

  return template_folder;
}

void
simulation_remove_template (void)
{
  if (template_folder != NULL)
    profile_remove_folder (template_folder);
  g_clear_pointer (&template_folder, g_free);
}

/* Some clinics trust their gift cards so far without asking; each has a currency. */
static void
set_rules (SimulationDesk *self)
{
  const SimulationPlan *plan = &self->simulation->plan;
  g_autoptr (GError) error = NULL;
  g_autoptr (FoyerClinic) clinic = foyer_catalogue_get_clinic (self->db, &error);

  g_assert_no_error (error);
  clinic->gift_offline_minor = 3000 * (plan->seed % 2);
  if ((plan->events & SIMULATION_MONEY) != 0)
    {
      clinic->cancel_cutoff_hours = 48;
      foyer_set_text (&clinic->currency,
                      simulation_currencies[plan->seed % SIMULATION_N_CURRENCIES]);
    }
  foyer_catalogue_save (self->db, self->manager, clinic, &error);
  g_assert_no_error (error);
}

/* The first desk brings the clinic along, the others get to know it by sync. */
void
simulation_desk_set_up (SimulationDesk *self, Simulation *simulation, guint index)
{
  g_autoptr (FoyerEndpointSettings) settings = foyer_endpoint_settings_new ();
  g_autoptr (GError) error = NULL;

  self->simulation = simulation;
  self->index = index;
  self->name = g_strdup_printf ("desk %u", index + 1);
  self->skew_seconds = g_rand_int_range (simulation->rand, -90, 91);
  self->folder = make_folder ();
  self->crash = make_folder ();
  if (index == 0)
    replace_folder (get_template (), self->folder);
  self->link =
      fake_link_new (simulation->server, self->name, simulation->plan.seed * 31 + index);
  simulation_desk_open (self);
  if (index == 0)
    {
      g_assert_true (simulation_desk_look_around (self));
      if (!simulation->is_quiet)
        set_rules (self);
    }
  foyer_set_text (&settings->address, FAKE_BASE);
  foyer_endpoints_set (self->db, self->manager, settings, &error);
  g_assert_no_error (error);
}

void
simulation_desk_tear_down (SimulationDesk *self)
{
  if (self->folder == NULL)
    return;
  simulation_desk_close (self);
  g_clear_object (&self->link);
  g_clear_pointer (&self->operation, g_free);
  g_clear_pointer (&self->entries, g_hash_table_unref);
  profile_remove_folder (self->folder);
  profile_remove_folder (self->crash);
  if (self->copy != NULL)
    profile_remove_folder (self->copy);
  g_free (self->folder);
  g_free (self->crash);
  g_free (self->copy);
  g_free (self->name);
}

static gboolean
count_boundary (SimulationDesk *self)
{
  if (self->is_dying)
    return FALSE;
  if (self->dies_in == 0 || --self->dies_in > 0)
    return TRUE;
  simulation_desk_die (self);

  return FALSE;
}

static gboolean
reach_step (const FoyerSyncStep *step, gpointer data)
{
  return count_boundary (data);
}

/* While a request is under way the people of this desk and all other desks go on. */
static gboolean
reach_request (FakeLink *link, FakePoint point, FoyerCall *call, gpointer data)
{
  SimulationDesk *self = data;
  Simulation     *simulation = self->simulation;
  SimulationDesk *rival;

  if (simulation->plan.notes_requests)
    simulation_note (simulation, "%s: %s %s %s%s%s", self->name,
                     point == FAKE_POINT_BEFORE ? "asks" : "hears", call->method,
                     call->target, call->if_match != NULL ? " if " : "",
                     call->if_match != NULL ? call->if_match : "");
  if (!count_boundary (self))
    return FALSE;
  if ((simulation->plan.events & SIMULATION_TWO_PROGRAMS) != 0 && !simulation->is_quiet &&
      g_rand_int_range (simulation->rand, 0, 40) == 0)
    simulation_desk_try_twice (self);
  if (simulation->is_quiet || (simulation->plan.events & SIMULATION_RIVALS) == 0 ||
      simulation->depth > 2 || g_rand_int_range (simulation->rand, 0, 40) != 0)
    return TRUE;

  simulation->depth++;
  rival = &simulation->desks[g_rand_int_range (
      simulation->rand, 0, (gint32) simulation_count_desks (simulation))];
  if (rival->is_dying)
    ;
  else if (rival->is_syncing || g_rand_boolean (simulation->rand))
    simulation_act (rival);
  else
    simulation_sync (rival, FOYER_SYNC_NONE);
  simulation->depth--;

  return !self->is_dying;
}

void
simulation_desk_open (SimulationDesk *self)
{
  g_autoptr (GError) error = NULL;

  self->db = foyer_db_open (self->folder, FOYER_DB_CREATE, &error);
  g_assert_no_error (error);
  foyer_db_set_clock (self->db, tell_time, self);
  self->sync_db = foyer_db_open (self->folder, FOYER_DB_WRITE, &error);
  g_assert_no_error (error);
  foyer_db_set_clock (self->sync_db, tell_time, self);
  self->sync = foyer_sync_new (self->sync_db, FOYER_TRANSPORT (self->link));
  foyer_sync_set_step_func (self->sync, reach_step, self);
  fake_link_set_hook (self->link, reach_request, self);
}

void
simulation_desk_close (SimulationDesk *self)
{
  g_clear_pointer (&self->second_sync, foyer_sync_free);
  g_clear_pointer (&self->second_db, foyer_db_close);
  g_clear_pointer (&self->sync, foyer_sync_free);
  g_clear_pointer (&self->sync_db, foyer_db_close);
  g_clear_pointer (&self->db, foyer_db_close);
  g_clear_object (&self->clerk);
  g_clear_object (&self->doctor);
  g_clear_object (&self->manager);
}

/* Finds the staff; FALSE if the desk does not know its clinic yet. */
gboolean
simulation_desk_look_around (SimulationDesk *self)
{
  g_autoptr (GPtrArray) users = NULL;
  g_autoptr (GError) error = NULL;
  gboolean has_clinic;

  if (self->clerk != NULL)
    return TRUE;
  if (!foyer_db_has_clinic (self->db, &has_clinic, &error) || !has_clinic)
    return FALSE;
  users = foyer_catalogue_list (self->db, FOYER_TYPE_USER, TRUE, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < users->len; i++)
    {
      FoyerUser *user = g_ptr_array_index (users, i);

      g_set_object (user->role == FOYER_ROLE_DESK        ? &self->clerk
                    : user->role == FOYER_ROLE_CLINICIAN ? &self->doctor
                                                         : &self->manager,
                    user);
    }
  if (self->clerk != NULL && self->doctor != NULL && self->manager != NULL)
    return TRUE;
  g_clear_object (&self->clerk);

  return FALSE;
}

/* Makes the copy of the files that will be put back one day. */
void
simulation_desk_keep (SimulationDesk *self)
{
  if (self->copy == NULL)
    self->copy = make_folder ();
  replace_folder (self->folder, self->copy);
  self->copy_step = self->simulation->step;
}

static gboolean
was_ever_sent (Simulation *simulation, const char *token)
{
  for (guint i = 0; i < simulation->server->writes->len; i++)
    {
      FakeWrite  *write = g_ptr_array_index (simulation->server->writes, i);
      const char *text = NULL;

      if (write->version->json == NULL)
        continue;
      text = g_hash_table_lookup (simulation->canonical, write->version);
      if (text == NULL)
        {
          text = simulation_canonical (write->version->json);
          g_hash_table_insert (simulation->canonical, write->version, (char *) text);
        }
      if (strstr (text, token) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* Somebody restores the desk from an old backup; what was written since is lost unless the
 * server has it. */
void
simulation_desk_put_back (SimulationDesk *self)
{
  Simulation *simulation = self->simulation;

  simulation_desk_close (self);
  replace_folder (self->copy, self->folder);
  simulation_desk_open (self);
  simulation_desk_look_around (self);
  for (guint i = 0; i < simulation->writes->len; i++)
    {
      SimulationWrite *write = g_ptr_array_index (simulation->writes, i);

      if (write->desk == self->index && write->step >= self->copy_step &&
          (!write->is_token || !was_ever_sent (simulation, write->after)))
        write->is_lost = TRUE;
    }
}

/* Keeps the files as they are at this moment, which is all that a power cut leaves. */
void
simulation_desk_die (SimulationDesk *self)
{
  replace_folder (self->folder, self->crash);
  self->is_dying = TRUE;
  self->link->is_dead = TRUE;
  self->simulation->result->n_deaths++;
}

void
simulation_desk_revive (SimulationDesk *self)
{
  simulation_desk_close (self);
  replace_folder (self->crash, self->folder);
  self->is_dying = FALSE;
  self->dies_in = 0;
  self->link->is_dead = FALSE;
  simulation_desk_open (self);
  simulation_desk_look_around (self);
}

/* Somebody copies the files of one desk to another machine, and both go on.  What was written
 * by then both have for their own. */
void
simulation_desk_copy (SimulationDesk *self, SimulationDesk *from)
{
  Simulation *simulation = self->simulation;

  simulation_desk_close (self);
  replace_folder (from->folder, self->folder);
  simulation_desk_open (self);
  simulation_desk_look_around (self);
  for (guint i = 0; i < simulation->writes->len; i++)
    {
      SimulationWrite *write = g_ptr_array_index (simulation->writes, i);

      write->is_shared = write->is_shared || write->desk == from->index;
    }
}

/* The sync of another program, as foyerctl is, that stays at the same profile. */
FoyerSync *
simulation_desk_get_second (SimulationDesk *self)
{
  g_autoptr (GError) error = NULL;

  if (self->second_sync != NULL)
    return self->second_sync;

  self->second_db = foyer_db_open (self->folder, FOYER_DB_WRITE, &error);
  g_assert_no_error (error);
  foyer_db_set_clock (self->second_db, tell_time, self);
  self->second_sync = foyer_sync_new (self->second_db, FOYER_TRANSPORT (self->link));
  foyer_sync_set_step_func (self->second_sync, reach_step, self);

  return self->second_sync;
}

/* While a program syncs a profile, the other one is turned away without asking for anything. */
void
simulation_desk_try_twice (SimulationDesk *self)
{
  FoyerSync *idle =
      self->sync_in_use == self->sync ? simulation_desk_get_second (self) : self->sync;
  guint64 n_requests = self->link->n_requests;
  g_autoptr (GError) error = NULL;

  if (foyer_sync_run (idle, FOYER_SYNC_NONE, NULL, NULL, &error))
    simulation_fail (self->simulation, "lock", "two programs sync %s at once",
                     self->name);
  else if (!g_error_matches (error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_LOCKED))
    simulation_fail (self->simulation, "lock", "%s: %s", self->name, error->message);
  if (self->link->n_requests != n_requests)
    simulation_fail (self->simulation, "lock", "%s asks without the lock", self->name);
}
