/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/foyer-slot.h"
#include "present/foyer-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define FOYER_TYPE_SLOT_LIST (foyer_slot_list_get_type ())
G_DECLARE_FINAL_TYPE (FoyerSlotList, foyer_slot_list, FOYER, SLOT_LIST, GtkBox)

/**
 * FoyerSlotWish:
 * @service_id: what for; 0: nothing is searched
 * @referral_id: what it rests on, 0: none
 * @patient_id: who, 0: nobody yet
 * @clinician_id: with whom, 0: anybody
 * @booking_id: which is to be moved, 0: none
 *
 * What times are searched for.
 */
typedef struct
{
  gint64 service_id;
  gint64 referral_id;
  gint64 patient_id;
  gint64 clinician_id;
  gint64 booking_id;
} FoyerSlotWish;

GtkWidget *foyer_slot_list_new (void);
void       foyer_slot_list_set_session (FoyerSlotList *self, FoyerSession *session);
void       foyer_slot_list_pin (FoyerSlotList *self, FoyerSlot *slot);
void       foyer_slot_list_search (FoyerSlotList *self, const FoyerSlotWish *wish);
void       foyer_slot_list_refresh (FoyerSlotList *self);
void       foyer_slot_list_name_clinician (FoyerSlotList *self,
                                           gint64         clinician_id,
                                           const char    *name);
gboolean   foyer_slot_list_is_searching (FoyerSlotList *self);
FoyerSlot *foyer_slot_list_get_slot (FoyerSlotList *self);
void       foyer_slot_list_show_dates (FoyerSlotList *self);

G_END_DECLS
