/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/foyer-detail.h"

G_BEGIN_DECLS

#define FOYER_TYPE_TILL_DETAIL (foyer_till_detail_get_type ())
G_DECLARE_FINAL_TYPE (FoyerTillDetail, foyer_till_detail, FOYER, TILL_DETAIL, FoyerDetail)

void foyer_till_detail_set_ours (FoyerTillDetail *self, gint64 ours_id);

G_END_DECLS
