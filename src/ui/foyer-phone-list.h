/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_PHONE_LIST (foyer_phone_list_get_type ())
G_DECLARE_FINAL_TYPE (
    FoyerPhoneList, foyer_phone_list, FOYER, PHONE_LIST, AdwPreferencesGroup)

void       foyer_phone_list_show (FoyerPhoneList *self, GPtrArray *phones);
GPtrArray *foyer_phone_list_read (FoyerPhoneList *self, gboolean check);

G_END_DECLS
