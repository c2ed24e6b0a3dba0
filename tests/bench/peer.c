/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/bench/peer.h"

#include "fhir/foyer-fhir-resource.h"
#include "model/foyer-endpoint-settings.h"
#include "store/foyer-endpoints.h"
#include "sync/foyer-http.h"
#include "tests/unit/profile.h"

#include <string.h>
#include <sys/resource.h>

/* How far an endpoint stands back that does. */
#define PEER_NICE 15

/* Requests at once while the peer is filled: it writes what comes together in one go. */
#define WIDTH 64

static void peer_meter_transport_init (FoyerTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PeerMeter,
                               peer_meter,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (FOYER_TYPE_TRANSPORT,
                                                      peer_meter_transport_init))

static void
peer_meter_call_free (gpointer data)
{
  PeerCall *self = data;

  g_free (self->target);
  g_free (self->version);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

static void
note (GPtrArray *calls, const FoyerCall *call)
{
  PeerCall *noted = g_new0 (PeerCall, 1);

  noted->target = g_strdup (call->target);
  noted->version = g_strdup (call->version);
  noted->body = call->body != NULL ? g_bytes_ref (call->body) : NULL;
  g_ptr_array_add (calls, noted);
}

static void
count (PeerMeter *self, const FoyerCall *call, gint64 since_us)
{
  self->n_requests++;
  if (g_str_equal (call->method, "PUT"))
    note (self->puts, call);
  else if (strstr (call->target, "_sort=_lastUpdated") != NULL)
    {
      if (self->pages->len == 0)
        self->first_page_us = since_us;
      note (self->pages, call);
    }
}

static void
peer_meter_send (FoyerTransport *transport,
                 FoyerCall     **calls,
                 guint           n_calls,
                 GCancellable   *cancellable)
{
  PeerMeter *self = PEER_METER (transport);
  gint64     since_us = g_get_monotonic_time ();

  foyer_transport_send (self->inner, calls, n_calls, cancellable);

  self->waited_us += g_get_monotonic_time () - since_us;
  for (guint i = 0; i < n_calls; i++)
    count (self, calls[i], since_us);
}

/* Whoever syncs waits here while the gate is shut; then nothing is under way. */
static void
pass_gate (PeerMeter *self)
{
  g_mutex_lock (&self->gate);
  while (self->is_shut)
    {
      self->is_waiting = TRUE;
      g_cond_broadcast (&self->gate_moved);
      g_cond_wait (&self->gate_moved, &self->gate);
    }
  self->is_waiting = FALSE;
  g_mutex_unlock (&self->gate);
}

/* Has the sync stop after the page that it is at, and waits for that.  Returns whether it
 * stopped there, and not at its end. */
gboolean
peer_meter_shut (PeerMeter *self)
{
  gboolean is_waiting;

  g_mutex_lock (&self->gate);
  self->is_shut = TRUE;
  while (!self->is_waiting && !self->is_over)
    g_cond_wait (&self->gate_moved, &self->gate);
  is_waiting = self->is_waiting;
  g_mutex_unlock (&self->gate);

  return is_waiting;
}

void
peer_meter_open (PeerMeter *self)
{
  g_mutex_lock (&self->gate);
  self->is_shut = FALSE;
  g_cond_broadcast (&self->gate_moved);
  g_mutex_unlock (&self->gate);
}

/* There will be no more sync. */
void
peer_meter_end (PeerMeter *self)
{
  g_mutex_lock (&self->gate);
  self->is_over = TRUE;
  g_cond_broadcast (&self->gate_moved);
  g_mutex_unlock (&self->gate);
}

/* Only what is waited for counts as waiting. */
static void
peer_meter_begin (FoyerTransport *transport, FoyerCall *call, GCancellable *cancellable)
{
  PeerMeter *self = PEER_METER (transport);

  foyer_transport_begin (self->inner, call, cancellable);
}

static void
peer_meter_finish (FoyerTransport *transport, FoyerCall *call, gboolean wanted)
{
  PeerMeter *self = PEER_METER (transport);
  gint64     since_us = g_get_monotonic_time ();

  foyer_transport_finish (self->inner, call, wanted);

  self->waited_us += g_get_monotonic_time () - since_us;
  count (self, call, since_us);
  pass_gate (self);
}

static void
peer_meter_finalize (GObject *object)
{
  PeerMeter *self = PEER_METER (object);

  g_clear_object (&self->inner);
  g_ptr_array_unref (self->pages);
  g_ptr_array_unref (self->puts);
  g_mutex_clear (&self->gate);
  g_cond_clear (&self->gate_moved);

  G_OBJECT_CLASS (peer_meter_parent_class)->finalize (object);
}

static void
peer_meter_transport_init (FoyerTransportInterface *iface)
{
  iface->send = peer_meter_send;
  iface->begin = peer_meter_begin;
  iface->finish = peer_meter_finish;
}

static void
peer_meter_class_init (PeerMeterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = peer_meter_finalize;
}

static void
peer_meter_init (PeerMeter *self)
{
  self->pages = g_ptr_array_new_with_free_func (peer_meter_call_free);
  self->puts = g_ptr_array_new_with_free_func (peer_meter_call_free);
  g_mutex_init (&self->gate);
  g_cond_init (&self->gate_moved);
}

void
peer_meter_reset (PeerMeter *self)
{
  g_ptr_array_set_size (self->pages, 0);
  g_ptr_array_set_size (self->puts, 0);
  self->n_requests = 0;
  self->waited_us = 0;
  self->first_page_us = 0;
}

/* The first line that a program prints. */
static char *
read_line (GSubprocess *process)
{
  g_autoptr (GDataInputStream) stream =
      g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_autoptr (GError) error = NULL;
  char *line;

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (stream), FALSE);
  line = g_data_input_stream_read_line (stream, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);

  return line;
}

static void
stand_back (gpointer data)
{
  setpriority (PRIO_PROCESS, 0, PEER_NICE);
}

void
peer_start (Peer *self)
{
  const char            *program = g_getenv ("FOYER_ENDPOINT");
  const GSubprocessFlags flags =
      G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE;
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GSubprocess) adding = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;

  if (program == NULL)
    g_error ("FOYER_ENDPOINT does not name the program foyer-endpoint");

  self->folder = g_dir_make_tmp ("foyer-peer-XXXXXX", &error);
  g_assert_no_error (error);
  adding = g_subprocess_new (flags, &error, program, "--profile", self->folder, "token",
                             "add", "bench", NULL);
  g_assert_no_error (error);
  self->token = read_line (adding);
  g_subprocess_wait_check (adding, NULL, &error);
  g_assert_no_error (error);

  launcher = g_subprocess_launcher_new (flags);
  if (self->stands_back)
    g_subprocess_launcher_set_child_setup (launcher, stand_back, NULL, NULL);
  self->process =
      g_subprocess_launcher_spawn (launcher, &error, program, "--profile", self->folder,
                                   "--listen", "127.0.0.1:0", "--desk-rate", "0", NULL);
  g_assert_no_error (error);
  line = read_line (self->process);
  g_assert_true (g_str_has_prefix (line, "Listening on "));
  self->address = g_strdup (line + strlen ("Listening on "));
}

void
peer_stop (Peer *self)
{
  g_subprocess_force_exit (self->process);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->process);
  profile_remove_folder (self->folder);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->token, g_free);
  g_clear_pointer (&self->address, g_free);
}

static gint64
tell_time (gpointer data)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static FoyerEndpointSettings *
make_settings (Peer *self)
{
  FoyerEndpointSettings *settings = foyer_endpoint_settings_new ();

  foyer_set_text (&settings->address, self->address);
  settings->auth = FOYER_ENDPOINT_AUTH_BEARER;

  return settings;
}

/* Returns: (transfer full): a way to the peer */
PeerMeter *
peer_connect (Peer *self)
{
  g_autoptr (FoyerEndpointSettings) settings = make_settings (self);
  g_autoptr (FoyerAuth) auth = foyer_auth_new (settings, self->token, tell_time, NULL);
  PeerMeter *meter = g_object_new (PEER_TYPE_METER, NULL);
  g_autoptr (GError) error = NULL;

  meter->inner = FOYER_TRANSPORT (foyer_http_new (settings, auth, &error));
  g_assert_no_error (error);

  return meter;
}

static FoyerCall *
make_patient (guint n)
{
  static const char *const families[] = { "Okafor",  "Lindqvist", "Marchetti", "Nguyen",
                                          "Ramirez", "Whitfield", "Castellano" };
  static const char *const givens[] = { "Ada", "Noor", "Theodora", "Mateo", "Ingrid" };
  FoyerCall               *call = foyer_call_new ("POST", "Patient");
  char                    *text = g_strdup_printf (
                         "{\"resourceType\":\"Patient\",\"identifier\":["
                                            "{\"use\":\"secondary\",\"system\":\"" FOYER_FHIR_SYSTEM_RECORD "\","
                                            "\"value\":\"%08x-0000-4000-8000-%012u\"},"
                                            "{\"use\":\"usual\",\"system\":\"" FOYER_FHIR_SYSTEM_MRN "\",\"value\":\"%u\"},"
                                            "{\"system\":\"urn:oid:1.2.3\",\"value\":\"MRN%u\"}],\"active\":true,"
                                            "\"name\":[{\"use\":\"official\",\"family\":\"%s%u\",\"given\":[\"%s%u\"]}],"
                                            "\"telecom\":[{\"system\":\"phone\",\"value\":\"805 %03u "
                                            "%04u\",\"use\":\"mobile\"},"
                                            "{\"system\":\"phone\",\"value\":\"626 %03u %04u\",\"use\":\"home\"},"
                                            "{\"system\":\"email\",\"value\":\"patient%u@example.org\"}],"
                                            "\"gender\":\"%s\",\"birthDate\":\"19%02u-%02u-%02u\","
                                            "\"address\":[{\"use\":\"home\",\"line\":[\"210 Harbor Street\"],"
                                            "\"city\":\"Ventura\",\"state\":\"CA\",\"postalCode\":\"93001\"}]}",
                         n * 2654435761u, n, 700000 + n, n, families[n % G_N_ELEMENTS (families)], n % 7919,
                         givens[n % G_N_ELEMENTS (givens)], n % 997, n / 10000 % 1000, n % 10000,
                         n / 10000 % 1000, n % 10000, n, n % 2 ? "female" : "male", n % 100, 1 + n % 12,
                         1 + n % 28);

  call->body = g_bytes_new_take (text, strlen (text));
  call->if_none_exist = g_strdup_printf ("identifier=" FOYER_FHIR_SYSTEM_RECORD
                                         "%%7C%08x-0000-4000-8000-%012u",
                                         n * 2654435761u, n);

  return call;
}

/* Puts patients there that no desk of the peer has yet. */
void
peer_fill (Peer *self, guint n_patients)
{
  g_autoptr (PeerMeter) meter = peer_connect (self);

  for (guint done = 0; done < n_patients; done += WIDTH)
    {
      FoyerCall  *calls[WIDTH];
      const guint n = MIN (WIDTH, n_patients - done);

      for (guint i = 0; i < n; i++)
        calls[i] = make_patient (done + i);
      foyer_transport_send (meter->inner, calls, n, NULL);
      for (guint i = 0; i < n; i++)
        {
          g_assert_no_error (calls[i]->error);
          g_assert_cmpuint (calls[i]->status, ==, 201);
          foyer_call_free (calls[i]);
        }
    }
}

/* Has a profile sync with the peer. */
void
peer_settle (Peer *self, FoyerDb *db)
{
  g_autoptr (FoyerEndpointSettings) settings = make_settings (self);
  g_autoptr (GError) error = NULL;

  foyer_endpoints_set (db, NULL, settings, &error);
  g_assert_no_error (error);
}

FoyerDb *
peer_open_profile (Peer *self, const char *folder)
{
  g_autoptr (GError) error = NULL;
  FoyerDb *db = foyer_db_open (folder, FOYER_DB_CREATE, &error);

  g_assert_no_error (error);
  peer_settle (self, db);

  return db;
}

void
peer_sync (FoyerDb *db, PeerMeter *meter, FoyerSyncReport *out_report)
{
  g_autoptr (FoyerSync) sync = foyer_sync_new (db, FOYER_TRANSPORT (meter));
  g_autoptr (GError) error = NULL;

  foyer_sync_run (sync, FOYER_SYNC_NONE, NULL, out_report, &error);
  g_assert_no_error (error);
}
