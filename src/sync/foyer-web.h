/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/foyer-sync-error.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * FoyerWeb:
 *
 * A hardened way to one web server: what `foyer-http` and `foyer-auth` stand on.
 *
 * It speaks to the host of its address and to no other, follows no redirect, keeps no
 * cookie, refuses TLS below 1.2 and plain http except on this computer, and bounds the time
 * and the size of every exchange.
 */
typedef struct _FoyerWeb FoyerWeb;

/**
 * FoyerWebCall:
 * @message: what to ask; see foyer_web_message()
 * @is_large: whether the answer may have FOYER_WEB_MAX_LARGE_BYTES, and takes its time
 * @body: (nullable): the decoded body, if it came to its end
 * @error: (nullable): why there is no answer, or no whole one; [error@SyncError], or
 *   `G_IO_ERROR_CANCELLED`
 *
 * One exchange.  With an @error the status of @message says whether there was an answer
 * before the body broke off; 0: none.
 */
typedef struct
{
  SoupMessage *message; /* (owned) */
  gboolean     is_large;
  GBytes      *body;  /* (owned) (nullable) */
  GError      *error; /* (owned) (nullable) */
} FoyerWebCall;

#define FOYER_WEB_MAX_BYTES (16 * 1024 * 1024)
#define FOYER_WEB_MAX_LARGE_BYTES (48 * 1024 * 1024)
#define FOYER_WEB_MAX_AT_ONCE 4
#define FOYER_WEB_DEADLINE_MS 30000

FoyerWeb *foyer_web_new (const char *address, const char *ca_file, GError **error);
void      foyer_web_free (FoyerWeb *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerWeb, foyer_web_free)

void         foyer_web_set_deadline (FoyerWeb *self, guint deadline_ms);
const char  *foyer_web_get_base (FoyerWeb *self);
SoupMessage *foyer_web_message (FoyerWeb   *self,
                                const char *method,
                                const char *target,
                                GError    **error);
char        *foyer_web_dup_redirect (FoyerWeb *self, SoupMessage *message);
void         foyer_web_send (FoyerWeb     *self,
                             FoyerWebCall *calls,
                             guint         n_calls,
                             GCancellable *cancellable);

void foyer_web_call_clear (FoyerWebCall *call);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FoyerWebCall, foyer_web_call_clear)

GUri *foyer_web_parse_address (const char *address, GError **error);

G_END_DECLS
