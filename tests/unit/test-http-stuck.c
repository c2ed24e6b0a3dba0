/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/foyer-http.h"

#include "authority.h"
#include "present/foyer-endpoint-words.h"
#include "web-server.h"

#include <string.h>

#define HOST "clinic.example"
#define PATIENT "{\"resourceType\":\"Patient\",\"id\":\"1\"}"
#define SHORT_MS 400
#define LONG_MS 60000

/* A resolver that, while it is stuck, neither finds a name nor hears that nobody wants it any
 * longer: then libsoup does not come back either. */
#define STUCK_TYPE_RESOLVER (stuck_resolver_get_type ())
G_DECLARE_FINAL_TYPE (StuckResolver, stuck_resolver, STUCK, RESOLVER, GResolver)

struct _StuckResolver
{
  GResolver  parent_instance;
  GPtrArray *asked; /* (owned) of GTask: who waits */
  gboolean   is_stuck;
};

G_DEFINE_FINAL_TYPE (StuckResolver, stuck_resolver, G_TYPE_RESOLVER)

/* Outlives all tests, because some never hear of it. */
static StuckResolver *resolver;

static void
answer (GTask *task)
{
  g_task_return_pointer (
      task, g_list_prepend (NULL, g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4)),
      NULL);
  g_object_unref (task);
}

static void
look_up (GResolver               *self,
         const char              *hostname,
         GResolverNameLookupFlags flags,
         GCancellable            *cancellable,
         GAsyncReadyCallback      callback,
         gpointer                 data)
{
  GTask *task = g_task_new (self, NULL, callback, data);

  if (STUCK_RESOLVER (self)->is_stuck)
    g_ptr_array_add (STUCK_RESOLVER (self)->asked, task);
  else
    answer (task);
}

static void
look_up_any (GResolver          *self,
             const char         *hostname,
             GCancellable       *cancellable,
             GAsyncReadyCallback callback,
             gpointer            data)
{
  look_up (self, hostname, G_RESOLVER_NAME_LOOKUP_FLAGS_DEFAULT, cancellable, callback,
           data);
}

static GList *
look_up_finish (GResolver *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
stuck_resolver_class_init (StuckResolverClass *klass)
{
  GResolverClass *resolver_class = G_RESOLVER_CLASS (klass);

  resolver_class->lookup_by_name_async = look_up_any;
  resolver_class->lookup_by_name_finish = look_up_finish;
  resolver_class->lookup_by_name_with_flags_async = look_up;
  resolver_class->lookup_by_name_with_flags_finish = look_up_finish;
}

static void
stuck_resolver_init (StuckResolver *self)
{
  self->asked = g_ptr_array_new ();
}

static gint64
clock_1970 (gpointer data)
{
  return 0;
}

static gboolean
answer_patient (WebRequest *request)
{
  return web_request_answer (request, 200, "", "application/fhir+json", PATIENT);
}

typedef struct
{
  TestAuthority  *authority; /* (owned) */
  WebServer      *server;    /* (owned) */
  FoyerTransport *transport; /* (owned) to @server, by name */
} Clinic;

static void
clinic_init (Clinic *self)
{
  g_autoptr (FoyerEndpointSettings) settings = foyer_endpoint_settings_new ();
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (FoyerAuth) auth = NULL;
  g_autofree char *pem = NULL;
  g_autoptr (GError) error = NULL;

  self->authority = test_authority_new ();
  pem = test_authority_sign (self->authority, HOST, -1, 30);
  certificate = g_tls_certificate_new_from_pem (pem, -1, &error);
  g_assert_no_error (error);
  self->server = web_server_new (answer_patient, NULL, certificate);

  settings->address = g_strdup_printf (
      "https://" HOST "%s", strrchr (web_server_get_address (self->server), ':'));
  foyer_set_text (&settings->ca_file, test_authority_get_file (self->authority));
  auth = foyer_auth_new (settings, NULL, clock_1970, NULL);
  self->transport = FOYER_TRANSPORT (foyer_http_new (settings, auth, &error));
  g_assert_no_error (error);
}

static void
clinic_clear (Clinic *self)
{
  g_clear_object (&self->transport);
  web_server_free (self->server);
  test_authority_free (self->authority);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Clinic, clinic_clear)

static void
ask (Clinic *self, FoyerCall **calls, guint n, guint deadline_ms, GCancellable *cancelled)
{
  foyer_http_set_deadline (FOYER_HTTP (self->transport), deadline_ms);
  for (guint i = 0; i < n; i++)
    calls[i] = foyer_call_new ("GET", "Patient/%u", i);
  foyer_transport_send (self->transport, calls, n, cancelled);
}

static void
assert_answered (Clinic *self)
{
  FoyerCall *call;

  ask (self, &call, 1, LONG_MS, NULL);
  g_assert_no_error (call->error);
  g_assert_cmpuint (call->status, ==, 200);
  foyer_call_free (call);
}

/* As many as there are connections, and one that waits for them. */
static void
assert_lost (Clinic *self)
{
  FoyerCall *calls[5];

  resolver->is_stuck = TRUE;
  ask (self, calls, G_N_ELEMENTS (calls), SHORT_MS, NULL);
  resolver->is_stuck = FALSE;
  g_assert_cmpuint (resolver->asked->len, >, 0);

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autofree char *sentence = NULL;

      g_assert_error (calls[i]->error, FOYER_SYNC_ERROR, FOYER_SYNC_ERROR_TIMEOUT);
      g_assert_cmpuint (calls[i]->status, ==, 0);
      sentence = foyer_words_sync_problem ((FoyerSyncProblem) calls[i]->error->code,
                                           calls[i]->error->message);
      g_assert_nonnull (strstr (sentence, "took too long to answer"));
      foyer_call_free (calls[i]);
    }
}

/* What does not come back is not waited for, and does not stand in the way of the next. */
static void
test_next_is_answered (void)
{
  g_auto (Clinic) clinic = { 0 };

  clinic_init (&clinic);
  assert_lost (&clinic);
  assert_answered (&clinic);
}

/* What comes back after all finds nobody. */
static void
test_comes_back_late (void)
{
  g_auto (Clinic) clinic = { 0 };

  clinic_init (&clinic);
  assert_lost (&clinic);
  while (resolver->asked->len > 0)
    answer (g_ptr_array_steal_index (resolver->asked, 0));
  for (int i = 0; i < 3; i++)
    assert_answered (&clinic);
}

static gpointer
cancel_soon (gpointer data)
{
  g_usleep (60000);
  g_cancellable_cancel (data);

  return NULL;
}

static void
test_cancelled (void)
{
  g_auto (Clinic) clinic = { 0 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GThread   *thread;
  FoyerCall *call;

  clinic_init (&clinic);
  resolver->is_stuck = TRUE;
  thread = g_thread_new ("cancel", cancel_soon, cancellable);
  ask (&clinic, &call, 1, LONG_MS, cancellable);
  resolver->is_stuck = FALSE;
  g_thread_join (thread);
  g_assert_error (call->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  foyer_call_free (call);

  assert_answered (&clinic);
}

int
main (int argc, char **argv)
{
  g_setenv ("GIO_USE_PROXY_RESOLVER", "dummy", TRUE);
  g_test_init (&argc, &argv, NULL);
  resolver = g_object_new (STUCK_TYPE_RESOLVER, NULL);
  g_resolver_set_default (G_RESOLVER (resolver));

  g_test_add_func ("/http-stuck/next-is-answered", test_next_is_answered);
  g_test_add_func ("/http-stuck/comes-back-late", test_comes_back_late);
  g_test_add_func ("/http-stuck/cancelled", test_cancelled);

  return g_test_run ();
}
