/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/foyer-db.h"

G_BEGIN_DECLS

/* A profile in a folder of its own with a clinic and a manager, for tests of the store. */
typedef struct
{
  char      *folder;  /* (owned) */
  FoyerDb   *db;      /* (owned) can write */
  FoyerUser *manager; /* (owned) stored */
  gint64     now;     /* what the clock of @db says */
} Profile;

void     profile_set_up (Profile *self, gconstpointer data);
void     profile_tear_down (Profile *self, gconstpointer data);
gint64   profile_query (Profile *self, const char *sql);
void     profile_exec (Profile *self, const char *sql);
gboolean profile_try (Profile *self, const char *sql);
gint64   profile_clock (gpointer profile);
void     profile_remove_folder (const char *folder);

G_END_DECLS
