/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FoyerStoreError:
 * @FOYER_STORE_ERROR_FAILED: anything not named below
 * @FOYER_STORE_ERROR_NOT_FOUND: no record has that id
 * @FOYER_STORE_ERROR_INVALID: a field has a value that cannot be; see
 *   foyer_store_error_get_field()
 * @FOYER_STORE_ERROR_RULE: a rule of the clinic or the database refuses it; see
 *   foyer_store_error_get_rule()
 * @FOYER_STORE_ERROR_DENIED: the acting person may not do this
 * @FOYER_STORE_ERROR_BUSY: another process holds the file; trying again can help
 * @FOYER_STORE_ERROR_CORRUPT: the file is not a database, or is damaged
 * @FOYER_STORE_ERROR_SCHEMA_TOO_NEW: the file was written by a newer version of this program
 * @FOYER_STORE_ERROR_READ_ONLY: the file or its folder cannot be written
 * @FOYER_STORE_ERROR_FULL: no space is left on the disk
 * @FOYER_STORE_ERROR_IO: the disk failed
 * @FOYER_STORE_ERROR_LOCKED: another session has this profile open
 * @FOYER_STORE_ERROR_CANCELLED: the caller interrupted it
 *
 * Why a call of the store failed.  Nothing was changed, whatever the code.
 */
typedef enum
{
  FOYER_STORE_ERROR_FAILED,
  FOYER_STORE_ERROR_NOT_FOUND,
  FOYER_STORE_ERROR_INVALID,
  FOYER_STORE_ERROR_RULE,
  FOYER_STORE_ERROR_DENIED,
  FOYER_STORE_ERROR_BUSY,
  FOYER_STORE_ERROR_CORRUPT,
  FOYER_STORE_ERROR_SCHEMA_TOO_NEW,
  FOYER_STORE_ERROR_READ_ONLY,
  FOYER_STORE_ERROR_FULL,
  FOYER_STORE_ERROR_IO,
  FOYER_STORE_ERROR_LOCKED,
  FOYER_STORE_ERROR_CANCELLED,
} FoyerStoreError;

#define FOYER_STORE_ERROR (foyer_store_error_quark ())
GQuark foyer_store_error_quark (void);

gboolean
foyer_store_refuse_field (GError **error, const char *field, const char *problem);
gboolean    foyer_store_refuse_rule (GError **error, const char *rule);
const char *foyer_store_error_get_field (const GError *error);
const char *foyer_store_error_get_problem (const GError *error);
const char *foyer_store_error_get_rule (const GError *error);

G_END_DECLS
