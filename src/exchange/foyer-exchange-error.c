/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/foyer-exchange-error.h"

G_DEFINE_QUARK (foyer_exchange_error, foyer_exchange_error)
