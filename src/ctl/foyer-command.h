/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/foyer-db.h"

#include <jansson.h>

G_BEGIN_DECLS

/**
 * FoyerExit:
 * @FOYER_EXIT_DONE: done
 * @FOYER_EXIT_REFUSED: refused by a rule; nothing was changed
 * @FOYER_EXIT_USAGE: the words of the call are off
 * @FOYER_EXIT_FAILURE: it failed
 *
 * What foyerctl returns to its caller.
 */
typedef enum
{
  FOYER_EXIT_DONE = 0,
  FOYER_EXIT_REFUSED = 1,
  FOYER_EXIT_USAGE = 2,
  FOYER_EXIT_FAILURE = 3,
} FoyerExit;

typedef struct _FoyerInvocation FoyerInvocation;

/**
 * FoyerCommand:
 * @name: word on the command line
 * @summary: what it does, in English; translated where it is shown
 * @run: runs it on what follows its name
 *
 * One command of foyerctl.
 */
typedef struct
{
  const char *name;
  const char *summary;
  FoyerExit (*run) (FoyerInvocation *call);
} FoyerCommand;

/**
 * FoyerInvocation:
 * @command: (unowned): what was called
 * @profile: (unowned): folder of the profile
 * @json: whether to print one JSON document
 * @argc: how many words follow, the name of the command included
 * @argv: (unowned): those words
 *
 * One call of foyerctl.
 */
struct _FoyerInvocation
{
  const FoyerCommand *command;
  const char         *profile;
  gboolean            json;
  int                 argc;
  char              **argv;
};

gboolean  foyer_invocation_parse (FoyerInvocation    *call,
                                  const GOptionEntry *entries,
                                  const char         *parameters);
FoyerExit foyer_invocation_usage (FoyerInvocation *call, const char *message);
FoyerExit foyer_invocation_fail (FoyerInvocation *call, const GError *error);
FoyerDb *
foyer_invocation_open (FoyerInvocation *call, FoyerDbMode mode, FoyerExit *out_exit);
FoyerDb *foyer_invocation_begin_read (FoyerInvocation    *call,
                                      const GOptionEntry *entries,
                                      const char         *usage,
                                      int                 max_words,
                                      FoyerExit          *out_exit);
void     foyer_invocation_print_json (json_t *document);
gboolean foyer_ctl_read_days (FoyerInvocation *call,
                              FoyerDb         *db,
                              const char      *from,
                              const char      *to,
                              gint64          *out_from,
                              gint64          *out_to);
json_t  *foyer_json_instant (FoyerDb *db, gint64 at);
json_t  *foyer_json_text (const char *text);

FoyerExit foyer_command_book (FoyerInvocation *call);
FoyerExit foyer_command_conflicts (FoyerInvocation *call);
FoyerExit foyer_command_day (FoyerInvocation *call);
FoyerExit foyer_command_demo (FoyerInvocation *call);
FoyerExit foyer_command_endpoint (FoyerInvocation *call);
FoyerExit foyer_command_export (FoyerInvocation *call);
FoyerExit foyer_command_gift_card (FoyerInvocation *call);
FoyerExit foyer_command_handouts (FoyerInvocation *call);
FoyerExit foyer_command_import (FoyerInvocation *call);
FoyerExit foyer_command_init (FoyerInvocation *call);
FoyerExit foyer_command_ledger (FoyerInvocation *call);
FoyerExit foyer_command_print (FoyerInvocation *call);
FoyerExit foyer_command_requests (FoyerInvocation *call);
FoyerExit foyer_command_search (FoyerInvocation *call);
FoyerExit foyer_command_slots (FoyerInvocation *call);
FoyerExit foyer_command_sync (FoyerInvocation *call);
FoyerExit foyer_command_till (FoyerInvocation *call);
FoyerExit foyer_command_verify (FoyerInvocation *call);

G_END_DECLS
