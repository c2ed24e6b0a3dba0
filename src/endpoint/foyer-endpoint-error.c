/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "endpoint/foyer-endpoint-error.h"

G_DEFINE_QUARK (foyer_endpoint_error, foyer_endpoint_error)
