/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/foyer-record-editor.h"

G_BEGIN_DECLS

#define FOYER_N_CLINIC_KINDS 4

/* The settings of the clinic, by what they are about. */
extern const FoyerRecordKind foyer_clinic_kinds[FOYER_N_CLINIC_KINDS];

G_END_DECLS
