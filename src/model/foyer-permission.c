/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/foyer-permission.h"

G_DEFINE_ENUM_TYPE (FoyerRole,
                    foyer_role,
                    G_DEFINE_ENUM_VALUE (FOYER_ROLE_DESK, "desk"),
                    G_DEFINE_ENUM_VALUE (FOYER_ROLE_CLINICIAN, "clinician"),
                    G_DEFINE_ENUM_VALUE (FOYER_ROLE_MANAGER, "manager"))

G_DEFINE_ENUM_TYPE (
    FoyerAction,
    foyer_action,
    G_DEFINE_ENUM_VALUE (FOYER_ACTION_PATIENT_EDIT, "patient-edit"),
    G_DEFINE_ENUM_VALUE (FOYER_ACTION_CLINIC_EDIT, "clinic-edit"),
    G_DEFINE_ENUM_VALUE (FOYER_ACTION_REFERRER_EDIT, "referrer-edit"),
    G_DEFINE_ENUM_VALUE (FOYER_ACTION_REFERRAL_REGISTER, "referral-register"),
    G_DEFINE_ENUM_VALUE (FOYER_ACTION_REFERRAL_DECIDE, "referral-decide"),
    G_DEFINE_ENUM_VALUE (FOYER_ACTION_REFERRAL_CLOSE, "referral-close"),
    G_DEFINE_ENUM_VALUE (FOYER_ACTION_BOOKING_MAKE, "booking-make"),
    G_DEFINE_ENUM_VALUE (FOYER_ACTION_BOOKING_PROGRESS, "booking-progress"),
    G_DEFINE_ENUM_VALUE (FOYER_ACTION_BOOKING_CANCEL, "booking-cancel"),
    G_DEFINE_ENUM_VALUE (FOYER_ACTION_BOOKING_UNDO, "booking-undo"),
    G_DEFINE_ENUM_VALUE (FOYER_ACTION_BOOKING_UNDO_LATER, "booking-undo-later"),
    G_DEFINE_ENUM_VALUE (FOYER_ACTION_BOOKING_OVERRIDE, "booking-override"),
    G_DEFINE_ENUM_VALUE (FOYER_ACTION_BOOKING_HOLD_LONG, "booking-hold-long"),
    G_DEFINE_ENUM_VALUE (FOYER_ACTION_MONEY_TAKE, "money-take"),
    G_DEFINE_ENUM_VALUE (FOYER_ACTION_MONEY_WAIVE, "money-waive"),
    G_DEFINE_ENUM_VALUE (FOYER_ACTION_MONEY_RETURN, "money-return"),
    G_DEFINE_ENUM_VALUE (FOYER_ACTION_IMPORT, "import"),
    G_DEFINE_ENUM_VALUE (FOYER_ACTION_EXPORT, "export"))

#define DESK (1 << FOYER_ROLE_DESK)
#define CLINICIAN (1 << FOYER_ROLE_CLINICIAN)
#define MANAGER (1 << FOYER_ROLE_MANAGER)

/* Who may do what: the only place that says so. */
static const guint allowed[] = {
  [FOYER_ACTION_PATIENT_EDIT] = DESK | CLINICIAN | MANAGER,
  [FOYER_ACTION_CLINIC_EDIT] = MANAGER,
  [FOYER_ACTION_REFERRER_EDIT] = DESK | CLINICIAN | MANAGER,
  [FOYER_ACTION_REFERRAL_REGISTER] = DESK | CLINICIAN | MANAGER,
  [FOYER_ACTION_REFERRAL_DECIDE] = DESK | CLINICIAN | MANAGER,
  [FOYER_ACTION_REFERRAL_CLOSE] = DESK | CLINICIAN | MANAGER,
  [FOYER_ACTION_BOOKING_MAKE] = DESK | CLINICIAN | MANAGER,
  [FOYER_ACTION_BOOKING_PROGRESS] = DESK | CLINICIAN | MANAGER,
  [FOYER_ACTION_BOOKING_CANCEL] = DESK | CLINICIAN | MANAGER,
  [FOYER_ACTION_BOOKING_UNDO] = DESK | CLINICIAN | MANAGER,
  [FOYER_ACTION_BOOKING_UNDO_LATER] = MANAGER,
  [FOYER_ACTION_BOOKING_OVERRIDE] = MANAGER,
  [FOYER_ACTION_BOOKING_HOLD_LONG] = MANAGER,
  [FOYER_ACTION_MONEY_TAKE] = DESK | MANAGER,
  [FOYER_ACTION_MONEY_WAIVE] = MANAGER,
  [FOYER_ACTION_MONEY_RETURN] = MANAGER,
  [FOYER_ACTION_IMPORT] = DESK | MANAGER,
  [FOYER_ACTION_EXPORT] = MANAGER,
};

/**
 * foyer_permission_allows:
 * @role: the role of the person who acts
 * @action: what they want to do
 *
 * Returns: whether @role may do @action
 */
gboolean
foyer_permission_allows (FoyerRole role, FoyerAction action)
{
  g_return_val_if_fail ((guint) action < G_N_ELEMENTS (allowed), FALSE);

  return (allowed[action] & (1u << role)) != 0;
}
