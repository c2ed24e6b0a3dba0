/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/sync/simulation-private.h"

#include "endpoint/foyer-form-appointment.h"
#include "fhir/foyer-fhir-telecom.h"
#include "model/foyer-time.h"

#include <string.h>

/* Other programs at the same endpoint.  They read what they change, and what they write may
 * take its time to be seen. */

static int
draw (Simulation *self, int n)
{
  return g_rand_int_range (self->rand, 0, n);
}

static gint64
draw_delay (Simulation *self)
{
  gint64 late_ms = draw (self, 2) == 0 ? 0 : draw (self, 100000);

  return self->server->dialect.late_ms == 0 ? 0 : late_ms;
}

/* Any resource of a type that is there; NULL if the one that was drawn is not. */
static FakeResource *
pick (Simulation *self, const char *type)
{
  GPtrArray    *resources = fake_server_list (self->server, type);
  FakeResource *resource;
  FakeVersion  *version;

  if (resources == NULL || resources->len == 0)
    return NULL;
  resource = g_ptr_array_index (resources, draw (self, (int) resources->len));
  version = fake_resource_get_last (resource);

  return version != NULL && version->json != NULL ? resource : NULL;
}

static json_t *
copy (FakeResource *resource)
{
  return json_deep_copy (fake_resource_get_last (resource)->json);
}

/* Adds what is none of our business, to a patient. */
static void
add_mark (Simulation *self)
{
  FakeResource *resource = pick (self, "Patient");
  gint64        late_ms = draw_delay (self);
  g_autoptr (json_t) patient = NULL;
  g_autofree char *token = simulation_make_token (self);
  SimulationMark  *mark;
  json_t          *extensions;

  if (resource == NULL)
    return;
  patient = copy (resource);
  extensions = json_object_get (patient, "extension");
  if (extensions == NULL)
    {
      extensions = json_array ();
      json_object_set_new (patient, "extension", extensions);
    }
  mark = g_new0 (SimulationMark, 1);
  mark->type = g_strdup ("Patient");
  mark->id = g_strdup (resource->id);
  mark->url = g_strconcat ("https://other.example/", token, NULL);
  mark->value = g_strconcat ("ß \" \\ ", token, NULL);
  json_array_append_new (
      extensions, json_pack ("{s:s, s:s}", "url", mark->url, "valueString", mark->value));
  json_object_set_new (patient, "maritalStatus", json_pack ("{s:s}", "text", token));
  g_ptr_array_add (self->marks, mark);
  fake_server_store (self->server, "other", g_steal_pointer (&patient), late_ms);
  simulation_note (self, "other: adds %s to Patient/%s, seen after %d s", mark->url,
                   resource->id, (int) (late_ms / 1000));
}

static const char *
find_email (json_t *patient)
{
  json_t *telecom;
  size_t  i;

  json_array_foreach (json_object_get (patient, "telecom"), i, telecom)
    if (g_strcmp0 (json_string_value (json_object_get (telecom, "system")), "email") == 0)
      return json_string_value (json_object_get (telecom, "value"));

  return NULL;
}

/* Edits what the desks edit too: an e-mail address, or a date of birth that nobody else has. */
static void
edit_patient (Simulation *self)
{
  FakeResource *resource = pick (self, "Patient");
  gint64        late_ms = draw_delay (self);
  gboolean      is_email = draw (self, 2) == 0;
  g_autoptr (json_t) patient = NULL;
  g_autofree char *token = simulation_make_token (self);
  g_autofree char *uid = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  if (resource == NULL)
    return;
  patient = copy (resource);
  uid = foyer_fhir_part_dup_uid (foyer_fhir_parts_match (patient), patient);
  if (uid == NULL)
    return;
  if (is_email)
    {
      before = g_strdup (find_email (patient));
      after = g_strconcat (token, "@example.org", NULL);
      foyer_fhir_telecom_write (patient, "email", after);
    }
  else
    {
      before = g_strdup (json_string_value (json_object_get (patient, "birthDate")));
      after = foyer_day_format (-(int) self->n_token);
      json_object_set_new (patient, "birthDate", json_string (after));
    }
  simulation_note (self, "other: %s of Patient/%s: %s → %s, seen after %d s",
                   is_email ? "e-mail" : "birth date", resource->id,
                   before != NULL ? before : "nothing", after, (int) (late_ms / 1000));
  simulation_log_write (self, SIMULATION_MOST_DESKS, "patient", uid,
                        is_email ? "email" : "birth-date", before, after, TRUE);
  fake_server_store (self->server, "other", g_steal_pointer (&patient), late_ms);
}

/* Somebody fills in the form of the clinic. */
static void
post_request (Simulation *self)
{
  gint64 late_ms = draw_delay (self);
  g_autoptr (FoyerRequest) request = foyer_request_new ();
  g_autofree char *token = simulation_make_token (self);
  g_autofree char *uid = g_uuid_string_random ();

  foyer_record_set_uid (FOYER_RECORD (request), uid);
  request->channel = FOYER_CHANNEL_WEB;
  request->category = (FoyerRequestCategory) draw (self, 2);
  request->referral_sent = (FoyerAnswer) draw (self, 3);
  request->received_at = self->server->now_ms / 1000;
  foyer_set_text (&request->family, "Okonkwo");
  foyer_set_text (&request->given, "Ada");
  foyer_set_text (&request->phone, "(805) 555-0123");
  foyer_set_text (&request->birth_date, "1984-03-12");
  foyer_set_text (&request->message, token);
  simulation_log_write (self, SIMULATION_MOST_DESKS, "request", uid, "message", NULL,
                        token, TRUE);
  simulation_note (self, "form: a request that says %s, seen after %d s", token,
                   (int) (late_ms / 1000));
  fake_server_store (self->server, "form", foyer_form_appointment_encode (request),
                     late_ms);
}

/* Removes a resource for good. */
static void
remove_one (Simulation *self)
{
  static const char *const types[] = { "Patient", "Appointment", "Communication",
                                       "DocumentReference" };
  FakeResource *resource = pick (self, types[draw (self, (int) G_N_ELEMENTS (types))]);
  const FoyerFhirPart *part;
  SimulationDeletion  *deletion;
  g_autofree char     *uid = NULL;
  json_t              *json;

  if (resource == NULL)
    return;
  json = fake_resource_get_last (resource)->json;
  part = foyer_fhir_parts_match (json);
  uid = part != NULL ? foyer_fhir_part_dup_uid (part, json) : NULL;
  if (uid == NULL)
    return;
  deletion = g_new0 (SimulationDeletion, 1);
  deletion->part = part;
  deletion->id = g_strdup (resource->id);
  deletion->uid = g_steal_pointer (&uid);
  g_ptr_array_add (self->deletions, deletion);
  simulation_note (self, "other: removes %s/%s, %s %s", part->type, resource->id,
                   part->kind, deletion->uid);
  fake_server_delete (self->server, part->type, resource->id);

  /* Whoever removes it has seen what only the server had of it. */
  for (guint i = self->marks->len; i-- > 0;)
    if (g_str_equal (((SimulationMark *) self->marks->pdata[i])->id, resource->id))
      g_ptr_array_remove_index (self->marks, i);
  simulation_forget_unseen (self);
}

void
simulation_deletion_free (SimulationDeletion *self)
{
  g_free (self->id);
  g_free (self->uid);
  g_free (self);
}

/* One thing that another program does. */
void
simulation_act_as_other (Simulation *self)
{
  guint events = self->plan.events;
  int   choice = draw (self, 100);

  if (choice < 10 && (events & SIMULATION_DELETIONS) != 0)
    remove_one (self);
  else if (choice < 40)
    edit_patient (self);
  else if (choice < 70)
    post_request (self);
  else
    add_mark (self);
}
