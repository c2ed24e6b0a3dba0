/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/foyer-patient-file.h"

#include <adwaita.h>

G_BEGIN_DECLS

GtkWidget *foyer_patient_details_new (FoyerPatientFile *file);

G_END_DECLS
