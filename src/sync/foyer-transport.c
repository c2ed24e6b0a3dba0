/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/foyer-transport.h"

#include <string.h>

G_DEFINE_INTERFACE (FoyerTransport, foyer_transport, G_TYPE_OBJECT)

static void
foyer_transport_default_init (FoyerTransportInterface *iface)
{
}

/* Where a resource is that was created: by its address, `…/Patient/17/_history/1`, or else by
 * its key. */
static FoyerCall *
make_read (const FoyerCall *call)
{
  g_autofree char *part = g_strconcat ("/", call->target, "/", NULL);
  const char      *id = NULL;
  gsize            length;

  if (g_str_equal (call->method, "PUT"))
    return foyer_call_new ("GET", "%s", call->target);
  if (call->location != NULL)
    id = g_strrstr (call->location, part);
  if (id != NULL)
    {
      id += strlen (part);
      length = strcspn (id, "/?#");
      return length > 0
                 ? foyer_call_new ("GET", "%s/%.*s", call->target, (int) length, id)
                 : NULL;
    }

  return call->if_none_exist != NULL
             ? foyer_call_new ("GET", "%s?%s", call->target, call->if_none_exist)
             : NULL;
}

/* A write that was carried out may be answered without the resource: it is read then.  One
 * that cannot be read stays without, and what became of it is found out later. */
static void
complete (FoyerTransport *self, FoyerCall *call, GCancellable *cancellable)
{
  g_autoptr (FoyerCall) read = NULL;
  json_t *resource;

  if (call->error != NULL || call->json != NULL || g_str_equal (call->method, "GET") ||
      (call->status != 200 && call->status != 201 && call->status != 204))
    return;
  read = make_read (call);
  if (read == NULL)
    return;
  read->is_large = call->is_large;
  FOYER_TRANSPORT_GET_IFACE (self)->send (self, &read, 1, cancellable);
  if (read->error != NULL || read->status != 200)
    return;

  resource = read->json;
  if (g_strcmp0 (json_string_value (json_object_get (resource, "resourceType")),
                 "Bundle") == 0)
    {
      const json_t *entries = json_object_get (resource, "entry");

      resource = json_array_size (entries) == 1
                     ? json_object_get (json_array_get (entries, 0), "resource")
                     : NULL;
    }
  if (!json_is_string (json_object_get (resource, "id")))
    return;

  call->json = json_incref (resource);
  if (call->status == 204)
    call->status = 200;
}

/**
 * foyer_transport_send:
 * @self: a way to the endpoint
 * @calls: (array length=n_calls): what to ask; the answers are written into them
 * @n_calls: how many
 * @cancellable: (nullable): to give up; what is under way then ends with an error
 *
 * Sends requests that do not depend on each other, some of them at the same time, and waits
 * for all answers.  A write that is answered without the resource is followed by a read of
 * it.  Blocks: for the thread that syncs.
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
  for (guint i = 0; i < n_calls; i++)
    complete (self, calls[i], cancellable);
}

/**
 * foyer_transport_can_begin:
 * @self: a way to the endpoint
 *
 * Returns: whether it knows foyer_transport_begin()
 */
gboolean
foyer_transport_can_begin (FoyerTransport *self)
{
  return FOYER_TRANSPORT_GET_IFACE (self)->begin != NULL;
}

/**
 * foyer_transport_begin:
 * @self: a way to the endpoint that can do this
 * @call: what to ask; only a GET
 * @cancellable: (nullable): to give up
 *
 * Asks for something that is needed a little later, and does not wait for the answer.  Other
 * requests may be sent meanwhile, but only one can be ahead at a time.  @call has to be given
 * to foyer_transport_finish(), and is not touched until then.  To take a large document apart
 * costs as much as to read one: what @call has as spent goes meanwhile too.  A good answer is
 * digested there as well.
 */
void
foyer_transport_begin (FoyerTransport *self, FoyerCall *call, GCancellable *cancellable)
{
  foyer_call_clear_answer (call);

  FOYER_TRANSPORT_GET_IFACE (self)->begin (self, call, cancellable);
}

/**
 * foyer_transport_finish:
 * @self: a way to the endpoint
 * @call: what was begun
 * @wanted: whether the answer is still wanted; if not, what is under way is given up
 *
 * Waits for the answer of what was begun, which is then written into @call.
 */
void
foyer_transport_finish (FoyerTransport *self, FoyerCall *call, gboolean wanted)
{
  FOYER_TRANSPORT_GET_IFACE (self)->finish (self, call, wanted);
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
  g_clear_pointer (&self->location, g_free);
  g_clear_pointer (&self->json, json_decref);
  g_clear_pointer (&self->digested, g_hash_table_unref);
  g_clear_error (&self->error);
}

/**
 * foyer_call_digest:
 * @self: a request that was answered
 *
 * For who carries out foyer_transport_begin(): does what is to be done with a good answer.
 */
void
foyer_call_digest (FoyerCall *self)
{
  if (self->digest != NULL && self->status == 200 && self->json != NULL)
    self->digested = self->digest (self->json);
}

static FoyerSyncError
code_for_status (guint status, gboolean is_fhir)
{
  switch (status)
    {
    case 401:
      return FOYER_SYNC_ERROR_SIGN_IN;
    case 403:
      return FOYER_SYNC_ERROR_FORBIDDEN;
    case 404:
    case 405:
      return is_fhir ? FOYER_SYNC_ERROR_REFUSED : FOYER_SYNC_ERROR_NOT_FHIR;
    case 408:
    case 425:
      return FOYER_SYNC_ERROR_SERVER;
    case 429:
    case 503:
      return FOYER_SYNC_ERROR_BUSY;
    default:
      return status >= 500 ? FOYER_SYNC_ERROR_SERVER : FOYER_SYNC_ERROR_REFUSED;
    }
}

/**
 * foyer_call_check:
 * @self: a request that was answered
 * @error: return location for an error
 *
 * For those to whom only success is of use: turns what is none into an error.
 *
 * Errors: that of @self; `FOYER_SYNC_ERROR_NOT_FHIR` for a 404 or 405 that no FHIR server
 * gives, otherwise the one that its status stands for.
 *
 * Returns: whether @self has a good answer
 */
gboolean
foyer_call_check (const FoyerCall *self, GError **error)
{
  if (self->error != NULL)
    g_propagate_error (error, g_error_copy (self->error));
  else if (self->status >= 200 && self->status < 300)
    return TRUE;
  else
    g_set_error (error, FOYER_SYNC_ERROR,
                 (int) code_for_status (self->status, self->json != NULL),
                 "endpoint answers with status %u", self->status);

  return FALSE;
}

void
foyer_call_free (FoyerCall *self)
{
  foyer_call_clear_answer (self);
  g_free (self->target);
  g_free (self->if_match);
  g_free (self->if_none_exist);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->spent, json_decref);
  g_free (self);
}
