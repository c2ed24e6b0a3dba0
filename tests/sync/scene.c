/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/sync/scene.h"

#include "model/foyer-patient.h"
#include "store/foyer-aggregates.h"
#include "store/foyer-conflicts.h"
#include "store/foyer-dump.h"
#include "store/foyer-patients.h"

void
scene_set_up (Scene *self, gconstpointer dialect)
{
  self->result.trace = g_ptr_array_new_with_free_func (g_free);
  self->simulation = (Simulation){ .result = &self->result, .is_quiet = TRUE };
  self->simulation.plan.dialect = dialect;
  self->simulation.plan.seed = 1;
  self->simulation.plan.n_desks = 2;
  simulation_set_up (&self->simulation);
  self->server = self->simulation.server;
  /* Who pages by time gives as many rows as it has of one instant. */
  if (self->server->dialect.pages == FAKE_PAGES_KEYSET)
    self->server->dialect.max_count = 1000;
  self->first = &self->simulation.desks[0];
  self->second = &self->simulation.desks[1];
  simulation_sync (self->first, FOYER_SYNC_NONE);
  g_assert_cmpstr (self->result.failure, ==, NULL);
}

void
scene_tear_down (Scene *self, gconstpointer dialect)
{
  g_assert_cmpstr (self->result.failure, ==, NULL);
  simulation_tear_down (&self->simulation);
  simulation_result_clear (&self->result);
}

void
run_sync (Scene *self, SimulationDesk *desk)
{
  simulation_sync (desk, FOYER_SYNC_NONE);
  if (self->result.failure != NULL)
    g_error ("%s", self->result.failure);
}

void
exchange (Scene *self)
{
  for (guint i = 0; i < 6; i++)
    {
      fake_server_advance (self->server, 200000);
      run_sync (self, i % 2 == 0 ? self->first : self->second);
    }
  simulation_check_all (&self->simulation, FALSE);
  if (self->result.failure != NULL)
    g_error ("%s", self->result.failure);
}

gint64
count_patients (SimulationDesk *desk)
{
  g_autoptr (GError) error = NULL;
  gint64 n;

  foyer_dump_count (desk->db, FOYER_TYPE_PATIENT, &n, &error);
  g_assert_no_error (error);

  return n;
}

gint64
count_decisions (SimulationDesk *desk)
{
  g_autoptr (GError) error = NULL;
  gint64 n;

  foyer_conflicts_count_open (desk->db, &n, &error);
  g_assert_no_error (error);

  return n;
}

void
save_patient (SimulationDesk *desk, const char *family)
{
  g_autoptr (FoyerPatient) patient = foyer_patient_new ();
  g_autoptr (GError) error = NULL;

  foyer_set_text (&patient->family, family);
  foyer_set_text (&patient->given, "Ana");
  foyer_set_text (&patient->birth_date, "1984-03-12");
  foyer_patients_save (desk->db, desk->clerk, patient, &error);
  g_assert_no_error (error);
}

void
edit_patient (SimulationDesk *desk, const char *uid, const char *family, const char *note)
{
  g_autoptr (FoyerPatient) patient = NULL;
  g_autoptr (GError) error = NULL;
  gint64 id;

  foyer_aggregates_find (desk->db, "patient", uid, &id, &error);
  g_assert_no_error (error);
  patient = foyer_patients_get (desk->db, id, &error);
  g_assert_no_error (error);
  foyer_set_text (&patient->family, family);
  if (note != NULL)
    foyer_set_text (&patient->note, note);
  foyer_patients_save (desk->db, desk->manager, patient, &error);
  g_assert_no_error (error);
}

void
scene_add (const char *name, void (*func) (Scene *, gconstpointer))
{
  for (guint i = 0; i < n_fake_dialects; i++)
    {
      g_autofree char *path =
          g_strdup_printf ("/sync/%s/%s", fake_dialects[i].name, name);

      g_test_add (path, Scene, &fake_dialects[i], scene_set_up, func, scene_tear_down);
    }
}
