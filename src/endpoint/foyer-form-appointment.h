/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fhir/foyer-json.h"
#include "model/foyer-request.h"

G_BEGIN_DECLS

json_t  *foyer_form_appointment_encode (FoyerRequest *request);
gboolean foyer_form_appointment_is_same (const json_t *one, const json_t *other);

G_END_DECLS
