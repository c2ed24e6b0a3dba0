/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-patient.h"

G_BEGIN_DECLS

void foyer_patients_set_name_key (FoyerPatient *patient);

G_END_DECLS
