/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/foyer-sync-error.h"

#include <gio/gio.h>
#include <jansson.h>

G_BEGIN_DECLS

/**
 * FoyerCall:
 * @method: `GET`, `POST` or `PUT`
 * @target: path and query below the base address, `Patient?_count=200`, encoded
 * @if_match: (nullable): version that a PUT replaces; sent as `W/"…"`
 * @if_none_exist: (nullable): search that makes a POST conditional, encoded
 * @body: (nullable): JSON as it goes over the wire
 * @is_large: whether a single resource may be as large as a letter is at most, and take its
 *   time
 * @spent: (nullable): a document that nobody needs any more, for foyer_transport_begin()
 * @digest: (nullable): what foyer_transport_begin() does with a good answer where it comes in
 * @status: the answer's HTTP status; 0: none came, and @error says why
 * @version: (nullable): version id from the ETag, without `W/` and quotes, or from the body
 * @location: (nullable): where the endpoint says that it put the resource
 * @retry_after_seconds: how long the endpoint asks to wait; -1: it does not say
 * @server_time: the endpoint's clock, seconds since 1970-01-01 UTC; 0: not said
 * @json: (nullable): the body, parsed to its end; a good answer to `POST` or `PUT` may have
 *   none
 * @digested: (nullable): what @digest has made of @json
 * @error: (nullable): why there is no answer, or none that can be used; [error@SyncError]
 *
 * One request to the endpoint, and its answer.
 *
 * A 4xx or 5xx is an answer and no @error: what it means depends on what was asked.  With
 * an @error it is not known whether the request was carried out.
 */
typedef struct
{
  const char *method;        /* (unowned) static */
  char       *target;        /* (owned) */
  char       *if_match;      /* (owned) (nullable) */
  char       *if_none_exist; /* (owned) (nullable) */
  GBytes     *body;          /* (owned) (nullable) */
  gboolean    is_large;
  json_t     *spent; /* (owned) (nullable) */
  GHashTable *(*digest) (const json_t *json);

  guint       status;
  char       *version;  /* (owned) (nullable) */
  char       *location; /* (owned) (nullable) */
  gint64      retry_after_seconds;
  gint64      server_time;
  json_t     *json;     /* (owned) (nullable) */
  GHashTable *digested; /* (owned) (nullable) */
  GError     *error;    /* (owned) (nullable) */
} FoyerCall;

FoyerCall *foyer_call_new (const char *method, const char *format, ...)
    G_GNUC_PRINTF (2, 3);
void     foyer_call_free (FoyerCall *self);
void     foyer_call_clear_answer (FoyerCall *self);
void     foyer_call_digest (FoyerCall *self);
gboolean foyer_call_check (const FoyerCall *self, GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerCall, foyer_call_free)

#define FOYER_TYPE_TRANSPORT (foyer_transport_get_type ())
G_DECLARE_INTERFACE (FoyerTransport, foyer_transport, FOYER, TRANSPORT, GObject)

/**
 * FoyerTransportInterface:
 * @send: see foyer_transport_send()
 * @begin: (nullable): see foyer_transport_begin()
 * @finish: (nullable): see foyer_transport_finish()
 */
struct _FoyerTransportInterface
{
  GTypeInterface parent_iface;

  void (*send) (FoyerTransport *self,
                FoyerCall     **calls,
                guint           n_calls,
                GCancellable   *cancellable);
  void (*begin) (FoyerTransport *self, FoyerCall *call, GCancellable *cancellable);
  void (*finish) (FoyerTransport *self, FoyerCall *call, gboolean wanted);
};

void     foyer_transport_send (FoyerTransport *self,
                               FoyerCall     **calls,
                               guint           n_calls,
                               GCancellable   *cancellable);
gboolean foyer_transport_can_begin (FoyerTransport *self);
void
foyer_transport_begin (FoyerTransport *self, FoyerCall *call, GCancellable *cancellable);
void foyer_transport_finish (FoyerTransport *self, FoyerCall *call, gboolean wanted);

G_END_DECLS
