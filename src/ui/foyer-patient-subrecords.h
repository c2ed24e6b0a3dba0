/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/foyer-subrecords.h"

G_BEGIN_DECLS

/* What belongs to a patient beside the fields: people to talk to, and names of before. */
extern const FoyerSubrecordKind foyer_contact_subrecords;
extern const FoyerSubrecordKind foyer_name_subrecords;

G_END_DECLS
