/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/foyer-transport.h"

G_DEFINE_INTERFACE (FoyerTransport, foyer_transport, G_TYPE_OBJECT)

static void
foyer_transport_default_init (FoyerTransportInterface *iface)
{
}

/**
 * foyer_transport_send:
 * @self: a way to the endpoint
 * @calls: (array length=n_calls): what to ask; the answers are written into them
 * @n_calls: how many
 * @cancellable: (nullable): to give up; what is under way then ends with an error
 *
 * Sends requests that do not depend on each other, some of them at the same time, and waits
 * for all answers.  Blocks: for the thread that syncs.
 */
void
foyer_transport_send (FoyerTransport *self,
                      FoyerCall     **calls,
                      guint           n_calls,
                      GCancellable   *cancellable)
{
  for (guint i = 0; i < n_calls; i++)
    foyer_call_clear_answer (calls[i]);

  FOYER_TRANSPORT_GET_IFACE (self)->send (self, calls, n_calls, cancellable);
}

/**
 * foyer_call_new:
 * @method: (transfer none): static text
 * @format: format of the target
 * @...: its arguments
 *
 * Returns: (transfer full): a request without preconditions and body
 */
FoyerCall *
foyer_call_new (const char *method, const char *format, ...)
{
  FoyerCall *self = g_new0 (FoyerCall, 1);
  va_list    arguments;

  self->method = method;
  self->retry_after_seconds = -1;
  va_start (arguments, format);
  self->target = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  return self;
}

/**
 * foyer_call_clear_answer:
 * @self: a request
 *
 * Forgets the answer, so that the same request can be sent again.
 */
void
foyer_call_clear_answer (FoyerCall *self)
{
  self->status = 0;
  self->retry_after_seconds = -1;
  self->server_time = 0;
  g_clear_pointer (&self->version, g_free);
  g_clear_pointer (&self->json, json_decref);
  g_clear_error (&self->error);
}

void
foyer_call_free (FoyerCall *self)
{
  foyer_call_clear_answer (self);
  g_free (self->target);
  g_free (self->if_match);
  g_free (self->if_none_exist);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}
