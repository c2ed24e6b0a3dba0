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

typedef struct _FoyerCall FoyerCall;

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
  FoyerExit (*run) (FoyerCall *call);
} FoyerCommand;

/**
 * FoyerCall:
 * @command: (unowned): what was called
 * @profile: (unowned): folder of the profile
 * @json: whether to print one JSON document
 * @argc: how many words follow, the name of the command included
 * @argv: (unowned): those words
 *
 * One call of foyerctl.
 */
struct _FoyerCall
{
  const FoyerCommand *command;
  const char         *profile;
  gboolean            json;
  int                 argc;
  char              **argv;
};

gboolean
foyer_call_parse (FoyerCall *call, const GOptionEntry *entries, const char *parameters);
FoyerExit foyer_call_usage (FoyerCall *call, const char *message);
FoyerExit foyer_call_fail (FoyerCall *call, const GError *error);
FoyerDb  *foyer_call_open (FoyerCall *call, FoyerDbMode mode, FoyerExit *out_exit);
void      foyer_call_print_json (json_t *document);
json_t   *foyer_json_instant (FoyerDb *db, gint64 at);
json_t   *foyer_json_text (const char *text);

FoyerExit foyer_command_book (FoyerCall *call);
FoyerExit foyer_command_day (FoyerCall *call);
FoyerExit foyer_command_demo (FoyerCall *call);
FoyerExit foyer_command_export (FoyerCall *call);
FoyerExit foyer_command_import (FoyerCall *call);
FoyerExit foyer_command_init (FoyerCall *call);
FoyerExit foyer_command_print (FoyerCall *call);
FoyerExit foyer_command_search (FoyerCall *call);
FoyerExit foyer_command_slots (FoyerCall *call);
FoyerExit foyer_command_verify (FoyerCall *call);

G_END_DECLS
