/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * FoyerRole:
 * @FOYER_ROLE_DESK: front desk
 * @FOYER_ROLE_CLINICIAN: sees patients
 * @FOYER_ROLE_MANAGER: runs the clinic
 *
 * What a member of staff is here.
 */
typedef enum
{
  FOYER_ROLE_DESK,
  FOYER_ROLE_CLINICIAN,
  FOYER_ROLE_MANAGER,
} FoyerRole;

#define FOYER_TYPE_ROLE (foyer_role_get_type ())
GType foyer_role_get_type (void);

/**
 * FoyerAction:
 *
 * What a member of staff can do; the nick of each is what the audit trail carries.
 */
typedef enum
{
  FOYER_ACTION_PATIENT_EDIT,
  FOYER_ACTION_CLINIC_EDIT,
  FOYER_ACTION_REFERRER_EDIT,
  FOYER_ACTION_REFERRAL_REGISTER,
  FOYER_ACTION_REFERRAL_DECIDE,
  FOYER_ACTION_REFERRAL_CLOSE,
  FOYER_ACTION_BOOKING_MAKE,
  FOYER_ACTION_BOOKING_PROGRESS,
  FOYER_ACTION_BOOKING_CANCEL,
  FOYER_ACTION_BOOKING_UNDO,
  FOYER_ACTION_BOOKING_UNDO_LATER,
  FOYER_ACTION_BOOKING_OVERRIDE,
  FOYER_ACTION_BOOKING_HOLD_LONG,
  FOYER_ACTION_MONEY_TAKE,
  FOYER_ACTION_MONEY_WAIVE,
  FOYER_ACTION_MONEY_RETURN,
  FOYER_ACTION_MONEY_CORRECT,
  FOYER_ACTION_DEPOSIT_SETTLE,
  FOYER_ACTION_GIFT_SELL,
  FOYER_ACTION_GIFT_CHANGE,
  FOYER_ACTION_TILL_OPEN,
  FOYER_ACTION_TILL_CLOSE,
  FOYER_ACTION_IMPORT,
  FOYER_ACTION_EXPORT,
  FOYER_ACTION_SYNC,
  FOYER_ACTION_SYNC_DECIDE,
  FOYER_ACTION_ENDPOINT_EDIT,
  FOYER_ACTION_REQUEST_HANDLE,
} FoyerAction;

#define FOYER_TYPE_ACTION (foyer_action_get_type ())
GType foyer_action_get_type (void);

gboolean foyer_permission_allows (FoyerRole role, FoyerAction action);

G_END_DECLS
