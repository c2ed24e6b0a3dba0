/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/foyer-record-editor.h"

G_BEGIN_DECLS

/* How what a letter says is corrected after it was registered. */
extern const FoyerRecordKind foyer_referral_kind;

G_END_DECLS
