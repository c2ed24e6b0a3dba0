/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * FoyerExchangeError:
 * @FOYER_EXCHANGE_ERROR_FORMAT: a file of a kind that is not read
 * @FOYER_EXCHANGE_ERROR_MAPPING: a table in which no column is known to hold a name
 *
 * Why a file was not imported at all.  A file that cannot be opened, read or written is a
 * `G_IO_ERROR`.
 */
typedef enum
{
  FOYER_EXCHANGE_ERROR_FORMAT,
  FOYER_EXCHANGE_ERROR_MAPPING,
} FoyerExchangeError;

#define FOYER_EXCHANGE_ERROR (foyer_exchange_error_quark ())
GQuark foyer_exchange_error_quark (void);

G_END_DECLS
