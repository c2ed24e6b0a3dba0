/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define FOYER_FORM_KEY_BYTES 32
#define FOYER_FORM_TOKEN_SECONDS (4 * 60 * 60)
#define FOYER_FORM_MIN_FILL_SECONDS 2

/**
 * FoyerFormTicket:
 * @FOYER_FORM_TICKET_GOOD: ours, and of a page that was open for a while
 * @FOYER_FORM_TICKET_EARLY: ours, but faster than anybody fills in a form
 * @FOYER_FORM_TICKET_LATE: ours, but of a page that was open for too long
 * @FOYER_FORM_TICKET_FORGED: not ours
 *
 * What a token is worth.
 */
typedef enum
{
  FOYER_FORM_TICKET_GOOD,
  FOYER_FORM_TICKET_EARLY,
  FOYER_FORM_TICKET_LATE,
  FOYER_FORM_TICKET_FORGED,
} FoyerFormTicket;

/**
 * FoyerFormGuard:
 *
 * What keeps the form from being flooded and from being sent twice.
 *
 * It remembers nothing on the disk: how often an address has sent the form is forgotten an
 * hour later, and when the program ends.
 */
typedef struct _FoyerFormGuard FoyerFormGuard;

FoyerFormGuard *foyer_form_guard_new (const guint8 key[FOYER_FORM_KEY_BYTES],
                                      guint        per_hour);
void            foyer_form_guard_free (FoyerFormGuard *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoyerFormGuard, foyer_form_guard_free)

char *foyer_form_guard_issue (FoyerFormGuard *self, const char *uid, gint64 now);
FoyerFormTicket foyer_form_guard_check (FoyerFormGuard *self,
                                        const char     *token,
                                        gint64          now,
                                        char          **out_uid);

gboolean foyer_form_guard_admit (FoyerFormGuard *self, const char *address, gint64 now);
gboolean
     foyer_form_guard_may_store (FoyerFormGuard *self, const char *address, gint64 now);
void foyer_form_guard_stored (FoyerFormGuard *self, const char *address, gint64 now);

G_END_DECLS
