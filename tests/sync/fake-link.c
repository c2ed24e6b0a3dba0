/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/sync/fake-link.h"

/* How long the way there and the way back take at most. */
#define LATENCY_MS 40

/* By when what was thought lost arrives. */
#define MOST_DELAY_MS 300000

static void fake_link_transport_init (FoyerTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeLink,
                               fake_link,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (FOYER_TYPE_TRANSPORT,
                                                      fake_link_transport_init))

static void
fail (FoyerCall *call, FoyerSyncError code)
{
  foyer_call_clear_answer (call);
  g_set_error_literal (&call->error, FOYER_SYNC_ERROR, code, "fault of the test");
}

static gboolean
reach (FakeLink *self, FakePoint point, FoyerCall *call)
{
  if (self->hook != NULL && !self->is_dead &&
      !self->hook (self, point, call, self->hook_data))
    self->is_dead = TRUE;

  return !self->is_dead;
}

static FakeFault
draw_fault (FakeLink *self)
{
  guint draw = (guint) g_rand_int_range (self->rand, 0, 1000);

  if (self->forced != FAKE_FAULT_NONE)
    {
      FakeFault forced = self->forced;

      if (self->forced_in-- > 0)
        return FAKE_FAULT_NONE;
      self->forced = FAKE_FAULT_NONE;
      self->forced_in = 0;
      return forced;
    }

  for (FakeFault fault = FAKE_FAULT_NONE + 1; fault < FAKE_N_FAULTS; fault++)
    {
      if (draw < self->odds[fault])
        return fault;
      draw -= self->odds[fault];
    }

  return FAKE_FAULT_NONE;
}

static void
answer_busy (FakeLink *self, FoyerCall *call)
{
  fake_call_refuse (call, 429, "throttled", NULL, "too many requests");
  call->retry_after_seconds = fake_server_get_wait_seconds (self->server);
}

/* The server writes at the time it has stamped, and others may come in between; a client gets
 * its answer when it is to be seen. */
static void
carry_out (FakeLink *self, FoyerCall *call, gboolean waits)
{
  FakeServer *server = self->server;
  g_autoptr (GPtrArray) matches = NULL;
  gint64 visible_at_ms;

  if (server->dialect.racy_create && g_rand_boolean (self->rand) &&
      g_str_equal (call->method, "POST"))
    {
      matches = fake_server_match (server, call);
      reach (self, FAKE_POINT_UNDER_WAY, call);
    }
  visible_at_ms =
      fake_server_carry_out (server, self->desk, call, matches, self->allows_cached);
  while (waits && visible_at_ms > server->now_ms)
    {
      fake_server_advance (
          server, MIN (visible_at_ms - server->now_ms,
                       g_rand_int_range (self->rand, 1,
                                         (gint32) (visible_at_ms - server->now_ms) + 1)));
      reach (self, FAKE_POINT_UNDER_WAY, call);
    }
}

static void
meet_fault (FakeLink *self, FakeFault fault, FoyerCall *call)
{
  switch (fault)
    {
    case FAKE_FAULT_DROP_BEFORE:
      fail (call, FOYER_SYNC_ERROR_OFFLINE);
      break;

    case FAKE_FAULT_DELAYED:
      fake_server_deliver_later (self->server, self->desk, call,
                                 g_rand_int_range (self->rand, 0, MOST_DELAY_MS));
      fail (call, FOYER_SYNC_ERROR_TIMEOUT);
      break;

    case FAKE_FAULT_DROP_AFTER:
      carry_out (self, call, FALSE);
      fail (call, FOYER_SYNC_ERROR_TIMEOUT);
      break;

    case FAKE_FAULT_TRUNCATED:
      carry_out (self, call, TRUE);
      fail (call, FOYER_SYNC_ERROR_TRUNCATED);
      break;

    case FAKE_FAULT_SERVER_BEFORE:
      fake_call_refuse (call, 503, "transient", NULL, "the server is restarting");
      break;

    case FAKE_FAULT_SERVER_AFTER:
      carry_out (self, call, FALSE);
      foyer_call_clear_answer (call);
      fake_call_refuse (call, 500, "exception", NULL, "something went wrong");
      break;

    case FAKE_FAULT_DUPLICATE:
      fake_server_deliver_later (self->server, self->desk, call,
                                 g_rand_int_range (self->rand, 0, MOST_DELAY_MS));
      carry_out (self, call, TRUE);
      break;

    case FAKE_FAULT_BUSY:
      self->busy_until_ms = self->server->now_ms +
                            1000 * MAX (fake_server_get_wait_seconds (self->server), 2);
      answer_busy (self, call);
      break;

    case FAKE_FAULT_SIGN_IN:
      fake_call_refuse (call, 401, "login", NULL, "the token is no longer valid");
      break;

    case FAKE_FAULT_NONE:
    case FAKE_N_FAULTS:
    default:
      carry_out (self, call, TRUE);
      break;
    }
}

static void
send_one (FakeLink *self, FoyerCall *call, GCancellable *cancellable)
{
  FakeFault fault;

  if (self->is_dead || self->is_offline || g_cancellable_is_cancelled (cancellable))
    {
      fail (call, FOYER_SYNC_ERROR_OFFLINE);
      return;
    }
  self->n_requests++;
  if (!g_str_equal (call->method, "GET"))
    self->n_writes++;
  if (!reach (self, FAKE_POINT_BEFORE, call))
    {
      fail (call, FOYER_SYNC_ERROR_OFFLINE);
      return;
    }

  fake_server_advance (self->server, g_rand_int_range (self->rand, 1, LATENCY_MS));
  if (self->server->now_ms < self->busy_until_ms)
    answer_busy (self, call);
  else
    {
      fault = draw_fault (self);
      self->n_faults[fault]++;
      meet_fault (self, fault, call);
    }
  fake_server_advance (self->server, g_rand_int_range (self->rand, 1, LATENCY_MS));

  if (!reach (self, FAKE_POINT_CARRIED, call))
    fail (call, FOYER_SYNC_ERROR_OFFLINE);
}

/* Several requests at once arrive in whatever order. */
static void
fake_link_send (FoyerTransport *transport,
                FoyerCall     **calls,
                guint           n_calls,
                GCancellable   *cancellable)
{
  FakeLink              *self = FAKE_LINK (transport);
  g_autofree FoyerCall **order = g_memdup2 (calls, n_calls * sizeof (FoyerCall *));

  for (guint i = n_calls; i > 0; i--)
    {
      guint      chosen = (guint) g_rand_int_range (self->rand, 0, (gint32) i);
      FoyerCall *call = order[chosen];

      order[chosen] = order[i - 1];
      send_one (self, call, cancellable);
    }
}

/* The answer is from before all that comes between this and its end. */
static void
fake_link_begin (FoyerTransport *transport, FoyerCall *call, GCancellable *cancellable)
{
  send_one (FAKE_LINK (transport), call, cancellable);
  foyer_call_digest (call);
}

static void
fake_link_finish (FoyerTransport *transport, FoyerCall *call, gboolean wanted)
{
}

static void
fake_link_transport_init (FoyerTransportInterface *iface)
{
  iface->send = fake_link_send;
  iface->begin = fake_link_begin;
  iface->finish = fake_link_finish;
}

static void
fake_link_finalize (GObject *object)
{
  FakeLink *self = FAKE_LINK (object);

  g_free (self->desk);
  g_rand_free (self->rand);

  G_OBJECT_CLASS (fake_link_parent_class)->finalize (object);
}

static void
fake_link_class_init (FakeLinkClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_link_finalize;
}

static void
fake_link_init (FakeLink *self)
{
}

FakeLink *
fake_link_new (FakeServer *server, const char *desk, guint32 seed)
{
  FakeLink *self = g_object_new (FAKE_TYPE_LINK, NULL);

  self->server = server;
  self->desk = g_strdup (desk);
  self->rand = g_rand_new_with_seed (seed);

  return self;
}

void
fake_link_set_odds (FakeLink *self, FakeFault fault, guint per_mille)
{
  self->odds[fault] = per_mille;
}

/* Nothing goes wrong any more. */
void
fake_link_clear_odds (FakeLink *self)
{
  for (guint i = 0; i < FAKE_N_FAULTS; i++)
    self->odds[i] = 0;
  self->forced = FAKE_FAULT_NONE;
  self->busy_until_ms = 0;
}

/* @fault befalls one request, after so many that nothing befalls. */
void
fake_link_force (FakeLink *self, FakeFault fault, guint after_n_requests)
{
  self->forced = fault;
  self->forced_in = after_n_requests;
}

void
fake_link_set_hook (FakeLink *self, FakeHook hook, gpointer data)
{
  self->hook = hook;
  self->hook_data = data;
}
